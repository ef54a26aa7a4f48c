"""Colour is discreet: it is only on a terminal, can be refused, and moves no letter."""

import io
import re

import pytest

from conftest import Run
from her2gc.cli import colour
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions.render import Sheet, table

CODES = re.compile(r"\x1b\[\d+m")
SHEET = Sheet(
    ["agent", "verdict", "note"],
    [["lapatinib [1,2]", "failed", "failed twice"], ["trastuzumab", "succeeded", ""]],
    [[None] * 3] * 2,
    "2 rows",
    ["[1] a doubt", "[2] another"],
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_grid() -> None:
    painted = colour.table(table(SHEET, 80), SHEET).split("\n")
    assert painted[0] == "\x1b[1m agent            verdict    note\x1b[0m"
    assert painted[1].startswith("\x1b[2m──")
    assert painted[2] == " lapatinib \x1b[33m[1,2]\x1b[0m  \x1b[31mfailed\x1b[0m     failed twice"
    assert painted[3] == " trastuzumab      \x1b[32msucceeded\x1b[0m"
    assert painted[4:] == ["2 rows", "\x1b[33m[1]\x1b[0m a doubt", "\x1b[33m[2]\x1b[0m another"]


def test_one_block_for_each_row() -> None:
    painted = colour.table(table(SHEET, 24), SHEET).split("\n")
    assert painted[:3] == [
        "\x1b[1magent\x1b[0m    lapatinib \x1b[33m[1,2]\x1b[0m",
        "\x1b[1mverdict\x1b[0m  \x1b[31mfailed\x1b[0m",
        "\x1b[1mnote\x1b[0m     failed twice",
    ]
    assert "\x1b[1mverdict\x1b[0m  \x1b[32msucceeded\x1b[0m" in painted


def test_without_rows() -> None:
    empty = Sheet(["agent"], [], [], "no rows", ["why: nothing fits"])
    assert colour.table(table(empty), empty) == "no rows\nwhy: nothing fits"


@pytest.mark.parametrize("width", [40, 80, 120, 250])
@pytest.mark.parametrize("name", ["failed-agents", "agents", "discrepancies", "response-rates", "verdicts"])
def test_no_letter_is_moved(kg: KnowledgeGraph, name: str, width: int) -> None:
    answer = kg.ask(name)
    plain = answer.text(width=width)
    painted = colour.table(plain, answer.sheet)
    assert painted != plain
    assert CODES.sub("", painted) == plain


def test_only_verdicts_are_told_apart(kg: KnowledgeGraph) -> None:
    answer = kg.ask("failed-agents", line="second")
    painted = colour.table(answer.text(width=80), answer.sheet)
    assert painted.count("\x1b[31m") == 1  # told once for lapatinib, trastuzumab, trastuzumab emtansine
    assert "\x1b[31mfailed\x1b[0m" in painted
    assert "\x1b[32m" not in painted


def test_an_entity(kg: KnowledgeGraph) -> None:
    plain = kg.show("T-DM1").text()
    painted = colour.entity(plain)
    assert painted.startswith("\x1b[1mtrastuzumab emtansine\x1b[0m\n")
    assert "\x1b[2m[inferred]\x1b[0m" in painted
    assert CODES.sub("", painted) == plain


def test_findings() -> None:
    told = colour.findings("kg:A\n    5: violation her2gc:hasPhase: no violation\n    6: warning: odd")
    assert told == (
        "kg:A\n    5: \x1b[31mviolation\x1b[0m her2gc:hasPhase: no violation\n    6: \x1b[33mwarning\x1b[0m: odd"
    )


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [("NO_COLOR", "1", False), ("NO_COLOR", "", True), ("TERM", "dumb", False), ("TERM", "xterm", True)],
)
def test_it_can_be_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str, shown: bool) -> None:  # noqa: FBT001
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    assert colour.wanted(Terminal()) is shown
    assert not colour.wanted(io.StringIO())


@pytest.mark.parametrize("command", ["query failed-agents --line second", "show T-DM1", "links T-DM1"])
def test_a_pipe_gets_none(run: Run, command: str) -> None:
    assert "\x1b" not in run(*command.split(), "--format", "table").out
