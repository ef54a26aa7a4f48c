"""The answer for one value is the rows of the whole answer that name it, with all that they carry."""

import json

import pytest

from her2gc.questions.answer import ask
from her2gc.questions.every import at_once
from her2gc.sources.prefixes import PREFIXES
from her2gc.web.context import Context
from her2gc.web.parts import Parts, counts
from sampling import sample, slow


@pytest.fixture(scope="module")
def whole(context: Context) -> Context:
    return Context(context.graph, whole=True)


def _valued(context: Context) -> list[tuple[str, str]]:
    return [
        (question.name, each.name)
        for question in context.questions.values()
        for each in question.parameters
        if not each.type.startswith(PREFIXES["xsd"])
        and not any(other.required for other in question.parameters if other != each)
    ]


@slow
@pytest.mark.usefixtures("not_kept")
def test_a_part_is_the_answer_for_its_value(context: Context, whole: Context) -> None:
    fitting = [
        (name, parameter)
        for name, parameter in _valued(context)
        if not any(each.required for each in context.questions[name].parameters)
        and Parts.fits(context.answer(name), parameter)
    ]
    assert len(fitting) > 60
    assert ("failed-agents", "line") in fitting
    assert ("claims-by-stance", "about") not in fitting
    for name, parameter in sample(fitting, 12, "parameters that are columns"):
        question = context.questions[name]
        kind = next(each.type for each in question.parameters if each.name == parameter)
        values = list(context.members(kind))
        for iri in sample(values[:: len(values) // 12 + 1], 6, f"values of {name} {parameter}"):
            asked = ask(context.graph, question, {parameter: iri})
            told = whole.answer(name, {parameter: iri})
            assert json.loads(told.json) == json.loads(asked.json), (name, parameter, iri)
            assert list(told.contract or ()) == list(asked.contract or ()), (name, parameter, iri)
            assert told.asked is not None
            assert asked.asked is not None
            assert told.asked.query == asked.asked.query
            assert (told.sheet.total, told.sheet.notes) == (asked.sheet.total, asked.sheet.notes)


@slow
@pytest.mark.usefixtures("not_kept")
def test_all_values_are_counted_by_one_query(context: Context) -> None:
    trials = counts(
        context.graph,
        context.questions["failed-agents"],
        "line",
        list(context.members(PREFIXES["her2gc"] + "LineOfTherapy")),
    )
    assert {iri.rpartition("/")[2]: rows for iri, rows in trials.items()} == {
        "first-line": 3,
        "second-line": 3,
    }
    hidden = [
        ("claims-by-stance", "about"),
        ("agents", "class"),
        ("patients-together", "line"),
        ("approvals", "disease"),
        ("trial-designs", "feature"),
    ]
    assert set(hidden) <= set(_valued(context))
    for name, parameter in {*hidden, *sample(_valued(context), 8, "parameters to count")}:
        question = context.questions[name]
        kind = next(each.type for each in question.parameters if each.name == parameter)
        every = list(context.members(kind))
        # what no one query can count is asked value by value, as it is here
        few = 200 if at_once(question, parameter) else 20
        values = sample(every[:: len(every) // few + 1], 25, f"values of {name} {parameter}")
        found = counts(context.graph, question, parameter, values)
        for iri in values:
            assert found.get(iri, 0) == len(ask(context.graph, question, {parameter: iri})), (
                name,
                parameter,
                iri,
            )
