"""Writing a folder whole, or not at all."""

import os
import shutil
import tempfile

from her2gc.errors import Her2gcError
from her2gc.output import fill, refused


def write_folder(path: str, files: dict[str, bytes]) -> None:
    """Write a new folder; one that is there already must be empty, for it may hold a user's own work.

    Raises
    ------
    Her2gcError
        When it is not empty or cannot be written; nothing half-written stays.
    """
    if os.path.lexists(path) and (not os.path.isdir(path) or os.path.islink(path) or os.listdir(path)):
        raise Her2gcError(
            "this is there already and not an empty folder", "choose another place, or remove it", file=path
        )
    whole = os.path.abspath(path)
    temporary = None
    try:
        temporary = tempfile.mkdtemp(
            prefix=f".{os.path.basename(whole)[:200]}.", suffix=".part", dir=os.path.dirname(whole)
        )
        for name in sorted(files):
            target = os.path.join(temporary, name)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                fill(file.fileno(), files[name])
            if name.endswith(".sh"):
                os.chmod(target, 0o777 & ~_umask())
        os.chmod(temporary, 0o777 & ~_umask())
        if hasattr(os, "sync"):  # once for all files: some disks take milliseconds for each
            os.sync()
        _move(temporary, whole)
    except BaseException as error:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)
        if isinstance(error, OSError):
            raise refused(error, path, "folder") from error
        if isinstance(error, UnicodeEncodeError):
            raise Her2gcError(
                "this locale has no letters for the name of a file", "set LC_ALL=C.UTF-8", file=path
            ) from error
        raise


def _move(folder: str, whole: str) -> None:
    """Rename a folder; Windows puts none in the place of another, so an empty one goes first there."""
    try:
        os.replace(folder, whole)
    except OSError:
        if not os.path.isdir(whole):
            raise
        os.rmdir(whole)  # refuses what is not empty
        os.replace(folder, whole)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
