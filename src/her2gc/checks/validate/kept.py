"""A part of the graph kept in the cache: a file of quads whose first line, a comment, is its sum."""

import zlib
from collections.abc import Iterable
from contextlib import suppress

import pyoxigraph as ox

from her2gc.store import place

_PART = 1 << 16  # bytes that are summed at a time


def write(path: str, quads: Iterable[ox.Quad]) -> None:
    """Keep quads in a file; where nothing can be written, none is kept."""
    body = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    with suppress(OSError):
        place.write_bytes(path, b"# %d\n%b" % (zlib.crc32(body), body))


def read(path: str) -> ox.Store | None:
    """Return what is kept, in memory; None where there is nothing, or something else than was written."""
    found = 0
    store = ox.Store()
    try:
        with open(path, "rb") as file:
            told = file.readline()
            while part := file.read(_PART):
                found = zlib.crc32(part, found)
        if told != b"# %d\n" % found:
            return None
        # lenient: we wrote it, so there is nothing to check; a bulk load is the slower one where nothing goes to disk
        store.load(path=path, format=ox.RdfFormat.N_QUADS, lenient=True)
    except OSError:  # nothing is kept, or another process has just dropped it
        return None
    return store
