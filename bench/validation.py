"""What validation costs: the shipped graph, a file of one trial, and each malformed file of the tests.

The file of one trial is told as a multiple of a warm ``her2gc query``, the shipped graph also as a share of what the
engine shifty takes for it, each measured in the same run. All else is told in turns, each the processor time of twenty
million Python additions measured beside it, so that neither the machine nor its load decides.
With ``--reference`` the reference is asked for the shipped graph, too, which takes minutes and must pass it.
Run: ``python bench/validation.py``; it exits with 1 where a limit is passed.
"""

import os
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(
    0,
    os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tests", "checks", "validate"),
)

from malformed import CASES

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHIPPED, MALFORMED, RUNS = 12.0, 2.0, 5  # turns, turns, times
ONE_FILE, SHARE = 3.0, 0.45  # of a warm query, of shifty's time
TURN = "n = 0\nfor i in range(20_000_000): n += i"


def seconds(*command: str, folder: str, passes: bool = False) -> float:
    """Return the processor seconds of a command of Python, which may have to pass, and of all that it starts.

    Modules are kept compiled, as those of an installed package are; else compiling them is most of a short command.
    """
    kept = os.path.join(tempfile.gettempdir(), "her2gc-bench-compiled")
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": kept}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = os.times()
    subprocess.run([sys.executable, *command], cwd=folder, check=passes, capture_output=True, env=environment)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def turns(*args: str, folder: str) -> float:
    """Return what ``her2gc validate`` costs with these arguments, in turns."""
    asked = seconds("-m", "her2gc.cli", "validate", "--quiet", *args, folder=folder)
    return asked / seconds("-I", "-S", "-c", TURN, folder=folder)


def main() -> int:
    """Print what it costs; return 1 where one is over its limit."""
    shipped = statistics.median(turns(folder=HERE) for _ in range(RUNS))
    print(f"shipped graph: {shipped:.2f} turns, median of {RUNS}; limit {SHIPPED:g}")
    seconds("-m", "her2gc.cli", "query", "verdicts", folder=HERE)  # so that all is warm
    ask, check = ("-m", "her2gc.cli", "query", "verdicts"), ("-m", "her2gc.cli", "validate")
    one = statistics.median(
        seconds(*check, "templates/trial.ttl", folder=HERE) / seconds(*ask, folder=HERE) for _ in range(RUNS)
    )
    print(f"a file of one trial: {one:.1f} times a warm query, median of {RUNS}; limit {ONE_FILE:g}")
    store, shifty = (
        seconds(*check, *way, folder=HERE, passes=True) for way in (("--all",), ("--engine", "shifty"))
    )
    share = store / shifty
    print(f"the shipped graph by the store: {share:.2f} of what shifty takes; limit {SHARE:g}")
    if "--reference" in sys.argv[1:]:
        trial = seconds(*check, "templates/trial.ttl", folder=HERE)
        whole = seconds(*check, "--engine", "pyshacl", "--timeout", "1800", folder=HERE, passes=True)
        print(f"a file of one trial: 1/{whole / trial:.0f} of what pyshacl takes for the shipped graph")
    worst = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "shapes"))
        for name, content, _ in CASES:
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode())
            args = ["--shapes", name] if name.startswith("shapes/") else [name]
            worst = max(worst, (turns("--no-builtin", *args, folder=folder), name))
    print(f"slowest of {len(CASES)} malformed files: {worst[0]:.2f} turns, {worst[1]}; limit {MALFORMED:g}")
    return int(shipped > SHIPPED or one > ONE_FILE or share > SHARE or worst[0] > MALFORMED)


if __name__ == "__main__":
    sys.exit(main())
