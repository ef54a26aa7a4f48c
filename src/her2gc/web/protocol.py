"""The query operation of the SPARQL 1.1 Protocol: GET, POST as a form, POST as it is."""

import asyncio
from collections.abc import Coroutine, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from her2gc.errors import Her2gcError, LimitError
from her2gc.sparql.pool import LONGEST, BusyError, Pool, Served, Wish
from her2gc.web.again import lasting
from her2gc.web.negotiate import best

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

RESULTS = {
    "tsv": "text/tab-separated-values; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xml": "application/sparql-results+xml",
    "json": "application/sparql-results+json",
}
GRAPHS = {
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "ttl": "text/turtle; charset=utf-8",
}
PAGE = {"html": "text/html; charset=utf-8"}
_ALSO = {"plainjson": "application/json", "plainxml": "application/xml"}  # what browsers and scripts ask for
_CALLED = {
    "turtle": "ttl",
    "ntriples": "nt",
    "json-ld": "jsonld",
    "rdf+xml": "rdf",
}  # by clients, in ``format``
LARGEST = 2 * 1024 * 1024  # bytes of a body
_HELD = 128 * 1024 * 1024  # bytes of all bodies that are being read
_MOMENT = 0.05  # seconds in which most queries are answered; whoever hangs up later frees its place


class ProtocolError(Exception):
    """A request that the protocol refuses, with its status."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status = status


class GoneError(Exception):
    """The visitor hung up."""


class Endpoint:
    """The endpoint stands before the table of addresses: what is asked most passes by what only pages need.

    Parameters
    ----------
    app
        What answers at all other addresses, and whoever comes to the endpoint's to read.
    path, pool
        Where it stands, and where queries run.
    """

    def __init__(self, app: "ASGIApp", path: str, pool: Pool) -> None:
        self.app = app
        self.path = path
        self.pool = pool

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a query, or let pass."""
        if scope["type"] == "http" and scope["path"] == self.path:
            from starlette.requests import Request

            request = Request(scope, receive)
            if _asks(request):
                found = await operation(request, self.pool)
                await found(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _asks(request: "Request") -> bool:
    """Tell whether a request asks something; a browser without a query wants the page."""
    if request.method == "POST" or request.scope["query_string"].startswith(b"query="):
        return True
    if any(name in request.query_params for name in ("query", "update")):
        return True
    return best(request.headers.get("accept", ""), {**RESULTS, **PAGE}, "json") != "html"


async def operation(request: "Request", pool: Pool) -> "Response":
    """Answer one request of the protocol; no status line goes out before the result is whole."""
    from starlette.requests import ClientDisconnect
    from starlette.responses import Response

    try:
        pairs = await _given(request)
        query = _query(pairs)
        results, graph = _forms(request.headers.get("accept", ""), dict(pairs).get("format", ""))
        default = [value for name, value in pairs if name == "default-graph-uri"]
        named = [value for name, value in pairs if name == "named-graph-uri"]
        _known([*default, *named], pool.graphs)
        chosen = bool(default or named)
        wish = Wish(
            results or "json",
            graph or "ttl",
            default if chosen else None,
            named if chosen else None,
            _seconds(dict(pairs)),
        )
        served = await _while_there(request, pool.run(query, wish))
    except (GoneError, ClientDisconnect):
        return Response(status_code=499)  # to nobody; the log has it
    except (ProtocolError, Her2gcError) as error:
        return _told(error)
    form = served.form
    if (form in RESULTS and results is None) or (form in GRAPHS and graph is None):
        return refused(
            406, "rows come as JSON, XML, CSV or TSV, graphs as Turtle, N-Triples, RDF/XML or JSON-LD"
        )
    headers = {"X-Cut-After": str(served.cut)} if served.cut is not None else {}
    media = RESULTS.get(form) or GRAPHS[form]
    found = Response(served.body, 200, {"Vary": "Accept", **headers}, media)
    return lasting(found) if served.lasts else found


async def _while_there(request: "Request", work: "Coroutine[Any, Any, Served]") -> Served:
    """Return what comes of work; give it up when the visitor hangs up, so that others get its place."""
    asking = asyncio.current_task()
    watching: list[asyncio.Task[None]] = []
    gone = False

    def give_up(_: object) -> None:
        nonlocal gone
        if asking is not None and not watching[0].cancelled():
            gone = asking.cancel()

    def watch() -> None:
        watching.append(asyncio.create_task(_hung_up(request)))
        watching[0].add_done_callback(give_up)

    soon = asyncio.get_running_loop().call_later(_MOMENT, watch)
    try:
        return await work
    except asyncio.CancelledError:
        if gone and asking is not None and asking.uncancel() == 0:  # else the server itself was told to end
            raise GoneError from None
        raise
    finally:
        soon.cancel()
        for each in watching:
            each.remove_done_callback(give_up)
            each.cancel()


async def _hung_up(request: "Request") -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _query(pairs: list[tuple[str, str]]) -> str:
    found = [value for name, value in pairs if name == "query"]
    if len(found) != 1:
        raise ProtocolError(400, "give one query" if not found else "give one query, not several")
    if len(found[0]) > LONGEST:
        raise ProtocolError(413, f"the query has more than {LONGEST} characters; shorten it")
    return found[0]


def _known(asked: list[str], graphs: list[str]) -> None:
    if not set(asked) <= set(graphs):
        raise ProtocolError(400, f"there is no graph of this name; graphs: {', '.join(graphs)}")


def refused(status: int, told: str, headers: Mapping[str, str] | None = None) -> "Response":
    """Return an error in plain words; as plain text, so that a piece of the query that it may hold is never markup."""
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(f"{told}\n", status, dict(headers or {}))


async def _given(request: "Request") -> list[tuple[str, str]]:
    if request.method in ("GET", "HEAD"):
        return _pairs(_asked(request))
    with _held(request) as body:
        return await _posted(request, body)


async def _posted(request: "Request", held: "_Body") -> list[tuple[str, str]]:
    body = await held.read()
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise ProtocolError(400, "the body is not UTF-8 text") from None
    if media == "application/x-www-form-urlencoded":
        return _pairs(text)
    if media == "application/sparql-query":
        pairs = _pairs(_asked(request))
        if any(name == "query" for name, _ in pairs):
            raise ProtocolError(400, "the query stands in the body; leave it out of the address")
        return [*pairs, ("query", text)]
    if media == "application/sparql-update":
        raise ProtocolError(400, "updates are refused; queries are read-only")
    raise ProtocolError(415, "send application/x-www-form-urlencoded or application/sparql-query")


def _asked(request: "Request") -> str:
    found: bytes = request.scope["query_string"]
    return found.decode("latin-1")


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        found = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except (UnicodeDecodeError, ValueError):
        raise ProtocolError(400, "the parameters cannot be read; encode them as UTF-8") from None
    if any(name == "update" for name, _ in found):
        raise ProtocolError(400, "updates are refused; queries are read-only")
    return found


def _told(error: ProtocolError | Her2gcError) -> "Response":
    if isinstance(error, ProtocolError):
        return refused(error.status, str(error))
    if isinstance(error, BusyError):
        return refused(503, str(error), {"Retry-After": "5"})
    return refused(503 if isinstance(error, LimitError) else 400, str(error))


class _Body:
    """The body of one request, counted with all others that are held."""

    held = 0

    def __init__(self, request: "Request") -> None:
        self.request = request
        self.size = 0

    async def read(self) -> bytes:
        """Return it whole."""
        found = bytearray()
        async for chunk in self.request.stream():
            found += chunk
            self.size += len(chunk)
            _Body.held += len(chunk)
            if self.size > LARGEST:
                raise ProtocolError(413, f"the body has more than {LARGEST} bytes; shorten it")
            if _Body.held > _HELD:
                raise BusyError("too many send large bodies", "try again in a few seconds")
        return bytes(found)


@contextmanager
def _held(request: "Request") -> "Iterator[_Body]":
    body = _Body(request)
    try:
        yield body
    finally:
        _Body.held -= body.size


def _forms(accept: str, asked: str) -> tuple[str | None, str | None]:
    """Return the forms for rows and for graphs; None where the visitor takes none of ours."""
    asked = _CALLED.get(asked, asked)
    if asked in RESULTS or asked in GRAPHS:  # what else clients write there, the Accept header says as well
        return (asked if asked in RESULTS else "json"), (asked if asked in GRAPHS else "ttl")
    rows = best(accept, {**_ALSO, **RESULTS}, "json")
    graphs = best(accept, GRAPHS, "ttl")
    return {"plainjson": "json", "plainxml": "xml"}.get(rows or "", rows), graphs


def _seconds(given: Mapping[str, str]) -> float | None:
    told = given.get("timeout", "")
    if not told:
        return None
    try:
        seconds = float(told)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ProtocolError(
            400, "timeout is a number of seconds above 0; it may lower the limit, not raise it"
        )
    return seconds
