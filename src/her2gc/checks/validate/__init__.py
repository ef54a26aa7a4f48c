"""Check a graph against the shapes, and tell a curator where it is wrong and what to write instead.

``run`` does the work in this process; ``validate`` does it in a process of its own with limits of time and memory.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from her2gc.checks.validate import apart
from her2gc.checks.validate.finding import Finding, Findings
from her2gc.errors import Her2gcError, LimitError

if TYPE_CHECKING:
    from her2gc.checks.validate.check import run

__all__ = ["ENGINES", "Finding", "Findings", "run", "validate"]

ENGINES = ("store", "shifty", "pyshacl")
SECONDS = 60.0
_LARGEST = 128 * 1024**2  # bytes of input


def __getattr__(name: str) -> object:
    """Give ``run`` to who asks for it: a process that has another one validate needs no engine."""
    if name == "run":
        from her2gc.checks.validate import check

        return check.run
    raise AttributeError(name)


def _silent(_: str) -> None:
    pass


def validate(  # noqa: PLR0913 (keywords, each with a default)
    data: list[str] | None = None,
    *,
    builtin: bool = True,
    only_data: bool = False,
    whole: bool = False,
    shapes: list[str] | None = None,
    engine: str | None = None,
    seconds: float = SECONDS,
    say: Callable[[str], None] = _silent,
) -> Findings:
    """Validate the graph, together with files of one's own, after the rules have closed it.

    Parameters
    ----------
    data
        RDF files or folders to add; ``-`` reads Turtle from stdin. A copy of a file of ours, under its own name, is
        checked in place of ours.
    builtin
        False leaves out the review's graph and keeps the ontology.
    only_data
        True leaves out the ontology and the rules, too: only what the files say is checked.
    whole
        True checks all of the graph; else only what the files can concern, as the shipped graph is known to conform.
    shapes
        SHACL files, or folders of them, to use in place of ours.
    engine
        ``store`` (our shapes on the shipped graph, closed once), ``shifty`` (fast) or ``pyshacl`` (the reference); None
        takes the first that fits for our shapes and the last for others.
    seconds
        The time limit.
    say
        Called with a line of progress.

    Returns
    -------
    Findings
        Sorted by file, line and node; empty when the graph conforms, with words on what was not checked.

    Raises
    ------
    Her2gcError
        When a file cannot be read, or a shape is not valid SHACL.
    LimitError
        When it takes too long or too much memory.
    """
    with _place(data or []) as folder:
        request = {
            "data": [_stdin(folder) if path == "-" else path for path in data or []],
            "builtin": builtin,
            "only_data": only_data,
            "whole": whole,
            "shapes": shapes,
            "engine": engine,
        }
        for path in [*request["data"], *(shapes or [])]:  # type: ignore[misc]
            if os.path.isfile(path) and os.path.getsize(path) > _LARGEST:
                raise LimitError(f"this file is larger than {_LARGEST >> 20} MiB", "split it", file=path)
        said = apart.work(request, seconds, say)
    hidden = os.path.join(folder, "stdin.ttl")
    if "error" in said:
        error = Her2gcError(str(said["error"]).replace(hidden, "stdin"))
        error.exit_code = int(said["exit_code"])
        raise error
    found = [Finding(*each) for each in said["findings"]]
    found = [each._replace(file="stdin") if each.file == hidden else each for each in found]
    return Findings(found, [str(word).replace(hidden, "stdin") for word in said["words"]])


@contextmanager
def _place(data: list[str]) -> "Iterator[str]":
    """Give a folder to keep what stands on stdin; none is made where nothing does."""
    if "-" not in data:
        yield "\0"  # no path has this in it
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="her2gc-") as folder:
        yield folder


def _stdin(folder: str) -> str:
    path = os.path.join(folder, "stdin.ttl")
    with open(path, "wb") as file:
        file.write(sys.stdin.buffer.read(_LARGEST + 1))
    return path
