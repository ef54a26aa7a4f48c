"""What is told in a line before the shapes, and what helps to mend a finding: of made-up files, each with one fault."""

import gzip
from pathlib import Path

import pytest
from test_other_words import HEAD

from conftest import ROOT, Run
from her2gc.checks.validate import Findings, run
from her2gc.checks.validate.report import report
from her2gc.errors import Her2gcError
from her2gc.sources import homes
from her2gc.store.graph import open_graph
from sampling import slow

pytestmark = [slow, pytest.mark.usefixtures("lines_once")]  # each validates or loads a graph anew

TRIAL = (ROOT / "templates" / "trial.ttl").read_text(encoding="utf-8")
ARM = 'kg:ZB a her2gc:Trial ; rdfs:label "ZB"@en ;\n    her2gc:hasArm [ a her2gc:Arm ] .\n'


def told(tmp_path: Path, text: str, engine: str | None = None) -> Findings:
    """Validate a text as a file of a user's."""
    path = tmp_path / "mine.ttl"
    path.write_text(text, encoding="utf-8")
    return run([str(path)], engine=engine, say=lambda _: None)


def lines(found: Findings) -> list[tuple[str, int]]:
    """Return rule and line of each finding."""
    return [(each.rule, each.line) for each in found]


@pytest.mark.parametrize("engine", ["store", "shifty", "pyshacl"])
def test_a_node_without_a_name_is_told_at_its_line(tmp_path: Path, engine: str) -> None:
    found = told(tmp_path, HEAD + ARM, engine)
    assert lines(found) == [("node-has-a-name", HEAD.count("\n") + 2)]
    assert found.fails
    assert "give it one" in found[0].message
    for form in ("text", "json", "turtle", "junit", "sarif"):
        assert "no name" in report(found, form)


@pytest.mark.parametrize(
    ("old", "wrong", "name"),
    [
        ("https://w3id.org/her2gc/kg/", "http://w3id.org/her2gc/kg/", "kg"),
        ("https://w3id.org/her2gc/ontology#", "https://w3id.org/her2gc/ontology/", "her2gc"),
        ("http://www.w3.org/2000/01/rdf-schema#", "https://www.w3.org/2000/01/rdf-schema#", "rdfs"),
    ],
)
def test_a_prefix_that_is_spelled_wrong_is_one_line(tmp_path: Path, old: str, wrong: str, name: str) -> None:
    text = TRIAL.replace(old, wrong)
    line = text[: text.index(wrong)].count("\n") + 1
    found = told(tmp_path, text)
    assert lines(found) == [("prefix-is-ours", line)]
    assert found[0].message.startswith(f"the prefix {name}: is <{old}>")


@pytest.mark.parametrize("mark", ["\\u0000", "\\u001B[31m", "\\u202E", "\\u009B"])
def test_a_control_character_is_told_and_not_printed(tmp_path: Path, mark: str) -> None:
    found = told(tmp_path, TRIAL.replace('rdfs:label "EXAMPLE-1"@en', f'rdfs:label "EXAMPLE-1{mark}"@en'))
    assert ("text-is-plain", 14) in lines(found)
    shown = report(found)
    assert f"U+{mark[2:6]}" in shown
    assert not set("\0\x1b\u202e\x9b") & set(shown)


@pytest.mark.parametrize(
    ("day", "good"), [("2026-11-31", False), ("2025-02-29", False), ("2024-02-29", True)]
)
def test_a_day_is_in_the_calendar(tmp_path: Path, day: str, *, good: bool) -> None:
    found = told(tmp_path, TRIAL.replace('dcterms:date "2026-11"', f'dcterms:date "{day}"'))
    assert ([each.rule for each in found] == []) == good
    assert good or "day-is-in-the-calendar" in {each.rule for each in found}


@slow
def test_same_as_is_warned_of(tmp_path: Path) -> None:
    same = "kg:EXAMPLE-1 <http://www.w3.org/2002/07/owl#sameAs> kg:GATSBY .\n"
    found = told(tmp_path, TRIAL + same)
    assert [(each.rule, each.severity) for each in found] == [("one-name-for-one-thing", "warning")]
    assert "kg:EXAMPLE-1 and kg:GATSBY" in found[0].message


@pytest.mark.parametrize(
    ("old", "wrong", "near"),
    [
        ("her2gc:hazardRatio", "her2gc:hazzardRatio", "her2gc:hazardRatio"),
        ("her2gc:hasPhase", "her2gc:hasphase", "her2gc:hasPhase"),
        ("a her2gc:Contrast", "a her2gc:Contrst", "her2gc:Contrast"),
        ("kg:month", "kg:months", "kg:month"),
    ],
)
def test_the_nearest_name_is_told(tmp_path: Path, old: str, wrong: str, near: str) -> None:
    assert f"correct its spelling ({near}?)" in report(told(tmp_path, TRIAL.replace(old, wrong)))


def test_a_comma_in_a_figure_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, TRIAL.replace("her2gc:value 9.1", "her2gc:value 9,1"))
    assert "In Turtle a comma stands between two values: write 9.1." in report(found)


def test_text_that_is_not_utf_8(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "latin1.ttl"
    path.write_bytes((TRIAL + "# Gefäß\n").encode("latin-1"))
    ran = run("validate", path)
    assert ran.status == 2
    assert "save it as UTF-8" in ran.err


SMITH = (
    HEAD
    + """
kg:SMITH-1 a her2gc:Passage ; rdfs:label "Smith paper, results: survival"@en ; her2gc:inSource kg:SMITH ;
    her2gc:snippet "SNIPPET" .
"""
)


@pytest.mark.parametrize(
    ("printed", "more"),
    [
        ("412 patients", "kg:GATSBY her2gc:enrolment 412 ; her2gc:statedIn kg:SMITH-1 ."),
        ("HR = 1.51", "kg:GATSBY-OS-contrast her2gc:hazardRatio 1.51 ; her2gc:statedIn kg:SMITH-1 ."),
    ],
)
def test_another_figure_on_a_node_of_ours_is_shown_its_way(tmp_path: Path, printed: str, more: str) -> None:
    found = told(tmp_path, SMITH.replace("SNIPPET", printed) + more)
    assert [Path(each.file).name for each in found] == ["mine.ttl"]
    assert found[0].line == (SMITH + more).count("\n") + 1
    for part in ("kg/review/trials/GATSBY.ttl:", "a node of its own", "Discrepancy", "supersedes"):
        assert part in found[0].message
    assert "keep the one" not in found[0].message


def test_a_figure_of_ones_own_beside_ours_conforms(tmp_path: Path) -> None:
    """The way that the message shows: a doubt that concerns the node of ours, with both places."""
    way = """
kg:GATSBY-enrolment-smith a her2gc:Discrepancy ; rdfs:label "GATSBY: patients by Smith"@en ; her2gc:concerns kg:GATSBY ;
    her2gc:hasDiscrepancyKind kg:contradiction ; her2gc:hasWeight kg:moderate-weight ;
    her2gc:atPlace kg:SMITH-1 , kg:Table-4-GATSBY-Phase ;
    her2gc:suspicion "Smith gives 412 patients." ; her2gc:handling "Both stand as printed." .
"""
    assert lines(told(tmp_path, SMITH.replace("SNIPPET", "412 patients") + way)) == []


@pytest.fixture
def others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of other sources of a copy of the data."""
    root = tmp_path / "root"
    root.mkdir()
    for name in ("ontology", "shapes", "queries"):
        (root / name).symlink_to(ROOT / name)
    (root / "kg" / "others").mkdir(parents=True)
    for name in ("review", "curation"):
        (root / "kg" / name).symlink_to(ROOT / "kg" / name)
    monkeypatch.setattr(homes, "data_root", lambda: str(root))
    return root / "kg" / "others"


def test_a_file_of_another_source_is_held_to_the_rules_of_its_home(others: Path) -> None:
    path = others / "c5.ttl"
    path.write_text(HEAD[: HEAD.index("kg:SMITH")] + 'kg:ZR a her2gc:Region ; rdfs:label "ZR"@en ; '
                    "her2gc:statedIn kg:Failures-JACOB-verdict .\n")  # fmt: skip
    for files in ([str(path)], []):
        found = [
            each for each in run(files, say=lambda _: None) if each.rule == "graph-of-others-names-its-source"
        ]
        assert [(each.file, each.line) for each in found] == [(str(path), 1)]
        assert "her2gc:OtherSource" in found[0].message


@pytest.mark.parametrize("ending", ["ttl", "TTL", "nt", "trig", "nq", "ttl.gz"])
def test_another_source_is_read_in_any_syntax_that_data_is(others: Path, ending: str) -> None:
    path = others / f"mine.{ending}"
    text = b'<https://w3id.org/her2gc/kg/ZR> <http://www.w3.org/2000/01/rdf-schema#label> "ZR" .\n'
    path.write_bytes(gzip.compress(text) if ending.endswith("gz") else text)
    assert homes.other_sources() == [homes.Source(str(path), f"{homes.OTHERS}/mine")]
    assert homes.unread() == []


@pytest.mark.parametrize("ending", ["rdf", "jsonld", "owl", "n3", "csv"])
def test_a_file_of_another_source_that_is_not_read_is_told(
    others: Path, ending: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (others / "README.md").write_text("Sources.\n")
    (others / f"mine.{ending}").write_text("")
    with pytest.raises(Her2gcError, match=rf"1 file of kg/others/ not read: mine\.{ending}"):
        run([], say=lambda _: None)
    open_graph()
    assert f"mine.{ending} is not read" in capfd.readouterr().err
