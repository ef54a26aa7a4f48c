"""Values of parameters are terms, never text: no string adds a row or breaks out of its place."""

# ruff: noqa: E501, RUF001 (the strings are meant to be nasty)

import re

import pyoxigraph as ox
import pytest

from her2gc.errors import Her2gcError
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from her2gc.questions.question import Parameter, Question
from sampling import sample, slow

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
SOME = sample(PARAMETERS, 25, "parameters given nasty values")


def others(question: Question, parameter: Parameter) -> dict[str, str | None]:
    return {
        each.name: each.example for each in question.parameters if each.required and each is not parameter
    }


def test_there_are_at_least_60_strings() -> None:
    assert len(set(NASTY)) >= 60


@slow
@pytest.mark.parametrize(("question", "parameter"), SOME)
def test_no_string_adds_a_row_or_another_error(
    kg: KnowledgeGraph, question: Question, parameter: Parameter
) -> None:
    text = parameter.type.endswith("#string")
    for nasty in NASTY:
        try:
            answer = kg.ask(question.name, **others(question, parameter), **{parameter.name: nasty})
        except Her2gcError as error:
            said = str(error)
            assert any(part in said for part in (" is no ", "names no ", "names several")), (nasty, said)
            assert "\n" not in said.replace(nasty, ""), nasty
        else:
            assert text, (nasty, "taken as a value")
            words = " ".join(re.findall(r"\w+", nasty))  # a search for words looks at nothing else
            plain = kg.ask(question.name, **others(question, parameter), **{parameter.name: words or "-"})
            assert len(answer) in {0, len(plain)}, nasty


def terms() -> list[object]:
    """Return RDF terms, Python values and containers that no parameter takes, as a caller in Python may give them."""
    decimal = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")

    class Spelled(str):
        __slots__ = ()

        def __str__(self) -> str:
            return '"x" } UNION { ?s ?p ?o } #'

    return [
        ox.NamedNode("https://example.org/x"),
        ox.NamedNode("https://w3id.org/her2gc/kg/nothing"),
        ox.NamedNode("https://w3id.org/her2gc/kg/kg%3E%20%7D"),
        ox.Literal('x" } UNION { ?s ?p ?o } #'),
        ox.Literal("x", language="en"),
        ox.Literal('1"^^<x> } #', datatype=decimal),
        ox.Literal("abc", datatype=decimal),
        ox.BlankNode("b0"),
        ox.Variable("x"),
        Spelled("second"),
        b"second",
        {"a": 1},
        [["second"]],
        [None],
        float("nan"),
        float("inf"),
        object(),
    ]


@slow
@pytest.mark.parametrize(("question", "parameter"), SOME)
def test_rdf_terms_and_python_values_are_checked_like_text(
    kg: KnowledgeGraph, question: Question, parameter: Parameter
) -> None:
    text = parameter.type.endswith("#string")
    for nasty in terms():
        try:
            answer = kg.ask(question.name, **others(question, parameter), **{parameter.name: nasty})
        except Her2gcError as error:
            said = str(error)
            assert " is no " in said or "names no " in said, (nasty, said)
        else:
            assert text, (nasty, "taken as a value")
            assert len(answer) == 0, nasty


def test_an_iri_that_breaks_out_cannot_be_made() -> None:
    for broken in ("https://x/> } UNION { ?s ?p ?o } #", "https://x/a b", "https://x/{y}"):
        with pytest.raises(ValueError, match="Invalid IRI"):
            ox.NamedNode(broken)


def test_a_term_of_another_class_is_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(Her2gcError, match="GATSBY' is no line of therapy"):
        kg.ask("failed-agents", line=ox.NamedNode("https://w3id.org/her2gc/kg/GATSBY"))
    with pytest.raises(Her2gcError, match=" is no decimal; give a number"):
        kg.ask("hazard-ratios", above=ox.NamedNode("https://w3id.org/her2gc/kg/GATSBY"))


def test_terms_and_numbers_that_fit_are_taken(kg: KnowledgeGraph) -> None:
    second = kg.ask("failed-agents", line="second")
    assert len(kg.ask("failed-agents", line=ox.NamedNode("https://w3id.org/her2gc/kg/second-line"))) == len(
        second
    )
    assert len(kg.ask("hazard-ratios", above=1)) == len(kg.ask("hazard-ratios", above=ox.Literal(1))) == 5
    assert len(kg.ask("hazard-ratios", above=1e-7)) == 15
    assert len(kg.ask("forest-figures", breast=True)) == 14
