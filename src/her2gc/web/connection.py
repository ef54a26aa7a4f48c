"""Connections that nobody can hold for nothing, and the loop that serves: uvicorn, with the limits that it lacks."""

import asyncio
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from starlette.types import ASGIApp

IDLE = 15  # seconds between two requests
HEAD = 10  # seconds for the head of a request
WHOLE = 30  # seconds for a request with its body
TAKE = 60  # seconds in which a visitor must take what lies ready, or some of it
MOST = 1_000  # connections at once; more are closed unread
END = 3  # seconds for running answers when the server is told to end
_HEAD_BYTES = 64 * 1024
_LOOK = 0.5  # seconds


class Careful(H11Protocol):
    """Uvicorn's connection with limits of time for reading and for being read, and of the number of connections."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to count the time that the visitor takes."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.abort()
            return
        self._began = self._taken = self.loop.time()
        self._left = 0
        self._look = self.loop.call_later(_LOOK, self._limit)

    def data_received(self, data: bytes) -> None:
        """Read on; the time of a request that has begun does not begin again."""
        began = self.timeout_keep_alive_task is not None
        if began:
            self._began = self.loop.time()
        super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count no more."""
        super().connection_lost(exc)
        if hasattr(self, "_look"):
            self._look.cancel()

    def on_response_complete(self) -> None:
        """Count the next request from here."""
        self._began = self.loop.time()
        super().on_response_complete()

    def _limit(self) -> None:
        """Close a connection whose visitor neither sends nor takes."""
        now = self.loop.time()
        waited = now - self._began
        left = self.transport.get_write_buffer_size()
        if left == 0 or left < self._left:
            self._taken = now
        self._left = left
        reading = self.timeout_keep_alive_task is None
        slow = reading and (
            (self.conn.their_state is h11.IDLE and waited > HEAD)
            or (self.conn.their_state is h11.SEND_BODY and waited > WHOLE)
        )
        if slow or now - self._taken > TAKE:
            self.transport.abort()
            return
        self._look = self.loop.call_later(_LOOK, self._limit)


def serve(app: "ASGIApp", host: str, port: int, *, quiet: bool) -> None:
    """Serve until told to stop; running answers then have a few seconds.

    Parameters
    ----------
    app
        What answers.
    host, port
        Where to listen; port 0 takes a free one.
    quiet
        Say nothing but warnings.
    """
    options: dict[str, Any] = {
        "log_level": "warning" if quiet else "info",
        "access_log": False,  # the application writes its own, in the common form
        "server_header": False,
        "proxy_headers": False,  # anybody on this machine could write them
        "timeout_keep_alive": IDLE,
        "timeout_graceful_shutdown": END,
        "h11_max_incomplete_event_size": _HEAD_BYTES,
        "http": Careful,
        "ws": "none",
        "backlog": 512,
    }
    uvicorn.run(app, host=host, port=port, **options)
