"""Measure the CPU seconds of the whole library of questions on the shipped store and on rdflib in memory, side by side.

Both answer the same queries, parameters bound: every question as it is where nothing is required, and once with its
examples. Two ratios are printed: of the queries alone, and from a cold start, with the shipped store read into memory
on our side (as ``her2gc.load()`` does) and the same triples parsed on rdflib's. The lower one has to reach the limit.
What the same queries cost on the store on disk, which the command line opens for one question, stands beside it.
rdflib answers each query in a process of its own that ends after ``--seconds`` of CPU, which then count as its
cost: the ratios are too low by what it would have taken beyond.
"""

import argparse
import multiprocessing
import os
import resource
import sys

import rdflib

from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue
from her2gc.store.graph import LocalGraph, open_graph


def queries(graph: LocalGraph) -> list[tuple[str, str]]:
    """Return every query of the library with its question's name."""
    found = []
    for name, question in catalogue.questions().items():
        for examples in (False, True):
            if examples and not question.parameters:
                continue
            if not examples and any(each.required for each in question.parameters):
                continue
            given = {each.name: each.example for each in question.parameters if examples or each.required}
            found.append((name, binding.bind(question, binding.terms(graph, question, given))))
    return found


def cpu() -> float:
    """Return the CPU seconds of this process so far, all its threads together."""
    spent = os.times()
    return spent.user + spent.system


def ours(asked: list[tuple[str, str]], runs: int, *, memory: bool) -> tuple[float, float]:
    """Return the mean CPU seconds of opening the shipped store and of answering all queries."""
    opening = queried = 0.0
    for _ in range(runs):
        start = cpu()
        graph = open_graph(memory=memory, quiet=True)
        opening += (cpu() - start) / runs
        start = cpu()
        for _name, query in asked:
            graph.results(query)
        queried += (cpu() - start) / runs
    return opening, queried


def children() -> float:
    """Return the CPU seconds of all processes that this one has started and that have ended."""
    spent = os.times()
    return spent.children_user + spent.children_system


def apart(dataset: rdflib.Dataset, query: str, seconds: int) -> tuple[float, bool]:
    """Return the CPU seconds of one query on rdflib, and whether it came to an end."""

    def answer() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        _ = dataset.query(query).bindings

    before = children()
    process = multiprocessing.get_context("fork").Process(
        target=answer
    )  # it shares the graph that is read already
    process.start()
    process.join()
    return children() - before, process.exitcode == 0


def main() -> int:
    """Print both CPU times and their ratio; exit code 1 below the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs on the shipped store; the mean counts")
    parser.add_argument("--limit", type=float, default=100.0, help="the lowest ratio that passes")
    parser.add_argument("--seconds", type=int, default=30, help="CPU seconds for one query on rdflib")
    args = parser.parse_args()
    asked = queries(open_graph(quiet=True))
    on_disk = ours(asked, args.runs, memory=False)
    opening, queried = ours(asked, args.runs, memory=True)
    start = cpu()
    dataset = KnowledgeGraph(open_graph(quiet=True)).rdflib
    loading = cpu() - start
    spent = [(*apart(dataset, query, args.seconds), name) for name, query in asked]
    theirs = sum(seconds for seconds, _, _ in spent)
    alone, whole = theirs / queried, (theirs + loading) / (queried + opening)
    print(f"{len(asked)} queries of {len(catalogue.questions())} questions, CPU seconds")
    print(f"shipped store     opening {opening:7.3f}  queries {queried:7.3f}  (means of {args.runs})")
    print(f"the same on disk  opening {on_disk[0]:7.3f}  queries {on_disk[1]:7.3f}")
    print(f"rdflib in memory  loading {loading:7.3f}  queries {theirs:7.3f}")
    print(
        "slowest on rdflib: "
        + ", ".join(f"{name} {seconds:.1f}" for seconds, _, name in sorted(spent)[:-6:-1])
    )
    if cut := sorted({name for _, ended, name in spent if not ended}):
        print(f"ended after {args.seconds} s: {', '.join(cut)}; the ratios are at least")
    print(
        f"ratio of the queries alone {alone:.0f}, with opening and loading {whole:.0f}; limit {args.limit:g}"
    )
    return int(min(alone, whole) < args.limit)


if __name__ == "__main__":
    sys.exit(main())
