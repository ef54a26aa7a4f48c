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


@pytest.mark.parametrize("word", ["mo", "mos", "Months"])
def test_a_unit_may_be_printed_short(check: Check, word: str) -> None:
    assert check((PRINTED, f"9.1 vs 8.7 {word}")) == set()
    assert "stated-unit-is-printed" in check((PRINTED, "9.1 vs 8.7 in most"))


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


def test_a_share_has_its_count_and_of_how_many(check: Check) -> None:
    event = AE.replace("WHOSE", "her2gc:onAgent kg:tucatinib ;")
    for left_out, rule in (
        ("her2gc:numerator 4 ;", "printed-count-is-kept"),
        ("her2gc:denominator 156 ;", "numerator/denominator/MinCount"),
    ):
        assert rule in check(more=event.replace(left_out, ""))
    percent = event.replace("of 156", "of 156 (3%)").replace(
        "her2gc:numerator", "her2gc:unit kg:percent ; her2gc:unitBasis kg:stated-elsewhere ; her2gc:numerator"
    )
    assert check(more=percent) == {"share-in-percent-has-its-figure"}
    assert check(more=percent.replace(" (3%)", "").replace("stated-elsewhere", "inferred")) == set()
    assert check(more=percent.replace("her2gc:numerator", "her2gc:value 3 ; her2gc:numerator")) == set()


@pytest.mark.parametrize(
    ("number", "printed", "other"),
    [("1020", "1,020", "102"), ("1020", "1 020", "120"), ("12", "twelve", "7"), ("4", "four", "40")],
)
def test_a_number_spelled_otherwise_is_that_number(
    check: Check, number: str, printed: str, other: str
) -> None:
    spelled = (ID[1], ID[1].replace("312", printed))
    for size, told in ((number, set()), (other, {"figure-is-printed"})):
        found = check((ID[0], f'her2gc:enrolment {size} ; her2gc:printedAs "{printed}" ;'), spelled)
        assert found - ({"number-word-is-its-figure"} if told else set()) == told


GROUP = """
kg:EXAMPLE-1-report-group a her2gc:Passage ; rdfs:label "EXAMPLE-1 report, results: IHC 3+"@en ;
    her2gc:inSource kg:EXAMPLE-1-report ; her2gc:snippet "in 119 patients with gastric cancer and IHC 3+" .
kg:EXAMPLE-1-IHC-3-plus a her2gc:Population ; rdfs:label "EXAMPLE-1: IHC 3+"@en ; SIZE
    her2gc:hasDisease kg:gastric-cancer ; her2gc:isSubpopulationOf kg:EXAMPLE-1-population ;
    her2gc:statedIn kg:EXAMPLE-1-report-group .
"""


def test_a_group_whose_number_is_printed_has_it(check: Check) -> None:
    used = ("her2gc:inPopulation kg:EXAMPLE-1-population", "her2gc:inPopulation kg:EXAMPLE-1-IHC-3-plus")
    for size, told in (("her2gc:populationSize 119 ;", set()), ("", {"printed-size-is-kept"})):
        assert check(used, more=GROUP.replace("SIZE", size)) == told
    for other in ("in HER2 positive patients", "in grade 3 tumours", "in 2020 patients"):
        words = GROUP.replace("in 119 patients", other).replace("SIZE", "")
        assert check(used, more=words) == set(), other


def test_the_only_group_of_a_study_is_its_number_enrolled(check: Check) -> None:
    sized = (
        "her2gc:hasDisease kg:gastric-cancer ;",
        "her2gc:hasDisease kg:gastric-cancer ; her2gc:populationSize 312 ;",
    )
    assert check(sized) == set()
    assert check(sized, (ID[0], "")) == {"size-of-all-is-the-number-enrolled"}


@pytest.mark.parametrize(
    ("unit", "rule"),
    [
        ("kg:patients", None),
        ("kg:month", "share-counts-what-can-be-counted"),
        ("kg:treatments", "stated-unit-is-printed"),
    ],
)
def test_a_count_is_in_what_was_counted(check: Check, unit: str, rule: str | None) -> None:
    told = f"her2gc:unit {unit} ; her2gc:unitBasis kg:stated-elsewhere ; her2gc:numerator"
    event = AE.replace("WHOSE", "her2gc:onAgent kg:tucatinib ;").replace("of 156", "of 156 patients")
    found = check(more=event.replace("her2gc:numerator", told))
    assert rule in found if rule else found == set()


def test_phase_2_is_no_second_line(check: Check) -> None:
    told = (
        ("phase 3 trial of 312", "phase 2 trial of 312"),
        ("kg:phase-3", "kg:phase-2"),
        (" in the second line", ""),
    )
    assert "link-is-printed" in check(*told)
    assert check(*told[:2], ("in the second line", "2nd line")) == set()


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
