"""What a request costs: CPU of a point query beside the engine's own server on the same store, and a load of visitors.

Run with ``python bench/serving.py`` where the extra ``serve`` and the PyPI package ``oxigraph`` are installed (Linux).
"""

import asyncio
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import httpx

from her2gc.store.graph import open_graph

POINT = (
    "SELECT ?o WHERE { GRAPH ?g { <https://w3id.org/her2gc/kg/GATSBY> "
    "<https://w3id.org/her2gc/ontology#testsAgent> ?o } }"
)
CONJUGATE = "https://w3id.org/her2gc/kg/T-DM1"
REQUESTS = 1_000
CLIENTS, EACH = 200, 10
TICKS = os.sysconf("SC_CLK_TCK")


def cpu(pid: int) -> float:
    """Return the seconds of the processor that a process and its children have had."""
    found = 0
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for each in (str(pid), *listed):
        with suppress(FileNotFoundError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            found += int(fields[11]) + int(fields[12])
    return found / TICKS


def memory(pid: int) -> int:
    """Return the bytes that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


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


def points(endpoint: str, pid: int) -> float:
    """Return the milliseconds of the processor that one point request takes, over one kept connection."""
    head = {"Accept": "application/sparql-results+json"}
    with httpx.Client(timeout=60) as client:
        for number in range(50 + REQUESTS):
            if number == 50:
                before = cpu(pid)
            told = client.get(endpoint, params={"query": POINT}, headers=head)
            if CONJUGATE not in told.text:
                raise ValueError(told.text[:200])
    return (cpu(pid) - before) * 1_000 / REQUESTS


async def visitor(
    client: httpx.AsyncClient, base: str, seed: int, took: list[float], told: dict[str, int]
) -> None:
    """Ask ten mixed things: good, bad, and broken off."""
    drawn = random.Random(seed)  # noqa: S311 (no secret)
    for _ in range(EACH):
        kind = drawn.choice(["point", "point", "page", "answer", "file", "bad", "broken"])
        began = time.monotonic()
        try:
            if kind == "broken":
                with suppress(httpx.TimeoutException):
                    await client.get(f"{base}/sparql", params={"query": POINT}, timeout=0.005)
                continue
            path, status, part = {
                "point": (f"/sparql?{httpx.QueryParams(query=POINT)}", 200, CONJUGATE),
                "page": ("/kg/GATSBY", 200, "GATSBY"),
                "answer": ("/query/failed-agents.csv?line=second-line", 200, "trastuzumab emtansine"),
                "file": ("/kg/GATSBY.ttl", 200, "T-DM1"),
                "bad": ("/sparql?query=SELECT", 400, "query"),
            }[kind]
            answer = await client.get(base + path, timeout=60)
        except httpx.HTTPError as error:
            told[type(error).__name__] = told.get(type(error).__name__, 0) + 1
            continue
        took.append(time.monotonic() - began)
        right = answer.status_code == status and part in answer.text
        busy = answer.status_code == 503 and "retry-after" in answer.headers
        name = "right" if right else "busy" if busy else f"wrong: {kind} {answer.status_code}"
        told[name] = told.get(name, 0) + 1


async def load(base: str) -> tuple[list[float], dict[str, int]]:
    """Let many visitors come at once."""
    took: list[float] = []
    told: dict[str, int] = {}
    limits = httpx.Limits(max_connections=CLIENTS, max_keepalive_connections=CLIENTS)
    async with httpx.AsyncClient(limits=limits) as client:
        await asyncio.gather(*(visitor(client, base, seed, took, told) for seed in range(CLIENTS)))
    return sorted(took), told


def main() -> None:
    """Measure and print."""
    folder = open_graph(quiet=True).folder
    engine = shutil.which("oxigraph", path=os.path.dirname(sys.executable))
    if folder is None or engine is None:
        raise SystemExit("this needs a store on disk and the package oxigraph")
    with tempfile.TemporaryFile() as log, tempfile.TemporaryDirectory() as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        port = free()
        command = [engine, "serve-read-only", "--location", copy, "--bind", f"127.0.0.1:{port}"]
        theirs = subprocess.Popen(command, stdout=log, stderr=log)
        own = free()
        command = [
            sys.executable,
            "-c",
            "from her2gc.cli import entry; entry()",
            "serve",
            "--port",
            str(own),
            "--quiet",
        ]
        ours = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            base = f"http://127.0.0.1:{own}"
            wait(f"http://127.0.0.1:{port}/")
            wait(f"{base}/healthz")
            engine_ms = points(f"http://127.0.0.1:{port}/query", theirs.pid)
            own_ms = points(f"{base}/sparql", ours.pid)
            print(
                f"point request: {own_ms:.2f} ms of CPU, the engine's own server {engine_ms:.2f} ms, "
                f"ratio {own_ms / engine_ms:.1f}"
            )
            httpx.get(f"{base}/kg/GATSBY", timeout=120)
            before = memory(ours.pid)
            took, told = asyncio.run(load(base))
            print(
                f"load, {CLIENTS} visitors x {EACH}: {told}; median {took[len(took) // 2]:.2f} s, "
                f"p95 {took[int(len(took) * 0.95)]:.2f} s; memory grew by {(memory(ours.pid) - before) / 2**20:.0f} MiB"
            )
        finally:
            for process in (theirs, ours):
                process.kill()
                process.wait()


if __name__ == "__main__":
    main()
