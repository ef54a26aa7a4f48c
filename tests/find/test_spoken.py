"""Words of grammar tell which question is asked; what a text asks of time or cause a call must tell."""

import pytest

import her2gc
from her2gc.find import ANSWER, calls, spoken
from her2gc.find.index import wordings
from her2gc.find.unmeasured import unmeasured
from her2gc.find.words import tokens


@pytest.fixture(scope="module")
def kg() -> her2gc.KnowledgeGraph:
    return her2gc.load(others=False)


def test_a_question_is_spoken_of_in_its_own_words(kg: her2gc.KnowledgeGraph) -> None:
    index = calls.index(kg.graph)
    asked = {token.word for token in tokens("which agents failed")}
    likely = spoken.likely(index, asked)
    assert max(likely, key=lambda name: likely[name]) == "failed-agents"
    assert likely["references"] < likely["failed-agents"] == 0.0


def test_what_is_not_counted_does_not_count(kg: her2gc.KnowledgeGraph) -> None:
    index = calls.index(kg.graph)
    asked = frozenset(["which", "agents", "failed"])
    whole = spoken.likely(index, asked)
    own = [text for name, text in wordings() if name == "failed-agents"]
    left_out = spoken.counted(index, [("failed-agents", text) for text in own])
    left = spoken.likely(index, asked, left_out)
    assert whole["failed-agents"] == 0.0
    assert left["failed-agents"] < left["negative-trials"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("two-year survival rate in JACOB", "survival at two years"),
        ("1-year OS", "survival at 1 year"),
        ("were they alive at 12 months?", "survival at 12 months"),
        ("odds ratio for response in LOGiC", "odds ratio"),
        ("median time to response", "time to response"),
        ("event-free survival", "event-free survival"),
        ("number of deaths from gastric cancer", "number of deaths"),
        ("how many drug molecules per antibody", "number of drug molecules per antibody"),
        ("share of tumours with programmed death ligand 1", None),
        ("drug-to-antibody ratio of T-DXd", None),
        ("five-year survival", None),
        ("a median survival of 13.8 months", None),
        ("survival of 12 months", None),
        ("the 11 years since ToGA", None),
    ],
)
def test_measures_that_are_never_printed(text: str, told: str | None) -> None:
    assert unmeasured([token.word for token in tokens(text)]) == told


@pytest.mark.parametrize(
    "text",
    [
        "Two-year survival rate in JACOB",
        "What was the odds ratio for response in LOGiC?",
        "When was the primary endpoint of KEYNOTE-811 changed?",
        "Why do women get the MSI type more often?",
        "In what year was Helicobacter pylori found?",
    ],
)
def test_what_the_review_does_not_tell_is_not_answered(kg: her2gc.KnowledgeGraph, text: str) -> None:
    assert kg.find(text).outcome != ANSWER


@pytest.mark.parametrize(
    "text", ["I want to know all the studies with Herceptin in them.", "the US drug agency"]
)
def test_names_of_ordinary_words_alone(kg: her2gc.KnowledgeGraph, text: str) -> None:
    assert kg.find(text).offers
