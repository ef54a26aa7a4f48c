"""Makes one edge of a node: reads what leads to it and away from it in the full view."""

from collections.abc import Iterable, Iterator

from her2gc.export.model import Edge, Node, Value, View
from her2gc.export.whose import basis, their_names, whose
from her2gc.sources.prefixes import PREFIXES

SEPARATOR = " | "


class Folder:
    """Makes edges from the nodes of the full view."""

    def __init__(self, full: View) -> None:
        self.full = full

    def ends(self, node: str, *props: str) -> list[str]:
        """Return where edges of these properties lead, in a fixed order."""
        wanted = {f"her2gc:{prop}" for prop in props}
        found = [edge for edge in self.full.out.get(node, ()) if edge.type in wanted]
        return list(dict.fromkeys(edge.target for edge in found))

    def starts(self, node: str, *props: str, cls: str = "") -> list[str]:
        """Return where edges of these properties come from; with a class, its members only."""
        wanted = {f"her2gc:{prop}" for prop in props}
        found = dict.fromkeys(edge.source for edge in self.full.into.get(node, ()) if edge.type in wanted)
        return [each for each in found if not cls or self.full.by_id[each].type == f"her2gc:{cls}"]

    def of(self, *kinds: str) -> Iterator[Node]:
        """Yield the nodes of some kinds."""
        return (node for node in self.full.nodes if node.kind in kinds)

    def instances(self, cls: str) -> Iterator[Node]:
        """Yield the members of a class, inferred ones included."""
        return (node for node in self.full.nodes if f"her2gc:{cls}" in node.types)

    def labels(self, ids: Iterable[str]) -> str:
        """Return labels as one text, each once."""
        return SEPARATOR.join(dict.fromkeys(self.full.by_id[each].label for each in ids))

    def said(self, node: str, *props: str) -> str:
        """Return the labels of where edges of these properties lead, as one text."""
        return self.labels(self.ends(node, *props))

    def bases(self, ids: Iterable[str]) -> str:
        """Return what statements rest on as one text, whose they are told where it is not the review."""
        found = [
            basis(end, self.full.by_id[end].label, their_names(self.full.by_id[each].graphs))
            for each in ids
            for end in self.ends(each, "hasBasis")
        ]
        return SEPARATOR.join(dict.fromkeys(found))

    def doubts(self, ids: Iterable[str]) -> str:
        """Return the doubts about some nodes as one text."""
        return self.labels(
            doubt for each in ids for doubt in self.starts(each, "concerns", cls="Discrepancy")
        )

    def plain(self, kinds: set[str], *props: str) -> Iterator[Edge]:
        """Yield edges of the full view between nodes of some kinds."""
        wanted = {f"her2gc:{prop}" for prop in props}
        for edge in self.full.edges:
            ends = {self.full.by_id[edge.source].kind, self.full.by_id[edge.target].kind}
            if ends <= kinds and (not props or edge.type in wanted):
                yield edge

    def fold(  # noqa: PLR0913, PLR0917
        self,
        source: str,
        name: str,
        target: str,
        via: str,
        data: dict[str, Value] | None = None,
        also: Iterable[str] = (),
    ) -> Edge:
        """Return an edge that stands for a node, with the places and doubts of it and of others that it tells of.

        Parameters
        ----------
        source, name, target
            The edge: two ids, and its label.
        via
            The node that it stands for; the source itself where no other node does.
        data
            Its attributes; empty ones are left out.
        also
            Further nodes whose figures stand in the attributes.
        """
        node = self.full.by_id[via]
        told = list(dict.fromkeys((via, *also)))
        everything = {**(data or {}), "doubts": self.doubts(told if via != source else told[1:])}
        found = {key: value for key, value in everything.items() if value != ""}
        # a part of a trial in several lines need not belong to all of them
        if "lineOfTherapy" not in found and (len(node.lines) == 1 or (node.lines and via == source)):
            found["lineOfTherapy"] = SEPARATOR.join(node.lines)
        numbers = sorted({number for each in told for number in self.full.by_id[each].citations})
        if numbers:
            found["citations"] = SEPARATOR.join(map(str, numbers))
        said = [PREFIXES["graph"] + graph for graph in node.graphs if graph != "inferred"]
        origin = whose(said) if said else "asserted"
        graphs = tuple(graph for graph in node.graphs if graph != "inferred") or node.graphs
        camel = "".join(part.capitalize() if place else part for place, part in enumerate(name.split()))
        places = dict.fromkeys(place for each in told for place in self.full.by_id[each].places)
        return Edge(
            source,
            target,
            f"view:{camel}",
            name,
            origin,
            graphs,
            tuple(places),
            "" if via == source else via,
            found,
        )
