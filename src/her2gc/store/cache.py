"""The store: built once from the files into a cache keyed by their content, opened read-only afterwards.

A small manifest remembers each file's size, times and inode, so that a warm start only asks for those. A change
that leaves all of them as they were (same size, same inode, both times set back) is not seen; delete the cache then.
"""

import json
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from her2gc import __version__
from her2gc.errors import Her2gcError
from her2gc.output import claimed, clear, lock, making
from her2gc.sources.homes import ALONE, Source, builtin, origin

if TYPE_CHECKING:
    from her2gc.progress import Progress

STORE, _DUMP = "store", "quads.nq"  # what a finished folder holds: for one question, and to read into memory
COMPLETE, _CHECK = "complete.json", "check"  # what says that a folder is finished, and the sum of its dump
_KEY = 64  # letters of a store's name, the hash of what it was built from
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
_PATIENCE = 120.0  # seconds to wait for another process that builds the same store
_LOOK = 0.05  # seconds between two looks at what it does
_USED = 600.0  # seconds after which an opened store is marked as used once more
_BUILD = 3  # seconds that a build takes, for the first estimate
DAMAGED = "Corruption"  # how the engine begins its word on a store that cannot be read
NAMED: set[str] = set()  # the stores opened that a user built under a name: the user's to throw out
_DAMAGED = "the store in the cache is damaged; building it again ..."
_IN_USE: set[str] = set()  # the finished folders that this process has opened


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
    stamps = _stamps(sources)
    known = _known(sources, stamps)
    opened = _open(os.path.join(cache_dir(), str(known.get("key")))) if known else None
    if opened:
        _tell_empty(known.get("empty"), quiet=quiet)
        return opened
    return _rebuild(sources, stamps, _manifest(sources), quiet=quiet)


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
    key = _key(sources, contents)
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
        shipped = sources == builtin()
        with suppress(OSError):  # without it the next start reads the files again: slower, not wrong
            write_json(manifest, {"stamps": stamps, "key": key, "shipped": shipped, "empty": empty})
            _drop_old(cache, key)
    _tell_empty(empty, quiet=quiet)
    return opened


def _build(sources: list[Source], contents: list[bytes], progress: "Progress") -> ox.Store:
    from her2gc.store.build import build, quads

    progress.say(f"reading {len(sources)} file{'s' * (len(sources) != 1)} ...")
    # a user's files alone are what they are: there are no rules but those of an ontology of ours
    ours = any(source.graph != ALONE for source in sources)
    with progress.during("building the graph", _BUILD):
        if ours and (store := _grown(sources, contents)) is not None:
            return store
        return build(quads(sources, contents), progress, infer=ours)


def _grown(sources: list[Source], contents: list[bytes]) -> ox.Store | None:
    """Return our own graph out of the cache with the other files added to it; None where it takes a build."""
    from her2gc.store.build import add_each

    shipped = set(builtin())
    number = next((n for n, source in enumerate(sources) if source not in shipped), len(sources))
    own = sources[:number]
    known = _known(own, _stamps(own)) if own and number < len(sources) else {}
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
        if _open(final) is None:
            if os.path.lexists(final):  # half-written or foreign: out of the way
                shutil.rmtree(final) if os.path.isdir(final) else os.remove(final)
            try:
                os.rename(made, final)
            except OSError:
                if _open(final) is None:
                    raise
        _sync(cache)


def _open(final: str) -> Opened | None:
    """Open a finished store, or return None where it is missing, half-written, damaged or foreign."""
    folder = os.path.join(final, STORE)
    sizes = read_json(os.path.join(final, COMPLETE))
    if not isinstance(sizes, dict):
        return None
    sizes.pop(_CHECK, None)
    try:
        if sizes != _sizes(final):
            return None
        opened = Opened(ox.Store.read_only(folder), folder)
    except (OSError, RuntimeError):
        return None
    with suppress(
        OSError
    ):  # the store not used for longest is thrown out first; a cache may be for reading only
        if time.time() - os.stat(final).st_mtime > _USED:
            os.utime(final)
    _IN_USE.add(final)
    return opened


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
    if NAMED and error is not None:
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
    known = read_json(os.path.join(final, COMPLETE))
    if not os.path.exists(os.path.join(final, _DUMP)):  # built under a name: too big to be kept twice
        return opened
    store = ox.Store()
    try:
        with open(os.path.join(final, _DUMP), "rb") as file:
            dump = file.read()
        if isinstance(known, dict) and known.get(_CHECK) != zlib.crc32(dump):
            raise RuntimeError(f"{DAMAGED}: the copy for memory is not what was written")
        # lenient: we wrote it, so there is nothing to check
        store.bulk_load(input=dump, format=ox.RdfFormat.N_QUADS, lenient=True)
    except OSError:  # another process has just dropped this old store
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
    """Throw out the stores not used for longest, what was left in the making, and manifests of files that are gone.

    The stores of what is shipped stay, one for each place that it lies in.
    """
    import shutil

    clear(cache, r"building-.*|[0-9a-f]{64}\.lock|.*\.json\.[0-9]+")
    entries = list(os.scandir(cache))
    kept, listed = {key}, []
    for entry in entries:
        if entry.name.startswith("manifest-") and entry.name.endswith(".json"):
            known = read_json(entry.path)
            if not isinstance(known, dict) or not _all_there(known.get("stamps")):
                with suppress(OSError):
                    os.remove(entry.path)
                continue
            listed.append((entry.path, known.get("key")))
            if known.get("shipped"):
                kept.add(str(known.get("key")))
    stores = [entry for entry in entries if len(entry.name) == len(key) and entry.name not in kept]
    stores.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
    room = limit() - sum(size(os.path.join(cache, name)) for name in kept)
    for place, entry in enumerate(stores):
        room -= size(entry.path)
        if room < 0 or place >= max(_KEEP - len(kept), 0):
            shutil.rmtree(entry.path, ignore_errors=True)
    for path, name in listed:
        if not os.path.isdir(os.path.join(cache, str(name))):
            with suppress(OSError):
                os.remove(path)


def limit() -> int:
    """Return how many bytes the cache may take: $HER2GC_CACHE_LIMIT in megabytes, or 2,000 of them.

    Raises
    ------
    Her2gcError
        When the variable is no number of megabytes.
    """
    told = os.environ.get("HER2GC_CACHE_LIMIT", "2000")
    if not told.isdecimal():
        raise Her2gcError("HER2GC_CACHE_LIMIT is a whole number of megabytes", "correct or unset it")
    return int(told) * 1_000_000


def size(folder: str) -> int:
    """Return how many bytes the files below a folder take."""
    found = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # another process has just dropped it
                found += os.stat(os.path.join(place, name)).st_size
    return found


class Kept(NamedTuple):
    """One store of the cache: its folder, its bytes, when it was last used (seconds since 1970), and what it is of."""

    folder: str
    size: int
    used: float
    shipped: bool
    files: list[str]


def listed() -> list[Kept]:
    """Return the stores of the cache, the one used last first."""
    cache = cache_dir()
    names = os.listdir(cache) if os.path.isdir(cache) else []
    manifests = [read_json(os.path.join(cache, name)) for name in names if name.startswith("manifest-")]
    known = {str(each.get("key")): each for each in manifests if isinstance(each, dict)}
    found = []
    for name in names:
        folder = os.path.join(cache, name)
        if len(name) == _KEY and os.path.isdir(folder):
            told = known.get(name, {})
            files = [str(each[0]) for each in told.get("stamps", []) if isinstance(each, list)]
            found.append(
                Kept(folder, size(folder), os.stat(folder).st_mtime, bool(told.get("shipped")), files)
            )
    return sorted(found, key=lambda each: -each.used)


def emptied() -> int:
    """Throw out every store and manifest; return how many bytes that frees. What is asked next is built again."""
    import shutil

    cache = cache_dir()
    freed = 0
    for name in os.listdir(cache) if os.path.isdir(cache) else []:
        path = os.path.join(cache, name)
        if len(name) == _KEY and os.path.isdir(path):
            freed += size(path)
            shutil.rmtree(path, ignore_errors=True)
        elif name.startswith("manifest-") or name == "questions.json":
            with suppress(OSError):
                freed += os.stat(path).st_size
                os.remove(path)
    return freed


def _all_there(stamps: object) -> bool:
    """Tell whether the files of a manifest are still there."""
    found = [each for each in stamps if isinstance(each, list)] if isinstance(stamps, list) else []
    return bool(found) and all(os.path.exists(str(each[0])) for each in found)


def read_json(path: str) -> object:
    """Return what a JSON file of the cache holds, or None where there is none that can be read."""
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def write_json(path: str, value: object) -> None:
    """Write a JSON file so that a reader sees the old or the new one, never half of it."""
    write_bytes(path, json.dumps(value).encode())


def write_bytes(path: str, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new one, never half of it."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "wb") as file:
        if not lock(file.fileno()):
            raise BlockingIOError
        file.write(content)
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
