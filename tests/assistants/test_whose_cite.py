"""What is to be cited is the source of what was told: the review for its word, another source or a file for theirs."""

from typing import cast

import pytest

from conftest import ROOT
from her2gc.assistants.tools import Tools
from her2gc.sparql.pool import Pool
from her2gc.store.graph import open_graph
from her2gc.web.context import Context
from others import CLAIMED
from sampling import whole


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    folder = tmp_path_factory.mktemp("user")
    (folder / "mine.ttl").write_text(CLAIMED)
    body = (ROOT / "templates/three-arms.ttl").read_text(encoding="utf-8")
    (folder / "TA.ttl").write_text(body.replace("EXAMPLE-6", "TA"), encoding="utf-8")
    graph = open_graph([str(folder)], others=False, memory=True, quiet=True)
    return Tools(Context(graph), cast("Pool", None))


def told(cite: str) -> str:
    return cite.partition("https://w3id.org/her2gc/")[2]


def test_an_answer_names_the_source_of_its_rows(tools: Tools) -> None:
    cite = told(tools.answer("trial-evidence", {"trial": "kg:TA"}).cite)
    assert (
        cite == "; not the review but TA report, methods, TA report, results. One review; no medical advice."
    )
    ours = told(tools.answer("trial-evidence", {"trial": "kg:GATSBY"}).cite)
    assert ours.startswith("; the review, ")
    assert "not the review" not in ours
    both = told(tools.answer("verdicts", {"agent": "kg:pertuzumab"}).cite)
    assert both == (
        "; the review, Failures ¶4, Failures ¶7, Resistance ¶1, Table 4; not the review but your file mine.ttl. "
        "One review; no medical advice."
    )


def test_where_names_the_file_and_not_the_place_that_it_borrows(tools: Tools) -> None:
    found = tools.where("kg:JACOB-verdict-mine")
    assert (found.place, found.origin) == ("mine.ttl", "inferred; the word of mine.ttl")
    assert told(found.cite) == "; not the review but your file mine.ttl. One review; no medical advice."
    assert told(tools.where("kg:JACOB-verdict").cite).startswith("; the review, Failures ¶4")
    assert told(tools.where("kg:TA").cite).startswith("; not the review but TA report, methods")


@whole
def test_a_description_does_so_too(tools: Tools) -> None:
    assert told(tools.describe("TA").cite).startswith("; not the review but TA report, methods")
    assert told(tools.describe("GATSBY").cite).startswith("; the review, ")
