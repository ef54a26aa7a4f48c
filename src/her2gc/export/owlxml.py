"""OWL/XML, for Protégé and the OWL API."""

import os
import tempfile
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from her2gc.export import owl
from her2gc.export.need import need
from her2gc.export.rdf import serialize
from her2gc.export.request import Export
from her2gc.output import making, refused
from her2gc.sources.prefixes import PREFIXES

FOLDER = False
LOSES = owl.LOSES | {"urn"}
_OWL, _RDF = PREFIXES["owl"], PREFIXES["rdf"]


def write(export: Export) -> bytes:
    """Return the ontology with the chosen statements, but for those on URNs; it imports nothing."""
    horned = need("pyhornedowl")
    quads = [quad for quad in owl.quads(export) if not has_urn(quad)]
    try:
        return _by_horned_owl(horned, quads)
    except OSError as error:
        raise refused(error, tempfile.gettempdir(), "folder for what is in the making") from error


def _by_horned_owl(horned: Any, quads: list[ox.Quad]) -> bytes:
    with making(tempfile.gettempdir(), "her2gc-export-") as folder:
        source, target = (os.path.join(folder, name) for name in ("graph.owl", "graph.owx"))
        with open(source, "wb") as file:
            file.write(serialize(quads, ox.RdfFormat.RDF_XML))
        ontology = horned.open_ontology(source, "rdf")
        from pyhornedowl.model import DisjointClasses

        for classes in _disjoint(quads):
            ontology.add_axiom(DisjointClasses([ontology.class_(name) for name in classes]))
        ontology.save_to_file(target, "owx")
        with open(target, "rb") as file:
            body: bytes = file.read()
        return body


def has_urn(quad: ox.Quad) -> bool:
    """Tell whether a statement is on a URN, such as that of a country: owlready2's OWL/XML reader stops at those."""
    return any(
        isinstance(term, ox.NamedNode) and term.value.startswith("urn:")
        for term in (quad.subject, quad.object)
    )


def _disjoint(quads: list[ox.Quad]) -> Iterator[list[str]]:
    """Yield the classes of each owl:AllDisjointClasses: horned-owl reads over it without a word."""
    objects = {(str(quad.subject), quad.predicate.value): str(quad.object) for quad in quads}
    for quad in quads:
        if quad.predicate.value == _OWL + "members":
            members, place = [], str(quad.object)
            while first := objects.get((place, _RDF + "first")):
                members.append(first.strip("<>"))
                place = objects[place, _RDF + "rest"]
            yield members
