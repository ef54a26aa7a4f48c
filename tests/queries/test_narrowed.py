"""What spares an engine rows changes no answer: values of a parameter in a sub-select, and what rows begin with."""

import re
from typing import Any

import pytest

from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue
from her2gc.questions.lineage import Behind, Lineage
from her2gc.questions.reading import BEGINS
from her2gc.questions.rows import Rows
from her2gc.store.names import names
from sampling import sample

MARK = re.compile(r"# narrowed by \?(\w+)\n")
CASES = sorted(
    {
        (name, parameter)
        for name, question in catalogue.questions().items()
        for parameter in MARK.findall(question.text)
    }
)
BEGUN = sorted(name for name, question in catalogue.questions().items() if BEGINS in question.text)


def without_beginnings(text: str) -> str:
    """Return a question without the sub-selects that its rows begin with."""
    while (start := text.find(BEGINS)) >= 0:
        end = text.index("{", start)
        depth = 0
        while True:
            depth += (text[end] == "{") - (text[end] == "}")
            end += 1
            if not depth:
                break
        text = text[:start] + text[end:]
    return text


def test_a_beginning_is_taken_out_whole() -> None:
    assert (
        without_beginnings(f"{{ {BEGINS}\n{{ SELECT ?a WHERE {{ ?a ?b ?c }} }} ?a ?d ?e }}")
        == "{  ?a ?d ?e }"
    )


def test_what_narrows_is_a_parameter_of_the_question() -> None:
    assert len(CASES) > 15
    for name, parameter in CASES:
        assert parameter in {each.name for each in catalogue.find(name).parameters}, name


@pytest.mark.parametrize(("name", "parameter"), sample(CASES, 12, "narrowed parameters"))
def test_a_narrowed_sub_select_changes_no_answer(kg: KnowledgeGraph, name: str, parameter: str) -> None:
    question = catalogue.find(name)
    type_ = next(each.type for each in question.parameters if each.name == parameter)
    allowed = sorted({each.iri for each in names(kg.graph, type_)})
    whole = question._replace(text=MARK.sub("", question.text))
    silent = []
    for iri in sample(allowed, 15, "values of a narrowed parameter"):
        bound = {parameter: [f"<{iri}>"]}
        narrowed = kg.graph.results(binding.bind(question, bound))
        if Rows(narrowed):
            assert narrowed == kg.graph.results(binding.bind(whole, bound)), iri
        else:
            silent.append(f"<{iri}>")
    # Nine of ten values give no rows. Without what narrows, values stand outermost alone, so that a row of one of them
    # is a row of all at once: where there is none, none of them has any.
    if silent and Rows(kg.graph.results(binding.bind(whole, {parameter: silent}))):
        for iri in silent:
            assert not Rows(kg.graph.results(binding.bind(whole, {parameter: [iri]}))), iri


@pytest.mark.parametrize("name", BEGUN)
def test_what_rows_begin_with_changes_no_answer_and_nothing_rests_on_it(
    kg: KnowledgeGraph, name: str
) -> None:
    question = catalogue.find(name)
    whole = question._replace(text=without_beginnings(question.text))
    for given in ({}, {each.name: each.example for each in question.parameters}):
        bound = binding.terms(kg.graph, question, given)
        begun, plain = (binding.bind(each, bound) for each in (question, whole))
        answer = kg.graph.results(begun)
        assert answer == kg.graph.results(plain)
        rows = Rows(answer).solutions
        behind, all_behind = (Lineage(kg.graph, each).rows(rows) for each in (begun, plain))
        assert list(map(told, behind)) == list(map(told, all_behind))


def told(row: Behind) -> tuple[set[Any], dict[str, set[Any]]]:
    """Return what the triples behind a row say."""
    cells = {name: {each.told for each in some} for name, some in row.cells.items()}
    return {each.told for each in row.triples}, cells
