"""Foreign SPARQL runs in a process of its own that can be killed: the engine knows no time limit.

As a module it is that process: one JSON line with the request on stdin (and N-Quads after it where the graph is
only in memory), one JSON line that says what the answer is on stdout, then the answer.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from json.encoder import encode_basestring_ascii as _text
from typing import Any, NamedTuple

import pyoxigraph as ox

from her2gc.errors import Her2gcError, LimitError
from her2gc.output import tidy
from her2gc.sources.prefixes import PREFIXES
from her2gc.sparql.guard import KNOWN, check, read
from her2gc.sparql.paths import may_be_empty
from her2gc.sparql.xpath import functions, mended
from her2gc.store.cache import DAMAGED, Opened
from her2gc.store.graph import LocalGraph

SECONDS = 30.0
ROWS = 100_000
_MEMORY = 1024**3  # bytes of address space beyond what an open store takes
_GRACE = 10  # seconds of the processor beyond the time that is allowed on the clock
_LOOK = 3.0  # seconds for a second parser
_STRING = PREFIXES["xsd"] + "string"


class Found(NamedTuple):
    """What a foreign query gave: SPARQL JSON results, or N-Triples for CONSTRUCT and DESCRIBE."""

    body: bytes
    is_graph: bool
    cut: int | None


def run(graph: LocalGraph, query: str, *, file: str, seconds: float = SECONDS, rows: int = ROWS) -> Found:
    """Run a foreign query in a process of its own.

    Parameters
    ----------
    graph
        Where to ask.
    query
        The SPARQL text.
    file
        Where it comes from, for messages.
    seconds
        The time limit.
    rows
        The most rows or triples to return; more are cut.

    Raises
    ------
    Her2gcError
        When the query is refused or is not valid SPARQL, with line and column.
    LimitError
        When it takes too long or too much memory.
    """
    from her2gc.sparql import described

    folder, graphs = described.place(graph)
    chosen = check(query, file, set(graphs))
    request = {
        "query": query,
        "folder": folder,
        "inferred": graph.inferred,
        "rows": rows,
        "chosen": chosen,
        "seconds": seconds,
    }
    sent = json.dumps(request).encode() + b"\n"
    if folder is None:
        sent += described.dump(graph, graphs)
    command = [sys.executable, "-P", "-m", "her2gc.sparql.worker"]
    try:
        with tidy():
            done = subprocess.run(command, input=sent, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise LimitError(
            f"the query took more than {seconds:g} seconds", "narrow it or raise --timeout", file=file
        ) from None
    head, _, body = done.stdout.partition(b"\n")
    try:
        said: dict[str, Any] = json.loads(head)
    except ValueError:
        raise LimitError(
            "the query needs more memory or depth than the engine has", "narrow or flatten it", file=file
        ) from None
    if "syntax" in said:
        from her2gc.sparql.mistakes import syntax_error

        raise syntax_error(query, said["syntax"], said["start"] and tuple(said["start"]), file)
    if "refused" in said:
        raise Her2gcError(said["refused"], file=file)
    if str(said.get("failure")).startswith(DAMAGED):
        raise RuntimeError(said["failure"])
    if "failure" in said:
        raise Her2gcError(f"the query cannot be answered: {said['failure']}", "change it", file=file)
    return Found(body, said["kind"] == "graph", said["cut"])


def answer(request: dict[str, Any], store: ox.Store) -> tuple[dict[str, Any], bytes]:
    """Return what the answer is, and the answer.

    Parameters
    ----------
    request
        ``query``; ``rows``, the most to give; ``chosen``, whether it names its graphs by FROM; ``inferred``; where
        someone else chose, ``default`` and ``named``, the IRIs of the graphs that it sees; ``whole``, whether these
        are all that the store holds; ``tokens``, where they are read already.
    store
        Where to ask.
    """
    default, named = (
        LocalGraph(Opened(store, None), inferred=request["inferred"]).named_graphs()
        if request.get(key) is None
        else _nodes(tuple(request[key]))
        for key in ("default", "named")
    )
    try:
        return _told(_ask(request, store, default, named), request["rows"])
    except SyntaxError as error:
        return {"syntax": str(error.msg), "start": _start(request["query"])}, b""
    except Her2gcError as error:
        return {"refused": str(error)}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"failure": str(error)}, b""


@lru_cache(8)
def _nodes(iris: tuple[str, ...]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri) for iri in iris]


def _told(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, limit: int | None
) -> tuple[dict[str, Any], bytes]:
    if isinstance(found, ox.QueryBoolean):
        return {"kind": "results", "cut": None}, found.serialize(format=ox.QueryResultsFormat.JSON) or b""
    kept: list[Any] = []
    names = [] if isinstance(found, ox.QueryTriples) else [variable.value for variable in found.variables]
    for each in found:
        if len(kept) == limit:
            break
        kept.append(each if isinstance(each, ox.Triple) else _row(each, names))
    else:
        limit = None
    if isinstance(found, ox.QueryTriples):
        return {"kind": "graph", "cut": limit}, ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES) or b""
    body = f'{{"head": {json.dumps({"vars": names})}, "results": {{"bindings": [{", ".join(kept)}]}}}}'
    return {"kind": "results", "cut": limit}, body.encode()


def _ask(
    request: dict[str, Any], store: ox.Store, seen: list[Any], named: list[Any]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Put the query to the engine, mended where the engine would give another value than the standard."""
    query = request["query"]
    tokens = request["tokens"] if "tokens" in request else read(query, "")
    text = mended(query, tokens)
    options: dict[str, Any] = {"prefixes": _declared(text)}
    if text != query:
        options["custom_functions"] = functions()
    if request.get("whole") and not request["chosen"]:
        options["use_default_graph_as_union"] = True  # the same, found in half the time
    elif not request["chosen"]:
        options |= {"default_graph": seen, "named_graphs": named}
    try:
        found = store.query(text, **options)
    except SyntaxError:
        if text == query:
            raise
        return store.query(query, **options)  # for its word on the text as it was written
    if not may_be_empty(tokens):
        return found
    from her2gc.sparql.paths import ABSENT, added, missing

    with _time_limit(_LOOK):
        terms = missing(query, store, seen)
    if not terms:
        return found
    if request["chosen"]:
        raise Her2gcError(
            "a path of length zero at a term that stands in no statement cannot be asked with FROM",
            "leave FROM out",
        )
    copy = ox.Store()
    copy.bulk_extend(store)
    copy.extend(added(terms))
    options.pop("use_default_graph_as_union", None)
    return copy.query(text, **{**options, "default_graph": [*seen, ABSENT], "named_graphs": named})


def _declared(query: str) -> dict[str, str]:
    """Return the prefixes that a query may use without declaring them; each one that the engine is given costs."""
    if "\\" in query:  # by an escape it could be written otherwise
        return KNOWN
    return {prefix: iri for prefix, iri in KNOWN.items() if f"{prefix}:" in query}


def _start(query: str) -> tuple[int, int] | None:
    from her2gc.sparql.mistakes import statement_start

    with suppress(TimeoutError), _time_limit(_LOOK):
        return statement_start(query)
    return None


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in what takes more of the processor; without such a clock the query's own limit holds."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)  # again, where the first falls into a callback
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _row(solution: ox.QuerySolution, names: list[str]) -> str:
    """Return one row as text, which takes a tenth of the memory of its terms."""
    told = ((name, solution[name]) for name in names)
    return f"{{{', '.join(f'{_text(name)}: {_json(term)}' for name, term in told if term is not None)}}}"


def _json(term: Any) -> str:
    """Return one term as the SPARQL 1.1 JSON results format writes it."""
    if isinstance(term, ox.NamedNode):
        return f'{{"type": "uri", "value": {_text(term.value)}}}'
    if isinstance(term, ox.BlankNode):
        return f'{{"type": "bnode", "value": {_text(term.value)}}}'
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        told = ", ".join(f'"{name}": {_json(part)}' for name, part in parts)
        return f'{{"type": "triple", "value": {{{told}}}}}'
    found = f'{{"type": "literal", "value": {_text(term.value)}'
    if term.language:
        found += f', "xml:lang": {_text(term.language)}'
        if term.direction is not None:
            found += f', "its:dir": {_text(term.direction.value)}'
    elif term.datatype.value != _STRING:
        found += f', "datatype": {_text(term.datatype.value)}'
    return f"{found}}}"


def main() -> None:
    """Serve one request."""
    request = json.loads(sys.stdin.buffer.readline())
    if request["folder"]:
        try:
            store = ox.Store.read_only(request["folder"])
        except (OSError, RuntimeError) as error:
            sys.stdout.buffer.write(json.dumps({"failure": f"{DAMAGED}: {error}"}).encode() + b"\n")
            return
    else:
        store = ox.Store()
        store.bulk_load(input=sys.stdin.buffer.read(), format=ox.RdfFormat.N_QUADS)
    limit_memory(_MEMORY)
    _limit_time(request["seconds"])
    said, body = answer(request, store)
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + body)


def _limit_time(seconds: float) -> None:
    """End this process some time after its limit, in case that who asked is gone and ends it no more."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        most = int(seconds) + _GRACE
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def limit_memory(most: int) -> None:
    """Let this process take so many bytes more than it has, where the system knows such a limit."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            taken = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + most, taken + most))
    except (ImportError, ValueError, OSError):
        return  # no such limit on this system; the time limit holds


if __name__ == "__main__":
    main()
