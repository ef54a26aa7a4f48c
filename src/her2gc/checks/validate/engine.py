"""Two independent SHACL engines behind one face: shifty by default, pyshacl as the reference."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc.checks.validate import adapters
from her2gc.checks.validate.raw import Raw, local, readable, text
from her2gc.checks.validate.results import Result, results
from her2gc.errors import Her2gcError, LimitError
from her2gc.sources.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
TARGETS = {_SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")}
# what says where and how a shape applies, constraints aside
_APPLIES = TARGETS | {_RDF + "type", _SH + "severity", _SH + "deactivated"}
_SEVERITIES = {_SH + "Violation": "violation", _SH + "Warning": "warning", _SH + "Info": "note"}
_SKOLEM = "https://w3id.org/her2gc/shapes/property#"
# what neither engine is asked to do: it would do it alone, or change the data (told by ``silence``)
NOT_APPLIED = {_SH + name for name in ("target", "rule", "expression", "js", "values")}


class Shapes:
    """A shapes graph in which every property shape has an IRI, so that both engines can name it.

    Parameters
    ----------
    triples
        The shapes.
    threads
        How many parts of the shapes the fast engine applies at once, 1 or 2.
    """

    def __init__(self, triples: Iterable[ox.Triple], *, threads: int = 1) -> None:
        given = _usable(list(triples))
        named: dict[object, ox.NamedNode] = {}
        self.unnamed: dict[str, ox.BlankNode] = {}  # the property shapes as they came
        self.shown_as: dict[str, ox.BlankNode] = {}  # and as a report calls them, the same at every run
        self.owners: dict[str, str] = {}
        holders = {t.object: t.subject for t in given if isinstance(t.object, ox.BlankNode)}
        for triple in given:
            shape = triple.object
            if triple.predicate.value == _SH + "property" and isinstance(shape, ox.BlankNode):
                iri = f"{_SKOLEM}{len(named) + 1}"
                named[shape] = ox.NamedNode(iri)
                self.unnamed[iri] = shape
                self.shown_as[iri] = ox.BlankNode(f"shape{len(named)}")
        for node in holders:
            told = named.get(node, node)
            self.owners[told.value if isinstance(told, ox.NamedNode) else str(told)] = _named(node, holders)
        self.triples = [
            ox.Triple(named.get(t.subject, t.subject), t.predicate, named.get(t.object, t.object))
            for t in given
        ]
        self._threads = threads
        self.count = len(named) + sum(t.predicate.value == _SH + "sparql" for t in self.triples)

    # what only the engines of their own need is made when one is asked
    @cached_property
    def templates(self) -> dict[str, list[tuple[re.Pattern[str], str]]]:
        """By shape, the pattern of each SPARQL constraint's message and the constraint's name."""
        return self._messages()

    @cached_property
    def content(self) -> bytes:
        """The shapes as N-Triples."""
        return ntriples(self.triples)

    @cached_property
    def parts(self) -> list[bytes]:
        """The shapes in as many parts as are applied at once."""
        return self._halves() if self._threads > 1 else [self.content]

    def _halves(self) -> list[bytes]:
        """Return the shapes in two parts, each with half of the SPARQL constraints, the first with all others.

        Constraints do not know of each other, so the results of both parts together are those of the whole; shapes
        that use a shape with SPARQL constraints inside another are left whole.
        """
        links = [t for t in self.triples if t.predicate.value == _SH + "sparql"]
        holders = {t.subject for t in links}
        if any(t.object in holders for t in self.triples):
            return [self.content]
        # the longest queries are the slowest, so they are dealt out in turn
        size: dict[object, int] = {
            t.subject: len(str(t.object)) for t in self.triples if t.predicate.value == _SH + "select"
        }
        second = set(sorted(links, key=lambda t: (-size.get(t.object, 0), str(t)))[::2])
        rest = [
            t
            for t in self.triples
            if t in second
            or (t.predicate.value in _APPLIES if t.subject in holders else t.predicate.value not in TARGETS)
        ]
        return [ntriples(t for t in self.triples if t not in second), ntriples(rest)]

    def apply(self, data: Iterable[ox.Triple], engine: str = "shifty") -> list[Raw]:
        """Return what violates the shapes, sorted.

        Raises
        ------
        Her2gcError
            When the engine cannot apply the shapes, or cannot read the data; each is told of what is at fault.
        """
        content = ntriples(data)
        try:
            if engine == "pyshacl":
                reports = [adapters.pyshacl(content, self.content)]
            else:
                from concurrent.futures import ThreadPoolExecutor

                with ThreadPoolExecutor(len(self.parts)) as pool:
                    reports = list(pool.map(adapters.shifty, [content] * len(self.parts), self.parts))
        except Her2gcError:
            raise
        except RecursionError as error:
            raise LimitError(
                "the data or the shapes nest deeper than the engine goes", "flatten them"
            ) from error
        except Exception as error:
            raise self._blamed(error, adapters.pyshacl if engine == "pyshacl" else adapters.shifty) from error
        return sorted(self._raw(each) for report in reports for each in results(report))

    def _blamed(self, error: Exception, apply: "Callable[[bytes, bytes], bytes]") -> Her2gcError:
        """Return an error that names what is at fault: both engines raise exceptions of every kind."""
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        try:
            apply(b"", self.content)
        except Exception as again:  # noqa: BLE001 (they do so without any data, too: it is the shapes)
            told = str(again).strip().splitlines()[0] if str(again).strip() else type(again).__name__
            return Her2gcError(f"the shapes cannot be applied: {told}", "correct the shapes")
        return Her2gcError(f"the data cannot be held against the shapes: {first}", "correct the data")

    def _raw(self, result: Result) -> Raw:
        focus, path, value = (result.one(name) for name in ("focusNode", "resultPath", "value"))
        severity = text(result.one("resultSeverity"))
        component = local(text(result.one("sourceConstraintComponent")))
        along = path.value if isinstance(path, ox.NamedNode) else ""
        messages = sorted({text(each) for each in result.all("resultMessage")})
        shape = result.one("sourceShape")
        kinds = {ox.Literal: "literal", ox.BlankNode: "blank"}
        return Raw(
            node=text(focus),
            path=along,
            value="" if value is None or (value == focus and _is_sparql(component)) else text(value),
            severity=_SEVERITIES.get(severity, local(severity)),
            rule=self._rule(text(shape), along, component, result.one("sourceConstraint"), messages),
            component=component,
            message=readable(" ".join(messages)),
            kind=kinds.get(type(focus), "iri"),
            said=result.said(self.shown_as),
        )

    def _messages(self) -> dict[str, list[tuple[re.Pattern[str], str]]]:
        """Return, by shape, the pattern of each SPARQL constraint's message and the constraint's name."""
        said: dict[object, str] = {}
        for t in self.triples:
            if t.predicate.value == _SH + "message" and isinstance(t.object, ox.Literal):
                said[t.subject] = t.object.value
        found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        for t in self.triples:
            ours = t.predicate.value == _SH + "sparql" and isinstance(t.subject, ox.NamedNode)
            if ours and isinstance(t.object, ox.NamedNode) and t.object in said:
                parts = re.split(r"\{[?$]\w+\}", said[t.object])
                pattern = re.compile("(?s:.*)".join(re.escape(part) for part in parts))
                found.setdefault(str(t.subject)[1:-1], []).append((pattern, local(t.object.value)))
        return found

    def _rule(self, shape: str, path: str, component: str, constraint: object, messages: list[str]) -> str:
        if isinstance(constraint, ox.NamedNode):
            return local(constraint.value)
        for pattern, name in self.templates.get(shape, []):  # shifty does not name the constraint
            if any(pattern.fullmatch(message) for message in messages):
                return name
        owner = self.owners.get(shape, shape)
        parts = (local(owner), local(path) if path else "", component.removesuffix("ConstraintComponent"))
        return "/".join(part for part in parts if part)

    def own_faults(self) -> list[Raw]:
        """Return what SHACL's shapes for shapes find in these shapes."""
        own = ntriples(adapters.asset("shacl-shacl.ttl"))
        try:
            report = adapters.shifty(self.content, own)
        except Exception as error:
            raise Her2gcError(f"the shapes cannot be read: {error}", "correct the shapes") from error
        return sorted({self._raw(each) for each in results(report)})


def _usable(triples: list[ox.Triple]) -> list[ox.Triple]:
    """Return shapes as both engines read them alike: without what neither is asked to do, and with prefixes followed.

    ``sh:uniqueLang`` asks for the word true; the reference takes any truth. A query's prefixes may be declared by what
    the ontology of its ``sh:prefixes`` imports; the reference does not look there.
    """
    kept = [
        t
        for t in triples
        if t.predicate.value not in NOT_APPLIED
        and (t.predicate.value != _SH + "uniqueLang" or text(t.object) == "true")
    ]
    links: dict[object, list[ox.Triple]] = {}
    for t in kept:
        if t.predicate.value in (PREFIXES["owl"] + "imports", _SH + "declare"):
            links.setdefault(t.subject, []).append(t)
    more = []
    for place in {t.object for t in kept if t.predicate.value == _SH + "prefixes"}:
        due, seen = [place], {place}
        while due:
            for link in links.get(due.pop(), []):
                if link.predicate.value == _SH + "declare":
                    more.append(ox.Triple(place, link.predicate, link.object))  # type: ignore[arg-type]
                elif link.object not in seen:
                    seen.add(link.object)
                    due.append(link.object)
    return list(dict.fromkeys([*kept, *more]))


def _named(node: object, holders: dict[ox.BlankNode, ox.NamedNode | ox.BlankNode | ox.Triple]) -> str:
    """Return the nearest shape with a name that a nameless one is part of, or an empty text."""
    seen = set()
    while isinstance(node, ox.BlankNode) and node in holders and node not in seen:
        seen.add(node)
        node = holders[node]
    return node.value if isinstance(node, ox.NamedNode) else ""


def ntriples(triples: Iterable[ox.Triple]) -> bytes:
    """Return triples in the form that both engines read: RDF 1.1, without what only RDF 1.2 knows."""
    return ox.serialize(_plain(triples), format=ox.RdfFormat.N_TRIPLES) or b""


def _plain(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    for t in triples:
        if isinstance(t.subject, ox.Triple) or isinstance(t.object, ox.Triple):
            continue
        if isinstance(t.object, ox.Literal) and t.object.direction is not None:
            yield ox.Triple(t.subject, t.predicate, ox.Literal(t.object.value, language=t.object.language))
        else:
            yield t


def _is_sparql(component: str) -> bool:
    return component == "SPARQLConstraintComponent"
