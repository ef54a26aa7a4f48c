"""The model that weighs calls: how likely each is what a text asks for, or that the review does not say it.

A conditional logit: each call has a score, the weighted sum of its signs, and so has the case that no call answers.
The weights were fitted by ``tools/fit_find.py`` on the fit part of the corpus of wordings (docs/ask.md).
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
)
NOTHING = ("always", "alike", "very alike", "words unknown", "figure not printed", "words of silence")
WEIGHTS: tuple[float, ...] = (
    4.3,
    4.99,
    -0.5,
    0.86,
    -1.6,
    0.29,
    -0.37,
    -2.11,
    -1.96,
    0.97,
    -0.66,
    -0.22,
    -0.46,
    -0.87,
    1.23,
    0.26,
    -0.63,
    1.46,
)
NONE: tuple[float, ...] = (1.27, 5.75, 0.1, 1.9, 2.97, 2.82)


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
