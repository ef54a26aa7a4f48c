"""The notebook runs, and prints what it shows."""

from typing import Any

import nbformat
from nbclient import NotebookClient

from conftest import ROOT

NOTEBOOK = ROOT / "docs/questions.ipynb"


def shown(notebook: Any) -> list[str]:
    """Return the plain text of every output; pictures have none worth comparing."""
    return [
        str(output.get("text") or output["data"].get("text/plain"))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ]


def test_the_notebook_runs_and_shows_what_it_prints() -> None:
    kept = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    fresh = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(fresh, timeout=300, kernel_name="python3").execute()
    assert shown(fresh) == shown(kept)
