"""What the search does with wordings that were written from the review alone; docs/ask.md has the figures."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from her2gc.find import ANSWER, SILENT, Offer
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue

KG = "https://w3id.org/her2gc/kg/"
LINES = (Path(__file__).parent / "corpus" / "wordings.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("#")][1:]


def calls(told: str) -> list[tuple[str, dict[str, str]]]:
    """Return question and values of each call that the last column but one names."""
    found = []
    for call in told.split(" | "):
        name, _, values = call.partition(" ")
        pairs = [pair.split("=", 1) for pair in values.split(",") if pair]
        found.append((name, dict(pairs)))
    return found


def right(offer: Offer, told: str) -> bool:
    values = {name: value.removeprefix(KG) for name, value in offer.values.items()}
    return (offer.question, values) in calls(told)


def test_each_question_has_its_part_by_its_id() -> None:
    for row in ROWS:
        rest = int(hashlib.sha256(row[0].encode()).hexdigest(), 16) % 10
        assert row[1] == ("fit" if rest < 4 else "calibration" if rest < 7 else "held-out")


def test_every_call_that_is_right_can_be_asked(kg: KnowledgeGraph) -> None:
    known = catalogue.questions()
    for row in ROWS:
        for name, values in calls(row[5]):
            if name != "none":
                assert set(values) <= {each.name for each in known[name].parameters}, row[0]
                plain = ("score", "above", "below", "number")
                given = {key: value if key in plain else KG + value for key, value in values.items()}
                assert binding.terms(kg.graph, known[name], given) is not None


@pytest.mark.parametrize("part", ["fit", "calibration", "held-out"])
def test_nothing_is_wrong_with_confidence(kg: KnowledgeGraph, part: str) -> None:
    wrong = []
    for _, own, _, one, other, told, _ in ROWS:
        for text in (one, other) if own == part else ():
            found = kg.find(text)
            if found.outcome == ANSWER and not right(found.offers[0], told):
                wrong.append((text, found.offers[0].question, found.offers[0].labels))
    assert not wrong


@pytest.mark.parametrize(("part", "least"), [("calibration", 0.65), ("held-out", 0.75)])
def test_what_is_right_is_among_what_is_shown(kg: KnowledgeGraph, part: str, least: float) -> None:
    count: Counter[str] = Counter()
    for _, own, kind, one, other, told, _ in ROWS:
        if own != part or kind == "unanswerable":
            continue
        for text in (one, other):
            found = kg.find(text)
            count["all"] += 1
            count["right"] += any(right(offer, told) for offer in found.offers)
            count["silent"] += found.outcome == SILENT
    assert count["right"] / count["all"] >= least, count
