"""Sheets as text: a table for a terminal, Markdown and HTML for papers."""

import os
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "html")
MOST = 200  # lines that a table takes unless all of it is asked for
_TALL = 6  # lines that a row takes in a layout that reads well
_LOW = 2  # lines up to which a row of a grid is low
_FEW = 6  # rows that stand side by side
_DOT = "\u00b7"
_SIDE_BY_SIDE = 24  # the least width of a column when rows stand side by side
_MARKUP = re.compile(r"[\\|`*~]|(?<!\w)_|_(?!\w)|(?<=\])\(")  # what Markdown would not take for text
_WORD = 12  # a column is not made narrower than this, or than its text where that is shorter
_SHORT_WORD = 8  # nor than this where the other leaves no grid
_ALIKE = 2  # a column is told once where more rows than this all say the same


class Sheet(NamedTuple):
    """What people read of an answer."""

    heads: list[str]
    rows: list[list[str]]
    links: list[list[str | None]]  # for each cell, the IRI behind it
    total: str  # how many rows, and whose word they are
    notes: list[str]  # below the rows; without rows, why there are none
    marks: Sequence[Sequence[int]] = ()  # for each row, which of the notes concern it, counted from 1


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


def table(sheet: Sheet, width: int = 80, most: int | None = MOST) -> str:
    """Return a table no wider than the terminal, and no longer than so many lines.

    Parameters
    ----------
    sheet
        What to show.
    width
        Columns of the terminal.
    most
        The most lines, with those notes only that concern the rows shown; None shows all.
    """
    if not sheet.rows:
        return "\n".join(line for note in (sheet.total, *sheet.notes) for line in folded(note, width))
    whole = _lines(sheet, len(sheet.rows), width)
    if most is None or len(whole) <= most:
        return "\n".join(whole)
    few, many = 1, len(sheet.rows)  # at least one row is shown
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if len(_lines(sheet, middle, width)) <= most else (few, middle)
    return "\n".join(_lines(sheet, few, width))


def _lines(sheet: Sheet, count: int, width: int) -> list[str]:
    """Return the lines of a table with the first rows only."""
    shown = sheet.rows[:count]
    full = [place for place in range(len(sheet.heads)) if any(row[place] for row in shown)]
    heads, rows = [sheet.heads[place] for place in full], [[row[place] for place in full] for row in shown]
    cut = count < len(sheet.rows)
    total = f"the first {count} of {sheet.total}; --all shows every row" if cut else sheet.total
    concerned = {number for row in sheet.marks[:count] for number in row}
    notes = [
        note
        for number, note in enumerate(sheet.notes, 1)
        if not (cut and sheet.marks) or number in concerned or number == len(sheet.notes)
    ]
    drawn = layout(heads, rows, width)
    differ = [place for place in range(len(heads)) if not place or len({row[place] for row in rows}) > 1]
    if len(rows) > _ALIKE and len(differ) < len(heads) and (drawn.height > _LOW or not drawn.grid):
        fewer = layout(
            [heads[place] for place in differ], [[row[place] for place in differ] for row in rows], width
        )
        if fewer.height < drawn.height or not drawn.grid:
            same = [place for place in range(len(heads)) if place not in differ]
            notes.insert(
                0, f"in every row: {f' {_DOT} '.join(f'{heads[place]}: {rows[0][place]}' for place in same)}"
            )
            drawn = fewer
    below = [line for note in (total, *notes) for line in folded(note, width)]
    return [*drawn.text.splitlines(), *below]


class Drawn(NamedTuple):
    """Rows as text: how many lines the one in the middle takes, the text, and whether it is a grid."""

    height: float
    text: str
    grid: bool


def layout(heads: list[str], rows: list[list[str]], width: int) -> Drawn:
    """Return the layout that reads best: a grid, a grid with one column per row, a block per row, or running lines.

    The first that takes at most six lines for the row in the middle; where there is none, the shortest.
    """
    found: list[tuple[float, bool, Callable[[], str]]] = []  # only the one that is chosen is drawn
    for hyphens, least in ((False, _WORD), (True, _WORD), (True, _SHORT_WORD)):
        if widths := fit(heads, rows, width, hyphens=hyphens, least_of=least):
            found.append((_height(rows, widths), True, partial(grid, heads, rows, widths)))
    side = max(map(len, heads))
    if 1 < len(rows) <= _FEW and (width - side) // len(rows) - 3 >= _SIDE_BY_SIDE:
        turned = [list(line) for line in zip(heads, *rows, strict=True)]
        widths = [side] + [(width - side - 3 * len(rows)) // len(rows)] * len(rows)
        lines = 1 + sum(_tall(line, widths) for line in turned)  # with the rule
        drawn = partial(grid, turned[0], turned[1:], widths, spaced=False)
        found.append((lines / len(rows), True, drawn))
    blocks = [block(heads, row, width) for row in rows]
    found.append((_middle([len(each) for each in blocks]), False, partial(_ruled, blocks, width)))
    flows = [running(heads, row, width) for row in rows]
    found.append((_middle([len(each) for each in flows]), False, partial(_ruled, flows, width)))
    shortest = min(found, key=lambda each: each[0])
    height, is_grid, draw = next((each for each in found if each[0] <= _TALL), shortest)
    return Drawn(height, draw(), is_grid)


def _height(rows: list[list[str]], widths: list[int]) -> float:
    """Return the lines that the middle one of a grid's rows takes, the blank line below it among them."""
    heights = [_tall(row, widths) for row in rows]
    return _middle(heights) + (max(heights) > 1)


def _tall(row: list[str], widths: list[int]) -> int:
    """Return the lines that a row takes in a grid."""
    return max(cell.count("\n") + 1 for cell in cells(row, widths))


def _middle(heights: list[int]) -> float:
    return sorted(heights)[len(heights) // 2]


def fit(
    heads: list[str], rows: list[list[str]], width: int, *, hyphens: bool, least_of: int = 12
) -> list[int] | None:
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
    least = [min(full, max(word, least_of)) for full, word in zip(widths, least, strict=True)]
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


def block(heads: list[str], row: list[str], width: int) -> list[str]:
    """Return a row as lines of head and value."""
    indent = max(map(len, heads)) + 2
    lines = []
    for head, cell in zip(heads, row, strict=True):
        for place, part in enumerate(folded(cell, max(width - indent, 20)) if cell else []):
            lines.append(f"{head if place == 0 else '':<{indent}}{part}")
    return lines


def running(heads: list[str], row: list[str], width: int) -> list[str]:
    """Return a row as running lines: its first cell, then head and value of each other one."""
    from textwrap import wrap

    told = [f"{head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell]
    text = f" {_DOT} ".join([row[0], *(" ".join(each.split()) for each in told)])
    return wrap(text, width, subsequent_indent="  ", break_on_hyphens=False) or [""]


def _ruled(blocks: list[list[str]], width: int) -> str:
    rule = "\n" + "─" * min(width, 80) + "\n"
    return rule.join("\n".join(each) for each in blocks) + rule.rstrip("\n")


def markdown(sheet: Sheet) -> str:
    """Return a Markdown table; notes below it."""
    if not sheet.rows:
        return "  \n".join(map(_markdown_cell, [sheet.total, *sheet.notes]))
    lines = [sheet.heads, ["---"] * len(sheet.heads), *sheet.rows]
    shown = [f"| {' | '.join(map(_markdown_cell, line))} |" for line in lines]
    below = ["", *(f"{_markdown_cell(note)}  " for note in (sheet.total, *sheet.notes))]
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
    below = f"<p>{'<br>'.join(map(escape, (sheet.total, *sheet.notes)))}</p>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>{below}"
