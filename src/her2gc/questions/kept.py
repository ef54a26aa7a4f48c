"""What was worked out for an answer is kept beside the store that it was worked out from, and goes with it.

A store never changes, so what follows from it and a query does not either; only other code makes it anew.
"""

import os
from contextlib import suppress
from typing import Any

from her2gc.store.cache import read_json

_FOLDER = "answers"
_MOST = 500  # so many are kept; then all are dropped, and what is asked again is kept again
_CODE = (
    "behind",
    "carried",
    "contract",
    "facts",
    "lineage",
    "origin",
    "places",
    "reading",
    "theirs",
)  # what decides the content


def read(store: str, name: str, folder: str = _FOLDER) -> Any:
    """Return what is kept under a name, or None.

    Parameters
    ----------
    store
        The folder of the store.
    name
        What stands for the question and its answer.
    folder
        Where among what is kept.
    """
    told = read_json(_path(store, name, folder))
    return told["kept"] if isinstance(told, dict) and told.get("code") == _code() else None


def write(store: str, name: str, value: Any, folder: str = _FOLDER) -> None:
    """Keep a value under a name; where the cache cannot be written it is not kept."""
    import json

    path = _path(store, name, folder)
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        there = os.listdir(os.path.dirname(path))
        for each in there if len(there) >= _MOST else ():
            os.remove(os.path.join(os.path.dirname(path), each))
        temporary = f"{path}.{os.getpid()}"
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump({"code": _code(), "kept": value}, file)
        os.replace(temporary, path)


def _path(store: str, name: str, folder: str) -> str:
    return os.path.join(os.path.dirname(store), folder, f"{name}.json")


def _code() -> list[list[int]]:
    here = os.path.dirname(os.path.abspath(__file__))
    stats = [os.stat(os.path.join(here, f"{name}.py")) for name in _CODE]
    return [[each.st_size, each.st_mtime_ns] for each in stats]
