"""What is covered, on the small text of the test of places."""

from small import TEXT, judge, passage

from her2gc.checks.audit import Audit


def statuses(found: Audit, word: str) -> list[str]:
    """Status of each token of the text that reads so."""
    assert found.coverage is not None
    return [token.status for token in found.coverage.tokens if token.text == word]


def test_figures_of_a_statement_are_carried() -> None:
    found = judge()
    assert statuses(found, "18.1") == ["carried"]
    assert statuses(found, "47") == ["carried"]


def test_a_cell_that_no_statement_points_at_covers_nothing() -> None:
    found = judge()
    assert statuses(found, "594") == ["open"]
    assert statuses(found, "56,9") == ["open"]


def test_a_place_without_the_figure_on_any_node_is_told_apart() -> None:
    found = judge(passage("against 22.0 months", "her2gc:comparator '='"))
    assert statuses(found, "22.0") == ["placed"]


def test_labels_cover_names_and_their_plural_but_no_longer_word() -> None:
    agent = 'kg:drug a her2gc:Agent ; rdfs:label "emtansine" ; skos:altLabel "T-DM1" , "HER" .'
    found = judge(agent)
    assert statuses(found, "DM1") == ["named"]
    assert statuses(found, "HER2") == ["open"]
    assert statuses(judge(agent, TEXT.replace("T-DM1", "T-DM1s")), "DM1s") == ["named"]


def test_citation_numbers_are_cited_only_where_recorded() -> None:
    assert statuses(judge(), "39") == ["cited"]
    assert statuses(judge(text=TEXT.replace("The end.", "The end.39")), "39") == ["cited", "open"]


def test_digits_of_names_are_no_figures() -> None:
    found = judge()
    assert statuses(found, "1") == ["named"]  # of Table 1, not of T-DM1
    assert statuses(found, "HER2") == ["open"]


def test_words_that_open_a_sentence_are_no_names() -> None:
    assert statuses(judge(), "The") == []


def test_what_is_left_out_has_a_reason_and_does_not_count() -> None:
    before = judge().coverage
    after = judge(
        'kg:gap a her2gc:NotCaptured ; rdfs:label "gap" ; her2gc:inParagraph kg:par-1 ;'
        'her2gc:snippet "against 22.0 months" ; her2gc:leftOutBecause "made up" .'
    ).coverage
    assert before is not None
    assert after is not None
    assert [(token.text, token.reason) for token in after.of("left out")] == [("22.0", "made up")]
    assert after.share() > before.share()


def test_an_entry_that_leaves_out_nothing_is_noted() -> None:
    found = judge(
        'kg:gap a her2gc:NotCaptured ; rdfs:label "gap" ; her2gc:inParagraph kg:par-1 ;'
        'her2gc:snippet "18.1% of" ; her2gc:leftOutBecause "made up" .'
    )
    assert [note.label for note in found.notes] == ["gap"]
