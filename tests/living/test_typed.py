"""Results typed by hand: another source's word, held against the shapes before it is written."""

from pathlib import Path

import pytest

import her2gc
from conftest import Run, refused
from her2gc.errors import Her2gcError
from her2gc.sources import table
from sampling import whole

HEADER = "trial,measure,analysis,arm1,arm2,hazardRatio,pSign,p,place,words\n"
# the figures are those that a checked table gives for the abstract of LOGiC
ROW = (
    "LOGiC,progression-free survival,main analysis,LOGiC: lapatinib arm,LOGiC: arm without lapatinib,"
    '0.82,=,.0381,abstract,"hazard ratio 0.82, P = .0381"\n'
)
GIVEN = (
    "--source",
    "LOGIC-ABSTRACT",
    "--source-kind",
    "conference report",
    "--date",
    "2026-11",
    "--seen",
    "by hand",
)


def write(folder: Path, text: str) -> Path:
    path = folder / "typed.csv"
    path.write_text(text, encoding="utf-8")
    return path


@whole
def test_a_typed_result_stands_beside_the_reviews(run: Run, tmp_path: Path) -> None:
    ran = run("import", "table", write(tmp_path, HEADER + ROW), *GIVEN, "-o", tmp_path / "others")
    assert ran.status == 0, ran.out + ran.err
    theirs = her2gc.load(data=[str(tmp_path / "others" / "LOGIC-ABSTRACT.ttl")])
    rows = theirs.ask("hazard-ratios")
    told = zip(rows, rows.contract or [], strict=True)
    assert [
        [str(row.hazardRatio), row.p, carried.origin]
        for row, carried in told
        if (row.trial, row.measure[:3]) == ("LOGiC", "pro")
    ] == [
        ["0.82", "= 0.081", "asserted"],
        [
            "0.82",
            "= .0381",
            'yours, from "LOGIC-ABSTRACT.ttl"; asserted and yours, from "LOGIC-ABSTRACT.ttl": disease',
        ],
    ]


def test_the_same_table_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + ROW)
    for name in ("one", "two"):
        assert run("import", "table", path, *GIVEN, "-o", tmp_path / name).status == 0
    one, two = (tmp_path / name / "LOGIC-ABSTRACT.ttl" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_a_figure_that_the_words_do_not_hold_is_not_written(run: Run, tmp_path: Path) -> None:
    wrong = ROW.replace("0.82,=", "0.28,=")
    ran = run("import", "table", write(tmp_path, HEADER + wrong), *GIVEN, "-o", tmp_path / "others")
    assert ran.status == 1
    assert "the figure 0.28 is printed in none of the places" in ran.out
    assert not (tmp_path / "others").exists()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (HEADER + ROW.replace("LOGiC,", "LOGIK,", 1), ("trial: 'LOGIK' is no trial", ":2:")),
        (HEADER + ROW.replace("main analysis", ""), ("'analysis' is empty", ":2:")),
        (HEADER + ROW.replace(",0.82,", ",about 1,"), ("hazardRatio: 'about 1' is no number", ":2:")),
        (HEADER + ROW.replace(",=,", ",,"), ("p and pSign go together", ":2:")),
        (HEADER + ROW.replace('"', ""), ("cells, and the header has 10", ":2:")),
        (HEADER + ROW.replace("LOGiC: lapatinib arm", ""), ("compares two arms", ":2:")),
        (HEADER.replace("trial", "study") + ROW, ("study, trial", ":1:")),
        (HEADER, ("no rows",)),
        ("", ("the header",)),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    run: Run, tmp_path: Path, text: str, parts: tuple[str, ...]
) -> None:
    refused(
        run("import", "table", write(tmp_path, text), *GIVEN, "-o", tmp_path / "others", "--quiet"), *parts
    )


def test_a_wrong_arm_is_told_with_those_of_its_trial(run: Run, tmp_path: Path) -> None:
    row = ROW.replace("LOGiC: arm without lapatinib", "LOGiC: placebo arm")
    ran = run("import", "table", write(tmp_path, HEADER + row), *GIVEN, "-o", tmp_path / "others")
    refused(ran, "is no arm; near to it: LOGiC: arm without lapatinib, LOGiC: lapatinib arm")
    assert not (tmp_path / "others").exists()


def test_a_table_needs_its_source(run: Run, tmp_path: Path) -> None:
    refused(run("import", "table", write(tmp_path, HEADER + ROW)), "--source, --date and --seen")


def test_other_bytes_than_text_are_refused() -> None:
    with pytest.raises(Her2gcError, match="not UTF-8"):
        table.read(b"\xff\xfe", "typed.csv")
