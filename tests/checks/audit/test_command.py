"""The command without the review's text."""

import json
from pathlib import Path

from conftest import Run
from sampling import slow


@slow
def test_without_a_text_it_says_so_and_runs_the_rest(run: Run) -> None:
    ran = run("audit")
    assert ran.status == 0
    assert "no text given" in ran.out
    assert "T-ACT: overall survival" in ran.out
    assert "Coverage" not in ran.out


@slow
def test_json_without_a_text(run: Run) -> None:
    body = json.loads(run("audit", "--format", "json").out)
    assert (body["text"], body["coverage"]) == ("none", None)


@slow
def test_bad_input_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    missing = run("audit", "--text", str(tmp_path / "none.txt"))
    assert missing.status == 2
    assert missing.err.count("\n") == 1
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"one\n\xff\xfe")
    ran = run("audit", "--text", str(binary))
    assert ran.status == 2
    assert f"{binary}:2: this is not UTF-8 text" in ran.err
    broken = tmp_path / "broken.ttl"
    broken.write_text("kg:x a .")
    assert run("audit", "--data", str(broken)).status == 2


@slow
def test_a_users_own_file_is_audited(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix her2gc: <https://w3id.org/her2gc/ontology#> .\n"
        "@prefix kg: <https://w3id.org/her2gc/kg/> .\n"
        "kg:own her2gc:value 8.7 ; her2gc:statedIn kg:Table-4-GATSBY-OS .\n"
    )
    ran = run("audit", "--data", str(own))
    assert ran.status == 1
    assert "value 8.7 does not stand in" in ran.out


@slow
def test_the_report_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    assert run("audit", "-o", str(tmp_path / "report.txt")).status == 0
    assert (tmp_path / "report.txt").read_text().startswith("Text\n")
