"""The evidence table, held against what the review prints."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from her2gc.export import Export, writer

Made = Callable[..., Path]
Row = dict[str, str]

# Table 4, as printed: trial, measure, values of both arms, hazard ratio, p-value
TABLE_4 = [
    ("ToGA", "ORR", "47", "35", "", "0.0017"),
    ("ToGA", "PFS", "6.7", "5.5", "0.71", "0.0004"),
    ("ToGA", "OS", "13.8", "11.1", "0.74", "0.0046"),
    ("HELOISE", "ORR", "56,9", "58.9", "", "0.76"),
    ("HELOISE", "PFS", "5.6", "5.7", "1.04", "0.8222"),
    ("HELOISE", "OS", "10.6", "12.5", "1.24", "0.2401"),
    ("LOGiC", "ORR", "53", "39", "", "0.0031"),
    ("LOGiC", "PFS", "6.0", "5.4", "0.82", "0.081"),
    ("LOGiC", "OS", "12.2", "10.5", "0.91", "0.35"),
    ("JACOB", "ORR", "56.7", "48.9", "", "0.026"),
    ("JACOB", "PFS", "8.5", "7.0", "", "0.0001"),
    ("JACOB", "OS", "17.5", "14.2", "0.84", "0.057"),
    ("T-ACT", "ORR", "33.3", "32", "", "1.00"),
    ("T-ACT", "PFS", "3.7", "3.2", "0.91", "0.33"),
    ("T-ACT", "OS", "10.2", "10", "1.23", "0.20"),
    ("GATSBY", "ORR", "20.6", "19.6", "", "0.84"),
    ("GATSBY", "PFS", "2.7", "2.9", "1.13", "0.31"),
    ("GATSBY", "OS", "7.9", "8.6", "1.15", "0.86"),
    ("TyTAN", "ORR", "27", "9", "", "0.001"),
    ("TyTAN", "PFS", "5.4", "4.4", "0.85", "0.244"),
    ("TyTAN", "OS", "11", "8.9", "0.84", "0.10"),
]
MEASURES = {"ORR": "objective response rate", "PFS": "progression-free survival", "OS": "overall survival"}


def read(export: Export) -> list[Row]:
    body = writer("evidence").write(export)
    assert isinstance(body, bytes)
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def row(rows: list[Row], name: str) -> Row:
    return next(each for each in rows if each["id"] == f"kg:{name}")


@pytest.fixture(scope="module")
def rows(whole: Export) -> list[Row]:
    return read(whole)


@pytest.mark.parametrize(("trial", "measure", "first", "second", "ratio", "p"), TABLE_4)
def test_table_4_stands_in_the_table_as_printed(  # noqa: PLR0917
    rows: list[Row], trial: str, measure: str, first: str, second: str, ratio: str, p: str
) -> None:
    contrast = row(rows, f"{trial}-{measure}-contrast")
    assert (contrast["trial"], contrast["about"], contrast["analysis"]) == (
        trial,
        MEASURES[measure],
        "main analysis",
    )
    assert (contrast["printedHazardRatio"], contrast["printedPValue"]) == (ratio, p)
    assert contrast["pComparator"] == ("<" if p == "0.001" else "=")
    values = {
        each["arm or group"]: each
        for each in rows
        if each["id"].startswith(f"kg:{trial}-{measure}-") and each["type"] == "arm value"
    }
    arms = [values[contrast[name]] for name in ("first group", "second group")]
    assert [each["printedValue"] for each in arms] == [first, second]
    percent = measure == "ORR"
    for arm in arms:
        assert (arm["unit"], arm["unit basis"], arm["statistic"], arm["basis"]) == (
            "per cent" if percent else "month",
            "stated" if percent else "inferred",
            "proportion" if percent else "median",
            "",
        )
    assert [contrast[name] for name in ("unit", "unit basis", "basis")] == ["", "", ""]
    assert {contrast["place"], *(arm["place"] for arm in arms)} == {
        f"Table 4, {'LOGIC' if trial == 'LOGiC' else trial}, {'ORR' if percent else f'median {measure}'}"
    }


def test_a_finding_says_what_was_called_significant_and_whom_it_favours(rows: list[Row]) -> None:
    finding = row(rows, "LOGiC-finding-PFS")
    assert finding["significance"] == "stated significant"
    assert (finding["direction"], finding["favours"]) == ("improved", "LOGiC: lapatinib arm")
    assert "LOGiC: progression-free survival called significant, printed with P = 0.081" in finding["doubts"]
    printed = "significant improvement in PFS | addition of lapatinib to capecitabine plus oxaliplatin"
    assert (finding["printed"], finding["citations"]) == (printed, "31")
    assert row(rows, "JACOB-finding-OS")["significance"] == "stated not significant"


def test_an_endpoint_verdict_says_role_and_basis(rows: list[Row]) -> None:
    verdict = row(rows, "LOGiC-endpoint-verdict-OS")
    assert [verdict[name] for name in ("endpoint role", "outcome", "basis")] == [
        "primary endpoint",
        "not met",
        "stated",
    ]
    assert row(rows, "GATSBY-endpoint-OS")["endpoint role"] == "role not stated"


def test_doubts_on_figures_stand_beside_them(rows: list[Row]) -> None:
    assert "T-ACT: hazard ratio 1.23 for survival" in row(rows, "T-ACT-OS-contrast")["doubts"]
    assert (
        "no unit for median" in row(rows, "JACOB-OS-pertuzumab")["doubts"]
    )  # by the result that it is part of


def test_a_statement_without_columns_of_its_own_tells_its_links_in_words(rows: list[Row]) -> None:
    found = row(rows, "LOGiC-explanation-FISH-alone")["other links"]
    assert "explains: LOGiC: lapatinib failed in the first line" in found


def test_a_folded_view_has_the_statements_behind_its_edges(part: Callable[..., Export]) -> None:
    found = {each["id"] for each in read(part(view="trials", lines=("second",)))}
    results = {f"kg:{trial}-{measure}" for trial, measure, *_ in TABLE_4}
    second = {name for name in results if name.startswith(("kg:GATSBY", "kg:TyTAN", "kg:T-ACT"))}
    assert found & results == second
    assert {"kg:GATSBY-verdict", "kg:GATSBY-OS-contrast", "kg:GATSBY-OS-T-DM1"} <= found
    assert "kg:ToGA-verdict" not in found
    subtypes = read(part(view="subtypes"))
    assert {each["type"] for each in subtypes} >= {"alteration", "subtype feature"}


def test_a_part_without_a_statement_is_an_error(run: Run) -> None:
    ran = run("export", "evidence", "--type", "trial", "--quiet")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "no statement is in this part" in ran.err


def test_a_statement_has_one_row_with_all_its_places(rows: list[Row]) -> None:
    ids = [each["id"] for each in rows]
    assert len(ids) == len(set(ids))
    verdict = row(rows, "GATSBY-verdict")
    assert verdict["place"].split(" | ") == [
        "Failures of HER2-Targeted Therapy, paragraph 5: outcome of GATSBY",
        "Failures of HER2-Targeted Therapy, paragraph 7: negative results of the second-line trials",
    ]
    assert verdict["printed"].split(" | ") == ["did not favor T-DM1", "the negative results of these works"]
