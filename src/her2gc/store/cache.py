"""The store: built once from the files into a cache keyed by their content, opened read-only afterwards.

A small manifest remembers each file's size, times and inode, so that a warm start only asks for those. A change
that leaves all of them as they were (same size, same inode, both times set back) is not seen; delete the cache then.
"""

import json
import os
import zlib
from contextlib import suppress
from typing import NamedTuple

import pyoxigraph as ox

from her2gc import __version__
from her2gc.sources.homes import ALONE, Source

_STORE, _DUMP = "store", "quads.nq"  # what a finished folder holds: for one question, and to read into memory
_KEEP = 8  # stores of earlier contents that stay: several checkouts and --data files may share a cache
_CODE = (
    "sources/homes.py",
    "sources/prefixes.py",
    "sources/printed.py",
    "sources/sssom.py",
    "sources/turtle.py",
    "store/build.py",
    "store/cache.py",
    "store/rules.py",
)  # what decides the store beside the files


class Opened(NamedTuple):
    """A store, and the folder that a worker process may open it from (None: it is only in memory)."""

    store: ox.Store
    folder: str | None


def cache_dir() -> str:
    """Return the folder that holds built stores: $HER2GC_CACHE, $XDG_CACHE_HOME/her2gc or ~/.cache/her2gc."""
    own = os.environ.get("HER2GC_CACHE")
    if own:
        return os.path.abspath(own)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "her2gc")


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
    cache = cache_dir()
    manifest = os.path.join(cache, f"manifest-{zlib.crc32(repr(sources).encode()):08x}.json")
    stamps = _stamps(sources)
    known = read_json(manifest)
    if isinstance(known, dict) and known.get("stamps") == stamps:
        opened = _open(os.path.join(cache, str(known.get("key"))))
        if opened:
            return opened
    return _rebuild(sources, stamps, manifest, quiet=quiet)


def _rebuild(sources: list[Source], stamps: list[object], manifest: str, *, quiet: bool) -> Opened:
    from her2gc.sources.turtle import read_bytes

    cache = cache_dir()
    contents = [read_bytes(source.path) for source in sources]
    key = _key(sources, contents)
    final = os.path.join(cache, key)
    opened = _open(final)
    if opened is None:
        from her2gc.progress import Progress
        from her2gc.store.build import build, quads

        progress = Progress(quiet=quiet, folder=cache)
        progress.say(f"reading {len(sources)} file{'s' * (len(sources) != 1)} ...")
        # a user's files alone are what they are: there are no rules but those of an ontology of ours
        ours = any(source.graph != ALONE for source in sources)
        with progress.during("building the graph", 3):
            memory = build(quads(sources, contents), progress, infer=ours)
            try:
                _write(memory, final)
            except OSError as error:
                progress.say(
                    f"the cache {cache} cannot be written ({error.strerror or error}); asking in memory",
                    always=True,
                )
                return Opened(memory, None)
        opened = _open(final)
        if opened is None:
            return Opened(memory, None)
        _drop_old(cache, key)
    with suppress(OSError):  # without it the next start reads the files again: slower, not wrong
        write_json(manifest, {"stamps": stamps, "key": key})
    return opened


def _write(memory: ox.Store, final: str) -> None:
    """Write a store beside its place and rename it into it; a loser of a race takes the winner's."""
    import shutil
    import tempfile

    cache = os.path.dirname(final)
    os.makedirs(cache, exist_ok=True)
    made = tempfile.mkdtemp(prefix="building-", dir=cache)
    try:
        folder = os.path.join(made, _STORE)
        disk = ox.Store(folder)
        disk.bulk_extend(memory)
        disk.optimize()
        disk.flush()
        del disk
        with open(os.path.join(made, _DUMP), "wb") as file:
            memory.dump(file, format=ox.RdfFormat.N_QUADS)
            file.flush()
            os.fsync(file.fileno())
        write_json(os.path.join(made, "complete.json"), _sizes(made))
        if _open(final) is None:
            if os.path.lexists(final):  # half-written or foreign: out of the way
                shutil.rmtree(final) if os.path.isdir(final) else os.remove(final)
            try:
                os.rename(made, final)
            except OSError:
                if _open(final) is None:
                    raise
        _sync(cache)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _open(final: str) -> Opened | None:
    """Open a finished store, or return None where it is missing, half-written or foreign."""
    folder = os.path.join(final, _STORE)
    sizes = read_json(os.path.join(final, "complete.json"))
    if not isinstance(sizes, dict):
        return None
    try:
        if sizes != _sizes(final):
            return None
        return Opened(ox.Store.read_only(folder), folder)
    except OSError:
        return None


def _sizes(final: str) -> dict[str, int]:
    """Return the sizes of the files that hold triples (the engine's own logs may change)."""
    found = {
        entry.name: entry.stat().st_size
        for entry in os.scandir(os.path.join(final, _STORE))
        if entry.name.endswith(".sst") or entry.name.startswith(("MANIFEST", "CURRENT"))
    }
    return {**found, _DUMP: os.stat(os.path.join(final, _DUMP)).st_size}


def in_memory(opened: Opened) -> Opened:
    """Return the store read into memory: it costs a tenth of a second and then answers three times as fast.

    Parameters
    ----------
    opened
        A store on disk; one in memory is returned as it is.
    """
    if opened.folder is None:
        return opened
    store = ox.Store()
    dump = os.path.join(os.path.dirname(opened.folder), _DUMP)
    try:
        # lenient: we wrote it, so there is nothing to check
        store.bulk_load(path=dump, format=ox.RdfFormat.N_QUADS, lenient=True)
    except (OSError, SyntaxError):  # another process has just dropped this old store
        return opened
    return Opened(store, opened.folder)


def _stamps(sources: list[Source]) -> list[object]:
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    found: list[object] = [__version__, ox.__version__]
    for path in (*(os.path.join(here, name) for name in _CODE), *(source.path for source in sources)):
        try:
            stat = os.stat(path)
        except OSError:
            found.append(None)  # reading it will say what is wrong
        else:
            found.append([path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino])
    return found


def _key(sources: list[Source], contents: list[bytes]) -> str:
    import hashlib

    from her2gc.sources.turtle import base_of, read_bytes

    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    digest = hashlib.sha256(f"{__version__}\n{ox.__version__}\n".encode())
    for name in _CODE:
        digest.update(read_bytes(os.path.join(here, name)))
    for source, content in zip(sources, contents, strict=True):
        base = base_of(source) or ""  # where a file lies decides what its relative IRIs mean
        ending = os.path.splitext(source.path)[1]
        digest.update(f"\n{source.graph} {ending} {base} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _drop_old(cache: str, key: str) -> None:
    import shutil
    import time

    stores = [entry for entry in os.scandir(cache) if len(entry.name) == len(key) and entry.name != key]
    stores.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
    yesterday = time.time() - 86_400
    left = [
        entry
        for entry in os.scandir(cache)
        if entry.name.startswith("building-") and entry.stat().st_mtime < yesterday
    ]
    for entry in [*stores[_KEEP - 1 :], *left]:
        shutil.rmtree(entry.path, ignore_errors=True)


def read_json(path: str) -> object:
    """Return what a JSON file of the cache holds, or None where there is none that can be read."""
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def write_json(path: str, value: object) -> None:
    """Write a JSON file so that a reader sees the old or the new one, never half of it."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _sync(folder: str) -> None:
    """Write a folder's names through to the disk, where the system opens folders: Windows does not."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
