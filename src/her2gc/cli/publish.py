"""``her2gc publish``: write the named graphs to a SPARQL store elsewhere, and check what it answers."""

import argparse
import sys

from her2gc.cli import common
from her2gc.errors import Her2gcError

_WAYS = ("store", "update")
_FEW = 20  # so many rows that differ are told


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the addresses and the graph."""
    parser.add_argument("endpoint", metavar="ENDPOINT", help="the store's address for writing")
    parser.add_argument(
        "--by",
        choices=_WAYS,
        default="store",
        help="store: Graph Store Protocol, a request a graph; update: SPARQL update, one request (store)",
    )
    parser.add_argument(
        "--query", metavar="URL", help="the store's address for queries, to check its answers afterwards"
    )
    parser.add_argument("--no-check", action="store_true", help="do not ask the stored questions afterwards")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be sent, and send nothing")
    common.add_graph_options(parser)


def run(args: argparse.Namespace) -> int:
    """Send all graphs, then compare the answers; exit code 1 when they differ."""
    from her2gc.living import publish, told
    from her2gc.living.changes import compare
    from her2gc.store.remote import RemoteGraph

    publish.check(args.endpoint)
    if not (args.query or args.no_check or args.dry_run):
        raise Her2gcError(
            "nothing says where the store answers queries",
            "give --query URL, or leave the check out by --no-check",
        )
    graph = common.local_graph(args, memory=True)
    done: list[str] = []
    for one in publish.requests(graph, args.endpoint, args.by):
        if args.dry_run:
            common.write(
                f"{one.method} {one.url}: {len(one.body)} bytes, {_words(one.graphs)}\n".encode(), None
            )
            continue
        try:
            publish.send(one)
        except Her2gcError as error:
            if done:
                print(f"her2gc: new already: {_words(done)}; not yet: the others", file=sys.stderr)
            raise error from None
        done += one.graphs
        if not args.quiet:
            print(f"her2gc: replaced {_words(one.graphs)}", file=sys.stderr)
    if args.dry_run or args.no_check:
        return 0
    there = RemoteGraph(args.query)
    if not publish.queries_its_graphs(there):
        print(
            "her2gc: all is written, but queries there see no named graph; start the store so that it queries the "
            "union of its graphs (oxigraph serve --union-default-graph)",
            file=sys.stderr,
        )
        return 1
    found = compare(graph, there, by_example=True)
    if not found.changes:
        common.write(f"equal rows there and here for {found.asked} questions\n".encode(), None)
        return 0
    common.write(told.table(found, _FEW).encode(), None)
    print(
        "her2gc: its answers differ; it must query the union of its graphs and hold only ours",
        file=sys.stderr,
    )
    return 1


def _words(graphs: list[str]) -> str:
    from her2gc.sources.homes import origin

    return ", ".join(origin(each).short for each in graphs)
