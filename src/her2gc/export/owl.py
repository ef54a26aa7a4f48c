"""RDF/XML, as Protégé, owlready2 and the OWL API open it."""

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.export.clean import xml
from her2gc.export.rdf import serialize
from her2gc.export.request import Export
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import of_rdf_1_1

FOLDER = False
LOSES = frozenset({"named graphs", "filtered", "not in xml", "triple terms", "directions"})
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_INDIVIDUAL, _CLASS, _ANNOTATION, *_OTHERS = (
    ox.NamedNode(PREFIXES["owl"] + name)
    for name in ("NamedIndividual", "Class", "AnnotationProperty", "ObjectProperty", "DatatypeProperty")
)
_ONTOLOGY, _PART = ox.NamedNode(PREFIXES["owl"] + "Ontology"), ox.NamedNode("https://w3id.org/her2gc/part")
_XML_NAME = re.compile(r"[^\W\d][\w.\-]*\Z")
_DECLARING = {_CLASS, _ANNOTATION, *_OTHERS}
_BUILT_IN = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl"))


def write(export: Export) -> bytes:
    """Return the ontology with the chosen statements; it imports nothing."""
    return serialize(quads(export), ox.RdfFormat.RDF_XML)


def quads(export: Export) -> Iterator[ox.Quad]:
    """Yield the chosen statements, that entities of ours are individuals, and what each class and property used is."""
    told = set()
    # classes and properties, and what each is taken for where nobody says
    used: dict[ox.NamedNode, ox.NamedNode] = {}
    for quad in of_rdf_1_1(export.quads()):  # readers refuse a file of RDF 1.2
        yield _for_xml(quad)
        ours = isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(PREFIXES["kg"])
        if ours and quad.predicate == _TYPE and quad.subject not in told:
            told.add(quad.subject)
            yield ox.Quad(quad.subject, _TYPE, _INDIVIDUAL, quad.graph_name)
        used.setdefault(quad.predicate, _ANNOTATION)
        if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode):
            used.setdefault(quad.object, _CLASS)
    yield from _declarations(export, used)
    if _ONTOLOGY not in used:  # a part has no vocabulary's head, and readers of OWL/XML want a name
        yield ox.Quad(_PART, _TYPE, _ONTOLOGY)


def _declarations(export: Export, used: Mapping[ox.NamedNode, ox.NamedNode]) -> Iterator[ox.Quad]:
    """Yield what the terms used are: OWL wants that said in each file, and a part may hold no vocabulary."""
    for term, otherwise in used.items():
        _check(term)
        if not term.value.startswith(_BUILT_IN):
            said = [
                quad.triple
                for quad in export.graph.store.quads_for_pattern(term, _TYPE, None, None)
                if quad.object in _DECLARING
            ]
            for triple in said or [ox.Triple(term, _TYPE, otherwise)]:
                yield ox.Quad(*triple)


def _check(term: ox.NamedNode) -> None:
    """Refuse a class or property that RDF/XML cannot write: its IRI has to end in a name of XML."""
    if not _XML_NAME.search(term.value):
        raise Her2gcError(
            f"RDF/XML cannot write the class or property <{term.value}>",
            "end its IRI in letters, or export another format, such as turtle",
        )


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
