"""Measure what a library of reviews costs: building its store, and putting every stored question to it, by size.

For each size a library is made (``library.py``), built into a store by a process of its own, and asked every stored
question on the disk, and what its rows carry: places, doubts and origin. At the smallest size the rows are first held
against those of a store closed from the start. Printed are CPU seconds, peak memory and the exponents of growth: of
building in the statements added, of the questions and of what their rows carry in all statements.
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

from her2gc.questions import catalogue
from her2gc.questions.behind import work_out
from her2gc.questions.rows import Rows
from her2gc.sources import homes
from her2gc.sources.turtle import read_bytes
from her2gc.store import build, named
from her2gc.store.cache import Opened
from her2gc.store.graph import LocalGraph, open_graph

MIN_CPU = 0.05  # seconds below which a question's growth is not told
_WORST = 8  # so many questions are told


class Spent(NamedTuple):
    """CPU seconds for a question's answer, and for what its rows carry, with and without examples together."""

    asking: float
    carried: float


class Size(NamedTuple):
    """What one size cost."""

    copies: int
    statements: int
    build: float  # CPU seconds
    peak: int  # MB
    disk: int  # bytes
    questions: dict[str, Spent]


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


def asked(graph: LocalGraph, library: list[tuple[str, str]]) -> dict[str, Spent]:
    """Return the CPU seconds of each question."""
    found: dict[str, Spent] = {}
    for name, query in library:
        start = time.process_time()
        rows = Rows(graph.results(query))
        between = time.process_time()
        if rows.boolean is None:
            work_out(graph, query, rows, set(catalogue.find(name).computed))
        known = found.get(name, Spent(0, 0))
        found[name] = Spent(known.asking + between - start, known.carried + time.process_time() - between)
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
        asking, carried = (sum(each) for each in zip(*spent.values(), strict=True))
        print(
            f"{copies:5} reviews  {told.statements:10,} statements  build {seconds:7.1f} CPU s, {peak:6,} MB  "
            f"store {told.bytes / told.statements:4.0f} bytes a statement  questions {asking:7.2f} CPU s, "
            f"what rows carry {carried:7.2f}",
            flush=True,
        )
    for small, large in pairwise(found):
        by = large.statements / small.statements
        added = (large.statements - ours) / (small.statements - ours)  # what is shipped was closed before
        print(f"{small.copies} to {large.copies}: build {exponent(small.build, large.build, added):.2f}")
        for part in Spent._fields:
            few, many = (
                {name: getattr(spent, part) for name, spent in size.questions.items()}
                for size in (small, large)
            )
            print(f"  {part} {exponent(sum(few.values()), sum(many.values()), by):.2f}")
            grown = {name: exponent(few[name], spent, by) for name, spent in many.items() if spent > MIN_CPU}
            for name in sorted(grown, key=lambda each: -grown[each])[:_WORST]:
                took = f"{few[name]:.3f} to {many[name]:.3f} CPU s"
                print(f"    {name:32} {grown[name]:5.2f}  {took}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
