"""Readers that have an environment of their own, ``.venv-readers``: each runs a script beside this file there."""

import subprocess
from pathlib import Path

from conftest import ROOT

from .browser import missing

HERE = Path(__file__).parent
PYTHON = ROOT / ".venv-readers/bin/python"


def by(reader: str, script: str, *given: str | Path) -> str:
    """Return what a script prints."""
    if not PYTHON.exists():
        missing(f"{reader} (.venv-readers)")
    command: list[str | Path] = [PYTHON, HERE / script, *given]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout
