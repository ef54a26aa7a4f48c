"""The notebook runs, and prints what it shows."""

from typing import Any

import nbformat

from conftest import ROOT
from sampling import some

NOTEBOOK = ROOT / "docs/questions.ipynb"


def shown(notebook: Any) -> list[list[tuple[str, str]]]:
    """Return for each cell what its streams hold, each as a whole, and the text of its results.

    How a stream is cut into pieces, and how the pieces of two lie in each other, differs from run to run. Pictures
    have no text worth comparing.
    """
    return [
        [
            *sorted(streams(cell).items()),
            *(
                ("result", str(output["data"].get("text/plain")))
                for output in cell.get("outputs", [])
                if "data" in output
            ),
        ]
        for cell in notebook.cells
    ]


def streams(cell: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for output in cell.get("outputs", []):
        if "text" in output:
            found[output["name"]] = found.get(output["name"], "") + output["text"]
    return found


def test_pieces_of_a_stream_are_one() -> None:
    def output(*parts: tuple[str, str]) -> Any:
        cells = [{"outputs": [{"name": name, "text": text} for name, text in parts]}]
        return nbformat.from_dict({"cells": cells})  # type: ignore[no-untyped-call]

    once = shown(output(("stdout", "one two\n"), ("stderr", "three\n")))
    assert once == [[("stderr", "three\n"), ("stdout", "one two\n")]]
    assert shown(output(("stdout", "one "), ("stderr", "three\n"), ("stdout", "two\n"))) == once
    assert shown(output(("stdout", "one two\n"), ("stderr", "four\n"))) != once


@some(1, "runs of the notebook")
def test_the_notebook_runs_and_shows_what_it_prints() -> None:
    kept = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    fresh = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    from nbclient import NotebookClient

    NotebookClient(fresh, timeout=None, kernel_name="python3").execute()
    assert shown(fresh) == shown(kept)
