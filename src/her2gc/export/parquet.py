"""Parquet by polars: nodes and edges with typed columns and real lists, and the tables for analysis."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from her2gc.export.analysis import tables
from her2gc.export.model import LISTS, LOST, Value, columns
from her2gc.export.need import need
from her2gc.export.request import Export

FOLDER = True
LOSES = LOST | {"joined", "looks"}


def write(export: Export) -> dict[str, bytes]:
    """Return nodes.parquet, edges.parquet and the tables for analysis."""
    view = export.view
    nodes = [{"id": node.id, **node.record()} for node in view.nodes]
    edges = [
        {"id": edge.id, "source": edge.source, "target": edge.target, **edge.record()} for edge in view.edges
    ]
    return {"nodes.parquet": _table(nodes), "edges.parquet": _table(edges), **tables(export)}


def _table(records: Sequence[Mapping[str, Value]]) -> bytes:
    polars = need("polars")
    types = {str: polars.String, int: polars.Int64, float: polars.Float64, bool: polars.Boolean}
    data: dict[str, list[Any]] = {}
    schema = {}
    for name, kind in columns(records).items():
        if name in LISTS:
            data[name] = [str(each[name]).split(" | ") if name in each else [] for each in records]
            schema[name] = polars.List(polars.String)
        else:
            data[name] = [kind(each[name]) if name in each else None for each in records]
            schema[name] = types[kind]
    body = io.BytesIO()
    polars.DataFrame(data, schema=schema).write_parquet(body, compression="zstd", statistics=False)
    return body.getvalue()
