"""What other sources rightly say is accepted, what is wrong of it still found: made-up trials of the templates."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from her2gc.checks.validate import run
from sampling import slow

pytestmark = [slow, pytest.mark.usefixtures("lines_once")]  # each validates or loads a graph anew

HEAD = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kg:SMITH a her2gc:OtherSource ; rdfs:label "Smith paper"@en ; her2gc:hasSourceKind kg:paper ;
    dcterms:date "2026-11" ; dcterms:source "doi:10.0/made-up" .
"""
Check = Callable[..., set[str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Validate a template with pieces replaced, or a text of its own; return the rules of the findings."""

    def checked(
        *pairs: tuple[str, str], template: str = "trial", more: str = "", whole: str = ""
    ) -> set[str]:
        text = whole or (ROOT / "templates" / f"{template}.ttl").read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "mine.ttl"
        path.write_text(text + more, encoding="utf-8")
        return {each.rule for each in run([str(path)], say=lambda _: None)}

    return checked


UNIT, PRINTED = "her2gc:unit kg:month", "9.1 vs 8.7 months"
SPELLED = (("her2gc:value 9.1", 'her2gc:value 9.1 ; her2gc:printedAs "9·1"'),
           ("her2gc:value 8.7", 'her2gc:value 8.7 ; her2gc:printedAs "8·7"'))  # fmt: skip


@pytest.mark.parametrize(("unit", "word"), [("kg:week", "weeks"), ("kg:day", "days"), ("kg:year", "years")])
def test_a_time_is_in_the_unit_that_is_printed(check: Check, unit: str, word: str) -> None:
    assert check((UNIT, f"her2gc:unit {unit}"), (PRINTED, f"9.1 vs 8.7 {word}")) == set()
    assert "time-is-in-months" in check((UNIT, f"her2gc:unit {unit}"))


def test_a_middle_dot_is_a_point(check: Check) -> None:
    assert check((PRINTED, "9·1 vs 8·7 months"), *SPELLED) == set()
    swapped = check((PRINTED, "8·7 vs 9·1 months"), *SPELLED)
    assert swapped == {"value-stands-on-its-side"}


ID = "her2gc:enrolment 312 ;", "global, randomized phase 3 trial of 312 patients with"
NUMBERS = ("NCT09999999", "2024-512345-11-00", "2011-012345-23", "jRCT2031200001", "ISRCTN12345678", "ChiCTR2000012345",
           "UMIN000012345", "ACTRN12612345678901", "KCT0001234", "CTRI/2020/01/012345", "DRKS00012345")  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_any_register_is_taken(check: Check, number: str) -> None:
    pairs = (
        (ID[0], f'{ID[0]} her2gc:registryId "{number}" ;'),
        (ID[1], f"{number}: global, randomized phase 3, 312 with"),
    )
    assert check(*pairs) == set()


@pytest.mark.parametrize("number", ["NCT0999", "nct09999999", "none", "see paper"])
def test_no_number_of_a_register(check: Check, number: str) -> None:
    pairs = (
        (ID[0], f'{ID[0]} her2gc:registryId "{number}" ;'),
        (ID[1], f"{number}: global, randomized phase 3, 312 with"),
    )
    assert "registryId/registryId/Pattern" in check(*pairs)


AE = """
kg:EXAMPLE-1-report-AE a her2gc:Passage ; rdfs:label "EXAMPLE-1 report, results: safety"@en ;
    her2gc:inSource kg:EXAMPLE-1-report ; her2gc:snippet "pneumonitis in 4 of 156 with tucatinib" .
kg:EXAMPLE-1-AE a her2gc:AdverseEventReport ; rdfs:label "EXAMPLE-1: pneumonitis, tucatinib"@en ;
    her2gc:ofTrial kg:EXAMPLE-1 ; her2gc:ofAdverseEvent kg:pneumonitis ; WHOSE her2gc:numerator 4 ;
    her2gc:denominator 156 ; her2gc:statistic kg:proportion ; her2gc:hasStance kg:asserted ;
    her2gc:statedIn kg:EXAMPLE-1-report-AE .
"""


def test_an_adverse_event_is_of_an_agent_or_an_arm(check: Check) -> None:
    for whose in ("her2gc:ofArm kg:EXAMPLE-1-tucatinib-arm ;", "her2gc:onAgent kg:tucatinib ;"):
        assert check(more=AE.replace("WHOSE", whose)) == set()
    assert check(more=AE.replace("WHOSE", "")) == {"AdverseEventReport/Or"}


BRAND = (("kg:tucatinib", "kg:Enhertu"), ("tucatinib", "Enhertu"))
NEW = """
kg:Enhertu a her2gc:AntibodyDrugConjugate ; rdfs:label "{}"@en ; her2gc:targets kg:HER2 ;
    her2gc:statedIn kg:EXAMPLE-1-report-arms .
"""


@pytest.mark.parametrize("name", ["Enhertu", "ENHERTU", "T-DXd"])
def test_a_trade_name_is_no_second_agent(check: Check, name: str) -> None:
    assert "agent-is-there-once" in check(("kg:tucatinib", "kg:Enhertu"), more=NEW.format(name))


def test_a_trade_name_names_its_agent(check: Check) -> None:
    """Prints and labels that say Enhertu tell of trastuzumab deruxtecan, and of no other agent."""
    named = (("kg:tucatinib", "kg:T-DXd"), (" tucatinib", " Enhertu"))
    assert check(*named) == set()
    other = (("kg:tucatinib", "kg:neratinib"), (" tucatinib", " Enhertu"))
    assert check(*other) == {
        "link-is-printed",
        "RegimenComponent-label-says-hasAgent",
        "Verdict-label-says-onAgent",
    }


def verdict(name: str, agent: str, outcome: str, more: str = "") -> str:
    """Give a verdict of the made-up trial."""
    return f"""
kg:EXAMPLE-1-verdict-{name} a her2gc:Verdict ; rdfs:label "EXAMPLE-1: {agent} {outcome}"@en ;
    her2gc:ofTrial kg:EXAMPLE-1 ;
    her2gc:onAgent kg:{agent} ; her2gc:hasVerdictOutcome kg:{outcome} ; her2gc:hasBasis kg:stated-elsewhere ; {more}
    her2gc:statedIn kg:EXAMPLE-1-report-verdict .
"""


BETTER = (("0.94", "0.70"), ("0.78", "0.55"), ("1.13", "0.89"), ("0.50", "0.003"))
RULE = "verdict-against-hazard-ratio"


def test_a_verdict_is_held_to_the_ratio_of_its_agent(check: Check) -> None:
    assert check(*BETTER) == {RULE}
    second = (("her2gc:testsAgent kg:tucatinib", "her2gc:testsAgent kg:tucatinib , kg:neratinib"),
              ("tucatinib failed", "tucatinib succeeded"), ("kg:failed", "kg:succeeded"))  # fmt: skip
    assert RULE not in check(*BETTER, *second, more=verdict("2", "neratinib", "failed"))
    assert RULE in check(*BETTER, *second, more=verdict("2", "tucatinib", "failed"))


def test_a_verdict_is_held_to_the_ratio_in_its_disease(check: Check) -> None:
    for disease, told in (("breast-cancer", False), ("gastric-cancer", True)):
        pair = ("her2gc:hasVerdictOutcome", f"her2gc:forDisease kg:{disease} ; her2gc:hasVerdictOutcome")
        assert (RULE in check(*BETTER, pair)) == told


SMITH = """
kg:SMITH-1 a her2gc:Passage ; rdfs:label "Smith paper, results: 1"@en ; her2gc:inSource kg:SMITH ;
    her2gc:snippet "trastuzumab failed in ToGA by later analysis" .
kg:ToGA-verdict-smith a her2gc:Verdict ; rdfs:label "ToGA: trastuzumab failed"@en ; her2gc:ofTrial kg:ToGA ;
    her2gc:onAgent kg:trastuzumab ; her2gc:hasVerdictOutcome kg:failed ; her2gc:hasBasis kg:stated-elsewhere ;
    her2gc:statedIn kg:SMITH-1 .
"""
MET = """
kg:SMITH-2 a her2gc:Passage ; rdfs:label "Smith paper, results: 2"@en ; her2gc:inSource kg:SMITH ;
    her2gc:snippet "the endpoint of GATSBY was met" .
kg:GATSBY-endpoint-verdict-smith a her2gc:EndpointVerdict ; rdfs:label "GATSBY: overall survival met"@en ;
    her2gc:ofEndpoint kg:GATSBY-endpoint-OS ; her2gc:hasEndpointOutcome kg:met ; her2gc:hasBasis kg:stated-elsewhere ;
    her2gc:statedIn kg:SMITH-2 .
"""


def test_a_source_is_not_held_to_the_figures_of_another(check: Check) -> None:
    assert check(whole=HEAD + SMITH) == set()
    assert check(whole=HEAD + MET) == set()
