"""rdflib asked beside us, with a sub-select worked out once for the same values, not for each row around it.

Rows are the same; what takes rdflib minutes for an answer with many optional sub-selects takes it seconds. It is asked
in a process of its own, since what a copy of the graph takes, 150 MB, no Python process gives back before its end.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Self

import pyoxigraph as ox
from rdflib import Dataset
from rdflib.plugins.sparql import CUSTOM_EVALS
from rdflib.plugins.sparql.evaluate import evalPart
from rdflib.plugins.sparql.sparql import Bindings, FrozenBindings
from rdflib.term import Node

from her2gc.python.copy import dataset
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue
from her2gc.store.cache import Opened
from her2gc.store.graph import LocalGraph


@contextmanager
def once() -> Iterator[None]:
    """Evaluate so within a block."""
    kept: dict[object, tuple[Any, list[dict[Any, Any]]]] = {}

    def evaluated(ctx: Any, part: Any) -> Iterator[FrozenBindings]:
        if part.name != "ToMultiSet" or part.p.name == "values":
            raise NotImplementedError  # rdflib's word for "not mine"
        given = part.p
        while given.name != "Project":  # what orders, thins or cuts stands around it
            given = given.p
        around = dict(ctx.solution())
        bound = {name: around[name] for name in given.PV if name in around}
        key = (id(part), id(ctx.graph), frozenset(bound.items()))
        if key not in kept:
            inside = ctx.clone()
            inside.bindings = Bindings(d=dict(bound))
            kept[key] = part, [dict(each) for each in evalPart(inside, part.p)]
        return (FrozenBindings(ctx, {**around, **row}) for row in kept[key][1])

    CUSTOM_EVALS["once"] = evaluated
    try:
        yield
    finally:
        del CUSTOM_EVALS["once"]


Rows = list[dict[str, Node]]
Cells = Counter[tuple[str, ...]]
_COPY: list[Dataset] = []  # in the other process


class Beside:
    """A graph and rdflib's copy of it, in another process that ends with the block.

    Parameters
    ----------
    kg
        The graph.
    more
        Turtle that the copy alone has besides.
    """

    def __init__(self, kg: KnowledgeGraph, more: str = "") -> None:
        assert isinstance(kg.graph, LocalGraph)
        self.kg = kg
        # the store itself, not its place in the cache: other tests may have it dropped there
        quads = kg.graph.store.dump(format=ox.RdfFormat.N_QUADS) or b""
        self._pool = ProcessPoolExecutor(1, get_context("spawn"))
        self._pool.submit(_copy, quads, more, inferred=kg.graph.inferred).result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def rows(self, text: str) -> Rows:
        """Return the rows that rdflib gives, without what a row leaves empty."""
        return self._pool.submit(_rows, text).result()

    def both_ways(self, name: str) -> tuple[Cells, Cells]:
        """Return the rows of a stored question, as we give them and as rdflib does, an empty cell as nothing."""
        question = catalogue.questions()[name]
        theirs = self.rows(binding.bind(question, binding.terms(self.kg.graph, question, {})))
        ours = self.kg.ask(name)
        return Counter(
            tuple("" if row[each] is None else row[each].value for each in ours.variables)
            for row in ours.solutions
        ), Counter(tuple(str(row.get(each, "")) for each in ours.variables) for row in theirs)


def _copy(quads: bytes, more: str, *, inferred: bool) -> None:
    store = ox.Store()
    store.bulk_load(input=quads, format=ox.RdfFormat.N_QUADS)
    _COPY.append(dataset(LocalGraph(Opened(store, None), inferred=inferred)))
    _COPY[0].parse(data=more, format="turtle")


def _rows(text: str) -> Rows:
    with once():
        found = _COPY[0].query(text).bindings
    return [{str(name): value for name, value in row.items() if value is not None} for row in found]
