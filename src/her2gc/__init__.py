"""HER2-positive gastric cancer, one review, as a graph that answers questions.

>>> import her2gc
>>> kg = her2gc.load()
>>> kg.ask("failed-agents", line="second").column("agent")
['lapatinib', 'trastuzumab', 'trastuzumab emtansine']
"""

import sys

if getattr(sys, "argv", [""])[0].rpartition("/")[2] in (
    "her2gc",
    "-m",
):  # run as a program, not imported by another
    import _signal  # type: ignore[import-not-found]  # the part of signal that takes no time

    # an interrupt ends us at once, as a start has nothing to tidy up; her2gc.output.tidy is for what has
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)

from typing import TYPE_CHECKING

from her2gc.errors import Her2gcError, LimitError

if TYPE_CHECKING:
    from her2gc.python.knowledge import KnowledgeGraph, load, owl
    from her2gc.questions.answer import Answer

__version__ = "0.1.0"
__all__ = ["Answer", "Her2gcError", "KnowledgeGraph", "LimitError", "load", "owl"]


def __getattr__(name: str) -> object:
    """Import what Python users need when they first name it: the command line starts sooner without it."""
    if name == "Answer":
        from her2gc.questions import answer

        return answer.Answer
    if name in __all__:
        from her2gc.python import knowledge

        return getattr(knowledge, name)
    raise AttributeError(f"module 'her2gc' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Tell also of what is imported only when it is first named."""
    return sorted({*globals(), *__all__})
