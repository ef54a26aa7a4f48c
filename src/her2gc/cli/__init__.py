"""The command line: a table of commands, each in a module imported when called.

Imports: assistants, checks, entities, export, find, living, plot, questions, sources, sparql, store, web.
Imported by: no other room.

To add a command: a module ``cli/<name>.py`` with ``add_arguments(parser)`` and ``run(args) -> int``, and one line here.
"""

import argparse
import gc
import io
import os
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn, TextIO, cast

from her2gc import __version__, output
from her2gc.errors import Her2gcError
from her2gc.questions.render import terminal_width
from her2gc.sources.review import UNNAMED

COMMANDS: dict[str, str] = {
    "query": "list the stored questions, or answer one",
    "ask": "answer a question in words by a stored question",
    "plot": "draw the figures of the graph as pictures",
    "sparql": "answer a SPARQL query of your own (read-only)",
    "show": "tell all that is known of an entity",
    "links": "list outside identifiers, and how far they reach",
    "audit": "find every place again in the review's text, recompute its figures",
    "reason": "check consistency, tell what is inferred and why",
    "validate": "check the graph, or the graph with your files, against the shapes",
    "export": "write the graph, or a part of it, for graph browsers and other tools",
    "mcp": "give the graph to an assistant as tools",
    "serve": "show pages, answers and a SPARQL endpoint to browsers and programs",
    "site": "write the pages as files, for any web host or for a double click",
    "import": "take in records of a trial register, apart from what the review says",
    "diff": "tell what changed in the answers between two versions of the graph",
    "history": "tell what happened to a trial or an agent, and who says so",
    "publish": "write the graph to a SPARQL store elsewhere, and check its answers",
    "new": "write the scaffold of a trial, an agent, a question, a shape or a term to its home",
    "build": "write the closed graph, with files of your own, as a store to name by --store",
    "cache": "list the stores that were built, or throw them out",
    "completion": "print what lets bash, zsh or fish complete commands, questions and names",
}
_EXAMPLES = """examples:
  her2gc ask "which anti-HER2 agents failed in the second line?"  in words
  her2gc query trial-evidence --trial T-ACT              a stored question
  her2gc show T-DM1                                      all of one entity

'her2gc COMMAND --help' tells more of a command.
"""


class _Formatter(argparse.HelpFormatter):
    """A formatter that asks no other module for the width: argparse makes one for each option, help or no help."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=terminal_width() - 2)


class _AsWritten(argparse.RawDescriptionHelpFormatter, _Formatter):
    """The same, with descriptions as they are written."""


class Parser(argparse.ArgumentParser):
    """A parser that reports wrong usage as every other error: one line, exit code 2."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **given})
        self.color = False  # newer Pythons colour help by codes that no text may have

    def error(self, message: str) -> NoReturn:
        """Raise the error for ``main`` to print."""
        raise Her2gcError(message, f"'{self.prog} --help' tells more")


_INTERRUPTED = 130  # 128 and the signal's number, as shells have it


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 done, 1 violations or inconsistency found, 2 bad input or usage, 3 limit reached.
    """
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        return _again(args)
    except Her2gcError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED


def entry() -> NoReturn:
    """Run the console script; leave at once, as a read-only store needs no closing and closing it costs a tenth."""
    gc.set_threshold(50_000)  # a start makes many objects and little garbage
    _open_streams()
    if "_ARGCOMPLETE" in os.environ:  # a shell asks how a line may go on
        import_module("her2gc.cli.completing").complete()
    if isinstance(
        sys.stdout, io.TextIOWrapper
    ):  # help has letters that an old console's code page may not have
        sys.stdout.reconfigure(errors="replace")
    # names of files and what stands in them come from others; whoever prints, a terminal gets letters
    if sys.stdout.isatty():
        sys.stdout = cast("TextIO", output.Terminal(sys.stdout))
    if sys.stderr.isatty():
        sys.stderr = cast("TextIO", output.Terminal(sys.stderr))
    status = main()
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def _open_streams() -> None:
    """Put something in the place of streams that were closed before we began: a file of ours must not take it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        output.closed = True
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (it stays open to the end)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115


def _again(args: list[str]) -> int:
    """Run a command; where the store in the cache turns out to be damaged, run it once more on a new one."""
    try:
        return _run(args)
    except RuntimeError as error:
        from her2gc.store.cache import forget

        if not forget(error):
            raise
        return _run(args)


def _module(command: str) -> Any:
    """Return the module of a command; ``import`` is a word of Python's own."""
    return import_module(f"her2gc.cli.{'import_' if command == 'import' else command}")


def _run(args: list[str]) -> int:
    parser, _ = parsers(args[:1], alone=bool(args) and args[0] in COMMANDS)
    if not args:
        parser.print_help()
        return 0
    parsed = parser.parse_args(args)
    status = int(_module(parsed.command).run(parsed))
    sys.stdout.flush()
    return status


def parsers(called: Collection[str], *, alone: bool = False) -> tuple[Parser, dict[str, Parser]]:
    """Return the parser of the whole line and those of the commands; only those called know their options.

    Parameters
    ----------
    called
        The commands called.
    alone
        Leave out all others.
    """
    parser = Parser(
        prog="her2gc",
        description="Ask one review of HER2-positive gastric cancer as a graph.",
        epilog=_EXAMPLES,
        formatter_class=_AsWritten,
    )
    parser.add_argument(
        "--version", action="version", version=f"her2gc {__version__}\nThe review: {UNNAMED}."
    )
    commands = parser.add_subparsers(
        prog="her2gc", dest="command", required=True, metavar="COMMAND", parser_class=Parser
    )
    made = {}
    # one command needs no other: each parser costs a start a quarter of a millisecond
    due = set(called) & COMMANDS.keys() if alone else COMMANDS.keys()
    for name, summary in COMMANDS.items():
        if name not in due:
            continue
        made[name] = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        if name in called:
            _module(name).add_arguments(made[name])
    return parser, made
