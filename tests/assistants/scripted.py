"""An assistant without a model: find, then answer what it found, and the corpus put to it.

It answers the first question where ``find`` is sure and the first three at once where it is not, and says that the
review does not say where ``find`` says so. Two calls at most, and nothing of its own.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from her2gc.assistants.results import Answer, Answered, Call
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


def assistant(tools: Tools, text: str, most: int = 3) -> Answer | None:
    """Follow the policy; None is "the review does not say".

    ``most``: how many offers are answered where it is not sure which is meant.
    """
    found = tools.find(text)
    if found.outcome == "silent" or not found.offers:
        return None
    first, *others = found.offers[: 1 if found.outcome == "answer" else most]
    also = [Call(question=each.question, values=each.values) for each in others]
    return tools.answer(first.question, first.values, also=also)


def call(answer: Answered) -> str:
    """Return a call as the corpus writes it, the values in the order of their names."""
    return _ordered(
        answer.question, {name: value.removeprefix("kg:") for name, value in answer.values.items()}
    )


def right(tools: Tools, one: Wording, most: int = 3) -> bool:
    """Whether the policy does what the corpus says is right: a call that it names, or the same with fewer values."""
    found = assistant(tools, one.text, most)
    if found is None or not one.calls:
        return found is None and not one.calls
    return any(_is_right(each, one) for each in (found, *found.others))


def _is_right(each: Answered, one: Wording) -> bool:
    values = {name: value.removeprefix("kg:") for name, value in each.values.items()}
    return any(
        each.question == name and values.items() <= given.items() for name, given in map(_read, one.calls)
    )


def shares(tools: Tools, listed: Iterable[Wording], most: int = 3) -> dict[str, float]:
    """Return the share that is right of the answerable wordings and of the unanswerable ones."""
    all_of: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for one in listed:
        kind = "answerable" if one.calls else "unanswerable"
        all_of[kind] += 1
        good[kind] += right(tools, one, most)
    return {kind: good[kind] / number for kind, number in all_of.items()}


def _read(told: str) -> tuple[str, dict[str, str]]:
    name, _, values = told.partition(" ")
    return name, dict(pair.split("=", 1) for pair in values.split(",") if pair)


def _ordered(question: str, values: dict[str, str]) -> str:
    return f"{question} {','.join(f'{name}={values[name]}' for name in sorted(values))}"
