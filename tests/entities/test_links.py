"""What the links reach, both ways; records and corrections from outside; merging with another graph."""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery
from verified import ROWS, SEEN, external

import her2gc
from conftest import Run
from her2gc.entities import links
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES
from rdflib_beside import Beside
from sampling import slow, whole

DOCS = Path(homes.data_root()) / "docs"
# Terms of the verified table that the review does not name, so that nothing in the graph could carry them.
NOT_IN_THE_REVIEW = {"gastric gland", "serious adverse event"}
WHOLLY = ("gene or protein", "agent", "disease", "organism", "anatomy", "adverse event")


def test_coverage_by_type(kg: KnowledgeGraph) -> None:
    kinds = {kind.name: kind for kind in links.coverage(kg.graph)}
    for kind in kinds.values():
        print(f"{kind.name}: {kind.linked} of {kind.total}, {kind.share:.0f} %")
    assert kinds["Gene"].without == ["CLDN18-ARHGAP fusion gene"]
    assert kinds["Agent"].without == ["humanized anti-HER2 IgG1 of RC48-ADC", "muMAb 4D5"]
    for name in ("MicroRNA", "AnatomicSite", "Organism", "Region", "Pathway"):
        assert not kinds[name].without, name
    assert kinds["Disease"].share >= 80
    assert kinds["AdverseEvent"].without == ["immune-mediated adverse event", "pulmonary symptoms"]
    assert kinds["Trial"].linked == 24


def test_every_term_of_the_verified_table_is_linked() -> None:
    with (external() / "identifiers.sssom.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    wanted = {row["subject_label"] for row in rows if row["subject_category"] in WHOLLY}
    seen = (SEEN.match(row["comment"]) for row in ROWS)
    assert wanted - {match[1] for match in seen if match} == NOT_IN_THE_REVIEW


def test_records_are_those_of_the_table(kg: KnowledgeGraph) -> None:
    folder = external()
    rows = list(csv.DictReader((folder / "trials.tsv").open(encoding="utf-8"), delimiter="\t"))
    allowed = {
        part.rpartition(":")[2] if not part.startswith("10.") else part
        for row in rows
        for column in ("registry_ids", "pubmed_ids", "dois")
        for part in row[column].split("|")
        if part
    }
    found = kg.sparql(
        "SELECT DISTINCT ?id WHERE { GRAPH graph:curation { ?r a skos:Concept ; skos:notation ?id } }"
    ).column("id")
    assert {each.partition(":")[2] for each in found} == allowed
    never = list(csv.DictReader((folder / "trials_unverified.tsv").open(encoding="utf-8"), delimiter="\t"))
    curation = Path(homes.data_root(), "kg", "curation", "registry-links.ttl").read_text(encoding="utf-8")
    assert not [
        row["value"]
        for row in never
        if row["field"] != "condition" and row["value"] and row["value"] in curation
    ]


@slow
def test_the_reverse_way(run: Run) -> None:
    assert run("show", "NCIT:C1647").out.startswith("trastuzumab\n  https://w3id.org/her2gc/kg/trastuzumab\n")
    assert run("show", "HGNC:3430").out.startswith("ERBB2\n  https://w3id.org/her2gc/kg/ERBB2\n")
    assert "ERBB2 amplification" in run("show", "HGNC:3430").out
    trial = run("show", "NCT03329690").out
    assert trial.startswith("DESTINY-Gastric01\n  https://w3id.org/her2gc/kg/DESTINY-Gastric01\n")
    outside = run("show", "https://identifiers.org/hgnc:3430").out  # the term itself, by its own address
    assert "ERBB2  [mappings]" in outside
    assert run("show", "trastuzumab").out.startswith("trastuzumab\n  https://w3id.org/her2gc/kg/trastuzumab")


def test_links_command(run: Run) -> None:
    found = run("links", "T-DM1", "--format", "csv")
    assert found.status == 0
    assert "DRUGBANK:DB05773" in found.out
    assert "https://bioregistry.io/ncit:C82492" in found.out
    assert "GATSBY" in run("links", "NCT01641939", "--format", "csv").out
    assert "CLDN18-ARHGAP fusion gene" in run("links", "--missing", "--format", "csv").out
    assert run("links", "CLDN18-ARHGAP fusion gene").status == 2
    assert run("links", "--all", "--missing").status == 2


def test_questions_through_outside_terms(kg: KnowledgeGraph) -> None:
    gej = set(kg.ask("trials-by-outside-disease", term="DOID:4944").column("trial"))
    assert {"ToGA", "HELOISE", "LOGiC", "KEYNOTE-811", "DESTINY-Gastric01"} <= gej
    assert "HER2CLIMB" not in kg.ask("trials-by-outside-disease", term="MONDO:0002516").column("trial")
    assert "HER2CLIMB" in kg.ask("trials-by-outside-disease", term="MONDO:0007254").column("trial")
    inhibitors = kg.ask("agents-by-outside-class", term="CHEBI:38637").column("agent")
    assert inhibitors == ["afatinib", "dacomitinib", "lapatinib", "neratinib", "pyrotinib", "tucatinib"]
    receptors = set(kg.ask("receptors-by-signalling").column("protein"))
    assert receptors == {"EGFR protein", "FGFR2 protein", "HER2", "HER3", "IGF1R", "MET protein"}
    assert set(kg.ask("gene-family").column("gene")) == {"EGFR", "ERBB2", "ERBB3", "ERBB4"}
    altered = kg.ask("alterations-by-outside-gene", term="HGNC:3430").column("subtype")
    assert list(dict.fromkeys(altered)) == ["ACRG MSS/TP53 inactive", "TCGA CIN", "TCGA EBV", "TCGA MSI"]
    tested = kg.ask("trials-by-outside-drug", term="DRUGBANK:DB05773")
    assert tested.column("trial") == ["GATSBY"]
    assert set(kg.ask("trial-records", trial="TyTAN").column("record")) == {"pubmed:24868024"}
    assert "CEP17" not in kg.ask("outside-term", term="MONDO:0001056").column("entity")
    assert kg.ask("adverse-events-by-outside-term", term="MONDO:0015925")


def test_corrections_stand_apart_from_the_review(kg: KnowledgeGraph) -> None:
    notes = kg.ask("corrections")
    says = " ".join(notes.column("says"))
    assert "P = .0381" in says
    assert "91 patients were allocated" in says
    assert "125 patients and an objective response rate of 24.8%" in says
    review = "ASK { GRAPH graph:review { ?s ?p ?o . FILTER(?o IN (0.0381, 24.8)) } }"
    assert kg.sparql(review).boolean is False


def test_no_axiom_leads_outside() -> None:
    outside = ("equivalentClass", "equivalentProperty", "subClassOf", "subPropertyOf", "sameAs")
    store = ox.Store()
    for source in homes.builtin():
        if source.path.endswith(".ttl"):
            store.load(path=source.path, format=ox.RdfFormat.TURTLE)
    for quad in store:
        ends = (quad.subject, quad.object)
        if quad.predicate.value.endswith(outside):
            foreign = [
                end.value
                for end in ends
                if isinstance(end, ox.NamedNode)
                and not end.value.startswith(("https://w3id.org/her2gc/", "http://www.w3.org/2002/07/owl#"))
            ]
            assert not foreign, quad


ORDERS = """
@prefix ex: <https://example.org/> .
@prefix drugbank: <https://identifiers.org/drugbank:> .
ex:order-1 ex:drug drugbank:DB00072 .
ex:order-2 ex:drug drugbank:DB05773 .
ex:order-3 ex:drug drugbank:DB99999 .
"""
QUESTION = """PREFIX ex: <https://example.org/>
SELECT ?order ?agentLabel ?trialLabel ?verdictLabel WHERE {
  ?order ex:drug ?drug .
  ?agent skos:exactMatch ?drug ; rdfs:label ?agentLabel .
  ?trial her2gc:testsAgent ?agent ; rdfs:label ?trialLabel .
  ?verdict a her2gc:Verdict ; her2gc:ofTrial ?trial ; her2gc:hasVerdictOutcome/rdfs:label ?verdictLabel .
} ORDER BY ?order ?trialLabel"""
JOINED = [
    ("trastuzumab", "HELOISE", "failed"),
    ("trastuzumab", "T-ACT", "failed"),
    ("trastuzumab", "ToGA", "succeeded"),
    ("trastuzumab emtansine", "GATSBY", "failed"),
]


@whole
def test_two_graphs_merge_by_shared_identifiers(tmp_path: Path, kg: KnowledgeGraph) -> None:
    (tmp_path / "orders.ttl").write_text(ORDERS, encoding="utf-8")
    merged = her2gc.load([str(tmp_path / "orders.ttl")])
    rows = merged.sparql(QUESTION)
    names = ("agentLabel", "trialLabel", "verdictLabel")
    assert list(zip(*(rows.column(name) for name in names), strict=True)) == JOINED
    # the same with rdflib alone: two graphs, one union
    heads = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("her2gc", "rdfs", "skos"))
    with Beside(kg, ORDERS) as beside:
        found = beside.rows(heads + QUESTION)
    assert [tuple(str(row[name]) for name in names) for row in found] == JOINED


@pytest.mark.parametrize("path", sorted((DOCS / "federated").glob("*.rq")), ids=lambda path: path.stem)
def test_federated_queries_parse_and_say_that_they_are_not_run(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "not run in tests" in text.splitlines()[0]
    assert "SERVICE <https://" in text
    prepareQuery(text)
