"""The seven trials of Table 4: figures and words typed by hand from the review, compared with the graph.

The Turtle is read as it stands, so that a figure is compared in its printed precision (1.00 is not 1).
"""

from decimal import Decimal
from functools import cache

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.term import Node

from conftest import ROOT

HER2GC = Namespace("https://w3id.org/her2gc/ontology#")
KG = Namespace("https://w3id.org/her2gc/kg/")
TRIALS = ["ToGA", "HELOISE", "LOGiC", "JACOB", "T-ACT", "GATSBY", "TyTAN"]

# trial: phase, N, line, region, agent under test, what is done with it, design, reference number
DESIGN = {
    "ToGA": (
        "phase-3",
        594,
        "first-line",
        "global",
        "trastuzumab",
        "agent-added",
        "global-design randomized",
        23,
    ),
    "HELOISE": ("phase-3", 248, "first-line", "global", "trastuzumab", "dose-raised", "randomized", 30),
    "LOGiC": ("phase-3", 487, "first-line", "global", "lapatinib", "agent-added", "", 31),
    "JACOB": ("phase-3", 780, "first-line", "global", "pertuzumab", "agent-added", "", 34),
    "T-ACT": (
        "phase-2",
        89,
        "second-line",
        "Japan",
        "trastuzumab",
        "continued-beyond-progression",
        "randomized",
        38,
    ),
    "GATSBY": ("phase-2-3", 345, "second-line", "global", "T-DM1", "agent-replaced", "adaptive", 39),
    "TyTAN": ("phase-3", 261, "second-line", "Asia", "lapatinib", "agent-added", "", 40),
}

# trial, measure: first and second figure, hazard ratio, sign before P, P
FIGURES = {
    ("ToGA", "ORR"): ("47", "35", None, "=", "0.0017"),
    ("ToGA", "PFS"): ("6.7", "5.5", "0.71", "=", "0.0004"),
    ("ToGA", "OS"): ("13.8", "11.1", "0.74", "=", "0.0046"),
    ("HELOISE", "ORR"): ("56.9", "58.9", None, "=", "0.76"),
    ("HELOISE", "PFS"): ("5.6", "5.7", "1.04", "=", "0.8222"),
    ("HELOISE", "OS"): ("10.6", "12.5", "1.24", "=", "0.2401"),
    ("LOGiC", "ORR"): ("53", "39", None, "=", "0.0031"),
    ("LOGiC", "PFS"): ("6.0", "5.4", "0.82", "=", "0.081"),
    ("LOGiC", "OS"): ("12.2", "10.5", "0.91", "=", "0.35"),
    ("JACOB", "ORR"): ("56.7", "48.9", None, "=", "0.026"),
    ("JACOB", "PFS"): ("8.5", "7.0", None, "=", "0.0001"),
    ("JACOB", "OS"): ("17.5", "14.2", "0.84", "=", "0.057"),
    ("T-ACT", "ORR"): ("33.3", "32", None, "=", "1.00"),
    ("T-ACT", "PFS"): ("3.7", "3.2", "0.91", "=", "0.33"),
    ("T-ACT", "OS"): ("10.2", "10", "1.23", "=", "0.20"),
    ("GATSBY", "ORR"): ("20.6", "19.6", None, "=", "0.84"),
    ("GATSBY", "PFS"): ("2.7", "2.9", "1.13", "=", "0.31"),
    ("GATSBY", "OS"): ("7.9", "8.6", "1.15", "=", "0.86"),
    ("TyTAN", "ORR"): ("27", "9", None, "<", "0.001"),
    ("TyTAN", "PFS"): ("5.4", "4.4", "0.85", "=", "0.244"),
    ("TyTAN", "OS"): ("11", "8.9", "0.84", "=", "0.10"),
}

# measure: entity, summary, unit, and whether the table prints the unit
MEASURES = {
    "ORR": ("objective-response-rate", "proportion", "percent", "stated"),
    "PFS": ("progression-free-survival", "median", "month", "inferred"),
    "OS": ("overall-survival", "median", "month", "inferred"),
}

# trial: diseases, settings of its population
POPULATIONS = {
    "ToGA": ("gastric-adenocarcinoma gastroesophageal-junction-adenocarcinoma", "advanced"),
    "HELOISE": ("gastric-adenocarcinoma gastroesophageal-junction-adenocarcinoma", "metastatic"),
    "LOGiC": (
        "esophageal-adenocarcinoma gastric-adenocarcinoma gastroesophageal-junction-adenocarcinoma",
        "advanced metastatic",
    ),
    "JACOB": ("gastric-cancer gastroesophageal-junction-cancer", "metastatic"),
    "T-ACT": ("gastroesophageal-adenocarcinoma", "advanced"),
    "GATSBY": ("gastric-cancer", "advanced"),
    "TyTAN": ("gastric-cancer", "advanced"),
}

# trial, role of the arm: role and agent of each part of its regimen
REGIMENS = {
    ("ToGA", "experimental"): "Backbone cisplatin, Backbone fluoropyrimidine, Investigational trastuzumab",
    ("ToGA", "comparator"): "Backbone cisplatin, Backbone fluoropyrimidine",
    ("HELOISE", "experimental"): "Backbone chemotherapy, Investigational trastuzumab high-dose",
    ("HELOISE", "comparator"): "Backbone chemotherapy, Comparator trastuzumab standard-dose",
    ("LOGiC", "experimental"): "Backbone capecitabine, Backbone oxaliplatin, Investigational lapatinib",
    ("LOGiC", "comparator"): "Backbone capecitabine, Backbone oxaliplatin",
    ("JACOB", "experimental"): "Backbone chemotherapy, Backbone trastuzumab, Investigational pertuzumab",
    ("JACOB", "comparator"): "Backbone chemotherapy, Backbone trastuzumab",
    ("T-ACT", "experimental"): "Backbone paclitaxel weekly, Investigational trastuzumab",
    ("T-ACT", "comparator"): "Backbone paclitaxel weekly",
    ("GATSBY", "experimental"): "Investigational T-DM1",
    ("GATSBY", "comparator"): "Comparator docetaxel",
    ("TyTAN", "experimental"): "Backbone paclitaxel, Investigational lapatinib",
    ("TyTAN", "comparator"): "Backbone paclitaxel",
}

# trial, measure: role of the endpoint, outcome, what the outcome rests on
ENDPOINTS = {
    ("ToGA", "overall-survival"): ("role-not-stated", "met", "stated"),
    ("HELOISE", "overall-survival"): ("role-not-stated", "not-met", "stated"),
    ("HELOISE", "progression-free-survival"): ("role-not-stated", "not-met", "stated"),
    ("HELOISE", "serum-trough-concentration"): ("role-not-stated", "met", "stated"),
    ("LOGiC", "overall-survival"): ("primary", "not-met", "stated"),
    ("JACOB", "overall-survival"): ("role-not-stated", "not-met", "stated"),
    ("T-ACT", "progression-free-survival"): ("primary", "not-met", "stated"),
    ("T-ACT", "overall-survival"): ("role-not-stated", "not-met", "derived"),
    ("GATSBY", "overall-survival"): ("role-not-stated", "not-met", "derived"),
    ("TyTAN", "overall-survival"): ("role-not-stated", "not-met", "stated"),
    ("TyTAN", "progression-free-survival"): ("role-not-stated", "not-met", "stated"),
}

# finding: measure, direction, significance in the review's words, arm or group that did better
FINDINGS = {
    "ToGA-finding-OS": ("overall-survival", "improved", "significance-not-stated", "ToGA-trastuzumab-arm"),
    "ToGA-post-hoc-finding": (
        "overall-survival",
        "improved",
        "significance-not-stated",
        "ToGA-high-HER2-population",
    ),
    "HELOISE-finding-trough": ("serum-trough-concentration", "increased", "stated-significant", ""),
    "HELOISE-finding-OS": ("overall-survival", "not-improved", "significance-not-stated", ""),
    "HELOISE-finding-PFS": ("progression-free-survival", "not-improved", "significance-not-stated", ""),
    "LOGiC-finding-OS": ("overall-survival", "not-improved", "significance-not-stated", ""),
    "LOGiC-finding-PFS": (
        "progression-free-survival",
        "improved",
        "stated-significant",
        "LOGiC-lapatinib-arm",
    ),
    "LOGiC-finding-ORR": ("objective-response-rate", "improved", "stated-significant", "LOGiC-lapatinib-arm"),
    "JACOB-finding-OS": ("overall-survival", "no-difference", "stated-not-significant", ""),
    "JACOB-finding-PFS": (
        "progression-free-survival",
        "numerically-favours",
        "significance-not-stated",
        "JACOB-pertuzumab-arm",
    ),
    "JACOB-finding-ORR": (
        "objective-response-rate",
        "numerically-favours",
        "significance-not-stated",
        "JACOB-pertuzumab-arm",
    ),
    "T-ACT-finding-PFS": ("progression-free-survival", "not-improved", "significance-not-stated", ""),
    "T-ACT-finding-biomarkers": ("", "no-association", "significance-not-stated", ""),
    "T-ACT-long-interval-ORR": (
        "objective-response-rate",
        "trend-improved",
        "significance-not-stated",
        "T-ACT-trastuzumab-arm",
    ),
    "T-ACT-long-interval-PFS": (
        "progression-free-survival",
        "trend-improved",
        "significance-not-stated",
        "T-ACT-trastuzumab-arm",
    ),
    "T-ACT-long-interval-OS": (
        "overall-survival",
        "trend-improved",
        "significance-not-stated",
        "T-ACT-trastuzumab-arm",
    ),
    "GATSBY-finding": ("", "not-improved", "significance-not-stated", ""),
    "TyTAN-finding-ORR": ("objective-response-rate", "improved", "stated-significant", "TyTAN-lapatinib-arm"),
    "TyTAN-finding-PFS": ("progression-free-survival", "not-improved", "significance-not-stated", ""),
    "TyTAN-finding-OS": ("overall-survival", "not-improved", "significance-not-stated", ""),
}

# explanation of a failure: what it explains
EXPLANATIONS = {
    "LOGiC-explanation-FISH-alone": "LOGiC-endpoint-verdict-OS LOGiC-verdict",
    "LOGiC-explanation-gastrectomy": "LOGiC-endpoint-verdict-OS LOGiC-verdict",
    "LOGiC-explanation-ADCC": "LOGiC-endpoint-verdict-OS LOGiC-verdict",
    "temporal-heterogeneity-explanation": "GATSBY-verdict TyTAN-verdict",
}


@cache
def graph() -> Graph:
    """Read the seven trials, what is said across them, and what they refer to."""
    read = Graph()
    for path in sorted((ROOT / "kg").glob("**/*.ttl")):
        read.parse(path)
    return read


def name(node: Node | None) -> str:
    return "" if node is None else str(node).removeprefix(KG)


def one(subject: Node, predicate: str) -> str:
    """Name or printed text of the only value; empty where there is none."""
    return name(graph().value(subject, HER2GC[predicate], any=False))


def several(subject: Node, predicate: str) -> str:
    return " ".join(sorted(name(node) for node in graph().objects(subject, HER2GC[predicate])))


def of_trial(trial: str, kind: str) -> list[URIRef]:
    return [
        URIRef(str(node))
        for node in graph().subjects(HER2GC.ofTrial, KG[trial])
        if (node, RDF.type, HER2GC[kind]) in graph()
    ]


def arm(trial: str, role: str) -> Node:
    arms = graph().objects(KG[trial], HER2GC.hasArm)
    return next(node for node in arms if one(node, "hasArmRole") == f"{role}-arm")


def formula(criterion: Node) -> str:
    """Write a criterion out as a rule of scores, ratios and results."""
    for predicate, word in (("allOf", " and "), ("anyOf", " or ")):
        parts = sorted(formula(part) for part in graph().objects(criterion, HER2GC[predicate]))
        if parts:
            return f"({word.join(parts)})"
    assay = one(criterion, "onAssay")
    threshold = one(criterion, "comparator") + one(criterion, "threshold")
    return f"{assay} {one(criterion, 'score') or threshold or one(criterion, 'requiresResult')}"


@pytest.mark.parametrize("trial", TRIALS)
def test_design(trial: str) -> None:
    phase, enrolment, line, region, agent, how, features, reference = DESIGN[trial]
    node = KG[trial]
    assert one(node, "hasPhase") == phase
    assert one(node, "enrolment") == str(enrolment)
    assert one(node, "inLine") == line
    assert one(node, "conductedIn") == region
    assert one(node, "testsAgent") == agent
    assert one(node, "testsBy") == how
    assert several(node, "hasDesignFeature") == features
    assert several(node, "cites") == f"ref-{reference}"


@pytest.mark.parametrize("trial", TRIALS)
def test_first_five_cells_of_the_row_are_places_of_the_trial(trial: str) -> None:
    places = set(several(KG[trial], "statedIn").split())
    assert {f"Table-4-{trial}-{column}" for column in ("Trial", "Phase", "Agent", "Line", "Region")} <= places


@pytest.mark.parametrize(("trial", "measure"), FIGURES)
def test_figures_of_table_4(trial: str, measure: str) -> None:
    first, second, ratio, sign, p = FIGURES[trial, measure]
    result = KG[f"{trial}-{measure}"]
    contrast = KG[one(result, "contrast")]
    assert one(contrast, "firstGroup") == name(arm(trial, "experimental"))
    assert one(contrast, "secondGroup") == name(arm(trial, "comparator"))
    figures = {one(value, "ofArm"): one(value, "value") for value in graph().objects(result, HER2GC.armValue)}
    assert figures == {one(contrast, "firstGroup"): first, one(contrast, "secondGroup"): second}
    assert one(contrast, "hazardRatio") == (ratio or "")
    assert (one(contrast, "pComparator"), one(contrast, "pValue")) == (sign, p)
    assert one(contrast, "pSidedness") == "sidedness-not-stated"
    assert one(result, "ofTrial") == trial
    assert several(result, "statedIn") == f"Table-4-{trial}-{measure}"


@pytest.mark.parametrize(("trial", "measure"), FIGURES)
def test_units_and_kind_of_the_figures(trial: str, measure: str) -> None:
    result = KG[f"{trial}-{measure}"]
    stored = tuple(one(result, predicate) for predicate in ("measure", "statistic", "unit", "unitBasis"))
    assert stored == MEASURES[measure]
    assert one(result, "hasAnalysisKind") == "main-analysis"
    assert one(result, "inPopulation") == f"{trial}-population"


def test_decimal_comma_is_kept_beside_the_figure() -> None:
    assert one(KG["HELOISE-ORR-high-dose"], "printedAs") == "56,9"
    assert Decimal(one(KG["HELOISE-ORR-high-dose"], "value")) == Decimal("56.9")


@pytest.mark.parametrize("trial", TRIALS)
def test_population(trial: str) -> None:
    diseases, settings = POPULATIONS[trial]
    population = KG[one(KG[trial], "enrols")]
    assert several(population, "hasDisease") == diseases
    assert several(population, "hasDiseaseSetting") == settings
    assert one(population, "hasBiomarkerState") == "HER2-positive"
    assert one(population, "inLine") == DESIGN[trial][2]


def test_tytan_was_done_in_asian_patients() -> None:
    assert one(KG["TyTAN-population"], "livesIn") == "Asia"


@pytest.mark.parametrize(("trial", "role"), REGIMENS)
def test_regimens(trial: str, role: str) -> None:
    regimen = KG[one(arm(trial, role), "hasRegimen")]
    parts = []
    for kind in ("Backbone", "Comparator", "Investigational", "Placebo"):
        for part in graph().objects(regimen, HER2GC[f"has{kind}Component"]):
            words = [kind, one(part, "hasAgent") or one(part, "hasAgentClass"), one(part, "hasDoseLevel")]
            parts.append(" ".join(word for word in [*words, one(part, "schedule")] if word))
    assert ", ".join(sorted(parts)) == REGIMENS[trial, role]


@pytest.mark.parametrize("trial", TRIALS)
def test_arms_that_the_review_does_not_print_are_marked(trial: str) -> None:
    inferred = {"LOGiC", "JACOB"}  # only the arm with the agent under test is described
    assert one(arm(trial, "experimental"), "hasBasis") == ""
    assert one(arm(trial, "comparator"), "hasBasis") == ("inferred" if trial in inferred else "")


def test_trastuzumab_before_the_second_line() -> None:
    told = {}
    for trial in TRIALS:
        for exposure in of_trial(trial, "PriorExposure"):
            assert one(exposure, "toAgent") == "trastuzumab"
            told[trial, one(exposure, "ofArm")] = (one(exposure, "value"), one(exposure, "unit"))
    assert told == {
        ("GATSBY", "GATSBY-taxane-arm"): ("79", "percent"),
        ("GATSBY", "GATSBY-T-DM1-arm"): ("76", "percent"),
        ("TyTAN", ""): ("6", "percent"),
        ("T-ACT", ""): ("", ""),  # progressed on it, no share printed
    }
    assert one(KG["TyTAN-prior-trastuzumab"], "qualifier") == "minority"
    assert one(KG["T-ACT-population"], "hadPriorAgent") == "trastuzumab"


def test_toga_by_her2_level() -> None:
    result, contrast = KG["ToGA-post-hoc-OS"], KG["ToGA-post-hoc-OS-contrast"]
    assert one(contrast, "difference") == "4.2"
    assert one(contrast, "hazardRatio") == "0.65"
    assert one(contrast, "pValue") == ""
    assert one(contrast, "firstGroup") == "ToGA-high-HER2-population"
    assert one(contrast, "secondGroup") == "ToGA-low-HER2-population"
    # a ratio between two groups is not one within the first
    both = one(result, "inPopulation")
    assert both == "ToGA-by-HER2-level-population"
    for side in ("firstGroup", "secondGroup"):
        assert one(KG[one(contrast, side)], "isSubpopulationOf") == both
    assert (one(result, "measure"), one(result, "unit"), one(result, "unitBasis")) == (
        "overall-survival",
        "month",
        "stated",
    )
    assert {"post-hoc-analysis", "exploratory-analysis"} <= set(several(result, "hasAnalysisKind").split())
    assert one(result, "cites") == "ref-23"


def test_her2_criteria_as_rules() -> None:
    rules = {
        population: formula(KG[one(KG[population], "meetsCriterion")])
        for population in ("ToGA-high-HER2-population", "ToGA-low-HER2-population", "GATSBY-population")
    }
    assert rules == {
        "ToGA-high-HER2-population": "((FISH ≥2 and IHC 2+) or IHC 3+)",
        "ToGA-low-HER2-population": "((IHC 0 or IHC 1+) and FISH test-positive)",
        "GATSBY-population": "((FISH test-positive and IHC 2+) or IHC 3+)",
    }
    assert one(KG["LOGiC-population"], "meetsCriterion") == "criterion-HER2-FISH-positive"


def test_loss_of_her2_amplification_in_t_act() -> None:
    loss = KG["T-ACT-HER2-amplification-loss"]
    counted = [one(loss, predicate) for predicate in ("numerator", "denominator", "value", "unit")]
    assert counted == ["11", "16", "69", "percent"]
    assert one(loss, "underTreatment") == "trastuzumab"
    assert one(KG["T-ACT-retested-population"], "populationSize") == "16"


def test_trastuzumab_free_interval_in_t_act() -> None:
    interval = KG["T-ACT-trastuzumab-free-interval"]
    assert [one(interval, predicate) for predicate in ("comparator", "value", "unit")] == [">", "30", "day"]
    for measure in ("ORR", "PFS", "OS"):
        finding = KG[f"T-ACT-long-interval-{measure}"]
        assert one(finding, "inPopulation") == one(interval, "inPopulation")
        assert one(finding, "hasAnalysisKind") == "subgroup-analysis"


def test_gastrectomy_in_logic() -> None:
    share = KG["LOGiC-prior-gastrectomy"]
    assert [one(share, predicate) for predicate in ("value", "unit", "ofTrial")] == ["23", "percent", "LOGiC"]
    absorption = KG["LOGiC-gastrectomy-absorption"]
    assert one(absorption, "hasDirection") == "negative-association"
    assert one(absorption, "hasStance") == "speculated"


@pytest.mark.parametrize("trial", TRIALS)
def test_verdicts(trial: str) -> None:
    (verdict,) = of_trial(trial, "Verdict")
    assert one(verdict, "onAgent") == DESIGN[trial][4]
    assert one(verdict, "hasVerdictOutcome") == ("succeeded" if trial == "ToGA" else "failed")
    assert one(verdict, "hasBasis") == "stated"


def test_endpoints_and_whether_they_were_met() -> None:
    told = {}
    for trial in TRIALS:
        for endpoint in of_trial(trial, "Endpoint"):
            verdict = graph().value(predicate=HER2GC.ofEndpoint, object=endpoint, any=False)
            assert verdict is not None
            told[trial, one(endpoint, "measure")] = (
                one(endpoint, "hasEndpointRole"),
                one(verdict, "hasEndpointOutcome"),
                one(verdict, "hasBasis"),
            )
    assert told == ENDPOINTS


def test_findings_are_the_words_of_the_review() -> None:
    told = {
        name(finding): tuple(
            one(finding, predicate) for predicate in ("measure", "hasDirection", "hasSignificance", "favours")
        )
        for trial in TRIALS
        for finding in of_trial(trial, "Finding")
    }
    assert told == FINDINGS


def test_words_and_figures_of_logic_disagree_and_both_are_kept() -> None:
    finding = KG["LOGiC-finding-PFS"]
    assert one(finding, "hasSignificance") == "stated-significant"
    assert one(finding, "ofResult") == "LOGiC-PFS"
    assert Decimal(one(KG["LOGiC-PFS-contrast"], "pValue")) > Decimal("0.05")


def test_explanations_are_offered_and_not_asserted() -> None:
    verdicts = {f"{trial}-verdict" for trial in TRIALS}
    told = {
        name(claim): several(claim, "explains")
        for claim in graph().subjects(HER2GC.explains)
        if verdicts & set(several(claim, "explains").split())
    }
    assert told == EXPLANATIONS
    for claim in told:
        assert one(KG[claim], "hasStance") == "speculated"


def test_advice_after_gatsby_and_tytan() -> None:
    advice = KG["no-anti-HER2-continuation-on-initial-status"]
    assert several(advice, "basedOnTrial") == "GATSBY TyTAN"
    assert one(advice, "hasStance") == "suggested"


def test_results_beyond_progression_are_called_heterogeneous() -> None:
    claim = KG["anti-HER2-beyond-progression-heterogeneous"]
    assert several(claim, "cites") == "ref-35 ref-36 ref-37"
    assert one(claim, "hasStance") == "unsettled"


@pytest.mark.parametrize(("trial", "printed"), [("ToGA", "TOGA"), ("LOGiC", "LOGIC")])
def test_names_as_printed_elsewhere(trial: str, printed: str) -> None:
    labels = graph().objects(KG[trial], URIRef("http://www.w3.org/2004/02/skos/core#altLabel"))
    assert printed in {str(label) for label in labels}
    assert str(graph().value(KG[trial], RDFS.label)) == trial


@pytest.mark.parametrize("trial", TRIALS)
def test_every_node_of_a_trial_file_has_a_place(trial: str) -> None:
    own = Graph().parse(ROOT / "kg" / "review" / "trials" / f"{trial}.ttl")
    for node in set(own.subjects(RDF.type)):
        if (node, RDF.type, HER2GC.Passage) not in own:
            assert (node, HER2GC.statedIn, None) in own, name(node)
