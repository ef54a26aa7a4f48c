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
)
WEIGHTS: tuple[float, ...] = (
    3.22,
    5.37,
    -0.34,
    0.96,
    -1.21,
    0.16,
    0.06,
    -1.5,
    -1.88,
    1.26,
    -1.39,
    0.29,
    0.17,
    -0.99,
    1.65,
    -0.42,
    0.39,
    1.05,
    -0.84,
    -0.91,
    0.05,
    0.4,
    0.91,
)
# So likely must the first call be to be an answer, and so likely any call to be offered.
SURE, NEAR = 0.5, 0.01
NONE: tuple[float, ...] = (1.5, 4.17, 0.09, 1.6, 4.78, 2.4, 0.91, 1.0)


def score(signs: Sequence[float]) -> float:
    """Return the score of a call with these signs."""
    return sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))


def nothing(signs: Sequence[float]) -> float:
    """Return the score of the case that the review does not say it."""
    return sum(weight * sign for weight, sign in zip(NONE, signs, strict=True))


def shares(scores: Sequence[float], none: float) -> list[float]:
    """Return how likely each call is, the case that none answers being one more."""
    top = max([*scores, none])
    powers = [math.exp(each - top) for each in scores]
    whole = sum(powers) + math.exp(none - top)
    return [each / whole for each in powers]
