"""Processes that stand ready for visitors' queries: each is killed at the limit and replaced."""

import asyncio
import json
import struct
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, NamedTuple

from her2gc.errors import Her2gcError, LimitError

SECONDS = 10.0
MEMORY = 1024**3  # bytes of address space that a query may take beyond those of its process
ROWS = 10_000
AT_ONCE = 8
QUEUE = 64
LONGEST = 1024 * 1024  # characters of a query
LARGEST = 32 * 1024 * 1024  # bytes of an answer, which the server holds whole
_SHORTEST = 0.1  # seconds: a visitor who asks for less would only make us start processes
_SETTLE = 0.5  # seconds that a process has for the rest of an answer that nobody awaits any more
_READY = 240.0  # seconds to start, ample on a machine that has much else to do


class BusyError(LimitError):
    """All processes work and the queue is full."""


class Served(NamedTuple):
    """An answer: its form, its body, after how many rows it was cut if it was, and whether it lasts."""

    form: str
    body: bytes
    cut: int | None
    lasts: bool = False


class Wish(NamedTuple):
    """What a visitor wants of an answer.

    Parameters
    ----------
    results, graph
        Its form: ``json``, ``xml``, ``csv``, ``tsv`` for rows, ``ttl``, ``nt``, ``rdf``, ``jsonld`` for triples.
    default, named
        The IRIs of the graphs that the protocol chooses; they override FROM.
    seconds
        A limit below the pool's own.
    """

    results: str = "json"
    graph: str = "ttl"
    default: list[str] | None = None
    named: list[str] | None = None
    seconds: float | None = None


class Pool:
    """Processes on one read-only store.

    Parameters
    ----------
    folder
        The store.
    graphs
        The named graphs that queries may see.
    seconds
        The time limit of a query.
    size
        How many queries run at once.
    """

    def __init__(
        self, folder: str, graphs: list[str], *, seconds: float = SECONDS, size: int = AT_ONCE
    ) -> None:
        self.folder = folder
        self.graphs = graphs
        self.seconds = seconds
        self.size = size
        self.waiting = 0
        self._free: asyncio.LifoQueue[asyncio.subprocess.Process] = (
            asyncio.LifoQueue()
        )  # what ran last is warm
        self._all: set[asyncio.subprocess.Process] = set()
        self._behind: set[asyncio.Task[None]] = set()  # what goes on behind an answer
        self._ready: asyncio.Event | None = None

    async def start(self) -> None:
        """Start the processes; return when the first stands ready."""
        if self._ready is None:
            self._ready = asyncio.Event()
            for _ in range(self.size):
                self._go_on(self._place())
        await asyncio.wait_for(self._ready.wait(), _READY)

    async def stop(self) -> None:
        """End the processes."""
        for task in list(self._behind):
            task.cancel()
        await asyncio.gather(*self._behind, return_exceptions=True)
        for process in list(self._all):
            await self._end(process)
        self._ready = None

    @property
    def alive(self) -> int:
        """How many processes live."""
        return sum(process.returncode is None for process in self._all)

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes."""
        return [process.pid for process in self._all]

    async def run(self, query: str, wish: Wish = Wish()) -> Served:  # noqa: B008 (a tuple does not change)
        """Answer a query; its text is read nowhere but in a process that can be killed.

        Parameters
        ----------
        query
            Its text.
        wish
            What the visitor wants of the answer.

        Raises
        ------
        Her2gcError
            When the query is refused or wrong, with line and column.
        LimitError
            When it takes too long or too much memory, or its answer is too large.
        BusyError
            When too many wait already.
        """
        if self.waiting >= QUEUE and self._free.empty():
            raise BusyError(f"{self.size} queries run and {QUEUE} wait", "try again in a few seconds")
        own = wish.default is not None or wish.named is not None
        limit = max(min(self.seconds, wish.seconds or self.seconds), _SHORTEST)
        request = {
            "query": query,
            "longest": LONGEST,
            "graphs": self.graphs,
            "default": (wish.default or []) if own else None,
            "named": (wish.named or []) if own else None,
            "inferred": True,
            "folder": self.folder,
            "rows": ROWS,
            "largest": LARGEST,
            "seconds": limit,
            "results": wish.results,
            "graph": wish.graph,
        }
        if self._ready is None or not self._ready.is_set():  # whoever seldom asks pays at the first question
            await self.start()
        process = await self._take()
        asking = asyncio.create_task(self._ask(process, request))
        try:
            await asyncio.wait({asking}, timeout=limit)
        except asyncio.CancelledError:  # hung up
            self._go_on(self._settle(process, asking))
            raise
        if not asking.done():
            self._replace(process, asking)
            raise LimitError(f"the query took more than {limit:g} seconds", "narrow it")
        try:
            said, body = asking.result()
        except (OSError, EOFError, ValueError, struct.error):
            self._replace(process, asking)
            raise LimitError(
                "the query needs more memory or depth than it may take", "narrow or flatten it"
            ) from None
        if said.get("memory"):
            self._replace(process, asking)
            raise LimitError("the query needs more memory than it may take", "narrow it")
        self._free.put_nowait(process)
        if "large" in said:
            raise LimitError(f"the answer has more than {LARGEST // 1024**2} MB", "narrow the query")
        if "refused" in said:
            raise Her2gcError(said["refused"])
        return Served(said["form"], body, said["cut"], said["lasts"])

    async def _take(self) -> asyncio.subprocess.Process:
        """Return a process that lives; others have been replaced since they came here."""
        self.waiting += 1
        try:
            while (process := await self._free.get()).returncode is not None:
                pass
            return process
        finally:
            self.waiting -= 1

    async def _ask(
        self, process: asyncio.subprocess.Process, request: dict[str, Any]
    ) -> tuple[dict[str, Any], bytes]:
        if process.stdin is None:
            raise EOFError
        sent = json.dumps(request).encode()
        process.stdin.write(struct.pack(">I", len(sent)) + sent)
        await process.stdin.drain()
        return await self._hear(process)

    async def _hear(self, process: asyncio.subprocess.Process) -> tuple[dict[str, Any], bytes]:
        if process.stdout is None:
            raise EOFError
        head, length = struct.unpack(">IQ", await process.stdout.readexactly(12))
        if max(head, length) > LARGEST:
            raise ValueError
        told = await process.stdout.readexactly(head + length)
        said: dict[str, Any] = json.loads(told[:head])
        return said, told[head:]

    async def _spawn(self) -> asyncio.subprocess.Process:
        """Start a process and wait until it has opened the store, so that no query's time goes into that."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "her2gc.sparql.served",
            self.folder,
            str(MEMORY),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        self._all.add(process)
        try:
            await asyncio.wait_for(self._hear(process), _READY)
        except BaseException:
            await asyncio.shield(self._end(process))
            raise
        return process

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        self._all.discard(process)
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    def _go_on(self, work: Coroutine[Any, Any, None]) -> None:
        """Let work go on behind an answer."""
        task = asyncio.create_task(work)
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)

    def _replace(self, process: asyncio.subprocess.Process, asking: "asyncio.Task[Any]") -> None:
        """Kill a process at once; the visitor need not wait until another stands in its place."""
        with suppress(ProcessLookupError):
            process.kill()
        asking.cancel()
        asking.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _settle(self, process: asyncio.subprocess.Process, asking: "asyncio.Task[Any]") -> None:
        """Let a process end an answer that nobody awaits, if that takes a moment only; else replace it."""
        await asyncio.wait({asking}, timeout=_SETTLE)
        if asking.done() and not asking.cancelled() and asking.exception() is None:
            said, _ = asking.result()
            if not said.get("memory"):
                self._free.put_nowait(process)
                return
        self._replace(process, asking)

    async def _place(self) -> None:
        """Have a process stand here, and another in its place whenever it has ended, by whomsoever."""
        pause = 0.1
        while True:
            try:
                process = await self._spawn()
            except (OSError, EOFError, ValueError, struct.error):  # TimeoutError is an OSError
                await asyncio.sleep(pause)
                pause = min(2 * pause, 5.0)
                continue
            pause = 0.1
            self._free.put_nowait(process)
            if self._ready is not None:
                self._ready.set()
            await process.wait()
            self._all.discard(process)
