"""``her2gc ask``: a question in words, answered by the stored question that asks it."""

import argparse
import sys

from her2gc.cli import common
from her2gc.questions.answer import ask
from her2gc.questions.render import default_format


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the question in words."""
    parser.add_argument("words", nargs="+", metavar="QUESTION", help="a question in words")
    common.add_graph_options(parser)
    common.add_output_options(parser)


def run(args: argparse.Namespace) -> int:
    """Answer when sure which question is asked; else offer the nearest three, exit code 2."""
    from her2gc.find import guesses
    from her2gc.questions.empty import call
    from her2gc.store.names import curie

    graph = common.local_graph(args)
    found = guesses(graph, " ".join(args.words))
    calls = [
        call(guess.question, {name: curie(str(value)) for name, value in guess.values.items()})
        for guess in found
    ]
    if not found or not found[0].sure:
        unknown = found[0].unknown if found else ()
        why = f" (not known here: {', '.join(unknown)})" if unknown else ""
        print(f"her2gc: not sure what is asked{why}; the nearest questions:", file=sys.stderr)
        for guess, command in zip(found, calls, strict=True):
            print(f"  {guess.question.summary}\n    {command}", file=sys.stderr)
        return 2
    if not args.quiet:
        print(f"her2gc: {found[0].question.summary}\n  {calls[0]}", file=sys.stderr)
    answer = ask(graph, found[0].question, found[0].values)
    common.show(answer, args.format or default_format(args.output), args.output)
    return 0
