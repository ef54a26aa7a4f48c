"""The command line as a user meets it."""

import subprocess
import sys


def test_version_is_printed() -> None:
    out = subprocess.run(
        [sys.executable, "-m", "her2gc.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert out.stdout.startswith("her2gc 0.")
