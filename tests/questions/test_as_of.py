"""As of when: the review shows no date but those of events; its word holds as of the latest of them."""

import json
import re

import pytest

import her2gc
from conftest import beside
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import as_of, catalogue
from sampling import slow

ASKED = """
SELECT ?year ?basis ?place WHERE {
  kg:review her2gc:latestDatedEvent ?year ;
    her2gc:latestDatedEventBasis ?basis ; her2gc:latestDatedEventIn ?place }
"""


def test_the_review_dates_no_event_later_than_the_meeting_of_2021(kg: KnowledgeGraph) -> None:
    text = beside("review/review.txt", "HER2GC_REVIEW_TEXT").read_text(encoding="utf-8")
    assert sorted({int(year) for year in re.findall(r"\b(?:19|20)[0-9]{2}\b", text)})[-2:] == [2018, 2021]
    [row] = kg.sparql(ASKED)
    assert (row.year, row.iri("basis"), row.iri("place")) == (
        "2021",
        "https://w3id.org/her2gc/kg/derived",
        "https://w3id.org/her2gc/kg/Novel-strategies-KEYNOTE-811-meeting",
    )


@pytest.mark.parametrize("name", ["pending-trials", "approvals", "trials", "verdicts"])
def test_what_time_changes_says_as_of_when(kg: KnowledgeGraph, name: str) -> None:
    answer = kg.ask(name)
    assert "the review's word as of 2021" in answer.text(width=200)
    told = json.loads(answer.serialize("json"))
    assert {row["asOf"]["value"] for row in told["results"]["bindings"]} == {"2021"}
    assert "asOf" not in json.loads(answer.serialize("json", bare=True))["head"]["vars"]


def test_what_time_does_not_change_says_nothing(kg: KnowledgeGraph) -> None:
    concerned = {name for name, question in catalogue.questions().items() if as_of.concerned(question)}
    assert "hazard-ratios" not in concerned
    assert "as of" not in kg.ask("hazard-ratios").text(width=200)


@slow
def test_without_the_review_it_is_not_stated() -> None:
    assert as_of.year(her2gc.load(builtin=False).graph) == "not stated"
