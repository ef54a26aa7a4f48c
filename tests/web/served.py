"""A server of its own process on a port of its own, for tests of what only a whole server shows."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from conftest import ROOT

WAIT = 600  # seconds, as long as a busy machine may need; no test measures time
NOTHING_AHEAD = """
from her2gc.web import ahead
async def nothing(_):
    pass
ahead.others = nothing
"""
LISTENS = re.compile(r"http://127\.0\.0\.1:(\d+)")


class Served:
    """A running server."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log
        self.base = f"http://127.0.0.1:{port}"

    def raw(self, sent: bytes, *, end: bool = False, seconds: float = WAIT) -> bytes:
        """Send bytes as they are; return all that comes until the server closes or nothing comes for so long."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as there:
            there.sendall(sent)
            if end:
                there.shutdown(socket.SHUT_WR)
            found = b""
            try:
                while part := there.recv(65536):
                    found += part
            except (TimeoutError, ConnectionResetError):
                pass
            return found

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def children(self) -> list[int]:
        """Return the processes that answer queries; another makes ahead what takes long."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        found = []
        for each in told.split():
            with suppress(OSError):  # it has just ended
                if b"her2gc.sparql.served" in Path(f"/proc/{each}/cmdline").read_bytes():
                    found.append(int(each))
        return found


def until(
    holds: Callable[[], object], seconds: float = WAIT, tell: Callable[[], str] = lambda: "waited for in vain"
) -> None:
    """Wait until something holds, for as long as a busy machine may need; what never holds fails."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, tell()
        time.sleep(0.05)


@contextmanager
def server(*options: str, ahead: bool = False) -> Iterator[Served]:
    """Run ``her2gc serve``.

    Parameters
    ----------
    options
        Those of the command.
    ahead
        True lets it have made ahead what takes long: twenty seconds of another process, without use to most tests.
    """
    with tempfile.TemporaryDirectory() as folder:
        log, told = Path(folder, "access"), Path(folder, "told")
        command = [
            sys.executable,
            "-c",
            ("" if ahead else NOTHING_AHEAD) + "from her2gc.cli import entry; entry()",
            "serve",
            "--port",
            "0",
            "--limit-seconds",
            str(2 * WAIT),
            *options,
        ]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        with log.open("wb") as out, told.open("wb") as error:
            process = subprocess.Popen(command, stdout=out, stderr=error, env=environment)
            try:
                until(
                    lambda: LISTENS.search(told.read_text()) or process.poll() is not None,
                    tell=told.read_text,
                )
                match = LISTENS.search(told.read_text())
                assert match, told.read_text()
                yield Served(process, int(match[1]), log)
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGKILL)
                process.wait()
