"""What a store was built from: the stamps of its files for a warm start, and the hash of what stands in them.

A change that leaves all of a file's stamps as they were (size, inode, both times set back) is not seen; delete
the cache then.
"""

import os

import pyoxigraph as ox

from her2gc import __version__
from her2gc.sources.homes import Source

_CODE = (
    "sources/homes.py",
    "sources/prefixes.py",
    "sources/printed.py",
    "sources/sssom.py",
    "sources/turtle.py",
    "store/build.py",
    "store/cache.py",
    "store/closure.py",
    "store/rules.py",
    "store/stamps.py",
)  # what decides the store beside the files


def stamped(sources: list[Source], more: tuple[str, ...] = ()) -> list[object]:
    """Return what tells that files, and the code that makes a store or more of them, are still the same."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    found: list[object] = [__version__, ox.__version__]
    code = (os.path.join(here, name) for name in (*_CODE, *more))
    for path in (*code, *(source.path for source in sources)):
        try:
            stat = os.stat(path)
        except OSError:
            found.append(None)  # reading it will say what is wrong
        else:
            found.append([path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino])
    return found


def hashed(sources: list[Source], contents: list[bytes]) -> str:
    """Return the name of the store of these files: a hash of what stands in them and of what builds it."""
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
