"""The tools over HTTP, at ``/mcp``: no state between requests, Host and Origin checked, the limits of the server."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from her2gc.assistants.server import server
from her2gc.assistants.tools import Tools

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import Receive, Scope, Send

PATH = "/mcp"
LARGEST = 256 * 1024  # bytes of a request


def mount(app: "Starlette", tools: Tools, hosts: Iterable[str]) -> None:
    """Add the address to the server, within its gate, and what runs as long as the server does.

    Parameters
    ----------
    app
        The server's application.
    tools
        What the tools do.
    hosts
        What the Host header may say, and the host of an Origin; a page from elsewhere is refused.
    """
    known = list(hosts)
    checked = TransportSecuritySettings(
        allowed_hosts=[form for host in known for form in (host, f"{host}:*")],
        allowed_origins=[
            f"{scheme}://{form}"
            for scheme in ("http", "https")
            for host in known
            for form in (host, f"{host}:*")
        ],
    )
    made = server(tools)
    manager = StreamableHTTPSessionManager(
        app=made._lowlevel_server,  # noqa: SLF001 (the library's own way in goes by its own application)
        stateless=True,
        security_settings=checked,
        max_request_body_size=LARGEST,
    )

    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(which: "Starlette") -> AsyncIterator[Any]:
        async with inner(which) as state, manager.run():
            yield state

    app.router.lifespan_context = lifespan
    app.router.routes.append(Route(PATH, _Posted(manager)))


class _Posted:
    """Takes requests that are posted: without state there is nothing to listen to, and nothing to end."""

    def __init__(self, manager: StreamableHTTPSessionManager) -> None:
        self._manager = manager

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["method"] == "POST":
            await self._manager.handle_request(scope, receive, send)
            return
        told = "assistants post their requests here; docs/assistants.md tells how to connect one\n"
        await PlainTextResponse(told, 405, {"Allow": "POST"})(scope, receive, send)
