"""The tables for analysis: their columns, each with its type, its unit and what it holds.

``docs/tables.md`` shows the same. Names are those of ``kg.ask(...).to_pandas()``: an entity's label, beside it its
``Iri``; a figure as a number, beside it as ``Printed``. No name is a reserved word of SQL.
"""

from typing import NamedTuple

TEXT, LIST, INTEGER, NUMBER = "string", "list of string", "int64", "double"
INTEGERS = "list of int64"
KINDS = (TEXT, LIST, INTEGER, NUMBER, INTEGERS)


class Column(NamedTuple):
    """One column: its name, one of ``KINDS``, and what it holds, with the unit."""

    name: str
    kind: str
    about: str


def _entity(name: str, about: str) -> tuple[Column, Column]:
    return Column(name, TEXT, about), Column(f"{name}Iri", TEXT, f"the IRI of `{name}`")


def _figure(name: str, about: str) -> tuple[Column, Column]:
    return Column(name, NUMBER, about), Column(f"{name}Printed", TEXT, f"`{name}` as printed")


_TRIAL = _entity("trial", "the trial or study")
_LINES = Column("lines", LIST, "the trial's lines of therapy, from the first on")
_OF_RESULTS = (
    *_entity("measure", "what was measured: overall survival"),
    Column("statistic", TEXT, "median, proportion …"),
    Column("unit", TEXT, "the unit of values and of their bounds: per cent, month …"),
)
_WHO = (
    Column(
        "disease", TEXT, "that of the statement, else of its population, else of the trial; parted by commas"
    ),
    Column("population", TEXT, "whose result it is"),
    Column("analysis", TEXT, "main analysis, subgroup analysis …; parted by commas"),
)
_CARRIED = (
    Column("source", TEXT, "the IRI of the named graph that says it: whose word it is"),
    Column(
        "origin", TEXT, "asserted, inferred, computed, curated, yours …, with the cells that it is true of"
    ),
    Column("places", LIST, "where it is stated"),
    Column("placeIris", LIST, "the IRIs of these places, to join with `places.placeIri`"),
    Column("doubts", LIST, "what is doubtful about the print"),
    Column("doubtIris", LIST, "the IRIs of these doubts"),
)


def _group(name: str, about: str) -> tuple[Column, ...]:
    return (
        *_entity(name, f"{about} group compared, an arm or another"),
        *_figure(f"{name}Value", "its value, in `unit`"),
        *_figure(f"{name}Lower", "the lower bound of its interval, in `unit`"),
        *_figure(f"{name}Upper", "the upper bound, in `unit`"),
        Column(f"{name}N", INTEGER, "its patients"),
    )


TABLES: dict[str, tuple[Column, ...]] = {
    "results": (
        Column("figureIri", TEXT, "the IRI of the value: one row each"),
        Column("resultIri", TEXT, "the IRI of the result that it is part of"),
        *_TRIAL,
        _LINES,
        *_OF_RESULTS,
        Column("unitBasis", TEXT, "whether the unit is printed: stated, inferred …"),
        *_WHO,
        *_entity("of", "the arm, or other group, whose value it is"),
        *_figure("value", "the value, in `unit`"),
        *_figure("lower", "the lower bound of its confidence interval, in `unit`"),
        *_figure("upper", "the upper bound, in `unit`"),
        Column("level", NUMBER, "the level of the interval, in per cent"),
        Column("numerator", INTEGER, "patients counted"),
        Column("denominator", INTEGER, "of so many"),
        Column("qualifier", TEXT, "what is said of the result in a word: confirmed …"),
        *_CARRIED,
    ),
    "contrasts": (
        Column("contrastIri", TEXT, "the IRI of the contrast; null where two arms stand side by side"),
        Column("resultIri", TEXT, "the IRI of the result that is compared"),
        *_TRIAL,
        _LINES,
        *_OF_RESULTS,
        *_WHO,
        Column("endpointRole", TEXT, "primary endpoint, secondary endpoint, role not stated"),
        Column("enrolled", INTEGER, "patients of the trial"),
        *_group("first", "the first"),
        *_group("second", "the second"),
        *_figure("hazardRatio", "hazard ratio of the first group against the second; no unit"),
        *_figure("difference", "the first value less the second, in percentage points or `unit`"),
        *_figure("lower", "the lower bound of the interval of ratio or difference"),
        *_figure("upper", "the upper bound"),
        Column("level", NUMBER, "the level of the interval, in per cent"),
        Column("pSign", TEXT, "=, < …"),
        *_figure("p", "p-value; no unit"),
        Column("sides", TEXT, "one-sided, two-sided, not stated"),
        *_CARRIED,
    ),
    "verdicts": (
        Column("verdictIri", TEXT, "the IRI of the verdict: one row each"),
        *_entity("agent", "the agent judged"),
        *_TRIAL,
        _LINES,
        *_entity("outcome", "failed, succeeded, promising, pending"),
        Column("onDisease", TEXT, "the disease that the verdict is on, where it names one"),
        Column("enrolledDisease", TEXT, "the diseases of the trial's patients; parted by commas"),
        Column("basis", TEXT, "stated, derived … by the source"),
        *_CARRIED,
    ),
    "places": (
        Column("statementIri", TEXT, "the IRI of what is stated: one row for each of its places"),
        Column("statement", TEXT, "its label"),
        Column("kind", TEXT, "what it is: result, verdict, arm …"),
        *_TRIAL,
        *_entity("place", "a passage or a cell of a table"),
        Column("section", TEXT, "the section that the passage stands in"),
        Column("tableName", TEXT, "the table that the cell stands in"),
        Column("printed", TEXT, "what is printed there"),
        Column("citations", INTEGERS, "the numbers of the references cited"),
        Column("source", TEXT, "the IRI of the named graph that says it"),
    ),
}
"""The columns by table. Files hold them all, the column ``review`` excepted: it is the name of their folder."""

KEYS = {
    "results": ("figureIri",),
    "contrasts": ("contrastIri", "resultIri"),
    "verdicts": ("verdictIri",),
    "places": ("statementIri",),
}
"""By table, what names the statement of a row: the first of these that is not empty."""


def names(table: str) -> list[str]:
    """Return the names of a table's columns."""
    return [column.name for column in TABLES[table]]
