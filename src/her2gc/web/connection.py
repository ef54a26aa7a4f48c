"""Connections that nobody can hold for nothing, and the loop that serves: uvicorn, with the limits that it lacks."""

import asyncio
from typing import TYPE_CHECKING, Any

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from starlette.types import ASGIApp

IDLE = 15  # seconds between two requests
HEAD = 10  # seconds for the head of a request
WHOLE = 30  # seconds for a request with its body
TAKE = 60  # seconds in which a visitor must take what lies ready, or some of it
MOST = 1_000  # connections at once; more are closed unread
END = 3  # seconds for running answers when the server is told to end
_HEAD_BYTES = 64 * 1024
_AHEAD = 16  # requests that a visitor may send before the first is answered
_LOOK = 0.5  # seconds

_BETWEEN, _IN_HEAD, _IN_BODY = range(3)  # where in a request the reader stands


class Careful(HttpToolsProtocol):
    """Uvicorn's connection with limits of time for reading and for being read, of the head, and of connections."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to count the time that the visitor takes."""
        super().connection_made(transport)
        self._stands = _IN_HEAD  # who connects and sends nothing has no longer than who sends slowly
        self._head = 0
        if len(self.connections) > MOST:
            transport.abort()
            return
        self._began = self._taken = self.loop.time()
        self._left = 0
        self._look = self.loop.call_later(_LOOK, self._limit)

    def data_received(self, data: bytes) -> None:
        """Read on; the time of a request that has begun does not begin again."""
        self._unset_keepalive_if_required()
        if self.transport.is_closing() or self._ends():
            return  # nothing is read behind a request after which the connection closes
        if self._stands == _BETWEEN:  # a blank line before a request begins it, too
            self._stands, self._began = _IN_HEAD, self.loop.time()
        if self._stands == _IN_HEAD:
            self._head += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # answered as any other request; the connection closes then
        except httptools.HttpParserError:
            self._refuse()
            return
        if self._stands == _IN_HEAD and self._head > _HEAD_BYTES:
            self._refuse()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count no more."""
        super().connection_lost(exc)
        if hasattr(self, "_look"):
            self._look.cancel()

    def on_message_begin(self) -> None:
        """Count the head of the next request."""
        super().on_message_begin()
        if self._stands != _IN_HEAD:  # sent together with the one before
            self._stands, self._began = _IN_HEAD, self.loop.time()

    def on_headers_complete(self) -> None:
        """Refuse what is too much; what the first line calls the host counts more than the header (RFC 9112, 3.2.2)."""
        if self._head > _HEAD_BYTES and sum(map(len, (self.url, *sum(self.headers, ())))) > _HEAD_BYTES:
            raise ValueError
        if len(self.pipeline) > _AHEAD:
            raise ValueError
        if not self.url.startswith(b"/"):
            host = httptools.parse_url(self.url).host or b""
            self.headers[:] = [each for each in self.headers if each[0] != b"host"] + [(b"host", host)]
        self._stands, self._head = _IN_BODY, 0
        super().on_headers_complete()
        if self.parser.should_upgrade():
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """Stand between two requests."""
        self._stands = _BETWEEN
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Count the next request from here."""
        self._began = self.loop.time()
        super().on_response_complete()

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _ends(self) -> bool:
        return self._stands == _BETWEEN and self.cycle is not None and not self.cycle.keep_alive

    def _refuse(self) -> None:
        """Say that this is no request; to who has an answer outstanding nothing, as it would pass for that answer."""
        if self._answering():
            self.transport.abort()
        elif not self.transport.is_closing():
            self.send_400_response("this is no request of HTTP 1.1, or its head is too large\n")

    def _limit(self) -> None:
        """Close a connection whose visitor neither sends nor takes."""
        now = self.loop.time()
        waited = now - self._began
        left = self.transport.get_write_buffer_size()
        if left == 0 or left < self._left:
            self._taken = now
        self._left = left
        slow = (self._stands == _IN_HEAD and waited > HEAD and not self._answering()) or (
            self._stands == _IN_BODY and waited > WHOLE and not self.pipeline
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
        "http": Careful,
        "ws": "none",
        "backlog": 512,
    }
    uvicorn.run(app, host=host, port=port, **options)
