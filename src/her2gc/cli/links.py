"""``her2gc links``: outside identifiers, and how far they reach."""

import argparse

from her2gc.cli import common
from her2gc.entities import links
from her2gc.questions.render import default_format


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the entity and what to list."""
    parser.add_argument(
        "entity",
        nargs="?",
        metavar="ENTITY",
        help="a label, synonym, CURIE or IRI of ours or of another vocabulary",
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--all", action="store_true", help="list the identifiers of every entity")
    shown.add_argument("--missing", action="store_true", help="list what has no verified identifier, by name")
    common.add_graph_options(parser, endpoint=True)
    common.add_output_options(parser)


def run(args: argparse.Namespace) -> int:
    """Print an entity's identifiers, those of all, or the coverage by type."""
    graph = common.graph(args)
    if args.entity is not None and (args.all or args.missing):
        from her2gc.errors import Her2gcError

        raise Her2gcError("--all and --missing go without an entity", "leave one of them out")
    if args.entity is not None or args.all:
        answer = links.links(graph, args.entity)
    else:
        answer = links.as_answer(links.coverage(graph), missing=args.missing)
    form = args.format or default_format(args.output)
    common.show(answer, form, args.output)
    return 0
