"""What the export tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from her2gc.export import Export, Request, writer
from her2gc.store.graph import open_graph

Made = Callable[..., Path]


@pytest.fixture(scope="session")
def whole() -> Export:
    """Make the view of the whole graph once."""
    export = Export(open_graph(quiet=True))
    assert export.view.nodes
    return export


@pytest.fixture(scope="session")
def part() -> Callable[..., Export]:
    """Make a view of a part."""

    def make(**request: object) -> Export:
        return Export(open_graph(quiet=True), Request(**request))  # type: ignore[arg-type]

    return make


@pytest.fixture
def made(tmp_path: Path, whole: Export) -> Made:
    """Write a format of the whole graph, or of a given export; return the file or folder."""

    def make(name: str, export: Export | None = None) -> Path:
        from her2gc.export.files import write_folder
        from her2gc.output import write

        target = tmp_path / f"out.{name}"
        body = writer(name).write(export or whole)
        if isinstance(body, dict):
            write_folder(str(target), body)
        else:
            write(body, str(target))
        return target

    return make
