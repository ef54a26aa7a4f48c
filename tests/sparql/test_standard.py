"""Foreign queries have the answers of the standard, also where the engine has others."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from conftest import Run, refused
from her2gc.errors import Her2gcError
from her2gc.sources import homes, turtle
from her2gc.sources.homes import Source
from her2gc.sparql import worker
from her2gc.sparql.guard import check, read
from her2gc.sparql.mistakes import syntax_error
from sampling import slow

MARK = "\ufeff"
OWN = "@prefix ex: <urn:x:> . ex:a ex:p ex:b . ex:b ex:p ex:c . ex:c ex:says 'noon'@en ."

Ask = Callable[[str], Any]


@pytest.fixture
def store() -> ox.Store:
    """Return a small store, as a user's file alone makes it."""
    made = ox.Store()
    made.extend(turtle.quads(Source("own.ttl", homes.USER), OWN.encode()))
    return made


@pytest.fixture
def ask(store: ox.Store) -> Ask:
    """Return the bindings of a query as the worker gives them, each cell as its text; a truth value as it is."""

    def call(query: str) -> Any:
        said, body = answer(store, query)
        assert said == {"kind": "results", "cut": None}
        found = json.loads(body)
        if "boolean" in found:
            return found["boolean"]
        return [{name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]]

    return call


def answer(store: ox.Store, query: str) -> tuple[dict[str, Any], bytes]:
    """Return what the worker says of a query, without a process of its own."""
    request = {"query": query, "folder": None, "inferred": True, "rows": 100, "chosen": False}
    return worker.answer(request, store)


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ('REPLACE("GATSBY2", "([A-Z]+)([0-9])", "$1_$2")', "GATSBY_2"),
        (r'REPLACE("HR$1", "(\\$)([0-9])", "US\\$ $2")', "HRUS$ 1"),
        ('REPLACE("abc", "(b)", "$1x")', "abxc"),
        ('REPLACE("abc", "(b)", "$12")', "ab2c"),  # there is one group, so 2 is text
        ('REPLACE("abc", "b", "[$0]")', "a[b]c"),
        ('REPLACE("7,9 vs 8,6", ",", ".")', "7.9 vs 8.6"),
        ('REPLACE("HER2", "[a-z]", "-", "i")', "---2"),
        ('REPLACE("aXc", "[A-Z-[X]]", "")', "aXc"),
        ('REPLACE("a.c", "b*", "x")', None),  # a pattern that matches nothing is an error
        ('REPLACE("abc", "b", "$")', None),
        (r'REPLACE("abc", "b", "\\x")', None),
        (r'REGEX("noon", "(o)\\1")', "true"),
        (r'REGEX("moon dog", "(d)\\1")', "false"),
        (r'REGEX("a", "\\i\\c*")', "true"),
        ('REGEX("x", "[a-z-[x]]")', "false"),
        ('REGEX("T-DM1", "^t-dm", "i")', "true"),
    ],
)
def test_texts_are_matched_and_replaced_as_in_xpath(ask: Ask, call: str, value: str | None) -> None:
    assert ask(f"SELECT ({call} AS ?x) {{}}") == [{} if value is None else {"x": value}]


def test_replace_keeps_the_language_and_reads_variables(ask: Ask) -> None:
    query = (
        'SELECT ?t (LANG(?t) AS ?l) { ?s <urn:x:says> ?said . BIND("$1_" AS ?put) '
        'BIND(REPLACE(?said, "(oo)", ?put) AS ?t) }'
    )
    assert ask(query) == [{"t": "noo_n", "l": "en"}]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("SELECT ?o { <urn:none> <urn:x:p>* ?o }", [{"o": "urn:none"}]),
        ("SELECT ?o { <urn:none> <urn:x:p>? ?o }", [{"o": "urn:none"}]),
        ("SELECT ?s { ?s <urn:x:p>* 4 }", [{"s": "4"}]),
        ("SELECT ?o { <urn:none> (<urn:x:p>|^<urn:x:q>)* ?o }", [{"o": "urn:none"}]),
        ("SELECT ?o { <urn:none> <urn:x:p>+ ?o }", []),
        ("SELECT ?o { <urn:none> <urn:x:p>*/<urn:x:p> ?o }", []),
        ("SELECT ?o { <urn:x:b> <urn:x:p>* ?o } ORDER BY ?o", [{"o": "urn:x:b"}, {"o": "urn:x:c"}]),
        ("SELECT (COUNT(*) AS ?n) { ?s <urn:x:p>* ?o }", [{"n": "7"}]),  # four nodes, three longer ways
        ("ASK { <urn:none> <urn:x:p>* <urn:none> }", True),
        ("ASK { <urn:none> <urn:x:p>* <urn:other> }", False),
        (
            "SELECT ?o { VALUES ?s { <urn:none> } ?s <urn:x:p>* ?o }",
            [],
        ),  # both ends open: nodes of the graph only
    ],
)
def test_a_path_of_length_zero_is_found_at_any_term(ask: Ask, query: str, answer: object) -> None:
    assert ask(query) == answer


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { <urn:none> <urn:x:p>* ?o . OPTIONAL { ?o ?p ?x } }",
        "SELECT * { GRAPH ?g { <urn:none> <urn:x:p>* ?o } }",
        "SELECT * { <urn:none> <urn:x:p>* ?o . ?x <urn:x:p>* ?y }",
        "SELECT * { <urn:none> <urn:x:p>* ?o . ?x !<urn:x:p> ?y }",
    ],
)
def test_where_it_cannot_be_put_in_the_query_is_refused(store: ox.Store, query: str) -> None:
    told = answer(store, query)[0]["refused"]
    assert told.startswith("<urn:none> ")
    assert "the path of length zero" in told


@pytest.mark.parametrize(
    ("query", "place", "told"),
    [
        ("SELECT * WHERE { <GATSBY> ?p ?o }", "1:18", "<GATSBY> is a relative IRI"),
        ("PREFIX ex: <ns#> ASK {}", "1:12", "<ns#> is a relative IRI"),
        ("DESCRIBE <u>", "1:10", "write kg:u, or write it in full, or give BASE"),
        (
            "SELECT ?trial ?agent (COUNT(?x) AS ?n)\nWHERE { ?trial her2gc:testsAgent ?agent }\nGROUP BY ?trial",
            "1:15",
            "?agent is neither grouped nor aggregated",
        ),
        ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }", "1:8", "?a is neither grouped nor aggregated"),
        ("SELECT (MAX(?a) + ?b AS ?n) { ?a ?p ?b }", "1:19", "?b is neither grouped nor aggregated"),
        ("SELECT * WHERE { ?s ?p ?o BIND(1 AS ?s) }", "1:37", "?s is in use before this"),
        ("SELECT * {\n OPTIONAL { ?s ?p ?o }\n BIND(1 AS ?o) }", "3:12", "?o is in use before this"),
        ("SELECT ?s (1 AS ?s) { ?s ?p ?o }", "1:17", "?s is selected twice"),
        ("SELECT ?x { VALUES (?x ?y) { (1) } }", "1:30", "1 value under 2 variables"),
        ("SELECT ?x { VALUES (?x) { (1.5) ('a'@en 2) } }", "1:33", "2 values under 1 variable;"),
        ("SELECT * {\n ?s ?p ?o .\n", "1:10", "the { that begins here is not closed"),
        ("SELECT (COUNT(?s AS ?n) { ?s ?p ?o }", "1:8", "the ( that begins here is not closed"),
        ("SELECT * { ?s ?p ?o }}", "1:22", "this } closes nothing"),
        ("SELECT * { ?s ?p 'x }", "1:18", "the literal that begins here has no end"),
        ("SELECT * {\n ?s foo:p ?o }", "2:5", "'foo:p' uses a prefix that is not declared"),
        ("SELECT ?s WHER { ?s ?p ?o }", "1:11", "'WHER { ?s ?p ?o }' cannot be read"),
    ],
)
def test_a_mistake_is_told_at_its_place(store: ox.Store, query: str, place: str, told: str) -> None:
    try:
        read(query, "q.rq")
        said = answer(store, query)[0]
        error = syntax_error(query, said["syntax"], said["start"], "q.rq")
    except Her2gcError as refusal:
        error = refusal
    assert str(error).startswith(f"q.rq:{place}: ")
    assert told in str(error)


def test_the_command_tells_it_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(MARK + "SELECT * WHERE {\n ?s ?p ?o BIND(1 AS ?s) }")
    (tmp_path / "own.ttl").write_text(OWN)
    ran = run("sparql", tmp_path / "q.rq", "--only-data", "--data", tmp_path / "own.ttl", "--quiet")
    refused(ran, "q.rq:2:21: ?s is in use before this; bind the value to a new name")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE:x { ?a ?b ?c } }",
        "SELECT * { ?s ?p 1.0e5SERVICE <http://example.org/> { ?a ?b ?c } }",
        "SELECT * { SERVICESILENT<http://example.org/> {} }",
        "SELECT * { ?s ?p true.SERVICE:x { ?a ?b ?c } }",
        "SELECT * { ?s ?p 1e1SERVICE:x#\n { ?a ?b ?c } }",
    ],
)
def test_service_is_refused_also_without_a_blank_around_it(query: str) -> None:
    with pytest.raises(Her2gcError, match="SERVICE is refused"):
        check("PREFIX : <http://example.org/> " + query, "q.rq", set())


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX service: <urn:s:> SELECT * { service:x ?p ?o }",
        "PREFIX service: <urn:s:> SELECT * { GRAPH service:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'SERVICE <x> {}' } # SERVICE",
    ],
)
def test_a_name_or_text_that_holds_the_word_passes(query: str) -> None:
    assert check(query, "q.rq", set()) is False


@slow
@pytest.mark.timeout(
    60
)  # a thousand times what it takes; where time grew with the square it would take minutes
@pytest.mark.parametrize(
    "piece", ["a.", "a-", "'\\", '"\\"', "<a", "a:%", "_:", "?", "'''", "\\", "#", "@a-", "%"]
)
def test_a_long_text_is_read_in_time_in_step_with_its_length(piece: str) -> None:
    with suppress(Her2gcError):
        assert read("SELECT * { " + piece * (98_000 // len(piece)), "q.rq")
