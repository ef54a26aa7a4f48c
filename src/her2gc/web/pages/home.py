"""The first page: the headline question answered, the trials by line, questions by topic."""

from her2gc.web.context import Context
from her2gc.web.page import Page
from her2gc.web.routes import Links
from her2gc.web.tables import table

HEADLINE = ("failed-agents", {"line": "second"})
_TOPICS = 4  # questions of a topic that the first page lists; the rest stand one click away


def home(context: Context, links: Links) -> Page:
    """Return the first page."""
    name, values = HEADLINE
    return Page(
        "home.html",
        "HER2-positive gastric cancer: one review, every statement with its place",
        {
            "headline": context.questions[name],
            "answer": table(context.answer(name, values), links),
            "headline_link": links.page("question", name, **values),
            "lines": table(context.answer("trials-per-line"), links),
            "lines_link": links.page("question", "trials-per-line"),
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


def questions(context: Context, links: Links) -> Page:
    """Return the list of all stored questions."""
    del links
    return Page(
        "questions.html", "All questions", {"topics": context.topics, "count": len(context.questions)}
    )
