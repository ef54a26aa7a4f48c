"""Sixty questions, written from the review's text alone by readers who had seen neither questions nor code.

Each line of ``held_out.tsv`` has who asks, the question in words, the one call that answers it, and what the answer
holds, typed by hand from the review: rows parted by `` ;; ``, each with texts that stand together in one row (its
cells, its place, its doubts) parted by `` && ``. Where there are no rows, the text is the reason; of ``find`` it is
the outcome. What a call lacks is told in the last column; without a call, or with something lacking, a question is
not answered whole.
"""

import csv
import shlex
from pathlib import Path

import pytest

from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions.answer import Answer
from sampling import sample

FILE = Path(__file__).with_name("held_out.tsv")
WITHOUT_ANSWER = {"13", "14", "15", "28", "29", "30", "43", "44", "45", "58", "59", "60"}
WHOLE = 59

with FILE.open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def told(answer: Answer) -> list[str]:
    """Return for each row all that a reader sees of it, the doubts that its marks stand for among it."""
    if not answer:
        return [answer.sheet.notes[0]]
    contract = answer.contract
    assert contract is not None
    return [
        " | ".join([*row, *(doubt.line for doubt in each.doubts)])
        for row, each in zip(answer.sheet.rows, contract, strict=True)
    ]


def asked(kg: KnowledgeGraph, case: dict[str, str]) -> list[str]:
    """Return what the one call of a question gives."""
    name, *pairs = shlex.split(case["call"])
    if name == "find":
        found = kg.find(case["question"])
        # refused in words, with what stands near it or without
        return ["silent" if found.unsaid else found.outcome]
    values: dict[str, list[str]] = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        values.setdefault(key, []).append(value)
    return told(kg.ask(name, **values))


CALLS = [case for case in CASES if case["call"]]


@pytest.mark.parametrize("case", sample(CALLS, 20, "held-out questions"), ids=lambda case: str(case["id"]))
def test_one_call_answers_it(kg: KnowledgeGraph, case: dict[str, str]) -> None:
    given = asked(kg, case)
    missing = [
        wanted
        for wanted in case["expected"].split(" ;; ")
        if not any(all(text in row for text in wanted.split(" && ")) for row in given)
    ]
    assert case["expected"]
    assert missing == []


def test_how_many_are_answered_whole() -> None:
    assert [case["id"] for case in CASES] == [str(number) for number in range(1, 61)]
    assert len([case for case in CASES if case["call"] and not case["lacks"]]) == WHOLE
    for case in CASES:
        if case["id"] not in WITHOUT_ANSWER:  # what the review answers is answered with more than a refusal
            assert "&&" in case["expected"] or ";;" in case["expected"] or not case["call"], case["id"]
