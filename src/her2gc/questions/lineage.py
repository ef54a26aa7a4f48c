"""Which statements of the graph each row of an answer rests on, cell by cell.

The question is read into its scopes (``reading``); each scope that binds more than its SELECT shows is asked again for
all of it, and the triple patterns filled in with what was bound are the triples behind the row. Filters and absences
add none. A column knows the patterns that its value comes from: directly, through the label of what a pattern leads
to, or through an expression over other variables.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.questions.reading import NotRead, Pattern, Read, Scope, read
from her2gc.questions.rows import Term, bindings, text
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph

TYPE = PREFIXES["rdf"] + "type"
LABEL = PREFIXES["rdfs"] + "label"
_HER2GC = PREFIXES["her2gc"]
NAMING = frozenset({LABEL, PREFIXES["skos"] + "notation", _HER2GC + "schemeOrder", _HER2GC + "ordinal"})
PLACING = frozenset(
    _HER2GC + name
    for name in (
        "statedIn",
        "atPlace",
        "inRow",
        "inColumn",
        "inTable",
        "inParagraph",
        "inSection",
        "citationNumber",
        "timesCited",
    )
)
_QUIET = NAMING | PLACING


class Triple(NamedTuple):
    """A triple behind a row; without an object it stands for all of that subject and property."""

    subject: str
    property: str
    object: Term | None


class Behind(NamedTuple):
    """What is behind one row: all its triples, those of each column, and by scope those of each way to it."""

    triples: frozenset[Triple]
    cells: dict[str, frozenset[Triple]]
    ways: list[list[frozenset[Triple]]]

    def without(self, gone: set[Triple]) -> "Behind":
        """Return the same without some triples."""
        return Behind(
            self.triples - gone,
            {name: some - gone for name, some in self.cells.items()},
            [[way - gone for way in ways] for ways in self.ways],
        )


Solution = dict[str, Term]
_Filled = dict[tuple[int, int], list[tuple[Triple, Solution]]]
_Key = tuple[int, int]  # scope, pattern
_Source = tuple[int, int, frozenset[str]]  # and the expressions on the way: one that is empty takes nothing


class Lineage:
    """The lineage of one answer's rows.

    Parameters
    ----------
    graph
        Where the question was put.
    query
        What was asked, parameters bound.

    Raises
    ------
    NotRead
        Where the question is not written as ours are.
    """

    def __init__(self, graph: Graph, query: str) -> None:
        self._graph = graph
        self._read: Read = read(query)
        self._scopes: list[Scope] = []
        self._number(self._read.scope)
        self._place = {id(scope): place for place, scope in enumerate(self._scopes)}
        self._asked: dict[int, list[Solution]] = {}
        self._index: dict[tuple[int, tuple[str, ...]], dict[tuple[Term | None, ...], list[Solution]]] = {}

    @property
    def computed(self) -> set[str]:
        """The columns that the question works out by counting or by arithmetic."""
        return self._computed(self._read.scope)

    def rows(self, solutions: list[ox.QuerySolution]) -> list[Behind]:
        """Return what is behind each row of the answer."""
        scope = self._read.scope
        keys = tuple(sorted(scope.keys() | scope.told()))
        columns = {name: self._sources(scope, name) for name in [*scope.projected, *scope.made]}
        found = []
        for solution in solutions:
            here = tuple(solution[name] for name in keys)
            filled: _Filled = defaultdict(list)
            for each in self._solutions(scope, keys).get(here, ()):
                self._collect(scope, each, filled)
            cells = {
                name: frozenset(
                    triple
                    for place, number, made in sources
                    for triple, solution_of in filled.get((place, number), ())
                    if all(text(solution_of.get(each)) for each in made if each in solution_of)
                )
                for name, sources in columns.items()
            }
            found.append(
                Behind(
                    frozenset(triple for some in filled.values() for triple, _ in some), cells, _ways(filled)
                )
            )
        return found

    def _number(self, scope: Scope) -> None:
        self._scopes.append(scope)
        for child in scope.children:
            self._number(child)

    def _computed(self, scope: Scope) -> set[str]:
        found = set(scope.computed)
        for child in scope.children:
            found |= self._computed(child) & {*child.projected, *child.made}
        for _ in scope.made:  # an expression over a computed variable is computed
            found |= {new for new, parts in scope.made.items() if found & set(parts) and len(set(parts)) == 1}
        return found

    def _solutions(
        self, scope: Scope, keys: tuple[str, ...]
    ) -> dict[tuple[Term | None, ...], list[Solution]]:
        """Return everything that a scope binds, by the values of some of its variables."""
        place = self._place[id(scope)]
        if place not in self._asked:
            self._asked[place] = bindings(self._graph, self._read.query(scope))
        # rows that lack a value of an OPTIONAL look a scope up by fewer keys than their neighbours
        if (place, keys) not in self._index:
            listed: dict[tuple[Term | None, ...], list[Solution]] = defaultdict(list)
            for solution in self._asked[place]:
                listed[tuple(solution.get(name) for name in keys)].append(solution)
            self._index[place, keys] = listed
        return self._index[place, keys]

    def _collect(self, scope: Scope, solution: Solution, filled: "_Filled", *, whole: bool = True) -> None:
        """Add the triples of one solution, and of what the scopes inside it found for it.

        ``whole``: the solution has all that the scope binds, so that a pattern whose value it lacks did not hold.
        """
        place = self._place[id(scope)]
        for number, pattern in enumerate(scope.patterns):
            if self._holds(pattern, solution, whole=whole):
                filled[place, number] += [(triple, solution) for triple in self._triples(pattern, solution)]
        for child in scope.children:
            keys = tuple(name for name in sorted(child.keys()) if name in solution)
            if self._tells_more(child, set(keys)):
                here = tuple(solution[name] for name in keys)
                # where the row has no value for what the scope shows, a solution with one is no way to it
                apart = whole and (scope.needs(child) or not keys)
                empty = child.keys() - solution.keys() if apart else set()
                for each in self._solutions(child, keys).get(here, ()):
                    if empty.isdisjoint(each):
                        self._collect(child, each, filled)
            else:
                self._collect(child, {name: solution[name] for name in keys}, filled, whole=False)

    def _tells_more(self, scope: Scope, keys: set[str]) -> bool:
        """Tell whether a scope must be asked again: it speaks of something that its keys do not name."""
        for pattern in scope.patterns:
            quiet = all(self._read.iri(step) in _QUIET for step in pattern.steps)
            if pattern.subject.startswith("?") and pattern.subject[1:] not in keys and not quiet:
                return True
        return any(self._tells_more(child, keys) for child in scope.children)

    @staticmethod
    def _holds(pattern: Pattern, solution: Solution, *, whole: bool) -> bool:
        ends = [pattern.subject, pattern.value or ""] if whole else [pattern.subject]
        return all(not end.startswith("?") or end[1:] in solution for end in ends)

    def _triples(self, pattern: Pattern, solution: Solution) -> Iterator[Triple]:
        subject = self._term(pattern.subject, solution)
        if not isinstance(subject, ox.NamedNode):
            return
        value = self._term(pattern.value, solution) if pattern.value else None
        for step in pattern.steps:
            prop = self._term(step, solution)
            if isinstance(prop, ox.NamedNode):
                yield Triple(subject.value, prop.value, value)

    def _term(self, token: str, solution: Solution) -> Term | None:
        if token.startswith("?"):
            return solution.get(token[1:])
        iri = self._read.iri(token)
        return None if iri is None else ox.NamedNode(iri)

    def _sources(self, scope: Scope, name: str, made: frozenset[str] = frozenset()) -> set[_Source]:
        """Return the patterns that a variable's value comes from."""
        place = self._place[id(scope)]
        found: set[_Source] = set()
        for number, pattern in enumerate(scope.patterns):
            if pattern.value == f"?{name}":
                found.add((place, number, made))
                quiet = all(self._read.iri(step) in _QUIET for step in pattern.steps)
                if quiet and pattern.subject.startswith("?"):
                    found |= self._sources(scope, pattern.subject[1:], made)
        if name not in made:
            for part in scope.made.get(name, ()):
                found |= self._sources(scope, part, made | {name})
        for child in scope.children:
            if name in child.projected or name in child.made:
                found |= self._sources(child, name)
        return found


def _ways(filled: _Filled) -> list[list[frozenset[Triple]]]:
    """Return for each scope the triples of each of its solutions."""
    found: dict[int, dict[int, set[Triple]]] = defaultdict(lambda: defaultdict(set))
    for (scope, _), some in filled.items():
        for triple, solution in some:
            found[scope][id(solution)].add(triple)
    return [[frozenset(way) for way in ways.values()] for ways in found.values()]


__all__ = ["LABEL", "NAMING", "PLACING", "TYPE", "Behind", "Lineage", "NotRead", "Triple"]
