"""What the axioms of an ontology mean, as rules of the OWL 2 RL kind.

Each axiom becomes one specific query, never a join over all axioms; what the rules cannot express is told by the gates
of ``her2gc.checks.lint``, and ``closure`` runs them.

Two things go beyond RL, both under the convention that each of our IRIs is a thing of its own: "at least two"
asks for two different values, and "only" holds where the ontology says that a property ``isListedInFull``.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES

_RDF, _RDFS, _OWL = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["owl"]
_XSD = PREFIXES["xsd"]
IN_FULL = PREFIXES["her2gc"] + "isListedInFull"
TYPE = ox.NamedNode(_RDF + "type")
_THING = ox.NamedNode(_OWL + "Thing")

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Pattern = tuple[str, str, str]  # subject, predicate, object, each as SPARQL writes it
Axiom = tuple[Node, str, Node]  # subject, local name of the construct, object


class Body(NamedTuple):
    """What must hold: triple patterns, and conditions on their variables."""

    patterns: tuple[Pattern, ...] = ()
    filters: tuple[str, ...] = ()

    def and_(self, other: "Body") -> "Body":
        """Return both together."""
        return Body(self.patterns + other.patterns, self.filters + other.filters)

    def text(self) -> str:
        """Return the group graph pattern."""
        return " ".join([*(" ".join(each) + " ." for each in self.patterns), *self.filters])


class Rule(NamedTuple):
    """One axiom, read in one direction."""

    head: Pattern
    body: Body
    axiom: Axiom
    closed: bool  # rests on a property whose values are listed in full: runs when the others have finished

    def query(self) -> str:
        """Return the query that gives what is not in the graph yet."""
        head = " ".join(self.head) + " ."
        return f"CONSTRUCT {{ {head} }} WHERE {{ {self.body.text()} FILTER NOT EXISTS {{ {head} }} }}"

    def asks_for(self) -> set[str]:
        """Return what may fire the rule when it is added: classes and properties."""
        return {key_of(pattern) for pattern in self.body.patterns}


def key_of(pattern: Pattern) -> str:
    """Return what a triple pattern asks for: a class, or a property."""
    return pattern[2] if pattern[1] == str(TYPE) else pattern[1]


class Compiler:
    """Turns the axioms of a store's ontology into rules."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._count = 0

    def rules(self) -> list[Rule]:
        """Return one rule per axiom, direction and alternative."""
        found = [*self._property_rules(), *self._class_rules()]
        return [rule for rule in dict.fromkeys(found) if rule.head not in rule.body.patterns]

    def _property_rules(self) -> Iterator[Rule]:
        step = self.step
        for narrow, wide in self.pairs(_RDFS + "subPropertyOf"):
            yield _rule(step("?x", wide, "?y"), [step("?x", narrow, "?y")], (narrow, "subPropertyOf", wide))
        for one, other in self.pairs(_OWL + "equivalentProperty"):
            axiom = (one, "equivalentProperty", other)
            yield _rule(step("?x", one, "?y"), [step("?x", other, "?y")], axiom)
            yield _rule(step("?x", other, "?y"), [step("?x", one, "?y")], axiom)
        for one, other in self.pairs(_OWL + "inverseOf"):
            if isinstance(one, ox.NamedNode):
                axiom = (one, "inverseOf", other)
                yield _rule(step("?x", one, "?y"), [step("?y", other, "?x")], axiom)
                yield _rule(step("?x", other, "?y"), [step("?y", one, "?x")], axiom)
        for whole, steps in self.pairs(_OWL + "propertyChainAxiom"):
            parts = list(self.members(steps))
            body = [step(f"?x{n}", part, f"?x{n + 1}") for n, part in enumerate(parts)]
            yield _rule(step("?x0", whole, f"?x{len(parts)}"), body, (whole, "propertyChainAxiom", steps))
        for prop in self.instances(_OWL + "TransitiveProperty"):
            body = [step("?x", prop, "?y"), step("?y", prop, "?z")]
            yield _rule(step("?x", prop, "?z"), body, (prop, "type", _owl("TransitiveProperty")))
        for prop in self.instances(_OWL + "SymmetricProperty"):
            axiom = (prop, "type", _owl("SymmetricProperty"))
            yield _rule(step("?y", prop, "?x"), [step("?x", prop, "?y")], axiom)
        yield from self._domains_and_ranges()

    def _domains_and_ranges(self) -> Iterator[Rule]:
        for prop, cls in self.pairs(_RDFS + "domain"):
            yield from self._implication(Body((("?x", str(prop), "?y"),)), cls, (prop, "domain", cls))
        for prop, cls in self.pairs(_RDFS + "range"):
            if not (isinstance(cls, ox.NamedNode) and cls.value.startswith(_XSD)):
                yield from self._implication(Body((("?y", str(prop), "?x"),)), cls, (prop, "range", cls))

    def _class_rules(self) -> Iterator[Rule]:
        for narrow, wide in self.pairs(_RDFS + "subClassOf"):
            for body in self.members_of("?x", narrow):
                yield from self._implication(body, wide, (narrow, "subClassOf", wide))
        for one, other in self.pairs(_OWL + "equivalentClass"):
            for left, right in ((one, other), (other, one)):
                for body in self.members_of("?x", left):
                    yield from self._implication(body, right, (one, "equivalentClass", other))

    def _implication(self, body: Body, cls: Node, axiom: Axiom) -> Iterator[Rule]:
        closed = any("NOT EXISTS" in each for each in body.filters)
        for head, more in self._consequences("?x", cls):
            yield Rule(head, body.and_(Body(more)), axiom, closed)

    def members_of(self, var: str, cls: Node) -> list[Body]:
        """Return the alternatives that make something a member of a class; none where no pattern can."""
        if isinstance(cls, ox.NamedNode):
            return [Body(((var, str(TYPE), str(cls)),))]
        if members := self.value(cls, _OWL + "intersectionOf"):
            found = [Body()]
            for part in self.members(members):
                found = [one.and_(other) for one in found for other in self.members_of(var, part)]
            return found
        if members := self.value(cls, _OWL + "unionOf"):
            return [body for part in self.members(members) for body in self.members_of(var, part)]
        if members := self.value(cls, _OWL + "oneOf"):
            things = " ".join(map(str, self.members(members)))
            return [Body(filters=(f"VALUES {var} {{ {things} }}",))]
        return self._restricted(var, cls)

    def _restricted(self, var: str, cls: Node) -> list[Body]:
        prop = self.value(cls, _OWL + "onProperty")
        if prop is None:
            return []
        if (value := self.value(cls, _OWL + "hasValue")) is not None:
            return [Body((self.step(var, prop, str(value)),))]
        if (filler := self.value(cls, _OWL + "someValuesFrom")) is not None:
            return self._some(var, prop, filler)[1]
        if (filler := self.value(cls, _OWL + "allValuesFrom")) is not None:
            return self._only(var, prop, filler)
        filler = self.value(cls, _OWL + "onClass") or _THING
        least = self.value(cls, _OWL + "minQualifiedCardinality") or self.value(cls, _OWL + "minCardinality")
        return self._least(var, prop, filler, int(least.value)) if isinstance(least, ox.Literal) else []

    def _some(self, var: str, prop: Node, filler: Node) -> tuple[str, list[Body]]:
        self._count += 1
        other = f"?v{self._count}"
        step = Body((self.step(var, prop, other),))
        if filler == _THING:
            return other, [step]
        return other, [step.and_(inner) for inner in self.members_of(other, filler)]

    def _least(self, var: str, prop: Node, filler: Node, least: int) -> list[Body]:
        found, seen = [Body()], list[str]()
        for _ in range(least):
            other, more = self._some(var, prop, filler)
            differs = tuple(f"FILTER({other} != {each})" for each in seen)
            found = [one.and_(each).and_(Body(filters=differs)) for one in found for each in more]
            seen.append(other)
        return found

    def _only(self, var: str, prop: Node, filler: Node) -> list[Body]:
        """Return "all values are": only for a property listed in full, and only for a named class."""
        if not isinstance(filler, ox.NamedNode) or self.value(prop, IN_FULL) is None:
            return []
        self._count += 1
        other = f"?v{self._count}"
        inside = f"{other} {TYPE} {filler} ."
        step = " ".join(self.step(var, prop, other)) + " ."
        return [Body(filters=(f"FILTER NOT EXISTS {{ {step} FILTER NOT EXISTS {{ {inside} }} }}",))]

    def _consequences(self, var: str, cls: Node) -> Iterator[tuple[Pattern, tuple[Pattern, ...]]]:
        """Yield what holds of a member, and what must hold besides."""
        if isinstance(cls, ox.NamedNode):
            if cls != _THING:
                yield (var, str(TYPE), str(cls)), ()
            return
        if members := self.value(cls, _OWL + "intersectionOf"):
            for part in self.members(members):
                yield from self._consequences(var, part)
            return
        prop = self.value(cls, _OWL + "onProperty")
        if prop is None:
            return
        if (value := self.value(cls, _OWL + "hasValue")) is not None:
            yield self.step(var, prop, str(value)), ()
        elif (filler := self.value(cls, _OWL + "allValuesFrom")) is not None:
            self._count += 1
            other = f"?v{self._count}"
            for head, more in self._consequences(other, filler):
                yield head, (self.step(var, prop, other), *more)

    def step(self, subject: str, prop: Node, value: str) -> Pattern:
        """Return the pattern of one property, or of the inverse of one."""
        inverse = None if isinstance(prop, ox.NamedNode) else self.value(prop, _OWL + "inverseOf")
        return (value, str(inverse), subject) if inverse else (subject, str(prop), value)

    def pairs(self, prop: str) -> Iterator[tuple[Node, Node]]:
        """Yield subject and object of every triple with a property."""
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(prop), None, None):
            yield quad.subject, quad.object

    def instances(self, cls: str) -> Iterator[Node]:
        """Yield what is asserted to be of a class."""
        for quad in self.store.quads_for_pattern(None, TYPE, ox.NamedNode(cls), None):
            yield quad.subject

    def value(self, node: Node, prop: str) -> Node | None:
        """Return one value of a property, or None."""
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            return None
        found = self.store.quads_for_pattern(node, ox.NamedNode(prop), None, None)
        return next((quad.object for quad in found), None)

    def members(self, node: Node) -> Iterator[Node]:
        """Yield the members of an RDF list."""
        seen = set()
        while node not in seen and (first := self.value(node, _RDF + "first")) is not None:
            seen.add(node)
            yield first
            rest = self.value(node, _RDF + "rest")
            if rest is None:
                return
            node = rest


def _rule(head: Pattern, body: list[Pattern], axiom: Axiom) -> Rule:
    return Rule(head, Body(tuple(body)), axiom, closed=False)


def _owl(name: str) -> ox.NamedNode:
    return ox.NamedNode(_OWL + name)
