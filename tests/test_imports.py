"""Imports point one way: no module of the package needs, however late, one that needs it."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import her2gc

ROOT = Path(her2gc.__file__).parent
MODULES = {
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in ROOT.rglob("*.py")
}


def statements(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield every import, those inside functions too; what only type checkers see is no import."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        yield from statements(child)


def needs(name: str) -> set[str]:
    found: set[str] = set()
    for each in statements(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        module = each.module or "" if isinstance(each, ast.ImportFrom) else ""
        for alias in each.names:
            full = f"{module}.{alias.name}".lstrip(".")
            found.add(full if full in MODULES else module or alias.name)
    return found & set(MODULES) - {name}


# The package's own face imports what is asked for by name, and the modules take only the version from it.
INNER = {name: needs(name) - {"her2gc"} for name in MODULES if name != "her2gc"}


def test_no_module_needs_itself() -> None:
    try:
        tuple(TopologicalSorter(INNER).static_order())
    except CycleError as error:
        pytest.fail(" needs ".join(reversed(error.args[1])))


def test_modules_take_only_the_version_from_the_face() -> None:
    for name, path in MODULES.items():
        for each in statements(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.ImportFrom) and each.module == "her2gc" and name != "her2gc":
                taken = {alias.name for alias in each.names}
                assert {one for one in taken if f"her2gc.{one}" not in MODULES} <= {"__version__"}, name


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("her2gc.answer", "her2gc.catalogue"),
        ("her2gc.answer", "her2gc.render"),
        ("her2gc.catalogue", "her2gc.header"),
        ("her2gc.header", "her2gc.question"),
        ("her2gc.marks", "her2gc.rows"),
    ],
)
def test_the_layers_of_an_answer(upper: str, lower: str) -> None:
    assert lower in INNER[upper]
    assert upper not in INNER[lower]
