"""What the export tests share."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from her2gc.export import Export, Request, writer

Made = Callable[..., Path]


@pytest.fixture(scope="module")
def part(whole: Export) -> Callable[..., Export]:
    """Make a view of a part; the graph is read once for all of them."""

    def make(**request: object) -> Export:
        made = Export(whole.graph, Request(**request))  # type: ignore[arg-type]
        vars(made)["full"] = whole.full
        return made

    return make


def put(export: Export, name: str, target: Path) -> Path:
    from her2gc.export.files import write_folder
    from her2gc.output import write

    body = writer(name).write(export)
    if isinstance(body, dict):
        write_folder(str(target), body)
    else:
        write(body, str(target))
    return target


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole")


@pytest.fixture(scope="module")
def once(written: Path, whole: Export) -> Callable[[str], Path]:
    """Write a format of the whole graph when it is first asked for; later modules find it there."""

    def give(name: str) -> Path:
        target = written / f"out.{name}"
        return target if target.exists() else put(whole, name, target)

    return give


@pytest.fixture
def made(tmp_path: Path, once: Callable[[str], Path]) -> Made:
    """Give a format of the whole graph, or of a given export, as a file or folder that a test may change."""

    def make(name: str, export: Export | None = None) -> Path:
        target = tmp_path / f"out.{name}"
        if export is not None:
            return put(export, name, target)
        kept = once(name)
        if kept.is_dir():
            shutil.copytree(kept, target)
        else:
            shutil.copyfile(kept, target)
        return target

    return make
