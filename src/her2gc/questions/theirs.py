"""What of a row is the word of other sources or of a user, so that it gets no place and no doubt of the review's."""

from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.questions.lineage import Triple
from her2gc.sources import homes


class Theirs(NamedTuple):
    """What of one row others say.

    ``alone`` tells whether the row is there by their word; ``triples`` are those that they alone say, ``graphs`` the
    named graphs of these by subject, and ``only`` the subjects of which nobody else tells in this row.
    """

    alone: bool
    triples: frozenset[Triple]
    graphs: dict[str, set[str]]
    only: set[str]

    def borrows(self, node: str) -> bool:
        """Tell whether the review's places of a node are places of the row."""
        return not self.alone and node not in self.only


OURS = Theirs(alone=False, triples=frozenset(), graphs={}, only=set())


@lru_cache(maxsize=4096)
def foreign(graph: str) -> bool:
    """Tell whether a named graph holds the word of another source or of a user."""
    return homes.origin(graph).home in ("others", "user")


def graphs_in(store: ox.Store) -> set[str]:
    """Return the named graphs of a store that hold the word of other sources or of a user."""
    return {
        each.value for each in store.named_graphs() if isinstance(each, ox.NamedNode) and foreign(each.value)
    }


def ours_alone(store: ox.Store) -> ox.Store | None:
    """Return the graph as it is without their word; None where a store holds no review, or records that we lack here.

    What the rules infer in one and not in the other rests on their word.
    """
    held = {each.value for each in store.named_graphs() if isinstance(each, ox.NamedNode)}
    if homes.REVIEW not in held or homes.REGISTRY in held:
        return None
    from her2gc.store.cache import open_store

    return open_store(homes.builtin(review=True, ontology=True, others=False), quiet=True).store
