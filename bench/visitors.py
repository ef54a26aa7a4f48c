"""Visitors of a server, for measurements: one connection each, as little work of their own as can be."""

import asyncio
import os
import random
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

TICKS = os.sysconf("SC_CLK_TCK")
POINT = (
    "SELECT ?o WHERE { GRAPH ?g { <https://w3id.org/her2gc/kg/GATSBY> "
    "<https://w3id.org/her2gc/ontology#testsAgent> ?o } }"
)
CONJUGATE = b"https://w3id.org/her2gc/kg/T-DM1"
PRODUCT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GOOD = {
    "point": (f"/sparql?query={quote(POINT)}", CONJUGATE),
    "page": ("/kg/GATSBY", b"GATSBY"),
    "answer": ("/query/failed-agents.csv?line=second-line", b"trastuzumab emtansine"),
    "file": ("/kg/GATSBY.ttl", b"T-DM1"),
}
BAD = {
    "no query": ("/sparql?query=SELECT", 400),
    "an update": (f"/sparql?query={quote('INSERT DATA { <a:b> <a:b> <a:b> }')}", 400),
    "no page": ("/kg/of-no-such-name", 404),
    "no value": ("/query/failed-agents?line=ninth", 400),
    "no graph": (f"/sparql?query={quote(POINT)}&default-graph-uri=http%3A%2F%2Fx.example%2F", 400),
}


def processes(pid: int) -> list[int]:
    """Return a process and all below it, whichever of their threads started them."""
    found = [pid]
    for each in found:
        for told in Path(f"/proc/{each}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, told.read_text().split())
    return found


def cpu(pid: int) -> float:
    """Return the seconds of the processor that a process and all below it have had, those that ended among them."""
    found = 0
    for each in processes(pid):
        with suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            found += sum(map(int, fields[11:15]))  # its own, and that of its children that ended
    return found / TICKS


def settle(pid: int, seconds: float = 3.0) -> None:
    """Wait until a server does nothing of its own any more, or what it does passes for the cost of a request."""
    before, still = cpu(pid), 0.0
    while still < seconds or _makes_ahead(pid):
        time.sleep(0.5)
        after = cpu(pid)
        still = still + 0.5 if after - before <= 1 / TICKS else 0.0
        before = after


def _makes_ahead(pid: int) -> bool:
    """Tell whether the process for what takes long still runs; it gives way to all others, and may stand still."""
    for each in processes(pid):
        with suppress(OSError):
            if b"her2gc.web.ahead" in Path(f"/proc/{each}/cmdline").read_bytes():
                return True
    return False


def memory(pid: int) -> float:
    """Return the MiB that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def descriptors(pid: int) -> int:
    """Return how many descriptors a process has open."""
    return len(os.listdir(f"/proc/{pid}/fd"))


class Visitor:
    """One connection, opened when it is needed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._there: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str) -> tuple[int, bytes, bytes]:
        """Return the status, the head and the body of an answer."""
        reader, _ = await self._send(path)
        head = await reader.readuntil(b"\r\n\r\n")
        low = head.lower()
        length = int(low.partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = await reader.readexactly(length)
        if b"connection: close" in low:
            self.hang_up()
        return int(head.split(b" ", 2)[1]), low, body

    async def break_off(self, path: str, after: float) -> None:
        """Ask, and hang up before the answer is read."""
        await self._send(path)
        await asyncio.sleep(after)
        self.hang_up()

    def hang_up(self) -> None:
        """Close the connection."""
        if self._there is not None:
            self._there[1].transport.abort()
            self._there = None

    async def _send(self, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._there is None or self._there[0].at_eof():
            self._there = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n"
        self._there[1].write(head.encode())
        return self._there


async def one(visitor: Visitor, kind: str, seed: int) -> tuple[float, str]:
    """Ask one thing of a kind (``good``, ``new``, ``bad``, ``broken``); return the seconds and what came of it."""
    drawn = random.Random(seed)  # noqa: S311 (no secret)
    began = time.monotonic()
    if kind == "broken":
        await visitor.break_off(drawn.choice(list(GOOD.values()))[0], drawn.random() / 100)
        return 0.0, "broken off"
    name = drawn.choice(list(BAD if kind == "bad" else GOOD))
    path, part = (BAD[name][0], b"") if kind == "bad" else GOOD[name]
    if kind == "new":  # a query that nobody asked before
        name, part = "new", CONJUGATE
        path = f"/sparql?query={quote(POINT.replace('?o', f'?o{seed}'))}"
    status, head, body = await visitor.ask(path)
    took = time.monotonic() - began
    if status == 503 and b"retry-after" in head:
        return took, "busy"
    right = status == (BAD[name][1] if kind == "bad" else 200) and part in body
    return took, "right" if right else f"wrong: {name} {status}"


async def load(port: int, clients: int, each: int) -> tuple[list[float], Counter[str]]:
    """Let visitors come at once, each asking mixed things one after another; return the times and what came of it."""
    took: list[float] = []
    told: Counter[str] = Counter()

    async def comes(seed: int) -> None:
        visitor = Visitor(port)
        drawn = random.Random(seed)  # noqa: S311 (no secret)
        for number in range(each):
            kind = drawn.choice(["good", "good", "good", "new", "bad", "broken"])
            await _counted(visitor, kind, seed * each + number, took, told)
        visitor.hang_up()

    await asyncio.gather(*(comes(seed) for seed in range(clients)))
    return sorted(took), told


async def steady(
    port: int, seconds: float, rate: float, kinds: list[str]
) -> tuple[list[float], Counter[str]]:
    """Ask so often a second, for so long, on connections that are used again."""
    took: list[float] = []
    told: Counter[str] = Counter()
    free: list[Visitor] = []
    running: set[asyncio.Task[None]] = set()

    async def comes(number: int) -> None:
        visitor = free.pop() if free else Visitor(port)
        await _counted(visitor, kinds[number % len(kinds)], number, took, told)
        free.append(visitor)

    began = time.monotonic()
    number = 0
    while (now := time.monotonic() - began) < seconds:
        while number < now * rate:
            task = asyncio.create_task(comes(number))
            running.add(task)
            task.add_done_callback(running.discard)
            number += 1
        await asyncio.sleep(1 / rate)
    await asyncio.gather(*running)
    for visitor in free:
        visitor.hang_up()
    return sorted(took), told


async def _counted(visitor: Visitor, kind: str, seed: int, took: list[float], told: Counter[str]) -> None:
    try:
        seconds, name = await one(visitor, kind, seed)
    except (OSError, EOFError) as error:
        visitor.hang_up()
        told[type(error).__name__] += 1
        return
    if kind != "broken":
        took.append(seconds)
    told[name] += 1


def at(took: list[float], part: float) -> float:
    """Return the time within which so many of all stay; ``took`` is sorted."""
    return took[min(int(len(took) * part), len(took) - 1)]
