"""``her2gc import``: records of a trial register into the graph's own Turtle, apart from what the review says."""

import argparse
import os
import sys

from her2gc.cli import common
from her2gc.errors import Her2gcError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the kind of record, the files and the folder."""
    parser.add_argument(
        "kind", choices=("ctgov",), help="ctgov: records of ClinicalTrials.gov, API version 2"
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="JSON as the register gives it, fetched by you"
    )
    parser.add_argument(
        "-o", "--output", metavar="DIR", help="the folder for the Turtle files (default: kg/registry)"
    )
    parser.add_argument(
        "--left-out", action="store_true", help="list every kind of leaf that is not carried, counted"
    )
    parser.add_argument("--quiet", action="store_true", help="no lines on stderr")


def run(args: argparse.Namespace) -> int:
    """Read all files, then write one Turtle file a record; when one cannot be read, none is written."""
    from her2gc.living import records
    from her2gc.sources.registry.ctgov import summary
    from her2gc.store.graph import open_graph

    found = records.read(args.files, open_graph(quiet=args.quiet))
    folder = args.output or records.home()
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "cannot be made").lower()
        raise Her2gcError(f"this folder cannot be made: {reason}", "choose another", file=folder) from error
    for each in found:
        common.write(each.body, os.path.join(folder, f"{each.number}.ttl"))
    if not args.quiet:
        print("\n".join(summary(found)), file=sys.stderr)
    if args.left_out:
        lines = [f"{each.number}\t{path}\t{count}\n" for each in found for path, count in each.left]
        common.write("".join(lines).encode(), None)
    return 0
