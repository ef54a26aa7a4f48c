"""Measure a cold question against a bare Python start, side by side, and print the ratio of their medians.

What counts is the processor's time of either, user and system: a loaded machine answers alike. The question was asked
before, so its store is built and its bytecode written; without bytecode each start compiles every module anew.
"""

import argparse
import os
import resource
import subprocess
import sys
from statistics import median

HER2GC = os.path.join(os.path.dirname(sys.executable), "her2gc")
ASK = [HER2GC, "query", "failed-agents", "--line", "second"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
BARE = [sys.executable, "-I", "-S", "-c", "pass"]


def seconds(command: list[str], *, quiet: bool = False) -> float:
    """Run a command once and return the seconds that it kept a processor busy; ``quiet`` drops what it tells."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.DEVNULL if quiet else None
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=told, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> int:
    """Alternate both commands and print medians and ratio; exit code 1 above the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--limit", type=float, default=8.0, help="the highest ratio that passes")
    parser.add_argument("--format", default="tsv", help="the format asked for")
    args = parser.parse_args()
    ask = [*ASK, "--format", args.format]
    seconds(ask)  # builds the store where there is none
    pairs = [(seconds(BARE), seconds(ask)) for _ in range(args.runs)]
    bare, asked = (median(times) * 1000 for times in zip(*pairs, strict=True))
    print(f"python -I -S -c pass   {bare:7.1f} ms (median of {args.runs})")
    print(f"{' '.join(['her2gc', *ask[1:]])}   {asked:7.1f} ms (median of {args.runs})")
    print(f"ratio {asked / bare:.1f}; limit {args.limit:g}")
    return int(asked / bare > args.limit)


if __name__ == "__main__":
    sys.exit(main())
