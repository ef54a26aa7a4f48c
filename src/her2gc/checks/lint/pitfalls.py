"""Pitfalls of ontologies that a program can find."""

import re

import pyoxigraph as ox

from her2gc.checks.lint.ontology import OWL, RDFS, SKOS, TYPE, Check, Ontology, Told
from her2gc.store.rules import Node

_BORROWED = (
    "http://www.w3.org/",
    "http://purl.org/dc/",
    "http://purl.org/vocab/",
    "http://xmlns.com/foaf/",
    "http://rdfs.org/",
)


def _domain_and_range(ontology: Ontology) -> Told:
    for node in [*ontology.object_properties, *ontology.data_properties]:
        for what in ("domain", "range"):
            count = len(ontology.values(node, RDFS + what))
            if count == 0:
                yield node, f"no {what}"
            elif count > 1:
                yield node, f"several {what}s: all of them would hold together"


def _inverse(ontology: Ontology) -> Told:
    """Two properties that lead to and fro between the same two classes, and are not said to be inverse."""
    told = {frozenset(pair) for pair in ontology.pairs(OWL + "inverseOf")}
    ends = {
        node: (ontology.value(node, RDFS + "domain"), ontology.value(node, RDFS + "range"))
        for node in ontology.object_properties
    }
    named = {node: re.sub(r"^(has|is|of)(?=[A-Z])|(Of|In|By)$", "", _local(node)).lower() for node in ends}
    for one, (domain, range_) in ends.items():
        for other, (back, forth) in ends.items():
            crossing = one.value < other.value and (domain, range_) == (forth, back) and domain != range_
            if (
                crossing
                and frozenset((one, other)) not in told
                and (named[one] == named[other] or named[one].startswith(named[other]))
            ):
                yield one, f"no inverse declared, though {ontology.name(other)} leads back"


def _wrong_inverse(ontology: Ontology) -> Told:
    for one, other in ontology.pairs(OWL + "inverseOf"):
        if isinstance(one, ox.BlankNode):
            continue
        if one == other:
            yield one, "a property is its own inverse: call it symmetric"
        for here, there in (("domain", "range"), ("range", "domain")):
            left, right = ontology.value(one, RDFS + here), ontology.value(other, RDFS + there)
            both = isinstance(left, ox.NamedNode) and isinstance(right, ox.NamedNode)
            if both and left != right:
                yield one, f"its {here} is not the {there} of its inverse {ontology.name(other)}"


def _wrong_characteristics(ontology: Ontology) -> Told:
    for kind in ("TransitiveProperty", "SymmetricProperty"):
        for node in ontology.instances(kind):
            if ontology.value(node, RDFS + "domain") != ontology.value(node, RDFS + "range"):
                yield node, f"a {kind} has one class as domain and range"


def _cycles(ontology: Ontology) -> Told:
    for construct in ("subClassOf", "subPropertyOf"):
        for node, above in ontology.above(RDFS + construct).items():
            if node in above:
                yield node, f"a circle of {construct}"


def _recursive(ontology: Ontology) -> Told:
    for node, definition in ontology.pairs(OWL + "equivalentClass"):
        if node in _inside(ontology, definition):
            yield node, "a class is defined by itself"


def _inside(ontology: Ontology, node: Node) -> set[Node]:
    found: set[Node] = set()
    todo = [node]
    while todo:
        each = todo.pop()
        if each in found:
            continue
        found.add(each)
        if isinstance(each, ox.BlankNode):
            todo += [quad.object for quad in ontology.store.quads_for_pattern(each, None, None, None)]
    return found


def _disjointness(ontology: Ontology) -> Told:
    """Every class that divides its parent with a sibling says whether the two can share members."""
    disjoint: set[Node] = set()
    for one, other in ontology.pairs(OWL + "disjointWith"):
        disjoint |= {one, other}
    for _, members in ontology.pairs(OWL + "members"):
        disjoint |= set(ontology.members(members))
    defined = {node for node, _ in ontology.pairs(OWL + "equivalentClass")}
    parents = {node: ontology.values(node, RDFS + "subClassOf") for node in ontology.classes}
    tops = [node for node in ontology.classes if not parents[node]]
    for node in tops if len(tops) > 1 else []:
        if node not in disjoint | defined:
            yield node, "a top class is disjoint with no other"
    if not disjoint and len(ontology.classes) > 1:
        yield ontology.classes[0], "no disjointness in the whole ontology"


def _untyped(ontology: Ontology) -> Told:
    for node in {quad.subject for quad in ontology.store}:
        if ontology.is_own(node) and not ontology.values(node, TYPE.value):
            yield node, "a term without a type"


def _unconnected(ontology: Ontology) -> Told:
    """Find classes that no axiom joins to another."""
    used = {quad.object for quad in ontology.store if quad.predicate != TYPE}
    for node in ontology.classes:
        linked = ontology.values(node, RDFS + "subClassOf") or ontology.values(node, OWL + "equivalentClass")
        if not linked and node not in used:
            yield node, "a class that nothing connects to another"


def _equivalences(ontology: Ontology) -> Told:
    for node, other in ontology.pairs(OWL + "equivalentClass"):
        if isinstance(other, ox.NamedNode):
            yield node, f"two names for one class: {ontology.name(other)}; keep one, and a synonym"
        if other in ontology.values(node, OWL + "disjointWith"):
            yield node, "equivalent and disjoint at once"
    for node, other in ontology.pairs(OWL + "equivalentProperty"):
        yield node, f"two names for one property: {ontology.name(other)}; keep one, and a synonym"


def _hijack(ontology: Ontology) -> Told:
    """Terms of others may be declared, and nothing more may be said of them."""
    for quad in ontology.store:
        subject = quad.subject
        borrowed = isinstance(subject, ox.NamedNode) and subject.value.startswith(_BORROWED)
        if borrowed and quad.predicate != TYPE:
            yield subject, f"another vocabulary's term is changed by {ontology.name(quad.predicate)}"


def _names(ontology: Ontology) -> Told:
    for node in ontology.classes:
        if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", _local(node)):
            yield node, "classes are named in UpperCamelCase"
    for node in [*ontology.object_properties, *ontology.data_properties]:
        if not re.fullmatch(r"[a-z][A-Za-z0-9]*", _local(node)):
            yield node, "properties are named in lowerCamelCase"


def _short_chains(ontology: Ontology) -> Told:
    for node, steps in ontology.pairs(OWL + "propertyChainAxiom"):
        if len(list(ontology.members(steps))) < 2:  # noqa: PLR2004 (a chain)
            yield node, "a chain of one step: use subPropertyOf"


def _annotations(ontology: Ontology) -> Told:
    for node in ontology.terms:
        if set(ontology.text(node, RDFS + "label")) & set(ontology.text(node, SKOS + "definition")):
            yield node, "the definition repeats the label"


def _local(node: Node) -> str:
    return str(node).strip("<>").replace("#", "/").rpartition("/")[2]


CHECKS: dict[str, Check] = {
    "domain and range": _domain_and_range,
    "missing inverse": _inverse,
    "wrong inverse": _wrong_inverse,
    "wrong characteristic": _wrong_characteristics,
    "cycles": _cycles,
    "defined by itself": _recursive,
    "missing disjointness": _disjointness,
    "untyped": _untyped,
    "unconnected": _unconnected,
    "wrong equivalence": _equivalences,
    "namespace hijack": _hijack,
    "names": _names,
    "short chain": _short_chains,
    "label as definition": _annotations,
}
