"""The corpus of wordings, put to an assistant without a model."""

from typing import Any

import pytest
from scripted import assistant, call, shares, wordings

from her2gc.assistants.tools import Tools
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.web.context import Context
from sampling import whole


@pytest.fixture(scope="module")
def tools(kg: KnowledgeGraph) -> Tools:
    no_pool: Any = None  # the policy puts no query of its own
    return Tools(Context(kg.graph), no_pool)


@whole
def test_it_answers_in_two_calls_or_says_that_the_review_does_not(tools: Tools) -> None:
    found = assistant(tools, "which anti-HER2 agents failed in the second line?")
    assert found is not None
    assert call(found) == "failed-agents line=second-line"
    assert [row.cells["trial"] for row in found.rows] == ["TyTAN", "T-ACT", "GATSBY"]
    assert all(row.place != "not stated" for row in found.rows)
    assert assistant(tools, "what does zolbetuximab cost per cycle?") is None


@whole
def test_what_the_held_out_wordings_come_to(tools: Tools) -> None:
    """The shares that were reached, less three wordings; the aim is 0.9 and 1."""
    held = [one for one in wordings() if one.part == "held-out"]
    told = shares(tools, held)
    assert told["answerable"] >= 0.87, told
    assert told["unanswerable"] >= 0.85, told
    told = shares(tools, held, most=1)
    assert told["answerable"] >= 0.75, told
