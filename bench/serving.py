"""What a request costs: a point query beside the engine's own server, a load of visitors, a runaway, a soak.

Run with ``python bench/serving.py [--minutes 30]`` where the extra ``serve`` and the PyPI package ``oxigraph`` are
installed (Linux). Times hang on what else the machine does; the ratios of one run do not, or less.
"""

import argparse
import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from urllib.parse import quote

import httpx

from her2gc.store.graph import open_graph
from visitors import (
    CONJUGATE,
    POINT,
    PRODUCT,
    Visitor,
    at,
    cpu,
    descriptors,
    load,
    memory,
    processes,
    settle,
    steady,
)

REQUESTS, TIMES = 1_000, 5
CLIENTS, EACH = 200, 10
RATE = 50  # requests a second of the soak
LIMIT = 3.0  # seconds that a runaway may take
OFTEN = ["good", "good", "new", "good", "good", "broken", "good", "new", "good", "bad"]


def wait(base: str) -> None:
    """Wait until a server answers."""
    for _ in range(1_200):
        with suppress(httpx.HTTPError):
            if httpx.get(base, timeout=5).status_code < 500:
                return
        time.sleep(0.1)
    raise TimeoutError(base)


def free() -> int:
    """Return a port that is free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def points(endpoint: str, pid: int, query: Callable[[int], str]) -> float:
    """Return the milliseconds of the processor that one point request takes, over one kept connection.

    Each answer is read and must be the one row that is right.
    """
    head = {"Accept": "application/sparql-results+json"}
    with httpx.Client(timeout=60) as client:
        for number in range(50 + REQUESTS):
            if number == 50:
                settle(pid)
                before = cpu(pid)
            told = client.get(endpoint, params={"query": query(number)}, headers=head)
            [row] = told.raise_for_status().json()["results"]["bindings"]
            [term] = row.values()
            if term != {"type": "uri", "value": CONJUGATE.decode()}:
                raise ValueError(told.text[:200])
    return (cpu(pid) - before) * 1_000 / REQUESTS


async def runaway(port: int) -> None:
    """Tell when a query without end is stopped, and what others notice of it."""
    kinds = ["good", "new"]
    took, _ = await steady(port, LIMIT, RATE, kinds)
    alone = at(took, 0.99)
    began = time.monotonic()
    asking = asyncio.create_task(Visitor(port).ask(f"/sparql?timeout={LIMIT}&query={quote(PRODUCT)}"))
    asking.add_done_callback(lambda _: ended.append(time.monotonic() - began))
    ended: list[float] = []
    took, told = await steady(port, LIMIT, RATE, kinds)
    status, _, _ = await asking
    print(
        f"runaway: {status}, {ended[0] - LIMIT:.3f} s after its limit; others meanwhile {dict(told)}: "
        f"p99 {at(took, 0.99) * 1_000:.0f} ms, alone {alone * 1_000:.0f} ms, ratio {at(took, 0.99) / alone:.1f}"
    )


def soak(port: int, pid: int, minutes: float) -> None:
    """Tell whether memory or descriptors grow."""
    asyncio.run(steady(port, 30, RATE, OFTEN))  # what is made once is there
    time.sleep(2)
    held, opened, children = memory(pid), descriptors(pid), processes(pid)[1:]
    theirs = sum(map(memory, children))
    took, told = asyncio.run(steady(port, minutes * 60, RATE, OFTEN))
    time.sleep(2)
    after = processes(pid)[1:]
    print(
        f"soak, {minutes:g} minutes at {RATE} a second: {dict(told)}; p95 {at(took, 0.95) * 1_000:.0f} ms; "
        f"memory of the server {held:.0f} to {memory(pid):.0f} MiB, of its processes together {theirs:.0f} to "
        f"{sum(map(memory, after)):.0f}; descriptors {opened} to {descriptors(pid)}; "
        f"{len(set(children) - set(after))} processes replaced"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=0.0, help="how long to soak (default: not)")
    minutes = parser.parse_args().minutes
    folder = open_graph(quiet=True).folder
    engine = shutil.which("oxigraph", path=os.path.dirname(sys.executable))
    if folder is None or engine is None:
        raise SystemExit("this needs a store on disk and the package oxigraph")
    with tempfile.TemporaryFile() as log, tempfile.TemporaryDirectory() as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        port, own = free(), free()
        theirs = [engine, "serve-read-only", "--location", copy, "--bind", f"127.0.0.1:{port}"]
        entry = "from her2gc.cli import entry; entry()"
        ours = [sys.executable, "-c", entry, "serve", "--port", str(own), "--quiet"]
        running = [subprocess.Popen(each, stdout=log, stderr=log) for each in (theirs, ours)]
        try:
            _measure(port, own, running[0].pid, running[1].pid, minutes)
        finally:
            for process in running:
                process.kill()
                process.wait()


def _measure(port: int, own: int, theirs: int, ours: int, minutes: float) -> None:
    base = f"http://127.0.0.1:{own}"
    wait(f"http://127.0.0.1:{port}/")
    wait(f"{base}/healthz")
    began = cpu(ours)
    settle(ours)
    print(f"start: {began:.1f} s of CPU until it answers, {cpu(ours) - began:.1f} s behind that")
    for name, query in (
        ("the same again", lambda _, __: POINT),
        ("each another", lambda time, number: POINT.replace("?o", f"?o{time}x{number}")),
    ):
        taken = [
            [
                points(endpoint, pid, partial(query, time))
                for endpoint, pid in ((f"http://127.0.0.1:{port}/query", theirs), (f"{base}/sparql", ours))
            ]
            for time in range(TIMES)  # in turn, so that what else the machine does meets both
        ]
        engine_ms, own_ms = (statistics.median(each) for each in zip(*taken, strict=True))
        print(
            f"point request, {name}: {own_ms:.2f} ms of CPU, the engine's own server {engine_ms:.2f} ms, "
            f"ratio {own_ms / engine_ms:.1f}"
        )
    for state in ("cold", "warm"):
        before, spent = memory(ours), cpu(ours)
        began = time.monotonic()
        took, told = asyncio.run(load(own, CLIENTS, EACH))
        print(
            f"load, {state}, {CLIENTS} visitors x {EACH}: {dict(told)}; median {at(took, 0.5):.2f} s, "
            f"p95 {at(took, 0.95):.2f} s, all {time.monotonic() - began:.1f} s, CPU {cpu(ours) - spent:.1f} s; "
            f"memory grew by {memory(ours) - before:.0f} MiB"
        )
    asyncio.run(runaway(own))
    if minutes:
        soak(own, ours, minutes)


if __name__ == "__main__":
    main()
