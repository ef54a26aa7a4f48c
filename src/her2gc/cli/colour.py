"""Colour on a terminal, laid over a finished text: heads, marks of doubt, verdicts and severities; nothing is moved."""

import os
import re
import sys
from typing import TextIO

from her2gc.questions.render import Sheet

_BOLD, _DIM, _RED, _GREEN, _YELLOW = 1, 2, 31, 32, 33
_RULE = re.compile(r"─+")
_DOUBT = re.compile(r"\[\d+(?:,\d+)*\]")
_HOME = re.compile(r"\[(?:inferred|mappings|curation|user|registry|other)[^\]]*\]")
_SEVERITY = re.compile(r"(?<=: )(?:violation|warning)\b")
_SEVERITIES = {"violation": _RED, "warning": _YELLOW}
_JUDGED = ("verdict", "outcome")  # heads of columns whose cells are verdicts
_VERDICTS = {"failed": _RED, "succeeded": _GREEN}
_SAID = re.compile(r"(?<=verdict: |outcome: )(?:failed|succeeded)(?= \u00b7|$)")  # in running lines


def wanted(stream: TextIO | None = None) -> bool:
    """Say whether a stream (stdout by default) is a terminal that shows colour, and the user lets it."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.name == "nt" and not {"WT_SESSION", "ANSICON", "TERM"} & set(os.environ):
        return False  # an old console would print the codes themselves
    return (stream or sys.stdout).isatty()


def table(text: str, sheet: Sheet) -> str:
    """Return a table with its heads bold, its rules dim, marks of doubt yellow, and failure and success told apart.

    Parameters
    ----------
    text
        What ``render.table`` made of the sheet.
    sheet
        The sheet.
    """
    heads = [head for place, head in enumerate(sheet.heads) if any(row[place] for row in sheet.rows)]
    lines = text.split("\n")
    top = next((place for place, line in enumerate(lines) if _RULE.fullmatch(line)), 0)
    columns = _columns(lines[0], heads) if top else {}
    leading = re.compile(f"({'|'.join(map(re.escape, sorted(heads, key=len, reverse=True)))})(?=  |$)")
    painted = []
    for place, line in enumerate(lines):
        if _RULE.fullmatch(line):
            painted.append(_paint(line, _DIM))
        elif columns and place < top:
            painted.append(_paint(line, _BOLD))
        elif columns:
            painted.append(_marked(_judged(line, columns)))
        else:
            told = _SAID.sub(lambda found: _paint(found[0], _VERDICTS[found[0]]), line)
            painted.append(_marked(_led(told, leading) if heads else told))
    return "\n".join(painted)


def entity(text: str) -> str:
    """Return all that is known of an entity with its name bold, and dim what the review does not itself say."""
    name, _, rest = text.partition("\n")
    return f"{_paint(name, _BOLD)}\n{_HOME.sub(lambda found: _paint(found[0], _DIM), rest)}"


def findings(text: str) -> str:
    """Return a report of findings with violations red and warnings yellow."""
    return _SEVERITY.sub(lambda found: _paint(found[0], _SEVERITIES[found[0]]), text)


def _paint(text: str, code: int) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if text else text


def _marked(line: str) -> str:
    return _DOUBT.sub(lambda found: _paint(found[0], _YELLOW), line)


def _columns(first: str, heads: list[str]) -> dict[str, slice]:
    """Return where the columns of verdicts stand, where heads stand side by side in the first line."""
    starts: list[int] = []
    for head in heads:
        word = re.compile(rf"(?:^ ?|(?<=  )){re.escape(head.split()[0] if head else '')}(?= |$)")
        found = word.search(first, starts[-1] + 1 if starts else 0)
        if found is None:
            return {}
        starts.append(found.start())
    if len(heads) < 2:  # noqa: PLR2004 (a grid has columns)
        return {}
    ends = [*starts[1:], None]
    return {head: slice(start, end) for head, start, end in zip(heads, starts, ends, strict=True)}


def _judged(line: str, columns: dict[str, slice]) -> str:
    for head, place in reversed(columns.items()):
        cell = line[place]
        code = _VERDICTS.get(cell.strip()) if head in _JUDGED else None
        if code is not None:
            after = line[place.stop :] if place.stop is not None else ""
            line = line[: place.start] + cell.replace(cell.strip(), _paint(cell.strip(), code)) + after
    return line


def _led(line: str, leading: re.Pattern[str]) -> str:
    """Paint the head that a line begins with, and the verdict after it."""
    found = leading.match(line)
    if found is None:
        return line
    rest = line[found.end() :]
    if found[1] in _JUDGED:
        parts = re.split(r"( {2,})", rest)
        rest = "".join(_paint(part, _VERDICTS[part]) if part in _VERDICTS else part for part in parts)
    return _paint(found[1], _BOLD) + rest
