"""What the words of a node name, and what several of a kind share, on a small text and graph made by hand."""

import pytest
from small import DOCUMENT, make

from her2gc.checks.audit import audit
from her2gc.checks.audit.record import KG

TEXT = """ Introduction
Interstitial lung disease of any kind occurred often, and three cases were severe.39 Rash was rare.39
The end.
"""
REST = DOCUMENT.partition("kg:T a her2gc:ReviewTable")[0].replace("The trial of drug", "Interstitial lung")
VOCABULARY = """
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
her2gc:Agent rdfs:subClassOf her2gc:Subject . her2gc:Population rdfs:subClassOf her2gc:Subject .
"""
PLACES = (
    "".join(
        f'kg:{name} a her2gc:Passage ; rdfs:label "{name}" ; her2gc:inParagraph kg:par-1 ; her2gc:snippet "{words}" .'
        for name, words in {
            "lung": "Interstitial lung disease",
            "severe": "cases were severe",
            "rash": "Rash was rare",
        }.items()
    )
    + 'kg:all a her2gc:Report ; rdfs:label "all" ; her2gc:cites kg:ref-39 ; her2gc:statedIn kg:lung , kg:rash .'
)


def told(body: str) -> list[tuple[str, str, str]]:
    """Return kind, node and message of what the audit tells of a graph, but of citations' own counts."""
    found = audit(make(VOCABULARY + REST + PLACES + body), TEXT.encode())
    return sorted(
        (each.kind, each.node.removeprefix(KG), each.message)
        for each in (*found.failures, *found.notes)
        if "timesCited" not in each.message and "not printed anywhere" not in each.message
    )


def node(label: str, rest: str = "her2gc:statedIn kg:severe", kind: str = "Report") -> str:
    return f'kg:node a her2gc:{kind} ; rdfs:label "{label}" ; her2gc:cites kg:ref-39 ; {rest} .'


def test_words_of_a_name_stand_in_its_places_where_the_sentence_prints_them() -> None:
    wrong = (
        "words of its name (disea, lung) are printed there, which is none of its places: add it to statedIn"
    )
    assert told(node("severe cases of lung disease")) == [("place", "node", wrong)]
    assert told(node("severe cases of lung disease", "her2gc:statedIn kg:severe , kg:lung")) == []


@pytest.mark.parametrize(
    "label",
    [
        "lung disease: severe cases",  # what it is told of stands before the colon
        "severe cases of rash",  # another sentence
        "severe cases of fever",  # no place prints it
        "severe cases of patients",  # of whom any sentence is
    ],
)
def test_no_other_word_is_looked_for(label: str) -> None:
    assert told(node(label)) == []


def test_another_name_of_what_a_place_names_will_do() -> None:
    named = 'kg:ILD a her2gc:Disease ; rdfs:label "severe" ; skos:altLabel "lung disease" ; her2gc:statedIn kg:rash .'
    assert told(node("severe cases of lung disease") + named.replace("kg:rash", "kg:severe , kg:lung")) == []


DRUG = 'kg:drug a her2gc:Agent ; rdfs:label "drug" ; skos:altLabel "WHO" , "old drug" ; her2gc:statedIn kg:rash .'


@pytest.mark.parametrize(
    ("words", "rest", "name"),
    [
        ("drug", "", "drug"),
        ("old drugs", "", ""),  # another word
        ("old drug", "", "old drug"),
        ("WHO", "", "WHO"),
        ("who", "", ""),
        ("drug", "her2gc:onAgent kg:drug ;", ""),
        ("drug", "her2gc:about kg:drug ;", ""),
    ],
)
def test_what_a_statement_names_it_leads_to(words: str, rest: str, name: str) -> None:
    found = told(node(f"cases: {words}", f"{rest} her2gc:about kg:all ; her2gc:statedIn kg:lung") + DRUG)
    wrong = f"its words name drug ({name}), which nothing in it leads to: add it to about, or mend them"
    assert found == ([("note", "node", wrong)] if name else [])


def test_whom_a_statement_names_is_told_otherwise() -> None:
    patients = DRUG.replace("her2gc:Agent", "her2gc:Population")
    assert told(node("cases: drug", "her2gc:about kg:all ; her2gc:statedIn kg:lung") + patients) == []


def several(number: int, last: str) -> str:
    """Write so many observations in one place, of a trial all but the last."""
    made = [
        f'kg:n{at} a her2gc:Observation ; rdfs:label "n{at}" ; her2gc:cites kg:ref-39 ; her2gc:statedIn kg:rash'
        for at in range(number)
    ]
    return " ; her2gc:ofTrial kg:all . ".join(made) + f" {last} ."


def test_several_of_a_kind_in_one_place_share_of_what_they_are() -> None:
    lacks = "as all others of its kind there have, such as n0: add it"
    found = [("note", "n2", f"has no ofTrial all, {lacks}"), ("note", "n2", f"has no ofTrial, {lacks}")]
    assert told(several(3, "")) == found
    assert told(several(3, "; her2gc:ofTrial kg:node") + node("rash")) == found[:1]
    assert told(several(3, "; her2gc:ofTrial kg:all")) == told(several(2, "")) == []
    assert [
        each for each in told(several(3, "") + "kg:rash her2gc:inSource kg:paper .") if each[0] == "note"
    ] == []


def test_what_the_others_have_from_elsewhere_is_not_shared() -> None:
    elsewhere = "kg:n0 her2gc:statedIn kg:lung . kg:n1 her2gc:statedIn kg:lung ."
    assert told(several(3, "") + elsewhere) == []


def stated(*places: str, cited: str = "kg:ref-39") -> str:
    """Write an observation for each group of places, and what it cites."""
    return "".join(
        f'kg:n{at} a her2gc:Observation ; rdfs:label "one {at}" ; her2gc:cites {cited} ; her2gc:statedIn {where} .'
        for at, where in enumerate(places)
    )


def test_several_of_a_kind_in_one_place_share_the_others_of_its_sentence() -> None:
    wrong = "is not stated there, as all others of its kind in its sentence are: add it to statedIn"
    both = "kg:lung , kg:severe"
    assert told(stated(both, both, "kg:lung")) == [("place", "n2", wrong)]
    assert told(stated(both, both, both)) == told(stated(both, "kg:lung")) == []
    # a place of another sentence, and one that has a word of the others' names
    assert told(stated("kg:lung , kg:rash", "kg:lung , kg:rash", "kg:lung")) == []
    assert told(stated(both, both, "kg:lung").replace("one 0", "severe").replace("one 1", "severe one")) == []


@pytest.mark.parametrize(("prop", "several"), [("memberOf", 3), ("ofTrial", 4)])
def test_what_is_of_one_whole_is_told_on_the_same_word(prop: str, several: int) -> None:
    places = ["kg:rash"] * several
    of_one = stated(*places, cited="kg:ref-39 , kg:ref-40").replace(
        "her2gc:cites", f"her2gc:{prop} kg:all ; her2gc:cites"
    )
    other = of_one.removesuffix("".join(stated("kg:rash"))) + 'kg:ref-40 rdfs:label "reference 40" .'
    alone = other.replace(f"kg:n{several - 1} a", "kg:last a").replace(
        f'"one {several - 1}" ; her2gc:{prop} kg:all ; her2gc:cites kg:ref-39 , kg:ref-40',
        f'"one {several - 1}" ; her2gc:{prop} kg:all ; her2gc:cites kg:ref-39',
    )
    wrong = "does not cite reference 40, as all others of its kind do: add it to cites"
    assert ("citation", "last", wrong) in told(alone)
    assert [each for each in told(other) if "as all others" in each[2]] == []


def test_words_of_a_doubts_name_stand_in_its_places_where_what_it_concerns_is_said() -> None:
    vocabulary = "her2gc:Report rdfs:subClassOf her2gc:Statement ."
    doubt = (
        'kg:doubt a her2gc:Discrepancy ; rdfs:label "Rash: rare, or lung disease" ; her2gc:concerns kg:all ; '
    )
    wrong = (
        "words of its name (disea, lung) are printed there, which is none of its places: add it to atPlace"
    )
    assert told(f"{vocabulary} {doubt} her2gc:atPlace kg:rash .") == [("place", "doubt", wrong)]
    assert told(f"{vocabulary} {doubt} her2gc:atPlace kg:rash , kg:lung .") == []
