"""Whose word a cell is: asserted by the review, computed, inferred, curated, from another source, or the user's."""

from collections.abc import Iterable

import pyoxigraph as ox

from her2gc.questions.lineage import NAMING, TYPE, Behind, Term, Triple
from her2gc.sources.prefixes import PREFIXES

ASSERTED, COMPUTED, INFERRED, CURATED = "asserted", "computed", "inferred", "curated"
_HER2GC, _RDFS, _OWL, _GRAPH, _KG = (PREFIXES[name] for name in ("her2gc", "rdfs", "owl", "graph", "kg"))
_BASES = {f"{_KG}inferred": INFERRED, f"{_KG}curated": CURATED, f"{_KG}derived": COMPUTED}
_HOMES = {"review": ASSERTED, "ontology": ASSERTED, "mappings": CURATED, "curation": CURATED, "inferred": INFERRED}
_RANK = [ASSERTED, CURATED, INFERRED, COMPUTED]  # of several homes that hold a triple, the first counts
_PARTS = frozenset(
    _HER2GC + name
    for name in (
        "hasRegimen", "hasComponent", "hasInvestigationalComponent", "hasBackboneComponent", "hasComparatorComponent",
        "hasPlaceboComponent", "armValue", "groupValue", "contrast",
    )
)  # fmt: skip


class Origins:
    """The origins of the cells of one answer.

    Parameters
    ----------
    store
        The graph.
    behind
        What is behind its rows.
    basis
        The basis that a node gives for itself or for its unit, by node and property.
    """

    def __init__(self, store: ox.Store, behind: list[Behind], basis: dict[tuple[str, str], str]) -> None:
        self._store = store
        self._words: dict[Triple, str] = {}
        self._wider: dict[str, set[str]] = {}
        self._unit = {node: _BASES[told] for (node, prop), told in basis.items() if prop == "unitBasis" and told in _BASES}
        self._own = {node: _BASES[told] for (node, prop), told in basis.items() if prop == "hasBasis" and told in _BASES}
        triples = {triple for row in behind for triple in row.triples if triple.property in _PARTS}
        for _ in range(3):  # an arm that is not printed has a regimen and components that are not
            for triple in triples:
                if triple.subject in self._own and isinstance(triple.object, ox.NamedNode):
                    self._own.setdefault(triple.object.value, self._own[triple.subject])

    def of_cell(self, triples: Iterable[Triple], shown: Term | None) -> str:
        """Return the origin of a cell by the triples that it comes from; nothing where it comes from none.

        Parameters
        ----------
        triples
            Those behind the cell.
        shown
            What the cell holds, for a node that gives its own basis.
        """
        telling = [triple for triple in triples if triple.property not in NAMING]
        found = {self.of_triple(triple) for triple in telling or triples}
        if isinstance(shown, ox.NamedNode) and shown.value in self._own:
            found.add(self._own[shown.value])
        found.discard("")
        if len(found) > 1:
            found.discard(ASSERTED)
        return " and ".join(sorted(found))

    def of_row(self, triples: Iterable[Triple]) -> str:
        """Return why a row is in the answer where that is not the review's word: by what no cell shows."""
        found = {self.of_triple(triple) for triple in triples if triple.property not in NAMING} - {"", ASSERTED}
        return " and ".join(sorted(found))

    def of_triple(self, triple: Triple) -> str:
        """Return the origin of one triple, by the home that holds it and the basis that its subject gives."""
        if triple not in self._words:
            self._words[triple] = self._of(triple)
        return self._words[triple]

    def _of(self, triple: Triple) -> str:
        if triple.property == _HER2GC + "unit" and triple.subject in self._unit:
            return self._unit[triple.subject]
        word = self._held(triple)
        return self._own.get(triple.subject, word) if word == ASSERTED else word

    def _held(self, triple: Triple) -> str:
        """Return the word for the home of a triple, or of the asserted one that it repeats in wider words."""
        subject, prop = ox.NamedNode(triple.subject), ox.NamedNode(triple.property)
        words = {_word(quad.graph_name) for quad in self._store.quads_for_pattern(subject, prop, triple.object, None)}
        if words == {INFERRED}:
            words |= self._repeated(subject, prop, triple.object)
        return min(words, key=_rank, default="")

    def _repeated(self, subject: ox.NamedNode, prop: ox.NamedNode, value: Term | None) -> set[str]:
        if prop.value == TYPE:
            wide = value.value if isinstance(value, ox.NamedNode) else ""
            return {
                _word(quad.graph_name)
                for quad in self._store.quads_for_pattern(subject, prop, None, None)
                if isinstance(quad.object, ox.NamedNode) and wide in self._above(quad.object.value)
            } - {INFERRED}
        found = set()
        for narrow in self._below(prop.value):
            for quad in self._store.quads_for_pattern(subject, ox.NamedNode(narrow), value, None):
                found.add(_word(quad.graph_name))
        for inverse in self._inverses(prop):
            if isinstance(value, ox.NamedNode):
                for quad in self._store.quads_for_pattern(value, inverse, subject, None):
                    found.add(_word(quad.graph_name))
        return found - {INFERRED}

    def _above(self, cls: str) -> set[str]:
        """Return the classes above a class, as the ontology names them one by one."""
        return self._walk(cls, _RDFS + "subClassOf", upward=True)

    def _below(self, prop: str) -> set[str]:
        return self._walk(prop, _RDFS + "subPropertyOf", upward=False) - {prop}

    def _walk(self, start: str, link: str, *, upward: bool) -> set[str]:
        key = f"{start} {link}"
        if key not in self._wider:
            found, due = {start}, [start]
            while due:
                node, prop = ox.NamedNode(due.pop()), ox.NamedNode(link)
                quads = self._store.quads_for_pattern(
                    node if upward else None, prop, None if upward else node, None
                )
                for quad in quads:
                    other = quad.object if upward else quad.subject
                    if isinstance(other, ox.NamedNode) and other.value not in found:
                        found.add(other.value)
                        due.append(other.value)
            self._wider[key] = found
        return self._wider[key]

    def _inverses(self, prop: ox.NamedNode) -> list[ox.NamedNode]:
        link = ox.NamedNode(_OWL + "inverseOf")
        found = [quad.object for quad in self._store.quads_for_pattern(prop, link, None, None)]
        found += [quad.subject for quad in self._store.quads_for_pattern(None, link, prop, None)]
        return [each for each in found if isinstance(each, ox.NamedNode)]


def _word(graph: object) -> str:
    """Return the word for a named graph's home."""
    iri = graph.value if isinstance(graph, ox.NamedNode) else ""
    home, _, name = iri.removeprefix(_GRAPH).partition("/")
    if home == "user":
        return f"yours, from {name}" if name else "yours"
    if home in ("others", "registry"):
        return f"from {name.replace('-', ' ')}" if name else "from the registry"
    return _HOMES.get(home, f"from {iri}")


def _rank(word: str) -> tuple[int, str]:
    return _RANK.index(word) if word in _RANK else 1, word
