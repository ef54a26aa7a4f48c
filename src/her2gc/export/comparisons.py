"""All comparisons for analysis: a row each, figures as numbers, as CSV or as a workbook for a spreadsheet."""

import io
from typing import Any

from her2gc.errors import Her2gcError
from her2gc.export.tables import rows
from her2gc.questions import catalogue
from her2gc.questions.answer import Answer, ask
from her2gc.questions.rows import number
from her2gc.store.graph import LocalGraph

FORMS = ("csv", "xlsx")
HEADS = (
    "trial", "trialIri", "measure", "measureIri", "statistic", "unit", "lines", "disease", "population", "analysis",
    "endpointRole", "enrolled", "first", "firstIri", "firstValue", "firstValuePrinted", "firstLower", "firstUpper",
    "firstN", "second", "secondIri", "secondValue", "secondValuePrinted", "secondLower", "secondUpper", "secondN",
    "hazardRatio", "hazardRatioPrinted", "difference", "differencePrinted", "lower", "lowerPrinted", "upper",
    "upperPrinted", "level", "pSign", "p", "pPrinted", "sides", "result", "resultIri", "contrast", "contrastIri",
    "places", "placeIris", "doubts", "doubtIris", "origin",
)  # fmt: skip
FIGURES = (
    "firstValue", "firstLower", "firstUpper", "secondValue", "secondLower", "secondUpper", "hazardRatio", "difference",
    "lower", "upper", "p",
)  # fmt: skip
_WIDEST = 60  # characters of a column in the workbook


def comparisons(graph: LocalGraph, form: str) -> bytes:
    """Return the answer to the stored question ``comparisons`` as a file.

    Parameters
    ----------
    graph
        Where to ask.
    form
        ``csv`` or ``xlsx``; the second needs the extra ``her2gc[export]``.

    Raises
    ------
    Her2gcError
        When the library for workbooks is missing.
    """
    question = catalogue.find("comparisons")
    answer = ask(graph, question, {})
    heads, body = _table(answer)
    if form == "csv":
        return b"\xef\xbb\xbf" + rows(heads, body)  # the mark tells spreadsheets that it is UTF-8
    return _workbook(heads, body, f"{question.summary} {question.description}")


def _table(answer: Answer) -> tuple[list[str], list[list[Any]]]:
    """Return the columns and rows; the columns are the same whatever trials there are."""
    frame = answer.frame()
    size = len(answer)
    for name in (each for each in HEADS if each.removesuffix("Printed") in FIGURES):
        cells = answer.column(name.removesuffix("Printed"))
        frame[name] = cells if name.endswith("Printed") else [number(cell) for cell in cells]
    return list(HEADS), [
        list(row) for row in zip(*(frame.get(name, [None] * size) for name in HEADS), strict=True)
    ]


def _workbook(heads: list[str], body: list[list[Any]], about: str) -> bytes:
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise Her2gcError("a workbook needs openpyxl", "pip install 'her2gc[export]'") from error
    from her2gc import __version__

    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = "comparisons"
    for row in (heads, *body):
        sheet.append([None] * len(row))
        for place, value in enumerate(row, 1):
            cell = sheet.cell(sheet.max_row, place)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # "=" is the sign of a p-value here and begins no formula
    for place, head in enumerate(heads, 1):
        sheet.cell(1, place).font = Font(bold=True)
        longest = max((len(str(row[place - 1])) for row in body if row[place - 1] is not None), default=0)
        sheet.column_dimensions[get_column_letter(place)].width = min(max(len(head), longest) + 2, _WIDEST)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    told = book.create_sheet("about")
    for line in (about, f"her2gc {__version__}, https://w3id.org/her2gc/ontology, CC BY 4.0"):
        told.append([line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
