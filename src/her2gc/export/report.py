"""What a file does not carry, counted: what the graph holds for the part asked for, against what the format writes.

A format names what it leaves out by keys of ``LOSSES``; each key counts, in that part, what there is of it.
"""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

import pyoxigraph as ox

from her2gc.export import FORMATS
from her2gc.export.clean import cell, clean, figure, xml
from her2gc.export.counts import TYPE, Counts, triples
from her2gc.export.dot import LABELLED
from her2gc.export.model import Edge, Node
from her2gc.export.request import Export
from her2gc.sources.homes import INFERRED
from her2gc.sources.prefixes import PREFIXES

_XSD = PREFIXES["xsd"]
_NEAR = ("exactMatch", "closeMatch")


def _nodes(has: Callable[[Node], object]) -> Callable[[Counts], int]:
    return lambda counts: sum(bool(has(node)) for node in counts.nodes)


def _edges(has: Callable[[Edge], object]) -> Callable[[Counts], int]:
    return lambda counts: sum(bool(has(edge)) for edge in counts.edges)


def _texts(has: Callable[[ox.Literal], object]) -> Callable[[Counts], int]:
    return lambda counts: sum(bool(has(text)) for text in counts.texts)


def _inferred_types(counts: Counts) -> int:
    shown = {node.iri for node in counts.nodes}
    held = defaultdict(set)
    for quad in counts.quads:
        if quad.predicate.value == TYPE and str(quad.subject).strip("<>") in shown:
            held[quad.subject, quad.object].add(str(quad.graph_name).strip("<>"))
    return sum(graphs == {INFERRED} for graphs in held.values())


def _unmapped_types(counts: Counts) -> int:
    from her2gc.export.biolink import GENERAL, category

    return sum(category(node.kind, node.types, node.type) == GENERAL for node in counts.nodes)


def _unmapped_links(counts: Counts) -> int:
    from her2gc.export.biolink import RELATED, predicate

    return sum(predicate(edge.type) == RELATED for edge in counts.view.edges)


def _urns(counts: Counts) -> int:
    from her2gc.export.owlxml import has_urn

    return sum(map(has_urn, counts.asked))


def _number(text: ox.Literal) -> object:
    return figure(text.value, text.datatype.value.removeprefix(_XSD))


def _respelled(text: ox.Literal) -> bool:
    written = str(_number(text)) if text.datatype.value == _XSD + "decimal" else "None"
    if written == "None":
        return False
    return text.value not in (written, format(Decimal(written), "f").removesuffix(".0"))


def _flattened(text: ox.Literal) -> bool:
    return not text.language and text.datatype.value != _XSD + "string" and _number(text) is None


LOSSES: dict[str, tuple[str, Callable[[Counts], int]]] = {
    "all statements": ("statements of the graph: it carries the questions only", lambda c: len(c.quads)),
    # what is not in the part
    "filtered": ("statements on entities outside the part asked for", lambda c: c.outside(vocabulary=False)),
    "vocabulary outside": (
        "statements on the vocabulary outside the part asked for",
        lambda c: c.outside(vocabulary=True),
    ),
    "entities outside": (
        "entities outside the part asked for",
        lambda c: len(c.full.nodes) - len(c.view.nodes),
    ),
    "links outside": (
        "links not shown: outside the part asked for, or told in short by its view",
        lambda c: len(c.links - triples(c.view.edges) - c.implied),
    ),
    "folded": (
        "links made by the view, each in short for what several nodes say",
        _edges(lambda edge: edge.type.startswith("view:")),
    ),
    "implied": (
        "inferred links left out: a link shown says as much the other way around, or by a narrower property",
        lambda c: len(c.implied),
    ),
    # what is in it
    "vocabulary": (
        "statements on the vocabulary itself: classes, properties, axioms, outside terms, nodes without a name",
        lambda c: sum(map(c.is_vocabulary, c.asked)),
    ),
    "named graphs": (
        "statements whose named graph is not told",
        lambda c: len({quad.triple for quad in c.asked}),
    ),
    "urn": ("statements on countries, whose outside ids are URNs", _urns),
    "triple terms": (
        "statements on statements, which only RDF 1.2 has",
        lambda c: sum(isinstance(quad.object, ox.Triple) for quad in c.asked),
    ),
    "directions": (
        "texts without their direction",
        lambda c: sum(
            isinstance(quad.object, ox.Literal) and quad.object.direction is not None for quad in c.asked
        ),
    ),
    "not in xml": (
        "control characters that XML cannot spell, replaced",
        lambda c: sum(xml(quad.object.value)[1] for quad in c.asked if isinstance(quad.object, ox.Literal)),
    ),
    "subjects": (
        "entities that are no statement: named in cells, without a row",
        lambda c: len({node.id for node in c.view.nodes} - {node.id for node in c.nodes}),
    ),
    "untold links": ("links between entities that no row tells", lambda c: len(c.untold)),
    "document": (
        "places, citations and document parts, told in the details and not as nodes",
        _nodes(lambda node: node.kind in ("place", "document", "citation")),
    ),
    "types": (
        "entities whose classes beside the nearest one are not written",
        _nodes(lambda node: len(node.types) > 1),
    ),
    "inferred types": ("classes of entities not told to be inferred", _inferred_types),
    "synonyms": ("entities whose synonyms are not written", _nodes(lambda node: node.synonyms)),
    "description": ("entities whose description is not written", _nodes(lambda node: node.description)),
    "lines": (
        "entities whose line of therapy is not written",
        lambda c: sum(bool(node.lines) and not c.ends(node, "her2gc:inLine") for node in c.nodes),
    ),
    "places": (
        "entities whose places are not written",
        lambda c: sum(not {place.id for place in node.places} <= c.ends(node) for node in c.nodes),
    ),
    "citations": (
        "entities whose citations are not written",
        lambda c: sum(bool(node.citations) and not c.ends(node, "her2gc:cites") for node in c.nodes),
    ),
    "outside ids": (
        "entities whose outside ids are not written",
        lambda c: sum(bool(node.links) for node in c.view.nodes),
    ),
    "matches": (
        "outside ids not told to be exact or close",
        lambda c: sum(link.match in _NEAR for node in c.nodes for link in node.links),
    ),
    "wider ids": (
        "outside ids that are broader, narrower or related, not written",
        lambda c: sum(link.match not in _NEAR for node in c.nodes for link in node.links),
    ),
    "data": ("entities whose figures and texts are not written", _nodes(lambda node: node.data)),
    "node named graphs": (
        "entities whose named graphs, and those of their figures and texts, are not told",
        _nodes(lambda node: node.graphs),
    ),
    "named graph of a value": (
        "figures and texts whose own named graph is not told, only their entity's",
        lambda c: len(c.texts),
    ),
    "edge labels": (
        "links whose label is shown on pointing only, for want of room",
        lambda c: len(c.view.edges) if len(c.view.nodes) > LABELLED else 0,
    ),
    "edge type": (
        "links whose property is told by its name in words, not by its CURIE",
        lambda c: len(c.edges),
    ),
    "via": ("links that do not name the node that they stand for", _edges(lambda edge: edge.via)),
    "edge named graphs": ("links whose named graphs are not told", _edges(lambda edge: edge.graphs)),
    "edge origin": (
        "links not told to be inferred",
        _edges(lambda edge: edge.origin == "inferred"),
    ),
    "curated": (
        "links of the curators, not told from those of the review",
        _edges(lambda edge: edge.origin == "curated"),
    ),
    "edge places": (
        "links whose places, other than those of what they start from, are not written",
        lambda c: sum(not set(edge.places) <= set(c.view.by_id[edge.source].places) for edge in c.edges),
    ),
    "edge data": ("links whose figures are not written, or in part", _edges(lambda edge: edge.data)),
    "unmapped types": ("entities without a nearer Biolink category than the most general", _unmapped_types),
    "unmapped links": ("links that Biolink can only call related", _unmapped_links),
    # how it is written
    "language": ("texts without their language tag", _texts(lambda text: text.language)),
    "datatypes": ("dates and other values of a kind of their own, written as text", _texts(_flattened)),
    "spelling": ("decimal figures spelled otherwise as numbers, such as 7.9 for 7.90", _texts(_respelled)),
    "lists": (
        "attributes whose several values are joined in one text",
        lambda c: sum(" | " in text for text in c.in_no_list()),
    ),
    "joined": (
        "attributes that are no list, whose several values are joined in one text",
        lambda c: sum(" | " in text for text in c.in_no_list()),
    ),
    "characters": (
        "control and direction characters replaced",
        lambda c: sum(clean(text.value)[1] for text in c.texts),
    ),
    "cells": (
        "texts that got a quote mark so that a spreadsheet does not run them",
        lambda c: sum(text.startswith("'") and cell(text[1:]) == text for text in c.cells),
    ),
    "looks": ("entities whose colour, shape and size are not written", lambda c: len(c.view.nodes)),
}
_OF_VIEWS = frozenset({"entities outside", "links outside", "folded", "implied", "vocabulary outside"})


def losses(export: Export, name: str) -> dict[str, int]:
    """Return what a format does not carry, by words, where there is any."""
    counts = Counts(export, name)
    keys = counts.lost
    if "vocabulary" in keys:  # every format of the property-graph view
        keys |= _OF_VIEWS
    elif "filtered" in keys:
        keys |= {"vocabulary outside"}
    found = {text: count(counts) for key, (text, count) in LOSSES.items() if key in keys}
    return {text: number for text, number in found.items() if number}


def report(export: Export, name: str) -> str:
    """Return the losses as text."""
    found = losses(export, name)
    title = f"{name} ({FORMATS[name].summary})"
    if not found:
        return f"{title}: carries every statement"
    width = len(str(max(found.values())))
    return "\n".join(
        [f"{title} does not carry:", *(f"  {number:>{width}}  {text}" for text, number in found.items())]
    )
