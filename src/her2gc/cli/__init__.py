"""The command line: a table of commands, each in a module of its own that is imported when called."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from her2gc import __version__

COMMANDS: dict[str, str] = {}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 done, 1 violations or inconsistency found, 2 bad input or usage, 3 limit reached.
    """
    args = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="her2gc", description="Ask the review as a graph.")
    parser.add_argument("--version", action="version", version=f"her2gc {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if name in args[:1]:
            import_module(f"her2gc.cli.{name}").add_arguments(command)
    parsed = parser.parse_args(args)
    return int(import_module(f"her2gc.cli.{parsed.command}").run(parsed))
