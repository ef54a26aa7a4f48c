"""An ontology as the checks read it."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources.homes import ONTOLOGY
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import curie
from her2gc.store.rules import Compiler, Node

OWL, RDF, RDFS, SKOS, XSD = (PREFIXES[name] for name in ("owl", "rdf", "rdfs", "skos", "xsd"))
TYPE = ox.NamedNode(RDF + "type")
Told = Iterator[tuple[Node, str]]
Check = Callable[["Ontology"], Told]


class Finding(NamedTuple):
    """One thing that is wrong."""

    gate: str
    check: str
    node: str
    message: str


class Ontology:
    """The triples of an ontology, with the questions that checks ask."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.store = ox.Store()
        graph = ox.NamedNode(ONTOLOGY)
        self.store.extend([ox.Quad(each.subject, each.predicate, each.object, graph) for each in triples])
        self._reader = Compiler(self.store)
        self.pairs = self._reader.pairs
        self.value = self._reader.value
        self.members = self._reader.members

    @cached_property
    def header(self) -> ox.NamedNode | None:
        """The ontology's own IRI: the declared ontology that the most terms begin with."""
        found = sorted((node for node in self.instances("Ontology")), key=lambda node: len(node.value))
        return found[0] if found else None

    def instances(self, kind: str) -> list[ox.NamedNode]:
        """Return the named instances of one of OWL's own classes, sorted."""
        quads = self.store.quads_for_pattern(None, TYPE, ox.NamedNode(OWL + kind), None)
        found = {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        return sorted(found, key=lambda node: node.value)

    def values(self, node: Node, prop: str) -> list[Node]:
        """Return all values of a property."""
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            return []
        quads = self.store.quads_for_pattern(node, ox.NamedNode(prop), None, None)
        return sorted((quad.object for quad in quads), key=str)

    def is_own(self, node: Node) -> bool:
        """Whether a node is a term of this ontology: its IRI continues the ontology's IRI."""
        header = self.header.value if self.header else "urn:none"
        return isinstance(node, ox.NamedNode) and node.value.startswith((f"{header}#", f"{header}/"))

    @cached_property
    def classes(self) -> list[ox.NamedNode]:
        """The ontology's own classes."""
        return [node for node in self.instances("Class") if self.is_own(node)]

    @cached_property
    def object_properties(self) -> list[ox.NamedNode]:
        """The ontology's own object properties."""
        return [node for node in self.instances("ObjectProperty") if self.is_own(node)]

    @cached_property
    def data_properties(self) -> list[ox.NamedNode]:
        """The ontology's own datatype properties."""
        return [node for node in self.instances("DatatypeProperty") if self.is_own(node)]

    @cached_property
    def terms(self) -> list[ox.NamedNode]:
        """The ontology's own classes and properties of every kind."""
        annotation = [node for node in self.instances("AnnotationProperty") if self.is_own(node)]
        return [*self.classes, *self.object_properties, *self.data_properties, *annotation]

    def text(self, node: Node, prop: str) -> list[str]:
        """Return the literals of a property."""
        return [value.value for value in self.values(node, prop) if isinstance(value, ox.Literal)]

    def name(self, node: Node) -> str:
        """Return a node in short form."""
        return curie(node.value) if isinstance(node, ox.NamedNode) else str(node)

    def above(self, prop: str) -> dict[Node, set[Node]]:
        """Return what each named node reaches over a property, itself included where it comes round."""
        direct: dict[Node, set[Node]] = {}
        for one, other in self.pairs(prop):
            if isinstance(one, ox.NamedNode) and isinstance(other, ox.NamedNode):
                direct.setdefault(one, set()).add(other)
        found: dict[Node, set[Node]] = {}
        for start in direct:
            seen: set[Node] = set()
            todo = [start]
            while todo:
                for each in direct.get(todo.pop(), set()) - seen:
                    seen.add(each)
                    todo.append(each)
            found[start] = seen
        return found
