"""Figures keep their printed precision, although the engine that answers drops trailing zeros."""

import pyoxigraph as ox
import pytest

import her2gc
from her2gc.questions.rows import value
from her2gc.sources.printed import with_printed_forms

PRINTED = {
    "JACOB-PFS-contrast": ("printedPValue", "0.0001"),
    "T-ACT-ORR-contrast": ("printedPValue", "1.00"),
    "T-ACT-PFS-contrast": ("printedHazardRatio", "0.91"),
    "T-ACT-OS-contrast": ("printedPValue", "0.20"),
    "TyTAN-OS-contrast": ("printedPValue", "0.10"),
}


@pytest.mark.parametrize(("node", "form"), PRINTED.items())
def test_printed_precision(node: str, form: tuple[str, str]) -> None:
    prop, figure = form
    answer = her2gc.load(others=False).sparql(
        "PREFIX her2gc: <https://w3id.org/her2gc/ontology#> PREFIX kg: <https://w3id.org/her2gc/kg/> "
        f"SELECT ?form WHERE {{ kg:{node} her2gc:{prop} ?form }}"
    )
    assert answer.column("form") == [figure]


def test_printed_form_wins_over_the_number() -> None:
    answer = her2gc.load(others=False).sparql(
        "PREFIX her2gc: <https://w3id.org/her2gc/ontology#> PREFIX kg: <https://w3id.org/her2gc/kg/> "
        "SELECT ?form ?value WHERE { kg:HELOISE-ORR her2gc:armValue ?v . "
        "?v her2gc:value ?value ; her2gc:printedValue ?form } ORDER BY ?value"
    )
    assert answer.column("form") == ["56,9", "58.9"]


@pytest.mark.parametrize("text", ["sNaN", "1_000", "\u0663", "Infinity", "7.9.1", "1e99999999"])
def test_what_xsd_would_not_read_as_a_figure_is_none(text: str) -> None:
    own = "https://w3id.org/her2gc/ontology#"
    subject, graph = ox.NamedNode("urn:x"), ox.NamedNode("urn:g")
    quads = [
        ox.Quad(
            ox.NamedNode(own + "value"),
            ox.NamedNode(own + "hasPrintedForm"),
            ox.NamedNode(own + "printedValue"),
            graph,
        ),
        ox.Quad(subject, ox.NamedNode(own + "value"), ox.Literal(text), graph),
        ox.Quad(subject, ox.NamedNode(own + "printedAs"), ox.Literal(text), graph),
    ]
    assert list(with_printed_forms(quads)) == quads


XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("text", "datatype", "found"),
    [
        ("487", XSD + "integer", 487),
        ("+5", XSD + "short", 5),
        ("-5", XSD + "negativeInteger", -5),
        (" 12 ", XSD + "unsignedByte", 12),
        ("1_000", XSD + "integer", "1_000"),
        ("\u0663", XSD + "integer", "\u0663"),
        ("12", "https://example.org/ns#integer", "12"),
        ("7.9e0", XSD + "decimal", "7.9e0"),
        ("INF", XSD + "double", float("inf")),
        ("infinity", XSD + "double", "infinity"),
        ("true", XSD + "boolean", True),
        ("0", XSD + "boolean", False),
        ("TRUE", XSD + "boolean", "TRUE"),
        ("9" * 5000, XSD + "integer", "9" * 5000),
    ],
)
def test_a_cell_is_a_figure_only_where_xsd_reads_one(text: str, datatype: str, found: object) -> None:
    given = value(ox.Literal(text, datatype=ox.NamedNode(datatype)))
    assert given == found
    assert type(given) is type(found)
