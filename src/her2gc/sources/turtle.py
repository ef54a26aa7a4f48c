"""Read RDF files; every fault is told with file, line and column."""

import os
import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources.homes import ALONE, Source, origin

SYNTAXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}
_READ = "give Turtle (.ttl), N-Triples (.nt), TriG (.trig) or N-Quads (.nq)"
_RELATIVE = {".ttl", ".trig"}  # the syntaxes that have relative IRIs
_MARK = b"\xef\xbb\xbf"  # the byte order mark that some editors put before UTF-8 text
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # what UTF-16 and UTF-32 texts begin with
_WORDS = {
    "No scheme found in an absolute IRI": (
        "a relative IRI, and no base",
        "write it in full, or add @base <...>",
    ),
}
_PLAIN = re.compile(r"/[A-Za-z0-9_./~-]*")  # paths that a URI spells as they are
_LARGEST = 8 * 1024**3  # bytes of an unpacked file
_PIECE = 1024**2  # bytes that are unpacked at a time
_LONG = 300  # so many characters of an engine's word are read


def read_bytes(path: str) -> bytes:
    """Return a file's content, unpacked where it ends in .gz, without the byte order mark that it may begin with.

    Raises
    ------
    Her2gcError
        When the file is missing, is a folder or cannot be read.
    """
    try:
        with open(path, "rb") as file:
            content = file.read()
        return without_mark(_unpacked(content, path) if path.lower().endswith(".gz") else content)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise Her2gcError(f"cannot read this file: {reason}", "check its name", file=path) from error


def _unpacked(content: bytes, path: str) -> bytes:
    """Return what a gzip file holds; one that swells beyond all measure is refused."""
    import gzip
    import io
    import zlib

    found = bytearray()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            # in pieces: to ask for all that may come at once claims as much memory before any is there
            while len(found) <= _LARGEST and (piece := packed.read(_PIECE)):
                found += piece
    except (OSError, EOFError, zlib.error) as error:
        raise Her2gcError("this is no whole gzip file", "pack it again", file=path) from error
    if len(found) > _LARGEST:
        raise Her2gcError(f"unpacked it is larger than {_LARGEST >> 30} GiB", "give it in parts", file=path)
    return bytes(found)


def without_mark(content: bytes) -> bytes:
    """Return text without a byte order mark before it: it says how the text is coded and is no part of it."""
    return content.removeprefix(_MARK)


def not_utf8(
    content: bytes, error: UnicodeDecodeError, path: str, remedy: str = "save it as UTF-8"
) -> Her2gcError:
    """Return that a text is not UTF-8, and where it ceases to be."""
    if content.startswith(_WIDE):
        return Her2gcError("this is UTF-16 text", "save it as UTF-8", file=path, line=1)
    line = content.count(b"\n", 0, error.start) + 1
    return Her2gcError("this is not UTF-8 text", remedy, file=path, line=line)


def syntax_of(path: str) -> ox.RdfFormat:
    """Return the RDF syntax that a file's ending names.

    Raises
    ------
    Her2gcError
        For any other ending: RDF/XML is not read, because its entities expand without limit.
    """
    ending = os.path.splitext(path.lower().removesuffix(".gz"))[1]
    if ending not in SYNTAXES:
        raise Her2gcError(f"files ending in '{ending}' are not read", _READ, file=path)
    return SYNTAXES[ending]


def base_of(source: Source) -> str | None:
    """Return what the relative IRIs of a file are relative to: the address of a user's own file.

    Our own files are the same wherever they lie, so they have none.
    """
    if (
        origin(source.graph).home not in ("user", "data")
        or os.path.splitext(source.path)[1].lower() not in _RELATIVE
    ):
        return None
    path = os.path.abspath(source.path)
    if _PLAIN.fullmatch(path):
        return f"file://{path}"
    from pathlib import Path  # it costs as much as all else that is done with a small file

    return Path(path).as_uri()


def quads(source: Source, content: bytes) -> Iterator[ox.Quad]:
    """Yield the quads of one RDF file, all in the source's named graph: what graphs a file itself names moves nothing.

    Only where a user asks his own files alone, and nothing could be taken for ours, do they keep their graphs.

    Raises
    ------
    Her2gcError
        With file, line and column, when the content is not what the file's ending says.
    """
    target = ox.NamedNode(source.graph)
    syntax = syntax_of(source.path)
    try:
        content.decode()
        for quad in ox.parse(input=content, format=syntax, base_iri=base_of(source), rename_blank_nodes=True):
            alone = source.graph == ALONE and not isinstance(quad.graph_name, ox.DefaultGraph)
            yield quad if alone else ox.Quad(quad.subject, quad.predicate, quad.object, target)
    except UnicodeDecodeError as error:
        raise not_utf8(content, error, source.path) from error
    except SyntaxError as error:
        # the engine's word may hold the whole of a long token
        message = str(error.msg)[:_LONG]
        reason = re.sub(r"^.*? at line \d+ [^:]*: ", "", message)
        reason = re.sub(r" \(line \d+\)$", "", reason)
        found = next((each for told, each in _WORDS.items() if told in reason), None)
        problem, remedy = found or (
            f"this is not valid {syntax.name}: {reason}",
            "correct the file at this place or just before it",
        )
        raise Her2gcError(
            problem, remedy, file=source.path, line=error.lineno, column=error.offset
        ) from error
    except MemoryError as error:  # the engine's own limit of a token, reached long before memory ends
        raise Her2gcError(
            "a literal, IRI or name of more than 16 MB begins here",
            "close or shorten it",
            file=source.path,
            line=_longest(content),
        ) from error


def of_rdf_1_1(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield the quads that RDF 1.1 knows: without statements on triple terms, and texts without their direction."""
    for quad in quads:
        told = quad.object
        if isinstance(told, ox.Literal) and told.direction is not None:
            plain = ox.Literal(told.value, language=told.language)
            yield ox.Quad(quad.subject, quad.predicate, plain, quad.graph_name)
        elif not isinstance(told, ox.Triple):
            yield quad


def _longest(content: bytes) -> int:
    """Return the line on which the longest stretch without a quote mark or the sign of an IRI begins."""
    stretches = re.finditer(rb"""[^"'<]+""", content)
    longest = max(stretches, key=lambda found: found.end() - found.start())
    return content.count(b"\n", 0, longest.start()) + 1
