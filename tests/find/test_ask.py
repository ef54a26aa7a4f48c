"""Asking in words: answers, offers and silence, and the command that shows them."""

import pytest

from conftest import Run
from her2gc.find import SILENT, calls
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue


@pytest.mark.parametrize(
    ("name", "parameter", "value"),
    [("failed-agents", "line", "second-line"), ("trials", "agent", "T-DM1"), ("said-of", "subject", "T-DM1")],
)
def test_the_index_counts_the_rows_of_a_call(
    kg: KnowledgeGraph, name: str, parameter: str, value: str
) -> None:
    iri = f"https://w3id.org/her2gc/kg/{value}"
    [found] = [
        each for each in calls.listed(kg.graph, name) if (each.parameter, each.value) == (parameter, iri)
    ]
    assert found.rows == len(kg.ask(name, **{parameter: iri})) > 0


def test_no_offer_is_without_rows(kg: KnowledgeGraph) -> None:
    for text in ("adverse events of lapatinib", "overall survival in ToGA", "second-line lapatinib results"):
        for offer in kg.find(text).offers:
            assert len(kg.ask(offer.question, **offer.values)) == offer.rows > 0


def test_what_is_not_in_the_review_is_met_with_silence(kg: KnowledgeGraph) -> None:
    found = kg.find("what is the price of pembrolizumab?")
    assert found.outcome == SILENT
    assert found.told == "the review tells of pembrolizumab, but of nothing that answers this"
    assert [each.label for each in found.entities] == ["pembrolizumab"]


def test_the_command_shows_the_question_and_its_direct_call(run: Run) -> None:
    ran = run("ask", "which anti-HER2 agents failed in the second line?", "--format", "csv")
    assert ran.status == 0
    assert "her2gc query failed-agents --line kg:second-line" in ran.err
    assert [name in ran.out for name in ("TyTAN", "T-ACT", "GATSBY", "HELOISE")] == [True, True, True, False]


def test_the_command_offers_calls_with_rows_when_unsure(run: Run) -> None:
    ran = run("ask", "which trials of trastuzumab?")
    assert ran.status == 2
    assert ran.out == ""
    assert 1 <= ran.err.count("her2gc query ") <= 5
    assert ran.err.count(" row") == ran.err.count("her2gc query ")


def test_every_wording_belongs_to_a_stored_question(kg: KnowledgeGraph) -> None:
    asked = {row[0] for row in calls.index(kg.graph).execute("SELECT DISTINCT question FROM wordings")}
    assert not asked - set(catalogue.questions()) - {""}
