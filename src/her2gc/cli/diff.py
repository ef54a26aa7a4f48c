"""``her2gc diff``: what changed in the answers between two versions of the graph."""

import argparse

from her2gc.cli import common
from her2gc.errors import Her2gcError

_FORMS = ("table", "json", "markdown", "atom")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the two versions and the form."""
    parser.add_argument(
        "old",
        nargs="?",
        metavar="OLD",
        help="a checkout's folder or a dump (.nq, .trig); none is the graph itself",
    )
    parser.add_argument(
        "new", nargs="?", metavar="NEW", help="likewise; none is the graph with your --data and --registry"
    )
    common.add_graph_options(parser)
    parser.add_argument("--format", choices=_FORMS, metavar="FORMAT", default="table", help=", ".join(_FORMS))
    parser.add_argument("-o", "--output", metavar="OUT", help="write to a file")


def run(args: argparse.Namespace) -> int:
    """Compare, and tell."""
    from her2gc.living import told
    from her2gc.living.changes import compare
    from her2gc.living.versions import version
    from her2gc.store.graph import open_graph

    if args.new and (args.data or args.registry):
        raise Her2gcError("--data and --registry are added to the graph itself", "leave out NEW")
    if not args.old and not (args.data or args.registry):
        raise Her2gcError("nothing to compare the graph with", "name OLD, --data or --registry")
    old = (
        version(args.old, quiet=args.quiet)
        if args.old
        else open_graph(
            builtin=not args.no_builtin,
            others=not args.no_others,
            inferred=not args.no_inferred,
            memory=True,
            quiet=args.quiet,
        )
    )
    new = version(args.new, quiet=args.quiet) if args.new else common.local_graph(args, memory=True)
    common.write(told.FORMS[args.format](compare(old, new)).encode(), args.output)
    return 0
