"""Close the graph under its ontology, by rules of the OWL 2 RL kind, into the inferred graph.

Each axiom becomes one specific query, never a join over all axioms; all are run until none adds a triple.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from her2gc.sources import INFERRED, PREFIXES

_RDF, _RDFS, _OWL = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["owl"]
_TYPE = ox.NamedNode(_RDF + "type")

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Compiler:
    """Turns the axioms of a store's ontology into CONSTRUCT queries."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._count = 0

    def queries(self) -> list[str]:
        """Return one query per axiom and direction that can add a triple."""
        found = [*self._property_rules(), *self._class_rules()]
        return [f"CONSTRUCT {{ {head} }} WHERE {{ {body} }}" for head, body in dict.fromkeys(found)]

    def _property_rules(self) -> Iterator[tuple[str, str]]:
        for narrow, wide in self._pairs(_RDFS + "subPropertyOf"):
            yield self._step("?x", wide, "?y"), self._step("?x", narrow, "?y")
        for one, other in self._pairs(_OWL + "equivalentProperty"):
            yield self._step("?x", one, "?y"), self._step("?x", other, "?y")
            yield self._step("?x", other, "?y"), self._step("?x", one, "?y")
        for one, other in self._pairs(_OWL + "inverseOf"):
            if isinstance(one, ox.NamedNode):
                yield self._step("?x", one, "?y"), self._step("?y", other, "?x")
                yield self._step("?x", other, "?y"), self._step("?y", one, "?x")
        for whole, steps in self._pairs(_OWL + "propertyChainAxiom"):
            parts = list(self._members(steps))
            body = " ".join(self._step(f"?x{n}", part, f"?x{n + 1}") for n, part in enumerate(parts))
            yield self._step("?x0", whole, f"?x{len(parts)}"), body
        for prop in self._instances(_OWL + "TransitiveProperty"):
            step = self._step
            yield step("?x", prop, "?z"), f"{step('?x', prop, '?y')} {step('?y', prop, '?z')}"
        for prop in self._instances(_OWL + "SymmetricProperty"):
            yield self._step("?y", prop, "?x"), self._step("?x", prop, "?y")

    def _class_rules(self) -> Iterator[tuple[str, str]]:
        for narrow, wide in self._pairs(_RDFS + "subClassOf"):
            yield from self._implication(narrow, wide)
        for one, other in self._pairs(_OWL + "equivalentClass"):
            yield from self._implication(one, other)
            yield from self._implication(other, one)

    def _implication(self, narrow: Node, wide: Node) -> Iterator[tuple[str, str]]:
        body = self._pattern("?x", narrow)
        if body:
            for head in self._consequences(wide):
                yield head, body

    def _pattern(self, var: str, cls: Node) -> str | None:
        """Return the graph pattern that makes something a member, or None where no pattern can."""
        if isinstance(cls, ox.NamedNode):
            return f"{var} a {cls} ."
        if members := self._value(cls, _OWL + "intersectionOf"):
            parts = [self._pattern(var, part) for part in self._members(members)]
            return " ".join(filter(None, parts)) if all(parts) else None
        if members := self._value(cls, _OWL + "unionOf"):
            parts = [self._pattern(var, part) for part in self._members(members)]
            return " UNION ".join(f"{{ {part} }}" for part in parts if part) or None
        if members := self._value(cls, _OWL + "oneOf"):
            return f"VALUES {var} {{ {' '.join(map(str, self._members(members)))} }}"
        return self._restriction(var, cls)

    def _restriction(self, var: str, cls: Node) -> str | None:
        prop = self._value(cls, _OWL + "onProperty")
        if prop is None:
            return None
        if value := self._value(cls, _OWL + "hasValue"):
            return self._step(var, prop, str(value))
        filler = self._value(cls, _OWL + "someValuesFrom")
        if filler is None:
            return None
        self._count += 1
        other = f"?v{self._count}"
        if filler == ox.NamedNode(_OWL + "Thing"):
            return self._step(var, prop, other)
        inner = self._pattern(other, filler)
        return f"{self._step(var, prop, other)} {inner}" if inner else None

    def _consequences(self, cls: Node) -> Iterator[str]:
        """Yield what holds of ?x once it is known to be a member."""
        if isinstance(cls, ox.NamedNode):
            yield f"?x a {cls} ."
        elif members := self._value(cls, _OWL + "intersectionOf"):
            for part in self._members(members):
                yield from self._consequences(part)
        elif (value := self._value(cls, _OWL + "hasValue")) and (
            prop := self._value(cls, _OWL + "onProperty")
        ):
            yield self._step("?x", prop, str(value))

    def _step(self, subject: str, prop: Node, value: str) -> str:
        inverse = None if isinstance(prop, ox.NamedNode) else self._value(prop, _OWL + "inverseOf")
        return f"{value} {inverse} {subject} ." if inverse else f"{subject} {prop} {value} ."

    def _pairs(self, prop: str) -> Iterator[tuple[Node, Node]]:
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(prop), None, None):
            yield quad.subject, quad.object

    def _instances(self, cls: str) -> Iterator[Node]:
        for quad in self.store.quads_for_pattern(None, _TYPE, ox.NamedNode(cls), None):
            yield quad.subject

    def _value(self, node: Node, prop: str) -> Node | None:
        if isinstance(node, ox.Literal):
            return None
        found = self.store.quads_for_pattern(node, ox.NamedNode(prop), None, None)
        return next((quad.object for quad in found), None)

    def _members(self, node: Node) -> Iterator[Node]:
        seen = set()
        while node not in seen and (first := self._value(node, _RDF + "first")):
            seen.add(node)
            yield first
            rest = self._value(node, _RDF + "rest")
            if rest is None:
                return
            node = rest


def close(store: ox.Store) -> int:
    """Add every triple that the rules entail to the inferred graph.

    Returns
    -------
    int
        How many triples were added; none of them stands in another graph.
    """
    graph = ox.NamedNode(INFERRED)
    queries = Compiler(store).queries()
    total, before = 0, -1
    while total != before:
        before = total
        for query in queries:
            found = store.query(query, use_default_graph_as_union=True)
            new = [
                ox.Quad(triple.subject, triple.predicate, triple.object, graph)
                for triple in found  # type: ignore[union-attr]
                if not _known(store, triple)
            ]
            store.extend(new)
            total += len(set(new))
    return total


def _known(store: ox.Store, triple: ox.Triple) -> bool:
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return next(found, None) is not None
