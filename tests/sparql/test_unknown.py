"""A mistyped class or property of ours in a query of one's own is told, and what was probably meant."""

import io
from pathlib import Path

import pytest

from conftest import Run
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.sparql.unknown import unknown

NEAREST = [
    ("SELECT * { ?t a her2gc:Trail }", "1:17", "her2gc:Trail; did you mean her2gc:Trial?"),
    ("ASK {\n ?t her2gc:testAgent ?a }", "2:5", "her2gc:testAgent; did you mean her2gc:testsAgent?"),
    ("SELECT * { ?r her2gc:pvalue ?p }", "1:15", "her2gc:pvalue; did you mean her2gc:pValue?"),
    (
        "PREFIX h: <https://w3id.org/her2gc/ontology#> SELECT * { ?t h:inline ?l. }",
        "1:61",
        "her2gc:inline; did you mean her2gc:inLine?",
    ),
    (
        "SELECT * { ?t <https://w3id.org/her2gc/ontology#hasphase> ?p }",
        "1:15",
        "her2gc:hasphase; did you mean her2gc:hasPhase?",
    ),
    ("DESCRIBE kg:gatsby", "1:10", "kg:gatsby; did you mean kg:GATSBY?"),
    ("ASK { ?t ?p kg:secondline. }", "1:13", "kg:secondline; did you mean kg:second-line?"),
    ("ASK { ?t ?p kg:trastuzumab-emtansine }", "1:13", "kg:trastuzumab-emtansine; did you mean kg:T-DM1?"),
    # no entity is offered for another that merely looks alike
    ("ASK { kg:trastuzumap ?p ?o }", "1:7", "kg:trastuzumap"),
    ("ASK { kg:GATSBI ?p ?o }", "1:7", "kg:GATSBI"),
    ("ASK { ?s her2gc:xyzzyplugh ?o }", "1:10", "her2gc:xyzzyplugh"),
]


@pytest.mark.parametrize(("query", "place", "told"), NEAREST)
def test_it_is_told_with_the_nearest(kg: KnowledgeGraph, query: str, place: str, told: str) -> None:
    assert unknown(kg.graph, query, "<query>") == [f"<query>:{place}: the graph does not know {told}"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?t a her2gc:Trial ; her2gc:testsAgent kg:T-DM1 }",
        "SELECT * { ?t a her2gc:Trial. kg:GATSBY. ?p ?o }",
        "PREFIX her2gc: <https://w3id.org/her2gc/ontology#>\nPREFIX kg: <https://w3id.org/her2gc/kg/>\nASK { }",
        "SELECT * { ?s a <http://example.org/her2gc/ontology#Trail> ; rdfs:labell ?l }",  # not ours
        "CONSTRUCT { ?t kg:mine her2gc:Mine } WHERE { ?t a her2gc:Trial }",  # a template may coin terms
        'ASK { ?s rdfs:label "her2gc:Trail" } # her2gc:Trail',
    ],
)
def test_nothing_is_told_of_what_is_known_or_not_ours(kg: KnowledgeGraph, query: str) -> None:
    assert unknown(kg.graph, query, "<query>") == []


def test_after_a_template_the_pattern_is_looked_at(kg: KnowledgeGraph) -> None:
    query = "CONSTRUCT { ?t kg:mine [ kg:more 1 ] } WHERE { ?t a her2gc:Trail }"
    assert unknown(kg.graph, query, "q") == [
        "q:1:53: the graph does not know her2gc:Trail; did you mean her2gc:Trial?"
    ]


def test_one_line_for_each_term(kg: KnowledgeGraph) -> None:
    query = "ASK { ?t her2gc:inline ?l ; her2gc:inline ?m ; her2gc:hasphase ?p }"
    assert [line.split()[6] for line in unknown(kg.graph, query, "q")] == [
        "her2gc:inline;",
        "her2gc:hasphase;",
    ]


def test_the_command_takes_a_query_and_tells_on_stderr(run: Run) -> None:
    ran = run("sparql", "SELECT ?t { ?t a her2gc:Trail }", "--format", "csv")
    assert (ran.status, ran.out.split()) == (0, ["t"])
    assert ran.err.splitlines()[-1] == (
        "her2gc: <query>:1:18: the graph does not know her2gc:Trail; did you mean her2gc:Trial?"
    )
    assert run("sparql", "SELECT ?t { ?t a her2gc:Trail }", "--quiet").err == ""


@pytest.mark.parametrize(
    "query",
    [
        "ASK { kg:GATSBY a her2gc:Trial }",
        "  # is it?\nask{kg:GATSBY a her2gc:Trial}",
        "PREFIX k: <https://w3id.org/her2gc/kg/> ASK { k:GATSBY a her2gc:Trial }",
    ],
)
def test_the_command_answers_a_query_on_its_line(run: Run, query: str) -> None:
    ran = run("sparql", query)
    assert (ran.status, ran.out, ran.err) == (0, "true\n", "")


def test_a_described_entity_needs_no_bracket(run: Run) -> None:
    assert 'rdfs:label "GATSBY"@en' in run("sparql", "DESCRIBE kg:GATSBY").out


@pytest.mark.parametrize("text", ["DROP ALL", "INSERT DATA { kg:a kg:b kg:c }", "LOAD <http://localhost/x>"])
def test_updates_are_refused_on_the_line_too(run: Run, text: str) -> None:
    ran = run("sparql", text)
    assert ran.status == 2
    assert "refused" in ran.err
    assert "<query>:1:1" in ran.err


@pytest.mark.parametrize("name", ["none.rq", "my query.rq", "select.rq", "ask-trials.rq"])
def test_a_missing_file_is_still_told_as_one(run: Run, name: str) -> None:
    ran = run("sparql", name)
    assert ran.status == 2
    assert f"{name}: cannot read this file: no such file" in ran.err


def test_a_file_named_like_a_query_is_read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ask { }").write_text("ASK { kg:GATSBY a her2gc:Agent }")
    monkeypatch.chdir(tmp_path)
    assert run("sparql", "ask { }").out == "false\n"


def test_stdin_is_read_as_before(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"ASK { kg:GATSBY a her2gc:Trial }")))
    assert run("sparql", "-").out == "true\n"


def test_python_warns(kg: KnowledgeGraph) -> None:
    with pytest.warns(UserWarning, match="does not know her2gc:Trail; did you mean her2gc:Trial"):
        found = kg.sparql("SELECT ?t { ?t a her2gc:Trail }")
    assert len(found) == 0
