"""Files of shapes as a whole: what is said of each node, and on which line."""

from collections.abc import Iterator

import pyoxigraph as ox

from her2gc.checks.validate.files import Parsed
from her2gc.checks.validate.lines import Lines, Place, text_of
from her2gc.sources.prefixes import PREFIXES

SH, RDF, RDFS, OWL = (PREFIXES[name] for name in ("sh", "rdf", "rdfs", "owl"))
TYPE, FIRST, REST = RDF + "type", RDF + "first", RDF + "rest"
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
# what holds a shape: as its value, or as a member of the list that is its value
_TO_SHAPE = ("property", "node", "not", "qualifiedValueShape")
_TO_SHAPES = ("and", "or", "xone")
_CONSTRAINTS = ("sparql", "class", "datatype", "nodeKind", "minCount", "maxCount", "pattern", "in", "hasValue",
                "closed", "minLength", "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive",
                "languageIn", "uniqueLang", "equals", "disjoint", "lessThan", "lessThanOrEquals")  # fmt: skip
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")


class ShapeFiles:
    """The shapes that somebody gave, as he wrote them.

    Parameters
    ----------
    files
        The files.
    """

    def __init__(self, files: list[Parsed]) -> None:
        self.files = files
        self.triples = [t for file in files for t in file.triples]
        self.about: dict[Term, dict[str, list[Term]]] = {}
        for t in self.triples:
            self.about.setdefault(t.subject, {}).setdefault(t.predicate.value, []).append(t.object)
        self.lines = Lines([(each.path, each.content, each.triples) for each in files])

    def get(self, node: Term, name: str) -> list[Term]:
        """Return the values of a property of SHACL."""
        return self.about.get(node, {}).get(SH + name, [])

    def place(self, node: Term, prop: str = "", value: Term | None = None) -> Place:
        """Return the file and line of a statement."""
        return self.lines.find(text_of(node), prop, "" if value is None else text_of(value))

    def shown(self, node: Term) -> str:
        """Return a node as a person would write it: by its name, else by that of the shape that it is part of."""
        seen: set[Term] = set()
        while isinstance(node, ox.BlankNode) and node not in seen:
            seen.add(node)
            node = next((t.subject for t in self.triples if t.object == node), node)
        return self.short(node) if not isinstance(node, ox.BlankNode) else "a shape without a name"

    def short(self, term: Term) -> str:
        """Return an IRI in the short form that the files' own prefixes give, else as it is."""
        from her2gc.store.names import curie

        if not isinstance(term, ox.NamedNode):
            return text_of(term)
        for prefix, base in self.prefixes().items():
            if base and term.value.startswith(base) and term.value != base:
                return f"{prefix}:{term.value.removeprefix(base)}"
        return curie(term.value)

    def prefixes(self) -> dict[str, str]:
        """Return the prefixes that the files declare for themselves."""
        import re

        found: dict[str, str] = {}
        for file in self.files:
            text = file.content.decode(errors="replace")
            for name, base in re.findall(r"(?mi)^\s*@?prefix\s+([\w.-]*):\s*<([^<>\s]*)>", text):
                found.setdefault(name, base)
        return found

    def members(self, node: Term) -> Iterator[Term]:
        """Yield the members of a list."""
        seen: set[Term] = set()
        while node in self.about and node not in seen:
            seen.add(node)
            told = self.about[node]
            yield from told.get(FIRST, [])[:1]
            node = next(iter(told.get(REST, [])), ox.NamedNode(RDF + "nil"))

    def shapes(self) -> list[Term]:
        """Return all that SHACL takes for a shape: by its kind, its targets, its constraints, or where it stands."""
        found: dict[Term, None] = {}
        kinds = {ox.NamedNode(SH + "NodeShape"), ox.NamedNode(SH + "PropertyShape")}
        marks = {SH + name for name in (*_TO_SHAPE, *_TO_SHAPES, *_TARGETS, *_CONSTRAINTS)}
        for node, told in self.about.items():
            if kinds & set(told.get(TYPE, [])) or marks & set(told):
                found[node] = None
            found.update(dict.fromkeys(self.held_by(node)))
        return [node for node in found if not isinstance(node, ox.Literal)]

    def held_by(self, node: Term) -> Iterator[Term]:
        """Yield the shapes that a shape refers to."""
        for name in _TO_SHAPE:
            yield from self.get(node, name)
        for name in _TO_SHAPES:
            for head in self.get(node, name):
                yield from self.members(head)

    def has_target(self, node: Term) -> bool:
        """Say whether a shape has a target, a class that is a shape itself included."""
        told = self.about.get(node, {})
        classes = {ox.NamedNode(RDFS + "Class"), ox.NamedNode(OWL + "Class")}
        return any(SH + name in told for name in _TARGETS) or bool(classes & set(told.get(TYPE, [])))
