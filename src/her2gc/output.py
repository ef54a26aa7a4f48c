"""Writing a file whole, or not at all, to a terminal letters only; clearing away what killed processes left half-made.

What is in the making is claimed by a lock that ends with its process, however that ends. So whatever bears the name of
something in the making and is claimed by no process is left over, and the next one to make the same clears it away.
"""

import errno
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn, TextIO

from her2gc.errors import Her2gcError

try:
    import fcntl
except ImportError:  # a system without such locks: what is older than a day is taken for left over
    fcntl = None  # type: ignore[assignment]

_DAY = 86_400
_TRIES = 5  # to make and claim something before another process takes it for left over
_BINARY = getattr(os, "O_BINARY", 0)  # where files are text unless they are said to be bytes
_TERMINATED = 143  # 128 and the signal's number, as shells have it
closed = False  # whether standard output was closed before we began
# all but tab and line ends, and the marks that turn the direction of what follows
_STEERS = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]|\r(?!\n)"
_TEXT = re.compile(_STEERS)
_PAINTED = re.compile(
    rf"(\x1b\[(?:0|1|2|31|32|33)m)|{_STEERS}"
)  # but for the colours that we lay over a text


def write(body: bytes, path: str | None) -> None:
    """Write to a file, or to standard output for None and ``-``; an old file stays until the new one is complete.

    Raises
    ------
    Her2gcError
        When it cannot be written; nothing half-written stays.
    """
    check(path)
    if path is None or path == "-":
        _show(body)
        return
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb", buffering=0) as device:  # a pipe or a device is written to, never replaced
                fill(device.fileno(), body)
        else:
            with tidy():
                _replace(os.path.realpath(path), body)
    except OSError as error:
        raise refused(error, path) from error


def plain(text: str) -> str:
    """Return a text without what would steer a terminal: each such character by its number."""
    return _TEXT.sub(lambda found: f"\\u{ord(found[0]):04X}", text)


def for_terminal(body: bytes) -> bytes:
    """Return a text as a terminal is given it: what others wrote in it is letters, the colours are ours."""
    text = body.decode(errors="surrogateescape")
    told = _PAINTED.sub(lambda found: found[1] or f"\\u{ord(found[0]):04X}", text)
    return told.encode(errors="surrogateescape")


class Terminal:
    """A terminal as a stream of text, to which no text can say more than letters.

    Parameters
    ----------
    bare
        The stream itself.
    """

    def __init__(self, bare: TextIO) -> None:
        self.bare = bare

    def write(self, text: str) -> int:
        """Write a text."""
        return self.bare.write(plain(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.bare, name)


def check(path: str | None) -> None:
    """Refuse a place that no file can be written to; whoever calls this first loses no work by a slip.

    Raises
    ------
    Her2gcError
        When the place names nothing, is a folder, or lies in a folder that is not there.
    """
    if path is None or path == "-":
        return
    if not path:
        raise Her2gcError("-o names no file", "name one, or leave -o out")
    if os.path.isdir(path):
        raise Her2gcError("this is a folder", "name a file", file=path)
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        raise refused(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)), path)


def _show(body: bytes) -> None:
    if closed:
        raise Her2gcError("cannot write this result: standard output is closed", "name a file by -o")
    try:
        sys.stdout.buffer.write(for_terminal(body) if sys.stdout.isatty() else body)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or closing it fails once more
        raise refused(error, "standard output", "result") from error


def _replace(path: str, body: bytes) -> None:
    folder, name = os.path.split(path)
    start = f".{name[:200]}."
    clear(folder, re.escape(start) + r"\d+\.part")
    temporary = os.path.join(folder, f"{start}{os.getpid()}.part")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        try:
            lock(handle)
            fill(handle, body)
            os.fsync(handle)
            os.replace(temporary, path)
        finally:
            os.close(handle)
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


@contextmanager
def tidy() -> Iterator[None]:
    """Leave a block by its own ways when the process is interrupted or ended, so that it can tidy up.

    Elsewhere signals end a command at once: while Python imports, an interrupt would be told as an error of its own.
    """
    if (
        signal.getsignal(signal.SIGINT) != signal.SIG_DFL
    ):  # not our own program: the signals are another's affair
        yield
        return
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM)}
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, _ended)
    except ValueError:  # only the main thread may say what signals do
        yield
        return
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def _ended(*_: object) -> NoReturn:
    raise SystemExit(_TERMINATED)


@contextmanager
def making(folder: str, prefix: str, suffix: str = "") -> Iterator[str]:
    """Make a folder in which something is made, claim it, and remove what is left of it in the end.

    What processes that were killed left there under such a name is cleared away first.
    """
    import shutil
    import tempfile

    clear(folder, re.escape(prefix) + "[a-z0-9_]{8}" + re.escape(suffix))
    for _ in range(_TRIES):
        made = tempfile.mkdtemp(prefix=prefix, suffix=suffix, dir=folder)
        claim = claimed(made)
        if claim is not None or fcntl is None:  # where nothing can be locked, age tells what is left over
            break
    else:
        raise OSError(f"no folder can be kept in {folder}")
    with tidy():
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)
            if claim is not None:
                os.close(claim)


def claimed(path: str) -> int | None:
    """Claim a file or folder for this process until the handle returned is closed; None where another holds it."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    with suppress(OSError):
        if lock(handle) and os.path.samestat(os.fstat(handle), os.stat(path)):
            return handle
    os.close(handle)
    return None


def lock(handle: int) -> bool:
    """Lock an open file or folder until it is closed; tell whether no other process holds it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True


def clear(folder: str, form: str) -> None:
    """Remove what bears a name of this form (a regular expression) and no process claims."""
    import shutil

    try:
        names = [name for name in os.listdir(folder or ".") if re.fullmatch(form, name, re.DOTALL)]
    except OSError:
        return
    for name in names:
        path = os.path.join(folder, name)
        if not _left_over(path):
            continue
        with suppress(OSError):
            shutil.rmtree(path, ignore_errors=True) if os.path.isdir(path) else os.remove(path)


def _left_over(path: str) -> bool:
    if os.path.islink(path):
        return False
    if fcntl is None:
        import time

        try:
            return os.stat(path).st_mtime < time.time() - _DAY
        except OSError:
            return False
    handle = claimed(path)
    if handle is None:
        return False
    os.close(handle)
    return True
