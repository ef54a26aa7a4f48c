"""Kill builds and exports in the middle, hundreds of times: nothing torn, nothing left behind, the next start right.

Run by hand: ``python bench/kills.py [KILLS]`` (500 without a number; some fifteen minutes on a core). Each round starts
one command on a small file of its own, kills it after a random part of the time that the command takes, and then lets
another one run to its end and looks at what it gave and at what lies about.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATA = "@prefix ex: <urn:x:> .\n" + "".join(f"ex:s{n} ex:p {n} .\n" for n in range(2000))
ASK = "SELECT (COUNT(*) AS ?n) (SUM(?o) AS ?sum) { ?s <urn:x:p> ?o }"
RIGHT = "n,sum\n2000,1999000\n"
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


def run(
    *args: str, home: Path, kill_after: float | None = None, sign: int = signal.SIGKILL
) -> tuple[int, str, str]:
    """Run the command line, and send it a signal after so many seconds."""
    command = [sys.executable, "-m", "her2gc.cli", *args]
    environment = {**os.environ, "HER2GC_CACHE": str(home / "cache"), "TMPDIR": str(home / "tmp")}
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        if kill_after is not None:
            try:
                process.wait(kill_after)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, sign)
        out, err = process.communicate()
    return process.returncode, out, err


def leftovers(home: Path) -> list[str]:
    """Return what lies about that is neither a finished store, its manifest nor a finished export."""
    found = [entry.name for entry in (home / "cache").iterdir() if entry.name.startswith("building-")]
    found += [
        entry.name
        for entry in (home / "cache").iterdir()
        if ".json." in entry.name or entry.name.endswith(".lock")
    ]
    found += [entry.name for entry in (home / "out").iterdir() if entry.name.startswith(".")]
    return found + [entry.name for entry in (home / "tmp").iterdir() if entry.name.startswith("her2gc-")]


def main() -> None:
    """Kill, look, and count."""
    kills = int(sys.argv[1]) if sys.argv[1:] else 500
    chance = random.Random(15)  # noqa: S311 (no secret)
    faults: list[str] = []
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("cache", "tmp", "out"):
            (home / name).mkdir()
        data, query = home / "own.ttl", home / "q.rq"
        query.write_text(ASK)
        common = ("--data", str(data), "--only-data", "--quiet")
        jobs = {
            "build": ("sparql", str(query), *common),
            "file": ("export", "nquads", *common, "-o", str(home / "out/own.nq")),
            "folder": (
                "export",
                "parquet",
                "--data",
                str(data),
                "--no-builtin",
                "--quiet",
                "-o",
                str(home / "out/tables"),
            ),
        }
        for name, args in jobs.items():
            data.write_text(DATA)
            run(*args, home=home)
            start = time.monotonic()
            data.write_text(f"{DATA}# once more, {name}\n")
            subprocess.run(["rm", "-rf", str(home / "out/tables")], check=True)
            run(*args, home=home)
            longest = time.monotonic() - start
            for number in range(kills // len(jobs) + (name == "build") * (kills % len(jobs))):
                data.write_text(f"{DATA}# {name} {number}\n")  # so that a store has to be built
                subprocess.run(["rm", "-rf", str(home / "out/tables")], check=True)
                sign = chance.choice(SIGNALS)
                status, _, err = run(*args, home=home, kill_after=chance.uniform(0.1, 1) * longest, sign=sign)
                killed += status != 0
                if "Traceback" in err:
                    faults.append(f"{name} {number}: {err[-500:]}")
                tables = home / "out/tables"
                if tables.exists() and len(list(tables.iterdir())) < 2:
                    faults.append(f"{name} {number}: a folder half written")
                exported = home / "out/own.nq"
                if exported.exists() and exported.read_text().count("\n") != 2000:
                    faults.append(f"{name} {number}: a file half written")
                if number % 10 == 9:  # the next start is right, and tidies up
                    data.write_text(f"{DATA}# {name} {number}, whole\n")
                    subprocess.run(["rm", "-rf", str(tables)], check=True)
                    run(*args, home=home)
                    status, out, err = run(*jobs["build"], "--format", "csv", home=home)
                    if (status, out.replace("\r", "")) != (0, RIGHT):
                        faults.append(f"{name} {number}: the next start gave {status}, {out!r}, {err!r}")
                    if left := leftovers(home):
                        faults.append(f"{name} {number}: left behind: {left}")
            print(f"{name}: done, {killed} ended by a signal so far, {len(faults)} faults", flush=True)
    print("\n".join(faults))
    print(f"{killed} ended by a signal, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
