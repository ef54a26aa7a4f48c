"""A process that answers queries of visitors one after another on a read-only store, until it is killed.

Frames on stdin: four bytes of length, then JSON. On stdout: the lengths of a JSON text and of a body, then both.
"""

import json
import os
import signal
import struct
import sys
import time
from contextlib import suppress
from typing import Any, BinaryIO

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.sparql import worker
from her2gc.sparql.guard import examined, lasts
from her2gc.sparql.mistakes import statement_start, syntax_error

RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}

_REQUEST, _ANSWER = struct.Struct(">I"), struct.Struct(">IQ")
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # of unshare(2)
_PARENT_ENDS = 1  # of prctl(2)
_BEHIND = 5  # how far these processes stand behind the server itself when both want the processor
_GRACE = 10  # seconds of the processor beyond the time that is allowed on the clock


def answer(store: ox.Store, request: dict[str, Any], *, whole: bool = False) -> tuple[dict[str, Any], bytes]:
    """Return what a query gives: what to say of it, and its body in the form asked for.

    Parameters
    ----------
    store
        Where to ask.
    request
        As ``worker.answer`` takes it, with ``graphs``, those that FROM may name; ``longest``, the characters that
        the query may have; ``largest``, the bytes that its answer may have; ``default`` and ``named``, None unless
        the protocol chose the graphs, which overrides FROM; ``results`` and ``graph``, the forms for rows and triples.
    whole
        Whether ``graphs`` are all that the store holds.
    """
    query = request["query"]
    own = request["default"] is not None
    try:
        chosen, tokens = examined(query, "query", request["graphs"], request["longest"])
        given = {} if own else {"default": request["graphs"], "named": request["graphs"]}
        asked = {
            **request,
            **given,
            "tokens": tokens,
            "chosen": chosen and not own,
            "whole": whole and not own,
        }
        said, body = worker.answer(asked, store)
        if "kind" not in said:
            return {"refused": str(_wrong(query, said)), "lasts": "syntax" in said}, b""
        form, body = _written(said["kind"], body, request, said["cut"])
    except Her2gcError as error:
        return {"refused": str(error), "lasts": True}, b""
    except RecursionError:
        told = Her2gcError("the query is too deep", "flatten it", file="query")
        return {"refused": str(told), "lasts": False}, b""
    except MemoryError:
        return {"memory": True}, b""
    if len(body) > request["largest"]:
        return {"large": True}, b""
    return {"form": form, "cut": said["cut"], "lasts": lasts(tokens)}, body


def _wrong(query: str, said: dict[str, Any]) -> Her2gcError:
    if "syntax" in said:
        return syntax_error(query, said["syntax"], said["start"] and tuple(said["start"]), "query")
    if "failure" in said:
        return Her2gcError(f"the query cannot be answered: {said['failure']}", "change it", file="query")
    return Her2gcError(said["refused"], file="query")


def _written(kind: str, body: bytes, request: dict[str, Any], cut: int | None) -> tuple[str, bytes]:
    if kind == "graph":
        form = request["graph"]
        triples = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
        told = (each.triple for each in triples)
        return form, ox.serialize(told, format=GRAPHS[form], prefixes=PREFIXES) or b""
    form = request["results"]
    if form == "json":  # a member of its own tells after how many rows an answer was cut
        return form, body if cut is None else body[:-1] + f', "cut": {cut}}}'.encode()
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean) and form in (
        "csv",
        "tsv",
    ):  # the standard has no table of a truth value
        return "json", body
    return form, found.serialize(format=RESULTS[form]) or b""


def _read(stream: BinaryIO) -> dict[str, Any] | None:
    head = stream.read(4)
    if len(head) < 4:  # noqa: PLR2004 (the length of a length)
        return None
    found: dict[str, Any] = json.loads(stream.read(_REQUEST.unpack(head)[0]))
    return found


def cut_off() -> None:
    """Leave the network, where the system lets a process do so (Linux with user namespaces).

    The guard refuses what would fetch; should anything pass it all the same, there is nothing to reach. Before the
    store is open: only a process with one thread may do this.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)


def end_with(server: int) -> None:
    """Have the system end this process when the server is gone, be it in the midst of an answer (Linux).

    Elsewhere its limit of time ends it.

    Parameters
    ----------
    server
        The number of the server's process.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PARENT_ENDS, signal.SIGKILL)
        if os.getppid() != server:  # gone before the system knew of it
            sys.exit()


def _limit_files() -> None:
    """Let this process write no file."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def _limit_time(seconds: float, ends: float) -> float:
    """End this process some time after a query's limit, should the server be gone that would end it.

    Parameters
    ----------
    seconds
        The query's limit.
    ends
        The second of its own time of the processor at which this process ends as it is.

    Returns
    -------
    float
        The second at which it ends now; moved only where it would be too soon or too late.
    """
    used = time.process_time()
    if used + seconds + _GRACE / 2 <= ends <= used + seconds + _GRACE:
        return ends
    ends = int(used + seconds) + _GRACE
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (ends, hard))
    return ends


def main() -> None:
    """Serve requests until stdin ends."""
    folder, memory, told = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
    cut_off()
    end_with(told["server"])  # behind it: leaving the network takes this back
    store = ox.Store.read_only(folder)
    worker.limit_memory(memory)
    _limit_files()
    _warm()
    default = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    all_named = {graph.value for graph in store.named_graphs()} if next(default, None) is None else set()
    whole = all_named == set(told["graphs"])
    if hasattr(os, "nice"):
        os.nice(_BEHIND)
    _send({"ready": True}, b"")
    ends = 0.0
    while (request := _read(sys.stdin.buffer)) is not None:
        ends = _limit_time(request["seconds"], ends)
        _send(*answer(store, {**told, **request}, whole=whole))


def _warm() -> None:
    """Have what takes long the first time: the second parser, which reads some queries again."""
    with suppress(ImportError):
        import rdflib.plugins.sparql.algebra  # noqa: F401

        statement_start("ASK")


def _send(said: dict[str, Any], body: bytes) -> None:
    head = json.dumps(said).encode()
    out = sys.stdout.buffer
    out.write(b"".join((_ANSWER.pack(len(head), len(body)), head, body)))
    out.flush()


if __name__ == "__main__":
    main()
