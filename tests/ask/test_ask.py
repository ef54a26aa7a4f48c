"""Asking in words: a set of paraphrases written before the matcher, one after it, and questions without an answer."""

from pathlib import Path

import pytest

from conftest import Run
from her2gc import catalogue
from her2gc.ask import Guess, guesses
from her2gc.knowledge import KnowledgeGraph

HERE = Path(__file__).parent


def cases(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [[*line.split("\t"), "", ""][:3] for line in lines]


def right(kg: KnowledgeGraph, guess: Guess, wanted: str, given: str) -> bool:
    """Say whether a guess is the question wanted, with the same values."""
    if guess.question.name not in wanted.split("|"):
        return False
    values = dict(pair.split("=", 1) for pair in given.split(";")) if given else {}
    return catalogue.terms(kg.graph, guess.question, guess.values) == catalogue.terms(
        kg.graph, guess.question, values
    )


@pytest.mark.parametrize(("name", "least"), [("paraphrases.tsv", 150), ("held-out.tsv", 40)])
def test_nine_of_ten_are_right_at_first_place(kg: KnowledgeGraph, name: str, least: int) -> None:
    listed = cases(name)
    assert len(listed) >= least
    wrong = [text for text, want, given in listed if not right(kg, guesses(kg.graph, text)[0], want, given)]
    assert len(wrong) <= len(listed) // 10, wrong


@pytest.mark.parametrize(
    "text", [case[0] for case in cases("unanswerable.txt") + cases("unanswerable-held-out.txt")]
)
def test_what_the_review_cannot_answer_gets_no_answer(kg: KnowledgeGraph, text: str) -> None:
    assert not guesses(kg.graph, text)[0].sure


def test_every_question_of_the_first_library_is_paraphrased() -> None:
    asked = {name for case in cases("paraphrases.tsv") for name in case[1].split("|")}
    assert len(asked) >= 60


def test_the_command_shows_the_question_and_its_direct_call(run: Run) -> None:
    ran = run("ask", "which anti-HER2 agents failed in the second line?", "--format", "csv")
    assert ran.status == 0
    assert "her2gc query failed-agents --line kg:second-line" in ran.err
    assert [name in ran.out for name in ("TyTAN", "T-ACT", "GATSBY", "HELOISE")] == [True, True, True, False]


def test_the_command_offers_three_when_unsure(run: Run) -> None:
    ran = run("ask", "what is the price of pembrolizumab?")
    assert ran.status == 2
    assert ran.out == ""
    assert "not known here: price" in ran.err
    assert ran.err.count("her2gc query ") == 3
