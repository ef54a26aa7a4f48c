"""Broad sorts of node, each with its colour and shape, so that every tool shows the same picture."""

from typing import NamedTuple


class Style(NamedTuple):
    """How a kind looks: fill colour (dark enough to be told apart, light enough for black text) and shape."""

    colour: str
    shape: str  # in Cytoscape's words
    classes: tuple[str, ...]  # local names of the classes that belong to it, subclasses included
    size: int = 30


KINDS = {
    "agent": Style("#f4a259", "ellipse", ("Agent",), 50),
    "agent class": Style("#f9cb9c", "ellipse", ("AgentClass", "Strategy"), 40),
    "agent part": Style("#e6b8af", "ellipse", ("AgentPart",)),
    "gene or protein": Style("#8cb369", "hexagon", ("MolecularEntity",), 45),
    "process": Style("#b6d7a8", "hexagon", ("Pathway", "BiologicalProcess")),
    "trial": Style("#5b8ff9", "round-rectangle", ("Trial",), 60),
    "study": Style("#9fc5e8", "round-rectangle", ("Study",), 40),
    "arm": Style("#a4c2f4", "rectangle", ("Arm",)),
    "regimen": Style("#cfe2f3", "rectangle", ("Regimen", "RegimenComponent")),
    "population": Style("#d9d2e9", "round-rectangle", ("Population",)),
    "disease": Style("#e06c75", "diamond", ("Disease",), 45),
    "context": Style("#d5a6bd", "diamond", ("AnatomicSite", "Histology", "Region", "Organism", "Authority")),
    "subtype": Style("#c27ba0", "octagon", ("Subtype", "Classification"), 45),
    "alteration": Style("#ead1dc", "octagon", ("Alteration", "SubtypeFeature")),
    "biomarker": Style(
        "#76a5af",
        "pentagon",
        ("Biomarker", "BiomarkerState", "Assay", "ScoringSystem", "ScoreCategory", "Criterion"),
        35,
    ),
    "measure": Style("#a2c4c9", "pentagon", ("Quantity",), 35),
    "result": Style("#ffd966", "rectangle", ("Result", "OutcomeValue", "Contrast", "AdverseEventReport")),
    "verdict": Style("#ff6b6b", "star", ("Verdict", "EndpointVerdict", "Finding", "Endpoint")),
    "adverse event": Style("#dd7e6b", "triangle", ("AdverseEvent",)),
    "statement": Style("#ffe599", "round-rectangle", ("Statement",)),
    "line": Style("#6d9eeb", "barrel", ("LineOfTherapy",), 50),
    "term": Style("#d9d9d9", "ellipse", ("ControlledTerm",), 20),
    "model": Style("#b4a7d6", "diamond", ("ExperimentalModel",)),
    "place": Style("#efefef", "rectangle", ("Place",), 18),
    "citation": Style("#cccccc", "vee", ("Citation",), 18),
    "document": Style("#b7b7b7", "rectangle", ("DocumentPart",), 25),
    "doubt": Style("#ff00aa", "star", ("Discrepancy", "CurationNote"), 35),
    "other": Style("#ffffff", "ellipse", (), 25),
}
PASSIVE = frozenset({"term", "place", "citation", "document"})  # a walk through the graph ends at these
_PARTS = frozenset({"arm", "regimen", "population", "result", "verdict", "statement", "alteration", "doubt"})

_OF_CLASS = {name: kind for kind, style in KINDS.items() for name in style.classes}


def kind_of(ancestors: list[str]) -> str:
    """Return the kind of a class.

    Parameters
    ----------
    ancestors
        Local names of the class and its superclasses, the nearest first.
    """
    return next((_OF_CLASS[name] for name in ancestors if name in _OF_CLASS), "other")


def gives_way(kind: str) -> int:
    """Return how far a kind gives way to a namesake: docetaxel is the drug, then a regimen, then a table's row."""
    return 10 if kind in PASSIVE else 5 if kind in _PARTS else 0


def rgb(colour: str) -> tuple[int, int, int]:
    """Return a colour as red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
