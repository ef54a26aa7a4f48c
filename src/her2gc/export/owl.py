"""RDF/XML, as Protégé, owlready2 and the OWL API open it."""

from collections.abc import Iterator

import pyoxigraph as ox

from her2gc.export.clean import xml
from her2gc.export.rdf import serialize
from her2gc.export.request import Export
from her2gc.sources import MAPPINGS, PREFIXES

FOLDER = False
LOSES = frozenset({"named graphs", "filtered", "not in xml"})
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_INDIVIDUAL = ox.NamedNode(PREFIXES["owl"] + "NamedIndividual")


def write(export: Export) -> bytes:
    """Return the ontology with the chosen statements; it imports nothing."""
    return serialize(quads(export), ox.RdfFormat.RDF_XML)


def quads(export: Export, *, links: bool = True) -> Iterator[ox.Quad]:
    """Yield the chosen statements, and of each entity of ours that it is an individual.

    Parameters
    ----------
    export
        What is asked for.
    links
        False leaves out the links to outside vocabularies.
    """
    told = set()
    for quad in export.quads():
        if links or quad.graph_name != ox.NamedNode(MAPPINGS):
            yield _for_xml(quad)
            ours = isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(PREFIXES["kg"])
            if ours and quad.predicate == _TYPE and quad.subject not in told:
                told.add(quad.subject)
                yield ox.Quad(quad.subject, _TYPE, _INDIVIDUAL, quad.graph_name)


def _for_xml(quad: ox.Quad) -> ox.Quad:
    """Return a statement whose text XML can carry: it has no way to spell a control character."""
    literal = quad.object
    if not isinstance(literal, ox.Literal):
        return quad
    text, count = xml(literal.value)
    if not count:
        return quad
    kind = {"language": literal.language} if literal.language else {"datatype": literal.datatype}
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(text, **kind), quad.graph_name)
