"""Agents, targets, approvals, mechanisms and Table 5 strategies: expectations typed by hand from the review."""

# ruff: noqa: RUF001  (the print uses Greek letters and en dashes)

from functools import cache

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from conftest import ROOT
from her2gc.python.knowledge import KnowledgeGraph

HER2GC = Namespace("https://w3id.org/her2gc/ontology#")
KG = Namespace("https://w3id.org/her2gc/kg/")
KG_FILES = ROOT / "kg" / "review"

# Agent; its classes; what it targets. An agent of which the review says no more is an Agent and no more.
AGENTS = [
    ("trastuzumab", "Antibody", "HER2"),
    ("muMAb-4D5", "Antibody", "HER2"),
    ("pertuzumab", "Antibody", "HER2"),
    ("margetuximab", "Antibody", "HER2"),
    ("zanidatamab", "BispecificAntibody", "HER2"),
    ("RC48-antibody", "Antibody", "HER2"),
    ("T-DM1", "AntibodyDrugConjugate", "HER2"),
    ("T-DXd", "AntibodyDrugConjugate", "HER2"),
    ("RC48-ADC", "AntibodyDrugConjugate", "HER2"),
    ("trastuzumab-duocarmazine", "AntibodyDrugConjugate", "HER2"),
    ("XMT-1522", "AntibodyDrugConjugate", "HER2"),
    ("ARX788", "AntibodyDrugConjugate", "HER2"),
    ("ZW49", "AntibodyDrugConjugate", "HER2"),
    ("lapatinib", "TyrosineKinaseInhibitor", "EGFR-protein HER2"),
    ("tucatinib", "TyrosineKinaseInhibitor", "HER2"),
    ("neratinib", "TyrosineKinaseInhibitor", "HER-family-receptors HER2"),
    (
        "dacomitinib",
        "TyrosineKinaseInhibitor",
        "EGFR-protein HER-family-receptors HER2 HER3 HER4",
    ),
    ("afatinib", "TyrosineKinaseInhibitor", "HER-family-receptors HER2"),
    ("pyrotinib", "TyrosineKinaseInhibitor", "HER-family-receptors HER2"),
    ("pembrolizumab", "Antibody", "PD-1"),
    ("retifanlimab", "Antibody", "PD-1"),
    ("tislelizumab", "Antibody", "PD-1"),
    ("tebotelimab", "BispecificAntibody", "LAG3 PD-1"),
    ("nivolumab", "Agent", ""),
    ("ipilimumab", "Agent", ""),
    ("durvalumab", "Agent", ""),
    ("ramucirumab", "Agent", ""),
    ("cetuximab", "Agent", ""),
    ("folinic-acid", "Agent", ""),
    ("placebo", "Placebo", ""),
    ("capecitabine", "CytotoxicAgent", ""),
    ("cisplatin", "CytotoxicAgent", ""),
    ("oxaliplatin", "CytotoxicAgent", ""),
    ("fluorouracil", "CytotoxicAgent", ""),
    ("S-1", "CytotoxicAgent", ""),
    ("paclitaxel", "Agent", ""),
    ("docetaxel", "Agent", ""),
]

# A name that a reader may type, and the node that it must lead to.
NAMES = [
    ("T-DM1", "T-DM1"),
    ("TDM-1", "T-DM1"),
    ("trastuzumab emtansine", "T-DM1"),
    ("T-DXd", "T-DXd"),
    ("DS-8201a", "T-DXd"),
    ("trastuzumab deruxtecan", "T-DXd"),
    ("SYD985", "trastuzumab-duocarmazine"),
    ("TAK-522", "XMT-1522"),
    ("ZW25", "zanidatamab"),
    ("MGAH22", "margetuximab"),
    ("ONT 380", "tucatinib"),
    ("4D5", "muMAb-4D5"),
    ("5-FU", "fluorouracil"),
    ("ADC", "antibody-drug-conjugate"),
    ("TKI", "tyrosine-kinase-inhibitor"),
    ("mAb", "monoclonal-antibody"),
    ("ADCC", "antibody-dependent-cellular-cytotoxicity"),
    ("FcγRIIIa", "CD16A"),
    ("FcγRIIb", "CD32B"),
    ("lymphocyte activation gene 3", "LAG3"),
    ("erythroblastosis oncogene B2", "ERBB2"),
    ("Erb-B2 receptor tyrosine kinase 2", "ERBB2"),
    ("human epidermal growth receptor 2", "HER2"),
    ("phosphatase and tensin homolog", "PTEN"),
    ("AT-rich interactive domain-containing protein 1A", "ARID1A"),
    ("B-cell lymphoma 6 corepressor", "BCOR"),
    ("Janus associated kinase 2", "JAK2"),
    ("cell division protein kinase 6", "CDK6"),
    ("Ras homolog family member A", "RHOA"),
    ("tumor protein 53", "TP53"),
    ("hepatocyte growth factor", "HGF"),
    ("FDA", "FDA"),
]

# Agent, property, value: what an agent is made of and how it acts.
STRUCTURE = [
    ("trastuzumab", "isDerivedFrom", "muMAb-4D5"),
    ("trastuzumab", "bindsEpitope", "HER2-extracellular-domain"),
    ("margetuximab", "isDerivedFrom", "muMAb-4D5"),
    ("margetuximab", "actsBy", "antibody-dependent-cellular-cytotoxicity"),
    ("zanidatamab", "actsBy", "biparatopic-binding"),
    ("T-DM1", "hasAntibody", "trastuzumab"),
    ("T-DM1", "hasPayload", "emtansine"),
    ("T-DXd", "hasAntibody", "trastuzumab"),
    ("T-DXd", "hasPayload", "DXd"),
    ("emtansine", "actsBy", "mitotic-arrest"),
    ("emtansine", "actsBy", "apoptosis"),
    ("RC48-ADC", "hasPayload", "MMAE"),
    ("RC48-ADC", "hasLinker", "valine-citrulline-linker"),
    ("RC48-ADC", "hasAntibody", "RC48-antibody"),
]

GENES = [
    "ERBB2",
    "EGFR",
    "ERBB3",
    "ERBB4",
    "MET",
    "FGFR2",
    "KRAS",
    "NRAS",
    "PIK3CA",
    "PTEN",
    "TP53",
    "POLE",
    "ARID1A",
    "BCOR",
    "JAK2",
    "CDKN2A",
    "APC",
    "SMAD4",
    "MLH1",
    "ALK",
    "CCNE1",
    "CCND1",
    "CDK6",
    "RHOA",
    "MDM2",
    "ROBO2",
    "GATA6",
    "MYC",
    "CDH1",
    "CLDN18",
    "ARHGAP",
    "FUT2",
    "LGALS4",
    "CDH17",
    "AURKB",
    "ELOVL5",
]

PATHWAYS = {
    "PI3K-AKT-pathway",
    "PI3K-mTOR-pathway",
    "PI3K-PTEN-mTOR-pathway",
    "RTK-RAS-pathway",
    "HGF-MET-pathway",
    "HER2-signaling-pathway",
    "cell-adhesion-pathways",
    "angiogenesis-pathways",
}

# Node, agent, authority, kind, diseases, line, given along, trial it rests on.
APPROVALS = [
    (
        "approval-lapatinib",
        "lapatinib",
        "",
        "approval-kind-not-stated",
        "breast-cancer",
        "second-line",
        "",
        "",
    ),
    (
        "approval-tucatinib",
        "tucatinib",
        "FDA",
        "approval-kind-not-stated",
        "breast-cancer",
        "previously-treated",
        "capecitabine trastuzumab",
        "HER2CLIMB",
    ),
    (
        "approval-T-DXd",
        "T-DXd",
        "FDA",
        "approval-kind-not-stated",
        "gastric-cancer gastroesophageal-junction-cancer",
        "previously-treated",
        "",
        "DESTINY-Gastric01",
    ),
    (
        "approval-pembrolizumab",
        "pembrolizumab",
        "FDA",
        "accelerated-approval",
        "gastric-cancer gastroesophageal-adenocarcinoma gastroesophageal-junction-cancer",
        "first-line",
        "chemotherapy fluoropyrimidine platinum-compound trastuzumab",
        "KEYNOTE-811",
    ),
    (
        "standard-trastuzumab-breast-cancer",
        "trastuzumab",
        "",
        "standard-of-care-status",
        "breast-cancer",
        "",
        "",
        "",
    ),
    (
        "standard-trastuzumab-gastric-cancer",
        "trastuzumab",
        "",
        "standard-of-care-status",
        "gastric-adenocarcinoma",
        "first-line",
        "",
        "ToGA",
    ),
    (
        "standard-trastuzumab-chemotherapy",
        "trastuzumab",
        "",
        "standard-of-care-status",
        "gastric-adenocarcinoma gastroesophageal-junction-adenocarcinoma",
        "first-line",
        "chemotherapy",
        "",
    ),
]

# Quantity; for what it is greater; for what it is less.
COMPARISONS = [
    ("binding-affinity", "trastuzumab", "muMAb-4D5"),
    ("inhibitory-potency", "muMAb-4D5", "murine-anti-HER2-antibodies"),
    ("signaling-potency", "HER2-HER3-heterodimer", ""),
    (
        "HER2-selectivity",
        "tucatinib",
        "earlier-generation-HER2-targeted-TKI lapatinib neratinib",
    ),
    ("CD16A-affinity", "margetuximab", ""),
    ("CD32B-affinity", "", "margetuximab"),
    ("receptor-downregulation-extent", "zanidatamab", "trastuzumab"),
    ("antitumor-activity", "pan-HER-inhibitor", "HER2-blockade"),
    ("antitumor-activity", "trastuzumab-plus-pertuzumab", "pertuzumab-monotherapy"),
]

# Actor, effect, object, stance, citation numbers.
MECHANISMS = [
    ("pertuzumab", "inhibits", "HER2-HER3-heterodimerization", "asserted", ""),
    ("lapatinib", "inhibits", "EGFR-protein", "asserted", ""),
    ("lapatinib", "inhibits", "HER2", "asserted", ""),
    ("emtansine", "inhibits", "tubulin", "asserted", ""),
    ("emtansine", "causes", "mitotic-arrest", "asserted", ""),
    ("emtansine", "causes", "apoptosis", "asserted", ""),
    ("DXd", "inhibits", "topoisomerase-I", "asserted", ""),
    ("MMAE", "inhibits", "microtubule", "asserted", "72"),
    ("internalization", "contributes-to", "DESTINY-Gastric01-response-persists", "speculated", "70 71"),
    ("dacomitinib", "inhibits", "EGFR-HER2-heterodimer", "asserted", "55"),
    ("dacomitinib", "inhibits", "HER2-HER3-heterodimer", "asserted", "55"),
    ("dacomitinib", "inhibits", "HER3-HER4-heterodimer", "asserted", "55"),
    ("dacomitinib", "inhibits", "HER3-p85-complex", "asserted", "55"),
    ("dacomitinib", "synergizes-with", "trastuzumab", "asserted", "55"),
    ("dacomitinib", "synergizes-with", "IGF1R-inhibitor", "asserted", "55"),
    ("dacomitinib", "synergizes-with", "ERK1-2-inhibitor", "asserted", "55"),
    ("dacomitinib", "synergizes-with", "PI3K-mTOR-inhibitor", "asserted", "55"),
    ("trastuzumab", "activates", "HER2-specific-T-cell-response", "asserted", "76 77"),
    ("trastuzumab", "increases", "tumor-PD-L1-expression", "asserted", "76 77"),
    ("anti-HER2-agent", "synergizes-with", "anti-PD-1-antibody", "suggested", ""),
    ("pembrolizumab", "binds", "PD-1", "asserted", "78"),
    ("pembrolizumab", "causes", "antitumor-immune-response", "asserted", "78"),
]

# Table 5 row, entry, agents and trials that the entry names.
TABLE_5 = [
    ("ADC", 1, "T-DXd", ""),
    ("ADC", 2, "RC48-ADC", "RC48-phase-2"),
    ("mAb", 1, "margetuximab", ""),
    ("bispecific", 1, "tucatinib", ""),
    ("bispecific", 2, "cetuximab neratinib trastuzumab", "NCT03457896"),
    ("immunotherapy", 1, "pembrolizumab placebo trastuzumab", "KEYNOTE-811"),
    ("immunotherapy", 2, "margetuximab", "MAHOGANY"),
    ("immunotherapy", 3, "ipilimumab nivolumab trastuzumab", "INTEGA"),
    ("immunotherapy", 4, "T-DXd durvalumab", "DESTINY-Gastric03"),
    ("immunotherapy", 5, "tislelizumab zanidatamab", "NCT04276493"),
]

PRECLINICAL = [
    ("muMAb-panel-study", "muMAb-4D5", "HER2-positive-cell-lines"),
    ("trastuzumab-xenograft-study", "trastuzumab", "breast-cancer-xenograft"),
    (
        "pertuzumab-trastuzumab-xenograft-study",
        "pertuzumab trastuzumab",
        "HER2-positive-GC-xenograft",
    ),
    ("Nam-dacomitinib-study", "dacomitinib", "gastric-cancer-cell-line-panel"),
    (
        "tucatinib-preclinical-studies",
        "tucatinib",
        "HER2-amplified-esophageal-gastric-models",
    ),
]


@cache
def graph() -> Graph:
    """The files under test, merged."""
    merged = Graph()
    for name in (
        "agents",
        "targets",
        "approvals",
        "agent-mechanisms-and-claims",
        "strategies-table-5",
        "preclinical-studies",
    ):
        merged.parse(KG_FILES / f"{name}.ttl")
    return merged


def keys(subject: URIRef, prop: str) -> str:
    """Local names of a property's values, sorted and joined by blanks."""
    return " ".join(sorted(str(o).removeprefix(str(KG)) for o in graph().objects(subject, HER2GC[prop])))


def classes(subject: URIRef) -> str:
    """Local names of a node's classes, joined by blanks."""
    return " ".join(sorted(str(o).removeprefix(str(HER2GC)) for o in graph().objects(subject, RDF.type)))


@pytest.mark.parametrize(("agent", "kind", "targets"), AGENTS)
def test_agent_class_and_targets(agent: str, kind: str, targets: str) -> None:
    assert classes(KG[agent]) == kind
    assert keys(KG[agent], "targets") == targets


def test_no_agent_beyond_those_of_the_review() -> None:
    kinds = {kind for _, kind, _ in AGENTS}
    found = {str(s).removeprefix(str(KG)) for kind in kinds for s in graph().subjects(RDF.type, HER2GC[kind])}
    assert found == {agent for agent, _, _ in AGENTS}


@pytest.mark.parametrize(("name", "node"), NAMES)
def test_every_printed_name_leads_to_its_node(name: str, node: str) -> None:
    text = Literal(name, lang="en")
    found = set(graph().subjects(RDFS.label, text)) | set(graph().subjects(SKOS.altLabel, text))
    assert KG[node] in found


@pytest.mark.parametrize(("agent", "prop", "value"), STRUCTURE)
def test_structure(agent: str, prop: str, value: str) -> None:
    assert (KG[agent], HER2GC[prop], KG[value]) in graph()


def test_isotypes_and_species() -> None:
    def text(agent: str, prop: str) -> str:
        return str(graph().value(KG[agent], HER2GC[prop]))

    assert text("zanidatamab", "isotype") == "IgG1"
    assert text("RC48-antibody", "isotype") == "IgG1"
    assert text("pembrolizumab", "isotype") == "immunoglobulin G4-Kappa"
    assert text("muMAb-4D5", "speciesForm") == "murine"
    assert text("trastuzumab", "speciesForm") == "humanized"
    assert text("pertuzumab", "speciesForm") == "recombinant humanized"
    assert text("pembrolizumab", "speciesForm") == "humanized"
    assert text("tucatinib", "routeOfAdministration") == "oral"


def test_zanidatamab_binds_two_epitopes() -> None:
    assert len(set(graph().objects(KG["zanidatamab"], HER2GC.bindsEpitope))) == 2


def test_genes_and_pathways() -> None:
    genes = set(graph().subjects(RDF.type, HER2GC.Gene))
    assert {KG[g] for g in GENES} <= genes
    assert {KG[p] for p in PATHWAYS} == set(graph().subjects(RDF.type, HER2GC.Pathway))


@pytest.mark.parametrize(
    ("gene", "protein"),
    [("ERBB2", "HER2"), ("EGFR", "EGFR-protein"), ("FGFR2", "FGFR2-protein"), ("MET", "MET-protein")],
)
def test_gene_and_protein_are_two_nodes(gene: str, protein: str) -> None:
    assert (KG[gene], HER2GC.encodes, KG[protein]) in graph()
    assert classes(KG[gene]) == "Gene"
    assert classes(KG[protein]) == "Protein"


APPROVAL_PROPERTIES = (
    "onAgent",
    "byAuthority",
    "hasApprovalKind",
    "forDisease",
    "inLine",
    "inCombinationWith",
    "basedOnTrial",
)


@pytest.mark.parametrize("expected", APPROVALS, ids=lambda row: row[0])
def test_approval(expected: tuple[str, ...]) -> None:
    approval = KG[expected[0]]
    assert classes(approval) == "Approval"
    assert tuple(keys(approval, prop) for prop in APPROVAL_PROPERTIES) == expected[1:]


def test_no_further_approval() -> None:
    assert len(set(graph().subjects(RDF.type, HER2GC.Approval))) == len(APPROVALS)


@pytest.mark.parametrize(("quantity", "greater", "lesser"), COMPARISONS)
def test_comparison(quantity: str, greater: str, lesser: str) -> None:
    found = {
        (keys(c, "greaterFor"), keys(c, "lesserFor"))
        for c in graph().subjects(HER2GC.comparesQuantity, KG[quantity])
        if isinstance(c, URIRef)
    }
    assert (greater, lesser) in found


def test_trastuzumab_binds_three_times_as_strongly() -> None:
    comparison = KG["trastuzumab-binding-affinity"]
    assert graph().value(comparison, HER2GC.factor) == Literal(3)
    assert str(graph().value(comparison, HER2GC.printedAs)) == "three"
    assert keys(comparison, "cites") == "ref-22"


@pytest.mark.parametrize(("actor", "effect", "target", "stance", "refs"), MECHANISMS)
def test_mechanism(actor: str, effect: str, target: str, stance: str, refs: str) -> None:
    found = [
        m
        for m in graph().subjects(HER2GC.hasActor, KG[actor])
        if (m, HER2GC.hasEffect, KG[effect]) in graph() and (m, HER2GC.hasObject, KG[target]) in graph()
    ]
    assert len(found) == 1
    assert isinstance(found[0], URIRef)
    assert keys(found[0], "hasStance") == stance
    assert keys(found[0], "cites") == " ".join(f"ref-{r}" for r in refs.split())


@pytest.mark.parametrize(("row", "entry", "agents", "trials"), TABLE_5)
def test_table_5_entry(row: str, entry: int, agents: str, trials: str) -> None:
    cell = KG[f"Table-5-{row}-{entry}"]
    listings = [
        s for s in graph().subjects(HER2GC.statedIn, cell) if (s, RDF.type, HER2GC.StrategyListing) in graph()
    ]
    assert len(listings) == 1
    assert isinstance(listings[0], URIRef)
    assert keys(listings[0], "underStrategy") == f"strategy-{row}"
    assert keys(listings[0], "listsAgent") == agents
    assert keys(listings[0], "listsTrial") == trials


def test_strategies_are_four_with_ten_entries() -> None:
    assert len(set(graph().subjects(RDF.type, HER2GC.Strategy))) == 4
    assert len(set(graph().subjects(RDF.type, HER2GC.StrategyListing))) == 10


@pytest.mark.parametrize(("study", "agents", "model"), PRECLINICAL)
def test_preclinical_study(study: str, agents: str, model: str) -> None:
    assert classes(KG[study]) == "PreclinicalStudy"
    assert keys(KG[study], "testsAgent") == agents
    assert keys(KG[study], "usesModel") == model


def test_what_concerns_breast_cancer_says_so() -> None:
    for node in (
        "trastuzumab-impact-breast-cancer",
        "trastuzumab-pertuzumab-breast-cancer",
        "T-DM1-role-advanced-breast-cancer",
        "T-DM1-role-early-breast-cancer",
    ):
        assert keys(KG[node], "forDisease") == "breast-cancer"


def test_every_node_has_a_label_and_a_place() -> None:
    for node in set(graph().subjects(RDF.type, None)):
        assert graph().value(node, RDFS.label) is not None, node
        if (node, RDF.type, HER2GC.Passage) not in graph():
            assert graph().value(node, HER2GC.statedIn) is not None, node


@pytest.mark.parametrize(
    ("about", "claims"),
    [
        (
            "breast cancer",
            {
                "repetitive-failures-distinct-biology",
                "trastuzumab-impact-breast-cancer",
                "T-DM1-role-advanced-breast-cancer",
                "T-DM1-role-early-breast-cancer",
            },
        ),
        ("Lauren classification", {"claim-intrinsic-names-after-Lauren"}),
        ("margetuximab phase 1 trial", {"margetuximab-phase-1-activity", "margetuximab-phase-1-tolerated"}),
    ],
)
def test_a_claim_is_found_by_what_its_sentence_names(
    kg: KnowledgeGraph, about: str, claims: set[str]
) -> None:
    found = {
        each.rpartition("/")[2] for each in kg.ask("claims-by-stance", about=about).iris("claim") if each
    }
    assert found >= claims
