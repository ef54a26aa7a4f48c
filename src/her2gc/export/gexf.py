"""GEXF 1.3 for Gephi, with colours, sizes, shapes and places.

Not written by networkx, which reads it: that stamps the day into the file and leaves out the kind of an edge, by which
Gephi tells edges between the same nodes apart.
"""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from her2gc.export.kinds import KINDS, rgb
from her2gc.export.layout import positions
from her2gc.export.model import LOST, Value, columns
from her2gc.export.request import Export

FOLDER = False
LOSES = LOST | {"lists"}

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_SHAPES = {  # the format knows disc, square, triangle and diamond
    "diamond": "diamond",
    "star": "diamond",
    "triangle": "triangle",
    "vee": "triangle",
    "rectangle": "square",
    "round-rectangle": "square",
    "barrel": "square",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
 <meta>
  <creator>her2gc</creator>
  <description>{description}</description>
 </meta>
 <graph mode="static" defaultedgetype="directed">
"""


def write(export: Export) -> bytes:
    """Return the file."""
    view = export.view
    nodes, edges = [node.record() for node in view.nodes], [edge.record() for edge in view.edges]
    node_types, edge_types = columns(nodes), columns(edges)
    places = positions(view)
    lines = [
        _HEAD.format(
            description=escape(f"A review of HER2-positive gastric cancer as a graph: view {view.name}")
        )
    ]
    lines += _attributes("node", node_types)
    lines += _attributes("edge", edge_types)
    lines.append(f'  <nodes count="{len(nodes)}">\n')
    for node, record in zip(view.nodes, nodes, strict=True):
        style = KINDS[node.kind]
        red, green, blue = rgb(style.colour)
        x, y = places[node.id]
        shape = _SHAPES.get(style.shape, "disc")
        lines.append(f"   <node id={_quoted(node.id)} label={_quoted(node.label)}>\n")
        lines += _values(record, node_types)
        lines.append(f'    <viz:color r="{red}" g="{green}" b="{blue}"/>\n')
        lines.append(f'    <viz:position x="{x}" y="{-y}" z="0.0"/>\n')
        lines.append(f'    <viz:size value="{style.size}"/>\n    <viz:shape value="{shape}"/>\n   </node>\n')
    lines.append(f'  </nodes>\n  <edges count="{len(edges)}">\n')
    for edge, record in zip(view.edges, edges, strict=True):
        ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
        lines.append(
            f"   <edge id={_quoted(edge.id)} {ends} label={_quoted(edge.label)} kind={_quoted(edge.type)}>\n"
        )
        lines += _values(record, edge_types)
        lines.append("   </edge>\n")
    lines.append("  </edges>\n </graph>\n</gexf>\n")
    return "".join(lines).encode()


def _attributes(owner: str, types: Mapping[str, type]) -> Iterable[str]:
    yield f'  <attributes class="{owner}">\n'
    for name, kind in types.items():
        yield f'   <attribute id={_quoted(name)} title={_quoted(name)} type="{_TYPES[kind]}"/>\n'
    yield "  </attributes>\n"


def _values(record: Mapping[str, Value], types: Mapping[str, type]) -> Iterable[str]:
    yield "    <attvalues>\n"
    for name, value in record.items():
        text = str(value).lower() if types[name] is bool else str(types[name](value))
        yield f"     <attvalue for={_quoted(name)} value={_quoted(text)}/>\n"
    yield "    </attvalues>\n"


def _quoted(text: str) -> str:
    return quoteattr(text, {"\n": " "})
