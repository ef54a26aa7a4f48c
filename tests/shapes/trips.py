"""For every core constraint of the shapes a small node that violates it, made from the shapes themselves."""

from collections.abc import Iterator

import pyoxigraph as ox

from her2gc.checks.validate.engine import Shapes
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import local

SH, RDF, XSD = PREFIXES["sh"], PREFIXES["rdf"], PREFIXES["xsd"]
TYPE = ox.NamedNode(RDF + "type")
CORE = {
    "minCount": "MinCount", "maxCount": "MaxCount", "class": "Class", "datatype": "Datatype",
    "nodeKind": "NodeKind", "pattern": "Pattern", "minInclusive": "MinInclusive", "maxInclusive": "MaxInclusive",
    "in": "In", "languageIn": "LanguageIn", "minLength": "MinLength", "maxLength": "MaxLength",
    "lessThanOrEquals": "LessThanOrEquals", "or": "Or", "xone": "Xone", "not": "Not",
}  # fmt: skip
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Trips:
    """The constraints of a shapes graph, by name, and triples that violate each."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.about: dict[Term, list[tuple[str, Term]]] = {}
        for t in shapes.triples:
            self.about.setdefault(t.subject, []).append((t.predicate.value, t.object))
        self.count = 0

    def get(self, node: Term, name: str) -> list[Term]:
        return [value for prop, value in self.about.get(node, []) if prop == SH + name]

    def node_shapes(self) -> Iterator[ox.NamedNode]:
        for node, told in self.about.items():
            if isinstance(node, ox.NamedNode) and (RDF + "type", ox.NamedNode(SH + "NodeShape")) in told:
                yield node

    def sparql(self) -> list[str]:
        """Return the names of all SPARQL constraints that a shape uses."""
        used = {value for node in self.node_shapes() for value in self.get(node, "sparql")}
        return sorted(str(value)[1:-1].rpartition("#")[2] for value in used)

    def core(self) -> Iterator[tuple[str, list[ox.Triple]]]:
        """Yield the name of each core constraint, and triples that violate it."""
        for shape in self.node_shapes():
            name = shape.value.rpartition("#")[2]
            for param, component in CORE.items():
                for value in self.get(shape, param):
                    yield f"{name}/{component}", self._on_node(shape, param, value)
            for prop in self.get(shape, "property"):
                (path,) = self.get(prop, "path")
                along = f"{local(path.value)}/" if isinstance(path, ox.NamedNode) else ""
                for param, component in CORE.items():
                    for value in self.get(prop, param):
                        yield f"{name}/{along}{component}", self._on_property(shape, path, param, value)

    def _new(self) -> ox.NamedNode:
        self.count += 1
        return ox.NamedNode(f"{PREFIXES['kg']}trip-{self.count}")

    def _focus(self, shape: Term, node: Term, values: dict[Term, list[Term]]) -> list[ox.Triple]:
        """Make a node a target of the shape, with these values and no others of those properties."""
        found = [ox.Triple(node, prop, value) for prop, many in values.items() for value in many]  # type: ignore[arg-type]
        found += [ox.Triple(node, TYPE, cls) for cls in self.get(shape, "targetClass")[:1]]  # type: ignore[arg-type]
        owed = [prop for prop in self.get(shape, "targetSubjectsOf")[:1] if prop not in values]
        found += [ox.Triple(node, prop, ox.Literal("x")) for prop in owed]  # type: ignore[arg-type]
        return found

    def _on_node(self, shape: Term, param: str, value: Term) -> list[ox.Triple]:
        node: Term = ox.BlankNode() if param == "nodeKind" else self._new()
        triples = self._focus(shape, node, {})
        if param == "not":
            triples += [ox.Triple(node, TYPE, cls) for cls in self.get(value, "class")]  # type: ignore[arg-type]
        if param == "xone":  # two of the choices at once, or none
            kinds = [cls for choice in self._list(value) for cls in self.get(choice, "class")]
            triples += [ox.Triple(node, TYPE, cls) for cls in kinds[:2]]  # type: ignore[arg-type]
        return triples

    def _list(self, node: Term) -> Iterator[Term]:
        told = dict(self.about.get(node, []))
        while RDF + "first" in told:
            yield told[RDF + "first"]
            told = dict(self.about.get(told[RDF + "rest"], []))

    def _on_property(self, shape: Term, path: Term, param: str, value: Term) -> list[ox.Triple]:
        node = self._new()
        if not isinstance(path, ox.NamedNode):  # an inverse path
            (forward,) = self.get(path, "inversePath")
            many = 2 if param == "maxCount" else 0
            return self._focus(shape, node, {}) + [ox.Triple(self._new(), forward, node) for _ in range(many)]  # type: ignore[arg-type]
        if param == "lessThanOrEquals":
            return self._focus(shape, node, {path: [ox.Literal(2)], value: [ox.Literal(1)]})
        return self._focus(shape, node, {path: self._bad(param, value)})

    def _bad(self, param: str, value: Term) -> list[Term]:
        told = value.value if isinstance(value, ox.Literal | ox.NamedNode) else ""
        if param == "minInclusive":
            return [ox.Literal(str(float(told) - 1), datatype=ox.NamedNode(XSD + "decimal"))]
        if param == "maxInclusive":
            return [ox.Literal(str(float(told) + 1), datatype=ox.NamedNode(XSD + "decimal"))]
        if param == "nodeKind":
            return [self._new() if told == SH + "Literal" else ox.Literal("x")]
        wrong: dict[str, list[Term]] = {
            "minCount": [],
            "maxCount": [ox.Literal("one"), ox.Literal("two")],
            "class": [ox.NamedNode(PREFIXES["kg"] + "trip-nothing")],
            "or": [ox.Literal("x", datatype=ox.NamedNode(XSD + "anyURI"))],
            "datatype": [ox.Literal("x", datatype=ox.NamedNode(XSD + "anyURI"))],
            "pattern": [ox.Literal(" ")],
            "in": [ox.Literal("zzz")],
            "languageIn": [ox.Literal("Name", language="de")],
            "minLength": [ox.Literal("x")],
            "maxLength": [ox.Literal("x" * 200)],
        }
        return wrong[param]
