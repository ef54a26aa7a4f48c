"""A store that is built once under a name answers as the files do; what is no store is told."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import Run, refused
from her2gc.store import cache, named
from her2gc.store.graph import open_graph

TRIAL = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> . @prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:{0} a her2gc:Trial ; rdfs:label "{0}"@en ; her2gc:enrolment {1} ."""
ASK = "SELECT ?n WHERE {{ kg:{} her2gc:enrolment ?n }}"


def said(store: ox.Store) -> set[str]:
    """Return what a store says of things with a name: nameless nodes have another one in each."""
    return {str(quad) for quad in store if "BlankNode" not in repr(quad)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "mine"
    found.mkdir()
    for name, size in (("ONE", 11), ("TWO", 22)):
        (found / f"{name}.ttl").write_text(TRIAL.format(name, size))
    return found


def test_a_named_store_holds_what_the_files_and_the_rules_say(
    mini: Path, tmp_path: Path, folder: Path, run: Run
) -> None:
    store = tmp_path / "library"
    built = run("build", "-o", store, "--data", folder)
    assert built.status == 0, built.err
    expected = open_graph([str(folder)], quiet=True).store
    opened = named.open_named(str(store)).store
    assert said(opened) == said(expected)
    assert len(opened) == len(expected)
    assert f"{len(expected):,} statements" in built.err
    assert f"{len(expected):,} statements" in run("build", "--size", store).out
    told = run("sparql", "--store", store, "--format", "csv", ASK.format("TWO"))
    assert told.out.split() == ["n", "22"], told.err
    assert mini.exists()


def test_a_store_is_replaced_whole_and_kept_where_a_file_is_wrong(
    mini: Path, tmp_path: Path, folder: Path, run: Run
) -> None:
    store = tmp_path / "library"
    assert run("build", "-o", store, "--data", folder, "--quiet").status == 0
    (folder / "ONE.ttl").write_text("kg:ONE a")
    wrong = run("build", "-o", store, "--data", folder, "--quiet")
    assert wrong.status == 2
    assert "ONE.ttl:1" in wrong.err
    assert run("sparql", "--store", store, "--format", "csv", ASK.format("ONE")).out.split() == ["n", "11"]
    (folder / "ONE.ttl").write_text(TRIAL.format("ONE", 33))
    assert run("build", "-o", store, "--data", folder, "--quiet").status == 0
    assert run("sparql", "--store", store, "--format", "csv", ASK.format("ONE")).out.split() == ["n", "33"]
    assert sorted(path.name for path in tmp_path.glob("*") if "library" in path.name) == ["library"]
    assert mini.exists()


def test_a_damaged_store_is_told_and_not_thrown_out(
    mini: Path, tmp_path: Path, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "NAMED", set())
    store = tmp_path / "library"
    assert run("build", "-o", store, "--data", folder, "--quiet").status == 0
    for table in store.rglob("*.sst"):
        table.write_bytes(b"\0" * table.stat().st_size)
    ran = run("sparql", "--store", store, ASK.format("ONE"))
    assert ran.status == 2
    assert "library" in ran.err
    assert "build it again" in ran.err
    assert list(store.rglob("*.sst"))
    assert mini.exists()


def test_what_is_no_store_is_told_and_never_overwritten(
    mini: Path, tmp_path: Path, folder: Path, run: Run
) -> None:
    refused(
        run("sparql", "ASK {}", "--store", tmp_path / "nothing"),
        "there is no store here",
        "her2gc build",
    )
    refused(run("sparql", "ASK {}", "--store", folder), "this is no store", "her2gc build")
    refused(run("build", "-o", folder), "holds something else than a store")
    refused(run("sparql", "ASK {}", "--store", folder, "--data", folder), "--store asks a store")
    refused(run("build", "--data", folder), "-o names no store")
    assert (folder / "ONE.ttl").exists()
    assert mini.exists()
