"""Whose word an edge is, from the named graphs that hold it."""

from collections.abc import Iterable

from her2gc.questions.origin import ASSERTED, CURATED, word
from her2gc.questions.origin import INFERRED as BY_RULES
from her2gc.sources.homes import CURATION, INFERRED, MAPPINGS, ONTOLOGY, origin


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
