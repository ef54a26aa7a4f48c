"""Write the named graphs to a SPARQL 1.1 store elsewhere, each replaced as a whole, and ask it the stored questions.

By the Graph Store Protocol each graph is one request, so a broken connection leaves each of them old or new. By update
all of them are one request, which a store that keeps to the standard takes whole or not at all.
"""

import base64
import os
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.store.graph import Graph, LocalGraph

USER, PASSWORD, TOKEN = "HER2GC_PUBLISH_USER", "HER2GC_PUBLISH_PASSWORD", "HER2GC_PUBLISH_TOKEN"
WAYS = ("store", "update")
_SECONDS = 600
_HERE = {"localhost", "127.0.0.1", "::1"}
_WORDS = {
    401: ("the store refuses the login", f"set {USER} and {PASSWORD}, or {TOKEN}"),
    403: ("the store does not allow it", f"set {USER} and {PASSWORD}, or {TOKEN}, of one who may write"),
    404: (
        "there is no store at this address",
        "check it; Graph Store Protocol and update have addresses of their own",
    ),
    405: ("this address takes no such request", "try --by update or --by store, or another address"),
    413: ("the store takes no request of this size", "raise its limit, or try --by store"),
    507: ("the store is full", "make room there"),
}


class Sent(NamedTuple):
    """One request: the graphs that it replaces, how, where, and with what."""

    graphs: list[str]
    method: str
    url: str
    kind: str
    body: bytes


def requests(graph: LocalGraph, url: str, way: str) -> Iterator[Sent]:
    """Yield what is to be sent.

    Parameters
    ----------
    graph
        What is published.
    url
        The address of the Graph Store Protocol, or of update.
    way
        One of ``WAYS``.
    """
    held = [(each.value, _triples(graph.store, each)) for each in sorted(graph.named_graphs(), key=str)]
    if way == "store":
        mark = "&" if urlsplit(url).query else "?"
        for name, body in held:
            yield Sent(
                [name], "PUT", f"{url}{mark}graph={quote(name, safe='')}", "application/n-triples", body
            )
        return
    parts = [
        b"DROP SILENT GRAPH <%b> ;\nINSERT DATA { GRAPH <%b> {\n%b} }" % (name.encode(), name.encode(), body)
        for name, body in held
    ]
    yield Sent([name for name, _ in held], "POST", url, "application/sparql-update", b" ;\n".join(parts))


def _triples(store: ox.Store, graph: ox.NamedNode) -> bytes:
    return store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""


def check(url: str) -> None:
    """Refuse an address that is none, or that would send credentials where others can read them.

    Raises
    ------
    Her2gcError
        When it is not http or https, holds a login, or is http on another machine with credentials set.
    """
    told = urlsplit(url)
    if told.scheme not in ("http", "https") or not told.hostname:
        raise Her2gcError("an endpoint's address starts with http:// or https://", "correct it", file=url)
    if told.username or told.password:
        raise Her2gcError(
            "the address holds a login", f"set {USER} and {PASSWORD} instead", file=told.hostname
        )
    if _login() and told.scheme == "http" and told.hostname not in _HERE:
        raise Her2gcError("a login over http:// can be read by others", "use https://", file=url)


def send(one: Sent, *, seconds: float = _SECONDS) -> None:
    """Send one request.

    Raises
    ------
    Her2gcError
        When the store cannot be reached or refuses; what the request would have replaced is then as it was, or new.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    class Stay(HTTPRedirectHandler):
        """A login is for one address: nothing is sent on to another."""

        def redirect_request(self, *_: object) -> None:
            return None

    headers = {"Content-Type": one.kind, **_login()}
    request = Request(one.url, one.body, headers, method=one.method)  # noqa: S310 (checked before)
    try:
        with build_opener(Stay).open(request, timeout=seconds) as answer:
            answer.read()
    except HTTPError as error:
        told = _WORDS.get(error.code, (f"the store answers {error.code} {error.reason}", "see its log"))
        raise Her2gcError(*told, file=one.url) from error
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise Her2gcError(f"the store cannot be reached: {reason}", "publish again", file=one.url) from error


def queries_its_graphs(there: Graph) -> bool:
    """Say whether a query that names no graph finds anything in a store that holds ours."""
    found = ox.parse_query_results(there.results("ASK { ?s ?p ?o }"), ox.QueryResultsFormat.JSON)
    return isinstance(found, ox.QueryBoolean) and bool(found)


def _login() -> dict[str, str]:
    token, user = os.environ.get(TOKEN), os.environ.get(USER)
    if token:
        return {"Authorization": f"Bearer {token}"}
    if user:
        pair = f"{user}:{os.environ.get(PASSWORD, '')}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    return {}
