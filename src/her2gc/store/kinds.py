"""Broad sorts of entity: which classes belong to each, what gives way to a namesake, and what may be suggested.

Colours, walks through the graph, names and suggestions all go by them.
"""

from collections.abc import Iterable

# Local names of the classes that belong to a kind, subclasses included.
CLASSES = {
    "agent": ("Agent",),
    "agent class": ("AgentClass", "Strategy"),
    "agent part": ("AgentPart",),
    "gene or protein": ("MolecularEntity",),
    "process": ("Pathway", "BiologicalProcess"),
    "trial": ("Trial",),
    "study": ("Study",),
    "arm": ("Arm",),
    "regimen": ("Regimen", "RegimenComponent"),
    "population": ("Population",),
    "disease": ("Disease",),
    "context": ("AnatomicSite", "Histology", "Region", "Organism", "Authority", "Declaration"),
    "subtype": ("Subtype", "Classification"),
    "alteration": ("Alteration", "SubtypeFeature"),
    "biomarker": ("Biomarker", "BiomarkerState", "Assay", "ScoringSystem", "ScoreCategory", "Criterion"),
    "measure": ("Quantity",),
    "result": ("Result", "OutcomeValue", "Contrast", "AdverseEventReport"),
    "verdict": ("Verdict", "EndpointVerdict", "Finding", "Endpoint"),
    "adverse event": ("AdverseEvent",),
    "statement": ("Statement",),
    "line": ("LineOfTherapy",),
    "term": ("ControlledTerm",),
    "model": ("ExperimentalModel",),
    "place": ("Place",),
    "citation": ("Citation",),
    "document": ("DocumentPart",),
    "doubt": ("Discrepancy",),
    "note": ("CurationNote",),
}
OUTSIDE = "outside term"  # a term of another vocabulary, a record elsewhere, a trade name: a skos:Concept
OTHER = "other"
NEVER, TYPO, NEAR = "never", "typo", "near"  # when a name may be suggested for one that is not known
PASSIVE = frozenset({"term", "place", "citation", "document"})  # a walk through the graph ends at these
_PARTS = frozenset(
    {"arm", "regimen", "population", "result", "verdict", "statement", "alteration", "doubt", "note"}
)
# One letter tells two drugs or two receptors apart: none of these is suggested for another.
_NEVER = frozenset(
    {
        "agent",
        "agent class",
        "agent part",
        "gene or protein",
        "arm",
        "regimen",
        "population",
        "biomarker",
        OUTSIDE,
    }
)
_CHOSEN = frozenset({"line", "term", "context", "document", "measure"})  # from closed lists

OF_CLASS = {name: kind for kind, classes in CLASSES.items() for name in classes}


def kind_of(ancestors: Iterable[str]) -> str:
    """Return the kind of a class.

    Parameters
    ----------
    ancestors
        Local names of the class and its superclasses, the nearest first.
    """
    return next((OF_CLASS[name] for name in ancestors if name in OF_CLASS), OTHER)


def gives_way(kind: str) -> int:
    """Return how far a kind gives way to a namesake: docetaxel is the drug, then a regimen, then a table's row.

    A controlled term does not: whoever writes ``met`` is asked whether the gene is meant or the verdict.
    """
    order = (OUTSIDE,), ("document",), ("place", "citation"), _PARTS
    return 10 * next((len(order) - place for place, kinds in enumerate(order) if kind in kinds), 0)


def suggested(kind: str) -> str:
    """Return when a name of a kind may be suggested: never, for a slip of one letter, or for likeness."""
    return NEVER if kind in _NEVER else NEAR if kind in _CHOSEN else TYPO
