"""What the search does with wordings that were written from the review alone; docs/ask.md has the figures."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from her2gc.find import ANSWER, SILENT, Found, Offer
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue
from sampling import sample, slow

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


def found(kg: KnowledgeGraph, text: str, cache: dict[str, Found] = {}) -> Found:  # noqa: B006
    if text not in cache:
        cache[text] = kg.find(text)
    return cache[text]


def right(offer: Offer, told: str) -> bool:
    """Say whether an offer is one of the calls told, or the same with fewer values, whose rows hold those of it."""
    values = {name: value.removeprefix(KG) for name, value in offer.values.items()}
    return any(offer.question == name and values.items() <= given.items() for name, given in calls(told))


def test_there_are_four_hundred_wordings_of_eight_sittings() -> None:
    assert 2 * len(ROWS) >= 400
    assert 2 * sum(row[2] == "unanswerable" for row in ROWS) >= 100
    assert len({row[0].partition("-")[0] for row in ROWS}) >= 8


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


@pytest.mark.parametrize(("part", "number"), [("fit", 8), ("calibration", 8), ("held-out", 16)])
def test_nothing_is_wrong_with_confidence(kg: KnowledgeGraph, part: str, number: int) -> None:
    rows = sample([row for row in ROWS if row[1] == part], number, f"rows of the {part} wordings")
    wrong = []
    for _, _, kind, one, other, told, _ in rows:
        for text in (one, other):
            came = found(kg, text)
            if came.outcome == ANSWER and (kind == "unanswerable" or not right(came.offers[0], told)):
                wrong.append((text, came.offers[0].question, came.offers[0].labels))
    assert not wrong


@slow
@pytest.mark.parametrize(("part", "least"), [("calibration", 0.9), ("held-out", 0.9)])
def test_what_is_right_is_among_what_is_shown(kg: KnowledgeGraph, part: str, least: float) -> None:
    count: Counter[str] = Counter()
    asked = [row for row in ROWS if row[1] == part and row[2] == "answerable"]
    for _, _, _, one, other, told, _ in sample(asked, 16, f"answerable rows of the {part} wordings"):
        for text in (one, other):
            came = found(kg, text)
            count["all"] += 1
            count["right"] += any(right(offer, told) for offer in came.offers)
            count["silent"] += came.outcome == SILENT
    assert count["right"] / count["all"] >= least, count
