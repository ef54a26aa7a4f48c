"""What a question was answered, and what was worked out for it, is kept beside the store that it came from.

It goes with the store. A store never changes, so what follows from it and a query does not either; only other code
makes it anew.
"""

import os
import zlib
from contextlib import suppress
from typing import Any

from her2gc.store.graph import Graph, LocalGraph
from her2gc.store.place import read_json

_FOLDER, _RESULTS = "answers", "results"
_LARGEST = 100_000  # bytes of an answer that is kept
_MOST = 500  # so many are kept; then all are dropped, and what is asked again is kept again
_CODE = (
    "behind",
    "carried",
    "contract",
    "doubts",
    "held",
    "lineage",
    "origin",
    "places",
    "reading",
    "theirs",
)  # what decides the content


def read(store: str, name: str, folder: str = _FOLDER) -> Any:
    """Return what is kept under a name, or None.

    Parameters
    ----------
    store
        The folder of the store.
    name
        What stands for the question and its answer.
    folder
        Where among what is kept.
    """
    told = read_json(_path(store, name, folder))
    return told["kept"] if isinstance(told, dict) and told.get("code") == _code() else None


def write(store: str, name: str, value: Any, folder: str = _FOLDER) -> None:
    """Keep a value under a name; where the cache cannot be written it is not kept."""
    import json

    path = _path(store, name, folder)
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        there = os.listdir(os.path.dirname(path))
        for each in there if len(there) >= _MOST else ():
            os.remove(os.path.join(os.path.dirname(path), each))
        temporary = f"{path}.{os.getpid()}"
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump({"code": _code(), "kept": value}, file)
        os.replace(temporary, path)


def results(graph: Graph, query: str) -> bytes:
    """Return the answer to one of our queries in the SPARQL 1.1 JSON results format, as kept or asked anew.

    Parameters
    ----------
    graph
        Where to ask; only what a store on disk answers is kept.
    query
        The query, parameters bound.
    """
    if not isinstance(graph, LocalGraph) or graph.folder is None:
        return graph.results(query)
    name = f"{zlib.crc32(query.encode()):08x}{len(query):x}{'' if graph.inferred else 'asserted'}"
    known = read(graph.folder, name, _RESULTS)
    if isinstance(known, list) and known[0] == query:
        found = str(known[1]).encode()
        if zlib.crc32(found) == known[2]:
            next(
                graph.store.quads_for_pattern(None, None, None, None), None
            )  # a damaged store is still noticed
            return found
    found = graph.results(query)
    if len(found) <= _LARGEST:
        write(graph.folder, name, [query, found.decode(), zlib.crc32(found)], _RESULTS)
    return found


def _path(store: str, name: str, folder: str) -> str:
    return os.path.join(os.path.dirname(store), folder, f"{name}.json")


def _code() -> list[list[int]]:
    here = os.path.dirname(os.path.abspath(__file__))
    stats = [os.stat(os.path.join(here, f"{name}.py")) for name in _CODE]
    return [[each.st_size, each.st_mtime_ns] for each in stats]
