"""Homes: where the files lie, and which named graph the statements of each go to."""

import os
from typing import NamedTuple

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES

REVIEW, ONTOLOGY, MAPPINGS, CURATION, INFERRED, USER = (
    PREFIXES["graph"] + name for name in ("review", "ontology", "mappings", "curation", "inferred", "user")
)


HOMES = {
    "review": REVIEW,
    "curation": CURATION,
}  # folders of kg/, and the named graph that each is the home of


class Source(NamedTuple):
    """One file, and the named graph that its triples go to."""

    path: str
    graph: str


def data_root() -> str:
    """Return the folder that holds ontology/, kg/, shapes/ and queries/, in a wheel or in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
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
    imports = os.path.join(data_root(), "ontology", "imports") + os.sep
    outside = [path for path in files("ontology", ".ttl") if path.startswith(imports)]
    found = [Source(path, ONTOLOGY) for path in files("ontology", ".ttl") if path not in outside]
    if review:
        found += [Source(path, MAPPINGS) for path in outside]
        found += [Source(path, MAPPINGS) for path in files("ontology", ".sssom.tsv")]
        for folder, graph in HOMES.items():
            found += [Source(path, graph) for path in files(os.path.join("kg", folder), ".ttl")]
    return found


def user(paths: list[str]) -> list[Source]:
    """Return a user's own files as sources; their triples go to a named graph apart from ours."""
    return [Source(os.path.abspath(path), USER) for path in paths]
