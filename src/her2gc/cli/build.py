"""``her2gc build``: close the graph with files of one's own once, into a store that other commands open by --store."""

import argparse
import sys

from her2gc.cli import common
from her2gc.errors import Her2gcError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what goes into the store, and where it goes."""
    common.add_graph_options(parser, store=False)
    parser.add_argument("-o", "--output", metavar="STORE", help="the folder of the store")
    parser.add_argument("--size", metavar="STORE", help="build nothing, and tell how big a store is")


def run(args: argparse.Namespace) -> int:
    """Build, and tell how big it is."""
    from her2gc.store import named
    from her2gc.store.graph import chosen

    if args.size:
        common.write(_line(named.told(args.size)), None)
        return 0
    if not args.output:
        raise Her2gcError("-o names no store", "name its folder: her2gc build -o STORE")
    if args.only_data or args.no_inferred:
        raise Her2gcError(
            "a store holds the ontology and what the rules infer", "leave out --only-data and --no-inferred"
        )
    sources = chosen(
        args.data, registry=args.registry, builtin=not args.no_builtin, others=not args.no_others
    )
    built = named.build(sources, args.output, common.progress(args))
    if not args.quiet:
        print(_line(built).decode(), end="", file=sys.stderr)
    return 0


def _line(told: tuple[str, int, int, int]) -> bytes:
    folder, statements, files, size = told
    return f"{folder}: {statements:,} statements of {files:,} files, {size / 1_000_000:,.1f} MB\n".encode()
