"""The model that weighs calls: how likely each is what a text asks for, or that the review does not say it.

A conditional logit: each call has a score, the weighted sum of its signs, and so has the case that no call answers.
The weights were fitted by ``tools/fit_find.py`` on the fit and calibration parts of the corpus, together with wordings
that the index did not have then (docs/ask.md). Whether the likeliest call is an answer is weighed apart, by weights of
``tools/fit_trust.py``.
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
    2.12,
    1.61,
    0.91,
    0.24,
    -1.02,
    0.37,
    -0.27,
    -0.46,
    -0.95,
    0.59,
    -1.06,
    0.0,
    -0.18,
    -0.03,
    0.5,
    -0.81,
    -0.72,
    0.66,
    -0.34,
    -0.31,
    -0.09,
    0.41,
    0.34,
    1.04,
    3.12,
)
# What tells whether the likeliest call is an answer.
TRUST = (
    "likely",
    "others spoken of so",
    "more alike than others",
    "of its wordings",
    "doubts",
)
TRUSTED: tuple[float, ...] = (2.51, -1.04, 1.15, 0.8, -0.28, -1.33)  # the last for all alike
# So sure must the first call be to be an answer, or to be told as what may be meant; so likely must it be where a text
# is a known wording of its question; and so likely any call to be offered.
SURE, PERHAPS, KNOWN, NEAR = 0.8, 0.55, 0.32, 0.01
NONE: tuple[float, ...] = (0.13, 2.06, 0.33, 0.61, 2.43, 1.12, 1.05, 0.41, 1.37, 1.47)


def score(signs: Sequence[float]) -> float:
    """Return the score of a call with these signs."""
    return sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))


def nothing(signs: Sequence[float]) -> float:
    """Return the score of the case that the review does not say it."""
    return sum(weight * sign for weight, sign in zip(NONE, signs, strict=True))


def trusted(signs: Sequence[float]) -> float:
    """Return how sure it is that a call with these signs answers (a logistic regression)."""
    *weights, always = TRUSTED
    return 1 / (
        1 + math.exp(-always - sum(weight * sign for weight, sign in zip(weights, signs, strict=True)))
    )


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
