"""The tools over HTTP: the protocol's own client, many at once, one that hangs up, and what is refused."""

import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import anyio
import httpx
import pytest

from conftest import Later
from sampling import slow
from web.served import Served, server

client_of = Later("mcp.client.client")
BOUND = 600  # seconds: no await hangs for ever, however loaded the machine is
SECOND = {"question": "failed-agents", "values": {"line": "second"}}
HEAD = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with server() as found:
        yield found


def run(do: Callable[[], Awaitable[Any]]) -> Any:
    async def bounded() -> Any:
        with anyio.fail_after(BOUND):
            return await do()

    return anyio.run(bounded)


def post(served: Served, told: object, **head: str) -> httpx.Response:
    return httpx.post(f"{served.base}/mcp", content=json.dumps(told), headers={**HEAD, **head}, timeout=BOUND)


def trials(told: Any) -> list[str]:
    assert not told.is_error, told.content
    return [row["cells"]["trial"] for row in told.structured_content["rows"]]


@slow
@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_both_ways_to_begin(served: Served, mode: str) -> None:
    async def session() -> Any:
        async with client_of.Client(f"{served.base}/mcp", mode=mode) as client:
            listed = await client.list_tools()
            return sorted(each.name for each in listed.tools), await client.call_tool("answer", SECOND)

    names, told = run(session)
    assert names == ["answer", "describe", "find", "sparql", "where"]
    assert trials(told) == ["TyTAN", "T-ACT", "GATSBY"]


def test_twenty_clients_at_once(served: Served) -> None:
    async def session() -> list[Any]:
        found: list[Any] = []

        async def one() -> None:
            async with client_of.Client(f"{served.base}/mcp") as client:
                found.append((await client.call_tool("answer", SECOND), await client.call_tool(
                    "find", {"text": "which anti-HER2 agents failed in the second line?"}
                )))  # fmt: skip

        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(one)
        return found

    found = run(session)
    assert [trials(told) for told, _ in found] == [["TyTAN", "T-ACT", "GATSBY"]] * 20
    assert {told.structured_content["outcome"] for _, told in found} == {"answer"}


def test_a_query_tells_its_progress_and_what_is_refused(served: Served) -> None:
    async def session() -> tuple[list[float], Any]:
        steps: list[float] = []

        async def step(progress: float, total: float | None, message: str | None) -> None:
            del total, message
            steps.append(progress)

        async with client_of.Client(f"{served.base}/mcp") as client:
            asked = {"query": "SELECT ?t WHERE { ?t a her2gc:Trial } LIMIT 1"}
            await client.call_tool("sparql", asked, progress_callback=step)
            return steps, await client.call_tool("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"})

    steps, told = run(session)
    assert steps[0] == 0
    assert told.is_error
    assert "updates are refused" in told.content[0].text


@slow
def test_a_client_that_hangs_up_leaves_the_server_as_it_was(served: Served) -> None:
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    called = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
              "params": {"name": "sparql", "arguments": {"query": slow}}}  # fmt: skip
    for _ in range(10):  # more than there are processes for queries
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{served.base}/mcp", content=json.dumps(called), headers=HEAD, timeout=httpx.Timeout(
                BOUND, read=0.5
            ))  # fmt: skip

    async def session() -> Any:
        async with client_of.Client(f"{served.base}/mcp") as client:
            return await client.call_tool("sparql", {"query": "ASK { kg:GATSBY a her2gc:Trial }"})

    told = run(session)
    assert told.structured_content["rows"] == [{"boolean": "true"}]


def test_a_call_that_is_cancelled_leaves_the_client_usable(served: Served) -> None:
    slow = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}

    async def session() -> Any:
        async with client_of.Client(f"{served.base}/mcp") as client:
            with anyio.move_on_after(0.5) as scope:
                await client.call_tool("sparql", slow)
            assert scope.cancelled_caught
            return await client.call_tool("answer", SECOND)

    assert trials(run(session)) == ["TyTAN", "T-ACT", "GATSBY"]


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ({"Host": "elsewhere.example"}, 400),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
def test_other_names_and_pages_from_elsewhere_are_refused(
    served: Served, head: dict[str, str], status: int
) -> None:
    assert post(served, LIST, **head).status_code == status


def test_a_page_of_the_server_itself_may_ask(served: Served) -> None:
    found = post(served, LIST, Origin=served.base)
    assert found.status_code == 200
    assert '"failed' not in found.text
    assert '"answer"' in found.text


def test_only_posts_are_taken_and_none_that_is_too_long(served: Served) -> None:
    found = httpx.get(f"{served.base}/mcp", headers={"Accept": "text/event-stream"}, timeout=BOUND)
    assert (found.status_code, found.headers["allow"]) == (405, "POST")
    assert post(served, {**LIST, "params": {"x": "a" * 300_000}}).status_code == 413
    broken = httpx.post(f"{served.base}/mcp", content=b"{", headers=HEAD, timeout=BOUND)
    assert broken.status_code == 400
    assert served.alive
