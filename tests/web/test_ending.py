"""How a server ends, and what it shares: with visitors, not with other pages where the data are a user's own."""

import os
import signal
import socket
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from her2gc.sparql.pool import Pool
from her2gc.web.context import Context
from her2gc.web.server import app
from sampling import slow
from web.served import WAIT, server, until

PRODUCT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ORIGIN = {"Origin": "https://elsewhere.example"}


def state(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


@slow
def test_told_to_end_it_ends_with_all_its_processes() -> None:
    with server(ahead=True) as there:
        children = there.children()
        assert len(children) == 8
        with socket.create_connection(("127.0.0.1", there.port)) as runs:
            runs.sendall(f"GET /sparql?query={quote(PRODUCT)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            with socket.create_connection(("127.0.0.1", there.port)) as idle:
                idle.sendall(b"GET / HT")
                until(lambda: any(state(each) == "R" for each in children))  # else nothing is given up
                there.process.send_signal(signal.SIGTERM)
                there.process.wait(timeout=WAIT)  # the query's own limit is longer
            assert runs.recv(65536).startswith(b"HTTP/1.1 503")  # an answer given up says so
        for each in children:
            with suppress(ProcessLookupError):
                os.kill(each, 0)
                assert state(each) == "Z"


def test_everybody_may_read_the_review(client: TestClient) -> None:
    told = client.get("/query/failed-agents.json", headers=ORIGIN)
    assert told.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in told.headers
    asked = client.options("/sparql", headers={**ORIGIN, "Access-Control-Request-Method": "POST"})
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]
    bare = client.options("/sparql")
    assert bare.status_code == 204
    assert bare.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_own_data_are_not_shared(context: Context) -> None:
    folder = context.graph.folder
    assert folder is not None
    pool = Pool(folder, [], size=1)
    with TestClient(app(context, pool, [], shared=False), base_url="http://127.0.0.1") as client:
        told = client.get("/query/failed-agents.json", headers=ORIGIN)
    assert told.status_code == 200
    assert "access-control-allow-origin" not in told.headers


@slow
@pytest.mark.parametrize(
    "path", ["/", "/kg/GATSBY.ttl", "/query/failed-agents.csv", "/sparql?query=ASK%7B%7D"]
)
def test_a_head_has_what_an_answer_has_but_the_body(client: TestClient, path: str) -> None:
    whole, head = client.get(path), client.head(path)
    assert head.status_code == whole.status_code == 200
    for name in ("content-type", "content-length", "x-content-type-options"):
        assert head.headers[name] == whole.headers[name]
