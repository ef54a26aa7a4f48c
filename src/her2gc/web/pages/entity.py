"""All that is known of one entity: first what answers a reader's questions of its kind, then everything else."""

from typing import Any

from her2gc.entities.show import Entity
from her2gc.sources.homes import INFERRED, origin
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import local, words
from her2gc.web.context import Context
from her2gc.web.page import Page
from her2gc.web.routes import DESCRIPTIONS, Links
from her2gc.web.tables import table

_OWN, _RDFS, _SKOS, _RDF = (PREFIXES[name] for name in ("her2gc", "rdfs", "skos", "rdf"))
_NAMING = {_RDFS + "label", _SKOS + "altLabel", _SKOS + "notation", _RDF + "type"}
# Which stored questions make the page of a kind, in the order in which a reader wants them; the entity is their value.
_CHAPTERS = {
    "Trial": (
        "verdicts", "trial-evidence", "regimens", "tested-agents", "trial-designs", "primary-endpoints",
        "prior-exposure", "results-by-biomarker", "single-arm-results", "failure-explanations", "trial-statements",
        "registry-ids", "trial-records",
    ),
    "Agent": (
        "verdicts", "agent-names", "conjugates", "mechanisms", "approvals", "pending-trials", "adverse-events",
        "agents-against-resistance", "agents-on-resistance-pathways", "prior-exposure",
    ),
    "MolecularEntity": ("agents", "mechanisms"),
    "Gene": ("subtype-alterations", "genes-in-both-classifications"),
    "Subtype": ("subtype-alterations", "subtype-features", "resistance-genes-amplified"),
    "Classification": ("subtype-shares",),
    "Disease": (
        "trials-of-disease", "approvals", "her2-frequency", "her2-heterogeneity", "her2-prognosis", "disease-figures",
    ),
    "LineOfTherapy": ("failed-agents", "trials", "trials-per-line", "response-rates"),
    "Strategy": ("strategies",),
    "OutcomeMeasure": ("differences-between-arms", "survival-medians", "p-values", "missing-figures"),
}  # fmt: skip
_MOST_ROWS = 60  # of one chapter; the question's own page has the rest
_MOST_POINTING = 40  # of what points here by one property


def entity(context: Context, links: Links, iri: str) -> Page:
    """Return the page of an entity.

    Raises
    ------
    Her2gcError
        Where the graph knows no such node.
    """
    found = context.entity(iri)
    asked = context.asked_with(iri)
    by_name = {question.name: (question, parameter) for question, parameter, _ in asked}
    classes = {each.value.removeprefix(_OWN) for each in found.statements if each.property == _RDF + "type"}
    wanted = dict.fromkeys(name for kind, names in _CHAPTERS.items() if kind in classes for name in names)
    chapters = []
    for name in wanted:
        if name in by_name:
            question, parameter = by_name[name]
            value = context.word(parameter, iri)
            answer = context.answer(name, {parameter.name: iri})
            chapters.append(
                {
                    "question": question,
                    "link": links.page("question", name, **{parameter.name: value}),
                    "table": table(answer, links, _MOST_ROWS),
                    "rows": len(answer),
                }
            )
    route = "entity" if iri.startswith(PREFIXES["kg"]) else "registry"
    name = iri.removeprefix(PREFIXES["kg" if route == "entity" else "registry"])
    files = {ending: links.file(route, name, ending) for ending in links.endings(context.kind(iri))}
    return Page(
        "entity.html",
        found.label,
        {
            "iri": iri,
            "entity": found,
            "also": [each.text for each in context.entities[iri][1:] if each.rank == 1],
            "chapters": chapters,
            "statements": _said(context, found, links),
            "pointing": _pointing(found, links),
            "asked": [
                (
                    question.summary,
                    links.page("question", question.name, **{parameter.name: context.word(parameter, iri)}),
                    rows,
                )
                for question, parameter, rows in asked
                if question.name not in wanted
            ],
            "doubts": [
                (each.label, links.node(each.value))
                for each in found.statements
                if each.direction == "to" and each.property == _OWN + "concerns"
            ],
            "files": files,
        },
        tuple((DESCRIPTIONS[ending], address) for ending, address in files.items()),
        _linked(found, iri),
    )


def _said(context: Context, found: Entity, links: Links) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Return what the entity's own statements say: property, its address, and values with address and origin."""
    grouped: dict[str, dict[str, tuple[str, str, str]]] = {}
    for each in found.statements:
        if each.direction == "from" and each.property not in _NAMING:
            told = grouped.setdefault(each.property, {})
            home = origin(each.graph).short
            if each.label not in told or told[each.label][2] == "inferred":
                told[each.label] = (
                    each.label,
                    links.node(each.value),
                    "" if home in ("review", "ontology") else home,
                )
    del context
    return [(words(local(prop)), links.node(prop), list(told.values())) for prop, told in grouped.items()]


def _pointing(found: Entity, links: Links) -> list[dict[str, Any]]:
    """Return what points to the entity, by property, counted; an inferred link only mirrors one that is listed."""
    grouped: dict[str, dict[str, tuple[str, str]]] = {}
    for each in found.statements:
        if each.direction == "to" and each.graph != INFERRED:
            grouped.setdefault(each.property, {})[each.value] = (each.label, links.node(each.value))
    return [
        {"property": words(local(prop)), "count": len(told), "listed": list(told.values())[:_MOST_POINTING]}
        for prop, told in sorted(grouped.items(), key=lambda each: -len(each[1]))
    ]


def _linked(found: Entity, iri: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": iri,
        "name": found.label,
        "additionalType": found.types[:3],
        "inDefinedTermSet": "https://w3id.org/her2gc/",
    }
