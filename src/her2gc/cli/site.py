"""``her2gc site``: the pages as files, for any host and for a double click."""

import argparse

from her2gc.cli import common
from her2gc.errors import Her2gcError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, the address and the graph."""
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="the folder to write")
    parser.add_argument("--base", default="", metavar="URL", help="where the site will be read, for its map")
    common.add_graph_options(parser)


def run(args: argparse.Namespace) -> int:
    """Write the site whole, or not at all."""
    from her2gc.export.files import write_folder
    from her2gc.web import site
    from her2gc.web.context import Context

    if args.base and not args.base.startswith(("http://", "https://")):
        raise Her2gcError("--base is an address that starts with http:// or https://", "correct it")
    graph = common.local_graph(args, memory=True)
    write_folder(args.output, site.files(Context(graph, whole=True), args.base))
    return 0
