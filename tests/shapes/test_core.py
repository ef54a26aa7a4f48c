"""No constraint is dead: each is violated by a node made for it, and none by the shipped graph."""

import pyoxigraph as ox
import pytest
from trips import SH, Trips

from her2gc.checks.validate.engine import Shapes
from her2gc.sources import homes
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import read_bytes
from her2gc.store import build
from sampling import slow


def triples(folder: str) -> list[ox.Triple]:
    listed = [Source(path, homes.USER) for path in homes.files(folder, ".ttl") if "imports" not in path]
    return [quad.triple for quad in build.quads(listed, [read_bytes(source.path) for source in listed])]


@pytest.fixture(scope="module")
def trips() -> Trips:
    return Trips(Shapes(t for t in triples("shapes") if t.predicate.value != SH + "sparql"))


def test_every_core_constraint_can_be_violated(trips: Trips) -> None:
    made = list(trips.core())
    found = {raw.rule for raw in trips.shapes.apply(triple for _, given in made for triple in given)}
    assert [name for name, _ in made if name not in found] == []
    assert len(made) > 750


def test_every_class_and_property_has_a_shape() -> None:
    shapes = {str(t.subject)[1:-1] for t in triples("shapes") if t.object == ox.NamedNode(SH + "NodeShape")}
    wanted = set()
    for t in triples("ontology"):
        kind = t.object.value.rpartition("#")[2] if isinstance(t.object, ox.NamedNode) else ""
        ours = isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(PREFIXES["her2gc"])
        if ours and kind in ("Class", "ObjectProperty", "DatatypeProperty"):
            wanted.add("https://w3id.org/her2gc/shapes#" + str(t.subject)[1:-1].rpartition("#")[2])
    assert sorted(wanted - shapes) == []


def test_every_message_says_what_to_do() -> None:
    given = triples("shapes")
    told = {t.subject: str(t.object) for t in given if t.predicate.value == SH + "message"}
    owed = {t.object for t in given if t.predicate.value in (SH + "property", SH + "sparql")}
    outer = {t.subject for t in given if t.predicate.value in (SH + "property", SH + "sparql")}
    inner = {t.object for t in given if t.predicate.value == SH + "property" and t.subject not in told}
    assert owed - set(told) - inner == set()
    assert outer
    assert [text for text in told.values() if not any(mark in text for mark in ";:,")] == []


@slow
def test_the_shapes_are_well_formed_by_shacls_own_shapes() -> None:
    assert Shapes(triples("shapes")).own_faults() == []
