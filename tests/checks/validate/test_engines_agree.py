"""The store and two SHACL engines of different origin tell the same, on the shipped graph and on thirty mutated ones.

The mutated graphs are small, the vocabulary with a few trials' files, one error in each, so that the slow engine is
through with them; what the files point to elsewhere is missing there, so that all have much to tell.
"""

import os
import random
from functools import cache

import pyoxigraph as ox
import pytest
from kinds import KINDS, Data, Edit

from her2gc.checks.validate.check import _triples, close, closed
from her2gc.checks.validate.direct import Direct
from her2gc.checks.validate.engine import Shapes
from her2gc.checks.validate.files import chosen
from her2gc.checks.validate.raw import Raw
from her2gc.sources import homes, turtle
from her2gc.sources.homes import Source
from her2gc.sources.turtle import read_bytes
from sampling import ALL, sample, slow, whole

TRIALS = (
    "DESTINY-Gastric01",
    "DESTINY-Gastric03",
    "GATSBY",
    "HELOISE",
    "HER2CLIMB",
    "INTEGA",
    "JACOB",
    "KEYNOTE-811",
    "LOGiC",
    "MAHOGANY",
    "PANTHERA",
    "RC48-phase-2",
    "T-ACT",
    "ToGA",
    "TyTAN",
)
MUTANTS = 30
BATCH = (
    15 if ALL else 2
)  # at once: most of the reference's time goes to the vocabulary, and no trial may come twice


@cache
def shapes() -> Shapes:
    return Shapes(_triples([Source(path, homes.USER) for path in homes.files("shapes", ".ttl")]))


def told(found: list[Raw]) -> set[tuple[str, str, str, str]]:
    return {(each.node, each.path, each.component, each.rule) for each in found}


def on_store(graph: list[ox.Triple]) -> list[Raw]:
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in graph)
    return Direct(shapes()).apply(store)


@cache
def vocabulary() -> list[ox.Quad]:
    listed = chosen([], builtin=False, say=lambda _: None)
    return [q for each in listed for q in turtle.quads(each, read_bytes(each.path))]


def mutant(number: int) -> list[ox.Quad]:
    """Return the statements of one trial's file in which an error was made."""
    name = TRIALS[number % len(TRIALS)]
    (path,) = (p for p in homes.files("kg", ".ttl") if os.path.basename(p) == f"{name}.ttl")
    own = list(turtle.quads(Source(path, homes.REVIEW), read_bytes(path)))
    data = Data([q.triple for q in own], closed([*vocabulary(), *own])[1])
    kinds = sorted(KINDS)
    for turn in range(number, number + len(kinds)):
        kind = kinds[turn % len(kinds)]
        if edit := draw(kind, random.Random(f"{number} {turn}"), data):  # noqa: S311
            removed = set(edit.removed)
            new = [ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(homes.REVIEW)) for t in edit.added]
            return [*(q for q in own if q.triple not in removed), *new]
    raise AssertionError("no kind of error can be made in this file")


def draw(kind: str, rng: random.Random, data: Data) -> Edit | None:
    try:
        return KINDS[kind](rng, data)
    except (IndexError, ValueError, AttributeError):  # the file has no place for this kind
        return None


@slow
@pytest.mark.parametrize(
    "first",
    sample(range(0, MUTANTS, BATCH), 1, f"batches of {BATCH} mutants, held against the reference engine"),
)
def test_the_engines_tell_the_same_of_mutants(first: int) -> None:
    made = [quad for number in range(first, first + BATCH) for quad in mutant(number)]
    graph = closed([*vocabulary(), *made])[1]
    fast, reference = (told(shapes().apply(graph, engine)) for engine in ("shifty", "pyshacl"))
    trials = {TRIALS[number % len(TRIALS)] for number in range(first, first + BATCH)}
    assert all(any(trial in node for node, *_ in reference) for trial in trials)
    assert fast == reference
    assert told(on_store(graph)) == reference


@whole  # the reference takes minutes for it: bench/validation.py --reference asks it
def test_the_store_and_the_other_engine_pass_the_shipped_graph() -> None:
    listed = chosen([], builtin=True, say=lambda _: None)
    graph = close(listed, [read_bytes(source.path) for source in listed])
    assert shapes().apply(graph, "shifty") == []
    assert on_store(graph) == []
