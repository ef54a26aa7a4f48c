"""A file that comes to the closed graph is carried through the rules alone, and all is closed as from the start."""

import random
from functools import cache

import pyoxigraph as ox
import pytest

from conftest import ROOT
from her2gc.sources import homes
from her2gc.sources.homes import Source
from her2gc.sources.printed import with_printed_forms
from her2gc.sources.turtle import read_bytes
from her2gc.store import build, closure
from sampling import sample, slow

USER = ox.NamedNode(homes.USER)
INFERRED = ox.NamedNode(homes.INFERRED)
PREFIXES = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@cache
def read() -> dict[Source, list[ox.Quad]]:
    sources = [each for each in homes.builtin() if each.graph != homes.MAPPINGS]
    return {each: list(build.quads([each], [read_bytes(each.path)])) for each in sources}


def both(kept: list[ox.Quad], new: list[ox.Quad]) -> tuple[set[ox.Quad], set[ox.Quad] | None]:
    """Return the graph closed from the start, and closed before the new quads came and again after."""
    start = ox.Store()
    start.bulk_extend(with_printed_forms([*kept, *new]))
    closure.close(start)
    later = ox.Store()
    later.bulk_extend(with_printed_forms(kept))
    closure.close(later)
    known = set(with_printed_forms(kept))
    all_new = [quad for quad in with_printed_forms([*kept, *new]) if quad not in known]
    later.extend(all_new)
    more = closure.close_more(later, [quad.triple for quad in all_new])
    return set(start), None if more is None else set(later)


def trials() -> list[Source]:
    return [each for each in read() if "/trials/" in each.path.replace("\\", "/")]


@pytest.mark.parametrize("number", sample(range(4), 1, "trials that come to the closed graph"))
def test_a_trial_that_comes_later_is_closed_as_from_the_start(number: int) -> None:
    trial = random.Random(number).choice(trials())  # noqa: S311 (no secret)
    kept = [quad for source, quads in read().items() if source != trial for quad in quads]
    start, later = both(kept, read()[trial])
    assert later == start
    assert sum(quad.graph_name == INFERRED for quad in start) > 10_000


@slow
@pytest.mark.parametrize("number", range(6))
def test_random_triples_that_come_later_are_closed_as_from_the_start(number: int) -> None:
    rng = random.Random(f"triples {number}")  # noqa: S311 (no secret)
    axioms = [quad for source, quads in read().items() if source.graph == homes.ONTOLOGY for quad in quads]
    facts = [quad for source, quads in read().items() if source.graph != homes.ONTOLOGY for quad in quads]
    facts = rng.sample(facts, 3000)
    new = [ox.Quad(q.subject, q.predicate, q.object, USER) for q in facts[:300]]
    start, later = both([*axioms, *facts[300:]], new)
    assert later is None or later == start


@pytest.mark.parametrize(
    "text",
    [
        "kg:X a owl:Class .",
        "kg:T-DM1 rdfs:subClassOf kg:X .",
        "her2gc:Trial owl:equivalentClass her2gc:Arm .",
        "her2gc:hasArm her2gc:isListedInFull true .",
    ],
)
def test_axioms_take_the_closure_from_the_start(text: str) -> None:
    store = ox.Store()
    new = [quad.triple for quad in ox.parse(input=PREFIXES + text, format=ox.RdfFormat.TURTLE)]
    assert closure.close_more(store, new) is None


def test_what_holds_no_longer_takes_the_closure_from_the_start() -> None:
    """A regimen counts as free of chemotherapy because none of its components is one, until one is added."""
    given = [quad for quads in read().values() for quad in quads]
    store = ox.Store()
    store.bulk_extend(given)
    closure.close(store)
    free = ox.NamedNode("https://w3id.org/her2gc/ontology#ChemotherapyFreeRegimen")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    (regimen, *_) = sorted((q.subject for q in store.quads_for_pattern(None, kind, free, INFERRED)), key=str)
    text = f"{regimen} her2gc:hasComponent kg:X . kg:X her2gc:hasAgent kg:paclitaxel ."
    new = [quad.triple for quad in ox.parse(input=PREFIXES + text, format=ox.RdfFormat.TURTLE)]
    store.extend([ox.Quad(t.subject, t.predicate, t.object, USER) for t in new])
    assert closure.close_more(store, new) is None


@slow
def test_nameless_nodes_are_carried_through_too() -> None:
    given = [quad for quads in read().values() for quad in quads]
    text = (ROOT / "templates/trial.ttl").read_text(
        encoding="utf-8"
    ) + "\n[] a her2gc:Trial ; her2gc:hasArm [ a her2gc:Arm ] ."
    if "@prefix her2gc:" not in text:
        text = PREFIXES + text
    new = [
        ox.Quad(q.subject, q.predicate, q.object, USER)
        for q in ox.parse(input=text, format=ox.RdfFormat.TURTLE, base_iri="https://example.org/")
    ]
    start, later = both(given, new)
    assert later == start
