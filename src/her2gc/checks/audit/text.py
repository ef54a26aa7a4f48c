"""A copy of the review's text, folded so that words and figures can be found in it again.

Two things are undone and nothing else: white space is folded to one blank, and a hyphen at a line break
may be part of the word or not, because print does not tell.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

BREAK = "\0"
"""Stands in folded text for a hyphen at a line break."""

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GLUED = re.compile(r"(?:[A-Z]|(?<![a-z])[a-z]|[α-ωΑ-Ω])$")  # noqa: RUF001
_TABLE = re.compile(r"Table \d$")
_FOLDS = re.compile(r"-[^\S\n]*\n\s*|\s+")


@dataclass(frozen=True)
class Folded:
    """Text after folding, with the way back.

    Attributes
    ----------
    text
        Folded text; ``BREAK`` stands for a hyphen at a line break.
    offsets
        For each character of ``text`` the offset at which it stands in the copy.
    line_starts
        Offsets in the copy at which its lines start.
    """

    text: str
    offsets: tuple[int, ...]
    line_starts: tuple[int, ...]

    def line(self, position: int) -> int:
        """Line of the copy, counted from 1, on which a character of the folded text stands."""
        return bisect_right(self.line_starts, self.offsets[position])


def fold(raw: str) -> Folded:
    """Fold white space and mark hyphens at line breaks."""
    kept: list[str] = []
    offsets: list[int] = []
    end = 0
    for match in _FOLDS.finditer(raw):
        kept.append(raw[end : match.start()])
        offsets.extend(range(end, match.start()))
        kept.append(BREAK if match.group().startswith("-") else " ")
        offsets.append(match.start())
        end = match.end()
    kept.append(raw[end:])
    offsets.extend(range(end, len(raw)))
    starts = (0, *(match.end() for match in re.finditer("\n", raw)))
    return Folded("".join(kept), tuple(offsets), starts)


@cache
def pattern(words: str, *, any_digit: bool = False, any_case: bool = False) -> re.Pattern[str]:
    r"""Compile the search for some words in folded text.

    A hyphen of the words matches a hyphen or one at a line break; one at a line break may stand between any
    two characters. A figure at either end of the words matches a whole figure only: "8.9" is not in "18.9".

    Parameters
    ----------
    words
        What to find, white space already folded.
    any_digit
        Let each digit match any digit: finds where a misprinted figure stands.
    any_case
        Take upper and lower case for the same.
    """

    def piece(char: str) -> str:
        if char == "-":
            return f"[-{BREAK}]"
        return r"\d" if any_digit and char.isdigit() else re.escape(char)

    before = r"(?<!\d)(?<!\d[.,])" if words[:1].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if words[-1:].isdigit() else ""
    if _TABLE.search(words):
        after = r"(?!\d)"  # a citation may be glued to it: "Table 1.4,5"
    body = f"{BREAK}?".join(piece(char) for char in words)
    return re.compile(before + body + after, re.IGNORECASE if any_case else 0)


def readable(folded: str) -> str:
    """Folded text for people: hyphens at line breaks shown as hyphens."""
    return folded.replace(BREAK, "-")


def figures(words: str) -> list[str]:
    """Figures of some words as printed, those inside names (HER2, T-DM1, 4D5) left out.

    >>> figures("HER2: 22.0 vs 7.7 months, less than10%")
    ['22.0', '7.7', '10']
    """
    return [match.group() for match in NUMBER.finditer(words) if not _GLUED.search(words[: match.start()])]
