"""The answer to a stored question or to a query of one's own: its rows, what touches them, and how they are shown."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc.questions import catalogue, render
from her2gc.questions.catalogue import Asked
from her2gc.questions.question import Question
from her2gc.questions.render import Sheet
from her2gc.questions.rows import Column, Row, Rows
from her2gc.store.graph import Graph
from her2gc.store.names import words

if TYPE_CHECKING:
    from her2gc.questions.marks import Marks

__all__ = ["Answer", "Row", "ask"]


def ask(graph: Graph, question: Question, values: Mapping[str, object]) -> "Answer":
    """Put a question to a graph; ``catalogue.asked`` tells of the values and the errors."""
    asked = catalogue.asked(graph, question, values)
    return Answer(graph.results(asked.query), asked=asked)


class Answer(Rows):
    """The answer to a question.

    >>> import her2gc
    >>> row = her2gc.load().ask("failed-agents", line="second")[2]
    >>> row.agent, row.trial, row["overallSurvival"]
    ('trastuzumab emtansine', 'GATSBY', '7.9 vs 8.6 months, HR 1.15, P = 0.86')

    Parameters
    ----------
    results
        SPARQL 1.1 JSON results.
    cut
        The number of rows after which the answer was cut, if it was.
    asked
        The stored question that it answers, if it is one.
    """

    def __init__(self, results: bytes, *, cut: int | None = None, asked: Asked | None = None) -> None:
        super().__init__(results, cut=cut)
        self.asked = asked

    @cached_property
    def marks(self) -> "Marks | None":
        """The doubts that touch each row, and what it rests on; None where no stored question was asked."""
        if self.asked is None or not self.solutions:
            return None
        from her2gc.questions.marks import Marks

        return Marks(self.asked.graph, self.asked.query, self)

    @cached_property
    def shown(self) -> list[int]:
        """The places of the columns that people read: those that only hold IRIs for machines are left out."""
        heads = range(len(self.columns))
        if self.asked is None or not self.solutions:
            return list(heads)
        return [place for place in heads if not self._for_machines(self.columns[place])] or list(heads)

    def _for_machines(self, column: Column) -> bool:
        if column.name == "statements":
            return True
        cells = [solution[column.variable] for solution in self.solutions]
        return column.label is None and all(each is None or isinstance(each, ox.NamedNode) for each in cells)

    @cached_property
    def sheet(self) -> Sheet:
        """What people read: heads in words, marks on the rows, their places, and notes."""
        shown = [self.names[place] for place in self.shown]
        heads = [words(name.removesuffix("Label")) for name in shown]
        rows = [[row[place] for place in self.shown] for row in self.cells()]
        links = [[row.iri(name) for name in shown] for row in self]
        marks = self.marks
        if marks is not None:
            extra = {
                "places": [] if {"place", "places"} & set(self.names) else marks.places,
                "rests on": marks.mixed,
            }
            for head, cells in extra.items():
                if any(cells):
                    heads.append(head)
                    rows = [[*row, cell] for row, cell in zip(rows, cells, strict=True)]
                    links = [[*row, None] for row in links]
            for row, numbers in zip(rows, marks.numbers, strict=True):
                if numbers:
                    row[0] = f"{row[0]} [{','.join(map(str, numbers))}]".lstrip()
        return Sheet(heads, rows, links, self._count(), self._notes())

    def _count(self) -> str:
        if not self:
            return "no rows"
        count = f"{len(self)} row" + "s" * (len(self) != 1) + (f", cut after {self.cut}" if self.cut else "")
        return f"{count}, {self.marks.summary}" if self.marks is not None and self.marks.summary else count

    def _notes(self) -> list[str]:
        if self.asked is None:
            return []
        if not self:
            from her2gc.questions.empty import reasons

            return reasons(self.asked)
        doubts = self.marks.doubts if self.marks is not None else []
        notes = [f"[{number}] {doubt.line}" for number, doubt in enumerate(doubts, 1)]
        return [*notes, "'her2gc query discrepancies' tells more of each doubt"] if notes else []

    def render(self, form: str, width: int = 80) -> bytes:
        """Return the answer in one of ``render.FORMATS``: SPARQL 1.1 results formats, or text for people.

        Parameters
        ----------
        form
            One of them.
        width
            Columns of the terminal, for ``table``.
        """
        body = self.text(form, width).encode() if form in ("table", *_PAPERS) else self.serialize(form)
        return body if body.endswith(b"\n") else body + b"\n"

    def text(self, form: str = "table", width: int = 80) -> str:
        """Return the answer as ``table``, ``markdown`` or ``html``."""
        if self.boolean is not None:
            told = "true" if self.boolean else "false"
            return f"<p>{told}</p>" if form == "html" else told
        return _PAPERS[form](self.sheet) if form in _PAPERS else render.table(self.sheet, width)

    def __repr__(self) -> str:
        return self.text(width=100)

    def _repr_html_(self) -> str:
        return self.text("html")


_PAPERS = {"markdown": render.markdown, "html": render.html}
