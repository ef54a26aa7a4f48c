"""Writing a folder whole, or not at all."""

import os

from her2gc.errors import Her2gcError
from her2gc.output import fill, making, refused


def write_folder(path: str, files: dict[str, bytes]) -> None:
    """Write a new folder; one that is there already must be empty, for it may hold a user's own work.

    Raises
    ------
    Her2gcError
        When it is not empty or cannot be written; nothing half-written stays.
    """
    check_folder(path)
    whole = os.path.abspath(path)
    try:
        with making(os.path.dirname(whole), f".{os.path.basename(whole)[:200]}.", ".part") as temporary:
            _fill(temporary, files)
            _put(temporary, whole)
    except OSError as error:
        raise refused(error, path, "folder") from error
    except UnicodeEncodeError as error:
        raise Her2gcError(
            "this locale has no letters for the name of a file", "set LC_ALL=C.UTF-8", file=path
        ) from error


def check_folder(path: str) -> None:
    """Refuse a place that holds something already; whoever calls this first loses no work by a slip.

    Raises
    ------
    Her2gcError
        When it is there and not an empty folder.
    """
    if os.path.lexists(path) and (not os.path.isdir(path) or os.path.islink(path) or os.listdir(path)):
        raise Her2gcError(
            "this is there already and not an empty folder", "choose another place, or remove it", file=path
        )


def _put(made: str, whole: str) -> None:
    try:
        os.replace(made, whole)
    except PermissionError:
        os.rmdir(whole)  # some systems replace no folder, not even an empty one
        os.replace(made, whole)


def _fill(folder: str, files: dict[str, bytes]) -> None:
    for name in sorted(files):
        target = os.path.join(folder, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            fill(file.fileno(), files[name])
        if name.endswith(".sh"):
            os.chmod(target, 0o777 & ~_umask())
    os.chmod(folder, 0o777 & ~_umask())
    if hasattr(os, "sync"):  # once for all files: some disks take milliseconds for each
        os.sync()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
