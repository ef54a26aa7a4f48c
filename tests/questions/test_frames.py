"""Answers as plain data: figures are numbers, slices are rows, and an answer can be sent to another process."""

import pickle

import pytest

from her2gc.errors import Her2gcError
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions.answer import Answer
from her2gc.questions.rows import Rows

ASK = b'{"head":{},"boolean":true}'
TABLE = (
    b'{"head":{"vars":["s","sLabel","n"]},"results":{"bindings":['
    b'{"s":{"type":"uri","value":"urn:a"},"sLabel":{"type":"literal","value":"A"},"n":{"type":"literal","value":"007"}},'
    b'{"s":{"type":"uri","value":"urn:b"},"n":{"type":"literal","value":"7,9"}},'
    b'{"n":{"type":"literal","value":"8","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}'
)


@pytest.mark.parametrize("form", ["to_pandas", "to_polars"])
def test_a_column_of_figures_holds_numbers_and_the_print_beside(kg: KnowledgeGraph, form: str) -> None:
    answer = kg.ask("forest-figures")
    frame = getattr(answer, form)()
    assert int((frame["hazardRatio"] < 1).sum()) == 8  # of thirteen
    keys = zip(frame["trial"], frame["measure"], strict=True)
    printed = dict(zip(keys, frame["hazardRatioPrinted"], strict=True))
    assert printed["ToGA", "overall survival"] == "0.74"
    assert printed["GATSBY", "overall survival"] == "1.15"


def test_a_figure_printed_with_a_comma_is_a_number_too(kg: KnowledgeGraph) -> None:
    frame = kg.ask("response-rates").to_pandas().set_index("trial")
    assert frame.loc["HELOISE", "underTest"] == 56.9
    assert frame.loc["HELOISE", "underTestPrinted"] == "56,9"


def test_text_of_a_query_of_ones_own_stays_text() -> None:
    frame = Answer(TABLE).to_pandas()
    assert list(frame.columns) == ["s", "sIri", "n"]
    assert list(frame["n"]) == ["007", "7,9", 8]


def test_a_slice_is_a_list_of_rows() -> None:
    answer = Answer(TABLE)
    assert [row.n for row in answer[0:2]] == ["007", "7,9"]
    assert [row.s for row in answer[::-2]] == [None, "A"]
    assert answer[5:] == []
    assert answer[-1].n == 8
    with pytest.raises(IndexError):
        answer[3]


def test_a_row_is_no_sequence() -> None:
    with pytest.raises(TypeError, match="not iterable"):
        list(Answer(TABLE)[0])  # type: ignore[call-overload]


@pytest.mark.parametrize("form", ["to_pandas", "to_polars"])
def test_a_truth_value_is_no_table(form: str) -> None:
    answer = Answer(ASK)
    assert answer.boolean is True
    assert bool(answer) is True
    with pytest.raises(Her2gcError, match=r"read answer\.boolean"):
        getattr(answer, form)()


@pytest.mark.parametrize("kind", [Rows, Answer])
def test_rows_can_be_pickled(kind: type[Rows]) -> None:
    answer = kind(TABLE, cut=3)
    assert answer.solutions
    copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 (our own)
    assert (copy.cells(), copy.cut) == (answer.cells(), 3)
    row = pickle.loads(pickle.dumps(answer[1]))  # noqa: S301
    assert (row.iri("s"), row.n) == ("urn:b", "7,9")
    assert pickle.loads(pickle.dumps(kind(ASK))).boolean is True  # noqa: S301


def test_a_copy_of_an_answer_shows_what_the_answer_shows(kg: KnowledgeGraph) -> None:
    for answer in (
        kg.ask("failed-agents", line="second"),
        kg.ask("failed-agents", line="third line or later"),
    ):
        copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 (our own)
        for form in ("table", "html", "markdown", "json"):
            assert copy.render(form) == answer.render(form)
    assert pickle.loads(pickle.dumps(kg.ask("failed-agents")))[0].agent == "lapatinib"  # noqa: S301
