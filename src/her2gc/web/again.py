"""Whole answers that stay the same as long as the server runs: given again without being made again, or as a 304."""

import asyncio
import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

_MOST = 12 * 1024 * 1024  # bytes of all that is kept
_LARGEST = 1024 * 1024  # bytes of one answer
_LONGEST = 8 * 1024  # bytes of what was asked, by which an answer is found again
_GONE = 499  # the status for who hung up
_PATIENCE = 0.5  # seconds to wait for who asks the same already; then one's own turn comes
_ITEM = 1_000  # bytes of what Python needs for an answer besides
_STAYS = (b"content-type", b"vary", b"etag", b"link", b"access-control-allow-origin")  # what a 304 repeats

_Key = tuple[bytes, bytes, bytes]


def lasting(found: "Response") -> "Response":
    """Mark an answer as one that the same request will always get."""
    told = hashlib.blake2b(bytes(found.body), digest_size=12, key=(found.media_type or "").encode()[:64])
    found.headers["ETag"] = f'"{told.hexdigest()}"'
    return found


class Again:
    """The part of the application that knows what it has answered; what bears an entity tag is kept.

    Parameters
    ----------
    app
        What answers the first time.
    most
        The bytes to keep; what nobody asked for longest goes first.
    """

    def __init__(self, app: "ASGIApp", most: int = _MOST) -> None:
        self.app = app
        self.most = most
        self.size = 0
        self._kept: OrderedDict[_Key, tuple[list[tuple[bytes, bytes]], bytes]] = OrderedDict()
        self._made: dict[_Key, asyncio.Future[bool]] = {}  # whether it is worth while to look again

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer from what is kept, or let pass and keep."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        accept, known = _heads(scope)
        key = (scope["raw_path"], scope["query_string"], accept)
        await self._wait(key)
        if key in self._kept:
            self._kept.move_to_end(key)
            headers, body = self._kept[key]
            await _give(send, headers, body, known)
            return
        starts: dict[str, Any] = {}
        status = 0
        made = asyncio.get_running_loop().create_future()

        async def passed(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if message["status"] == 200 and any(name == b"etag" for name, _ in message["headers"]):  # noqa: PLR2004
                    starts.update(message)
                    return  # it goes out with its body, or without
            elif starts:
                headers, body = list(starts["headers"]), message.get("body", b"")
                self._keep(key, headers, body)
                if not made.done():
                    made.set_result(key in self._kept)  # nobody waits until this visitor has taken it
                await _give(send, headers, body, known)
                return
            await send(message)

        self._made.setdefault(key, made)
        try:
            await self.app(scope, receive, passed)
        finally:
            if self._made.get(key) is made:
                del self._made[key]
            if not made.done():
                made.set_result(status in (0, _GONE))

    async def _wait(self, key: _Key) -> None:
        """Wait a while for who asks the same already; one who hangs up leaves it to the next."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _PATIENCE
        again = True
        while again and key not in self._kept and key in self._made and (left := end - loop.time()) > 0:
            made = self._made[key]
            await asyncio.wait({made}, timeout=left)
            again = made.done() and made.result()

    def _keep(self, key: _Key, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        if len(body) > _LARGEST or sum(map(len, key)) > _LONGEST:
            return
        if key not in self._kept:
            self._kept[key] = (headers, body)
            self.size += _size(key, body)
        while self.size > self.most:
            dropped, (_, old) = self._kept.popitem(last=False)
            self.size -= _size(dropped, old)


def _heads(scope: "Scope") -> tuple[bytes, bytes]:
    """Return what a request says of the form it wants, and of the answer that the visitor has."""
    accept, known = [], b""
    for name, value in scope["headers"]:
        if name == b"accept":
            accept.append(value)
        elif name == b"if-none-match":
            known = value
    return b", ".join(accept), known


async def _give(send: "Send", headers: list[tuple[bytes, bytes]], body: bytes, known: bytes) -> None:
    tag = next(value for name, value in headers if name == b"etag")
    status = 200
    if known and (
        known.strip() == b"*" or tag in (each.strip().removeprefix(b"W/") for each in known.split(b","))
    ):
        status, body, headers = 304, b"", [each for each in headers if each[0] in _STAYS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _size(key: _Key, body: bytes) -> int:
    return sum(map(len, key)) + len(body) + _ITEM
