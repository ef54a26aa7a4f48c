"""DOT for GraphViz."""

from typing import Any

from her2gc.export.kinds import KINDS
from her2gc.export.model import View
from her2gc.export.need import need
from her2gc.export.outcome import words
from her2gc.export.request import Export

FOLDER = False
LOSES = frozenset(
    {
        "vocabulary",
        "types",
        "synonyms",
        "description",
        "lines",
        "places",
        "citations",
        "outside ids",
        "data",
        "node named graphs",
        "edge labels",
        "edge named graphs",
        "edge data",
        "language",
        "characters",
    }
)

_SHAPES = {"round-rectangle": "box", "rectangle": "box", "barrel": "cylinder", "vee": "invtriangle"}
_LINES = {"asserted": "solid", "inferred": "dashed", "curated": "dotted"}
_WRAP = 28
LABELLED = 400  # nodes, up to which there is room for the labels of edges


def write(export: Export) -> bytes:
    """Return the source text."""
    text: str = source(export.view).source
    return text.encode()


def source(view: View) -> Any:
    """Return the view as a ``graphviz.Digraph``; tooltips tell types, places and figures."""
    graphviz = need("graphviz")
    escape = graphviz.escape
    small = len(view.nodes) <= LABELLED
    made = graphviz.Digraph(
        "her2gc",
        engine="dot" if small else "sfdp",
        graph_attr={"rankdir": "LR", "overlap": "prism", "outputorder": "edgesfirst"},
        node_attr={"fontname": "Helvetica", "fontsize": "10", "style": "filled", "color": "#555555"},
        edge_attr={"fontname": "Helvetica", "fontsize": "8", "color": "#888888"},
    )
    names = {node.id: f"n{place}" for place, node in enumerate(view.nodes)}  # a colon would name a port
    for node in view.nodes:
        look = KINDS[node.kind]
        made.node(
            names[node.id],
            label=escape(_wrapped(node.label)),
            id=escape(node.id),
            URL=escape(node.iri.replace("&", "&amp;")),  # GraphViz writes it into SVG as it is
            tooltip=escape(f"{node.label} ({node.type_label})"),
            shape=_SHAPES.get(look.shape, look.shape),
            style="rounded,filled" if look.shape == "round-rectangle" else "filled",
            fillcolor=look.colour,
        )
    for edge in view.edges:
        made.edge(
            names[edge.source],
            names[edge.target],
            label=escape("\n".join(words(edge))) if small else "",
            tooltip=escape(f"{edge.label}: {' | '.join(place.text for place in edge.places)}"),
            id=escape(edge.id),
            style=_LINES.get(edge.origin, "solid"),
        )
    return made


def _wrapped(label: str) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(label, _WRAP)) or label
