"""The contract of a row: where its statements stand, which doubts concern them, and whose word its cells are.

A row rests on the triples behind it (``lineage``). From them follow, here and nowhere else:

- **places**: of the statements, arms, regimens and populations among the subjects of these triples; where there is
  none, of what the row is about; else "not stated".
- **doubts**: those that concern one of these statements or a part of it; those at a cell of a table that the row
  prints, or about what stands in it; and those about a property of a thing (``her2gc:concernsProperty``) that the row
  tells. A doubt about a trial or an agent as a whole does not spread to every row of it.
- **origin**: of each cell by the named graphs that hold its triples, by the basis that its statement gives, and by
  whether the question computes it. What only repeats an asserted triple in wider words is as asserted as that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, overload

import pyoxigraph as ox

from her2gc.questions import places as words_of
from her2gc.questions.facts import Doubt, Facts, subjects
from her2gc.questions.lineage import NAMING, PLACING, Behind, Lineage, NotRead, Triple
from her2gc.questions.origin import ASSERTED, COMPUTED, Origins
from her2gc.questions.places import Place
from her2gc.questions.rows import Rows
from her2gc.sources import homes
from her2gc.store.graph import Graph, LocalGraph

ROW = "row"  # the name under which a row's own origin stands: why it is in the answer at all


class RowContract(NamedTuple):
    """What one row carries.

    ``cell_origins`` names each column that people read; ``origin`` says it in one line: ``asserted``, or
    ``asserted; computed: difference``. A remote endpoint
    tells of no origin: "not stated".
    """

    places: list[Place]
    doubts: list[Doubt]
    origin: str
    cell_origins: dict[str, str]

    @property
    def short_places(self) -> str:
        """The places in short forms, or "not stated"."""
        return words_of.short(self.places) or words_of.NOWHERE

    @property
    def full_places(self) -> str:
        """The places whole, or "not stated"."""
        return words_of.full(self.places) or words_of.NOWHERE


class Contract(Sequence[RowContract]):
    """The contract of each row of an answer, in the order of its rows.

    Parameters
    ----------
    graph
        Where the question was put.
    query
        What was asked, parameters bound.
    answer
        Its answer.
    computed
        The columns that the question says it computes, besides those seen to be.
    """

    def __init__(self, graph: Graph, query: str, answer: Rows, computed: Iterable[str] = ()) -> None:
        self._graph = graph
        self._query = query
        self._answer = answer
        self._computed = set(computed)

    def __getstate__(self) -> dict[str, list[RowContract]]:
        return {"_rows": self._rows}  # all else follows from it: a copy in another process needs no graph

    @overload
    def __getitem__(self, place: int) -> RowContract: ...

    @overload
    def __getitem__(self, place: slice) -> list[RowContract]: ...

    def __getitem__(self, place: int | slice) -> RowContract | list[RowContract]:
        return self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)

    @cached_property
    def doubts(self) -> list[Doubt]:
        """The doubts of any row, in the order of their first row, the weightiest first within it."""
        return list(dict.fromkeys(each for row in self for each in row.doubts))

    @cached_property
    def numbers(self) -> list[list[int]]:
        """For each row, the places of its doubts in ``doubts``, counted from 1."""
        place = {each: number for number, each in enumerate(self.doubts, 1)}
        return [[place[each] for each in row.doubts] for row in self]

    @cached_property
    def origin(self) -> str:
        """The origin that all rows share, or nothing where they differ or it is not known."""
        found = {row.origin for row in self}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _rows(self) -> list[RowContract]:
        solutions = self._answer.solutions
        try:
            lineage = Lineage(self._graph, self._query)
            behind, computed = lineage.rows(solutions), self._computed | lineage.computed
        except NotRead:
            behind, computed = [Behind(frozenset(), {}, []) for _ in solutions], self._computed
        if isinstance(self._graph, LocalGraph):
            behind = _there(self._graph, behind)
        in_cells = [self._iris(solution) for solution in solutions]
        nodes = [subjects(each.triples) | iris for each, iris in zip(behind, in_cells, strict=True)]
        facts = Facts(self._graph, {iri for row in nodes for iri in row}, behind)
        told = (
            Origins(self._graph.store, facts.basis)
            if isinstance(self._graph, LocalGraph) and any(each.triples for each in behind)
            else None
        )
        found = []
        for solution, row, iris in zip(solutions, behind, nodes, strict=True):
            cells = {} if told is None else self._cells(solution, row, computed, told)
            away = {} if told is None else _away(row, told)
            found.append(
                RowContract(
                    facts.places_of(row, iris, away),
                    facts.doubts_of(row, iris - away.keys()),
                    _line(cells),
                    cells,
                )
            )
        return found

    def _iris(self, solution: ox.QuerySolution) -> set[str]:
        """Return the IRIs in a row, those that a column ``statements`` lists among them."""
        found = set()
        for name in self._answer.variables:
            term = solution[name]
            if isinstance(term, ox.NamedNode):
                found.add(term.value)
            elif name == "statements" and isinstance(term, ox.Literal):
                found |= set(term.value.split())
        return found

    def _cells(
        self, solution: ox.QuerySolution, row: Behind, computed: set[str], told: Origins
    ) -> dict[str, str]:
        """Return the origin of each cell, and of the row's being there where that is another."""
        found = {}
        used: set[Triple] = set()
        unprinted = told.unprinted(row.triples)
        for column in self._answer.columns:
            names = [column.variable, *([column.label] if column.label else [])]
            behind = {triple for name in names for triple in row.cells.get(name, ())}
            used |= behind
            hidden = column.name == "places" or self._answer.for_machines(column)
            if hidden or all(solution[name] is None for name in names):
                continue
            if computed & set(names):
                found[column.name] = COMPUTED
            elif word := told.of_cell(behind, solution[column.variable], unprinted):
                found[column.name] = word
        rest = told.of_row([[way - used for way in ways] for ways in row.ways])
        if rest and rest not in found.values():
            found[ROW] = rest
        return found


def _line(cells: dict[str, str]) -> str:
    """Return origins in one line: that of most cells, then the others with their cells."""
    if not cells:
        return words_of.NOWHERE
    from her2gc.store.names import words

    count = Counter(cells.values())
    most = max(count, key=lambda word: (count[word], word == ASSERTED))
    others: dict[str, list[str]] = {}
    for name, word in cells.items():
        if word != most:
            others.setdefault(word, []).append("that the row is here" if name == ROW else words(name))
    return "; ".join([most, *(f"{word}: {', '.join(names)}" for word, names in others.items())])


def _there(graph: LocalGraph, behind: list[Behind]) -> list[Behind]:
    """Return what is behind the rows without the triples of alternatives that did not hold."""
    known: dict[Triple, bool] = {}
    for row in behind:
        for triple in row.triples - known.keys():
            node, prop = ox.NamedNode(triple.subject), ox.NamedNode(triple.property)
            known[triple] = any(True for _ in graph.store.quads_for_pattern(node, prop, triple.object, None))
    gone = {triple for triple, there in known.items() if not there}
    return [row.without(gone) for row in behind]


def _away(row: Behind, told: Origins) -> dict[str, set[str]]:
    """Return what is told of, in this row, by other sources or a user alone, and their graphs."""
    graphs: dict[str, set[str]] = defaultdict(set)
    for triple in row.triples:
        if triple.property not in NAMING | PLACING:
            graphs[triple.subject] |= told.graphs(triple) - {homes.INFERRED}
    return {
        node: theirs
        for node, theirs in graphs.items()
        if theirs and {homes.origin(graph).home for graph in theirs} <= {"others", "user"}
    }
