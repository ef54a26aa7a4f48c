"""Asking in words: paraphrases, and questions without an answer.

``paraphrases.tsv`` and ``unanswerable.txt`` were written before the matcher; the sets ``held-out`` after it, each
before the matcher was changed again.
"""

from pathlib import Path

import pytest

from conftest import Run
from her2gc.find import Guess, guesses
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue

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


@pytest.mark.parametrize(
    ("name", "least"),
    [("paraphrases.tsv", 150), ("held-out.tsv", 40), ("held-out-2.tsv", 60), ("held-out-3.tsv", 40)],
)
def test_nine_of_ten_are_right_at_first_place(kg: KnowledgeGraph, name: str, least: int) -> None:
    listed = cases(name)
    assert len(listed) >= least
    wrong = [text for text, want, given in listed if not right(kg, guesses(kg.graph, text)[0], want, given)]
    assert len(wrong) <= len(listed) // 10, wrong


UNANSWERABLE = [
    pytest.param(text, saying, id=text)
    for name in (
        "unanswerable",
        "unanswerable-held-out",
        "unanswerable-held-out-2",
        "unanswerable-held-out-3",
    )
    for path in HERE.glob(f"{name}.*")
    for text, saying, _ in cases(path.name)
]


@pytest.mark.parametrize(("text", "saying"), UNANSWERABLE)
def test_what_the_review_cannot_answer_gets_no_answer(kg: KnowledgeGraph, text: str, saying: str) -> None:
    """The second column names questions whose answer would be that the review does not say."""
    guess = guesses(kg.graph, text)[0]
    assert not guess.sure or guess.question.name in saying.split(",")


@pytest.mark.parametrize(
    "text",
    [
        "which agents did not fail in the second line?",
        "which agents failed in the second line of breast cancer?",
        "which agents failed in the fourth line?",
        "which trials were not blinded?",
        "which trials have a registry number but no citation?",
        "which regimens are not free of chemotherapy?",
        "response rates in HER2-negative disease",
        "hazard ratios under 1",
        "trials with at most 200 patients",
        "which agents failed in phase 2?",
        "IHC score 4+",
    ],
)
def test_the_contrary_another_line_or_disease_is_another_question(kg: KnowledgeGraph, text: str) -> None:
    assert not guesses(kg.graph, text)[0].sure


def test_a_question_without_rows_is_not_taken_for_the_one_asked(kg: KnowledgeGraph) -> None:
    assert not guesses(kg.graph, "adverse events of lapatinib")[0].sure


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
