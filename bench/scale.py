"""Measure what a library of reviews costs: building its store, and putting every stored question to it, by size.

For each size a library is made (``library.py``), built into a store by a process of its own, and asked every stored
question on the disk. At the smallest size the rows are first held against those of a store closed from the start.
Printed are CPU seconds, peak memory and the exponents of growth: of building
in the statements added, of the questions in all statements.
"""

import argparse
import importlib
import math
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources import homes
from her2gc.sources.turtle import read_bytes
from her2gc.store import build, named
from her2gc.store.cache import Opened
from her2gc.store.graph import LocalGraph, open_graph

MIN_CPU = 0.05  # seconds below which a question's growth is not told
_WORST = 8  # so many questions are told


class Size(NamedTuple):
    """What one size cost."""

    copies: int
    statements: int
    build: float  # CPU seconds
    peak: int  # MB
    disk: int  # bytes
    questions: dict[str, float]  # CPU seconds, with and without examples together


def built(folder: str, store: str) -> tuple[float, int]:
    """Build a store in a process of its own; return its CPU seconds and its peak memory in MB."""
    program = (
        "import os, resource; from her2gc.cli import main; "
        f"main(['build', '-o', {store!r}, '--data', {folder!r}, '--quiet']); "
        "spent = resource.getrusage(resource.RUSAGE_SELF); "
        "print(spent.ru_utime + spent.ru_stime, spent.ru_maxrss // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak)


def asked(graph: LocalGraph, library: list[tuple[str, str]]) -> dict[str, float]:
    """Return the CPU seconds of each question."""
    found: dict[str, float] = {}
    for name, query in library:
        start = time.process_time()
        graph.results(query)
        found[name] = found.get(name, 0.0) + time.process_time() - start
    return found


def same_rows(store: LocalGraph, folder: str, library: list[tuple[str, str]]) -> bool:
    """Say whether a store gives the rows of the same files closed from the start."""
    sources = homes.builtin() + homes.user([folder])
    whole = build.build(build.quads(sources, [read_bytes(source.path) for source in sources]))
    other = LocalGraph(Opened(whole, None))
    return all(rows(store, query) == rows(other, query) for _, query in library)


def rows(graph: LocalGraph, query: str) -> list[str]:
    """Return the rows of an answer as texts, sorted."""
    found = graph.query(query)
    return sorted(map(str, found)) if isinstance(found, ox.QuerySolutions) else [str(found)]


def exponent(small: float, large: float, by: float) -> float:
    """Return the exponent of growth: 1 grows in step with the statements."""
    return math.log(max(large, 1e-4) / max(small, 1e-4)) / math.log(by)


def main() -> int:
    """Print the table; exit code 1 where rows differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1, 10, 30], help="so many reviews (1 10 30)")
    args = parser.parse_args()
    library = importlib.import_module("questions").queries(open_graph(quiet=True))
    write = importlib.import_module("library").write
    ours = len(open_graph(quiet=True).store)
    found: list[Size] = []
    for copies in sorted(args.sizes):
        with tempfile.TemporaryDirectory(prefix="her2gc-scale-") as place:
            folder, store = os.path.join(place, "library"), os.path.join(place, "store")
            write(folder, copies)
            seconds, peak = built(folder, store)
            told = named.told(store)
            graph = open_graph(store=store, quiet=True)
            if not found and not same_rows(graph, folder, library):
                print("the rows differ from those of a store closed from the start", file=sys.stderr)
                return 1
            spent = asked(graph, library)
        found.append(Size(copies, told.statements, seconds, peak, told.bytes, spent))
        total = sum(spent.values())
        print(
            f"{copies:5} reviews  {told.statements:10,} statements  build {seconds:7.1f} CPU s, {peak:6,} MB  "
            f"store {told.bytes / told.statements:4.0f} bytes a statement  questions {total:7.2f} CPU s",
            flush=True,
        )
    for small, large in pairwise(found):
        by = large.statements / small.statements
        told_all = exponent(sum(small.questions.values()), sum(large.questions.values()), by)
        added = (large.statements - ours) / (small.statements - ours)  # what is shipped was closed before
        grew = exponent(small.build, large.build, added)
        print(f"{small.copies} to {large.copies}: build {grew:.2f}, questions {told_all:.2f}")
        grown = {
            name: exponent(small.questions[name], spent, by)
            for name, spent in large.questions.items()
            if spent > MIN_CPU
        }
        for name in sorted(grown, key=lambda each: -grown[each])[:_WORST]:
            took = f"{small.questions[name]:.3f} to {large.questions[name]:.3f} CPU s"
            print(f"  {name:32} {grown[name]:5.2f}  {took}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
