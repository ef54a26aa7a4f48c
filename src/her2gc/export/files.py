"""Writing a file or a folder whole, or not at all."""

import os
import shutil
import tempfile

from her2gc.errors import Her2gcError


def write_file(path: str, body: bytes) -> None:
    """Write a file: the old one stays until the new one is complete.

    Raises
    ------
    Her2gcError
        When it cannot be written; nothing half-written stays.
    """
    folder = os.path.dirname(os.path.abspath(path))
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{os.path.basename(path)}.", suffix=".part", dir=folder)
        with os.fdopen(handle, "wb") as file:
            _fill(file.fileno(), body)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException as error:
        if temporary and os.path.exists(temporary):
            os.remove(temporary)
        _explain(error, path)
        raise


def write_folder(path: str, files: dict[str, bytes]) -> None:
    """Write a new folder; one that is there already must be empty, for it may hold a user's own work.

    Raises
    ------
    Her2gcError
        When it is not empty or cannot be written; nothing half-written stays.
    """
    if os.path.lexists(path) and (not os.path.isdir(path) or os.listdir(path)):
        raise Her2gcError(
            "this is there already and not an empty folder", "choose another place, or remove it", file=path
        )
    whole = os.path.abspath(path)
    temporary = None
    try:
        temporary = tempfile.mkdtemp(
            prefix=f".{os.path.basename(whole)}.", suffix=".part", dir=os.path.dirname(whole)
        )
        for name in sorted(files):
            target = os.path.join(temporary, name)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                _fill(file.fileno(), files[name])
            if name.endswith(".sh"):
                os.chmod(target, 0o777 & ~_umask())
        os.chmod(temporary, 0o777 & ~_umask())
        os.replace(temporary, whole)
    except BaseException as error:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)
        _explain(error, path)
        raise


def _fill(handle: int, body: bytes) -> None:
    rest = memoryview(body)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)


def _explain(error: BaseException, path: str) -> None:
    if isinstance(error, OSError):
        reason = (error.strerror or "cannot be written").lower()
        raise Her2gcError(f"cannot write this: {reason}", "choose another place", file=path) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
