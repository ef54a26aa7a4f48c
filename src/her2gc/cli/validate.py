"""``her2gc validate``: check the graph, or the graph with your files, against the shapes."""

import argparse

from her2gc.cli import common
from her2gc.validate import report, validate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="RDF files of your own to check with the graph"
    )
    parser.add_argument(
        "--no-builtin", action="store_true", help="leave out the review's graph, keep the ontology"
    )
    parser.add_argument(
        "--shapes", action="append", metavar="FILE", help="use these shapes in place of ours (repeatable)"
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="write the report to a file")
    parser.add_argument("--quiet", action="store_true", help="print nothing when the graph conforms")


def run(args: argparse.Namespace) -> int:
    """Print the findings; exit code 1 when there is a violation."""
    findings = validate(args.files, builtin=not args.no_builtin, shapes=args.shapes)
    if findings or not args.quiet:
        common.write(f"{report(findings)}\n".encode(), args.output)
    return int(any(each.severity == "violation" for each in findings))
