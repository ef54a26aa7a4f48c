"""What HermiT cannot take is named with its place, and the rules' word is given all the same."""

from pathlib import Path

import pytest

from conftest import Run
from her2gc.checks.reason.fit import in_words
from sampling import whole

HEAD = """@prefix ex: <https://example.org/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NS = "https://example.org/ns#"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ex:startDate a owl:DatatypeProperty ; rdfs:range xsd:date .", f"5: {NS}startDate uses xsd:date"),
        (
            "ex:y a owl:DatatypeProperty .\nex:x ex:y '2012'^^xsd:gYear .",
            f"6: {NS}y has a value of xsd:gYear",
        ),
        (
            "ex:y a owl:DatatypeProperty .\nex:x ex:y '2012-01-02'^^xsd:date .",
            f"6: {NS}y has a value of xsd:date",
        ),
        (
            "ex:y a owl:DatatypeProperty .\nex:x ex:y 'P1Y'^^xsd:duration .",
            f"6: {NS}y has a value of xsd:duration",
        ),
        ("ex:y a owl:DatatypeProperty .\nex:x ex:y 'many'^^xsd:integer .", "6: 'many' is no xsd:integer"),
        (
            "ex:y a owl:DatatypeProperty .\nex:C rdfs:subClassOf [ owl:onProperty ex:y ; owl:onDatatype xsd:time ] .",
            "6: an expression uses xsd:time",
        ),
    ],
)
def test_a_datatype_that_owl_has_not_is_named(run: Run, tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(HEAD + text)
    ran = run("reason", own, "--no-builtin", "--quiet")
    assert ran.status == 2
    [line] = ran.err.splitlines()
    assert f"own.ttl:{told}" in line
    assert "HermiT was not asked" in line
    assert "--rules-only" in line
    assert "consistent (rules" in ran.out
    assert "HermiT cannot take it" in ran.out


@whole
def test_values_of_annotations_are_no_matter(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(HEAD + "ex:note a owl:AnnotationProperty . ex:x ex:note '2012-01-02'^^xsd:date .")
    ran = run("reason", own, "--no-builtin", "--quiet")
    assert (ran.status, ran.err) == (0, "")


NOT_SIMPLE = (
    'Exception in thread "main" java.lang.IllegalArgumentException: Non-simple property '
    f"'<{NS}partOf>' or its inverse appears in the cardinality restriction "
    f"'ObjectMaxCardinality(1 <{NS}partOf> owl:Thing)'."
)
CHAINED = f"{NS}partOf is transitive, or implied by a chain: OWL 2 DL allows it in no cardinality restriction"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (NOT_SIMPLE, CHAINED),
        ("org.example.OddException: the cat is out", "HermiT refuses the ontology: the cat is out"),
    ],
)
def test_java_is_put_in_words(said: str, told: str) -> None:
    assert in_words(said) == told


def test_a_file_without_a_statement_is_told(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("# nothing yet\n")
    ran = run("reason", own, "--no-builtin", "--rules-only")
    assert ran.status == 0
    assert f"her2gc: {own} holds no statement" in ran.err
