"""Works out what each row of an answer carries, from the triples behind it."""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import pyoxigraph as ox

from her2gc.questions import places as words_of
from her2gc.questions.carried import ROW, RowContract
from her2gc.questions.doubts import Facts, subjects
from her2gc.questions.held import Held
from her2gc.questions.lineage import Behind, Lineage, NotRead, Triple
from her2gc.questions.origin import ASSERTED, Origins, word
from her2gc.questions.rows import Rows
from her2gc.questions.theirs import OURS, Theirs
from her2gc.store.graph import Graph, LocalGraph
from her2gc.store.names import words


def work_out(graph: Graph, query: str, answer: Rows, computed_by_header: set[str]) -> list[RowContract]:
    """Return what each row of an answer carries; ``Contract`` tells of the parameters."""
    with _uncollected():
        return _worked_out(graph, query, answer, computed_by_header)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: millions of small things are made that stay, and none in a ring.

    Looking through them again and again takes a third of the whole.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


def _worked_out(graph: Graph, query: str, answer: Rows, computed_by_header: set[str]) -> list[RowContract]:
    solutions = answer.solutions
    try:
        lineage = Lineage(graph, query)
        behind, computed = lineage.rows(solutions), computed_by_header | lineage.computed
    except NotRead:
        behind, computed = [Behind(frozenset(), {}, []) for _ in solutions], computed_by_header
    held = _held(graph, behind)
    if held is not None:
        behind = held.there(behind)
    in_cells = [_iris(answer, solution) for solution in solutions]
    nodes = [subjects(each.triples) | iris for each, iris in zip(behind, in_cells, strict=True)]
    facts = Facts(graph, {iri for row in nodes for iri in row}, behind)
    some = held is not None and any(each.triples for each in behind)
    told = Origins(held, facts.basis) if held is not None and some else None
    found = []
    for solution, row, iris in zip(solutions, behind, nodes, strict=True):
        cells = {} if told is None else _cells(answer, solution, row, computed, told)
        theirs = OURS if told is None else told.theirs(row)
        found.append(
            RowContract(
                facts.places_of(row, iris, theirs),
                facts.doubts_of(row, iris - theirs.only, theirs),
                _line(cells, theirs),
                cells,
            )
        )
    return found


def _iris(answer: Rows, solution: ox.QuerySolution) -> set[str]:
    """Return the IRIs in a row, those that a column ``statements`` lists among them."""
    found = set()
    for name in answer.variables:
        term = solution[name]
        if isinstance(term, ox.NamedNode):
            found.add(term.value)
        elif name == "statements" and isinstance(term, ox.Literal):
            found |= set(term.value.split())
    return found


def _cells(
    answer: Rows, solution: ox.QuerySolution, row: Behind, computed: set[str], told: Origins
) -> dict[str, str]:
    """Return the origin of each cell, and of the row's being there where that is another."""
    found = {}
    used: set[Triple] = set()
    unprinted = told.unprinted(row.triples)
    for column in answer.columns:
        names = [column.variable, *([column.label] if column.label else [])]
        behind = frozenset().union(*(row.cells[name] for name in names if name in row.cells))
        used |= behind
        hidden = column.name == "places" or answer.for_machines(column)
        if hidden or all(solution[name] is None for name in names):
            continue
        if computed & set(names):
            found[column.name] = told.of_computed(behind)
        elif word := told.of_cell(behind, solution[column.variable], unprinted):
            found[column.name] = word
    rest = told.of_row(row.ways, used)
    if rest and rest not in found.values():
        found[ROW] = rest
    return found


def _line(cells: dict[str, str], theirs: Theirs) -> str:
    """Return origins in one line: that of most cells, then the others with their cells.

    Where the row is there by the word of others, theirs comes first, however many cells the review tells.
    """
    if not cells:
        return words_of.NOWHERE
    alone = {word(graph) for graphs in theirs.graphs.values() for graph in graphs} if theirs.alone else set()
    return _told(tuple(cells.items()), " and ".join(sorted(alone)) if theirs.alone else None)


@lru_cache(maxsize=1024)
def _told(cells: tuple[tuple[str, str], ...], first: str | None) -> str:
    """Return origins by cell in one line, which many rows share; another than that of most cells may come first."""
    count = Counter(told for _, told in cells)
    most = first if first is not None else max(count, key=lambda word: (count[word], word == ASSERTED))
    others: dict[str, list[str]] = {}
    for name, told in cells:
        if told != most:
            others.setdefault(told, []).append("that the row is here" if name == ROW else words(name))
    return "; ".join([most, *(f"{told}: {', '.join(names)}" for told, names in others.items())])


def _held(graph: Graph, behind: list[Behind]) -> Held | None:
    """Return what tells which named graph holds the triples behind the rows; None where nothing does."""
    if isinstance(graph, LocalGraph):
        return Held(graph.store)
    from her2gc.store.remote import RemoteGraph, around

    if not isinstance(graph, RemoteGraph):
        return None
    triples = {triple for row in behind for triple in row.triples}
    ends = {triple.object.value for triple in triples if isinstance(triple.object, ox.NamedNode)}
    store = around(graph, {triple.subject for triple in triples} | ends)
    return None if store is None else Held(store)
