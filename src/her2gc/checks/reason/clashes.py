"""Contradictions, found by rules: what the ontology says cannot be, and yet stands in the closed graph.

Each of our IRIs counts as a thing of its own, so two values of a functional property contradict each other.
"""

from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES
from her2gc.store.rules import Axiom, Body, Compiler, Node, Pattern

_OWL, _RDF, _RDFS, _XSD = (PREFIXES[name] for name in ("owl", "rdf", "rdfs", "xsd"))
_TYPE = ox.NamedNode(_RDF + "type")
_COMPATIBLE = {
    "decimal": ("decimal", "integer", "int", "long", "nonNegativeInteger", "positiveInteger"),
    "integer": ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"),
    "string": ("string",),
    "boolean": ("boolean",),
    "date": ("date",),
}


class Clash(NamedTuple):
    """One contradiction: the axiom that forbids it, and the statements that do it all the same."""

    axiom: Axiom
    premises: list[ox.Triple]


class _Check(NamedTuple):
    body: Body
    axiom: Axiom


def clashes(store: ox.Store, limit: int = 1000) -> list[Clash]:
    """Return the contradictions in a store that the rules have closed, at most ``limit``."""
    found: list[Clash] = []
    for check in _checks(store):
        query = f"SELECT * WHERE {{ {check.body.text()} }}"
        for solution in store.query(query, use_default_graph_as_union=True):  # type: ignore[union-attr]
            premises = [_fill(pattern, solution) for pattern in check.body.patterns]
            found.append(Clash(check.axiom, premises))
            if len(found) == limit:
                return found
    return found


def _checks(store: ox.Store) -> Iterator[_Check]:
    compiler = Compiler(store)
    yield from _disjoint_classes(compiler)
    yield from _properties(compiler)
    for cls, keys in compiler.pairs(_OWL + "hasKey"):
        for prop in compiler.members(keys):  # one property per key is all that we use
            body = [*_is("?a", cls), *_is("?b", cls), ("?a", str(prop), "?k"), ("?b", str(prop), "?k")]
            yield _Check(Body(tuple(body), ("FILTER(STR(?a) < STR(?b))",)), (cls, "hasKey", prop))
    for prop, kind in compiler.pairs(_RDFS + "range"):
        if isinstance(kind, ox.NamedNode) and kind.value.removeprefix(_XSD) in _COMPATIBLE:
            allowed = ", ".join(f"<{_XSD}{name}>" for name in _COMPATIBLE[kind.value.removeprefix(_XSD)])
            test = f"FILTER(!ISLITERAL(?v) || DATATYPE(?v) NOT IN ({allowed}))"
            yield _Check(Body((("?x", str(prop), "?v"),), (test,)), (prop, "range", kind))


def _disjoint_classes(compiler: Compiler) -> Iterator[_Check]:
    nothing = ox.NamedNode(_OWL + "Nothing")
    yield _Check(Body((("?x", str(_TYPE), str(nothing)),)), (nothing, "type", nothing))
    pairs: list[tuple[Node, Node, str]] = []
    for construct in ("disjointWith", "complementOf"):
        pairs += [(one, other, construct) for one, other in compiler.pairs(_OWL + construct)]
    for group in compiler.instances(_OWL + "AllDisjointClasses"):
        members = list(compiler.members(compiler.value(group, _OWL + "members") or nothing))
        pairs += [(one, other, "disjointWith") for one, other in combinations(members, 2)]
    known: dict[Node, set[Node]] = {}
    for one, other, construct in pairs:
        named = isinstance(one, ox.NamedNode) and isinstance(other, ox.NamedNode)
        if named and _asserted(compiler, one, known).isdisjoint(_asserted(compiler, other, known)):
            continue
        sides = product(compiler.members_of("?x", one), compiler.members_of("?x", other))
        for left, right in sides:
            yield _Check(left.and_(right), (one, construct, other))


def _asserted(compiler: Compiler, cls: Node, known: dict[Node, set[Node]]) -> set[Node]:
    """Return the members of a named class; looked up once, so that most of the many pairs cost nothing."""
    if cls not in known:
        known[cls] = {quad.subject for quad in compiler.store.quads_for_pattern(None, _TYPE, cls, None)}
    return known[cls]


def _properties(compiler: Compiler) -> Iterator[_Check]:
    for kind, subject, value in (
        ("FunctionalProperty", "?x", "?y"),
        ("InverseFunctionalProperty", "?y", "?x"),
    ):
        for prop in compiler.instances(_OWL + kind):
            one = (subject, str(prop), value)
            other = tuple(each.replace("?y", "?z") for each in one)
            body = Body((one, (other[0], other[1], other[2])), ("FILTER(?y != ?z && STR(?y) < STR(?z))",))
            yield _Check(body, (prop, "type", ox.NamedNode(_OWL + kind)))
    for prop in compiler.instances(_OWL + "AsymmetricProperty"):
        body = Body((("?x", str(prop), "?y"), ("?y", str(prop), "?x")))
        yield _Check(body, (prop, "type", ox.NamedNode(_OWL + "AsymmetricProperty")))
    for prop in compiler.instances(_OWL + "IrreflexiveProperty"):
        yield _Check(
            Body((("?x", str(prop), "?x"),)), (prop, "type", ox.NamedNode(_OWL + "IrreflexiveProperty"))
        )
    for left, right in compiler.pairs(_OWL + "propertyDisjointWith"):
        body = Body((compiler.step("?x", left, "?y"), compiler.step("?x", right, "?y")))
        yield _Check(body, (left, "propertyDisjointWith", right))


def _is(var: str, cls: Node) -> list[Pattern]:
    return [(var, str(_TYPE), str(cls))]


def _fill(pattern: Pattern, solution: ox.QuerySolution) -> ox.Triple:
    """Return the triple that a pattern matched."""
    terms = [solution[part[1:]] if part.startswith("?") else parse(part) for part in pattern]
    return ox.Triple(*terms)  # type: ignore[arg-type]


def parse(text: str) -> Node:
    """Return the RDF term that a SPARQL query writes so."""
    line = f"<a:s> <a:p> {text} ." if text.startswith(("<", '"', "_:")) else f'<a:s> <a:p> "{text}" .'
    found: Node = next(iter(ox.parse(input=line, format=ox.RdfFormat.N_TRIPLES))).object
    return found
