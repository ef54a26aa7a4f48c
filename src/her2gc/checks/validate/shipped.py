"""The shipped graph closed once, and what a few files change of it."""

import os
import re
import zlib
from collections.abc import Container, Iterable
from contextlib import suppress

import pyoxigraph as ox

from her2gc.checks.validate import kept, ready
from her2gc.checks.validate.direct import Direct
from her2gc.checks.validate.visible import Kinds
from her2gc.sources import homes
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES
from her2gc.store import build, cache, place
from her2gc.store.rules import TYPE, Rule
from her2gc.store.stamps import stamped

_INFERRED = ox.NamedNode(homes.INFERRED)
_HIDDEN = "hidden.nt"  # beside a store in the cache: what shapes are not to see of it
_FEW = 50  # nodes that share a text
_CODE = ("checks/validate/shipped.py", "checks/validate/kept.py")  # what decides what is left out
# what the code itself reads, whatever the shapes ask for
_READ = {
    *(PREFIXES["rdfs"] + name for name in ("label", "subClassOf")),
    *(PREFIXES["her2gc"] + name for name in ("hasPrintedForm", "printedAs")),
    PREFIXES["owl"] + "equivalentClass",
}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Shipped:
    """The graph that comes with the package, as shapes see it; files can be added.

    Parameters
    ----------
    sources
        Its files.
    """

    def __init__(self, sources: list[Source]) -> None:
        self._sources = sources
        self.folder = cache.folder_of(sources)
        self.store = ox.Store()
        self._hidden: list[ox.Triple] = []

    def read(self, direct: Direct, *, lean: bool) -> bool:
        """Read the graph into memory.

        Parameters
        ----------
        direct
            The shapes.
        lean
            Leave out what they do not ask for: statements of properties, such as the inverses of others, that no query
            and no rule with another premise names; a fifth of the graph. Without them something may seem to be missing
            that is not, but what conforms without them conforms.

        Returns
        -------
        bool
            Whether any was left out: it is not where this is the first time.
        """
        rules = ready.kept_rules(self.folder)
        if lean and rules is not None:
            store = kept.read(self._lean(direct, rules))
            if store is not None:
                self.store, self._hidden = store, self._read_hidden(self.folder)
                return True
        self._read_all()
        if lean and self.folder is not None:
            rules = ready.rules_of(self.store, self.folder)
            asked = direct.asked | _joined(rules) | _READ
            kept.write(
                self._lean(direct, rules),
                # whose word it is no shape asks, so that all but what is inferred stands in no graph
                (
                    q if q.graph_name == _INFERRED else ox.Quad(q.subject, q.predicate, q.object)
                    for q in self.store
                    if q.predicate.value in asked
                ),
            )
        return False

    def _read_all(self) -> None:
        self.store = cache.open_in_memory(self._sources, quiet=True).store
        self._hidden = self._read_hidden(self.folder)

    def _lean(self, direct: Direct, rules: list[Rule]) -> str:
        made_of = [sorted(direct.asked | _joined(rules) | _READ), stamped([], _CODE)]
        name = f"lean-{zlib.crc32(repr(made_of).encode()):08x}.nq"
        return os.path.join(os.path.dirname(self.folder or ""), name)

    def _read_hidden(self, folder: str | None) -> list[ox.Triple]:
        path = os.path.join(os.path.dirname(folder), _HIDDEN) if folder else ""
        with suppress(OSError):  # nothing is kept, or another process has just dropped it
            return [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.N_TRIPLES)]
        kinds = Kinds(self.store)
        inferred = (quad.triple for quad in self.store.quads_for_pattern(None, None, None, _INFERRED))
        found = [triple for triple in inferred if not kinds.shows(triple)]
        if path:
            with suppress(OSError):
                place.write_bytes(path, ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b"")
        return found

    def whole(self) -> ox.Store:
        """Return the graph, all of it."""
        self._read_all()
        self._hide(self._hidden)
        return self.store

    def with_files(self, given: Iterable[ox.Quad], compared: Container[str]) -> set[Term] | None:
        """Add what files say, and what follows from it.

        Parameters
        ----------
        given
            What the files say.
        compared
            The properties whose values shapes compare between nodes.

        Returns
        -------
        set or None
            The nodes that this can concern: those of the files, and those of ours that they link to or from, that share
            a text with them, or that lie beside one of ours of which the files say more. None where the graph has to
            be closed from the start; the store is of no use then.
        """
        given = list(given)
        changed: set[Term] = {quad.subject for quad in given if self._is_ours(quad.subject)}
        added = build.add(self.store, given, ready.rules_of(self.store, self.folder))
        if added is None:
            return None
        stated, inferred = added
        kinds = Kinds(self.store)
        self._hide([t for t in [*self._hidden, *inferred] if not kinds.shows(t)])
        return self._concerned(stated, inferred, changed, compared)

    def _concerned(
        self,
        stated: list[ox.Triple],
        inferred: list[ox.Triple],
        changed: set[Term],
        compared: Container[str],
    ) -> set[Term]:
        found: set[Term] = {node for t in (*stated, *inferred) for node in (t.subject, t.object)}
        for node in changed:
            found |= {quad.object for quad in self.store.quads_for_pattern(node, None, None, None)}  # type: ignore[arg-type]
            found |= {quad.subject for quad in self.store.quads_for_pattern(None, None, node, None)}
        for t in stated:
            if isinstance(t.object, ox.Literal) and t.predicate.value in compared:
                sharing = {quad.subject for quad in self.store.quads_for_pattern(None, None, t.object, None)}
                found |= sharing if len(sharing) <= _FEW else set()
        # nameless nodes are those of our own axioms, of which no file can say more
        return {node for node in found if not isinstance(node, ox.Literal | ox.BlankNode)}

    def _is_ours(self, node: Term) -> bool:
        return any(True for _ in self.store.quads_for_pattern(node, None, None, None))  # type: ignore[arg-type]

    def _hide(self, triples: Iterable[ox.Triple]) -> None:
        for t in triples:
            self.store.remove(ox.Quad(t.subject, t.predicate, t.object, _INFERRED))


def _joined(rules: list[Rule]) -> set[str]:
    """Return the properties that rules ask for beside something else; and that of kinds."""
    found = {TYPE.value}
    for rule in rules:
        if len(rule.body.patterns) > 1 or rule.body.filters:
            found.update(re.findall(r"<([^<>]*)>", rule.body.text()))
    return found
