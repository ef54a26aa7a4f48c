"""The stored questions as an OpenAPI 3.1 description, made from their headers."""

import json
from collections.abc import Collection
from typing import Any

from her2gc.questions.question import Parameter, Question
from her2gc.sources.prefixes import PREFIXES
from her2gc.web.context import Context
from her2gc.web.routes import ANSWERS

_TYPES = {"integer": "integer", "decimal": "number", "boolean": "boolean"}


def description(context: Context, only: Collection[str] | None = None) -> bytes:
    """Return the description as JSON, the same bytes for the same graph.

    Parameters
    ----------
    context
        The graph.
    only
        The questions to describe; None describes all.
    """
    paths: dict[str, Any] = {}
    for name, question in sorted(context.questions.items()):
        if only is not None and name not in only:
            continue
        paths[f"/query/{name}.{{form}}"] = {"get": _operation(context, question)}
    told = {
        "openapi": "3.1.0",
        "info": {
            "title": "her2gc: stored questions on one review of HER2-positive gastric cancer",
            "version": context.version,
            "description": "Each row carries its places, doubts and origin. It is no medical advice.",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "tags": [
            {"name": tag} for tag in sorted({tag for each in context.questions.values() for tag in each.tags})
        ],
        "paths": paths,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _operation(context: Context, question: Question) -> dict[str, Any]:
    form = {
        "name": "form",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": list(ANSWERS)},
        "description": "the form of the answer",
    }
    answers = {media.partition(";")[0]: {"schema": {"type": "string"}} for media in ANSWERS.values()}
    return {
        "operationId": question.name,
        "summary": question.summary,
        "description": question.description,
        "tags": question.tags,
        "parameters": [form, *(_parameter(context, question, each) for each in question.parameters)],
        "responses": {
            "200": {"description": "the answer", "content": answers},
            "400": {"description": "a wrong value, with the nearest right ones"},
            "503": {"description": "too many ask at once; the header Retry-After says when to come back"},
        },
    }


def _parameter(context: Context, question: Question, parameter: Parameter) -> dict[str, Any]:
    kind = _TYPES.get(parameter.type.removeprefix(PREFIXES["xsd"]), "string")
    schema: dict[str, Any] = {"type": kind}
    names = _enumerated(context, question, parameter)
    if names:
        schema["enum"] = list(names)
    if parameter.default is not None:
        given, told = parameter.default, parameter.default.casefold()
        known = (name for name, label in names.items() if told in (name.casefold(), label.casefold()))
        word = next(known, given)
        schema["default"] = word if kind == "string" else json.loads(word)
        if "enum" in schema and word not in schema["enum"]:
            schema["enum"].append(word)  # a default that gives no row is a value all the same
    found = {"name": parameter.name, "in": "query", "required": parameter.required, "schema": schema}
    if parameter.description:
        found["description"] = parameter.description
    return found


def _enumerated(context: Context, question: Question, parameter: Parameter) -> dict[str, str]:
    """Return the values that a parameter takes, as an address writes them, with their labels."""
    values = context.values(question.name, parameter.name)
    if values or parameter.type.startswith(PREFIXES["xsd"]):
        return {value.word: value.label for value in values}
    members = context.members(parameter.type)
    return dict(sorted((context.word(parameter, iri), label) for iri, label in members.items()))
