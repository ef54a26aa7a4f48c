"""A file added to the closed graph gives the same triples as a build of both from the start."""

import random
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import ROOT
from her2gc.sources import homes
from her2gc.sources.turtle import quads, read_bytes
from her2gc.store.build import add, build
from her2gc.store.build import quads as of_files
from her2gc.store.cache import _grown, open_store
from sampling import sample, slow

TEMPLATE = ROOT / "templates/trial.ttl"
PREFIXES = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> . @prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
FILES = 30
WORDS = {
    "a second line of a trial of ours": "kg:GATSBY her2gc:inLine kg:first-line .",
    "what is inferred already": "kg:GATSBY a her2gc:Subject .",
    "a figure of a node with a spelling of its own": "kg:HELOISE-ORR-high-dose her2gc:value 56.9 .",
    "a trial without a name": "[] a her2gc:Trial ; her2gc:hasArm [ a her2gc:Arm ; her2gc:hasRegimen kg:GATSBY-arm ] .",
}


@cache
def own() -> list[ox.Quad]:
    listed = homes.builtin()
    return list(of_files(listed, [read_bytes(source.path) for source in listed]))


@cache
def closed() -> bytes:
    return build(own()).dump(format=ox.RdfFormat.N_QUADS) or b""


def closed_store() -> ox.Store:
    store = ox.Store()
    store.bulk_extend(
        ox.parse(input=closed(), format=ox.RdfFormat.N_QUADS)
    )  # a load would rename blank nodes
    return store


def differences(given: list[ox.Quad]) -> list[str] | None:
    """Return what the short way and a build make otherwise of the same quads; None where the short way declines."""
    short = closed_store()
    if not add(short, given):
        return None
    start = build([*own(), *given])
    # sets of so many quads would take more memory than the stores
    missing = [f"- {quad}" for quad in start if quad not in short]
    if not missing and len(short) == len(start):  # they are the same
        return []
    return [*missing, *(f"+ {quad}" for quad in short if quad not in start)]


def user(content: bytes) -> list[ox.Quad]:
    return list(quads(homes.Source("own.ttl", homes.USER), content))


def at_random(number: int) -> list[ox.Quad]:
    """Return the template's trial, some triples dropped and some given the value of others, of ours among them."""
    rng = random.Random(f"grown {number}")  # noqa: S311 (no secret)
    given = user(TEMPLATE.read_bytes())
    ours = [quad for quad in own() if not isinstance(quad.object, ox.BlankNode)]
    for _ in range(rng.randrange(1, 6)):
        at = given.pop(rng.randrange(len(given)))
        other = rng.choice(given if rng.random() < 0.5 else ours)
        if rng.random() < 0.7:
            given.append(ox.Quad(at.subject, at.predicate, other.object, at.graph_name))
    return given


@slow
@pytest.mark.parametrize("number", sample(range(FILES), 2, "files added at random to the closed graph"))
def test_a_file_added_to_the_closed_graph_gives_what_a_build_gives(number: int) -> None:
    assert not differences(at_random(number))


@slow
@pytest.mark.parametrize("name", sample(list(WORDS), 2, "words added to the closed graph"))
def test_a_word_on_a_node_of_ours_gives_what_a_build_gives(name: str) -> None:
    assert differences(user((PREFIXES + WORDS[name]).encode())) == []


def test_the_template_itself_is_added() -> None:
    given = user(TEMPLATE.read_bytes())
    assert differences(given) == []
    grown = closed_store()
    before = len(grown)
    assert add(grown, given)
    assert len(grown) > before + len(given)


@pytest.mark.parametrize(
    "text",
    [
        "her2gc:Trial rdfs:subClassOf her2gc:Agent .",
        "kg:GATSBY-OS owl:sameAs kg:GATSBY-PFS .",
        'kg:GATSBY-OS-T-DM1 her2gc:printedAs "7,9" .',
        "her2gc:value her2gc:hasPrintedForm her2gc:printedFactor .",
    ],
)
def test_axioms_and_new_spellings_of_our_figures_take_a_build(text: str) -> None:
    store = closed_store()
    assert add(store, user((PREFIXES + text).encode())) is None


@slow
def test_our_graph_in_the_cache_is_built_upon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.ttl"
    path.write_bytes(TEMPLATE.read_bytes())
    sources = [*homes.builtin(), *homes.user([str(path)])]
    contents = [read_bytes(source.path) for source in sources]
    open_store(homes.builtin(), quiet=True)
    store = _grown(sources, contents)
    assert store is not None
    assert len(store) == len(build(of_files(sources, contents)))
    monkeypatch.setenv("HER2GC_CACHE", str(tmp_path / "empty"))
    assert _grown(sources, contents) is None
