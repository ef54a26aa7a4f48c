"""Rows with named columns, made from SPARQL 1.1 JSON results."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.store.graph import Graph, LocalGraph
from her2gc.store.names import curie

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_XSD = "http://www.w3.org/2001/XMLSchema"
_SIZES = ("long", "int", "short", "byte")
_NUMBERS = frozenset(
    {"integer", *_SIZES, *(f"unsigned{size.title()}" for size in _SIZES)}
    | {f"{sign}Integer" for sign in ("nonNegative", "positive", "nonPositive", "negative")}
)
# how XSD spells numbers: Python's own readers take more, such as 1_000 and digits of any script
_FORMS = {
    _NUMBERS: re.compile(r"[+-]?[0-9]+"),
    frozenset({"decimal"}): re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    frozenset({"double", "float"}): re.compile(
        r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
    ),
}
_PRINTED = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")  # a figure as the review prints it
NOT_REACHED = "not reached"  # the print of a value without a figure
_DIGITS = 4000  # Python converts no longer text to an int


def number(cell: Any) -> Any:
    """Return the number of a figure as printed, or None for an empty cell and for words."""
    if not isinstance(cell, str):
        return cell
    return float(cell.replace(",", ".")) if _PRINTED.fullmatch(cell) else None


class Column(NamedTuple):
    """One column: the variable that holds its value, and the one that holds its label, if there is one."""

    name: str
    variable: str
    label: str | None


class Row:
    """One row; a column's value is an attribute and an item: ``row.agent``, ``row["agent"]``."""

    __iter__ = None  # its cells have names: without this, Python would ask for row[0], row[1] and so on

    def __init__(self, rows: "Rows", solution: ox.QuerySolution) -> None:
        self._rows = rows
        self._solution = solution

    def __reduce__(self) -> "tuple[Callable[..., Row], tuple[Rows, int]]":
        return _row, (self._rows, self._place)

    @property
    def _place(self) -> int:
        return next(n for n, each in enumerate(self._rows.solutions) if each is self._solution)

    @property
    def origin(self) -> Any:
        """Whose word the row is, with the cells that are another's; a column of that name comes first.

        Empty for rows of a query of one's own.
        """
        return self["origin"] if "origin" in self._rows.names else self._rows.origin_of(self._place)

    def __getitem__(self, name: str) -> Any:
        return value(self._rows.term(self._solution, self._rows.find(name)))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._rows.names:
            raise AttributeError(name)
        return self[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._rows.names]

    def iri(self, name: str) -> str | None:
        """Return the IRI behind a column's label, or None where the column holds none."""
        found = self._solution[self._rows.find(name).variable]
        return found.value if isinstance(found, ox.NamedNode) else None

    def asdict(self) -> dict[str, Any]:
        """Return the row as a dictionary."""
        return {name: self[name] for name in self._rows.names}

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={each!r}' for name, each in self.asdict().items())})"


class Rows:
    """The rows of a table, or the truth value of an ASK query.

    Parameters
    ----------
    results
        SPARQL 1.1 JSON results.
    cut
        The number of rows after which they were cut, if they were.
    """

    figures_are_printed = False  # whether a column of texts may hold figures as printed

    def __init__(self, results: bytes, *, cut: int | None = None) -> None:
        self.json = results
        self.cut = cut
        self._machines: dict[str, bool] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {"json": self.json, "cut": self.cut}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _machines={})

    @cached_property
    def boolean(self) -> bool | None:
        """The answer to an ASK query; None for a table."""
        parsed = self._parse()
        return bool(parsed) if isinstance(parsed, ox.QueryBoolean) else None

    @cached_property
    def variables(self) -> list[str]:
        """The SPARQL variables."""
        parsed = self._parse()
        return [] if isinstance(parsed, ox.QueryBoolean) else [each.value for each in parsed.variables]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: ``?agent`` and ``?agentLabel`` make one."""
        known = set(self.variables)
        labels = {name: f"{name}Label" for name in self.variables if f"{name}Label" in known}
        hidden = set(labels.values())
        return [Column(name, name, labels.get(name)) for name in self.variables if name not in hidden]

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    @cached_property
    def solutions(self) -> list[ox.QuerySolution]:
        """The rows as the engine gives them."""
        parsed = self._parse()
        return [] if isinstance(parsed, ox.QueryBoolean) else list(parsed)

    def find(self, name: str) -> Column:
        """Return a column by name; an unknown one raises KeyError with the names there are."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"no column {name!r}; there are {', '.join(self.names)}")

    def for_machines(self, column: Column) -> bool:
        """Tell whether a column only holds IRIs that no label stands for."""
        if column.name not in self._machines:
            cells = [solution[column.variable] for solution in self.solutions]
            bare = column.label is None and all(
                each is None or isinstance(each, ox.NamedNode) for each in cells
            )
            self._machines[column.name] = bare or column.name == "statements"
        return self._machines[column.name]

    def term(self, solution: ox.QuerySolution, column: Column) -> Term | None:
        """Return what a person reads in one cell: the label where there is one."""
        label: Term | None = solution[column.label] if column.label else None
        found: Term | None = solution[column.variable]
        return found if label is None else label

    def origin_of(self, place: int) -> str:  # noqa: ARG002 (for those that know it)
        """Return whose word the row at a place is; nothing where that is not known."""
        return ""

    def __iter__(self) -> Iterator[Row]:
        return (Row(self, solution) for solution in self.solutions)

    def __len__(self) -> int:
        return len(self.solutions)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, slice):
            return [Row(self, solution) for solution in self.solutions[place]]
        return Row(self, self.solutions[place])

    def __bool__(self) -> bool:
        return len(self) > 0 if self.boolean is None else self.boolean

    def column(self, name: str) -> list[Any]:
        """Return one column: labels where there are, numbers as numbers, None for an empty cell."""
        return [row[name] for row in self]

    def iris(self, name: str) -> list[str | None]:
        """Return the IRIs behind one column's labels."""
        return [row.iri(name) for row in self]

    def cells(self) -> list[list[str]]:
        """Return every cell as the text that a table shows."""
        return [[text(self.term(row, column)) for column in self.columns] for row in self.solutions]

    def serialize(self, form: str) -> bytes:
        """Return the SPARQL 1.1 results format ``json``, ``xml``, ``csv`` or ``tsv``."""
        return self._parse().serialize(format=getattr(ox.QueryResultsFormat, form.upper())) or b""

    def to_pandas(self) -> "pd.DataFrame":
        """Return a pandas DataFrame; needs the extra ``her2gc[frames]``.

        A column of entities, such as ``agent``, holds their labels; the column after it, ``agentIri``, their IRIs. A
        column of figures holds numbers; where the question gives them as printed, such as ``hazardRatio``, the column
        after it, ``hazardRatioPrinted``, holds the print.

        Raises
        ------
        Her2gcError
            For the answer to an ASK query, which is no table.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise Her2gcError("pandas is not installed", "pip install 'her2gc[frames]'") from error
        frame = self.frame()
        return pd.DataFrame(frame, columns=pd.Index(list(frame)))

    def to_polars(self) -> "pl.DataFrame":
        """Return a polars DataFrame, with the columns of ``to_pandas``; needs the extra ``her2gc[frames]``."""
        try:
            import polars as pl
        except ImportError as error:
            raise Her2gcError("polars is not installed", "pip install 'her2gc[frames]'") from error
        return pl.DataFrame(self.frame(), strict=False)

    def frame(self) -> dict[str, list[Any]]:
        """Return the columns of ``to_pandas`` by name, without pandas."""
        from decimal import Decimal

        def plain(each: Any) -> Any:
            return float(each) if isinstance(each, Decimal) else each

        if self.boolean is not None:
            raise Her2gcError("an ASK query has a truth value and no table", "read answer.boolean")
        frame: dict[str, list[Any]] = {}

        def beside(column: Column, ending: str, cells: list[Any]) -> None:
            name = f"{column.name}{ending}"
            while name in self.names:  # a query of one's own may have taken it
                name += "_"
            frame[name] = cells

        for column in self.columns:
            cells = [plain(each) for each in self.column(column.name)]
            figures = self._figures(column, cells)
            frame[column.name] = cells if figures is None else figures
            if figures is not None:
                beside(column, "Printed", cells)
            iris = self.iris(column.name)
            if column.label is not None or any(iris):
                beside(column, "Iri", iris)
        return frame

    def _figures(self, column: Column, cells: list[Any]) -> list[float | None] | None:
        """Return the numbers of a column of figures as printed (``56,9``), or None for any other column.

        A value that was not reached is no number and makes no words of the others.
        """
        cells = [None if cell == NOT_REACHED else cell for cell in cells]
        there = [cell for cell in cells if cell is not None]
        if not self.figures_are_printed or column.label or not there:
            return None
        if not all(isinstance(cell, str) and _PRINTED.fullmatch(cell) for cell in there):
            return None
        return [number(cell) for cell in cells]

    def _parse(self) -> ox.QuerySolutions | ox.QueryBoolean:
        return ox.parse_query_results(self.json, ox.QueryResultsFormat.JSON)


def _row(rows: Rows, place: int) -> Row:
    return Row(rows, rows.solutions[place])


def bindings(graph: Graph, query: str) -> list[dict[str, Any]]:
    """Return the rows of one of our own queries by the shortest way, each as what it binds by variable."""
    answer = (
        graph.query(query)
        if isinstance(graph, LocalGraph)
        else ox.parse_query_results(graph.results(query), ox.QueryResultsFormat.JSON)
    )
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("a SELECT query was expected")
    names = [each.value for each in answer.variables]
    return [{name: term for name, term in zip(names, row, strict=True) if term is not None} for row in answer]


def text(term: Term | None, *, short: bool = True) -> str:
    """Return what a table shows for a term: literals as they are, IRIs in short form, nothing for nothing."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return curie(term.value) if short else term.value
    return term.value if isinstance(term, ox.Literal) else str(term)


def value(term: Term | None) -> Any:
    """Return the Python value of a term: str, int, Decimal, float, bool or None.

    A figure that is not spelled as XSD has it stays text.
    """
    if term is None or not isinstance(term, ox.Literal):
        return None if term is None else text(term)
    space, _, datatype = term.datatype.value.rpartition("#")
    told = term.value.strip(" \t\r\n")
    if space != _XSD or len(told) > _DIGITS:
        return term.value
    if datatype == "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(told, term.value)
    form = next((form for names, form in _FORMS.items() if datatype in names), None)
    if form is None or not form.fullmatch(told):
        return term.value
    if datatype == "decimal":
        from decimal import Decimal

        return Decimal(told)
    return int(told) if datatype in _NUMBERS else float(told)
