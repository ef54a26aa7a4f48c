"""A place of the review is kept to the review's own files: nobody else's word may stand in it."""

from pathlib import Path

import pytest

from conftest import ROOT
from her2gc.checks.validate import run as validate
from her2gc.sources import homes
from sampling import slow, whole

pytestmark = [slow, pytest.mark.usefixtures("lines_once")]  # each validates or loads a graph anew

HEAD = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
# untrue: the review says that pertuzumab failed in JACOB
VERDICT = """kg:JACOB-verdict-mine a her2gc:Verdict ; rdfs:label "JACOB: pertuzumab succeeded"@en ;
    her2gc:ofTrial kg:JACOB ; her2gc:onAgent kg:pertuzumab ; her2gc:hasVerdictOutcome kg:succeeded ;
    her2gc:hasBasis {basis} ; her2gc:statedIn kg:{place} .
"""
SOURCE = """kg:SRC a her2gc:OtherSource ; rdfs:label "SRC"@en ; her2gc:hasSourceKind kg:paper ;
    <http://purl.org/dc/terms/date> "2026-11" ; <http://purl.org/dc/terms/source> "doi:10.0/made-up" .
kg:SRC-p1 a her2gc:Passage ; rdfs:label "SRC, results: pertuzumab"@en ; her2gc:inSource kg:SRC ;
    her2gc:snippet "in JACOB pertuzumab succeeded" .
"""
# untrue, too: this stands in no paragraph of the review
OWN_PASSAGE = """kg:mine-p1 a her2gc:Passage ; rdfs:label "Failures of HER2-Targeted Therapy, paragraph 4: mine"@en ;
    her2gc:inParagraph kg:Failures-paragraph-4 ; her2gc:snippet "in JACOB pertuzumab succeeded" .
"""
RULE = "places-of-the-review-are-kept"


def rules(path: Path) -> list[str]:
    return [each.rule for each in validate([str(path)], say=lambda _: None)]


@pytest.mark.parametrize("basis", ["kg:stated", "kg:stated-elsewhere"])
@pytest.mark.parametrize(("place", "more"), [("Failures-JACOB-verdict", ""), ("mine-p1", OWN_PASSAGE)])
def test_a_users_verdict_stands_in_no_passage_of_the_review(
    tmp_path: Path, basis: str, place: str, more: str
) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(HEAD + VERDICT.format(basis=basis, place=place) + more)
    found = [each for each in validate([str(path)], say=lambda _: None) if each.rule == RULE]
    [one] = found
    assert (one.node, one.line, one.severity) == (
        "https://w3id.org/her2gc/kg/JACOB-verdict-mine",
        6,
        "violation",
    )
    assert one.message == (
        f"JACOB: pertuzumab succeeded of mine.ttl has her2gc:statedIn kg:{place}, a place of the review, whose word is "
        "kept to its own files; point to a passage that has inSource, or hand in what the review says in kg/review/."
    )


def test_so_does_another_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "SRC.ttl"
    path.write_text(HEAD + SOURCE + VERDICT.format(basis="kg:stated", place="Failures-JACOB-verdict"))
    there = [homes.Source(str(path), f"{homes.OTHERS}/SRC")]
    monkeypatch.setattr(homes, "other_sources", lambda: there)
    assert RULE in [each.rule for each in validate([], say=lambda _: None)]


def test_a_passage_of_another_source_may_be_pointed_to(tmp_path: Path) -> None:
    (tmp_path / "whole.ttl").write_text(
        HEAD + SOURCE + VERDICT.format(basis="kg:stated-elsewhere", place="SRC-p1")
    )
    assert RULE not in rules(tmp_path / "whole.ttl")
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "source.ttl").write_text(HEAD + SOURCE)
    # a node of the review's, of which another file says more
    more = "kg:JACOB her2gc:statedIn kg:SRC-p1 .\n"
    (parts / "said.ttl").write_text(HEAD + VERDICT.format(basis="kg:stated-elsewhere", place="SRC-p1") + more)
    assert RULE not in rules(parts)


@whole
def test_an_edited_copy_of_ours_keeps_its_places(tmp_path: Path) -> None:
    path = tmp_path / "GATSBY.ttl"
    path.write_bytes((ROOT / "kg/review/trials/GATSBY.ttl").read_bytes())
    assert rules(path) == []
