"""The SPARQL 1.1 Protocol: three ways to ask, all forms, errors in plain words; nothing is changed or fetched."""

import pytest
from starlette.testclient import TestClient

COUNT = "SELECT (COUNT(DISTINCT ?t) AS ?n) WHERE { ?t a her2gc:Trial }"
REVIEW = "https://w3id.org/her2gc/graph/review"


def test_three_ways_to_ask_give_one_answer(client: TestClient) -> None:
    told = [
        client.get("/sparql", params={"query": COUNT}),
        client.post("/sparql", data={"query": COUNT}),
        client.post("/sparql", content=COUNT, headers={"Content-Type": "application/sparql-query"}),
    ]
    assert [each.status_code for each in told] == [200, 200, 200]
    assert len({each.text for each in told}) == 1


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("*/*", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_form_asked_for(client: TestClient, accept: str, media: str) -> None:
    told = client.get("/sparql", params={"query": COUNT}, headers={"Accept": accept})
    assert told.headers["content-type"].startswith(media)


def test_triples_come_as_turtle(client: TestClient) -> None:
    query = "CONSTRUCT { ?s her2gc:testsAgent kg:T-DM1 } WHERE { ?s her2gc:testsAgent kg:T-DM1 }"
    told = client.get("/sparql", params={"query": query}, headers={"Accept": "text/turtle"})
    assert told.headers["content-type"].startswith("text/turtle")
    assert "GATSBY" in told.text


def test_the_protocol_chooses_graphs(client: TestClient) -> None:
    query = "ASK { kg:GATSBY her2gc:testsAgent kg:T-DM1 }"
    inferred = "https://w3id.org/her2gc/graph/mappings"
    assert (
        client.get("/sparql", params={"query": query, "default-graph-uri": REVIEW}).json()["boolean"] is True
    )
    assert (
        client.get("/sparql", params={"query": query, "default-graph-uri": inferred}).json()["boolean"]
        is False
    )
    assert (
        client.get("/sparql", params={"query": query, "default-graph-uri": "http://x.example/"}).status_code
        == 400
    )


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("SELECT * WHERE { ?s ?p }", "1:"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "updates are refused"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * FROM <http://x.example/> { ?s ?p ?o }", "there is no graph"),
    ],
)
def test_a_refusal_says_why(client: TestClient, query: str, part: str) -> None:
    told = client.get("/sparql", params={"query": query})
    assert told.status_code == 400
    assert part in told.text


def test_odd_requests_have_their_status(client: TestClient) -> None:
    assert client.post("/sparql", content="x", headers={"Content-Type": "text/plain"}).status_code == 415
    assert (
        client.post(
            "/sparql",
            content=b"q" * (2 * 1024 * 1024 + 1),
            headers={"Content-Type": "application/sparql-query"},
        ).status_code
        == 413
    )
    assert client.get("/sparql", params={"query": COUNT}, headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").status_code == 400
    assert client.put("/sparql").status_code == 405


def test_a_runaway_query_is_stopped_and_others_go_on(client: TestClient) -> None:
    product = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    told = client.get("/sparql", params={"query": product, "timeout": "0.3"})
    assert told.status_code == 503
    assert "0.3 seconds" in told.text
    assert client.get("/sparql", params={"query": COUNT}).status_code == 200
