"""Sheets as text: a table for a terminal, Markdown and HTML for papers."""

import os
import re
import sys
from typing import NamedTuple

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "html")
_SIDE_BY_SIDE = 24  # the least width of a column when rows stand side by side
_MARKUP = re.compile(r"[\\|`*~]|(?<!\w)_|_(?!\w)|(?<=\])\(")  # what Markdown would not take for text
_WORD = 12  # a column is not made narrower than this, or than its text where that is shorter


class Sheet(NamedTuple):
    """What people read of an answer."""

    heads: list[str]
    rows: list[list[str]]
    links: list[list[str | None]]  # for each cell, the IRI behind it
    total: str  # how many rows, and what they rest on
    notes: list[str]  # below the rows; without rows, why there are none


def default_format(output: str | None) -> str:
    """Return ``table`` on a terminal and ``tsv`` when piped or written to a file."""
    return "table" if output is None and sys.stdout.isatty() else "tsv"


def terminal_width() -> int:
    """Return the width of the terminal in columns; 80 when it is unknown."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def table(sheet: Sheet, width: int = 80) -> str:
    """Return a table no wider than the terminal, or one block per row where the columns do not fit."""
    notes = [line for note in (sheet.total, *sheet.notes) for line in folded(note, width)]
    if not sheet.rows:
        return "\n".join(notes)
    full = [place for place in range(len(sheet.heads)) if any(row[place] for row in sheet.rows)]
    heads, rows = (
        [sheet.heads[place] for place in full],
        [[row[place] for place in full] for row in sheet.rows],
    )
    return "\n".join([layout(heads, rows, width), *notes])


def layout(heads: list[str], rows: list[list[str]], width: int) -> str:
    """Return the layout that reads best: a grid, a grid with one column per row, or one block per row."""
    for hyphens in (False, True):
        if widths := fit(heads, rows, width, hyphens=hyphens):
            return grid(heads, rows, widths)
    side = max(map(len, heads))
    if len(rows) > 1 and (width - side) // len(rows) - 3 >= _SIDE_BY_SIDE:
        turned = [list(line) for line in zip(heads, *rows, strict=True)]
        room = (width - side - 3 * len(rows)) // len(rows)
        return grid(turned[0], turned[1:], [side] + [room] * len(rows), spaced=False)
    return records(heads, rows, width)


def fit(heads: list[str], rows: list[list[str]], width: int, *, hyphens: bool) -> list[int] | None:
    """Return column widths that fit, the widest column giving way first, or None where they cannot.

    No word is broken, save at its hyphens where ``hyphens`` allows it.
    """
    columns = [[head, *(row[place] for row in rows)] for place, head in enumerate(heads)]
    lines = [[line for cell in column for line in cell.split("\n")] for column in columns]
    widths = [max(map(len, column)) for column in lines]
    parts = [
        [word for line in column for word in (line.replace("-", "- ") if hyphens else line).split()]
        for column in lines
    ]
    least = [max(map(len, column), default=0) for column in parts]
    least = [min(full, max(word, _WORD)) for full, word in zip(widths, least, strict=True)]
    room = width - 3 * len(heads) + 1
    if sum(least) > room:
        return None
    while sum(widths) > room:
        place = max(range(len(widths)), key=lambda n: widths[n] if widths[n] > least[n] else -1)
        widths[place] -= 1
    return widths


def grid(heads: list[str], rows: list[list[str]], widths: list[int], *, spaced: bool = True) -> str:
    """Return a grid under a rule; blank lines part the rows where one has several lines and ``spaced`` asks for it."""
    from prettytable import PrettyTable

    blocks = [cells(row, widths) for row in rows]
    tall = spaced and any("\n" in cell for block in blocks for cell in block)
    shown = PrettyTable(header=False, border=False, align="l")
    shown.add_row(cells(heads, widths))
    top = len(shown.get_string().splitlines())
    for block in blocks:
        shown.add_row([f"{cell}\n" for cell in block] if tall and block is not blocks[-1] else block)
    lines = [line.rstrip() for line in shown.get_string().splitlines()]
    return "\n".join([*lines[:top], "─" * max(map(len, lines)), *lines[top:]])


def cells(texts: list[str], widths: list[int]) -> list[str]:
    """Return the cells of one row, each wrapped to its column's width."""
    return ["\n".join(folded(cell, room)) for cell, room in zip(texts, widths, strict=True)]


def folded(cell: str, room: int) -> list[str]:
    """Return a cell's text in lines of at most so many characters, its own line breaks kept."""
    from textwrap import wrap

    lines = []
    for line in cell.split("\n"):
        long = max(map(len, line.split()), default=0) > room
        lines += wrap(line, room, break_on_hyphens=long) or [""]
    return lines


def records(heads: list[str], rows: list[list[str]], width: int) -> str:
    """Return one block per row: head and value, line by line."""
    indent = max(map(len, heads)) + 2
    blocks = []
    for row in rows:
        lines = []
        for head, cell in zip(heads, row, strict=True):
            for place, part in enumerate(folded(cell, max(width - indent, 20)) if cell else []):
                lines.append(f"{head if place == 0 else '':<{indent}}{part}")
        blocks.append("\n".join(lines))
    rule = "\n" + "─" * min(width, 80) + "\n"
    return rule.join(blocks) + rule.rstrip("\n")


def markdown(sheet: Sheet) -> str:
    """Return a Markdown table; notes below it."""
    if not sheet.rows:
        return "  \n".join(map(_markdown_cell, [sheet.total, *sheet.notes]))
    lines = [sheet.heads, ["---"] * len(sheet.heads), *sheet.rows]
    shown = [f"| {' | '.join(map(_markdown_cell, line))} |" for line in lines]
    below = ["", *(f"{_markdown_cell(note)}  " for note in sheet.notes)] if sheet.notes else []
    return "\n".join([*shown, *below])


def _markdown_cell(cell: str) -> str:
    plain = cell.replace("&", "&amp;").replace("<", "&lt;")
    return _MARKUP.sub(r"\\\g<0>", plain).replace("\n", "<br>")


def html(sheet: Sheet) -> str:
    """Return an HTML table, labels linked to their IRIs, and notes below it."""
    from html import escape

    def cell(text: str, link: str | None) -> str:
        shown = escape(text).replace("\n", "<br>")
        web = link is not None and link.startswith(("http://", "https://"))
        return f'<td><a href="{escape(link or "")}">{shown}</a></td>' if web else f"<td>{shown}</td>"

    if not sheet.rows:
        return f"<p>{'<br>'.join(map(escape, [sheet.total, *sheet.notes]))}</p>"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in sheet.heads)
    lines = [
        f"<tr>{''.join(map(cell, row, links))}</tr>"
        for row, links in zip(sheet.rows, sheet.links, strict=True)
    ]
    below = f"<p>{'<br>'.join(map(escape, sheet.notes))}</p>" if sheet.notes else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>{below}"
