"""Places as people read them: short (``Novel ¶4``, ``Table 4``) and grouped, or whole."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from her2gc.sources import homes

# the sections of the review by the word that readers know them by; other sections go by their first word
_SECTIONS = {
    "Failures of HER2-Targeted Therapy": "Failures",
    "Novel Anti-HER2 Strategies": "Novel",
    "Mechanisms of Resistance": "Resistance",
    "The Fundamental Role of Trastuzumab": "Trastuzumab",
}
# where the review has them; what is no part of it comes last
_ORDER = ("Abstract", "Introduction", "Trastuzumab", "Failures", "Resistance", "Novel", "Conclusion", "Table")
NOWHERE = "not stated"


class Place(NamedTuple):
    """A place: its IRI, its short form and its whole name."""

    iri: str
    short: str
    full: str

    @property
    def brief(self) -> str:
        """Its short form, and what stands there.

        >>> place("kg:p", "Novel Anti-HER2 Strategies, paragraph 4: response rate with IHC 1+").brief
        'Novel ¶4: response rate with IHC 1+'
        """
        where, colon, what = self.full.partition(": ")
        return f"{self.short}: {what}" if colon and self.short != where and "¶" in self.short else self.full


def place(iri: str, label: str) -> Place:
    """Return a place by its IRI and label.

    >>> place("kg:p", "Novel Anti-HER2 Strategies, paragraph 4: response rate with IHC 1+").short
    'Novel ¶4'
    """
    return Place(iri, _short(label), label)


@lru_cache(maxsize=4096)
def file(graph: str) -> Place:
    """Return the place of what another source or a user says without naming one: their file."""
    home, name = homes.origin(graph)
    name = name.replace("-", " ") if home == "others" else name
    return Place(graph, name or home, f"your file {name}" if home == "user" else name)


@lru_cache(maxsize=16384)
def order(one: Place) -> tuple[int, str, int, str]:
    """Return where a place comes in a list: in the order of the review."""
    section, _, number = one.short.partition(" ¶")
    name = section.partition(" ")[0]
    rank = _ORDER.index(name) if name in _ORDER else len(_ORDER)
    return rank, section, int(number or 0), one.full


def short(places: Iterable[Place]) -> str:
    """Return places in their short forms, each once, the paragraphs of a section together: ``Novel ¶4, 6; Table 4``."""
    grouped: dict[str, list[str]] = {}
    for one in sorted(places, key=order):
        section, mark, number = one.short.partition(" ¶")
        numbers = grouped.setdefault(section, [])
        if mark and number not in numbers:
            numbers.append(number)
    return "; ".join(
        f"{section} ¶{', '.join(numbers)}" if numbers else section for section, numbers in grouped.items()
    )


def full(places: Iterable[Place]) -> str:
    """Return places whole."""
    return "; ".join(dict.fromkeys(one.full for one in sorted(places, key=order)))


def _short(label: str) -> str:
    where = label.partition(": ")[0]
    section, paragraph, number = where.partition(", paragraph ")
    if paragraph and number.isdigit():
        return f"{_SECTIONS.get(section, section)} ¶{number}"
    return where.partition(",")[0] if where.startswith("Table ") else where
