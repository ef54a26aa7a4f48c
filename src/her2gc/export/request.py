"""What is asked for: which view, which part of it; and the part itself, made when first needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.export.model import View
from her2gc.sources.homes import origin
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph

_WHERE_FROM = {
    "user": "add your own data by --data",
    "inferred": "leave out --no-inferred",
    **dict.fromkeys(("review", "mappings", "curation", "registry", "others"), "leave out --no-builtin"),
}


@dataclass(frozen=True)
class Request:
    """Which part of the graph to write; nothing chosen means all."""

    view: str = "full"
    lines: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    hops: int = 1

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self == Request()

    @property
    def before(self) -> str:
        """The options that choose before ``--around`` does, as they are typed."""
        chosen = [f"--graph {name}" for name in self.graphs] + [f"--line {name}" for name in self.lines]
        return " and ".join([f"--view {self.view}"] * (self.view != "full") + chosen)


class Export:
    """One run of one format.

    Parameters
    ----------
    graph
        The store.
    request
        Which part of it.
    """

    def __init__(self, graph: LocalGraph, request: Request | None = None) -> None:
        self.graph = graph
        self.request = request or Request()

    @cached_property
    def full(self) -> View:
        """The whole graph as a property graph."""
        from her2gc.export.view import build

        return build(self.graph)

    @cached_property
    def view(self) -> View:
        """The part that was asked for."""
        from her2gc.export import filters
        from her2gc.export.folded import VIEWS

        request = self.request
        self._check_graphs()
        found = VIEWS[request.view](self.full)
        if request.graphs:
            found = filters.by_graph(found, request.graphs)
        if request.lines:
            found = filters.by_line(found, filters.line_labels(self.full, request.lines))
        if request.around:
            centres = [filters.centre(found, self.full, each, request.before) for each in request.around]
            found = filters.around(found, centres, request.hops)
        if request.types:  # last, so that it picks from a neighbourhood: the trials around an agent
            found = filters.by_type(found, request.types)
        if not found.nodes:
            raise Her2gcError(
                "nothing is left to export", "choose fewer of --line, --type, --graph and --around"
            )
        return found

    def _check_graphs(self) -> None:
        there = {origin(each.value).home for each in self.graph.named_graphs()}
        for name in self.request.graphs:
            if name not in there:
                advice = _WHERE_FROM.get(name, "choose another")
                raise Her2gcError(f"the named graph '{name}' is empty", advice)

    def statements(self) -> Iterator[ox.Quad]:
        """Yield the statements asked for. Of a part, these are those whose subject is in it."""
        request = self.request
        quads = (
            quad
            for name in self.graph.named_graphs()
            if not request.graphs or origin(name.value).home in request.graphs
            for quad in self.graph.store.quads_for_pattern(None, None, None, name)
        )
        if request == Request(graphs=request.graphs):
            yield from quads
            return
        kept = {node.iri for node in self.view.nodes}
        yield from (
            quad for quad in quads if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in kept
        )

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the statements asked for, in a fixed order; blank nodes bear the same names in every run.

        Raises
        ------
        Her2gcError
            For a folded view, which is no longer made of the graph's own statements.
        """
        if self.request.view != "full":
            raise Her2gcError(
                "an RDF format holds the graph's own statements", f"leave out --view {self.request.view}"
            )
        self._check_graphs()
        named: list[ox.Quad] = []
        nameless = ox.Dataset()
        for quad in self.statements():
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode | ox.Triple):
                nameless.add(quad)
            else:
                named.append(quad)
        # what has no blank node decides none of their names
        nameless.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        yield from sorted([*named, *nameless], key=_order)


def _order(quad: ox.Quad) -> str:
    """Return what a statement is sorted by, as one text: five for each would take more memory than the statements."""
    first = quad.predicate.value != PREFIXES["rdf"] + "type"
    parts = (quad.graph_name, quad.subject, int(first), quad.predicate, quad.object)
    return "\0".join(map(str, parts))
