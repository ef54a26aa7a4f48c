"""The store: built once from the files into a cache keyed by their content, opened read-only afterwards.

A small manifest remembers each file's size, times and inode, so that a warm start only asks for those (``stamps``).
"""

import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.output import claimed, making
from her2gc.sources.homes import ALONE, Source, builtin, origin
from her2gc.store.place import cache_dir, read_json, sync, write_json
from her2gc.store.stamps import hashed, stamped

if TYPE_CHECKING:
    from her2gc.progress import Progress

STORE, _DUMP = "store", "quads.nq"  # what a finished folder holds: for one question, and to read into memory
COMPLETE, _CHECK = "complete.json", "check"  # what says that a folder is finished, and the sum of its dump
_PART = 1 << 16  # bytes of it that are summed at a time
_RENAMES = 5  # so often a store is put into its place, where others write there
_PATIENCE = 120.0  # seconds to wait for another process that builds the same store
_LOOK = 0.05  # seconds between two looks at what it does
_USED = 600.0  # seconds after which an opened store is marked as used once more
_LARGEST = 200_000_000  # bytes of a dump whose store may be copied once more
_BUILD = 3  # seconds that a build takes, for the first estimate
DAMAGED = "Corruption"  # how the engine begins its word on a store that cannot be read
NAMED: set[str] = set()  # the stores opened that a user built under a name: the user's to throw out
_COPY_DAMAGED = f"{DAMAGED}: the copy for memory is not what was written"  # a store under a name has none
_DAMAGED = "the store in the cache is damaged; building it again ..."
_IN_USE: set[str] = set()  # the finished folders that this process has opened


class Opened(NamedTuple):
    """A store, and the folder that a worker process may open it from (None: it is only in memory)."""

    store: ox.Store
    folder: str | None


def open_store(sources: list[Source], *, quiet: bool = False) -> Opened:
    """Open the read-only store of these sources, building it first where it is not there yet.

    Parameters
    ----------
    sources
        The files and their named graphs.
    quiet
        Leave out the progress lines on stderr.

    Raises
    ------
    Her2gcError
        With file, line and column, when a source cannot be read; stores built earlier stay as they were.
    """
    stamps = stamped(sources)
    known = _known(sources, stamps)
    opened = _open(os.path.join(cache_dir(), str(known.get("key")))) if known else None
    if opened:
        _tell_empty(known.get("empty"), quiet=quiet)
        return opened
    return _rebuild(sources, stamps, _manifest(sources), quiet=quiet)


def folder_of(sources: list[Source]) -> str | None:
    """Return the folder of the store of these sources, built first where it is not there; None where none is kept."""
    known = _known(sources, stamped(sources))
    final = os.path.join(cache_dir(), str(known.get("key")))
    return (
        os.path.join(final, STORE) if known and _is_whole(final) else open_store(sources, quiet=True).folder
    )


def open_in_memory(sources: list[Source], *, quiet: bool = False) -> Opened:
    """Return the store of these sources read into memory; one that is on disk already is not opened there first.

    Parameters
    ----------
    sources
        The files and their named graphs.
    quiet
        Leave out the progress lines on stderr.
    """
    known = _known(sources, stamped(sources))
    final = os.path.join(cache_dir(), str(known.get("key")))
    if known and _is_whole(final) and os.path.exists(os.path.join(final, _DUMP)):
        with suppress(OSError):  # another process has just dropped this old store
            store = _read(final)
            _mark(final)
            return Opened(store, os.path.join(final, STORE))
    return in_memory(open_store(sources, quiet=quiet))


def _manifest(sources: list[Source]) -> str:
    return os.path.join(cache_dir(), f"manifest-{zlib.crc32(repr(sources).encode()):08x}.json")


def _known(sources: list[Source], stamps: list[object]) -> dict[str, object]:
    """Return what is known of the store of these files, if they are still what it was built from."""
    known = read_json(_manifest(sources))
    return known if isinstance(known, dict) and known.get("stamps") == stamps else {}


def _rebuild(sources: list[Source], stamps: list[object], manifest: str, *, quiet: bool) -> Opened:
    from her2gc.sources.turtle import read_bytes

    cache = cache_dir()
    contents = [read_bytes(source.path) for source in sources]
    key = hashed(sources, contents)
    final = os.path.join(cache, key)
    opened, empty = _open(final), _empty(sources, contents)
    if opened is None:
        from her2gc.progress import Progress

        progress = Progress(quiet=quiet, folder=cache)
        memory = None
        try:
            with _turn(final, progress) as mine:  # where several come at once, one builds and the others wait
                opened = _open(final)
                if opened is None:
                    if os.path.exists(os.path.join(final, COMPLETE)):
                        progress.say(_DAMAGED, always=True)
                    memory = _build(sources, contents, progress)
                    if not mine:
                        return Opened(memory, None)
                    _write(memory, final)
                    opened = _open(final) or Opened(memory, None)
        except OSError as error:
            progress.say(
                f"the cache {cache} cannot be written ({error.strerror or error}); asking in memory",
                always=True,
            )
            return Opened(memory or _build(sources, contents, progress), None)
    if opened.folder is not None:
        from her2gc.store.cache_limit import drop_old

        shipped = sources == builtin()
        with suppress(OSError):  # without it the next start reads the files again: slower, not wrong
            write_json(manifest, {"stamps": stamps, "key": key, "shipped": shipped, "empty": empty})
            drop_old(cache, key)
    _tell_empty(empty, quiet=quiet)
    return opened


def _build(sources: list[Source], contents: list[bytes], progress: "Progress") -> ox.Store:
    from her2gc.store.build import build, quads, without_their_labels

    progress.say(f"reading {len(sources)} file{'s' * (len(sources) != 1)} ...")
    # a user's files alone are what they are: there are no rules but those of an ontology of ours
    ours = any(source.graph != ALONE for source in sources)
    with progress.during("building the graph", _BUILD):
        store = _grown(sources, contents) if ours else None
        if store is None:
            store = build(quads(sources, contents), progress, infer=ours)
    if number := without_their_labels(store):
        progress.say(
            f"{number} label{'s' * (number != 1)} for what has one of ours left out: add skos:altLabel instead"
        )
    return store


def _grown(sources: list[Source], contents: list[bytes]) -> ox.Store | None:
    """Return our own graph out of the cache with the other files added to it; None where it takes a build."""
    from her2gc.store.build import add_each

    shipped = set(builtin())
    number = next((n for n, source in enumerate(sources) if source not in shipped), len(sources))
    own = sources[:number]
    known = _known(own, stamped(own)) if own and number < len(sources) else {}
    opened = _open(os.path.join(cache_dir(), str(known.get("key")))) if known else None
    if opened is None:
        return None
    try:
        store = in_memory(opened).store
    except RuntimeError:  # damaged; it is told when it is asked for
        return None
    if store is opened.store:  # on disk, for reading only
        return None
    return store if add_each(store, sources[number:], contents=contents[number:]) else None


def _empty(sources: list[Source], contents: list[bytes]) -> list[str]:
    """Return the user's files that hold nothing but blanks and comments."""
    found = []
    for source, content in zip(sources, contents, strict=True):
        if origin(source.graph).home in ("user", "data") and not source.path.endswith(".tsv"):
            lines = (line.strip() for line in content.splitlines())
            if not any(line and not line.startswith(b"#") for line in lines):
                found.append(source.path)
    return found


def _tell_empty(paths: object, *, quiet: bool) -> None:
    if not isinstance(paths, list) or not paths:
        return
    from her2gc.progress import Progress

    for path in paths:
        Progress(quiet=quiet).say(f"{path} holds no statement")


@contextmanager
def _turn(final: str, progress: "Progress") -> Iterator[bool]:
    """Wait until no other process builds this store; tell whether it is this one's turn, or the wait was too long."""
    os.makedirs(os.path.dirname(final), exist_ok=True)
    lock = f"{final}.lock"
    end = time.monotonic() + _PATIENCE
    said = False
    while True:
        os.close(os.open(lock, os.O_CREAT | os.O_RDONLY, 0o666))
        claim = claimed(lock)
        if claim is not None:
            break
        if time.monotonic() > end:
            yield False
            return
        if not said:
            progress.say("another process builds this store; waiting for it ...")
            said = True
        time.sleep(_LOOK)
    try:
        yield True
    finally:
        with suppress(OSError):
            os.remove(lock)
        os.close(claim)


def _write(memory: ox.Store, final: str) -> None:
    """Write a store beside its place and rename it into it; a loser of a race takes the winner's."""
    import shutil

    cache = os.path.dirname(final)
    with making(cache, "building-") as made:
        folder = os.path.join(made, STORE)
        disk = ox.Store(folder)
        disk.bulk_extend(memory)
        disk.optimize()
        disk.flush()
        del disk
        dump = memory.dump(format=ox.RdfFormat.N_QUADS) or b""
        with open(os.path.join(made, _DUMP), "wb") as file:
            file.write(dump)
            file.flush()
            os.fsync(file.fileno())
        write_json(os.path.join(made, COMPLETE), {**_sizes(made), _CHECK: zlib.crc32(dump)})
        for left in reversed(range(_RENAMES)):
            if _open(final) is not None:
                break
            try:
                if os.path.lexists(final):  # half-written or foreign: out of the way
                    shutil.rmtree(final) if os.path.isdir(final) else os.remove(final)
                os.rename(made, final)
            except OSError:  # another process has just left there what it keeps beside a store
                if not left and _open(final) is None:
                    raise
        sync(cache)


def _open(final: str) -> Opened | None:
    """Open a finished store, or return None where it is missing, half-written, damaged or foreign."""
    folder = os.path.join(final, STORE)
    if not _is_whole(final):
        return None
    try:
        opened = Opened(ox.Store.read_only(folder), folder)
    except (OSError, RuntimeError):
        return None
    _mark(final)
    return opened


def _is_whole(final: str) -> bool:
    """Say whether a store was finished, and its files still have the size that they had then."""
    sizes = read_json(os.path.join(final, COMPLETE))
    if not isinstance(sizes, dict):
        return False
    sizes.pop(_CHECK, None)
    try:
        return sizes == _sizes(final)
    except OSError:
        return False


def _mark(final: str) -> None:
    """Mark a store as used: the one not used for longest is thrown out first; a cache may be for reading only."""
    with suppress(OSError):
        if time.time() - os.stat(final).st_mtime > _USED:
            os.utime(final)
    _IN_USE.add(final)


def forget(error: BaseException | None = None) -> bool:
    """Give up the stores that this process has opened, so that they are built again: one of them cannot be read.

    That it was so is always told, on stderr.

    Parameters
    ----------
    error
        What was met; another error than that of a damaged store gives up nothing.

    Returns
    -------
    bool
        Whether any was given up.

    Raises
    ------
    Her2gcError
        For a damaged store that a user built under a name.
    """
    if error is not None and not str(error).startswith(DAMAGED):
        return False
    if NAMED and error is not None and str(error) != _COPY_DAMAGED:
        raise Her2gcError("this store is damaged", "build it again", file=", ".join(sorted(NAMED)))
    given_up = False
    for final in list(_IN_USE):
        _IN_USE.discard(final)
        with suppress(OSError):
            os.remove(os.path.join(final, COMPLETE))
            given_up = True
    if given_up:
        from her2gc.progress import Progress

        Progress(quiet=False).say(_DAMAGED)
    return given_up


def _sizes(final: str) -> dict[str, int]:
    """Return the sizes of the files that hold triples (the engine's own logs may change)."""
    found = {
        entry.name: entry.stat().st_size
        for entry in os.scandir(os.path.join(final, STORE))
        if entry.name.endswith(".sst") or entry.name.startswith(("MANIFEST", "CURRENT"))
    }
    return {**found, _DUMP: os.stat(os.path.join(final, _DUMP)).st_size}


def kept_twice(folder: str) -> bool:
    """Tell whether a store may be copied once more: not one built under a name, nor a very big one."""
    try:
        return os.stat(os.path.join(os.path.dirname(folder), _DUMP)).st_size <= _LARGEST
    except OSError:
        return False


def in_memory(opened: Opened) -> Opened:
    """Return the store read into memory: it costs a tenth of a second and then answers three times as fast.

    Parameters
    ----------
    opened
        A store on disk; one in memory is returned as it is.

    Raises
    ------
    RuntimeError
        When the copy for memory is not what was written; ``forget`` gives it up.
    """
    if opened.folder is None:
        return opened
    final = os.path.dirname(opened.folder)
    if not os.path.exists(os.path.join(final, _DUMP)):  # built under a name: too big to be kept twice
        return opened
    try:
        return Opened(_read(final), opened.folder)
    except OSError:  # another process has just dropped this old store
        return opened


def _read(final: str) -> ox.Store:
    known, path = read_json(os.path.join(final, COMPLETE)), os.path.join(final, _DUMP)
    found = 0
    with open(path, "rb") as file:
        while part := file.read(_PART):
            found = zlib.crc32(part, found)
    if isinstance(known, dict) and known.get(_CHECK) != found:
        raise RuntimeError(_COPY_DAMAGED)
    store = ox.Store()
    # lenient: we wrote it, so there is nothing to check; a bulk load is the slower one where nothing goes to disk
    store.load(path=path, format=ox.RdfFormat.N_QUADS, lenient=True)
    return store
