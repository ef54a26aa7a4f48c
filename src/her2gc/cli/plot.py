"""``her2gc plot``: the figures of the graph as pictures."""

import argparse
import os

from her2gc.cli import common
from her2gc.errors import Her2gcError

_NAMES = ("forest", "landscape", "response")
_FORMS = ("svg", "png", "pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the picture, its file and its form."""
    parser.add_argument(
        "picture", choices=_NAMES, help="forest: hazard ratios; landscape: verdicts; response: ORR"
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="where to write; the ending decides the form")
    parser.add_argument(
        "--format", choices=_FORMS, help="form of the picture (default: by the ending, or svg)"
    )
    parser.add_argument("--alt", action="store_true", help="print the text alternative instead of drawing")
    parser.add_argument(
        "--with-breast", action="store_true", help="forest: draw the breast cancer result, too"
    )
    common.add_graph_options(parser)


def run(args: argparse.Namespace) -> int:
    """Draw one picture."""
    from her2gc.plot import PICTURES
    from her2gc.plot.forest import forest

    ending = os.path.splitext(args.output or "")[1].removeprefix(".").lower()
    form = args.format or ending or "svg"
    if form not in _FORMS:
        raise Her2gcError(f"'.{form}' is no form of a picture", f"end the file in one of {', '.join(_FORMS)}")
    if args.with_breast and args.picture != "forest":
        raise Her2gcError("--with-breast belongs to the forest plot", "leave it out")
    graph = common.local_graph(args)
    with common.progress(args).during(f"drawing {args.picture}", 2):
        picture = forest(graph, breast=True) if args.with_breast else PICTURES[args.picture](graph)
        body = f"{picture.alternative}\n".encode() if args.alt else picture.save(form)
    common.write(body, args.output)
    return 0
