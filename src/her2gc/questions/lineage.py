"""Which statements of the graph each row of an answer rests on, cell by cell.

The question is read into its scopes (``reading``); each scope that binds more than its SELECT shows is asked again for
all of it, and the triple patterns filled in with what was bound are the triples behind the row. Filters and absences
add none. A column knows the patterns that its value comes from: directly, through the label of what a pattern leads
to, or through an expression over other variables.
"""

from collections import defaultdict
from itertools import chain
from typing import Any, NamedTuple

import pyoxigraph as ox

from her2gc.questions.reading import NotRead, Pattern, Read, Scope, read
from her2gc.questions.rows import Term, bindings
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
_FEW = 100  # so many values narrow a scope; for more, all of it costs less


class Triple:
    """A triple behind a row; without an object it stands for all of that subject and property.

    There is one of each in a lineage. It stands in many sets, so it is told from others by which it is: to compare what
    they say would cost more than all that is done with them.
    """

    __slots__ = ("object", "property", "quiet", "subject")

    def __init__(self, subject: str, property_: str, object_: Term | None) -> None:
        self.subject = subject
        self.property = property_
        self.object = object_
        self.quiet = property_ in _QUIET  # it only names something, or says where something stands

    @property
    def told(self) -> tuple[str, str, Term | None]:
        """What it says: the same for the same triple of another lineage."""
        return self.subject, self.property, self.object


class Behind(NamedTuple):
    """What is behind one row: all its triples, those of each column, and by scope those of each way to it."""

    triples: frozenset[Triple]
    cells: dict[str, frozenset[Triple]]
    ways: list[list[frozenset[Triple]]]

    def without(self, gone: set[Triple]) -> "Behind":
        """Return the same without some triples."""
        if gone.isdisjoint(self.triples):
            return self
        return Behind(
            self.triples - gone,
            {name: some - gone for name, some in self.cells.items()},
            [[way - gone for way in ways] for ways in self.ways],
        )


Solution = dict[str, Term]
_Known = dict[tuple[str, str, Term | None], Triple]
_Source = tuple[
    int, int, frozenset[str]
]  # scope, pattern, and the expressions on the way: an empty one takes nothing


class _Filled(NamedTuple):
    """A triple pattern, read once: its subject and value, each a variable or what it stands for, and its properties."""

    subject: str | None
    named: ox.NamedNode | None
    steps: list[tuple[str | None, str | None]]
    value: str | None
    constant: ox.NamedNode | None


class _Part:
    """A scope, with all that does not hang on a row worked out once."""

    def __init__(self, scope: Scope, place: int, read: Read) -> None:
        self.scope = scope
        self.place = place
        self.keys = tuple(sorted(scope.keys()))
        self.patterns = [_filled(pattern, read) for pattern in scope.patterns]
        self.unsaid = [  # subjects of patterns that tell something
            pattern.subject[1:]
            for pattern in scope.patterns
            if pattern.subject.startswith("?") and not all(read.iri(step) in _QUIET for step in pattern.steps)
        ]
        self.children: list[_Part] = []
        self.inside: list[_Inner] = []
        self._more: dict[tuple[str, ...], bool] = {}

    def tells_more(self, keys: tuple[str, ...]) -> bool:
        """Tell whether the scope must be asked again: it speaks of something that its keys do not name."""
        if keys not in self._more:
            self._more[keys] = any(name not in keys for name in self.unsaid) or any(
                child.tells_more(keys) for child in self.children
            )
        return self._more[keys]


class _Inner(NamedTuple):
    """What is looked up inside a scope: the scope that is asked, by which keys, and whether what is around needs it."""

    part: _Part
    keys: tuple[str, ...]
    needed: bool

    def named(self, solution: Solution) -> tuple[str, ...]:
        """Return those keys that a solution around it has."""
        return tuple(name for name in self.keys if name in solution)


class _Met:
    """One solution of a scope: the triples of it by pattern, and what the scopes inside found for it.

    ``whole``: it has all that the scope binds, so that a pattern whose value it lacks did not hold.
    """

    __slots__ = ("_empty", "by_pattern", "inside", "part", "solution", "triples", "whole")

    def __init__(self, part: _Part, solution: Solution, *, whole: bool, known: _Known) -> None:
        self.part = part
        self.solution = solution
        self.whole = whole
        self.inside: list[_Met] = []
        self._empty: set[str] | None = None
        self.by_pattern: dict[int, list[Triple]] = {}
        for number, pattern in enumerate(part.patterns):
            if found := _triples(pattern, solution, known, whole=whole):
                self.by_pattern[number] = found
        self.triples = frozenset(chain.from_iterable(self.by_pattern.values()))

    def lacks(self, names: frozenset[str]) -> bool:
        """Tell whether an expression of some names is empty."""
        if self._empty is None:
            self._empty = {
                name
                for name, term in self.solution.items()
                if isinstance(term, ox.Literal) and not term.value
            }
        return not self._empty.isdisjoint(names)


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
        self._count = 0
        self._root = self._part(self._read.scope)
        self._asked: dict[int, list[Solution]] = {}
        self._index: dict[tuple[int, tuple[str, ...]], dict[tuple[Term | None, ...], list[Solution]]] = {}
        self._known: _Known = {}
        self._met: dict[tuple[Any, ...], _Met] = {}

    @property
    def computed(self) -> set[str]:
        """The columns that the question works out by counting or by arithmetic."""
        return self._computed(self._read.scope)

    def rows(self, solutions: list[ox.QuerySolution]) -> list[Behind]:
        """Return what is behind each row of the answer."""
        scope = self._read.scope
        keys = tuple(sorted(scope.keys() | scope.told()))
        sources = {name: self._sources(self._root, name) for name in [*scope.projected, *scope.made]}
        first = [
            [
                self._meet(self._root, each)
                for each in self._solutions(self._root, keys).get(tuple(row[name] for name in keys), ())
            ]
            for row in solutions
        ]
        self._look_inside(self._root, list(dict.fromkeys(chain.from_iterable(first))))
        return [_behind(met, sources) for met in first]

    def _part(self, scope: Scope) -> _Part:
        part = _Part(scope, self._count, self._read)
        self._count += 1
        part.children = [self._part(child) for child in scope.children]
        for child in part.children:
            asked = child
            while asked.scope.only_groups():  # what it has is what the scope inside it has
                asked = asked.children[0]
            part.inside.append(_Inner(asked, child.keys, scope.needs(child.scope)))
        return part

    def _computed(self, scope: Scope) -> set[str]:
        found = set(scope.computed)
        for child in scope.children:
            found |= self._computed(child) & {*child.projected, *child.made}
        for _ in scope.made:  # an expression over a computed variable is computed
            found |= {new for new, parts in scope.made.items() if found & set(parts) and len(set(parts)) == 1}
        return found

    def _solutions(self, part: _Part, keys: tuple[str, ...]) -> dict[tuple[Term | None, ...], list[Solution]]:
        """Return everything that a scope binds, by the values of some of its variables."""
        place = part.place
        if place not in self._asked:
            self._asked[place] = bindings(self._graph, self._read.query(part.scope.query()))
        # rows that lack a value of an OPTIONAL look a scope up by fewer keys than their neighbours
        if (place, keys) not in self._index:
            listed: dict[tuple[Term | None, ...], list[Solution]] = defaultdict(list)
            for solution in self._asked[place]:
                listed[tuple(solution.get(name) for name in keys)].append(solution)
            self._index[place, keys] = listed
        return self._index[place, keys]

    def _meet(self, part: _Part, solution: Solution) -> _Met:
        """Return one of the solutions that a scope was asked for."""
        key = part.place, id(solution)
        if key not in self._met:
            self._met[key] = _Met(part, solution, whole=True, known=self._known)
        return self._met[key]

    def _meet_by(self, part: _Part, keys: tuple[str, ...], here: tuple[Term, ...]) -> _Met:
        """Return a scope's solution of which all that matters is in its keys."""
        key = part.place, keys, here
        if key not in self._met:
            solution = dict(zip(keys, here, strict=True))
            self._met[key] = _Met(part, solution, whole=False, known=self._known)
        return self._met[key]

    def _look_inside(self, part: _Part, met: list[_Met]) -> None:
        """Find for the solutions of one scope what the scopes inside it found for them, scope by scope."""
        for inner in part.inside:
            self._ask_about(inner, met)
            found: dict[_Met, None] = {}
            for each in met:
                inside = self._inside(inner, each)
                each.inside += inside
                found.update(dict.fromkeys(inside))
            self._look_inside(inner.part, list(found))

    def _ask_about(self, inner: _Inner, met: list[_Met]) -> None:
        """Ask a scope for what the solutions around it need, where that is little and one variable names it."""
        part = inner.part
        solutions = [each.solution for each in met if part.tells_more(inner.named(each.solution))]
        if not solutions or part.place in self._asked or "MINUS" in part.scope.text:
            return
        for name in inner.keys:
            if name not in part.scope.required or name in part.scope.made:
                continue
            values = {solution.get(name) for solution in solutions}
            if len(values) <= _FEW and all(isinstance(each, ox.NamedNode) for each in values):
                pattern = part.scope.among(name, sorted(map(str, values)))
                self._asked[part.place] = bindings(self._graph, self._read.query(pattern))
                return

    def _inside(self, inner: _Inner, met: _Met) -> list[_Met]:
        solution = met.solution
        keys = inner.named(solution)
        here = tuple(solution[name] for name in keys)
        if not inner.part.tells_more(keys):
            return [self._meet_by(inner.part, keys, here)]
        # where the row has no value for what the scope shows, a solution with one is no way to it
        apart = met.whole and (inner.needed or not keys)
        empty = [name for name in inner.keys if name not in solution] if apart else []
        return [
            self._meet(inner.part, each)
            for each in self._solutions(inner.part, keys).get(here, ())
            if not any(name in each for name in empty)
        ]

    def _sources(self, part: _Part, name: str, made: frozenset[str] = frozenset()) -> set[_Source]:
        """Return the patterns that a variable's value comes from."""
        scope = part.scope
        found: set[_Source] = set()
        for number, pattern in enumerate(scope.patterns):
            if pattern.value == f"?{name}":
                found.add((part.place, number, made))
                quiet = all(self._read.iri(step) in _QUIET for step in pattern.steps)
                if quiet and pattern.subject.startswith("?"):
                    found |= self._sources(part, pattern.subject[1:], made)
        if name not in made:
            for each in scope.made.get(name, ()):
                found |= self._sources(part, each, made | {name})
        for child in part.children:
            if name in child.scope.projected or name in child.scope.made:
                found |= self._sources(child, name)
        return found


def _filled(pattern: Pattern, read: Read) -> _Filled:
    def term(token: str) -> ox.NamedNode | None:
        iri = None if token.startswith("?") or not token else read.iri(token)
        return None if iri is None else ox.NamedNode(iri)

    def variable(token: str) -> str | None:
        return token[1:] if token.startswith("?") else None

    told = [(variable(step), read.iri(step)) for step in pattern.steps]
    steps = [step for step in told if step != (None, None)]
    return _Filled(
        variable(pattern.subject), term(pattern.subject), steps, variable(pattern.value), term(pattern.value)
    )


def _triples(pattern: _Filled, solution: Solution, known: _Known, *, whole: bool) -> list[Triple]:
    """Return the triples of a pattern filled in with a solution; none where it did not hold."""
    subject = solution.get(pattern.subject) if pattern.subject is not None else pattern.named
    if not isinstance(subject, ox.NamedNode):
        return []
    value: Term | None = pattern.constant
    if pattern.value is not None:
        value = solution.get(pattern.value)
        if value is None and whole:
            return []
    found = []
    node = subject.value
    for variable, constant in pattern.steps:
        prop = constant
        if variable is not None:
            there = solution.get(variable)
            prop = there.value if isinstance(there, ox.NamedNode) else None
        if prop is not None:
            key = node, prop, value
            triple = known.get(key)
            if triple is None:
                triple = known[key] = Triple(*key)
            found.append(triple)
    return found


def _behind(first: list[_Met], sources: dict[str, set[_Source]]) -> Behind:
    """Return what is behind a row, by the solutions that it comes from and all inside them."""
    seen: set[_Met] = set()
    by_place: dict[int, list[_Met]] = defaultdict(list)
    due = first[::-1]
    while due:  # in the order in which the engine gave them, what is inside one right after it
        met = due.pop()
        if met not in seen:
            seen.add(met)
            if met.triples:
                by_place[met.part.place].append(met)
            due += reversed(met.inside)
    cells = {
        name: frozenset(
            triple
            for place, number, made in some
            for met in by_place.get(place, ())
            if number in met.by_pattern and not (made and met.lacks(made))
            for triple in met.by_pattern[number]
        )
        for name, some in sources.items()
    }
    ways = [[met.triples for met in some] for some in by_place.values()]
    return Behind(frozenset().union(*chain.from_iterable(ways)), cells, ways)


__all__ = ["LABEL", "NAMING", "PLACING", "TYPE", "Behind", "Lineage", "NotRead", "Triple"]
