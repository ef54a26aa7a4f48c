"""A reader finds where things stand, and what the review is called: by nothing."""

import re

import pytest

from conftest import ROOT, Run
from her2gc.export import Export
from her2gc.python.knowledge import KnowledgeGraph
from sampling import whole

KG = ROOT / "kg"
NAMED_BY_TOPIC = re.compile(r"(trials|tables|subtypes)/|discrepancies-")
NONE = "\u2013"
SAID = "bears no title, authors, journal or year"


def test_kg_readme_names_every_file_and_no_other() -> None:
    text = (KG / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:review|curation)/[^`<]+\.ttl)`", text))
    held = {
        path.relative_to(KG).as_posix()
        for home in ("review", "curation")
        for path in (KG / home).rglob("*.ttl")
    }
    assert named == {each for each in held if not NAMED_BY_TOPIC.search(each)}


def test_structure_names_files_that_are_there() -> None:
    text = (ROOT / "docs" / "structure.md").read_text(encoding="utf-8")
    named = re.findall(r"`(src/her2gc/[^`]+\.py)`", text)
    assert len(named) >= 20
    assert not [each for each in named if not (ROOT / each).is_file()]


def test_structure_tells_every_room_and_what_it_imports() -> None:
    text = (ROOT / "docs" / "structure.md").read_text(encoding="utf-8")
    told = {row[0]: row[1] for row in re.findall(r"^\| `(\w+)` \|[^|]+\| ([^|]+) \|$", text, re.MULTILINE)}
    pages = {
        path.parent.name: path.read_text(encoding="utf-8")
        for path in (ROOT / "src/her2gc").glob("*/__init__.py")
    }
    assert set(told) == set(pages)
    for room, page in pages.items():
        [line] = re.findall(r"^Imports: (.+)\.$", page, re.MULTILINE)
        if room == "cli":
            assert set(line.split(", ")) == set(pages) - {"cli", "python"}
        else:
            assert told[room] == line.replace("no other room", NONE), room


@whole
@pytest.mark.usefixtures("read_once")
def test_the_review_is_said_to_be_unnamed(run: Run) -> None:
    page = run("export", "html", "--around", "GATSBY", "--hops", "1", "-o", "-", "--quiet").out
    for text in (
        (ROOT / "README.md").read_text(encoding="utf-8"),
        (ROOT / "CITATION.cff").read_text(encoding="utf-8"),
        run("--version").out,
        page,
        run("plot", "response", "--format", "svg", "-o", "-").out,
    ):
        assert SAID in " ".join(text.split())


def test_the_doubts_are_one_number(kg: KnowledgeGraph, whole: Export) -> None:
    listed = len(set(kg.ask("discrepancies").column("discrepancy")))
    assert listed > 100
    assert sum(node.kind == "doubt" for node in whole.full.nodes) == listed
    for path in (ROOT / "README.md", ROOT / "CITATION.cff", *(ROOT / "docs").glob("*.md")):
        assert not re.search(r"\b(\d+|hundred) (doubts|discrepancies)", path.read_text(encoding="utf-8")), (
            path.name
        )
