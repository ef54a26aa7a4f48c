"""Pictures on questions' pages: which fits which question, drawn by the plot room, one at a time."""

import threading
from importlib.util import find_spec
from typing import TYPE_CHECKING

from her2gc.errors import Her2gcError

if TYPE_CHECKING:
    from her2gc.web.context import Context

MEDIA = "image/svg+xml"
_FITTING = {
    "forest-figures": "forest",
    "hazard-ratios": "forest",
    "verdicts": "landscape",
    "response-rates": "response",
    "results-by-biomarker": "levels",
}
_CHOICES = ("line", "trial", "measure")  # parameters that a picture can follow
_DRAWING = threading.Lock()  # the library's settings are one for all threads


def pictured(question: str) -> bool:
    """Return whether a picture fits a question and can be drawn here."""
    return question in _FITTING and find_spec("matplotlib") is not None


def svg(context: "Context", question: str, values: tuple[tuple[str, str], ...]) -> bytes:
    """Return the picture of a question's answer.

    Parameters
    ----------
    context
        The graph.
    question
        Its name.
    values
        The values of its parameters.

    Raises
    ------
    Her2gcError
        Where no picture fits, or nothing is left to draw.
    """
    if not pictured(question):
        raise Her2gcError("there is no picture of this question", "take the table")
    from her2gc.plot import PICTURES, Choice

    if not {name for name, _ in values} <= set(_CHOICES):
        raise Her2gcError("the picture shows no such choice", f"choices: {', '.join(_CHOICES)}")
    lines, trials, measures = (tuple(v for name, v in values if name == each) for each in _CHOICES)
    with _DRAWING:
        return PICTURES[_FITTING[question]](context.graph, Choice(lines, trials, measures)).save("svg")
