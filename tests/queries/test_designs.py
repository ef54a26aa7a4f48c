"""Designs that the review does not print: each template conforms, and stored questions answer it right."""

import re
from pathlib import Path

import pytest
from answers import rows, typed

import her2gc
from conftest import ROOT, Run
from her2gc.checks.validate import run as validate
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.sources.scaffold import LIKE
from sampling import slow

PATHS = [str(ROOT / "templates" / f"{name}.ttl") for name in LIKE]


@pytest.fixture(scope="module")
def designs() -> KnowledgeGraph:
    """Open the graph with the templates of all designs as a user's files."""
    return her2gc.load(PATHS, others=False)


def asked(kg: KnowledgeGraph, question: str, columns: str, only: str, **given: str) -> list[str]:
    """Return the rows that hold a word, sorted."""
    return sorted(line for line in rows(kg, question, columns, **given) if only in line)


@slow
def test_the_templates_conform() -> None:
    assert validate(PATHS, say=lambda _: None) == []


def test_a_verdict_on_a_combination_is_not_on_its_agents(designs: KnowledgeGraph) -> None:
    [verdict] = [row for row in designs.ask("verdicts").cells() if "EXAMPLE-3" in row]
    assert {"tucatinib plus pertuzumab", "failed"} < set(verdict)
    assert asked(designs, "tested-agents", "agent trial", "EXAMPLE-3") == [
        "pertuzumab | EXAMPLE-3",
        "tucatinib plus pertuzumab | EXAMPLE-3",
        "tucatinib | EXAMPLE-3",
    ]


def test_two_agents_in_one_verdict_are_told_what_to_write() -> None:
    """A file as a stranger wrote it: one verdict on two agents that were tested together."""
    path = str(ROOT / "tests/fixtures/combination-verdict.ttl")
    found = [each.message for each in validate([path], say=lambda _: None) if "onAgent" in each.message]
    assert any("define an AgentCombination" in message for message in found), found


def test_a_terminated_trial_says_so_with_its_reason(designs: KnowledgeGraph) -> None:
    assert set(asked(designs, "trials", "trial statuses terminationReason", "EXAMPLE-3")) == {
        "EXAMPLE-3 | terminated | futility at the interim analysis"
    }
    assert designs.show("EXAMPLE-3").values("her2gc:terminationReason") == [
        "futility at the interim analysis"
    ]


def test_an_interim_look_tells_the_level_that_it_spends(designs: KnowledgeGraph) -> None:
    assert asked(
        designs, "trial-evidence", "measure analysis hazardRatio p alphaSpent", "interim", trial="EXAMPLE-3"
    ) == ["overall survival | interim analysis | 0.97 | = 0.80 | 0.010"]
    [spent] = asked(designs, "p-values", "trial p alphaSpent", "0.010")
    assert spent == "EXAMPLE-3 | = 0.80 | 0.010"
    [look] = asked(designs, "said-of", "figure", "alpha", subject="EXAMPLE-3")
    assert look.endswith("HR 0.97 (0.78 to 1.21); P = 0.80; alpha spent 0.010")
    assert designs.show("EXAMPLE-3-OS-look-contrast").values("her2gc:printedAlphaSpent") == ["0.010"]


def test_a_sequence_is_told_in_its_order(designs: KnowledgeGraph) -> None:
    [given] = asked(designs, "tested-agents", "trial agent experimental", "EXAMPLE-4")
    assert given == (
        "EXAMPLE-4 | pertuzumab | EXAMPLE-4: trastuzumab plus cisplatin as induction, "
        "then trastuzumab plus pertuzumab as maintenance"
    )
    given_then = rows(designs, "regimens", "arm given role", trial="EXAMPLE-4")
    assert [line for line in given_then if "maintenance arm" in line] == [
        "EXAMPLE-4: maintenance arm | cisplatin | backbone, step 1 of a sequence",
        "EXAMPLE-4: maintenance arm | trastuzumab | backbone, step 1 of a sequence",
        "EXAMPLE-4: maintenance arm | pertuzumab | under test, step 2 of a sequence",
        "EXAMPLE-4: maintenance arm | trastuzumab | backbone, step 2 of a sequence",
    ]


def test_every_step_of_a_longer_sequence_is_told_in_both_arms(tmp_path: Path) -> None:
    more = "".join(
        f"""
kg:EXAMPLE-4-{name}-regimen a her2gc:Regimen ;
    rdfs:label "EXAMPLE-4: {words}"@en ;
    her2gc:hasBackboneComponent kg:EXAMPLE-4-cisplatin-component ;
    {then}her2gc:statedIn kg:EXAMPLE-4-report-arms
    .
"""
        for name, words, then in (
            ("third", "third treatment", "her2gc:followedBy kg:EXAMPLE-4-fourth-regimen ;\n    "),
            ("fourth", "a fourth one", ""),
        )
    )
    text = (ROOT / "templates/sequence.ttl").read_text(encoding="utf-8")
    text = re.sub(r"(hasVerdictOutcome) kg:[a-z-]+", r"\1 kg:failed", text)
    for name in ("maintenance", "control"):
        label = {
            "maintenance": "trastuzumab plus pertuzumab as maintenance",
            "control": "trastuzumab plus cisplatin",
        }
        head = f'rdfs:label "EXAMPLE-4: {label[name]}"@en ;'
        assert head in text
        text = text.replace(head, f"{head}\n    her2gc:followedBy kg:EXAMPLE-4-third-regimen ;")
    path = tmp_path / "longer.ttl"
    path.write_text(text + more, encoding="utf-8")
    kg = her2gc.load([str(path)], others=False)
    first = "trastuzumab plus cisplatin as induction, then trastuzumab plus pertuzumab as maintenance"
    later = ", then third treatment, then a fourth one"
    control = "trastuzumab plus cisplatin"
    assert asked(kg, "tested-agents", "experimental comparator", "EXAMPLE-4") == [
        f"EXAMPLE-4: {first}{later} | EXAMPLE-4: {control}{later}"
    ]
    assert asked(kg, "failed-agents", "trial compared", "EXAMPLE-4") == [
        f"EXAMPLE-4 | {first}{later} vs {control}{later}"
    ]


def test_what_follows_in_a_sequence_is_no_choice_and_not_given_alone(tmp_path: Path) -> None:
    text = (ROOT / "templates/sequence.ttl").read_text(encoding="utf-8")
    path = tmp_path / "failed.ttl"
    path.write_text(re.sub(r"(hasVerdictOutcome) kg:[a-z-]+", r"\1 kg:failed", text), encoding="utf-8")
    kg = her2gc.load([str(path)], others=False)
    [compared] = asked(kg, "failed-agents", "trial compared", "EXAMPLE-4")
    assert compared == (
        "EXAMPLE-4 | trastuzumab plus cisplatin as induction, then trastuzumab plus pertuzumab as maintenance "
        "vs trastuzumab plus cisplatin"
    )
    [free] = asked(kg, "chemotherapy-free-regimens", "regimen how", "EXAMPLE-4")
    assert free.endswith("as maintenance | no chemotherapy in the regimen, which follows one with it")


def test_a_restricted_mean_is_no_median(designs: KnowledgeGraph) -> None:
    assert asked(designs, "survival-medians", "trial median", "EXAMPLE-4") == []
    values = "EXAMPLE-4: control arm: 15.9; EXAMPLE-4: maintenance arm: 17.3"
    columns = "measure values difference p restrictedTo"
    assert asked(designs, "trial-evidence", columns, "mean", trial="EXAMPLE-4") == [
        f"restricted mean overall survival | {values} | 1.4 | = 0.11 | 24"
    ]
    assert designs.show("EXAMPLE-4-OS").values("her2gc:printedRestrictedTo") == ["24"]


def test_two_cohorts_keep_their_diseases_apart(designs: KnowledgeGraph) -> None:
    verdicts = [set(row) for row in designs.ask("verdicts").cells() if "EXAMPLE-5" in row]
    assert sorted("gastric cancer" if "gastric cancer" in row else "breast cancer" for row in verdicts) == [
        "breast cancer",
        "gastric cancer",
    ]
    assert all(
        ({"failed", "gastric cancer"} <= row) != ({"promising", "breast cancer"} <= row) for row in verdicts
    )


def test_a_trial_is_negative_in_the_disease_that_it_failed_in(designs: KnowledgeGraph) -> None:
    assert asked(designs, "negative-trials", "trial line disease", "EXAMPLE-5") == [
        "EXAMPLE-5 | second line | gastric cancer"
    ]


def test_a_selected_part_is_a_population_of_its_own(designs: KnowledgeGraph) -> None:
    found = rows(designs, "trial-evidence", "population values", trial="EXAMPLE-5")
    assert sorted(found) == sorted(
        typed(
            """
    EXAMPLE-5 gastric cohort: HER2-positive advanced gastric cancer, second line | EXAMPLE-5: neratinib arm: 8
    EXAMPLE-5 breast cohort: HER2-positive advanced breast cancer, second line | EXAMPLE-5: neratinib arm: 31
    EXAMPLE-5 selected part: advanced gastric cancer with a high HER2 level, second line | EXAMPLE-5: neratinib arm: 14
    """
        )
    )


def test_three_arms_have_two_contrasts_and_a_median_that_was_not_reached(designs: KnowledgeGraph) -> None:
    found = asked(designs, "trial-evidence", "measure values hazardRatio interval", "not", trial="EXAMPLE-6")
    values = "EXAMPLE-6: control arm: 11.0; EXAMPLE-6: high arm: not reached (14.1 to open); EXAMPLE-6: low arm: 13.2"
    assert found == [
        f"overall survival | {values} | 0.71 | 0.56 to 0.90",
        f"overall survival | {values} | 0.88 | 0.70 to 1.10",
    ]
    assert "EXAMPLE-6: high arm | not reached" in asked(
        designs, "survival-medians", "group median", "EXAMPLE-6"
    )
    assert designs.show("EXAMPLE-6-OS-high").values("her2gc:openUpperBound") == ["true"]


def test_two_primary_endpoints_may_differ(designs: KnowledgeGraph) -> None:
    assert asked(designs, "primary-endpoints", "trial primaryEndpoint outcome", "EXAMPLE-6") == [
        "EXAMPLE-6 | overall survival | met",
        "EXAMPLE-6 | progression-free survival | not met",
    ]


def test_a_margin_is_told_with_its_endpoint(designs: KnowledgeGraph) -> None:
    assert asked(designs, "said-of", "statement", "margin", subject="EXAMPLE-7") == [
        "EXAMPLE-7: overall survival, primary endpoint, non-inferiority margin 1.25"
    ]
    assert asked(designs, "primary-endpoints", "trial primaryEndpoint margin", "EXAMPLE-7") == [
        "EXAMPLE-7 | overall survival | 1.25"
    ]
    assert designs.show("EXAMPLE-7-endpoint-OS").values("her2gc:printedMargin") == ["1.25"]


def test_a_margin_that_the_interval_reaches_is_told_apart(tmp_path: Path) -> None:
    """The same trial with an interval that ends at 1.31, beyond its margin of 1.25; and with a loss of response."""
    text = (ROOT / "templates/non-inferiority.ttl").read_text(encoding="utf-8")
    beyond = text.replace("1.20", "1.31")
    assert beyond.count("1.31") == 2  # the figure and its place
    path = tmp_path / "beyond.ttl"
    path.write_text(beyond, encoding="utf-8")
    kg = her2gc.load([str(path)], others=False)
    assert asked(kg, "primary-endpoints", "trial primaryEndpoint outcome margin", "EXAMPLE-7") == [
        "EXAMPLE-7 | overall survival | met | 1.25 (reached by the interval)"
    ]
    found = validate([str(path)], say=lambda _: None)
    assert [each.rule for each in found] == ["met-within-its-margin"], found
    path.write_text(beyond.replace("kg:met ;", "kg:not-met ;"), encoding="utf-8")
    assert validate([str(path)], say=lambda _: None) == []


def test_an_adverse_event_has_its_grade_in_each_arm(designs: KnowledgeGraph) -> None:
    assert asked(designs, "adverse-events", "agent event extent grade trial", "EXAMPLE-7") == [
        "paclitaxel | pneumonitis | 1 per cent | 3 or more | EXAMPLE-7",
        "trastuzumab emtansine | pneumonitis | 3 per cent | 3 or more | EXAMPLE-7",
    ]


@pytest.mark.parametrize("like", LIKE)
def test_a_new_trial_may_be_of_any_design(
    mini: Path, run: Run, monkeypatch: pytest.MonkeyPatch, like: str
) -> None:
    (mini / "templates").symlink_to(ROOT / "templates")
    monkeypatch.chdir(mini)
    assert run("new", "trial", "MINE", "--like", like).out == "MINE.ttl\n"
    text = (mini / "MINE.ttl").read_text()
    assert "kg:MINE a her2gc:Trial" in text
    assert "EXAMPLE-" not in text
