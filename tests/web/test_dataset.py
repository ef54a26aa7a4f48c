"""The data set's word on itself can be read by others and is true: sizes, graphs, endpoint, examples that run."""

from rdflib import DCAT, RDF, RDFS, SH, VOID, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery
from starlette.testclient import TestClient

from her2gc.questions import catalogue
from her2gc.web.context import Context
from sampling import sample, slow

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATASET = URIRef("https://w3id.org/her2gc/")


def test_the_description_is_true(client: TestClient, context: Context) -> None:
    told = client.get("/.well-known/void")
    assert told.headers["content-type"].startswith("text/turtle")
    found = Graph().parse(data=told.text, format="turtle", publicID="http://127.0.0.1/.well-known/void")
    endpoint = URIRef("http://127.0.0.1/sparql")
    assert {VOID.Dataset, DCAT.Dataset} <= set(found.objects(DATASET, RDF.type))
    assert found.value(DATASET, VOID.sparqlEndpoint) == endpoint
    (service,) = found.subjects(RDF.type, SD.Service)
    assert found.value(service, SD.endpoint) == endpoint
    counted = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
    size = int(counted["results"]["bindings"][0]["n"]["value"])
    assert found.value(DATASET, VOID.triples) == Literal(size)
    names = {str(name) for name in found.objects(None, SD.name)}
    assert names == {each.value for each in context.graph.named_graphs()}
    by_class = {
        str(found.value(part, VOID["class"])): int(str(found.value(part, VOID.entities)))
        for part in found.objects(DATASET, VOID.classPartition)
    }
    trials = client.get(
        "/sparql", params={"query": "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a her2gc:Trial }"}
    )
    own = int(trials.json()["results"]["bindings"][0]["n"]["value"])
    assert by_class["https://w3id.org/her2gc/ontology#Trial"] == own


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
