"""Where the files lie, which named graph each goes to, and every prefix: the one place for all three."""

import os
from typing import NamedTuple

from her2gc.errors import Her2gcError

PREFIXES = {
    "her2gc": "https://w3id.org/her2gc/ontology#",
    "kg": "https://w3id.org/her2gc/kg/",
    "graph": "https://w3id.org/her2gc/graph/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sh": "http://www.w3.org/ns/shacl#",
    "schema": "https://schema.org/",
    "unit": "http://qudt.org/vocab/unit/",
}

REVIEW, ONTOLOGY, MAPPINGS, CURATION, INFERRED, USER = (
    PREFIXES["graph"] + name for name in ("review", "ontology", "mappings", "curation", "inferred", "user")
)


class Source(NamedTuple):
    """One file, and the named graph that its triples go to."""

    path: str
    graph: str


def data_root() -> str:
    """Return the folder that holds ontology/, kg/, shapes/ and queries/, in a wheel or in a checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    for root in (os.path.join(package, "data"), os.path.dirname(os.path.dirname(package))):
        if os.path.isdir(os.path.join(root, "ontology")):
            return root
    raise Her2gcError("the graph's files are missing", "install her2gc again", file=package)


def files(folder: str, ending: str) -> list[str]:
    """Return the files below a folder of the data root whose names end so, sorted."""
    found = [
        os.path.join(place, name)
        for place, _, names in os.walk(os.path.join(data_root(), folder))
        for name in names
        if name.endswith(ending) and not name.startswith(".")
    ]
    return sorted(found)


def builtin(*, review: bool = True) -> list[Source]:
    """Return the sources that come with the package.

    Parameters
    ----------
    review
        False leaves only the ontology, for those who bring a graph of their own.
    """
    curation = os.path.join(data_root(), "kg", "curation") + os.sep
    imports = os.path.join(data_root(), "ontology", "imports") + os.sep
    outside = [path for path in files("ontology", ".ttl") if path.startswith(imports)]
    found = [Source(path, ONTOLOGY) for path in files("ontology", ".ttl") if path not in outside]
    if review:
        found += [Source(path, MAPPINGS) for path in outside]
        found += [Source(path, MAPPINGS) for path in files("ontology", ".sssom.tsv")]
        found += [
            Source(path, CURATION if path.startswith(curation) else REVIEW) for path in files("kg", ".ttl")
        ]
    return found


def user(paths: list[str]) -> list[Source]:
    """Return a user's own files as sources; their triples go to a named graph apart from ours."""
    return [Source(os.path.abspath(path), USER) for path in paths]
