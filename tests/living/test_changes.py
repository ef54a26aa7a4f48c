"""What changed is told in answers: the right rows, by the right severity, in every form."""

import json
import shutil
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from test_beside import written

import her2gc
import others
from conftest import ROOT, Run, refused
from her2gc.living import changes, told
from her2gc.living.changes import Compared, Row, compare, differences
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from her2gc.store.graph import open_graph
from sampling import slow, whole

GATSBY = ROOT / "kg" / "review" / "trials" / "GATSBY.ttl"


@pytest.fixture(scope="module")
def one(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(kg, tmp_path_factory.mktemp("one record"), "NCT04082364")


@pytest.fixture(scope="module")
def other_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the graph, with another hazard ratio of GATSBY."""
    root = tmp_path_factory.mktemp("other version")
    for name in ("ontology", "kg"):
        shutil.copytree(ROOT / name, root / name)
    path = root / "kg" / "review" / "trials" / "GATSBY.ttl"
    text = path.read_text(encoding="utf-8")
    assert text.count("her2gc:hazardRatio 1.15") == 1
    path.write_text(text.replace("her2gc:hazardRatio 1.15", "her2gc:hazardRatio 1.16"), encoding="utf-8")
    return root


def rows(*each: str) -> Counter[Row]:
    """Read rows written as ``trial=A outcome=failed``."""
    return Counter(tuple((a, b) for a, _, b in (cell.partition("=") for cell in one.split())) for one in each)


@pytest.mark.parametrize(
    ("old", "new", "became"),
    [
        (["trial=A outcome=failed"], ["trial=A outcome=succeeded"], [("changed", "critical", ["outcome"])]),
        (["trial=A phase=2 n=9"], ["trial=A phase=2 n=8"], [("changed", "notable", ["n"])]),
        (["trial=A n=9 asOf=2021"], ["trial=A n=9 asOf=2022"], [("changed", "minor", ["asOf"])]),
        (["trial=A n=9"], ["trial=B n=9"], [("gone", "notable", []), ("new", "notable", [])]),
        (["agent=A approval=x"], [], [("gone", "critical", [])]),
        ([], ["trial=A told=retracted"], [("new", "critical", [])]),
        ([], ["trial=A told=none"], [("new", "notable", [])]),
        (["trial=A n=9"], ["trial=A n=9", "trial=A n=9"], [("new", "notable", [])]),
        (["trial=A n=9"], ["trial=A n=9"], []),
        (
            ["trial=A arm=1 median=5", "trial=A arm=2 median=6"],
            ["trial=A arm=1 median=5", "trial=A arm=2 median=7"],
            [("changed", "critical", ["median"])],
        ),
    ],
)  # fmt: skip
def test_rows_are_gone_new_or_changed(
    old: list[str], new: list[str], became: list[tuple[str, str, list[str]]]
) -> None:
    found = differences("q", rows(*old), rows(*new))
    assert [(each.kind, each.severity, each.columns) for each in found] == became


@pytest.fixture(scope="module")
def compared(one: str) -> Compared:
    """What one record changes; whole comparisons cost seconds."""
    old = open_graph(others=False, memory=True, quiet=True)
    return compare(old, open_graph(registry=[one], others=False, memory=True, quiet=True))


@slow
def test_one_record_changes_these_answers_and_no_other(compared: Compared) -> None:
    assert [
        (each.severity, each.question, each.kind, cells.get("trial", cells.get("subject")))
        for each in compared.changes
        for cells in [{**each.new, **each.old}]
    ] == [
        ("critical", "retracted-sources", "new", "MAHOGANY"),
        ("notable", "history", "new", "MAHOGANY"),
        ("notable", "overtaken", "new", "MAHOGANY"),
        ("notable", "pending-now", "changed", "MAHOGANY"),
        ("notable", "retracted-sources", "changed", "MAHOGANY"),
        ("notable", "review-and-registry", "changed", "MAHOGANY"),
    ]
    assert compared.asked == len(catalogue.questions())


@slow
@pytest.mark.usefixtures("few_asked")
def test_another_figure_is_critical_wherever_it_is_told(run: Run, other_version: Path) -> None:
    found = json.loads(run("diff", ROOT, other_version, "--format", "json", "--quiet").out)["changes"]
    assert {each["severity"] for each in found if each["question"] in ("hazard-ratios", "failed-agents")} == {
        "critical"
    }
    [ratio] = [each for each in found if each["question"] == "hazard-ratios"]
    assert (ratio["old"]["hazardRatio"], ratio["new"]["hazardRatio"]) == ("1.15", "1.16")
    [failed] = [each for each in found if each["question"] == "failed-agents"]
    assert failed["columns"][0] == "overallSurvival"
    assert {each["old"].get("trial", "GATSBY") for each in found} == {"GATSBY"}


@slow
@pytest.mark.usefixtures("few_asked")
def test_a_dump_is_a_version(run: Run, tmp_path: Path) -> None:
    dump = tmp_path / "release.nq"
    assert run("export", "nquads", "-o", dump).status == 0
    ran = run("diff", dump, "--quiet")
    assert ran.status == 0
    assert ran.out == "no change, in the answers to 3 questions\n"


@whole
def test_every_form_tells_the_same(compared: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    status = "MAHOGANY | status | kg:ongoing | ongoing | 2021 | suspended (register)"
    assert f"notable  overtaken  new: {status}" in told.table(compared)
    assert "## Critical\n\n- `retracted-sources`: new: MAHOGANY" in told.markdown(compared)
    assert json.loads(told.as_json(compared))["changes"][0]["new"]["publication"] == "pubmed:0"
    feed = ET.fromstring(told.atom(compared))  # noqa: S314 (our own)
    name = "{http://www.w3.org/2005/Atom}"
    assert [each.tag.removeprefix(name) for each in feed][:4] == ["title", "id", "updated", "author"]
    entries = feed.findall(f"{name}entry")
    assert len({each.findtext(f"{name}id") for each in entries}) == len(entries) == 6
    assert {each.findtext(f"{name}updated") for each in entries} == {"1970-01-01T00:00:00Z"}
    assert [each.findtext(f"{name}content") or "" for each in entries][2].startswith(f"new: {status}")


def test_what_cannot_be_compared_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "half.nq").write_text("<a:a> <a:b> <a:c> <a:d> .\n", encoding="utf-8")
    refused(run("diff"), "nothing to compare")
    refused(run("diff", tmp_path), "no version of the graph")
    refused(run("diff", tmp_path / "half.nq", "--quiet"), "lacks the review's graph")
    refused(run("diff", GATSBY), "no dump with named graphs", "export nquads")
    refused(run("diff", tmp_path / "none.nq"), "cannot read this file")
    refused(run("diff", ROOT, ROOT, "--data", GATSBY), "leave out NEW")


def test_history_is_told_oldest_first_by_whose_word(run: Run, one: str) -> None:
    ran = run("history", "MAHOGANY", "--registry", one, "--quiet", "--format", "json")
    listed = json.loads(ran.out)["results"]["bindings"]
    assert [[row[name]["value"] for name in ("date", "event", "says", "source")] for row in listed] == [
        ["2021", "status by the review", "ongoing", "Review of HER2-positive gastric cancer"],
        *(
            [
                "2021",
                "verdict by the review",
                f"MAHOGANY: verdict on {agent} pending",
                "Review of HER2-positive gastric cancer",
            ]
            for agent in ("margetuximab", "retifanlimab", "tebotelimab")
        ),
        ["2026-01-01", "status by the register", "suspended (register)", "NCT04082364"],
    ]
    assert [row["origin"]["value"].partition(";")[0] for row in listed] == [
        *["asserted"] * 4,
        "from the register",
    ]


def test_a_later_source_stands_beside_what_it_supersedes(kg: KnowledgeGraph) -> None:
    listed = [[row.date, row.event, row.says] for row in kg.ask("history", subject="RC48-ADC phase 2 trial")]
    assert listed[-1] == [
        "2021-10",
        "superseded by a later source",
        "RC48-ADC: the published paper gives 7.9 months of 125 patients",
    ]


@pytest.mark.parametrize(
    ("subject", "date", "says"),
    [
        # Novel strategies, paragraphs 7 and 12: "presented at the American Society for Clinical Oncology (ASCO) in
        # 2018", "presented at the 2021 ASCO Annual Meeting"; Introduction, paragraph 2: "proposed in 2014"
        ("zanidatamab phase 1 basket trial", "2018", "zanidatamab phase 1: presented in 2018"),
        ("zanidatamab", "2018", "zanidatamab phase 1: presented in 2018"),
        ("KEYNOTE-811", "2021", "KEYNOTE-811: first interim results presented in 2021"),
        ("ASCO", "2018", "zanidatamab phase 1: presented in 2018"),
        ("TCGA classification", "2014", "the year that the review gives with it"),
    ],
)
def test_what_the_review_gives_a_year_to_is_history(
    kg: KnowledgeGraph, subject: str, date: str, says: str
) -> None:
    told = [(row.date, row.event, row.says) for row in kg.ask("history", subject=subject)]
    assert (date, "dated by the review", says) in told


@slow
def test_anothers_verdict_is_not_in_the_reviews_history(tmp_path: Path) -> None:
    theirs = her2gc.load(data=others.write(tmp_path / "theirs"))
    assert [row.trial for row in theirs.ask("verdicts", trial="EXTRA-1")] == ["EXTRA-1"]
    told = theirs.ask("history", subject="EXTRA-1")
    assert {(row.event, row.source) for row in told} == {
        ("status by another source", "EXTRA-1.ttl"),
        ("verdict by another source", "EXTRA-1.ttl"),
    }
    told = theirs.ask("history", subject="tucatinib")
    assert {row.event for row in told if "EXTRA" in row.says} == {"verdict by another source"}
    assert not [row for row in told if "by the review" in row.event and "EXTRA" in row.says]


def test_of_many_changes_the_first_are_told_and_all_are_counted() -> None:
    gone = [changes.Change("trials", "notable", "gone", {"trial": f"T{n}"}, {}, []) for n in range(25)]
    lines = told.table(changes.Compared(gone, 3), 20).splitlines()
    assert lines[0] == "notable  trials  gone: T0"
    assert lines[19:] == [
        "notable  trials  gone: T19",
        "... and 5 more",
        "25 notable, in the answers to 3 questions",
    ]
