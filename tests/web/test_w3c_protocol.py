"""The cases of the W3C's test suite for the SPARQL 1.1 Protocol, by their names there, put to our graphs.

The suite tells its requests in words for a server that holds its own documents; here the graphs are ours, and every
case of an update is one of a refusal, as the endpoint only reads.
"""

import pytest
from starlette.testclient import TestClient

REVIEW, MAPPINGS = (f"https://w3id.org/her2gc/graph/{name}" for name in ("review", "mappings"))
SELF = "https://w3id.org/her2gc/kg/GATSBY"
IN_REVIEW = f"ASK {{ <{SELF}> ?p ?o }}"
BOTH = (
    f"ASK {{ <{SELF}> a ?kind . ?s <http://www.w3.org/2004/02/skos/core#exactMatch> ?o "
    "FILTER(STRSTARTS(STR(?s), 'https://w3id.org/her2gc/kg/')) }"
)
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ROWS = {
    "application/sparql-results+xml",
    "application/sparql-results+json",
    "text/csv",
    "text/tab-separated-values",
}
TRIPLES = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}
INSERT = "INSERT DATA { <a:b> <a:b> <a:b> }"


def truth(client: TestClient, method: str, query: str, **graphs: list[str]) -> bool:
    """Return what ASK gives with these graphs, asked by GET or by one of the two ways to POST."""
    given = {name.replace("_", "-") + "-graph-uri": iris for name, iris in graphs.items()}
    if method == "GET":
        told = client.get("/sparql", params={"query": query, **given})
    elif method == "POST form":
        told = client.post("/sparql", data={"query": query, **given})
    else:
        told = client.post("/sparql", params=given, content=query, headers={"Content-Type": DIRECT})
    assert told.status_code == 200, told.text
    assert told.headers["content-type"] == "application/sparql-results+json"
    found = told.json()["boolean"]
    assert isinstance(found, bool)
    return found


METHODS = ("GET", "POST form", "POST direct")


@pytest.mark.parametrize("method", METHODS)
def test_query(client: TestClient, method: str) -> None:
    """query_get, query_post_form, query_post_direct."""
    assert truth(client, method, "ASK {}") is True
    assert truth(client, method, "ASK { FILTER(false) }") is False


@pytest.mark.parametrize("method", METHODS)
def test_query_dataset_default_graphs(client: TestClient, method: str) -> None:
    """query_dataset_default_graphs_get, _post: one graph, and several as one."""
    assert truth(client, method, IN_REVIEW, default=[REVIEW]) is True
    assert truth(client, method, IN_REVIEW, default=[MAPPINGS]) is False
    assert truth(client, method, BOTH, default=[REVIEW]) is False
    assert truth(client, method, BOTH, default=[REVIEW, MAPPINGS]) is True
    assert truth(client, method, "ASK { GRAPH ?g { ?s ?p ?o } }", default=[REVIEW]) is False


@pytest.mark.parametrize("method", METHODS)
def test_query_dataset_named_graphs(client: TestClient, method: str) -> None:
    """query_dataset_named_graphs_get, _post: the default graph is empty then."""
    within = f"ASK {{ GRAPH ?g {{ <{SELF}> ?p ?o }} }}"
    assert truth(client, method, within, named=[REVIEW]) is True
    assert truth(client, method, within, named=[MAPPINGS]) is False
    assert truth(client, method, IN_REVIEW, named=[REVIEW]) is False
    two = f"ASK {{ GRAPH <{REVIEW}> {{ ?a ?b ?c }} GRAPH <{MAPPINGS}> {{ ?d ?e ?f }} }}"
    assert truth(client, method, two, named=[REVIEW]) is False
    assert truth(client, method, two, named=[REVIEW, MAPPINGS]) is True


@pytest.mark.parametrize("method", METHODS)
def test_query_dataset_full(client: TestClient, method: str) -> None:
    """query_dataset_full: default and named graphs together, each seen as what it was given as."""
    query = f"ASK {{ <{SELF}> a ?kind GRAPH ?g {{ ?s ?p ?o }} FILTER(?g = <{MAPPINGS}>) }}"
    assert truth(client, method, query, default=[REVIEW], named=[MAPPINGS]) is True
    assert truth(client, method, query, default=[MAPPINGS], named=[REVIEW]) is False


@pytest.mark.parametrize("method", METHODS)
def test_query_multiple_dataset(client: TestClient, method: str) -> None:
    """query_multiple_dataset: the protocol's graphs override the query's FROM."""
    query = f"ASK FROM <{MAPPINGS}> {{ <{SELF}> ?p ?o }}"
    assert truth(client, method, query) is False
    assert truth(client, method, query, default=[REVIEW]) is True


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("SELECT (1 AS ?value) {}", ROWS),
        ("ASK {}", ROWS - {"text/csv", "text/tab-separated-values"}),
        (f"DESCRIBE <{SELF}>", TRIPLES),
        ("CONSTRUCT { <a:s> <a:p> 1 } WHERE {}", TRIPLES),
    ],
)
def test_query_content_type(client: TestClient, query: str, known: set[str]) -> None:
    """query_content_type_select, _ask, _describe, _construct, with every form by name and with none."""
    for wanted in [None, *sorted(known)]:
        told = client.get("/sparql", params={"query": query}, headers={"Accept": wanted} if wanted else {})
        assert told.status_code == 200
        media = told.headers["content-type"].partition(";")[0]
        assert media in known if wanted is None else media == wanted
        assert told.headers["vary"] == "Accept"
    both = ", ".join([*sorted(ROWS), *sorted(TRIPLES)])
    assert client.get("/sparql", params={"query": query}, headers={"Accept": both}).status_code == 200


def test_a_form_that_no_answer_has(client: TestClient) -> None:
    for query, wanted in (
        ("ASK {}", "text/turtle"),
        ("CONSTRUCT {} WHERE {}", "text/csv"),
        ("ASK {}", "image/png"),
    ):
        assert client.get("/sparql", params={"query": query}, headers={"Accept": wanted}).status_code == 406
    weighed = "text/csv;q=0.1, application/sparql-results+xml;q=0.9, application/sparql-results+json;q=0"
    told = client.get("/sparql", params={"query": "SELECT (1 AS ?x) {}"}, headers={"Accept": weighed})
    assert told.headers["content-type"] == "application/sparql-results+xml"


def test_bad_query_method(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        told = client.request(method, "/sparql", params={"query": "ASK {}"})
        assert told.status_code == 405
        assert told.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_bad_multiple_queries(client: TestClient) -> None:
    two = {"query": ["ASK {}", "SELECT * {}"]}
    assert client.get("/sparql", params=two).status_code == 400
    assert client.post("/sparql", data=two).status_code == 400
    within = client.post(
        "/sparql", params={"query": "ASK {}"}, content="ASK {}", headers={"Content-Type": DIRECT}
    )
    assert within.status_code == 400


@pytest.mark.parametrize("media", ["text/plain", "application/json", "application/sparql-results+json", ""])
@pytest.mark.parametrize("body", [b"query=ASK%20%7B%7D", b"ASK {}"])
def test_bad_query_wrong_or_missing_media_type(client: TestClient, media: str, body: bytes) -> None:
    """bad_query_wrong_media_type, bad_query_missing_form_type, bad_query_missing_direct_type."""
    told = client.post("/sparql", content=body, headers={"Content-Type": media} if media else {})
    assert told.status_code == 415
    assert FORM in told.text


def test_bad_query_non_utf8(client: TestClient) -> None:
    body = "ASK {}".encode("utf-16")
    kind = f"{DIRECT}; charset=UTF-16"
    assert client.post("/sparql", content=body, headers={"Content-Type": kind}).status_code == 400
    assert client.get("/sparql?query=ASK%20%7B%7D%ff").status_code == 400


def test_bad_query_syntax(client: TestClient) -> None:
    for told in (
        client.get("/sparql", params={"query": "ASK {\n ?s ?p }"}),
        client.post("/sparql", data={"query": "ASK {\n ?s ?p }"}),
        client.post("/sparql", content="ASK {\n ?s ?p }", headers={"Content-Type": DIRECT}),
    ):
        assert told.status_code == 400
        assert told.text.startswith("query:2:")
        assert told.headers["content-type"] == "text/plain; charset=utf-8"


def test_no_query(client: TestClient) -> None:
    assert client.post("/sparql", data={"default-graph-uri": REVIEW}).status_code == 400
    assert client.get("/sparql", params={"query": ""}).status_code == 400
    assert client.post("/sparql", content=b"", headers={"Content-Type": FORM}).status_code == 400


def test_updates(client: TestClient) -> None:
    """update_*, bad_update_*: whatever the way, the media type, the graphs or the count, it is refused, as ours."""
    asked = [
        client.post("/sparql", data={"update": INSERT}),
        client.post("/sparql", data={"update": [INSERT, INSERT]}),
        client.post("/sparql", data={"update": INSERT, "using-graph-uri": REVIEW}),
        client.post("/sparql", data={"update": INSERT, "using-named-graph-uri": REVIEW}),
        client.post("/sparql", content=INSERT, headers={"Content-Type": "application/sparql-update"}),
        client.post("/sparql", content=INSERT, headers={"Content-Type": DIRECT}),
        client.get("/sparql", params={"update": INSERT}),
        client.get("/sparql", params={"query": INSERT}),
        client.get("/sparql", params={"query": "ASK {}", "update": INSERT}),
    ]
    assert [each.status_code for each in asked] == [400] * len(asked)
    assert all("updates are refused" in each.text for each in asked)
    assert client.post("/sparql", content=INSERT, headers={"Content-Type": "text/plain"}).status_code == 415
    assert truth(client, "GET", "ASK { <a:b> ?p ?o }") is False


def test_too_large(client: TestClient) -> None:
    long = "ASK {} #" + "x" * (1024 * 1024)
    assert client.post("/sparql", data={"query": long}).status_code == 413
    assert client.post("/sparql", content=long, headers={"Content-Type": DIRECT}).status_code == 413


@pytest.mark.parametrize("graphs", ["default-graph-uri", "named-graph-uri"])
def test_graphs_that_are_not_ours(client: TestClient, graphs: str) -> None:
    for name in ("http://x.example/", "file:///etc/passwd", ""):
        told = client.get("/sparql", params={"query": "ASK {}", graphs: name})
        assert told.status_code == 400
        assert REVIEW in told.text
        assert "x.example" not in told.text


def test_head_and_options(client: TestClient) -> None:
    asked = {"query": "ASK {}"}
    head, whole = client.head("/sparql", params=asked), client.get("/sparql", params=asked)
    assert head.status_code == 200
    assert head.headers["content-length"] == str(len(whole.content))
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert client.head("/sparql", params={"query": "ASK {"}).status_code == 400
    told = client.options("/sparql")
    assert told.status_code == 204
    assert told.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_pages_elsewhere_may_ask_without_credentials(client: TestClient) -> None:
    origin = {"Origin": "https://elsewhere.example", "Cookie": "a=b"}
    for path in ("/sparql?query=ASK%7B%7D", "/sparql?query=ASK%7B", "/kg/GATSBY.ttl"):
        told = client.get(path, headers=origin)
        assert told.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in told.headers
        assert "set-cookie" not in told.headers
    before = {
        **origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    told = client.options("/sparql", headers=before)
    assert told.status_code == 204
    assert "POST" in told.headers["access-control-allow-methods"]
    assert "Content-Type" in told.headers["access-control-allow-headers"]
