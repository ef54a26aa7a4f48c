"""``her2gc mcp``: the graph as tools for an assistant, over standard input and output."""

import argparse

from her2gc.cli import common
from her2gc.errors import Her2gcError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the graph."""
    common.add_graph_options(parser)


def run(args: argparse.Namespace) -> int:
    """Serve one assistant until it hangs up; nothing but the protocol goes to standard output."""
    try:
        import anyio

        from her2gc.assistants.server import server
    except ImportError as error:
        raise Her2gcError("the protocol's library is not installed", "pip install 'her2gc[mcp]'") from error
    from her2gc.assistants.tools import Tools
    from her2gc.sparql import described
    from her2gc.sparql.pool import Pool
    from her2gc.web.context import Context

    graph = common.local_graph(args, memory=True)
    if graph.folder is None:
        raise Her2gcError("tools need a store on disk", "name a folder that can be written in HER2GC_CACHE")
    pool = Pool(*described.pool(graph), size=1)

    async def serve() -> None:
        try:
            await server(Tools(Context(graph), pool)).run_stdio_async()
        finally:
            await pool.stop()

    anyio.run(serve)
    return 0
