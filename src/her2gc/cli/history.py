"""``her2gc history``: what happened to a trial or an agent, and who says so as of when."""

import argparse

from her2gc.cli import common


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the entity."""
    parser.add_argument("entity", metavar="ENTITY", help="a trial or an agent, as 'her2gc show' takes it")
    common.add_graph_options(parser, endpoint=True)
    common.add_output_options(parser)


def run(args: argparse.Namespace) -> int:
    """Answer the stored question of that name."""
    from her2gc.questions import catalogue
    from her2gc.questions.answer import ask
    from her2gc.questions.render import default_format

    answer = ask(common.graph(args), catalogue.find("history"), {"subject": args.entity})
    common.show(answer, args.format or default_format(args.output), args.output)
    return 0
