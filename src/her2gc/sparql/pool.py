"""Processes that stand ready for visitors' queries: each is killed at the limit and replaced."""

import asyncio
import json
import os
from collections import OrderedDict
from collections.abc import Coroutine
from typing import Any, NamedTuple

from her2gc.errors import Her2gcError, LimitError
from her2gc.sparql.child import Child, Told, spawn

SECONDS = 10.0
MEMORY = 1024**3  # bytes of address space that a query may take beyond those of its process
ROWS = 10_000
AT_ONCE = 8
QUEUE = 64
LONGEST = 1024 * 1024  # characters of a query
LARGEST = 32 * 1024 * 1024  # bytes of an answer, which the server holds whole
_SHORTEST = 0.1  # seconds: a visitor who asks for less would only make us start processes
_SETTLE = 0.5  # seconds that a process has for the rest of an answer that nobody awaits any more
_REFUSALS, _SHORT = 500, 2_000  # so many are remembered, of so many characters with their queries
_READY = 240.0  # seconds to start, ample on a machine that has much else to do

_Asked = tuple[str, tuple[str, ...], tuple[str, ...], bool]


class BusyError(LimitError):
    """All processes work and the queue is full."""


class _LateError(Exception):
    """A query has run as long as it may."""


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
        self._free: asyncio.LifoQueue[Child] = asyncio.LifoQueue()  # what ran last is warm
        self._all: set[Child] = set()
        self._refused: OrderedDict[_Asked, str] = OrderedDict()
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
        return sum(process.lives for process in self._all)

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
        own = wish.default is not None or wish.named is not None
        asked = (query, tuple(wish.default or ()), tuple(wish.named or ()), own)
        if asked in self._refused:
            self._refused.move_to_end(asked)
            raise Her2gcError(self._refused[asked])
        if self.waiting >= QUEUE and self._free.empty():
            raise BusyError(f"{self.size} queries run and {QUEUE} wait", "try again in a few seconds")
        limit = max(min(self.seconds, wish.seconds or self.seconds), _SHORTEST)
        request = {
            "query": query,
            "default": (wish.default or []) if own else None,
            "named": (wish.named or []) if own else None,
            "seconds": limit,
            "results": wish.results,
            "graph": wish.graph,
        }
        if self._ready is None or not self._ready.is_set():  # whoever seldom asks pays at the first question
            await self.start()
        process = await self._take()
        asking = process.ask(request)
        limiting = asking.get_loop().call_later(limit, _late, asking)
        try:
            said, body = await asking
        except asyncio.CancelledError:  # hung up
            self._go_on(self._settle(process))
            raise
        except _LateError:
            process.kill()  # the visitor need not wait until another stands in its place
            raise LimitError(f"the query took more than {limit:g} seconds", "narrow it") from None
        except (OSError, EOFError, ValueError):
            process.kill()
            raise LimitError(
                "the query needs more memory or depth than it may take", "narrow or flatten it"
            ) from None
        finally:
            limiting.cancel()
        if said.get("memory"):
            process.kill()
            raise LimitError("the query needs more memory than it may take", "narrow it")
        self._free.put_nowait(process)
        return self._given(asked, said, body)

    def _given(self, asked: "_Asked", said: dict[str, Any], body: bytes) -> Served:
        """Return an answer, or raise what the process said in its place."""
        if "large" in said:
            raise LimitError(f"the answer has more than {LARGEST // 1024**2} MB", "narrow the query")
        if "refused" in said:
            if said["lasts"]:
                self._keep(asked, said["refused"])
            raise Her2gcError(said["refused"])
        return Served(said["form"], body, said["cut"], said["lasts"])

    def _keep(self, asked: "_Asked", refusal: str) -> None:
        """Remember a refusal: the same words will always get it, and need no process."""
        query, default, named, _ = asked
        if sum(map(len, (query, refusal, *default, *named))) <= _SHORT:
            self._refused[asked] = refusal
        if len(self._refused) > _REFUSALS:
            self._refused.popitem(last=False)

    async def _take(self) -> Child:
        """Return a process that lives; others have been replaced since they came here."""
        while not self._free.empty():
            if (process := self._free.get_nowait()).lives:
                return process
        self.waiting += 1
        try:
            while not (process := await self._free.get()).lives:
                pass
            return process
        finally:
            self.waiting -= 1

    async def _spawn(self) -> Child:
        """Start a process and wait until it has opened the store, so that no query's time goes into that."""
        told = {
            "graphs": self.graphs,
            "inferred": True,
            "longest": LONGEST,
            "rows": ROWS,
            "largest": LARGEST,
            "server": os.getpid(),
        }
        process = await spawn("her2gc.sparql.served", [self.folder, str(MEMORY), json.dumps(told)], LARGEST)
        self._all.add(process)
        try:
            await asyncio.wait_for(process.awaited(), _READY)
        except BaseException:
            await asyncio.shield(self._end(process))
            raise
        return process

    async def _end(self, process: Child) -> None:
        self._all.discard(process)
        process.kill()
        await process.wait()

    def _go_on(self, work: Coroutine[Any, Any, None]) -> None:
        """Let work go on behind an answer."""
        task = asyncio.create_task(work)
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)

    async def _settle(self, process: Child) -> None:
        """Let a process end an answer that nobody awaits, if that takes a moment only; else another takes its place."""
        try:
            said, _ = await asyncio.wait_for(process.awaited(), _SETTLE)
        except (OSError, EOFError, ValueError):  # TimeoutError is an OSError
            process.kill()
            return
        if said.get("memory"):
            process.kill()
        else:
            self._free.put_nowait(process)

    async def _place(self) -> None:
        """Have a process stand here, and another in its place whenever it has ended, by whomsoever."""
        pause = 0.1
        while True:
            try:
                process = await self._spawn()
            except (OSError, EOFError, ValueError):  # TimeoutError is an OSError
                await asyncio.sleep(pause)
                pause = min(2 * pause, 5.0)
                continue
            pause = 0.1
            self._free.put_nowait(process)
            if self._ready is not None:
                self._ready.set()
            await process.wait()
            self._all.discard(process)


def _late(asking: "asyncio.Future[Told]") -> None:
    if not asking.done():
        asking.set_exception(_LateError())
