"""A cell that joins what several say tells which part is whose.

Another source states, of trials of the review's, one thing of each kind that a cell joins; no row of the review's goes.
"""

# ruff: noqa: E501 (a row is a row)

from collections import Counter

import pytest

import her2gc
from her2gc.python.knowledge import KnowledgeGraph

# All of it untrue.
THEIRS = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:GATSBY her2gc:hasStatus kg:recruiting ; her2gc:hasDesignFeature kg:double-blind ; her2gc:testsBy kg:agent-added ;
    her2gc:inLine kg:third-line-or-later ; her2gc:hasArm kg:their-arm .
kg:GATSBY-population her2gc:hasDisease kg:breast-cancer .
kg:their-arm a her2gc:Arm ; rdfs:label "GATSBY: third arm"@en ; her2gc:hasArmRole kg:experimental-arm ;
    her2gc:armSize 99 ; her2gc:hasRegimen kg:their-regimen .
kg:their-regimen a her2gc:Regimen ; rdfs:label "GATSBY: third regimen"@en .
kg:their-endpoint a her2gc:Endpoint ; rdfs:label "theirs: progression-free survival, primary"@en ;
    her2gc:ofTrial kg:GATSBY ; her2gc:measure kg:progression-free-survival ; her2gc:hasEndpointRole kg:primary .
kg:their-outcome a her2gc:EndpointVerdict ; rdfs:label "theirs: met"@en ; her2gc:ofEndpoint kg:their-endpoint ;
    her2gc:hasEndpointOutcome kg:met ; her2gc:hasBasis kg:stated-elsewhere .
kg:their-second a her2gc:Endpoint ; rdfs:label "theirs: response, primary"@en ;
    her2gc:ofTrial kg:LOGiC ; her2gc:measure kg:objective-response-rate ; her2gc:hasEndpointRole kg:primary .
kg:their-verdict a her2gc:Verdict ; rdfs:label "theirs: succeeded"@en ; her2gc:ofTrial kg:GATSBY ;
    her2gc:onAgent kg:T-DM1 ; her2gc:hasVerdictOutcome kg:succeeded ; her2gc:hasBasis kg:stated-elsewhere .
kg:their-pending a her2gc:Verdict ; rdfs:label "theirs: pending"@en ; her2gc:ofTrial kg:LOGiC ;
    her2gc:onAgent kg:lapatinib ; her2gc:hasVerdictOutcome kg:verdict-pending ; her2gc:hasBasis kg:stated-elsewhere .
"""
YOURS = 'yours, from "theirs.ttl"'


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    file = tmp_path_factory.mktemp("user") / "theirs.ttl"
    file.write_text(THEIRS, encoding="utf-8")
    return her2gc.load([str(file)], others=False)


# Question, trial, column, its cell, and whose it is.
CELLS = (
    """
failed-agents | GATSBY | disease | gastric cancer, breast cancer (from theirs.ttl) | asserted and {yours} (breast cancer)
failed-agents | GATSBY | how | comparator replaced, agent added (from theirs.ttl) | asserted and {yours} (agent added)
failed-agents | GATSBY | compared | trastuzumab emtansine or third regimen (from theirs.ttl) vs docetaxel | asserted and {yours} (third regimen)
failed-agents | GATSBY | primaryEndpoint | not stated in the review; progression-free survival: met (from theirs.ttl) | asserted and {yours} (progression-free survival, met)
failed-agents | LOGiC | primaryEndpoint | objective response rate: not reported (from theirs.ttl); overall survival: not met | asserted and {yours} (objective response rate)
verdicts | GATSBY | lines | second line, third line or later (from theirs.ttl) | asserted and {yours} (third line or later)
verdicts | GATSBY | disease | gastric cancer, breast cancer (from theirs.ttl) | asserted and {yours} (breast cancer)
trials | GATSBY | statuses | results reported, recruiting (from theirs.ttl) | asserted and {yours} (recruiting)
trial-designs | GATSBY | blinding | double-blind | asserted and {yours} (double-blind)
trial-designs | GATSBY | arms | 2, 1 more (from theirs.ttl) | computed and {yours}
trial-sizes | GATSBY | byArm | third arm 99 | {yours}
pending-trials | GATSBY | status | results reported, recruiting (from theirs.ttl) | asserted and {yours} (recruiting)
""".strip()
    .format(yours=YOURS)
    .splitlines()
)


@pytest.mark.parametrize("line", CELLS)
def test_a_joined_cell_tells_what_is_whose(both: KnowledgeGraph, line: str) -> None:
    question, trial, column, cell, origin = line.split(" | ")
    answer = both.ask(question)
    assert answer.contract is not None
    found = {
        (str(row[column]), told.cell_origins[column])
        for row, told in zip(answer, answer.contract, strict=True)
        if row["trial"] == trial
    }
    assert (cell, origin) in found


# Question, trial, the columns that tell whose row it is, and their rows: cells, then the row's first origin.
ROWS = {
    ("verdicts", "GATSBY", "verdict"): {("failed", "asserted"), ("succeeded", YOURS)},
    ("trials", "GATSBY", "line"): {("second line", "asserted"), ("third line or later", YOURS)},
    ("pending-trials", "LOGiC", "verdict"): {("failed", YOURS), ("pending", YOURS)},
    ("primary-endpoints", "GATSBY", "primaryEndpoint"): {
        ("not stated in the review", "asserted"),
        ("progression-free survival", YOURS),
    },
    ("primary-endpoints", "LOGiC", "primaryEndpoint"): {
        ("overall survival", "asserted"),
        ("objective response rate", YOURS),
    },
}


@pytest.mark.parametrize(("question", "trial", "column"), ROWS)
def test_what_stands_in_a_row_of_its_own_is_told_as_theirs(
    both: KnowledgeGraph, question: str, trial: str, column: str
) -> None:
    answer = both.ask(question)
    assert answer.contract is not None
    found = {
        (row[column], told.origin.partition(";")[0])
        for row, told in zip(answer, answer.contract, strict=True)
        if row["trial"] == trial
    }
    assert found == ROWS[question, trial, column]


def test_no_cell_of_the_reviews_goes_without_a_word(kg: KnowledgeGraph, both: KnowledgeGraph) -> None:
    """A row that another's statement changes says so; all others are as they were."""
    for name in ("failed-agents", "verdicts", "trials", "trial-designs", "trial-sizes", "primary-endpoints"):
        ours = Counter(tuple(row) for row in kg.ask(name).cells())
        answer = both.ask(name)
        assert answer.contract is not None
        for row, told in zip(answer.cells(), answer.contract, strict=True):
            if tuple(row) not in ours:
                assert YOURS in told.origin, (name, row)
