"""What a sentence cites, and how it qualifies, is held by the statements that stand in it."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict

from rdflib import RDF, RDFS, URIRef

from her2gc.checks.audit.places import Failure, failure, superscripts
from her2gc.checks.audit.record import HER2GC, Record
from her2gc.checks.audit.segments import Segments
from her2gc.checks.audit.text import BREAK

# the end of a sentence, with the numbers glued to it; "et al." ends none
_END = re.compile(r"(?<!et al)[.?!][)\"]?(?:\d{1,2}(?:[–,]\d{1,2})*)?(?= [A-Z(]| ?$)")  # noqa: RUF001
_WORD = re.compile(r"[a-z0-9+.-]+")
_DEFINED = ("AssayCriterion", "CompositeCriterion")  # used again wherever its words stand


def uncited(record: Record, segments: Segments) -> list[Failure]:
    """List statements and studies in a sentence whose next citation number they do not cite.

    What a sentence takes up from the one before, and explains, has its reference there: the explanation cites what ends
    the sentence.
    """
    known = {int(record.text(node, "citationNumber") or 0): node for node in record.of_class("Citation")}
    behind = {
        passage: numbers & set(known)
        for passage in record.of_class("Passage")
        if (numbers := _behind(record, segments, passage))
    }
    found = []
    for node in of_kinds(record, "Statement", "Study", "Classification"):
        cited = set(record.many(node, "cites"))
        if cited:
            for each in record.graph.subjects(HER2GC.explains, node):
                if isinstance(each, URIRef):
                    cited.update(record.many(each, "cites"))
        told: set[URIRef] = set()
        for place in record.many(node, "statedIn"):
            for number in sorted(behind.get(place, ())):
                if known[number] not in cited | told:
                    told.add(known[number])
                    wrong = (
                        f"its sentence ends on reference {number}, which it does not cite: add it to cites"
                    )
                    found.append(failure(record, "citation", node, record.label(place), wrong))
    return found


def miscounted(record: Record, segments: Segments) -> list[Failure]:
    """List citations that the text prints another number of times than is recorded, once where nothing is."""
    printed: Counter[int] = Counter()
    for paragraph, part in segments.parts.items():
        recorded = _of_paragraph(record, paragraph)
        for _, _, numbers in superscripts(part.text.replace(BREAK, "-")):
            if numbers <= recorded:
                printed.update(numbers)
    found = []
    for node in record.of_class("Citation"):
        times = printed[int(record.text(node, "citationNumber") or 0)]
        told = int(record.text(node, "timesCited") or 1)
        if times > 1 and times != told:
            wrong = f"is cited {times} times, and timesCited says {told}: mend it"
            found.append(failure(record, "citation", node, "", wrong))
    return found


def unplaced(record: Record, segments: Segments) -> list[Failure]:
    """List statements whose qualifier a recorded place of their sentence or cell prints, and none of their own.

    A word alone may be said of something else in a sentence, so only several are held to it there.
    """
    places, together = by_sentence(record, segments)
    found = []
    for node in of_kinds(record, "Statement"):
        qualifier, own = _plain(record.text(node, "qualifier") or ""), record.many(node, "statedIn")
        if not qualifier.strip() or any(qualifier in _plain(record.words(place)) for place in own):
            continue
        held = [
            other
            for place in own
            if place in places and (" " in qualifier.strip() or places[place][1] < 0)
            for other in together[places[place]]
            # what holds all of a place says no more of where the statement stands
            if qualifier in _plain(record.words(other)) and record.words(place) not in record.words(other)
        ]
        if held:
            wrong = "its qualifier is printed there, which is none of its places: add the place to statedIn"
            found.append(failure(record, "place", node, record.label(min(held)), wrong))
    return found


def _plain(words: str) -> str:
    """Return words in small letters, each between blanks."""
    return f" {' '.join(_WORD.findall(words.lower()))} "


def by_sentence(
    record: Record, segments: Segments
) -> tuple[dict[URIRef, tuple[URIRef, int]], dict[tuple[URIRef, int], list[URIRef]]]:
    """Return the sentence or cell of each place that something is stated in, and the places of each."""
    places = {
        place: sentence
        for place in record.of_class("Passage", "TableCell")
        if (None, HER2GC.statedIn, place) in record.graph
        and (sentence := sentence_of(record, segments, place)) is not None
    }
    together: dict[tuple[URIRef, int], list[URIRef]] = defaultdict(list)
    for place, sentence in places.items():
        together[sentence].append(place)
    return places, together


def sentence_of(record: Record, segments: Segments, place: URIRef) -> tuple[URIRef, int] | None:
    """Return the paragraph of a place and the number of its sentence there; of a table its cell, and -1."""
    cell = record.one(place, "inCell") or (place if record.one(place, "inRow") else None)
    if cell is not None:
        return cell, -1
    stands = _stands(record, segments, place)
    return None if stands is None else (stands[0], stands[2])


def _stands(record: Record, segments: Segments, passage: URIRef) -> tuple[URIRef, int, int, int] | None:
    """Return the paragraph of a passage, where it ends, the number of its sentence, and where that ends."""
    paragraph, words = record.one(passage, "inParagraph"), record.text(passage, "snippet")
    if not words or paragraph is None or paragraph not in segments.parts:
        return None
    part = segments.parts[paragraph]
    spots = part.spots(words)
    if len(spots) != 1:  # several sentences: none is known to be the one
        return None
    start, end = spots[0]
    ends = [match.end() for match in _END.finditer(part.text.replace(BREAK, "-"))] or [len(part.text)]
    number = min(bisect_left(ends, start + 1), len(ends) - 1)
    return paragraph, end, number, ends[number]


def of_kinds(record: Record, *kinds: str) -> list[URIRef]:
    """Return the nodes of some classes and of their subclasses, in order of IRI."""
    classes = {
        each for kind in kinds for each in record.graph.transitive_subjects(RDFS.subClassOf, HER2GC[kind])
    }
    classes -= {HER2GC[name] for name in _DEFINED}
    nodes = {node for kind in classes for node in record.graph.subjects(RDF.type, kind)}
    return sorted(node for node in nodes if isinstance(node, URIRef))


def _behind(record: Record, segments: Segments, passage: URIRef) -> set[int]:
    """Return the citation numbers that come next behind a passage in its sentence."""
    stands = _stands(record, segments, passage)
    if stands is None:
        return set()
    paragraph, end, _, last = stands
    printed = _of_paragraph(record, paragraph)
    for begins, stops, numbers in superscripts(segments.parts[paragraph].text.replace(BREAK, "-")):
        if stops >= end and begins < last and numbers <= printed:
            return numbers
    return set()


def _of_paragraph(record: Record, paragraph: URIRef) -> set[int]:
    """Return the numbers that a paragraph is recorded to print, so that no figure passes for one."""
    cited = record.graph.subjects(HER2GC.citedIn, paragraph)
    return {int(record.text(node, "citationNumber") or 0) for node in cited}
