"""What a sentence cites is cited by the statements that stand in it."""

import re
from bisect import bisect_left

from rdflib import RDF, RDFS, URIRef

from her2gc.checks.audit.places import Failure, failure, superscripts
from her2gc.checks.audit.record import HER2GC, Record
from her2gc.checks.audit.segments import Segments
from her2gc.checks.audit.text import BREAK

# the end of a sentence, with the numbers glued to it; "et al." ends none
_END = re.compile(r"(?<!et al)[.?!][)\"]?(?:\d{1,2}(?:[–,]\d{1,2})*)?(?= [A-Z(]| ?$)")  # noqa: RUF001
_DEFINED = ("AssayCriterion", "CompositeCriterion")  # used again wherever its words stand


def uncited(record: Record, segments: Segments) -> list[Failure]:
    """List statements in a sentence whose next citation number they do not cite."""
    known = {int(record.text(node, "citationNumber") or 0): node for node in record.of_class("Citation")}
    behind = {
        passage: numbers & set(known)
        for passage in record.of_class("Passage")
        if (numbers := _behind(record, segments, passage))
    }
    found = []
    for node in _statements(record):
        cited = set(record.many(node, "cites"))
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


def _statements(record: Record) -> list[URIRef]:
    classes = set(record.graph.transitive_subjects(RDFS.subClassOf, HER2GC.Statement)) | {HER2GC.Statement}
    classes -= {HER2GC[name] for name in _DEFINED}
    nodes = {node for kind in classes for node in record.graph.subjects(RDF.type, kind)}
    return sorted(node for node in nodes if isinstance(node, URIRef))


def _behind(record: Record, segments: Segments, passage: URIRef) -> set[int]:
    """Return the citation numbers that come next behind a passage in its sentence."""
    paragraph, words = record.one(passage, "inParagraph"), record.text(passage, "snippet")
    if not words or paragraph not in segments.parts:
        return set()
    part = segments.parts[paragraph]
    spots = part.spots(words)
    if len(spots) != 1:  # several sentences: none is known to be the one
        return set()
    start, end = spots[0]
    text = part.text.replace(BREAK, "-")
    ends = [match.end() for match in _END.finditer(text)] or [len(text)]
    last = min(bisect_left(ends, start + 1), len(ends) - 1)
    printed = _of_paragraph(record, paragraph)
    for begins, stops, numbers in superscripts(text):
        if stops >= end and begins < ends[last] and numbers <= printed:
            return numbers
    return set()


def _of_paragraph(record: Record, paragraph: URIRef) -> set[int]:
    """Return the numbers that a paragraph is recorded to print, so that no figure passes for one."""
    cited = record.graph.subjects(HER2GC.citedIn, paragraph)
    return {int(record.text(node, "citationNumber") or 0) for node in cited}
