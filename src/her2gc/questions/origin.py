"""Whose word a cell is: asserted by the review, computed, inferred, curated, from another source, or the user's."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

import pyoxigraph as ox

from her2gc.questions.held import Held, graph_of
from her2gc.questions.lineage import NAMING, PLACING, TYPE, Behind, Triple
from her2gc.questions.rows import Term
from her2gc.questions.theirs import OURS, Theirs, foreign, graphs_in, ours_alone
from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES

ASSERTED, COMPUTED, INFERRED, CURATED = "asserted", "computed", "inferred", "curated"
UNIT_INFERRED = "unit inferred"
_HER2GC, _RDFS, _OWL, _KG = (PREFIXES[name] for name in ("her2gc", "rdfs", "owl", "kg"))
_UNIT = _HER2GC + "unit"
_LABEL = ox.NamedNode(_RDFS + "label")
_TITLE = PREFIXES["dcterms"] + "title"
_BASES = {f"{_KG}inferred": INFERRED, f"{_KG}curated": CURATED, f"{_KG}derived": COMPUTED}
_HOMES = {
    "review": ASSERTED,
    "ontology": ASSERTED,
    "mappings": CURATED,
    "curation": CURATED,
    "inferred": INFERRED,
    "registry": "from the register",
}
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
    held
        Which named graphs hold what.
    basis
        The basis that a node gives for itself or for its unit, by node and property.
    """

    def __init__(self, held: Held, basis: dict[tuple[str, str], str]) -> None:
        self._held = held
        self._store = held.store
        self._graphs: dict[Triple, frozenset[str]] = {}
        self._words: dict[Triple, frozenset[str]] = {}
        self._cells: dict[tuple[frozenset[Triple], str | None], str] = {}
        self._texts: dict[Triple, set[str]] = {}
        self._said_by: dict[frozenset[str], str] = {}
        self._whose: dict[Triple, frozenset[str]] = {}
        self._wider: dict[str, set[str]] = {}
        self._foreign: dict[Triple, bool] = {}
        given = {key: _BASES[told] for key, told in basis.items() if told in _BASES}
        self._unit = {node: told for (node, prop), told in given.items() if prop == "unitBasis"}
        self._own = {node: told for (node, prop), told in given.items() if prop == "hasBasis"}

    def unprinted(self, triples: Iterable[Triple]) -> dict[str, str]:
        """Return the nodes of a row that the review does not print, with their basis, and the parts of those.

        An arm that is not printed has a regimen and components that are not.
        """
        found = {
            triple.subject: self._own[triple.subject] for triple in triples if triple.subject in self._own
        }
        if not found:
            return found
        parts = [
            triple
            for triple in triples
            if triple.property in _PARTS and isinstance(triple.object, ox.NamedNode)
        ]
        for _ in range(3):
            for triple in parts:
                if triple.subject in found and isinstance(triple.object, ox.NamedNode):
                    found.setdefault(triple.object.value, found[triple.subject])
        return found

    def of_cell(self, triples: frozenset[Triple], shown: Term | None, unprinted: dict[str, str]) -> str:
        """Return the origin of a cell by the triples that it comes from; nothing where it comes from none.

        Parameters
        ----------
        triples
            Those behind the cell.
        shown
            What the cell holds, for a node that gives its own basis.
        unprinted
            What ``unprinted`` tells of the row.
        """
        if unprinted:
            return self._of_cell(triples, shown, unprinted)
        # many rows have the same cell
        key = triples, shown.value if isinstance(shown, ox.Literal) else None
        if key not in self._cells:
            self._cells[key] = self._of_cell(triples, shown, unprinted)
        return self._cells[key]

    def _of_cell(self, triples: frozenset[Triple], shown: Term | None, unprinted: dict[str, str]) -> str:
        telling = [triple for triple in triples if triple.property not in NAMING]
        units = {each for triple in telling if triple.property == _UNIT for each in self.of_triple(triple)}
        figures = [triple for triple in telling if triple.property != _UNIT]
        found = {each for triple in figures or telling or triples for each in self.of_triple(triple)}
        found |= {each for triple in triples if self.is_theirs(triple) for each in self.of_triple(triple)}
        if ASSERTED in found:
            found |= {unprinted[triple.subject] for triple in telling if triple.subject in unprinted}
        if isinstance(shown, ox.NamedNode) and shown.value in unprinted:
            found.add(unprinted[shown.value])
        # the figures may be the review's where only their unit is not printed
        only_unit = figures and ASSERTED in found and INFERRED not in found and INFERRED in units
        found |= units - {INFERRED} if only_unit else units
        if len(found) > 1:
            found = self._naming(found, triples, shown)
        if INFERRED in found or COMPUTED in found:
            found.discard(ASSERTED)  # a cell rests on the weakest of its statements
        rest = " and ".join(sorted(found))
        return f"{rest}, {UNIT_INFERRED}" if only_unit else rest

    def of_computed(self, triples: Iterable[Triple]) -> str:
        """Return the origin of a cell that counts or reckons: it names others where what it counts is partly theirs."""
        telling = [
            each for triple in triples if triple.property not in NAMING for each in self._held.each(triple)
        ]
        theirs = {whose for each in telling if self.is_theirs(each) for whose in self.of_triple(each)}
        mixed = theirs and not all(map(self.is_theirs, telling))
        return " and ".join([COMPUTED, *sorted(theirs)]) if mixed else COMPUTED

    def _naming(self, found: set[str], triples: frozenset[Triple], shown: Term | None) -> set[str]:
        """Return the words for a cell that several have filled, those of others with what of the cell is theirs."""
        if not isinstance(shown, ox.Literal):
            return found
        theirs: dict[str, set[str]] = defaultdict(set)
        ours: set[str] = set()
        for each in (one for triple in triples for one in self._held.each(triple)):
            if each.property == _TITLE:
                continue  # the name of a source is no word of its
            if not self.is_theirs(each):
                ours |= set() if each.property in NAMING else self._shown_as(each)
                continue
            for whose in self.of_triple(each):
                theirs[whose] |= self._shown_as(each)
        if not theirs:
            return found
        known = sorted(ours.union(*theirs.values()), key=lambda each: (-len(each), each))
        one_of = "|".join(map(re.escape, known))  # the longest first: "not met" is no "met"
        there = dict.fromkeys(re.findall(rf"(?<!\w)(?:{one_of})(?!\w)", shown.value))
        named = set()
        for whose in found:
            parts = [each.replace(";", ",") for each in there if each in theirs.get(whose, set()) - ours]
            named.add(f"{whose} ({', '.join(parts)})" if parts else whose)
        return named

    def _shown_as(self, triple: Triple) -> set[str]:
        """Return the texts under which a cell may show what a triple says."""
        known = self._texts.get(triple)
        if known is not None:
            return known
        found: set[str] = set()
        if isinstance(triple.object, ox.Literal):
            found.add(triple.object.value)
        elif isinstance(triple.object, ox.NamedNode):
            labels = self._store.quads_for_pattern(triple.object, _LABEL, None, None)
            found |= {quad.object.value for quad in labels if isinstance(quad.object, ox.Literal)}
        # what belongs to a trial is shown without its name: "GATSBY: control arm"
        found = self._texts[triple] = (found | {text.partition(": ")[2] for text in found}) - {""}
        return found

    def of_row(self, ways: list[list[frozenset[Triple]]], shown: set[Triple]) -> str:
        """Return why a row is in the answer where that is not the review's word.

        Parameters
        ----------
        ways
            By scope of the question, the triples of each way to the row: one asserted way is enough.
        shown
            Those that a cell shows: they tell of it.
        """
        found: set[str] = set()
        for scope in ways:
            found |= min((self._not_asserted(way - shown) for way in scope), key=len, default=set())
        return " and ".join(sorted(found))

    def _not_asserted(self, triples: Iterable[Triple]) -> set[str]:
        told = [self.of_triple(triple) for triple in triples if triple.property not in NAMING]
        # one without an object stands for several: that one of them is asserted is enough
        return {each for some in told if ASSERTED not in some for each in some}

    def is_theirs(self, triple: Triple) -> bool:
        """Tell whether other sources or a user say a triple, and neither the review nor anyone of ours."""
        found = self._foreign.get(triple)
        if found is None:
            graphs = {graph for each in self._held.each(triple) for graph in self.graphs(each)} - {
                homes.INFERRED
            }
            found = self._foreign[triple] = bool(graphs) and all(map(foreign, graphs))
        return found

    def _their_own(self, triple: Triple) -> frozenset[str]:
        """Return the graphs of others that say what they alone say of what a triple stands for."""
        found = self._whose.get(triple)
        if found is None:
            # one without an object may stand for some that they say
            alone = [self.graphs(each) for each in self._held.each(triple) if self.is_theirs(each)]
            found = self._whose[triple] = frozenset().union(*alone) - {homes.INFERRED}
        return found

    def theirs(self, row: Behind) -> Theirs:
        """Return what of a row is the word of other sources or a user.

        The row is there by their word where some part of the question is met by nothing else; where it is there
        without, only what its cells show of their word counts.
        """
        graphs: dict[str, set[str]] = defaultdict(set)
        said = {each for each in row.triples if each.property not in PLACING}
        triples = set(filter(self.is_theirs, said))
        alone = any(not any(map(triples.isdisjoint, ways)) for ways in row.ways if ways)
        if not alone:
            said &= frozenset().union(*row.cells.values())
            triples &= said
        for triple in said:
            if theirs := self._their_own(triple):
                graphs[triple.subject] |= theirs
        if not graphs:
            return OURS
        telling = {each.subject for each in row.triples - triples if not each.quiet}
        return Theirs(alone, frozenset(triples), dict(graphs), graphs.keys() - telling)

    def of_triple(self, triple: Triple) -> frozenset[str]:
        """Return the origin of a triple, by the home that holds it and the basis that its subject gives.

        One without an object has the origins of all that it stands for; one that is not in the graph has none.
        """
        found = self._words.get(triple)
        if found is None:
            told = {self._of(each) for each in self._held.each(triple)}
            found = self._words[triple] = frozenset(told - {""})
        return found

    def _of(self, triple: Triple) -> str:
        if triple.property == _UNIT and triple.subject in self._unit:
            return self._unit[triple.subject]
        graphs = self.graphs(triple)
        held = self._said_by.get(graphs)
        if held is None:
            held = self._said_by[graphs] = min(map(word, graphs), key=_rank, default="")
        return self._own.get(triple.subject, held) if held == ASSERTED else held

    def graphs(self, triple: Triple) -> frozenset[str]:
        """Return the named graphs that hold a triple, or the asserted one that it repeats."""
        found = self._graphs.get(triple)
        if found is None:
            found = self._held.graphs(triple)
            if found == {homes.INFERRED}:
                subject, prop = ox.NamedNode(triple.subject), ox.NamedNode(triple.property)
                found |= self._repeated(subject, prop, triple.object) or self._inferred_from_theirs(triple)
            self._graphs[triple] = found
        return found

    def _inferred_from_theirs(self, triple: Triple) -> set[str]:
        """Return the graphs of others and of a user where an inferred triple is not there without them."""
        if not self._their_graphs or self._ours is None or triple.object is None:
            return set()
        node, prop = ox.NamedNode(triple.subject), ox.NamedNode(triple.property)
        there = any(True for _ in self._ours.quads_for_pattern(node, prop, triple.object, None))
        return set() if there else self._their_graphs

    @cached_property
    def _their_graphs(self) -> set[str]:
        return graphs_in(self._store)

    @cached_property
    def _ours(self) -> ox.Store | None:
        return ours_alone(self._store)

    def _repeated(self, subject: ox.NamedNode, prop: ox.NamedNode, value: Term | None) -> set[str]:
        if prop.value == TYPE:
            wide = value.value if isinstance(value, ox.NamedNode) else ""
            return {
                graph_of(quad)
                for quad in self._store.quads_for_pattern(subject, prop, None, None)
                if isinstance(quad.object, ox.NamedNode) and wide in self._above(quad.object.value)
            } - {homes.INFERRED}
        found = set()
        for narrow in self._below(prop.value):
            for quad in self._store.quads_for_pattern(subject, ox.NamedNode(narrow), value, None):
                found.add(graph_of(quad))
        for inverse in self._inverses(prop):
            if isinstance(value, ox.NamedNode):
                for quad in self._store.quads_for_pattern(value, inverse, subject, None):
                    found.add(graph_of(quad))
        return found - {homes.INFERRED}

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


@lru_cache(maxsize=4096)
def word(graph: str) -> str:
    """Return the word for the home of a named graph."""
    home, name = homes.origin(graph)
    if home == "user":
        return f'yours, from "{name}"' if name else "yours"
    if home == "others":
        return f"from {name.replace('-', ' ')}" if name else "from another source"
    return _HOMES.get(home, f"from {name}")


def _rank(told: str) -> tuple[int, str]:
    return _RANK.index(told) if told in _RANK else 1, told
