"""Nothing fails for want of POSIX: every command runs where a system has neither fork nor groups, as Windows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from her2gc.python.knowledge import KnowledgeGraph
from sampling import slow

MANY = """
import json, os, sys
from her2gc import cli
from her2gc.sources import homes
assert not hasattr(os, "killpg")
said = []
for command in json.loads(sys.argv[1]):
    said.append([command, cli.main(command)])
print("\\n" + json.dumps(said))
"""


def elsewhere(folder: Path, *commands: list[str], **environment: str) -> tuple[list[list[object]], str]:
    """Run commands in one process on such a system; return each with its exit code, and what stderr got."""
    # where there are no locks, nobody who has them is to take what lies there for left over
    own = folder / "temporary"
    own.mkdir(exist_ok=True)
    path = os.pathsep.join((str(ROOT / "tests/fixtures/elsewhere"), str(ROOT / "src")))
    ran = subprocess.run(
        [sys.executable, "-c", MANY, json.dumps(commands)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "TMPDIR": str(own), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1]), ran.stderr


@slow
def test_it_can_be_asked_and_drawn_and_written(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    commands = [
        ["query", "failed-agents", "--line", "second", "--format", "csv", "-o", "failed.csv"],
        [
            "ask",
            "which agents failed in the second line?",
            "--quiet",
            "--format",
            "markdown",
            "-o",
            "failed.md",
        ],
        ["show", "T-DM1", "-o", "T-DM1.txt"],
        ["links", "T-DM1", "--format", "json", "-o", "links.json"],
        ["sparql", "ASK { kg:GATSBY a her2gc:Trial }", "-o", "gatsby.txt"],
        ["export", "kgx", "--around", "T-DM1", "-o", "vault"],
        ["plot", "forest", "-o", "forest.svg"],
    ]
    said, err = elsewhere(tmp_path, *commands)
    assert said == [[command, 0] for command in commands], err
    assert [line.split(",")[1] for line in (tmp_path / "failed.csv").read_text().splitlines()] == [
        "agentLabel",
        "lapatinib",
        "trastuzumab",
        "trastuzumab emtansine",
    ]
    assert (tmp_path / "gatsby.txt").read_text() == "true\n"
    assert b"\r" not in (tmp_path / "T-DM1.txt").read_bytes()
    assert b"\r" not in (tmp_path / "failed.md").read_bytes()
    assert sorted(each.name for each in (tmp_path / "vault").iterdir()) == [
        "her2gc_edges.tsv",
        "her2gc_nodes.tsv",
    ]
    assert kg


def test_the_store_is_built_and_kept(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    show = ["show", "her2gc:Trial", "--no-builtin", "-o", "trial.txt"]
    said, err = elsewhere(tmp_path, show, HER2GC_CACHE=str(cache))
    assert said == [[show, 0]]
    assert "cannot be written" not in err
    assert len(list(cache.glob("*/complete.json"))) == 1


@slow
@pytest.mark.parametrize(
    "command",
    [
        ["validate", "--no-builtin", "--quiet"],
        ["reason", "--no-builtin", "--quiet", "-o", "report.txt"],
        [
            "sparql",
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
            "--timeout",
            "1",
            "--no-builtin",
        ],
    ],
)
def test_the_workers_run_and_are_ended(tmp_path: Path, command: list[str]) -> None:
    said, err = elsewhere(tmp_path, command, HER2GC_CACHE=str(tmp_path / "cache"))
    assert said == [[command, 3 if command[0] == "sparql" else 0]], err
    assert "Traceback" not in err


@pytest.mark.parametrize("letters", ["ascii", "cp1252", "cp437"])
def test_help_is_printed_whatever_letters_a_console_has(letters: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "her2gc.cli", "query", "conjugates", "--help"],
        env={**os.environ, "PYTHONIOENCODING": letters},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"usage: her2gc query conjugates" in ran.stdout
