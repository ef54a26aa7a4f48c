"""What is not said of a thing leaves its cells empty, and never brings in what is said of others.

An OPTIONAL that hangs on what only another OPTIONAL beside it binds is joined to nothing where that one holds nothing.
"""

import re
from pathlib import Path

import her2gc
from conftest import ROOT

_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>\s]*>|#[^\n]*|\?\w+|[A-Za-z_][\w:-]*|[{}()]|\S')
PREFIXES = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def loose_ends(query: str) -> list[str]:
    """Return the variables that OPTIONALs hang on and that nothing around them is sure to bind."""
    signs = [each for each in _SIGNS.findall(query) if each[0] not in '#<"']
    found: list[str] = []
    _group(signs, signs.index("{"), set(), found)
    return found


def _group(signs: list[str], at: int, around: set[str], found: list[str]) -> tuple[set[str], set[str], int]:
    """Read a group; return the variables that it binds, those that it may bind, and where it ends."""
    bound: set[str] = set()
    maybe: set[str] = set()
    at += 1
    while signs[at] != "}":
        word = signs[at].upper()
        if word == "SELECT":
            start = signs.index("{", at)
            bound |= _shown(signs[at:start])
            at = _group(signs, start, set(), found)[2]
            while signs[at] != "}":  # GROUP BY, ORDER BY
                at += 1
        elif word == "OPTIONAL":
            inner, loose, at = _group(signs, at + 1, around | bound, found)
            if not (inner | loose) & (around | bound):
                found += sorted((inner | loose) & maybe)
            maybe |= inner | loose
        elif word in ("FILTER", "BIND", "VALUES"):
            start = at
            at = _past(signs, at)
            bound |= _shown(signs[start:at]) if word == "BIND" else set()
            bound |= {each for each in signs[start:at] if each[0] == "?"} if word == "VALUES" else set()
        elif word == "{":
            inner, loose, at = _group(signs, at, around | bound, found)
            bound, maybe = bound | inner, maybe | loose
        else:
            bound |= {signs[at]} if word[0] == "?" else set()
            at += 1
    return bound, maybe - bound, at + 1


def _shown(signs: list[str]) -> set[str]:
    """Return what a SELECT or a BIND makes or shows: plain variables, and those behind AS."""
    depth, shown = 0, set()
    for before, sign in zip(["", *signs], signs, strict=False):
        depth += (sign == "(") - (sign == ")")
        if sign[0] == "?" and (depth == 0 or before.upper() == "AS"):
            shown.add(sign)
    return shown


def _past(signs: list[str], at: int) -> int:
    """Return where a filter, a BIND or given values end."""
    while signs[at] not in "({" or (signs[at] == "(" and signs[at - 1].upper() == "VALUES"):
        at += 1
    depth = 0
    while True:
        depth += (signs[at] in "({") - (signs[at] in ")}")
        at += 1
        if not depth:
            return at


def test_the_rule_sees_what_it_forbids() -> None:
    assert loose_ends("{ ?a ?b ?c OPTIONAL { ?c ?d ?e } OPTIONAL { ?e ?f ?g } }") == ["?e"]
    assert loose_ends("{ ?a ?b ?c OPTIONAL { ?c ?d ?e OPTIONAL { ?e ?f ?g } } }") == []
    assert (
        loose_ends("{ ?a ?b ?c OPTIONAL { ?c ?d ?e } BIND (COALESCE(?e, ?c) AS ?h) OPTIONAL { ?h ?f ?g } }")
        == []
    )


def test_no_optional_hangs_on_another_beside_it() -> None:
    listed = sorted((ROOT / "queries").glob("*.rq"))
    assert len(listed) > 90
    texts = {path.stem: path.read_text(encoding="utf-8").partition("\nWHERE ")[2] for path in listed}
    assert {name: ends for name, text in texts.items() if (ends := loose_ends(text))} == {}


def test_a_statement_without_a_place_has_no_words_of_other_places(tmp_path: Path) -> None:
    # 1,250 rows before, one for each printed sentence and cell of the review
    path = tmp_path / "mine.ttl"
    path.write_text(
        PREFIXES
        + 'kg:made-up a her2gc:Verdict ; rdfs:label "made-up verdict"@en ; her2gc:ofTrial kg:T-ACT ;\n'
        "    her2gc:onAgent kg:trastuzumab ; her2gc:hasVerdictOutcome kg:failed .\n"
    )
    told = her2gc.load(data=[str(path)]).ask("trial-statements", trial="T-ACT")
    rows = [(row.statement, row.place, row.printed) for row in told if row.statement == "made-up verdict"]
    assert rows == [("made-up verdict", None, None)]


def test_a_pathway_that_no_resistance_works_through_names_none(tmp_path: Path) -> None:
    # ten rows before, one for each mechanism of resistance, none of which works through it
    path = tmp_path / "mine.ttl"
    path.write_text(
        PREFIXES + 'kg:made-up a her2gc:Pathway ; rdfs:label "made-up pathway"@en .\n'
        "kg:HER3 her2gc:participatesIn kg:made-up .\n"
    )
    told = her2gc.load(data=[str(path)]).ask("agents-on-pathways")
    rows = [(row.target, row.mechanism) for row in told if row.pathway == "made-up pathway"]
    assert rows == [("HER3", "none named")]
