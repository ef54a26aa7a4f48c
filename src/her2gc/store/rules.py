"""Close the graph under its ontology, by rules of the OWL 2 RL kind, into the inferred graph.

Each axiom becomes one specific query, never a join over all axioms. A rule runs again only when something that its
body asks for was added since; what the rules cannot express is told by the gates of ``her2gc.checks.lint``.

Two things go beyond RL, both under the convention that each of our IRIs is a thing of its own: "at least two"
asks for two different values, and "only" holds where the ontology says that a property ``isListedInFull``.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources.homes import INFERRED
from her2gc.sources.prefixes import PREFIXES

_RDF, _RDFS, _OWL = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["owl"]
_XSD = PREFIXES["xsd"]
_IN_FULL = PREFIXES["her2gc"] + "isListedInFull"
_TYPE = ox.NamedNode(_RDF + "type")
_REMARKS = {_RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy", "member")}
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
        return {_key(pattern) for pattern in self.body.patterns}


def _key(pattern: Pattern) -> str:
    return pattern[2] if pattern[1] == str(_TYPE) else pattern[1]


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
            return [Body(((var, str(_TYPE), str(cls)),))]
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
        if not isinstance(filler, ox.NamedNode) or self.value(prop, _IN_FULL) is None:
            return []
        self._count += 1
        other = f"?v{self._count}"
        inside = f"{other} {_TYPE} {filler} ."
        step = " ".join(self.step(var, prop, other)) + " ."
        return [Body(filters=(f"FILTER NOT EXISTS {{ {step} FILTER NOT EXISTS {{ {inside} }} }}",))]

    def _consequences(self, var: str, cls: Node) -> Iterator[tuple[Pattern, tuple[Pattern, ...]]]:
        """Yield what holds of a member, and what must hold besides."""
        if isinstance(cls, ox.NamedNode):
            if cls != _THING:
                yield (var, str(_TYPE), str(cls)), ()
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
        for quad in self.store.quads_for_pattern(None, _TYPE, ox.NamedNode(cls), None):
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


def close(store: ox.Store, ranks: dict[ox.Triple, int] | None = None) -> int:
    """Add every triple that the rules entail to the inferred graph.

    Parameters
    ----------
    store
        The graph; it gains the inferred triples.
    ranks
        Filled, if given, with the step at which each triple was inferred: its premises come from earlier steps.

    Returns
    -------
    int
        How many triples were added; none of them stands in another graph.
    """
    rules = Compiler(store).rules()
    open_rules = [rule for rule in rules if not rule.closed]
    ranks = {} if ranks is None else ranks
    added, total = _run(store, open_rules, open_rules, ranks), -1
    while total != len(ranks):
        total = len(ranks)
        for rule in (rule for rule in rules if rule.closed):
            added |= _apply(store, rule, ranks)
        added = _run(store, [rule for rule in open_rules if rule.asks_for() & added], open_rules, ranks)
    return len(ranks)


def close_more(store: ox.Store, added: Iterable[ox.Triple]) -> list[ox.Triple] | None:
    """Close a store that was closed before a few triples came: only what is new is carried through the rules.

    Parameters
    ----------
    store
        The store, the new triples in it.
    added
        The new triples.

    Returns
    -------
    list of pyoxigraph.Triple or None
        What was inferred. None where it takes the closure from the start, as there are axioms among the new triples,
        or something that was inferred holds no longer; the store is of no use then.
    """
    due = list(added)
    if any(map(_is_axiom, due)):
        return None
    inferred = ox.NamedNode(INFERRED)
    for triple in due:  # what is said now was inferred before
        store.remove(ox.Quad(triple.subject, triple.predicate, triple.object, inferred))
    rules = Compiler(store).rules()
    index: dict[str, list[tuple[Rule, int]]] = {}
    for rule in rules:
        for number, pattern in enumerate(rule.body.patterns):
            index.setdefault(_key(pattern), []).append((rule, number))
    found: list[ox.Triple] = []
    while due:
        # asked at each step: what follows from a conclusion that is lost may seem to bear it out
        if any(_lost(store, rule) for rule in rules if rule.closed):
            return None
        new = _from_new(store, index, due)
        if not new:
            for rule in (rule for rule in rules if rule.closed):
                new += list(store.query(rule.query(), use_default_graph_as_union=True))  # type: ignore[arg-type]
        due = list(dict.fromkeys(new))
        store.extend([ox.Quad(t.subject, t.predicate, t.object, inferred) for t in due])
        found += due
    return found


def _lost(store: ox.Store, rule: Rule) -> bool:
    """Say whether something that a rule inferred holds no longer, as it rests on what is listed in full."""
    var, prop, cls = rule.head
    if not var.startswith("?") or cls.startswith("?"):
        return True  # no rule of ours; to be on the safe side
    solutions = store.query(f"SELECT {var} WHERE {{ {rule.body.text()} }}", use_default_graph_as_union=True)
    holds = {solution[0] for solution in solutions}  # type: ignore[union-attr]
    told = ox.NamedNode(prop[1:-1]), _term(cls), ox.NamedNode(INFERRED)
    return any(quad.subject not in holds for quad in store.quads_for_pattern(None, *told))


def _is_axiom(triple: ox.Triple) -> bool:
    """Say whether a triple may be part of an axiom, or tell a rule how to read one."""
    told = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
    name = triple.predicate.value
    says = name.startswith(_OWL) or (name.startswith(_RDFS) and name not in _REMARKS) or name == _IN_FULL
    return says or (triple.predicate == _TYPE and told.startswith((_OWL, _RDFS)))


def _from_new(
    store: ox.Store, index: dict[str, list[tuple[Rule, int]]], due: list[ox.Triple]
) -> list[ox.Triple]:
    """Return what follows at once from new triples, and is not in the store."""
    by_key: dict[str, list[ox.Triple]] = {}
    for triple in due:
        key = _key((str(triple.subject), str(triple.predicate), str(triple.object)))
        by_key.setdefault(key, []).append(triple)
    found: list[ox.Triple] = []
    for key, triples in by_key.items():
        for rule, number in index.get(key, ()):
            bound = [each for t in triples if (each := _bound(rule.body.patterns[number], t)) is not None]
            if len(rule.body.patterns) == 1 and not rule.body.filters:
                made = (_made(rule.head, each) for each in bound)
                found += [t for t in made if t and not _holds(store, t)]
            elif bound:
                query = _query_from(rule, number, bound)
                found += list(store.query(query, use_default_graph_as_union=True))  # type: ignore[arg-type]
    return found


def _bound(pattern: Pattern, triple: ox.Triple) -> dict[str, Node] | None:
    """Return what a pattern's variables stand for in a triple; None where it does not fit."""
    found: dict[str, Node] = {}
    for part, term in zip(pattern, (triple.subject, triple.predicate, triple.object), strict=True):
        if part.startswith("?"):
            if found.setdefault(part, term) != term:
                return None
        elif part != str(term):
            return None
    return found


def _made(head: Pattern, bound: dict[str, Node]) -> ox.Triple | None:
    """Return the triple that a head makes; None for what is no triple."""
    s, p, o = (bound.get(part) or _term(part) for part in head)
    if isinstance(s, ox.NamedNode | ox.BlankNode) and isinstance(p, ox.NamedNode):
        return ox.Triple(s, p, o)
    return None


@cache
def _term(text: str) -> Node:
    """Return the term that SPARQL writes so."""
    found: Node = next(ox.parse(input=f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.N_TRIPLES)).object
    return found


def _holds(store: ox.Store, t: ox.Triple) -> bool:
    return any(True for _ in store.quads_for_pattern(t.subject, t.predicate, t.object, None))


def _query_from(rule: Rule, number: int, bound: list[dict[str, Node]]) -> str:
    """Return the rule's query, one of its patterns bound to what is new."""
    names = sorted(bound[0])
    if not names or any(
        isinstance(term, ox.BlankNode | ox.Triple) for each in bound for term in each.values()
    ):
        return rule.query()  # a nameless node cannot be written into a query: ask of all
    rows = " ".join("(" + " ".join(str(each[name]) for name in names) + ")" for each in bound)
    head = " ".join(rule.head) + " ."
    rest = rule.body._replace(patterns=rule.body.patterns[:number] + rule.body.patterns[number + 1 :])
    where = f"VALUES ({' '.join(names)}) {{ {rows} }} {rest.text()} FILTER NOT EXISTS {{ {head} }}"
    return f"CONSTRUCT {{ {head} }} WHERE {{ {where} }}"


def _run(store: ox.Store, due: list[Rule], rules: list[Rule], ranks: dict[ox.Triple, int]) -> set[str]:
    """Run the rules that are due, then those that what they added makes due, until none adds a triple."""
    asks = [(rule, rule.asks_for()) for rule in rules]
    ever: set[str] = set()
    while due:
        added: set[str] = set()
        for rule in due:
            added |= _apply(store, rule, ranks)
        ever |= added
        due = [rule for rule, wanted in asks if wanted & added]
    return ever


def _apply(store: ox.Store, rule: Rule, ranks: dict[ox.Triple, int]) -> set[str]:
    graph = ox.NamedNode(INFERRED)
    new = list(store.query(rule.query(), use_default_graph_as_union=True))  # type: ignore[arg-type]
    step = len(ranks) + 1
    for triple in new:
        ranks.setdefault(triple, step)
    store.extend([ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in new])
    return {_key((str(triple.subject), str(triple.predicate), str(triple.object))) for triple in new}
