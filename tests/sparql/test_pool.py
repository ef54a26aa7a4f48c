"""Processes for visitors' queries: busy ones make others wait, too many are turned away, none can reach out."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from her2gc.errors import Her2gcError, LimitError
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.sparql import pool
from her2gc.sparql.pool import BusyError, Pool, Wish

COUNT = "SELECT (COUNT(DISTINCT ?t) AS ?n) WHERE { ?t a her2gc:Trial }"
PRODUCT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def asked(kg: KnowledgeGraph) -> Callable[[Callable[[Pool], Awaitable[Any]]], Any]:
    graph = kg.graph
    folder = graph.folder
    assert folder is not None

    def ask(work: Callable[[Pool], Awaitable[Any]]) -> Any:
        async def whole() -> Any:
            found = Pool(folder, [each.value for each in graph.named_graphs()], seconds=600, size=1)
            await found.start()
            try:
                return await work(found)
            finally:
                await found.stop()

        return asyncio.run(whole())

    return ask


def test_when_the_queue_is_full_who_comes_is_turned_away(
    asked: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "QUEUE", 2)

    async def work(processes: Pool) -> None:
        tasks = [asyncio.create_task(processes.run(PRODUCT)) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError, match="1 queries run and 2 wait"):
            await processes.run(COUNT)
        for each in tasks:
            each.cancel()
        told = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(each, asyncio.CancelledError) for each in told)
        assert b'"7' in (await processes.run(COUNT)).body or (await processes.run(COUNT)).body

    asked(work)


def test_a_limit_may_be_lowered_not_raised(asked: Callable[..., Any]) -> None:
    async def work(processes: Pool) -> None:
        processes.seconds = 0.4
        with pytest.raises(LimitError, match=r"more than 0\.4 seconds"):
            await processes.run(PRODUCT, Wish(seconds=100))
        with pytest.raises(LimitError, match=r"more than 0\.2 seconds"):
            await processes.run(PRODUCT, Wish(seconds=0.2))

    asked(work)


def test_an_answer_that_is_too_large_is_a_limit(
    asked: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "LARGEST", 1_000)

    async def work(processes: Pool) -> None:
        with pytest.raises(LimitError, match="the answer has more than"):
            await processes.run("SELECT * WHERE { ?s ?p ?o } LIMIT 100")
        assert (await processes.run("ASK {}")).body

    asked(work)


def test_the_text_is_read_in_the_process_that_can_be_killed(asked: Callable[..., Any]) -> None:
    async def work(processes: Pool) -> None:
        for query, part in (
            ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "1:12: SERVICE is refused"),
            ("SELECT * WHERE { ?s ?p }", "1:"),
            ("x" * (pool.LONGEST + 1), "characters"),
        ):
            with pytest.raises(Her2gcError, match=part):
                await processes.run(query)

    asked(work)


def test_a_refusal_is_remembered_and_asks_no_process_again(
    asked: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_REFUSALS", 3)

    async def work(processes: Pool) -> None:
        takes = 0
        take = processes._take

        async def counted() -> Any:
            nonlocal takes
            takes += 1
            return await take()

        monkeypatch.setattr(processes, "_take", counted)
        told = []
        for _ in range(2):
            with pytest.raises(Her2gcError) as refused:
                await processes.run("INSERT DATA { <a:b> <a:b> <a:b> }")
            told.append(str(refused.value))
        assert told[0] == told[1]
        assert "updates are refused" in told[0]
        assert takes == 1
        for number in range(10):
            with pytest.raises(Her2gcError):
                await processes.run(f"SELECT ?x{number}")
        assert len(processes._refused) == 3
        for _ in range(2):
            with pytest.raises(Her2gcError):  # what is long is not kept
                await processes.run("SELECT ?x" + " " * 3_000)
        assert takes == 13
        review = "https://w3id.org/her2gc/graph/review"
        query = "SELECT * FROM <urn:none> {}"
        with pytest.raises(Her2gcError, match="there is no graph"):
            await processes.run(query)
        with pytest.raises(Her2gcError, match="there is no graph"):
            await processes.run(query, Wish(default=[review]))
        assert takes == 15  # each choice of graphs is a question of its own

    asked(work)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limit of time ends such a process")
def test_a_process_ends_with_a_server_that_was_killed(kg: KnowledgeGraph) -> None:
    serve = """
import asyncio, json, sys
from her2gc.sparql.pool import Pool

async def whole():
    folder, graphs, query = json.loads(sys.argv[1])
    processes = Pool(folder, graphs, seconds=6000, size=1)
    await processes.start()
    asked = asyncio.create_task(processes.run(query))
    await asyncio.sleep(0)
    print(*processes.pids, flush=True)
    await asked

asyncio.run(whole())
"""
    told = json.dumps((kg.graph.folder, [each.value for each in kg.graph.named_graphs()], PRODUCT))
    with subprocess.Popen([sys.executable, "-c", serve, told], stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        process = int(server.stdout.readline())
        os.kill(process, 0)
        server.send_signal(signal.SIGKILL)
    while _lives(process):  # for ever, were it to go on: the whole run has an end of its own
        time.sleep(0.05)


def _lives(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:
            return file.read().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False
