"""A CSV table of results that somebody typed by hand from a paper: its rows, each figure checked for its form."""

import csv
import io
import re
from typing import NamedTuple

from her2gc.errors import Her2gcError

HEADER = (
    "trial", "measure", "statistic", "unit", "analysis", "population", "arm1", "value1", "arm2", "value2",
    "hazardRatio", "lower", "upper", "level", "pSign", "p", "place", "words",
)  # fmt: skip
NEEDED = ("trial", "measure", "analysis", "place", "words")
FIGURES = ("value1", "value2", "hazardRatio", "lower", "upper", "level", "p")
_NUMBER = re.compile(r"-?([0-9]+(\.[0-9]+)?|\.[0-9]+)")


class Typed(NamedTuple):
    """One row: its line in the file, and its cells by column."""

    line: int
    cells: dict[str, str]


def read(content: bytes, file: str) -> list[Typed]:
    """Return the rows of a table.

    Parameters
    ----------
    content
        UTF-8 text, with the header's names in its first line, in any order; a column that is not needed may be missing.
    file
        Where it was read, for errors.

    Raises
    ------
    Her2gcError
        With the line, for another header, a missing cell or a figure that is no plain number.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Her2gcError("this is not UTF-8 text", "save it as UTF-8", file=file, line=line) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, file)
        found = [_row(header, cells, file, reader.line_num) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise Her2gcError(
            f"this is not CSV: {error}", "quote its cells", file=file, line=reader.line_num
        ) from error
    if not found:
        raise Her2gcError("this table has no rows", "add one", file=file)
    return found


def _check_header(header: list[str], file: str) -> None:
    wrong = [name for name in header if name not in HEADER] + [name for name in NEEDED if name not in header]
    if wrong or len(set(header)) != len(header):
        problem = f"the header is not as it must be: {', '.join(wrong) or 'a column stands twice'}"
        raise Her2gcError(problem, f"its columns are {', '.join(HEADER)}", file=file, line=1)


def _row(header: list[str], cells: list[str], file: str, line: int) -> Typed:
    if len(cells) != len(header):
        problem = f"{len(cells)} cells, and the header has {len(header)}"
        raise Her2gcError(problem, "quote cells that hold a comma", file=file, line=line)
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
    for name in NEEDED:
        if name not in row:
            raise Her2gcError(f"'{name}' is empty", "fill it in", file=file, line=line)
    for name in FIGURES:
        if name in row and not _NUMBER.fullmatch(row[name]):
            raise Her2gcError(f"{name}: '{row[name]}' is no number", "write it as 0.82", file=file, line=line)
    for one, other in (("arm1", "value1"), ("arm2", "value2"), ("lower", "upper"), ("p", "pSign")):
        if (other in row and one not in row) or (
            one in row and other not in row and not one.startswith("arm")
        ):
            raise Her2gcError(f"{one} and {other} go together", "give both", file=file, line=line)
    return Typed(line, row)
