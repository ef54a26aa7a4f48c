"""KGX: nodes and edges in the categories and predicates of the Biolink Model, as TSV."""

import re
from collections.abc import Sequence
from typing import Any

from her2gc.export.biolink import category, outside, predicate
from her2gc.export.clean import cell
from her2gc.export.model import Edge, Node
from her2gc.export.request import Export

FOLDER = True
LOSES = frozenset(
    {
        "vocabulary",
        "types",
        "lines",
        "places",
        "citations",
        "matches",
        "wider ids",
        "data",
        "node named graphs",
        "edge named graphs",
        "curated",
        "unmapped types",
        "unmapped links",
        "language",
        "characters",
        "cells",
        "looks",
    }
)

_SOURCE = "infores:her2gc"
_NODE = ("id", "category", "name", "description", "synonym", "xref", "iri", "type", "provided_by")
_EDGE = ("id", "subject", "predicate", "object", "category", "original_predicate", "knowledge_level", "agent_type",
         "primary_knowledge_source", "has_evidence", "description")  # fmt: skip


def write(export: Export) -> dict[str, bytes]:
    """Return her2gc_nodes.tsv and her2gc_edges.tsv."""
    nodes, edges = records(export)
    return {
        "her2gc_nodes.tsv": _table(_NODE, nodes),
        "her2gc_edges.tsv": _table(_EDGE, edges),
    }


def records(export: Export) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return nodes and edges as KGX records, empty slots left out."""
    view = export.view
    ids = {node.id: node.id for node in view.nodes}
    return (
        [_filled(_node(node)) for node in view.nodes],
        [_filled(_edge(edge, ids)) for edge in view.edges],
    )


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "category": [category(node.kind, node.types, node.type)],
        "name": node.label,
        "description": node.description,
        "synonym": list(node.synonyms),
        "xref": [outside(link.id) for link in node.links if link.match in ("exactMatch", "closeMatch")],
        "iri": node.iri,
        "type": [node.type],
        "provided_by": [_SOURCE],
    }


def _edge(edge: Edge, ids: dict[str, str]) -> dict[str, Any]:
    inferred = edge.origin == "inferred"
    figures = "; ".join(f"{name} {value}" for name, value in edge.data.items())
    return {
        "id": edge.id.replace(" ", "--"),
        "subject": ids[edge.source],
        "predicate": predicate(edge.type),
        "object": ids[edge.target],
        "category": ["biolink:Association"],
        "original_predicate": edge.type,
        "knowledge_level": "logical_entailment" if inferred else "knowledge_assertion",
        "agent_type": "automated_agent" if inferred else "manual_agent",
        "primary_knowledge_source": _SOURCE,
        "has_evidence": [place.id for place in edge.places],
        "description": f"{edge.label}: {figures}" if figures else edge.label,
    }


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in ("", [])}


def _table(header: Sequence[str], records: list[dict[str, Any]]) -> bytes:
    """Return a table without quoting, as kgx reads quote marks as they stand; tabs and breaks turn to spaces."""
    lines = [header, *([_text(each.get(name)) for name in header] for each in records)]
    return "".join("\t".join(line) + "\n" for line in lines).encode()


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = "|".join(str(each).replace("|", "/") for each in value)
    return cell(re.sub(r"[\t\r\n]+", " ", "" if value is None else str(value)))
