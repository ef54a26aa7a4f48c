"""``her2gc validate``: check the graph, or the graph with your files, against the shapes."""

import argparse
import sys

from her2gc.checks.validate import ENGINES, SECONDS, validate
from her2gc.checks.validate.report import FORMATS, report
from her2gc.cli import colour, common

_USUAL = {"shifty": 6, "pyshacl": 40}  # seconds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files and the options."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="RDF files or folders of your own to check with the graph; - reads Turtle from stdin; "
        "an edited copy of one of our files is checked in its place",
    )
    parser.add_argument(
        "--no-builtin", action="store_true", help="leave out the review's graph, keep the ontology"
    )
    parser.add_argument(
        "--only-data",
        action="store_true",
        help="leave out our ontology and the rules, too: check what your files say and nothing else",
    )
    parser.add_argument(
        "--shapes", action="append", metavar="FILE", help="use these shapes in place of ours (repeatable)"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="form of the report (text)")
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        help="shifty is fast, pyshacl is the reference (shifty for our shapes, pyshacl for --shapes)",
    )
    parser.add_argument(
        "--timeout", type=float, default=SECONDS, metavar="SECONDS", help=f"time limit ({SECONDS:g})"
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="write the report to a file")
    parser.add_argument(
        "--quiet", action="store_true", help="no progress, and print nothing when the graph conforms"
    )


def run(args: argparse.Namespace) -> int:
    """Print the findings; exit code 1 when one is more than a warning."""
    progress = common.progress(args)
    engine = args.engine or ENGINES[1 if args.shapes else 0]
    with progress.during(f"checking by {engine}", _USUAL[engine]):
        findings = validate(
            args.files,
            builtin=not args.no_builtin,
            only_data=args.only_data,
            shapes=args.shapes,
            engine=engine,
            seconds=args.timeout,
            say=progress.say,
        )
    for word in findings.words:
        print(f"her2gc: {word}", file=sys.stderr, flush=True)
    if findings or not args.quiet:
        told = report(findings, args.format)
        if args.format == "text" and args.output is None and colour.wanted():
            told = colour.findings(told)
        common.write(f"{told}\n".encode(), args.output)
    return int(findings.fails)
