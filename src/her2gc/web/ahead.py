"""What takes long is made before anybody asks for it: names in the server itself, all else in a process behind it.

As a module it is that process: it counts the rows that each value of each question gives and writes the explorer, and
leaves both beside the store, where the server and its next start find them.
"""

import asyncio
import os
import sys
import threading
from contextlib import suppress

import pyoxigraph as ox

from her2gc.questions.kept import read, write
from her2gc.store.cache import Opened, in_memory
from her2gc.store.graph import LocalGraph
from her2gc.web import forms
from her2gc.web.context import Context
from her2gc.web.write import ready

_BEHIND = 15  # how far the process stands behind the server when both want the processor
_MADE = ("ahead", "pages")  # under which name, among what, it is kept that all is made


def names(context: Context) -> None:
    """Work out what nearly every page needs: templates, and the names of all things and of each kind."""
    ready()
    _ = context.entities
    for cls in context.fitting:
        context.members(cls)


async def others(context: Context) -> None:
    """Have all else made, unless it lies there from an earlier start; then take what was made into memory."""
    folder = context.graph.folder
    if folder is None:
        return
    if read(folder, *_MADE) != forms.stamp(context):
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "her2gc.web.ahead",
            folder,
            "inferred" if context.graph.inferred else "asserted",
            stdin=asyncio.subprocess.PIPE,  # its end tells the process that the server is gone
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await process.wait()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.kill()
            raise
    if read(folder, *_MADE) == forms.stamp(
        context
    ):  # else it could not be kept, and is made when it is asked for
        await asyncio.to_thread(context.count)


def _end_with_server() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def main() -> None:
    """Make it."""
    folder, whose = sys.argv[1:]
    threading.Thread(target=_end_with_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_BEHIND)
    graph = LocalGraph(in_memory(Opened(ox.Store.read_only(folder), folder)), inferred=whose == "inferred")
    context = Context(graph)
    context.count()
    forms.explorer(context)
    write(folder, _MADE[0], forms.stamp(context), _MADE[1])


if __name__ == "__main__":
    main()
