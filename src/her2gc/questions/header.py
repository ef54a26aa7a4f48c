"""The header of a stored question: comment lines ``#+ key: value`` in the decorator style, YAML once stripped."""

import os
from typing import Any

import yaml

from her2gc.errors import Her2gcError
from her2gc.questions.question import Parameter, Question
from her2gc.sources.turtle import read_bytes
from her2gc.store.names import expand

_KEYS = {"summary", "description", "tags", "parameters", "example", "words", "computed", "silent"}
_FIELDS = {"type", "example", "default", "required", "description"}


def read(path: str) -> Question:
    """Read one ``.rq`` file.

    Raises
    ------
    Her2gcError
        With file and line, when the header does not say what a question needs.
    """
    text = read_bytes(path).decode("utf-8", "replace").replace("\r\n", "\n")
    lines = []
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        lines.append(line[2:].removeprefix(" "))
    try:
        header = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        number = mark.line + 1 if mark else 1
        raise Her2gcError(
            "the header is not valid YAML", "correct it here", file=path, line=number
        ) from error
    if not isinstance(header, dict) or set(header) - _KEYS or not header.get("summary"):
        raise Her2gcError(
            "the header must give a summary and may give description, silent, tags, words, parameters, example and "
            "computed",
            "correct its '#+' lines",
            file=path,
            line=1,
        )
    if text.count("\nWHERE {\n") != 1:
        raise Her2gcError("a question has exactly one line 'WHERE {'", "write it so, unindented", file=path)
    parameters = [_parameter(path, name, given) for name, given in (header.get("parameters") or {}).items()]
    return Question(
        name=os.path.splitext(os.path.basename(path))[0],
        summary=_text(header["summary"]) or "",
        description=_text(header.get("description")) or "",
        tags=[str(tag) for tag in header.get("tags") or []],
        parameters=parameters,
        example=_text(header.get("example")),
        text=text,
        path=path,
        words=tuple(str(each) for each in header.get("words") or []),
        silent=_text(header.get("silent")) or "",
        computed=tuple(str(each) for each in header.get("computed") or []),
    )


def _parameter(path: str, name: str, given: Any) -> Parameter:
    iri = expand(str(given.get("type"))) if isinstance(given, dict) else None
    if iri is None or set(given) - _FIELDS or not name.isidentifier():
        raise Her2gcError(
            f"parameter '{name}' must give a type and may give example, default, required and description",
            "such as {type: her2gc:LineOfTherapy, example: second, required: false}",
            file=path,
        )
    return Parameter(
        name=name,
        type=iri,
        example=_text(given.get("example")),
        default=_text(given.get("default")),
        required=bool(given.get("required", False)),
        description=_text(given.get("description")) or "",
    )


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
