"""Our shapes, and the rules of our ontology, made ready once: kept in the cache beside the store that they go with."""

import marshal
import os
import sys
import zlib
from contextlib import suppress
from typing import Any

import pyoxigraph as ox

from her2gc.checks.validate.direct import Direct, Query
from her2gc.sources.homes import Source
from her2gc.sources.turtle import read_bytes
from her2gc.store import build, place
from her2gc.store.rules import TYPE, Body, Compiler, Rule
from her2gc.store.stamps import stamped

_CODE = tuple(
    f"checks/validate/{name}.py" for name in ("direct", "engine", "ready")
)  # what decides it beside files


def direct(rules: list[Source], folder: str | None) -> Direct:
    """Return shapes ready to be applied.

    Parameters
    ----------
    rules
        The files of shapes.
    folder
        The store in the cache that they may be kept beside; None where there is none.
    """
    stamps = stamped(rules, _CODE)
    told = _read(folder, "shapes", stamps)
    if told is not None:
        return _direct_of(told)
    made = _made(rules, [read_bytes(source.path) for source in rules])
    _write(folder, "shapes", stamps, _told(made))
    return made


def rules_of(store: ox.Store, folder: str | None) -> list[Rule]:
    """Return the rules of a store's axioms, which axiom each comes from aside; ``folder`` as in ``direct``."""
    found = kept_rules(folder)
    if found is None:
        found = Compiler(store).rules()
        told = [(tuple(each.head), tuple(each.body), each.closed) for each in found]
        _write(folder, "rules", stamped([]), told)
    return found


def kept_rules(folder: str | None) -> list[Rule] | None:
    """Return the rules that are kept beside a store; None where they are not."""
    # stamped is the code: of what the store holds its folder bears the hash
    told = _read(folder, "rules", stamped([]))
    untold = (TYPE, "", TYPE)
    return None if told is None else [Rule(head, Body(*body), untold, closed) for head, body, closed in told]


def _path(folder: str, name: str, stamps: list[object]) -> str:
    # several copies of the files may share a store; a change of a file is seen by its stamps
    places = repr([each[0] for each in stamps if isinstance(each, list)])
    kind = f"{sys.implementation.cache_tag}-{zlib.crc32(places.encode()):08x}"
    return os.path.join(os.path.dirname(folder), f"{name}-{kind}.bin")


def _write(folder: str | None, name: str, stamps: list[object], told: object) -> None:
    if folder is None:
        return
    body = marshal.dumps((stamps, told))  # type: ignore[arg-type]
    with suppress(OSError):  # a cache for reading only: slower, not wrong
        place.write_bytes(_path(folder, name, stamps), b"%d\n%b" % (zlib.crc32(body), body))


def _read(folder: str | None, name: str, stamps: list[object]) -> Any:
    """Return what is kept; None where there is nothing, or something else than was written, or of other files."""
    if folder is None:
        return None
    try:
        with open(_path(folder, name, stamps), "rb") as file:
            check, _, body = file.read().partition(b"\n")
    except OSError:
        return None
    if check != b"%d" % zlib.crc32(body):
        return None
    known, told = marshal.loads(body)  # noqa: S302 (we wrote it: the sum says so)
    return told if known == stamps else None


def _made(rules: list[Source], contents: list[bytes]) -> Direct:
    from her2gc.checks.validate.engine import Shapes

    return Direct(Shapes(quad.triple for quad in build.quads(rules, contents)))


def _told(ready: Direct) -> dict[str, object]:
    """Return shapes in plain values, each term by its number."""
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
        "compared": sorted(ready.compared),
        "asked": sorted(ready.asked),
        "count": ready.count,
        "knows": ready.knows,
    }


def _direct_of(told: dict[str, Any]) -> Direct:
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
    ready.compared = set(told["compared"])
    ready.asked = set(told["asked"])
    ready.count = told["count"]
    ready.knows = told["knows"]
    return ready
