"""The graph as its authors wrote it: every node with the file and line of its block.

The audit reads the files themselves, because a store keeps 22.0 as 22 and forgets which file said it.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from her2gc.checks.audit.text import NUMBER
from her2gc.sources import turtle
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES

HER2GC = Namespace(PREFIXES["her2gc"])
KG = Namespace(PREFIXES["kg"])

_BLOCK = re.compile(rb"^kg:(\S+)", re.MULTILINE)


@dataclass
class Record:
    """Graph, and where each node's block stands.

    Attributes
    ----------
    graph
        All files together.
    origin
        For each subject ``(file, line)``, of the first file that has it.
    """

    graph: Graph = field(default_factory=Graph)
    origin: dict[Node, tuple[str, int]] = field(default_factory=dict)

    def label(self, node: Node) -> str:
        """Label of a node, or its IRI without the common front."""
        found = self.graph.value(node, RDFS.label)
        return str(found) if found is not None else str(node).removeprefix(str(KG))

    def file(self, node: Node) -> str:
        """File and line of a node's block, ``kg/review/trials/GATSBY.ttl:12``."""
        name, line = self.origin.get(node, ("", 0))
        return f"{name}:{line}" if line else name or "no file"

    def of_class(self, *names: str) -> Iterator[URIRef]:
        """Nodes typed with any of some classes of the vocabulary, in order of IRI."""
        found = {node for name in names for node in self.graph.subjects(RDF.type, HER2GC[name])}
        yield from sorted(node for node in found if isinstance(node, URIRef))

    @staticmethod
    def term(name: str) -> URIRef:
        """IRI of a class or property of the vocabulary."""
        return HER2GC[name]

    def text(self, node: Node, prop: str) -> str | None:
        """Lexical form of a property's value, if it has one."""
        found = self.graph.value(node, HER2GC[prop])
        return str(found) if isinstance(found, Literal) else None

    def words(self, place: Node) -> str:
        """Words that a passage or cell is recorded to print."""
        return self.text(place, "snippet") or self.text(place, "printedText") or ""

    def figures_at(self, node: Node) -> set[str]:
        """Figures that a node holds, or that stand in the labels of what it leads to."""
        found: set[str] = set()
        for value in self.graph.objects(node):
            named = (RDFS.label, SKOS.altLabel, SKOS.notation)
            texts = (
                [value]
                if isinstance(value, Literal)
                else [x for p in named for x in self.graph.objects(value, p)]
            )
            found.update(figure for text in texts for figure in NUMBER.findall(str(text)))
        return found

    def one(self, node: Node, prop: str) -> URIRef | None:
        """Node that a property leads to, if there is one."""
        found = self.graph.value(node, HER2GC[prop])
        return found if isinstance(found, URIRef) else None

    def many(self, node: Node, prop: str) -> list[URIRef]:
        """Nodes that a property leads to, in order of IRI."""
        return sorted(found for found in self.graph.objects(node, HER2GC[prop]) if isinstance(found, URIRef))


def read(sources: Iterable[Source], base: str) -> Record:
    """Read RDF files into a record; file names are given relative to ``base``.

    Raises
    ------
    Her2gcError
        With file, line and column, where a file is not what its ending says.
    """
    record = Record()
    for source in sources:
        name = os.path.relpath(source.path, base) if source.path.startswith(base) else source.path
        content = turtle.read_bytes(source.path)
        lines: dict[Node, int] = {
            KG[match.group(1).decode()]: content.count(b"\n", 0, match.start()) + 1
            for match in reversed(list(_BLOCK.finditer(content)))
        }
        for quad in turtle.quads(source, content):
            subject, value = _term(quad.subject), _term(quad.object)
            record.graph.add((subject, URIRef(quad.predicate.value), value))
            record.origin.setdefault(subject, (name, lines.get(subject, 0)))
    return record


def _term(term: object) -> Node:
    """Turn a term of the parser into one of rdflib's; figures keep their printed form."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        kind = URIRef(term.datatype.value)
        return Literal(term.value, datatype=None if kind == XSD.string else kind, normalize=False)
    return BNode(str(term))
