"""Nothing that a visitor writes makes the server reach out: not its processes, not the server itself."""

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

CHILD = """
import os, sys
import pyoxigraph as ox
from her2gc.sparql import served
before = os.readlink("/proc/self/ns/net")
served.cut_off()
print(os.readlink("/proc/self/ns/net") != before)
try:
    list(ox.Store().query("SELECT * { SERVICE <%s> { ?s ?p ?o } }" % sys.argv[1]))
except OSError:
    pass
"""
CONNECTED: list[
    str
] = []  # an audit hook stays for the rest of the process; it writes only while a test listens
LISTENING: list[bool] = []


def _hook(event: str, args: tuple[object, ...]) -> None:
    if LISTENING and event in ("socket.connect", "socket.getaddrinfo", "urllib.Request"):
        CONNECTED.append(f"{event} {args[1:2]}")


@pytest.fixture
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server elsewhere, and who came to it."""
    came: list[str] = []

    class Trap(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET  # noqa: N815 (the library's name)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Trap) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{found.server_address[1]}/", came
        found.shutdown()
        thread.join()


@pytest.fixture
def listened() -> Iterator[list[str]]:
    if not getattr(sys, "_her2gc_hook", False):
        sys.addaudithook(_hook)
        sys._her2gc_hook = True  # type: ignore[attr-defined]
    CONNECTED.clear()
    LISTENING.append(True)
    yield CONNECTED
    LISTENING.clear()


QUERIES = (
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ seRvIcE<{0}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE ?x {{ ?s ?p ?o }} VALUES ?x {{ <{0}> }} }}",
    "PREFIX x: <{0}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
    "PREFIX x: <{0}> SELECT * {{ SERVICEx: {{ ?s ?p ?o }} }}",
    "BASE <{0}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ #\nSERVICE#\n<{0}>#\n{{ ?s ?p ?o }} }}",
    "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "DESCRIBE <{0}>",
    "LOAD <{0}>",
    "LOAD SILENT <{0}> INTO GRAPH <{0}>",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
)


def test_no_spelling_of_a_query_reaches_out(
    client: TestClient, trap: tuple[str, list[str]], listened: list[str]
) -> None:
    address, came = trap
    for query in QUERIES:
        told = client.post("/sparql", data={"query": query.format(address)})
        assert told.status_code in (200, 400), query
    for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri"):
        told = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", name: address})
        assert told.status_code == 400 or name == "using-graph-uri"
    for path in (
        f"/kg/{quote(address, safe='')}",
        f"/query/{quote(address, safe='')}",
        f"/query/failed-agents?line={quote(address, safe='')}",
        f"/static/{quote(address, safe='')}",
        f"/{address}",
    ):
        assert client.get(path).status_code in (400, 404)
    head = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-For": "10.0.0.1",
        "Referer": address,
        "Origin": address,
    }
    assert client.get("/", headers=head).status_code == 200
    assert came == []
    assert listened == []


def test_a_process_for_queries_has_no_network_where_the_system_lets_it_leave(
    trap: tuple[str, list[str]],
) -> None:
    address, came = trap
    done = subprocess.run([sys.executable, "-c", CHILD, address], capture_output=True, text=True, check=True)
    assert came == ([] if done.stdout.strip() == "True" else ["/"])
