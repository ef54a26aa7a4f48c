"""Places and figures, on a small text and graph made by hand."""

import pytest
from rdflib import URIRef
from small import DOCUMENT, TEXT, judge, make, passage

from her2gc.checks.audit import Audit, audit
from her2gc.checks.audit.record import KG
from her2gc.checks.audit.text import figures, fold, pattern


def failing(found: Audit, kind: str = "") -> set[str]:
    """Local names of the nodes that fail."""
    return {failure.node.removeprefix(KG) for failure in found.failures if kind in {"", failure.kind}}


def test_a_hyphen_at_a_line_break_is_part_of_the_word_or_not() -> None:
    folded = fold("selec-\ntive HER2- \n\ntargeted").text
    assert pattern("selective HER2-targeted").fullmatch(folded)
    assert pattern("selec-tive HER2targeted").fullmatch(folded)
    assert not pattern("selec tive").search(folded)


def test_lines_are_counted_in_the_copy() -> None:
    folded = fold("one\ntwo\n\nfour")
    assert folded.line(folded.text.index("four")) == 4


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("HER2 and T-DM1 in 22.0 months", ["22.0"]),
        ("less than10% of 127", ["10", "127"]),
        ("56,9 vs 58.9", ["56,9", "58.9"]),
        ("%15 of the tumours", ["15"]),
        ("IHC 3+ or HER2/CEP17 ≥ 2", ["3", "2"]),
        ("10–12 months", ["10", "12"]),  # noqa: RUF001
    ],
)
def test_figures_are_whole_numbers_outside_names(words: str, expected: list[str]) -> None:
    assert figures(words) == expected


def test_what_is_right_passes() -> None:
    found = judge()
    assert found.failures == ()
    assert found.places == 7
    assert found.text == "another text"


def test_a_snippet_stands_in_its_own_paragraph_only() -> None:
    assert failing(judge(passage("The end", "her2gc:comparator '='"))) == {"place"}
    assert failing(judge(passage("no such words", "her2gc:comparator '='"))) == {"place"}


@pytest.mark.parametrize(
    "figure", ["her2gc:value 8", "her2gc:value 18", "her2gc:value 8.1", "her2gc:value 12"]
)
def test_a_piece_of_a_figure_is_not_the_figure(figure: str) -> None:
    assert failing(judge(passage("18.1% of 127", figure)), "figure") == {"node"}


def test_figures_keep_their_printed_precision() -> None:
    assert failing(judge(passage("against 22.0 months", "her2gc:value 22"))) == {"node"}
    assert failing(judge(passage("against 22.0 months", "her2gc:value 22.0"))) == set()


def test_a_snippet_does_not_cut_a_figure() -> None:
    assert failing(judge(passage("8.1% of 127", "her2gc:denominator 127")), "place") == {"place"}


def test_other_printed_forms_must_mean_the_figure() -> None:
    four = 'her2gc:printedAs "Four" ; her2gc:denominator 50 ; her2gc:numerator '
    assert failing(judge(passage("Four of 50", four + "4"))) == set()
    assert failing(judge(passage("Four of 50", four + "5"))) == {"node"}
    comma = 'her2gc:printedAs "56,9" ; her2gc:value 56.9'
    node = f'kg:node a her2gc:ArmValue ; rdfs:label "node" ; {comma} ; her2gc:statedIn kg:B3 .'
    assert failing(judge(node)) == set()
    assert failing(judge(node.replace('her2gc:printedAs "56,9" ;', ""))) == {"node"}


def test_a_statement_made_twice_stands_in_both_places() -> None:
    body = (
        'kg:again a her2gc:Passage ; rdfs:label "again" ; her2gc:inParagraph kg:par-2 ;'
        'her2gc:snippet "end of 127" .'
        'kg:node a her2gc:Observation ; rdfs:label "node" ; her2gc:value 127 ;'
        "her2gc:statedIn kg:again , kg:rate-place ."
    )
    text = TEXT.replace("The end.", "The end of 127.")
    assert failing(judge(body, text)) == set()
    found = judge(body, text.replace("end of 127", "end of 128"))
    assert failing(found, "figure") == {"node"}
    assert [item.place for item in found.failures if item.kind == "figure"] == ["again"]


def test_a_figure_without_a_place_fails() -> None:
    assert failing(judge('kg:node a her2gc:Observation ; rdfs:label "node" ; her2gc:value 50 .')) == {"node"}


def test_registry_numbers_are_compared_whole() -> None:
    text = TEXT.replace("The trial of drug", "The trial of drug NCT01953926 and")
    for number, expected in (("NCT01953926", set()), ("NCT0195392", {"node"})):
        body = passage("NCT01953926 and", f'her2gc:registryId "{number}"')
        assert failing(judge(body, text), "figure") == expected


def test_a_passage_may_stand_in_a_piece_of_a_cell() -> None:
    cell = "her2gc:inCell kg:B3"
    assert failing(judge(passage("vs 58.9", "her2gc:value 58.9", cell))) == set()
    assert failing(judge(passage("vs 35", "her2gc:value 35", cell))) == {"place", "node"}


@pytest.mark.parametrize(
    ("before", "after", "places", "statements"),
    [
        ("18.1%", "18.2%", {"rate-place"}, {"rate"}),
        ("127", "128", {"rate-place"}, {"rate"}),
        ("47 vs", "48 vs", {"A3"}, {"first"}),
        ("vs 35", "vs 36", {"A3"}, {"second"}),
        ("594", "694", {"A1"}, set()),
        ("3 (N = 248)", "2 (N = 248)", {"B1"}, set()),
        ("22.0", "22.1", set(), set()),
    ],
)
def test_one_digit_changed_fails_what_stands_on_it(
    before: str, after: str, places: set[str], statements: set[str]
) -> None:
    assert TEXT.count(before) == 1
    found = judge(text=TEXT.replace(before, after))
    assert failing(found, "place") == places
    assert failing(found, "figure") == statements


def test_a_failure_says_what_is_printed_where() -> None:
    found = judge(text=TEXT.replace("vs 35", "vs 36"))
    place, figure = sorted(found.failures, key=lambda failure: failure.kind, reverse=True)
    assert place.message == "'47 vs 35' is printed as '47 vs 36'; stated there: ALPHA, second arm"
    assert figure.message == "value 35 does not stand in ['47 vs 36']"
    assert (figure.label, figure.place) == ("ALPHA, second arm", "A3")
    assert figure.file.startswith("small.ttl:")


def test_a_changed_citation_number_fails() -> None:
    assert failing(judge(text=TEXT.replace("months.39", "months.38")), "citation") == {"ref-39"}


def test_an_opening_that_is_gone_fails_with_its_places() -> None:
    found = judge(text=TEXT.replace("The trial of drug", "A trial of drug"))
    assert failing(found, "opening") == {"par-1"}
    assert "rate-place" in failing(found, "place")


def test_words_that_stand_twice_are_noted() -> None:
    found = judge(passage("of", "her2gc:comparator '='"))
    assert found.failures == ()
    assert [note.message for note in found.notes] == ["stands 4 times: 'of'"]


def test_a_synonym_that_is_not_printed_is_noted() -> None:
    agent = (
        'kg:drug a her2gc:Agent ; rdfs:label "drug" ; skos:altLabel "T-DM1" , "TDM-1" ;'
        "her2gc:statedIn kg:rate-place ."
    )
    assert [note.message for note in judge(agent).notes] == ["altLabel 'TDM-1' is not printed anywhere"]


def test_without_a_text_figures_are_held_against_the_recorded_places() -> None:
    body = passage("22.0 months", "her2gc:value 22.5")
    found = audit(make(DOCUMENT + body))
    assert found.text == "none"
    assert found.coverage is None
    assert failing(found) == {"node"}


def test_repeated_cells_are_found_in_their_own_row() -> None:
    body = 'kg:node a her2gc:Trial ; rdfs:label "BETA" ; her2gc:statedIn kg:B2 .'
    covered = judge(body).coverage
    assert covered is not None
    lines = [token.line for token in covered.of("placed") if token.text == "Global"]
    assert lines == [8]
    assert URIRef(KG.B2) in make(DOCUMENT + body).graph.all_nodes()


STATED = """
kg:place a her2gc:Passage ; rdfs:label "place" ; her2gc:inParagraph kg:par-1 ; her2gc:snippet "{snippet}" .
kg:node a her2gc:{kind} ; rdfs:label "node" ; her2gc:statedIn kg:place {cites} .
"""


@pytest.mark.parametrize(
    ("snippet", "kind", "cites", "fails"),
    [
        ("The trial of drug", "Statement", "", True),
        ("The trial of drug", "Statement", "; her2gc:cites kg:ref-39", False),
        ("HER2-positive, less", "Statement", "", False),  # stands behind the number, in the next sentence
        ("of", "Statement", "", False),  # stands in several sentences
        ("The trial of drug", "AssayCriterion", "", False),  # a definition is used again elsewhere
    ],
)
def test_a_statement_cites_what_its_sentence_ends_on(
    snippet: str, kind: str, cites: str, *, fails: bool
) -> None:
    found = judge(STATED.format(snippet=snippet, kind=kind, cites=cites))
    assert failing(found, "citation") == ({"node"} if fails else set())
