"""To add a trial is to add one file: from the template, by three commands, into every answer, picture and page."""

import json
import os
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Run
from her2gc.plot import landscape
from her2gc.sources import homes
from her2gc.store.graph import open_graph

PARTS = ("kg", "ontology", "queries", "shapes", "overlays", "templates")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the checkout's data, in place of the real one; a trial of others may be in the real one already."""
    root = tmp_path / "clone"
    for part in PARTS:
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("others"))
    shutil.copy(ROOT / "pyproject.toml", root)
    monkeypatch.setattr(homes, "data_root", lambda: str(root))
    monkeypatch.chdir(root)
    return root


def test_three_commands_and_one_file(clone: Path, run: Run, request: pytest.FixtureRequest) -> None:
    before = {path for path in clone.rglob("*") if path.is_file()}
    new = run("new", "trial", "MYTRIAL", "--quiet")
    assert (new.status, new.out) == (0, "kg/others/MYTRIAL.ttl\n")
    valid = run("validate", "kg/others/MYTRIAL.ttl")
    assert (valid.status, valid.out) == (0, "the graph conforms to the shapes\n"), valid.out + valid.err
    assert "nodes that the files can concern" in valid.err
    assert "in place of" not in valid.err
    failed = run("query", "failed-agents", "--line", "second", "--format", "json", "--quiet")
    rows = json.loads(failed.out)["results"]["bindings"]
    by_trial = {row["trialLabel"]["value"]: row for row in rows}
    assert set(by_trial) == {"GATSBY", "T-ACT", "TyTAN", "MYTRIAL"}
    assert by_trial["MYTRIAL"]["agentLabel"]["value"] == "tucatinib"
    assert by_trial["MYTRIAL"]["overallSurvival"]["value"] == "9.1 vs 8.7 months, HR 0.94, P = 0.50"
    assert by_trial["MYTRIAL"]["origin"]["value"] == "from MYTRIAL"
    assert "from MYTRIAL" not in {by_trial[name]["origin"]["value"] for name in ("GATSBY", "T-ACT", "TyTAN")}
    assert {path for path in clone.rglob("*") if path.is_file()} - before == {clone / "kg/others/MYTRIAL.ttl"}

    verdict = run("query", "verdicts", "--trial", "MYTRIAL", "--format", "table", "--quiet").out
    assert "from MYTRIAL" in verdict
    assert "stated by the review" not in " ".join(verdict.split())

    drawn = landscape(open_graph(quiet=True)).data
    assert [
        (each["agent"], each["line"], each["outcome"]) for each in drawn if "MYTRIAL" in each["trial"]
    ] == [("tucatinib", "second line", "failed")]

    request.getfixturevalue("few_asked")  # what the page answers is asked above
    page = clone / "explorer.html"
    assert run("export", "html", "-o", str(page), "--quiet").status == 0
    assert "from MYTRIAL" in page.read_text(encoding="utf-8")
    assert os.path.getsize(page) > 100_000
