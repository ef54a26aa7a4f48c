"""The model that weighs calls: how likely each is what a text asks for, or that the review does not say it.

A conditional logit: each call has a score, the weighted sum of its signs, and so has the case that no call answers.
The weights were fitted by ``tools/fit_find.py`` on the fit and calibration parts of the corpus (docs/ask.md).
"""

import math
from collections.abc import Sequence

SIGNS = (
    "covered",
    "alike",
    "very alike",
    "bm25",
    "names dropped",
    "names shown",
    "names taken",
    "terms taken",
    "words missed",
    "words in rows",
    "not certain",
    "of absence",
    "of anything",
    "weak",
    "evidence of a trial",
    "own words unsaid",
    "rows",
    "figure printed",
    "names tied",
    "words near",
    "own words unsaid, weighed",
    "names shown, few rows",
    "words in rows, few rows",
    "of its wordings",
    "spoken of so",
)
NOTHING = (
    "always",
    "alike",
    "very alike",
    "words unknown",
    "figure not printed",
    "words of silence",
    "word of silence",
    "a word unknown",
    "of wordings of silence",
    "silence spoken of so",
)
WEIGHTS: tuple[float, ...] = (
    1.44,
    2.48,
    0.84,
    0.25,
    -1.16,
    0.66,
    0.46,
    -1.09,
    -1.34,
    1.02,
    -0.64,
    0.32,
    0.14,
    0.1,
    1.71,
    -0.99,
    0.4,
    0.94,
    -0.38,
    -0.03,
    0.27,
    -0.12,
    0.76,
    1.05,
    3.21,
)
# So likely must the first call be to be an answer, where something speaks against it, and any call to be offered.
SURE, CERTAIN, NEAR = 0.62, 0.9, 0.01
KNOWN = 0.3  # what it counts that a text is a known wording
NONE: tuple[float, ...] = (0.69, 2.1, 0.18, 1.09, 3.77, 1.25, 1.33, 1.07, 2.04, 1.19)


def score(signs: Sequence[float]) -> float:
    """Return the score of a call with these signs."""
    return sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))


def nothing(signs: Sequence[float]) -> float:
    """Return the score of the case that the review does not say it."""
    return sum(weight * sign for weight, sign in zip(NONE, signs, strict=True))


def known(signs: Sequence[float]) -> tuple[float, ...]:
    """Return the signs that the review does not say it, as if every word of the text were known."""
    strange = ("words unknown", "a word unknown")
    return tuple(0.0 if name in strange else sign for name, sign in zip(NOTHING, signs, strict=True))


def shares(scores: Sequence[float], none: float) -> list[float]:
    """Return how likely each call is, the case that none answers being one more."""
    top = max([*scores, none])
    powers = [math.exp(each - top) for each in scores]
    whole = sum(powers) + math.exp(none - top)
    return [each / whole for each in powers]


def unsaid(scores: Sequence[float], none: float) -> float:
    """Return how likely it is that none of the calls answers."""
    return 1 - sum(shares(scores, none))
