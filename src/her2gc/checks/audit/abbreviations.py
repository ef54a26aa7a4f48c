"""What the text itself explains as short for something is a name of that thing."""

import re
from collections import defaultdict
from collections.abc import Iterator

from rdflib import RDFS, SKOS, URIRef

from her2gc.checks.audit.places import Failure, failure
from her2gc.checks.audit.record import HER2GC, Record
from her2gc.checks.audit.text import Folded, readable

_NAMES = (RDFS.label, SKOS.altLabel, HER2GC.codeName)
_SHORT = r"[A-Z][A-Za-z0-9/.-]{0,10}[A-Z0-9]"
_IN_BRACKETS = re.compile(rf"([^;:()]{{3,120}}) \(({_SHORT})s?\)")
_LIST = re.compile(r"Abbreviations: ([^.]{3,2000})\.")
_OF_LIST = re.compile(rf" *({_SHORT}), (.+)")


def unnamed(record: Record, folded: Folded) -> list[Failure]:
    """List what the text gives a short form that is none of its names."""
    named: dict[str, set[URIRef]] = defaultdict(set)
    for prop in _NAMES:
        for node, value in record.graph.subject_objects(prop):
            # columns and rows are called after what they are on
            if isinstance(node, URIRef) and (node, HER2GC.statedIn, None) in record.graph:
                named[str(value).lower()].add(node)
    found = {}
    for forms, short in _explained(readable(folded.text)):
        meant = next((nodes for form in forms if (nodes := named.get(form.lower()))), None)
        if meant and not meant & named.get(short.lower(), set()):
            node = min(meant)
            wrong = f"the text explains {short!r} as short for it: add it as a synonym"
            found[node, short] = failure(record, "name", node, "", wrong)
    return list(found.values())


def _explained(text: str) -> Iterator[tuple[list[str], str]]:
    """Yield each short form with what it may be short for, the longest first."""
    for match in _IN_BRACKETS.finditer(text):
        words, short = match[1].split(" "), match[2]
        starts = range(max(0, len(words) - len(short) - 2), len(words))
        yield [" ".join(words[at:]) for at in starts if words[at][:1].lower() == short[0].lower()], short
    for listed in _LIST.finditer(text):
        for entry in map(_OF_LIST.fullmatch, listed[1].split(";")):
            if entry:
                yield [entry[2]], entry[1]
