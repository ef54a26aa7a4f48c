"""A test stands where what it tests stands: in a folder of the package's rooms, or of the files that people write."""

from conftest import ROOT

WRITTEN = {"kg", "ontology", "queries", "shapes"}
OWN = {"fixtures", "project"}  # what tests break, and what is tested of the project as a whole


def test_every_folder_of_tests_has_its_counterpart() -> None:
    rooms = {path.parent.name for path in (ROOT / "src/her2gc").glob("*/__init__.py")}
    folders = {path.name for path in (ROOT / "tests").iterdir() if any(path.glob("**/test_*.py"))}
    assert sorted(folders - rooms - WRITTEN - OWN) == []
    checks = {path.parent.name for path in (ROOT / "src/her2gc/checks").glob("*/__init__.py")}
    tested = {path.name for path in (ROOT / "tests/checks").iterdir() if any(path.glob("test_*.py"))}
    assert sorted(tested - checks) == []
    assert all((ROOT / name).is_dir() for name in WRITTEN)


def test_no_test_stands_outside_a_folder() -> None:
    assert [path.name for path in (ROOT / "tests").glob("test_*.py")] == []
