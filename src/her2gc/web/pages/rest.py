"""Pages of which there is one each: vocabulary, review, doubts, SPARQL, API, explorer, about."""

from collections import defaultdict
from typing import Any

import pyoxigraph as ox

from her2gc.sources.homes import ONTOLOGY
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import local
from her2gc.web import engine
from her2gc.web.context import Context
from her2gc.web.page import Page
from her2gc.web.routes import Links
from her2gc.web.tables import table

_TABLES = ("Table-1", "Table-2", "Table-3", "Table-4", "Table-5")


def ontology(context: Context, links: Links) -> Page:
    """Return the vocabulary, term by term."""
    terms: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for quad in context.graph.store.quads_for_pattern(None, None, None, ox.NamedNode(ONTOLOGY)):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(PREFIXES["her2gc"]):
            value = quad.object
            if isinstance(value, ox.Literal):
                terms[quad.subject.value][local(quad.predicate.value)].append((value.value, ""))
            elif isinstance(value, ox.NamedNode):
                terms[quad.subject.value][local(quad.predicate.value)].append(
                    (local(value.value), links.node(value.value))
                )
    kinds: dict[str, list[tuple[str, dict[str, list[tuple[str, str]]]]]] = {
        "Classes": [],
        "Links between nodes": [],
        "Figures and texts": [],
        "Words about terms and doubts": [],
    }
    for iri, told in sorted(terms.items(), key=lambda each: each[0].casefold()):
        types = {name for name, _ in told["type"]}
        if "Class" in types:
            kinds["Classes"].append((local(iri), told))
        elif "ObjectProperty" in types:
            kinds["Links between nodes"].append((local(iri), told))
        elif "DatatypeProperty" in types:
            kinds["Figures and texts"].append((local(iri), told))
        elif "AnnotationProperty" in types:
            kinds["Words about terms and doubts"].append((local(iri), told))
    return Page("ontology.html", "The vocabulary", {"kinds": kinds})


def review(context: Context, links: Links) -> Page:
    """Return the review as a skeleton: what stands where, never its words."""
    asked = context.questions["stated-in-section"]
    (parameter,) = (each.name for each in asked.parameters)
    sections = [
        {
            "label": value.label,
            "link": links.page("question", "stated-in-section", **{parameter: value.word}),
            "rows": value.rows,
            "table": table(context.answer("stated-in-section", {parameter: value.iri}), links),
        }
        for value in context.values("stated-in-section", parameter)
    ]
    tables = [
        {
            "name": name,
            "label": name.replace("-", " "),
            "table": table(context.answer("table-cells", {"table": PREFIXES["kg"] + name}), links),
        }
        for name in _TABLES
    ]
    return Page("review.html", "The review as a skeleton", {"sections": sections, "tables": tables})


def doubts(context: Context, links: Links) -> Page:
    """Return every doubt about the print."""
    return Page(
        "doubts.html", "Doubts about the print", {"answer": table(context.answer("discrepancies"), links)}
    )


def sparql(context: Context, links: Links) -> Page:
    """Return the editor for SPARQL."""
    examples = [(each.summary, each.name, each.text) for each in context.questions.values()]
    return Page(
        "sparql.html",
        "SPARQL",
        {"examples": examples, "endpoint": links.page("sparql"), "engine": engine.block(context, links)},
    )


def api(context: Context, links: Links) -> Page:
    """Return the page of the API."""
    return Page(
        "api.html",
        "API",
        {"questions": list(context.questions.values()), "description": links.static("openapi.json")},
    )


def about(context: Context, links: Links) -> Page:
    """Return what this is and is not."""
    del links
    return Page("about.html", "About", {"version": context.version})


def schema_head(linked: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON-LD of a page's head as it is."""
    return linked
