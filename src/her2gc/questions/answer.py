"""The answer to a stored question or to a query of one's own: its rows, what touches them, and how they are shown."""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from her2gc.errors import Her2gcError
from her2gc.questions import binding, kept, render
from her2gc.questions.binding import Asked
from her2gc.questions.question import Question
from her2gc.questions.render import MOST, Sheet
from her2gc.questions.rows import Row, Rows
from her2gc.store.graph import Graph
from her2gc.store.names import words

if TYPE_CHECKING:
    from her2gc.questions.contract import Contract, RowContract

__all__ = ["Answer", "Row", "ask"]


def ask(graph: Graph, question: Question, values: Mapping[str, object]) -> "Answer":
    """Put a question to a graph; ``binding.asked`` tells of the values and the errors."""
    asked = binding.asked(graph, question, values)
    return Answer(kept.results(graph, asked.query), asked=asked)


class _Nowhere:
    """In place of the graph in a copy of an answer: what is to be known of the graph was asked before."""

    def results(self, query: str) -> bytes:  # noqa: ARG002 (what every graph takes)
        """Refuse."""
        raise Her2gcError("this is a copy of an answer, without its graph", "ask the question again")


_NOWHERE = _Nowhere()


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
        self.figures_are_printed = asked is not None
        self._why: list[str] | None = None  # why there are no rows

    def __getstate__(self) -> dict[str, Any]:
        """Return the answer as plain data, with what its rows carry: a copy needs no graph."""
        state = {**super().__getstate__(), "figures_are_printed": self.figures_are_printed}
        if self.asked is not None:
            state |= {"asked": self.asked._replace(graph=_NOWHERE), "contract": self.contract}
            state["as_of"] = self.as_of
            if not self and self.boolean is None:
                self._notes(None)
        return {"asked": None, **state, "_why": self._why}

    @cached_property
    def contract(self) -> "Contract | None":
        """Places, doubts and origin of each row; None where no stored question was asked."""
        if self.asked is None or not self.solutions:
            return None
        from her2gc.questions.contract import Contract

        return Contract(self.asked.graph, self.asked.query, self, self.asked.question.computed)

    def origin_of(self, place: int) -> str:
        """Return whose word the row at a place is: ``asserted``, ``computed``, ``yours, from "mine.ttl"``."""
        return "" if self.contract is None else self.contract[place].origin

    def part(self, places: Sequence[int], asked: Asked | None = None) -> "Answer":
        """Return some of the rows, by their places from 0, with what they carry.

        Parameters
        ----------
        places
            Which rows.
        asked
            What they answer, where it is not the same question with the same values.
        """
        told = json.loads(self.json)
        told["results"]["bindings"] = [told["results"]["bindings"][place] for place in places]
        asked = asked or self.asked
        found = Answer(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), asked=asked)
        if asked is not None and self.contract is not None:
            from her2gc.questions.contract import Contract

            contract = Contract(asked.graph, asked.query, found, asked.question.computed)
            vars(contract)["_rows"] = [self.contract[place] for place in places]
            vars(found)["contract"] = contract if places else None
        return found

    @cached_property
    def as_of(self) -> str | None:
        """The year as of which the review's word holds, where the question tells what time changes; else None."""
        if self.asked is None or not self.solutions:
            return None
        from her2gc.questions import as_of

        return as_of.year(self.asked.graph) if as_of.concerned(self.asked.question) else None

    @cached_property
    def shown(self) -> list[int]:
        """The places of the columns that people read: those that only hold IRIs for machines are left out."""
        heads = range(len(self.columns))
        if self.asked is None or not self.solutions:
            return list(heads)
        return [place for place in heads if not self.for_machines(self.columns[place])] or list(heads)

    @cached_property
    def sheet(self) -> Sheet:
        """What people read, with places in short forms."""
        return self.sheet_with(whole_places=False)

    def sheet_with(self, *, whole_places: bool, bare: bool = False) -> Sheet:
        """Return what people read: heads in words, marks on the rows, their places and origin, and notes.

        Parameters
        ----------
        whole_places
            Write places whole instead of in short forms.
        bare
            Leave out what the question does not itself ask for.
        """
        contract = None if bare else self.contract
        shown = [self.names[place] for place in self.shown]
        if contract is not None:
            shown = [name for name in shown if name not in (*_OWN_PLACES, *_TOLD_BY_PLACES)] or shown
        heads = [words(name.removesuffix("Label")) for name in shown]
        places = [self.names.index(name) for name in shown]
        rows = [[row[place] for place in places] for row in self.cells()]
        links = [[row.iri(name) for name in shown] for row in self]
        if contract is not None:
            extra = {"places": [each.full_places if whole_places else each.short_places for each in contract]}
            if not contract.origin:
                # for people: what is not asserted, where most of the row is, and not the same of every row
                extra["origin"] = [each.origin_but(contract.shared) for each in contract]
            for head, cells in extra.items():
                heads.append(head)
                rows = [[*row, cell] for row, cell in zip(rows, cells, strict=True)]
                links = [[*row, None] for row in links]
            for row, numbers in zip(rows, contract.numbers, strict=True):
                if numbers:
                    row[0] = f"{row[0]} [{','.join(map(str, numbers))}]".lstrip()
        marks = contract.numbers if contract is not None else []
        return Sheet(heads, rows, links, self._count(contract), self._notes(contract), marks)

    def _count(self, contract: "Contract | None") -> str:
        if not self:
            return "no rows"
        count = f"{len(self)} row" + "s" * (len(self) != 1) + (f", cut after {self.cut}" if self.cut else "")
        if contract is None:
            return count
        told = f"{count}, {contract.origin}" if contract.origin else count
        if contract.shared:
            told = f"{told}; of each, {'; '.join(contract.shared)}"
        theirs = all(row.source for row in contract)  # then no word of the review's is told
        return told if self.as_of is None or theirs else f"{told}; the review's word as of {self.as_of}"

    def _notes(self, contract: "Contract | None") -> list[str]:
        if self.asked is None:
            return []
        if not self:
            from her2gc.questions.empty import reasons

            if self._why is None:
                self._why = reasons(self.asked)
            return self._why
        doubts = contract.doubts if contract is not None else []
        notes = [f"[{number}] {doubt.line}" for number, doubt in enumerate(doubts, 1)]
        return [*notes, "'her2gc query discrepancies' tells more of each doubt"] if notes else []

    def render(
        self,
        form: str,
        width: int = 80,
        *,
        bare: bool = False,
        whole_places: bool = False,
        most: int | None = MOST,
    ) -> bytes:
        """Return the answer in one of ``render.FORMATS``: SPARQL 1.1 results formats, or text for people.

        Parameters
        ----------
        form
            One of them.
        width
            Columns of the terminal, for ``table``.
        bare
            Leave out places, doubts and origin that the question does not itself ask for.
        whole_places
            Write places whole in text for people, too.
        most
            The most lines of a ``table``; None shows every row.
        """
        if form in ("table", *_PAPERS):
            body = self.text(form, width, bare=bare, whole_places=whole_places, most=most).encode()
        else:
            body = self.serialize(form, bare=bare)
        return body if body.endswith(b"\n") else body + b"\n"

    def text(
        self,
        form: str = "table",
        width: int = 80,
        *,
        bare: bool = False,
        whole_places: bool = False,
        most: int | None = MOST,
    ) -> str:
        """Return the answer as ``table``, ``markdown`` or ``html``; ``render`` tells of the parameters."""
        if self.boolean is not None:
            told = "true" if self.boolean else "false"
            return f"<p>{told}</p>" if form == "html" else told
        sheet = self.sheet_with(whole_places=whole_places, bare=bare)
        return _PAPERS[form](sheet) if form in _PAPERS else render.table(sheet, width, most)

    def serialize(self, form: str, *, bare: bool = False) -> bytes:
        """Return the SPARQL 1.1 results format ``json``, ``xml``, ``csv`` or ``tsv``, with what the rows carry.

        Further variables are ``places`` and ``doubts`` in words, ``placeIris`` and ``doubtIris`` as IRIs parted by
        blanks, ``origin`` and, where time changes the answer, ``asOf``; ``bare`` leaves them out.
        """
        if bare or self.asked is None or self.boolean is not None:
            return super().serialize(form)
        told: dict[str, Any] = json.loads(self.json)
        heads = told["head"]["vars"]
        told["head"]["vars"] = [name for name in heads if name not in _OWN_PLACES] + self._further_names
        for bound, each in zip(told["results"]["bindings"], self.contract or [], strict=True):
            for name in _OWN_PLACES:
                bound.pop(name, None)
            for name, value in self._further(each).items():
                if value:
                    bound[name] = {"type": "literal", "value": value}
        return Rows(json.dumps(told).encode()).serialize(form)

    def frame(self) -> dict[str, list[Any]]:
        """Return the columns of ``to_pandas`` by name, with what the rows carry."""
        frame = super().frame()
        if self.asked is None:
            return frame
        frame = {name: cells for name, cells in frame.items() if name not in _OWN_PLACES}
        rows = [self._further(each) for each in self.contract or []]
        return frame | {name: [row[name] for row in rows] for name in self._further_names}

    @property
    def _further_names(self) -> list[str]:
        return [*(["asOf"] if self.as_of is not None else []), *_FURTHER]

    def _further(self, row: "RowContract") -> dict[str, str]:
        """Return what a row carries besides its cells and, where time changes it, as of when it holds."""
        if self.as_of is None:
            return further(row)
        from her2gc.questions import as_of

        return {**further(row), "asOf": as_of.of_row(row, self.as_of)}

    def __repr__(self) -> str:
        return self.text(width=100)

    def _repr_html_(self) -> str:
        return self.text("html")


def further(row: "RowContract") -> dict[str, str]:
    """Return what a row carries besides its cells, in words and as IRIs."""
    return {
        "places": row.full_places,
        "placeIris": " ".join(place.iri for place in row.places),
        "doubts": "; ".join(doubt.line for doubt in row.doubts),
        "doubtIris": " ".join(doubt.iri for doubt in row.doubts),
        "origin": row.origin,
    }


_FURTHER = ("places", "placeIris", "doubts", "doubtIris", "origin")
_OWN_PLACES = ("places",)  # the column of a question that the contract's places stand in for
_TOLD_BY_PLACES = (
    "figures",
)  # where figures stand: people read it under places, machines keep the row of the table
_PAPERS = {"markdown": render.markdown, "html": render.html}
