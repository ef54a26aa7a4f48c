"""The server: pages, files and the SPARQL endpoint at the addresses of ``routes``, by starlette."""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import IO

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.sparql.pool import Pool
from her2gc.store.suggest import nearest
from her2gc.web import ahead, dataset, forms, openapi, pages, pictures, protocol, suggest, write
from her2gc.web.again import Again, lasting
from her2gc.web.context import Context
from her2gc.web.gate import HEADERS, LOOPBACK, Gate
from her2gc.web.kept import Kept
from her2gc.web.negotiate import best
from her2gc.web.page import Page
from her2gc.web.routes import ANSWERS, DESCRIPTIONS, ROUTES, Links

_Endpoint = Callable[[Request], Awaitable[Response]]

_LINKS = Links()
_TITLES = {404: "Not found", 406: "Not in this form"}
_DASHES = re.compile(r"--(?=\w)")
_STATIC = os.path.join(write.HERE, "static")
_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm",
          ".json": "application/json", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}  # fmt: skip
_EXPLORER = (  # one page by itself, with its own script and style inside
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'"
)


_PICTURE = "default-src 'none'; style-src 'unsafe-inline'"


class _Endpoints:
    """What answers at each kind of address."""

    def __init__(self, context: Context, pool: Pool) -> None:
        self.context = context
        self.pool = pool
        self.makers: dict[str, Callable[[Context], bytes]] = {
            "search.json": forms.search,
            "openapi.json": openapi.description,
            dataset.PATH: dataset.description,
            "explorer.html": forms.explorer,
        }
        self.made: dict[str, bytes] = {}
        self.kept = Kept()

    def routes(self) -> list[Route]:
        special: dict[str, _Endpoint] = {
            "question": self.question,
            "entity": self.node("entity"),
            "registry": self.node("registry"),
            "explorer": self.explorer,
        }
        found = []
        for each in ROUTES:
            path = f"/{each.path.replace('{name}', '{name:path}')}"
            found.append(Route(path, special.get(each.name) or self.single(each.name), methods=["GET"]))
        parts = (
            (f"/{dataset.PATH}", self.dataset),
            ("/suggest", self.suggest),
            ("/static/{name:path}", self.static),
            ("/openapi.json", self.openapi),
            ("/healthz", self.health),
        )
        return found + [Route(path, endpoint) for path, endpoint in parts]

    def single(self, route: str) -> "_Endpoint":
        """Return what shows a page of which there is one."""

        async def endpoint(request: Request) -> Response:
            return await self.shown(request, route, "", {})

        return endpoint

    async def shown(self, request: Request, route: str, name: str, values: Mapping[str, str]) -> Response:
        bare = "bare" in request.query_params

        def made() -> bytes:
            return write.html(pages.page(self.context, _LINKS, route, name, values), _LINKS, bare=bare)

        key = (route, name, tuple(sorted(values.items())), bare)
        return lasting(HTMLResponse(await self.kept.get(key, made)))

    async def file(self, key: tuple[object, ...], make: Callable[[], tuple[bytes, str]]) -> bytes:
        """Return a body that is written once."""
        return await self.kept.get(key, lambda: make()[0])

    async def question(self, request: Request) -> Response:
        name, ending = _split(request.path_params["name"], {*ANSWERS, "html", "svg"})
        values = {key: value for key, value in request.query_params.items() if value and key != "bare"}
        if name not in self.context.questions:
            meant = nearest(name, list(self.context.questions))
            near = [(self.context.questions[each].summary, _LINKS.page("question", each)) for each in meant]
            return _error(404, "There is no question of this name", near)
        form = ending or best(request.headers.get("accept", ""), {**ANSWERS, **protocol.PAGE}, "html")
        if form is None:
            return _error(406, "An answer comes as HTML, CSV, TSV, JSON, XML or Markdown")
        try:
            if form == "html":
                found = await self.shown(request, "question", name, values)
            elif form == "svg":
                drawn = tuple(sorted(values.items()))
                body = await self.kept.get(
                    ("svg", name, drawn), partial(pictures.svg, self.context, name, drawn)
                )
                found = Response(
                    body, media_type=pictures.MEDIA, headers={"Content-Security-Policy": _PICTURE}
                )
            else:
                key = ("answer", name, tuple(sorted(values.items())), form)
                body = await self.file(key, partial(forms.answer, self.context, name, form, values))
                found = Response(body, media_type=ANSWERS[form])
            found = lasting(found)
        except Her2gcError as error:
            told = _DASHES.sub("", str(error).partition("; 'her2gc ")[0])  # the words of the command line
            return _error(400, told) if form == "html" else PlainTextResponse(f"{told}\n", 400)
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
                near = [(self.context.label(iri), _LINKS.node(iri)) for iri in self.context.near(name)]
                return _error(404, "The graph knows nothing of this name", near)
            form = ending or best(
                request.headers.get("accept", ""), {**DESCRIPTIONS, **protocol.PAGE}, "html"
            )
            if form is None:
                return _error(406, "An entity comes as HTML, Turtle, JSON-LD, N-Triples or RDF/XML")
            if form == "html":
                found = await self.shown(request, route, name, {})
            else:
                key = ("description", base + name, form)
                body = await self.file(key, partial(forms.description, self.context, base + name, form))
                found = lasting(Response(body, media_type=DESCRIPTIONS[form]))
            found.headers["Vary"] = "Accept"
            return found

        return endpoint

    async def made_once(self, name: str) -> bytes:
        if name not in self.made:
            self.made[name] = await self.kept.get(name, partial(self.makers[name], self.context))
        return self.made[name]

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name in ("search.json", "openapi.json"):
            return lasting(Response(await self.made_once(name), media_type="application/json"))
        known = _static_files()
        if name not in known:
            return _error(404, "There is no such part")
        media = _MEDIA.get(os.path.splitext(name)[1], "application/octet-stream")
        return lasting(Response(known[name], media_type=media))

    async def openapi(self, request: Request) -> Response:
        del request
        return lasting(Response(await self.made_once("openapi.json"), media_type="application/json"))

    async def dataset(self, request: Request) -> Response:
        del request
        return lasting(Response(await self.made_once(dataset.PATH), media_type=dataset.MEDIA))

    async def suggest(self, request: Request) -> Response:
        text = request.query_params.get("q", "")[: suggest.LONGEST]
        body = await self.kept.get(("suggest", text), partial(suggest.listed, self.context, text))
        return Response(body, media_type="application/json")

    async def health(self, request: Request) -> Response:
        del request
        well = self.pool.alive > 0
        return PlainTextResponse("ok\n" if well else "no process answers queries\n", 200 if well else 503)

    async def explorer(self, request: Request) -> Response:
        del request
        body = await self.made_once("explorer.html")
        return lasting(HTMLResponse(body, headers={"Content-Security-Policy": _EXPLORER}))


def app(
    context: Context,
    pool: Pool,
    hosts: list[str],
    *,
    log: IO[str] | None = None,
    shared: bool = True,
) -> Starlette:
    """Return the application.

    Parameters
    ----------
    context
        The graph.
    pool
        Where visitors' queries run; started and stopped with the application.
    hosts
        What the Host header may say, besides the loopback's names.
    log
        Where requests are told; None for nowhere.
    shared
        Whether pages elsewhere may read answers in a visitor's browser; not where a user's own data are served.
    """
    endpoints = _Endpoints(context, pool)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        making = None
        if context.ahead:
            await asyncio.gather(pool.start(), asyncio.to_thread(ahead.names, context))
            making = asyncio.create_task(ahead.others(context))
        else:
            await pool.start()
        yield
        if making is not None:
            making.cancel()
            await asyncio.gather(making, return_exceptions=True)
        await pool.stop()

    found = Starlette(
        routes=endpoints.routes(),
        lifespan=lifespan,
        middleware=[
            Middleware(Gate, hosts=[*LOOPBACK, *hosts], log=log, shared=shared),
            Middleware(Again),
            Middleware(protocol.Endpoint, path=_LINKS.page("sparql"), pool=pool),
        ],
        exception_handlers={404: _missing, 405: _not_allowed, Exception: _broken},
    )
    found.router.redirect_slashes = False  # or an address of a visitor's would come back in Location
    return found


def _html(page: Page, *, bare: bool = False, status: int = 200) -> Response:
    return HTMLResponse(write.html(page, _LINKS, bare=bare), status)


def _error(status: int, told: str, near: Sequence[tuple[str, str]] = ()) -> Response:
    return _html(
        Page(
            "error.html",
            {404: "Not found", 406: "Not in this form"}.get(status, "That cannot be asked"),
            {"told": told, "near": list(near)},
        ),
        status=status,
    )


async def _missing(request: Request, error: Exception) -> Response:
    del request, error
    return _error(404, "There is no such page")


async def _not_allowed(request: Request, error: Exception) -> Response:
    del request
    return PlainTextResponse("this address can only be read\n", 405, getattr(error, "headers", None))


async def _broken(request: Request, error: Exception) -> Response:
    del request, error  # what went wrong is told in the log, not to visitors
    headers = {name.decode(): value.decode() for name, value in HEADERS}  # this one passes by the gate
    return PlainTextResponse("something went wrong here; it is not your fault\n", 500, headers)


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
