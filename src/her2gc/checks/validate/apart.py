"""A validation in a process of its own, which ends at its limit of time.

Where nothing but this thread runs and no engine is loaded, the process is a fork of this one, which saves a start of
Python; elsewhere, as in a server, a notebook or under Windows, a new Python is started.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from her2gc.errors import LimitError

MEMORY = 4 * 1024**3  # bytes of address space; resident memory stays below 1 GiB
_PREFIX = b"her2gc: "  # how a line of progress begins
_SIZE = 1 << 16  # bytes read at once


def work(request: dict[str, Any], seconds: float, say: Callable[[str], None]) -> dict[str, Any]:
    """Have a request served, within its time.

    Parameters
    ----------
    request
        The keywords of ``check.run``.
    seconds
        The limit of time.
    say
        Called with a line of progress.

    Returns
    -------
    dict
        What ``serving.serve`` wrote.

    Raises
    ------
    LimitError
        When it takes too long, or the process dies.
    """
    answer = (_forked if _may_fork() else _started)(request, seconds, say)
    if answer is None:
        raise LimitError(
            f"validation took more than {seconds:g} seconds", "check fewer files, or raise --timeout"
        )
    try:
        said: dict[str, Any] = json.loads(answer)
    except ValueError:
        raise LimitError(
            "validation needs more memory or depth than the engine has", "flatten or split the input"
        ) from None
    return said


def _may_fork() -> bool:
    threads = sys.modules.get("threading")
    alone = threads is None or threads.active_count() == 1
    return hasattr(os, "fork") and alone and "pyoxigraph" not in sys.modules


def _forked(request: dict[str, Any], seconds: float, say: Callable[[str], None]) -> bytes | None:
    """Return the answer of a fork of this process; None where it takes too long."""
    import select
    import signal

    sys.stdout.flush()
    sys.stderr.flush()
    answers, answer = os.pipe()
    lines, line = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.dup2(line, 1)
            os.dup2(line, 2)
            from her2gc.checks.validate.serving import serve

            serve(request, MEMORY, answer)
        finally:
            os._exit(1)
    os.close(answer)
    os.close(line)
    end = time.monotonic() + seconds
    got = {answers: b"", lines: b""}
    try:
        while got:
            ready = select.select(list(got), [], [], max(0.0, end - time.monotonic()))[0]
            if not ready:
                return None
            for each in ready:
                part = os.read(each, _SIZE)
                got[each] += part
                if each == lines:
                    *whole, got[each] = got[each].split(b"\n")
                    _tell(whole, say)
                elif not part:
                    return got[each]
        return b""
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(answers)
        os.close(lines)


def _started(request: dict[str, Any], seconds: float, say: Callable[[str], None]) -> bytes | None:
    """Return the answer of a new Python; None where it takes too long."""
    import subprocess
    import threading

    from her2gc.sources import homes

    command = [sys.executable, "-P", "-m", "her2gc.checks.validate", str(MEMORY)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "HER2GC_ROOT": homes.data_root()},
    ) as child:
        answer: list[bytes] = []
        threads = [
            threading.Thread(target=lambda: answer.append(child.stdout.read())),  # type: ignore[union-attr]
            threading.Thread(target=lambda: _tell(child.stderr, say)),  # type: ignore[arg-type]
        ]
        for thread in threads:
            thread.start()
        try:
            child.stdin.write(json.dumps(request).encode())  # type: ignore[union-attr]
            child.stdin.close()  # type: ignore[union-attr]
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            child.kill()
            for thread in threads:
                thread.join()
    return b"".join(answer)


def _tell(lines: Iterable[bytes], say: Callable[[str], None]) -> None:
    for line in lines:
        if line.startswith(_PREFIX):
            say(line.decode(errors="replace").rstrip("\n").removeprefix(_PREFIX.decode()))
