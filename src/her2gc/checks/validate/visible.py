"""What shapes are to see of the inferred kinds.

A rule may call a node an agent because a verdict points to it; the shapes are to find that reference, so of the
inferred kinds they see those only that follow from the kind that a file gives, and classes defined among those.
"""

import pyoxigraph as ox

from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
_EQUIVALENT = ox.NamedNode(PREFIXES["owl"] + "equivalentClass")


class Kinds:
    """The kinds that the files of a closed store give.

    Parameters
    ----------
    store
        The store; it may gain triples later, but no axioms.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._wider: dict[object, set[object]] = {}
        for quad in store.quads_for_pattern(None, _SUBCLASS, None, None):
            self._wider.setdefault(quad.subject, set()).add(quad.object)
        defined = {quad.subject for quad in store.quads_for_pattern(None, _EQUIVALENT, None, None)}
        # what a node must be, in the files, to belong to a defined class
        self._owed: dict[object, set[object]] = {
            each: {cls for cls in self._up({each}) - defined if isinstance(cls, ox.NamedNode)}
            for each in defined
        }
        self._known: dict[object, set[object]] = {}

    def shows(self, triple: ox.Triple) -> bool:
        """Say whether the shapes see an inferred triple."""
        if triple.predicate != _TYPE:
            return True
        known = self._of(triple.subject)
        kind = triple.object
        return kind in known or (kind in self._owed and self._owed[kind] <= known)

    def _of(self, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> set[object]:
        if node not in self._known:
            told: set[object] = {
                quad.object
                for quad in self._store.quads_for_pattern(node, _TYPE, None, None)
                if quad.graph_name != ox.NamedNode(homes.INFERRED)
            }
            self._known[node] = self._up(told)
        return self._known[node]

    def _up(self, classes: set[object]) -> set[object]:
        """Return classes and all that are wider than one of them."""
        found, due = set(classes), list(classes)
        while due:
            new = self._wider.get(due.pop(), set()) - found
            found |= new
            due += new
        return found
