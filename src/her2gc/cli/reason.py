"""``her2gc reason``: is the graph consistent, what follows from it, and why."""

import argparse
import json
import shlex

from her2gc.cli import common
from her2gc.errors import Her2gcError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files, the overlay, the statement to explain and the limits."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="RDF files of your own to reason on with the graph"
    )
    parser.add_argument(
        "--no-builtin", action="store_true", help="leave out the review's graph, keep the ontology"
    )
    parser.add_argument(
        "--only-data",
        action="store_true",
        help="leave out our ontology, too: reason on what your files say and nothing else",
    )
    parser.add_argument(
        "--overlay", action="append", metavar="NAME", help="add an assumption to try, such as table-5"
    )
    parser.add_argument(
        "--explain",
        nargs="?",
        const="",
        metavar="STATEMENT",
        help="give the reasons of a contradiction, or of a statement: 'SUMMIT | is a | anti-HER2 trial'",
    )
    parser.add_argument("--rules-only", action="store_true", help="leave HermiT out; needs no Java")
    parser.add_argument(
        "--timeout", type=float, default=60.0, metavar="SECONDS", help="HermiT's time (default: %(default)g)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the report")
    parser.add_argument("-o", "--output", metavar="OUT", help="write the report to a file")
    parser.add_argument("--quiet", action="store_true", help="no progress on stderr")


def run(args: argparse.Namespace) -> int:
    """Print the report; exit code 1 for a contradiction or a class that can have no member."""
    from her2gc.checks import reason
    from her2gc.checks.reason import report

    if args.timeout <= 0:
        raise Her2gcError("--timeout must be above 0", "correct it")
    if args.only_data and not args.files:
        raise Her2gcError("--only-data asks your files alone, and none is named", "name the files")
    statement = _parts(args.explain) if args.explain else None
    found = reason.reason(
        args.files,
        builtin=not args.no_builtin,
        only_data=args.only_data,
        overlay=args.overlay,
        rules_only=args.rules_only or statement is not None,
        seconds=args.timeout,
        quiet=args.quiet,
    )
    if statement is not None:
        body = report.explanation(found, *statement)
    elif args.format == "json":
        body = json.dumps(report.as_dict(found), indent=1, ensure_ascii=False)
    else:
        body = report.as_text(found, explain=args.explain is not None)
    common.write(f"{body}\n".encode(), args.output)
    if not found.consistent:
        return 1
    if found.refusal:  # the rules' word is given, and what was asked of HermiT is not answered
        raise found.refusal
    return 0


def _parts(text: str) -> tuple[str, str, str]:
    try:
        parts = [part.strip() for part in text.split("|")] if "|" in text else shlex.split(text)
    except ValueError:
        parts = []
    if len(parts) != 3:  # noqa: PLR2004 (subject, property, value)
        raise Her2gcError(
            f"'{text}' is not subject, property and value",
            "write them with bars between: 'SUMMIT | is a | anti-HER2 trial'",
        )
    return parts[0], parts[1], parts[2]
