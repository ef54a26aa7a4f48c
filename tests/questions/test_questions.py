"""The headers of the stored questions, sound and broken."""

import re
from pathlib import Path

import pytest

from her2gc.errors import Her2gcError
from her2gc.questions import catalogue
from her2gc.questions.header import read
from her2gc.sources.prefixes import PREFIXES

QUESTIONS = catalogue.questions()


@pytest.mark.parametrize("name", QUESTIONS)
def test_header_says_what_is_asked(name: str) -> None:
    question = QUESTIONS[name]
    assert question.summary.endswith("?")
    assert question.description
    assert question.tags
    assert all(each.example or each.default for each in question.parameters)


@pytest.mark.parametrize("name", QUESTIONS)
def test_prefixes_are_those_of_the_house(name: str) -> None:
    declared = dict(re.findall(r"^PREFIX (\S*): <(\S+)>", QUESTIONS[name].text, re.MULTILINE))
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("#+ description: x\n", "the header must give a summary"),
        ("#+ summary: [x\n", "the header is not valid YAML"),
        ("#+ summary: x\n#+ colour: red\n", "the header must give a summary"),
        (
            "#+ summary: x\n#+ parameters:\n#+   line: {example: second}\n",
            "parameter 'line' must give a type",
        ),
        (
            "#+ summary: x\n#+ parameters:\n#+   a b: {type: 'xsd:integer'}\n",
            "parameter 'a b' must give a type",
        ),
    ],
)
def test_a_wrong_header_is_told(tmp_path: Path, header: str, reason: str) -> None:
    path = tmp_path / "wrong.rq"
    path.write_text(header + "SELECT *\nWHERE {\n}\n")
    with pytest.raises(Her2gcError, match=re.escape(reason)) as told:
        read(str(path))
    assert "wrong.rq" in str(told.value)


def test_a_question_has_one_place_for_its_parameters(tmp_path: Path) -> None:
    path = tmp_path / "wrong.rq"
    path.write_text("#+ summary: x\nSELECT * { }\n")
    with pytest.raises(Her2gcError, match=r"exactly one line 'WHERE \{'"):
        read(str(path))
