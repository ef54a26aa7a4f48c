"""Terms of ours in a foreign query that the graph does not know: valid, but hardly what was meant.

A class or property that does not exist matches nothing, and an answer without rows reads like a finding.
"""

import itertools
import re
from collections.abc import Iterator

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES
from her2gc.sparql.guard import KNOWN, Token, place, read
from her2gc.store.graph import LocalGraph
from her2gc.store.names import curie, fold, names
from her2gc.store.suggest import nearest

_VOCABULARY, _ENTITIES = PREFIXES["her2gc"], PREFIXES["kg"]
_ESCAPE = re.compile(r"\\(.)")


def unknown(graph: LocalGraph, query: str, file: str) -> list[str]:
    """Return a line for each class, property or entity of ours that a query names and the graph does not know.

    Parameters
    ----------
    graph
        Where the query was put.
    query
        A query that ``guard.check`` lets pass.
    file
        Where it comes from, for the lines.

    Returns
    -------
    list of str
        With line and column of the first place, and what was probably meant. Of entities only another spelling of the
        same name is offered, never one that merely looks alike.
    """
    found: dict[str, Token] = {}
    for iri, token in _named(read(query, file)):
        found.setdefault(iri, token)
    lines = []
    for iri, token in found.items():
        if _is_known(graph, iri):
            continue
        line, column = place(query, token.start)
        meant = _property_or_class(graph, iri) if iri.startswith(_VOCABULARY) else _same_name(graph, iri)
        hint = f"; did you mean {meant}?" if meant else ""
        lines.append(f"{file}:{line}:{column}: the graph does not know {curie(iri)}{hint}")
    return lines


def _named(tokens: list[Token]) -> Iterator[tuple[str, Token]]:
    """Yield the IRIs of ours that a query asks for; those in the template of CONSTRUCT may be new."""
    prefixes = dict(KNOWN)
    template = 0  # brackets open in a template
    previous = ("", "")
    for token in tokens:
        before, previous = previous, (previous[1], token.text.upper() if token.kind == "word" else token.text)
        if before[0] == "PREFIX" and token.kind == "iri":
            prefixes[before[1].rstrip(":")] = token.text[1:-1]
        elif template or (token.text == "{" and before[1] == "CONSTRUCT"):
            template += (token.kind == "open") - (token.kind == "close")
        elif before[1] == "PREFIX":
            continue
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            iri = prefixes.get(prefix, "") + _ESCAPE.sub(r"\1", local.rstrip("."))
            if _is_ours(iri):
                yield iri, token
        elif token.kind == "iri" and _is_ours(token.text[1:-1]):
            yield token.text[1:-1], token


def _is_ours(iri: str) -> bool:
    return any(iri.startswith(base) and iri != base for base in (_VOCABULARY, _ENTITIES))


def _is_known(graph: LocalGraph, iri: str) -> bool:
    node, store = ox.NamedNode(iri), graph.store
    found = itertools.chain(
        store.quads_for_pattern(node, None, None),
        store.quads_for_pattern(None, node, None),
        store.quads_for_pattern(None, None, node),
    )
    return next(found, None) is not None


def _property_or_class(graph: LocalGraph, iri: str) -> str:
    starts = f'?x a ?kind FILTER(STRSTARTS(STR(?x), "{_VOCABULARY}"))'
    rows = graph.query(f"SELECT DISTINCT ?x WHERE {{ {starts} }}")
    known = sorted(row["x"].value.removeprefix(_VOCABULARY) for row in rows)  # type: ignore[union-attr]
    near = nearest(iri.removeprefix(_VOCABULARY), known)
    return f"her2gc:{near[0]}" if near else ""


def _same_name(graph: LocalGraph, iri: str) -> str:
    meant = _squeezed(iri.removeprefix(_ENTITIES))
    same = [name for name in names(graph) if _squeezed(name.text) == meant]
    return curie(min(same, key=lambda name: name.rank).iri) if same else ""


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")
