"""Parts of a view: one line of therapy, some types, some named graphs, the neighbourhood of an entity."""

from collections.abc import Iterable

from her2gc.errors import Her2gcError
from her2gc.export.kinds import KINDS
from her2gc.export.model import Edge, Node, View
from her2gc.store.kinds import PASSIVE
from her2gc.store.names import END, IDENTIFIER, LABEL, SYNONYM, TRADE_NAME, Name, local, ranked
from her2gc.store.resolve import resolve

_TRADED = "hasTradeName"  # the attribute of an agent


def line_labels(full: View, lines: Iterable[str]) -> set[str]:
    """Return the labels of the lines of therapy that are named by label or synonym: ``second``."""
    terms = [node for node in full.nodes if node.kind == "line"]
    return {full.by_id[find(terms, line, "line of therapy")].label for line in lines}


def by_line(view: View, wanted: set[str]) -> View:
    """Keep what belongs to a line of therapy, and what that touches and belongs to no line itself."""
    own = {node.id for node in view.nodes if wanted & set(node.lines)}
    own |= {node.id for node in view.nodes if node.kind == "line" and node.label in wanted}
    touched = {
        end for edge in view.edges if {edge.source, edge.target} & own for end in (edge.source, edge.target)
    }
    free = {node.id for node in view.nodes if not node.lines and node.kind != "line"}
    kept = own | (touched & free)
    return view.keep(kept, [edge for edge in view.edges if _of_line(edge, own, wanted)])


def _of_line(edge: Edge, own: set[str], wanted: set[str]) -> bool:
    """Tell whether an edge belongs here: it has an end of the line, or it links what stands outside all lines."""
    lines = edge.data.get("lineOfTherapy")
    return (
        lines is None or bool(wanted & set(str(lines).split(" | "))) or bool({edge.source, edge.target} & own)
    )


def by_type(view: View, types: Iterable[str]) -> View:
    """Keep the nodes of some classes or kinds, and the edges between them."""
    wanted = set()
    labels = {node.type_label.casefold(): node.type for node in view.nodes}
    classes = {name for node in view.nodes for name in node.types}
    folded = {local(name).casefold(): name for name in classes} | {name.casefold(): name for name in classes}
    for text in types:
        key = text.casefold()
        if not key.strip():
            raise Her2gcError("the name of the type is empty", f"name a class, or one of {', '.join(KINDS)}")
        if key in KINDS:
            wanted.add(key)
        elif key in folded:
            wanted.add(folded[key])
        elif key in labels:
            wanted.add(labels[key])
        else:
            allowed = ", ".join(KINDS)
            raise Her2gcError(f"'{text}' is no type of this view", f"name a class, or one of {allowed}")
    return view.keep(node.id for node in view.nodes if node.kind in wanted or wanted & set(node.types))


def by_graph(view: View, graphs: Iterable[str]) -> View:
    """Keep the edges that some named graphs hold, their ends, and the nodes that those graphs say something of."""
    wanted = set(graphs)
    edges = [edge for edge in view.edges if wanted & homes_of(edge.graphs)]
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    return view.keep(
        ends | {node.id for node in view.nodes if wanted & homes_of(node.graphs) - {"inferred"}}, edges
    )


def homes_of(graphs: Iterable[str]) -> set[str]:
    """Return the homes of graphs in short form: ``user`` of ``user/trial.ttl``."""
    return {graph.partition("/")[0] for graph in graphs}


def around(view: View, entities: Iterable[str], hops: int) -> View:
    """Keep what lies within some hops of an entity, arrows taken both ways.

    The walk ends at controlled terms, places, citations and other parts of the document: everything meets there.
    """
    reached = set(entities)
    edge = reached
    for _ in range(hops):
        start = {each for each in edge if edge is reached or view.by_id[each].kind not in PASSIVE}
        steps = {each.target for one in start for each in view.out.get(one, ())}
        steps |= {each.source for one in start for each in view.into.get(one, ())}
        edge = steps - reached
        reached = reached | edge
    return view.keep(reached)


def centre(view: View, full: View, text: str, chosen: str) -> str:
    """Return the CURIE of the entity that a neighbourhood is sought of; say where the options chosen left it out."""
    try:
        return find(view.nodes, text, "entity of this view")
    except Her2gcError:
        try:
            left_out = chosen and find(full.nodes, text, "entity")
        except Her2gcError:
            left_out = ""
        if not left_out:
            raise
    raise Her2gcError(f"'{text}' is in the graph, but left out by {chosen}", "choose another part or entity")


def find(nodes: Iterable[Node], text: str, what: str) -> str:
    """Return the CURIE of the node that a label, synonym, CURIE or IRI names."""
    if not text.strip():
        raise Her2gcError(f"the name of the {what} is empty", "name one by label, synonym, CURIE or IRI")
    known = []
    for node in nodes:
        traded = [str(node.data[_TRADED])] if _TRADED in node.data else []
        same = [link.id for link in node.links if link.match == "exactMatch"]
        called = (
            (LABEL, [node.label]),
            (SYNONYM, node.synonyms),
            (TRADE_NAME, [name for names in traded for name in names.split(" | ")]),
            (END, [local(node.iri)]),
            (IDENTIFIER, same),
        )
        known += [Name(text, node.iri, sort, node.kind) for sort, texts in called for text in texts]
    iri = resolve(text, ranked(known), what)
    return next(node.id for node in nodes if node.iri == iri)
