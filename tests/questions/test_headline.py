"""The question that the project begins with, on the real graph."""

import pytest

from conftest import Run
from her2gc.python.knowledge import KnowledgeGraph


@pytest.mark.parametrize("width", ["80", "120"])
def test_the_table_holds_the_figures_at_usual_widths(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    ran = run("query", "failed-agents", "--line", "second", "--format", "table")
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= int(width)
    for printed in ("GATSBY", "345", "7.9 vs 8.6 months", "HR 1.15", "T-ACT", "89", "TyTAN", "261", "3 rows"):
        assert printed in ran.out


def test_t_dm1_is_found_by_its_synonym(kg: KnowledgeGraph) -> None:
    assert kg.show("t-dm1").label == "trastuzumab emtansine"


def test_gatsby_is_the_trial_before_it_is_a_row_of_a_table(kg: KnowledgeGraph) -> None:
    assert kg.show("GATSBY").iri == "https://w3id.org/her2gc/kg/GATSBY"
    assert kg.show("GATSBY").values("her2gc:enrolment") == ["345"]
