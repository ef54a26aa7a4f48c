"""Writing a file whole, or not at all."""

import os
import sys

from her2gc.errors import Her2gcError


def write(body: bytes, path: str | None) -> None:
    """Write to a file, or to standard output for None and ``-``; an old file stays until the new one is complete.

    Raises
    ------
    Her2gcError
        When it cannot be written; nothing half-written stays.
    """
    if path is None or path == "-":
        _show(body)
        return
    if not path:
        raise Her2gcError("-o names no file", "name one, or leave -o out")
    if os.path.isdir(path):
        raise Her2gcError("this is a folder", "name a file", file=path)
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb", buffering=0) as device:  # a pipe or a device is written to, never replaced
                fill(device.fileno(), body)
        else:
            _replace(os.path.realpath(path), body)
    except OSError as error:
        raise refused(error, path) from error


def _show(body: bytes) -> None:
    try:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or closing it fails once more
        raise refused(error, "standard output", "result") from error


def _replace(path: str, body: bytes) -> None:
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name[:200]}.{os.getpid()}.part")
    try:
        # without O_BINARY Windows would write two characters for each line's end
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            fill(handle, body)
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.remove(temporary)
        raise


def fill(handle: int, body: bytes) -> None:
    """Write all of a text to an open file."""
    rest = memoryview(body)
    while rest:
        rest = rest[os.write(handle, rest) :]


def refused(error: OSError, path: str, what: str = "file") -> Her2gcError:
    """Return the system's word on why a file or folder cannot be written."""
    reason = (error.strerror or "cannot be written").lower()
    return Her2gcError(f"cannot write this {what}: {reason}", "choose another place", file=path)
