"""What another source says of trials of the review's: the review's word comes first, theirs is named where it stands."""

# ruff: noqa: E501 (a row is a row)

import pytest

import her2gc
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from sampling import slow

pytestmark = slow  # each validates or loads a graph anew

# All of it untrue.
SMITH = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:MAHOGANY-verdict-smith a her2gc:Verdict ; rdfs:label "MAHOGANY: margetuximab failed"@en ;
    her2gc:ofTrial kg:MAHOGANY ; her2gc:onAgent kg:margetuximab ; her2gc:hasVerdictOutcome kg:failed ;
    her2gc:hasBasis kg:stated-elsewhere .
kg:smith-OS a her2gc:Result ; rdfs:label "GATSBY: overall survival, by Smith"@en ; her2gc:ofTrial kg:GATSBY ;
    her2gc:measure kg:overall-survival ; her2gc:unit kg:month ; her2gc:hasAnalysisKind kg:main-analysis ;
    her2gc:inPopulation kg:GATSBY-population ; her2gc:armValue kg:smith-OS-1 , kg:smith-OS-2 ; her2gc:contrast kg:smith-HR .
kg:smith-OS-1 a her2gc:ArmValue ; rdfs:label "smith 1"@en ; her2gc:ofArm kg:GATSBY-T-DM1-arm ; her2gc:value 7.9 .
kg:smith-OS-2 a her2gc:ArmValue ; rdfs:label "smith 2"@en ; her2gc:ofArm kg:GATSBY-taxane-arm ; her2gc:value 6.8 .
kg:smith-HR a her2gc:Contrast ; rdfs:label "smith HR"@en ; her2gc:hazardRatio 0.71 ;
    her2gc:firstGroup kg:GATSBY-T-DM1-arm ; her2gc:secondGroup kg:GATSBY-taxane-arm .
kg:GATSBY-population her2gc:hasDisease kg:breast-cancer .
kg:smith-endpoint a her2gc:Endpoint ; rdfs:label "GATSBY: overall survival, primary, by Smith"@en ;
    her2gc:ofTrial kg:GATSBY ; her2gc:measure kg:overall-survival ; her2gc:hasEndpointRole kg:primary .
kg:JACOB her2gc:hasStatus kg:terminated ; her2gc:terminationReason "futility" .
kg:TyTAN her2gc:hasArm kg:smith-arm .
kg:smith-arm a her2gc:Arm ; rdfs:label "TyTAN: third arm"@en ; her2gc:hasArmRole kg:experimental-arm ;
    her2gc:hasRegimen kg:smith-regimen .
kg:smith-regimen a her2gc:Regimen ; rdfs:label "TyTAN: neratinib"@en ;
    her2gc:hasInvestigationalComponent kg:smith-component .
kg:smith-component a her2gc:RegimenComponent ; rdfs:label "TyTAN: neratinib, under test"@en ; her2gc:hasAgent kg:neratinib .
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    file = tmp_path_factory.mktemp("user") / "smith.ttl"
    file.write_text(SMITH, encoding="utf-8")
    return her2gc.load([str(file)], others=False)


def test_a_verdict_on_one_agent_is_none_on_its_partners(kg: KnowledgeGraph, both: KnowledgeGraph) -> None:
    ours, rows = ([tuple(row) for row in graph.ask("pending-trials").cells()] for graph in (kg, both))
    new = [row for row in rows if row not in ours]
    assert [row[:2] + row[5:6] for row in new] == [("MAHOGANY", "margetuximab", "failed")]
    assert [row for row in rows if row not in new] == ours
    assert {row[1] for row in ours if row[0] == "MAHOGANY"} == {"margetuximab", "retifanlimab", "tebotelimab"}


# Question, trial, column, and its cell with what Smith says.
CELLS = """
failed-agents | GATSBY | overallSurvival | 7.9 vs 8.6 months, HR 1.15, P = 0.86; 7.9 vs 6.8 months, HR 0.71 (from smith.ttl)
failed-agents | GATSBY | disease | gastric cancer, breast cancer (from smith.ttl)
failed-agents | TyTAN | compared | {tytan}
verdicts | GATSBY | disease | gastric cancer, breast cancer (from smith.ttl)
trials | GATSBY | disease | gastric cancer, breast cancer (from smith.ttl)
trials | JACOB | statuses | results reported, terminated (from smith.ttl)
trials | JACOB | terminationReason | futility (from smith.ttl)
registry-ids | GATSBY | disease | gastric cancer, breast cancer (from smith.ttl)
registry-ids | JACOB | status | results reported, terminated (from smith.ttl)
registry-ids | TyTAN | agents | lapatinib, neratinib (not in the review)
comparisons | GATSBY | disease | gastric cancer, breast cancer (from smith.ttl)
comparisons | GATSBY | endpointRole | role not stated, primary endpoint (from smith.ttl)
""".strip().splitlines()


@pytest.mark.parametrize("line", CELLS)
def test_the_reviews_word_comes_first_and_the_others_is_named(
    kg: KnowledgeGraph, both: KnowledgeGraph, line: str
) -> None:
    question, trial, column, cell = line.split(" | ")
    # an arm that gives another agent than lapatinib is no part of lapatinib's row
    [compared] = {row.compared for row in kg.ask("failed-agents") if row.trial == "TyTAN"}
    cell = cell.format(tytan=compared)
    assert cell in {row[column] for row in both.ask(question) if row["trial"] == trial}


def test_comparisons_of_the_review_come_before_anothers(both: KnowledgeGraph) -> None:
    found = [
        (row.hazardRatio, row.origin.partition(",")[0])
        for row in both.ask("comparisons")
        if (row.trial, row.measure) == ("GATSBY", "overall survival")
    ]
    assert [ratio for ratio, _ in found] == ["1.15", "0.71"]
    assert found[1][1] == "yours"


# not yet: what they join is mended elsewhere
NOT_YET = {"confidence-intervals", "forest-figures", "tested-agents", "trial-evidence"}
WITH_A_DISEASE = sorted(
    name
    for name, question in catalogue.questions().items()
    if "?disease" in question.text and "?trialLabel" in question.text
    if name not in NOT_YET and not any(each.required for each in question.parameters)
)


@pytest.mark.parametrize("name", WITH_A_DISEASE)
def test_no_question_joins_their_disease_unnamed(both: KnowledgeGraph, name: str) -> None:
    rows = [row for row in both.ask(name) if row.asdict().get("trial") == "GATSBY"]
    told = {str(row.asdict().get("disease")) for row in rows}
    assert told <= {"gastric cancer, breast cancer (from smith.ttl)", "gastric cancer", "not stated"}
