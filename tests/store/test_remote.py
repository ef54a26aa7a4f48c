"""A store elsewhere: credentials, tries again, packed answers, long queries, honest words; every reading command."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest

import foreign
from conftest import Run, refused
from her2gc.errors import Her2gcError, LimitError
from her2gc.store.graph import open_graph
from her2gc.store.remote import RemoteGraph, copied
from sampling import slow

TRUE = b'{"head": {}, "boolean": true}'
BASIC = "Basic YW5hOnNlY3JldA=="  # ana:secret, as RFC 7617 has it


class Server:
    """A server that answers as told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str | None]] = []  # the way, the query, the credentials
        self.fails: list[int] = []  # what it answers first
        self.headers: dict[str, str] = {}
        self.body = TRUE
        told = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(urlsplit(self.path).query)

            def do_POST(self) -> None:
                self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

            def _answer(self, form: str) -> None:
                query = parse_qs(form)["query"][0]
                told.asked.append((self.command, query, self.headers["Authorization"]))
                self.send_response(told.fails.pop(0) if told.fails else 200)
                for name, value in told.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(told.body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("USER", "PASSWORD", "TOKEN", "SECONDS"):
        monkeypatch.delenv(f"HER2GC_ENDPOINT_{name}", raising=False)
    found = Server()
    yield found
    found.server.shutdown()
    found.server.server_close()


def test_a_short_query_goes_into_the_address_and_a_long_one_into_the_body(server: Server) -> None:
    long = f"ASK {{}} # {'x' * 3000}"
    assert RemoteGraph(server.url).results("ASK {}") == TRUE
    assert RemoteGraph(server.url).results(long) == TRUE
    assert server.asked == [("GET", "ASK {}", None), ("POST", long, None)]


def test_credentials_come_from_the_environment_and_never_in_the_clear(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HER2GC_ENDPOINT_USER", "ana")
    monkeypatch.setenv("HER2GC_ENDPOINT_PASSWORD", "secret")
    RemoteGraph(server.url).results("ASK {}")
    assert server.asked[-1][2] == BASIC
    with pytest.raises(Her2gcError, match="not sent in the clear"):
        RemoteGraph("http://example.org/sparql")
    monkeypatch.setenv("HER2GC_ENDPOINT_TOKEN", "t0k3n")
    RemoteGraph(server.url).results("ASK {}")
    assert server.asked[-1][2] == "Bearer t0k3n"
    server.fails = [401]
    with pytest.raises(Her2gcError, match=r"answers 401 .*give HER2GC_ENDPOINT_USER"):
        RemoteGraph(server.url).results("ASK {}")


def test_a_busy_server_is_asked_again_and_a_refusal_is_not(server: Server) -> None:
    server.fails, server.headers = [503, 429], {"Retry-After": "0"}
    assert RemoteGraph(server.url).results("ASK {}") == TRUE
    assert len(server.asked) == 3
    server.fails = [503, 503, 503, 503]
    with pytest.raises(Her2gcError, match="answers 503"):
        RemoteGraph(server.url).results("ASK {}")
    assert len(server.asked) == 6
    server.fails, server.body = [400], b"GROUP_CONCAT is not known here"
    with pytest.raises(Her2gcError, match=r"GROUP_CONCAT is not known here; .* lacks a part of SPARQL 1\.1"):
        RemoteGraph(server.url).results("ASK {}")
    assert len(server.asked) == 7


def test_packed_answers_are_read_and_parts_of_one_are_told(server: Server) -> None:
    server.headers, server.body = {"Content-Encoding": "gzip"}, gzip.compress(TRUE)
    assert RemoteGraph(server.url).results("ASK {}") == TRUE
    server.body = b"not packed"
    with pytest.raises(Her2gcError, match="packed answer is damaged"):
        RemoteGraph(server.url).results("ASK {}")
    server.headers, server.body = {"X-SQL-State": "S1TAT"}, TRUE
    with pytest.raises(Her2gcError, match="sent a part of the answer"):
        RemoteGraph(server.url).results("ASK {}")


def test_a_server_that_is_too_slow_is_told_with_the_limit(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HER2GC_ENDPOINT_SECONDS", "0.05")
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes calls and says nothing
        graph = RemoteGraph(f"http://127.0.0.1:{silent.getsockname()[1]}/")
        with pytest.raises(LimitError, match=r"within 0\.05 seconds"):
            graph.results("ASK {}")
    monkeypatch.setenv("HER2GC_ENDPOINT_SECONDS", "soon")
    with pytest.raises(Her2gcError, match="is a number of seconds"):
        RemoteGraph(server.url)


@contextmanager
def served(body: bytes | None) -> Iterator[str]:
    """Run Oxigraph's server with some quads in it, and give its address."""
    with foreign.oxigraph() as found:
        request = Request(found.store, body, {"Content-Type": "application/n-quads"}, method="POST")  # noqa: S310
        urlopen(request).close()  # noqa: S310 (our own)
        yield found.query


@pytest.fixture
def elsewhere(mini: Path) -> Iterator[str]:
    """Return the address of Oxigraph's server with the tiny graph in it."""
    assert mini.exists()
    with served(open_graph(quiet=True).store.dump(format=ox.RdfFormat.N_QUADS)) as found:
        yield found


def test_every_command_that_reads_takes_an_endpoint(elsewhere: str, tmp_path: Path, run: Run) -> None:
    here = open_graph(quiet=True).store
    there = copied(RemoteGraph(elsewhere)).store
    assert len(there) == len(here)
    assert {str(quad) for quad in there if "_:" not in str(quad)} == {
        str(quad) for quad in here if "_:" not in str(quad)
    }
    for command in (("query", "trials"), ("show", "ALPHA")):
        told = [run(*command, *more) for more in ((), ("--endpoint", elsewhere))]
        assert [each.status for each in told] == [0, 0], told[1].err
        assert told[0].out == told[1].out
        assert told[0].out.count("\n") > 1
    written = [tmp_path / "here.nq", tmp_path / "there.nq"]
    for path, more in zip(written, ((), ("--endpoint", elsewhere)), strict=True):
        assert run("export", "graphml", "-o", path, *more).status == 0
    assert written[0].read_bytes() == written[1].read_bytes()
    refused(run("export", "graphml", "-o", "-", "--endpoint", elsewhere, "--no-inferred"), "leave out --data")


@slow
def test_answers_words_and_pictures_are_those_of_the_graph_here(run: Run) -> None:
    with served(open_graph(quiet=True).store.dump(format=ox.RdfFormat.N_QUADS)) as there:
        for command, holds in (
            (
                ("query", "trial-evidence", "--trial", "GATSBY", "--format", "json"),
                "asserted; inferred: unit",
            ),
            (("query", "tested-agents", "--trial", "JACOB", "--format", "csv"), "inferred"),
            (("ask", "which agents failed in the second line?", "--format", "csv"), "GATSBY"),
            (("plot", "forest", "--line", "second", "--alt"), "GATSBY"),
            (("plot", "landscape", "--line", "second", "--alt"), "GATSBY"),
        ):
            here, told = run(*command), run(*command, "--endpoint", there)
            assert (here.status, told.status) == (0, 0), told.err
            assert holds in here.out
            assert told.out == here.out, command


@slow
def test_a_store_without_named_graphs_tells_of_no_origin(run: Run) -> None:
    store = ox.Store()
    quads = open_graph(quiet=True).store
    store.bulk_extend(ox.Quad(each.subject, each.predicate, each.object) for each in quads)
    with served(store.dump(format=ox.RdfFormat.N_QUADS)) as there:
        told = run("query", "failed-agents", "--line", "second", "--format", "json", "--endpoint", there)
    assert told.status == 0
    assert told.out.count("GATSBY") >= 1
    assert "not stated" in told.out
    assert "asserted" not in told.out
