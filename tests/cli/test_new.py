"""``her2gc new``: what it writes is right as it stands, goes to its home, and overwrites nothing."""

import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import ROOT, Run, refused
from her2gc.checks.validate import run as validate
from her2gc.checks.validate.engine import Shapes
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions.header import read
from her2gc.questions.rows import Rows
from her2gc.sources import homes, turtle


@pytest.fixture
def checkout(mini: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny checkout: data, templates, and the file that tells it from an installed package."""
    shutil.copytree(ROOT / "templates", mini / "templates")
    (mini / "pyproject.toml").write_text("")
    monkeypatch.chdir(mini)
    return mini


@pytest.mark.parametrize(
    ("kind", "name", "written"),
    [
        ("trial", "MY-TRIAL", ["kg/others/MY-TRIAL.ttl"]),
        ("agent", "GRACE-mab.2", ["kg/others/GRACE-mab.2.ttl"]),
        ("question", "big-trials", ["queries/big-trials.rq", "tests/queries/test_big_trials.py"]),
        ("shape", "some-patients", ["shapes/some-patients.ttl", "tests/shapes/trips/some-patients.ttl"]),
        ("term", "second-look", ["ontology/terms/second-look.ttl"]),
    ],
)
def test_it_writes_to_the_home_under_the_name(
    checkout: Path, run: Run, kind: str, name: str, written: list[str]
) -> None:
    before = {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()}
    ran = run("new", kind, name)
    assert (ran.status, ran.out.splitlines()) == (0, written)
    for path in written:
        text = (checkout / path).read_text()
        assert "example-" not in text.lower()
        assert name in text or path.endswith(".rq")
    after = {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()}
    assert {os.path.relpath(path, checkout) for path in after.keys() - before.keys()} == set(written)
    assert all(after[path] == body for path, body in before.items())
    refused(run("new", kind, name), written[0], "there already")


@pytest.mark.parametrize(
    ("kind", "name"),
    [("trial", "../x"), ("trial", "a b"), ("question", "Big"), ("term", ""), ("shape", "x/y")],
)
def test_a_name_that_cannot_be_one_is_refused(checkout: Path, run: Run, kind: str, name: str) -> None:
    refused(run("new", kind, name), "cannot name a", "such as")
    assert not (checkout / "kg/others").exists()


def test_a_trial_of_the_review_is_not_named_again(checkout: Path, run: Run) -> None:
    refused(run("new", "trial", "ALPHA"), "kg/review/trials.ttl", "kg:ALPHA is in the graph already")
    assert not (checkout / "kg/others").exists()


def test_without_a_checkout_a_trial_is_a_file_for_data(checkout: Path, run: Run, tmp_path: Path) -> None:
    (checkout / "pyproject.toml").unlink()
    here = tmp_path / "elsewhere"
    here.mkdir()
    os.chdir(here)
    assert run("new", "trial", "MINE").out == "MINE.ttl\n"
    assert (here / "MINE.ttl").exists()
    refused(run("new", "question", "mine"), "belongs to a checkout")


def test_scaffolds_of_data_and_terms_conform() -> None:
    paths = [str(ROOT / "templates" / f"{name}.ttl") for name in ("trial", "agent", "term")]
    assert validate(paths, say=lambda _: None) == []


def test_the_scaffold_of_a_shape_is_violated_by_its_trip() -> None:
    shape, trip = (
        list(turtle.quads(homes.Source(str(path), homes.USER), path.read_bytes()))
        for path in (ROOT / "templates/shape.ttl", ROOT / "templates/trip.ttl")
    )
    declared = ROOT / "shapes/content.ttl"
    prefixes = [
        quad.triple
        for quad in turtle.quads(homes.Source(str(declared), homes.USER), declared.read_bytes())
        if "shacl#declare" in str(quad.predicate)
        or "shacl#prefix>" in str(quad.predicate)
        or "shacl#namespace" in str(quad.predicate)
    ]
    label = [
        ox.Triple(
            quad.subject, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.Literal("trip")
        )
        for quad in trip[:1]
    ]
    applied = Shapes([*prefixes, *(quad.triple for quad in shape)])
    assert [each.rule for each in applied.apply([*(quad.triple for quad in trip), *label])] == [
        "example-shape"
    ]


def test_the_scaffold_of_a_question_answers(kg: KnowledgeGraph) -> None:
    question = read(str(ROOT / "templates/question.rq"))
    rows = Rows(kg.graph.results(question.text))
    assert [(row["trial"], row["patients"]) for row in rows] == [("JACOB", 780)]


@pytest.mark.parametrize("name", ["1ST", "x..y", "a--b", "-a", "a b"])
def test_a_name_that_cannot_be_one_is_told_how_it_is_made(run: Run, name: str) -> None:
    ran = run("new", "trial", "--", name)
    assert ran.status == 2
    assert "begin with a letter" in ran.err
    assert "single hyphens, points or underscores between them, such as MYTRIAL-2" in ran.err
