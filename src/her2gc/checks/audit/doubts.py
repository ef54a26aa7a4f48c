"""The recorded discrepancies, weightiest first."""

from dataclasses import dataclass

from rdflib import Literal

from her2gc.checks.audit.record import HER2GC, Record


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
