"""What a file does not carry of the graph, counted."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from her2gc.export import FORMATS, writer
from her2gc.export.clean import cell, xml
from her2gc.export.request import Export
from her2gc.names import local
from her2gc.sources import PREFIXES

_DECIMAL = PREFIXES["xsd"] + "decimal"


class Counts:
    """Counts each kind of loss for one export."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.quads = [
            quad
            for name in export.graph.named_graphs()
            for quad in export.graph.store.quads_for_pattern(None, None, None, name)
        ]

    def statements(self) -> int:
        """Every statement."""
        return len(self.quads)

    def filtered(self) -> int:
        """Entities outside the part that was asked for."""
        return len(self.export.full.nodes) - len(self.export.view.nodes)

    def links_out(self) -> int:
        """Links of the whole graph that the part does not show."""
        if self.export.request.view != "full":
            return 0
        return len(self.export.full.edges) - len(self.export.view.edges)

    def folded(self) -> int:
        """Links that a view shows in place of nodes."""
        return sum(bool(edge.via) for edge in self.export.view.edges)

    def vocabulary(self) -> int:
        """Statements on classes, properties and what is no entity."""
        own = {node.iri for node in self.export.full.nodes}
        found = (
            quad
            for quad in self.quads
            if not (isinstance(quad.subject, ox.NamedNode) and quad.subject.value in own)
        )
        return sum(1 for _ in found)

    def mirrors(self) -> int:
        """Inferred statements that only turn another around."""
        known = {(edge.source, edge.type, edge.target) for edge in self.export.full.edges}
        ids = {node.iri: node.id for node in self.export.full.nodes}
        found = {
            (ids[quad.subject.value], quad.predicate.value, ids[quad.object.value])
            for quad in self.quads
            if local(quad.graph_name.value) == "inferred"  # type: ignore[union-attr]
            and isinstance(quad.subject, ox.NamedNode)
            and isinstance(quad.object, ox.NamedNode)
            and quad.subject.value in ids
            and quad.object.value in ids
        }
        from her2gc.names import curie

        return sum((source, curie(prop), target) not in known for source, prop, target in found)

    def named_graphs(self) -> int:
        """Statements whose named graph is not kept."""
        return len(self.quads)

    def urn(self) -> int:
        """Statements on URNs."""
        from her2gc.export.owlxml import has_urn

        return sum(has_urn(quad) for quad in self.quads)

    def values(self) -> int:
        """Figures and texts."""
        return sum(isinstance(quad.object, ox.Literal) for quad in self.quads)

    def language(self) -> int:
        """Texts with a language."""
        return sum(isinstance(quad.object, ox.Literal) and bool(quad.object.language) for quad in self.quads)

    def spelling(self) -> int:
        """Decimal figures that a floating-point number spells otherwise, such as 7.90."""
        return sum(
            isinstance(quad.object, ox.Literal)
            and quad.object.datatype.value == _DECIMAL
            and _respelled(quad.object.value)
            for quad in self.quads
        )

    def lists(self) -> int:
        """Attributes whose several values stand in one text."""
        view = self.export.view
        records = [*(node.record() for node in view.nodes), *(edge.record() for edge in view.edges)]
        return sum(
            isinstance(value, str) and " | " in value for record in records for value in record.values()
        )

    def characters(self) -> int:
        """Control and direction characters."""
        return self.export.full.replaced

    def not_in_xml(self) -> int:
        """Characters that XML cannot spell."""
        return sum(xml(quad.object.value)[1] for quad in self.quads if isinstance(quad.object, ox.Literal))

    def cells(self) -> int:
        """Texts that a spreadsheet would run."""
        records = (node.record() for node in self.export.view.nodes)
        return sum(
            isinstance(value, str) and cell(value) != value for record in records for value in record.values()
        )

    def subjects(self) -> int:
        """Entities that are no statement."""
        return sum(
            "her2gc:Statement" not in node.types and node.kind != "doubt" for node in self.export.view.nodes
        )

    def edge_data(self) -> int:
        """Links with places or figures of their own."""
        return sum(bool(edge.places or edge.data) for edge in self.export.view.edges)

    def node_data(self) -> int:
        """Entities with figures, texts or places."""
        return sum(bool(node.data or node.places) for node in self.export.view.nodes)

    def unmapped_types(self) -> int:
        """Entities for which Biolink has no nearer category than the most general one."""
        from her2gc.export.biolink import GENERAL, category

        return sum(category(node.kind, node.types, node.type) == GENERAL for node in self.export.view.nodes)

    def unmapped_links(self) -> int:
        """Links that Biolink can only call related."""
        from her2gc.export.biolink import RELATED, predicate

        return sum(predicate(edge.type) == RELATED for edge in self.export.view.edges)

    def document(self) -> int:
        """Parts of the document that are shown in the details of what they state, not as nodes."""
        return sum(node.kind in ("place", "document", "citation") for node in self.export.view.nodes)

    def looks(self) -> int:
        """Entities whose colour, shape and size are not written."""
        return len(self.export.view.nodes)


LOSSES: dict[str, tuple[str, Callable[[Counts], int]]] = {
    "all statements": ("statements of the graph: it carries the questions only", Counts.statements),
    "filtered": ("entities outside the part asked for", Counts.filtered),
    "links out": ("links outside the part asked for", Counts.links_out),
    "folded": ("links that stand for a node, told in short", Counts.folded),
    "vocabulary": (
        "statements on the vocabulary itself: classes, properties, axioms, outside terms",
        Counts.vocabulary,
    ),
    "mirrors": ("inferred statements that only turn another around", Counts.mirrors),
    "named graphs": ("statements whose named graph is not told", Counts.named_graphs),
    "urn": ("statements on countries, whose outside ids are URNs", Counts.urn),
    "named graph of a value": (
        "figures and texts whose own named graph is not told, only their entity's",
        Counts.values,
    ),
    "language": ("texts without their language tag", Counts.language),
    "spelling": (
        "decimal figures spelled otherwise as numbers; their printed form stands beside them",
        Counts.spelling,
    ),
    "lists": ("attributes whose several values are joined in one text", Counts.lists),
    "characters": ("control and direction characters replaced", Counts.characters),
    "not in xml": ("control characters that XML cannot spell, replaced", Counts.not_in_xml),
    "cells": ("texts that got a quote mark so that a spreadsheet does not run them", Counts.cells),
    "subjects": ("entities that are no statement: named in cells, without a row", Counts.subjects),
    "edge data": ("links whose places and figures are not written", Counts.edge_data),
    "node data": ("entities whose figures, texts and places are not written", Counts.node_data),
    "unmapped types": (
        "entities without a nearer Biolink category than the most general",
        Counts.unmapped_types,
    ),
    "unmapped links": ("links that Biolink can only call related", Counts.unmapped_links),
    "document": (
        "places, citations and document parts, told in the details and not as nodes",
        Counts.document,
    ),
    "looks": ("entities whose colour, shape and size are not written", Counts.looks),
}
_OF_VIEWS = frozenset({"filtered", "links out", "folded", "mirrors"})


def losses(export: Export, name: str) -> dict[str, int]:
    """Return what a format does not carry, by words, where there is any."""
    counts = Counts(export)
    keys = writer(name).LOSES
    if "vocabulary" in keys:  # every format of the property-graph view
        keys = keys | _OF_VIEWS
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


def _respelled(text: str) -> bool:
    try:
        return format(Decimal(repr(float(text))), "f").removesuffix(".0") != text and str(float(text)) != text
    except (ValueError, InvalidOperation):
        return True
