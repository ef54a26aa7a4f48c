"""The stored questions as Turtle: complete, in the vocabulary that catalogues of queries use, and runnable."""

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, Namespace

from conftest import Run
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue

SH = Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = Namespace("https://schema.org/")
QUERY = Namespace("https://w3id.org/her2gc/queries/")


@pytest.fixture(scope="module")
def exported(kg: KnowledgeGraph) -> Graph:
    from her2gc.export import Export, Request, writer

    body = writer("queries").write(Export(kg.graph, Request()))
    assert isinstance(body, bytes)
    return Graph().parse(data=body, format="turtle")


def test_every_question_is_there_with_its_parts(exported: Graph) -> None:
    listed = {
        str(node).removeprefix(str(QUERY)) for node in exported.subjects(RDF.type, SH.SPARQLSelectExecutable)
    }
    assert listed == set(catalogue.questions())
    for name, question in catalogue.questions().items():
        node = QUERY[name]
        assert str(exported.value(node, RDFS.label)) == question.summary
        assert question.description in str(exported.value(node, RDFS.comment))
        assert {str(each) for each in exported.objects(node, SCHEMA.keywords)} == set(question.tags)
        assert exported.value(node, SCHEMA.target)


def test_every_exported_query_runs_as_it_stands(kg: KnowledgeGraph, exported: Graph) -> None:
    for node, query in exported.subject_objects(SH.select):
        name = str(node).removeprefix(str(QUERY))
        given = {each.name: each.example for each in catalogue.questions()[name].parameters if each.required}
        found = kg.graph.store.query(str(query), use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        assert len(list(found)) == len(kg.ask(name, **given)), name


def test_the_command_writes_them(run: Run) -> None:
    ran = run("export", "queries")
    assert ran.status == 0
    assert "sh:SPARQLSelectExecutable" in ran.out
