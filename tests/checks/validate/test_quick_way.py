"""The quick way, the whole way and the other engines tell the same of a file that comes to the shipped graph.

The reference would take minutes for the shipped graph, so it is asked of the files beside the vocabulary alone, and the
store of the same. Most of its time goes to the vocabulary, so that many mutants are put to it at once, each a trial of
its own with names, labels and passages that no other has; the whole way is asked so, too.
"""

import os
import random
import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import ROOT
from her2gc.checks.validate import Finding, ready, run, validate
from her2gc.checks.validate.check import _triples, closed
from her2gc.checks.validate.core import CORE
from her2gc.checks.validate.direct import Direct
from her2gc.checks.validate.engine import Shapes
from her2gc.checks.validate.files import chosen, is_outside
from her2gc.checks.validate.raw import Raw
from her2gc.checks.validate.shipped import Shipped
from her2gc.sources import homes
from her2gc.sources.turtle import quads, read_bytes
from sampling import sample, slow, whole

pytestmark = pytest.mark.usefixtures("lines_once")

MUTANTS = 200
BATCH = 50  # at once to the ways that look at the whole graph, which take as long for one
TEMPLATE = ROOT / "templates/trial.ttl"
WORDS = [
    "kg:GATSBY her2gc:inLine kg:first-line .",
    'kg:GATSBY-OS rdfs:label "GATSBY: progression-free survival"@en .',
    "kg:ToGA her2gc:hasArm kg:GATSBY-T-DM1-arm .",
    "kg:GATSBY-OS-contrast her2gc:pValue 1.70 .",
]
NAMELESS = "[] a her2gc:Trial ."  # after which nothing else is looked at
HEAD = (
    "@prefix her2gc: <https://w3id.org/her2gc/ontology#> .\n@prefix kg: <https://w3id.org/her2gc/kg/> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)


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


def renamed(triple: ox.Triple, number: int) -> ox.Triple:
    """Return what the template says as said of another trial."""
    name, mark = f"EXAMPLE-{1000 + number}", "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")

    def other(term: ox.NamedNode) -> ox.NamedNode:
        return ox.NamedNode(re.sub(r"EXAMPLE-1\b", name, term.value))

    assert isinstance(triple.subject, ox.NamedNode)
    told = triple.object
    if isinstance(told, ox.NamedNode):
        told = other(told)
    elif isinstance(told, ox.Literal) and triple.predicate.value.endswith("#snippet"):
        told = ox.Literal(f"{told.value}, {mark}")
    elif isinstance(told, ox.Literal) and "EXAMPLE-1" in told.value:
        text = re.sub(r"EXAMPLE-1\b", name, told.value)
        told = ox.Literal(text, language=told.language) if told.language else ox.Literal(text)
    return ox.Triple(other(triple.subject), triple.predicate, told)


def mutant(number: int) -> list[ox.Triple]:
    """Return the template's trial under a name of its own, one triple dropped, or given another one's value."""
    rng = random.Random(f"quick {number}")  # noqa: S311 (no secret)
    given = [renamed(triple, number) for triple in template()]
    at = rng.randrange(len(given))
    dropped = given.pop(at)
    if number % 2:
        other = rng.choice([t for t in given if t.object != dropped.object])
        given.append(ox.Triple(dropped.subject, dropped.predicate, other.object))
    return given


def written(path: Path, triples: list[ox.Triple]) -> str:
    ox.serialize(triples, str(path), format=ox.RdfFormat.N_TRIPLES)
    return str(path)


@whole
def test_the_template_under_many_names_conforms(tmp_path: Path) -> None:
    given = [renamed(triple, number) for number in range(5) for triple in template()]
    assert run([written(tmp_path / "many.nt", given)], whole=True, engine="store", say=silent) == []


@pytest.mark.timeout(1200)
@whole
@pytest.mark.parametrize(
    "first", sample(range(0, MUTANTS, BATCH), 1, f"batches of {BATCH} mutants of a file, put to three ways")
)
def test_three_ways_tell_the_same_of_mutants(tmp_path: Path, first: int) -> None:
    each = [mutant(number) for number in range(first, first + BATCH)]
    joined = [triple for triples in each for triple in triples]
    quick = [
        told(run([written(tmp_path / f"{n}.nt", triples)], engine="store", say=silent))
        for n, triples in enumerate(each)
    ]
    whole = told(run([written(tmp_path / "all.nt", joined)], whole=True, engine="store", say=silent))
    assert set().union(*quick) == whole
    graph = beside_the_vocabulary(joined)
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in graph)
    own, reference = raw(Direct(shapes()).apply(store)), raw(shapes().apply(graph, "pyshacl"))
    assert own == reference
    # beside the vocabulary alone each has something to tell: what it links to of the review is not there
    assert all(any(f"EXAMPLE-{1000 + n}" in node for node, *_ in own) for n in range(first, first + BATCH))


@whole
def test_three_ways_tell_the_same_of_words_on_nodes_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    for texts in (WORDS, [NAMELESS]):  # all at once to the ways that look at the whole graph
        each = []
        for text in texts:
            path.write_text(HEAD + text)
            each.append(told(run([str(path)], engine="store", say=silent)))
        path.write_text(HEAD + "\n".join(texts))
        whole = told(run([str(path)], whole=True, engine="store", say=silent))
        other = told(validate([str(path)], engine="shifty"))  # in a process of its own: it takes 1.5 GB
        assert all(each)
        assert set().union(*each) == whole == other


def test_the_shipped_graph_conforms_on_the_store() -> None:
    said: list[str] = []
    assert run([], say=said.append) == []
    assert any("the whole graph" in line for line in said)


def test_only_what_a_file_can_concern_is_looked_at() -> None:
    said: list[str] = []
    assert run([str(TEMPLATE)], say=said.append) == []
    assert any("nodes that the files can concern" in line for line in said)


@slow
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


def test_of_ours_only_what_a_file_can_concern_is_looked_at() -> None:
    """A sign or a level of confidence that other contrasts have, too, makes them none of the file's affair."""
    direct = Direct(shapes())
    named = {iri.rpartition("#")[2] for iri in direct.compared}
    assert {"label", "codeName", "registryId", "snippet"} <= named
    assert not named & {"pComparator", "confidenceLevel", "printedValue", "altLabel"}
    shipped = Shipped([each for each in homes.builtin() if not is_outside(each)])
    source = homes.Source(str(TEMPLATE), homes.USER)
    shipped.read(direct, lean=False)
    nodes = shipped.with_files(list(quads(source, TEMPLATE.read_bytes())), direct.compared)
    assert nodes is not None
    told = {node.value.rpartition("/")[2] for node in nodes if isinstance(node, ox.NamedNode)}
    assert {"EXAMPLE-1-OS-contrast", "tucatinib", "second-line"} <= told
    assert not {"GATSBY-OS-contrast", "ToGA-OS-contrast", "RC48-phase-2-ORR-value"} & told
    same = '<https://w3id.org/her2gc/kg/MINE> <http://www.w3.org/2000/01/rdf-schema#label> "GATSBY"@en .'
    again = Shipped([each for each in homes.builtin() if not is_outside(each)])
    again.read(direct, lean=False)
    nodes = again.with_files(list(quads(source, same.encode())), direct.compared)
    assert ox.NamedNode("https://w3id.org/her2gc/kg/GATSBY") in (nodes or ())


def test_what_is_kept_of_shapes_and_rules_is_what_was_made(tmp_path: Path) -> None:
    rules = homes.alone(homes.files("shapes", ".ttl"))
    folder = str(tmp_path / "store")
    made, kept = ready.direct(rules, folder), ready.direct(rules, folder)
    assert made is not kept
    for name in ("about", "queries", "roots", "owners", "unnamed", "compared", "asked", "count", "knows"):
        assert getattr(made, name) == getattr(kept, name), name
    store = ox.Store()
    store.extend(vocabulary())
    first, second = ready.rules_of(store, folder), ready.rules_of(store, folder)
    assert [(e.head, e.body, e.closed) for e in first] == [(e.head, e.body, e.closed) for e in second]
    assert len(second) > 100
    for file in tmp_path.glob("*.bin"):  # what is not what was written is made anew
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert ready.direct(rules, folder).count == made.count


def named(store: ox.Store) -> set[ox.Triple]:
    """Return the triples of a store without nameless nodes, which have another name at each reading."""
    return {q.triple for q in store if not any(isinstance(n, ox.BlankNode) for n in (q.subject, q.object))}


def test_what_no_shape_asks_for_is_left_out_and_nothing_else() -> None:
    direct = Direct(shapes())
    graph = Shipped([each for each in homes.builtin() if not is_outside(each)])
    graph.read(direct, lean=True)  # kept from now on
    assert graph.read(direct, lean=True)
    count, lean = len(graph.store), named(graph.store)
    assert not graph.read(direct, lean=False)
    gone = named(graph.store) - lean
    assert lean < named(graph.store)
    assert count - len(lean) < len(graph.store) - len(named(graph.store))
    names = {triple.predicate.value.rpartition("#")[2] for triple in gone}
    assert {"states", "isCitedFor", "isQuestionedBy", "isDefinedBy"} <= names
    assert not names & {
        "type",
        "label",
        "subClassOf",
        "isPartOf",
        "hasComponent",
        "hasStatement",
        "inLine",
        "testsAgent",
    }
    text = "".join(query.rest for each in direct.queries.values() for query in each)
    assert [name for name in names if f":{name} " in text] == []
