"""``her2gc validate --watch``: a check at each save and at no other moment, errors told, the last exit code at the end.

The pauses between two looks are the test's own: in each it saves the file, or does not, or interrupts.
"""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from conftest import ROOT, Run, refused
from her2gc.cli import validate

TEMPLATE = (ROOT / "templates/trial.ttl").read_text(encoding="utf-8")
CONFORMS = "the graph conforms to the shapes"
MISSPELT = TEMPLATE + "\nkg:EXAMPLE-1 her2gc:enrollment 5 .\n"


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Callable[[], object]]], None]:
    """Give what is done in each pause; after the last the user interrupts."""

    def take(doings: list[Callable[[], object]]) -> None:
        due = iter(doings)

        def pause(_seconds: float) -> None:
            doing = next(due, None)
            if doing is None:
                raise KeyboardInterrupt
            doing()

        monkeypatch.setattr(validate, "time", SimpleNamespace(sleep=pause))

    return take


def test_each_save_is_checked_once_and_the_last_check_decides(
    run: Run, tmp_path: Path, pauses: Callable[[list[Callable[[], object]]], None]
) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(TEMPLATE, encoding="utf-8")
    pauses(
        [
            lambda: None,  # nothing was saved
            lambda: path.write_text(MISSPELT, encoding="utf-8"),
            lambda: None,
        ]
    )
    ran = run("validate", str(path), "--watch")
    assert ran.status == 1
    assert ran.out.count(CONFORMS) == 1
    assert ran.out.count("has the property her2gc:enrollment, which the vocabulary does not know") == 1
    assert ran.out.index(CONFORMS) < ran.out.index("her2gc:enrollment")


def test_a_half_written_file_is_told_and_looked_at_again(
    run: Run, tmp_path: Path, pauses: Callable[[list[Callable[[], object]]], None]
) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(TEMPLATE[: TEMPLATE.rindex(";")], encoding="utf-8")
    pauses([lambda: path.write_text(TEMPLATE, encoding="utf-8")])
    ran = run("validate", str(path), "--watch")
    assert ran.status == 0
    assert ran.out.count(CONFORMS) == 1
    assert sum("own.ttl:" in line for line in ran.err.splitlines()) == 1


def test_a_file_that_comes_to_a_folder_or_goes_is_seen(tmp_path: Path) -> None:
    before = validate._stamp(str(tmp_path))
    (tmp_path / "new.ttl").write_text(TEMPLATE, encoding="utf-8")
    between = validate._stamp(str(tmp_path))
    (tmp_path / "new.ttl").unlink()
    assert before != between
    assert validate._stamp(str(tmp_path)) != between
    assert validate._stamp(str(tmp_path / "new.ttl")) == [None]


@pytest.mark.parametrize("files", [[], ["-"]])
def test_watching_asks_for_files(run: Run, files: list[str]) -> None:
    refused(run("validate", *files, "--watch"), "--watch", "name the files to check")
