"""The evidence as a table for a spreadsheet: a row per statement, with all its places."""

from collections.abc import Iterable, Iterator

from her2gc.errors import Her2gcError
from her2gc.export.filters import homes_of, line_labels
from her2gc.export.folder import Folder
from her2gc.export.model import Edge, Node, Place, Value
from her2gc.export.request import Export
from her2gc.export.tables import rows
from her2gc.export.whose import their_names

FOLDER = False
LOSES = frozenset(
    {
        "vocabulary",
        "subjects",
        "untold links",
        "types",
        "synonyms",
        "outside ids",
        "named graph of a value",
        "edge named graphs",
        "edge origin",
        "language",
        "datatypes",
        "spelling",
        "joined",
        "characters",
        "cells",
        "looks",
    }
)

_FIGURES = ("value", "printedValue", "comparator", "threshold", "printedThreshold", "qualifier",
            "rangeLow", "rangeHigh", "printedRangeLow", "printedRangeHigh", "numerator", "denominator",
            "hazardRatio", "printedHazardRatio", "lowerBound", "upperBound", "printedLowerBound", "printedUpperBound",
            "confidenceLevel", "pComparator", "pValue", "printedPValue",
            "difference", "printedDifference", "factor", "printedFactor")  # fmt: skip
_SUBJECTS = {
    "about": ("about", "ofSubtype", "ofGene", "ofBiomarker", "onAgent", "hasFactor", "hasActor", "observes", "measure"),
    "trial": ("ofTrial", "basedOnTrial"),
    "disease": ("forDisease",),
    "population": ("inPopulation", "forPopulation"),
    "analysis": ("hasAnalysisKind",),
}  # fmt: skip
_OF_VALUES = {"statistic": ("statistic",), "unit": ("unit",), "unit basis": ("unitBasis",)}
_OF_ENDPOINTS = {"endpoint role": ("hasEndpointRole",)}
_OWN = {
    "arm or group": ("ofArm", "ofGroup"),
    "first group": ("firstGroup",),
    "second group": ("secondGroup",),
    "outcome": ("hasVerdictOutcome", "hasEndpointOutcome", "hasEffect", "hasOutcome", "hasObject"),
    "direction": ("hasDirection",),
    "favours": ("favours",),
    "significance": ("hasSignificance",),
    "stance": ("hasStance",),
    "basis": ("hasBasis",),
}
_ENDS = {**_SUBJECTS, **_OF_ENDPOINTS, **_OWN, **_OF_VALUES}
# a figure of one arm, or of two compared, tells trial and measure by the result that it is part of; a value has the
# result's unit, a contrast has not: a hazard ratio of medians in months has no months
_WHOLES = {
    **dict.fromkeys(_SUBJECTS, ("armValue!", "groupValue!", "contrast!", "ofEndpoint", "ofResult")),
    **dict.fromkeys(_OF_VALUES, ("armValue!", "groupValue!")),
    **dict.fromkeys(_OF_ENDPOINTS, ("ofEndpoint",)),
}
_DOUBTED = ("armValue!", "groupValue!", "ofResult")  # a doubt about those is one about the row
_PARTS = ("armValue", "groupValue", "contrast")
_TOLD = frozenset(f"her2gc:{prop}" for props in _ENDS.values() for prop in props)
_PLACES = frozenset({"her2gc:statedIn", "her2gc:atPlace", "her2gc:cites"})
_HEADER = ("id", "type", "statement", "in our words", *_ENDS, "other links", "line of therapy", *_FIGURES,
           "other figures and words", "place", "printed", "citations", "doubts", "named graphs", "iri")  # fmt: skip


def write(export: Export) -> bytes:
    """Return the table; a mark before the first cell tells spreadsheets that it is UTF-8."""
    return b"\xef\xbb\xbf" + rows(_HEADER, _body(export))


def statements(export: Export) -> list[Node]:
    """Return what has a row: the statements of the part, and those that its edges stand for.

    Raises
    ------
    Her2gcError
        Where there is none.
    """
    kept = told(export)
    found = [node for node in export.full.nodes if node.iri in kept and _has_row(node)]
    if not found:
        raise Her2gcError(
            "no statement is in this part",
            "leave out --type, or ask for what is near: --around GATSBY --hops 2",
        )
    return found


def told(export: Export) -> set[str]:
    """Return the IRIs of what the part holds, and of what its edges stand for."""
    shown = set(export.view.by_id)
    behind = set() if export.view.name in ("full", "evidence") else _behind(export)
    return {node.iri for node in export.full.nodes if node.id in shown | behind}


def untold(export: Export) -> list[Edge]:
    """Return the links of the part that no column tells."""
    shown = {node.id for node in statements(export)}
    known = _TOLD | _PLACES
    return [
        edge
        for edge in export.view.edges
        if not (edge.source in shown and (edge.origin != "inferred" or edge.type in known))
        and not (edge.target in shown and edge.type == "her2gc:concerns")
        and edge.via not in shown
    ]


def _has_row(node: Node) -> bool:
    return "her2gc:Statement" in node.types or node.kind in ("doubt", "note")


def _behind(export: Export) -> set[str]:
    """Return what the edges of a folded view stand for, with its values; and what is on both ends of an edge.

    That is how a verdict is on a trial and an agent. Lines of therapy and named graphs choose here as well.
    """
    fold = Folder(export.full)
    found = {edge.via for edge in export.view.edges}
    for edge in export.view.edges:
        near = [
            {each.source for each in export.full.into.get(end, ()) if each.origin != "inferred"}
            for end in (edge.source, edge.target)
        ]
        found |= near[0] & near[1]
    found |= {each for node in found for each in fold.ends(node, *_PARTS)}
    lines, graphs = line_labels(export.full, export.request.lines), set(export.request.graphs)
    return {
        node.id
        for node in export.full.nodes
        if node.id in found
        and (not lines or not node.lines or lines & set(node.lines))
        and (not graphs or graphs & homes_of(node.graphs))
    }


def _body(export: Export) -> Iterator[list[Value | None]]:
    fold = Folder(export.full)
    for node in statements(export):
        ends = [
            fold.bases([node.id]) if name == "basis" else fold.labels(_ends(fold, node.id, name))
            for name in _ENDS
        ]
        names = their_names(node.graphs)
        # what others say stands in no place of the review, whatever they call its place
        places = [each for each in node.places if not (names and _is_ours(export, each))]
        doubts = fold.doubts([node.id, *_others(fold, node.id, _DOUBTED)])
        head = [node.id, node.type_label, node.label, node.description, *ends, _other_links(fold, node)]
        figures = [node.data.get(name) for name in _FIGURES]
        words = "; ".join(
            f"{name}: {value}"
            for name, value in node.data.items()
            if name not in _FIGURES and value != node.description
        )
        numbers = [*node.citations, *(number for place in places for number in place.citations)]
        yield [
            *head,
            " | ".join(node.lines),
            *figures,
            words,
            _joined(place.label for place in places) or names,
            _joined(place.quote for place in places),
            _joined(map(str, node.citations or numbers)),
            doubts,
            " | ".join(graph for graph in node.graphs if graph != "inferred"),
            node.iri,
        ]


def _is_ours(export: Export, place: Place) -> bool:
    known = export.full.by_id.get(place.id)
    return known is not None and "review" in known.graphs


def _joined(parts: Iterable[str]) -> str:
    """Return parts in one cell, each once."""
    return " | ".join(dict.fromkeys(part for part in parts if part))


def _ends(fold: Folder, node: str, name: str) -> list[str]:
    """Return what a column names: by the node's own links, or those of the whole that it is part of."""
    wholes = _others(fold, node, _WHOLES.get(name, ()))
    return fold.ends(node, *_ENDS[name]) or [end for each in wholes for end in fold.ends(each, *_ENDS[name])]


def _others(fold: Folder, node: str, props: Iterable[str]) -> list[str]:
    """Return where some properties lead; ``!`` marks the way against the arrow."""
    return [
        other
        for prop in props
        for other in (fold.starts(node, prop[:-1]) if prop.endswith("!") else fold.ends(node, prop))
    ]


def _other_links(fold: Folder, node: Node) -> str:
    """Return the links that have no column of their own, but for inferred ones."""
    return " | ".join(
        f"{edge.label}: {fold.full.by_id[edge.target].label}"
        for edge in fold.full.out.get(node.id, ())
        if edge.type not in _TOLD | _PLACES and edge.origin != "inferred"
    )
