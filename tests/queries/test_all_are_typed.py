"""Every stored question has a test that compares rows with rows typed by hand, not only a count."""

import ast
from collections.abc import Iterator
from pathlib import Path

from her2gc.questions import catalogue

TESTS = Path(__file__).parent.parent


def _equalities(node: ast.AST) -> Iterator[ast.Compare]:
    for each in ast.walk(node):
        if (
            isinstance(each, ast.Assert)
            and isinstance(each.test, ast.Compare)
            and isinstance(each.test.ops[0], ast.Eq)
        ):
            yield each.test


def _counts(side: ast.expr) -> bool:
    called = isinstance(side, ast.Call) and isinstance(side.func, ast.Name) and side.func.id == "len"
    return called or (isinstance(side, ast.Constant) and isinstance(side.value, int))


def _compares_rows(function: ast.FunctionDef) -> bool:
    """Say whether the function asserts that something other than a count equals something typed."""
    sides = [(test.left, test.comparators[0]) for test in _equalities(function)]
    return any(not _counts(left) and not _counts(right) for left, right in sides)


def _named(function: ast.FunctionDef, known: set[str]) -> set[str]:
    """Return the questions that a test asks, by their names in its body and in its parameters."""
    return {
        each.value
        for each in ast.walk(function)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    } & known


def test_every_question_has_rows_typed_by_hand() -> None:
    known = set(catalogue.questions())
    typed: set[str] = set()
    for path in TESTS.rglob("test_*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and _compares_rows(node):
                typed |= _named(node, known)
    assert sorted(known - typed) == []
