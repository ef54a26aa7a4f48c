"""``her2gc new``: the scaffold of a trial, an agent, a question, a shape or a term, written to its home."""

import argparse
import sys

from her2gc.sources import scaffold


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the kind and the name."""
    parser.add_argument("kind", choices=scaffold.KINDS, help="what is new")
    parser.add_argument("name", metavar="NAME", help="its name, such as MYTRIAL or trials-by-sponsor")
    parser.add_argument(
        "--like",
        choices=scaffold.LIKE,
        metavar="DESIGN",
        help="a trial of another design than two arms: " + ", ".join(scaffold.LIKE),
    )
    parser.add_argument("--quiet", action="store_true", help="do not say what to run next")


def run(args: argparse.Namespace) -> int:
    """Write the files, print their names."""
    paths, then = scaffold.write(args.kind, args.name, args.like)
    print("\n".join(paths))
    if not args.quiet:
        print(f"her2gc: edit, then: {then}", file=sys.stderr)
    return 0
