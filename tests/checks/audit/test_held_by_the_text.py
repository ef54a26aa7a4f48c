"""What the text prints beside a statement's places and in its sentence, on a small text and graph made by hand."""

import pytest
from small import DOCUMENT, make

from her2gc.checks.audit import audit
from her2gc.checks.audit.record import KG

TEXT = """ Introduction
The trial of drug (TOD) had long survival in almost all patients of the first cohort.39 Others had none.39
The end of early gastric cancer (EGC).
Abbreviations: ABC, alpha beta complex; T, thing.
"""
REST = DOCUMENT.partition("kg:T a her2gc:ReviewTable")[0]
PIECES = """
kg:long a her2gc:Passage ; rdfs:label "long" ; her2gc:inParagraph kg:par-1 ; her2gc:snippet "had long survival" .
kg:almost a her2gc:Passage ; rdfs:label "almost" ;
    her2gc:inParagraph kg:par-1 ; her2gc:snippet "in almost all patients" .
kg:other a her2gc:Statement ; rdfs:label "other" ; her2gc:cites kg:ref-39 ; her2gc:statedIn kg:almost .
"""


def told(body: str, text: str = TEXT) -> set[tuple[str, str, str]]:
    """Return kind, node and message of what the audit tells of a graph, but of citations' own counts."""
    found = audit(make(REST + body), text.encode())
    return {
        (each.kind, each.node.removeprefix(KG), each.message)
        for each in (*found.failures, *found.notes)
        if "timesCited" not in each.message
    }


def said(qualifier: str, places: str, kind: str = "Statement") -> str:
    return (
        PIECES + f'kg:node a her2gc:{kind} ; rdfs:label "node" ; her2gc:qualifier "{qualifier}" ;'
        f" her2gc:cites kg:ref-39 ; her2gc:statedIn {places} ."
    )


def test_a_qualifier_stands_in_a_place_where_its_sentence_has_one_for_it() -> None:
    wrong = "its qualifier is printed there, which is none of its places: add the place to statedIn"
    assert told(said("almost all", "kg:long")) == {("place", "node", wrong)}
    assert told(said("almost all", "kg:long , kg:almost")) == set()


@pytest.mark.parametrize("qualifier", ["almost", "nearly all"])
def test_a_word_alone_or_one_that_no_place_prints_may_be_of_the_rest_of_the_sentence(qualifier: str) -> None:
    assert told(said(qualifier, "kg:long")) == set()


def test_a_study_cites_what_its_sentence_ends_on() -> None:
    wrong = "its sentence ends on reference 39, which it does not cite: add it to cites"
    body = said("x", "kg:long", "Study").replace(
        " her2gc:cites kg:ref-39 ; her2gc:statedIn kg:long", " her2gc:statedIn kg:long"
    )
    assert told(body) == {("citation", "node", wrong)}


def test_what_a_sentence_explains_has_its_reference_where_it_was_said_first() -> None:
    # "This persistent but decreasing response might be due to …": the references behind are the explanation's
    explained = (
        PIECES + 'kg:ref-38 a her2gc:Citation ; rdfs:label "reference 38" ; her2gc:citationNumber 38 .'
        'kg:node a her2gc:Statement ; rdfs:label "node" ; her2gc:cites kg:ref-38 ; her2gc:statedIn kg:long .'
    )
    wrong = ("citation", "node", "its sentence ends on reference 39, which it does not cite: add it to cites")
    assert wrong in told(explained)
    assert wrong not in told(explained + "kg:other her2gc:explains kg:node .")


@pytest.mark.parametrize(
    ("times", "wrong"), [("", "says 1"), ("her2gc:timesCited 3 ;", "says 3"), ("her2gc:timesCited 2 ;", "")]
)
def test_a_reference_is_cited_as_often_as_is_recorded(times: str, wrong: str) -> None:
    body = REST.replace("her2gc:citationNumber 39 ;", f"her2gc:citationNumber 39 ; {times}")
    found = [each.message for each in audit(make(body), TEXT.encode()).failures]
    assert found == ([f"is cited 2 times, and timesCited {wrong}: mend it"] if wrong else [])


@pytest.mark.parametrize(
    ("label", "synonym", "short"),
    [
        ("trial of drug", "TOD", "TOD"),
        ("early gastric cancer", "EGC", "EGC"),
        ("gastric cancer", "", ""),  # E stands for none of its words
        ("alpha beta complex", "ABC", "ABC"),
    ],
)
def test_what_the_text_explains_as_short_for_a_thing_is_a_name_of_it(
    label: str, synonym: str, short: str
) -> None:
    thing = f'kg:node a her2gc:Disease ; rdfs:label "{label}" ; her2gc:statedIn kg:long .' + PIECES
    wrong = f"the text explains {short!r} as short for it: add it as a synonym"
    assert told(thing) == ({("name", "node", wrong)} if short else set())
    assert told(thing + f'kg:node skos:altLabel "{synonym or label}" .') == set()


def test_a_doubt_concerns_all_of_a_kind_in_a_place_or_says_which() -> None:
    names = "abcde"
    nodes = "".join(
        f'kg:{each} a her2gc:Alteration ; rdfs:label "{each}" ; her2gc:statedIn kg:long .' for each in names
    )
    doubt = 'kg:doubt a her2gc:Discrepancy ; rdfs:label "doubt" ; her2gc:concerns '

    def on(some: str) -> set[tuple[str, str, str]]:
        return told(PIECES + nodes + doubt + " , ".join(f"kg:{each}" for each in some) + " .")

    assert on("abcd") == {("note", "doubt", "concerns 4 of a kind there, and not e: add it to concerns")}
    assert on("abcde") == on("abc") == set()
