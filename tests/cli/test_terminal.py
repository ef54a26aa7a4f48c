"""What a contributor writes, in a file or as its name, is letters to a terminal: it moves and hides nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from her2gc import output

pty = pytest.importorskip("pty")  # no such terminals under Windows

TITLE, UP, ERASE = "\x1b]0;owned\x07", "\x1b[1A", "\x1b[2K"
WORDS = f"tucatinib {TITLE}worked{UP}{ERASE}\rreally \u202ednes\u202c \x9b31m"
FILE = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

kg:MINE a her2gc:Trial ; rdfs:label "MINE {words}"@en ; her2gc:inLine kg:second-line ; her2gc:testsAgent kg:tucatinib .
kg:MINE-verdict a her2gc:Verdict ; rdfs:label "MINE verdict {words}"@en ; her2gc:ofTrial kg:MINE ;
    her2gc:onAgent kg:tucatinib ; her2gc:hasVerdictOutcome kg:failed .
"""


def on_terminal(*args: str, **variables: str) -> str:
    """Return all that a command writes to a terminal, on both streams."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "PAGER": "cat", **variables}
    with subprocess.Popen(
        [sys.executable, "-m", "her2gc.cli", *args],
        cwd=ROOT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    ) as child:
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 1 << 16)
            except OSError:  # the other end has gone
                break
            if not part:
                break
            said += part
        child.wait()
    os.close(ours)
    return said.decode()


def bare(said: str) -> str:
    """Return what was written without our colours and the line ends of a terminal."""
    return re.sub(r"\x1b\[(?:0|1|2|31|32|33)m|\r+\n", "", said)


@pytest.fixture
def file(tmp_path: Path) -> str:
    escaped = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04X}" for letter in WORDS)
    path = tmp_path / "mine.ttl"
    path.write_text(FILE.replace("{words}", escaped), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    "args",
    [
        ("show", "MINE"),
        ("query", "verdicts", "--trial", "kg:MINE"),
        ("query", "failed-agents", "--format", "csv"),
        ("query", "failed-agents", "--format", "json"),
    ],
    ids=["show", "query", "csv", "json"],
)
def test_a_label_does_not_steer_the_terminal(file: str, args: tuple[str, ...]) -> None:
    said = bare(on_terminal(*args, "--quiet", "--data", file))  # progress writes its line anew, by a return
    assert "MINE" in said
    assert "\\u001B" in said or "\\u001b" in said  # JSON has its own way to write it
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said), ascii(said)


def test_a_name_of_a_file_does_not_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / f"{TITLE.replace('/', '')}{UP}.ttl"
    path.write_text("kg:MINE a", encoding="utf-8")
    for args in (
        ("show", "MINE", "--data", str(path)),
        ("validate", str(path)),
        ("build", str(path), "-o", ""),
    ):
        said = bare(on_terminal(*args, "--quiet"))  # progress writes its line anew, by a return
        assert "owned" in said or args[0] == "build"
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", said), ascii(said)


def test_a_pipe_has_it_as_it_is(file: str) -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "her2gc.cli",
            "query",
            "verdicts",
            "--trial",
            "kg:MINE",
            "--data",
            file,
            "--format",
            "csv",
        ],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert TITLE in ran.stdout.decode()


def test_our_colours_stay_and_others_go() -> None:
    told = output.for_terminal("\x1b[31mfailed\x1b[0m \x1b[8mhidden \x1b[2J\r\n\tend \xff".encode()).decode()
    assert told == "\x1b[31mfailed\x1b[0m \\u001B[8mhidden \\u001B[2J\r\n\tend \xff"
    assert output.for_terminal(b"\xff\x00") == b"\xff\\u0000"
