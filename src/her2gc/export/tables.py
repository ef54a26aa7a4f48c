"""CSV as spreadsheets and loaders read it: UTF-8, quoted where needed, cells that a spreadsheet would run defused."""

import csv
import io
from collections.abc import Iterable, Sequence

from her2gc.export.clean import cell
from her2gc.export.model import Value


def text(value: Value | None) -> str:
    """Return one value as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return cell(value) if isinstance(value, str) else str(value)


def rows(header: Sequence[str], body: Iterable[Sequence[Value | None]]) -> bytes:
    """Return a table; lines end with a line feed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([text(value) for value in row] for row in body)
    return out.getvalue().encode()
