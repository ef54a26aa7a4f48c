"""Of another's trial the review's silence tells nothing: an empty answer and a picture say whose it is."""

import pytest

import her2gc
from conftest import ROOT
from her2gc.plot.forest import forest
from her2gc.plot.picture import Choice
from her2gc.python.knowledge import KnowledgeGraph


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("user")
    for name, template, old in (("ZT", "trial", "EXAMPLE-1"), ("ZC", "cohorts", "EXAMPLE-5")):
        body = (ROOT / f"templates/{template}.ttl").read_text(encoding="utf-8")
        (folder / f"{name}.ttl").write_text(body.replace(old, name), encoding="utf-8")
    return her2gc.load([str(folder)], others=False)


def test_an_empty_answer_about_anothers_trial(mine: KnowledgeGraph) -> None:
    told = " ".join(mine.ask("confidence-intervals", trial="ZC").text().split())
    assert (
        "the graph prints no confidence interval for ZC; ZC is not the review's but told of by ZC.ttl" in told
    )
    assert "the review prints" not in told
    assert (
        "the review prints no confidence interval for ToGA;"
        in mine.ask("confidence-intervals", trial="ToGA").text()
    )


@pytest.mark.parametrize(
    ("trials", "source"),
    [
        (("ZT",), 'Source: yours, from "ZT.ttl"; nothing drawn is the review\'s; her2gc'),
        (("ZT", "GATSBY"), "Source: one review article"),
        (("GATSBY",), "Source: one review article"),
    ],
)
def test_a_caption_names_the_source_of_what_is_drawn(
    mine: KnowledgeGraph, trials: tuple[str, ...], source: str
) -> None:
    svg = forest(mine.graph, Choice(trials=trials)).save("svg").decode()
    assert source in svg.replace("&quot;", '"')
