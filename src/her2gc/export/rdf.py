"""RDF text: Turtle, TriG and N-Quads share this writer."""

from collections.abc import Iterable

import pyoxigraph as ox

from her2gc.export.clean import visible
from her2gc.sources.prefixes import PREFIXES


def serialize(quads: Iterable[ox.Quad], form: ox.RdfFormat) -> bytes:
    """Return quads as text; a format without named graphs gets each triple once."""
    if form.supports_datasets:
        items: list[ox.Quad] | list[ox.Triple] = list(quads)
    else:
        triples = {quad.triple: None for quad in quads}
        items = sorted(
            triples, key=_order
        )  # graphs told one subject after another; now each has its own block
    prefixes = PREFIXES if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None
    body = ox.serialize(items, format=form, prefixes=prefixes) or b""
    if prefixes:  # the engine declares them in any order
        lines = body.splitlines(keepends=True)
        count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
        body = b"".join([*sorted(lines[:count]), *lines[count:]])
    text = body.decode()
    return visible(text, "&#x{:X};" if form == ox.RdfFormat.RDF_XML else "\\u{:04X}").encode()


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    is_type = triple.predicate.value == PREFIXES["rdf"] + "type"
    return str(triple.subject), not is_type, str(triple.predicate), str(triple.object)
