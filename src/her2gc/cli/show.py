"""``her2gc show``: all that is known of an entity."""

import argparse

from her2gc.cli import colour, common
from her2gc.entities.show import describe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the entity."""
    parser.add_argument("entity", metavar="ENTITY", help="a label, synonym, CURIE or IRI, such as T-DM1")
    common.add_graph_options(parser, endpoint=True)
    common.add_output_options(parser)


def run(args: argparse.Namespace) -> int:
    """Print the entity as text, or its statements in a format for machines."""
    entity = describe(common.graph(args), args.entity)
    if args.format in (None, "table"):
        text = entity.text()
        shown = colour.entity(text) if args.output is None and colour.wanted() else text
        common.write(f"{shown}\n".encode(), args.output)
    else:
        common.write(entity.answer.render(args.format), args.output)
    return 0
