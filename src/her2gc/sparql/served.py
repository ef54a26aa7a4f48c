"""A process that answers queries of visitors one after another on a read-only store, until it is killed.

Frames on stdin and stdout: four bytes of length, then JSON; after an answer eight bytes of length and its body.
"""

import json
import struct
import sys
from typing import Any, BinaryIO

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES
from her2gc.sparql import worker

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


def answer(store: ox.Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return what a query gives: what to say of it, and its body in the form asked for.

    Parameters
    ----------
    store
        Where to ask.
    request
        As ``worker.answer`` takes it, with ``results`` and ``graph``, the forms for rows and for triples.
    """
    try:
        said, body = worker.answer(request, store)
        if said.get("kind") == "graph":
            form = request["graph"]
            triples = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
            body = (
                ox.serialize((each.triple for each in triples), format=GRAPHS[form], prefixes=PREFIXES) or b""
            )
        elif said.get("kind") == "results":
            form = request["results"]
            told = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
            if isinstance(told, ox.QueryBoolean) and form in ("csv", "tsv"):
                form = "json"  # the standard has no table of a truth value
            body = body if form == "json" else told.serialize(format=RESULTS[form]) or b""
        else:
            return said, b""
    except MemoryError:
        return {"memory": True}, b""
    return {"form": form, "cut": said["cut"]}, body


def _read(stream: BinaryIO) -> dict[str, Any] | None:
    head = stream.read(4)
    if len(head) < 4:  # noqa: PLR2004 (the length of a length)
        return None
    found: dict[str, Any] = json.loads(stream.read(struct.unpack(">I", head)[0]))
    return found


def main() -> None:
    """Serve requests until stdin ends."""
    folder, memory = sys.argv[1], int(sys.argv[2])
    store = ox.Store.read_only(folder)
    worker.limit_memory(memory)
    out = sys.stdout.buffer
    while (request := _read(sys.stdin.buffer)) is not None:
        said, body = answer(store, request)
        head = json.dumps(said).encode()
        out.write(struct.pack(">I", len(head)) + head + struct.pack(">Q", len(body)) + body)
        out.flush()


if __name__ == "__main__":
    main()
