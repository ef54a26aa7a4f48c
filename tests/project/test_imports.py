"""Imports point one way: no module of the package needs, however late, one that needs it."""

import ast
from collections.abc import Iterator
from functools import cache
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


@cache
def inner() -> dict[str, set[str]]:
    """Return what each module needs of the others.

    The package's own face imports what is asked for by name, and the modules take only the version from it.
    """
    return {name: needs(name) - {"her2gc"} for name in MODULES if name != "her2gc"}


def test_no_module_needs_itself() -> None:
    try:
        tuple(TopologicalSorter(inner()).static_order())
    except CycleError as error:
        pytest.fail(" needs ".join(reversed(error.args[1])))


def test_modules_take_only_the_version_from_the_face() -> None:
    for name, path in MODULES.items():
        for each in statements(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.ImportFrom) and each.module == "her2gc" and name != "her2gc":
                taken = {alias.name for alias in each.names}
                assert {one for one in taken if f"her2gc.{one}" not in MODULES} <= {"__version__"}, name


ROOMS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
LOOSE = {"__init__", "errors", "output", "progress"}


def room(module: str) -> str:
    return module.split(".")[1]


def told(name: str, line: str) -> set[str]:
    """Return what a room's first page says of itself on a line such as ``Imports: sources, store.``"""
    page = ast.get_docstring(ast.parse((ROOT / name / "__init__.py").read_text(encoding="utf-8"))) or ""
    [said] = [each for each in page.splitlines() if each.startswith(line)]
    return set(said.removeprefix(line).strip(" .").split(", ")) & set(ROOMS)


def test_nothing_is_loose() -> None:
    assert {path.stem for path in ROOT.glob("*.py")} == LOOSE


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_imports_what_its_first_page_says(name: str) -> None:
    inside = {module for module in MODULES if module.startswith(f"her2gc.{name}")}
    rooms = {room(each) for module in inside for each in inner()[module]} & set(ROOMS) - {name}
    assert rooms == told(name, "Imports:")


@pytest.mark.parametrize("name", ROOMS)
def test_a_rooms_first_page_says_who_imports_it(name: str) -> None:
    users = {other for other in ROOMS if name in told(other, "Imports:")}
    assert users == told(name, "Imported by:")


def test_rooms_form_no_circle() -> None:
    tuple(TopologicalSorter({name: told(name, "Imports:") for name in ROOMS}).static_order())


def test_only_the_command_line_knows_the_command_line() -> None:
    assert not [
        name for name, needed in inner().items() for each in needed if room(each) == "cli" != room(name)
    ]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("her2gc.questions.answer", "her2gc.questions.binding"),
        ("her2gc.questions.answer", "her2gc.questions.render"),
        ("her2gc.questions.catalogue", "her2gc.questions.header"),
        ("her2gc.questions.header", "her2gc.questions.question"),
        ("her2gc.questions.contract", "her2gc.questions.behind"),
        ("her2gc.questions.behind", "her2gc.questions.lineage"),
        ("her2gc.questions.lineage", "her2gc.questions.reading"),
    ],
)
def test_the_layers_of_an_answer(upper: str, lower: str) -> None:
    assert lower in inner()[upper]
    assert upper not in inner()[lower]
