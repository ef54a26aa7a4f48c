"""Progress on stderr: plain lines; on a terminal, for what takes more than a second, also how long it takes."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

PATIENCE = 1.0  # seconds until a line on a terminal tells that something takes its time
_EVERY = 0.25  # seconds between two looks at the clock
_KEPT = "durations.json"


class Progress:
    """Tells a user what is done and how long it will take.

    Parameters
    ----------
    quiet
        Tell nothing but what must always be seen.
    folder
        Where to remember how long something took on this machine, for the next estimate; None remembers nothing.
    """

    def __init__(self, *, quiet: bool, folder: str | None = None) -> None:
        self.quiet = quiet
        self._folder = folder
        self._live: Live | None = None

    def say(self, text: str, *, always: bool = False) -> None:
        """Print a line; one that must always be seen also where the user asked for quiet."""
        if always or not self.quiet:
            if self._live is not None:
                self._live.wipe()
            print(f"her2gc: {text}", file=sys.stderr, flush=True)

    @contextmanager
    def during(self, what: str, seconds: float) -> Iterator[None]:
        """Tell on a terminal, once a second has passed, how long something has taken and how long it took before.

        Parameters
        ----------
        what
            What is done; the same words find the last duration again.
        seconds
            The estimate where nothing is remembered.
        """
        if self.quiet or self._live is not None or not sys.stderr.isatty():
            yield
            return
        known = self._read()
        # a line that is written anew steers the terminal
        bare = getattr(sys.stderr, "bare", sys.stderr)
        self._live = Live(what, known.get(what, seconds), bare)
        start = time.monotonic()
        try:
            yield
        finally:
            self._live.stop()
            self._live = None
        self._write({**known, what: round(time.monotonic() - start, 1)})

    def _read(self) -> dict[str, float]:
        try:
            with open(os.path.join(self._folder or "", _KEPT), encoding="utf-8") as file:
                known = json.load(file)
        except (OSError, ValueError):
            return {}
        numbers = known.items() if isinstance(known, dict) else ()
        return {str(what): float(each) for what, each in numbers if isinstance(each, int | float)}

    def _write(self, known: dict[str, float]) -> None:
        if self._folder is None:
            return
        with suppress(OSError):  # without it the next estimate is as good as this one
            os.makedirs(self._folder, exist_ok=True)
            temporary = os.path.join(self._folder, f"{_KEPT}.{os.getpid()}")
            with open(temporary, "w", encoding="utf-8") as file:
                json.dump(known, file)
            os.replace(temporary, os.path.join(self._folder, _KEPT))


class Live:
    """A line on a terminal that is written anew until it is stopped, and then wiped out.

    Parameters
    ----------
    what
        What is done.
    seconds
        How long it will probably take.
    stream
        The terminal.
    """

    def __init__(self, what: str, seconds: float, stream: TextIO) -> None:
        import threading

        self._what = what
        self._seconds = seconds
        self._stream = stream
        self._start = time.monotonic()
        self._shown = 0
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="her2gc-progress", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write no more."""
        self._done.set()
        self._thread.join()
        self.wipe()

    def wipe(self) -> None:
        """Empty the line; it comes back at the next look at the clock."""
        with self._lock:
            if self._shown:
                self._put("\r" + " " * self._shown + "\r")
                self._shown = 0

    def _run(self) -> None:
        wait = PATIENCE
        while not self._done.wait(wait):
            wait = _EVERY
            text = line(self._what, time.monotonic() - self._start, self._seconds, _width(self._stream))
            with self._lock:
                self._put("\r" + text.ljust(self._shown))
                self._shown = len(text)

    def _put(self, text: str) -> None:
        with suppress(OSError, ValueError):  # a terminal that has gone away hinders nothing
            self._stream.write(text)
            self._stream.flush()


def line(what: str, passed: float, expected: float, width: int) -> str:
    """Return what the terminal shows after so many seconds, in one line of so many columns."""
    likely = max(1, round(expected))
    if passed <= likely + 1:
        told = f"{passed:.0f} s of about {likely} s"
    else:
        told = f"{passed:.0f} s; it usually takes about {likely} s"
    return f"her2gc: {what} ... {told}"[: width - 1]


def _width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
