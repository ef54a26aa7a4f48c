"""The cache is listed and cleared, and keeps within its size; folders and packed files are read like files."""

import gzip
import os
import zlib
from pathlib import Path
from typing import Any

import pytest

from conftest import Run, refused
from her2gc.checks.validate import kept
from her2gc.checks.validate.shipped import Shipped
from her2gc.find import calls, index
from her2gc.sources import homes
from her2gc.store import cache_limit
from her2gc.store.graph import open_graph
from sampling import slow

TRIAL = "<https://w3id.org/her2gc/kg/{}> a <https://w3id.org/her2gc/ontology#Trial> .\n"
ASK = "SELECT ?t WHERE {{ kg:{} a ?t . FILTER (?t = her2gc:Trial) }}"


def test_the_cache_is_listed_and_cleared(mini: Path, run: Run) -> None:
    open_graph(quiet=True)
    told = run("cache").out
    assert "1 stores" in told
    assert "what is shipped" in told
    assert "freed" in run("cache", "--clear").out
    assert cache_limit.listed() == []
    assert len(open_graph(quiet=True).store) > 0
    assert mini.exists()


@slow
def test_stores_beyond_the_limit_are_thrown_out_but_never_the_shipped_one(
    mini: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HER2GC_CACHE_LIMIT", "0")
    open_graph(quiet=True)
    for name in ("one", "two", "three"):
        path = tmp_path / f"{name}.ttl"
        path.write_text(TRIAL.format(name))
        open_graph([str(path)], quiet=True)
    found = cache_limit.listed()
    assert [each.shipped for each in found].count(True) == 1
    assert len(found) <= 2  # the shipped one, and the one just built
    assert mini.exists()


def test_a_store_that_another_process_drops_meanwhile_is_no_matter(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_graph(quiet=True)
    cache = Path(os.environ["HER2GC_CACHE"])
    gone = cache / ("0" * 64)
    gone.mkdir()
    entries = list(os.scandir(cache))
    gone.rmdir()
    look = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: entries if str(path) == str(cache) else look(path))
    cache_limit.drop_old(str(cache), "1" * 64)
    assert [each.shipped for each in cache_limit.listed()] == [True]
    assert mini.exists()


def test_what_is_dropped_between_a_look_and_the_reading_is_no_matter(
    mini: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = open_graph(quiet=True)
    shown = Shipped(homes.builtin()).whole()
    # what stands in a file beside the store, as it is read: there at the look, gone at the reading
    path = tmp_path / "part.nq"
    kept.write(str(path), graph.store)
    assert len(kept.read(str(path)) or ()) == len(graph.store)
    summed = zlib.crc32

    def drop(*args: Any) -> int:
        path.unlink(missing_ok=True)
        return summed(*args)

    monkeypatch.setattr(zlib, "crc32", drop)
    assert kept.read(str(path)) is None
    monkeypatch.setattr(zlib, "crc32", summed)
    there = os.path.exists
    monkeypatch.setattr(os.path, "exists", lambda path: str(path).endswith((".nt", ".sqlite")) or there(path))
    monkeypatch.setattr(index, "fill", lambda made, _: made.execute("CREATE TABLE calls (id)"))
    assert calls.index(graph).execute("SELECT * FROM calls").fetchall() == []
    for hidden in Path(os.environ["HER2GC_CACHE"]).glob("*/hidden.nt"):
        hidden.unlink()
    assert len(Shipped(homes.builtin()).whole()) == len(shown)
    assert mini.exists()


def test_a_limit_that_is_no_number_is_told(mini: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HER2GC_CACHE_LIMIT", "much")
    refused(run("cache"), "HER2GC_CACHE_LIMIT is a whole number of megabytes")
    assert mini.exists()


def test_a_folder_and_a_packed_file_are_read_like_files(mini: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "mine"
    (folder / "more").mkdir(parents=True)
    (folder / "a.ttl").write_text(TRIAL.format("plain"))
    (folder / "more" / "b.ttl.gz").write_bytes(gzip.compress(TRIAL.format("packed").encode()))
    (folder / "notes.txt").write_text("nothing to read")
    for name in ("plain", "packed"):
        ran = run("sparql", ASK.format(name), "--data", folder, "--format", "csv", "--quiet")
        assert ran.status == 0, ran.err
        assert "ontology#Trial" in ran.out
    assert mini.exists()


def test_an_empty_folder_and_a_broken_packed_file_are_told(mini: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty").mkdir()
    refused(run("query", "trials", "--data", tmp_path / "empty", "--quiet"), "this folder holds no RDF file")
    broken = tmp_path / "cut.ttl.gz"
    broken.write_bytes(gzip.compress(b"x" * 1000)[:20])
    refused(run("query", "trials", "--data", broken, "--quiet"), "this is no whole gzip file")
    assert mini.exists()
