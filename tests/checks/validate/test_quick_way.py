"""The quick way, the whole way and the other engines tell the same of a file that comes to the shipped graph.

The reference would take minutes for the shipped graph, so it is asked of the file beside the vocabulary alone, and the
store of the same.
"""

import os
import random
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import ROOT
from her2gc.checks.validate import Finding, run
from her2gc.checks.validate.check import _triples, chosen, closed, is_outside
from her2gc.checks.validate.core import CORE
from her2gc.checks.validate.direct import Direct
from her2gc.checks.validate.engine import Raw, Shapes
from her2gc.sources import homes
from her2gc.sources.turtle import quads, read_bytes
from sampling import sample

MUTANTS = int(
    os.environ.get("HER2GC_MUTANTS", "24")
)  # each costs the reference some ten seconds; 200 by hand
TEMPLATE = ROOT / "templates/trial.ttl"


@cache
def template() -> list[ox.Triple]:
    source = homes.Source(str(TEMPLATE), homes.USER)
    return [quad.triple for quad in quads(source, TEMPLATE.read_bytes())]


def told(findings: list[Finding]) -> set[tuple[str, ...]]:
    return {(e.node, e.path, e.component, e.rule, e.severity, e.kind) for e in findings}


@cache
def shapes() -> Shapes:
    return Shapes(_triples(homes.alone(homes.files("shapes", ".ttl"))))


@cache
def vocabulary() -> list[ox.Quad]:
    listed = chosen([], builtin=False, say=silent)
    return [quad for source in listed for quad in quads(source, read_bytes(source.path))]


def beside_the_vocabulary(given: list[ox.Triple]) -> list[ox.Triple]:
    """Return the closure of a file and the vocabulary, without the review."""
    graph = ox.NamedNode(homes.USER)
    return closed([*vocabulary(), *(ox.Quad(t.subject, t.predicate, t.object, graph) for t in given)])[1]


def raw(found: list[Raw]) -> set[tuple[str, ...]]:
    return {(e.node, e.path, e.component, e.rule, e.severity, e.kind) for e in found}


def silent(_: str) -> None:
    pass


def mutant(number: int) -> list[ox.Triple]:
    """Return the template's trial with one triple dropped, or given another one's value."""
    rng = random.Random(f"quick {number}")  # noqa: S311 (no secret)
    given = list(template())
    at = rng.randrange(len(given))
    dropped = given.pop(at)
    if number % 2:
        other = rng.choice([t for t in given if t.object != dropped.object])
        given.append(ox.Triple(dropped.subject, dropped.predicate, other.object))
    return given


@pytest.mark.parametrize("number", sample(range(MUTANTS), 4, "mutants of a file, put to three ways"))
def test_three_ways_tell_the_same_of_a_mutant(tmp_path: Path, number: int) -> None:
    path = tmp_path / "mutant.nt"
    ox.serialize(mutant(number), str(path), format=ox.RdfFormat.N_TRIPLES)
    quick, whole = (
        told(run([str(path)], whole=whole, engine="store", say=silent)) for whole in (False, True)
    )
    assert quick == whole
    graph = beside_the_vocabulary(mutant(number))
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in graph)
    own, reference = raw(Direct(shapes()).apply(store)), raw(shapes().apply(graph, "pyshacl"))
    assert own == reference
    assert own


@pytest.mark.parametrize(
    "text",
    [
        "kg:GATSBY her2gc:inLine kg:first-line .",
        'kg:GATSBY-OS rdfs:label "GATSBY: progression-free survival"@en .',
        "kg:ToGA her2gc:hasArm kg:GATSBY-T-DM1-arm .",
        "[] a her2gc:Trial .",
        "kg:GATSBY-OS-contrast her2gc:pValue 1.70 .",
    ],
)
def test_three_ways_tell_the_same_of_a_word_on_a_node_of_ours(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix her2gc: <https://w3id.org/her2gc/ontology#> .\n@prefix kg: <https://w3id.org/her2gc/kg/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" + text
    )
    quick, whole, other = (
        told(run([str(path)], whole=whole, engine=engine, say=silent))
        for whole, engine in ((False, "store"), (True, "store"), (False, "shifty"))
    )
    assert quick == whole == other
    assert quick


def test_the_shipped_graph_conforms_on_the_store() -> None:
    said: list[str] = []
    assert run([], say=said.append) == []
    assert any("the whole graph" in line for line in said)


def test_only_what_a_file_can_concern_is_looked_at() -> None:
    said: list[str] = []
    assert run([str(TEMPLATE)], say=said.append) == []
    assert any("nodes that the files can concern" in line for line in said)


def test_the_store_knows_all_that_our_shapes_use_and_says_so_where_it_does_not() -> None:
    ours = [
        quad.triple
        for path in homes.files("shapes", ".ttl")
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    assert Direct(Shapes(ours)).knows
    sh = "http://www.w3.org/ns/shacl#"
    shape = ox.NamedNode("https://example.org/S")
    kind = ox.Triple(
        shape, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(sh + "NodeShape")
    )
    for name in (
        "node",
        "closed",
        "equals",
        "qualifiedValueShape",
        "targetNode",
        "deactivated",
        "and",
    ):
        assert name not in CORE
        assert not Direct(Shapes([*ours, kind, ox.Triple(shape, ox.NamedNode(sh + name), shape)])).knows, name
    assert all(os.path.exists(each.path) for each in homes.builtin() if not is_outside(each))
