"""The files that are checked, what the parser makes of them, and a word on those that say nothing."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.checks.validate.finding import shown
from her2gc.errors import Her2gcError
from her2gc.sources import homes
from her2gc.sources.homes import Source
from her2gc.sources.turtle import SYNTAXES, read_bytes
from her2gc.store import build


class Parsed(NamedTuple):
    """A file and what the parser made of it."""

    path: str
    content: bytes
    triples: list[ox.Triple]


def parsed(source: Source) -> tuple[bytes, list[ox.Triple]]:
    """Return a file's content and its triples."""
    content = read_bytes(source.path)
    return content, [quad.triple for quad in build.quads([source], [content])]


def chosen(data: list[str], *, builtin: bool, say: Callable[[str], None]) -> list[Source]:
    """Return the sources to check; a user's copy of one of our files, by its name, takes the place of ours."""
    paths = [path for given in data for path in expand(given)]
    ours = [source for source in homes.builtin(review=builtin) if not is_outside(source)]
    kept: list[Source] = []
    homes_of: dict[str, str] = {}
    for source in ours:
        twin = next((path for path in paths if _is_copy(path, source.path)), None)
        if twin is None:
            kept.append(source)
            continue
        if homes.origin(source.graph).home != "others":
            homes_of[os.path.abspath(twin)] = source.graph  # a copy of ours is as much the review's word
        if os.path.abspath(twin) != source.path:
            say(f"{twin} is checked in place of our {os.path.relpath(source.path, homes.data_root())}")
    # a copy of ours and a file of kg/others keep their home
    own = {source.path: source.graph for source in homes.other_sources()} | homes_of
    return kept + [each._replace(graph=own.get(each.path, each.graph)) for each in homes.user(paths)]


def is_outside(source: Source) -> bool:
    """Say whether a file speaks of outside vocabularies only: no shape reads those, and they are many triples.

    Trade names are read: a source may print one, and none is an agent of its own.
    """
    if os.path.basename(source.path) == "trade-names.ttl":
        return False
    folder = os.path.basename(os.path.dirname(source.path))
    return source.graph == homes.MAPPINGS or folder in ("imports", "mappings")


def expand(given: str) -> list[str]:
    """Return the RDF files of a folder, sorted, or the file itself."""
    if not os.path.isdir(given):
        return [given]
    found = sorted(
        os.path.join(place, name)
        for place, _, names in os.walk(given)
        for name in names
        if name.lower().endswith(homes.RDF) and not name.startswith(".")
    )
    if not found:
        raise Her2gcError(
            "this folder holds no RDF file", f"put files ending in {' '.join(SYNTAXES)} there", file=given
        )
    return found


def _is_copy(path: str, ours: str) -> bool:
    """Say whether a file is an edited copy of ours: the same name, and the same first subject."""
    if os.path.basename(path) != os.path.basename(ours) or os.path.abspath(path) == ours:
        return os.path.abspath(path) == ours
    from her2gc.checks.validate.lines import Lines

    first = [Lines([(name, read_bytes(name), ())]).first() for name in (path, ours)]
    return first[0] == first[1]


def of_files(files: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Yield a word for each file, given with its number of triples, that says nothing."""
    for path, count in files:
        if not count:
            yield f"{shown(path)}: this file holds no statement (it is empty, or all of it is comment)"


def of_data(triples: Iterable[ox.Triple]) -> Iterator[str]:
    """Yield a word on what SHACL cannot see of the data."""
    terms = directions = 0
    for t in triples:
        terms += isinstance(t.object, ox.Triple)
        directions += isinstance(t.object, ox.Literal) and t.object.direction is not None
    if terms:
        told = many(terms, "statement about a statement", "statements about statements")
        yield f"{told} left out: SHACL does not see them"
    if directions:
        yield f"the writing direction of {many(directions, 'text', 'texts')} is not checked"


def many(number: int, one: str, more: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else more}"
