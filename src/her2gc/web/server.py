"""The server: pages, files and the SPARQL endpoint at the addresses of ``routes``, by starlette."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.sparql.pool import Pool
from her2gc.web import forms, openapi, pages, protocol, write
from her2gc.web.context import Context
from her2gc.web.negotiate import best
from her2gc.web.page import Page
from her2gc.web.routes import ANSWERS, DESCRIPTIONS, ROUTES, Links

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_Endpoint = Callable[[Request], Awaitable[Response]]

_LINKS = Links()
_PAGE = {"html": "text/html; charset=utf-8"}
_TITLES = {404: "Not found", 406: "Not in this form"}
_STATIC = os.path.join(write.HERE, "static")
_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm",
          ".json": "application/json", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}  # fmt: skip
_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors *"
)
_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", _POLICY.encode()),
]
_EXPLORER = (  # one page by itself, with its own script and style inside
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'"
)


class _Guard:
    """Refuse requests that could be read in two ways, and put the same headers on every answer."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        names = [name for name, _ in scope["headers"]]
        if b"transfer-encoding" in names and b"content-length" in names:
            refused = PlainTextResponse("Content-Length and Transfer-Encoding contradict each other\n", 400)
            refused.headers["Connection"] = "close"
            await refused(scope, receive, send)
            return

        async def told(message: Any) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(each for each in _HEADERS if each[0] not in given),
                ]
            await send(message)

        await self.app(scope, receive, told)


class _Endpoints:
    """What answers at each kind of address."""

    def __init__(self, context: Context, pool: Pool) -> None:
        self.context = context
        self.pool = pool
        self.makers: dict[str, Callable[[Context], bytes]] = {
            "search.json": forms.search,
            "openapi.json": openapi.description,
            "explorer.html": forms.explorer,
        }
        self.made: dict[str, bytes] = {}

    def routes(self) -> list[Route]:
        special: dict[str, _Endpoint] = {
            "question": self.question,
            "entity": self.node("entity"),
            "registry": self.node("registry"),
            "sparql": self.sparql,
            "explorer": self.explorer,
        }
        found = []
        for each in ROUTES:
            methods = ["GET", "POST"] if each.name == "sparql" else ["GET"]
            path = f"/{each.path.replace('{name}', '{name:path}')}"
            found.append(Route(path, special.get(each.name) or self.single(each.name), methods=methods))
        parts = (("/static/{name:path}", self.static), ("/openapi.json", self.openapi), ("/healthz", _health))
        return found + [Route(path, endpoint) for path, endpoint in parts]

    def single(self, route: str) -> "_Endpoint":
        """Return what shows a page of which there is one."""

        async def endpoint(request: Request) -> Response:
            return await self.shown(request, route, "", {})

        return endpoint

    async def shown(self, request: Request, route: str, name: str, values: Mapping[str, str]) -> Response:
        bare = "bare" in request.query_params
        page = await run_in_threadpool(pages.page, self.context, _LINKS, route, name, values)
        return await run_in_threadpool(_html, page, bare=bare)

    async def question(self, request: Request) -> Response:
        name, ending = _split(request.path_params["name"], {*ANSWERS, "html"})
        values = {key: value for key, value in request.query_params.items() if value and key != "bare"}
        if name not in self.context.questions:
            return _error(404, "There is no question of this name")
        form = ending or best(request.headers.get("accept", ""), {**ANSWERS, **_PAGE}, "html")
        if form is None:
            return _error(406, "An answer comes as HTML, CSV, TSV, JSON, XML or Markdown")
        try:
            if form == "html":
                found = await self.shown(request, "question", name, values)
            else:
                body, media = await run_in_threadpool(forms.answer, self.context, name, form, values)
                found = Response(body, media_type=media)
        except Her2gcError as error:
            return _error(400, str(error))
        found.headers["Vary"] = "Accept"
        return found

    def node(self, route: str) -> "_Endpoint":
        """Return what shows an entity, or a node of a register's record."""
        base = PREFIXES["kg" if route == "entity" else route]

        async def endpoint(request: Request) -> Response:
            whole = request.path_params["name"]
            known = self.context.entities
            name, ending = (whole, "") if base + whole in known else _split(whole, {*DESCRIPTIONS, "html"})
            if base + name not in known:
                return _error(404, "The graph knows nothing of this name")
            form = ending or best(request.headers.get("accept", ""), {**DESCRIPTIONS, **_PAGE}, "html")
            if form is None:
                return _error(406, "An entity comes as HTML, Turtle, JSON-LD, N-Triples or RDF/XML")
            if form == "html":
                found = await self.shown(request, route, name, {})
            else:
                body, media = await run_in_threadpool(forms.description, self.context, base + name, form)
                found = Response(body, media_type=media)
            found.headers["Vary"] = "Accept"
            return found

        return endpoint

    async def sparql(self, request: Request) -> Response:
        asks = request.method == "POST" or any(name in request.query_params for name in ("query", "update"))
        wants = best(request.headers.get("accept", ""), {**protocol.RESULTS, **_PAGE}, "json")
        if not asks and wants == "html":
            return await self.shown(request, "sparql", "", {})
        return await protocol.operation(request, self.pool)

    async def made_once(self, name: str) -> bytes:
        if name not in self.made:
            self.made[name] = await run_in_threadpool(self.makers[name], self.context)
        return self.made[name]

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name in ("search.json", "openapi.json"):
            return Response(await self.made_once(name), media_type="application/json")
        known = _static_files()
        if name not in known:
            return _error(404, "There is no such part")
        media = _MEDIA.get(os.path.splitext(name)[1], "application/octet-stream")
        return Response(known[name], media_type=media)

    async def openapi(self, request: Request) -> Response:
        del request
        return Response(await self.made_once("openapi.json"), media_type="application/json")

    async def explorer(self, request: Request) -> Response:
        del request
        body = await self.made_once("explorer.html")
        return HTMLResponse(body, headers={"Content-Security-Policy": _EXPLORER})


def app(context: Context, pool: Pool, hosts: list[str]) -> Starlette:
    """Return the application.

    Parameters
    ----------
    context
        The graph.
    pool
        Where visitors' queries run; started and stopped with the application.
    hosts
        What the Host header may say, besides the loopback's names.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        yield
        await pool.stop()

    return Starlette(
        routes=_Endpoints(context, pool).routes(),
        lifespan=lifespan,
        middleware=[
            Middleware(_Guard),
            Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", "[::1]", *hosts]),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "POST", "HEAD", "OPTIONS"],
                allow_headers=["Accept", "Content-Type"],
                expose_headers=["X-Cut-After", "Retry-After"],
            ),
        ],
        exception_handlers={404: _missing, 405: _not_allowed, Exception: _broken},
    )


async def _health(request: Request) -> Response:
    del request
    return PlainTextResponse("ok\n")


def _html(page: Page, *, bare: bool = False, status: int = 200) -> Response:
    return HTMLResponse(write.html(page, _LINKS, bare=bare), status)


def _error(status: int, told: str) -> Response:
    return _html(
        Page(
            "error.html",
            {404: "Not found", 406: "Not in this form"}.get(status, "That cannot be asked"),
            {"told": told},
        ),
        status=status,
    )


async def _missing(request: Request, error: Exception) -> Response:
    del request, error
    return _error(404, "There is no such page")


async def _not_allowed(request: Request, error: Exception) -> Response:
    del request, error
    return PlainTextResponse("this address can only be read\n", 405)


async def _broken(request: Request, error: Exception) -> Response:
    del request, error
    return PlainTextResponse("something went wrong here; it is not your fault\n", 500)


def _split(name: str, endings: set[str]) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot and ending in endings else (name, "")


@cache
def _static_files() -> dict[str, bytes]:
    """Return the parts that pages share, by name: read once, so that no path of a visitor's reaches the disk."""
    found = {}
    for place, _, names in os.walk(_STATIC):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, _STATIC).replace(os.sep, "/")] = file.read()
    return found
