"""Every stored question says what it asks, and its example is a row of its own answer."""

import re

import pytest
import yaml

import her2gc
from conftest import ROOT
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue
from her2gc.questions.rows import Rows

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


@pytest.fixture(scope="module")
def small() -> KnowledgeGraph:
    """Open a graph of one trial: asked of everything at once, ``said-of`` takes most of a minute of the whole graph."""
    return her2gc.load([str(ROOT / "templates/trial.ttl")], builtin=False)


@pytest.mark.parametrize("name", NAMES)
def test_publishers_of_queries_read_the_file_as_it_is(
    kg: KnowledgeGraph, small: KnowledgeGraph, name: str
) -> None:
    """The way of grlc: what follows ``#+`` is YAML, the rest is the query, and it runs without any value."""
    question = catalogue.questions()[name]
    lines = question.text.split("\n")
    told = yaml.safe_load("\n".join(line.lstrip("#+") for line in lines if line.startswith("#+")))
    assert " ".join(told["summary"].split()) == question.summary
    assert isinstance(told["description"], str)
    assert all(isinstance(tag, str) for tag in told["tags"])
    query = "\n".join(line for line in lines if not line.startswith("#+"))
    assert Rows((small if name == "said-of" else kg).graph.results(query))


@pytest.mark.parametrize("name", NAMES)
def test_defaults_and_examples_are_values(kg: KnowledgeGraph, name: str) -> None:
    question = catalogue.questions()[name]
    for each in question.parameters:
        for value in filter(None, (each.default, each.example)):
            assert binding.term(kg.graph, each, value)
    named = {each.name for each in question.parameters}
    assert set(re.findall(r"^# given \?(\w+)$", question.text, re.MULTILINE)) <= named
    assert all(re.search(rf"\?{each}\b", question.text) for each in named)
