"""A copy of the graph for rdflib, made term by term: each term once, without writing and parsing the whole."""

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import of_rdf_1_1
from her2gc.store.graph import LocalGraph

if TYPE_CHECKING:
    import rdflib


def dataset(graph: LocalGraph) -> "rdflib.Dataset":
    """Return the named graphs that queries see as a rdflib Dataset."""
    from rdflib import BNode, Dataset, Literal, URIRef

    copy = Dataset(default_union=True)
    store: Any = copy.store  # rdflib's own types leave the methods of a store open
    known: dict[Any, Any] = {}

    def term(given: Any) -> Any:
        made = known.get(given)
        if made is None:
            if isinstance(given, ox.NamedNode):
                made = URIRef(given.value)
            elif isinstance(given, ox.BlankNode):
                made = BNode(given.value)
            elif given.language:
                made = Literal(given.value, lang=given.language)
            elif given.datatype.value == _STRING:
                made = Literal(given.value)
            else:
                made = Literal(given.value, datatype=URIRef(given.datatype.value))
            known[given] = made
        return made

    for name in graph.named_graphs():
        context = copy.graph(URIRef(name.value))
        for quad in of_rdf_1_1(graph.store.quads_for_pattern(None, None, None, name)):
            store.add((term(quad.subject), term(quad.predicate), term(quad.object)), context)
    for prefix, base in PREFIXES.items():
        copy.bind(prefix, base, override=True, replace=True)
    return copy


_STRING = PREFIXES["xsd"] + "string"
