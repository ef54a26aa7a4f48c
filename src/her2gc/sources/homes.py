"""Homes: where the files lie, and which named graph the statements of each go to.

A home tells whose word a statement is. The review, the curators, a register, each other source and each file of a
user's have a named graph of their own, and nothing that a file says of named graphs moves its statements elsewhere.
"""

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

REVIEW, ONTOLOGY, MAPPINGS, CURATION, INFERRED, REGISTRY, OTHERS, USER = (
    PREFIXES["graph"] + name
    for name in ("review", "ontology", "mappings", "curation", "inferred", "registry", "others", "user")
)  # of others and of users there is one graph each: .../graph/others/SOURCE, .../graph/user/FILE

ALONE = PREFIXES["graph"] + "data"  # a user's own files where nothing of ours is asked with them

HOMES = {
    "review": REVIEW,
    "curation": CURATION,
    "registry": REGISTRY,
}  # folders of kg/, and the named graph that each is the home of
RDF = tuple(
    f".{end}{packed}" for end in ("ttl", "nt", "trig", "nq") for packed in ("", ".gz")
)  # files that are read
_NAME_ONE = f"give it files that end in {', '.join(RDF)}"
_OTHERS = "others"  # the folder of kg/ with one file, or one folder, for each other source
_PLAIN = re.compile(r"[A-Za-z0-9._/-]+")  # a name that an IRI can hold as it is


class Source(NamedTuple):
    """One file, and the named graph that its triples go to."""

    path: str
    graph: str


class Origin(NamedTuple):
    """Whose word a named graph holds.

    ``home`` is ``review``, ``ontology``, ``mappings``, ``curation``, ``inferred``, ``registry``, ``others`` or
    ``user``, and nothing for a graph that is none of ours; ``name`` tells which other source or which of the user's
    files: ``EXAMPLE-2026``, ``trial.ttl``.
    """

    home: str
    name: str

    @property
    def short(self) -> str:
        """The graph in one word: ``review``, ``others/EXAMPLE-2026``, ``user/trial.ttl``."""
        return f"{self.home}/{self.name}" if self.home and self.name else self.home or self.name


def origin(graph: str) -> Origin:
    """Return whose word a named graph, given by its IRI, holds.

    >>> origin("https://w3id.org/her2gc/graph/others/EXAMPLE-2026")
    Origin(home='others', name='EXAMPLE-2026')
    """
    base = PREFIXES["graph"]
    if not graph.startswith(base):
        return Origin("", graph)
    home, _, name = graph.removeprefix(base).partition("/")
    if "%" in name:
        from urllib.parse import unquote

        name = unquote(name)
    return Origin(home, name)


def _graph(home: str, name: str) -> str:
    """Return the graph of one other source, or of one file of a user's."""
    if not _PLAIN.fullmatch(name):
        from urllib.parse import quote

        name = quote(name)
    return f"{home}/{name}"


def data_root() -> str:
    """Return the folder that holds ontology/, kg/, shapes/ and queries/, in a wheel or in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for root in (os.path.join(package, "data"), os.path.dirname(os.path.dirname(package))):
        if os.path.isdir(os.path.join(root, "ontology")):
            return root
    raise Her2gcError("the graph's files are missing", "install her2gc again", file=package)


def files(folder: str, ending: str, root: str | None = None) -> list[str]:
    """Return the files below a folder of the data root, or of another, whose names end so, sorted."""
    found = [
        os.path.join(place, name)
        for place, _, names in os.walk(os.path.join(root or data_root(), folder))
        for name in names
        if name.endswith(ending) and not name.startswith(".")
    ]
    return sorted(found)


def builtin(
    *, review: bool = True, ontology: bool = True, others: bool = True, root: str | None = None
) -> list[Source]:
    """Return the sources that come with the package.

    Parameters
    ----------
    review
        False leaves only the ontology, for those who bring a graph of their own.
    ontology
        False leaves nothing, for those who ask or check their own files alone.
    others
        False leaves out what other sources than the review say.
    root
        A folder laid out as ours, for another version of the graph.
    """
    if not ontology:
        return []
    apart = tuple(
        os.path.join(root or data_root(), "ontology", name) + os.sep for name in ("imports", "mappings")
    )
    outside = [path for path in files("ontology", ".ttl", root) if path.startswith(apart)]
    found = [Source(path, ONTOLOGY) for path in files("ontology", ".ttl", root) if path not in outside]
    if review:
        found += [Source(path, MAPPINGS) for path in outside]
        found += [Source(path, MAPPINGS) for path in files("ontology", ".sssom.tsv", root)]
        for folder, graph in HOMES.items():
            found += [Source(path, graph) for path in files(os.path.join("kg", folder), ".ttl", root)]
        found += (other_sources(root) if root else other_sources()) if others else []
    return found


def other_sources(root: str | None = None) -> list[Source]:
    """Return the files of other sources: ``kg/others/NAME.ttl``, or all in ``kg/others/NAME/``, fill one graph."""
    folder = os.path.join("kg", _OTHERS)
    start = len(os.path.join(root or data_root(), folder, ""))
    found = []
    for path in files(folder, "", root):
        if not is_rdf(path):
            continue
        name = path[start:].split(os.sep)[0]
        ending = next((each for each in RDF[::-1] if name.lower().endswith(each)), "")
        found.append(Source(path, _graph(OTHERS, name[: len(name) - len(ending)])))
    return found


def is_rdf(path: str) -> bool:
    """Say whether a file is one that is read, by its ending."""
    return path.lower().endswith(RDF)


def unread() -> list[str]:
    """Return the files of ``kg/others/`` that are not read: all but RDF in a syntax that is, and texts about it."""
    texts = (".md", ".txt", ".license")
    listed = files(os.path.join("kg", _OTHERS), "")
    return [path for path in listed if not is_rdf(path) and not path.lower().endswith(texts)]


def registered(paths: list[str]) -> list[Source]:
    """Return imported records of a register as sources of its graph: Turtle files, or folders that hold some.

    Raises
    ------
    Her2gcError
        When a folder holds none.
    """
    found = _inside(paths, "imported record", "write some with 'her2gc import ctgov FILE -o DIR'")
    return [Source(os.path.abspath(path), REGISTRY) for path in found]


def _inside(paths: list[str], what: str, remedy: str) -> list[str]:
    """Return the files that are named, and for a folder the RDF files in it and below, sorted."""
    found: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        listed = sorted(
            os.path.join(place, name)
            for place, _, names in os.walk(path)
            for name in names
            if is_rdf(name) and not name.startswith(".")
        )
        if not listed:
            raise Her2gcError(f"this folder holds no {what}", remedy, file=path)
        found += listed
    return found


def user(paths: list[str]) -> list[Source]:
    """Return a user's own files as sources, each with a graph named after its file.

    A folder stands for the RDF files in it. Files of the same name are told apart by as many of their folders as it
    takes: ``a/trial.ttl``, ``b/trial.ttl``.
    """
    whole = [os.path.abspath(path) for path in _inside(paths, "RDF file", _NAME_ONE)]
    return [Source(path, _graph(USER, _short_name(path, whole))) for path in whole]


def alone(paths: list[str]) -> list[Source]:
    """Return a user's own files as the only sources: what they hold, and no word of ours about it."""
    return [Source(os.path.abspath(path), ALONE) for path in _inside(paths, "RDF file", _NAME_ONE)]


def described(graph: str, quads: "Iterable[ox.Quad]") -> "Iterator[ox.Quad]":
    """Yield a file's quads and, of a graph that is another source's or a user's, what it is.

    Its title is the source's or the file's name; ``dcterms:source`` names the sources that the file tells of. What the
    file states in a place that it does not itself give a source is its ``dcterms:hasPart``, and ``dcterms:references``
    names that place: a shape refuses those of the review.
    """
    kind, name = origin(graph)
    if kind not in ("others", "user"):
        yield from quads
        return
    import pyoxigraph as ox

    told, stated_in, in_source = (
        ox.NamedNode(PREFIXES["her2gc"] + each) for each in ("OtherSource", "statedIn", "inSource")
    )
    here, terms = ox.NamedNode(graph), PREFIXES["dcterms"]
    stated, sourced = [], set()
    for quad in quads:
        yield quad
        if quad.predicate == stated_in:
            stated.append(quad)
        elif quad.predicate == in_source:
            sourced.add(quad.subject)
        if quad.object == told and quad.predicate.value == PREFIXES["rdf"] + "type":
            yield ox.Quad(here, ox.NamedNode(terms + "source"), quad.subject, here)
    for quad in stated:
        if quad.object not in sourced:
            yield ox.Quad(here, ox.NamedNode(terms + "hasPart"), quad.subject, here)
            yield ox.Quad(here, ox.NamedNode(terms + "references"), quad.object, here)
    yield ox.Quad(here, ox.NamedNode(terms + "title"), ox.Literal(name), here)
    yield ox.Quad(here, ox.NamedNode(terms + "isPartOf"), ox.NamedNode(PREFIXES["graph"] + kind), here)


def _short_name(path: str, among: list[str]) -> str:
    parts = path.split(os.sep)
    for length in range(1, len(parts)):
        name = os.sep + os.sep.join(parts[-length:])
        if not any(other.endswith(name) for other in among if other != path):
            break
    return "/".join(parts[-length:])
