"""Nanopublications: one for each claim, verdict and result, its place as its provenance.

They are unsigned: to publish them is for somebody who has a key and answers for them.
"""

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.export.need import need
from her2gc.sources.homes import CURATION, INFERRED, MAPPINGS, ONTOLOGY, REVIEW, origin
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph

_OWN, _PROV, _DCTERMS = PREFIXES["her2gc"], PREFIXES["prov"], PREFIXES["dcterms"]
_KINDS = tuple(ox.NamedNode(_OWN + name) for name in ("Claim", "Verdict", "Result"))
_PARTS = tuple(ox.NamedNode(_OWN + name) for name in ("armValue", "groupValue", "contrast"))
_TYPE, _STATED = ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(_OWN + "statedIn")
_NOBODYS = {CURATION, INFERRED, MAPPINGS, ONTOLOGY}  # graphs that are no source's own word
_BASIS = ox.NamedNode(_OWN + "hasBasis")
_ELSEWHERE = {
    ox.NamedNode(PREFIXES["kg"] + name): ox.NamedNode(f"{PREFIXES['kg']}{name}-elsewhere")
    for name in ("stated", "derived")
}  # what is kept for the review's word, and the same of another's
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def write(graph: LocalGraph) -> dict[str, bytes]:
    """Return a TriG file for each statement, named after it.

    Raises
    ------
    Her2gcError
        When a nanopublication is not valid by the library's own checker.
    """
    library, rdflib = need("nanopub"), need("rdflib")
    found = {}
    for node, home in _statements(graph.store):
        made = _nanopub(graph.store, node, home, library, rdflib)
        try:
            valid = made.is_valid
        except Exception as error:  # the library raises a kind of its own for each fault
            raise Her2gcError(f"{node.value} gives no valid nanopublication: {error}") from error
        if not valid:
            raise Her2gcError(f"{node.value} gives no valid nanopublication")
        name = node.value.rpartition("/")[2]
        found[f"{name}.trig"] = str(made.rdf.serialize(format="trig")).encode()
    return found


def _statements(store: ox.Store) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    listed = {
        (quad.subject.value, quad.graph_name.value)
        for kind in _KINDS
        for quad in store.quads_for_pattern(None, _TYPE, kind, None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode)
    }
    for node, home in sorted(listed):
        if home not in _NOBODYS:
            yield ox.NamedNode(node), ox.NamedNode(home)


def _nanopub(store: ox.Store, node: ox.NamedNode, home: ox.NamedNode, library: Any, rdflib: Any) -> Any:
    told = list(store.quads_for_pattern(node, None, None, home))
    parts = [quad.object for quad in told if quad.predicate in _PARTS]
    for part in parts:
        told += store.quads_for_pattern(part, None, None, home)  # type: ignore[arg-type]
    kind, name = origin(home.value)
    theirs = kind in ("others", "user")
    if theirs:
        told = [_as_theirs(quad) for quad in told]
    assertion = rdflib.Graph()
    for prefix in ("her2gc", "kg"):
        assertion.bind(prefix, PREFIXES[prefix])
    for quad in told:
        if quad.predicate != _STATED:
            assertion.add(tuple(_term(each, rdflib) for each in quad.triple))
    made = library.Nanopub(
        assertion=assertion, provenance=rdflib.Graph(), pubinfo=rdflib.Graph(), conf=library.NanopubConf()
    )
    places = {quad.object for quad in told if quad.predicate == _STATED}
    creator = "The her2gc contributors"
    if theirs:  # a passage of the review is no source of theirs
        places = {each for each in places if not _is_the_reviews(store, each)}
        creator = f"The author of {name}" if kind == "user" else creator
    for place in sorted(each.value for each in places):  # type: ignore[union-attr]
        made.provenance.add(
            (made.assertion.identifier, rdflib.URIRef(_PROV + "hadPrimarySource"), rdflib.URIRef(place))
        )
    made.provenance.add(
        (made.assertion.identifier, rdflib.URIRef(_PROV + "wasDerivedFrom"), rdflib.URIRef(home.value))
    )
    self = made.metadata.namespace[""]
    made.pubinfo.add((self, rdflib.URIRef(_DCTERMS + "creator"), rdflib.Literal(creator)))
    made.pubinfo.add((self, rdflib.URIRef(_DCTERMS + "license"), rdflib.URIRef(_LICENCE)))
    made.pubinfo.add((self, rdflib.URIRef(_DCTERMS + "subject"), rdflib.URIRef(node.value)))
    return made


def _as_theirs(quad: ox.Quad) -> ox.Quad:
    """Return a statement of another source's, its basis not the one that is kept for the review."""
    if quad.predicate != _BASIS or quad.object not in _ELSEWHERE:
        return quad
    return ox.Quad(quad.subject, quad.predicate, _ELSEWHERE[quad.object], quad.graph_name)  # type: ignore[index]


def _is_the_reviews(store: ox.Store, place: Any) -> bool:
    return any(True for _ in store.quads_for_pattern(place, _TYPE, None, ox.NamedNode(REVIEW)))


def _term(term: Any, rdflib: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
