"""GraphML by networkx: typed attributes, several edges between two nodes; opens in Cytoscape, Gephi and yEd."""

import re
from typing import Any

from her2gc.export.kinds import KINDS, rgb
from her2gc.export.layout import positions
from her2gc.export.model import LOST, Value, View, columns
from her2gc.export.need import need
from her2gc.export.request import Export

FOLDER = False
LOSES = LOST | {"lists"}

_TOKEN = re.compile(r"[\w:.\-]+\Z")  # what the format allows as the name of a node


def write(export: Export) -> bytes:
    """Return the file."""
    need("networkx")
    # not its write functions: they take another XML writer, with other bytes, where lxml is installed
    lines = _lines(graph(export.view))
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([head, *lines, ""]).encode()


def _lines(made: Any) -> list[str]:
    """Return the lines of the file, with ids of attributes that no reader takes for their names.

    networkx calls them d0, d1 and so on; Gephi takes a node's d3 for its label, and an edge's d7 for its weight.
    """
    from networkx.readwrite.graphml import GraphMLWriter

    class Writer(GraphMLWriter):  # type: ignore[misc]  # networkx tells no types
        def get_key(self, name: str, attr_type: str, scope: str, _default: object) -> str:
            key = (name, attr_type, scope)
            if key not in self.keys:
                self.keys[key] = new = f"{scope[0]}{len(self.keys)}"  # n for nodes, e for edges
                parts = {"id": new, "for": scope, "attr.name": name, "attr.type": attr_type}
                self.xml.insert(0, self.myElement("key", **parts))
            return str(self.keys[key])

    writer = Writer()
    writer.add_graph_element(made)
    return str(writer).splitlines()


def graph(view: View) -> Any:
    """Return the view as a networkx MultiDiGraph, every attribute with one type throughout."""
    networkx = need("networkx")
    made = networkx.MultiDiGraph()
    nodes = {node.id: {"id": node.id, **node.record()} for node in view.nodes}
    edges = [edge.record() for edge in view.edges]
    node_types, edge_types = columns(nodes.values()), columns(edges)
    names = {
        node.id: node.id if _TOKEN.match(node.id) else f"n{place}" for place, node in enumerate(view.nodes)
    }
    places = positions(view)
    for node in view.nodes:
        style = KINDS[node.kind]
        red, green, blue = rgb(style.colour)
        x, y = places[node.id]
        look: dict[str, Value] = {"color": style.colour, "r": red, "g": green, "b": blue, "size": style.size}
        # what readers take for looks: Gephi r, g, b and, pointing up, y; qvge color; Tulip and others x and y
        made.add_node(names[node.id], **_typed(nodes[node.id], node_types), **look, x=float(x), y=float(-y))
    for place, (edge, record) in enumerate(zip(view.edges, edges, strict=True)):
        made.add_edge(names[edge.source], names[edge.target], key=f"e{place}", **_typed(record, edge_types))
    return made


def _typed(record: dict[str, Value], types: dict[str, type]) -> dict[str, Value]:
    return {name: types[name](value) for name, value in record.items()}
