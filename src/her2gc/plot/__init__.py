"""Pictures of the figures in the graph: forest, landscape and response."""

from collections.abc import Callable

from her2gc.graph import Graph
from her2gc.plot.forest import forest
from her2gc.plot.landscape import landscape
from her2gc.plot.picture import Picture
from her2gc.plot.response import response

PICTURES: dict[str, Callable[[Graph], Picture]] = {
    "forest": forest,
    "landscape": landscape,
    "response": response,
}

__all__ = ["PICTURES", "Picture", "forest", "landscape", "response"]
