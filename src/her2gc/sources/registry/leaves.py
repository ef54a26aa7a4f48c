"""A JSON record read leaf by leaf: whoever takes a leaf carries it, and what nobody took is told at the end."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from her2gc.errors import Her2gcError

Path = tuple[str | int, ...]

_KINDS = {
    str: "text",
    list: "a list",
    dict: "an object",
    bool: "true or false",
    int: "a number",
    float: "a number",
}
_DEEPEST = 40  # no record of the register nests deeper than a dozen levels


class Leaves:
    """One record and what of it has been taken.

    Parameters
    ----------
    record
        What the JSON says.
    file
        Where it was read, for errors.
    at
        Where in the file the record stands, such as ``studies[3]``.
    """

    def __init__(self, record: dict[str, Any], file: str, at: Path = ()) -> None:
        self.record = record
        self.file = file
        self.at = at
        self.left: set[Path] = set(_leaves(record, (), file))
        self.total = len(self.left)

    def part(self, *path: str | int) -> "Part":
        """Return the part at a path; one that is not there is empty."""
        return Part(self, ()).part(*path)

    def listed(self) -> list[tuple[str, int]]:
        """Return the kinds of leaf that nobody took, such as ``…locations[].city``, with their counts."""
        return sorted(Counter(_spelled(path) for path in self.left).items())

    def wrong(self, path: Path, problem: str) -> Her2gcError:
        """Return the error that something in the record is not as a register writes it."""
        place = _exact((*self.at, *path))
        return Her2gcError(f"{place}: {problem}", "fetch the record again from the register", file=self.file)


class Part:
    """An object within a record."""

    def __init__(self, leaves: Leaves, path: Path, value: Any = None) -> None:
        self.leaves = leaves
        self.path = path
        self.value: dict[str, Any] = leaves.record if not path else value

    def part(self, *names: str | int) -> "Part":
        """Return an object below; an empty one where there is none."""
        found = self
        for name in names:
            value = found.value.get(str(name))
            if value is None:
                value = {}
            found._expect(value, dict, str(name))
            found = Part(self.leaves, (*found.path, name), value)
        return found

    def parts(self, name: str) -> list["Part"]:
        """Return the objects of a list, in order."""
        found = self._list(name)
        for place, value in enumerate(found):
            if not isinstance(value, dict):
                raise self.leaves.wrong((*self.path, name, place), f"{_told(value)} where an object belongs")
        return [Part(self.leaves, (*self.path, name, place), value) for place, value in enumerate(found)]

    def text(self, name: str) -> str | None:
        """Take a text; a number is given as it is printed."""
        value = self.value.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.leaves.wrong((*self.path, name), f"{_told(value)} where a text belongs")
        self.leaves.left.discard((*self.path, name))
        return str(value)

    def texts(self, name: str) -> list[str]:
        """Take a list of texts."""
        found = self._list(name)
        for place, value in enumerate(found):
            if not isinstance(value, str):
                raise self.leaves.wrong((*self.path, name, place), f"{_told(value)} where a text belongs")
            self.leaves.left.discard((*self.path, name, place))
        return found

    def count(self, name: str) -> int | None:
        """Take a whole number that is not negative."""
        value = self.value.get(name)
        if value is None:
            return None
        spelled = str(value)
        if isinstance(value, bool) or not spelled.isascii() or not spelled.isdigit():
            raise self.leaves.wrong((*self.path, name), f"{_told(value)} where a count belongs")
        self.leaves.left.discard((*self.path, name))
        return int(spelled)

    def flag(self, name: str) -> bool | None:
        """Take a true or false."""
        value = self.value.get(name)
        if value is None:
            return None
        if not isinstance(value, bool):
            raise self.leaves.wrong((*self.path, name), f"{_told(value)} where true or false belongs")
        self.leaves.left.discard((*self.path, name))
        return value

    def _list(self, name: str) -> list[Any]:
        value = self.value.get(name)
        if value is None:
            return []
        self._expect(value, list, name)
        return list(value)

    def _expect(self, value: Any, kind: type, name: str) -> None:
        if not isinstance(value, kind):
            raise self.leaves.wrong((*self.path, name), f"{_told(value)} where {_KINDS[kind]} belongs")


def _leaves(value: Any, path: Path, file: str) -> Iterator[Path]:
    """Yield the paths of all leaves; an empty list or object is none."""
    if len(path) > _DEEPEST:
        raise Her2gcError(f"{_exact(path[:6])}…: nested too deeply for a record", "fetch it again", file=file)
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _leaves(below, (*path, name), file)
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from _leaves(below, (*path, place), file)
    elif value is not None:
        yield path


def _told(value: Any) -> str:
    shown = str(value) if isinstance(value, str | int | float | bool) else ""
    return f"{_KINDS.get(type(value), 'nothing')}" + (f" '{shown[:40]}'" if shown else "")


def _spelled(path: Path) -> str:
    return _joined("[]" if isinstance(part, int) else part for part in path)


def _exact(path: Path) -> str:
    return _joined(f"[{part}]" if isinstance(part, int) else part for part in path)


def _joined(parts: Iterator[str]) -> str:
    return ".".join(parts).replace(".[", "[")
