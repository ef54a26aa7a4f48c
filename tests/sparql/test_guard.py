"""The one look that spares a query the reading of its tokens tells what that reading would tell."""

import random

import pytest

from her2gc.questions import catalogue
from her2gc.sparql import guard
from her2gc.sparql.guard import examined, lasts, plain
from her2gc.sparql.paths import may_be_empty
from her2gc.sparql.xpath import mended

PLAIN = (
    "SELECT ?o WHERE { <https://w3id.org/her2gc/kg/GATSBY> her2gc:testsAgent ?o }",
    "PREFIX x: <urn:x:>\nPREFIX : <http://x.example/#> SELECT DISTINCT * { GRAPH ?g { ?s x:p 3 . ?s a :C } } LIMIT 5",
    "ask{<http://x.example/#a'b> ?p $o}",
    "SELECT (COUNT(?t) AS ?n) { ?t a her2gc:Trial } GROUP BY ?n",
)
NOT_PLAIN = (
    "INSERT DATA { <a:b> <a:b> <a:b> }",
    "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://x.example/> { ?s ?p ?o } }",
    "SELECT * { \u017fERVICE <http://x.example/> { ?s ?p ?o } }",
    "SELECT * FROM <http://x.example/> { ?s ?p ?o }",
    "SELECT (NOW() AS ?t) {}",
    "SELECT ?x { kg:GATSBY her2gc:hasArm* ?x }",
    "SELECT ?x { kg:GATSBY her2gc:hasArm? ?x }",
    "SELECT ?x { ?x ?p 'text' }",
    "SELECT ?x { ?x ?p ?o # a comment\n }",
    "SELECT ?x { ?x ?p ?o FILTER(?o <3 && ?o> 2) }",
    "SELECT ?x { ?x ?p ?o FILTER(?o <a#b> ) }",
    "SELECT ?x { ?x ?p ?o FILTER(REGEX(?o, ?p)) }",
    "SELECT:x { ?x ?p ?o }",
    "DESCRIBE kg:GATSBY",
    "SELECT ?x " + "{" * 100 + "}" * 100,
    "SELECT ?x { ?x ?p ?o }" + " " * 10_000,
)
PIECES = (
    "SELECT ", "ASK", " ", "\n", "{", "}", "(", ")", "[", "]", "?o", "$o", "?", "$", "*", "a", "kg:x", ":", "1.5",
    ".", ";", "<http://x.example/#a>", "<a#b>", "<a'b>", "<", ">", "'", '"', "#", "\\u0053", "\\", "^", "/", "|", "!",
    "@en", "%41", "é", "PREFIX x: <urn:x:> ", "BASE <urn:x:> ", "FROM ", "SERVICE ", "INSERT ", "WITH ", "LOAD",
    "NOW()", "REGEX(", "-", "_:b",
)  # fmt: skip


@pytest.mark.parametrize("query", PLAIN)
def test_a_plain_query_is_known_at_a_look(query: str) -> None:
    assert plain(query)


@pytest.mark.parametrize("query", NOT_PLAIN)
def test_what_may_hold_what_is_looked_for_is_read(query: str) -> None:
    assert not plain(query)


def test_the_look_tells_what_the_reading_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = random.Random(20)  # noqa: S311 (no secret)
    made = [
        start + "".join(drawn.choices(PIECES, k=drawn.randint(1, 12)))
        for start in ("SELECT ?o {", "ASK{", "PREFIX x: <urn:x:> SELECT * { ?s x:p ", "")
        for _ in range(5_000)
    ]
    stored = [each.text for each in catalogue.questions().values()]
    found = [query for query in (*PLAIN, *stored, *made) if plain(query)]
    assert len(found) > 1_000
    monkeypatch.setattr(guard, "plain", lambda _: False)
    for query in found:
        chosen, tokens = examined(query, "query", set())
        assert not chosen, query
        assert lasts(tokens), query
        assert not may_be_empty(tokens), query
        assert mended(query, tokens) == query
