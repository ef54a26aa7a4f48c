"""Progress: a terminal is told how long something takes; a pipe and a quiet user are not."""

import io
import json
import threading
from contextlib import redirect_stderr
from pathlib import Path
from types import SimpleNamespace

import pytest

from her2gc import progress
from her2gc.progress import Progress, line


class Terminal(io.StringIO):
    """Takes what is written, says that it is a terminal, and tells when something was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        done = super().write(text)
        self.written.set()
        return done


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal to put in place of stderr; what lasts is told at once."""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    return Terminal()


def on_screen(written: str) -> list[str]:
    """Return what stands on a terminal's lines in the end."""
    screen = []
    for text in written.split("\n"):
        shown = ""
        for part in text.split("\r"):
            shown = part + shown[len(part) :]
        screen.append(shown.rstrip())
    return screen


@pytest.mark.parametrize(
    ("passed", "expected", "width", "told"),
    [
        (2.2, 6, 80, "her2gc: building the graph ... 2 s of about 6 s"),
        (6.4, 6, 80, "her2gc: building the graph ... 6 s of about 6 s"),
        (9.0, 6, 80, "her2gc: building the graph ... 9 s; it usually takes about 6 s"),
        (1.0, 0.2, 80, "her2gc: building the graph ... 1 s of about 1 s"),
        (2.2, 6, 31, "her2gc: building the graph ..."),
    ],
)
def test_the_line(passed: float, expected: float, width: int, told: str) -> None:
    assert line("building the graph", passed, expected, width) == told


def test_a_terminal_is_told_and_left_clean(terminal: Terminal) -> None:
    with redirect_stderr(terminal), Progress(quiet=False).during("building the graph", 3):
        assert terminal.written.wait(20)
    assert "building the graph ... 0 s of about 3 s" in terminal.getvalue()
    assert on_screen(terminal.getvalue()) == [""]


def test_a_line_of_words_stays_whole(terminal: Terminal) -> None:
    told = Progress(quiet=False)
    with redirect_stderr(terminal), told.during("building the graph", 3):
        assert terminal.written.wait(20)
        told.say("5 files")
    assert on_screen(terminal.getvalue()) == ["her2gc: 5 files", ""]


def test_an_error_leaves_the_terminal_clean(terminal: Terminal) -> None:
    def fail() -> None:
        with redirect_stderr(terminal), Progress(quiet=False).during("building the graph", 3):
            assert terminal.written.wait(20)
            raise ValueError("three")

    with pytest.raises(ValueError, match="three"):
        fail()
    assert on_screen(terminal.getvalue()) == [""]


def test_the_next_estimate_is_what_it_took(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr("her2gc.progress.time", SimpleNamespace(monotonic=lambda: clock[-1]))
    (tmp_path / "durations.json").write_text('{"building the graph": 41.6, "odd": null}')
    told = Progress(quiet=False, folder=str(tmp_path))
    with redirect_stderr(terminal), told.during("building the graph", 3):
        assert terminal.written.wait(20)
        clock.append(7.04)
    assert "0 s of about 42 s" in terminal.getvalue()
    assert json.loads((tmp_path / "durations.json").read_text()) == {"building the graph": 7.0}


@pytest.mark.parametrize("kept", ["", "{", "[1]", '{"building the graph": "long"}'])
def test_a_foreign_memory_is_ignored(terminal: Terminal, tmp_path: Path, kept: str) -> None:
    (tmp_path / "durations.json").write_text(kept)
    told = Progress(quiet=False, folder=str(tmp_path))
    with redirect_stderr(terminal), told.during("building the graph", 3):
        assert terminal.written.wait(20)
    assert "of about 3 s" in terminal.getvalue()


def test_quiet_means_quiet(terminal: Terminal) -> None:
    told = Progress(quiet=True)
    with redirect_stderr(terminal), told.during("building the graph", 3):
        told.say("5 files")
        assert not [each for each in threading.enumerate() if each.name.startswith("her2gc")]
    assert terminal.getvalue() == ""
    with redirect_stderr(terminal):
        told.say("the cache cannot be written", always=True)
    assert terminal.getvalue() == "her2gc: the cache cannot be written\n"


def test_a_pipe_gets_plain_lines_only() -> None:
    pipe = io.StringIO()
    told = Progress(quiet=False)
    with redirect_stderr(pipe), told.during("building the graph", 3):
        assert not [each for each in threading.enumerate() if each.name.startswith("her2gc")]
        told.say("5 files")
    assert pipe.getvalue() == "her2gc: 5 files\n"
