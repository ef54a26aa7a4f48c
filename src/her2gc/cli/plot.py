"""``her2gc plot``: the figures of the graph as pictures."""

import argparse
import os
import sys

from her2gc.cli import common
from her2gc.errors import Her2gcError

_NAMES = ("forest", "landscape", "response", "levels")
_FORMS = ("svg", "png", "pdf")
_DPI, _LEAST_DPI, _MOST_DPI = 200, 30, 1200
_LEAST_INCHES, _MOST_INCHES = 2, 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the picture, its file and its form."""
    parser.add_argument(
        "picture",
        choices=_NAMES,
        help="forest: hazard ratios; landscape: verdicts; response: ORR; levels: ORR by HER2 level",
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="where to write; the ending decides the form")
    parser.add_argument(
        "--format", choices=_FORMS, help="form of the picture (default: by the ending, or svg)"
    )
    parser.add_argument("--alt", action="store_true", help="print the text alternative instead of drawing")
    parser.add_argument(
        "--with-breast", action="store_true", help="forest: draw the breast cancer result, too"
    )
    parser.add_argument("--line", action="append", default=[], help="only a line of therapy, such as second")
    parser.add_argument("--trial", action="append", default=[], help="only a trial, such as GATSBY")
    parser.add_argument(
        "--measure", action="append", default=[], help="only a measure, such as overall survival"
    )
    parser.add_argument("--size", metavar="WxH", help="width and height in inches, such as 10x6")
    parser.add_argument("--dpi", type=int, metavar="N", help=f"dots per inch of a png (default: {_DPI})")
    parser.add_argument("--no-caption", action="store_true", help="leave out the notes below the drawing")
    common.add_graph_options(parser, endpoint=True)


def run(args: argparse.Namespace) -> int:
    """Draw one picture."""
    from her2gc.plot import PICTURES, Choice

    ending = os.path.splitext(args.output or "")[1].removeprefix(".").lower()
    form = args.format or ending or "svg"
    if form not in _FORMS:
        raise Her2gcError(f"'.{form}' is no form of a picture", f"end the file in one of {', '.join(_FORMS)}")
    if args.with_breast and args.picture != "forest":
        raise Her2gcError("--with-breast belongs to the forest plot", "leave it out")
    if args.measure and args.picture == "landscape":
        raise Her2gcError("the landscape shows verdicts, not measures", "leave out --measure")
    if args.output is None and not args.alt and sys.stdout.isatty():
        raise Her2gcError("a picture is not shown on a terminal", f"name a file with -o {args.picture}.svg")
    choice = Choice(
        tuple(args.line),
        tuple(args.trial),
        tuple(args.measure),
        _size(args.size),
        caption=not args.no_caption,
    )
    dpi = _DPI if args.dpi is None else args.dpi
    if not _LEAST_DPI <= dpi <= _MOST_DPI:
        raise Her2gcError(f"--dpi is a number from {_LEAST_DPI} to {_MOST_DPI}", "correct it")
    graph = common.graph(args)
    with common.progress(args).during(f"drawing {args.picture}", 2):
        more = {"breast": True} if args.with_breast else {}
        picture = PICTURES[args.picture](graph, choice, **more)
        body = f"{picture.alternative}\n".encode() if args.alt else picture.save(form, dpi)
    common.write(body, args.output)
    return 0


def _size(given: str | None) -> tuple[float, float] | None:
    """Return width and height in inches.

    Raises
    ------
    Her2gcError
        For another form, or sizes that no page has.
    """
    if given is None:
        return None
    try:
        width, height = (float(part) for part in given.lower().split("x"))
    except ValueError:
        width = height = 0.0
    if not (_LEAST_INCHES <= width <= _MOST_INCHES and _LEAST_INCHES <= height <= _MOST_INCHES):
        raise Her2gcError(
            f"--size '{given}' is no width and height of {_LEAST_INCHES} to {_MOST_INCHES} inches",
            "such as 10x6",
        )
    return width, height
