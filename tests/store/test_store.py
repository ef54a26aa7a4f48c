"""The store: built once, rebuilt when a source changes, safe against every state of its cache."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import her2gc
from conftest import Run
from her2gc.errors import Her2gcError
from her2gc.output import claimed
from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES
from her2gc.store import cache as store_cache
from her2gc.store import stamps
from her2gc.store.graph import open_graph
from sampling import slow

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a her2gc:Trial }"


def trials() -> set[str]:
    """Return the ends of the IRIs of all trials."""
    found = open_graph(quiet=True).store.quads_for_pattern(None, None, None, None)
    trial = PREFIXES["her2gc"] + "Trial"
    return {str(quad.subject).rpartition("/")[2][:-1] for quad in found if str(quad.object) == f"<{trial}>"}


def stores(cache: Path) -> set[str]:
    """Return the finished stores of a cache."""
    return {entry.name for entry in cache.iterdir() if (entry / "complete.json").exists()}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return the cache folder that the tiny graph uses."""
    return tmp_path / "cache"


def add_trial(root: Path, name: str) -> None:
    """Add a trial to the tiny graph."""
    with (root / "kg/review/trials.ttl").open("a") as file:
        file.write(f"\nkg:{name} a her2gc:Trial ; her2gc:enrolment 1 .\n")


def test_it_is_built_once_and_then_only_opened(
    mini: Path, cache: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    open_graph()
    assert "reading 2 files" in capfd.readouterr().err
    before = stores(cache)
    open_graph()
    assert capfd.readouterr().err == ""
    assert stores(cache) == before
    assert mini.exists()


def test_a_changed_file_is_seen(mini: Path) -> None:
    assert trials() == {"ALPHA", "BETA"}
    add_trial(mini, "GAMMA")
    assert trials() == {"ALPHA", "BETA", "GAMMA"}


def test_a_new_and_a_removed_file_are_seen(mini: Path) -> None:
    more = mini / "kg/review/more.ttl"
    trials()
    more.write_text("<https://w3id.org/her2gc/kg/NEW> a <https://w3id.org/her2gc/ontology#Trial> .")
    assert trials() == {"ALPHA", "BETA", "NEW"}
    more.unlink()
    assert trials() == {"ALPHA", "BETA"}


def test_a_change_of_the_same_size_and_time_is_seen(mini: Path) -> None:
    path = mini / "kg/review/trials.ttl"
    trials()
    stat = path.stat()
    path.write_text(path.read_text().replace("ALPHA", "OMEGA"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert trials() == {"OMEGA", "BETA"}


def test_a_touched_file_uses_the_same_store(mini: Path, cache: Path) -> None:
    trials()
    before = stores(cache)
    os.utime(mini / "kg/review/trials.ttl", ns=(1, 1))
    assert trials() == {"ALPHA", "BETA"}
    assert stores(cache) == before


def test_a_broken_source_is_told_and_leaves_the_old_store(mini: Path, cache: Path, run: Run) -> None:
    path = mini / "kg/review/trials.ttl"
    sound = path.read_text()
    trials()
    before = stores(cache)
    path.write_text(sound.replace("her2gc:enrolment 80 .", "her2gc:enrolment 80 oops ."))
    ran = run("query", "trials", "--quiet")
    assert ran.status == 2
    assert "kg/review/trials.ttl:8:" in ran.err
    assert ran.err.count("\n") == 1
    assert stores(cache) == before
    path.write_text(sound)
    assert trials() == {"ALPHA", "BETA"}
    assert stores(cache) == before


@pytest.mark.parametrize(
    "damage", ["no marker", "truncated", "no copy for memory", "a file in its place", "an empty folder"]
)
def test_a_damaged_store_is_rebuilt(mini: Path, cache: Path, damage: str) -> None:
    trials()
    [key] = stores(cache)
    place = cache / key
    if damage == "no marker":
        (place / "complete.json").unlink()
    elif damage == "truncated":
        for path in (place / "store").glob("*.sst"):
            path.write_bytes(path.read_bytes()[:100])
    elif damage == "no copy for memory":
        (place / "quads.nq").write_bytes(b"")
    else:
        place.rename(cache / "elsewhere")
        place.mkdir() if damage == "an empty folder" else place.write_text("foreign")
    assert trials() == {"ALPHA", "BETA"}
    assert mini.exists()


def test_in_memory_it_holds_the_same(mini: Path) -> None:
    add_trial(mini, "naïve-2.50")
    on_disk, in_memory = open_graph(quiet=True), open_graph(memory=True, quiet=True)
    named = [{quad for quad in each.store if "_:" not in str(quad)} for each in (on_disk, in_memory)]
    assert named[0] == named[1]
    assert len(in_memory.store) == len(on_disk.store)
    assert in_memory.folder == on_disk.folder  # a foreign query runs in a process of its own, on disk
    in_memory.store.clear()
    assert trials() == {"ALPHA", "BETA", "naïve-2.50"}


def test_a_store_dropped_meanwhile_is_asked_where_it_is(mini: Path, cache: Path) -> None:
    opened = store_cache.open_store(homes.builtin())
    [dump] = cache.glob("*/quads.nq")
    dump.unlink()
    assert store_cache.in_memory(opened) is opened
    assert mini.exists()


def test_a_foreign_manifest_is_ignored(mini: Path, cache: Path) -> None:
    trials()
    for path in cache.glob("*.json"):
        path.write_text('{"stamps": 5')
    assert trials() == {"ALPHA", "BETA"}
    assert mini.exists()


def test_another_version_has_a_store_of_its_own(
    mini: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials()
    monkeypatch.setattr(stamps, "__version__", "99")
    assert trials() == {"ALPHA", "BETA"}
    assert len(stores(cache)) == 2
    assert mini.exists()


def test_old_stores_are_dropped(mini: Path, cache: Path) -> None:
    for number in range(12):
        add_trial(mini, f"T{number}")
        trials()
    assert len(stores(cache)) == 8


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("<https://w3id.org/her2gc/kg/OWN> a <https://w3id.org/her2gc/ontology#Trial> .")
    (tmp_path / "q.rq").write_text("ASK { kg:OWN a her2gc:Trial }")
    command = [
        sys.executable,
        "-m",
        "her2gc.cli",
        "sparql",
        str(tmp_path / "q.rq"),
        "--no-builtin",
        "--data",
        str(own),
    ]
    environment = {**os.environ, "HER2GC_CACHE": str(tmp_path / "cache")}
    both = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in both:
        out, err = process.communicate()
        assert (process.returncode, out) == (0, "true\n"), err
    assert len(stores(tmp_path / "cache")) == 1
    assert not list((tmp_path / "cache").glob("building-*"))


@pytest.mark.usefixtures("mini")
def test_a_cache_that_cannot_be_written_is_told_and_done_without(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HER2GC_CACHE", "/dev/null/cache")
    opened = open_graph(quiet=True)
    assert opened.folder is None
    assert capfd.readouterr().err.count("\n") == 1


def test_a_missing_source_is_told(mini: Path) -> None:
    with pytest.raises(Her2gcError, match=r"none\.ttl: cannot read this file: no such file"):
        open_graph([str(mini / "none.ttl")], quiet=True)


def damage(cache: Path, name: str = "*.sst") -> None:
    """Change one byte in the middle of each file of this name in the finished stores."""
    for path in cache.glob(f"*/**/{name}"):
        body = bytearray(path.read_bytes())
        body[len(body) // 2] ^= 0xFF
        path.write_bytes(body)


@pytest.mark.parametrize("name", ["*.sst", "MANIFEST-*", "CURRENT"])
def test_one_changed_byte_has_the_store_built_again(mini: Path, cache: Path, run: Run, name: str) -> None:
    right = run("query", "trials", "--format", "csv", "--quiet")
    damage(cache, name)
    ran = run("query", "trials", "--format", "csv")
    assert (ran.status, ran.out) == (0, right.out)
    assert "the store in the cache is damaged; building it again" in ran.err
    after = run("query", "trials", "--format", "csv")
    assert (after.out, after.err) == (right.out, "")
    assert mini.exists()


@pytest.mark.parametrize("name", ["*.sst", "CURRENT", "quads.nq"])
def test_who_loads_a_damaged_store_is_told_that_it_is_built_again(
    mini: Path, cache: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    right = her2gc.load(others=False).ask("trials").cells()
    capfd.readouterr()
    damage(cache, name)
    assert her2gc.load(others=False).ask("trials").cells() == right
    told = capfd.readouterr()
    assert "the store in the cache is damaged; building it again" in told.err
    assert her2gc.load(others=False).ask("trials").cells() == right
    assert capfd.readouterr().err == ""
    assert mini.exists()


def test_a_changed_byte_in_the_copy_for_memory_is_seen(
    mini: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a store under a name that the process has opened, too, has no such copy
    monkeypatch.setattr("her2gc.store.cache.NAMED", {"library.store"})
    right = {str(quad) for quad in open_graph(memory=True, quiet=True).store if "_:" not in str(quad)}
    damage(cache, "quads.nq")
    assert {str(quad) for quad in open_graph(memory=True, quiet=True).store if "_:" not in str(quad)} == right
    assert mini.exists()


def test_a_foreign_query_has_a_damaged_store_built_again(mini: Path, cache: Path, run: Run) -> None:
    (mini / "q.rq").write_text(COUNT)
    run("sparql", mini / "q.rq", "--quiet")
    damage(cache)
    ran = run("sparql", mini / "q.rq", "--format", "csv")
    assert (ran.status, ran.out.split()) == (0, ["n", "2"])
    assert len(stores(cache)) == 1


def test_what_no_process_owns_is_cleared_away(mini: Path, cache: Path) -> None:
    cache.mkdir()
    left = [cache / "building-abcdefgh", cache / f"{'0' * 64}.lock", cache / "questions.json.99999"]
    left[0].mkdir()
    (left[0] / "half").write_text("")
    for path in left[1:]:
        path.write_text("")
    owned = cache / "building-ijklmnop"
    owned.mkdir()
    claim = claimed(str(owned))
    assert claim is not None
    trials()
    assert not [path for path in left if path.exists()]
    assert owned.exists()
    os.close(claim)
    add_trial(mini, "GAMMA")
    trials()
    assert not owned.exists()


@pytest.mark.usefixtures("mini")
def test_what_another_process_leaves_in_the_place_meanwhile_is_no_hindrance(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, late = os.rename, ["shapes.bin", "rules.bin"]

    def others_first(made: str, final: str) -> None:
        if late and Path(made).name.startswith("building-"):
            Path(final).mkdir()
            (Path(final) / late.pop()).write_bytes(b"kept beside a store that was there")
        rename(made, final)

    monkeypatch.setattr("her2gc.store.cache.os.rename", others_first)
    trials()
    assert not late
    assert len(stores(cache)) == 1


def test_while_one_builds_the_others_wait_and_then_take_its_store(
    mini: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    trials()
    [key] = stores(cache)
    (cache / key).rename(cache / "made")
    lock = cache / f"{key}.lock"
    lock.write_text("")
    claim = claimed(str(lock))  # another open file of the same process counts as another's
    assert claim is not None

    def other(_: float) -> None:
        (cache / "made").rename(cache / key)
        os.close(claim)

    monkeypatch.setattr("her2gc.store.cache.time.sleep", other)
    open_graph()
    told = capfd.readouterr().err
    assert "another process builds this store; waiting" in told
    assert "applying the rules" not in told
    assert not lock.exists()
    assert mini.exists()


def test_who_has_waited_too_long_asks_in_memory(
    mini: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.mkdir()
    monkeypatch.setattr(store_cache, "_PATIENCE", -1.0)
    monkeypatch.setattr(store_cache, "claimed", lambda _: None)
    assert open_graph(quiet=True).folder is None
    assert mini.exists()


@slow
def test_the_store_not_used_for_longest_goes_first_and_the_shipped_one_never(mini: Path, cache: Path) -> None:
    def own(number: int) -> list[str]:
        path = mini / f"own{number}.ttl"
        path.write_text(f"<urn:x:{number}> a <urn:x:Thing> .")
        return [str(path)]

    trials()
    [shipped] = stores(cache)
    first = open_graph(own(0), quiet=True).folder
    assert first is not None
    for number in range(1, 12):
        for entry in cache.iterdir():
            if entry.is_dir():
                os.utime(entry, ns=(number * 10**9, number * 10**9))  # long ago, the later ones less
        open_graph(own(0), quiet=True)  # used again each time
        open_graph(own(number), quiet=True)
        os.utime(cache / shipped, ns=(1, 1))
    assert len(stores(cache)) == 8
    assert shipped in stores(cache)
    assert Path(first).parent.name in stores(cache)


def test_manifests_of_files_that_are_gone_go_too(mini: Path, cache: Path) -> None:
    own = mini / "own.ttl"
    own.write_text("<urn:x:a> a <urn:x:Thing> .")
    open_graph([str(own)], quiet=True)
    assert len(list(cache.glob("manifest-*.json"))) == 1
    own.unlink()
    trials()
    assert len(list(cache.glob("manifest-*.json"))) == 1


def test_a_file_without_a_statement_is_told_each_time(mini: Path, run: Run) -> None:
    own = mini / "own.ttl"
    own.write_text("# nothing yet\n\n")
    for _ in range(2):
        ran = run("query", "trials", "--data", own, "--format", "csv")
        assert ran.status == 0
        assert f"{own} holds no statement" in ran.err
    assert "holds no" not in run("query", "trials", "--data", own, "--quiet").err
