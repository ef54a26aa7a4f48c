"""Values bound into a stored question's query, as RDF terms and never as text; wrong ones are told with the right."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.questions.question import Parameter, Question
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph
from her2gc.store.resolve import instance

_XSD = PREFIXES["xsd"]
_NO_VALUE = (list, tuple, dict, set, frozenset, bytes)
_ANY = re.compile(r".*", re.DOTALL)
# By the datatype of a parameter: how its values are spelled, and what to say of others.
_FORMS = {
    "integer": (re.compile(r"[+-]?[0-9]+"), "give a whole number"),
    "decimal": (re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"), "give a number"),
    "boolean": (re.compile(r"true|false"), "give true or false"),
}
# What marks where in a sub-select they go, too: on the first the answer hangs; the second spares an engine rows that
# would meet nothing outside.
MARKS = ("given", "narrowed by")
OPENING = "\nWHERE {\n"  # the one place where the values of parameters go


class Asked(NamedTuple):
    """What was asked: where, which stored question, with which values, and the query that came of it."""

    graph: Graph
    question: Question
    values: dict[str, Any]
    query: str


def asked(graph: Graph, question: Question, values: Mapping[str, object]) -> Asked:
    """Return a question ready to be put to a graph.

    Parameters
    ----------
    graph
        Where to ask.
    question
        What to ask.
    values
        By parameter name: a text, number or RDF term, or a list of them; None leaves the parameter open.

    Raises
    ------
    Her2gcError
        For an unknown parameter or value, with what is allowed.
    """
    return Asked(graph, question, dict(values), bind(question, terms(graph, question, values)))


def bind(question: Question, bound: Mapping[str, list[str]]) -> str:
    """Return the query with its parameters bound to serialised RDF terms.

    The terms go to the head of the query, and in place of the lines of ``MARKS`` in a sub-select.
    """
    lines = {name: f"  VALUES ?{name} {{ {' '.join(found)} }}\n" for name, found in bound.items()}
    text = question.text
    for name, line in lines.items():
        for mark in MARKS:
            text = text.replace(f"# {mark} ?{name}\n", line.lstrip())
    return text.replace(OPENING, OPENING + "".join(lines.values()), 1)


def terms(graph: Graph, question: Question, values: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the serialised RDF terms for the values of parameters, defaults included.

    Raises
    ------
    Her2gcError
        For an unknown parameter or value, or a required one that is missing.
    """
    allowed = {parameter.name: parameter for parameter in question.parameters}
    for name in values:
        if name not in allowed:
            raise Her2gcError(
                unknown_parameter(question, name), f"'her2gc query {question.name} --help' tells more"
            )
    bound = {}
    for name, parameter in allowed.items():
        value = values.get(name)
        if value is None:
            value = parameter.default
        given = value if isinstance(value, list | tuple) else [] if value is None else [value]
        if given:
            bound[name] = [term(graph, parameter, each) for each in given]
        elif parameter.required:
            example = f", such as {parameter.example}" if parameter.example else ""
            raise Her2gcError(f"{question.name} needs --{name}", f"give it a {parameter.kind}{example}")
    return bound


def unknown_parameter(question: Question, name: str) -> str:
    """Say that a question has no such parameter, and which it has."""
    has = ", ".join(f"--{parameter.name}" for parameter in question.parameters) or "no parameter"
    return f"{question.name} has no parameter --{name}; it takes {has}"


def term(graph: Graph, parameter: Parameter, value: Any) -> str:
    """Return the serialised RDF term for one value of a parameter.

    An RDF term is checked like a text: only instances of the parameter's class, or literals of its type, pass.

    Raises
    ------
    Her2gcError
        When the value is not of the parameter's type, or names no instance of its class.
    """
    plain = value.value if isinstance(value, ox.NamedNode | ox.Literal) else value
    if plain is None or isinstance(plain, _NO_VALUE):  # its text, brackets and all, would be searched for
        raise Her2gcError(
            f"--{parameter.name}: '{plain!r}' is no {parameter.kind}", "give one text or number"
        )
    if not parameter.type.startswith(_XSD):
        try:
            found = instance(graph, parameter.type, str(plain), parameter.kind)
        except Her2gcError as error:
            raise Her2gcError(f"--{parameter.name}: {error}") from None
        return str(ox.NamedNode(found))
    if isinstance(value, ox.NamedNode):
        text = str(value)
    elif isinstance(plain, float):
        from decimal import Decimal

        text = f"{Decimal(repr(plain)):f}"
    else:
        text = str(plain).lower() if isinstance(plain, bool) else str(plain)
    form, remedy = _FORMS.get(parameter.type.removeprefix(_XSD), (_ANY, ""))
    if not form.fullmatch(text):
        raise Her2gcError(f"--{parameter.name}: '{text}' is no {parameter.kind}", remedy)
    return str(ox.Literal(text, datatype=ox.NamedNode(parameter.type)))
