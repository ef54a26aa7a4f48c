"""OWL 2 DL: typing constraints and global restrictions, after the W3C's structural specification."""

import pyoxigraph as ox

from her2gc.checks.lint.ontology import OWL, RDF, RDFS, TYPE, XSD, Check, Ontology, Told
from her2gc.store.rules import Node

_KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_DATATYPES = {XSD + name for name in (
    "decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "negativeInteger", "long",
    "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "double", "float",
    "string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "boolean", "hexBinary",
    "base64Binary", "anyURI", "dateTime", "dateTimeStamp",
)} | {
    RDF + "PlainLiteral", RDF + "langString", RDF + "XMLLiteral", RDFS + "Literal", OWL + "real", OWL + "rational",
}  # fmt: skip
_BUILT_IN = (OWL, RDF, RDFS, XSD)
_ANNOTATIONS = {
    RDFS + "label", RDFS + "comment", RDFS + "seeAlso", RDFS + "isDefinedBy", OWL + "versionInfo", OWL + "deprecated",
    OWL + "priorVersion", OWL + "backwardCompatibleWith", OWL + "incompatibleWith",
}  # fmt: skip
_TO_CLASS = {TYPE.value, RDFS + "subClassOf", OWL + "someValuesFrom", OWL + "allValuesFrom", OWL + "onClass"}
_SIMPLE_ONLY = (
    "FunctionalProperty", "InverseFunctionalProperty", "IrreflexiveProperty", "AsymmetricProperty",
)  # fmt: skip
_OBJECT_ONLY = ("InverseFunctionalProperty", "TransitiveProperty", "SymmetricProperty", "AsymmetricProperty")
_COUNTING = [
    each + kind for each in ("min", "max") for kind in ("Cardinality", "QualifiedCardinality")
] + ["cardinality", "qualifiedCardinality", "hasSelf"]  # fmt: skip
_RESTRICTIONS = ["someValuesFrom", "allValuesFrom", "hasValue", *_COUNTING]


def _punning(ontology: Ontology) -> Told:
    for one, other in (
        ("ObjectProperty", "DatatypeProperty"),
        ("ObjectProperty", "AnnotationProperty"),
        ("DatatypeProperty", "AnnotationProperty"),
    ):
        for node in set(ontology.instances(one)) & set(ontology.instances(other)):
            yield node, f"one IRI is both {one} and {other}"


def _undeclared(ontology: Ontology) -> Told:
    known = {node.value for kind in _KINDS for node in ontology.instances(kind)} | _ANNOTATIONS
    for quad in ontology.store:
        predicate, target = quad.predicate, quad.object
        if not predicate.value.startswith(_BUILT_IN) and predicate.value not in known:
            yield predicate, "a property is used and not declared"
        if (
            not isinstance(target, ox.NamedNode)
            or target.value.startswith(_BUILT_IN)
            or target.value in known
        ):
            continue
        if predicate.value in _TO_CLASS:
            yield target, "a class is used and not declared"


def _reserved(ontology: Ontology) -> Told:
    for kind in _KINDS:
        for node in ontology.instances(kind):
            if node.value.startswith(_BUILT_IN) and node.value not in _ANNOTATIONS:
                yield node, "a term of the reserved vocabulary is declared anew"


def _datatypes(ontology: Ontology) -> Told:
    for quad in ontology.store:
        if isinstance(quad.object, ox.Literal) and quad.object.datatype.value not in _DATATYPES:
            yield (
                quad.subject,
                f"a literal of a datatype outside OWL 2: {ontology.name(quad.object.datatype)}",
            )
    for prop, kind in ontology.pairs(RDFS + "range"):
        if isinstance(kind, ox.NamedNode) and kind.value.startswith(XSD) and kind.value not in _DATATYPES:
            yield prop, f"a range outside OWL 2: {ontology.name(kind)}"


def _data_properties(ontology: Ontology) -> Told:
    data = set(ontology.instances("DatatypeProperty"))
    for kind in _OBJECT_ONLY:
        for node in data & set(ontology.instances(kind)):
            yield node, f"a datatype property cannot be a {kind}"
    for construct in ("inverseOf", "propertyChainAxiom"):
        for one, _ in ontology.pairs(OWL + construct):
            if one in data:
                yield one, f"a datatype property cannot have {construct}"


def _restrictions(ontology: Ontology) -> Told:
    quads = ontology.store.quads_for_pattern(None, TYPE, ox.NamedNode(OWL + "Restriction"), None)
    for node in {quad.subject for quad in quads}:
        kinds = [kind for kind in _RESTRICTIONS if ontology.value(node, OWL + kind) is not None]
        if ontology.value(node, OWL + "onProperty") is None or len(kinds) != 1:
            yield node, "a restriction needs one property and one condition"


def _not_simple(ontology: Ontology) -> set[Node]:
    """Return the properties that a chain or transitivity reaches: composite ones, and all above or inverse to them."""
    found: set[Node] = set(ontology.instances("TransitiveProperty"))
    found |= {prop for prop, _ in ontology.pairs(OWL + "propertyChainAxiom")}
    steps: dict[Node, set[Node]] = {}
    for one, other in ontology.pairs(RDFS + "subPropertyOf"):
        steps.setdefault(one, set()).add(other)
    for construct in ("inverseOf", "equivalentProperty"):
        for one, other in ontology.pairs(OWL + construct):
            steps.setdefault(one, set()).add(other)
            steps.setdefault(other, set()).add(one)
    todo = list(found)
    while todo:
        for each in steps.get(todo.pop(), set()) - found:
            found.add(each)
            todo.append(each)
    return found


def _simple(ontology: Ontology) -> Told:
    composite = _not_simple(ontology)
    for kind in _SIMPLE_ONLY:
        for node in composite & set(ontology.instances(kind)):
            yield node, f"a property reached by a chain or transitivity cannot be a {kind}"
    for construct in _COUNTING:
        for node, _ in ontology.pairs(OWL + construct):
            prop = ontology.value(node, OWL + "onProperty")
            if prop in composite:
                yield prop, "a property reached by a chain or transitivity cannot be counted"
    for one, other in ontology.pairs(OWL + "propertyDisjointWith"):
        for prop in {one, other} & composite:
            yield prop, "a property reached by a chain or transitivity cannot be disjoint with another"


def _regular(ontology: Ontology) -> Told:
    """Find chains that go round: no order exists in which each property comes after those that it is made of."""
    below: dict[Node, set[Node]] = {}
    for narrow, wide in ontology.pairs(RDFS + "subPropertyOf"):
        below.setdefault(wide, set()).add(narrow)
    for whole, steps in ontology.pairs(OWL + "propertyChainAxiom"):
        parts = _made_of(whole, list(ontology.members(steps)))
        below.setdefault(whole, set()).update(parts)
        if whole in parts:
            yield whole, "a chain has its own property in the middle, or at both ends"
    inverse = dict(ontology.pairs(OWL + "inverseOf"))
    inverse |= {other: one for one, other in inverse.items()}
    for start in below:
        if _reach(start, below) & {start, inverse.get(start)}:
            yield start, "the property chains go in a circle"


def _made_of(whole: Node, parts: list[Node]) -> list[Node]:
    """Return what a property is made of by a chain; itself first or last, or twice alone, is allowed."""
    if parts == [whole, whole]:
        return []
    if parts[0] == whole:
        return parts[1:]
    return parts[:-1] if parts[-1] == whole else parts


def _reach(start: Node, below: dict[Node, set[Node]]) -> set[Node]:
    seen: set[Node] = set()
    todo = [start]
    while todo:
        new = below.get(todo.pop(), set()) - seen
        seen |= new
        todo += new
    return seen


def _imports(ontology: Ontology) -> Told:
    for node, target in ontology.pairs(OWL + "imports"):
        yield node, f"nothing may be imported from elsewhere: {ontology.name(target)}"


CHECKS: dict[str, Check] = {
    "one kind of property": _punning,
    "declared": _undeclared,
    "reserved vocabulary": _reserved,
    "datatypes": _datatypes,
    "datatype properties": _data_properties,
    "restrictions": _restrictions,
    "simple properties": _simple,
    "regular chains": _regular,
    "no imports": _imports,
}
