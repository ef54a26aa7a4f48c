"""Our shapes made ready once: kept beside the store in the cache, under the hash of the files that they come from."""

import json
import os
import zlib
from collections.abc import Iterable

import pyoxigraph as ox

from her2gc import __version__
from her2gc.checks.validate.direct import Direct, Query
from her2gc.sources.homes import Source
from her2gc.sources.turtle import read_bytes
from her2gc.store import build, place

_CODE = ("direct.py", "engine.py", "ready.py")  # what decides it beside the files


def direct(rules: list[Source], folder: str | None) -> Direct:
    """Return shapes ready to be applied.

    Parameters
    ----------
    rules
        The files of shapes.
    folder
        The store in the cache that they may be kept beside; None where there is none.
    """
    contents = [read_bytes(source.path) for source in rules]
    if folder is None:
        return _made(rules, contents)
    path = os.path.join(os.path.dirname(folder), f"shapes-{_digest(contents)}.json")
    found = _read(path)
    if found is None:
        found = _made(rules, contents)
        try:
            body = json.dumps(_told(found)).encode()
            place.write_bytes(path, b"%d\n%b" % (zlib.crc32(body), body))
        except OSError:  # a cache for reading only: slower, not wrong
            pass
    return found


def _made(rules: list[Source], contents: list[bytes]) -> Direct:
    from her2gc.checks.validate.engine import Shapes

    return Direct(Shapes(quad.triple for quad in build.quads(rules, contents)))


def _digest(contents: Iterable[bytes]) -> str:
    import hashlib

    here = os.path.dirname(os.path.abspath(__file__))
    digest = hashlib.sha256(f"{__version__}\n{ox.__version__}\n".encode())
    for content in (*(read_bytes(os.path.join(here, name)) for name in _CODE), *contents):
        digest.update(f"{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:32]


def _told(ready: Direct) -> dict[str, object]:
    """Return shapes as JSON has them, each term by its number."""
    terms: dict[object, int] = {}

    def number(term: object) -> int:
        return terms.setdefault(term, len(terms))

    about = [
        [number(node), [[name, [number(each) for each in values]] for name, values in told.items()]]
        for node, told in ready.about.items()
    ]
    queries = [
        [number(node), [[number(each.name), each.head, each.rest, each.message] for each in asked]]
        for node, asked in ready.queries.items()
    ]
    roots = [number(node) for node in ready.roots]
    return {
        "about": about,
        "queries": queries,
        "roots": roots,
        "terms": [str(term) for term in terms],
        "owners": ready.owners,
        "shown": {iri: node.value for iri, node in ready.unnamed.items()},
        "count": ready.count,
        "knows": ready.knows,
    }


def _read(path: str) -> Direct | None:
    """Return what is kept; None where there is nothing, or something else than was written."""
    try:
        with open(path, "rb") as file:
            check, _, body = file.read().partition(b"\n")
    except OSError:
        return None
    if check != b"%d" % zlib.crc32(body):
        return None
    told = json.loads(body)
    lines = "".join(f"<urn:s> <urn:p> {term} .\n" for term in told["terms"])
    terms = [each.object for each in ox.parse(input=lines, format=ox.RdfFormat.N_TRIPLES, lenient=True)]
    ready = Direct.__new__(Direct)
    ready.about = {
        terms[node]: {name: [terms[each] for each in values] for name, values in said}
        for node, said in told["about"]
    }
    ready.queries = {
        terms[node]: [Query(terms[name], *rest) for name, *rest in asked] for node, asked in told["queries"]
    }
    ready.roots = [terms[node] for node in told["roots"]]
    ready.owners = told["owners"]
    ready.unnamed = {iri: ox.BlankNode(label) for iri, label in told["shown"].items()}
    ready.count = told["count"]
    ready.knows = told["knows"]
    return ready
