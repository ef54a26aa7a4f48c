"""``her2gc import``: records of a trial register, or a table typed by hand, apart from what the review says."""

import argparse
import os
import sys

from her2gc.cli import common
from her2gc.errors import Her2gcError

_SOURCE = ("source", "source_kind", "date", "seen")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the kind of record, the files and the folder."""
    parser.add_argument(
        "kind",
        choices=("ctgov", "table"),
        help="ctgov: records of ClinicalTrials.gov, API version 2; table: results typed by hand, as CSV",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="JSON as the register gives it, fetched by you; or one CSV table",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        help="the folder for the Turtle files (default: kg/registry, kg/others)",
    )
    parser.add_argument(
        "--left-out", action="store_true", help="list every kind of leaf that is not carried, counted"
    )
    parser.add_argument(
        "--source", metavar="NAME", help="of a table: a name for its source, such as SMITH-2026"
    )
    parser.add_argument(
        "--source-kind", metavar="KIND", default="paper", help="of a table: what it is (paper)"
    )
    parser.add_argument("--date", metavar="DATE", help="of a table: the date of its source, such as 2026-11")
    parser.add_argument("--seen", metavar="TEXT", help="of a table: where its source is found, such as a DOI")
    parser.add_argument("--quiet", action="store_true", help="no lines on stderr")


def run(args: argparse.Namespace) -> int:
    """Read all files, then write; when one cannot be read, none is written."""
    return _table(args) if args.kind == "table" else _ctgov(args)


def _ctgov(args: argparse.Namespace) -> int:
    from her2gc.living import records
    from her2gc.sources.registry.ctgov import summary
    from her2gc.store.graph import open_graph

    found = records.read(args.files, open_graph(quiet=args.quiet))
    folder = _folder(args.output or records.home("registry"))
    for each in found:
        common.write(each.body, os.path.join(folder, f"{each.number}.ttl"))
    if not args.quiet:
        print("\n".join(summary(found)), file=sys.stderr)
    if args.left_out:
        lines = [f"{each.number}\t{path}\t{count}\n" for each in found for path, count in each.left]
        common.write("".join(lines).encode(), None)
    return 0


def _table(args: argparse.Namespace) -> int:
    """Write the table's rows once they conform to the shapes; else print what is wrong, and write nothing."""
    import tempfile

    from her2gc.checks.validate import validate
    from her2gc.living import records, typed
    from her2gc.sources import table
    from her2gc.sources.turtle import read_bytes
    from her2gc.store.graph import open_graph

    if len(args.files) != 1 or not all(getattr(args, name) for name in _SOURCE):
        raise Her2gcError("a table is one file of one source", "give --source, --date and --seen with it")
    [path] = args.files
    rows = table.read(read_bytes(path), path)
    source = {"name": args.source, "kind": args.source_kind, "date": args.date, "seen": args.seen}
    made = typed.blocks(rows, open_graph(quiet=args.quiet), source, path)
    body = typed.body(made, args.source)
    with tempfile.TemporaryDirectory() as made_in:
        tried = os.path.join(made_in, f"{args.source}.ttl")
        common.write(body, tried)
        findings = validate([tried], say=lambda _: None)
    wrong = [each for each in findings if each.severity == "violation"]
    if wrong:
        common.write("".join(f"{path}: {each.message}\n" for each in wrong).encode(), None)
        return 1
    folder = _folder(args.output or records.home("others"))
    common.write(body, os.path.join(folder, f"{args.source}.ttl"))
    if not args.quiet:
        print(f"{len(rows)} row{'s' * (len(rows) != 1)} of {args.source}", file=sys.stderr)
    return 0


def _folder(path: str) -> str:
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "cannot be made").lower()
        raise Her2gcError(f"this folder cannot be made: {reason}", "choose another", file=path) from error
    return path
