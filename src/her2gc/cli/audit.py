"""``her2gc audit``: places found again in the text, figures recomputed, gaps and discrepancies listed."""

import argparse

from her2gc.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the text, the graph and the form of the report."""
    parser.add_argument("--text", metavar="FILE", help="a copy of the review's text")
    parser.add_argument(
        "--coverage", action="store_true", help="list the figures and names that nothing covers"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the report")
    parser.add_argument(
        "--data", action="append", metavar="FILE", default=[], help="add an RDF file of your own (repeatable)"
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="write the report to a file")
    parser.add_argument("--quiet", action="store_true", help="print nothing when all is well")


def run(args: argparse.Namespace) -> int:
    """Print the report; exit code 1 when a place or figure is not found."""
    from her2gc.checks import audit
    from her2gc.checks.audit import report

    text = audit.read_text(args.text) if args.text else None
    with common.progress(args).during("auditing", 4):
        found = audit.audit(audit.load(args.data), text)
    if found.failures or not args.quiet:
        body = (
            report.as_json(found)
            if args.format == "json"
            else report.as_text(found, coverage=args.coverage).lstrip()
        )
        common.write(f"{body}\n".encode(), args.output)
    return int(bool(found.failures))
