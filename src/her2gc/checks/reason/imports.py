"""What users' files import: only what is at hand is allowed, nothing is fetched."""

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES

_OWL = PREFIXES["owl"]
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


def check(quads_of: dict[Source, list[ox.Quad]], ours: list[ox.Quad]) -> None:
    """Check that every import of the users' files is among the files, and that imports do not go in a circle.

    Parameters
    ----------
    quads_of
        The users' files and what they hold.
    ours
        What the package brings.

    Raises
    ------
    Her2gcError
        With the file, for an import that would have to be fetched, or a circle.
    """
    known = _names(ours)
    files: dict[str, Source] = {}
    for source, quads in quads_of.items():
        for name in _names(quads):
            files[name] = source
    wanted = {source: _imports(quads) for source, quads in quads_of.items()}
    for source, names in wanted.items():
        for name in names:
            if name not in known and name not in files:
                raise Her2gcError(
                    f"this file imports <{name}>, and nothing is fetched",
                    "give a copy of it as another file, or leave the import out",
                    file=source.path,
                )
    for source in quads_of:
        circle = _circle(source, wanted, files, [])
        if circle:
            way = " → ".join(each.path.rpartition("/")[2] for each in circle)
            raise Her2gcError(f"the imports go in a circle: {way}", "leave one out", file=source.path)


def _names(quads: list[ox.Quad]) -> set[str]:
    """Return the IRIs and version IRIs of the ontologies that a file declares."""
    ontology, version = ox.NamedNode(_OWL + "Ontology"), ox.NamedNode(_OWL + "versionIRI")
    found = [quad.subject for quad in quads if quad.predicate == _TYPE and quad.object == ontology]
    named = [*found, *(quad.object for quad in quads if quad.predicate == version)]
    return {each.value for each in named if isinstance(each, ox.NamedNode)}


def _imports(quads: list[ox.Quad]) -> list[str]:
    prop = ox.NamedNode(_OWL + "imports")
    found = {quad.object for quad in quads if quad.predicate == prop}
    return sorted(each.value for each in found if isinstance(each, ox.NamedNode))


def _circle(
    source: Source, wanted: dict[Source, list[str]], files: dict[str, Source], way: list[Source]
) -> list[Source]:
    if source in way:
        return [*way[way.index(source) :], source]
    for name in wanted[source]:
        if name in files and (found := _circle(files[name], wanted, files, [*way, source])):
            return found
    return []
