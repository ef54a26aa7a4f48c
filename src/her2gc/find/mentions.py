"""Names of the graph in a text, and figures with what they are compared with."""

import re
from typing import NamedTuple

from her2gc.find.language import meaning, pieces, stem
from her2gc.questions.question import Parameter
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph
from her2gc.store.names import fold, local, names, words

_XSD = PREFIXES["xsd"]
_LONGEST = 9  # so many words make a name at most
_OUTSIDE = (
    PREFIXES["skos"] + "Concept"
)  # terms of outside vocabularies are asked for by identifier, not by name
_FIGURE = r"(-?\d+(?:\.\d+)?)"
# By a parameter's name: what stands before its figure in a text.
_BEFORE = {
    "above": r"(?:above|over|greater than|more than|higher than|exceed\w*|larger than|>)",
    "below": r"(?:below|under|less than|smaller than|lower than|<)",
    "atLeast": r"(?:at least|more than|over|above|from|≥|>=|>)",
    "number": r"(?:reference|citation|ref|number|no\.?)(?: number)?",
}
_SCORE = re.compile(r"(?:ihc|score)\s*(?:score)?\s*(?:of)?\s*([0-3]\+?)(?![\d.])|\b([1-3]\+)", re.IGNORECASE)


class Mention(NamedTuple):
    """A piece of the text that can fill a parameter."""

    start: int
    end: int  # words start..end-1 of the text
    value: str  # what to give to the parameter: a CURIE-less IRI, or a figure

    @property
    def size(self) -> int:
        """How many words it takes up."""
        return self.end - self.start


class Names:
    """The names that may fill parameters, by class."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[str, dict[tuple[str, ...], str]] = {}

    def of(self, cls: str) -> dict[tuple[str, ...], str]:
        """Return IRIs by name, names split into words; the best-ranked bearer of a name wins."""
        if cls == _OUTSIDE:
            return {}
        if cls not in self._known:
            found: dict[tuple[str, ...], str] = {}
            kind = {
                stem(word) for word in pieces(words(local(cls)))
            }  # TCGA stands for the TCGA classification
            for name in sorted(names(self._graph, cls), key=lambda name: (name.rank, name.iri)):
                if not name.spoken:
                    continue
                said = pieces(fold(name.text))
                forms = [tuple(map(stem, said)), tuple(map(meaning, said)) if len(said) > 1 else ()]
                forms.append(
                    tuple(map(stem, said[:-1])) if stem(said[-1:][0] if said else "") in kind else ()
                )
                for form in filter(None, forms):
                    found.setdefault(form, name.iri)
            self._known[cls] = found
        return self._known[cls]


def mentions(text: str, known: Names, parameter: Parameter) -> list[Mention]:
    """Return what in a text can fill a parameter, the longest first."""
    said = pieces(text)
    if parameter.type.startswith(_XSD):
        return _figures(text, said, parameter)
    table = known.of(parameter.type)
    stems, meant = [stem(word) for word in said], [meaning(word) for word in said]
    found = []
    for start in range(len(said)):
        for end in range(min(len(said), start + _LONGEST), start, -1):
            iri = table.get(tuple(stems[start:end])) or table.get(tuple(meant[start:end]))
            if iri is not None:
                found.append(Mention(start, end, iri))
                break
    return sorted(found, key=lambda each: (-each.size, each.start))


def _figures(text: str, said: list[str], parameter: Parameter) -> list[Mention]:
    if parameter.name == "score":
        match = _SCORE.search(text)
        value = match and (match[1] or match[2])
    else:
        before = _BEFORE.get(parameter.name)
        match = re.search(f"{before}\\s*{_FIGURE}", text, re.IGNORECASE) if before else None
        value = match and match[1]
    if not value or value not in said:
        return []
    place = said.index(value)
    return [Mention(place, place + 1, value)]
