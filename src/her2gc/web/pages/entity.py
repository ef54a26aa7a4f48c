"""All that is known of one entity: first what answers a reader's questions of its kind, then everything else."""

from collections.abc import Collection
from typing import Any, NamedTuple

from her2gc.entities.show import Entity
from her2gc.questions.question import Parameter, Question
from her2gc.sources.homes import INFERRED, origin
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import curie, local, words
from her2gc.web.context import Context
from her2gc.web.page import Page
from her2gc.web.routes import DESCRIPTIONS, PARTS, Links
from her2gc.web.tables import narrow, table

_OWN, _RDFS, _SKOS, _RDF = (PREFIXES[name] for name in ("her2gc", "rdfs", "skos", "rdf"))
_CONCERNS = _OWN + "concerns"  # from a doubt; the page tells doubts first
_NAMING = {_RDFS + "label", _SKOS + "altLabel", _SKOS + "notation", _RDF + "type"}
# Which stored questions make the page of a kind, in the order in which a reader wants them; the entity is their value.
_CHAPTERS: dict[str, dict[str, str]] = {
    "Trial": {
        "verdicts": "Verdict",
        "comparisons": "Results, both groups",
        "trial-evidence": "Results, measure by measure",
        "confidence-intervals": "Confidence intervals",
        "single-arm-results": "Results without a comparator",
        "results-by-biomarker": "Results by biomarker",
        "primary-endpoints": "Primary endpoint",
        "her2-positive-by-assay": "HER2 test of its patients",
        "trial-designs": "Design",
        "regimens": "Arms and regimens",
        "tested-agents": "Agent under test",
        "prior-exposure": "Earlier treatment of its patients",
        "explanations": "Explanations offered",
        "trial-statements": "In words",
        "trial-records": "Registry numbers and publications",
        "registry-ids": "Registry number as printed",
        "review-and-registry": "A register's word beside the review's",
        "overtaken": "What a later source changes",
        "retracted-sources": "Retractions",
    },
    "Agent": {
        "verdicts": "Verdicts, trial by trial",
        "names": "Names",
        "agent-brands": "Brands",
        "conjugates": "What it is made of",
        "how-agents-act": "By which processes it acts",
        "mechanisms": "How it acts",
        "approvals": "Approvals and standards",
        "recommendations": "Recommended, or needed",
        "trials": "Trials that tested it",
        "pending-trials": "Trials under way",
        "adverse-events": "Adverse events",
        "agents-against-resistance": "Aimed at a mechanism of resistance",
        "agents-on-pathways": "On a pathway, and of resistance",
        "prior-exposure": "Given before a trial",
        "said-of": "In words",
    },
    "MolecularEntity": {"agents": "Agents against it", "mechanisms": "What it does", "said-of": "In words"},
    "Gene": {
        "subtype-alterations": "Alterations by subtype",
        "genes-in-both-classifications": "In both classifications",
        "said-of": "In words",
    },
    "Subtype": {
        "subtype-alterations": "Alterations",
        "subtype-features": "Features",
        "resistance-genes-amplified": "Genes of resistance that are amplified",
        "said-of": "In words",
    },
    "Classification": {"subtype-shares": "Shares of its subtypes"},
    "Disease": {
        "trials-of-disease": "Trials",
        "approvals": "Approvals and standards",
        "her2-frequency": "How often HER2 is positive",
        "her2-heterogeneity": "Heterogeneity of HER2",
        "her2-prognosis": "HER2 and prognosis",
        "disease-figures": "Figures",
    },
    "LineOfTherapy": {
        "failed-agents": "Agents that failed",
        "verdicts": "Verdicts",
        "trials": "Trials",
        "response-rates": "Response rates",
    },
    "Strategy": {"strategies": "The strategy"},
    "OutcomeMeasure": {
        "differences-between-arms": "Differences between arms",
        "survival-medians": "Medians",
        "p-values": "P values",
        "missing-figures": "Figures that are not given",
    },
    "Biomarker": {
        "biomarker-associations": "What goes with it",
        "results-by-biomarker": "Results by its level",
        "said-of": "In words",
    },
}
_FACTS = (  # what a page says of its entity before all else
    "hasPhase", "hasStatus", "inLine", "studiesDisease", "enrolment", "conductedIn", "testsAgent", "enrols",
    "targets", "actsBy", "memberOf", "hasAntibody", "hasPayload",
    "suspicion", "handling", "hasDiscrepancyKind", "hasWeight", "atPlace", "concerns",
)  # fmt: skip
_THROUGH_PARTS = "isSpokenOfIn"  # what points here, and the parts of it
_NAMED_AFTER = "MolecularEntity"  # what questions are named after: HER2, EGFR
_IN_WORDS = ("said-of", "trial-statements")  # chapters of statements
_WHOLE, _PART_OF = (
    "isPartOf",
    ("inParagraph", "inRow", "inCell", "inTable", "inSection"),
)  # the next part tells the next
_WIDER = ("speaksOf", "isPartOf")  # follow from nearly every property that says more
_LEADING = "verdicts"  # what comes before the plain facts where a kind's page begins with it
_SCHEMA = {"Trial": "MedicalTrial", "Agent": "Drug", "Disease": "MedicalCondition", "Gene": "Gene"}
_MOST_TYPES = 3
_STATEMENT = "Statement"  # schema.org has no term for what one says of a trial
_BLANK = "_:"  # a part of a definition, which has no page
_FEW_ROWS = 6  # of a question that is only named after it
_MOST_ROWS = 25  # of one chapter; the question's own page has the rest
_MOST_POINTING = 40  # of what points here by one property


class _Asked(NamedTuple):
    """What a chapter asks."""

    question: Question
    title: str
    values: dict[Parameter, str]
    most: int = _MOST_ROWS


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
    wanted = {
        name: title for kind, names in _CHAPTERS.items() if kind in classes for name, title in names.items()
    }
    chapters = [
        _chapter(context, links, _Asked(by_name[name][0], title, {by_name[name][1]: iri}))
        for name, title in wanted.items()
        if name in by_name
    ]
    after_it = _named_after(context, iri, {*wanted, *by_name}) if _NAMED_AFTER in classes else []
    chapters += [
        _chapter(context, links, _Asked(each, each.summary.rstrip("?"), {}, _FEW_ROWS)) for each in after_it
    ]
    said = _said(found, links)
    route = "entity" if iri.startswith(PREFIXES["kg"]) else "registry"
    name = iri.removeprefix(PREFIXES["kg" if route == "entity" else "registry"])
    files = {ending: links.file(route, name, ending) for ending in links.endings(context.kind(iri))}
    return Page(
        "entity.html",
        found.label,
        {
            "iri": iri,
            "entity": found,
            "types": found.kinds[:_MOST_TYPES],
            "also": [each.text for each in context.entities[iri][1:] if each.rank == 1],
            "chapters": chapters,
            "leading": int(next(iter(wanted), "") == _LEADING and _LEADING in by_name),
            "facts": [told for fact in _FACTS for name, *told in said if name == fact],
            "unanswered": [
                (wanted[question.name], links.page("question", question.name, **{name: value}))
                for question, name, value in _unanswered(context, iri, wanted.keys() - by_name.keys())
            ],
            "statements": [told for name, *told in said if name not in _FACTS],
            "pointing": _pointing(found, links, set[str]().union(*(each["told"] for each in chapters))),
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
                if each.direction == "to" and each.property == _CONCERNS
            ],
            "files": files,
            "explorer": links.explorer(id=curie(iri)) if route == "entity" and not classes & PARTS else "",
        },
        tuple((DESCRIPTIONS[ending], address) for ending, address in files.items()),
        None if classes & {*PARTS, _STATEMENT} else _linked(found, iri, classes),
    )


def _chapter(context: Context, links: Links, asked: _Asked) -> dict[str, Any]:
    question, title, values, most = asked
    answer = context.answer(question.name, {parameter.name: iri for parameter, iri in values.items()})
    given = {parameter.name: context.word(parameter, iri) for parameter, iri in values.items()}
    return {
        "title": title,
        "told": {row.iri("statement") for row in answer[:most]} if question.name in _IN_WORDS else set(),
        "question": question,
        "link": links.page("question", question.name, **given),
        "table": narrow(table(answer, links, most)),
        "rows": len(answer),
    }


def _named_after(context: Context, iri: str, others: Collection[str]) -> list[Question]:
    """Return the questions that have the entity in their name, and are on it without taking it as a value."""
    name = f"-{local(iri).casefold()}-"
    return [
        each
        for each in context.questions.values()
        if name in f"-{each.name}-"
        and each.name not in others
        and not any(parameter.required for parameter in each.parameters)
    ]


def _unanswered(context: Context, iri: str, names: Collection[str]) -> list[tuple[Question, str, str]]:
    """Return the questions of a kind's page that give no row here: what is not said is told, not left out."""
    return sorted(
        {
            question.name: (question, parameter.name, context.word(parameter, iri))
            for cls, pairs in context.fitting.items()
            for question, parameter in pairs
            if question.name in names and iri in context.members(cls)
        }.values()
    )


def _said(found: Entity, links: Links) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    """Return what the entity's own statements say: property, its words and address, values with address and origin."""
    grouped: dict[str, dict[str, tuple[str, str, str]]] = {}
    stated = [each for each in found.statements if each.graph != INFERRED]
    pointing = {each.value for each in stated if each.direction == "to"}
    told_of = {
        each.value for each in stated if each.direction == "from" and local(each.property) not in _WIDER
    }
    part_of_a_part = any(local(each.property) in _PART_OF for each in stated if each.direction == "from")
    for each in found.statements:
        if each.direction == "from" and each.property not in _NAMING:
            name = local(each.property)
            # only mirrors what points here, or says less of what is stated of the same thing
            mirrors = each.value in pointing and name not in _FACTS
            less = (
                name == _THROUGH_PARTS
                or (name not in _FACTS and each.value in told_of)
                or (name == _WHOLE and part_of_a_part)
            )
            if each.graph == INFERRED and (mirrors or less):
                continue
            told = grouped.setdefault(each.property, {})
            if each.label not in told or told[each.label][2] == "inferred":
                told[each.label] = (
                    each.label,
                    links.node(each.value),
                    _whose(each.graph),
                )
    return [
        (local(prop), words(local(prop)), links.node(prop), list(told.values()))
        for prop, told in grouped.items()
    ]


def _whose(graph: str) -> str:
    home = origin(graph).short
    return "" if home in ("review", "ontology") else home


def _pointing(found: Entity, links: Links, told_before: set[str]) -> list[dict[str, Any]]:
    """Return what points to the entity, by property, counted, but for what is told before.

    An inferred link only mirrors one that is listed.

    Each has its label, its address and, where it is not the review's word, whose it is.
    """
    grouped: dict[str, dict[str, tuple[str, str, str]]] = {}
    for each in found.statements:
        told_here = each.direction == "to" and each.graph != INFERRED and each.property != _CONCERNS
        if told_here and each.value not in told_before and not each.value.startswith(_BLANK):
            told = grouped.setdefault(each.property, {})
            if each.value not in told or told[each.value][2]:
                told[each.value] = (each.label, links.node(each.value), _whose(each.graph))
    return [
        {"property": words(local(prop)), "count": len(told), "listed": list(told.values())[:_MOST_POINTING]}
        for prop, told in sorted(grouped.items(), key=lambda each: -len(each[1]))
    ]


def _linked(found: Entity, iri: str, classes: set[str]) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": next((_SCHEMA[kind] for kind in _SCHEMA if kind in classes), "DefinedTerm"),
        "@id": iri,
        "name": found.label,
        "additionalType": found.kinds[:_MOST_TYPES],
        "inDefinedTermSet": "https://w3id.org/her2gc/",
    }
