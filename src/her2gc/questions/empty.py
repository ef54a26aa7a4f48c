"""Why an answer is empty, in the words of who asks, and what to ask instead.

What no rows mean, each question's header says (``silent``): "the review reports no adverse event[ of {agent}]". What
stands in brackets is told where its value was given.
"""

import json
import re

from her2gc.errors import Her2gcError
from her2gc.questions import binding, catalogue
from her2gc.questions.binding import Asked
from her2gc.questions.question import Parameter, Question
from her2gc.questions.rows import Rows
from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph

_TRIED = 8  # so many other questions are tried at most
_ANY = "said-of"  # the question that any subject can be put to
_PART = re.compile(r"\[([^\[\]]*\{(\w+)\}[^\[\]]*)\]")
_LABEL, _NAME = f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel"
_TOLD = (
    "SELECT DISTINCT ?title WHERE {{ GRAPH ?graph {{ {term} a ?kind . "
    f"?graph <{PREFIXES['dcterms']}title> ?title }}}} }}}} ORDER BY ?title"
)
_IN_OURS = " ".join(f"<{each}>" for each in (homes.REVIEW, homes.CURATION, homes.ONTOLOGY))
_OURS = f"ASK {{{{ VALUES ?graph {{{{ {_IN_OURS} }}}} GRAPH ?graph {{{{ {{term}} ?p ?o }}}} }}}}"
_REVIEW = f"ASK {{ GRAPH <{homes.REVIEW}> {{ ?s ?p ?o }} }}"


def reasons(asked: Asked) -> list[str]:
    """Return why there are no rows, and the nearest question that has some.

    Parameters
    ----------
    asked
        The question, the values of its parameters and the graph.
    """
    given = {name: value for name, value in asked.values.items() if value is not None}
    lines = [f"why: {silence(asked)}{_without(asked, given)}"]
    if near := nearest(asked, given):
        lines.append(f"nearest question with an answer: {call(*near)}")
    return lines


def call(question: Question, values: dict[str, object]) -> str:
    """Return the command that asks a question."""
    parts = ["her2gc", "query", question.name]
    for name, value in values.items():
        for each in value if isinstance(value, list | tuple) else [value]:
            plain = str(each)
            safe = plain.replace("-", "").replace(".", "").replace(":", "").isalnum()
            parts += [f"--{name}", plain if safe else "'" + plain.replace("'", "'\\''") + "'"]
    return " ".join(parts)


def nearest(asked: Asked, given: dict[str, object]) -> tuple[Question, dict[str, object]] | None:
    """Return the other question most like this one that has rows for the same values, or None."""
    here = asked.question
    kinds = {each.name: each.type for each in here.parameters}

    def likeness(other: Question) -> tuple[int, int]:
        shared = [each for each in other.parameters if each.name in given and kinds[each.name] == each.type]
        return len(shared), len(set(other.tags) & set(here.tags))

    others = [each for each in catalogue.questions().values() if each.name != here.name]
    others.sort(key=likeness, reverse=True)
    for other in others[:_TRIED]:
        if not likeness(other)[0]:
            break
        names = {each.name for each in other.parameters if kinds.get(each.name) == each.type}
        values = {name: value for name, value in given.items() if name in names}
        if any(each.required and each.name not in values for each in other.parameters):
            continue
        try:
            if Rows(asked.graph.results(binding.bind(other, binding.terms(asked.graph, other, values)))):
                return other, values
        except Her2gcError:
            continue
    return None if here.name == _ANY else _as_subject(asked, given)


def _as_subject(asked: Asked, given: dict[str, object]) -> tuple[Question, dict[str, object]] | None:
    """Return what is said of the one thing that was given, or None."""
    if len(given) != 1 or not (any_of := catalogue.questions().get(_ANY)):
        return None
    values: dict[str, object] = {any_of.parameters[0].name: next(iter(given.values()))}
    try:
        query = binding.bind(any_of, binding.terms(asked.graph, any_of, values))
    except Her2gcError:  # no subject
        return None
    return (any_of, values) if Rows(asked.graph.results(query)) else None


def silence(asked: Asked) -> str:
    """Return what it means that there are no rows."""
    told = {}
    for each in asked.question.parameters:
        value = each.default if asked.values.get(each.name) is None else asked.values[each.name]
        if value is not None:
            listed = value if isinstance(value, list | tuple) else [value]
            told[each.name] = " or ".join(_label(asked.graph, each, one) for one in listed)
    pattern = asked.question.silent or "nothing answers this"
    pattern = _PART.sub(lambda part: part[1] if part[2] in told else "", pattern)
    text = pattern.format_map(told)
    # without the review in the graph, nothing is said of it
    holds = json.loads(asked.graph.results(_REVIEW))["boolean"]
    theirs = _theirs(asked) if holds else {}
    text = text if holds and not theirs else text.replace("the review", "the graph")
    for iri, names in theirs.items():
        text += f"; {_named(asked.graph, iri) or iri} is not the review's but told of by {names}"
    return text if getattr(asked.graph, "inferred", True) else f"{text}; inferred statements were left out"


def _theirs(asked: Asked) -> dict[str, str]:
    """Return the given things that only other sources or a user tell of, by IRI the names of those."""
    found = {}
    for each in asked.question.parameters:
        value = asked.values.get(each.name)
        for one in value if isinstance(value, list | tuple) else [value]:
            term = "" if one is None else binding.term(asked.graph, each, one)
            if term.startswith("<"):
                told = Rows(asked.graph.results(_TOLD.format(term=term))).cells()
                ours = json.loads(asked.graph.results(_OURS.format(term=term)))["boolean"]
                if told and not ours:
                    found[term] = ", ".join(row[0] for row in told)
    return found


def _named(graph: Graph, term: str) -> str:
    query = f"SELECT ?label WHERE {{ {term} <{_LABEL}>|<{_NAME}> ?label }} ORDER BY ?label LIMIT 1"
    found = Rows(graph.results(query)).cells()
    return found[0][0] if found else ""


def _label(graph: Graph, parameter: Parameter, value: object) -> str:
    """Return the label of a value, or the value as it was given."""
    term = binding.term(graph, parameter, value)
    if not term.startswith("<"):
        return str(value)
    return _named(graph, term) or str(value)


def _without(asked: Asked, given: dict[str, object]) -> str:
    parts = []
    for name in given:
        fewer = {key: value for key, value in given.items() if key != name}
        try:
            query = binding.bind(asked.question, binding.terms(asked.graph, asked.question, fewer))
            rows = len(Rows(asked.graph.results(query)))
        except Her2gcError:  # the parameter is required
            continue
        if rows:
            parts.append(f"without --{name} {rows}")
    return f"; there are rows {', '.join(parts)}" if parts else ""
