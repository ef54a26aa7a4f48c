"""Forty malformed files: each ends in one clear line with file and line, in little memory, without network.

How long that takes is for bench/validation.py, which holds it to ten seconds.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from malformed import CASES

from conftest import PATIENCE
from sampling import sample, slow

GUARD = """
import socket
def refuse(*args, **kwargs):
    open({marker!r}, "w").write("network")
    raise OSError("no network in this test")
socket.socket.connect = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
"""
# a process between, as a child starts with the resident size of the process that it was forked from
MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""


def run(tmp_path: Path, *args: str) -> tuple[int, str, int]:
    """Run the command; return exit code, stderr and the largest resident size of a process in KiB."""
    guard = tmp_path / "guard"
    guard.mkdir()
    marker = tmp_path / "network-was-used"
    (guard / "sitecustomize.py").write_text(GUARD.format(marker=str(marker)))
    errors = tmp_path / "stderr"
    size = tmp_path / "size"
    command = [
        sys.executable,
        "-m",
        "her2gc.cli",
        "validate",
        "--no-builtin",
        "--quiet",
        "--timeout",
        str(PATIENCE),
        *args,
    ]
    with errors.open("wb") as file:
        child = subprocess.run(
            [sys.executable, "-S", "-c", MEASURE, str(size), *command],
            stdout=subprocess.DEVNULL,
            stderr=file,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(guard)},
            check=False,
        )
    assert not marker.exists(), "the network was asked"
    return child.returncode, errors.read_text(errors="replace"), int(size.read_text())


@slow
@pytest.mark.parametrize(
    ("name", "content", "told"),
    sample([pytest.param(*case, id=case[0]) for case in CASES], 12, "malformed files"),
)
def test_a_malformed_file_ends_in_one_clear_line(
    tmp_path: Path, name: str, content: str | bytes, told: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    args = ["--shapes", name] if name.startswith("shapes/") else [name]
    status, err, size = run(tmp_path, *args)
    assert told in err, err[:500]
    assert status in (2, 3)
    assert err.count("\n") == 1
    assert len(err) < 1000
    assert "Traceback" not in err
    assert size < 1024**2


def test_forty_at_least() -> None:
    assert len(CASES) >= 40
