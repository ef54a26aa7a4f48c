"""An answer as a table of a page: cells with links, doubts and places beside each row."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from her2gc.questions.answer import Answer
from her2gc.web.routes import Links

_WIDE = 7  # columns for which a page has room
_ORIGINS = re.compile(r"\b(asserted|computed|inferred|curated)\b")
_COUNTED = re.compile(r"\d[\d,]* rows?")


class Cell(NamedTuple):
    """One cell: its text, where it leads to, and its origin where that is not the row's."""

    text: str
    link: str


class Line(NamedTuple):
    """One row with what it carries."""

    cells: list[Cell]
    marks: list[int]  # the numbers of its doubts
    short: str  # its places in short
    places: list[tuple[str, str]]  # each place whole, and where it leads to
    origin: str
    key: str = ""  # by which a script finds the row again


class Table(NamedTuple):
    """An answer: heads, rows, doubts in order of their numbers, and words on all of it.

    ``same`` has the columns in which all rows are alike, ``empty`` the names of those without any cell: told in words,
    not shown (``narrow``).
    """

    heads: list[str]
    lines: list[Line]
    doubts: list[tuple[str, str]]
    total: str
    notes: list[str]
    same: tuple[tuple[str, Cell], ...] = ()
    empty: tuple[str, ...] = ()

    @property
    def origin(self) -> bool:
        """Whether the words on it say whose word its rows are."""
        return _ORIGINS.search(self.total) is not None


def table(answer: Answer, links: Links, most: int | None = None, keys: Sequence[str] = ()) -> Table:
    """Return an answer as a table.

    Parameters
    ----------
    answer
        What was answered.
    links
        How the page writes addresses.
    most
        The most rows to show; the total tells of all.
    keys
        For each row what a script knows it by, where one looks for rows.
    """
    contract = answer.contract
    bare, told_in_words = answer.sheet_with(whole_places=False, bare=True), answer.sheet
    kept = [n for n, head in enumerate(bare.heads) if contract is None or head not in ("place", "places")]
    lines = []
    for place, (row, targets) in enumerate(zip(bare.rows[:most], bare.links[:most], strict=True)):
        told = contract[place] if contract is not None else None
        lines.append(
            Line(
                [Cell(row[n], links.node(iri) if (iri := targets[n]) else "") for n in kept],
                sorted(contract.numbers[place]) if contract is not None else [],
                told.short_places if told else "",
                [(each.brief, links.node(each.iri)) for each in told.places] if told else [],
                told.origin if told else "",
                keys[place] if keys else "",
            )
        )
    doubts = [(each.line, links.node(each.iri)) for each in contract.doubts] if contract is not None else []
    notes = [] if answer else told_in_words.notes
    return Table([bare.heads[n] for n in kept], lines, doubts, told_in_words.total, notes)


def narrow(whole: Table) -> Table:
    """Return a table that is wider than a page without the columns that tell no row from another.

    What is left fits more often, and the figures that one came for are not pushed out of sight. The first column stays.
    """
    if len(whole.heads) <= _WIDE or not whole.lines:
        return whole
    kept = [0]
    same: tuple[tuple[str, Cell], ...] = ()
    empty: tuple[str, ...] = ()
    for place, head in enumerate(whole.heads[1:], 1):
        cells = {line.cells[place] for line in whole.lines}
        if not any(cell.text for cell in cells):
            empty += (head,)
        elif len(cells) == 1 and len(whole.lines) > 1:
            same += ((head, cells.pop()),)
        else:
            kept.append(place)
    heads = [whole.heads[place] for place in kept]
    lines = [line._replace(cells=[line.cells[place] for place in kept]) for line in whole.lines]
    return whole._replace(heads=heads, lines=lines, same=same, empty=empty)


def by_cell(whole: Table, head: str, empty: str) -> dict[str, Table]:
    """Return a table's rows as one table for each text of a column, each with its own doubts, numbered anew.

    Parameters
    ----------
    whole
        The table.
    head
        The column; it is left out.
    empty
        What to call rows whose cell is empty.
    """
    column = whole.heads.index(head)
    grouped: dict[str, list[Line]] = {}
    for line in whole.lines:
        kept = [cell for place, cell in enumerate(line.cells) if place != column]
        grouped.setdefault(line.cells[column].text or empty, []).append(line._replace(cells=kept))
    heads = [each for each in whole.heads if each != head]
    found = {}
    for text, lines in grouped.items():
        marks = sorted({mark for line in lines for mark in line.marks})
        anew = {mark: number for number, mark in enumerate(marks, 1)}
        told = [line._replace(marks=[anew[mark] for mark in line.marks]) for line in lines]
        of_all = _COUNTED.sub("", whole.total)  # whose word it is, and as of when
        total = f"{len(told)} row{'s' if len(told) != 1 else ''}{of_all}"
        found[text] = Table(heads, told, [whole.doubts[mark - 1] for mark in marks], total, [])
    return found


def record(answer: Answer) -> list[dict[str, Any]]:
    """Return the rows with what they carry, for a machine."""
    contract = answer.contract
    found = []
    for place, row in enumerate(answer):
        told = contract[place] if contract is not None else None
        found.append(
            {
                "cells": {name: row[name] for name in answer.names},
                "iris": {name: iri for name in answer.names if (iri := row.iri(name))},
                "places": [each._asdict() for each in told.places] if told else [],
                "doubts": [each._asdict() for each in told.doubts] if told else [],
                "origin": told.origin if told else "",
                "cellOrigins": told.cell_origins if told else {},
            }
        )
    return found
