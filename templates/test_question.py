"""The question ``example-question``, held against rows typed by hand from the review."""

from answers import rows, typed

from her2gc.python.knowledge import KnowledgeGraph


def test_the_rows_are_those_of_the_print(kg: KnowledgeGraph) -> None:
    assert rows(kg, "example-question", "trial patients") == typed(
        """
        JACOB | 780
        """
    )
