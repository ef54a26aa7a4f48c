"""The calls that give rows: each stored question with each value of its parameters, counted once and kept.

They lie in an SQLite file beside the store, with the words by which they are found and the names of the graph; it is
made when first wanted, and again when the graph, the questions or what is searched changes.
"""

import os
import sqlite3
import zlib
from contextlib import suppress
from typing import NamedTuple
from weakref import WeakKeyDictionary

from her2gc import __version__
from her2gc.questions import catalogue
from her2gc.store.graph import LocalGraph

_OPEN: "WeakKeyDictionary[LocalGraph, sqlite3.Connection]" = WeakKeyDictionary()
_MADE = (
    "index.py",
    "mentions.py",
    "spoken.py",
    "nicknames.tsv",
    "ordinary.txt",
    "shorthand.tsv",
    "words.py",
    "wordings.tsv",
)


class Call(NamedTuple):
    """A question with one value or none, and how many rows it gives."""

    question: str
    parameter: str
    value: str  # an IRI, a figure or a text; empty without a value
    rows: int


def listed(graph: LocalGraph, question: str | None = None) -> list[Call]:
    """Return the calls that give rows, of one question or of all.

    Parameters
    ----------
    graph
        Whose rows are counted.
    question
        The name of a stored question.
    """
    where = "WHERE question = ?" if question else ""
    found = index(graph).execute(
        f"SELECT question, parameter, value, rows FROM calls {where} ORDER BY id",  # noqa: S608 (no value in it)
        (question,) if question else (),
    )
    return [Call(*row) for row in found]


def index(graph: LocalGraph) -> sqlite3.Connection:
    """Return the index of a graph's calls, made now where it is not there yet."""
    if graph not in _OPEN:
        _OPEN[graph] = _opened(graph)
    return _OPEN[graph]


def _opened(graph: LocalGraph) -> sqlite3.Connection:
    path = _path(graph)
    if path is not None and os.path.exists(path):
        with suppress(sqlite3.OperationalError):  # another process has just dropped it
            return _connect(path)
    from her2gc.find.index import fill

    made = sqlite3.connect(":memory:", check_same_thread=False)
    fill(made, graph.in_memory())
    if path is None:
        return made
    beside = f"{path}.{os.getpid()}"
    try:
        disk = sqlite3.connect(beside)
        with disk:
            made.backup(disk)
        disk.close()
        os.replace(beside, path)
    except (OSError, sqlite3.Error):  # a cache that cannot be written: what is in memory will do
        with suppress(OSError):
            os.remove(beside)
    return made


def _connect(path: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _path(graph: LocalGraph) -> str | None:
    """Return the file of a graph's index, named by what decides it; None for a graph that is only in memory."""
    if graph.folder is None:
        return None
    stamp = zlib.crc32(f"{__version__} {graph.inferred}".encode())
    for question in catalogue.questions().values():
        stamp = zlib.crc32(question.text.encode(), stamp)
    here = os.path.dirname(os.path.abspath(__file__))
    for name in _MADE:
        with suppress(OSError):
            stat = os.stat(os.path.join(here, name))
            stamp = zlib.crc32(f"{name} {stat.st_size} {stat.st_mtime_ns}".encode(), stamp)
    return os.path.join(os.path.dirname(graph.folder), f"calls-{stamp:08x}.sqlite")
