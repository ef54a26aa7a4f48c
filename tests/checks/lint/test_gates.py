"""The ontology passes every gate, and each gate is tripped by an ontology that is broken in its way."""

import pyoxigraph as ox
import pytest

from her2gc.checks import lint
from her2gc.sources import homes
from her2gc.sources.turtle import read_bytes
from her2gc.store import build

GOOD = """@prefix : <https://example.org/o#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://example.org/o> a owl:Ontology ;
    dcterms:title "Small"@en ; dcterms:description "A small sound ontology."@en ;
    dcterms:creator <https://example.org/us> ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:created "2026-11-24T00:00:00Z"^^xsd:dateTime ; dcterms:modified "2026-11-24T00:00:00Z"^^xsd:dateTime ;
    dcterms:bibliographicCitation "We (2026). Small."@en ;
    owl:versionIRI <https://example.org/o/1> ; owl:versionInfo "1" ;
    vann:preferredNamespacePrefix "o" ; vann:preferredNamespaceUri "https://example.org/o#" .
dcterms:title a owl:AnnotationProperty . dcterms:description a owl:AnnotationProperty .
dcterms:creator a owl:AnnotationProperty . dcterms:license a owl:AnnotationProperty .
dcterms:created a owl:AnnotationProperty . dcterms:modified a owl:AnnotationProperty .
dcterms:bibliographicCitation a owl:AnnotationProperty .
vann:preferredNamespacePrefix a owl:AnnotationProperty . vann:preferredNamespaceUri a owl:AnnotationProperty .
skos:definition a owl:AnnotationProperty .

:Trial a owl:Class ; owl:disjointWith :Agent ; rdfs:label "trial"@en ;
    skos:definition "A study in patients."@en ; rdfs:isDefinedBy <https://example.org/o> .
:Agent a owl:Class ; rdfs:label "agent"@en ;
    skos:definition "A drug that is given."@en ; rdfs:isDefinedBy <https://example.org/o> .
:testsAgent a owl:ObjectProperty ; rdfs:domain :Trial ; rdfs:range :Agent ; owl:inverseOf :isTestedIn ;
    rdfs:label "tests agent"@en ; skos:definition "Links a trial to an agent."@en ;
    rdfs:isDefinedBy <https://example.org/o> .
:isTestedIn a owl:ObjectProperty ; rdfs:domain :Agent ; rdfs:range :Trial ; rdfs:label "is tested in"@en ;
    skos:definition "Links an agent to a trial."@en ; rdfs:isDefinedBy <https://example.org/o> .
:follows a owl:ObjectProperty ; rdfs:domain :Trial ; rdfs:range :Trial ; rdfs:label "follows"@en ;
    skos:definition "Links a trial to an earlier one."@en ; rdfs:isDefinedBy <https://example.org/o> .
:size a owl:DatatypeProperty ; rdfs:domain :Trial ; rdfs:range xsd:integer ; rdfs:label "size"@en ;
    skos:definition "Number of patients."@en ; rdfs:isDefinedBy <https://example.org/o> .
"""

# gate and check; what is replaced in the sound ontology; by what (nothing to replace: added at the end)
BROKEN = [
    ("profile: one kind of property", "", ":size a owl:ObjectProperty ."),
    ("profile: declared", "", ":Trial :unknown :Agent ."),
    ("profile: declared", "", ":Trial rdfs:subClassOf :Unknown ."),
    ("profile: reserved vocabulary", "", "rdfs:Resource a owl:Class ."),
    (
        "profile: datatypes",
        '"2026-11-24T00:00:00Z"^^xsd:dateTime ; dcterms:mod',
        '"2026"^^xsd:gYear ; dcterms:mod',
    ),
    ("profile: datatypes", "rdfs:range xsd:integer", "rdfs:range xsd:date"),
    ("profile: datatype properties", "", ":size a owl:TransitiveProperty ."),
    ("profile: datatype properties", "", ":size owl:inverseOf :follows ."),
    (
        "profile: restrictions",
        "",
        ":Trial rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :testsAgent ] .",
    ),
    ("profile: simple properties", "", ":follows a owl:TransitiveProperty , owl:FunctionalProperty ."),
    (
        "profile: simple properties",
        "",
        (
            ":testsAgent owl:propertyChainAxiom ( :follows :testsAgent ) . :Trial rdfs:subClassOf"
            " [ a owl:Restriction ; owl:onProperty :testsAgent ; owl:maxCardinality 1 ] ."
        ),
    ),
    ("profile: regular chains", "", ":follows owl:propertyChainAxiom ( :testsAgent :follows :isTestedIn ) ."),
    (
        "profile: regular chains",
        "",
        (
            ":follows owl:propertyChainAxiom ( :testsAgent :isTestedIn ) ."
            " :testsAgent owl:propertyChainAxiom ( :follows :size ) ."
        ),
    ),
    ("profile: no imports", "owl:versionInfo", "owl:imports <http://example.org/far> ; owl:versionInfo"),
    ("terms: label", ' rdfs:label "agent"@en ;', ""),
    ("terms: definition", ' skos:definition "Number of patients."@en ;', ""),
    ("terms: definition", '"Number of patients."', '"number of patients"'),
    ("terms: unique label", '"follows"@en', '"tests agent"@en'),
    ("terms: unique definition", "A drug that is given.", "A study in patients."),
    ("terms: white space", "A drug that is given.", "A drug  that is given."),
    ("terms: language", '"size"@en', '"size"'),
    (
        "terms: defined by",
        '"A drug that is given."@en ; rdfs:isDefinedBy <https://example.org/o>',
        '"A drug that is given."@en',
    ),
    ("terms: deprecated", "", ":Agent owl:deprecated true ."),
    (
        "terms: one equivalence",
        "",
        (
            ":Trial owl:equivalentClass [ a owl:Class ; owl:complementOf :Agent ] ,"
            " [ a owl:Class ; owl:unionOf ( :Trial ) ] ."
        ),
    ),
    ("metadata: declaration", "<https://example.org/o> a owl:Ontology ;", "<https://example.org/o>"),
    ("metadata: title", 'dcterms:title "Small"@en ;', ""),
    ("metadata: description", 'dcterms:description "A small sound ontology."@en ;', ""),
    ("metadata: creator", "dcterms:creator <https://example.org/us> ;", ""),
    ("metadata: licence", "dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;", ""),
    ("metadata: version IRI", "owl:versionIRI <https://example.org/o/1> ;", ""),
    ("metadata: version", 'owl:versionInfo "1" ;', ""),
    ("metadata: date of creation", 'dcterms:created "2026-11-24T00:00:00Z"^^xsd:dateTime ;', ""),
    ("metadata: date of change", 'dcterms:modified "2026-11-24T00:00:00Z"^^xsd:dateTime ;', ""),
    ("metadata: citation", 'dcterms:bibliographicCitation "We (2026). Small."@en ;', ""),
    ("metadata: prefix", 'vann:preferredNamespacePrefix "o" ;', ""),
    ("metadata: namespace", '; vann:preferredNamespaceUri "https://example.org/o#" .', "."),
    (
        "metadata: version agrees",
        "owl:versionIRI <https://example.org/o/1>",
        "owl:versionIRI <https://example.org/o/2>",
    ),
    ("metadata: namespace agrees", '"https://example.org/o#"', '"https://example.org/other#"'),
    ("pitfalls: domain and range", "rdfs:domain :Trial ; rdfs:range xsd:integer", "rdfs:range xsd:integer"),
    ("pitfalls: domain and range", "rdfs:range :Agent", "rdfs:range :Agent , :Trial"),
    (
        "pitfalls: missing inverse",
        "",
        (
            ":hasAgent a owl:ObjectProperty ; rdfs:domain :Trial ; rdfs:range :Agent . "
            ":agentOf a owl:ObjectProperty ; rdfs:domain :Agent ; rdfs:range :Trial ."
        ),
    ),
    (
        "pitfalls: wrong inverse",
        "rdfs:domain :Agent ; rdfs:range :Trial",
        "rdfs:domain :Trial ; rdfs:range :Trial",
    ),
    ("pitfalls: wrong inverse", "", ":follows owl:inverseOf :follows ."),
    ("pitfalls: wrong characteristic", "", ":testsAgent a owl:SymmetricProperty ."),
    ("pitfalls: cycles", "", ":Trial rdfs:subClassOf :Agent . :Agent rdfs:subClassOf :Trial ."),
    (
        "pitfalls: defined by itself",
        "",
        ":Trial owl:equivalentClass [ a owl:Class ; owl:unionOf ( :Trial ) ] .",
    ),
    ("pitfalls: missing disjointness", "owl:disjointWith :Agent ; ", ""),
    ("pitfalls: untyped", "", ':Ghost rdfs:label "ghost"@en .'),
    ("pitfalls: unconnected", "", ":Alone a owl:Class ."),
    ("pitfalls: wrong equivalence", "", ":Trial owl:equivalentClass :Agent ."),
    ("pitfalls: namespace hijack", "", "skos:definition rdfs:domain :Trial ."),
    ("pitfalls: names", "", ":bad_class a owl:Class ."),
    ("pitfalls: short chain", "", ":follows owl:propertyChainAxiom ( :testsAgent ) ."),
    ("pitfalls: label as definition", '"A drug that is given."@en', '"agent"@en'),
]


def findings(text: str) -> list[lint.Finding]:
    return lint.findings(quad.triple for quad in ox.parse(input=text.encode(), format=ox.RdfFormat.TURTLE))


def test_our_ontology_passes_every_gate() -> None:
    listed = [each for each in homes.builtin(review=False) if "imports" not in each.path]
    quads = build.quads(listed, [read_bytes(source.path) for source in listed])
    assert lint.findings(quad.triple for quad in quads) == []


def test_a_sound_ontology_passes_every_gate() -> None:
    assert findings(GOOD) == []


@pytest.mark.parametrize(("check", "old", "new"), BROKEN)
def test_a_broken_ontology_trips_its_gate(check: str, old: str, new: str) -> None:
    assert old in GOOD
    broken = GOOD.replace(old, new, 1) if old else GOOD + new
    assert check in {f"{each.gate}: {each.check}" for each in findings(broken)}


def test_every_check_has_an_ontology_that_trips_it() -> None:
    tripped = {check for check, _, _ in BROKEN}
    assert tripped == {f"{gate}: {check}" for gate, checks in lint.GATES.items() for check in checks}
