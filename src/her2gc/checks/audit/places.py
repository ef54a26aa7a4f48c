"""Every place found again in the text."""

import re
from collections import Counter
from dataclasses import dataclass

from rdflib import SKOS, URIRef
from rdflib.term import Node

from her2gc.checks.audit.record import HER2GC, KG, Record
from her2gc.checks.audit.segments import Part, Segments, in_order
from her2gc.checks.audit.text import BREAK, NUMBER, Folded, pattern, readable

MOST_NAMED = 8
"""How many of the nodes stated at a failing place are named."""


@dataclass(frozen=True)
class Failure:
    """Something that the text does not bear out.

    Attributes
    ----------
    kind
        ``opening``, ``place``, ``figure``, ``citation`` or ``name``.
    node, label, file
        IRI, label, and file with line of the node concerned.
    place
        Label of the place, empty where none is concerned.
    message
        What is wrong.
    """

    kind: str
    node: str
    label: str
    place: str
    file: str
    message: str


@dataclass(frozen=True)
class Spot:
    """Where a place stands.

    Attributes
    ----------
    positions
        Positions in the folded text, empty where the place is not found.
    printed
        What the text prints there; without a text what the graph records.
    exact
        False where the text prints other digits.
    times
        How often the words stand in their paragraph or cell.
    """

    positions: tuple[int, ...]
    printed: str
    exact: bool
    times: int = 1


def recorded(record: Record) -> dict[URIRef, Spot]:
    """Places as the graph records them, for an audit without a text."""
    spots: dict[URIRef, Spot] = {}
    for place in record.of_class("Passage", "TableCell", "NotCaptured"):
        words = record.words(place)
        if words:
            spots[place] = Spot((), words, exact=True)
    return spots


def find(record: Record, segments: Segments) -> dict[URIRef, Spot]:
    """Find every cell in its table and every passage in its paragraph or cell."""
    spots: dict[URIRef, Spot] = {}
    for table in record.of_class("ReviewTable"):
        if table in segments.parts:
            spots |= _cells(record, table, segments.parts[table])
    for passage in record.of_class("Passage", "NotCaptured"):
        words = record.text(passage, "snippet")
        cell = record.one(passage, "inCell")
        paragraph = record.one(passage, "inParagraph")
        if words and cell is not None and cell in spots and (row := record.one(cell, "inRow")) is not None:
            table = record.one(row, "inTable") or row
            within = set(spots[cell].positions)
            spot = _spot(words, segments.parts[table], within)
        elif words and paragraph is not None and paragraph in segments.parts:
            spot = _spot(words, segments.parts[paragraph], None)
        else:
            continue
        if spot is not None:
            spots[passage] = spot
    return spots


def _spot(words: str, part: Part, within: set[int] | None) -> Spot | None:
    for any_digit in (False, True):
        found = part.spots(words, any_digit=any_digit)
        if within is not None:
            found = [span for span in found if within.issuperset(part.positions[slice(*span)])]
        if found:
            return _at(part, found[0], exact=not any_digit, times=len(found))
    return None


def _at(part: Part, span: tuple[int, int], *, exact: bool, times: int = 1) -> Spot:
    cut = slice(*span)
    return Spot(part.positions[cut], readable(part.text[cut]), exact, times)


def _cells(record: Record, table: URIRef, part: Part) -> dict[URIRef, Spot]:
    def order(cell: URIRef) -> tuple[int, int, str]:
        row = record.one(cell, "inRow")
        columns = [int(record.text(column, "ordinal") or 0) for column in record.many(cell, "inColumn")]
        return int(record.text(row, "ordinal") or 0) if row else 0, min(columns, default=0), str(cell)

    def belongs(cell: URIRef) -> bool:
        row = record.one(cell, "inRow")
        return row is not None and record.one(row, "inTable") == table

    cells = sorted(filter(belongs, record.of_class("TableCell")), key=order)
    words = [record.text(cell, "printedText") or "" for cell in cells]
    cells = [cell for cell, printed in zip(cells, words, strict=True) if printed]
    words = [printed for printed in words if printed]
    found: dict[URIRef, Spot] = {}
    for cell, printed, span in zip(cells, words, in_order(words, part), strict=True):
        if span is not None:
            exact = pattern(printed).fullmatch(part.text, *span) is not None
            found[cell] = _at(part, span, exact=exact)
    return found


def place_failures(record: Record, segments: Segments, spots: dict[URIRef, Spot]) -> list[Failure]:
    """List openings, cells and passages that the text does not print."""
    failures = [
        failure(record, "opening", node, "", f"opening words {words!r}: {wrong}")
        for node, words, wrong in segments.faults
    ]
    for place in record.of_class("Passage", "TableCell", "NotCaptured"):
        words = record.words(place)
        spot = spots.get(place)
        if spot is not None and spot.exact:
            continue
        if spot is not None:
            wrong = f"{words!r} is printed as {spot.printed!r}"
        elif not words:
            wrong = "has no words to find"
        else:
            wrong = f"{words!r} does not stand in {_whole(record, place)}"
        wrong += _stated(record, place, words, spot.printed if spot else "")
        failures.append(failure(record, "place", place, record.label(place), wrong))
    return failures


def _stated(record: Record, place: URIRef, words: str, printed: str) -> str:
    """Name the nodes stated at a place that fails, those first whose own figure is gone."""
    nodes = sorted(set(record.graph.subjects(HER2GC.statedIn, place)), key=record.label)
    gone = set(Counter(NUMBER.findall(words)) - Counter(NUMBER.findall(printed)))
    hit = [record.label(node) for node in nodes if gone & record.figures_at(node)]
    hit = hit or [record.label(node) for node in nodes]
    more = f" and {len(hit) - MOST_NAMED} more" if len(hit) > MOST_NAMED else ""
    return "; stated there: " + "; ".join(hit[:MOST_NAMED]) + more if hit else ""


def _whole(record: Record, place: URIRef) -> str:
    row = record.one(place, "inRow")
    whole = record.one(place, "inCell") or record.one(place, "inParagraph")
    whole = whole or (record.one(row, "inTable") if row else None)
    return record.label(whole) if whole else "any paragraph: it names none"


def ambiguous(record: Record, spots: dict[URIRef, Spot]) -> list[Failure]:
    """Passages whose words stand more than once in their paragraph: to be lengthened where possible."""
    return [
        failure(record, "place", place, record.label(place), f"stands {spot.times} times: {spot.printed!r}")
        for place, spot in sorted(spots.items())
        if spot.times > 1
    ]


def name_failures(record: Record, folded: Folded) -> list[Failure]:
    """Synonyms and code names that the text does not print; upper and lower case alike."""
    failures = []
    for prop in (SKOS.altLabel, HER2GC.codeName):
        for node, value in sorted(record.graph.subject_objects(prop), key=str):
            at_kg = str(node).startswith(str(KG)) and (node, HER2GC.statedIn, None) in record.graph
            if at_kg and not pattern(str(value), any_case=True).search(folded.text):
                wrong = f"{prop.rpartition('/')[2].rpartition('#')[2]} {str(value)!r} is not printed anywhere"
                failures.append(failure(record, "name", node, "", wrong))
    return failures


_SUPERSCRIPT = re.compile(r"(?<=[A-Za-z).,%+\d])(\d{1,2}(?:[–,]\d{1,2})*)(?=[ .]|$)")  # noqa: RUF001


def superscripts(text: str) -> list[tuple[int, int, set[int]]]:
    """Find groups of citation numbers, glued to what stands before: start, end and the numbers."""
    found = []
    for match in _SUPERSCRIPT.finditer(text):
        numbers: set[int] = set()
        for item in match.group(1).split(","):
            bounds = [int(bound) for bound in item.split("–")]  # noqa: RUF001
            numbers.update(range(bounds[0], bounds[-1] + 1))
        found.append((*match.span(1), numbers))
    return found


def citation_failures(record: Record, segments: Segments) -> list[Failure]:
    """Citation numbers that their paragraph does not print."""
    failures = []
    for citation in record.of_class("Citation"):
        number = int(record.text(citation, "citationNumber") or 0)
        for part in record.many(citation, "citedIn"):
            text = segments.parts[part].text if part in segments.parts else ""
            if not any(number in numbers for *_, numbers in superscripts(text.replace(BREAK, "-"))):
                wrong = f"number {number} is not printed in {record.label(part)}"
                failures.append(failure(record, "citation", citation, record.label(part), wrong))
    return failures


def as_notes(record: Record, nodes: list[URIRef], message: str) -> list[Failure]:
    """Say the same of several nodes."""
    return [failure(record, "note", node, "", message) for node in nodes]


def by_file(failure: Failure) -> tuple[str, int, str]:
    """Key that sorts failures by file, line and message."""
    file, _, line = failure.file.rpartition(":")
    return file, int(line) if line.isdigit() else 0, failure.message


def failure(record: Record, kind: str, node: Node, place: str, message: str) -> Failure:
    """Write down a failure of a node."""
    return Failure(kind, str(node), record.label(node), place, record.file(node), message)
