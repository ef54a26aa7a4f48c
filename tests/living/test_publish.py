"""Publishing to a store of another make: equal rows there, and never half a graph."""

import http.server
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

import her2gc
from conftest import Run, refused
from her2gc.living import publish
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions.rows import Rows
from her2gc.store.graph import RemoteGraph

BINARY = Path(sys.executable).parent / "oxigraph"  # of the PyPI package of that name, in the extra "dev"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
OLD = b"<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n"
GRAPHS = 5  # review, curation, mappings, ontology, inferred


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start the server of Oxigraph, in memory; yield its address."""
    port = free_port()
    given = [str(BINARY), "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with subprocess.Popen(given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        while process.poll() is None:
            try:
                urlopen(url).close()
                break
            except OSError:
                time.sleep(0.05)
        try:
            yield url
        finally:
            process.terminate()


def count(server: str) -> int:
    found = Rows(RemoteGraph(f"{server}/query").results(COUNT))
    return int(found[0]["n"])


@contextmanager
def answering(status: int) -> Iterator[str]:
    """Yield the address of a server that reads a request and gives this status."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Location", "http://localhost:1/elsewhere")
            self.end_headers()

        do_POST = do_PUT  # noqa: N815 (the name that the library calls)

        def log_message(self, *_: object) -> None:
            pass

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_address[1]}/store"
        made.shutdown()


@contextmanager
def cut_after(size: int, port: int) -> Iterator[str]:
    """Yield the address of a line to the server that breaks after so many bytes."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(("127.0.0.1", port)) as other:
                left = size
                while left > 0 and (data := self.request.recv(min(left, 65536))):
                    other.sendall(data)
                    left -= len(data)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as made:
        made.daemon_threads = True
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_address[1]}"
        made.shutdown()


@pytest.mark.parametrize("way", publish.WAYS)
def test_all_stored_questions_give_equal_rows_there(run: Run, server: str, way: str) -> None:
    ran = run("publish", f"{server}/{way}", "--by", way, "--query", f"{server}/query", "--quiet")
    assert ran.status == 0, ran.out
    assert ran.out.startswith("equal rows there and here for ")
    assert count(server) == len(her2gc.load().graph.store)


def test_what_was_there_of_a_graph_is_gone(run: Run, kg: KnowledgeGraph, server: str) -> None:
    for one in publish.requests(kg.graph, f"{server}/store", "store"):
        publish.send(one._replace(body=OLD))
    assert count(server) == GRAPHS
    assert run("publish", f"{server}/store", "--no-check", "--quiet").status == 0
    ask = f"ASK {{ {OLD.decode()} }}"
    assert b"false" in RemoteGraph(f"{server}/query").results(ask)


@pytest.mark.parametrize("way", publish.WAYS)
@pytest.mark.parametrize("size", [300, 100_000])
def test_a_broken_line_leaves_old_or_new(
    run: Run, kg: KnowledgeGraph, server: str, way: str, size: int
) -> None:
    """The first graph's request breaks off: all graphs are as they were."""
    for one in publish.requests(kg.graph, f"{server}/store", "store"):
        publish.send(one._replace(body=OLD))
    port = int(server.rpartition(":")[2])
    with cut_after(size, port) as line:
        ran = run("publish", f"{line}/{way}", "--by", way, "--no-check", "--quiet")
    refused(ran, "the store cannot be reached", "publish again")
    assert count(server) == GRAPHS


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "refuses the login"),
        (403, "does not allow it"),
        (507, "is full"),
        (500, "answers 500"),
        (302, "answers 302"),
    ],
)
def test_a_refusal_is_told_in_one_line(run: Run, status: int, told: str) -> None:
    with answering(status) as url:
        refused(run("publish", url, "--no-check", "--quiet"), told)


def test_a_dry_run_sends_nothing(run: Run) -> None:
    ran = run("publish", "http://127.0.0.1:1/store", "--dry-run", "--quiet")
    assert ran.status == 0
    assert [line.rpartition(", ")[2] for line in ran.out.splitlines()] == [
        "curation", "inferred", "mappings", "ontology", "review"
    ]  # fmt: skip


def test_another_answer_is_told(run: Run, kg: KnowledgeGraph, server: str) -> None:
    for one in publish.requests(kg.graph, f"{server}/store", "store"):
        publish.send(one)
    ran = run(
        "publish", f"{server}/store", "--query", f"{server}/query", "--no-inferred", "--quiet"
    )  # the graph of what is inferred stays there
    assert ran.status == 1
    assert "its answers differ" in ran.err


def test_a_login_goes_nowhere_that_others_can_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(run("publish", "http://me:secret@example.org/store", "--no-check"), "holds a login")
    monkeypatch.setenv(publish.USER, "me")
    refused(run("publish", "http://example.org/store", "--no-check"), "can be read by others", "https://")
    refused(run("publish", "ftp://example.org/store", "--no-check"), "http:// or https://")
    refused(run("publish", "https://example.org/store"), "give --query URL")
