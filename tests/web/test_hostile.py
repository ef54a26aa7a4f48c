"""Hostile visitors: whatever they send, the server answers others, and its own process lives."""

import os
import re
import signal
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from functools import partial
from select import select
from urllib.parse import quote

import httpx
import pytest

from her2gc.sparql.pool import AT_ONCE, QUEUE
from sampling import sample, slow, whole
from web.served import WAIT, Served, server, until

COUNT = "SELECT (COUNT(DISTINCT ?t) AS ?n) WHERE { ?t a her2gc:Trial }"
PRODUCT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LOGGED = re.compile(
    r"(?:127\.0\.0\.1|-) - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "
    r'"[A-Z]+ \S+ HTTP/\d\.\d" \d{3} (\d+|-)'
)
HOST = b"Host: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with server() as found:
        yield found


@pytest.fixture(autouse=True)
def _lives(served: Served) -> Iterator[None]:
    before = served.process.pid
    yield
    assert served.alive
    assert served.process.pid == before
    told = httpx.get(f"{served.base}/sparql", params={"query": COUNT}, timeout=WAIT)
    assert told.status_code == 200
    until(lambda: served.raw(b"GET /healthz HTTP/1.0\r\n" + HOST + b"\r\n").endswith(b"ok\n"))


HOSTILE = {
    "brackets": "SELECT * WHERE " + "{" * 5_000 + "}" * 5_000,
    "not not": f"SELECT * WHERE {{ ?s ?p ?o FILTER({'!' * 200_000} ?o) }}",
    "minus": f"SELECT (({'- ' * 200_000}1) AS ?x) WHERE {{}}",
    "sum": f"SELECT (({'1 + ' * 100_000}1) AS ?x) WHERE {{}}",
    "or": f"ASK {{ ?s ?p ?o FILTER({'?o || ' * 50_000} ?o) }}",
    "path": f"ASK {{ ?s {'rdf:type/' * 50_000}rdf:type ?o }}",
    "inverse": f"ASK {{ ?s {'^' * 200_000}rdf:type ?o }}",
    "product": PRODUCT,
    "path of everything": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!rdf:nil)* ?b . ?c (!rdf:nil)* ?d }",
    "regex": 'SELECT * WHERE { ?s ?p ?o FILTER(REGEX(STR(?o), "(((((.*)*)*)*)*)*x$")) }',
    "back-reference": f'ASK {{ FILTER(REGEX("{"a" * 5_000}", "(a*)*\\\\1b")) }}',
    "large pattern": f'ASK {{ ?s ?p ?o FILTER(REGEX(STR(?o), "{"(a{{1,99}}){{1,99}}"}{{1,99}}")) }}',
    "many values": f"SELECT * WHERE {{ VALUES ?x {{ {'1 ' * 400_000} }} VALUES ?y {{ {'2 ' * 50_000} }} }}",
    "growing text": "SELECT ?z WHERE { "
    'BIND("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" AS ?t0) '
    + " ".join(f"BIND(CONCAT(?t{n}, ?t{n}, ?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(20))
    + " BIND(?t20 AS ?z) }",
    "group_concat": 'SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f)); separator="") AS ?x) WHERE { ?a ?b ?c . ?d ?e ?f }',
    "order": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND()",
    "construct": "CONSTRUCT { ?a ?e ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
    "too long": f"ASK {{ }} # {'x' * 1_100_000}",
    "null": "SELECT * WHERE { ?s ?p '\x00' }",
    "surrogates": "SELECT * WHERE { ?s ?p '\\uD800\\uDFFF' }",
    "unclosed": "SELECT * WHERE { ?s ?p '" + "x" * 900_000,
    "hashes": "SELECT * WHERE { (?s <#" * 30_000,
    "prefixes": "".join(f"PREFIX a{n}: <http://x.example/{n}/> " for n in range(20_000)) + "ASK {}",
    "optional": "SELECT * WHERE { " + "OPTIONAL { ?a ?b ?c " * 99 + "}" * 99 + " }",
    "unions": "SELECT * WHERE { " + " UNION ".join(["{ ?a ?b ?c }"] * 20_000) + " }",
}


@slow
@pytest.mark.parametrize("name", sample(sorted(HOSTILE), 10, "hostile queries"))
def test_a_hostile_query_ends_and_harms_nobody(served: Served, name: str) -> None:
    told = httpx.post(f"{served.base}/sparql", data={"query": HOSTILE[name], "timeout": "1"}, timeout=WAIT)
    assert told.status_code in (200, 400, 413, 503)
    assert told.headers["content-type"]
    assert "Traceback" not in told.text[:10_000]


def test_an_answer_cut_says_so_in_head_and_json(served: Served) -> None:
    told = httpx.get(f"{served.base}/sparql", params={"query": "SELECT * WHERE { ?s ?p ?o }"}, timeout=WAIT)
    assert told.headers["x-cut-after"] == "10000"
    found = told.json()
    assert found["cut"] == 10_000
    assert len(found["results"]["bindings"]) == 10_000


def test_a_killed_process_is_replaced(served: Served) -> None:
    before = served.children()
    assert len(before) == 8
    for each in before:
        os.kill(each, signal.SIGKILL)
    told = [httpx.get(f"{served.base}/sparql", params={"query": COUNT}, timeout=WAIT) for _ in range(9)]
    assert told[-1].status_code == 200  # whoever met a dead one was told; by then each has a new one

    def all_again() -> bool:
        httpx.get(f"{served.base}/sparql", params={"query": COUNT}, timeout=WAIT)
        return len(served.children()) == 8

    until(all_again)
    assert not set(before) & set(served.children())


def test_visitors_who_hang_up_free_their_place(served: Served) -> None:
    request = f"GET /sparql?query={quote(PRODUCT)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    for _ in range(3):
        held = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(8)]
        for each in held:
            each.sendall(request)
        for each in held:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
            each.close()
    told = httpx.get(f"{served.base}/sparql", params={"query": COUNT}, timeout=WAIT)
    assert told.status_code == 200  # the limit of those who hung up is longer than anybody waits here


@whole
def test_too_many_at_once_are_asked_to_come_back(served: Served) -> None:
    """As many run and wait as may, none with an end; so whoever comes then is turned away, however slow all are."""
    ended = httpx.post(f"{served.base}/sparql", data={"query": PRODUCT, "timeout": "3"}, timeout=WAIT)
    assert (ended.status_code, "retry-after" in ended.headers) == (503, False)
    assert "3 seconds" in ended.text
    request = f"GET /sparql?query={quote(PRODUCT)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
    turned = 18
    with ExitStack() as held:
        asked = [
            held.enter_context(socket.create_connection(("127.0.0.1", served.port)))
            for _ in range(AT_ONCE + QUEUE + turned)
        ]
        for each in asked:
            each.sendall(request)
        until(lambda: len(select(asked, [], [], 0)[0]) >= turned)
        for each in select(asked, [], [], 0)[0]:
            told = b"".join(iter(partial(each.recv, 65536), b""))
            assert told.startswith(b"HTTP/1.1 503")
            assert b"\r\nretry-after: " in told.lower()
            assert b"wait" in told


@pytest.mark.parametrize(
    "heads",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length : 5\r\n",
        b"X\x00: y\r\n",
    ],
)
def test_a_request_with_two_readings_is_refused_and_closed(served: Served, heads: bytes) -> None:
    smuggled = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    kind = b"Content-Type: application/sparql-query\r\n"
    sent = b"POST /sparql HTTP/1.1\r\n" + HOST + kind + heads + b"\r\n0\r\n\r\n" + smuggled
    found = served.raw(sent)
    assert found.startswith(b"HTTP/1.1 4")
    assert found.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    "line",
    [
        b"GET / HTTP/9.9",
        b"GET",
        b"\x16\x03\x01\x02\x00\x01",
        b"GET http://evil.example/ HTTP/1.1",
        b"CONNECT evil.example:443 HTTP/1.1",
        b"TRACE / HTTP/1.1",
        b"GET /%00 HTTP/1.1",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1",
        b"GET /../../etc/passwd HTTP/1.1",
        b"GET /static/..%2f..%2f..%2fetc/passwd HTTP/1.1",
        b"GET /static/%2e%2e/server.py HTTP/1.1",
        b"GET //evil.example/ HTTP/1.1",
        b"GET /kg/..%2f..%2fetc%2fpasswd.ttl HTTP/1.1",
    ],
)
def test_an_odd_first_line_is_refused(served: Served, line: bytes) -> None:
    found = served.raw(line + b"\r\n" + HOST + b"Connection: close\r\n\r\n", end=False)
    assert found.split(b" ")[1][:1] in (b"4", b"5")
    assert b"root:" not in found
    assert b"location:" not in found.lower()


def test_the_host_of_the_first_line_counts_more_than_the_header(served: Served) -> None:
    ours = b"GET http://127.0.0.1/healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert served.raw(ours).endswith(b"\r\n\r\nok\n")
    theirs = b"GET http://evil.example/healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    assert served.raw(theirs).startswith(b"HTTP/1.1 400")


def test_nothing_is_read_behind_a_change_of_protocol(served: Served) -> None:
    change = b"Connection: Upgrade\r\nUpgrade: h2c\r\n"
    behind = b"GET /kg/GATSBY HTTP/1.1\r\n" + HOST + b"\r\n"
    for length in (b"", b"Content-Length: %d\r\n" % len(behind)):
        found = served.raw(b"GET /healthz HTTP/1.1\r\n" + HOST + change + length + b"\r\n" + behind)
        assert found.count(b"HTTP/1.1 ") == 1
        assert found.endswith(b"ok\n")


def test_a_head_without_end_is_refused(served: Served) -> None:
    for start in (b"GET /", b"GET / HTTP/1.1\r\n" + HOST + b"X: "):
        with socket.create_connection(("127.0.0.1", served.port), timeout=WAIT) as there:
            found = b""
            with suppress(OSError):
                there.sendall(start)
                for _ in range(200):
                    there.sendall(b"a" * 1_024)
            with suppress(ConnectionResetError):
                found = there.recv(65536)
            assert found == b"" or found.startswith(b"HTTP/1.1 400")


def test_requests_sent_together_are_answered_in_turn_and_not_too_many(served: Served) -> None:
    asked = [b"/healthz", b"/kg/GATSBY.ttl", b"/nothing", b"/healthz"]
    head = b" HTTP/1.1\r\n" + HOST
    sent = b"".join(b"GET " + each + head + b"\r\n" for each in asked)
    found = served.raw(sent + b"GET /healthz" + head + b"Connection: close\r\n\r\n")
    assert re.findall(rb"HTTP/1\.1 (\d+)", found) == [b"200", b"200", b"404", b"200", b"200"]
    found = served.raw((b"GET /healthz" + head + b"\r\n") * 2_000)
    assert found.count(b"HTTP/1.1 200") < 100


@pytest.mark.parametrize(
    "host",
    [b"evil.example", b"127.0.0.1.evil.example", b"127.0.0.1@evil.example", b"", b"127.0.0.1, evil", b"[::1"],
)
def test_a_name_that_is_not_ours_is_refused(served: Served, host: bytes) -> None:
    found = served.raw(b"GET / HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
    assert found.startswith(b"HTTP/1.1 400")


@slow
def test_connections_that_send_nothing_or_little_are_dropped(served: Served) -> None:
    idle = socket.create_connection(("127.0.0.1", served.port), timeout=WAIT)
    trickling = socket.create_connection(("127.0.0.1", served.port), timeout=WAIT)
    trickling.sendall(b"GET / HTTP/1.1\r\n")
    dropped = False
    for _ in range(2 * WAIT):
        try:
            trickling.sendall(b"X: y\r\n")
            trickling.settimeout(0.5)
            if trickling.recv(1) == b"":
                dropped = True
                break
        except TimeoutError:
            continue
        except OSError:
            dropped = True
            break
    assert dropped
    with suppress(ConnectionResetError):
        assert idle.recv(1) == b""


def test_the_log_has_the_common_form_and_no_line_of_a_visitors(served: Served) -> None:
    served.raw(b'GET /nothing"\\?x=%0d%0a127.0.0.1 HTTP/1.1\r\n' + HOST + b"Connection: close\r\n\r\n")
    lines = served.log.read_text().splitlines()
    assert [line for line in lines if not LOGGED.fullmatch(line)] == []
    assert any("/nothing%22%5C?x=%0d%0a127.0.0.1 HTTP" in line for line in lines)
