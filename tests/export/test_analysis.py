"""The tables for analysis: rows typed from the review, one schema, one partition for each source, the same bytes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest

import foreign
from conftest import ROOT, Later, Run, refused
from export.conftest import Made
from her2gc.export import Export
from her2gc.export.analysis import schema, tables
from her2gc.store.graph import open_graph
from sampling import slow, whole

pl: Any = Later("polars")
KG, GRAPH = "https://w3id.org/her2gc/kg/", "https://w3id.org/her2gc/graph/"
OWN = f"""@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <{KG}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:MINE a her2gc:Trial ; rdfs:label "MINE"@en ; her2gc:inLine kg:previously-treated , kg:first-line ;
    her2gc:statedIn kg:MINE-place .
kg:MINE-verdict a her2gc:Verdict ; rdfs:label "MINE: pertuzumab failed"@en ; her2gc:ofTrial kg:MINE ;
    her2gc:onAgent kg:pertuzumab ; her2gc:hasVerdictOutcome kg:failed ; her2gc:statedIn kg:MINE-place .
kg:pertuzumab rdfs:label "pertuzumab"@en .
kg:MINE-place a her2gc:Passage ; rdfs:label "MINE: page 3"@en ; her2gc:snippet "in vain" .
"""


@pytest.fixture
def table(made: Made) -> Callable[[str], list[dict[str, Any]]]:
    """Give the rows of a table as a reader sees them, with the partition that they stand in."""
    folder = made("parquet")

    def read(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = pl.read_parquet(folder / name, hive_partitioning=True).to_dicts()
        return found

    return read


@slow
def test_rows_of_each_table(table: Callable[[str], list[dict[str, Any]]]) -> None:
    (value,) = [row for row in table("results") if row["figureIri"] == f"{KG}GATSBY-OS-T-DM1"]
    assert [value[name] for name in ("trial", "lines", "measure", "statistic", "value", "unit", "unitBasis")] == [
        "GATSBY", ["second line"], "overall survival", "median", 7.9, "month", "inferred",
    ]  # fmt: skip
    assert (value["of"], value["ofIri"]) == (
        "GATSBY: trastuzumab emtansine arm",
        f"{KG}GATSBY-T-DM1-arm",
    )
    own = [f"{KG}Table-4-GATSBY-OS"]  # not those of the arm, which it only names
    assert (value["placeIris"], value["review"]) == (own, "review")
    assert (value["source"], value["origin"]) == (f"{GRAPH}review", "asserted; inferred: unit")
    (ratio,) = [row for row in table("contrasts") if row["contrastIri"] == f"{KG}HELOISE-ORR-contrast"]
    names = ("firstValue", "firstValuePrinted", "secondValue", "hazardRatio", "pSign", "p", "pPrinted")
    assert [ratio[name] for name in names] == [56.9, "56,9", 58.9, None, "=", 0.76, "0.76"]
    (verdict,) = [row for row in table("verdicts") if row["verdictIri"] == f"{KG}GATSBY-verdict"]
    assert [verdict[name] for name in ("agent", "outcome", "basis", "onDisease", "enrolledDisease")] == [
        "trastuzumab emtansine", "failed", "stated", None, "gastric cancer",
    ]  # fmt: skip
    (place,) = [row for row in table("places") if row["statementIri"] == f"{KG}GATSBY-OS-contrast"]
    assert [place[name] for name in ("kind", "place", "tableName", "section", "printed")] == [
        "contrast", "Table 4, GATSBY, median OS", "Table 4", None, "7.9 vs 8.6 HR = 1.15 P = 0.86",
    ]  # fmt: skip


@slow
def test_the_same_columns_whatever_the_rows_and_the_same_bytes(whole: Export, tmp_path: Path) -> None:
    file = tmp_path / "no review.ttl"
    file.write_text(OWN, encoding="utf-8")
    full, own = tables(whole), tables(Export(open_graph([str(file)], builtin=False, quiet=True)))
    assert full == tables(whole)
    assert sorted(own) == [
        "contrasts/review=none/part-0.parquet",  # without rows
        "places/review=user-no-review.ttl/part-0.parquet",
        "results/review=none/part-0.parquet",
        "verdicts/review=user-no-review.ttl/part-0.parquet",
    ]
    for name in schema.TABLES:
        (one,) = [pl.read_parquet_schema(body) for path, body in full.items() if path.startswith(name)]
        (two,) = [pl.read_parquet_schema(body) for path, body in own.items() if path.startswith(name)]
        assert one == two
        assert list(one) == schema.names(name)


@slow
def test_an_own_file_is_a_review_of_its_own(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(OWN, encoding="utf-8")
    assert run("build", "-o", tmp_path / "store", "--no-builtin", "--data", file).status == 0
    folders = []
    for place, options in (("a", ("--no-builtin", "--data", file)), ("b", ("--store", tmp_path / "store"))):
        assert run("export", "parquet", "-o", tmp_path / place, *options).status == 0
        (row,) = pl.read_parquet(tmp_path / place / "verdicts/review=user-mine.ttl/*.parquet").to_dicts()
        assert (row["agent"], row["trial"], row["places"]) == ("pertuzumab", "MINE", ["MINE: page 3"])
        assert row["lines"] == ["first line", "previously treated, line not numbered"]
        assert row["origin"] == 'yours, from "mine.ttl"'
        if place == "a":
            assert run("export", "tables", "-o", tmp_path / "c", *options).status == 0
        folders.append({path.name: path.read_bytes() for path in (tmp_path / place).rglob("*.parquet")})
    assert folders[0] == folders[1]
    alone = {
        path.relative_to(tmp_path / "c"): path.read_bytes() for path in (tmp_path / "c").rglob("*.parquet")
    }
    assert len(alone) == 4
    assert alone == {path: (tmp_path / "a" / path).read_bytes() for path in alone}
    refused(run("export", "tables", "-o", tmp_path / "d", "--line", "second"), "tables is of the whole graph")


@slow
def test_a_store_elsewhere_gives_the_same_tables(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(OWN, encoding="utf-8")
    graph = open_graph([str(file)], builtin=False, quiet=True)
    with foreign.oxigraph() as there:
        body = graph.store.dump(format=ox.RdfFormat.N_QUADS)
        sent = Request(there.store, body, {"Content-Type": "application/n-quads"}, method="POST")  # noqa: S310
        urlopen(sent).close()  # noqa: S310 (our own)
        assert run("export", "parquet", "-o", tmp_path / "out", "--endpoint", there.query).status == 0
    for path, table in tables(Export(graph)).items():
        assert (tmp_path / "out" / path).read_bytes() == table


@whole
def test_a_part_has_its_rows(part: Callable[..., Export]) -> None:
    def found(name: str, key: str, **request: object) -> set[str]:
        files = tables(part(**request))
        return {
            each
            for path, body in files.items()
            if path.startswith(name)
            for each in pl.read_parquet(body)[key].to_list()
        }

    second = {"T-ACT", "GATSBY", "TyTAN"}
    assert second <= found("verdicts", "trial", lines=("second",)) <= found("verdicts", "trial")
    assert "ToGA" not in found("verdicts", "trial", lines=("second",))
    assert found("contrasts", "trial", view="trials", around=("GATSBY",)) == {"GATSBY"}
    assert found("results", "trial", types=("Gene",)) == set()


def test_the_page_tells_every_column() -> None:
    page = (ROOT / "docs/tables.md").read_text(encoding="utf-8")
    for name, columns in schema.TABLES.items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)
        assert rows == [tuple(column) for column in columns]
