"""All comparisons as a table for analysis: figures as numbers, arms named, places and doubts beside them."""

import csv
import io
from pathlib import Path

from conftest import Run, refused
from her2gc.python.knowledge import KnowledgeGraph

# Trial, measure, first group: both values, the ratio, sign and p-value, the role of the endpoint.
TYPED = {
    ("GATSBY", "overall survival", "GATSBY: trastuzumab emtansine arm"): (7.9, 8.6, 1.15, "=", 0.86, "role not stated"),
    ("T-ACT", "progression-free survival", "T-ACT: paclitaxel plus trastuzumab arm"): (
        3.7, 3.2, 0.91, "=", 0.33, "primary endpoint",
    ),
    ("HELOISE", "objective response rate", "HELOISE: high-dose trastuzumab arm"): (56.9, 58.9, None, "=", 0.76, None),
    ("TyTAN", "objective response rate", "TyTAN: lapatinib plus paclitaxel arm"): (27, 9, None, "<", 0.001, None),
    ("LOGiC", "overall survival", "LOGiC: lapatinib arm"): (12.2, 10.5, 0.91, "=", 0.35, "primary endpoint"),
    ("DESTINY-Gastric01", "objective response rate", "DESTINY-Gastric01: trastuzumab deruxtecan arm"): (
        43, 12, None, None, None, "role not stated",
    ),
    ("PANTHERA", "progression-free survival", "PANTHERA: HER2 amplification by NGS"): (
        22, 7.7, None, "=", 0.03, "role not stated",
    ),
}  # fmt: skip
FIGURES = ("firstValue", "secondValue", "hazardRatio", "pSign", "p", "endpointRole")


def test_the_comparisons_of_the_review(kg: KnowledgeGraph) -> None:
    answer = kg.ask("comparisons")
    assert len(answer) == 28  # 26 with a contrast, and two of DESTINY-Gastric01 and KEYNOTE-811 without
    frame = answer.frame()
    keys = zip(frame["trial"], frame["measure"], frame["first"], strict=True)
    found = dict(zip(keys, zip(*(frame[name] for name in FIGURES), strict=True), strict=True))
    assert {key: found.get(key) for key in TYPED} == TYPED


def test_the_only_printed_interval(kg: KnowledgeGraph) -> None:
    frame = kg.ask("comparisons", trial="HER2CLIMB").frame()
    assert (frame["lower"], frame["upper"], frame["level"]) == ([0.22], [0.48], [95])
    assert frame["disease"] == ["breast cancer"]


def test_the_print_stands_beside_the_number(kg: KnowledgeGraph) -> None:
    frame = kg.ask("comparisons", trial="HELOISE", measure="ORR").frame()
    assert (frame["firstValue"], frame["firstValuePrinted"]) == ([56.9], ["56,9"])


def test_a_csv_that_a_program_reads(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "comparisons.csv"
    assert run("export", "comparisons", "-o", out).status == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    row = next(each for each in rows if (each["trial"], each["measure"]) == ("GATSBY", "overall survival"))
    assert float(row["hazardRatio"]) == 1.15
    assert "GATSBY: P = 0.86 at hazard ratio 1.15 implies about six deaths" in row["doubts"]
    assert "Table 4, GATSBY, median OS" in row["places"].split("; ")
    assert row["origin"] == "asserted; inferred: unit"


def test_a_workbook_with_numbers(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "comparisons.xlsx"
    assert run("export", "comparisons", "-o", out).status == 0
    from openpyxl import load_workbook

    sheet = load_workbook(out)["comparisons"]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    row = next(each for each in rows if (each["trial"], each["measure"]) == ("T-ACT", "overall survival"))
    assert (row["firstValue"], row["hazardRatio"], row["pSign"], row["p"]) == (10.2, 1.23, "=", 0.2)
    assert not [cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]


def test_no_part_and_no_other_form(run: Run, tmp_path: Path) -> None:
    refused(run("export", "comparisons", "--line", "second"), "is one table of all trials")
    refused(run("export", "comparisons", "-o", tmp_path / "it.ods"), "'.ods' is no form of comparisons")
