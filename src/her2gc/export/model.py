"""The property graph that every format writes: nodes and edges with plain attributes, in one fixed order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

Value = str | int | float | bool

# names that the formats themselves need; what users say under such a name goes by a longer one
CORE = frozenset(
    ("id", "id_", "iri", "label", "kind", "type", "types", "synonyms", "description", "lineoftherapy", "places",
     "citations", "outsideids", "namedgraphs", "name", "source", "target", "interaction", "origin", "via", "color",
     "r", "g", "b", "size", "x", "y", "viz", "self", "node_for_adding",
     # what Gephi takes for the look of a node or an edge
     "z", "xpos", "ypos", "d3", "d7", "edgelabel", "edgeid", "weight")
)  # fmt: skip
# what any format of the property graph leaves of the graph's own statements: keys of the report's losses
LOST = frozenset(
    {
        "vocabulary",
        "inferred types",
        "named graph of a value",
        "language",
        "datatypes",
        "spelling",
        "characters",
    }
)
# attributes that hold several values
LISTS = ("types", "synonyms", "lineOfTherapy", "places", "citations", "outsideIds", "namedGraphs")


@dataclass(frozen=True)
class Place:
    """A spot of the review: a passage or a table cell."""

    id: str  # CURIE
    label: str  # where it is, in words
    quote: str  # the few words or the cell printed there
    citations: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The place with what is printed there."""
        return f"{self.label}: “{self.quote}”" if self.quote else self.label


@dataclass(frozen=True)
class Link:
    """An identifier outside, with how exactly it fits."""

    match: str  # exactMatch, closeMatch, broadMatch, narrowMatch, relatedMatch
    id: str  # CURIE where one can be made
    iri: str
    label: str = ""


@dataclass(frozen=True)
class Node:
    """An entity."""

    id: str  # CURIE, kg:T-DM1; the IRI where no prefix fits
    iri: str
    label: str
    type: str  # CURIE of the most specific asserted class
    type_label: str
    kind: str  # the broad sort that colours go by
    types: tuple[str, ...]  # CURIEs of all classes, inferred ones included
    synonyms: tuple[str, ...] = ()
    description: str = ""
    lines: tuple[str, ...] = ()  # labels of the lines of therapy that it belongs to
    places: tuple[Place, ...] = ()
    citations: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()
    graphs: tuple[str, ...] = ()  # named graphs that hold its statements, in short: review, curation
    data: Mapping[str, Value] = field(default_factory=dict)  # what else is said in figures and words

    def record(self) -> dict[str, Value]:
        """Return the node as flat attributes; several values are joined by `` | ``, empty ones left out."""
        found: dict[str, Value] = {
            "iri": self.iri,
            "label": self.label,
            "kind": self.kind,
            "type": self.type_label,
            "types": _joined(self.types),
            "synonyms": _joined(self.synonyms),
            "description": self.description,
            "lineOfTherapy": _joined(self.lines),
            "places": _joined(place.text for place in self.places),
            "citations": _joined(str(number) for number in self.citations),
            "outsideIds": _joined(f"{link.match} {link.id}" for link in self.links),
            "namedGraphs": _joined(self.graphs),
            **{word(name): value for name, value in self.data.items()},
        }
        return {name: value for name, value in found.items() if value != ""}


@dataclass(frozen=True)
class Edge:
    """A directed link between two entities."""

    source: str
    target: str
    type: str  # CURIE of the property, or of the edge that a view makes
    label: str
    origin: str  # asserted, inferred or curated
    graphs: tuple[str, ...]
    places: tuple[Place, ...] = ()
    via: str = ""  # CURIE of the node that a view has folded into the edge
    data: Mapping[str, Value] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """A name of its own, the same in every run."""
        return " ".join(part for part in (self.source, self.type, self.target, self.via) if part)

    def record(self) -> dict[str, Value]:
        """Return the edge as flat attributes, as for a node."""
        found: dict[str, Value] = {
            "type": self.type,
            "label": self.label,
            "origin": self.origin,
            "namedGraphs": _joined(self.graphs),
            "places": _joined(place.text for place in self.places),
            "via": self.via,
            **self.data,
        }
        return {name: value for name, value in found.items() if value != ""}


@dataclass(frozen=True)
class View:
    """A property graph."""

    name: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """The nodes by CURIE."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def out(self) -> dict[str, list[Edge]]:
        """The edges by their source."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            found[edge.source].append(edge)
        return found

    @cached_property
    def into(self) -> dict[str, list[Edge]]:
        """The edges by their target."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            found[edge.target].append(edge)
        return found

    def keep(self, ids: Iterable[str], edges: Iterable[Edge] | None = None) -> "View":
        """Return the part with these nodes, and the edges (all, or the given ones) between them."""
        kept = set(ids)
        return View(
            self.name,
            tuple(node for node in self.nodes if node.id in kept),
            tuple(
                edge
                for edge in (self.edges if edges is None else edges)
                if edge.source in kept and edge.target in kept
            ),
        )


def ordered(name: str, nodes: Iterable[Node], edges: Iterable[Edge]) -> View:
    """Return a view in its fixed order, each edge once."""
    listed = {edge.id: edge for edge in edges}
    return View(
        name,
        tuple(sorted(nodes, key=lambda node: node.id)),
        tuple(listed[key] for key in sorted(listed)),
    )


def columns(records: Iterable[Mapping[str, Value]]) -> dict[str, type]:
    """Return every attribute with its type: the widest that its values need."""
    found: dict[str, type] = {}
    for record in records:
        for name, value in record.items():
            kind = type(value)
            known = found.setdefault(name, kind)
            if known is not kind:
                found[name] = float if {known, kind} == {int, float} else str
    return found


def word(name: str) -> str:
    """Return a name of letters, digits and underscores alone: every format can head a column with it."""
    return re.sub(r"\W+", "_", name)


def _joined(parts: Iterable[str]) -> str:
    return " | ".join(part.replace(" | ", " / ") for part in parts)
