"""A process that answers queries, as the server sees it: one frame in, one frame back (``served`` is the other side).

The loop hands over what the process wrote as it comes, and whoever asked is woken once, when the answer is whole.
"""

import asyncio
import json
import struct
import sys
from contextlib import suppress
from typing import Any

Told = tuple[dict[str, Any], bytes]

_REQUEST, _ANSWER = struct.Struct(">I"), struct.Struct(">IQ")


class Child(asyncio.SubprocessProtocol):
    """One process; made by ``spawn``.

    Parameters
    ----------
    largest
        The most bytes of an answer's head, and of its body.
    """

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._due: asyncio.Future[Told] = self._loop.create_future()  # the first frame says that it is ready
        self._heard = bytearray()
        self._unheard: Told | None = None  # what came when nobody awaited it any more
        self._deaf = False
        self._process: Any = None
        self._stdin: Any = None

    @property
    def pid(self) -> int:
        """The number of the process."""
        found: int = self._process.get_pid()
        return found

    @property
    def lives(self) -> bool:
        """Whether it can be asked."""
        return not self._deaf and self._process.get_returncode() is None

    def ask(self, request: dict[str, Any]) -> "asyncio.Future[Told]":
        """Send a request; return what will hold its answer, or the error by which the process cannot give one."""
        self._due, self._unheard = self._loop.create_future(), None
        if self._deaf:
            self._due.set_exception(EOFError())
        else:
            sent = json.dumps(request).encode()
            self._stdin.write(_REQUEST.pack(len(sent)) + sent)
        return self._due

    def awaited(self) -> "asyncio.Future[Told]":
        """Return what will hold the answer that is under way, in place of what was given up."""
        if self._due.cancelled():
            self._due = self._loop.create_future()
            if self._unheard is not None:
                self._due.set_result(self._unheard)
            elif self._deaf:
                self._due.set_exception(EOFError())
        return self._due

    def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def wait(self) -> None:
        """Return when it has ended."""
        await asyncio.shield(self._ended)
        self._process.close()  # its pipes with it

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take hold of the process."""
        self._process = transport
        self._stdin = transport.get_pipe_transport(0)  # type: ignore[attr-defined]

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Hear a part of an answer."""
        del fd
        heard = self._heard
        heard += data
        if len(heard) < _ANSWER.size:
            return
        head, length = _ANSWER.unpack_from(heard)
        body = _ANSWER.size + head
        if max(head, length) > self._largest or len(heard) > body + length:
            self._fail(ValueError())
        elif len(heard) == body + length:
            try:
                told = json.loads(heard[_ANSWER.size : body]), bytes(heard[body:])
            except ValueError as error:
                self._fail(error)
                return
            heard.clear()
            if self._due.done():
                self._unheard = told
            else:
                self._due.set_result(told)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """Know that nothing more comes, or can be sent."""
        del fd
        self._fail(exc if isinstance(exc, OSError) else EOFError())

    def process_exited(self) -> None:
        """Know that it has ended."""
        self._fail(EOFError())
        if not self._ended.done():
            self._ended.set_result(None)

    def _fail(self, error: Exception) -> None:
        self._deaf = True
        self.kill()  # one that cannot be heard is of no more use
        self._heard.clear()
        if not self._due.done():
            self._due.set_exception(error)


async def spawn(module: str, arguments: list[str], largest: int) -> Child:
    """Start a module as a process; ``awaited`` then tells when it stands ready.

    Parameters
    ----------
    module, arguments
        What is run.
    largest
        The most bytes of an answer's head, and of its body.
    """
    command = [sys.executable, "-P", "-m", module, *arguments]
    _, found = await asyncio.get_running_loop().subprocess_exec(
        lambda: Child(largest),
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    return found
