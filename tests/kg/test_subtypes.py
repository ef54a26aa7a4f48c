"""Classifications, subtypes, epidemiology and general claims: expectations typed by hand from the review."""

# ruff: noqa: RUF001  (the print uses en dashes)

from collections.abc import Iterator
from functools import cache

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from conftest import ROOT

HER2GC = Namespace("https://w3id.org/her2gc/ontology#")
KG = Namespace("https://w3id.org/her2gc/kg/")

# Classification, its subtypes, the numbers that the review cites for it.
CLASSIFICATIONS = [
    ("WHO-classification", "papillary-type tubular-type mucinous-type poorly-cohesive-type", {2}),
    ("Lauren-classification", "intestinal-type diffuse-type mixed-type", {3}),
    ("intrinsic-classification", "G-INT G-DIF", {4, 5}),
    ("TCGA-classification", "TCGA-EBV TCGA-MSI TCGA-GS TCGA-CIN", {5, 6, 8, 9}),
    (
        "ACRG-classification",
        "ACRG-MSI-high ACRG-EMT ACRG-TP53-active ACRG-TP53-inactive",
        {5, 7, 8, 9},
    ),
]

# Cohort, size, regions.
COHORTS = [
    ("GC-cell-line-panel", 37, ""),
    ("intrinsic-validation-cohort", 521, "Singapore Australia South-Korea"),
    ("TCGA-cohort", 295, "Europe United-States"),
    ("ACRG-cohort", 300, "South-Korea"),
]

# Subtype; kind of alteration; genes or pathways with the printed figure where there is one.
ALTERATIONS = [
    ("G-INT", "up-regulation", "FUT2 LGALS4 CDH17"),
    ("G-DIF", "enriched", "AURKB ELOVL5"),
    ("TCGA-EBV", "mutation", "PIK3CA=80 ARID1A BCOR"),
    ("TCGA-EBV", "overexpression", "PD-L1-gene PD-L2-gene JAK2 ERBB2"),
    ("TCGA-EBV", "silencing", "CDKN2A"),
    ("TCGA-MSI", "silencing", "MLH1"),
    ("TCGA-MSI", "mutation", "TP53 KRAS PIK3CA EGFR ERBB2 ERBB3 ARID1A"),
    ("TCGA-CIN", "activation", "RTK-RAS-pathway"),
    ("TCGA-CIN", "amplification", "ERBB2 KRAS NRAS EGFR ERBB3 FGFR2 MET CCNE1 CCND1 CDK6"),
    ("TCGA-CIN", "mutation", "TP53=73"),
    ("TCGA-CIN", "overexpression", "ERBB2"),  # Introduction, paragraph 6
    ("ACRG-TP53-inactive", "overexpression", "ERBB2"),  # the same sentence
    ("TCGA-GS", "up-regulation", "cell-adhesion-pathways angiogenesis-pathways CDH1"),
    ("TCGA-GS", "mutation", "TP53 RHOA"),
    ("TCGA-GS", "fusion", "CLDN18-ARHGAP"),
    ("ACRG-TP53-active", "mutation", "APC ARID1A KRAS PIK3CA SMAD4"),
    ("ACRG-MSI-high", "mutation", "ARID1A=44.2 PI3K-PTEN-mTOR-pathway=42 KRAS=23.3 ALK=16.3"),
    ("ACRG-TP53-inactive", "mutation", "TP53=60 RHOA"),
    ("ACRG-TP53-inactive", "enriched", "ERBB2 EGFR CCNE1 CCND1 MDM2 ROBO2 GATA6 MYC"),
    ("ACRG-EMT", "loss-of-expression", "CDH1"),
]

# Subtype; kind of feature; value, figure and word of degree as far as the review prints them.
FEATURES = [
    ("G-INT", "histology-feature", "intestinal-type", "", "similar"),
    ("G-INT", "prognosis-feature", "overall-survival", "", "superior"),
    ("G-INT", "sensitivity-feature", "fluorouracil", "", "significantly more sensitive"),
    ("G-INT", "sensitivity-feature", "oxaliplatin", "", "significantly more sensitive"),
    ("G-INT", "sensitivity-feature", "cisplatin", "", "more resistant"),
    ("G-INT", "expression-feature", "carbohydrate-metabolism", "", ""),
    ("G-INT", "expression-feature", "protein-metabolism", "", ""),
    ("G-INT", "expression-feature", "cell-adhesion", "", ""),
    ("G-DIF", "histology-feature", "diffuse-type", "", "similar"),
    ("G-DIF", "prognosis-feature", "survival", "", "worse"),
    ("G-DIF", "sensitivity-feature", "cisplatin", "", "more sensitive"),
    ("G-DIF", "expression-feature", "cell-proliferation", "", ""),
    ("G-DIF", "expression-feature", "fatty-acid-metabolism", "", ""),
    ("TCGA-EBV", "share-of-tumours", "", "9", ""),
    ("TCGA-EBV", "location-feature", "gastric-body", "", "more frequently"),
    ("TCGA-EBV", "location-feature", "gastric-fundus", "", "more frequently"),
    ("TCGA-EBV", "methylation-feature", "CpG-island-methylator-phenotype", "", "significant"),
    ("TCGA-EBV", "infection-feature", "Epstein-Barr-virus", "", "positive"),
    ("TCGA-MSI", "share-of-tumours", "", "22", ""),
    ("TCGA-MSI", "infection-feature", "Helicobacter-pylori", "", "associated with"),
    ("TCGA-MSI", "precursor-lesion-feature", "intestinal-metaplasia", "", "associated with"),
    ("TCGA-MSI", "genomic-feature", "genomic-instability", "", ""),
    ("TCGA-MSI", "genomic-feature", "microsatellite-instability", "", ""),
    ("TCGA-MSI", "expression-feature", "PD-L1", "", "high rate"),
    ("TCGA-MSI", "location-feature", "gastric-antrum", "", "predilection"),
    ("TCGA-MSI", "age-feature", "", "72", "older"),
    ("TCGA-MSI", "sex-feature", "female-patients", "56", "more frequently"),
    ("TCGA-CIN", "share-of-tumours", "", "50", ""),
    ("TCGA-CIN", "location-feature", "gastric-cardia gastroesophageal-junction", "65", ""),
    ("TCGA-CIN", "histology-feature", "intestinal-type", "", "most commonly"),
    ("TCGA-CIN", "genomic-feature", "chromosomal-instability", "", ""),
    ("TCGA-CIN", "genomic-feature", "genomic-instability", "", "widespread"),
    ("TCGA-GS", "share-of-tumours", "", "20", ""),
    ("TCGA-GS", "age-feature", "", "59", "young"),
    ("TCGA-GS", "histology-feature", "diffuse-type", "", "common"),
    ("TCGA-GS", "genomic-feature", "genomic-stability", "", ""),
    ("ACRG-TP53-active", "share-of-tumours", "", "26", ""),
    ("ACRG-TP53-active", "infection-feature", "Epstein-Barr-virus", "", "more frequent"),
    ("ACRG-TP53-active", "prognosis-feature", "prognosis", "", "intermediate"),
    ("ACRG-TP53-active", "genomic-feature", "microsatellite-stability", "", ""),
    ("ACRG-TP53-active", "gene-activity-feature", "TP53", "", "active"),
    ("ACRG-MSI-high", "share-of-tumours", "", "23", ""),
    ("ACRG-MSI-high", "histology-feature", "intestinal-type", ">60", ""),
    ("ACRG-MSI-high", "stage-feature", "", ">50", "early stages"),
    ("ACRG-MSI-high", "prognosis-feature", "prognosis", "", "best overall"),
    ("ACRG-MSI-high", "recurrence-feature", "tumour-recurrence", "22", "lowest"),
    ("ACRG-MSI-high", "genomic-feature", "microsatellite-instability", "", "high"),
    ("ACRG-TP53-inactive", "share-of-tumours", "", "36", ""),
    ("ACRG-TP53-inactive", "genomic-feature", "microsatellite-stability", "", ""),
    ("ACRG-TP53-inactive", "gene-activity-feature", "TP53", "", "inactive"),
    ("ACRG-TP53-inactive", "genomic-feature", "genomic-instability", "", "widespread"),
    ("ACRG-EMT", "share-of-tumours", "", "15", ""),
    ("ACRG-EMT", "age-feature", "", "", "younger"),
    ("ACRG-EMT", "histology-feature", "diffuse-type", ">80", ""),
    ("ACRG-EMT", "histology-feature", "signet-ring-cell-carcinoma", "", ""),
    ("ACRG-EMT", "mutation-load-feature", "mutation-events", "", "lower number"),
    ("ACRG-EMT", "prognosis-feature", "prognosis", "", "worst"),
    ("ACRG-EMT", "recurrence-feature", "tumour-recurrence", "63", "highest"),
    ("ACRG-EMT", "stage-feature", "", "", "advanced stages (III/IV)"),
    ("ACRG-EMT", "metastasis-feature", "peritoneal-seeding peritoneum", "64.1", "frequent"),
    ("ACRG-EMT", "genomic-feature", "microsatellite-stability", "", ""),
    ("ACRG-EMT", "expression-feature", "epithelial-mesenchymal-transition", "", ""),
]

# Observation; quantity; value, or both ends of a range; comparator; unit; snippet of one of its places.
OBSERVATIONS = [
    (
        "advanced-gastric-cancer-overall-survival",
        "overall-survival",
        "10 12",
        "",
        "month",
        "overall survival (OS) of 10–12 months",
    ),
    (
        "advanced-gastric-cancer-five-year-survival",
        "five-year-survival-rate",
        "5 20",
        "",
        "percent",
        "5-year OS of approximately 5–20%",
    ),
    (
        "early-gastric-cancer-five-year-survival",
        "five-year-survival-rate",
        "90",
        ">",
        "percent",
        "rate of >90% at 5 years",
    ),
    (
        "gastric-cancer-frequency-rank",
        "cancer-frequency-rank",
        "5",
        "",
        "",
        "fifth most common cancer worldwide",
    ),
    ("intrinsic-similarity-to-Lauren", "similarity-to-Lauren", "64", "", "percent", ""),
]

# What is said more than once, and the sections that say it.
REPEATED = [
    ("advanced-gastric-cancer-overall-survival", "Abstract Introduction"),
    ("advanced-gastric-cancer-five-year-survival", "Abstract Introduction"),
    ("gastric-cancer-frequency-rank", "Abstract Introduction"),
    ("adenocarcinoma-most-common", "Abstract Introduction"),
    ("claim-pathway-inhibition-not-validated", "Abstract Introduction"),
    ("claim-HER2-inhibition-changed-practice", "Abstract Introduction"),
    ("claim-available-biomarker-HER2", "Abstract Introduction Conclusion"),
    ("claim-available-biomarker-MSI", "Abstract Introduction Conclusion"),
    ("claim-available-biomarker-PD-L1", "Abstract Introduction Conclusion"),
    ("claim-available-biomarker-FGFR", "Abstract Introduction Conclusion"),
    ("claim-no-other-biomarkers", "Abstract Conclusion"),
    ("unmet-need-symptoms", "Abstract Introduction"),
    ("unmet-need-quality-of-life", "Abstract Introduction"),
    ("unmet-need-response", "Abstract Introduction"),
    ("unmet-need-PFS", "Abstract Introduction"),
    ("unmet-need-OS", "Abstract Introduction"),
    ("unmet-need-toxicity", "Abstract Introduction"),
    ("EGFR-activation-causes-heterogeneity", "Abstract Introduction"),
    ("MSI-causes-heterogeneity", "Introduction"),
]

# Factor, outcome, word of degree.
RISKS = [
    ("Helicobacter-pylori", "gastric-cancer", "important role"),
    ("Epstein-Barr-virus", "gastric-cancer", "important role"),
    ("infection", "gastric-cancer", "preventable cause"),
    ("gastroesophageal-reflux-disease", "upper-gastric-cancer", "considered an important risk factor"),
]

# A form that the review prints, and the disease, site, histology or classification that it leads to.
NAMES = [
    ("GC", "gastric-cancer"),
    ("GEA", "gastroesophageal-adenocarcinoma"),
    ("EGA", "esophagogastric-adenocarcinoma"),
    ("EGC", "early-gastric-cancer"),
    ("EGC", "esophagogastric-cancer"),
    ("GEJ adenocarcinoma", "gastroesophageal-junction-adenocarcinoma"),
    ("GERD", "gastroesophageal-reflux-disease"),
    ("AGC", "advanced-gastric-cancer-patients"),
    ("cardia", "gastric-cardia"),
    ("PCC-NOS", "poorly-cohesive-type"),
    ("ACGR", "ACRG-classification"),
    ("HP", "Helicobacter-pylori"),
]


@cache
def graph() -> Graph:
    """Read all data files once."""
    read = Graph()
    for path in sorted((ROOT / "kg").rglob("*.ttl")):
        read.parse(path)
    return read


def keys(node: URIRef, prop: URIRef) -> set[str]:
    """Give the local names of a property's values."""
    return {str(value).removeprefix(str(KG)) for value in graph().objects(node, prop)}


def printed(node: URIRef, prop: URIRef) -> str:
    """Give one figure or word as it stands in the file, empty where there is none."""
    values = [str(value) for value in graph().objects(node, prop)]
    assert len(values) < 2
    return values[0] if values else ""


def figure(node: URIRef) -> str:
    """Give a statement's comparator and value."""
    return printed(node, HER2GC.comparator) + printed(node, HER2GC.value)


def sections(node: URIRef) -> set[str]:
    """Give the sections in which a statement's passages stand."""
    read = graph()
    paragraphs = [read.value(place, HER2GC.inParagraph) for place in read.objects(node, HER2GC.statedIn)]
    return {str(read.value(paragraph, HER2GC.inSection)).removeprefix(str(KG)) for paragraph in paragraphs}


def of_subtypes(kind: URIRef) -> Iterator[tuple[URIRef, str]]:
    """Give each alteration or feature with its subtype."""
    for node in graph().subjects(RDF.type, kind):
        assert isinstance(node, URIRef)
        for subtype in keys(node, HER2GC.ofSubtype):
            yield node, subtype


@pytest.mark.parametrize(("name", "subtypes", "cited"), CLASSIFICATIONS)
def test_classification_has_its_subtypes_and_citations(name: str, subtypes: str, cited: set[int]) -> None:
    found = {str(node).removeprefix(str(KG)) for node in graph().subjects(HER2GC.ofClassification, KG[name])}
    assert found == set(subtypes.split())
    assert keys(KG[name], HER2GC.cites) == {f"ref-{number}" for number in cited}


@pytest.mark.parametrize(("name", "size", "regions"), COHORTS)
def test_cohort_has_its_size_and_regions(name: str, size: int, regions: str) -> None:
    assert printed(KG[name], HER2GC.populationSize) == str(size)
    assert keys(KG[name], HER2GC.livesIn) == set(regions.split())


def test_text_and_table_name_different_methods_for_acrg() -> None:
    assert keys(KG["ACRG-study"], HER2GC.usesAssay) == {"IHC", "mRNA-expression-analysis"}
    assert keys(KG["TCGA-study"], HER2GC.usesAssay) == {
        "NGS",
        "whole-exome-sequencing",
        "copy-number-analysis",
        "messenger-RNA-sequencing",
        "microRNA-sequencing",
        "DNA-methylation-profiling",
        "reverse-phase-protein-array",
    }
    assert printed(KG["TCGA-classification"], HER2GC.inYear) == "2014"


def test_survival_differs_by_acrg_and_not_by_tcga() -> None:
    assert keys(KG["ACRG-subtypes-and-survival"], HER2GC.hasSignificance) == {"stated-significant"}
    assert keys(KG["TCGA-subtypes-and-survival"], HER2GC.hasDirection) == {"no-association"}


@pytest.mark.parametrize(("subtype", "kind", "genes"), ALTERATIONS)
def test_subtype_has_the_printed_alterations(subtype: str, kind: str, genes: str) -> None:
    found = set()
    for node, its in of_subtypes(HER2GC.Alteration):
        if its == subtype and keys(node, HER2GC.hasAlterationKind) == {kind}:
            (what,) = keys(node, HER2GC.ofGene) | keys(node, HER2GC.ofPathway)
            value = figure(node)
            found.add(f"{what}={value}" if value else what)
    assert found == set(genes.split())


def test_no_subtype_has_an_alteration_beyond_the_print() -> None:
    expected = {(subtype, kind) for subtype, kind, _ in ALTERATIONS}
    found = {
        (subtype, kind)
        for node, subtype in of_subtypes(HER2GC.Alteration)
        for kind in keys(node, HER2GC.hasAlterationKind)
    }
    assert found == expected
    assert sum(len(genes.split()) for *_, genes in ALTERATIONS) == len(list(of_subtypes(HER2GC.Alteration)))


@pytest.mark.parametrize("subtype", sorted({row[0] for row in FEATURES}))
def test_subtype_has_the_printed_features(subtype: str) -> None:
    found = sorted(
        (
            subtype,
            *keys(node, HER2GC.hasFeatureKind),
            " ".join(sorted(keys(node, HER2GC.hasFeatureValue))),
            figure(node),
            printed(node, HER2GC.qualifier),
        )
        for node, its in of_subtypes(HER2GC.SubtypeFeature)
        if its == subtype
    )
    assert found == sorted(row for row in FEATURES if row[0] == subtype)


def test_shares_add_up_to_101_in_tcga_and_100_in_acrg() -> None:
    sums = {"TCGA": 0, "ACRG": 0}
    for node, subtype in of_subtypes(HER2GC.SubtypeFeature):
        if keys(node, HER2GC.hasFeatureKind) == {"share-of-tumours"}:
            sums[subtype[:4]] += int(printed(node, HER2GC.value))
    assert sums == {"TCGA": 101, "ACRG": 100}


def test_sign_before_the_share_is_kept_as_printed() -> None:
    assert printed(KG["ACRG-EMT-share"], HER2GC.printedAs) == "%15"


def test_every_table_fact_points_into_its_cell() -> None:
    read = graph()
    for kind in (HER2GC.Alteration, HER2GC.SubtypeFeature):
        for node, subtype in of_subtypes(kind):
            cells = {
                str(read.value(place, HER2GC.inCell) or place).removeprefix(str(KG))
                for place in read.objects(node, HER2GC.statedIn)
            }
            in_text_only = printed(node, HER2GC.qualifier) in ("widespread", "similar", "associated with")
            assert in_text_only or any(cell.startswith("Table-") for cell in cells), (node, subtype)


@pytest.mark.parametrize("expected", OBSERVATIONS)
def test_observation_prints_its_figures(expected: tuple[str, str, str, str, str, str]) -> None:
    name, quantity, values, comparator, unit, snippet = expected
    node = KG[name]
    props = (HER2GC.value,) if " " not in values else (HER2GC.rangeLow, HER2GC.rangeHigh)
    assert keys(node, HER2GC.observes) == {quantity}
    assert " ".join(printed(node, prop) for prop in props) == values
    assert printed(node, HER2GC.comparator) == comparator
    assert keys(node, HER2GC.unit) == ({unit} if unit else set())
    snippets = {str(graph().value(place, HER2GC.snippet)) for place in graph().objects(node, HER2GC.statedIn)}
    assert not snippet or snippet in snippets


@pytest.mark.parametrize(("name", "said_in"), REPEATED)
def test_statement_has_every_place_that_makes_it(name: str, said_in: str) -> None:
    assert sections(KG[name]) == set(said_in.split())


@pytest.mark.parametrize(("factor", "outcome", "degree"), RISKS)
def test_risk_factor(factor: str, outcome: str, degree: str) -> None:
    found = [
        printed(node, HER2GC.qualifier)
        for node in graph().subjects(HER2GC.hasFactor, KG[factor])
        if isinstance(node, URIRef) and keys(node, HER2GC.hasOutcome) == {outcome}
    ]
    assert degree in found


def test_studies_of_the_origin_of_gastric_cancer() -> None:
    assert keys(KG["Guo-multiscale-study"], HER2GC.cites) == {"ref-10"}
    assert keys(KG["Guo-multiscale-model"], HER2GC.hasSite) == {"stomach", "colon", "liver"}
    assert keys(KG["Zhang-single-cell-study"], HER2GC.cites) == {"ref-11"}
    assert keys(KG["Zhang-premalignant-population"], HER2GC.hasDisease) == {
        "premalignant-gastric-lesion",
        "chronic-atrophic-gastritis",
        "intestinal-metaplasia",
    }
    assert keys(KG["early-gastric-cancer"], HER2GC.hasSite) == {"gastric-mucosa", "gastric-submucosa"}


@pytest.mark.parametrize(("form", "key"), NAMES)
def test_printed_form_leads_to_its_node(form: str, key: str) -> None:
    names = {str(name) for prop in (RDFS.label, SKOS.altLabel) for name in graph().objects(KG[key], prop)}
    assert form in names
    assert Literal(form, lang="en") in set(graph().objects(KG[key], SKOS.altLabel))


def test_breast_cancer_is_no_gastric_cancer() -> None:
    wider = set(graph().transitive_objects(KG["breast-cancer"], HER2GC.hasBroaderDisease))
    assert KG["gastric-cancer"] not in wider
    assert KG["gastric-cancer"] in set(
        graph().transitive_objects(KG["early-gastric-cancer"], HER2GC.hasBroaderDisease)
    )
