"""The same content in other forms: an answer as a file, an entity as RDF, the explorer, the search index."""

import gzip
import hashlib
import json
import os
from collections.abc import Mapping

import pyoxigraph as ox

from her2gc.export import Export, Request, writer
from her2gc.questions.kept import read, write
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import words
from her2gc.web.context import Context
from her2gc.web.routes import ANSWERS, DESCRIPTIONS, PARTS, Links
from her2gc.web.write import HERE

_SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}
_IRI_END = 3  # the rank of a name that is only the end of the IRI


def answer(context: Context, name: str, ending: str, values: Mapping[str, str]) -> tuple[bytes, str]:
    """Return an answer as a file, and its media type."""
    form = "markdown" if ending == "md" else ending
    return context.answer(name, values).render(form), ANSWERS[ending]


def description(context: Context, iri: str, ending: str) -> tuple[bytes, str]:
    """Return what is said of a node as RDF, and its media type."""
    body = ox.serialize(context.triples(iri), format=_SYNTAXES[ending], prefixes=PREFIXES) or b""
    return (_tidied(body) if ending == "ttl" else body), DESCRIPTIONS[ending]


def _tidied(turtle: bytes) -> bytes:
    """Return Turtle with the prefixes that it uses, in order; the engine writes all of them, in any order."""
    lines = turtle.splitlines(keepends=True)
    rest = b"".join(line for line in lines if not line.startswith(b"@prefix "))
    used = sorted(line for line in lines if line.startswith(b"@prefix ") and line.split()[1] in rest)
    return b"".join(used) + rest


def dataset(context: Context) -> bytes:
    """Return the whole graph as N-Quads, packed, the same bytes for the same graph."""
    found = ox.Dataset(context.graph.store)
    found.canonicalize(
        ox.CanonicalizationAlgorithm.RDFC_1_0
    )  # else nodes without a name are called anew each time
    lines = (ox.serialize(found, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return gzip.compress(b"".join(sorted(lines)), 9, mtime=0)


def explorer(context: Context) -> bytes:
    """Return the explorer, one page that works by itself; written once for a store, and kept beside it."""
    folder, now = context.graph.folder, stamp(context)
    kept = read(folder, "explorer", "pages") if folder else None
    if isinstance(kept, list) and kept[:1] == [now]:
        return str(kept[1]).encode()
    body = writer("html").write(Export(context.graph, Request("full", (), (), (), (), 1)))
    if not isinstance(body, bytes):
        return b""
    if folder:
        write(folder, "explorer", [now, body.decode()], "pages")
    return body


def stamp(context: Context) -> str:
    """Return what stands for all that decides a page besides the store: the files of this package, the questions."""
    found = hashlib.sha256(f"{context.version} {context.graph.inferred}".encode())
    for question in context.questions.values():
        found.update(question.text.encode())
    for place, folders, names in os.walk(os.path.dirname(HERE)):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        for name in sorted(names):
            stat = os.stat(os.path.join(place, name))
            found.update(f"{name} {stat.st_size} {stat.st_mtime_ns}".encode())
    return found.hexdigest()


def search(context: Context, links: Links | None = None) -> bytes:
    """Return the index that search uses while one types: label, kind, path, other words; questions first."""
    links = links or Links()
    rows: list[list[str]] = [
        [
            question.summary,
            "question",
            links.page("question", name).lstrip("/"),
            " ".join([name, *question.words, *question.tags]),
        ]
        for name, question in context.questions.items()
    ]
    later: list[list[str]] = []
    for iri, known in context.entities.items():
        kind = context.kind(iri)
        row = [
            known[0].text,
            words(kind),
            links.node(iri).lstrip("/"),
            " ".join(name.text for name in known[1:] if name.rank < _IRI_END),
        ]
        (later if kind in PARTS else rows).append(row)
    return json.dumps(rows + later, ensure_ascii=False, separators=(",", ":")).encode()
