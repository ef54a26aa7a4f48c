"""What was written once for a graph that does not change stays in memory, up to so many bytes."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor

_MOST = 8 * 1024 * 1024  # bytes
_AT_ONCE = 2  # threads that make bodies; more would only keep the one that serves from its turn


class Kept:
    """Bodies of answers, those asked for last."""

    def __init__(self, most: int = _MOST) -> None:
        self.most = most
        self.size = 0
        self._bodies: OrderedDict[Hashable, bytes] = OrderedDict()
        self._made: dict[Hashable, asyncio.Future[bytes]] = {}
        self._threads = ThreadPoolExecutor(_AT_ONCE, "pages")

    async def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return the body that is kept under a key, else make it; who asks for it meanwhile waits for the same."""
        if key in self._bodies:
            self._bodies.move_to_end(key)
            return self._bodies[key]
        if key not in self._made:
            self._made[key] = asyncio.get_running_loop().run_in_executor(self._threads, make)
            self._made[key].add_done_callback(lambda done: self._keep(key, done))
        return await asyncio.shield(self._made[key])

    def _keep(self, key: Hashable, done: "asyncio.Future[bytes]") -> None:
        del self._made[key]
        if done.cancelled() or done.exception() is not None:
            return
        self._bodies[key] = done.result()
        self.size += len(done.result())
        while self.size > self.most:
            _, dropped = self._bodies.popitem(last=False)
            self.size -= len(dropped)
