"""Every figure in the places of its own node, digit for digit."""

import re
from functools import cache

from rdflib import RDF, Literal, URIRef
from rdflib.term import Node

from her2gc.checks.audit.places import Failure, Spot, failure
from her2gc.checks.audit.record import HER2GC, KG, Record
from her2gc.checks.audit.text import figures

# Numbers of the graph that no reader finds in print.
NOT_PRINTED = {HER2GC.ordinal, HER2GC.schemeOrder, HER2GC.citationNumber, HER2GC.timesCited}
# Properties whose text holds a printed figure or name as it stands.
PRINTED_WORDS = (HER2GC.registryId, HER2GC.score, HER2GC.grade)
WORDS = (
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"],
    ["once", "twice", "thrice"],
)


def figure_failures(record: Record, spots: dict[URIRef, Spot]) -> list[Failure]:
    """Find figures, scores and registry numbers that do not stand where their node says.

    A figure must stand in one of the node's own places, and in each of them that is recorded to print it.
    """
    failures: list[Failure] = []
    for node in sorted({node for node, _ in carriers(record)}, key=str):
        places = record.many(node, "statedIn")
        where = "; ".join(record.label(place) for place in places)
        recorded = {place: record.words(place) for place in places}
        printed = {place: spots[place].printed if place in spots else "" for place in places}
        forms = _forms(record, node, list(recorded.values()))
        for prop, literal in figures_of(record, node):
            name = f"{prop.removeprefix(str(HER2GC))} {literal}"
            lost = [
                place
                for place in places
                if _there(prop, literal, forms, recorded[place])
                and not _there(prop, literal, forms, printed[place])
            ]
            if not places:
                failures.append(failure(record, "figure", node, "", f"{name} has no place: add statedIn"))
            elif not any(_there(prop, literal, forms, words) for words in printed.values()):
                wrong = f"{name} does not stand in {[*printed.values()]}"
                failures.append(failure(record, "figure", node, where, wrong))
            elif lost:
                labels = "; ".join(record.label(place) for place in lost)
                wrong = f"{name} does not stand in {[printed[place] for place in lost]}"
                failures.append(failure(record, "figure", node, labels, wrong))
    return failures


def carriers(record: Record) -> list[tuple[Node, URIRef]]:
    """Nodes of the review's content that carry a figure, each with the property."""
    parts = {node for name in _parts() for node in record.graph.subjects(RDF.type, HER2GC[name])}
    return [
        (node, prop)
        for node, prop, value in record.graph
        if isinstance(value, Literal)
        and isinstance(prop, URIRef)
        and str(node).startswith(str(KG))
        and node not in parts
        and is_figure(prop, value)
    ]


@cache
def _parts() -> tuple[str, ...]:
    names = ("Review", "Section", "Paragraph", "ReviewTable", "TableColumn", "TableRow", "TableCell")
    return (*names, "Passage", "Citation", "NotCaptured", "Discrepancy", "CurationNote")


def is_figure(prop: URIRef, value: Literal) -> bool:
    """Whether a value is a figure that must be printed."""
    if prop in PRINTED_WORDS:
        return True
    kind = str(value.datatype or "").rpartition("#")[2]
    return prop not in NOT_PRINTED and kind in {"decimal", "integer", "double", "float", "nonNegativeInteger"}


def figures_of(record: Record, node: Node) -> list[tuple[URIRef, Literal]]:
    """Figures of a node, each with its property."""
    return sorted(
        (prop, value)
        for prop, value in record.graph.predicate_objects(node)
        if isinstance(prop, URIRef) and isinstance(value, Literal) and is_figure(prop, value)
    )


def _forms(record: Record, node: Node, recorded: list[str]) -> list[str]:
    """Other printed forms of a node's figures; those of unknown meaning only where each has its figure."""
    forms = sorted(str(value) for value in record.graph.objects(node, HER2GC.printedAs))
    known = [form for form in forms if _meaning(form) is not None]
    unknown = [form for form in forms if _meaning(form) is None]
    without = [
        literal
        for prop, literal in figures_of(record, node)
        if not any(_there(prop, literal, known, words) for words in recorded)
    ]
    return forms if len(without) <= len(unknown) else known


def _there(prop: URIRef, literal: Literal, forms: list[str], words: str) -> bool:
    """Tell whether a figure stands in some words, in digits or in another printed form."""
    lexical = str(literal)
    if literal.datatype is None or prop in PRINTED_WORDS:
        return _stands(lexical, words)
    if lexical in figures(words):
        return True
    return any(_meaning(form) in {lexical, None} and _stands(form, words) for form in forms)


def _stands(words: str, text: str) -> bool:
    """Whether words stand in a text, not as a piece of a longer figure or registry number."""
    before = r"(?<!\d)(?<!\d[.,])" if words[:1].isdigit() else r"(?<!\w)" if words[:1].isalpha() else ""
    after = r"(?!\d)(?![.,]\d)" if words[-1:].isdigit() else ""
    return re.search(before + re.escape(words) + after, text, re.IGNORECASE) is not None


def _meaning(words: str) -> str | None:
    """Tell the number that a printed form means, if it does: ``56,9`` is 56.9, ``Four`` is 4."""
    if found := re.search(r"\d+(?:[.,]\d+)?", words):
        return found.group().replace(",", ".")
    for word in re.findall(r"[a-z]+", words.lower()):
        for series in WORDS:
            if word in series:
                return str(series.index(word) + 1)
    return None
