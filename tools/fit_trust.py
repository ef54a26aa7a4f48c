"""Fit the weights of ``her2gc.find.model.TRUSTED``: how sure the likeliest call is what a text asks for.

    python tools/fit_trust.py

Read are texts that were written afresh, before they went into the index, each with the call that came first and whether
its rows tell what was asked. Printed are the weights, and what bounds would answer, each fifth by the others.
"""

from pathlib import Path
from typing import Any

import numpy as np

from her2gc.find import model

TEXTS = Path(__file__).parents[1] / "tests" / "find" / "corpus" / "trust.tsv"
RIDGE, STEPS, PARTS = 20.0, 30, 5
BOUNDS = (0.7, 0.75, 0.8, 0.85, 0.9)
Numbers = np.ndarray[Any, np.dtype[np.float64]]


def read() -> tuple[Numbers, list[str]]:
    """Return the signs of each text, last one for all alike, and what was judged of it."""
    lines = [line for line in TEXTS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    rows = [line.split("\t") for line in lines[1:]]
    signs = np.array([[float(sign) for sign in row[4:]] for row in rows])
    return np.hstack([signs, np.ones((len(rows), 1))]), [row[3] for row in rows]


def fitted(signs: Numbers, right: Numbers) -> Numbers:
    """Return the weights of a logistic regression with a ridge (Newton's method)."""
    scale = np.append(signs[:, :-1].std(axis=0), 1.0)
    scaled, weights = signs / scale, np.zeros(signs.shape[1])
    ridge = RIDGE * np.append(np.ones(len(weights) - 1), 0.0)
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (right - share) - ridge * weights
        weights += np.linalg.solve(
            (scaled * (share * (1 - share))[:, None]).T @ scaled + np.diag(ridge), slope
        )
    return np.asarray(weights / scale)


def main() -> None:
    """Print the weights and what bounds would answer."""
    signs, judged = read()
    right = np.array([each in ("as meant", "right") for each in judged], dtype=float)
    wrong = np.array([each in ("wrong", "not judged") for each in judged])
    part = np.arange(len(right)) % PARTS
    sure = np.zeros(len(right))
    for each in range(PARTS):
        weights = fitted(signs[part != each], right[part != each])
        sure[part == each] = 1 / (1 + np.exp(-signs[part == each] @ weights))
    for bound in BOUNDS:
        by = sure >= bound
        print(
            f"{bound}: {by.sum()} of {len(right)}, {right[by].mean():.1%} right, {wrong[by].mean():.1%} wrong"
        )
    print("TRUST =", model.TRUST)
    print("TRUSTED =", [round(float(each), 2) for each in fitted(signs, right)])


if __name__ == "__main__":
    main()
