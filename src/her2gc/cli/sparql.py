"""``her2gc sparql``: any SPARQL query, read-only, within limits."""

import argparse
import sys

from her2gc.cli import common
from her2gc.errors import Her2gcError
from her2gc.questions.answer import Answer
from her2gc.questions.render import default_format, terminal_width
from her2gc.sparql import worker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the query file and the limits."""
    parser.add_argument("file", metavar="FILE", help="a file with a SPARQL query; - reads stdin")
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
    query = common.read_text(args.file)
    name = "<stdin>" if args.file == "-" else args.file
    found = worker.run(common.local_graph(args), query, file=name, seconds=args.timeout, rows=args.rows)
    if found.is_graph:
        if args.format not in (None, "table"):
            raise Her2gcError(
                "a CONSTRUCT or DESCRIBE query gives a graph", "leave out --format: it is written as Turtle"
            )
        common.write(_turtle(found.body), args.output)
    else:
        form = args.format or default_format(args.output)
        common.write(Answer(found.body, cut=found.cut).render(form, terminal_width()), args.output)
    if found.cut is not None:
        sys.stdout.flush()
        print(f"her2gc: the answer was cut after {found.cut} rows; raise --rows", file=sys.stderr)
        return 3
    return 0


def _turtle(triples: bytes) -> bytes:
    import pyoxigraph as ox

    from her2gc.sources.prefixes import PREFIXES

    parsed = (quad.triple for quad in ox.parse(input=triples, format=ox.RdfFormat.N_TRIPLES))
    return ox.serialize(parsed, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
