"""Every stored question gives the same rows on pyoxigraph and on rdflib."""

from collections import Counter
from decimal import Decimal, InvalidOperation

import pytest
from rdflib import Dataset
from rdflib.term import Literal, Node, Variable
from rdflib_once import once

from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue
from sampling import sample

# rdflib takes minutes for these; Apache Jena is asked them where living/test_publish.py asks it everything
TOO_SLOW = {"comparisons", "missing-figures", "results-by-biomarker", "statements-on", "trials-of-disease"}
CASES = [
    (name, examples)
    for name, question in catalogue.questions().items()
    if name not in TOO_SLOW
    for examples in (False, True)
    if examples or not any(parameter.required for parameter in question.parameters)
    if not examples or question.parameters
]


@pytest.fixture(scope="module")
def dataset(kg: KnowledgeGraph) -> Dataset:
    return kg.rdflib


def _cell(term: object) -> str:
    """Spell a term alike for both engines: numbers by value, the rest by text."""
    if term is None:
        return ""
    text = str(term) if isinstance(term, Node) else str(getattr(term, "value", term))
    datatype = str(term.datatype) if isinstance(term, Literal) else str(getattr(term, "datatype", ""))
    if any(kind in datatype for kind in ("#decimal", "#integer", "#double")):
        try:
            return str(Decimal(text).normalize())
        except InvalidOperation:
            return text
    return text


def test_patterns_are_those_that_every_engine_reads() -> None:
    """``\\p{L}`` is an error in Python's expressions, by which rdflib reads: a filter with it holds for nothing."""
    assert [name for name, question in catalogue.questions().items() if "\\p{" in question.text] == []


@pytest.mark.parametrize(("name", "examples"), sample(CASES, 40, "questions held against rdflib"))
def test_same_rows_on_both_engines(
    kg: KnowledgeGraph, dataset: Dataset, name: str, *, examples: bool
) -> None:
    question = catalogue.questions()[name]
    given = {each.name: each.example for each in question.parameters if examples or each.required}
    text = binding.bind(question, binding.terms(kg.graph, question, given))
    ours = kg.ask(name, **given)
    with once():
        theirs = dataset.query(text).bindings
    assert Counter(tuple(_cell(row[each]) for each in ours.variables) for row in ours.solutions) == Counter(
        tuple(_cell(row.get(Variable(each))) for each in ours.variables) for row in theirs
    )
