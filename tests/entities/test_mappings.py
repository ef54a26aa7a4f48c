"""The mapping tables: each id is one that was verified, no match stronger than it was, prefixes as registered."""

import csv
import importlib.util
import json
import re
import subprocess
import sys
from collections import Counter

import pytest
from verified import ROWS, SEEN, TABLES, external, tables

from her2gc.errors import Her2gcError
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.sources import sssom
from her2gc.sources.prefixes import PREFIXES
from sampling import slow, whole

STRENGTH = {"exactMatch": 3, "closeMatch": 2, "narrowMatch": 1, "broadMatch": 1, "relatedMatch": 0}
# vocabularies of classes and properties, not of things: seen in their own published files, as the comment tells
OF_TERMS = {"biolink", "schema", "prov", "pico", "SEPIO"}
# verified for gene and protein as one; of our two nodes the protein is the exact match
PROTEIN = "the protein concept of NCIt, not the gene"
# in a process of its own: the library takes 100 MB, which no clearing gives back
VALID = """
import sys
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
for path in sys.argv[1:]:
    reports = validate(parse_sssom_table(path), fail_on_error=True)
    print(path, *[result for report in reports.values() for result in report.results])
"""
NOT_REGISTERED = {"M49", "SEVCO", "ISO3166", "pico", "kg", "her2gc"}


def test_every_mapping_was_verified_and_none_is_stronger() -> None:
    lines = (external() / "identifiers.sssom.tsv").read_text(encoding="utf-8").splitlines()
    found = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    verified = {(row["subject_label"], row["subject_category"], row["object_id"]): row for row in found}
    checked = 0
    for row in ROWS:
        if row["object_id"].partition(":")[0] in OF_TERMS:
            continue
        subject = SEEN.match(row["comment"])
        assert subject, row
        known = verified.get((subject[1], subject[2], row["object_id"]))
        assert known, f"not in the verified table: {row['subject_id']} {row['object_id']}"
        for column in ("object_label", "object_source", "object_source_version", "mapping_justification"):
            assert row[column] == known[column], row
        ours, theirs = (each["predicate_id"].removeprefix("skos:") for each in (row, known))
        if not (
            ours == "exactMatch"
            and known["subject_category"] == "gene or protein"
            and PROTEIN in row["comment"]
        ):
            assert STRENGTH[ours] <= STRENGTH[theirs], row
        assert STRENGTH[ours] != 1 or STRENGTH[theirs] != 1 or ours == theirs, row
        checked += 1
    assert checked > 800


def test_terms_of_schema_org_and_prov_exist() -> None:
    from rdflib.namespace import PROV, SDO

    spaces = {"schema": SDO, "prov": PROV}
    for row in ROWS:
        prefix, _, name = row["object_id"].partition(":")
        if prefix in spaces:
            assert name in spaces[prefix].__annotations__, row


def test_subjects_are_entities_of_the_graph(kg: KnowledgeGraph) -> None:
    subjects = {row["subject_id"] for row in ROWS}
    named = kg.sparql(
        "SELECT DISTINCT ?s WHERE { ?s rdfs:label ?l . FILTER(STRSTARTS(STR(?s), 'https://w3id.org/her2gc/')) }"
    )
    known = {str(row["s"].value) for row in named.solutions}
    bases = {prefix: PREFIXES[prefix] for prefix in ("kg", "her2gc")}
    gone = {each for each in subjects if bases[each.partition(":")[0]] + each.partition(":")[2] not in known}
    assert not gone


def test_an_exact_match_is_one_to_one() -> None:
    exact = [row for row in ROWS if row["predicate_id"] == "skos:exactMatch"]
    genes = {row["subject_id"] for row in exact if row["object_id"].startswith("HGNC:")}
    assert not [row for row in exact if row["subject_id"] in genes and PROTEIN in row["comment"]]
    assert not [object_id for object_id, n in Counter(row["object_id"] for row in exact).items() if n > 1]
    assert not [
        pair for pair, n in Counter((row["subject_id"], row["object_id"]) for row in ROWS).items() if n > 1
    ]


def test_gene_and_protein_each_have_their_own_exact_match() -> None:
    found = {(row["subject_id"], row["object_id"]): row["predicate_id"] for row in ROWS}
    assert found["kg:ERBB2", "HGNC:3430"] == "skos:exactMatch"
    assert found["kg:ERBB2", "NCIT:C17756"] == "skos:exactMatch"
    assert found["kg:HER2", "UniProtKB:P04626"] == "skos:closeMatch"
    assert found["kg:HER2", "NCIT:C17319"] == "skos:exactMatch"
    assert found["kg:HER3", "NCIT:C18490"] == "skos:exactMatch"
    assert found["kg:PD-L1", "NCIT:C96024"] == "skos:exactMatch"
    # a gene and its product are two things that belong together, from either side
    assert found["kg:ALK", "NCIT:C27032"] == "skos:relatedMatch"
    assert found["kg:ALK", "UniProtKB:Q9UM73"] == "skos:relatedMatch"
    assert found["kg:HGF", "HGNC:4893"] == "skos:relatedMatch"
    assert ("kg:ERBB2", "NCIT:C17319") not in found
    assert found["kg:trastuzumab", "NCIT:C1647"] == "skos:exactMatch"
    assert found["kg:TCGA-EBV", "MONDO:0017784"] == "skos:closeMatch"


def test_a_histological_type_is_no_disease() -> None:
    types = "diffuse intestinal mixed mucinous papillary poorly-cohesive tubular"
    for name in types.split():
        predicates = {row["predicate_id"] for row in ROWS if row["subject_id"] == f"kg:{name}-type"}
        assert "skos:closeMatch" in predicates, name
        assert "skos:exactMatch" not in predicates, name


REGISTERED = """
import json, re, sys
import bioregistry
prefixes, ids = json.load(sys.stdin)
for prefix, base in prefixes:
    if bioregistry.parse_iri(base + "0")[0] != bioregistry.normalize_prefix(prefix):
        print("expands to another prefix:", prefix, base)
for prefix, local, source in ids:
    pattern = bioregistry.get_pattern(prefix)
    if pattern is not None and not re.match(pattern, local):
        print("does not fit the pattern:", prefix, local)
    if source != bioregistry.normalize_prefix(prefix):
        print("is of another source:", prefix, local, source)
"""


def against_the_register(prefixes: list[tuple[str, str]], ids: list[tuple[str, str, str]]) -> list[str]:
    """Return what the register does not bear out, in a process of its own: it holds 130 MB for as long as it lives."""
    command, given = [sys.executable, "-c", REGISTERED], json.dumps([prefixes, ids])
    ran = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


@slow
def test_prefixes_expand_as_registered_and_ids_fit_the_patterns() -> None:
    if importlib.util.find_spec("bioregistry") is None:
        pytest.skip("bioregistry is not installed: pip install 'her2gc[links]'")
    bases, ids = set(), set()
    for _, prefixes, rows in tables():
        bases |= {(prefix, base) for prefix, base in prefixes.items() if prefix not in NOT_REGISTERED}
        for row in rows:
            prefix, _, local = row["object_id"].partition(":")
            if prefix not in NOT_REGISTERED:
                ids.add((prefix, local, row["object_source"].removeprefix("bioregistry:")))
    assert against_the_register(sorted(bases), sorted(ids)) == []
    wrong = [("hgnc", "no number", "hgnc"), ("hgnc", "3430", "mesh")]
    assert len(against_the_register([("hgnc", "https://example.org/")], wrong)) == 3


def test_curies_expand_every_id() -> None:
    curies = pytest.importorskip("curies", reason="curies is not installed: pip install 'her2gc[links]'")
    for name, prefixes, rows in tables():
        converter = curies.Converter.from_prefix_map(prefixes)
        stated = sssom.triples((TABLES[0].parent / name).read_bytes(), name)
        iris = {str(each.object)[1:-1] for each in stated if each.predicate.value.endswith("Match")}
        assert iris == {converter.expand(row["object_id"]) for row in rows}


@whole  # the library alone takes four seconds to be there
def test_sssom_finds_the_tables_valid() -> None:
    if importlib.util.find_spec("sssom") is None:
        pytest.skip("sssom is not installed: pip install 'her2gc[links]'")
    ran = subprocess.run([sys.executable, "-c", VALID, *TABLES], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [str(path) for path in TABLES]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("skos:exactMatch", "owl:sameAs", "no mapping predicate"),
        ("\tNCIT:C1647\t", "\tNCIX:C1647\t", "no prefix of this table's curie_map"),
        ("\tNCIT:C1647\t", "\tNCIT:C1647 ", "8 cells under 9 columns"),
        ("subject_id\t", "subject\t", "no column subject_id"),
        ("# curie_map:", "# curie_maps:", "no curie_map"),
        ("# curie_map:", "# [", "not valid YAML"),
    ],
)
def test_a_faulty_table_is_told_with_its_line(old: str, new: str, told: str) -> None:
    content = next(path for path in TABLES if path.name == "agents.sssom.tsv").read_text(encoding="utf-8")
    with pytest.raises(Her2gcError, match=told) as caught:
        list(sssom.triples(content.replace(old, new).encode(), "agents.sssom.tsv"))
    assert re.search(r"agents\.sssom\.tsv:\d+", str(caught.value))
