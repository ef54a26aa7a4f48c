"""Places of the document found again in a copy of the review's text.

The text is not part of the project. The tests read it from the path in HER2GC_REVIEW_TEXT, or from
../shared/review/review.txt beside the checkout; without a copy they are skipped and say so.
"""

import hashlib
import re
from functools import cache

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from conftest import ROOT, beside

HER2GC = Namespace("https://w3id.org/her2gc/ontology#")
KG = Namespace("https://w3id.org/her2gc/kg/")
BREAK = "\0"  # a hyphen at a line break: part of the word or not, the print does not tell
PARAGRAPHS = {
    KG.Abstract: 1,
    KG.Introduction: 6,
    KG["Trastuzumab-role"]: 2,
    KG.Failures: 7,
    KG.Resistance: 6,
    KG["Novel-strategies"]: 15,
    KG.Conclusion: 1,
    KG.Disclosure: 1,
}
# Numbers that the review prints more than once, typed by hand with the paragraphs.
CITED_TWICE = {
    5: {"Introduction-par-1", "Introduction-par-2"},
    18: {"Introduction-par-6", "Trastuzumab-role-par-2"},
    48: {"Resistance-par-2", "Resistance-par-5"},
    55: {"Resistance-par-4", "Novel-strategies-par-1"},
}


@cache
def document() -> Graph:
    graph = Graph().parse(ROOT / "kg" / "review" / "document.ttl")
    for path in sorted((ROOT / "kg" / "review" / "tables").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture
def raw() -> bytes:
    return beside("review/review.txt", "HER2GC_REVIEW_TEXT").read_bytes()


@pytest.fixture
def text(raw: bytes) -> str:
    return fold(raw.decode())


def fold(printed: str) -> str:
    """Fold white space to one blank and mark hyphens at line breaks."""
    return re.sub(r"\s+", " ", re.sub(r"-[^\S\n]*\n\s*", BREAK, printed))


def starts(words: str, text: str) -> list[int]:
    """Offsets at which the words stand, a hyphen at a line break matching a hyphen or nothing."""
    pattern = f"{BREAK}?".join(f"[-{BREAK}]" if char == "-" else re.escape(char) for char in words)
    return [match.start() for match in re.finditer(pattern, text)]


def openings(text: str) -> list[tuple[int, URIRef]]:
    """Paragraphs and tables (with their resumptions) by the offset at which they start."""
    found = []
    for predicate in (HER2GC.opensWith, HER2GC.continuesWith):
        for part, words in document().subject_objects(predicate):
            found += [(offset, URIRef(str(part))) for offset in starts(str(words), text)]
    return sorted(found)


def spans(text: str) -> dict[URIRef, str]:
    """Text of each paragraph and table, up to the next opening."""
    opened = openings(text)
    ends = [offset for offset, _ in opened[1:]] + [len(text)]
    pieces: dict[URIRef, str] = {}
    for (start, part), end in zip(opened, ends, strict=True):
        pieces[part] = pieces.get(part, "") + text[start:end]
    return pieces


def test_hyphens_at_line_breaks_are_optional() -> None:
    folded = fold("a selec-\ntive HER2- \n targeted drug")
    assert starts("selective HER2-targeted", folded) == starts("selec-tive HER2targeted", folded) == [2]
    assert starts("selec tive", folded) == []


def test_the_copy_is_the_text_that_was_captured(raw: bytes) -> None:
    assert str(document().value(KG.review, HER2GC.textSha256)) == hashlib.sha256(raw).hexdigest()


def test_openings_stand_once(text: str) -> None:
    for predicate in (HER2GC.opensWith, HER2GC.continuesWith):
        for part, words in document().subject_objects(predicate):
            assert len(starts(str(words), text)) == 1, f"{part}: {words}"


def test_cells_stand_in_their_table(text: str) -> None:
    tables = spans(text)
    for cell, printed in document().subject_objects(HER2GC.printedText):
        row = document().value(cell, HER2GC.inRow)
        table = document().value(row, HER2GC.inTable)
        assert starts(str(printed), tables[URIRef(str(table))]), f"{cell}: {printed}"


def test_paragraphs_stand_in_reading_order(text: str) -> None:
    order = []
    for _, part in openings(text):
        section = document().value(part, HER2GC.inSection)
        if section is not None:
            numbers = [document().value(node, HER2GC.ordinal) for node in (section, part)]
            order.append(tuple(int(str(number)) for number in numbers))
    assert order == sorted(order)


def test_nothing_of_the_text_lies_before_the_first_paragraph(text: str) -> None:
    first, part = openings(text)[0]
    assert text[:first].strip() == ""
    assert part == KG["Abstract-par-1"]


def test_paragraphs_per_section() -> None:
    counted = {
        section: len(set(document().subjects(HER2GC.inSection, section)))
        for section in document().subjects(RDF.type, HER2GC.Section)
    }
    assert counted == PARAGRAPHS


def test_two_paragraphs_are_interrupted_by_a_table() -> None:
    interrupted = set(document().subjects(HER2GC.continuesWith))
    assert interrupted == {KG["Novel-strategies-par-1"], KG["Novel-strategies-par-3"]}


def test_citations_run_from_1_to_86() -> None:
    numbers = sorted(int(str(number)) for number in document().objects(None, HER2GC.citationNumber))
    assert numbers == list(range(1, 87))
    for number in numbers:
        assert (KG[f"ref-{number}"], HER2GC.citedIn, None) in document()


def test_numbers_cited_in_two_paragraphs() -> None:
    several = {}
    for number in range(1, 87):
        places = {
            str(place).removeprefix(KG) for place in document().objects(KG[f"ref-{number}"], HER2GC.citedIn)
        }
        if len(places) > 1:
            several[number] = places
    assert several == CITED_TWICE


def test_citation_numbers_are_printed_where_the_graph_says(text: str) -> None:
    pieces = spans(text)
    # a superscript is glued to a word, a bracket or a full stop; it may be a list or a range
    superscript = re.compile(r"(?<=[A-Za-z).,%\d])(\d{1,2}(?:[–,]\d{1,2})*)(?= |$)")  # noqa: RUF001
    for citation, place in document().subject_objects(HER2GC.citedIn):
        number = int(str(document().value(citation, HER2GC.citationNumber)))
        printed: set[int] = set()
        for group in superscript.findall(pieces[URIRef(str(place))]):
            for item in group.split(","):
                bounds = [int(bound) for bound in item.split("–")]  # noqa: RUF001
                printed.update(range(bounds[0], bounds[-1] + 1))
        assert number in printed, f"{citation} in {place}"
