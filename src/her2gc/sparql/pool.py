"""Processes that stand ready for visitors' queries: each is killed at the limit and replaced."""

import asyncio
import json
import struct
import sys
from contextlib import suppress
from typing import Any, NamedTuple

from her2gc.errors import Her2gcError, LimitError
from her2gc.sparql.guard import check
from her2gc.sparql.mistakes import syntax_error

SECONDS = 10.0
MEMORY = 1024**3  # bytes of address space that a query may take beyond those of its process
ROWS = 10_000
AT_ONCE = 8
QUEUE = 64


class BusyError(LimitError):
    """All processes work and the queue is full."""


class Served(NamedTuple):
    """An answer: its form, its body, and after how many rows it was cut, if it was."""

    form: str
    body: bytes
    cut: int | None


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
        self._free: asyncio.Queue[asyncio.subprocess.Process] = asyncio.Queue()
        self._all: set[asyncio.subprocess.Process] = set()

    async def start(self) -> None:
        """Start the processes."""
        for made in await asyncio.gather(*(self._spawn() for _ in range(self.size))):
            self._free.put_nowait(made)

    async def stop(self) -> None:
        """End the processes."""
        for process in list(self._all):
            await self._end(process)

    async def run(self, query: str, wish: Wish = Wish()) -> Served:  # noqa: B008 (a tuple does not change)
        """Answer a query.

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
            When it takes too long or too much memory.
        BusyError
            When too many wait already.
        """
        chosen = check(query, "query", set(self.graphs))
        if self.waiting >= QUEUE and self._free.empty():
            raise BusyError(f"{self.size} queries run and {QUEUE} wait", "try again in a few seconds")
        own = wish.default is not None or wish.named is not None
        request = {
            "query": query,
            "default": (wish.default or []) if own else self.graphs,
            "named": (wish.named or []) if own else self.graphs,
            "chosen": chosen and not own,
            "inferred": True,
            "folder": self.folder,
            "rows": ROWS,
            "results": wish.results,
            "graph": wish.graph,
        }
        self.waiting += 1
        try:
            process = await self._free.get()
        finally:
            self.waiting -= 1
        limit = min(self.seconds, wish.seconds or self.seconds)
        try:
            said, body = await asyncio.wait_for(self._ask(process, request), limit)
        except BaseException as error:  # too long, hung up, or the process died: it is of no more use
            await self._replace(process)
            if isinstance(error, TimeoutError):
                raise LimitError(f"the query took more than {limit:g} seconds", "narrow it") from None
            if isinstance(error, OSError | EOFError | ValueError):
                raise LimitError(
                    "the query needs more memory or depth than it may take", "narrow or flatten it"
                ) from None
            raise
        if said.get("memory"):
            await self._replace(process)
            raise LimitError("the query needs more memory than it may take", "narrow it")
        self._free.put_nowait(process)
        if "syntax" in said:
            raise syntax_error(query, said["syntax"], said["start"] and tuple(said["start"]), "query")
        if "refused" in said:
            raise Her2gcError(said["refused"], file="query")
        if "failure" in said:
            raise Her2gcError(f"the query cannot be answered: {said['failure']}", "change it", file="query")
        return Served(said["form"], body, said["cut"])

    async def _ask(
        self, process: asyncio.subprocess.Process, request: dict[str, Any]
    ) -> tuple[dict[str, Any], bytes]:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        sent = json.dumps(request).encode()
        process.stdin.write(struct.pack(">I", len(sent)) + sent)
        await process.stdin.drain()
        (length,) = struct.unpack(">I", await process.stdout.readexactly(4))
        said: dict[str, Any] = json.loads(await process.stdout.readexactly(length))
        (length,) = struct.unpack(">Q", await process.stdout.readexactly(8))
        return said, await process.stdout.readexactly(length)

    async def _spawn(self) -> asyncio.subprocess.Process:
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
        return process

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        self._all.discard(process)
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def _replace(self, process: asyncio.subprocess.Process) -> None:
        """Kill a process and put a new one in its place, even where the visitor hangs up meanwhile."""
        await asyncio.shield(self._renew(process))

    async def _renew(self, process: asyncio.subprocess.Process) -> None:
        await self._end(process)
        self._free.put_nowait(await self._spawn())
