"""The analyses of docs/scale.md, each the same SQL on DuckDB and on a cluster: rows equal to the stored questions'."""

import json
import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import ROOT, Later
from foreign import free_port
from her2gc.export.analysis import schema
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions.rows import Row
from her2gc.store.graph import LocalGraph, open_graph
from sampling import slow, whole

duckdb: Any = Later("duckdb")
ANALYSES = ROOT / "docs/analyses"
COPIES = 2  # reviews beside ours
PATIENCE = 600  # seconds until the cluster must answer, however busy the machine is
T_ACT = ("T-ACT", "R0001-T-ACT", "R0002-T-ACT")
Rows = list[tuple[Any, ...]]


def number(printed: str | None) -> float | None:
    return None if printed is None else float(printed.replace(",", "."))


def bounds(interval: str | None) -> list[float | None]:
    return [None, None] if interval is None else [number(each) for each in interval.split(" to ")]


def hazard_ratio(row: Row) -> tuple[Any, ...]:
    sign, _, p = (row.p or "").partition(" ")
    told = (
        row.trial,
        row.measure,
        number(row.hazardRatio),
        *bounds(row.interval),
        sign or None,
        number(p or None),
    )
    return (*told, row.population, row.analysis, row.iri("contrast"))


class Analysis(NamedTuple):
    """A stored question, and its rows in the columns of the analysis that both give."""

    question: str
    values: dict[str, str]
    row: Callable[[Row], tuple[Any, ...]]


STORED = {
    "failed-in-second-line": Analysis(
        "failed-agents", {"line": "second"}, lambda row: (row.agent, row.trial, row.disease)
    ),
    "hazard-ratios": Analysis("hazard-ratios", {}, hazard_ratio),
    "mixed-verdicts": Analysis(
        "mixed-verdicts",
        {},
        lambda row: (row.agent, row.succeededIn, row.failedIn, row.iri("good"), row.iri("bad")),
    ),
    "survival-medians": Analysis(
        "survival-medians",
        {},
        lambda row: (
            row.measure, number(row.median), row.unit, row.trial, row.group, row.population, row.disease,
            row.iri("value"),
        ),
    ),
    "places-of-a-trial": Analysis(
        "trial-statements",
        {"trial": "T-ACT"},
        lambda row: (row.statement, row.kind, row.place, row.printed, row.iri("statement"), row.iri("place")),
    ),
}  # fmt: skip
PRINTED = {
    "failed-in-second-line": ("lapatinib", "TyTAN", "gastric cancer"),
    "hazard-ratios": ("HELOISE", "overall survival", 1.24),
    "mixed-verdicts": ("trastuzumab", "ToGA", "HELOISE"),
    "survival-medians": ("overall survival", 17.5, "month", "JACOB"),
    "places-of-a-trial": (
        "T-ACT: overall survival, role not stated",
        "endpoint",
        "Table 4, T-ACT, median OS",
    ),
}  # a row of each, typed from the review
COUNTS = {
    "failed-in-second-line": 3,
    "hazard-ratios": 15,
    "mixed-verdicts": 2,
    "places-of-a-trial": 42,
    "survival-medians": 35,
}


def sql(name: str) -> str:
    return (ANALYSES / f"{name}.sql").read_text(encoding="utf-8")


def asked(graph: LocalGraph, name: str) -> set[tuple[Any, ...]]:
    """Return the rows of the stored question."""
    analysis = STORED[name]
    answer = KnowledgeGraph(graph).ask(analysis.question, **analysis.values)
    # the tables hold what trials found: a figure of a disease at large is no row of theirs
    return {analysis.row(row) for row in answer if "trial" not in answer.names or row.trial}


class Library(NamedTuple):
    """A graph, and the folder with its tables."""

    graph: LocalGraph
    folder: Path


# in a process of its own, which gives back all that a library and its tables take
WRITTEN = """
import sys
from her2gc.export import Export
from her2gc.export.analysis import tables
from her2gc.export.files import write_folder
from her2gc.store.graph import open_graph
write_folder(sys.argv[1], tables(Export(open_graph(sys.argv[2:], quiet=True))))
"""


# this, too: what a cluster's client imports takes 120 MB
ON_CLUSTER = """
import json, pickle, sys, warnings
__file__ = "asked"  # it takes a program without a file for doctests of its own
warnings.simplefilter("ignore", FutureWarning)  # it would rather have an older pandas
from pyspark.sql import SparkSession
address, folder, asked, told = sys.argv[1:]
tables, queries = json.loads(asked)
session = SparkSession.builder.remote(address).getOrCreate()
for table in tables:
    session.read.parquet(f"{folder}/{table}").createOrReplaceTempView(table)
rows = [[tuple(row) for row in session.sql(query).collect()] for query in queries]
session.stop()
with open(told, "wb") as file:
    pickle.dump(rows, file)
"""


def written(*command: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, *command], env=environment, check=True)


def library(folder: Path, *data: str) -> Library:
    written("-c", WRITTEN, str(folder), *data)
    return Library(open_graph(list(data), quiet=True), folder)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Give our review alone."""
    return library(tmp_path_factory.mktemp("one") / "tables")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Give a library of three reviews."""
    place = tmp_path_factory.mktemp("three")
    written(str(ROOT / "bench/library.py"), str(COPIES), str(place / "reviews"))
    return library(place / "tables", str(place / "reviews"))


def by_duckdb(folder: Path, name: str) -> tuple[list[str], Rows]:
    """Return the columns and rows of an analysis."""
    with duckdb.connect() as engine:
        for table in schema.TABLES:
            files = f"{folder}/{table}/*/*.parquet"
            engine.read_parquet(files, hive_partitioning=True).create_view(table)
        found = engine.execute(sql(name))
        return [each[0] for each in found.description], found.fetchall()


def held(columns: list[str], rows: Rows, name: str) -> Rows:
    """Return rows in the columns that the stored question has, too."""
    left_out = {"lines", "places", "review"}
    kept = [place for place, column in enumerate(columns) if column not in left_out]
    return [tuple(row[place] for place in kept) for row in rows]


def test_every_analysis_is_held_against_a_question() -> None:
    assert sorted(STORED) == sorted(path.stem for path in ANALYSES.glob("*.sql"))
    page = (ROOT / "docs/scale.md").read_text(encoding="utf-8")
    assert [name for name in STORED if f"](analyses/{name}.sql)" not in page] == []


@slow
@pytest.mark.parametrize("name", STORED)
def test_duckdb_gives_the_rows_of_the_stored_question(one: Library, name: str) -> None:
    rows = held(*by_duckdb(one.folder, name), name)
    assert len(rows) == len(set(rows)) == COUNTS[name]
    assert PRINTED[name] in {row[: len(PRINTED[name])] for row in rows}
    assert set(rows) == asked(one.graph, name)


@whole
@pytest.mark.parametrize("name", STORED)
def test_so_it_does_over_three_reviews(three: Library, name: str) -> None:
    columns, rows = by_duckdb(three.folder, name)
    assert set(held(columns, rows, name)) == asked(three.graph, name)
    if "review" in columns and name != "places-of-a-trial":
        reviews = {row[columns.index("review")] for row in rows}
        assert reviews == {"review", "user-review-0001.nt.gz", "user-review-0002.nt.gz"}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a driver and its workers on this machine, and give their address."""
    if sys.platform == "win32":
        pytest.skip("the cluster was tried on Linux only")
    port = free_port()
    log = tmp_path_factory.mktemp("cluster") / "log"
    command = [sys.executable, "-m", "pysail", "spark", "server", "--ip", "127.0.0.1", "--port", str(port)]
    with (
        log.open("wb") as file,
        subprocess.Popen(
            command, env={**os.environ, "SAIL_MODE": "local-cluster"}, stdout=file, stderr=file
        ) as server,
    ):
        try:
            _wait(port, server)
            yield f"sc://127.0.0.1:{port}"
            assert b"starting worker 2" in log.read_bytes()  # several, not one process that does it all
        finally:
            server.kill()  # it would wait for sessions


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the cluster does not answer")


@slow
def test_a_cluster_gives_the_same_rows(cluster: str, three: Library, tmp_path: Path) -> None:
    told = tmp_path / "rows"
    asked_there = json.dumps([list(schema.TABLES), [sql(name) for name in STORED]])
    written("-c", ON_CLUSTER, cluster, str(three.folder), asked_there, str(told))
    for name, rows in zip(STORED, pickle.loads(told.read_bytes()), strict=True):  # noqa: S301 (our own)
        columns, expected = by_duckdb(three.folder, name)
        assert rows == expected, name
        assert set(held(columns, rows, name)) == asked(three.graph, name)
