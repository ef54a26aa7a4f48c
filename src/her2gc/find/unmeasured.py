"""Measures of trials that the review never prints, by the words in which they are asked for."""

from collections.abc import Sequence
from itertools import pairwise

# Each as it is asked for.
_MEASURES = (
    "odds ratio", "risk ratio", "rate ratio", "relative risk", "absolute risk", "number needed to treat",
    "time to response", "time to progression", "time to treatment failure", "time to failure", "time to deterioration",
    "time to relapse", "time to recurrence", "time to next treatment", "event free survival", "disease free survival",
    "relapse free survival", "recurrence free survival", "metastasis free survival", "distant metastasis free",
    "death rate", "mortality rate", "half life", "maximum tolerated dose", "recommended dose", "cost effectiveness",
)  # fmt: skip
# Numbers that are printed of nothing: any word of each set is said.
_COUNT = frozenset((
    "howmany", "number", "rate", "rates", "share", "percentage", "proportion", "annual", "annually", "yearly", "year",
    "toll",
))  # fmt: skip
_COUNTED = {
    "number of deaths": (frozenset("death deaths die dies died dying mortality kill kills killed".split()),),  # noqa: SIM905
    "number of drug molecules per antibody": (
        frozenset(["molecule", "molecules", "payload", "payloads"]),
        frozenset(["antibody", "antibodies"]),
    ),
}
_NO_DEATH = frozenset(["programmed", "programmed-death", "cell"])  # before a word of death
_NUMBERS = (
    "one two three four six seven eight nine ten twelve fifteen eighteen twenty twentyfour".split()  # noqa: SIM905
)
_PRINTED = {("5", "year"), ("five", "year")}  # of gastric cancer
_LIVED = frozenset(["survival", "os", "pfs", "alive", "surviving", "survive", "survived", "lived", "living"])
_AT = frozenset(["at", "after", "past", "beyond"])
_MONTHS = frozenset(["month", "year"])


def unmeasured(words: Sequence[str]) -> str | None:
    """Return the measure that is asked for and that the review prints of nothing: survival at two years.

    Parameters
    ----------
    words
        The words of a text in their order, in lower case.
    """
    text = f" {' '.join(words)} "
    for each in _MEASURES:
        if f" {each} " in text:
            return each.replace(" free ", "-free ")
    alone = {word for before, word in pairwise(["", *words]) if before not in _NO_DEATH}
    for label, parts in _COUNTED.items():
        if _COUNT & set(words) and all(part & alone for part in parts):
            return label
    for place, (number, unit) in enumerate(pairwise(words)):
        single = unit.removesuffix("s")
        if (
            single not in _MONTHS
            or (number, single) in _PRINTED
            or not (number.isdigit() or number in _NUMBERS)
        ):
            continue
        after = words[place + 2 : place + 6]
        # "2-year survival", but not "survival of 12 months"
        at = bool(words[place - 1 : place]) and words[place - 1] in _AT and bool(_LIVED & set(words))
        if at or (single in (unit, "year") and after[:1] and _LIVED & set(_first(after))):
            return f"survival at {number} {single}{'s' * (number not in ('1', 'one'))}"
    return None


def _first(after: Sequence[str]) -> Sequence[str]:
    """Return the word after a span of time, and the next where it only says which survival."""
    kinds = ("overall", "progression", "free", "post")
    place = next((place for place, word in enumerate(after) if word not in kinds), len(after))
    return after[place : place + 1]
