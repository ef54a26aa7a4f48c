"""An assistant without a model: find, then answer by the first question offered, and the corpus put to it.

It says that the review does not say where ``find`` says so. Two calls at most, and nothing of its own.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from her2gc.assistants.results import Answer
from her2gc.assistants.tools import Tools

CORPUS = Path(__file__).parents[1] / "find/corpus/wordings.tsv"


class Wording(NamedTuple):
    """One wording of the corpus, its part, and the calls that answer it; none where the review does not say."""

    text: str
    part: str
    calls: list[str]


def wordings() -> list[Wording]:
    """Read the corpus."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [
        Wording(text, row[1], [] if row[2] == "unanswerable" else row[5].split(" | "))
        for row in rows
        for text in row[3:5]
    ]


def assistant(tools: Tools, text: str) -> Answer | None:
    """Follow the policy; None is "the review does not say"."""
    found = tools.find(text)
    if found.outcome == "silent" or not found.offers:
        return None
    return tools.answer(found.offers[0].question, found.offers[0].values)


def call(answer: Answer) -> str:
    """Return a call as the corpus writes it, the values in the order of their names."""
    return _ordered(
        answer.question, {name: value.removeprefix("kg:") for name, value in answer.values.items()}
    )


def right(tools: Tools, one: Wording) -> bool:
    """Whether the policy does what the corpus says is right: a call that it names, or the same with fewer values."""
    found = assistant(tools, one.text)
    if found is None or not one.calls:
        return found is None and not one.calls
    values = {name: value.removeprefix("kg:") for name, value in found.values.items()}
    return any(
        found.question == name and values.items() <= given.items() for name, given in map(_read, one.calls)
    )


def shares(tools: Tools, listed: Iterable[Wording]) -> dict[str, float]:
    """Return the share that is right of the answerable wordings and of the unanswerable ones."""
    all_of: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for one in listed:
        kind = "answerable" if one.calls else "unanswerable"
        all_of[kind] += 1
        good[kind] += right(tools, one)
    return {kind: good[kind] / number for kind, number in all_of.items()}


def _read(told: str) -> tuple[str, dict[str, str]]:
    name, _, values = told.partition(" ")
    return name, dict(pair.split("=", 1) for pair in values.split(",") if pair)


def _ordered(question: str, values: dict[str, str]) -> str:
    return f"{question} {','.join(f'{name}={values[name]}' for name in sorted(values))}"
