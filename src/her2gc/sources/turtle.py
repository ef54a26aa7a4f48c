"""Read RDF files; every fault is told with file, line and column."""

import os
import re
from collections.abc import Iterator

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources.homes import Source

SYNTAXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}
_READ = "give Turtle (.ttl), N-Triples (.nt), TriG (.trig) or N-Quads (.nq)"


def read_bytes(path: str) -> bytes:
    """Return a file's content.

    Raises
    ------
    Her2gcError
        When the file is missing, is a folder or cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise Her2gcError(f"cannot read this file: {reason}", "check its name", file=path) from error


def syntax_of(path: str) -> ox.RdfFormat:
    """Return the RDF syntax that a file's ending names.

    Raises
    ------
    Her2gcError
        For any other ending: RDF/XML is not read, because its entities expand without limit.
    """
    ending = os.path.splitext(path)[1].lower()
    if ending not in SYNTAXES:
        raise Her2gcError(f"files ending in '{ending}' are not read", _READ, file=path)
    return SYNTAXES[ending]


def quads(source: Source, content: bytes) -> Iterator[ox.Quad]:
    """Yield the quads of one RDF file, all in the source's named graph: what graphs a file itself names moves nothing.

    Raises
    ------
    Her2gcError
        With file, line and column, when the content is not what the file's ending says.
    """
    target = ox.NamedNode(source.graph)
    syntax = syntax_of(source.path)
    try:
        content.decode()
        for quad in ox.parse(input=content, format=syntax, rename_blank_nodes=True):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, target)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Her2gcError("this is not UTF-8 text", _READ, file=source.path, line=line) from error
    except SyntaxError as error:
        reason = re.sub(r"^.*? at line \d+ .*?column[s]? \d+(?: and \d+)?: ", "", str(error.msg))
        raise Her2gcError(
            f"this is not valid {syntax.name}: {reason}",
            "correct the file at this place or just before it",
            file=source.path,
            line=error.lineno,
            column=error.offset,
        ) from error
