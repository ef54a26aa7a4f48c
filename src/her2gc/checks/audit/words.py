"""The words of a node's name stand in its places, where its sentences print them."""

import re
from collections import defaultdict
from dataclasses import dataclass

from rdflib import RDFS, SKOS, URIRef

from her2gc.checks.audit.places import Failure, failure
from her2gc.checks.audit.record import HER2GC, KG, Record
from her2gc.checks.audit.segments import Segments
from her2gc.checks.audit.sentences import by_sentence, of_kinds

_WORD = re.compile(r"[^\W_]+")
_START = 5
"""So many letters tell one word from another, whatever its ending."""
_SHORTEST = 3
_COMMON = (
    "about after all also among and any are because been before being between both but can could does during each "
    "for from had has have her his how into its less may might more most much not one only other our out over per "
    "plus same should since some such than that the their them then there these they this those though two under "
    "until upon very versus was were what when where which while who whom whose will with within would "
    # of whom and what any sentence of a review is, and which way it points
    "cancer gastric improve located longer number patients therapy treatment tumor tumour shown"
)
_PLAIN = frozenset(word[:_START] for word in _COMMON.split())
_NAMES = (RDFS.label, SKOS.altLabel, HER2GC.codeName)


@dataclass(frozen=True)
class Print:
    """What the places of a source print, and which of the review's text stand together.

    Attributes
    ----------
    sentence
        Paragraph and number of its sentence, or its cell, for each place that something is stated in.
    together
        Places of each sentence or cell.
    printed
        Words that each place prints.
    meant
        These, and the words of all other names of what a place names.
    """

    sentence: dict[URIRef, tuple[URIRef, int]]
    together: dict[tuple[URIRef, int], list[URIRef]]
    printed: dict[URIRef, set[str]]
    meant: dict[URIRef, set[str]]


def unworded(record: Record, text: Print) -> list[Failure]:
    """List nodes a word of whose name is printed in a recorded place of their sentence, and in none of theirs.

    What stands before a colon is a trial, a subtype or whatever else the node is told of, and is not looked for.
    """
    found = []
    for node in sorted({node for node in record.graph.subjects(HER2GC.statedIn) if isinstance(node, URIRef)}):
        own = record.many(node, "statedIn")
        told = _words(record.label(node).rpartition(": ")[2])
        lacking = told.difference(*(text.meant.get(place, set()) for place in own))
        if not lacking:
            continue
        sentences = {text.sentence[place] for place in own if place in text.sentence}
        beside = {
            place: lacking & text.meant[place]
            for sentence in sentences
            for place in text.together[sentence]
            # what holds all of a place says no more of where the node stands
            if lacking & text.printed[place]
            and not any(record.words(each) in record.words(place) for each in own)
        }
        if beside:
            found.append(_printed_elsewhere(record, node, beside, "statedIn"))
    return found


def unplaced_doubts(record: Record, text: Print) -> list[Failure]:
    """List doubts a word of whose name is printed where something that they concern is said, and in no place of theirs.

    What stands before the first colon is what the doubt is about; a cell has the words of its row's head.
    """
    statements, found = set(of_kinds(record, "Statement")), []
    for doubt in record.of_class("Discrepancy"):
        name = record.label(doubt)
        lacking = _words(name.partition(": ")[2] or name)
        for place in record.many(doubt, "atPlace"):
            row = record.one(record.one(place, "inCell") or place, "inRow")
            lacking -= text.meant.get(place, set()) | (_words(record.label(row)) if row else set())
        held = {
            place: lacking & text.printed[place]
            for said in set(record.many(doubt, "concerns")) & statements
            for place in record.many(said, "statedIn")
            if lacking & text.printed.get(place, set())
        }
        if held:
            found.append(_printed_elsewhere(record, doubt, held, "atPlace"))
    return found


def _printed_elsewhere(record: Record, node: URIRef, held: dict[URIRef, set[str]], prop: str) -> Failure:
    """Tell the place that has most words of a name, and that is none of the node's."""
    place = max(sorted(held), key=lambda each: len(held[each]))
    words = ", ".join(sorted(held[place]))
    wrong = f"words of its name ({words}) are printed there, which is none of its places: add it to {prop}"
    return failure(record, "place", node, record.label(place), wrong)


def _words(text: str) -> set[str]:
    """Return how each word begins that tells something."""
    starts = {word[:_START] for word in _WORD.findall(text.lower()) if len(word) >= _SHORTEST}
    return starts - _PLAIN


def read(record: Record, segments: Segments) -> Print:
    """Return what the places of a source print."""
    sentence, together = by_sentence(record, segments)
    printed = {place: _words(record.words(place)) for place in record.of_class("Passage", "TableCell")}
    forms = _forms(record)
    meant = {}
    for place, own in printed.items():
        words = f" {' '.join(_WORD.findall(record.words(place).lower()))} "
        meant[place] = own.union(*(others for form, others in forms if f" {form} " in words))
    return Print(sentence, together, printed, meant)


def _forms(record: Record) -> list[tuple[str, set[str]]]:
    """Return each name of the graph with the words of all names of what bears it."""
    names: dict[URIRef, list[str]] = defaultdict(list)
    for prop in _NAMES:
        for node, name in record.graph.subject_objects(prop):
            if isinstance(node, URIRef) and node.startswith(KG):
                names[node].append(str(name))
    return [
        (form, set().union(*map(_words, own)))
        for own in names.values()
        if len(own) > 1
        for form in {" ".join(_WORD.findall(name.lower())) for name in own}
        if form
    ]
