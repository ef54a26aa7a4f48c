"""A stored question: in words, with a form for its values, its answer, and ways to take the answer along."""

import shlex
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from her2gc.questions.answer import Answer
from her2gc.questions.question import Question
from her2gc.web import engine
from her2gc.web.context import Context
from her2gc.web.page import Page
from her2gc.web.pictures import pictured
from her2gc.web.routes import ANSWERS, Links
from her2gc.web.tables import Table, narrow, table

_ROOT = "https://w3id.org/her2gc/query/"
_FACETS_FROM = 15  # rows; fewer are taken in at a glance
_FACET = range(2, 13)  # different cells that a column may hold to be worth a facet


def question(context: Context, links: Links, name: str, values: Mapping[str, str]) -> Page:
    """Return the page of a stored question.

    Parameters
    ----------
    context, links
        The graph, and how the page writes addresses.
    name
        The question.
    values
        The values of its parameters, as typed.

    Raises
    ------
    Her2gcError
        For a wrong value, with the nearest right ones.
    """
    asked = context.questions[name]
    missing = [each for each in asked.parameters if each.required and each.name not in values]
    answer = None if missing else context.answer(name, values)
    asks = links.up is not None and bool(asked.parameters)  # a site's pages bind values themselves
    known = engine.keys(answer) if asks and answer is not None else []
    shown = narrow(table(answer, links, keys=known)) if answer is not None else None
    return Page(
        "question.html",
        asked.summary,
        {
            "question": asked,
            "values": dict(values),
            "engine": engine.block(context, links, asked) if asks else "",
            "missing": missing,
            "answer": shown,
            "choices": {each.name: context.values(name, each.name) for each in asked.parameters},
            "chosen": {
                each.name: (iri, context.members(each.type)[iri])
                for each in asked.parameters
                if (iri := context.meant(each, values.get(each.name, "")))
            },
            "facets": facets(shown) if shown is not None else {},
            "picture": links.file("question", name, "svg", **values) if pictured(name) and shown else "",
            "files": {ending: links.file("question", name, ending, **values) for ending in ANSWERS},
            "copies": copies(asked, values, answer, context.version),
        },
        ()
        if missing
        else tuple(
            (media, links.file("question", name, ending, **values)) for ending, media in ANSWERS.items()
        ),
    )


def facets(shown: Table) -> dict[int, list[tuple[str, int]]]:
    """Return, for columns whose cells repeat, each cell's text and how many rows bear it."""
    found: dict[int, list[tuple[str, int]]] = {}
    if len(shown.lines) < _FACETS_FROM:
        return found
    for place in range(len(shown.heads)):
        count: dict[str, int] = {}
        for line in shown.lines:
            count[line.cells[place].text] = count.get(line.cells[place].text, 0) + 1
        if len(count) in _FACET and len(count) < len(shown.lines) / 2:
            found[place] = sorted(count.items(), key=lambda each: (-each[1], each[0]))
    return found


def copies(asked: Question, values: Mapping[str, str], answer: Answer | None, version: str) -> dict[str, str]:
    """Return what one copies to ask the same elsewhere: command line, Python, SPARQL and a citation."""
    options = "".join(f" --{name} {shlex.quote(value)}" for name, value in values.items())
    given = "".join(f", {name}={value!r}" for name, value in values.items())
    address = f"{_ROOT}{asked.name}?{urlencode(values)}".rstrip("?")
    with_values = f" ({', '.join(values.values())})" if values else ""
    found: dict[str, Any] = {
        "Command line": f"her2gc query {asked.name}{options}",
        "Python": f'import her2gc\n\nkg = her2gc.load()\nkg.ask("{asked.name}"{given})',
        "Address": address,
        "curl": f"curl -L -H 'Accept: text/csv' {shlex.quote(address)}",
        "SPARQL": answer.asked.query if answer is not None and answer.asked is not None else asked.text,
        "BibTeX": (
            f"@misc{{her2gc-{asked.name},\n  title = {{{{her2gc: {asked.summary}{with_values}}}}},\n"
            f"  author = {{{{The her2gc contributors}}}},\n  year = {{2026}},\n  note = {{Version {version}}},\n"
            f"  url = {{{address}}}\n}}"
        ),
    }
    return found
