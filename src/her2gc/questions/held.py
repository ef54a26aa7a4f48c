"""Which named graphs hold the triples behind an answer: each is looked up once, however many rows rest on it."""

from operator import attrgetter
from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc.questions.lineage import Behind, Triple

if TYPE_CHECKING:
    from her2gc.questions.rows import Term


class Held:
    """The triples of a store, as far as an answer asks for them.

    Parameters
    ----------
    store
        The graph, or what is around the answer of one that is elsewhere.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._graphs: dict[Triple, frozenset[str]] = {}
        self._each: dict[Triple, list[Triple]] = {}
        self._names: dict[str, ox.NamedNode] = {}

    def graphs(self, triple: Triple) -> frozenset[str]:
        """Return the named graphs that hold a triple, or any of those that one without an object stands for."""
        found = self._graphs.get(triple)
        if found is None:
            found = self._graphs[triple] = frozenset(
                graph_of(quad)
                for quad in self.store.quads_for_pattern(
                    self._name(triple.subject), self._name(triple.property), triple.object, None
                )
            )
        return found

    def each(self, triple: Triple) -> list[Triple]:
        """Return what a triple stands for: itself, or where it has no object all of its subject and property."""
        if triple.object is not None:
            return [triple]
        if triple not in self._each:
            graphs: dict[Term, set[str]] = {}
            for quad in self.store.quads_for_pattern(
                self._name(triple.subject), self._name(triple.property), None, None
            ):
                graphs.setdefault(quad.object, set()).add(graph_of(quad))
            each = {Triple(triple.subject, triple.property, end): some for end, some in graphs.items()}
            self._graphs.update((one, frozenset(some)) for one, some in each.items())
            self._each[triple] = list(each)
        return self._each[triple]

    def there(self, behind: list[Behind]) -> list[Behind]:
        """Return what is behind the rows without the triples of alternatives that did not hold."""
        every = frozenset[Triple]().union(*(row.triples for row in behind))
        # all of a node in a row: they lie side by side in the store
        gone = {each for each in sorted(every, key=attrgetter("subject")) if not self.graphs(each)}
        return [row.without(gone) for row in behind]

    def _name(self, iri: str) -> ox.NamedNode:
        if iri not in self._names:
            self._names[iri] = ox.NamedNode(iri)
        return self._names[iri]


def graph_of(quad: ox.Quad) -> str:
    """Return the IRI of the named graph of a quad; nothing for the graph without a name."""
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
