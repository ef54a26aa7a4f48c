"""An entity as a page: what it is, the figures, the doubts, what is said, where it stands; no line twice."""

import pytest

from conftest import Run, refused
from her2gc.python.knowledge import KnowledgeGraph


def lines(kg: KnowledgeGraph, entity: str) -> list[str]:
    return kg.show(entity).text().splitlines()


def test_a_page_begins_with_what_one_looks_for(kg: KnowledgeGraph) -> None:
    page = lines(kg, "GATSBY")
    assert page[:3] == ["GATSBY", "  https://w3id.org/her2gc/kg/GATSBY", "  is: trial"]
    heads = [line for line in page if line.endswith(":") and not line.startswith(" ")]
    assert heads == ["figures:", "doubts:", "said of it by others:", "in outside vocabularies:", "stands in:"]
    figures = page[page.index("figures:") + 1 : page.index("figures:") + 4]
    assert figures[1] == (
        "  overall survival: taxane arm: 8.6; trastuzumab emtansine arm: 7.9 (months), HR 1.15, P = 0.86"
    )
    doubts = page[page.index("doubts:") + 1 : page.index("", page.index("doubts:"))]
    assert "  GATSBY: docetaxel or a taxane as comparator (tension, moderate)" in doubts
    assert doubts[0].endswith("major)")


def test_an_agent_tells_its_verdicts(kg: KnowledgeGraph) -> None:
    page = lines(kg, "T-DM1")
    assert page[page.index("verdicts:") + 1] == "  failed in GATSBY (second line)"
    assert "figures:" not in page
    assert page[-1] == "  Failures \u00b65; Table 4"


def test_a_pending_verdict_is_told_with_what_is_printed(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraph 7: "56% disease control (DCR) and 44% ORR rate"; "currently ongoing"
    page = lines(kg, "zanidatamab")
    told = page[page.index("verdicts:") + 1 : page.index("", page.index("verdicts:"))]
    assert told[0] == "  pending in NCT04276493 (first line)"
    assert told[1].startswith(
        "  pending in zanidatamab phase 1 basket trial (first line); printed so far of the trial: "
    )
    assert told[1].endswith(
        "printed so far of the trial: disease control rate: zanidatamab phase 1: zanidatamab alone: 56 (%); "
        "objective response rate: zanidatamab phase 1: zanidatamab alone: 44 (%)"
    )


@pytest.mark.parametrize(
    "name", ["T-DM1", "GATSBY", "HER2", "tucatinib", "KEYNOTE-811", "ERBB2", "GATSBY-OS"]
)
def test_no_line_stands_twice(kg: KnowledgeGraph, name: str) -> None:
    page = [line.strip() for line in lines(kg, f"kg:{name}") if line.startswith("    ")]
    assert len(page) == len(set(page))
    also = [line for line in lines(kg, f"kg:{name}") if line.startswith("  also: ")]
    names = also[0].removeprefix("  also: ").split(", ") if also else []
    assert len(names) == len(set(names))


def test_a_kind_that_only_curation_gives_is_marked_so(kg: KnowledgeGraph) -> None:
    assert lines(kg, "ipilimumab")[2] == "  is: agent, antibody  [curation]"
    assert "    fluoropyrimidine  [curation]" in lines(kg, "capecitabine")
    assert lines(kg, "lapatinib")[2] == "  is: tyrosine kinase inhibitor"


def test_a_question_in_words_is_told_where_to_go(kg: KnowledgeGraph, run: Run) -> None:
    refused(run("query", "which agents failed"), "is not the name of a stored question", "kg.find(...)")


@pytest.mark.parametrize(
    ("entity", "told"),
    [
        ("MAHOGANY", True),  # ongoing
        ("GATSBY", True),  # results reported
        ("kg:approval-pembrolizumab", True),
        ("kg:MAHOGANY-verdict-margetuximab", True),  # pending
        ("kg:GATSBY-verdict", False),
        ("margetuximab", True),  # its trials have a status, its verdicts may be pending
        ("cetuximab", False),  # only named: no trial, no approval
        ("HER2", False),
    ],
)
def test_what_time_changes_says_as_of_when(kg: KnowledgeGraph, entity: str, *, told: bool) -> None:
    assert ("  as of: 2021 (the latest event that the review dates)" in kg.show(entity).text()) is told
