"""Two independent SHACL engines behind one face: shifty by default, pyshacl as the reference."""

import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import curie

if TYPE_CHECKING:
    import rdflib

_SH = PREFIXES["sh"]
_TARGETS = {_SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")}
# what says where and how a shape applies, constraints aside
_APPLIES = _TARGETS | {PREFIXES["rdf"] + "type", _SH + "severity", _SH + "deactivated"}
_SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "note"}
_SKOLEM = "https://w3id.org/her2gc/shapes/property#"


class Raw(NamedTuple):
    """One result as the engine gives it."""

    node: str
    path: str
    value: str
    severity: str
    rule: str
    component: str
    message: str


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
        given = list(triples)
        named: dict[object, ox.NamedNode] = {}
        self.owners: dict[str, str] = {}
        for triple in given:
            if triple.predicate.value == _SH + "property" and isinstance(triple.object, ox.BlankNode):
                iri = f"{_SKOLEM}{len(named) + 1}"
                named[triple.object] = ox.NamedNode(iri)
                self.owners[iri] = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
        self.triples = [
            ox.Triple(named.get(t.subject, t.subject), t.predicate, named.get(t.object, t.object))
            for t in given
        ]
        self.templates = self._messages()
        self.content = _ntriples(self.triples)
        self.parts = self._halves() if threads > 1 else [self.content]
        self.count = len(self.owners) + sum(t.predicate.value == _SH + "sparql" for t in self.triples)

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
            or (t.predicate.value in _APPLIES if t.subject in holders else t.predicate.value not in _TARGETS)
        ]
        return [_ntriples(t for t in self.triples if t not in second), _ntriples(rest)]

    def apply(self, data: Iterable[ox.Triple], engine: str = "shifty") -> list[Raw]:
        """Return what violates the shapes, sorted.

        Raises
        ------
        Her2gcError
            When the shapes are not valid SHACL, or the engine cannot apply them.
        """
        content = _ntriples(data)
        try:
            if engine == "pyshacl":
                reports = [_pyshacl(content, self.content)]
            else:
                with ThreadPoolExecutor(len(self.parts)) as pool:
                    reports = list(pool.map(_shifty, [content] * len(self.parts), self.parts))
        except Her2gcError:
            raise
        except Exception as error:
            # both engines meet malformed shapes with exceptions of every kind
            first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise Her2gcError(f"the shapes cannot be applied: {first}", "correct the shapes") from error
        return sorted({each for report in reports for each in self._results(report)})

    def _results(self, report: "rdflib.Graph") -> Iterator[Raw]:
        from rdflib import RDF, SH, BNode

        for result in report.subjects(RDF.type, SH.ValidationResult):
            along, value = report.value(result, SH.resultPath), report.value(result, SH.value)
            severity = _local(report.value(result, SH.resultSeverity))
            component = _local(report.value(result, SH.sourceConstraintComponent))
            shape = str(report.value(result, SH.sourceShape))
            constraint = report.value(result, SH.sourceConstraint)
            path = "" if along is None or isinstance(along, BNode) else str(along)
            messages = sorted({str(text) for text in report.objects(result, SH.resultMessage)})
            yield Raw(
                node=str(report.value(result, SH.focusNode)),
                path=path,
                value="" if value is None or component == "SPARQLConstraintComponent" else str(value),
                severity=_SEVERITIES.get(severity, severity),
                rule=self._rule(shape, path, component, constraint, messages),
                component=component,
                message=_readable(" ".join(messages)),
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
                found.setdefault(str(t.subject)[1:-1], []).append((pattern, _local(t.object.value)))
        return found

    def _rule(self, shape: str, path: str, component: str, constraint: object, messages: list[str]) -> str:
        if constraint is not None and type(constraint).__name__ == "URIRef":
            return _local(constraint)
        for pattern, name in self.templates.get(shape, []):  # shifty does not name the constraint
            if any(pattern.fullmatch(message) for message in messages):
                return name
        owner = self.owners.get(shape, shape)
        parts = (_local(owner), _local(path) if path else "", component.removesuffix("ConstraintComponent"))
        return "/".join(part for part in parts if part)

    def check_themselves(self, name: str) -> None:
        """Hold the shapes against SHACL's own shapes.

        Raises
        ------
        Her2gcError
            When they are not well-formed SHACL.
        """
        faults = self.own_faults()
        if faults:
            first = faults[0]
            at = f"{curie(first.node)} {curie(first.path)}".strip()
            raise Her2gcError(
                f"this is not well-formed SHACL: {at}: {first.message}", "correct the shapes", file=name
            )

    def own_faults(self) -> list[Raw]:
        """Return what SHACL's shapes for shapes find in these shapes."""
        import pyshacl

        assets = os.path.join(os.path.dirname(pyshacl.__file__), "assets")
        rules = ox.parse(path=os.path.join(assets, "shacl-shacl.ttl"), format=ox.RdfFormat.TURTLE)
        own = _ntriples(quad.triple for quad in rules)
        try:
            report = _shifty(self.content, own)
        except Exception as error:
            raise Her2gcError(f"the shapes cannot be read: {error}", "correct the shapes") from error
        return sorted(set(self._results(report)))


def _ntriples(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _shifty(data: bytes, shapes: bytes) -> "rdflib.Graph":
    import warnings

    try:
        import shifty
    except ImportError:  # no wheel for this system: the reference does the work, slower
        return _pyshacl(data, shapes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        prepared = shifty.PreparedValidator(shapes)
        _, report, _ = prepared.validate(data, graph_mode="data", infer=False, sort_results=False)
    return report


def _pyshacl(data: bytes, shapes: bytes) -> "rdflib.Graph":
    import logging

    import pyshacl
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    known: dict[str, Any] = {}

    class Prepared(rdflib.Graph):
        """Parses a query once, however many nodes it is put to: parsing is nine tenths of pyshacl's time."""

        def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
            if isinstance(query_object, str):
                if query_object not in known:
                    known[query_object] = prepareQuery(query_object)
                query_object = known[query_object]
            return super().query(query_object, *args, **kwargs)

    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    report: rdflib.Graph
    _, report, _ = pyshacl.validate(
        Prepared().parse(data=data, format="nt"),
        shacl_graph=rdflib.Graph().parse(data=shapes, format="nt"),
        inference="none",
        advanced=False,
        do_owl_imports=False,
        js=False,
    )
    return report


def _local(iri: object) -> str:
    text = "" if iri is None else str(iri)
    return text.rpartition("#")[2].rpartition("/")[2] if "://" in text else text


def _readable(message: str) -> str:
    """Fold white space, and write IRIs of ours short."""
    short = re.sub(r"<?(https?://[^\s<>'\",;()]+)>?", lambda found: curie(found[1]), message)
    return " ".join(short.split())
