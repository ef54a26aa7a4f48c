"""Paths of length zero: what the engine leaves out, put in or refused.

``<x> p* ?o`` has the answer ``<x>`` also where no statement mentions it (SPARQL 1.1, section 18.4); the engine looks
for the term in the graph first. Where a query has such a path, the term is given a statement in a graph of its own
that the query can meet by that path alone; where it could be met otherwise, the query is refused.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sparql.guard import KNOWN, Token

ABSENT = ox.NamedNode("urn:her2gc:absent")  # the graph, the subject and the property of what is put in
_REMEDY = "name a term of the graph, or use + in place of * or ?"


def may_be_empty(tokens: list[Token]) -> bool:
    """Tell whether a query may hold a path of length zero: a ``*`` or ``?`` behind a property or a bracket."""
    for before, token in itertools.pairwise(tokens):
        if token.kind == "other" and token.text in "*?" and before.text != "(":
            named = before.kind in ("iri", "name") or before.text in ("a", ")")
            if named:
                return True
    return False


def missing(query: str, store: ox.Store, graphs: list[Any]) -> list[ox.NamedNode | ox.Literal]:
    """Return the terms from which, or to which, a path of length zero leads and that no statement mentions.

    Parameters
    ----------
    query
        Its text, which the engine can parse.
    store, graphs
        Where it is asked: a store, and the named graphs that it sees as one.

    Raises
    ------
    Her2gcError
        Where the query could not be answered rightly with these terms put in.
    """
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        algebra = translateQuery(parseQuery(query), initNs=KNOWN).algebra
    except Exception:  # noqa: BLE001 (whatever it is that rdflib cannot read)
        raise Her2gcError(
            "the paths of this query cannot be checked: the engine may leave out one of length zero",
            "write them with + in place of * and ?",
        ) from None
    patterns = list(_patterns(algebra, within=False))
    found: dict[ox.NamedNode | ox.Literal, None] = {}
    for (subject, path, other), within in patterns:
        for end in _ends(subject, path, other):
            term = _term(end)
            if term is None or _everywhere(term, store, graphs, within=within):
                continue
            if within:
                raise Her2gcError(
                    f"{str(term)[:200]} is not in every graph: the engine would leave out the path of length zero",
                    _REMEDY,
                )
            found[term] = None
    if found and (
        algebra.name == "DescribeQuery" or any(_meets(*each) for each, within in patterns if not within)
    ):
        raise Her2gcError(
            f"{str(next(iter(found)))[:200]} stands in no statement: the engine leaves out the path of length zero",
            _REMEDY,
        )
    return list(found)


def added(terms: list[ox.NamedNode | ox.Literal]) -> Iterator[ox.Quad]:
    """Yield the statements that put terms in."""
    return (ox.Quad(ABSENT, ABSENT, term, ABSENT) for term in terms)


def _patterns(part: Any, *, within: bool) -> Iterator[tuple[Any, bool]]:
    """Yield the triple patterns of an algebra, and whether each stands within GRAPH."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(part, CompValue):
        if part.name == "BGP":
            yield from ((triple, within) for triple in part.triples or ())
            return
        for name, each in part.items():
            if name != "template":
                yield from _patterns(each, within=within or part.name == "Graph")
    elif isinstance(part, list | tuple | set):
        for each in part:
            yield from _patterns(each, within=within)


def _ends(subject: Any, path: Any, other: Any) -> list[Any]:
    """Return the ends of a path that a path of length zero makes answers of."""
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(path, MulPath):
        return [subject, other] if path.mod in "*?" else _ends(subject, path.path, other)
    if isinstance(path, InvPath):
        return _ends(other, path.arg, subject)
    if isinstance(path, AlternativePath):
        return [end for each in path.args for end in _ends(subject, each, other)]
    if (
        isinstance(path, SequencePath)
        and subject == other
        and all(_ends(subject, each, other) for each in path.args)
    ):
        return [
            subject
        ]  # of a sequence, what stands between is a node of the graph unless both ends are the same
    return []


def _meets(subject: Any, path: Any, other: Any) -> bool:
    """Tell whether a pattern could meet a statement that was put in."""
    from rdflib import URIRef, Variable
    from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, SequencePath

    if isinstance(path, URIRef):
        return False
    if isinstance(path, MulPath):
        free = all(isinstance(end, Variable) or _term(end) is None for end in (subject, other))
        return (free and path.mod in "*?") or _meets(subject, path.path, other)
    if isinstance(path, InvPath):
        return _meets(other, path.arg, subject)
    if isinstance(path, AlternativePath):
        return any(_meets(subject, each, other) for each in path.args)
    if isinstance(path, SequencePath):
        return any(_meets(Variable("from"), each, Variable("to")) for each in path.args)
    return isinstance(path, NegatedPath) or not isinstance(path, URIRef)


def _term(end: Any) -> ox.NamedNode | ox.Literal | None:
    """Return a term of the query as the engine's; None for variables and nodes without a name."""
    from rdflib import Literal, URIRef

    if isinstance(end, URIRef):
        return ox.NamedNode(str(end))
    if isinstance(end, Literal):
        if end.language:
            return ox.Literal(str(end), language=end.language)
        return (
            ox.Literal(str(end), datatype=ox.NamedNode(str(end.datatype)))
            if end.datatype
            else ox.Literal(str(end))
        )
    return None


def _everywhere(term: ox.NamedNode | ox.Literal, store: ox.Store, graphs: list[Any], *, within: bool) -> bool:
    """Tell whether a term is a node of the graphs taken as one or, within GRAPH, of each."""
    there = (
        any(True for _ in store.quads_for_pattern(None, None, term, graph))
        or (
            isinstance(term, ox.NamedNode)
            and any(True for _ in store.quads_for_pattern(term, None, None, graph))
        )
        for graph in graphs
    )
    return all(there) if within else any(there)
