"""Homes: whose word a statement is follows from where it came from, never from what it calls itself."""

from pathlib import Path

import pytest

import her2gc
from conftest import Run
from her2gc.sources import homes
from her2gc.sources.homes import origin
from her2gc.store.graph import open_graph
from sampling import slow

GRAPH = "https://w3id.org/her2gc/graph/"
HEAD = """@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix graph: <https://w3id.org/her2gc/graph/> .
"""
OWN = (
    'kg:MINE a her2gc:Trial ; rdfs:label "MINE"@en ; her2gc:enrolment 50 ; '
    "her2gc:hasPhase kg:phase-2 ; her2gc:inLine kg:second-line ."
)
UNTRUE = "kg:GATSBY her2gc:testsAgent kg:pertuzumab ."
PERTUZUMAB = "https://w3id.org/her2gc/kg/pertuzumab"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A trial of a user's own, and an untrue statement in named graphs that claim to be ours."""
    (tmp_path / "trial.ttl").write_text(HEAD + OWN)
    (tmp_path / "claims.trig").write_text(
        HEAD + f"@prefix ex: <https://example.org/np1#> .\n"
        f"ex:assertion {{ {UNTRUE} }}\ngraph:review {{ {UNTRUE} }}\ngraph:inferred {{ {UNTRUE} }}\n"
    )
    (tmp_path / "claims.nq").write_text(
        "<https://w3id.org/her2gc/kg/GATSBY> <https://w3id.org/her2gc/ontology#testsAgent> "
        f"<{PERTUZUMAB}> <{GRAPH}curation> .\n"
    )
    return tmp_path


def held(path: Path) -> set[str]:
    """Return the graphs that hold the untrue statement when a file is loaded."""
    store = open_graph([str(path)], quiet=True).store
    return {
        str(quad.graph_name)[1:-1]
        for quad in store
        if str(quad.subject).endswith("/GATSBY>")
        and str(quad.predicate).endswith("#testsAgent>")
        and str(quad.object) == f"<{PERTUZUMAB}>"
    }


@slow
@pytest.mark.parametrize("name", ["claims.trig", "claims.nq"])
def test_what_a_user_loads_is_the_users_whatever_graphs_the_file_names(written: Path, name: str) -> None:
    assert held(written / name) == {f"{GRAPH}user/{name}"}


def test_a_graph_tells_whose_word_it_holds() -> None:
    assert origin(f"{GRAPH}review") == ("review", "")
    assert origin(f"{GRAPH}others/EXAMPLE-2026") == ("others", "EXAMPLE-2026")
    assert origin(f"{GRAPH}user/my%20trial.ttl") == ("user", "my trial.ttl")
    assert origin(f"{GRAPH}user/trial.ttl").short == "user/trial.ttl"
    assert origin("https://example.org/np1#assertion") == ("", "https://example.org/np1#assertion")


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = [str(tmp_path / folder / "trial.ttl") for folder in ("a", "b")]
    names = [origin(each.graph).name for each in homes.user([*paths, str(tmp_path / "größe 2.ttl")])]
    assert names == ["a/trial.ttl", "b/trial.ttl", "größe 2.ttl"]


def test_a_file_or_a_folder_of_others_has_one_graph(mini: Path) -> None:
    for name in ("ONE.ttl", "TWO/trial.ttl", "TWO/agents/more.ttl"):
        path = mini / "kg/others" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + OWN.replace("MINE", path.stem))
    graphs = {origin(each.value).short for each in open_graph(quiet=True).named_graphs()}
    assert graphs >= {"review", "others/ONE", "others/TWO"}
    assert not any(each.startswith("others/TWO/") for each in graphs)


def test_a_register_has_a_home(mini: Path) -> None:
    (mini / "kg/registry").mkdir()
    (mini / "kg/registry/record.ttl").write_text(HEAD + OWN)
    assert f"{GRAPH}registry" in {each.value for each in open_graph(quiet=True).named_graphs()}


def test_the_graph_of_a_users_file_bears_its_name(written: Path) -> None:
    kg = her2gc.load([str(written / "trial.ttl")], builtin=False)
    told = kg.sparql("SELECT ?g ?title WHERE { GRAPH ?g { kg:MINE a her2gc:Trial } ?g dcterms:title ?title }")
    assert [(row["g"], row["title"]) for row in told] == [
        ("https://w3id.org/her2gc/graph/user/trial.ttl", "trial.ttl")
    ]


def test_a_trial_of_ones_own_is_not_the_reviews(written: Path, run: Run) -> None:
    path = str(written / "trial.ttl")
    ran = run("query", "trial-sizes", "--no-builtin", "--data", path, "--format", "table", "--quiet")
    assert "MINE" in ran.out
    assert "asserted by the review" not in ran.out
    assert 'yours, from "trial.ttl"' in ran.out


@slow
def test_a_statement_of_ones_own_stays_apart_in_show_and_export(written: Path, run: Run) -> None:
    path = str(written / "claims.trig")
    shown = run("show", "GATSBY", "--data", path, "--quiet").out
    assert "pertuzumab  [user/claims.trig]" in shown
    assert "trastuzumab emtansine\n" in shown
    ran = run("export", "turtle", "--graph", "user", "--data", path, "-o", "-", "--quiet")
    assert ran.status == 0, ran.err
    assert "her2gc:testsAgent kg:pertuzumab" in ran.out


def test_the_graph_of_another_source_tells_what_it_is(mini: Path) -> None:
    (mini / "kg/others").mkdir()
    (mini / "kg/others/ONE.ttl").write_text(HEAD + OWN + "kg:ONE-report a her2gc:OtherSource .")
    store = open_graph(quiet=True).store
    told = {
        (str(quad.predicate)[1:-1].rpartition("/")[2], str(quad.object), str(quad.graph_name)[1:-1])
        for quad in store
        if str(quad.subject) == f"<{GRAPH}others/ONE>"
    }
    here = f"{GRAPH}others/ONE"
    assert told == {
        ("title", '"ONE"', here),
        ("isPartOf", f"<{GRAPH}others>", here),
        ("source", "<https://w3id.org/her2gc/kg/ONE-report>", here),
    }
