"""The test behind each promise of the threat model is there, under the name that stands there."""

import ast
import re

import pytest

from conftest import ROOT

PROMISED = re.findall(
    r"`([a-z]+/test_\w+\.py)(?:::(test_\w+))?`", (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
)


def test_every_promise_names_a_test() -> None:
    rows = re.findall(
        r"^\| (?!promise|---)(.*) \|$", (ROOT / "docs/threat-model.md").read_text(), re.MULTILINE
    )
    assert len(rows) >= 17
    assert [row for row in rows if not re.search(r"`[a-z]+/test_\w+\.py", row.rpartition(" | ")[2])] == []


@pytest.mark.parametrize(("file", "name"), PROMISED)
def test_the_test_behind_a_promise_is_there(file: str, name: str) -> None:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    held = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
    assert {each for each in held if each.startswith("test_")}
    assert not name or name in held
