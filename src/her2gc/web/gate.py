"""What every request passes: two-faced ones are refused, each is told in the log, all get the same heads."""

import asyncio
import re
from contextlib import suppress
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Receive, Scope, Send

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors *"
)
HEADERS = [  # of every answer
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", _POLICY.encode()),
]
SHARING = [  # where pages elsewhere may read answers in a visitor's browser; never with credentials
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"X-Cut-After, Retry-After, ETag"),
]
_ASKED_BEFORE = {  # what a browser asks before a page elsewhere may send more than a plain form
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "600",
}
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._\-]+)(?::[0-9]{1,5})?")
_ODD = re.compile(
    r"[^!#-\[\]-~]"
)  # what a field of the log may not hold: blanks, quotes, backslashes, control characters


class Gate:
    """The outermost part of the application.

    Parameters
    ----------
    app
        What lies within.
    hosts
        What the Host header may say: a page elsewhere whose name leads here cannot read on (DNS rebinding).
    log
        Where each request is told in the common log format; None for nowhere.
    shared
        Whether pages elsewhere may read answers in a visitor's browser.
    """

    def __init__(
        self, app: "ASGIApp", hosts: "Collection[str]", log: IO[str] | None = None, *, shared: bool = False
    ) -> None:
        self.app = app
        self.shared = shared
        self.heads = [*HEADERS, *(SHARING if shared else [])]
        self.hosts = {host.lower() for host in hosts}
        self.log = log

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Refuse, or let pass."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = {"status": 0, "bytes": 0}

        async def passed(message: Any) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                given = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(each for each in self.heads if each[0] not in given),
                ]
            elif message["type"] == "http.response.body":
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await (self._refused(scope) or self.app)(scope, receive, passed)
        except asyncio.CancelledError:  # told to end, the server gives up what still runs
            if told["status"]:
                raise
            heads = {"Retry-After": "10", "Connection": "close"}
            await PlainTextResponse("the server ends; ask again later\n", 503, heads)(scope, receive, passed)
        finally:
            self._tell(scope, told["status"], told["bytes"])

    def _refused(self, scope: "Scope") -> Response | None:
        names = [name for name, _ in scope["headers"]]
        if b"transfer-encoding" in names and (b"content-length" in names or scope["http_version"] == "1.0"):
            # two readers in a row could see two different requests in it
            told = "a body has Content-Length or Transfer-Encoding, not both\n"
            return PlainTextResponse(told, 400, {"Connection": "close"})
        if scope["http_version"] not in ("1.0", "1.1"):
            return PlainTextResponse("this server speaks HTTP 1.1\n", 505, {"Connection": "close"})
        given = [
            value.decode("latin-1").strip().lower() for name, value in scope["headers"] if name == b"host"
        ]
        known = _HOST.fullmatch(given[0]) if len(given) == 1 else None
        if known is None or known[1] not in self.hosts:
            told = "this server does not go by that name; --name tells it one more\n"
            return PlainTextResponse(told, 400)
        if scope["method"] not in METHODS:
            return PlainTextResponse("this address can only be read\n", 405, {"Allow": ", ".join(METHODS)})
        if scope["method"] == "OPTIONS":
            asked = self.shared and b"access-control-request-method" in names
            return Response(None, 204, {"Allow": ", ".join(METHODS), **(_ASKED_BEFORE if asked else {})})
        return None

    def _tell(self, scope: "Scope", status: int, size: int) -> None:
        if self.log is None:
            return
        visitor = (scope.get("client") or ("-",))[0]
        when = datetime.now().astimezone().strftime("%d/%b/%Y:%H:%M:%S %z")
        target = scope.get("raw_path", b"").decode("latin-1")
        if scope["query_string"]:
            target += "?" + scope["query_string"].decode("latin-1")
        target = _ODD.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), target)
        request = f"{scope['method']} {target} HTTP/{scope['http_version']}"
        length = "-" if scope["method"] == "HEAD" or not size else size
        with suppress(OSError):  # whoever read the log is gone
            self.log.write(f'{visitor} - - [{when}] "{request}" {status or 499} {length}\n')
            self.log.flush()
