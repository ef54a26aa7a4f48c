"""A store that a user builds once and names: a whole library, closed, in a folder of its own beside no cache."""

import os
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from her2gc import __version__
from her2gc.errors import Her2gcError
from her2gc.output import making, refused
from her2gc.sources.homes import Source, builtin
from her2gc.store.cache import COMPLETE, NAMED, STORE, Opened, in_memory, open_store
from her2gc.store.cache_limit import size
from her2gc.store.place import read_json, write_json

if TYPE_CHECKING:
    from her2gc.progress import Progress

_BUILD = "build it by 'her2gc build -o STORE --data FILE'"
_EVERY = 20  # so many lines of progress at most
_PART = 50_000  # statements that are written at a time
_OURS = "her2gc store"


class Told(NamedTuple):
    """How big a store is: its folder, what it holds, and its bytes on the disk."""

    folder: str
    statements: int
    files: int
    bytes: int


def build(sources: list[Source], folder: str, progress: "Progress") -> Told:
    """Build the closed store of these files into a folder; an older store there stays until the new one is complete.

    What stands behind the shipped files is added file by file, so memory holds the graph and one file.

    Raises
    ------
    Her2gcError
        With file, line and column, when a file cannot be read; when the folder holds something else; or when it
        cannot be written.
    """
    import shutil

    from her2gc.store.build import without_their_labels

    place = os.path.abspath(folder)
    if os.path.lexists(place) and not is_ours(place) and (not os.path.isdir(place) or os.listdir(place)):
        raise Her2gcError("this holds something else than a store", "name a new folder", file=folder)
    store = _closed(sources, progress)
    without_their_labels(store)
    statements = len(store)
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with making(os.path.dirname(place), f".{os.path.basename(place)[:100]}.", ".part") as made:
            disk = ox.Store(os.path.join(made, STORE))
            progress.say(f"writing {statements:,} statements ...")
            quads = iter(store)
            while part := list(islice(quads, _PART)):  # all at once takes as much memory as the graph itself
                disk.bulk_extend(part)
            disk.optimize()
            disk.flush()
            del disk, store
            told = {"statements": statements, "files": len(sources)}
            write_json(os.path.join(made, COMPLETE), {"what": _OURS, "version": __version__, **told})
            if os.path.lexists(place):
                shutil.rmtree(place)
            os.rename(made, place)
            os.makedirs(made)  # what was claimed is removed in the end
    except OSError as error:
        raise refused(error, folder, "store") from error
    return Told(folder, statements, len(sources), size(place))


def _closed(sources: list[Source], progress: "Progress") -> ox.Store:
    """Return the closed graph in memory: ours from the cache, the others added part by part."""
    from her2gc.sources.turtle import read_bytes
    from her2gc.store import build as whole

    shipped = set(builtin())
    own = [source for source in sources if source in shipped]
    rest = sources[len(own) :]
    opened = open_store(own, quiet=progress.quiet) if own else None
    store = in_memory(opened).store if opened else None
    if store is None or opened is None or (opened.folder is not None and store is opened.store):
        contents = [read_bytes(source.path) for source in sources]
        return whole.build(whole.quads(sources, contents), progress)
    done = whole.Told(progress, len(rest), _EVERY)
    if not whole.add_each(store, rest, done):
        progress.say("a file holds axioms, or takes something back: closing all from the start ...")
        contents = [read_bytes(source.path) for source in sources]
        return whole.build(whole.quads(sources, contents), progress)
    return store


def is_ours(folder: str) -> bool:
    """Tell whether a folder is a finished store that was built under a name."""
    known = read_json(os.path.join(folder, COMPLETE))
    return isinstance(known, dict) and known.get("what") == _OURS


def open_named(folder: str) -> Opened:
    """Open a store that was built under a name, for reading only.

    Raises
    ------
    Her2gcError
        When there is none, or it cannot be read.
    """
    if not os.path.isdir(folder):
        raise Her2gcError("there is no store here", _BUILD, file=folder)
    if not is_ours(folder):
        raise Her2gcError("this is no store, or one that was not finished", _BUILD, file=folder)
    place = os.path.join(os.path.abspath(folder), STORE)
    try:
        opened = Opened(ox.Store.read_only(place), place)
    except (OSError, RuntimeError) as error:
        raise Her2gcError("this store cannot be read", "build it again", file=folder) from error
    NAMED.add(folder)
    return opened


def told(folder: str) -> Told:
    """Tell how big a store is."""
    open_named(folder)
    known = read_json(os.path.join(folder, COMPLETE))
    counts = known if isinstance(known, dict) else {}
    return Told(folder, int(counts.get("statements", 0)), int(counts.get("files", 0)), size(folder))
