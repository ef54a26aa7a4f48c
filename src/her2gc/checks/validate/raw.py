"""One result of an engine, and how terms and messages are written in it."""

import re
from typing import NamedTuple


class Raw(NamedTuple):
    """One result as the engine gives it."""

    node: str
    path: str
    value: str
    severity: str
    rule: str
    component: str
    message: str
    kind: str = "iri"
    said: str = ""  # the result in SHACL's own words, N-Triples about ``_:result``


def text(term: object) -> str:
    """Return the text of a term: an IRI or literal as it is, a node without a name by its label."""
    return "" if term is None else term.value  # type: ignore[attr-defined]


def local(iri: str) -> str:
    """Return the last part of an IRI; other text as it is."""
    return iri.rpartition("#")[2].rpartition("/")[2] or iri if "://" in iri or iri.startswith("urn:") else iri


def readable(message: str) -> str:
    """Fold white space, and write IRIs of ours short."""
    from her2gc.store.names import curie

    short = re.sub(r"<?(https?://[^\s<>'\",;()]+)>?", lambda found: curie(found[1]), message)
    return " ".join(short.split())
