"""rdflib with a sub-select worked out once for the same values of what it gives, not for each row around it.

Rows are the same; what takes rdflib minutes for an answer with many optional sub-selects takes it seconds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rdflib.plugins.sparql import CUSTOM_EVALS
from rdflib.plugins.sparql.evaluate import evalPart
from rdflib.plugins.sparql.sparql import Bindings, FrozenBindings


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
