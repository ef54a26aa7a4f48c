"""OWL/XML, for Protégé and the OWL API."""

import os
import tempfile

import pyoxigraph as ox

from her2gc.export import owl
from her2gc.export.need import need
from her2gc.export.rdf import serialize
from her2gc.export.request import Export

FOLDER = False
LOSES = owl.LOSES | {"outside"}


def write(export: Export) -> bytes:
    """Return the ontology with the chosen statements, links to outside vocabularies left out; it imports nothing."""
    horned = need("pyhornedowl")
    with tempfile.TemporaryDirectory(prefix="her2gc-export-") as folder:
        source, target = (os.path.join(folder, name) for name in ("graph.owl", "graph.owx"))
        with open(source, "wb") as file:
            # without the links: owlready2's OWL/XML reader stops at terms of others such as urn:iso:…
            file.write(serialize(owl.quads(export, links=False), ox.RdfFormat.RDF_XML))
        horned.open_ontology(source, "rdf").save_to_file(target, "owx")
        with open(target, "rb") as file:
            body: bytes = file.read()
        return body
