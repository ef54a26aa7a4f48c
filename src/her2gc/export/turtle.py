"""Turtle: the named graphs as one."""

import pyoxigraph as ox

from her2gc.export.rdf import serialize
from her2gc.export.request import Export

FOLDER = False
LOSES = frozenset({"named graphs", "filtered"})


def write(export: Export) -> bytes:
    """Return the chosen statements."""
    return serialize(export.quads(), ox.RdfFormat.TURTLE)
