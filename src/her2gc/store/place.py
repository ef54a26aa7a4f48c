"""Where the cache lies, and how its files are read and written whole."""

import json
import os

from her2gc.output import lock


def cache_dir() -> str:
    """Return the folder that holds built stores: $HER2GC_CACHE, $XDG_CACHE_HOME/her2gc or ~/.cache/her2gc."""
    own = os.environ.get("HER2GC_CACHE")
    if own:
        return os.path.abspath(own)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "her2gc")


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


def sync(folder: str) -> None:
    """Write a folder's names through to the disk, where the system opens folders: Windows does not."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
