"""What a process says is heard whole, in pieces or not at all; one that says what it may not is ended."""

import asyncio
import json
import struct
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from her2gc.sparql.child import Child


class Process:
    """A process as the loop gives it, which only remembers."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.killed = 0

    def get_pipe_transport(self, fd: int) -> "Process":
        assert fd == 0
        return self

    def write(self, sent: bytes) -> None:
        self.written.append(sent)

    def get_returncode(self) -> int | None:
        return None

    def kill(self) -> None:
        self.killed += 1


def frame(said: dict[str, Any], body: bytes) -> bytes:
    head = json.dumps(said).encode()
    return struct.pack(">IQ", len(head), len(body)) + head + body


def held(work: Callable[[Child, Process], Awaitable[None]]) -> None:
    async def whole() -> None:
        process = Process()
        child = Child(largest=1_000)
        child.connection_made(process)  # type: ignore[arg-type]
        child.pipe_data_received(1, frame({"ready": True}, b""))
        assert await child.awaited() == ({"ready": True}, b"")
        await work(child, process)

    asyncio.run(whole())


def test_an_answer_is_heard_in_whatever_pieces_it_comes() -> None:
    async def work(child: Child, process: Process) -> None:
        sent = frame({"form": "json"}, b"x" * 500)
        for size in (1, 7, 100, len(sent)):
            asked = child.ask({"query": "ASK {}"})
            for start in range(0, len(sent), size):
                assert not asked.done()
                child.pipe_data_received(1, sent[start : start + size])
            assert await asked == ({"form": "json"}, b"x" * 500)
        assert process.written[0] == b"\x00\x00\x00\x13" + b'{"query": "ASK {}"}'
        assert not process.killed

    held(work)


@pytest.mark.parametrize("late", ["late", ""])
def test_an_answer_that_nobody_awaited_is_not_the_next_ones(late: str) -> None:
    async def work(child: Child, _: Process) -> None:
        asked = child.ask({})
        asked.cancel()
        if late:
            there = child.awaited()
            child.pipe_data_received(1, frame({"n": 1}, b""))
        else:
            child.pipe_data_received(1, frame({"n": 1}, b""))
            there = child.awaited()
        assert (await there)[0] == {"n": 1}
        again = child.ask({})
        child.pipe_data_received(1, frame({"n": 2}, b""))
        assert (await again)[0] == {"n": 2}

    held(work)


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack(">IQ", 1_001, 0),
        struct.pack(">IQ", 2, 2**40),
        struct.pack(">IQ", 3, 0) + b"{x}",
        frame({}, b"") + b"more",
    ],
)
def test_who_says_what_it_may_not_is_ended(sent: bytes) -> None:
    async def work(child: Child, process: Process) -> None:
        asked = child.ask({})
        child.pipe_data_received(1, sent)
        with pytest.raises(ValueError):  # noqa: PT011 (which one hangs on what was said)
            await asked
        assert process.killed
        assert not child.lives

    held(work)


def test_one_that_ended_answers_nobody() -> None:
    async def work(child: Child, _: Process) -> None:
        asked = child.ask({})
        child.process_exited()
        with pytest.raises(EOFError):
            await asked
        with pytest.raises(EOFError):
            await child.ask({})
        asked.cancel()
        assert not child.lives

    held(work)
