"""Where the values of a parameter go into a sub-select to spare an engine rows, the answer is the same without them."""

import re

import pytest

from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue
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


def test_what_narrows_is_a_parameter_that_need_not_be_given() -> None:
    assert len(CASES) > 15
    for name, parameter in CASES:
        assert not next(each for each in catalogue.find(name).parameters if each.name == parameter).required


@pytest.mark.parametrize(("name", "parameter"), sample(CASES, 12, "narrowed parameters"))
def test_a_narrowed_sub_select_changes_no_answer(kg: KnowledgeGraph, name: str, parameter: str) -> None:
    question = catalogue.find(name)
    type_ = next(each.type for each in question.parameters if each.name == parameter)
    allowed = sorted({each.iri for each in names(kg.graph, type_)})
    whole = question._replace(text=MARK.sub("", question.text))
    for iri in sample(allowed, 15, "values of a narrowed parameter"):
        bound = {parameter: [f"<{iri}>"]}
        narrowed = kg.graph.results(binding.bind(question, bound))
        assert narrowed == kg.graph.results(binding.bind(whole, bound)), iri
