"""What the text prints and the graph does not point at: figures and names without a place or label."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rdflib import RDF, RDFS, SKOS, URIRef
from rdflib.term import Node

from her2gc.checks.audit.places import Spot, superscripts
from her2gc.checks.audit.record import HER2GC, KG, Record
from her2gc.checks.audit.segments import Segments
from her2gc.checks.audit.text import BREAK, NUMBER, Folded, readable

CITED = "\1"  # stands for the digits of a citation number glued to a word
LONGEST_NAME = 120
_WORD = re.compile(r"[^\W_][^\W_]*")
_NAMES = (RDFS.label, SKOS.altLabel, SKOS.notation, HER2GC.heading, HER2GC.codeName, HER2GC.registryId)
_UNNAMED = ("Passage", "TableCell", "Paragraph", "Citation", "Review", "NotCaptured", "Discrepancy")


@dataclass(frozen=True)
class Token:
    """A figure or a name of the text.

    Attributes
    ----------
    kind
        ``number`` or ``name``.
    text
        As printed.
    start, end
        Where it stands in the folded text.
    line
        Line of the copy.
    part
        Label of its paragraph, table or heading.
    context
        A few words around it.
    status
        ``carried`` (a node on the place holds the figure), ``placed`` (a place that a statement points at
        covers it), ``named`` (a label does), ``cited`` (a citation number), ``left out`` (with a reason) or
        ``open``.
    reason
        Why it is left out.
    """

    kind: str
    text: str
    start: int
    end: int
    line: int
    part: str
    context: str
    status: str = "open"
    reason: str = ""


@dataclass(frozen=True)
class Coverage:
    """Tokens of the text with what covers each."""

    tokens: tuple[Token, ...]

    def of(self, *statuses: str, kind: str = "") -> list[Token]:
        """Tokens of some status, of one kind or of both."""
        return [token for token in self.tokens if token.status in statuses and kind in {"", token.kind}]

    def share(self, kind: str = "") -> float:
        """Per cent of the tokens that are covered, those left out for a reason not counted."""
        covered = len(self.of("carried", "placed", "named", "cited", kind=kind))
        counted = covered + len(self.of("open", kind=kind))
        return 100 * covered / counted if counted else 100.0


def cover(record: Record, folded: Folded, segments: Segments, spots: dict[URIRef, Spot]) -> Coverage:
    """Find every figure and name of the text, and say what covers it."""
    masked, cited = _mask_citations(record, folded.text, segments)
    placed = _by_position(spots, set(record.graph.objects(None, HER2GC.statedIn)))
    left_out = _by_position(spots, set(record.of_class("NotCaptured")))
    named = _named(record, masked)
    heads = _within(record, segments, "Section")
    literals: dict[URIRef, set[str]] = {}
    tokens = []
    for token in [
        *_numbers(folded, masked, cited, segments, record),
        *_names(folded, masked, segments, record),
    ]:
        span = range(token.start, token.end)
        status, reason = "open", ""
        if token.kind == "number" and token.start in cited:
            status = "cited"
        elif places := {place for position in span for place in placed.get(position, ())}:
            wanted = token.text.replace(",", ".")
            held = {word for place in places for word in _held(record, place, literals)}
            carried = token.kind == "number" and (wanted in held or token.text in held)
            status = "carried" if carried else "placed"
        elif any(position in named or position in heads for position in span):
            status = "named"
        elif reasons := [place for position in span for place in left_out.get(position, ())]:
            status, reason = "left out", record.text(reasons[0], "leftOutBecause") or "no reason given"
        tokens.append(replace(token, status=status, reason=reason))
    return Coverage(tuple(sorted(tokens, key=lambda token: token.start)))


def needless(record: Record, covered: Coverage, spots: dict[URIRef, Spot]) -> list[URIRef]:
    """Find entries of what is left out that leave out nothing, because the graph has it all."""
    by_status = {
        position: token.status for token in covered.tokens for position in range(token.start, token.end)
    }
    found = []
    for node in record.of_class("NotCaptured"):
        statuses = {by_status.get(position) for position in spots[node].positions} if node in spots else set()
        if statuses - {None} and "left out" not in statuses:
            found.append(node)
    return found


def _within(record: Record, segments: Segments, kind: str) -> set[int]:
    parts = (segments.parts[node] for node in record.of_class(kind) if node in segments.parts)
    return {position for part in parts for position in part.positions}


def _by_position(spots: dict[URIRef, Spot], wanted: set[Node]) -> dict[int, list[URIRef]]:
    found: dict[int, list[URIRef]] = defaultdict(list)
    for place, spot in spots.items():
        if place in wanted:
            for position in spot.positions:
                found[position].append(place)
    return found


def _mask_citations(record: Record, text: str, segments: Segments) -> tuple[str, dict[int, int]]:
    """Blank out the citation numbers that their paragraph is recorded to print; give start and end of each."""
    chars, cited = list(text), {}
    inside = {i for start, end, _ in _digits(text) for i in range(start + 1, end)}
    by_part: dict[Node, set[int]] = defaultdict(set)
    for citation, part in record.graph.subject_objects(HER2GC.citedIn):
        by_part[part].add(int(record.text(citation, "citationNumber") or 0))
    for node, part_text in segments.parts.items():
        for start, end, numbers in superscripts(part_text.text):
            at = part_text.positions[start]
            single_after_capital = end - start == 1 and part_text.text[start - 1 : start].isupper()
            if at in inside or single_after_capital or not numbers <= by_part[node]:
                continue
            cited[at] = part_text.positions[end - 1] + 1
            for position in part_text.positions[start:end]:
                chars[position] = CITED
    return "".join(chars), cited


def _named(record: Record, masked: str) -> set[int]:
    """Positions of the text at which a label, synonym or code name of the graph stands."""
    skipped = {node for name in _UNNAMED for node in record.graph.subjects(RDF.type, HER2GC[name])}
    labels = {
        " ".join(str(value).split()).lower()
        for prop in _NAMES
        for node, value in record.graph.subject_objects(prop)
        if str(node).startswith(str(KG)) and node not in skipped
    }
    labels = {label for label in labels if 1 < len(label) <= LONGEST_NAME and re.search(r"[^\W\d_]", label)}
    found: set[int] = set()
    joined = [(position, char) for position, char in enumerate(masked) if char != BREAK]
    forms = (
        (masked.replace(BREAK, "-").lower(), list(range(len(masked)))),
        ("".join(char for _, char in joined).lower(), [position for position, _ in joined]),
    )
    for text, positions in forms:
        for label in labels:
            at = text.find(label)
            while at >= 0:
                end = at + len(label)
                after = text[end : end + 2]
                plural = after[:1] == "s" and not after[1:].isalnum()
                if not text[at - 1 : at].isalnum() and (plural or not after[:1].isalnum()):
                    found.update(positions[at:end])
                at = text.find(label, at + 1)
    return found


def _held(record: Record, place: URIRef, known: dict[URIRef, set[str]]) -> set[str]:
    """Figures that the nodes stated at a place hold, or that stand in the labels they lead to."""
    if place not in known:
        nodes = record.graph.subjects(HER2GC.statedIn, place)
        known[place] = {figure for node in nodes for figure in record.figures_at(node)}
    return known[place]


def _numbers(
    folded: Folded, masked: str, cited: dict[int, int], segments: Segments, record: Record
) -> Iterator[Token]:
    owner = _owners(segments, record)
    spans = [(start, end) for start, end, of_name in _digits(masked) if not of_name]
    for start, end in [*spans, *cited.items()]:
        yield _token("number", folded, start, end, owner)


def _digits(text: str) -> Iterator[tuple[int, int, bool]]:
    """Cut out the figures: start, end, and whether the digits belong to a name.

    After the digits of a name or of "Table 1" a point or comma ends the figure, as in "HER2.22".
    """
    at = 0
    while match := NUMBER.search(text, at):
        of_name = _glued(text, match.start())
        end = match.end()
        if of_name or text[: match.start()].endswith("Table "):
            end = match.start() + len(re.split("[.,]", match.group())[0])
        yield match.start(), end, of_name
        at = end


def _glued(text: str, start: int) -> bool:
    """Tell whether the digits at a position belong to a name: HER2, T-DM1, PD-L1/2, CP-MGAH22-05."""
    before = text[max(0, start - 30) : start].replace(BREAK, "-")
    if re.search(r"[^\W\d_]-$|[^\W\d_]-?\d+[/-]$", before):
        return True
    word = re.search(r"[^\W\d_]+$", before)
    return word is not None and not (len(word.group()) > 1 and word.group().islower())


def _names(folded: Folded, masked: str, segments: Segments, record: Record) -> Iterator[Token]:
    owner = _owners(segments, record)
    tables = _within(record, segments, "ReviewTable")
    heads = _within(record, segments, "Section")
    words = [match for match in _WORD.finditer(masked) if any(char.isupper() for char in match.group())]
    firsts = {part.positions[0] for part in segments.parts.values()}
    opens = {m.start() for m in words if m.start() in firsts or _opens(masked, m.start(), folded, tables)}
    outside = tables | heads
    inner = {m.group() for m in words if m.start() not in opens and m.start() not in outside}
    common = {m.group() for m in _WORD.finditer(masked) if m.group().islower()}
    for match in words:
        word, start = match.group(), match.start()
        capitals = sum(char.isupper() for char in word)
        acronym = capitals > 1 or any(char.isdigit() for char in word)
        author = masked.startswith(" et al", match.end())
        known = word in inner and word.lower() not in common
        if len(word) > 1 and (start not in opens or acronym or author or known):
            yield _token("name", folded, start, match.end(), owner)


def _opens(text: str, start: int, folded: Folded, tables: set[int]) -> bool:
    """Tell whether a word opens a sentence, or a line of a table, where any word has a capital."""
    before = text[:start].rstrip(f" \"'({CITED}♣")
    if not before or before[-1] in ".:;?!" or text[start - 1] == "(":
        return True
    lines = folded.offsets[start] in folded.line_starts
    return start in tables and (lines or before[-1] == "♣")


def _owners(segments: Segments, record: Record) -> dict[int, str]:
    return {
        position: record.label(node) for node, part in segments.parts.items() for position in part.positions
    }


def _token(kind: str, folded: Folded, start: int, end: int, owner: dict[int, str]) -> Token:
    context = readable(folded.text[max(0, start - 30) : end + 30]).strip()
    text = readable(folded.text[start:end])
    return Token(kind, text, start, end, folded.line(start), owner.get(start, "before the text"), context)
