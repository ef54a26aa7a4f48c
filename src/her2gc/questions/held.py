"""Which named graphs hold the triples behind an answer: each is looked up once, however many rows rest on it."""

import pyoxigraph as ox

from her2gc.questions.lineage import Behind, Triple


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
                    ox.NamedNode(triple.subject), self._name(triple.property), triple.object, None
                )
            )
        return found

    def each(self, triple: Triple) -> list[Triple]:
        """Return what a triple stands for: itself, or where it has no object all of its subject and property."""
        if triple.object is not None:
            return [triple]
        if triple not in self._each:
            graphs: dict[Triple, set[str]] = {}
            for quad in self.store.quads_for_pattern(
                ox.NamedNode(triple.subject), self._name(triple.property), None, None
            ):
                graphs.setdefault(triple._replace(object=quad.object), set()).add(graph_of(quad))
            self._graphs.update((one, frozenset(some)) for one, some in graphs.items())
            self._each[triple] = list(graphs)
        return self._each[triple]

    def there(self, behind: list[Behind]) -> list[Behind]:
        """Return what is behind the rows without the triples of alternatives that did not hold."""
        gone = {triple for row in behind for triple in row.triples if not self.graphs(triple)}
        return [row.without(gone) if gone else row for row in behind]

    def _name(self, prop: str) -> ox.NamedNode:
        if prop not in self._names:
            self._names[prop] = ox.NamedNode(prop)
        return self._names[prop]


def graph_of(quad: ox.Quad) -> str:
    """Return the IRI of the named graph of a quad; nothing for the graph without a name."""
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
