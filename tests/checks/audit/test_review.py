"""The audit of the whole graph against the review's own text."""

import json
from pathlib import Path

import pytest
from small import review_text, whole_graph

from conftest import Run
from her2gc.checks.audit import Audit, audit
from her2gc.checks.audit.record import KG
from her2gc.checks.audit.report import as_json, as_text
from sampling import sample, slow

# Words of the text that stand once, the same with one digit changed, and what hangs on that digit.
CHANGED = [
    ("7.9 vs 8.6", "7.9 vs 8.7", {"Table-4-GATSBY-OS"}, {"GATSBY-OS-taxane"}),
    ("HR = 1.15", "HR = 1.25", {"Table-4-GATSBY-OS"}, {"GATSBY-OS-contrast"}),
    ("(N = 345)", "(N = 346)", {"Table-4-GATSBY-Phase"}, {"GATSBY"}),
    ("in 79% and", "in 78% and", {"Failures-GATSBY-exposure"}, {"GATSBY-prior-trastuzumab-taxane"}),
    ("56,9 vs", "56,8 vs", {"Table-4-HELOISE-ORR"}, {"HELOISE-ORR-high-dose"}),
    ("patients (69%)", "patients (68%)", {"Failures-T-ACT-HER2-loss"}, {"T-ACT-HER2-amplification-loss"}),
    ("18.1% (95%", "18.2% (95%", {"Novel-strategies-RC48-ORR"}, {"RC48-phase-2-ORR-value"}),
]


@pytest.fixture(scope="module")
def unchanged() -> Audit:
    """Audit the graph against the text as it is."""
    return audit(whole_graph(), review_text())


def test_every_place_and_figure_stands(unchanged: Audit) -> None:
    found = unchanged
    assert [f"{item.file} {item.label}: {item.message}" for item in found.failures] == []
    assert found.text == "recognised"
    assert found.places > 134


@slow
@pytest.mark.parametrize(
    ("before", "after", "places", "statements"), sample(CHANGED, 2, "changed digits of the review")
)
def test_one_digit_changed_fails_exactly_what_stands_on_it(
    before: str, after: str, places: set[str], statements: set[str]
) -> None:
    record = whole_graph()
    review = review_text()
    assert review.decode().count(before) == 1
    found = audit(record, review.decode().replace(before, after).encode())
    assert found.text == "another text"
    by_kind = {
        kind: {item.node.removeprefix(KG) for item in found.failures if item.kind == kind}
        for kind in ("place", "figure")
    }
    assert by_kind == {"place": places, "figure": statements}
    assert {item.kind for item in found.failures} == {"place", "figure"}


def test_coverage_is_printed_and_listed(unchanged: Audit) -> None:
    found = unchanged
    assert found.coverage is not None
    assert found.coverage.share() > 90
    brief, whole = as_text(found), as_text(found, coverage=True)
    assert f"together: {found.coverage.share():.1f}%" in brief
    assert "open: no statement's place" in whole
    assert "open: no statement's place" not in brief


def test_every_citation_number_of_the_text_is_recorded(unchanged: Audit) -> None:
    found = unchanged
    assert found.coverage is not None
    cited = [token.text for token in found.coverage.of("cited")]
    assert cited[:3] == ["1", "2", "3"]
    assert "62,63" in cited
    assert cited[-1] == "86"


def test_json_holds_everything(unchanged: Audit) -> None:
    body = json.loads(as_json(unchanged))
    assert body["passed"] is True
    assert body["coverage"]["percent"] > 90
    flagged = {item["label"].partition(",")[0] for item in body["numeric"] if item["verdict"] == "flag"}
    assert "GATSBY: overall survival" in flagged


@slow
def test_command_line(run: Run, tmp_path: Path) -> None:
    review = review_text()
    copy = tmp_path / "copy.txt"
    copy.write_bytes(review.replace(b"7.9 vs 8.6", b"7.9 vs 8.7"))
    ran = run("audit", "--text", str(copy))
    assert ran.status == 1
    assert "not the one that the graph was made from" in ran.out
    assert "value 8.6 does not stand in ['7.9 vs 8.7 HR = 1.15 P = 0.86']" in ran.out
    copy.write_bytes(review)
    assert run("audit", "--text", str(copy), "--quiet").status == 0
