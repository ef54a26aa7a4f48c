"""The documentation as a site: it builds, loads nothing from elsewhere, and shows what commands print."""

import re
from pathlib import Path

import pytest

from conftest import ROOT, script
from sampling import slow

LOADED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=[\"']?([^\"'\s>]+)")
DOCS = sorted(path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("page", [path.name for path in DOCS if path.parent == Path()])
def test_examples_are_what_commands_print(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    examples = script("tools/examples.py")
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert examples.filled(text, examples.run) == text, "run: python tools/examples.py"


def test_there_are_examples() -> None:
    assert (
        len(
            script("tools/examples.py").BLOCK.findall(
                (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
            )
        )
        >= 4
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    folder = tmp_path_factory.mktemp("site")
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder


@slow
def test_every_page_is_one_click_from_the_first(site: Path) -> None:
    first = (site / "index.html").read_text(encoding="utf-8")
    reached = set(re.findall(r'href="([^"#]+\.html)', first))
    written = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert {path.with_suffix(".html").as_posix() for path in DOCS if path.name != "README.md"} <= written
    assert written - reached <= {"404.html"}


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        foreign = [
            each
            for each in LOADED.findall(path.read_text(encoding="utf-8"))
            if each.startswith(("http", "//"))
        ]
        assert foreign == [], path.name
    for path in site.rglob("*.css"):
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8")), (
            path.name
        )


def test_the_vocabulary_is_built_not_kept(site: Path) -> None:
    assert "has trade name" in (site / "ontology.html").read_text(encoding="utf-8")
    assert not (ROOT / "docs" / "ontology.html").exists()
