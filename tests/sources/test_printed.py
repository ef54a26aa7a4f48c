"""Figures keep their printed precision, although the engine that answers drops trailing zeros."""

import pytest

import her2gc

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
    answer = her2gc.load().sparql(
        "PREFIX her2gc: <https://w3id.org/her2gc/ontology#> PREFIX kg: <https://w3id.org/her2gc/kg/> "
        f"SELECT ?form WHERE {{ kg:{node} her2gc:{prop} ?form }}"
    )
    assert answer.column("form") == [figure]


def test_printed_form_wins_over_the_number() -> None:
    answer = her2gc.load().sparql(
        "PREFIX her2gc: <https://w3id.org/her2gc/ontology#> PREFIX kg: <https://w3id.org/her2gc/kg/> "
        "SELECT ?form ?value WHERE { kg:HELOISE-ORR her2gc:armValue ?v . "
        "?v her2gc:value ?value ; her2gc:printedValue ?form } ORDER BY ?value"
    )
    assert answer.column("form") == ["56,9", "58.9"]
