"""Plots: pictures of the figures in the graph: forest, landscape, response and levels.

Imports: checks, questions, sources, store.
Imported by: cli, web.
"""

from collections.abc import Callable

from her2gc.plot.forest import forest
from her2gc.plot.landscape import landscape
from her2gc.plot.levels import levels
from her2gc.plot.picture import Choice, Picture
from her2gc.plot.response import response

PICTURES: dict[str, Callable[..., Picture]] = {
    "forest": forest,
    "landscape": landscape,
    "response": response,
    "levels": levels,
}

__all__ = ["PICTURES", "Choice", "Picture", "forest", "landscape", "levels", "response"]
