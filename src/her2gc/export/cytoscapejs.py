"""Cytoscape.js JSON: elements with data, places and a style sheet; cytoscape(JSON) shows it, Cytoscape reads it."""

import json
from typing import Any

from her2gc.export.kinds import KINDS
from her2gc.export.layout import positions
from her2gc.export.model import LOST, View
from her2gc.export.request import Export

FOLDER = False
LOSES = LOST | {"lists"}


def write(export: Export) -> bytes:
    """Return the file."""
    view = export.view
    document = {
        "data": {"name": f"her2gc, view {view.name}"},
        "elements": elements(view),
        "style": style(view),
        "layout": {"name": "preset"},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def elements(view: View) -> dict[str, list[dict[str, Any]]]:
    """Return nodes and edges as Cytoscape.js takes them."""
    places = positions(view)
    nodes = [
        {
            "data": {"id": node.id, "name": node.label, **node.record()},
            "position": {"x": places[node.id][0], "y": places[node.id][1]},
        }
        for node in view.nodes
    ]
    edges = [
        {
            "data": {
                "id": edge.id,
                "source": edge.source,
                "target": edge.target,
                "interaction": edge.label,
                **edge.record(),
            }
        }
        for edge in view.edges
    ]
    return {"nodes": nodes, "edges": edges}


def style(view: View) -> list[dict[str, Any]]:
    """Return the style sheet of the kinds that are there."""
    sheet: list[dict[str, Any]] = [
        {
            "selector": "node",
            "style": {
                "label": "data(label)",
                "font-size": 9,
                "text-wrap": "wrap",
                "text-max-width": 110,
                "border-width": 1,
                "border-color": "#555555",
            },
        },
        {
            "selector": "edge",
            "style": {
                "label": "data(label)",
                "font-size": 7,
                "width": 1,
                "line-color": "#999999",
                "curve-style": "bezier",
                "target-arrow-shape": "triangle",
                "target-arrow-color": "#999999",
            },
        },
        {"selector": 'edge[origin = "inferred"]', "style": {"line-style": "dashed"}},
        {"selector": 'edge[origin = "curated"]', "style": {"line-style": "dotted", "line-color": "#cc0088"}},
    ]
    present = {node.kind for node in view.nodes}
    for kind, look in KINDS.items():
        if kind in present:
            shown = {
                "background-color": look.colour,
                "shape": look.shape,
                "width": look.size,
                "height": look.size,
            }
            sheet.append({"selector": f'node[kind = "{kind}"]', "style": shown})
    return sheet
