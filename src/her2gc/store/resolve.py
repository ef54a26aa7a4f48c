"""Which entity a typed name, CURIE or IRI means, and who comes first of several that bear a name."""

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.store.graph import Graph
from her2gc.store.names import (
    IDENTIFIER,
    LABEL,
    PATHS,
    Name,
    Names,
    are_kept,
    curie,
    expand,
    fold,
    names,
    names_of,
    rows,
)
from her2gc.store.suggest import advice

_MANY = 1000  # a class of more instances is large


def resolve(text: str, known: list[Name], what: str) -> str:
    """Return the IRI that a name, CURIE or IRI stands for.

    Parameters
    ----------
    text
        What the user typed.
    known
        The names to choose from.
    what
        What is sought, for the message: ``line of therapy``.

    Raises
    ------
    Her2gcError
        Naming the allowed values and the nearest one, or the several entities that bear the name.
    """
    listed = known if isinstance(known, Names) else Names(known)
    iri = expand(text) or text  # an IRI such as urn:... is one where the graph has it
    if iri in listed.iris:
        return iri
    hits = listed.named.get(fold(text), []) + listed.identified_by(text)
    best = min((name.rank for name in hits), default=0)
    iris = sorted({name.iri for name in hits if name.rank == best})
    if len(iris) == 1:
        return iris[0]
    if iris:
        raise Her2gcError(
            f"'{text}' names several entities", "choose one of " + ", ".join(curie(iri) for iri in iris)
        )
    if known and all(name.kind == "agent" for name in known):
        raise Her2gcError(f"the review names no {what} '{text}'", "'her2gc query agents' lists its agents")
    raise Her2gcError(f"'{text}' is no {what}", advice(text, known))


def entity(graph: Graph, text: str) -> str:
    """Return the IRI of what bears a name, CURIE or IRI in a graph; see ``resolve``."""
    what = "entity of the graph"
    exact = _spelled(graph, None, text)
    return resolve(text, exact if _sure(exact, text) else names(graph), what)


def instance(graph: Graph, cls: str, text: str, what: str) -> str:
    """Return the IRI of the instance of a class that bears a name, CURIE or IRI in a graph; see ``resolve``.

    An IRI needs no names. Of a large class it is looked up first whose name the text is: to weigh all names takes
    seconds in a library.
    """
    iri = expand(text)
    if iri and _is_one(graph, cls, iri):
        return iri
    if not are_kept(graph, cls) and any(
        rows(graph, f"SELECT ?x WHERE {{ ?x a <{cls}> }} OFFSET {_MANY} LIMIT 1")
    ):
        exact = _spelled(graph, cls, text)
        if _sure(exact, text):
            return resolve(text, exact, what)
    try:
        return resolve(text, names(graph, cls), what)
    except Her2gcError as error:
        raise _of_another_kind(graph, text, what) or error from None


def _of_another_kind(graph: Graph, text: str, what: str) -> Her2gcError | None:
    """Return what to say of an IRI that the graph has and that is not what is sought, such as the review."""
    iri = expand(text)
    try:
        found = names_of(graph, None, [iri]) if iri else []
    except ValueError:  # what looks like an IRI and is none
        found = []
    if not found:
        return None
    remedy = f"'her2gc show {curie(found[0].iri)}' tells what is known of it, doubts included"
    return Her2gcError(f"'{text}' is no {what} (its kind: {found[0].kind})", remedy)


def _is_one(graph: Graph, cls: str, iri: str) -> bool:
    try:
        node = ox.NamedNode(iri)
    except ValueError:  # what looks like an IRI and is none
        return False
    return any(rows(graph, f"SELECT ?x WHERE {{ VALUES ?x {{ {node} }} ?x a <{cls}> }}"))


def _spelled(graph: Graph, cls: str | None, text: str) -> list[Name]:
    """Return all names of those who bear the name as typed, but for capitals."""
    spelled = dict.fromkeys([text, text.upper(), text.lower(), text.capitalize()])
    terms = " ".join(f"{ox.Literal(each)} {ox.Literal(each, language='en')}" for each in spelled)
    paths = "|".join(path for path, sort in PATHS.items() if sort != IDENTIFIER)
    member = f"?x a <{cls}> . " if cls else ""
    query = f"SELECT DISTINCT ?x WHERE {{ VALUES ?name {{ {terms} }} ?x {paths} ?name . {member}FILTER (ISIRI(?x)) }}"
    bearers = [row["x"].value for row in rows(graph, query)]
    return names_of(graph, cls, bearers) if bearers else []


def _sure(exact: list[Name], text: str) -> bool:
    """Tell whether no other name can come before these."""
    return any(name.text == text and name.rank == LABEL for name in exact)
