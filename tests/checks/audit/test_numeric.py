"""Formulas against worked figures, and the numeric audit of the review's own results."""

import pytest
from small import make, whole_graph

from her2gc.checks.audit import formulas as f
from her2gc.checks.audit.numeric import Check, check
from her2gc.checks.audit.record import Record
from sampling import slow

# Trial and measure of every hazard ratio with a p-value in Table 4, with the number of events implied, by hand:
# 4 z² / (log HR)², z from the two-sided p-value.
EVENTS = {
    "ToGA: progression-free survival": 427,
    "ToGA: overall survival": 354,
    "HELOISE: progression-free survival": 131,
    "HELOISE: overall survival": 119,
    "LOGiC: progression-free survival": 309,
    "LOGiC: overall survival": 393,
    "JACOB: overall survival": 477,
    "T-ACT: progression-free survival": 427,
    "T-ACT: overall survival": 153,
    "GATSBY: progression-free survival": 276,
    "GATSBY: overall survival": 6,
    "TyTAN: progression-free survival": 206,
    "TyTAN: overall survival": 356,
}
TOO_MANY = {"T-ACT: progression-free survival", "T-ACT: overall survival", "TyTAN: overall survival"}
TOO_FEW = {"GATSBY: overall survival"}
TRIAL = """
kg:trial a her2gc:Trial ; rdfs:label "trial" ; her2gc:enrolment 200 .
kg:a a her2gc:Arm ; rdfs:label "a" {share_a} .
kg:b a her2gc:Arm ; rdfs:label "b" {share_b} .
kg:result a her2gc:Result ; rdfs:label "result" ; her2gc:ofTrial kg:trial ; her2gc:unit kg:{unit} ;
    her2gc:statistic kg:{statistic} ; her2gc:hasAnalysisKind kg:main-analysis ;
    her2gc:armValue kg:value-a , kg:value-b ; her2gc:contrast kg:contrast .
kg:value-a a her2gc:ArmValue ; rdfs:label "value a" ; her2gc:ofArm kg:a ; her2gc:value {a} .
kg:value-b a her2gc:ArmValue ; rdfs:label "value b" ; her2gc:ofArm kg:b ; her2gc:value {b} .
kg:contrast a her2gc:Contrast ; rdfs:label "contrast" ; her2gc:firstGroup kg:a ; her2gc:secondGroup kg:b ; {figures} .
"""


def checks(record: Record, kind: str) -> dict[str, Check]:
    """Checks of one kind by label up to the first comma."""
    return {item.label.partition(",")[0]: item for item in check(record) if item.kind == kind}


def trial(
    figures: str,
    *,
    a: str = "10",
    b: str = "8",
    unit: str = "month",
    statistic: str = "median",
    shares: tuple[str, str] = ("", ""),
) -> dict[str, Check]:
    turtle = TRIAL.format(
        figures=figures, a=a, b=b, unit=unit, statistic=statistic, share_a=shares[0], share_b=shares[1]
    )
    return {item.kind: item for item in check(make(turtle))}


def test_rounding_bounds() -> None:
    assert f.rounding("0.86") == (0.855, 0.865)
    assert f.rounding("22") == (21.5, 22.5)


def test_z_of_known_p_values() -> None:
    assert f.z_two_sided(0.05) == pytest.approx(1.95996, abs=1e-5)
    assert f.z_two_sided(0.01) == pytest.approx(2.57583, abs=1e-5)
    assert f.p_two_sided(1.95996) == pytest.approx(0.05, abs=1e-5)


def test_events_need_most_patients_when_arms_are_unequal() -> None:
    assert f.events(0.1) == pytest.approx(400)
    assert f.events(0.1, 2 / 3) == pytest.approx(450)


def test_interval_of_a_hazard_ratio() -> None:
    low, high = f.ratio_interval(1.15, f.standard_error(1.15, f.z_two_sided(0.86)))
    assert (round(low, 2), round(high, 2)) == (0.24, 5.44)


def test_intervals_of_proportions() -> None:
    # 7 of 50: exact bounds as the documentation of scipy's binomial test prints them
    assert f.clopper_pearson(7, 50) == pytest.approx((0.05819170033997342, 0.26739600249700846), abs=1e-9)
    assert f.clopper_pearson(0, 10)[0] == 0
    assert f.clopper_pearson(10, 10)[1] == 1
    low, high = f.wilson(7, 50)
    assert 0.058 < low < 7 / 50 < high < 0.268


def test_fisher_of_the_lady_tasting_tea() -> None:
    assert f.fisher(3, 4, 1, 4) == pytest.approx(34 / 70)
    assert f.fisher(4, 4, 0, 4) == pytest.approx(2 / 70)


def test_chi_square_of_two_equal_rates() -> None:
    assert f.two_rates(0.3, 50, 0.3, 50) == pytest.approx(1)


@slow
@pytest.mark.parametrize("label", EVENTS)
def test_implied_events_of_table_4(label: str) -> None:
    record = whole_graph()
    item = checks(record, "events")[label]
    assert round(item.computed["events"]) == EVENTS[label]
    assert (item.verdict == "flag") == (label in TOO_MANY | TOO_FEW)
    assert ("more events than patients" in item.message) == (label in TOO_MANY)
    assert ("far too few events" in item.message) == (label in TOO_FEW)


def test_flagged_results_would_fit_a_one_sided_p() -> None:
    record = whole_graph()
    found = checks(record, "events")
    implied = {label: round(found[label].computed["events_one_sided"]) for label in TOO_MANY | TOO_FEW}
    assert implied == {
        "T-ACT: progression-free survival": 87,
        "T-ACT: overall survival": 66,
        "TyTAN: overall survival": 216,
        "GATSBY: overall survival": 239,
    }


def test_only_the_overall_survival_of_t_act_points_two_ways() -> None:
    record = whole_graph()
    found = checks(record, "direction")
    assert {label for label, item in found.items() if item.verdict == "flag"} == {"T-ACT: overall survival"}
    assert "medians 10.2 and 10, HR 1.23" in found["T-ACT: overall survival"].message


def test_response_rates_of_table_4_fit_their_p_values() -> None:
    record = whole_graph()
    found = checks(record, "rates")
    for name in ("ToGA", "HELOISE", "LOGiC", "JACOB", "T-ACT", "GATSBY", "TyTAN"):
        assert found[f"{name}: objective response rate"].verdict == "plausible"


def test_rc48_interval_is_exact_for_23_of_127() -> None:
    record = whole_graph()
    item = checks(record, "interval")["RC48-ADC phase 2: objective response rate"]
    assert item.verdict == "plausible"
    assert "Clopper-Pearson interval of 23/127" in item.message


def test_lost_amplification_in_11_of_16() -> None:
    record = whole_graph()
    found = [item for item in check(record) if item.kind == "proportion"]
    assert "11/16 = 68.8%, printed 69%" in {item.message for item in found}
    assert {item.verdict for item in found} == {"plausible"}


def test_a_printed_allocation_is_used() -> None:
    figures = 'her2gc:hazardRatio 0.70 ; her2gc:pValue 0.03 ; her2gc:pComparator "="'
    equal = trial(figures)["events"]
    shares = ("; her2gc:allocationShare 2", "; her2gc:allocationShare 1")
    two_to_one = trial(figures, shares=shares)["events"]
    assert "equal arms assumed" in equal.message
    assert "allocation 2:1 as printed" in two_to_one.message
    assert two_to_one.computed["events"] == pytest.approx(equal.computed["events"] * 9 / 8)


def test_rounding_never_makes_a_flag() -> None:
    # 0.70 with P = 0.01 implies 209 events; 0.695 with P = 0.015 no more than 179, which 200 patients can have
    figures = 'her2gc:hazardRatio 0.70 ; her2gc:pValue 0.01 ; her2gc:pComparator "="'
    item = trial(figures)["events"]
    assert round(item.computed["events"]) == 209
    assert item.verdict == "plausible"


def test_a_bound_on_p_gives_no_number_of_events() -> None:
    assert "events" not in trial('her2gc:hazardRatio 0.70 ; her2gc:pValue 0.01 ; her2gc:pComparator "<"')


def test_a_hazard_ratio_outside_the_middle_of_its_interval_is_flagged() -> None:
    bounds = "her2gc:lowerBound 0.22 ; her2gc:upperBound 0.48"
    good = trial(f'her2gc:hazardRatio 0.32 ; {bounds} ; her2gc:pValue 0.0001 ; her2gc:pComparator "<"')
    assert good["ratio interval"].verdict == "plausible"
    bad = trial(f"her2gc:hazardRatio 0.42 ; {bounds}")
    assert bad["ratio interval"].verdict == "flag"


@pytest.mark.parametrize(("p", "verdict"), [("0.001", "plausible"), ("0.003", "plausible"), ("0.4", "flag")])
def test_response_rates_against_p(p: str, verdict: str) -> None:
    figures = f'her2gc:pValue {p} ; her2gc:pComparator "="'
    item = trial(figures, a="50", b="28", unit="percent", statistic="proportion")["rates"]
    assert item.verdict == verdict


@pytest.mark.parametrize(
    ("figures", "verdict", "words"),
    [
        (
            "18.1 ; her2gc:lowerBound 11.8 ; her2gc:upperBound 25.9 ; her2gc:denominator 127",
            "plausible",
            "23/127",
        ),
        ("18.1 ; her2gc:lowerBound 15.8 ; her2gc:upperBound 25.9 ; her2gc:denominator 127", "flag", "23/127"),
        (
            "18.48 ; her2gc:lowerBound 11.5 ; her2gc:upperBound 27.93",
            "flag",
            "17/92 comes nearest with 11.15 to 27.93",
        ),
        ("53 ; her2gc:lowerBound 43 ; her2gc:upperBound 64", "plausible", "no N printed"),
        ("18.48 ; her2gc:lowerBound 17.5 ; her2gc:upperBound 18.93", "flag", "no denominator"),
    ],
)
def test_interval_of_a_proportion(figures: str, verdict: str, words: str) -> None:
    turtle = (
        f'kg:v a her2gc:ArmValue ; rdfs:label "v" ; her2gc:value {figures} .'
        'kg:r a her2gc:Result ; rdfs:label "r" ; her2gc:unit kg:percent ; her2gc:armValue kg:v .'
    )
    (item,) = check(make(turtle))
    assert item.verdict == verdict
    assert words in item.message


@pytest.mark.parametrize(("printed", "verdict"), [("69", "plausible"), ("68.8", "plausible"), ("70", "flag")])
def test_per_cent_of_n(printed: str, verdict: str) -> None:
    turtle = (
        'kg:v a her2gc:Observation ; rdfs:label "v" ; her2gc:numerator 11 ; her2gc:denominator 16 ;'
        f"her2gc:value {printed} ; her2gc:unit kg:percent ."
    )
    assert [item.verdict for item in check(make(turtle))] == [verdict]
