"""Whose word an edge is, from the named graphs that hold it."""

from collections.abc import Iterable

from her2gc.questions.origin import ASSERTED, CURATED, word
from her2gc.questions.origin import INFERRED as BY_RULES
from her2gc.sources.homes import CURATION, INFERRED, MAPPINGS, ONTOLOGY, origin
from her2gc.sources.prefixes import PREFIXES

_OF_ITS_SOURCE = {"kg:stated": "stated by its source", "kg:derived": "derived from the figures of its source"}


def whose(graphs: Iterable[str]) -> str:
    """Return whose word named graphs hold together: ``asserted``, ``curated``, ``inferred``, ``from EXAMPLE 2026``."""
    said = set(graphs) - {INFERRED}
    if not said:
        return BY_RULES
    said = said - {ONTOLOGY, MAPPINGS} or said
    theirs = {graph for graph in said if origin(graph).home in ("registry", "others", "user")}
    if theirs == said:
        return "; ".join(sorted(map(word, theirs)))
    return CURATED if said - theirs == {CURATION} else ASSERTED


def their_names(short: Iterable[str]) -> str:
    """Return the names of the sources or files that alone hold a node, by its named graphs in short; else nothing."""
    told = [origin(PREFIXES["graph"] + each) for each in short if each != "inferred"]
    theirs = all(each.home in ("others", "user") for each in told)
    return ", ".join(dict.fromkeys(each.name or each.home for each in told)) if theirs else ""


def basis(node: str, label: str, names: str) -> str:
    """Return what a statement rests on as ``verdicts`` has it: the review's word of others is their source's."""
    return f"{_OF_ITS_SOURCE[node]}, {names}" if names and node in _OF_ITS_SOURCE else label
