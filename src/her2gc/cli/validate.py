"""``her2gc validate``: check the graph, or the graph with your files, against the shapes."""

import argparse

from her2gc.checks.validate import ENGINES, SECONDS, validate
from her2gc.checks.validate.report import FORMATS, report
from her2gc.cli import common

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
        "--shapes", action="append", metavar="FILE", help="use these shapes in place of ours (repeatable)"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="form of the report (text)")
    parser.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="shifty is fast, pyshacl is the reference"
    )
    parser.add_argument(
        "--timeout", type=float, default=SECONDS, metavar="SECONDS", help=f"time limit ({SECONDS:g})"
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="write the report to a file")
    parser.add_argument(
        "--quiet", action="store_true", help="no progress, and print nothing when the graph conforms"
    )


def run(args: argparse.Namespace) -> int:
    """Print the findings; exit code 1 when there is a violation."""
    progress = common.progress(args)
    with progress.during(f"checking by {args.engine}", _USUAL[args.engine]):
        findings = validate(
            args.files,
            builtin=not args.no_builtin,
            shapes=args.shapes,
            engine=args.engine,
            seconds=args.timeout,
            say=progress.say,
        )
    if findings or not args.quiet:
        common.write(f"{report(findings, args.format)}\n".encode(), args.output)
    return int(any(each.severity == "violation" for each in findings))
