"""Answers for one value, taken from the whole answer where each row names its value: no second query.

The parameters of nearly all stored questions are columns of theirs, and a value bound is but a choice of rows;
``tests/web/test_parts.py`` holds that for every such parameter. The others are asked as they are, and
counted by one query for all values together.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from her2gc.questions import binding
from her2gc.questions.answer import Answer
from her2gc.questions.every import at_once
from her2gc.questions.question import Parameter, Question
from her2gc.questions.rows import Rows
from her2gc.store.graph import Graph


def counts(graph: Graph, question: Question, parameter: str, values: Sequence[str]) -> dict[str, int]:
    """Return how many rows each value of a parameter gives, by one query for all; values without rows are left out.

    Parameters
    ----------
    graph, question, parameter
        Where and what is asked.
    values
        The IRIs that the parameter can take.
    """
    if not values:
        return {}
    bound = binding.terms(graph, question, {parameter: values[0]})
    bound[parameter] = [f"<{iri}>" for iri in values]
    shown = at_once(question, parameter)
    if shown is None:
        single = {
            iri: len(Rows(graph.results(binding.bind(question, bound | {parameter: [f"<{iri}>"]}))))
            for iri in values
        }
        return {iri: rows for iri, rows in single.items() if rows}
    found = json.loads(graph.results(binding.bind(shown, bound)))["results"]["bindings"]
    return dict(Counter(row[parameter]["value"] for row in found if parameter in row))


def _parameters(whole: Answer) -> list[Parameter]:
    return whole.asked.question.parameters if whole.asked is not None else []


class Parts:
    """The rows of a whole answer by the value of one of its columns.

    Parameters
    ----------
    whole
        The answer to a stored question without values.
    parameter
        The parameter; a column of the answer (``fits``).
    """

    def __init__(self, whole: Answer, parameter: str) -> None:
        self.whole = whole
        self.parameter = parameter
        self.type = next(each.type for each in _parameters(whole) if each.name == parameter)

    @staticmethod
    def fits(whole: Answer, parameter: str) -> bool:
        """Return whether the answer for a value is the rows that name it."""
        if whole.asked is None or whole.cut is not None or parameter not in whole.variables:
            return False
        own = (each for each in _parameters(whole) if each.name == parameter)
        return all(each.default is None and not each.required for each in own)

    @cached_property
    def _told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.whole.json)
        return found

    @cached_property
    def rows(self) -> dict[str, list[int]]:
        """For each value, the places of its rows."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(self._told["results"]["bindings"]):
            term = row.get(self.parameter)
            if term is not None and term["type"] == "uri":
                found[term["value"]].append(place)
        return dict(found)

    def part(self, iri: str) -> Answer:
        """Return the answer for a value; its rows keep what they carry."""
        if self.whole.asked is None:
            raise TypeError("only answers to stored questions have parts")
        whole = self.whole.asked
        asked = binding.asked(whole.graph, whole.question, {self.parameter: iri})
        return self.whole.part(self.rows.get(iri, []), asked)
