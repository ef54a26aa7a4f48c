"""What the graph holds for the part asked for, and what of it a format writes: reports count in these."""

import csv
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from her2gc.export import writer
from her2gc.export.model import LISTS, Edge, Node
from her2gc.export.request import Export
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import curie

TYPE = PREFIXES["rdf"] + "type"
_SKOS, _OWN = PREFIXES["skos"], PREFIXES["her2gc"]
_MATCHES = {_SKOS + f"{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}
# where the property graph puts texts: a format that leaves the one out leaves the other out, too
_FIELDS = {
    PREFIXES["rdfs"] + "label": "label",
    _SKOS + "altLabel": "synonyms",
    _SKOS + "definition": "description",
    PREFIXES["dcterms"] + "description": "description",
    _OWN + "paraphrase": "description",
    _OWN + "suspicion": "description",
}


class Counts:
    """Counts each kind of loss for one export in one format."""

    def __init__(self, export: Export, name: str) -> None:
        self.export = export
        self.name = name
        self.view, self.full = export.view, export.full
        self.lost = writer(name).LOSES
        self.quads = list(Export(export.graph).statements())
        self.own = {node.iri: node.id for node in self.full.nodes}

    @cached_property
    def asked(self) -> list[ox.Quad]:
        """The statements of the part."""
        return list(self.export.statements())

    @cached_property
    def nodes(self) -> list[Node]:
        """The entities that the file describes."""
        if "subjects" not in self.lost:
            return list(self.view.nodes)
        from her2gc.export.evidence import statements

        return statements(self.export)

    @cached_property
    def edges(self) -> list[Edge]:
        """The links that the file tells."""
        left_out = {id(edge) for edge in self.untold}
        return [edge for edge in self.view.edges if id(edge) not in left_out]

    @cached_property
    def untold(self) -> list[Edge]:
        """The links of the part that the file does not tell."""
        if "untold links" not in self.lost:
            return []
        from her2gc.export.evidence import untold

        return untold(self.export)

    @cached_property
    def texts(self) -> list[ox.Literal]:
        """Figures and texts of the graph that are written."""
        shown = {node.iri for node in self.nodes}
        return [
            quad.object
            for quad in self.quads
            if isinstance(quad.object, ox.Literal)
            and isinstance(quad.subject, ox.NamedNode)
            and quad.subject.value in shown
            and _FIELDS.get(quad.predicate.value, "data") not in self.lost
        ]

    @cached_property
    def links(self) -> set[tuple[str, str, str]]:
        """All that the graph says of two entities."""
        return {
            (self.own[quad.subject.value], curie(quad.predicate.value), self.own[quad.object.value])
            for quad in self.quads
            if isinstance(quad.subject, ox.NamedNode)
            and isinstance(quad.object, ox.NamedNode)
            and quad.subject.value in self.own
            and quad.object.value in self.own
            and quad.predicate.value not in _MATCHES | {TYPE}
        }

    @cached_property
    def implied(self) -> set[tuple[str, str, str]]:
        """Inferred links between shown entities that the full view leaves out, as another one says the same."""
        graphs = self.export.request.graphs
        if self.view.name != "full" or (graphs and "inferred" not in graphs):
            return set()
        known = triples(self.full.edges)
        ids = self.view.by_id
        return {link for link in self.links - known if link[0] in ids and link[2] in ids}

    @cached_property
    def cells(self) -> list[str]:
        """The cells of the tables that are written."""
        body = writer(self.name).write(self.export)
        tables = body if isinstance(body, dict) else {"table.csv": body}
        found = []
        for name, table in tables.items():
            if name.endswith((".csv", ".tsv")):
                lines = table.decode("utf-8-sig").splitlines(keepends=True)
                read = csv.reader(lines, delimiter="\t" if name.endswith("tsv") else ",")
                found += [each for row in read for each in row]
        return found

    def ends(self, node: Node, prop: str = "") -> set[str]:
        """Return where links of the part lead from a node: what they tell is not lost."""
        return {edge.target for edge in self.view.out.get(node.id, ()) if prop in ("", edge.type)}

    def is_vocabulary(self, quad: ox.Quad) -> bool:
        """Tell whether a statement is on no entity, or its value is a part of an axiom, or of no name."""
        named = isinstance(quad.subject, ox.NamedNode) and quad.subject.value in self.own
        return not named or isinstance(quad.object, ox.BlankNode | ox.Triple)

    def outside(self, *, vocabulary: bool) -> int:
        """Return how many statements are outside the part."""
        everything, part = (
            sum(self.is_vocabulary(quad) is vocabulary for quad in quads)
            for quads in (self.quads, self.asked)
        )
        return everything - part

    def in_no_list(self) -> Iterator[str]:
        """Yield what several values in one text are looked for in."""
        if "cells" in self.lost:
            yield from self.cells
            return
        records = [*(node.record() for node in self.nodes), *(edge.record() for edge in self.edges)]
        for record in records:
            yield from (
                str(value) for name, value in record.items() if "lists" in self.lost or name not in LISTS
            )


def triples(edges: Iterable[Edge]) -> set[tuple[str, str, str]]:
    """Return links as source, property and target."""
    return {(edge.source, edge.type, edge.target) for edge in edges}
