"""What several of a kind share in one place or of one whole, and the one of them that lacks it."""

import re
from collections import defaultdict

from rdflib import RDF, URIRef
from rdflib.term import Node

from her2gc.checks.audit.places import Failure, failure
from her2gc.checks.audit.record import HER2GC, Record
from her2gc.checks.audit.segments import Segments
from her2gc.checks.audit.sentences import sentence_of

_SEVERAL = 3
"""Of so many of a kind in one place none is without what all others have by chance."""
# of what, in whom, by what and on whose word a thing holds; what it says tells it from the others
_NAMES = (
    "cites enrols explains favours forDisease forPopulation hasAnalysisKind hasArm hasBackboneComponent hasDisease "
    "hasFeatureValue hasSignificance inLine inPopulation memberOf observes ofClassification ofResult ofSubtype "
    "ofTrial onAgent qualifier resistanceTo statistic targets underTreatment unitBasis usesAssay usesModel"
)
_SHARED = tuple(HER2GC[name] for name in _NAMES.split())
_OF_ONE = {
    # what is of one of these is told on the same word; of one trial, or on one reference, it takes one more to say so
    **dict.fromkeys(
        ("ofClassification", "usesModel", "hasActor", "hasObject", "memberOf", "targets", "about"), 3
    ),
    **dict.fromkeys(("ofTrial", "cites"), 4),
}
_WORD = re.compile(r"[^\W_]{3,}")
_START = 5  # so many letters tell one word from another


def unlike(record: Record) -> list[Failure]:
    """List nodes that lack what all others of their kind in a place have, though they stand wherever those do."""
    together = _groups(record, "statedIn")
    places = {node: set(record.many(node, "statedIn")) for nodes in together.values() for node in nodes}
    held = {node: _held(record, node) for node in places}
    found = {}
    for (_, place), nodes in sorted(together.items()):
        # a passage of another source may be long, and tell of several arms at once
        told = len(nodes) >= _SEVERAL and record.one(place, "inSource") is None
        for node in nodes if told else ():
            others = sorted(nodes - {node})
            # what stands elsewhere as well may have it from there
            if not set.intersection(*(places[other] for other in others)) <= places[node]:
                continue
            for prop, value in sorted(set.intersection(*(held[other] for other in others)) - held[node]):
                named = "" if value == prop else f" {record.label(value)}"
                others_too = f"as all others of its kind there have, such as {record.label(others[0])}"
                wrong = f"has no {prop.removeprefix(HER2GC)}{named}, {others_too}: add it"
                found[node, prop, value] = failure(record, "note", node, record.label(place), wrong)
    return list(found.values())


def apart(record: Record, segments: Segments) -> list[Failure]:
    """List nodes that lack a place of the sentence in which all others of their kind in another of its places stand.

    A place that has a word of the others' names, and none of this one's, is said of the others.
    """
    found = {}
    for (_, place), nodes in _groups(record, "statedIn").items():
        sentence = sentence_of(record, segments, place) if len(nodes) >= _SEVERAL else None
        for node in nodes if sentence is not None else ():
            others = nodes - {node}
            shared = set.intersection(*(set(record.many(other, "statedIn")) for other in others))
            named = set().union(*(_words(record.label(other)) for other in others))
            theirs = named - _words(record.label(node))
            for lacking in sorted(shared - set(record.many(node, "statedIn"))):
                said_of_them = _words(record.words(lacking)) & theirs
                if not said_of_them and sentence_of(record, segments, lacking) == sentence:
                    wrong = "is not stated there, as all others of its kind in its sentence are: add it to statedIn"
                    found[node, lacking] = failure(record, "place", node, record.label(lacking), wrong)
    return list(found.values())


def uncited_alone(record: Record) -> list[Failure]:
    """List nodes that do not cite what all others of their kind, of one trial, class or the like, cite."""
    found = {}
    for prop, several in _OF_ONE.items():
        for (_, whole), nodes in _groups(record, prop).items():
            for node in nodes if len(nodes) >= several else ():
                others = (set(record.many(other, "cites")) for other in nodes - {node})
                for reference in sorted(set.intersection(*others) - set(record.many(node, "cites"))):
                    wrong = f"does not cite {record.label(reference)}, as all others of its kind do: add it to cites"
                    found[node, reference] = failure(record, "citation", node, record.label(whole), wrong)
    return list(found.values())


def _groups(record: Record, prop: str) -> dict[tuple[Node, URIRef], set[URIRef]]:
    """Return the nodes of each kind that a property links to each thing."""
    groups: dict[tuple[Node, URIRef], set[URIRef]] = defaultdict(set)
    for node, thing in record.graph.subject_objects(HER2GC[prop]):
        # what is stated nowhere is no part of what a source says
        if isinstance(node, URIRef) and isinstance(thing, URIRef) and record.one(node, "statedIn"):
            for kind in record.graph.objects(node, RDF.type):
                groups[kind, thing].add(node)
    return groups


def _words(text: str) -> set[str]:
    return {word[:_START] for word in _WORD.findall(text.rpartition(": ")[2].lower())}


def _held(record: Record, node: URIRef) -> set[tuple[URIRef, Node]]:
    """Return what of the shared a node has: each value, and that there is a link; not every thing has such words."""
    values = {(prop, value) for prop in _SHARED for value in record.graph.objects(node, prop)}
    return values | {(prop, prop) for prop, value in values if isinstance(value, URIRef)}
