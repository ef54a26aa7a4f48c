"""``her2gc ask``: a question in words, answered where it is sure what is asked, else with offers to choose from."""

import argparse
import sys
from textwrap import shorten
from typing import TYPE_CHECKING

from her2gc.cli import common
from her2gc.questions.answer import ask
from her2gc.questions.render import default_format

if TYPE_CHECKING:
    from her2gc.find import Found, Offer
    from her2gc.questions.answer import Answer
    from her2gc.store.graph import Graph

_MAJOR, _TOLD = "major", 2
_ROWS, _LINE = 3, 400  # so many rows of the first offer are shown, and so many characters of each
_REVIEWS = "asserted"  # the review's word, as it is printed
_BEHIND = ("places", "doubts", "origin")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the question in words."""
    parser.add_argument("words", nargs="+", metavar="QUESTION", help="a question in words")
    common.add_graph_options(parser, endpoint=True)
    common.add_output_options(parser)


def run(args: argparse.Namespace) -> int:
    """Answer when sure what is asked; else offer up to five calls with rows, one to be chosen by a key; exit code 2."""
    from her2gc.find import ANSWER, OFFER, find
    from her2gc.store.graph import LocalGraph, open_graph

    graph = common.graph(args)
    # words are understood by our own graph: to learn those of an endpoint would take thousands of queries
    found = find(
        graph if isinstance(graph, LocalGraph) else open_graph(quiet=args.quiet), " ".join(args.words)
    )
    chosen = found.answered
    if found.outcome != ANSWER:
        _tell(found, [] if args.quiet or found.unsaid else _first_rows(graph, found))
        if found.outcome == OFFER and found.offers and not args.quiet and _on_a_terminal():
            key = _key(len(found.offers))
            chosen = found.offers[key - 1] if key else None
    elif chosen is not None and not args.quiet:
        print(f"her2gc: {found.told}\n  {_call(chosen)}", file=sys.stderr)
        if chosen.leaves_out:
            print(f"  leaves out: {', '.join(chosen.leaves_out)}", file=sys.stderr)
    if chosen is None:
        return 2
    answer = _answer(graph, chosen)
    sys.stderr.writelines(f"  in doubt: {told}\n" for told in _in_doubt(answer, quiet=args.quiet))
    common.show(answer, args.format or default_format(args.output), args.output)
    return 0


def _answer(graph: "Graph", offer: "Offer") -> "Answer":
    """Return the rows of an offer, of them only those that have what is named."""
    from her2gc.questions import catalogue

    answer = ask(graph, catalogue.find(offer.question), offer.values)
    if offer.only is not None and len(answer) == offer.rows:  # a store elsewhere may have other rows
        answer = answer.part(offer.only)
    return answer


def _first_rows(graph: "Graph", found: "Found") -> list[str]:
    """Return the first rows of the first offer, each in a line with its place and doubt, if it takes up all."""
    from her2gc.questions.places import short
    from her2gc.store.names import words

    first = next(iter(found.offers), None)
    if first is None or first.leaves_out:
        return []
    answer = _answer(graph, first)
    part = answer.part(list(range(min(_ROWS, len(answer)))))
    if part.contract is None:
        return []
    heads = {
        place: words(part.names[place].removesuffix("Label"))
        for place in part.shown
        if part.names[place] not in _BEHIND
    }
    told = []
    for cells, carried in zip(part.cells(), part.contract, strict=True):
        # an empty cell is left out, so each has its head: a figure without one may be read as another's
        said = " | ".join(f"{head}: {cells[place]}" for place, head in heads.items() if cells[place])
        behind = [short(carried.places), "" if carried.origin == _REVIEWS else carried.origin]
        behind += [f"in doubt: {each.label}" for each in carried.doubts[:1]]
        told.append(f"{shorten(said, _LINE, placeholder=' …')} ({'; '.join(filter(None, behind))})")
    more = len(answer) - len(told)
    return [*told, f"and {more} more"] if more > 0 else told


def _tell(found: "Found", rows: list[str]) -> None:
    """Tell what is said, and what is offered, with some rows of the first offer."""
    from her2gc.store.names import curie

    print(f"her2gc: {found.told}", file=sys.stderr)
    for each in found.statements:
        print(f"  said: {each.label}\n    her2gc show {curie(each.iri)}", file=sys.stderr)
    for number, offer in enumerate(found.offers, 1):
        values = "".join(f" [{label}]" for label in offer.labels.values())
        count = f"{offer.rows} row" + "s" * (offer.rows != 1)
        print(f"  {number} {offer.summary}{values} ({count})\n    {_call(offer)}", file=sys.stderr)
        if number == 1:
            sys.stderr.writelines(f"    - {row}\n" for row in rows)
        if offer.leaves_out:
            print(f"    leaves out: {', '.join(offer.leaves_out)}", file=sys.stderr)


def _in_doubt(answer: "Answer", *, quiet: bool) -> list[str]:
    """Return the major doubts that touch an answer: who reads in haste does not look for the notes under a table."""
    if quiet or answer.contract is None:
        return []
    found = [each.label for each in answer.contract.doubts if each.weight == _MAJOR]
    more = len(found) - _TOLD
    return [*found[:_TOLD], f"and {more} more, under the table"] if more > 0 else found


def _call(offer: "Offer") -> str:
    from her2gc.questions import catalogue
    from her2gc.questions.empty import call
    from her2gc.store.names import curie

    values: dict[str, object] = {name: curie(value) for name, value in offer.values.items()}
    return call(catalogue.find(offer.question), values)


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _key(most: int) -> int:
    """Return the number that is typed, or 0 for anything else."""
    print(f"  which one? 1 to {most}, or Enter for none: ", end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline().strip()
    return int(typed) if typed.isdigit() and 1 <= int(typed) <= most else 0
