"""Values of parameters are terms, never text: no string adds a row or breaks out of its place."""

# ruff: noqa: E501, RUF001 (the strings are meant to be nasty)

import pytest

from her2gc import catalogue
from her2gc.errors import Her2gcError
from her2gc.knowledge import KnowledgeGraph
from her2gc.question import Parameter, Question

NASTY = [
    '"', "'", '"""', "'''", "`", "\\", "\\\\", '\\"', "\\n", "\n", "\r\n", "\t", "\0", "{", "}", "{{", "}}", "<", ">", "<>",
    "|", "||", "^", "^^", "#", "# x", ";", ".", ",", "?x", "$x", "*", "a", "%", "%s", "{0}", "UNDEF", "?line", "()",
    '" } UNION { ?s ?p ?o } #', "' } UNION { ?s ?p ?o } #", "> } UNION { ?s ?p ?o } #", "} } SELECT * WHERE { ?s ?p ?o }",
    "kg:GATSBY } UNION { ?s ?p ?o", "<https://w3id.org/her2gc/kg/GATSBY> } #", "http://x/> } UNION { ?a ?b ?c } #",
    "https://w3id.org/her2gc/kg/no such", "https://example.org/x", "kg:nothing", "kg:", ":x", "_:b0", "javascript:alert(1)",
    "file:///etc/passwd", "SERVICE <http://example.org/> { ?s ?p ?o }", "LOAD <http://example.org/>", "FROM <http://x/>",
    '"x"@en', '"1"^^xsd:integer', "1 2", "1; DROP", "NaN", "INF", "0x10", "\u202e", "\u0000\u0001", "\ufeff", "\U0001f4a9",
    "ＧＡＴＳＢＹ", "e\u0301", "", " ", "  ", "x" * 5000, "?trial ?p ?o . BIND(1 AS ?x)", "FILTER(true)", "1 || true",
]  # fmt: skip

PARAMETERS = [
    pytest.param(question, parameter, id=f"{question.name}-{parameter.name}")
    for question in catalogue.questions().values()
    for parameter in question.parameters
]


def others(question: Question, parameter: Parameter) -> dict[str, str | None]:
    return {
        each.name: each.example for each in question.parameters if each.required and each is not parameter
    }


def test_there_are_at_least_60_strings() -> None:
    assert len(set(NASTY)) >= 60


@pytest.mark.parametrize(("question", "parameter"), PARAMETERS)
def test_no_string_adds_a_row_or_another_error(
    kg: KnowledgeGraph, question: Question, parameter: Parameter
) -> None:
    text = parameter.type.endswith("#string")
    for nasty in NASTY:
        try:
            answer = kg.ask(question.name, **others(question, parameter), **{parameter.name: nasty})
        except Her2gcError as error:
            said = str(error)
            assert " is no " in said or "names several" in said, (nasty, said)
            assert "\n" not in said.replace(nasty, ""), nasty
        else:
            assert text, (nasty, "taken as a value")
            assert len(answer) == 0, nasty
