"""The contract of a row: where its statements stand, which doubts concern them, and whose word its cells are.

A row rests on the triples behind it (``lineage``). From them follow, in ``behind`` and nowhere else:

- **places**: of the statements, arms, regimens and populations among the subjects of these triples, without the
  criteria, populations and treatments of which the row tells no more than the name; where there is none, of what the
  row is about; else "not stated". A row that is there by the word of another source or of a user
  (``theirs``) has the places that they give, or their file, and none of the review's.
- **doubts**: those that concern one of these statements or a part of it; those at a cell of a table that the row
  prints, or about what stands in it; and those about a property of a thing (``her2gc:concernsProperty``) that the row
  tells. A doubt about a trial or an agent as a whole does not spread to every row of it.
- **origin**: of each cell by the named graphs that hold its triples, by the basis that its statement gives, and by
  whether the question computes it. What only repeats an asserted triple in wider words is as asserted as that.
"""

import zlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, overload

from her2gc.questions.carried import ROW, Doubt, RowContract
from her2gc.questions.places import Place
from her2gc.questions.rows import Rows
from her2gc.store.graph import Graph, LocalGraph

__all__ = ["ROW", "Contract", "Doubt", "RowContract"]


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
    def shared(self) -> list[str]:
        """What the origins of all rows say alike, where they differ: told once below a table."""
        if self.origin or len(self) <= _FEW:
            return []
        common = set.intersection(*(set(row.origin_parts) for row in self))
        return [each for each in self[0].origin_parts if each in common]

    @cached_property
    def _rows(self) -> list[RowContract]:
        """What each row carries: kept beside the store from the last time that the same was asked, or worked out."""
        from her2gc.questions import kept

        if not isinstance(self._graph, LocalGraph) or self._graph.folder is None:
            return self._worked_out()
        asked = f"{sorted(self._computed)}\n{self._graph.inferred}\n{self._query}".encode()
        name = "-".join(
            f"{one(text):08x}{len(text):x}" for text in (asked, self._answer.json) for one in _SUMS
        )
        known = kept.read(self._graph.folder, name)
        if known is not None:
            return _from_json(known)
        rows = self._worked_out()
        kept.write(self._graph.folder, name, _as_json(rows))
        return rows

    def _worked_out(self) -> list[RowContract]:
        from her2gc.questions.behind import work_out

        return work_out(self._graph, self._query, self._answer, self._computed)


_FEW = 2  # what more rows than this say alike is told once
_SUMS = (zlib.crc32, zlib.adler32)


def _as_json(rows: list[RowContract]) -> dict[str, Any]:
    """Return rows with each place and doubt written once."""
    places = list(dict.fromkeys(place for row in rows for place in row.places))
    doubts = list(dict.fromkeys(doubt for row in rows for doubt in row.doubts))
    at = {place: number for number, place in enumerate(places)}
    on = {doubt: number for number, doubt in enumerate(doubts)}
    return {
        "places": places,
        "doubts": doubts,
        "rows": [
            [
                [at[each] for each in row.places],
                [on[each] for each in row.doubts],
                row.origin,
                row.cell_origins,
            ]
            for row in rows
        ],
    }


def _from_json(told: Any) -> list[RowContract]:
    places = [Place(*each) for each in told["places"]]
    doubts = [Doubt(*each) for each in told["doubts"]]
    return [
        RowContract([places[each] for each in at], [doubts[each] for each in on], origin, cells)
        for at, on, origin, cells in told["rows"]
    ]
