"""A question asked with all values of a parameter by one query."""

import pytest

from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue
from her2gc.questions.every import at_once, columns
from her2gc.questions.rows import Rows

KG = "https://w3id.org/her2gc/kg/"


def test_the_columns_are_those_of_the_rows() -> None:
    assert columns(catalogue.find("outside-term")) == ["entity", "entityLabel", "match", "id", "places"]


@pytest.mark.parametrize(
    ("name", "parameter", "values"),
    [
        ("agents", "class", ["taxane", "platinum-compound"]),
        ("failed-agents", "line", ["first-line", "second-line"]),
    ],
)
def test_each_row_tells_its_value(kg: KnowledgeGraph, name: str, parameter: str, values: list[str]) -> None:
    shown = at_once(catalogue.find(name), parameter)
    assert shown is not None
    bound = {parameter: [f"<{KG}{value}>" for value in values]}
    rows = [row[parameter].value for row in Rows(kg.graph.results(binding.bind(shown, bound))).solutions]
    for value in values:
        assert rows.count(KG + value) == len(kg.ask(name, **{parameter: value})) > 0


@pytest.mark.parametrize(
    ("name", "parameter"), [("agents", "target"), ("approvals", "disease"), ("gene-family", "term")]
)
def test_what_no_query_can_tell_is_none(name: str, parameter: str) -> None:
    assert at_once(catalogue.find(name), parameter) is None
