"""What tests share: the real graph, and a tiny one to break."""

import ctypes
import gc
import importlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest

import her2gc
import sampling
from her2gc import cli
from her2gc.checks import reason, validate
from her2gc.checks.reason import hermit
from her2gc.errors import Her2gcError
from her2gc.export import Export
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from her2gc.sources import homes
from her2gc.sparql import worker
from her2gc.store import remote
from her2gc.store.graph import LocalGraph, open_graph

ROOT = Path(__file__).parents[1]  # the checkout
SHARED = ROOT.parent / "shared"  # beside a developer's checkout; nothing of it is part of the project
NOT_SHARED = (
    "what lies in ../shared is not here: the review's text (name it in HER2GC_REVIEW_TEXT), the verified tables "
    "(name their folder in HER2GC_EXTERNAL) and a register's sample records"
)
TESTS = str(Path(__file__).parent) + os.sep
FIXTURES = Path(__file__).parent / "fixtures"
STORES = "her2gc-cache"
OPENED: list[KnowledgeGraph] = []
EXPORTS: list[Export] = []
LARGE, MUCH, LITTLE = (each * 1024**2 for each in (250, 40, 20))  # bytes
LEFT = [200 * 1024**2]  # bytes that were in use after the last clearing
RESTED = [0]  # and after the last one at a module's end
PATIENCE = 3600.0  # seconds
JAVA = (
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
)  # a third less work in a run of seconds, and half the memory
M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3  # of glibc's malloc.h
KEPT = 128 * 1024  # bytes: what is larger goes back to the system as soon as it is freed
LIMITED = (["reason"], ["sparql"], ["validate"])  # commands with a limit of time


class Ran:
    """What one run of the command line did."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err


Run = Callable[..., Ran]


def refused(ran: Ran, *parts: str, status: int = 2) -> None:
    """Assert one clear line on stderr, nothing on stdout, and the exit code."""
    lines = [line for line in ran.err.splitlines() if not line.startswith("her2gc: ")]
    assert ran.status == status, ran.err
    assert len(lines) == 1, ran.err
    assert ran.out == ""
    for part in parts:
        assert part in lines[0]


def pytest_configure(config: pytest.Config) -> None:
    with suppress(OSError, AttributeError):  # not every C library can
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, 1)  # a heap for each thread keeps what its threads took
        library.mallopt(M_MMAP_THRESHOLD, KEPT)  # else it grows with what is freed, which then stays
    config.option.loadscopereorder = False  # xdist begins with files of many tests, not of heavy ones
    config.addinivalue_line("markers", "whole: only where HER2GC_TEST_ALL is set (see sampling.py)")
    config.addinivalue_line(
        "markers", "slow: a sixth of a file's by default, all where HER2GC_TEST_ALL is set"
    )
    config.addinivalue_line(
        "markers", "some(number, what): so many by default, all where HER2GC_TEST_ALL is set"
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage meanwhile: of thousands of tests that are collected nothing is."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    sampling.thin(config, items)
    sampling.order(items)


def pytest_collection_finish() -> None:
    """Spare every later clearing a look through what is there to the end: libraries, tests and their cases."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run two workers more than there are processors: now and then one waits for a browser, a server or a clock.

    Eight at least: what a worker holds grows with the files that it runs; with eight hardly a test goes beyond 600 MB.
    """
    return max((os.cpu_count() or 1) + 2, 8)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Build the store once, before parallel workers start; each would build its own at the same moment."""
    with pytest.MonkeyPatch.context() as patch:
        base = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        patch.setenv("HER2GC_CACHE", str(base / STORES))
        with suppress(Her2gcError):  # a broken source fails the tests, by name
            open_graph(others=False, quiet=True)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Hear from a parallel worker what it left out."""
    sampling.LEFT_OUT.update(getattr(node, "workeroutput", {}).get("left out", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    gc.unfreeze()  # a library asks at the end who refers to what
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left out"] = sampling.LEFT_OUT


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if line := sampling.told(sampling.LEFT_OUT):
        terminalreporter.write_line(line)


class Later:
    """A library that is imported where it is used first: a worker that runs none of its tests holds none of it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("_", "pytest")):  # pytest asks everything in a module whether it is a test
            raise AttributeError(name)
        return getattr(importlib.import_module(self._name), name)


def script(path: str) -> ModuleType:
    """Load a module that is in no package, such as a bench or a tool, by its path in the checkout."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def beside(name: str, variable: str) -> Path:
    """Return a file or folder of ../shared, or what a variable names; where there is neither, skip the test."""
    named = os.environ.get(variable)
    path = Path(named) if named else SHARED / name
    if not named and not path.exists():
        pytest.skip(NOT_SHARED)
    return path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Give all skips for want of ../shared one place, so that a run tells them in one line."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple) and NOT_SHARED in report.longrepr[2]:
        report.longrepr = (__file__, 1, f"Skipped: {NOT_SHARED}")
        # "skip" would tell the place without its line
        report.keywords = {key: value for key, value in report.keywords.items() if key != "skip"}
    return report


@pytest.fixture
def not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep no answers on disk: thousands of them take long, and drive out what other tests ask again."""
    from her2gc.questions import kept

    monkeypatch.setattr(kept, "write", lambda *_: None)


@pytest.fixture
def asked_behind(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the queries that are put, from now on, to learn what is behind the rows of answers."""
    from her2gc.questions import lineage
    from her2gc.questions.rows import bindings

    asked: list[str] = []

    def noted(graph: Any, query: str) -> Any:
        asked.append(query)
        return bindings(graph, query)

    monkeypatch.setattr(lineage, "bindings", noted)
    return asked


@pytest.fixture(scope="session", autouse=True)
def _patience() -> Iterator[None]:
    """Lift the program's own limits of time, but where a test gives one: a busy machine must not end a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "SECONDS", PATIENCE)
        patch.setattr(remote, "_SECONDS", PATIENCE)
        for limited in (worker.run, validate.validate, hermit.run, reason.reason):
            patch.setitem(limited.__kwdefaults__ or {}, "seconds", PATIENCE)
        yield


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests' stores out of the user's cache; parallel workers share one."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HER2GC_CACHE", str(shared / STORES))
        patch.delenv("COLUMNS", raising=False)
        patch.setenv("JDK_JAVA_OPTIONS", " ".join(JAVA))
        yield


@pytest.fixture(scope="module", autouse=True)
def _tidy(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give back at a module's end what its graphs took, so that a worker stays below 600 MB.

    rdflib's graphs lie in circles, which Python clears late, and freed memory goes back to the system only if asked.
    """
    yield
    for each in OPENED:
        vars(each).pop("rdflib", None)
    for name, each in vars(request.module).items():
        if getattr(each, "__module__", name) == request.module.__name__ and hasattr(each, "cache_clear"):
            each.cache_clear()
    if resident() > max(LARGE, RESTED[0] + LITTLE):  # a clearing takes a quarter of a second
        clear()
        RESTED[0] = LEFT[0]


@pytest.fixture(autouse=True)
def _small() -> Iterator[None]:
    """Give back what a test took, where it took much: an error that is caught holds all that its frames held."""
    yield
    parse_plainly()
    if resident() > LEFT[0] + MUCH:
        clear()


def clear() -> None:
    gc.collect()
    with suppress(OSError, AttributeError):  # not every C library can
        ctypes.CDLL(None).malloc_trim(0)
    LEFT[0] = resident()


def parse_plainly() -> None:
    """Have pyparsing keep nothing of what it reads, as it does before matplotlib is imported.

    With what matplotlib has it keep, rdflib takes three times as long to read a query, and the errors among it hold
    all frames below them: the test that had a query read, and its graphs, 300 MB beside the next tests' own.
    """
    if parsing := sys.modules.get("pyparsing"):
        parsing.ParserElement.disable_memoization()


def resident() -> int:
    """Return the bytes of memory that this process holds, 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096
    except OSError:
        return 0


@pytest.fixture(scope="session")
def kg() -> KnowledgeGraph:
    """Open the graph without other sources: tests of the review's content ask what the review says."""
    OPENED.append(her2gc.load(others=False))
    return OPENED[-1]


@pytest.fixture(scope="module")
def whole() -> Export:
    """Return the view of the whole graph, made once for all modules that follow each other."""
    if not EXPORTS:
        EXPORTS.append(Export(open_graph(others=False, quiet=True)))
        assert EXPORTS[0].view.nodes
    return EXPORTS[0]


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Give back what only a folder's modules share: the view of the whole graph, and what their helpers keep.

    A parallel worker may go from any folder to any other, and holds to its end what is not given back.
    """
    if nextitem is None or nextitem.path.parent != item.path.parent:
        EXPORTS.clear()
        for module in list(sys.modules.values()):
            if str(getattr(module, "__file__", None) or "").startswith(TESTS):
                for each in list(vars(module).values()):
                    if hasattr(
                        type(each), "cache_clear"
                    ):  # of the instance would import a library that waits
                        each.cache_clear()


@pytest.fixture
def read_once(whole: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the command line the reading of the graph that ``whole`` has read."""
    from her2gc.export import view

    build = view.build

    def kept(graph: LocalGraph) -> Any:
        same = (graph.folder, graph.inferred) == (whole.graph.folder, whole.graph.inferred)
        return whole.full if same else build(graph)

    monkeypatch.setattr(view, "build", kept)


@pytest.fixture(scope="module")
def lines_once() -> Iterator[None]:
    """Find the lines of our files once for all wrong files of a module, for which they are no matter."""
    from her2gc.checks.validate import lines

    known: dict[tuple[str, bytes], lines.File] = {}
    read = lines.File

    def kept(path: str, content: bytes, triples: Sequence[ox.Triple]) -> lines.File:
        if triples:  # a file that was given
            return read(path, content, triples)
        return known.get((path, content)) or known.setdefault((path, content), read(path, content, triples))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "File", kept)
        yield


@pytest.fixture
def few_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a page that answers every stored question answer three: to most tests its answers are no matter."""
    few = {name: catalogue.questions()[name] for name in ("failed-agents", "hazard-ratios", "trial-evidence")}
    monkeypatch.setattr(catalogue, "questions", lambda: few)


@pytest.fixture
def mini(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a tiny graph in place of the real one, with a cache of its own; return its folder."""
    root = tmp_path / "mini root"
    shutil.copytree(FIXTURES / "mini", root)
    monkeypatch.setattr(homes, "data_root", lambda: str(root))
    monkeypatch.setenv("HER2GC_CACHE", str(tmp_path / "cache"))
    return root


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def call(*args: str) -> Ran:
        capfd.readouterr()
        given = [str(arg) for arg in args]
        if given[:1] in LIMITED and "--timeout" not in given:
            given += ["--timeout", str(PATIENCE)]
        try:
            status = cli.main(given)
        except SystemExit as leave:  # argparse's way out after --help and --version
            status = int(leave.code or 0)
        out, err = capfd.readouterr()
        return Ran(status, out, err)

    return call
