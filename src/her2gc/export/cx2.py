"""CX2 for Cytoscape and NDEx: typed attributes, places and visual properties."""

import json
from collections.abc import Mapping
from typing import Any

from her2gc.export.kinds import KINDS
from her2gc.export.layout import positions
from her2gc.export.model import LISTS, LOST, Value, columns
from her2gc.export.request import Export

FOLDER = False
LOSES = LOST | {"joined"}

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_SHAPES = {"vee": "v", "pentagon": "hexagon", "star": "diamond", "barrel": "round-rectangle"}


def write(export: Export) -> bytes:
    """Return the file: a list of aspects."""
    view = export.view
    nodes = [{"id_": node.id, "name": node.label, **node.record()} for node in view.nodes]
    edges = [{"interaction": edge.label, **edge.record()} for edge in view.edges]
    node_types, edge_types = columns(nodes), columns(edges)
    numbers = {node.id: place for place, node in enumerate(view.nodes)}
    places = positions(view)
    node_aspect = [
        {
            "id": numbers[node.id],
            "x": places[node.id][0],
            "y": places[node.id][1],
            "v": _typed(record, node_types),
        }
        for node, record in zip(view.nodes, nodes, strict=True)
    ]
    edge_aspect = [
        {"id": place, "s": numbers[edge.source], "t": numbers[edge.target], "v": _typed(record, edge_types)}
        for place, (edge, record) in enumerate(zip(view.edges, edges, strict=True))
    ]
    aspects: dict[str, list[Any]] = {
        "attributeDeclarations": [
            {
                "networkAttributes": {"name": {"d": "string"}, "description": {"d": "string"}},
                "nodes": _declared(node_types),
                "edges": _declared(edge_types),
            }
        ],
        "networkAttributes": [
            {
                "name": f"her2gc, view {view.name}",
                "description": "One review of HER2-positive gastric cancer as a graph",
            }
        ],
        "nodes": node_aspect,
        "edges": edge_aspect,
        "visualProperties": [_visual({node.kind for node in view.nodes})],
    }
    metadata = [{"name": name, "elementCount": len(items)} for name, items in aspects.items()]
    head = {"CXVersion": "2.0", "hasFragments": False}
    document = [
        head,
        {"metaData": metadata},
        *({name: items} for name, items in aspects.items()),
        {"status": [{"success": True}]},
    ]
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _typed(record: Mapping[str, Value], types: Mapping[str, type]) -> dict[str, Any]:
    return {
        name: str(value).split(" | ") if name in LISTS else types[name](value)
        for name, value in record.items()
    }


def _declared(types: Mapping[str, type]) -> dict[str, dict[str, str]]:
    return {name: {"d": "list_of_string" if name in LISTS else _TYPES[kind]} for name, kind in types.items()}


def _visual(kinds: set[str]) -> dict[str, Any]:
    def by_kind(name: str) -> dict[str, Any]:
        values = {
            "NODE_BACKGROUND_COLOR": lambda look: look.colour,
            "NODE_SHAPE": lambda look: _SHAPES.get(look.shape, look.shape),
            "NODE_WIDTH": lambda look: look.size,
            "NODE_HEIGHT": lambda look: look.size,
        }
        pairs = [{"v": kind, "vp": values[name](KINDS[kind])} for kind in KINDS if kind in kinds]
        return {"type": "DISCRETE", "definition": {"attribute": "kind", "map": pairs}}

    names = ("NODE_BACKGROUND_COLOR", "NODE_SHAPE", "NODE_WIDTH", "NODE_HEIGHT")
    origins = [("asserted", "solid"), ("inferred", "dashed"), ("curated", "dotted")]
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {"NODE_BORDER_WIDTH": 1, "NODE_BORDER_COLOR": "#555555", "NODE_LABEL_FONT_SIZE": 9},
            "edge": {"EDGE_TARGET_ARROW_SHAPE": "triangle", "EDGE_LINE_COLOR": "#999999", "EDGE_WIDTH": 1},
        },
        "nodeMapping": {
            "NODE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "label", "type": "string"}},
            **{name: by_kind(name) for name in names},
        },
        "edgeMapping": {
            "EDGE_LINE_STYLE": {
                "type": "DISCRETE",
                "definition": {
                    "attribute": "origin",
                    "map": [{"v": one, "vp": look} for one, look in origins],
                },
            }
        },
    }
