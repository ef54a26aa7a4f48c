"""The command line as a user meets it, on a tiny graph."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Ran, Run, refused
from her2gc.cli import COMMANDS
from sampling import slow


def test_version_is_printed() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "her2gc.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("her2gc 0.")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_is_documented(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert COMMANDS[command] in " ".join(ran.out.split())
    assert f"## {command}" in (ROOT / "docs/commands.md").read_text()


@pytest.mark.usefixtures("mini")
class TestQuery:
    def test_no_name_lists_the_questions_by_topic(self, run: Run) -> None:
        out = run("query", "--format", "table").out
        assert out.index("agents\n  of-agent") < out.index("trials\n  trials    Which trials are there?")

    def test_piped_listing_is_a_table_too(self, run: Run) -> None:
        assert run("query", "--format", "csv").out.splitlines()[0] == "name,summary,tags,parameters"

    @pytest.mark.parametrize("line", ["second", "Second Line", "second-line", "kg:second-line"])
    def test_a_value_is_found_by_any_of_its_names(self, run: Run, line: str) -> None:
        ran = run("query", "trials", "--line", line, "--format", "json")
        rows = json.loads(ran.out)["results"]["bindings"]
        assert [row["trialLabel"]["value"] for row in rows] == ["ALPHA"]

    def test_two_values_mean_either(self, run: Run) -> None:
        out = run("query", "trials", "--line", "first", "--line", "second", "--format", "csv").out
        assert len(out.splitlines()) == 3

    def test_a_default_applies_and_can_be_replaced(self, run: Run) -> None:
        assert len(run("query", "trials", "--format", "csv").out.splitlines()) == 3
        assert len(run("query", "trials", "--least", "100", "--format", "csv").out.splitlines()) == 2

    def test_every_question_has_its_own_help(self, run: Run) -> None:
        out = run("query", "trials", "--help").out
        assert "--line LINE_OF_THERAPY" in out
        assert "such as second" in out

    def test_unknown_question_names_the_nearest(self, run: Run) -> None:
        refused(run("query", "trial"), "there is no question 'trial'", "did you mean 'trials'?")

    def test_unknown_parameter_names_those_there_are(self, run: Run) -> None:
        refused(run("query", "trials", "--lime", "second"), "no parameter --lime", "--line, --least")

    def test_wrong_value_names_the_allowed_and_the_nearest(self, run: Run) -> None:
        ran = run("query", "trials", "--line", "secnd")
        refused(
            ran, "'secnd' is no line of therapy", "did you mean 'second'?", "allowed: first line, second line"
        )

    def test_wrong_number_is_refused(self, run: Run) -> None:
        refused(run("query", "trials", "--least", "1e2x"), "--least: '1e2x' is no integer")

    def test_missing_required_parameter_is_named(self, run: Run) -> None:
        refused(run("query", "of-agent"), "of-agent needs --agent")

    def test_members_of_a_class_may_be_inferred(self, run: Run) -> None:
        assert "ALPHA" in run("query", "of-agent", "--agent", "mab").out
        refused(run("query", "of-agent", "--agent", "nib"), "the review names no anti HER2 agent 'nib'")
        refused(run("query", "of-agent", "--agent", "mab", "--no-inferred"), "the graph holds none")

    def test_a_value_cannot_break_out_of_the_query(self, run: Run) -> None:
        refused(
            run("query", "trials", "--line", "> } INSERT DATA { <a:b> <a:b> <a:b>"), "is no line of therapy"
        )

    def test_own_data_is_added_and_ours_can_be_left_out(self, run: Run, tmp_path: Path) -> None:
        own = tmp_path / "own.ttl"
        own.write_text(
            "@prefix her2gc: <https://w3id.org/her2gc/ontology#> . @prefix kg: <https://w3id.org/her2gc/kg/> ."
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
            'kg:GAMMA a her2gc:Trial ; rdfs:label "GAMMA" ; her2gc:inLine kg:first-line ;'
            ' her2gc:tests kg:own ; her2gc:enrolment 10 . kg:own rdfs:label "own" .'
        )
        both = run("query", "trials", "--data", own, "--format", "csv").out
        assert [line.split(",")[1] for line in both.splitlines()[1:]] == ["ALPHA", "BETA", "GAMMA"]
        alone = run("query", "trials", "--data", own, "--no-builtin", "--format", "csv").out
        assert [line.split(",")[1] for line in alone.splitlines()[1:]] == ["GAMMA"]

    def test_output_goes_to_a_file_whole_or_not_at_all(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "out.csv"
        assert run("query", "trials", "--format", "csv", "-o", out).status == 0
        assert out.read_text().startswith("trial,trialLabel")
        refused(run("query", "trials", "-o", tmp_path / "none" / "out.csv"), "cannot write this file")

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("broken.ttl", b"@prefix kg: <https://w3id.org/her2gc/kg/> .\nkg:a kg:b kg:c", "broken.ttl:2:"),
            ("list.ttl", b"once upon a time", "list.ttl:1:1: this is not valid Turtle"),
            ("latin.ttl", b"# \n# caf\xe9", "latin.ttl:2: this is not UTF-8 text"),
            ("graph.rdf", b"<rdf:RDF/>", "files ending in '.rdf' are not read; give Turtle"),
        ],
    )
    def test_bad_data_is_told_with_its_place(
        self, run: Run, tmp_path: Path, name: str, content: bytes, reason: str
    ) -> None:
        (tmp_path / name).write_bytes(content)
        refused(run("query", "trials", "--data", tmp_path / name), reason)

    def test_a_missing_file_is_told(self, run: Run, tmp_path: Path) -> None:
        refused(
            run("query", "trials", "--data", tmp_path / "none.ttl"),
            "none.ttl: cannot read this file: no such file",
        )

    def test_an_unknown_command_is_one_line(self, run: Run) -> None:
        refused(run("tell"), "invalid choice: 'tell'")


@pytest.mark.usefixtures("mini")
class TestSparql:
    @pytest.fixture
    def ask(self, run: Run, tmp_path: Path) -> Run:
        def call(text: str, *options: str) -> Ran:
            (tmp_path / "q.rq").write_text(text)
            return run("sparql", tmp_path / "q.rq", *options)

        return call

    def test_answers_with_house_prefixes(self, ask: Run) -> None:
        assert ask("SELECT ?l { kg:ALPHA rdfs:label ?l }").out == '?l\n"ALPHA"\n'

    def test_a_literal_that_says_service_passes(self, ask: Run) -> None:
        ran = ask('SELECT ("SERVICE <http://x/> LOAD" AS ?x) { } # SERVICE LOAD')
        assert ran.status == 0
        assert "SERVICE" in ran.out

    @slow
    @pytest.mark.parametrize(
        ("query", "reason"),
        [
            ("SELECT * {\n  SERVICE <http://localhost/> { ?s ?p ?o } }", "q.rq:2:3: SERVICE is refused"),
            ("SELECT * { service silent <http://localhost/> { ?s ?p ?o } }", "SERVICE is refused"),
            ("LOAD <http://localhost/x>", "LOAD is refused"),
            ("INSERT DATA { kg:a kg:b kg:c }", "updates are refused"),
            ("PREFIX : <http://e/>\nDELETE WHERE { ?s ?p ?o }", "q.rq:2:1: updates are refused"),
            ("SELECT * FROM <http://localhost/x> { ?s ?p ?o }", "there is no graph <http://localhost/x>"),
            ("SELECT *\nWHERE { ?s ?p }", "q.rq:2:9: this is not valid SPARQL"),
            ("once upon a time", "this is no SPARQL query"),
            ("SELECT * {\n  FILTR(?x)\n}", "q.rq:2:3: this is not valid SPARQL: 'FILTR(?x)' cannot be read"),
            ("SELECT * {\n  ?x a none:X\n}", "a prefix that is not declared"),
            ("SELECT * {" + "{" * 5000 + "}" * 5000 + "}", "more than 100 brackets"),
            ("SELECT * { } #" + "x" * 100_001, "more than 100000 characters"),
            (
                'SELECT * { FILTER(1<2#>"""\n) SERVICE <http://localhost/> {?a ?b ?c} #"""\n }',
                "may be an IRI",
            ),
            ("SELECT * { FILTER(1<'>' ) SERVICE <http://localhost/> {?a ?b ?c} #'\n }", "may be an IRI"),
        ],
    )
    def test_bad_queries_are_refused(self, ask: Run, query: str, reason: str) -> None:
        refused(ask(query), reason)

    def test_from_a_graph_of_ours_is_allowed(self, ask: Run) -> None:
        ran = ask("SELECT ?s FROM graph:inferred { ?s ?p ?o }", "--format", "csv")
        assert ran.out.split() == ["s", "https://w3id.org/her2gc/kg/mab\u03b1"]

    def test_a_query_without_end_is_stopped(self, ask: Run) -> None:
        endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9)) + " }"
        refused(ask(endless, "--timeout", "1"), "more than 1 seconds", status=3)

    def test_a_cut_answer_says_so(self, ask: Run) -> None:
        ran = ask("SELECT * { ?s ?p ?o }", "--rows", "2", "--format", "csv")
        assert ran.status == 3
        assert len(ran.out.splitlines()) == 3
        assert "cut after 2 rows" in ran.err

    def test_construct_gives_turtle(self, ask: Run) -> None:
        assert "kg:ALPHA rdfs:label" in ask("CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o }").out

    @pytest.mark.parametrize(
        ("query", "out"), [("ASK { kg:ALPHA ?p ?o }", "true\n"), ("ASK { kg:X ?p ?o }", "false\n")]
    )
    def test_ask_gives_true_or_false(self, ask: Run, query: str, out: str) -> None:
        assert ask(query).out == out

    def test_works_where_the_cache_cannot_be_written(self, ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HER2GC_CACHE", "/dev/null/cache")
        ran = ask("SELECT ?l { kg:ALPHA rdfs:label ?l }", "--quiet")
        assert ran.out == '?l\n"ALPHA"\n'
        assert "cannot be written" in ran.err


@pytest.mark.usefixtures("mini")
class TestShowAndValidate:
    @pytest.mark.parametrize("name", ["ALPHA", "alpha", "kg:ALPHA", "https://w3id.org/her2gc/kg/ALPHA"])
    def test_show_by_any_name(self, run: Run, name: str) -> None:
        out = run("show", name).out
        assert out.startswith("ALPHA\n  https://w3id.org/her2gc/kg/ALPHA\n  is: trial\n")
        assert "  enrolment\n    120\n" in out

    def test_show_tells_what_is_inferred_and_what_others_say(self, run: Run) -> None:
        out = run("show", "mab").out
        assert "follows: anti-HER2 agent  [inferred]" in out
        assert "said of it by others:\n  tests\n    ALPHA" in out

    def test_show_unknown_names_the_nearest(self, run: Run) -> None:
        refused(run("show", "ALPHO"), "'ALPHO' is no entity of the graph", "did you mean 'ALPHA'?")
        refused(run("show", "kg:none"), "'kg:none' is no entity")

    def test_show_for_machines(self, run: Run) -> None:
        assert run("show", "ALPHA", "--format", "csv").out.startswith(
            "direction,property,value,valueLabel,graph"
        )

    def test_validate_passes_a_sound_graph(self, run: Run) -> None:
        ran = run("validate")
        assert (ran.status, ran.out) == (0, "the graph conforms to the shapes\n")

    def test_validate_names_the_node_and_the_remedy(self, run: Run, tmp_path: Path) -> None:
        wrong = tmp_path / "wrong.ttl"
        wrong.write_text("<https://w3id.org/her2gc/kg/DELTA> a <https://w3id.org/her2gc/ontology#Trial> .")
        ran = run("validate", wrong)
        assert ran.status == 1
        assert (
            "kg:DELTA\n    1: violation her2gc:enrolment: A trial enrols at least one person; give the number"
            in ran.out
        )

    def test_validate_refuses_what_is_not_turtle_or_no_shape(self, run: Run, tmp_path: Path) -> None:
        broken = tmp_path / "broken.ttl"
        broken.write_text("a b")
        refused(run("validate", "--quiet", broken), "broken.ttl:1:")
        broken.write_text(
            "@prefix sh: <http://www.w3.org/ns/shacl#> ."
            "<a:s> a sh:NodeShape ; sh:targetClass <https://w3id.org/her2gc/ontology#Trial> ; sh:property [] ."
        )
        refused(run("validate", "--quiet", "--shapes", broken), "this is not well-formed SHACL")


@pytest.mark.parametrize(("name", "iri"), [("docetaxel", "docetaxel"), ("trastuzumab emtansine", "T-DM1")])
def test_a_name_means_the_drug_before_a_regimen_of_the_same_name(run: Run, name: str, iri: str) -> None:
    ran = run("show", name, "--quiet")
    assert ran.status == 0
    assert ran.out.splitlines()[1].strip() == f"https://w3id.org/her2gc/kg/{iri}"
