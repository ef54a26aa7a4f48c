"""Fit the weights of ``her2gc.find.model`` on the corpus of wordings, and tell what bounds give, sitting by sitting.

    python tools/fit_find.py

A text does not see the wordings of its own sitting in the index, and the figures of a sitting come from weights fitted
on the others: what is told is what a new reader would meet. New readers ask less as the index knows it than the writers
of one corpus do, so each text is read again with half of all wordings hidden, drawn by lot. The weights of all that are
printed last go into the module. Nothing here reads the held-out part.
"""

import random
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from her2gc.find import calls, model, spoken
from her2gc.find.index import wordings
from her2gc.find.looked import Looked
from her2gc.find.mentions import masked, mentions
from her2gc.find.same import together
from her2gc.find.search import kept, narrowed, sure
from her2gc.find.signs import Listed
from her2gc.find.slips import mended
from her2gc.find.words import tokens
from her2gc.store.graph import LocalGraph, open_graph

CORPUS = Path(__file__).parents[1] / "tests" / "find" / "corpus" / "wordings.tsv"
KG = "https://w3id.org/her2gc/kg/"
RIDGE, STEPS, RATE = 0.002, 250, 0.1
HIDDEN = ((0.0, 0), (0.5, 1), (0.5, 2))  # shares of the wordings that are hidden, and by which lot
LISTED, WEIGHED = 30, 12  # so many calls of each text are read, and weighed in the end
Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Text(NamedTuple):
    """One wording: its row, what was found, and the signs of each call and of there being none."""

    row: list[str]
    text: str
    hidden: float
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


def read(graph: LocalGraph, share: float, lot: int) -> list[Text]:
    """Return what the index gives for each wording of the fit and the calibration part, a share of it hidden."""
    index = calls.index(graph)
    given = [
        spoken.counted(index, [(question, text)]) for question, text in wordings()
    ]  # as the index numbers them
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
        drawn = random.Random(f"{lot} {row[0]}")  # noqa: S311 (no secret)
        hidden = {number for same in known.values() for number in sorted(same) if drawn.random() < share}
        for text in row[3:5]:
            said, _, slip = mended(index, tokens(text))
            unread = frozenset(own[row[0].partition("-")[0]] | hidden)
            uncounted: spoken.Spoken = Counter()
            for number in unread:
                uncounted.update(given[number - 1])
            looked = Looked(index, said, mentions(index, said), unread, uncounted)
            listed = kept(graph, looked, 0.0, LISTED)
            good = [
                row[2] == "answerable" and right(row[5], each.question.name, each.values)
                for each, _ in listed
            ]
            signs = np.array([each.signs for each, _ in listed]).reshape(len(listed), len(model.SIGNS))
            guarded = slip or looked.gap is not None
            none = np.array(looked.none())
            right_ = np.array(good, dtype=float)
            found.append(Text(row, text, share, looked, listed, signs, none, right_, guarded))
    return [each for each in found if each.found]


class Stacked(NamedTuple):
    """The signs of many texts as arrays: texts by calls by signs, calls that are not there masked."""

    signs: Numbers
    mask: Numbers  # minus infinity, nearly, where a text has no such call
    none: Numbers
    right: Numbers  # the calls, last that there is none


def stacked(texts: list[Text]) -> Stacked:
    """Return the signs of texts as arrays."""
    signs = np.zeros((len(texts), LISTED, len(model.SIGNS)))
    mask, good = np.full((len(texts), LISTED), -1e9), np.zeros((len(texts), LISTED + 1))
    for place, each in enumerate(texts):
        size = len(each.found)
        signs[place, :size], mask[place, :size], good[place, :size] = each.signs, 0.0, each.good
        good[place, -1] = each.row[2] == "unanswerable"
    return Stacked(signs, mask, np.array([each.none for each in texts]), good)


def shares(of: Stacked, weights: Numbers, nones: Numbers) -> Numbers:
    """Return how likely each call of each text is, last that there is none."""
    scores = np.concatenate([of.signs @ weights + of.mask, (of.none @ nones)[:, None]], axis=1)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def fitted(of: Stacked) -> tuple[Numbers, Numbers]:
    """Return the weights that make the right calls likeliest (Adam on the conditional likelihood)."""
    calls_ = len(model.SIGNS)
    weights = np.zeros(calls_ + len(model.NOTHING))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        share = shares(of, weights[:calls_], weights[calls_:])
        target = of.right * share
        whole = target.sum(axis=1, keepdims=True)
        pull = np.where(whole > 0, target / np.where(whole > 0, whole, 1.0) - share, 0.0)
        slope = np.append(np.einsum("tcs,tc->s", of.signs, pull[:, :-1]), of.none.T @ pull[:, -1])
        slope = slope / len(of.right) - RIDGE * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights += RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights[:calls_], weights[calls_:]


class Judged(NamedTuple):
    """What a text comes to by weights that have not seen its sitting."""

    text: Text
    sure: float  # 0 where the first call can be no more than an offer
    right: bool
    unsaid: bool


def judged(each: Text, share: Numbers) -> Judged:
    """Return what a text comes to when its calls are so likely."""
    order = list(np.argsort(-share[: len(each.found)], kind="stable"))[:WEIGHED]
    top = narrowed([(each.found[place][0]._replace(share=float(share[place])), place) for place in order])
    by = 0.0 if each.guarded else sure(each.looked, top)
    unsaid = each.looked.gap is not None or float(share[-1]) > together(each.looked, top)
    return Judged(each, 0.0 if unsaid else by, bool(each.good[top[0][1]]), unsaid)


def main() -> None:
    """Print what the bounds would answer and get wrong, each sitting by the others; then the weights of all."""
    graph = open_graph()
    texts = [each for share, lot in HIDDEN for each in read(graph, share, lot)]
    table: list[Judged] = []
    for sitting in sorted({each.sitting for each in texts}):
        weights, nones = fitted(stacked([each for each in texts if each.sitting != sitting]))
        own = [each for each in texts if each.sitting == sitting]
        table += [judged(*one) for one in zip(own, shares(stacked(own), weights, nones), strict=True)]
    for one in sorted(table, key=lambda one: -one.sure):
        if one.sure > 0.3 and not one.right:  # noqa: PLR2004 (enough to look at)
            print(f"  {one.sure:.2f} {one.text.hidden} {one.text.row[0]} {one.text.row[2]} {one.text.text}")
    for part in ("fit", "calibration"):
        for hidden in sorted({share for share, _ in HIDDEN}):
            told(f"{part}, {hidden} hidden", [
                one for one in table if one.text.row[1] == part and one.text.hidden == hidden
            ])  # fmt: skip
    weights, nones = fitted(stacked(texts))
    print("WEIGHTS =", [round(float(each), 2) for each in weights])
    print("NONE =", [round(float(each), 2) for each in nones])


def told(head: str, table: list[Judged]) -> None:
    """Print the shares of some texts."""
    asked = [one for one in table if one.text.row[2] == "answerable"]
    first = [one for one in asked if one.right]
    rest = [one for one in table if one.text.row[2] != "answerable"]
    print(
        f"{head}: of {len(asked)} first {len(first) / len(asked):.0%},"
        f" first and not told as unsaid {sum(not one.unsaid for one in first) / len(asked):.0%};"
        f" of {len(rest)} told as unsaid {sum(one.unsaid for one in rest) / len(rest):.0%}"
    )
    for bound in (0.4, 0.5, 0.6, 0.7, 0.8):
        by = [one for one in table if one.sure >= bound]
        good = sum(one.right for one in by)
        print(f"  {bound}: {good / len(asked):.0%} right, {len(by) - good} wrong")


if __name__ == "__main__":
    main()
