"""A validation runs in a process of its own, forked where nothing else runs here, and ends at its limit."""

import os
import subprocess
import sys

import pytest

from conftest import ROOT

ASKED = """
import os, sys
from her2gc.checks.validate import apart, validate
from her2gc.errors import LimitError
{before}
assert apart._may_fork() is {forks}
said = []
found = validate(["templates/trial.ttl"], say=said.append)
assert (list(found), found.words) == ([], []), found
assert any("nodes that the files can concern" in line for line in said), said
broken = validate([{broken!r}])
assert [(each.line, each.path.rpartition("#")[2]) for each in broken if each.severity == "violation"], broken
try:
    validate(["templates/trial.ttl"], seconds=0.0)
except LimitError as error:
    assert "took more than 0 seconds" in str(error)
else:
    raise AssertionError("no limit")
if {forks}:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("none left")
else:
    print("none left")
"""


@pytest.mark.parametrize(
    ("before", "forks"), [("", hasattr(os, "fork")), ("import pyoxigraph", False)], ids=["alone", "engine"]
)
def test_both_ways_tell_findings_progress_and_limit(tmp_path: object, before: str, *, forks: bool) -> None:
    broken = os.path.join(str(tmp_path), "broken.ttl")
    with open(ROOT / "templates/trial.ttl", encoding="utf-8") as file:
        text = file.read()
    with open(broken, "w", encoding="utf-8") as file:
        file.write(text.replace("her2gc:enrolment ", "her2gc:enrolment -", 1))
    ran = subprocess.run(
        [sys.executable, "-c", ASKED.format(before=before, forks=forks, broken=broken)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "none left\n"), ran.stderr


def test_a_command_line_may_fork() -> None:
    """Once the engine is loaded, a new Python has to be started, and what every command shares would load it."""
    code = "import her2gc.cli.validate; from her2gc.checks.validate import apart; print(apart._may_fork())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(hasattr(os, "fork"))
