"""How much a result may hold: what is more is cut, told, and to be had from where it was cut."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from her2gc.errors import Her2gcError

MOST = 16_000  # characters of a result, some 4,000 tokens
_T = TypeVar("_T")


def start_within(start: int, total: int) -> int:
    """Return where a result goes on.

    Raises
    ------
    Her2gcError
        Where that is beyond its end.
    """
    if start and not 0 <= start < total:
        raise Her2gcError(
            f"start = {start} is beyond the end: there are {total}", "take 'next' of the result before"
        )
    return start


def fitting(made: Iterable[_T], size: Callable[[_T], int], most: int = MOST) -> list[_T]:
    """Return as many as there is room for, at least one; the others are not made.

    Parameters
    ----------
    made
        Rows, made one by one.
    size
        How many characters a row takes.
    most
        How many characters there are for all.
    """
    kept: list[_T] = []
    room = most
    for each in made:
        room -= size(each)
        if kept and room < 0:
            break
        kept.append(each)
    return kept


def part(text: str, start: int) -> tuple[str, int | None]:
    """Return the part of a text that begins there, whole lines where one ends in it, and where the rest begins.

    Raises
    ------
    Her2gcError
        Where it begins beyond the end.
    """
    end = start_within(start, len(text)) + MOST
    if end >= len(text):
        return text[start:], None
    end = text.rfind("\n", start, end) + 1 or end
    return text[start:end], end
