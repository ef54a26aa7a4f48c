"""What was written once for a graph that does not change stays in memory, up to so many bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

_MOST = 16 * 1024 * 1024  # bytes


class Kept:
    """Bodies of answers, those asked for last."""

    def __init__(self, most: int = _MOST) -> None:
        self.most = most
        self.size = 0
        self._bodies: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return the body that is kept under a key, else make it."""
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
                return self._bodies[key]
        made = make()
        with self._lock:
            if key not in self._bodies:
                self._bodies[key] = made
                self.size += len(made)
            while self.size > self.most:
                _, dropped = self._bodies.popitem(last=False)
                self.size -= len(dropped)
        return made
