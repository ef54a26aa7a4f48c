"""What is kept stays within its size; who asks again gets the same, and who asks meanwhile waits for it."""

import asyncio
import threading
from typing import Any

import pytest
from starlette.testclient import TestClient

from her2gc.web import again as kept_whole
from her2gc.web import forms
from her2gc.web.again import Again
from her2gc.web.context import Context
from her2gc.web.kept import Kept
from sampling import slow, whole

ROWS = "SELECT ?t WHERE { ?t her2gc:testsAgent kg:T-DM1 }"


def test_it_keeps_what_was_asked_for_last_within_its_size() -> None:
    kept = Kept(most=100)
    made: list[int] = []

    def body(number: int) -> bytes:
        made.append(number)
        return bytes([number]) * 40

    async def ask() -> None:
        for number in (1, 2, 1, 3):
            assert await kept.get(number, lambda number=number: body(number)) == bytes([number]) * 40  # type: ignore[misc]
        assert made == [1, 2, 3]
        assert kept.size == 80
        await kept.get(1, lambda: body(1))
        assert made == [1, 2, 3]
        await kept.get(2, lambda: body(2))
        assert made == [1, 2, 3, 2]
        assert await kept.get(9, lambda: b"x" * 101) == b"x" * 101
        assert kept.size <= 100

    asyncio.run(ask())


def test_many_who_ask_at_once_have_it_made_once_and_a_failure_is_told_to_all() -> None:
    made: list[str] = []
    go_on = threading.Event()

    def body() -> bytes:
        made.append("body")
        go_on.wait(60)
        return b"body"

    def fails() -> bytes:
        made.append("failure")
        raise ValueError

    async def ask() -> None:
        kept = Kept()
        asked = [asyncio.create_task(kept.get("a", body)) for _ in range(50)]
        gone = asyncio.create_task(kept.get("a", body))
        await asyncio.sleep(0)
        gone.cancel()  # one who hangs up does not end it for the others
        go_on.set()
        assert await asyncio.gather(*asked) == [b"body"] * 50
        told = await asyncio.gather(*(kept.get("b", fails) for _ in range(3)), return_exceptions=True)
        assert [type(each) for each in told] == [ValueError] * 3
        with pytest.raises(ValueError, match=r"^$"):
            await kept.get("b", fails)  # nothing is kept of it

    asyncio.run(ask())
    assert made == ["body", "failure", "failure"]


@slow
def test_an_answer_given_again_is_the_same_to_the_byte(client: TestClient) -> None:
    for path in (
        "/kg/GATSBY",
        "/kg/GATSBY.ttl",
        "/query/failed-agents.csv?line=second-line",
        "/static/style.css",
    ):
        first, second = client.get(path), client.get(path)
        assert first.status_code == second.status_code == 200
        assert first.content == second.content
        assert first.headers == second.headers
        assert first.headers["etag"]


def test_who_has_an_answer_is_told_that_it_stands(client: TestClient) -> None:
    for path in ("/kg/T-DM1.ttl", "/kg/T-DM1.ttl"):  # made, then given again
        tag = client.get(path).headers["etag"]
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            told = client.get(path, headers={"If-None-Match": known})
            assert told.status_code == 304
            assert told.content == b""
            assert told.headers["etag"] == tag
            assert told.headers["vary"] == "Accept"
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_forms_of_one_address_are_kept_apart(client: TestClient) -> None:
    asked = {"query": ROWS}
    for _ in range(2):
        rows = client.get("/sparql", params=asked, headers={"Accept": "text/csv"})
        assert rows.headers["content-type"] == "text/csv; charset=utf-8"
        assert "GATSBY" in rows.text
        told = client.get("/sparql", params=asked, headers={"Accept": "application/sparql-results+json"})
        assert "GATSBY" in told.json()["results"]["bindings"][0]["t"]["value"]
        assert rows.headers["etag"] != told.headers["etag"]


@pytest.mark.parametrize("call", ["RAND()", "UUID()", "STRUUID()", "NOW()", "rand ( )"])
def test_an_answer_of_the_moment_is_not_kept(client: TestClient, call: str) -> None:
    asked = {"query": f"SELECT ({call} AS ?x) WHERE {{}}"}
    first, second = client.get("/sparql", params=asked), client.get("/sparql", params=asked)
    assert "etag" not in first.headers
    assert first.text != second.text


def test_neither_errors_nor_health_are_kept(client: TestClient) -> None:
    for path in ("/kg/nothing-of-this-name", "/sparql?query=SELECT", "/healthz"):
        assert "etag" not in client.get(path).headers


async def asked_of(again: Again, path: bytes) -> list[Any]:
    told: list[Any] = []

    async def send(message: Any) -> None:
        told.append(message)

    scope = {"type": "http", "method": "GET", "raw_path": path, "query_string": b"", "headers": []}
    await again(scope, None, send)  # type: ignore[arg-type]
    return told


def test_what_is_kept_whole_stays_within_its_size() -> None:
    async def app(scope: object, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"etag", b'"a"')]})  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b"x" * 1_000})  # type: ignore[operator]

    again = Again(app, most=10_000)

    async def whole() -> None:
        for number in range(100):
            assert len(await asked_of(again, b"/%d" % number)) == 2
            assert again.size <= 10_000
        size = again.size
        await asked_of(again, b"/" + b"a" * 100_000)  # what nobody will ask again in these words
        assert again.size == size

    asyncio.run(whole())


def test_many_who_ask_the_same_at_once_wait_for_the_first_and_not_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bytes] = []
    go_on = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.append(scope["raw_path"])
        if scope["raw_path"] != b"/moment":
            await go_on.wait()
        heads = [(b"etag", b'"a"')] if scope["raw_path"].startswith(b"/lasts") else []
        await send({"type": "http.response.start", "status": 200, "headers": heads})
        await send({"type": "http.response.body", "body": b"x"})

    async def whole() -> None:
        again = Again(app)
        asking = [asyncio.create_task(asked_of(again, b"/lasts")) for _ in range(50)]
        gone = asyncio.create_task(asked_of(again, b"/lasts"))
        await asyncio.sleep(0)
        gone.cancel()
        go_on.set()
        assert {each[1]["body"] for each in await asyncio.gather(*asking)} == {b"x"}
        assert asked == [b"/lasts"]
        await asyncio.gather(*(asked_of(again, b"/moment") for _ in range(5)))
        assert asked[1:] == [b"/moment"] * 5  # each has an answer of its own
        go_on.clear()
        first = asyncio.create_task(asked_of(again, b"/lasts?"))
        await asyncio.sleep(0)
        asking = [asyncio.create_task(asked_of(again, b"/lasts?")) for _ in range(50)]
        await asyncio.sleep(0)
        first.cancel()  # the next one asks in its place, and only one
        for _ in range(100):
            await asyncio.sleep(0)
        assert asked[6:] == [b"/lasts?"] * 2
        go_on.set()
        await asyncio.gather(*asking)
        assert len(asked) == 8
        go_on.clear()
        monkeypatch.setattr(kept_whole, "_PATIENCE", 0)
        asking = [asyncio.create_task(asked_of(again, b"/slow")) for _ in range(3)]
        for _ in range(100):
            await asyncio.sleep(0)
        assert asked[8:] == [b"/slow"] * 3  # nobody's time hangs on another's
        go_on.set()
        await asyncio.gather(*asking)

    asyncio.run(whole())


@whole
def test_the_explorer_is_written_once_for_a_store(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    first = forms.explorer(context)
    assert b"kg:GATSBY" in first
    monkeypatch.setattr(forms, "writer", lambda _: pytest.fail("written again"))
    assert forms.explorer(context) == first
    monkeypatch.setattr(context, "version", "another")
    with pytest.raises(pytest.fail.Exception, match="written again"):
        forms.explorer(context)
