"""Doubts about the print, typed by hand: where each stands, what it says there, what it touches."""

# ruff: noqa: RUF001  (the print uses typographic dashes)

from functools import cache

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.term import Node

from conftest import ROOT

HER2GC = Namespace("https://w3id.org/her2gc/ontology#")
KG = Namespace("https://w3id.org/her2gc/kg/")

# Two prints that cannot both stand, or sit badly together, need a place each.
NEED_TWO_PLACES = {
    "contradiction",
    "tension",
    "duplication",
    "sum-mismatch",
    "overloaded-abbreviation",
    "naming-variant",
}

# Key, kind, weight, then for each place: paragraph or cell, and words that stand there.
MAIN = [
    (
        "LOGiC-PFS",
        "contradiction",
        "major",
        {"Failures-par-2": "significant improvement in PFS", "Table-4-LOGiC-PFS": "P = 0.081"},
    ),
    (
        "KEYNOTE-811-survival",
        "contradiction",
        "major",
        {"Abstract-par-1": "survival advantage", "Novel-strategies-par-12": "pending"},
    ),
    (
        "first-survival-advantage",
        "contradiction",
        "major",
        {"Abstract-par-1": "for the first time", "Novel-strategies-par-4": "prolonged OS"},
    ),
    (
        "T-DXd-lines",
        "contradiction",
        "major",
        {"Abstract-par-1": ">2", "Conclusion-par-1": "≥2", "Novel-strategies-par-3": "third-line or later"},
    ),
    (
        "no-new-options",
        "contradiction",
        "major",
        {"Conclusion-par-1": "new options", "Novel-strategies-par-4": "approved T-DXd"},
    ),
    (
        "HER2-prognosis",
        "contradiction",
        "major",
        {"Introduction-par-6": "poor prognosis", "Table-3-prognosis-Gastric": "Favorable"},
    ),
    (
        "ACRG-method",
        "contradiction",
        "moderate",
        {"Introduction-par-2": "immunohistochemistry", "Table-2-samples-ACRG": "mRNA expression"},
    ),
    (
        "MAHOGANY-optional",
        "contradiction",
        "moderate",
        {"Novel-strategies-par-10": "checkpoint inhibitors", "Table-5-immunotherapy-2": "± PD-1 inhibitor"},
    ),
    (
        "overexpressing-IHC-2",
        "contradiction",
        "moderate",
        {"Novel-strategies-par-6": "IHC 2+ or 3+", "Table-3-IHC-2-Head": "equivocal"},
    ),
    (
        "HER2-frequency",
        "tension",
        "moderate",
        {"Introduction-par-6": "7 to 34%", "Table-3-frequency-Gastric": "4.4–53.4%"},
    ),
    (
        "HER2-loss-69-14",
        "tension",
        "moderate",
        {"Failures-par-4": "11 of 16 patients (69%)", "Resistance-par-5": "14% of samples"},
    ),
    (
        "immunogenic",
        "tension",
        "moderate",
        {"Novel-strategies-par-15": "immunogenic", "Conclusion-par-1": "insensitivity"},
    ),
    (
        "ERBB2-EBV-CIN",
        "tension",
        "moderate",
        {"Introduction-par-6": "CIN subgroup", "Table-2-EBV-TCGA": "ERBB2"},
    ),
    (
        "TyTAN-evidence",
        "over-statement",
        "major",
        {"Failures-par-6": "6%", "Failures-par-7": "continuing anti-HER2"},
    ),
    (
        "Table-3-IHC-2-3-swapped",
        "misplaced-entry",
        "major",
        {
            "Table-3-IHC-3-Breast": "basolateral or lateral",
            "Table-3-IHC-3-Gastric": "≥30%",
            "Table-3-expression-Gastric": "Basolateral",
        },
    ),
    (
        "Table-5-bispecific-TKI",
        "misplaced-entry",
        "major",
        {
            "Table-5-bispecific-1": "Tucatinib",
            "Table-5-bispecific-2": "Neratinib",
            "Novel-strategies-par-2": "TKI",
        },
    ),
    (
        "Table-5-zanidatamab",
        "lost-content",
        "major",
        {"Table-5-bispecific-Strategy": "Bispecific", "Novel-strategies-par-7": "bispecific antibody"},
    ),
    ("T-ACT-OS-direction", "direction-mismatch", "major", {"Table-4-T-ACT-OS": "10.2 vs 10 HR = 1.23"}),
    (
        "T-ACT-PFS-p",
        "implausible-figure",
        "moderate",
        {"Table-4-T-ACT-PFS": "HR = 0.91 P = 0.33", "Table-4-T-ACT-Phase": "89"},
    ),
    (
        "T-ACT-OS-p",
        "implausible-figure",
        "moderate",
        {"Table-4-T-ACT-OS": "P = 0.20", "Table-4-T-ACT-Phase": "89"},
    ),
    (
        "GATSBY-OS-p",
        "implausible-figure",
        "moderate",
        {"Table-4-GATSBY-OS": "HR = 1.15 P = 0.86", "Table-4-GATSBY-Phase": "345"},
    ),
    (
        "TyTAN-OS-p",
        "implausible-figure",
        "moderate",
        {"Table-4-TyTAN-OS": "HR = 0.84 P = 0.10", "Table-4-TyTAN-Phase": "261"},
    ),
    ("JACOB-PFS-HR", "missing-figure", "moderate", {"Table-4-JACOB-PFS": "8.5 vs 7.0 P = 0.0001"}),
    ("HELOISE-ORR", "misprint", "minor", {"Table-4-HELOISE-ORR": "56,9"}),
    ("percent-15", "misprint", "minor", {"Table-2-EMT-ACRG": "%15"}),
    (
        "TDM-1",
        "misprint",
        "minor",
        {"Table-4-GATSBY-Agent": "TDM-1", "Failures-par-5": "T-DM1"},
    ),
    ("LOGiC-gastrectomy", "lost-content", "moderate", {"Failures-par-2": "FISH alone that 23%"}),
    (
        "EGC",
        "overloaded-abbreviation",
        "major",
        {
            "Introduction-par-3": "early gastric cancer (EGC)",
            "Novel-strategies-par-12": "metastatic EGC",
            "Novel-strategies-par-13": "EGC",
        },
    ),
    (
        "ORR",
        "overloaded-abbreviation",
        "minor",
        {"Failures-par-2": "overall response rate", "Novel-strategies-par-15": "objective response rate"},
    ),
    (
        "MET-two-names",
        "overloaded-abbreviation",
        "minor",
        {"Introduction-par-5": "epidermal transforming", "Resistance-par-3": "epithelial transition"},
    ),
    (
        "zanidatamab-twice",
        "duplication",
        "minor",
        {"Novel-strategies-par-7": "well tolerated"},
    ),
    (
        "TCGA-sum",
        "sum-mismatch",
        "minor",
        {
            "Table-2-EBV-TCGA": "9%",
            "Table-2-MSI-TCGA": "22%",
            "Table-2-CIN-TCGA": "50%",
            "Table-2-GS-TCGA": "20%",
        },
    ),
]

# What the doubts that a clinician meets first must be found from.
TOUCHES = [
    ("LOGiC-PFS", {"LOGiC", "LOGiC-PFS", "LOGiC-finding-PFS"}),
    ("KEYNOTE-811-survival", {"KEYNOTE-811", "KEYNOTE-811-finding-survival"}),
    ("T-DXd-lines", {"T-DXd", "DESTINY-Gastric01"}),
    ("T-ACT-OS-direction", {"T-ACT-OS", "T-ACT-OS-contrast"}),
    ("Table-3-IHC-2-3-swapped", {"score-breast-IHC-3-plus", "score-gastric-IHC-3-plus"}),
    ("Table-5-bispecific-TKI", {"tucatinib", "neratinib"}),
    ("EGC", {"early-gastric-cancer", "INTEGA"}),
    ("TyTAN-evidence", {"TyTAN", "GATSBY", "no-anti-HER2-continuation-on-initial-status"}),
]


@cache
def graph() -> Graph:
    whole = Graph().parse(ROOT / "ontology" / "terms.ttl")
    for path in sorted((ROOT / "kg").rglob("*.ttl")):
        whole.parse(path)
    return whole


def key(node: Node) -> str:
    return str(node).removeprefix(str(KG))


def doubts() -> list[URIRef]:
    return sorted(node for node in graph().subjects(RDF.type, HER2GC.Discrepancy) if isinstance(node, URIRef))


def words(place: Node) -> tuple[str, str]:
    """Paragraph or cell of a place, and what stands there."""
    snippet = graph().value(place, HER2GC.snippet)
    if snippet is None:
        return key(place), str(graph().value(place, HER2GC.printedText))
    whole = graph().value(place, HER2GC.inParagraph) or graph().value(place, HER2GC.inCell)
    assert whole is not None, key(place)
    return key(whole), str(snippet)


@pytest.mark.parametrize(("name", "kind", "weight", "places"), MAIN, ids=[row[0] for row in MAIN])
def test_the_doubt_stands_at_its_places(name: str, kind: str, weight: str, places: dict[str, str]) -> None:
    node = KG[f"discrepancy-{name}"]
    assert set(graph().objects(node, HER2GC.hasDiscrepancyKind)) == {KG[kind]}
    assert set(graph().objects(node, HER2GC.hasWeight)) == {KG[f"{weight}-weight"]}
    found = [words(place) for place in graph().objects(node, HER2GC.atPlace)]
    for where, printed in places.items():
        assert any(at == where and printed in text for at, text in found), (where, printed, found)


@pytest.mark.parametrize(("name", "touched"), TOUCHES, ids=[row[0] for row in TOUCHES])
def test_the_doubt_is_found_from_what_it_touches(name: str, touched: set[str]) -> None:
    node = KG[f"discrepancy-{name}"]
    assert touched <= {key(found) for found in graph().objects(node, HER2GC.concerns)}


def test_several_dozen_doubts() -> None:
    assert len(doubts()) >= 80


def test_every_doubt_is_whole() -> None:
    for node in doubts():
        for prop in (
            RDFS.label,
            HER2GC.hasDiscrepancyKind,
            HER2GC.hasWeight,
            HER2GC.suspicion,
            HER2GC.handling,
        ):
            assert len(list(graph().objects(node, prop))) == 1, (key(node), key(prop))


def test_labels_are_unique() -> None:
    labels = [str(graph().value(node, RDFS.label)) for node in doubts()]
    assert len(labels) == len(set(labels))


def test_every_doubt_concerns_nodes_that_exist() -> None:
    for node in doubts():
        concerned = list(graph().objects(node, HER2GC.concerns))
        assert concerned, key(node)
        for found in concerned:
            assert (found, RDF.type, None) in graph(), (key(node), key(found))


def test_every_doubt_has_places_that_exist_and_conflicts_have_two() -> None:
    for node in doubts():
        places = list(graph().objects(node, HER2GC.atPlace))
        kind = graph().value(node, HER2GC.hasDiscrepancyKind)
        assert kind is not None
        assert len(places) >= (2 if key(kind) in NEED_TWO_PLACES else 1), key(node)
        for place in places:
            kinds = set(graph().objects(place, RDF.type))
            assert kinds & {HER2GC.Passage, HER2GC.TableCell}, (key(node), key(place))


def test_doubts_never_mend_the_figure_they_doubt() -> None:
    assert str(graph().value(KG["HELOISE-ORR-high-dose"], HER2GC.printedAs)) == "56,9"
    assert str(graph().value(KG["T-ACT-OS-contrast"], HER2GC.hazardRatio)) == "1.23"
    assert graph().value(KG["JACOB-PFS-contrast"], HER2GC.hazardRatio) is None
