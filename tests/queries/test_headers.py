"""Every stored question says what it asks, and its example is a row of its own answer."""

import pytest

from her2gc import catalogue
from her2gc.knowledge import KnowledgeGraph

NAMES = list(catalogue.questions())


@pytest.mark.parametrize("name", NAMES)
def test_the_header_tells_all(name: str) -> None:
    question = catalogue.questions()[name]
    assert question.summary.endswith("?")
    assert question.description.endswith(".")
    assert question.tags
    assert question.example
    assert all(each.example for each in question.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_a_row_of_the_answer(kg: KnowledgeGraph, name: str) -> None:
    question = catalogue.questions()[name]
    cells = (question.example or "").split(" | ")
    given = {each.name: each.example for each in question.parameters if each.required}
    everything = kg.ask(name, **given).cells()
    if not any(set(cells) <= set(row) for row in everything):
        given = {each.name: each.example for each in question.parameters}
        everything = kg.ask(name, **given).cells()
    assert any(set(cells) <= set(row) for row in everything), everything[:3]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_the_parameters_together_find_something(kg: KnowledgeGraph, name: str) -> None:
    question = catalogue.questions()[name]
    assert kg.ask(name, **{each.name: each.example for each in question.parameters})
