"""Fit the weights of ``her2gc.find.model`` on the corpus of wordings, and tell what bounds give, sitting by sitting.

    python tools/fit_find.py

A text does not see the wordings of its own sitting in the index, and the figures of a sitting come from weights fitted
on the others: what is told is what a new reader would meet. The weights of all that are printed last go into the
module. Nothing here reads the held-out part.
"""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from her2gc.find import calls, model
from her2gc.find.looked import Looked
from her2gc.find.mentions import masked, mentions
from her2gc.find.search import Listed, kept, sure
from her2gc.find.slips import mended
from her2gc.find.words import tokens
from her2gc.store.graph import open_graph

CORPUS = Path(__file__).parents[1] / "tests" / "find" / "corpus" / "wordings.tsv"
KG = "https://w3id.org/her2gc/kg/"
RIDGE, STEPS, RATE = 0.002, 250, 0.1
LISTED, WEIGHED = 40, 12  # so many calls of each text are read, and weighed in the end
Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Text(NamedTuple):
    """One wording: its row, what was found, and the signs of each call and of there being none."""

    row: list[str]
    text: str
    looked: Looked
    found: Listed
    signs: Numbers
    none: Numbers
    good: Numbers
    guarded: bool

    @property
    def sitting(self) -> str:
        """The sitting in which it was written."""
        return self.row[0].partition("-")[0]


def right(told: str, question: str, values: dict[str, str]) -> bool:
    """Say whether a call is one of those told, or the same without some of its values."""
    plain = {name: value.removeprefix(KG) for name, value in values.items()}
    for each in told.split(" | "):
        name, _, pairs = each.partition(" ")
        given = dict(pair.split("=", 1) for pair in pairs.split(",") if pair)
        if question == name and plain.items() <= given.items():
            return True
    return False


def read() -> list[Text]:
    """Return what the index gives for each wording of the fit and the calibration part."""
    graph = open_graph()
    index = calls.index(graph)
    known: dict[str, set[int]] = {}
    for number, text in index.execute("SELECT rowid, text FROM wordings"):
        known.setdefault(text, set()).add(number)
    lines = [line for line in CORPUS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    rows = [row for row in (line.split("\t") for line in lines[1:]) if row[1] != "held-out"]
    own: dict[str, set[int]] = {}
    for row in rows:
        for text in row[3:5]:
            plain = " ".join(token.word for token in tokens(text) if token.tells)
            same = known.get(" ".join(masked(index, text)), set()) | known.get(plain, set())
            own.setdefault(row[0].partition("-")[0], set()).update(same)
    found = []
    for row in rows:
        for text in row[3:5]:
            said, _, slip = mended(index, tokens(text))
            unread = frozenset(own[row[0].partition("-")[0]])
            looked = Looked(index, said, mentions(index, said), unread)
            listed = kept(graph, looked, 0.0, LISTED)
            good = [
                row[2] == "answerable" and right(row[5], each.question.name, each.values)
                for each, _ in listed
            ]
            signs = np.array([each.signs for each, _ in listed]).reshape(len(listed), len(model.SIGNS))
            guarded = slip or looked.gap() is not None
            none = np.array(looked.none())
            found.append(Text(row, text, looked, listed, signs, none, np.array(good, dtype=float), guarded))
    return found


def shares(each: Text, weights: Numbers, nones: Numbers) -> Numbers:
    """Return how likely each call is, last that there is none."""
    scores = np.append(each.signs @ weights, each.none @ nones)
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def fitted(used: list[Text]) -> tuple[Numbers, Numbers]:
    """Return the weights that make the right calls likeliest (Adam on the conditional likelihood)."""
    weights = np.zeros(len(model.WEIGHTS) + len(model.NONE))
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
    """Print what the bounds would answer and get wrong, each sitting by the others; then the weights of all."""
    texts = read()
    table = []
    for sitting in sorted({each.sitting for each in texts}):
        weights, nones = fitted([each for each in texts if each.sitting != sitting])
        for each in texts:
            if each.sitting == sitting and each.found:
                share = shares(each, weights, nones)
                order = list(np.argsort(-share[:-1], kind="stable"))[:WEIGHED]
                top = [(each.found[place][0]._replace(share=float(share[place])), 1) for place in order]
                by = 0.0 if each.guarded else sure(each.looked, top)
                table.append((by, bool(each.good[order[0]]), bool(each.good[order[:5]].any()), each))
    asked = [one for one in table if one[3].row[2] == "answerable"]
    print(len(asked), "first", sum(one[1] for one in asked), "of five", sum(one[2] for one in asked))
    for by, good, _, each in sorted(table, key=lambda one: -one[0]):
        if by > 0.3 and not good:  # noqa: PLR2004 (enough to look at)
            print(f"  {by:.2f}", each.row[0], each.row[2], each.text)
    for bound in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        answered = [one for one in table if one[0] >= bound]
        print(f"  {bound}: {sum(one[1] for one in answered)} right of {len(answered)} answered")
    weights, nones = fitted(texts)
    print("WEIGHTS =", [round(float(each), 2) for each in weights])
    print("NONE =", [round(float(each), 2) for each in nones])


if __name__ == "__main__":
    main()
