"""A SPARQL 1.1 endpoint elsewhere, asked with patience: credentials, a time limit, tries again, packed answers.

The environment tells what is not to stand on a command line: ``HER2GC_ENDPOINT_USER`` and
``HER2GC_ENDPOINT_PASSWORD``, or ``HER2GC_ENDPOINT_TOKEN``, and ``HER2GC_ENDPOINT_SECONDS``.
"""

import os
import time
from collections.abc import Iterator
from http.client import HTTPException
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pyoxigraph as ox

from her2gc.errors import Her2gcError, LimitError
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.cache import Opened
from her2gc.store.graph import LocalGraph

if TYPE_CHECKING:
    from email.message import Message

_SECONDS = 60.0
_LONGEST = 100_000_000  # bytes of an answer, unpacked
_IN_ADDRESS = 2_000  # letters of an address; a longer query goes into the body
_TRIES = 3
_AT_ONCE = 400  # nodes asked for in one query
_AGAIN = {429, 502, 503, 504}  # a busy or restarting server
_PAUSE, _LONGEST_PAUSE = 0.5, 10.0  # seconds
_WORD = 300  # so many letters of a server's word are told
_OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}
_REFUSED = {401, 403}
_UNKNOWN = {400, 404, 405, 406, 415, 501}
_PARTIAL = "X-SQL-State"  # Virtuoso marks by it an answer that it cut at its own time limit


class _Reply(NamedTuple):
    body: bytes
    headers: "Message[str, str]"


class RemoteGraph:
    """A SPARQL 1.1 endpoint.

    Parameters
    ----------
    url
        Its address, http or https.
    seconds
        How long to wait for an answer; None takes what the environment tells, or a minute.

    Raises
    ------
    Her2gcError
        For another address, and for credentials that would be sent in the clear.
    """

    def __init__(self, url: str, *, seconds: float | None = None) -> None:
        if not url.startswith(("http://", "https://")):
            raise Her2gcError("an endpoint's address starts with http:// or https://", "correct it", file=url)
        self.url = url
        self.seconds = _from_environment() if seconds is None else seconds
        self._secret = _authorization(url)

    def results(self, query: str) -> bytes:
        """Return the answer in the SPARQL 1.1 JSON results format.

        Raises
        ------
        Her2gcError
            When the endpoint cannot be reached, refuses the query, answers with something else or with a part.
        LimitError
            When it takes too long.
        """
        reply = self._asked(query)
        if reply.headers.get(_PARTIAL):
            raise Her2gcError(
                "the endpoint gave up at its own limit and sent a part of the answer",
                "ask for less, or raise its limit",
                file=self.url,
            )
        try:
            ox.parse_query_results(reply.body, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise Her2gcError(
                "the endpoint does not answer in SPARQL JSON results", "check its address", file=self.url
            ) from error
        return reply.body

    def _asked(self, query: str) -> _Reply:
        for left in reversed(range(_TRIES)):
            try:
                with urlopen(self._request(query), timeout=self.seconds) as answer:  # noqa: S310 (checked above)
                    return _Reply(_unpacked(answer.read(_LONGEST), answer.headers), answer.headers)
            except HTTPError as error:
                if error.code not in _AGAIN or not left:
                    raise self._refusal(error) from error
                time.sleep(_pause(error.headers.get("Retry-After"), _TRIES - left))
            except TimeoutError as error:
                raise self._late() from error
            except (OSError, HTTPException, ValueError) as error:
                reason = getattr(error, "reason", None) or error
                if isinstance(reason, TimeoutError):
                    raise self._late() from error
                if not left or not isinstance(reason, ConnectionResetError):
                    raise Her2gcError(
                        f"the endpoint cannot be reached: {reason}", "check its address", file=self.url
                    ) from error
                time.sleep(_pause(None, _TRIES - left))
        raise AssertionError("the last try returns or raises")

    def _request(self, query: str) -> Request:
        """Return the query in the address, or in the body where it is long."""
        form = urlencode({"query": query})
        address = f"{self.url}{'&' if urlsplit(self.url).query else '?'}{form}"
        short = len(address) <= _IN_ADDRESS
        headers = {"Accept": "application/sparql-results+json", "Accept-Encoding": "gzip"}
        request = Request(address if short else self.url, None if short else form.encode(), headers)  # noqa: S310
        if self._secret:
            request.add_unredirected_header("Authorization", self._secret)  # never to another server
        return request

    def _late(self) -> LimitError:
        return LimitError(
            f"the endpoint does not answer within {self.seconds:g} seconds",
            "ask for less, or raise HER2GC_ENDPOINT_SECONDS",
            file=self.url,
        )

    def _refusal(self, error: HTTPError) -> Her2gcError:
        told = f"the endpoint answers {error.code} {error.reason}"
        if error.code in _REFUSED:
            remedy = "give HER2GC_ENDPOINT_USER and HER2GC_ENDPOINT_PASSWORD, or HER2GC_ENDPOINT_TOKEN"
            return Her2gcError(told, remedy, file=self.url)
        try:
            said = _unpacked(error.read(_LONGEST), error.headers).decode(errors="replace")
        except (OSError, HTTPException):
            said = ""
        word = " ".join(said.split())[:_WORD]
        if word and not word.startswith("<"):
            told = f"{told}: {word}"
        if error.code in _UNKNOWN or "SP03" in word:  # Virtuoso's word for what its compiler does not know
            return Her2gcError(
                told,
                "check its address; where that is right, this store lacks a part of SPARQL 1.1 that the question needs",
                file=self.url,
            )
        return Her2gcError(told, file=self.url)


def _from_environment() -> float:
    told = os.environ.get("HER2GC_ENDPOINT_SECONDS")
    try:
        seconds = _SECONDS if told is None else float(told)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise Her2gcError("HER2GC_ENDPOINT_SECONDS is a number of seconds", "correct or unset it")
    return seconds


def _authorization(url: str) -> str | None:
    """Return the credentials of the environment as a header has them."""
    from base64 import b64encode

    token, user = os.environ.get("HER2GC_ENDPOINT_TOKEN"), os.environ.get("HER2GC_ENDPOINT_USER")
    if not token and not user:
        return None
    place = urlsplit(url)
    if place.scheme != "https" and place.hostname not in _OWN_MACHINE:
        raise Her2gcError(
            "credentials are not sent in the clear",
            "use https, or unset HER2GC_ENDPOINT_USER and _TOKEN",
            file=url,
        )
    if token:
        return f"Bearer {token}"
    password = os.environ.get("HER2GC_ENDPOINT_PASSWORD", "")
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def _unpacked(body: bytes, headers: "Message[str, str]") -> bytes:
    """Return an answer as it was before it was packed, up to the most that is read."""
    if headers.get("Content-Encoding", "").lower() != "gzip":
        return body
    import zlib

    try:
        return zlib.decompressobj(wbits=31).decompress(body, _LONGEST)
    except zlib.error as error:
        raise HTTPException("its packed answer is damaged") from error


def _pause(told: str | None, tries: int) -> float:
    """Return how many seconds to wait: as long as the server says, within bounds."""
    wished = float(told) if told and told.isdecimal() else _PAUSE * 2**tries
    return min(wished, _LONGEST_PAUSE)


def copied(remote: RemoteGraph) -> LocalGraph:
    """Return a copy in memory of an endpoint's named graphs, for what looks at statements one by one.

    Raises
    ------
    Her2gcError
        When the endpoint holds none of our graphs, or sends fewer statements than it says it has.
    """
    within = f'FILTER (STRSTARTS(STR(?g), "{PREFIXES["graph"]}"))'
    counted = ox.parse_query_results(
        remote.results(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {within} }}"),
        ox.QueryResultsFormat.JSON,
    )
    wanted = next((int(row["n"].value) for row in counted), 0)  # type: ignore[union-attr]
    if not wanted:
        raise Her2gcError(
            "the endpoint holds none of our named graphs",
            "write them there by 'her2gc publish'",
            file=remote.url,
        )
    found = ox.parse_query_results(
        remote.results(f"SELECT ?s ?p ?o ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {within} }}"),
        ox.QueryResultsFormat.JSON,
    )
    store = ox.Store()
    store.bulk_extend(ox.Quad(row["s"], row["p"], row["o"], row["g"]) for row in found)  # type: ignore[union-attr]
    if len(store) < wanted:
        raise Her2gcError(
            f"the endpoint sends {len(store):,} of {wanted:,} statements",
            "raise its limit of rows",
            file=remote.url,
        )
    return LocalGraph(Opened(store, None))


def around(remote: RemoteGraph, nodes: set[str]) -> ox.Store | None:
    """Return what an endpoint says of some nodes, in its named graphs, with the links between terms of the vocabulary.

    None where it holds nothing of them in named graphs.
    """
    found = ox.Store()
    listed = [str(ox.NamedNode(each)) for each in sorted(nodes)]
    for start in range(0, len(listed), _AT_ONCE):
        some = " ".join(listed[start : start + _AT_ONCE])
        found.extend(_quads(remote, f"VALUES ?s {{ {some} }} GRAPH ?g {{ ?s ?p ?o }}"))
    if not len(found):
        return None
    links = ("rdfs:subClassOf", "rdfs:subPropertyOf", "owl:inverseOf")
    named = " ".join(f"<{PREFIXES[short]}{name}>" for short, name in (each.split(":") for each in links))
    found.extend(_quads(remote, f"VALUES ?p {{ {named} }} GRAPH ?g {{ ?s ?p ?o }}"))
    every = remote.results("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    for row in ox.parse_query_results(every, ox.QueryResultsFormat.JSON):  # type: ignore[union-attr]
        found.add_graph(
            row["g"]
        )  # what a user or another source says may lie in one that none of the nodes has
    return found


def _quads(remote: RemoteGraph, pattern: str) -> Iterator[ox.Quad]:
    """Yield what an endpoint says by a pattern of ?s ?p ?o ?g, nameless nodes left out: they mean nothing here."""
    told = remote.results(f"SELECT ?s ?p ?o ?g WHERE {{ {pattern} }}")
    for row in ox.parse_query_results(told, ox.QueryResultsFormat.JSON):  # type: ignore[union-attr]
        if not any(isinstance(term, ox.BlankNode) for term in row):
            yield ox.Quad(row["s"], row["p"], row["o"], row["g"])
