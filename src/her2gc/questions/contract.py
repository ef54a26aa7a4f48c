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
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, overload

import pyoxigraph as ox

from her2gc.questions import places as words_of
from her2gc.questions.lineage import NAMING, PLACING, TYPE, Behind, Lineage, NotRead, Triple
from her2gc.questions.origin import ASSERTED, COMPUTED, Origins
from her2gc.questions.places import Place
from her2gc.questions.rows import Rows, text
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph, LocalGraph

_HER2GC = PREFIXES["her2gc"]
_ORDER = {"major": 0, "moderate": 1, "minor": 2}
_MOST = 400  # so many IRIs go into one query
# what has a place of its own and is not a thing that many rows speak of
_STATED = ("Statement", "Arm", "Regimen", "RegimenComponent", "Population")
_PARTS = (
    "armValue",
    "groupValue",
    "contrast",
    "hasComponent",
    "hasInvestigationalComponent",
    "hasBackboneComponent",
    "hasComparatorComponent",
    "hasPlaceboComponent",
    "anyOf",
    "allOf",
)
_PRINTS = frozenset(_HER2GC + name for name in ("printedText", "snippet", "heading"))  # a part of the print, shown
ROW = "row"  # the name under which a row's own origin stands: why it is in the answer at all


class Doubt(NamedTuple):
    """One doubt, in one line."""

    iri: str
    label: str
    kind: str
    weight: str

    @property
    def line(self) -> str:
        """What a footnote says."""
        return f"{self.label} ({self.kind}, {self.weight})"


class RowContract(NamedTuple):
    """What one row carries.

    ``cell_origins`` names each column that people read; ``origin`` says it in one line: ``asserted``, or
    ``asserted; computed: difference``. Both are empty where a remote endpoint was asked.
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
            behind, computed = [Behind(frozenset(), {}) for _ in solutions], self._computed
        in_cells = [self._iris(solution) for solution in solutions]
        nodes = [_subjects(each.triples) | iris for each, iris in zip(behind, in_cells, strict=True)]
        facts = _Facts(self._graph, {iri for row in nodes for iri in row}, behind)
        told = (
            Origins(self._graph.store, behind, facts.basis)
            if isinstance(self._graph, LocalGraph) and any(each.triples for each in behind)
            else None
        )
        found = []
        for solution, row, iris in zip(solutions, behind, nodes, strict=True):
            cells = {} if told is None else self._cells(solution, row, computed, told)
            found.append(
                RowContract(facts.places_of(row, iris), facts.doubts_of(row, iris), _line(cells), cells)
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
        for column in self._answer.columns:
            names = [column.variable, *([column.label] if column.label else [])]
            behind = {triple for name in names for triple in row.cells.get(name, ())}
            used |= behind
            if column.name in ("statements", "place", "places") or not any(
                solution[name] is not None for name in names
            ):
                continue
            if computed & set(names):
                found[column.name] = COMPUTED
            elif word := told.of_cell(behind, solution[column.variable]):
                found[column.name] = word
        rest = told.of_row(row.triples - used)
        if rest and rest not in found.values():
            found[ROW] = rest
        return found


def _line(cells: dict[str, str]) -> str:
    """Return origins in one line: that of most cells, then the others with their cells."""
    if not cells:
        return ""
    from her2gc.store.names import words

    count = Counter(cells.values())
    most = max(count, key=lambda word: (count[word], word == ASSERTED))
    others: dict[str, list[str]] = {}
    for name, word in cells.items():
        if word != most:
            others.setdefault(word, []).append("that the row is here" if name == ROW else words(name))
    return "; ".join([most, *(f"{word}: {', '.join(names)}" for word, names in others.items())])


def _subjects(triples: Iterable[Triple]) -> set[str]:
    return {triple.subject for triple in triples if triple.property not in PLACING}


class _Facts:
    """What the graph says of the nodes behind the rows: kinds, places, doubts and bases.

    Each fact is one query of one pattern over the nodes, and what joins them is done here: that is what costs least.
    """

    def __init__(self, graph: Graph, nodes: set[str], behind: list[Behind]) -> None:
        self._graph = graph
        listed = sorted(nodes)
        classes = self._ask("SELECT ?x ?y WHERE { ?x rdfs:subClassOf ?y }")
        self._classes = [(text(row["x"], short=False), text(row["y"], short=False)) for row in classes]
        self._stated = self._statements(listed)
        self._printed = {triple.subject for row in behind for triple in row.triples if triple.property in _PRINTS}
        self.basis = {
            (node, prop): basis
            for prop in ("hasBasis", "unitBasis")
            for node, basis in self._pairs(f"?x her2gc:{prop} ?y", sorted(self._stated))
        }
        self._places = self._where(listed)
        self._doubts = self._touching()
        self._aspects = self._about_properties(behind)
        self._lines = self._told()

    def places_of(self, row: Behind, nodes: set[str]) -> list[Place]:
        """Return where a row's statements stand; without statements, where its things are told of."""
        for some in (nodes & self._stated, self._printed & _subjects(row.triples), _tellers(row), nodes):
            found = {place for node in some for place in self._places.get(node, ())}
            if found:
                return sorted(found, key=words_of.order)
        return []

    def doubts_of(self, row: Behind, nodes: set[str]) -> list[Doubt]:
        """Return the doubts that concern what a row rests on, the weightiest first."""
        shown = nodes & self._stated | {triple.subject for triple in row.triples if triple.property in _PRINTS}
        found = {doubt for node in shown for doubt in self._doubts.get(node, ())}
        for triple in row.triples:
            found |= self._aspects.get((triple.subject, triple.property), set())
        return sorted(
            (self._lines[each] for each in found), key=lambda each: (_ORDER.get(each.weight, 9), each.label)
        )

    def _statements(self, nodes: list[str]) -> set[str]:
        """Return what among the nodes is a statement, an arm, a regimen or a population."""
        classes = {_HER2GC + name for name in _STATED}
        while below := {low for low, high in self._classes if high in classes} - classes:
            classes |= below
        return {node for node, cls in self._pairs("?x a ?y", nodes) if cls in classes}

    def _where(self, nodes: list[str]) -> dict[str, set[Place]]:
        found: dict[str, set[Place]] = defaultdict(set)
        for some, where in ((nodes, "?x her2gc:statedIn ?y"), (nodes, "?x her2gc:atPlace ?y"), (sorted(self._printed), "BIND (?x AS ?y)")):
            for row in self._ask(f"SELECT ?x ?y ?l WHERE {{ %s {where} . ?y rdfs:label ?l }}", some):
                found[row["x"].value].add(words_of.place(row["y"].value, text(row["l"])))
        return found

    def _touching(self) -> dict[str, set[str]]:
        """Return the doubts about each statement or a part of it, and about each cell that is printed."""
        found: dict[str, set[str]] = defaultdict(set)
        stated = sorted(self._stated)
        wholes: dict[str, set[str]] = defaultdict(set)
        parts = " ".join(f"her2gc:{name}" for name in _PARTS)
        for node, part in self._pairs(f"VALUES ?has {{ {parts} }} ?x ?has ?y", stated):
            wholes[part].add(node)
        for node, doubt in self._pairs("?y her2gc:concerns ?x", sorted(self._stated | wholes.keys())):
            for whole in {node} & self._stated | wholes.get(node, set()):
                found[whole].add(doubt)
        printed = sorted(self._printed)
        for node, doubt in self._pairs("?y her2gc:atPlace|her2gc:concerns ?x", printed):
            found[node].add(doubt)
        for node, doubt in self._about_tables(printed):
            found[node].add(doubt)
        return found

    def _about_tables(self, cells: list[str]) -> Iterator[tuple[str, str]]:
        """Yield cells and the doubts about a statement in them that are about their table."""
        if not cells:
            return
        saying: dict[str, set[str]] = defaultdict(set)
        for cell, said in self._pairs("?y her2gc:statedIn ?x", cells):
            saying[said].add(cell)
        doubted = self._pairs("?y her2gc:concerns ?x", sorted(self._statements(sorted(saying))))
        here = dict(self._pairs("?x her2gc:inRow/her2gc:inTable ?y", cells))
        tables: dict[str, set[str]] = defaultdict(set)
        for doubt, table in self._pairs("?x her2gc:atPlace/her2gc:inRow/her2gc:inTable ?y", sorted({doubt for _, doubt in doubted})):
            tables[doubt].add(table)
        yield from (
            (cell, doubt) for said, doubt in doubted for cell in saying[said] if here.get(cell) in tables[doubt]
        )

    def _about_properties(self, behind: list[Behind]) -> dict[tuple[str, str], set[str]]:
        """Return the doubts about one property of a thing, by both."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        query = "SELECT ?x ?p ?y WHERE { ?y her2gc:concernsProperty ?p ; her2gc:concerns ?x }"
        for row in self._ask(query):
            found[row["x"].value, row["p"].value].add(row["y"].value)
        return found

    def _told(self) -> dict[str, Doubt]:
        doubts = {each for some in (*self._doubts.values(), *self._aspects.values()) for each in some}
        query = (
            "SELECT ?x ?l ?k ?w WHERE { %s ?x rdfs:label ?l ; her2gc:hasDiscrepancyKind ?kind ; her2gc:hasWeight ?weight . "
            "?kind rdfs:label ?k . ?weight rdfs:label ?w }"
        )
        return {
            row["x"].value: Doubt(row["x"].value, text(row["l"]), text(row["k"]), text(row["w"]))
            for row in self._ask(query, sorted(doubts))
        }

    def _pairs(self, pattern: str, nodes: list[str]) -> list[tuple[str, str]]:
        """Return the values of ?x and ?y that a pattern gives, ?x among some nodes."""
        rows = self._ask(f"SELECT DISTINCT ?x ?y WHERE {{ %s {pattern} }}", nodes)
        return [(text(row["x"], short=False), text(row["y"], short=False)) for row in rows]

    def _ask(self, query: str, nodes: list[str] | None = None) -> Iterator[ox.QuerySolution]:
        """Ask a query; ``%s`` in it becomes a VALUES block for ?x, in parts where the nodes are many."""
        heads = f"PREFIX her2gc: <{_HER2GC}>\nPREFIX rdfs: <{PREFIXES['rdfs']}>\n"
        if nodes is None:
            yield from Rows(self._graph.results(heads + query)).solutions
            return
        for start in range(0, len(nodes), _MOST):
            values = " ".join(f"<{iri}>" for iri in nodes[start : start + _MOST])
            asked = heads + query.replace("%s", f"VALUES ?x {{ {values} }}")
            yield from Rows(self._graph.results(asked)).solutions


def _tellers(row: Behind) -> set[str]:
    """Return the subjects of the triples that tell something, not merely a name or a class."""
    return {
        triple.subject for triple in row.triples if triple.property not in NAMING | PLACING and triple.property != TYPE
    }
