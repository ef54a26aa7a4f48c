"""The evidence as a table: a row per statement and place, for a spreadsheet."""

from collections.abc import Iterator

from her2gc.export.folder import Folder
from her2gc.export.model import Value
from her2gc.export.request import Export
from her2gc.export.tables import rows

FOLDER = False
LOSES = frozenset(
    {
        "filtered",
        "vocabulary",
        "subjects",
        "named graph of a value",
        "language",
        "spelling",
        "characters",
        "cells",
        "looks",
    }
)

_FIGURES = ("value", "rangeLow", "rangeHigh", "numerator", "denominator", "hazardRatio", "lowerBound", "upperBound",
            "confidenceLevel", "pComparator", "pValue", "threshold", "difference", "factor")  # fmt: skip
_ENDS = {
    "about": (
        "about",
        "ofSubtype",
        "ofGene",
        "ofBiomarker",
        "onAgent",
        "hasFactor",
        "hasActor",
        "observes",
        "measure",
    ),
    "trial": ("ofTrial", "basedOnTrial"),
    "disease": ("forDisease",),
    "population": ("inPopulation", "forPopulation"),
    "unit": ("unit",),
    "outcome": (
        "hasVerdictOutcome",
        "hasEndpointOutcome",
        "hasDirection",
        "hasEffect",
        "hasOutcome",
        "hasObject",
    ),
    "stance": ("hasStance",),
    "basis": ("hasBasis", "unitBasis"),
}
_HEADER = ("id", "type", "statement", "in our words", *_ENDS, "line of therapy", *_FIGURES, "place", "printed",
           "citations", "doubts", "named graphs", "iri")  # fmt: skip


def write(export: Export) -> bytes:
    """Return the table; a mark before the first cell tells spreadsheets that it is UTF-8."""
    return b"\xef\xbb\xbf" + rows(_HEADER, _body(export))


def _body(export: Export) -> Iterator[list[Value | None]]:
    fold = Folder(export.full)
    for node in export.view.nodes:
        if "her2gc:Statement" not in node.types and node.kind != "doubt":
            continue
        # a figure of one arm, or of two compared, tells trial and measure by the result that it is part of
        whole = fold.starts(node.id, "armValue", "groupValue", "contrast")
        ends = [
            fold.labels(
                fold.ends(node.id, *props) or [end for each in whole for end in fold.ends(each, *props)]
            )
            for props in _ENDS.values()
        ]
        doubts = fold.labels(fold.starts(node.id, "concerns"))
        head = [node.id, node.type_label, node.label, node.description, *ends, " | ".join(node.lines)]
        figures = [node.data.get(name) for name in _FIGURES]
        for place in node.places or (None,):
            numbers = node.citations or (place.citations if place else ())
            yield [
                *head,
                *figures,
                place.label if place else "",
                place.quote if place else "",
                " | ".join(map(str, numbers)),
                doubts,
                " | ".join(graph for graph in node.graphs if graph != "inferred"),
                node.iri,
            ]
