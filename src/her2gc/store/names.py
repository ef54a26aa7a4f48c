"""Names: from what a person types to an IRI, and back."""

from collections.abc import Iterable
from typing import NamedTuple
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph, LocalGraph

_FEW = 20  # so many allowed values are listed whole
_LATER = 10  # added to the rank of names that give way to others
_NAMES = ("rdfs:label", "skos:altLabel", "skos:notation")
_PREFIXES = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("rdfs", "skos"))

_KEPT: "WeakKeyDictionary[LocalGraph, dict[str | None, list[Name]]]" = WeakKeyDictionary()


class Name(NamedTuple):
    """One name of an entity; rank 0 is its label, then synonyms, notations, and last its IRI's end."""

    text: str
    iri: str
    rank: int


def curie(iri: str) -> str:
    """Return an IRI in short form, ``kg:GATSBY``, or unchanged where no prefix fits."""
    best = max((base for base in PREFIXES.values() if iri.startswith(base)), key=len, default="")
    local = iri[len(best) :]
    if best and local and not any(mark in local for mark in '/#<>" '):
        return next(f"{prefix}:{local}" for prefix, base in PREFIXES.items() if base == best)
    return iri


def expand(text: str) -> str | None:
    """Return the IRI that a CURIE or an IRI (with or without angle brackets) stands for, or None for other text."""
    text = text.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = text.partition(":")
    if not colon or not local or any(mark in text for mark in ' <>"{}|\\^`'):
        return None
    if prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return text if "/" in local else None


def local(iri: str) -> str:
    """Return what follows an IRI's last ``#`` or ``/``."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def names(graph: Graph, cls: str | None = None) -> list[Name]:
    """Return the names of a class's instances, or of all that has a label; a store of our own is read once.

    Parameters
    ----------
    graph
        Where to look.
    cls
        The IRI of a class.
    """
    if not isinstance(graph, LocalGraph):
        return _names(graph, cls)
    kept = _KEPT.setdefault(graph, {})
    if cls not in kept:
        kept[cls] = _names(graph, cls)
    return kept[cls]


def _names(graph: Graph, cls: str | None) -> list[Name]:
    member = f"?x a <{cls}> . " if cls else ""
    branches = [f"{{ {member}?x {prop} ?name . BIND({rank} AS ?rank) }}" for rank, prop in enumerate(_NAMES)]
    if cls:
        branches.append(f"{{ {member} }}")
    found = ox.parse_query_results(
        graph.results(f"{_PREFIXES}SELECT DISTINCT ?x ?name ?rank WHERE {{ {' UNION '.join(branches)} }}"),
        ox.QueryResultsFormat.JSON,
    )
    listed = []
    for row in found:  # type: ignore[union-attr]
        entity, name, rank = row["x"], row["name"], row["rank"]
        if isinstance(entity, ox.NamedNode):
            if isinstance(name, ox.Literal) and isinstance(rank, ox.Literal):
                listed.append(Name(name.value, entity.value, int(rank.value)))
            listed.append(Name(local(entity.value), entity.value, len(_NAMES)))
    later = _giving_way(graph) if cls is None else set()
    listed = [name._replace(rank=name.rank + _LATER) if name.iri in later else name for name in listed]
    return sorted(set(listed), key=lambda name: (name.rank, name.text.casefold(), name.iri))


def _giving_way(graph: Graph) -> set[str]:
    """Return what gives way to its namesakes: docetaxel is the drug before a regimen, or a term elsewhere."""
    parts = " ".join(
        f"<{PREFIXES['her2gc']}{name}>" for name in ("DocumentPart", "Regimen", "Arm", "Population")
    )
    later = f"{{ VALUES ?part {{ {parts} }} ?x a/rdfs:subClassOf* ?part }} UNION {{ ?x a skos:Concept }}"
    query = f"{_PREFIXES}SELECT DISTINCT ?x WHERE {{ {later} }}"
    found = ox.parse_query_results(graph.results(query), ox.QueryResultsFormat.JSON)
    return {row["x"].value for row in found if isinstance(row["x"], ox.NamedNode)}  # type: ignore[union-attr]


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
    iri = expand(text)
    if iri and any(name.iri == iri for name in known):
        return iri
    folded = fold(text)
    hits = [name for name in known if fold(name.text) == folded]
    best = min((name.rank for name in hits), default=0)
    iris = sorted({name.iri for name in hits if name.rank == best})
    if len(iris) == 1:
        return iris[0]
    if iris:
        raise Her2gcError(
            f"'{text}' names several entities", "choose one of " + ", ".join(curie(iri) for iri in iris)
        )
    raise Her2gcError(f"'{text}' is no {what}", advice(text, known))


def advice(text: str, known: list[Name]) -> str:
    """Return the nearest name and, where they are few, all of them."""
    near = nearest(text, [name.text for name in known])
    labels = list(dict.fromkeys(name.text for name in known if name.rank == 0)) or [
        curie(name.iri) for name in known
    ]
    parts = [f"did you mean '{near[0]}'?"] if near else []
    if not labels:
        parts.append("the graph holds none")
    elif len(labels) <= _FEW:
        parts.append("allowed: " + ", ".join(labels))
    elif near[1:]:
        parts.append("near to it: " + ", ".join(near[1:]))
    return " ".join(parts) or f"choose one of {len(labels)}, such as {labels[0]}"


def nearest(text: str, choices: Iterable[str]) -> list[str]:
    """Return up to five choices that look like a text, the nearest first."""
    from difflib import get_close_matches

    folded = {fold(choice): choice for choice in reversed(list(choices))}
    found = get_close_matches(fold(text), folded, n=5, cutoff=0.5)
    found += [key for key in folded if fold(text) in key and key not in found]
    return [folded[key] for key in found[:5]]


def fold(text: str) -> str:
    """Return a name without the differences that do not count: case, hyphens, underscores, spaces."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").replace("\u2010", " ").split())


def words(name: str) -> str:
    """Return a name of a class, property or variable in words: ``lineOfTherapy`` gives ``line of therapy``."""
    spaced = ""
    for place, letter in enumerate(name):
        starts = (
            letter.isupper()
            and place
            and (name[place - 1].islower() or name[place + 1 : place + 2].islower())
        )
        spaced += f" {letter}" if starts else letter
    parts = spaced.replace("_", " ").split()
    return " ".join(
        part if part.isupper() and len(part) > 1 else part[0].lower() + part[1:] for part in parts
    )
