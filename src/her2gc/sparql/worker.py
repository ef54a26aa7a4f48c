"""Foreign SPARQL runs in a process of its own that can be killed: the engine knows no time limit.

As a module it is that process: one JSON line with the request on stdin (and N-Quads after it where the graph is
only in memory), one JSON line that says what the answer is on stdout, then the answer.
"""

import json
import subprocess
import sys
from typing import Any, NamedTuple

import pyoxigraph as ox

from her2gc.errors import Her2gcError, LimitError
from her2gc.sources.prefixes import PREFIXES
from her2gc.sparql.guard import check, syntax_error
from her2gc.store.cache import Opened
from her2gc.store.graph import LocalGraph

SECONDS = 30.0
ROWS = 100_000
_MEMORY = 4 * 1024**3  # bytes of address space


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
    chosen = check(query, file, {name.value for name in graph.named_graphs()})
    request = {
        "query": query,
        "folder": graph.folder,
        "inferred": graph.inferred,
        "rows": rows,
        "chosen": chosen,
    }
    sent = json.dumps(request).encode() + b"\n"
    if graph.folder is None:
        sent += graph.store.dump(format=ox.RdfFormat.N_QUADS) or b""
    command = [sys.executable, "-P", "-m", "her2gc.sparql.worker"]
    try:
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
        raise syntax_error(query, said["syntax"], file)
    if "failure" in said:
        raise Her2gcError(f"the query cannot be answered: {said['failure']}", "change it", file=file)
    return Found(body, said["kind"] == "graph", said["cut"])


def _answer(request: dict[str, Any], store: ox.Store) -> tuple[dict[str, Any], bytes]:
    seen = LocalGraph(Opened(store, None), inferred=request["inferred"]).named_graphs()
    try:
        if request["chosen"]:
            found = store.query(request["query"], prefixes=PREFIXES)
        else:
            found = store.query(
                request["query"], prefixes=PREFIXES, default_graph=list(seen), named_graphs=list(seen)
            )
    except SyntaxError as error:
        return {"syntax": str(error.msg)}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"failure": str(error)}, b""
    if isinstance(found, ox.QueryBoolean):
        return {"kind": "results", "cut": None}, found.serialize(format=ox.QueryResultsFormat.JSON) or b""
    limit = request["rows"]
    kept: list[Any] = []
    try:
        for each in found:
            if len(kept) == limit:
                break
            kept.append(each)
        else:
            limit = None
    except (OSError, RuntimeError, ValueError) as error:
        return {"failure": str(error)}, b""
    if isinstance(found, ox.QueryTriples):
        body = ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES) or b""
        return {"kind": "graph", "cut": limit}, body
    names = [variable.value for variable in found.variables]
    bindings = [{name: _json(row[name]) for name in names if row[name] is not None} for row in kept]
    body = json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()
    return {"kind": "results", "cut": limit}, body


def _json(term: Any) -> dict[str, Any]:
    """Return one term as the SPARQL 1.1 JSON results format writes it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != PREFIXES["xsd"] + "string":
        found["datatype"] = term.datatype.value
    return found


def main() -> None:
    """Serve one request."""
    request = json.loads(sys.stdin.buffer.readline())
    if request["folder"]:
        store = ox.Store.read_only(request["folder"])
    else:
        store = ox.Store()
        store.bulk_load(input=sys.stdin.buffer.read(), format=ox.RdfFormat.N_QUADS)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # no such limit on this system; the time limit holds
    said, body = _answer(request, store)
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + body)


if __name__ == "__main__":
    main()
