"""How much room the cache takes, what it holds, and what is thrown out of it."""

import os
from contextlib import suppress
from typing import NamedTuple

from her2gc.errors import Her2gcError
from her2gc.output import clear
from her2gc.store.place import cache_dir, read_json

_KEY = 64  # letters of a store's name, the hash of what it was built from
_KEEP = 8  # stores of earlier contents that stay: several checkouts and --data files may share a cache


def drop_old(cache: str, key: str) -> None:
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
    stores.sort(key=last_used, reverse=True)
    room = limit() - sum(size(os.path.join(cache, name)) for name in kept)
    for place, entry in enumerate(stores):
        room -= size(entry.path)
        if room < 0 or place >= max(_KEEP - len(kept), 0):
            shutil.rmtree(entry.path, ignore_errors=True)
    for path, name in listed:
        if not os.path.isdir(os.path.join(cache, str(name))):
            with suppress(OSError):
                os.remove(path)


def last_used(entry: os.DirEntry[str]) -> float:
    """Return when a folder was last used (seconds since 1970); one that another process has just dropped is the oldest.

    Parameters
    ----------
    entry
        The folder, as it was found.
    """
    try:
        return entry.stat().st_mtime
    except OSError:
        return 0.0


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
            with suppress(OSError):  # another process has just dropped it
                used = os.stat(folder).st_mtime
                found.append(Kept(folder, size(folder), used, bool(told.get("shipped")), files))
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
