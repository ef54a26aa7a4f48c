"""HER2 tests, biology, heterogeneity and resistance: expectations typed by hand from the review."""

# ruff: noqa: RUF001  (the print uses en dashes)

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from conftest import ROOT

HER2GC = Namespace("https://w3id.org/her2gc/ontology#")
KG = Namespace("https://w3id.org/her2gc/kg/")
KG_FILES = ROOT / "kg"

# Table 3, IHC rows: score; column; result by the row head; least and greatest share of cells in per cent;
# magnification. The first printed column is breast, even where the two look exchanged.
SCORES = [
    ("0", "breast-cancer", "test-negative", (None, "10"), None),
    ("1+", "breast-cancer", "test-negative", ("10", None), "40X"),
    ("2+", "breast-cancer", "test-equivocal", ("10", None), "10–20X"),
    ("3+", "breast-cancer", "test-positive", ("10", None), "2.5–5X"),
    ("0", "gastric-cancer", "test-negative", (None, None), None),
    ("1+", "gastric-cancer", "test-negative", (None, "30"), None),
    ("2+", "gastric-cancer", "test-equivocal", ("10", None), None),
    ("3+", "gastric-cancer", "test-positive", ("30", None), None),
]

# Thresholds: criterion; what is measured; assay; sign; number.
THRESHOLDS = [
    ("criterion-HER2-CEP17-ratio-at-least-2", "HER2-CEP17-ratio", "FISH", "≥", "2"),
    ("criterion-HER2-NGS-copy-number-at-least-4", "HER2-NGS-copy-number", "NGS", "≥", "4"),
    ("criterion-PD-L1-CPS-at-least-1", "PD-L1-CPS", None, "≥", "1"),
    ("criterion-breast-ratio-2", "HER2-CEP17-ratio", "FISH", "≥", "2"),
    ("criterion-breast-ratio-2-2", "HER2-CEP17-ratio", "FISH", "≥", "2.2"),
    ("criterion-breast-copy-number-6", "HER2-gene-copy-number", "FISH", "≥", "6"),
    ("criterion-gastric-ratio-2", "HER2-CEP17-ratio", "FISH", "≥", "2"),
]

# Figures: node; property; number; place in the text that prints it.
FIGURES = [
    ("HER2-amplification-7-to-34-percent", "rangeLow", "7", "from 7 to 34%"),
    ("HER2-amplification-7-to-34-percent", "rangeHigh", "34", "from 7 to 34%"),
    ("HER2-frequency-breast", "rangeLow", "15", "15–25%"),
    ("HER2-frequency-breast", "rangeHigh", "25", "15–25%"),
    ("HER2-frequency-gastric", "rangeLow", "4.4", "4.4–53.4%"),
    ("HER2-frequency-gastric", "rangeHigh", "53.4", "4.4–53.4%"),
    ("HER2-meta-analysis-size", "value", "41", "data from 41 studies"),
    ("intratumor-heterogeneity-5-to-50-percent", "rangeLow", "5", "in 5 to 50% of cases"),
    ("intratumor-heterogeneity-5-to-50-percent", "rangeHigh", "50", "in 5 to 50% of cases"),
    ("HER2-test-discordance-4-of-50", "numerator", "4", "Four of 50 patients"),
    ("HER2-test-discordance-4-of-50", "denominator", "50", "Four of 50 patients"),
    ("first-line-trastuzumab-ORR-range", "rangeLow", "32", "between 32% and 68%"),
    ("first-line-trastuzumab-ORR-range", "rangeHigh", "68", "between 32% and 68%"),
    ("HER2-amplification-lost-14-percent", "value", "14", "lost in 14% of samples"),
    ("trastuzumab-treated-44", "populationSize", "44", "44 patients after trastuzumab treatment"),
]

# Associations: factor; outcome; direction; stance; reference numbers.
ASSOCIATIONS = [
    ("HER2-overexpressing", "prognosis", "negative-association", "asserted", {18}),
    ("HER2-status", "prognosis", "unsettled-association", "unsettled", {19, 20, 21}),
    ("HER2-positive", "age", "no-association", "asserted", {18}),
    ("HER2-positive", "age", "unsettled-association", "unsettled", {24, 25, 26}),
    ("HER2-expression", "TCGA-CIN", "positive-association", "asserted", set()),
    ("HER2-expression", "ACRG-TP53-inactive", "positive-association", "asserted", set()),
    ("tumor-location", "HER2-positive", "no-association", "asserted", set()),
    ("gastric-cardia", "HER2-positive", "positive-association", "asserted", set()),
    ("Helicobacter-pylori", "intratumor-heterogeneity-rate", "positive-association", "speculated", set()),
    ("HER2-NGS-not-amplified", "rapid-progression", "positive-association", "asserted", {48}),
    ("HER2-amplification-level", "sensitivity-to-trastuzumab", "positive-association", "asserted", {53}),
    ("HER2-amplification-level", "overall-survival", "positive-association", "asserted", {53}),
    (
        "HER2-amplification-level",
        "benefit-from-HER2-targeted-therapy",
        "positive-association",
        "speculated",
        set(),
    ),
    # what tells patients apart has no direction: "can effectively distinguish", "may clarify the population"
    ("serum-miRNA-signature", "sensitive-to-trastuzumab", "tells-apart", "suggested", {59, 60, 61}),
    ("tumor-NGS", "benefit-from-HER2-targeted-therapy", "tells-apart", "speculated", set()),
    ("ctDNA", "benefit-from-HER2-targeted-therapy", "tells-apart", "speculated", set()),
    # "ACGR subtypes had significant survival differences"
    ("ACRG-classification", "survival", "tells-apart", "asserted", set()),
    ("ACRG-classification", "prognosis", "tells-apart", "asserted", {5, 8, 9}),
    ("intrinsic-classification", "survival", "tells-apart", "asserted", {4, 5}),
    ("intrinsic-classification", "benefit-from-treatment", "tells-apart", "asserted", {4, 5}),
]

# HER2 positivity: where it is greater, where it is less.
POSITIVITY = {
    ("gastroesophageal-junction", "gastric-body"),
    ("intestinal-type", "diffuse-type"),
    ("moderately-differentiated", "poorly-differentiated"),
}

# What may lessen the effect of HER2-targeting drugs: gene or pathway; kind of change.
RESISTANCE = {
    ("PTEN", "deficiency"),
    ("PI3K", "mutation"),
    ("HGF-MET-pathway", "activation"),
    ("EGFR", "overexpression"),
    ("MET", "amplification"),
    ("KRAS", "amplification"),
}

# Reasons offered for the conflicting statements on prognosis.
REASONS = {
    "HER2-prognosis-staining-methods",
    "HER2-prognosis-criteria",
    "HER2-prognosis-confounders",
    "HER2-prognosis-selection-bias",
    "HER2-prognosis-observation-period",
    "HER2-prognosis-inherent-heterogeneity",
}


@cache
def graph() -> Graph:
    loaded = Graph()
    for path in sorted(KG_FILES.rglob("*.ttl")):
        loaded.parse(path)
    return loaded


def number(node: URIRef, name: str) -> Decimal | None:
    found = graph().value(node, HER2GC[name])
    return None if found is None else Decimal(str(found))


def decimal(typed: str | None) -> Decimal | None:
    return None if typed is None else Decimal(typed)


def printed(node: URIRef) -> str:
    places = list(graph().objects(node, HER2GC.statedIn))
    texts = [graph().value(place, HER2GC.snippet) for place in places]
    texts += [graph().value(place, HER2GC.printedText) for place in places]
    return " | ".join(str(text) for text in texts if text is not None)


def subjects(kind: str) -> Iterator[URIRef]:
    return (URIRef(str(node)) for node in graph().subjects(RDF.type, HER2GC[kind]))


def holds(criterion: URIRef, score: str, ratio: str) -> bool:
    """Work a rule of Table 3 for a tumour with this IHC score and this HER2/CEP17 ratio."""
    alternatives = list(graph().objects(criterion, HER2GC.anyOf))
    parts = list(graph().objects(criterion, HER2GC.allOf))
    if alternatives:
        return any(holds(URIRef(str(part)), score, ratio) for part in alternatives)
    if parts:
        return all(holds(URIRef(str(part)), score, ratio) for part in parts)
    quantity = graph().value(criterion, HER2GC.hasMeasuredQuantity)
    if quantity == KG["HER2-IHC-score"]:
        return str(graph().value(criterion, HER2GC.score)) == score
    if quantity == KG["HER2-CEP17-ratio"]:
        assert str(graph().value(criterion, HER2GC.comparator)) == "≥"
        threshold = number(criterion, "threshold")
        assert threshold is not None
        return Decimal(ratio) >= threshold
    return False


@pytest.mark.parametrize(("score", "disease", "result", "shares", "magnification"), SCORES)
def test_scores_of_table_3(
    score: str, disease: str, result: str, shares: tuple[str | None, str | None], magnification: str | None
) -> None:
    found = [
        node
        for node in subjects("ScoreCategory")
        if (node, HER2GC.score, Literal(score)) in graph()
        and (node, HER2GC.forDisease, KG[disease]) in graph()
    ]
    assert len(found) == 1
    node = found[0]
    assert graph().value(node, HER2GC.meansResult) == KG[result]
    assert [number(node, name) for name in ("minimumCellShare", "maximumCellShare")] == list(
        map(decimal, shares)
    )
    shown = graph().value(node, HER2GC.magnification)
    assert (None if shown is None else str(shown)) == magnification


def test_table_3_has_eight_scores() -> None:
    assert len(list(subjects("ScoreCategory"))) == len(SCORES) == 8


@pytest.mark.parametrize(("name", "quantity", "assay", "sign", "threshold"), THRESHOLDS)
def test_thresholds(name: str, quantity: str, assay: str | None, sign: str, threshold: str) -> None:
    node = KG[name]
    assert graph().value(node, HER2GC.hasMeasuredQuantity) == KG[quantity]
    assert graph().value(node, HER2GC.onAssay) == (KG[assay] if assay else None)
    assert str(graph().value(node, HER2GC.comparator)) == sign
    assert number(node, "threshold") == Decimal(threshold)


def test_every_assay_criterion_can_be_worked() -> None:
    for node in subjects("AssayCriterion"):
        told = [
            graph().value(node, HER2GC[name]) is not None for name in ("score", "threshold", "requiresResult")
        ]
        assert sum(told) == 1, f"{node}: one of a score, a threshold and a result"
        assert graph().value(node, HER2GC.hasAnalyte) is not None, f"{node} has no analyte"


def test_every_composite_criterion_has_defined_parts() -> None:
    for node in subjects("CompositeCriterion"):
        alternatives = set(graph().objects(node, HER2GC.anyOf))
        parts = set(graph().objects(node, HER2GC.allOf))
        assert bool(alternatives) != bool(parts), f"{node}: either allOf or anyOf"
        assert len(alternatives | parts) >= 2, f"{node}: two parts or more"
        for part in alternatives | parts:
            assert graph().value(part, RDF.type) is not None, f"{node}: {part} is not defined"


@pytest.mark.parametrize(("score", "ratio"), [("3+", "1.0"), ("2+", "2.0"), ("2+", "2.2")])
def test_table_3_calls_gastric_cancer_positive(score: str, ratio: str) -> None:
    assert holds(KG["criterion-gastric-HER2-positive"], score, ratio)


@pytest.mark.parametrize(("score", "ratio"), [("2+", "1.9"), ("1+", "2.5"), ("0", "2.5")])
def test_table_3_does_not_call_gastric_cancer_positive(score: str, ratio: str) -> None:
    assert not holds(KG["criterion-gastric-HER2-positive"], score, ratio)


def test_ratio_gene_copies_and_sequenced_copies_are_three_quantities() -> None:
    named = {KG["HER2-CEP17-ratio"], KG["HER2-gene-copy-number"], KG["HER2-NGS-copy-number"]}
    assert named <= set(subjects("Biomarker"))
    assert len({str(graph().value(node, RDFS.label)) for node in named}) == 3


@pytest.mark.parametrize(("name", "figure", "typed", "words"), FIGURES)
def test_figures(name: str, figure: str, typed: str, words: str) -> None:
    assert number(KG[name], figure) == Decimal(typed)
    assert words in printed(KG[name])


@pytest.mark.parametrize(("factor", "outcome", "direction", "stance", "references"), ASSOCIATIONS)
def test_associations(factor: str, outcome: str, direction: str, stance: str, references: set[int]) -> None:
    found = [
        node
        for node in graph().subjects(HER2GC.hasFactor, KG[factor])
        if (node, HER2GC.hasOutcome, KG[outcome]) in graph()
        and (node, HER2GC.hasDirection, KG[direction]) in graph()
    ]
    assert len(found) == 1
    assert graph().value(found[0], HER2GC.hasStance) == KG[stance]
    assert set(graph().objects(found[0], HER2GC.cites)) == {KG[f"ref-{each}"] for each in references}


def test_prognosis_in_table_3() -> None:
    found = {
        (str(disease).removeprefix(KG), str(direction).removeprefix(KG))
        for node in graph().subjects(HER2GC.hasFactor, KG["HER2-positive"])
        if (node, HER2GC.hasOutcome, KG.prognosis) in graph()
        for disease in graph().objects(node, HER2GC.forDisease)
        for direction in graph().objects(node, HER2GC.hasDirection)
    }
    assert found == {
        ("breast-cancer", "negative-association"),
        ("gastric-cancer", "positive-association"),
        ("gastric-cancer", "unsettled-association"),
    }


def test_reasons_for_the_conflict_on_prognosis() -> None:
    found = set(graph().subjects(HER2GC.explains, KG["HER2-prognosis-unsettled"]))
    assert found == {KG[name] for name in REASONS}


def test_positivity_by_site_histology_and_grade() -> None:
    found = {
        (str(more).removeprefix(KG), str(less).removeprefix(KG))
        for node in graph().subjects(HER2GC.comparesQuantity, KG["HER2-positivity-rate"])
        for more in graph().objects(node, HER2GC.greaterFor)
        for less in graph().objects(node, HER2GC.lesserFor)
    }
    assert found == POSITIVITY


def test_loss_is_more_frequent_after_2_plus() -> None:
    node = KG["HER2-loss-more-frequent-after-IHC-2-plus"]
    assert graph().value(node, HER2GC.greaterFor) == KG["HER2-IHC-2-plus"]
    assert set(graph().objects(node, HER2GC.cites)) == {KG["ref-58"]}


def test_alterations_that_may_lessen_the_effect() -> None:
    found = set()
    for node in graph().subjects(HER2GC.hasObject, KG["growth-inhibition"]):
        actor = graph().value(node, HER2GC.hasActor)
        if (actor, RDF.type, HER2GC.Alteration) not in graph():
            continue
        assert graph().value(node, HER2GC.hasStance) == KG.speculated
        assert graph().value(node, HER2GC.resistanceTo) == KG["anti-HER2-agent"]
        kind = graph().value(actor, HER2GC.hasAlterationKind)
        for name in ("ofGene", "ofPathway", "about"):
            for changed in graph().objects(actor, HER2GC[name]):
                found.add((str(changed).removeprefix(KG), str(kind).removeprefix(KG)))
    assert found == RESISTANCE


def test_what_lessens_the_effect_does_not_add_to_it() -> None:
    for node in graph().subjects(HER2GC.hasObject, KG["growth-inhibition"]):
        assert graph().value(node, HER2GC.hasEffect) == KG.reduces
    her3 = KG["resistance-HER3"]
    assert graph().value(her3, HER2GC.hasEffect) == KG["contributes-to"]
    assert graph().value(her3, HER2GC.hasObject) == KG["resistance-to-HER2-inhibitors"]


def test_three_messenger_rnas_rise_in_the_resistant_xenograft() -> None:
    model = KG["trastuzumab-resistant-xenograft"]
    risen = {
        gene
        for node in graph().subjects(HER2GC.usesModel, model)
        if (node, RDF.type, HER2GC.Alteration) in graph()
        for gene in graph().objects(node, HER2GC.ofGene)
    }
    assert risen == {KG.EGFR, KG.ERBB3, KG.ERBB4}


def test_testing_is_recommended_by_staining_and_in_situ_hybridization() -> None:
    node = KG["test-HER2-in-advanced-disease"]
    assert set(graph().objects(node, HER2GC.usesAssay)) == {KG.IHC, KG.FISH, KG.ISH}
    patients = graph().value(node, HER2GC.forPopulation)
    assert set(graph().objects(patients, HER2GC.hasDiseaseSetting)) == {
        KG["locally-advanced-inoperable"],
        KG.recurrent,
        KG.metastatic,
    }


def test_elderly_patients_get_one_of_three_drugs() -> None:
    component = KG["elderly-chemotherapy-component"]
    assert set(graph().objects(component, HER2GC.hasOption)) == {
        KG["lower-dose-capecitabine"],
        KG.cisplatin,
        KG["S-1"],
    }


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("IHC", "IHC"),
        ("FISH", "FISH"),
        ("NGS", "NGS"),
        ("HER2+", "HER2-positive"),
        ("IHC3+", "HER2-IHC-3-plus"),
        ("IHC2+", "HER2-IHC-2-plus"),
        ("FISH+", "HER2-FISH-positive"),
        ("CEP 17", "CEP17"),
        ("HER2/CEP 17 ratio", "HER2-CEP17-ratio"),
        ("combined positive score", "PD-L1-CPS"),
        ("Janjigian et al", "Janjigian-NGS-study"),
        ("Gomez et al", "Gomez-study"),
    ],
)
def test_names_lead_to_one_node(typed: str, node: str) -> None:
    found = set(graph().subjects(SKOS.altLabel, Literal(typed, lang="en")))
    assert found == {KG[node]}
