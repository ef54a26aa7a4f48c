"""Answers: rows, frames, and every format; the endpoint gives the same."""

import json
import threading
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

import her2gc
from conftest import Run, refused
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from her2gc.questions.answer import Answer
from her2gc.store.graph import LocalGraph
from sampling import sample

MABA = 'mab\u03b1, a "mab"'


@pytest.fixture
def tiny(mini: object) -> KnowledgeGraph:
    """Open the tiny graph."""
    del mini
    return her2gc.load(others=False)


@pytest.fixture
def answer(tiny: KnowledgeGraph) -> Answer:
    """Return two trials, one with a ratio and a truth value, one without."""
    return tiny.ask("trials")


def test_rows_read_as_attributes(answer: Answer) -> None:
    alpha, beta = answer
    assert (alpha.trial, alpha.agent, alpha.enrolment) == ("ALPHA", MABA, 120)
    assert (alpha.ratio, alpha.positive) == (Decimal("1.15"), False)
    assert (beta.ratio, beta.positive) == (None, None)
    assert answer.column("trial") == ["ALPHA", "BETA"]
    assert answer.iris("trial") == ["https://w3id.org/her2gc/kg/ALPHA", "https://w3id.org/her2gc/kg/BETA"]
    assert answer.names == ["trial", "agent", "enrolment", "ratio", "positive"]


def test_rows_tell_their_columns(answer: Answer) -> None:
    assert {"trial", "ratio", "iri", "asdict"} <= set(dir(answer[0]))
    assert answer[1].asdict() == {
        "trial": "BETA",
        "agent": "nib",
        "enrolment": 80,
        "ratio": None,
        "positive": None,
    }


def test_types_are_shipped() -> None:
    assert (Path(her2gc.__file__).parent / "py.typed").is_file()


@pytest.mark.parametrize("name", sample(list(catalogue.questions()), 40, "answers made frames"))
def test_every_answer_becomes_frames_and_html(kg: KnowledgeGraph, name: str) -> None:
    question = catalogue.questions()[name]
    answer = kg.ask(name, **{each.name: each.example for each in question.parameters if each.required})
    frames = answer.to_pandas(), answer.to_polars()
    for frame in frames:
        heads = list(frame.columns)
        assert heads[-5:] == ["places", "placeIris", "doubts", "doubtIris", "origin"]
        assert [
            head
            for head in heads[:-5]
            if head.removesuffix("Iri").removesuffix("Printed") not in heads or head in answer.names
        ] == [name for name in answer.names if name != "places"]
    assert [len(frame) for frame in frames] == [len(answer)] * 2
    assert answer._repr_html_().count("<tr>") == len(answer) + 1


def test_unknown_column_names_those_there_are(answer: Answer) -> None:
    with pytest.raises(KeyError, match="no column 'drug'; there are trial, agent"):
        answer.column("drug")
    with pytest.raises(AttributeError):
        _ = answer[0].drug


def test_csv_quotes_as_the_standard_says(answer: Answer) -> None:
    head, first, second = answer.render("csv", bare=True).decode().splitlines()
    assert head == "trial,trialLabel,agent,agentLabel,enrolment,ratio,positive"
    assert first.endswith(',"mab\u03b1, a ""mab""",120,1.15,false')
    assert second.endswith(",nib,80,,")


def test_tsv_writes_terms(answer: Answer) -> None:
    lines = answer.render("tsv", bare=True).decode().splitlines()
    assert lines[0].startswith("?trial\t?trialLabel")
    assert lines[1].split("\t")[3:] == ['"mab\u03b1, a \\"mab\\""', "120", "1.15", "false"]
    assert lines[2].split("\t")[4:] == ["80", "", ""]


def test_json_leaves_out_what_is_unbound(answer: Answer) -> None:
    rows = json.loads(answer.render("json"))["results"]["bindings"]
    assert rows[0]["positive"] == {
        "type": "literal",
        "value": "false",
        "datatype": "http://www.w3.org/2001/XMLSchema#boolean",
    }
    assert "ratio" not in rows[1]


def test_xml_keeps_greek_and_false(answer: Answer) -> None:
    body = answer.render("xml").decode()
    assert "mab\u03b1, a" in body
    assert ">false</literal>" in body


def test_markdown_escapes_what_breaks_it() -> None:
    results = {
        "head": {"vars": ["a"]},
        "results": {"bindings": [{"a": {"type": "literal", "value": "x|y\n<b>"}}]},
    }
    assert (
        Answer(json.dumps(results).encode()).render("markdown").decode().splitlines()[2]
        == "| x\\|y<br>&lt;b> |"
    )


def test_html_escapes_and_links(answer: Answer) -> None:
    assert '<td><a href="https://w3id.org/her2gc/kg/ALPHA">ALPHA</a></td>' in answer._repr_html_()
    assert "a &quot;mab&quot;" in answer._repr_html_()


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_a_table_is_no_wider_than_the_terminal(answer: Answer, width: int) -> None:
    assert max(len(line) for line in answer.text(width=width).splitlines()) <= width
    assert "BETA" in answer.text(width=width)


def test_frames(answer: Answer) -> None:
    assert list(answer.to_pandas()["enrolment"]) == [120, 80]
    assert answer.to_polars()["ratio"].to_list() == [1.15, None]


def test_frames_keep_the_iris_beside_the_labels(kg: KnowledgeGraph) -> None:
    answer = kg.ask("failed-agents", line="second")
    base = "https://w3id.org/her2gc/kg/"
    for frame in (answer.to_pandas(), answer.to_polars()):
        assert list(frame.columns)[:7] == ["agent", "agentIri", "how", "trial", "trialIri", "line", "lineIri"]
        assert list(frame["agent"]) == ["lapatinib", "trastuzumab", "trastuzumab emtansine"]
        assert list(frame["agentIri"]) == [f"{base}lapatinib", f"{base}trastuzumab", f"{base}T-DM1"]
        assert list(frame["trialIri"]) == [f"{base}TyTAN", f"{base}T-ACT", f"{base}GATSBY"]


def test_frames_of_a_query_of_ones_own(tiny: KnowledgeGraph) -> None:
    found = tiny.sparql('SELECT ?t ?n ("x" AS ?tIri) { ?t a her2gc:Trial ; her2gc:enrolment ?n } ORDER BY ?n')
    alpha, beta = (f"https://w3id.org/her2gc/kg/{name}" for name in ("ALPHA", "BETA"))
    rows = found.to_pandas().to_dict("list")
    assert rows == {"t": ["kg:BETA", "kg:ALPHA"], "tIri_": [beta, alpha], "n": [80, 120], "tIri": ["x", "x"]}


def test_a_frame_without_rows_has_its_columns(tiny: KnowledgeGraph) -> None:
    assert list(tiny.ask("trials", line="first", least=1000).to_pandas().columns) == [
        "trial",
        "trialIri",
        "agent",
        "agentIri",
        "enrolment",
        "ratio",
        "positive",
        "places",
        "placeIris",
        "doubts",
        "doubtIris",
        "origin",
    ]


def test_sparql_from_python(tiny: KnowledgeGraph) -> None:
    assert tiny.sparql("SELECT ?x { ?x a her2gc:AntiHER2Agent }").iris("x") == [
        "https://w3id.org/her2gc/kg/mab\u03b1"
    ]
    assert len(tiny.sparql("CONSTRUCT { ?s a her2gc:Trial } { ?s a her2gc:Trial }")) == 2


def test_rdflib_copy_keeps_the_named_graphs(tiny: KnowledgeGraph) -> None:
    graphs = {str(graph.identifier).rpartition("/")[2] for graph in tiny.rdflib.graphs() if len(graph)}
    assert graphs >= {"review", "ontology", "inferred"}


def test_without_inferred_nothing_is_inferred(mini: object) -> None:
    del mini
    asserted = her2gc.load(inferred=False)
    assert not asserted.sparql("SELECT ?x { ?x a her2gc:AntiHER2Agent }")
    assert "inferred" not in {str(graph.identifier).rpartition("/")[2] for graph in asserted.rdflib.graphs()}


def test_owl_is_an_owlready2_ontology(mini: object) -> None:
    del mini
    assert {each.name for each in her2gc.owl().classes()} >= {"Agent", "Trial"}


@pytest.fixture
def endpoint(tiny: KnowledgeGraph) -> Iterator[str]:
    """Serve the tiny graph as a SPARQL endpoint; /broken answers with something else."""
    graph: LocalGraph = tiny.graph

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def do_GET(self) -> None:
            self._answer(self.path.partition("?")[2])

        def _answer(self, asked: str) -> None:
            path = self.path.partition("?")[0]
            body = b"<html>" if path == "/broken" else graph.results(parse_qs(asked)["query"][0])
            self.send_response(500 if path == "/down" else 200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_an_endpoint_gives_the_same(endpoint: str, run: Run) -> None:
    asked = ("query", "trials", "--line", "second", "--format", "json")
    here = json.loads(run(*asked).out)
    there = json.loads(run(*asked, "--endpoint", f"{endpoint}/sparql").out)
    assert here == there


def test_endpoint_errors_are_one_line(endpoint: str, run: Run) -> None:
    refused(
        run("query", "trials", "--endpoint", f"{endpoint}/broken"), "does not answer in SPARQL JSON results"
    )
    refused(run("query", "trials", "--endpoint", f"{endpoint}/down"), "answers 500")
    refused(run("query", "trials", "--endpoint", "http://127.0.0.1:1/"), "cannot be reached")
    refused(run("query", "trials", "--endpoint", "ftp://x/"), "starts with http")
    refused(run("query", "trials", "--endpoint", f"{endpoint}/", "--no-inferred"), "leave out --data")
