"""The graph as its authors wrote it: every node with the file and line of its block.

The audit reads the Turtle files themselves, because a store keeps 22.0 as 22 and forgets the files.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

HER2GC = Namespace("https://w3id.org/her2gc/ontology#")
KG = Namespace("https://w3id.org/her2gc/kg/")

_BLOCK = re.compile(r"^kg:(\S+)", re.MULTILINE)


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
        """File and line of a node's block, ``kg/trials/GATSBY.ttl:12``."""
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

    def one(self, node: Node, prop: str) -> URIRef | None:
        """Node that a property leads to, if there is one."""
        found = self.graph.value(node, HER2GC[prop])
        return found if isinstance(found, URIRef) else None

    def many(self, node: Node, prop: str) -> list[URIRef]:
        """Nodes that a property leads to, in order of IRI."""
        return sorted(found for found in self.graph.objects(node, HER2GC[prop]) if isinstance(found, URIRef))


def read(paths: Iterable[Path], base: Path) -> Record:
    """Read Turtle files into a record; file names are given relative to ``base``."""
    record = Record()
    for path in sorted(paths):
        name = path.relative_to(base).as_posix() if path.is_relative_to(base) else str(path)
        source = path.read_text(encoding="utf-8")
        part = Graph().parse(data=source, format="turtle")
        for subject in set(part.subjects()):
            record.origin.setdefault(subject, (name, 0))
        for match in _BLOCK.finditer(source):
            node = KG[match.group(1)]
            if record.origin.get(node) == (name, 0):
                record.origin[node] = (name, source.count("\n", 0, match.start()) + 1)
        for triple in part:
            record.graph.add(triple)
    return record
