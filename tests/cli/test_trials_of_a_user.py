"""Files of one trial, with or without what a trial need not have, as a user asks of them."""

import csv
import io
from pathlib import Path

import pytest

from conftest import ROOT, Run
from sampling import sample, slow

TEMPLATE = (ROOT / "templates/trial.ttl").read_text()
COLUMNS = ("agentLabel", "how", "trialLabel", "lineLabel", "disease", "phase", "n", "overallSurvival")
OS = "9.1 vs 8.7 months, HR 0.94, P = 0.50"
TABLE = """
kg:EXAMPLE-1-table a her2gc:ReviewTable ; rdfs:label "EXAMPLE-1 report, Table 1"@en ; her2gc:heading "Outcome" ;
    her2gc:opensWith "Table 1 Outcome" ; her2gc:ordinal 1 .
kg:EXAMPLE-1-row a her2gc:TableRow ; rdfs:label "EXAMPLE-1"@en ; her2gc:inTable kg:EXAMPLE-1-table ; her2gc:ordinal 1 .
kg:EXAMPLE-1-column a her2gc:TableColumn ; rdfs:label "overall survival"@en ; her2gc:inTable kg:EXAMPLE-1-table ;
    her2gc:ordinal 1 .
kg:EXAMPLE-1-cell a her2gc:TableCell ; rdfs:label "EXAMPLE-1 report, Table 1, OS"@en ; her2gc:inRow kg:EXAMPLE-1-row ;
    her2gc:inColumn kg:EXAMPLE-1-column ; her2gc:printedText "9.1 vs 8.7, HR 0.94, P = 0.50" .
kg:EXAMPLE-1-OS her2gc:statedIn kg:EXAMPLE-1-cell .
"""
ENDPOINTS = "".join(
    f"""
kg:EXAMPLE-1-endpoint-{short} a her2gc:Endpoint ; rdfs:label "EXAMPLE-1: {measure}, primary endpoint"@en ;
    her2gc:ofTrial kg:EXAMPLE-1 ; her2gc:measure kg:{measure.replace(" ", "-")} ; her2gc:hasEndpointRole kg:primary ;
    her2gc:statedIn kg:EXAMPLE-1-report-verdict .
kg:EXAMPLE-1-endpoint-verdict-{short} a her2gc:EndpointVerdict ; rdfs:label "EXAMPLE-1: {measure} {said}"@en ;
    her2gc:ofEndpoint kg:EXAMPLE-1-endpoint-{short} ; her2gc:hasEndpointOutcome kg:{said.replace(" ", "-")} ;
    her2gc:hasBasis kg:stated-elsewhere ; her2gc:statedIn kg:EXAMPLE-1-report-verdict .
"""
    for short, measure, said in (
        ("OS", "overall survival", "not met"),
        ("PFS", "progression-free survival", "met"),
    )
)


def without(*facts: str) -> str:
    text = TEMPLATE
    for fact in facts:
        assert text.count(fact) == 1, fact
        text = text.replace(fact, "")
    return text


BREAST = TEMPLATE.replace("kg:gastric-cancer", "kg:breast-cancer").replace("gastric cancer", "breast cancer")
TESTS_BY, ENROLMENT = "    her2gc:testsBy kg:agent-added ;\n", "    her2gc:enrolment 312 ;\n"
FILES = {
    "no table": (TEMPLATE, "agent added", "gastric cancer", "312"),
    "a table": (TEMPLATE + TABLE, "agent added", "gastric cancer", "312"),
    "not how it tests": (without(TESTS_BY), "", "gastric cancer", "312"),
    "neither how nor how many, nor a table": (without(TESTS_BY, ENROLMENT), "", "gastric cancer", ""),
    "breast cancer": (BREAST, "agent added", "breast cancer", "312"),
}


def rows(run: Run, text: str, folder: Path, *asked: str) -> list[dict[str, str]]:
    """Return the rows about the trial of a user's file."""
    path = folder / "own.ttl"
    path.write_text(text)
    ran = run("query", *asked, "--data", path, "--format", "csv", "--quiet")
    assert (ran.status, ran.err) == (0, "")
    return [row for row in csv.DictReader(io.StringIO(ran.out)) if row["trialLabel"] == "EXAMPLE-1"]


@slow
@pytest.mark.parametrize("what", sample(list(FILES), 3, "files of a failed trial"))
def test_a_failed_trial_is_there_whatever_else_is_known_of_it(run: Run, tmp_path: Path, what: str) -> None:
    text, how, disease, n = FILES[what]
    [row] = rows(run, text, tmp_path, "failed-agents", "--line", "second")
    right = ["tucatinib", how, "EXAMPLE-1", "second line", disease, "phase 3", n, OS]
    assert [row[column] for column in COLUMNS] == right
    assert row["verdict"] == "failed"
    assert row["primaryEndpoint"] == "not stated"


def test_two_primary_endpoints_keep_their_own_outcomes(run: Run, tmp_path: Path) -> None:
    [row] = rows(run, TEMPLATE + ENDPOINTS, tmp_path, "failed-agents", "--line", "second")
    assert row["primaryEndpoint"] == "overall survival: not met; progression-free survival: met"


@slow
def test_breast_cancer_is_named_where_it_stands_among_gastric_cancers(run: Run, tmp_path: Path) -> None:
    for question in ("negative-trials", "trial-sizes", "survival-medians"):
        found = rows(run, BREAST, tmp_path, question)
        assert {row["disease"] for row in found} == {"breast cancer"}, question
