"""The recorded discrepancies, weightiest first."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import RDF, Literal, URIRef

from her2gc.checks.audit.places import Failure, failure
from her2gc.checks.audit.record import HER2GC, Record

if TYPE_CHECKING:
    from rdflib.term import Node

_SEVERAL = 4
"""So many of one kind in one place or table are not concerned by chance."""


@dataclass(frozen=True)
class Doubt:
    """One discrepancy.

    Attributes
    ----------
    node, label, file
        IRI, label, and file with line.
    weight, kind
        Labels of its weight and kind, empty where not recorded.
    order
        Rank of the weight, greatest first.
    suspicion
        What is suspect and why.
    places
        Labels of the places where the suspect print stands.
    """

    node: str
    label: str
    file: str
    weight: str
    kind: str
    order: int
    suspicion: str
    places: tuple[str, ...]


def doubts_of(record: Record) -> list[Doubt]:
    """List the discrepancies by weight, then by file and label."""
    found = []
    for node in record.of_class("Discrepancy"):
        weight, kind = record.one(node, "hasWeight"), record.one(node, "hasDiscrepancyKind")
        order = record.graph.value(weight, HER2GC.schemeOrder) if weight else None
        found.append(
            Doubt(
                str(node),
                record.label(node),
                record.file(node),
                record.label(weight) if weight else "",
                record.label(kind) if kind else "",
                int(order) if isinstance(order, Literal) else 0,
                record.text(node, "suspicion") or "",
                tuple(record.label(place) for place in record.many(node, "atPlace")),
            )
        )
    return sorted(found, key=lambda doubt: (-doubt.order, doubt.file.partition(":")[0], doubt.label))


def nearly_all(record: Record) -> list[Failure]:
    """List doubts that concern all of one kind in a place or table but one."""
    told: dict[tuple[Node, Node], set[URIRef]] = defaultdict(set)
    for node, place in record.graph.subject_objects(HER2GC.statedIn):
        row = record.one(record.one(place, "inCell") or place, "inRow")
        table = record.one(row, "inTable") if row else None
        for kind in record.graph.objects(node, RDF.type):
            for where in (place, table):
                if where is not None and isinstance(node, URIRef):
                    told[kind, where].add(node)
    found = {}
    for doubt in record.of_class("Discrepancy"):
        concerned = set(record.many(doubt, "concerns"))
        for (_, where), nodes in told.items():
            left = nodes - concerned
            if len(left) == 1 and len(nodes) > _SEVERAL:
                (node,) = left
                wrong = f"concerns {len(nodes) - 1} of a kind there, and not {record.label(node)}: add it to concerns"
                found[doubt, node] = failure(record, "note", doubt, record.label(where), wrong)
    return list(found.values())
