"""Streams that are closed, queries that take too much, signals: one word, the right exit code, nothing left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Run, refused
from her2gc import output
from sampling import slow


def shell(line: str, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command line from a shell; ``$her2gc`` in the line stands for it, ``$1`` and on for what follows."""
    command = f'her2gc="{sys.executable} -m her2gc.cli"; {line}'
    return subprocess.run(["sh", "-c", command, "sh", *args], capture_output=True, text=True, check=False)


@pytest.fixture
def own(tmp_path: Path) -> list[str]:
    """Return the arguments that ask a small file alone how much it holds."""
    (tmp_path / "own.ttl").write_text("".join(f"<urn:x:{n}> <urn:p:{n}> {n} .\n" for n in range(300)))
    (tmp_path / "q.rq").write_text("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    return ["sparql", str(tmp_path / "q.rq"), "--only-data", "--data", str(tmp_path / "own.ttl"), "--quiet"]


def test_closed_standard_output_is_told(own: list[str]) -> None:
    ran = shell('$her2gc "$@" >&-', *own)
    assert (ran.returncode, ran.stderr) == (
        2,
        "cannot write this result: standard output is closed; name a file by -o\n",
    )


def test_with_a_file_to_write_closed_streams_are_no_matter(own: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    ran = shell('$her2gc "$@" >&- 2>&- <&-', *own, "--format", "csv", "-o", str(out))
    assert ran.returncode == 0
    assert out.read_text().split() == ["n", "300"]


def test_closed_standard_error_leaves_the_answer_alone(own: list[str]) -> None:
    ran = shell('$her2gc "$@" 2>&-', *own[:-1], "--format", "csv")
    assert (ran.returncode, ran.stdout.split()) == (0, ["n", "300"])


@slow
def test_a_query_is_bounded_in_memory(run: Run, own: list[str], tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i")
    refused(run(*own), "the query needs more memory or depth than the engine has", status=3)


def _made_half(folder: Path, sign: signal.Signals) -> None:
    with output.making(str(folder), "half-") as made:
        (Path(made) / "file").write_text("")
        os.kill(os.getpid(), sign)


@pytest.mark.parametrize(("sign", "left"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)])
def test_what_is_half_made_is_removed_when_a_signal_ends_us(
    tmp_path: Path, sign: signal.Signals, left: type[BaseException]
) -> None:
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # as in a program of ours
    try:
        with pytest.raises(left):
            _made_half(tmp_path, sign)
        assert signal.getsignal(signal.SIGINT) == signal.SIG_DFL
    finally:
        for each, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
            signal.signal(each, handler)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_export_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    left = [tmp_path / ".out.ttl.4194305.part", tmp_path / ".tables.abcdefgh.part"]
    left[0].write_text("half")
    left[1].mkdir()
    others = [tmp_path / ".out.ttl.mine.part", tmp_path / ".other.ttl.4194305.part"]
    for path in others:
        path.write_text("a user's own")
    output.write(b"whole", str(tmp_path / "out.ttl"))
    from her2gc.export.files import write_folder

    write_folder(str(tmp_path / "tables"), {"a.csv": b"whole"})
    assert not [path for path in left if path.exists()]
    assert all(path.exists() for path in others)
    assert (tmp_path / "out.ttl").read_bytes() == (tmp_path / "tables/a.csv").read_bytes() == b"whole"
