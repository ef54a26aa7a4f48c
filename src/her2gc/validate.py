"""Check a graph against the shapes, and tell a curator what to do about each violation."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from her2gc import sources, store
from her2gc.errors import Her2gcError
from her2gc.names import curie
from her2gc.sources import INFERRED, PREFIXES, Source
from her2gc.turtle import read_bytes

if TYPE_CHECKING:
    import rdflib

_SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "note"}


class Finding(NamedTuple):
    """One result of validation."""

    node: str  # the IRI, or the blank node's label, that is at fault
    path: str  # the property concerned, or ""
    value: str  # the value at fault, or ""
    severity: str  # violation, warning or note
    message: str


def validate(
    data: list[str] | None = None, *, builtin: bool = True, shapes: list[str] | None = None
) -> list[Finding]:
    """Validate the graph, together with files of one's own, after the rules have closed it.

    Parameters
    ----------
    data
        RDF files to add.
    builtin
        False leaves out the review's graph and keeps the ontology.
    shapes
        SHACL files to use in place of ours.

    Returns
    -------
    list of Finding
        Sorted by node; empty when the graph conforms.

    Raises
    ------
    Her2gcError
        When a file cannot be read, or a shape is not valid SHACL.
    """
    listed = sources.builtin(review=builtin) + sources.user(data or [])
    rules = [Source(path, "") for path in shapes or sources.files("shapes", ".ttl")]
    if not rules:
        return []
    return _check(_data_graph(listed), _as_rdflib(_triples(rules)))


def _data_graph(listed: list[Source]) -> "rdflib.Graph":
    contents = [read_bytes(source.path) for source in listed]
    quads = list(store.quads(listed, contents))
    closed = store.build(quads)
    inferred = closed.quads_for_pattern(None, None, None, ox.NamedNode(INFERRED))
    return _as_rdflib([*(quad.triple for quad in quads), *(quad.triple for quad in inferred)])


def _triples(listed: list[Source]) -> list[ox.Triple]:
    named = [Source(source.path, sources.USER) for source in listed]
    return [quad.triple for quad in store.quads(named, [read_bytes(source.path) for source in named])]


def _as_rdflib(triples: Iterable[ox.Triple]) -> "rdflib.Graph":
    from rdflib import Graph

    graph = Graph()
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base, override=True, replace=True)
    return graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")


def _check(data: "rdflib.Graph", shapes: "rdflib.Graph") -> list[Finding]:
    import logging

    from pyshacl import validate as shacl
    from rdflib import RDF, SH

    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    try:
        _, report, _ = shacl(
            data, shacl_graph=shapes, inference="none", advanced=False, do_owl_imports=False, js=False
        )
    except Exception as error:
        # pyshacl meets malformed shapes with exceptions of every kind
        raise Her2gcError(
            f"the shapes cannot be applied: {type(error).__name__}: {error}", "correct the shapes"
        ) from error
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2]
        messages = sorted(str(text) for text in report.objects(result, SH.resultMessage))
        found.append(
            Finding(
                node=str(report.value(result, SH.focusNode)),
                path="" if path is None else str(path),
                value="" if value is None else str(value),
                severity=_SEVERITIES.get(severity, severity),
                message=" ".join(" ".join(messages).split()),
            )
        )
    return sorted(set(found))


def report(findings: list[Finding]) -> str:
    """Return the findings as text, grouped by node."""
    lines: list[str] = []
    last = None
    for each in findings:
        if each.node != last:
            lines += [*([""] if lines else []), curie(each.node)]
            last = each.node
        place = f" {curie(each.path)}" if each.path else ""
        value = f" (now: {curie(each.value)})" if each.value and each.value != each.node else ""
        lines.append(f"  {each.severity}{place}: {each.message}{value}")
    wrong = sum(each.severity == "violation" for each in findings)
    nodes = len({each.node for each in findings})
    lines += (
        ["", f"{wrong} violations, {len(findings) - wrong} other findings, {nodes} nodes"] if findings else []
    )
    return "\n".join(lines) or "the graph conforms to the shapes"
