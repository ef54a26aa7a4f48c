"""The first page: the headline question answered, the trials by line, questions by topic."""

from her2gc.errors import Her2gcError
from her2gc.web.context import Context
from her2gc.web.page import Page
from her2gc.web.routes import Links
from her2gc.web.tables import Table, by_cell, narrow, table

HEADLINE = ("failed-agents", {"line": "second"})
VERDICTS = "verdicts"
_ORDER = ("first", "second", "third", "line not stated")  # how the name of a line of therapy begins
_TOPICS = 4  # questions of a topic that the first page lists; the rest stand one click away


def home(context: Context, links: Links) -> Page:
    """Return the first page."""
    name, values = HEADLINE
    try:
        answer = context.answer(name, values)
    except Her2gcError:  # a graph of somebody's own, which knows no such line of therapy
        values, answer = {}, context.answer(name)
    verdicts = by_cell(table(context.answer(VERDICTS), links), "lines", "line not stated")
    return Page(
        "home.html",
        "HER2-positive gastric cancer: one review, every statement with its place",
        {
            "headline": context.questions[name],
            "answer": narrow(table(answer, links)),
            "headline_link": links.page("question", name, **values),
            "lines": sorted(verdicts.items(), key=_place),
            "lines_link": links.page("question", VERDICTS),
            "doubts": len(context.answer("discrepancies")),
            "topics": {topic: listed[:_TOPICS] for topic, listed in context.topics.items()},
            "count": len(context.questions),
        },
        linked={
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": "her2gc",
            "description": "One review of HER2-positive gastric cancer as a knowledge graph.",
            "version": context.version,
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "url": "https://w3id.org/her2gc/",
        },
    )


def _place(told: tuple[str, Table]) -> tuple[int, str]:
    """Return where a line of therapy stands among the others."""
    line = told[0]
    return next((place for place, start in enumerate(_ORDER) if line.startswith(start)), len(_ORDER)), line


def questions(context: Context, links: Links) -> Page:
    """Return the list of all stored questions."""
    del links
    return Page(
        "questions.html", "All questions", {"topics": context.topics, "count": len(context.questions)}
    )
