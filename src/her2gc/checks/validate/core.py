"""The constraints of SHACL Core that our shapes use, on the nodes of a store."""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES

_SH, _RDF, _RDFS, _XSD = (PREFIXES[name] for name in ("sh", "rdf", "rdfs", "xsd"))
_TYPE, _SUBCLASS = ox.NamedNode(_RDF + "type"), ox.NamedNode(_RDFS + "subClassOf")
_NUMBERS = {
    _XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
}
_LEXICAL = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    _XSD + "boolean": re.compile(r"true|false|0|1"),
}
CORE = {"minCount", "maxCount", "class", "datatype", "nodeKind", "pattern", "minInclusive", "maxInclusive", "in",
        "languageIn", "minLength", "maxLength", "lessThanOrEquals", "hasValue", "or", "xone", "not"}  # fmt: skip
_OF_VALUE = CORE - {"minCount", "maxCount", "lessThanOrEquals", "hasValue"}
_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (ox.NamedNode,),
    "Literal": (ox.Literal,),
    "BlankNode": (ox.BlankNode,),
    "BlankNodeOrIRI": (ox.BlankNode, ox.NamedNode),
    "IRIOrLiteral": (ox.NamedNode, ox.Literal),
    "BlankNodeOrLiteral": (ox.BlankNode, ox.Literal),
}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Result = tuple[Term, Term, str, Term | None]  # shape, focus node, component, value


class Among(NamedTuple):
    """Some nodes, by class, by the properties that they have, and by those that they are values of."""

    members: dict[Term, list[Term]]
    subjects: dict[Term, list[Term]]
    objects: dict[Term, list[Term]]


class Core:
    """The shapes on one store.

    Parameters
    ----------
    store
        The graph.
    about
        What is said of each node of the shapes, SHACL's properties by their short names.
    """

    def __init__(self, store: ox.Store, about: dict[Term, dict[str, list[Term]]]) -> None:
        self.store = store
        self.about = about
        self._wider: dict[Term, set[Term]] = {}
        self._kinds: dict[Term, set[Term]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._lists: dict[Term, list[Term]] = {}
        self._values: dict[tuple[Term, Term, bool], list[Term]] = {}
        self._by: dict[str, Callable[[Term, Term], bool]] = {
            "class": lambda value, cls: cls in self.kinds(value),
            "datatype": _of_datatype,
            "nodeKind": lambda value, kind: isinstance(value, _KINDS[_name(kind)]),
            "pattern": self._matches,
            "minInclusive": lambda value, least: _at_most(least, value),
            "maxInclusive": _at_most,
            "in": lambda value, head: value in self._members(head),
            "languageIn": self._speaks,
            "minLength": lambda value, least: _length(value) >= int(_text(least)),
            "maxLength": lambda value, most: 0 <= _length(value) <= int(_text(most)),
            "or": lambda value, head: any(self.conforms(each, value) for each in self._members(head)),
            "xone": lambda value, head: sum(self.conforms(each, value) for each in self._members(head)) == 1,
            "not": lambda value, shape: not self.conforms(shape, value),
        }

    def targets(self, shape: Term, among: Among | None) -> list[Term]:
        """Return the nodes that a shape applies to, of some or of all."""
        told = self.about[shape]
        found: dict[Term, None] = {}
        for cls in told.get("targetClass", ()):
            if among is None:
                for each in self._narrower(cls):
                    found.update(dict.fromkeys(q.subject for q in self._quads(None, _TYPE, each)))
            else:
                found.update(dict.fromkeys(among.members.get(cls, ())))
        for name, inverse in (("targetSubjectsOf", False), ("targetObjectsOf", True)):
            for prop in told.get(name, ()):
                if among is not None:
                    found.update(dict.fromkeys((among.objects if inverse else among.subjects).get(prop, ())))
                elif inverse:
                    found.update(dict.fromkeys(q.object for q in self._quads(None, prop, None)))
                else:
                    found.update(dict.fromkeys(q.subject for q in self._quads(None, prop, None)))
        return list(found)

    def among(self, nodes: Iterable[Term]) -> Among:
        """Return some nodes by what targets ask for."""
        found = Among({}, {}, {})
        # few ask what a node is a value of, and a node of ours may be that of thousands
        asked = {link for told in self.about.values() for link in told.get("targetObjectsOf", ())}
        for node in dict.fromkeys(nodes):
            for cls in self.kinds(node):
                found.members.setdefault(cls, []).append(node)
            if isinstance(node, ox.NamedNode | ox.BlankNode):
                for prop in {quad.predicate for quad in self._quads(node, None, None)}:
                    found.subjects.setdefault(prop, []).append(node)
            for link in asked:
                if next(self._quads(None, link, node), None) is not None:
                    found.objects.setdefault(link, []).append(node)
        return found

    def results(self, shape: Term, focus: Term) -> Iterator[Result]:
        """Yield what a shape finds at a node, its property shapes included."""
        told = self.about[shape]
        path = next(iter(told.get("path", ())), None)
        values = [focus] if path is None else self._along(path, focus)
        for name, params in told.items():
            if name in _OF_VALUE:
                component = f"{name[0].upper()}{name[1:]}ConstraintComponent"
                for param in params:
                    test = self._by[name]
                    yield from (
                        (shape, focus, component, value) for value in values if not test(value, param)
                    )
        yield from self._of_all(shape, focus, values)
        for inner in told.get("property", ()):
            for value in values:
                yield from self.results(inner, value)

    def _of_all(self, shape: Term, focus: Term, values: list[Term]) -> Iterator[Result]:
        told = self.about[shape]
        if any(len(values) < int(_text(least)) for least in told.get("minCount", ())):
            yield shape, focus, "MinCountConstraintComponent", None
        if any(len(values) > int(_text(most)) for most in told.get("maxCount", ())):
            yield shape, focus, "MaxCountConstraintComponent", None
        if any(value not in values for value in told.get("hasValue", ())):
            yield shape, focus, "HasValueConstraintComponent", None
        for other in told.get("lessThanOrEquals", ()):
            pairs = ((value, most) for value in values for most in self.values(focus, other))
            for value, _ in (pair for pair in pairs if not _at_most(*pair)):
                yield shape, focus, "LessThanOrEqualsConstraintComponent", value

    def conforms(self, shape: Term, node: Term) -> bool:
        """Say whether a node conforms to a shape."""
        return next(self.results(shape, node), None) is None

    def _along(self, path: Term, focus: Term) -> list[Term]:
        if isinstance(path, ox.NamedNode):
            return self.values(focus, path)
        return self.values(focus, self.about[path]["inversePath"][0], inverse=True)

    def values(self, node: Term, prop: Term, *, inverse: bool = False) -> list[Term]:
        """Return the values of a property, or the nodes that a node is a value of."""
        key = (node, prop, inverse)
        if key not in self._values:
            found: list[Term]
            if inverse:
                found = [quad.subject for quad in self._quads(None, prop, node)]
            elif isinstance(node, ox.NamedNode | ox.BlankNode):
                found = [quad.object for quad in self._quads(node, prop, None)]
            else:
                found = []
            self._values[key] = list(dict.fromkeys(found))
        return self._values[key]

    def _quads(self, s: Term | None, p: Term | None, o: Term | None) -> Iterator[ox.Quad]:
        return self.store.quads_for_pattern(s, p, o, None)  # type: ignore[arg-type]

    def kinds(self, node: Term) -> set[Term]:
        """Return the classes of a node, with all that are wider."""
        if node not in self._kinds:
            found: set[Term] = set()
            for cls in self.values(node, _TYPE):
                found |= self._up(cls)
            self._kinds[node] = found
        return self._kinds[node]

    def _up(self, cls: Term) -> set[Term]:
        if cls not in self._wider:
            found, due = {cls}, [cls]
            while due:
                new = [each for each in self.values(due.pop(), _SUBCLASS) if each not in found]
                found.update(new)
                due += new
            self._wider[cls] = found
        return self._wider[cls]

    def _narrower(self, cls: Term) -> list[Term]:
        found, due = {cls}, [cls]
        while due:
            new = [each for each in self.values(due.pop(), _SUBCLASS, inverse=True) if each not in found]
            found.update(new)
            due += new
        return list(found)

    def _members(self, head: Term) -> list[Term]:
        if head not in self._lists:
            found, node = [], head
            while _RDF + "first" in self.about.get(node, {}):
                found.append(self.about[node][_RDF + "first"][0])
                node = self.about[node][_RDF + "rest"][0]
            self._lists[head] = found
        return self._lists[head]

    def _matches(self, value: Term, pattern: Term) -> bool:
        if isinstance(value, ox.BlankNode):
            return False
        told = _text(pattern)
        if told not in self._patterns:
            self._patterns[told] = re.compile(told)
        return self._patterns[told].search(_text(value)) is not None

    def _speaks(self, value: Term, head: Term) -> bool:
        language = (value.language or "").lower() if isinstance(value, ox.Literal) else ""
        ranges = [_text(each).lower() for each in self._members(head)]
        return any(language == each or language.startswith(each + "-") for each in ranges)


def _text(term: Term) -> str:
    return term.value  # type: ignore[union-attr]


def _name(term: Term) -> str:
    return _text(term).removeprefix(_SH)


def _length(value: Term) -> int:
    return -1 if isinstance(value, ox.BlankNode) else len(_text(value))


def _of_datatype(value: Term, kind: Term) -> bool:
    if not isinstance(value, ox.Literal) or value.datatype != kind:
        return False
    pattern = _LEXICAL.get(value.datatype.value)
    return pattern is None or pattern.fullmatch(value.value) is not None


def _at_most(less: Term, more: Term) -> bool:
    """Say whether the first is no more than the second; what cannot be compared is not."""
    if not (isinstance(less, ox.Literal) and isinstance(more, ox.Literal)):
        return False
    if less.datatype.value in _NUMBERS and more.datatype.value in _NUMBERS:
        try:
            return Decimal(less.value) <= Decimal(more.value)
        except InvalidOperation:
            return False
    return less.datatype == more.datatype and less.value <= more.value
