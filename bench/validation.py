"""How long validation takes: the shipped graph (at most 5 s) and each malformed file of the tests (at most 10 s).

Run: ``python bench/validation.py``; it exits with 1 where a limit is passed.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(
    0,
    os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "checks", "validate"),
)

from malformed import CASES

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHIPPED, MALFORMED, RUNS = 5.0, 10.0, 5


def seconds(*args: str, folder: str) -> float:
    """Return the wall seconds of ``her2gc validate`` with these arguments."""
    start = time.monotonic()
    command = [sys.executable, "-m", "her2gc.cli", "validate", "--quiet", *args]
    subprocess.run(command, cwd=folder, check=False, capture_output=True)
    return time.monotonic() - start


def main() -> int:
    """Print the times; return 1 where one is over its limit."""
    shipped = statistics.median(seconds(folder=HERE) for _ in range(RUNS))
    print(f"shipped graph: {shipped:.2f} s, median of {RUNS}; limit {SHIPPED:g}")
    worst = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "shapes"))
        for name, content, _ in CASES:
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode())
            args = ["--shapes", name] if name.startswith("shapes/") else [name]
            worst = max(worst, (seconds("--no-builtin", *args, folder=folder), name))
    print(f"slowest of {len(CASES)} malformed files: {worst[0]:.2f} s, {worst[1]}; limit {MALFORMED:g}")
    return int(shipped > SHIPPED or worst[0] > MALFORMED)


if __name__ == "__main__":
    sys.exit(main())
