"""Plots: pictures of the figures in the graph: forest, landscape and response.

Imports: checks, questions, sources, store.
Imported by: cli.
"""

from collections.abc import Callable

from her2gc.plot.forest import forest
from her2gc.plot.landscape import landscape
from her2gc.plot.picture import Picture
from her2gc.plot.response import response
from her2gc.store.graph import Graph

PICTURES: dict[str, Callable[[Graph], Picture]] = {
    "forest": forest,
    "landscape": landscape,
    "response": response,
}

__all__ = ["PICTURES", "Picture", "forest", "landscape", "response"]
