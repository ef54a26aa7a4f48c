"""What a newcomer types first: the bare command, its help, and the tabulator key."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest
from argcomplete.finders import CompletionFinder

import her2gc
from conftest import Run
from her2gc.cli import COMMANDS, completing
from her2gc.cli.completion import SHELLS
from her2gc.python.knowledge import KnowledgeGraph

Offers = Callable[[str], set[str]]


def test_alone_it_prints_help(run: Run) -> None:
    alone = run()
    assert (alone.status, alone.err) == (0, "")
    assert alone.out == run("--help").out


def test_help_shows_three_examples_in_80_columns(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = run("--help").out
    assert max(map(len, out.splitlines())) <= 80
    shown = [line.strip() for line in out.partition("examples:\n")[2].splitlines()]
    assert [line.split("  ")[0] for line in shown[:3]] == [
        'her2gc ask "which anti-HER2 agents failed in the second line?"',
        "her2gc query trial-evidence --trial T-ACT",
        "her2gc show T-DM1",
    ]


@pytest.mark.parametrize("command", [*COMMANDS, "query failed-agents"])
def test_help_fits_80_columns(run: Run, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, run(*command.split(), "--help").out.splitlines())) <= 80


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "which anti-HER2 agents failed in the second line?"),
        ("query", "trial-evidence", "--trial", "T-ACT"),
        ("show", "T-DM1"),
    ],
)
def test_the_examples_work(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command, "--quiet")
    assert ran.status == 0
    assert ran.out


def test_python_lists_what_it_offers() -> None:
    assert {"load", "owl", "Answer", "KnowledgeGraph", "Her2gcError", "LimitError"} <= set(dir(her2gc))


@pytest.fixture
def offers(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> Offers:
    """Return what a line may go on with, as a shell asks for it."""
    del kg  # so that the store is there
    # argcomplete would take file descriptor 9 for its debugging, which is pytest's here
    monkeypatch.setattr(CompletionFinder, "_init_debug_stream", lambda _: None)

    def ask(line: str) -> set[str]:
        monkeypatch.setenv("_ARGCOMPLETE", "1")
        monkeypatch.setenv("_ARGCOMPLETE_IFS", "\n")
        monkeypatch.setenv("_ARGCOMPLETE_SUPPRESS_SPACE", "1")
        monkeypatch.setenv("COMP_LINE", line)
        monkeypatch.setenv("COMP_POINT", str(len(line)))
        out = io.StringIO()
        codes: list[int] = []
        completing.complete(output=out, leave=codes.append)
        assert codes == [0]
        return set(out.getvalue().split("\n")) - {""}

    return ask


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("her2gc va", {"validate"}),
        ("her2gc completion ", {"bash", "zsh", "fish", "-h", "--help"}),
        ("her2gc query trial-ev", {"trial-evidence"}),
        ("her2gc query --quiet failed-a", {"failed-agents"}),
        ("her2gc query failed-agents --li", {"--line"}),
        ("her2gc query failed-agents --line s", {"second", "second-line"}),
        ("her2gc query trial-evidence --trial gat", {"GATSBY"}),
        ("her2gc query failed-agents --format ", {"table", "csv", "tsv", "json", "xml", "markdown", "html"}),
        ("her2gc show T-DM", {"T-DM1"}),
        ("her2gc links trastuzumab-em", {"trastuzumab-emtansine"}),
        ("her2gc export graphm", {"graphml"}),
        ("her2gc export html --around GATS", {"GATSBY"}),
        ("her2gc export html --line third", {"third", "third-line", "third-line-or-later"}),
        ("her2gc reason --overlay ", {"table-5"}),
        ("her2gc show no-such-thing-", set()),
    ],
)
def test_a_line_goes_on(offers: Offers, line: str, offered: set[str]) -> None:
    assert offers(line) == offered


def test_every_allowed_line_of_therapy_is_offered(offers: Offers) -> None:
    offered = offers("her2gc query failed-agents --line ")
    assert {"first-line", "second-line", "third-line-or-later"} <= offered
    assert "second" not in offered  # synonyms only once a letter is typed


def test_what_is_offered_is_understood(run: Run) -> None:
    ran = run("query", "failed-agents", "--line", "second-line", "--format", "csv", "--quiet")
    assert [line.split(",")[1] for line in ran.out.splitlines()[1:]] == [
        "lapatinib",
        "trastuzumab",
        "trastuzumab emtansine",
    ]


def test_a_file_that_cannot_be_read_offers_nothing(offers: Offers) -> None:
    assert offers("her2gc show --data none.ttl T-DM") == set()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_for_its_shell(run: Run, shell: str) -> None:
    out = run("completion", shell).out
    assert "her2gc" in out
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not on this machine")
    read = subprocess.run([shell, "-n"], input=out, capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


def test_bash_completes_with_it(run: Run, kg: KnowledgeGraph) -> None:
    script = run("completion", "bash").out
    line = "her2gc query failed-agents --line sec"
    asked = f"{script}\nCOMP_LINE='{line}' COMP_POINT={len(line)} COMP_TYPE=9\n_python_argcomplete her2gc\n"
    path = os.pathsep.join((os.path.dirname(sys.executable), os.environ["PATH"]))
    told = subprocess.run(
        ["bash", "-c", asked + 'echo "${COMPREPLY[@]}"'],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(told.stdout.split()) == ["second", "second-line"]
    assert kg
