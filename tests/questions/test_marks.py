"""Marks of doubt, what rows rest on, and what an empty answer says."""

import pytest

import her2gc
from conftest import Run
from her2gc.python.knowledge import KnowledgeGraph


def test_a_doubt_about_a_result_marks_its_row(kg: KnowledgeGraph) -> None:
    answer = kg.ask("failed-agents", line="second")
    assert answer.marks is not None
    marked = dict(zip(answer.column("trial"), answer.marks.numbers, strict=True))
    labels = [each.label for each in answer.marks.doubts]
    direction = 1 + next(
        place for place, label in enumerate(labels) if "hazard ratio 1.23 for survival" in label
    )
    assert direction in marked["T-ACT"]
    assert direction not in marked["GATSBY"]
    assert answer.marks.doubts[direction - 1].weight == "major"


def test_the_table_explains_each_mark_in_one_note(kg: KnowledgeGraph) -> None:
    lines = kg.ask("words-against-figures").text(width=120).splitlines()
    assert "LOGiC [1" in lines[0] + lines[2]
    assert any(line.startswith("[1] LOGiC: progression-free survival called significant") for line in lines)


def test_rows_say_what_they_rest_on(kg: KnowledgeGraph) -> None:
    assert "asserted by the review" in kg.ask("words-against-figures").text()
    assert "inferred" in kg.ask("checkpoint-combinations").text()
    assert "from curation" in kg.ask("discrepancies", kind="contradiction").text()


@pytest.mark.parametrize(
    ("question", "given", "rows"),
    [
        ("said-of", {"subject": "T-DM1"}, 6),
        ("said-of", {"subject": "ToGA"}, 30),
        ("stated-in-section", {"section": "Conclusion"}, 23),
        ("stated-in-section", {"section": "Abstract"}, 41),
    ],
)
def test_what_the_review_states_is_not_called_inferred(
    kg: KnowledgeGraph, question: str, given: dict[str, str], rows: int
) -> None:
    answer = kg.ask(question, **given)
    assert answer.marks is not None
    assert answer.marks.bases == ["review"] * rows


def test_without_inference_inferred_rows_are_gone() -> None:
    asserted = her2gc.load(inferred=False)
    assert len(asserted.ask("words-against-figures")) == 1
    assert not asserted.ask("checkpoint-combinations")


def test_columns_for_machines_stay_in_machine_formats(kg: KnowledgeGraph) -> None:
    answer = kg.ask("failed-agents", line="second")
    assert "statements" in answer.names
    assert "statements" not in answer.text()
    assert "statements" in answer.serialize("csv").decode().splitlines()[0]
    assert "kg:" not in kg.ask("words-against-figures").text()


def test_markdown_and_html_carry_the_notes(kg: KnowledgeGraph) -> None:
    answer = kg.ask("words-against-figures")
    assert "[1] LOGiC: progression-free survival called significant" in answer.text("markdown")
    assert '<th scope="col">trial</th>' in answer.text("html")
    assert "[1] LOGiC: progression-free survival called significant" in answer.text("html")


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_an_empty_answer_says_why_and_what_to_ask(run: Run, form: str) -> None:
    ran = run("query", "resistance-genes-amplified", "--subtype", "TCGA EBV", "--format", form)
    assert ran.status == 0
    assert "without --subtype 6" in ran.out
    assert "her2gc query subtype-alterations --subtype" in ran.out


def test_an_empty_answer_for_machines_says_so_beside_it(run: Run) -> None:
    ran = run("query", "resistance-genes-amplified", "--subtype", "TCGA EBV", "--format", "csv")
    assert len(ran.out.splitlines()) == 1
    assert "her2gc: no rows" in ran.err
    assert "subtype-alterations" in ran.err
    assert (
        run("query", "resistance-genes-amplified", "--subtype", "TCGA EBV", "--quiet", "--format", "csv").err
        == ""
    )
