"""N-Quads: one statement per line, with its named graph."""

import pyoxigraph as ox

from her2gc.export.rdf import serialize
from her2gc.export.request import Export

FOLDER = False
LOSES = frozenset({"filtered"})


def write(export: Export) -> bytes:
    """Return the chosen statements."""
    return serialize(export.quads(), ox.RdfFormat.N_QUADS)
