"""Fit the weights of ``her2gc.find.model`` on the fit part of the corpus of wordings, and tell what bounds give.

    python tools/fit_find.py

A text does not see its own two wordings in the index, so that what is fitted is what a new wording would meet. The
weights that are printed go into the module; the bound of an answer is chosen by the calibration part. Nothing here
reads the held-out part.
"""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from her2gc.find import calls, model
from her2gc.find.mentions import masked, mentions
from her2gc.find.search import Candidate, Looked, kept, sure
from her2gc.find.slips import mended
from her2gc.find.words import tokens
from her2gc.store.graph import open_graph

CORPUS = Path(__file__).parents[1] / "tests" / "find" / "corpus" / "wordings.tsv"
KG = "https://w3id.org/her2gc/kg/"
RIDGE, STEPS, RATE = 0.002, 500, 0.1
LISTED = 40  # so many calls of each text are weighed
Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Text(NamedTuple):
    """One wording: its row, what was found, and the signs of each call and of there being none."""

    row: list[str]
    text: str
    found: list[tuple[Candidate, int]]
    signs: Numbers
    none: Numbers
    good: Numbers
    guarded: bool


def right(told: str, call: Candidate) -> bool:
    """Say whether a call is one of those told, or the same without some of its values."""
    values = {name: value.removeprefix(KG) for name, value in call.values.items()}
    for each in told.split(" | "):
        name, _, pairs = each.partition(" ")
        given = dict(pair.split("=", 1) for pair in pairs.split(",") if pair)
        if call.question.name == name and values.items() <= given.items():
            return True
    return False


def read() -> list[Text]:
    """Return what the index gives for each wording of the fit and the calibration part."""
    graph = open_graph()
    index = calls.index(graph)
    known: dict[str, set[int]] = {}
    for number, text in index.execute("SELECT rowid, text FROM wordings"):
        known.setdefault(text, set()).add(number)
    found = []
    lines = [line for line in CORPUS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    for row in [line.split("\t") for line in lines[1:]]:
        if row[1] == "held-out":
            continue
        own: set[int] = set()
        for text in row[3:5]:
            plain = " ".join(token.word for token in tokens(text) if token.tells)
            own |= known.get(" ".join(masked(index, text)), set()) | known.get(plain, set())
        for text in row[3:5]:
            said, _, slip = mended(index, tokens(text))
            looked = Looked(index, said, mentions(index, said), frozenset(own))
            listed = kept(graph, index, looked, 0.0, LISTED)
            good = [row[2] == "answerable" and right(row[5], each) for each, _ in listed]
            signs = np.array([each.signs for each, _ in listed]).reshape(len(listed), len(model.SIGNS))
            guarded = slip or looked.gap() is not None
            none = np.array(looked.none())
            found.append(Text(row, text, listed, signs, none, np.array(good, dtype=float), guarded))
    return found


def shares(each: Text, weights: Numbers, nones: Numbers) -> Numbers:
    """Return how likely each call is, last that there is none."""
    scores = np.append(each.signs @ weights, each.none @ nones)
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def fitted(used: list[Text]) -> tuple[Numbers, Numbers]:
    """Return the weights that make the right calls likeliest (Adam on the conditional likelihood)."""
    weights = np.array([*model.WEIGHTS, *model.NONE], dtype=float)
    calls_ = len(model.WEIGHTS)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = np.zeros_like(weights)
        for each in used:
            share = shares(each, weights[:calls_], weights[calls_:])
            target = np.append(each.good, each.row[2] == "unanswerable") * share
            if target.sum() > 0:
                pull = target / target.sum() - share
                slope += np.append(each.signs.T @ pull[:-1], each.none * pull[-1])
        slope = slope / len(used) - RIDGE * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights += RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights[:calls_], weights[calls_:]


def main() -> None:
    """Print the weights, and for each part what the bounds would answer and get wrong."""
    texts = read()
    index = calls.index(open_graph())
    weights, nones = fitted([each for each in texts if each.row[1] == "fit"])
    print("WEIGHTS =", [round(float(each), 2) for each in weights])
    print("NONE =", [round(float(each), 2) for each in nones])
    for part in ("fit", "calibration"):
        table = []
        for each in texts:
            if each.row[1] != part or not each.found:
                continue
            share = shares(each, weights, nones)
            order = list(np.argsort(-share[:-1], kind="stable"))[:12]
            top = [(each.found[place][0]._replace(share=float(share[place])), 1) for place in order]
            by = 0.0 if each.guarded else sure(index, top)
            table.append((by, each.row[2], bool(each.good[order[0]]), bool(each.good[order[:5]].any()), each))
        asked = [one for one in table if one[1] == "answerable"]
        print(
            part, len(asked), "first", sum(one[2] for one in asked), "of five", sum(one[3] for one in asked)
        )
        for by, _, good, _, each in sorted(table, key=lambda one: -one[0]):
            if by > 0.3 and not good:  # noqa: PLR2004 (enough to look at)
                print(f"  {by:.2f}", each.row[0], each.row[2], each.text)
        for bound in (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9):
            answered = [one for one in table if one[0] >= bound]
            print(f"  {bound}: {sum(one[2] for one in answered)} right of {len(answered)} answered")


if __name__ == "__main__":
    main()
