"""Answers as text: tables for people, the SPARQL results formats for machines."""

import os
import sys

from her2gc.answer import Answer
from her2gc.names import words

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "html")
_SIDE_BY_SIDE = 24  # the least width of a column when rows stand side by side
_WORD = 12  # a column is not made narrower than this, or than its text where that is shorter


def render(answer: Answer, form: str, width: int = 80) -> bytes:
    """Return an answer in one of FORMATS.

    Parameters
    ----------
    answer
        What to show.
    form
        One of FORMATS.
    width
        Columns of the terminal, for ``table``.
    """
    if form == "table":
        return f"{table(answer, width)}\n".encode()
    if form in ("markdown", "html"):
        return f"{(markdown if form == 'markdown' else html)(answer)}\n".encode()
    body = answer.serialize(form)
    return body if body.endswith(b"\n") else body + b"\n"


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


def table(answer: Answer, width: int = 80) -> str:
    """Return a table no wider than the terminal, or one block per row where the columns do not fit."""
    if answer.boolean is not None:
        return "true" if answer.boolean else "false"
    heads, rows = seen(answer)
    if not rows:
        return "\n".join(line for part in nothing(answer) for line in folded(part, width))
    full = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    heads, rows = [heads[place] for place in full], [[row[place] for place in full] for row in rows]
    body = layout(heads, rows, width)
    count = f"{len(rows)} row" + "s" * (len(rows) != 1)
    if answer.cut:
        count += f", cut after {answer.cut}"
    notes = [line for note in footnotes(answer) for line in folded(note, width)]
    return "\n".join([body, count + basis(answer), *notes])


def seen(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """Return the heads and rows that people read, rows with a mark where a doubt touches them."""
    heads = [words(answer.names[place]) for place in answer.shown]
    rows = [[row[place] for place in answer.shown] for row in answer.cells()]
    if answer.marks is not None:
        if answer.marks.mixed:
            heads.append("rests on")
            rows = [[*row, base] for row, base in zip(rows, answer.marks.bases, strict=True)]
        for row, numbers in zip(rows, answer.marks.numbers, strict=True):
            if numbers:
                row[0] = f"{row[0]} [{','.join(map(str, numbers))}]".lstrip()
    return heads, rows


def basis(answer: Answer) -> str:
    """Return what all rows rest on, to go behind their number."""
    return f", {answer.marks.summary}" if answer.marks is not None and answer.marks.summary else ""


def footnotes(answer: Answer) -> list[str]:
    """Return one line per doubt that touches a row."""
    doubts = answer.marks.doubts if answer.marks is not None else []
    notes = [f"[{number}] {doubt.line}" for number, doubt in enumerate(doubts, 1)]
    return [*notes, "'her2gc query discrepancies' tells more of each doubt"] if notes else []


def nothing(answer: Answer) -> list[str]:
    """Return what to say of an answer without rows: why it is empty and what to ask instead."""
    if answer.asked is None:
        return ["no rows"]
    from her2gc.empty import reasons

    return ["no rows", *reasons(answer.asked)]


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


def markdown(answer: Answer) -> str:
    """Return a Markdown table; footnotes below it."""
    if answer.boolean is not None:
        return str(answer.boolean).lower()
    heads, rows = seen(answer)
    clean = [[_markdown_cell(cell) for cell in row] for row in rows]
    lines = [heads, ["---"] * len(heads), *clean]
    notes = footnotes(answer) if rows else nothing(answer)
    below = ["", *(f"{_markdown_cell(note)}  " for note in notes)] if notes and answer.asked else []
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), *below])


def _markdown_cell(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>")


def html(answer: Answer) -> str:
    """Return an HTML table, labels linked to their IRIs, and footnotes below it."""
    from html import escape

    if answer.boolean is not None:
        return f"<p>{str(answer.boolean).lower()}</p>"
    heads, rows = seen(answer)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    names = [answer.names[place] for place in answer.shown]
    lines = []
    for row, texts in zip(answer, rows, strict=True):
        parts = []
        for place, cell in enumerate(texts):
            shown = escape(cell).replace("\n", "<br>")
            iri = row.iri(names[place]) if place < len(names) else None
            web = iri is not None and iri.startswith(("http://", "https://"))
            parts.append(
                f'<td><a href="{escape(iri or "")}">{shown}</a></td>' if web else f"<td>{shown}</td>"
            )
        lines.append(f"<tr>{''.join(parts)}</tr>")
    notes = footnotes(answer) if rows else nothing(answer)
    below = f"<p>{'<br>'.join(map(escape, notes))}</p>" if notes and answer.asked else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>{below}"
