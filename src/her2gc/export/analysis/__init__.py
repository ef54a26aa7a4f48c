"""Tables for engines over columns: results, contrasts, verdicts and places, partitioned by review.

Contrasts are the rows of the stored question ``comparisons``. The others are finer than any stored question: a row for
each value, each verdict, each place; their queries stand here.
"""

import io
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from her2gc.export.analysis import schema
from her2gc.export.analysis.facts import Facts
from her2gc.export.need import need
from her2gc.export.request import Export
from her2gc.questions import catalogue
from her2gc.questions.answer import ask
from her2gc.questions.contract import Contract
from her2gc.questions.rows import Rows
from her2gc.sources.homes import origin
from her2gc.store.graph import LocalGraph

__all__ = ["tables", "write"]

Record = dict[str, Any]
_NOBODY = "not-stated"  # the partition of what no named graph holds
_EMPTY = "none"  # the partition of a table without rows: its file tells the columns all the same
_PRINTED = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def write(graph: LocalGraph) -> dict[str, bytes]:
    """Return the tables of a whole graph; its property graph, which takes far more memory, is not made."""
    return tables(Export(graph))


def tables(export: Export) -> dict[str, bytes]:
    """Return the Parquet files of the four tables by relative path: ``results/review=review/part-0.parquet``.

    Of a part of the graph, these are the rows whose statement is in it or stands behind an edge of it.

    Raises
    ------
    Her2gcError
        When the library for Parquet is missing.
    """
    facts = Facts(export.graph)
    found = {
        "results": _results(export.graph, facts),
        "contrasts": _contrasts(export.graph, facts),
        "verdicts": _verdicts(export.graph, facts),
        "places": _places(export.graph, facts),
    }
    if not export.request.whole:
        found = {name: _within(export, name, rows) for name, rows in found.items()}
    names = _partitions({row["source"] for rows in found.values() for row in rows})
    files = {}
    for table, rows in found.items():
        parts: dict[str, list[Record]] = defaultdict(list)
        for row in rows:
            parts[names[row["source"]]].append(row)
        for review, part in (parts or {_EMPTY: []}).items():
            files[f"{table}/review={review}/part-0.parquet"] = _file(schema.TABLES[table], part)
    return files


def _query(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), f"{name}.rq"), encoding="utf-8") as file:
        return file.read()


def _asked(graph: LocalGraph, name: str) -> tuple[Rows, Iterable[Record]]:
    """Put a query of ours; return its rows, and what each carries."""
    query = _query(name)
    rows = Rows(graph.results(query))
    return rows, map(_carried, Contract(graph, query, rows))


def _carried(row: Any) -> Record:
    """Return what a row of an answer carries."""
    return {
        "origin": row.origin,
        "places": [place.full for place in row.places],
        "placeIris": [place.iri for place in row.places],
        "doubts": [doubt.line for doubt in row.doubts],
        "doubtIris": [doubt.iri for doubt in row.doubts],
    }


def _cells(row: Any, *names: str) -> Record:
    """Return cells by the names of their columns, and of entities the IRIs as well."""
    found: Record = {}
    for name in names:
        found[name] = row[name]
        found[f"{name}Iri"] = row.iri(name)
    return found


def _results(graph: LocalGraph, facts: Facts) -> list[Record]:
    rows, carried = _asked(graph, "results")
    return [
        {
            **_cells(row, *rows.names),
            **facts.of_result(row.iri("result"), row.iri("trial")),
            **told,
            "source": facts.source(row.iri("result")),
        }
        for row, told in zip(rows, carried, strict=True)
    ]


def _contrasts(graph: LocalGraph, facts: Facts) -> list[Record]:
    answer = ask(graph, catalogue.find("comparisons"), {})
    found = []
    for row, told in zip(answer, map(_carried, answer.contract or []), strict=True):
        record = _cells(row, *answer.names)
        for column in schema.TABLES["contrasts"]:
            if f"{column.name}Printed" in schema.names("contrasts"):
                record[f"{column.name}Printed"] = record[column.name]
                record[column.name] = _number(record[column.name])
        record |= {"lines": facts.lines(row.iri("trial")), "source": facts.source(row.iri("result"))}
        # the question's own words on the disease leave out the population's
        record["disease"] = facts.of_result(row.iri("result"), row.iri("trial"))["disease"]
        found.append(record | told)
    return found


def _number(printed: str | None) -> float | None:
    """Return a figure as printed (``56,9``) as a number, where it is one."""
    return float(printed.replace(",", ".")) if printed and _PRINTED.fullmatch(printed) else None


def _verdicts(graph: LocalGraph, facts: Facts) -> list[Record]:
    rows, carried = _asked(graph, "verdicts")
    return [
        {
            **_cells(row, "verdict", "agent", "trial", "outcome", "basis"),
            "lines": facts.lines(row.iri("trial")),
            "onDisease": row["on"],
            "enrolledDisease": facts.enrolled(row.iri("trial")),
            **told,
            "source": facts.source(row.iri("verdict")),
        }
        for row, told in zip(rows, carried, strict=True)
    ]


def _places(graph: LocalGraph, facts: Facts) -> list[Record]:
    found: dict[tuple[str | None, ...], Record] = {}
    for row in Rows(graph.results(_query("places"))):
        record = _cells(row, "statement", "trial", "place", "section", "printed")
        record |= {"tableName": row["table"], "citations": facts.citations(row.iri("statement"))}
        record |= {"source": row.iri("source"), "kind": row["kindLabel"]}
        known = found.setdefault(
            (row.iri("source"), row.iri("statement"), row.iri("place"), row.iri("trial")), record
        )
        kinds = known["kind"].split(" and ")
        if record["kind"] not in kinds:
            known["kind"] = " and ".join(sorted([*kinds, record["kind"]]))
    return list(found.values())


def _within(export: Export, table: str, rows: Sequence[Record]) -> list[Record]:
    """Return the rows whose statement is in the part of the graph that was asked for."""
    from her2gc.export.evidence import told

    kept = told(export)
    keys = schema.KEYS[table]
    return [row for row in rows if next((row[key] for key in keys if row[key]), None) in kept]


def _partitions(graphs: set[str]) -> dict[str, str]:
    """Return the value of ``review`` for each named graph: plain letters, each its own, on every system a name."""
    found: dict[str, str] = {}
    for graph in sorted(graphs):
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", origin(graph).short).strip("-") if graph else _NOBODY
        name, number = plain, 1
        while name in found.values():
            number += 1
            name = f"{plain}-{number}"
        found[graph] = name
    return found


def _file(columns: Sequence[schema.Column], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the rows of one review, in a fixed order, as a Parquet file."""
    polars = need("polars")
    types = {
        schema.TEXT: polars.String,
        schema.LIST: polars.List(polars.String),
        schema.INTEGER: polars.Int64,
        schema.NUMBER: polars.Float64,
        schema.INTEGERS: polars.List(polars.Int64),
    }
    convert = {schema.NUMBER: float, schema.INTEGER: int, schema.TEXT: str}
    data = {
        column.name: [
            None if row.get(column.name) is None else convert.get(column.kind, list)(row[column.name])
            for row in rows
        ]
        for column in columns
    }
    body = io.BytesIO()
    kinds = {column.name: types[column.kind] for column in columns}
    polars.DataFrame(data, schema=kinds).write_parquet(body, compression="zstd")
    return body.getvalue()
