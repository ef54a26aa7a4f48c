"""Pages say what the review says, with places and doubts, in each form that is asked for."""

import re
from pathlib import Path

import pytest
from rdflib import OWL, BNode, Graph, Namespace, URIRef
from rdflib.term import Node
from starlette.testclient import TestClient

from her2gc.entities import show
from her2gc.store.graph import open_graph
from her2gc.web import pages, write
from her2gc.web.context import Context
from her2gc.web.routes import Links
from her2gc.web.tables import Cell, Line, Table, narrow
from sampling import slow

HER2GC = Namespace("https://w3id.org/her2gc/ontology#")
ONTOLOGY = Path(__file__).parents[2] / "ontology" / "her2gc.ttl"
HTML = {"Accept": "text/html,*/*;q=0.1"}


@slow
@pytest.mark.parametrize(
    "path",
    ["/", "/questions", "/ontology", "/doubts", "/sparql", "/api", "/about", "/kg/GATSBY", "/kg/T-DM1"],
)
def test_a_page_is_there(client: TestClient, path: str) -> None:
    told = client.get(path, headers=HTML)
    assert told.status_code == 200
    assert told.headers["content-type"].startswith("text/html")
    assert told.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in told.headers["content-security-policy"]


def test_the_first_page_answers_the_headline_question(client: TestClient) -> None:
    told = client.get("/", headers=HTML).text
    for part in ("lapatinib", "trastuzumab emtansine", "7.9 vs 8.6 months, HR 1.15, P = 0.86", "Failures ¶5"):
        assert part in told


def test_every_property_of_the_vocabulary_has_its_place(client: TestClient, context: Context) -> None:
    told = client.get("/ontology", headers=HTML).text
    asked = "SELECT DISTINCT ?p { ?s ?p ?o } ORDER BY ?p"
    names = [row["p"].value.partition("her2gc/ontology#")[2] for row in context.graph.query(asked)]  # type: ignore[union-attr]
    used = [name for name in names if name]
    assert {"concerns", "concernsProperty", "hasPhase"} <= set(used)
    assert [name for name in used if f'id="{name}"' not in told] == []


def test_a_graph_of_somebodys_own_has_a_first_page(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text('<urn:x:a> <urn:x:p> "given" .')
    own = Context(open_graph([str(tmp_path / "own.ttl")], only_data=True, quiet=True))
    for route in ("home", "questions", "doubts", "sparql", "about"):
        assert (
            write.html(pages.page(own, Links(), route, "", {}), Links())
            .lower()
            .startswith(b"<!doctype html>")
        )


def test_a_question_takes_values_and_says_what_it_does_not_know(client: TestClient) -> None:
    told = client.get("/query/failed-agents?line=first-line", headers=HTML).text
    assert "JACOB" in told
    assert ">GATSBY</a>" not in told
    wrong = client.get("/query/failed-agents?line=<b>ninth</b>", headers=HTML)
    assert wrong.status_code == 400
    assert "<b>ninth" not in wrong.text


def test_a_trials_page_has_verdict_figures_and_places(client: TestClient) -> None:
    told = client.get("/kg/GATSBY", headers=HTML).text
    for part in ("failed", "1.15", "0.86", "Table 4", "1.13"):
        assert part in told
    assert (
        told.index(">Verdict</h2>") < told.index('class="facts"') < told.index(">Results, both groups</h2>")
    )


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json;q=0.9, text/html;q=0.5", "application/ld+json"),
        ("text/html", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
        ("nonsense", "text/html"),
    ],
)
def test_the_accept_header_chooses_the_form(client: TestClient, accept: str, media: str) -> None:
    told = client.get("/kg/GATSBY", headers={"Accept": accept})
    assert told.headers["content-type"].startswith(media)
    assert "Accept" in told.headers["vary"]


def test_what_nobody_can_give_is_refused(client: TestClient) -> None:
    assert client.get("/kg/GATSBY", headers={"Accept": "image/png"}).status_code == 406


def test_the_ending_chooses_the_form(client: TestClient) -> None:
    told = Graph().parse(data=client.get("/kg/GATSBY.ttl").text, format="turtle")
    gatsby = URIRef("https://w3id.org/her2gc/kg/GATSBY")
    assert (
        gatsby,
        URIRef("https://w3id.org/her2gc/ontology#testsAgent"),
        URIRef("https://w3id.org/her2gc/kg/T-DM1"),
    ) in told


def test_an_answer_as_a_file_carries_places_and_doubts(client: TestClient) -> None:
    told = client.get("/query/failed-agents.csv?line=second-line").text
    head, *rows = told.splitlines()
    assert {"places", "doubts", "origin"} <= set(head.split(","))
    assert len(rows) == 3


def test_what_is_not_there_is_not_found(client: TestClient) -> None:
    for path in ("/nothing", "/kg/nothing", "/query/nothing", "/static/../server.py", "/static/nothing"):
        assert client.get(path, headers=HTML).status_code == 404


def test_search_suggests_what_words_ask_for(client: TestClient) -> None:
    told = client.get("/suggest", params={"q": "which drugs failed in the second line"}).json()
    assert "/query/failed-agents?line=https%3A%2F%2Fw3id.org%2Fher2gc%2Fkg%2Fsecond-line" in [
        each[2] for each in told
    ]
    assert ["trastuzumab emtansine", "agent", "/kg/T-DM1"] in client.get(
        "/suggest", params={"q": "Kadcyla"}
    ).json()
    assert client.get("/suggest", params={"q": " "}).json() == []
    assert client.get("/suggest").json() == []


def test_another_host_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_the_first_page_gives_verdicts_by_line_with_what_time_they_hold_for(client: TestClient) -> None:
    told = client.get("/", headers=HTML).text
    lines = [told.index(f"<h3>{line}") for line in ("first line", "second line", "third line")]
    assert lines == sorted(lines)
    second = told[lines[1] : lines[2]]
    assert ">GATSBY</a>" in second
    assert ">TyTAN</a>" in second
    assert ">ToGA</a>" not in second
    assert "as of 2021" in second


def test_a_trials_page_reads_like_a_summary(client: TestClient) -> None:
    told = client.get("/kg/GATSBY", headers=HTML).text
    heads = [
        "Verdict<",
        "Results, both groups",
        "Arms and regimens",
        "In words",
        "Registry numbers and publications",
    ]
    assert [told.index(head) for head in heads] == sorted(told.index(head) for head in heads)
    for part in ("phase 2/3", ">345</dd>", "7.9", "8.6", "trastuzumab emtansine arm", "taxane arm"):
        assert part in told


@pytest.mark.parametrize("value", ["second", "second-line", "second line", "kg:second-line"])
def test_the_form_shows_the_value_that_was_asked_with(client: TestClient, value: str) -> None:
    told = client.get("/query/failed-agents", params={"line": value}, headers=HTML).text
    assert '<option value="second-line" selected>second line (3)</option>' in told


def test_the_form_shows_a_value_that_gives_no_row(client: TestClient) -> None:
    told = client.get("/query/failed-agents?line=third-line-or-later", headers=HTML).text
    assert "selected>third line or later (0)</option>" in told


def test_a_wide_table_tells_in_words_what_all_rows_share(client: TestClient) -> None:
    told = client.get("/", headers=HTML).text
    first = told[: told.index("</table>")]
    alike = first[first.index("In every row: ") :].partition("</p>")[0]
    assert ">second line</a></b>" in alike
    assert "verdict <b>failed</b>" in alike
    heads = re.findall(r'<th scope="col">([^<]+)</th>', first)
    assert heads[0] == "agent"
    assert {"progression free survival", "overall survival"} <= set(heads)
    assert "line" not in heads
    trial = client.get("/kg/GATSBY", headers=HTML).text
    chapter = trial[trial.index("Results, both groups") : trial.index("Results, measure by measure")]
    assert "lines <b>second line</b>" in chapter
    for figure in ("7.9", "8.6", "1.15", "0.86"):
        assert figure in chapter


def test_a_column_without_any_figure_is_named() -> None:
    cells = [[Cell(text, "") for text in row] for row in (["a", "1", "", *"same"], ["b", "2", "", *"same"])]
    whole = Table(
        [*"klmnopq", "r"], [Line([*row, Cell("", "")], [], "", [], "") for row in cells], [], "", []
    )
    found = narrow(whole)
    assert (found.heads, found.empty) == (["k", "l"], ("m", "r"))
    assert [(head, cell.text) for head, cell in found.same] == [*zip("nopq", "same", strict=True)]
    alone = narrow(whole._replace(lines=whole.lines[:1]))
    assert (alone.heads, alone.same) == ([*"klnopq"], ())


def test_a_narrow_table_stays_whole(client: TestClient) -> None:
    told = client.get("/query/registry-ids", headers=HTML).text
    assert "In every row" not in told


def test_doubts_of_a_row_stand_in_order(client: TestClient) -> None:
    told = client.get("/query/failed-agents", headers=HTML).text
    rows = [[int(mark) for mark in re.findall(r">\[(\d+)\]<", row)] for row in told.split("<tr")]
    assert any(rows)
    assert all(row == sorted(row) for row in rows)


def test_a_doubts_page_begins_with_why(client: TestClient) -> None:
    told = client.get("/kg/discrepancy-T-ACT-OS-direction", headers=HTML).text
    told = told[told.index("<h1>") :]
    assert told.index(">suspicion<") < told.index(">handling<") < told.index(">concerns<")
    assert "Everything else" not in told
    assert '<p class="kind">discrepancy</p>' in told


def test_many_doubts_are_counted_before_they_are_listed(client: TestClient) -> None:
    told = client.get("/kg/GATSBY", headers=HTML).text
    assert '<details class="warning"><summary>8 doubts about it</summary>' in told
    assert "implies about six deaths" in told


def test_an_agents_page_says_what_has_no_answer(client: TestClient) -> None:
    told = client.get("/kg/T-DM1", headers=HTML).text
    silent = told[told.index("Asked here without an answer") :]
    assert "Approvals and standards" in silent
    assert "Names in the review" not in silent[: silent.index("</p>")]


@pytest.mark.parametrize("agent", ["trastuzumab", "tucatinib", "pembrolizumab", "lapatinib"])
def test_a_title_tells_what_a_thing_is_not_how_its_trials_ended(client: TestClient, agent: str) -> None:
    """Trastuzumab failed at a high dose and succeeded in ToGA; tucatinib succeeded in breast cancer alone."""
    told = client.get(f"/kg/{agent}", headers=HTML).text
    kind = told[told.index('class="kind"') : told.index('class="iri"')]
    assert "agent" in kind
    assert "failed" not in kind
    assert "succeeded" not in kind


def test_no_class_by_outcome_stands_in_a_title() -> None:
    """A class that a verdict makes is known to the page, whatever it is called."""
    ontology = Graph().parse(ONTOLOGY)
    made = {part for part, _, _ in ontology.triples((None, OWL.onProperty, HER2GC.hasVerdictOutcome))}
    found = {str(each) for part in made for each in _named(ontology, part)}
    assert len(found) >= 3
    assert found <= show.NO_KINDS


def _named(ontology: Graph, part: Node) -> set[Node]:
    """Return the classes with a name whose definitions have a part."""
    above = set(ontology.subjects(None, part))
    return {each for each in above if isinstance(each, URIRef)} | {
        named for each in above if isinstance(each, BNode) for named in _named(ontology, each)
    }


def test_her2_has_its_frequency_tests_and_prognosis(client: TestClient) -> None:
    told = client.get("/kg/HER2", headers=HTML).text
    for part in ("7 to 34", "her2-heterogeneity", "her2-prognosis", "her2-positive-criteria", "In words"):
        assert part in told
    assert "_:" not in told[told.index("What points to it") :]


def test_a_trials_page_has_the_her2_test_of_its_patients(client: TestClient) -> None:
    # Failures, paragraph 5: "IHC3+ or IHC2+ and FISH+"
    told = client.get("/kg/GATSBY", headers=HTML).text
    assert "GATSBY: IHC 3+, or IHC 2+ and FISH positive" in told[told.index("HER2 test of its patients") :]


@pytest.mark.parametrize("name", ["pembrolizumab-EGA-trial", "antitumor-immune-response"])
def test_what_is_only_speculated_is_marked_wherever_it_is_listed(client: TestClient, name: str) -> None:
    # Novel strategies, paragraph 12: "The researchers speculated that ..."
    told = client.get(f"/kg/{name}", headers=HTML).text
    at = told.index("may improve the antitumour immune response")
    assert "speculated" in re.split("</tr>|</li>", told[at:])[0]


def test_a_question_has_its_picture(client: TestClient) -> None:
    page = client.get("/query/hazard-ratios", headers=HTML).text
    assert 'src="/query/hazard-ratios.svg"' in page
    told = client.get("/query/hazard-ratios.svg")
    assert told.headers["content-type"] == "image/svg+xml"
    assert "GATSBY" in told.text
    assert client.get("/query/agents.svg").status_code == 400
    assert "<img" not in client.get("/query/agents", headers=HTML).text
