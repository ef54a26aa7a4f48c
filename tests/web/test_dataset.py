"""The data set's word on itself can be read by others and is true: sizes, graphs, endpoint, examples that run."""

import json
import os
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCAT, RDF, RDFS, SH, VOID, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery
from starlette.testclient import TestClient

from conftest import Run
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from her2gc.sparql import described, worker
from her2gc.store.cache import Opened
from her2gc.store.graph import LocalGraph, open_graph
from her2gc.web.context import Context
from sampling import sample, slow

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATASET = URIRef("https://w3id.org/her2gc/")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ASKED = {  # what is asked of the description by a visitor, in a query without a prefix or a graph
    "?x a void:Dataset ; dcterms:title ?y": (
        "her2gc/",
        "One review of HER2-positive gastric cancer as a knowledge graph",
    ),
    "?x a dcat:Dataset ; dcterms:license ?y": ("her2gc/", "https://creativecommons.org/licenses/by/4.0/"),
    "?x a sd:Service ; sd:supportedLanguage ?y": (
        "her2gc/service",
        "http://www.w3.org/ns/sparql-service-description#SPARQL11Query",
    ),
    "?x a sh:SPARQLExecutable ; rdfs:label ?y FILTER(STRENDS(STR(?x), '/failed-agents'))": (
        "her2gc/query/failed-agents",
        "",
    ),
}


def test_the_description_is_true(client: TestClient, context: Context) -> None:
    told = client.get("/.well-known/void")
    assert told.headers["content-type"].startswith("text/turtle")
    found = Graph().parse(data=told.text, format="turtle", publicID="http://127.0.0.1/.well-known/void")
    endpoint = URIRef("http://127.0.0.1/sparql")
    assert {VOID.Dataset, DCAT.Dataset} <= set(found.objects(DATASET, RDF.type))
    assert found.value(DATASET, VOID.sparqlEndpoint) == endpoint
    (service,) = found.subjects(RDF.type, SD.Service)
    assert found.value(service, SD.endpoint) == endpoint
    held = [each.value for each in context.graph.named_graphs()]
    counted = client.get("/sparql", params={"query": COUNT, "default-graph-uri": held}).json()
    size = int(counted["results"]["bindings"][0]["n"]["value"])
    assert found.value(DATASET, VOID.triples) == Literal(size)
    assert {str(name) for name in found.objects(None, SD.name)} == {*held, described.GRAPH}
    for part in found.subjects(SD.name):
        asked = {"query": COUNT, "default-graph-uri": str(found.value(part, SD.name))}
        [row] = client.get("/sparql", params=asked).json()["results"]["bindings"]
        inside = found.value(part, SD.graph)
        assert found.value(inside, VOID.triples) == Literal(int(row["n"]["value"]))
    by_class = {
        str(found.value(part, VOID["class"])): int(str(found.value(part, VOID.entities)))
        for part in found.objects(DATASET, VOID.classPartition)
    }
    trials = client.get(
        "/sparql", params={"query": "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a her2gc:Trial }"}
    )
    own = int(trials.json()["results"]["bindings"][0]["n"]["value"])
    assert by_class["https://w3id.org/her2gc/ontology#Trial"] == own


@pytest.mark.parametrize("pattern", ASKED)
def test_a_visitor_finds_the_description_in_the_store(client: TestClient, run: Run, pattern: str) -> None:
    query = f"SELECT ?x ?y {{ {pattern} }}"
    [row] = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    subject, value = ASKED[pattern]
    assert row["x"]["value"] == f"https://w3id.org/{subject}"
    assert not value or row["y"]["value"] == value
    assert f"https://w3id.org/{subject}," in run("sparql", query, "--format", "csv").out


def canonical(triples: str) -> set[str]:
    """Return N-Triples with nodes without a name called by what is said of them; rdflib takes 5 seconds for it."""
    held = ox.Dataset(
        ox.Quad(each.subject, each.predicate, each.object)
        for each in ox.parse(input=triples, format=ox.RdfFormat.N_TRIPLES)
    )
    held.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(each) for each in held}


def test_the_address_gives_that_graph_and_where_the_endpoint_stands(client: TestClient) -> None:
    asked = {"query": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{described.GRAPH}> {{ ?s ?p ?o }} }}"}
    held = client.get("/sparql", params=asked, headers={"Accept": "application/n-triples"}).text
    told = client.get("/.well-known/void").text
    found = Graph().parse(data=told, format="turtle", publicID="http://127.0.0.1/.well-known/void")
    endpoint = URIRef("http://127.0.0.1/sparql")
    kept = canonical(held)
    assert len(found) == len(kept) + len(set(found.triples((None, None, endpoint))))
    found.remove((None, None, endpoint))
    assert canonical(found.serialize(format="nt")) == kept


def test_only_foreign_queries_meet_the_description(
    client: TestClient, context: Context, kg: KnowledgeGraph
) -> None:
    home = ox.NamedNode(described.GRAPH)
    for graph in (context.graph, kg.graph):
        assert home not in graph.named_graphs()
        assert next(graph.store.quads_for_pattern(None, None, None, home), None) is None
    questions = catalogue.questions()
    for name in sample(sorted(questions), 10, "stored questions put to the endpoint"):
        if any(each.required for each in questions[name].parameters):
            continue
        told = client.get("/sparql", params={"query": questions[name].text}).json()["results"]["bindings"]
        own = json.loads(kg.graph.results(questions[name].text))["results"]["bindings"]
        assert sorted(map(str, told)) == sorted(map(str, own)), name


def test_the_description_is_copied_once_and_written_anew_with_a_question(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, graphs = described.pool(context.graph)
    monkeypatch.setattr(described, "_write", lambda *_: pytest.fail("written again"))
    assert described.pool(context.graph) == (first, graphs)
    monkeypatch.undo()
    questions = catalogue.questions()
    one = questions["failed-agents"]
    changed = {**questions, "failed-agents": one._replace(summary="which agents failed, in other words")}
    monkeypatch.setattr(catalogue, "questions", lambda: changed)
    other, _ = described.pool(context.graph)
    assert other != first
    asked = "SELECT ?l WHERE { ?x a sh:SPARQLExecutable ; rdfs:label ?l FILTER(STRENDS(STR(?l), 'in other words')) }"
    assert b"in other words" in worker.run(context.graph, asked, file="query").body


def test_a_damaged_copy_is_written_anew(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(described, "_FOLDER", "damaged")
    folder, graphs = described.pool(context.graph)
    for each in Path(folder).glob("MANIFEST-*"):
        each.write_bytes(b"nothing of the kind")
    assert described.pool(context.graph) == (folder, graphs)
    store = ox.Store.read_only(folder)
    assert next(store.quads_for_pattern(None, None, None, ox.NamedNode(described.GRAPH)), None) is not None


def test_an_old_copy_that_another_process_throws_out_meanwhile_is_no_matter(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    among = Path(context.graph.folder or "").parent
    gone = among / "meanwhile-gone"
    gone.mkdir()
    entries = list(os.scandir(among))
    gone.rmdir()
    monkeypatch.setattr(described, "_FOLDER", "meanwhile")
    look = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: entries if path == str(among) else look(path))
    folder, graphs = described.pool(context.graph)
    assert "meanwhile-" in folder
    assert described.GRAPH in graphs


def test_a_users_files_alone_are_not_described(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .")
    alone = open_graph([str(file)], only_data=True, quiet=True)
    assert described.place(alone) == (alone.folder, ["https://w3id.org/her2gc/graph/data"])
    assert b'"1"' in worker.run(alone, COUNT, file="query").body


def test_where_nothing_can_be_kept_it_is_described_in_memory(context: Context) -> None:
    unwritten = LocalGraph(Opened(context.graph.store, None))
    assert described.place(unwritten)[0] is None
    assert b"/service" in worker.run(unwritten, "SELECT ?s { ?s a sd:Service }", file="query").body


@slow
def test_each_stored_question_is_an_example_that_runs(client: TestClient) -> None:
    found = Graph().parse(
        data=client.get("/.well-known/void").text, format="turtle", publicID="http://h.example/"
    )
    examples = sorted(found.subjects(RDF.type, SH.SPARQLExecutable), key=str)
    assert len(examples) == len(catalogue.questions())
    for example in sample(examples, 10, "examples in the data set's description"):
        assert found.value(example, RDFS.label)
        prepareQuery(str(found.value(example, SH.select)))
