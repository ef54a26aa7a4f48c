"""Answers fit to be read: few lines a row, no flood, whole on request, page by page on a terminal."""

import re
from statistics import median
from typing import Any

import pytest

from conftest import Run
from her2gc.cli import pager
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions.render import Sheet, table
from sampling import slow

RULE = re.compile("\u2500{10,}")


def heights(text: str, count: int) -> list[int]:
    """Return how many lines each row of a table takes, by how many rows its answer has."""
    body = re.split(rf"\n(?:the first \d+ of )?{count} rows?\b", text)[0]
    parts = [part.strip("\n") for part in RULE.split(body)]
    rows = [part for part in parts if part]
    if len(RULE.findall(body)) == 1 and parts[1]:  # a grid: its head, a rule, its rows
        grid = parts[1]
        rows = grid.split("\n\n") if "\n\n" in grid else grid.splitlines()
    return [len(row.splitlines()) for row in rows]


@slow
def test_no_default_answer_floods_a_terminal(kg: KnowledgeGraph) -> None:
    tall = {}
    for name, question in kg.questions.items():
        answer = kg.ask(name, **{each.name: each.example for each in question.parameters if each.required})
        text = answer.text(width=100)
        assert len(text.splitlines()) <= 200, name
        if answer and (middle := median(heights(text, len(answer)))) > 6:
            tall[name] = middle
    assert tall == {}


def test_what_is_cut_is_told_and_whole_on_request(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    short = run("query", "claims-by-stance", "--format", "table").out
    assert re.search(r"the first \d+ of 207 rows.*; --all shows every row", short)
    whole = run("query", "claims-by-stance", "--format", "table", "--all").out
    assert "--all" not in whole
    assert len(whole.splitlines()) > 200
    shown = {int(number) for number in re.findall(r"^\[(\d+)\]", short, re.MULTILINE)}
    assert shown == {int(each) for group in re.findall(r"\[([\d,]+)\]", short) for each in group.split(",")}


def test_a_cell_that_is_the_same_in_every_row_is_told_once() -> None:
    rows = [
        [f"trial {n}", "overall survival of all patients", "months", "x" * 30, "y" * 30] for n in range(3)
    ]
    text = table(Sheet(["trial", "measure", "unit", "one", "other"], rows, [], "3 rows", []), 80)
    assert text.count("overall survival of all patients") == 1
    assert "in every row: measure: overall survival of all patients \u00b7 unit: months" in " ".join(
        text.split()
    )


def test_tables_go_through_a_pager_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr("subprocess.run", lambda words, **given: shown.append((words, given["input"])))
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(pager, "_height", lambda: 24)
    monkeypatch.setenv("PAGER", "more -x")
    written: list[bytes] = []
    monkeypatch.setattr("her2gc.cli.pager.write", lambda body, output: written.append(body))
    long, brief = b"row\n" * 30, b"row\n"
    pager.show(long)
    assert (shown, written) == ([], [long])
    for stream in ("sys.stdout", "sys.stdin"):
        monkeypatch.setattr(f"{stream}.isatty", lambda: True)
    pager.show(brief)
    assert (shown, written[1:]) == ([], [brief])
    pager.show(long)
    assert shown == [(["more", "-x"], long)]
    monkeypatch.setenv("PAGER", "cat")
    pager.show(long)
    assert written[2:] == [long]


def test_what_the_origins_of_all_rows_say_alike_is_told_once(kg: KnowledgeGraph) -> None:
    answer = kg.ask("failed-agents")
    alike = "asserted, unit inferred: progression free survival, overall survival"
    for form in ("table", "markdown", "html"):
        text = " ".join(answer.text(form, 100).replace("<br>", " ").split())
        assert text.count(alike) == 1, form
        assert f"6 rows; of each, {alike}" in text, form
        assert text.count("inferred: compared") == 2, form  # LOGiC and JACOB only


def test_an_origin_that_all_rows_share_stands_in_papers_too(kg: KnowledgeGraph) -> None:
    for form in ("markdown", "html"):
        assert "1 row, asserted" in kg.ask("words-against-figures").text(form)
