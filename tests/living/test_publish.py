"""Publishing to a store of another make: equal rows there, and never half a graph."""

import http.server
import shutil
import socket
import socketserver
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import foreign
import her2gc
import sampling
from conftest import Run, refused
from foreign import Foreign
from her2gc.living import publish
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from her2gc.questions.answer import ask
from her2gc.questions.rows import Rows
from her2gc.store.remote import RemoteGraph
from sampling import sample, slow, whole

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
OLD = b"<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n"
SMALL = "8m"  # of a disk; our graphs take more
GRAPHS = 5  # review, curation, mappings, ontology, inferred


@pytest.fixture(scope="module")
def server() -> Iterator[Foreign]:
    with foreign.oxigraph() as found:
        yield found


@pytest.fixture(scope="module")
def jena() -> Iterator[Foreign]:
    with foreign.jena(STORE_USER="me", STORE_PASSWORD="secret") as found:  # noqa: S106 (its own)
        yield found


def count(server: Foreign) -> int:
    found = Rows(RemoteGraph(server.query).results(COUNT))
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


def some(monkeypatch: pytest.MonkeyPatch, number: int, what: str) -> int:
    """Let a store be asked that many of the stored questions, all of them in a whole run; return how many."""
    listed = catalogue.questions()
    drawn = {name: listed[name] for name in sample(sorted(listed), number, what)}
    monkeypatch.setattr(catalogue, "questions", lambda: drawn)
    return len(drawn)


@slow
@pytest.mark.parametrize("way", publish.WAYS)
def test_all_stored_questions_give_equal_rows_there(
    run: Run, server: Foreign, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    asked = some(monkeypatch, 12, f"questions put to a store published to by {way}")
    ran = run("publish", f"{server.base}/{way}", "--by", way, "--query", server.query, "--quiet")
    assert ran.status == 0, ran.out
    assert ran.out == f"equal rows there and here for {asked} questions\n"
    assert count(server) == len(her2gc.load().graph.store)


@pytest.fixture(scope="module")
def in_jena(kg: KnowledgeGraph, jena: Foreign) -> Foreign:
    """Publish to Apache Jena, with a login; in a whole run all of the graph."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(publish.USER, "me")
        patch.setenv(publish.PASSWORD, "secret")
        for one in publish.requests(kg.graph, jena.store, "store"):
            publish.send(one if sampling.ALL else one._replace(body=OLD))
    return jena


@whole
@pytest.mark.parametrize("name", sorted(catalogue.questions()))
def test_apache_jena_gives_equal_rows(kg: KnowledgeGraph, in_jena: Foreign, name: str) -> None:
    question = catalogue.questions()[name]
    given = {each.name: each.example for each in question.parameters if each.required}
    here, there = (
        Counter(map(tuple, ask(graph, question, given).cells()))
        for graph in (kg.graph, RemoteGraph(in_jena.query))
    )
    assert there == here
    assert here


@slow
def test_apache_jena_refuses_a_wrong_login(run: Run, jena: Foreign, monkeypatch: pytest.MonkeyPatch) -> None:
    before = count(jena)
    monkeypatch.setenv(publish.USER, "me")
    monkeypatch.setenv(publish.PASSWORD, "wrong")
    for way in publish.WAYS:
        refused(
            run("publish", f"{jena.base}/{way}", "--by", way, "--no-check", "--quiet"), "refuses the login"
        )
    assert count(jena) == before


@slow
@pytest.mark.parametrize("way", publish.WAYS)
def test_apache_jena_keeps_the_old_when_the_line_breaks(
    run: Run, in_jena: Foreign, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv(publish.USER, "me")
    monkeypatch.setenv(publish.PASSWORD, "secret")
    before = count(in_jena)
    with cut_after(100_000, in_jena.port) as line:
        ran = run("publish", f"{line}/{way}", "--by", way, "--no-inferred", "--no-check", "--quiet")
    refused(ran, "the store cannot be reached", "publish again")
    assert count(in_jena) == before


def test_what_was_there_of_a_graph_is_gone(run: Run, kg: KnowledgeGraph, server: Foreign) -> None:
    for one in publish.requests(kg.graph, server.store, "store"):
        publish.send(one._replace(body=OLD))
    assert count(server) == GRAPHS
    assert run("publish", server.store, "--no-check", "--quiet").status == 0
    ask = f"ASK {{ {OLD.decode()} }}"
    assert b"false" in RemoteGraph(server.query).results(ask)


@slow
@pytest.mark.parametrize("way", publish.WAYS)
@pytest.mark.parametrize("size", [300, 100_000])
def test_a_broken_line_leaves_old_or_new(
    run: Run, kg: KnowledgeGraph, server: Foreign, way: str, size: int
) -> None:
    """The first graph's request breaks off: all graphs are as they were."""
    for one in publish.requests(kg.graph, server.store, "store"):
        publish.send(one._replace(body=OLD))
    with cut_after(size, server.port) as line:
        ran = run("publish", f"{line}/{way}", "--by", way, "--no-check", "--quiet")
    refused(ran, "the store cannot be reached", "publish again")
    assert count(server) == GRAPHS


@slow
@pytest.mark.parametrize("way", publish.WAYS)
def test_a_store_whose_disk_is_full_is_left_old_or_new(
    run: Run, kg: KnowledgeGraph, tmp_path: Path, way: str
) -> None:
    """A disk of its own, too small for our graphs, in a name space of its own."""
    own = ["unshare", "--map-root-user", "--mount"]
    small = f"mount -t tmpfs -o size={SMALL} none '{tmp_path}'"
    if shutil.which(own[0]) is None or subprocess.run([*own, "sh", "-c", small], check=False).returncode:
        pytest.skip("no disk of its own can be made here: unshare --map-root-user --mount is refused")
    with foreign.oxigraph(
        tmp_path / "store", before=[*own, "sh", "-c", f'{small} && exec "$@"', "sh"]
    ) as full:
        for one in publish.requests(kg.graph, full.store, "store"):
            publish.send(one._replace(body=OLD))
        ran = run("publish", f"{full.base}/{way}", "--by", way, "--no-check")
        assert (ran.status, ran.out) == (2, "")
        assert "the store " in ran.err.splitlines()[-1]
        held = {one.graphs[0]: one.body for one in publish.requests(kg.graph, "", "store")}
        for name, ours in held.items():
            counted = Rows(
                RemoteGraph(full.query).results(
                    f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
                )
            )
            assert int(counted[0]["n"]) in (1, ours.count(b"\n"))


@slow
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


def test_another_answer_is_told(
    run: Run, kg: KnowledgeGraph, server: Foreign, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = catalogue.questions()
    asked = {name: listed[name] for name in ("hazard-ratios", "tested-agents", "negative-trials")}
    monkeypatch.setattr(
        catalogue, "questions", lambda: asked
    )  # the second and third rest on what is inferred
    for one in publish.requests(kg.graph, server.store, "store"):
        publish.send(one)
    ran = run(
        "publish", server.store, "--query", server.query, "--no-inferred", "--quiet"
    )  # the graph of what is inferred stays there
    assert ran.status == 1, ran.err
    assert "its answers differ" in ran.err


def test_a_store_that_queries_no_named_graph_is_told_so(run: Run) -> None:
    with foreign.oxigraph(union=False) as there:
        ran = run("publish", there.store, "--query", there.query, "--quiet")
    assert (ran.status, ran.out) == (1, "")
    assert (
        "all is written, but queries there see no named graph; start the store so that it queries" in ran.err
    )


@whole
def test_a_login_goes_nowhere_that_others_can_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(run("publish", "http://me:secret@example.org/store", "--no-check"), "holds a login")
    monkeypatch.setenv(publish.USER, "me")
    refused(run("publish", "http://example.org/store", "--no-check"), "can be read by others", "https://")
    refused(run("publish", "ftp://example.org/store", "--no-check"), "http:// or https://")
    refused(run("publish", "https://example.org/store"), "give --query URL")
