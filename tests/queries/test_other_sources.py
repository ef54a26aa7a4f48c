"""Ten trials of another source: they are found, and no answer about the review changes."""

import re
from collections import Counter
from pathlib import Path

import pytest

import her2gc
from her2gc.checks.validate import run as validate
from her2gc.entities.links import links
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from her2gc.sources import homes
from her2gc.web import pages, write
from her2gc.web.context import Context
from her2gc.web.routes import Links
from others import NAMES
from others import write as written
from sampling import whole

THEIRS = re.compile(r"\bEXTRA-\d")


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return written(tmp_path_factory.mktemp("kg") / "others")


@pytest.fixture(scope="module")
def both(paths: list[str]) -> KnowledgeGraph:
    """Open the graph with ten trials of other sources in it."""
    listed = [homes.Source(path, f"{homes.OTHERS}/{Path(path).stem}") for path in paths]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(homes, "other_sources", lambda: listed)
        return her2gc.load()


def test_the_ten_conform(paths: list[str]) -> None:
    assert validate(paths, say=lambda _: None) == []


@pytest.mark.parametrize("name", sorted(catalogue.questions()))
def test_no_answer_about_the_review_changes(kg: KnowledgeGraph, both: KnowledgeGraph, name: str) -> None:
    question = catalogue.questions()[name]
    given = {each.name: each.example for each in question.parameters if each.required}
    ours, all_rows = (Counter(tuple(row) for row in graph.ask(name, **given).cells()) for graph in (kg, both))
    assert ours - all_rows == Counter()
    assert [row for row in all_rows - ours if not THEIRS.search(" ".join(row))] == []


def test_a_count_counts_theirs_in_rows_of_their_own(kg: KnowledgeGraph, both: KnowledgeGraph) -> None:
    ours = {(row.line, row.verdict, row.trials, row.which) for row in kg.ask("trials-per-line")}
    theirs = {(row.line, row.verdict, row.trials, row.which) for row in both.ask("trials-per-line")} - ours
    assert theirs == {
        ("first line", "failed", 2, "EXTRA-2, EXTRA-7"),
        ("first line", "succeeded", 1, "EXTRA-5"),
        ("second line", "failed", 4, "EXTRA-1, EXTRA-10, EXTRA-4, EXTRA-8"),
        ("second line", "succeeded", 1, "EXTRA-6"),
        ("third line or later", "failed", 1, "EXTRA-3"),
        ("third line or later", "succeeded", 1, "EXTRA-9"),
    }


def test_a_sum_adds_theirs_up_in_a_row_of_its_own(kg: KnowledgeGraph, both: KnowledgeGraph) -> None:
    (ours,), (first, second) = (list(graph.ask("patients-together")) for graph in (kg, both))
    assert first.asdict() == ours.asdict()
    assert (second.trials, second.patients, second.notCounted) == (10, 3120, "none")
    assert THEIRS.sub("", second.which).replace("0", "").strip(", ") == ""


@pytest.mark.parametrize("name", ["trials-per-line", "patients-together"])
def test_a_row_of_counts_is_of_one_word(kg: KnowledgeGraph, both: KnowledgeGraph, name: str) -> None:
    before, answer = kg.ask(name), both.ask(name)
    assert before.contract is not None
    assert answer.contract is not None
    ours = {tuple(row): told.origin for row, told in zip(before.cells(), before.contract, strict=True)}
    for row, told in zip(answer.cells(), answer.contract, strict=True):
        if tuple(row) in ours:
            assert told.origin == ours[tuple(row)], row
        else:
            assert told.origin.startswith("from EXTRA"), row


def test_what_they_say_is_not_the_reviews(both: KnowledgeGraph) -> None:
    answer = both.ask("verdicts")
    assert answer.contract is not None
    told = dict(zip(answer.column("trial"), answer.contract, strict=True))
    assert {name: row.origin for name, row in told.items() if "from" in row.origin} == {
        name: f"from {name.replace('-', ' ')}" for name in NAMES
    }
    assert {row.short_places for name, row in told.items() if name in NAMES} == {
        f"{name} report, conclusion; {name} report, methods" for name in NAMES
    }
    assert "stated by the review" not in {row.basis for row in answer if THEIRS.match(row.trial)}


@whole
def test_pages_and_links_about_the_review_stay_as_they_are(kg: KnowledgeGraph, both: KnowledgeGraph) -> None:
    ours, all_of_them = Context(kg.graph), Context(both.graph)
    for route, name in (("entity", "GATSBY"), ("entity", "JACOB"), ("doubts", ""), ("review", "")):
        before, after = (
            write.html(pages.page(each, Links(), route, name, {}), Links()).decode()
            for each in (ours, all_of_them)
        )
        assert after == before, name or route
    for route, name in (("home", ""), ("questions", ""), ("entity", "EXTRA-1"), ("entity", "tucatinib")):
        assert write.html(pages.page(all_of_them, Links(), route, name, {}), Links())
    for name in ("GATSBY", "T-DM1", "HER2"):
        assert links(both.graph, name).cells() == links(kg.graph, name).cells(), name
