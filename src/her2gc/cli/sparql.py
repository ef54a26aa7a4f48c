"""``her2gc sparql``: any SPARQL query, read-only, within limits."""

import argparse
import os
import re
import sys

from her2gc.cli import common
from her2gc.errors import Her2gcError
from her2gc.questions.answer import Answer
from her2gc.questions.render import default_format
from her2gc.sparql import worker

# how a query begins that is no file's name: a comment, or a keyword and a blank
_QUERY = re.compile(
    r"\s*(#|(prefix|base|select|ask|construct|describe|insert|delete|load|clear|drop|create)\b(?![.\w-]))",
    re.IGNORECASE,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the query and the limits."""
    parser.add_argument(
        "file", metavar="QUERY", help="a SPARQL query, or a file that holds one; - reads stdin"
    )
    parser.add_argument(
        "--timeout", type=float, default=worker.SECONDS, metavar="SECONDS", help="default: %(default)g"
    )
    parser.add_argument(
        "--rows", type=int, default=worker.ROWS, help="cut the answer after so many (default: %(default)s)"
    )
    common.add_graph_options(parser)
    common.add_output_options(parser)


def run(args: argparse.Namespace) -> int:
    """Answer the query; exit code 3 where the answer was cut."""
    if args.timeout <= 0 or args.rows <= 0:
        raise Her2gcError("--timeout and --rows must be above 0", "correct them")
    query, name = _query(args.file)
    graph = common.local_graph(args)
    with common.progress(args).during("answering the query", args.timeout):
        found = worker.run(graph, query, file=name, seconds=args.timeout, rows=args.rows)
    if not args.quiet:
        from her2gc.sparql.unknown import unknown

        for line in unknown(graph, query, name):
            print(f"her2gc: {line}", file=sys.stderr)
    if found.is_graph:
        if args.format not in (None, "table"):
            raise Her2gcError(
                "a CONSTRUCT or DESCRIBE query gives a graph", "leave out --format: it is written as Turtle"
            )
        common.write(_turtle(found.body), args.output)
    else:
        form = args.format or default_format(args.output)
        common.show(Answer(found.body, cut=found.cut), form, args.output)
    if found.cut is not None:
        sys.stdout.flush()
        print(f"her2gc: the answer was cut after {found.cut} rows; raise --rows", file=sys.stderr)
        return 3
    return 0


def _query(given: str) -> tuple[str, str]:
    """Return the text of the query and its name for messages; what is no file and looks like a query is one."""
    if given == "-":
        return common.read_text(given), "<stdin>"
    if not os.path.exists(given) and ("{" in given or _QUERY.match(given)):
        return given, "<query>"
    return common.read_text(given), given


def _turtle(triples: bytes) -> bytes:
    import pyoxigraph as ox

    from her2gc.sources.prefixes import PREFIXES

    parsed = (quad.triple for quad in ox.parse(input=triples, format=ox.RdfFormat.N_TRIPLES))
    return ox.serialize(parsed, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
