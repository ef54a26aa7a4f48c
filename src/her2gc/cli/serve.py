"""``her2gc serve``: pages, API and SPARQL endpoint from this machine."""

import argparse
import sys
from typing import TYPE_CHECKING

from her2gc.cli import common
from her2gc.errors import Her2gcError

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from her2gc.sparql.pool import Pool
    from her2gc.web.context import Context

_HIGHEST = 65_535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the address, the limits and the graph."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen at (default: this machine only)"
    )
    parser.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="HOST",
        help="a host name that visitors may use (repeatable)",
    )
    parser.add_argument(
        "--limit-seconds", type=float, default=10.0, metavar="SECONDS", help="the longest query (default: 10)"
    )
    parser.add_argument(
        "--share",
        action="store_true",
        help="let pages elsewhere read answers in a visitor's browser, even with --data (without it they may)",
    )
    common.add_graph_options(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    if not 0 <= args.port <= _HIGHEST:
        raise Her2gcError(f"--port is a number from 0 to {_HIGHEST}", "correct it")
    if not 0 < args.limit_seconds < float("inf"):
        raise Her2gcError("--limit-seconds is a number above 0", "correct it")
    try:
        from her2gc.web import connection
        from her2gc.web.server import app
    except ImportError as error:
        raise Her2gcError(
            "the server's libraries are not installed", "pip install 'her2gc[serve]'"
        ) from error
    from her2gc.sparql import described
    from her2gc.sparql.pool import Pool
    from her2gc.web.context import Context

    graph = common.local_graph(args, memory=True)
    if graph.folder is None:
        raise Her2gcError(
            "the server needs a store on disk", "name a folder that can be written in HER2GC_CACHE"
        )
    pool = Pool(*described.pool(graph), seconds=args.limit_seconds)
    log = None if args.quiet else sys.stdout
    shared = not args.data or args.share
    context, hosts = Context(graph, ahead=True), [*args.name, _bracketed(args.host)]
    served = app(context, pool, hosts, log=log, shared=shared)
    _assistants(served, context, pool, hosts)
    connection.serve(served, args.host, args.port, quiet=args.quiet)
    return 0


def _assistants(served: "Starlette", context: "Context", pool: "Pool", hosts: list[str]) -> None:
    """Let assistants in at ``/mcp``, where the protocol's library is installed."""
    try:
        from her2gc.assistants.http import mount
        from her2gc.assistants.tools import Tools
    except ImportError:
        return
    from her2gc.web.gate import LOOPBACK

    mount(served, Tools(context, pool), [*LOOPBACK, *hosts])


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
