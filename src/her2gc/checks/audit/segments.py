"""The text cut into the parts that the graph names: headings, paragraphs, tables and their footnotes."""

from dataclasses import dataclass
from itertools import pairwise

from rdflib import URIRef

from her2gc.checks.audit.record import Record
from her2gc.checks.audit.text import Folded, pattern


@dataclass(frozen=True)
class Part:
    """A part's text: its pieces of the folded text joined, where a table interrupts it.

    Attributes
    ----------
    text
        Folded text of the part.
    positions
        For each character of ``text`` its position in the whole folded text.
    """

    text: str
    positions: tuple[int, ...]

    def spots(
        self, words: str, start: int = 0, end: int | None = None, *, any_digit: bool = False
    ) -> list[tuple[int, int]]:
        """Start and end of each occurrence of some words, within a stretch of the part."""
        compiled = pattern(words, any_digit=any_digit)
        return [m.span() for m in compiled.finditer(self.text, start, len(self.text) if end is None else end)]


@dataclass(frozen=True)
class Segments:
    """Parts by node, and the openings that went wrong.

    Attributes
    ----------
    parts
        Text of each section's heading, paragraph and table that was found.
    faults
        ``(node, words, what is wrong)`` for each opening that is not found exactly once.
    """

    parts: dict[URIRef, Part]
    faults: tuple[tuple[URIRef, str, str], ...]


def segment(record: Record, folded: Folded) -> Segments:
    """Cut the text at the opening words that the graph records."""
    openings: list[tuple[int, URIRef]] = []
    faults: list[tuple[URIRef, str, str]] = []
    for prop in ("opensWith", "continuesWith"):
        for node in record.of_class("Paragraph", "ReviewTable"):
            for words in _texts(record, node, prop):
                spots = [m.start() for m in pattern(words).finditer(folded.text)]
                if len(spots) == 1:
                    openings.append((spots[0], node))
                    continue
                faults.append(
                    (node, words, f"stands {len(spots)} times in the text" if spots else "not found")
                )
                near = [m.start() for m in pattern(words, any_digit=True).finditer(folded.text)]
                if len(near) == 1:
                    openings.append((near[0], node))
    openings += _headings(record, folded, openings)
    return Segments(_join(folded, sorted(openings)), tuple(faults))


def _texts(record: Record, node: URIRef, prop: str) -> list[str]:
    return sorted(str(value) for value in record.graph.objects(node, record.term(prop)))


def _headings(record: Record, folded: Folded, openings: list[tuple[int, URIRef]]) -> list[tuple[int, URIRef]]:
    """Find each section's heading right before the first words of its first paragraph."""
    first: dict[URIRef | None, int] = {}
    for at, node in sorted(openings, reverse=True):
        first[record.one(node, "inSection")] = at
    found: list[tuple[int, URIRef]] = []
    for section in record.of_class("Section"):
        opening = first.get(section)
        if opening is None:
            continue
        spots = [m.span() for m in pattern(record.label(section)).finditer(folded.text, 0, opening)]
        found += [(start, section) for start, end in spots if not folded.text[end:opening].strip()]
    return found


def _join(folded: Folded, openings: list[tuple[int, URIRef]]) -> dict[URIRef, Part]:
    pieces: dict[URIRef, list[range]] = {}
    for (start, node), (end, _) in pairwise([*openings, (len(folded.text), URIRef(""))]):
        pieces.setdefault(node, []).append(range(start, end))
    joined: dict[URIRef, Part] = {}
    for node, ranges in pieces.items():
        positions = tuple(position for piece in ranges for position in piece)
        joined[node] = Part("".join(folded.text[p] for p in positions), positions)
    return joined


def in_order(cells: list[str], part: Part) -> list[tuple[int, int] | None]:
    """Where the cells of a table stand, given in reading order.

    A cell that stands once anchors its neighbours; one that stands several times ("Global") is looked for
    between the anchors around it, then anywhere.
    """
    exact = [part.spots(words) for words in cells]
    placed: list[tuple[int, int] | None] = [None] * len(cells)
    reached = 0
    for index, spots in enumerate(exact):
        if len(spots) == 1 and spots[0][0] >= reached:
            placed[index] = spots[0]
            reached = spots[0][1]
    for index, words in enumerate(cells):
        if placed[index] is None:
            placed[index] = _between(words, part, placed, index, exact[index])
    return placed


def _between(
    words: str,
    part: Part,
    placed: list[tuple[int, int] | None],
    index: int,
    exact: list[tuple[int, int]],
) -> tuple[int, int] | None:
    start = max((spot[1] for spot in placed[:index] if spot), default=0)
    end = min((spot[0] for spot in placed[index + 1 :] if spot), default=len(part.text))
    spots = (
        [spot for spot in exact if spot[0] >= start and spot[1] <= end]
        or part.spots(words, start, end, any_digit=True)
        or exact
        or part.spots(words, any_digit=True)
    )
    return spots[0] if spots else None
