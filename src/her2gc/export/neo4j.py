"""CSV with typed headers for Neo4j's bulk import, with the scripts that load it."""

import re
from collections.abc import Mapping, Sequence

from her2gc.export.model import LISTS, LOST, Node, Value, columns
from her2gc.export.request import Export
from her2gc.export.tables import rows

FOLDER = True
LOSES = LOST | {"edge type", "joined", "cells", "looks"}

_TYPES = {str: "", int: ":long", float: ":double", bool: ":boolean"}
_SHELL = """#!/bin/sh
# Load the graph into an empty Neo4j database, stopped or not yet made. Usage: ./load.sh [DATABASE]
set -eu
cd "$(dirname "$0")"
neo4j-admin database import full "${1:-neo4j}" --overwrite-destination=true --multiline-fields=true \\
    --array-delimiter='|' --nodes=nodes.csv --relationships=relationships.csv
"""
_CYPHER = """// Load the graph into a running Neo4j (5.26 or later): copy both CSV files to its import folder, run this.
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
CREATE (n:Entity:$(split(row[':LABEL'], '|')))
SET {nodes};

LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row
MATCH (a:Entity {{id: row[':START_ID']}}), (b:Entity {{id: row[':END_ID']}})
CREATE (a)-[r:$(row[':TYPE'])]->(b)
SET {edges};
"""


def write(export: Export) -> dict[str, bytes]:
    """Return nodes.csv, relationships.csv, load.sh and load.cypher."""
    view = export.view
    nodes = [_lists(node.record()) for node in view.nodes]
    edges = [_lists(edge.record()) for edge in view.edges]
    node_head, edge_head = (
        _header(nodes),
        _header([{k: v for k, v in edge.items() if k != "type"} for edge in edges]),
    )
    node_rows = (
        [node.id, _labels(node), *(record.get(name) for name in node_head)]
        for node, record in zip(view.nodes, nodes, strict=True)
    )
    edge_rows = (
        [edge.source, edge.target, relation(edge.type), *(record.get(name) for name in edge_head)]
        for edge, record in zip(view.edges, edges, strict=True)
    )
    return {
        "nodes.csv": rows(["id:ID", ":LABEL", *node_head.values()], node_rows),
        "relationships.csv": rows([":START_ID", ":END_ID", ":TYPE", *edge_head.values()], edge_rows),
        "load.sh": _SHELL.encode(),
        "load.cypher": _CYPHER.format(
            nodes=_sets("n", {"id": "id:ID", **node_head}), edges=_sets("r", edge_head)
        ).encode(),
    }


def relation(curie: str) -> str:
    """Return the name of a relationship in the style of Neo4j: ``her2gc:ofTrial`` gives ``OF_TRIAL``."""
    name = re.sub(r"\W+", "_", curie.rpartition(":")[2].rpartition("/")[2])
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper() or "OTHER"


def _labels(node: Node) -> str:
    names = (re.sub(r"\W+", "_", name.rpartition(":")[2]) for name in (node.type, *node.types))
    return "|".join(dict.fromkeys(name or "Other" for name in names))


def _lists(record: dict[str, Value]) -> dict[str, Value]:
    """Return a record whose lists are parted by ``|``, as the loader wants them; within a value it turns to ``/``."""
    return {
        name: "|".join(part.replace("|", "/") for part in str(value).split(" | ")) if name in LISTS else value
        for name, value in record.items()
    }


def _header(records: Sequence[Mapping[str, Value]]) -> dict[str, str]:
    types = columns(records)
    return {name: name + (":string[]" if name in LISTS else _TYPES[kind]) for name, kind in types.items()}


def _sets(variable: str, head: Mapping[str, str]) -> str:
    turn = {
        "long": "toInteger({})",
        "double": "toFloat({})",
        "boolean": "toBoolean({})",
        "string[]": "split({}, '|')",
    }
    parts = []
    for name, column in head.items():
        kind = column.partition(":")[2]
        parts.append(f"{variable}.`{name}` = " + turn.get(kind, "{}").format(f"row['{column}']"))
    return ",\n    ".join(parts)
