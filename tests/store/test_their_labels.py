"""What others call a thing of ours is used in no answer."""

from pathlib import Path

import pytest

import her2gc
from her2gc.checks.validate import run as validate
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.sources import homes
from sampling import whole

# untrue, all of it
MINE = """@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:failed rdfs:label "succeeded"@en .
kg:ToGA rdfs:label "TOGA-X"@en .
kg:second-line rdfs:label "zweite Linie"@de .
kg:MINE a her2gc:Trial ; rdfs:label "MINE"@en ; her2gc:inLine kg:second-line .
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("user") / "mine.ttl"
    path.write_text(MINE)
    return path


@pytest.fixture(scope="module", params=["user", "others"])
def mine(file: Path, request: pytest.FixtureRequest) -> KnowledgeGraph:
    if request.param == "user":
        return her2gc.load([str(file)], others=False)
    with pytest.MonkeyPatch.context() as patch:
        there = [homes.Source(str(file), f"{homes.OTHERS}/MINE")]
        patch.setattr(homes, "other_sources", lambda: there)
        return her2gc.load()


@pytest.mark.parametrize("name", ["verdicts", "failed-agents", "trials", "comparisons"])
def test_no_answer_has_a_label_of_theirs(kg: KnowledgeGraph, mine: KnowledgeGraph, name: str) -> None:
    assert mine.ask(name).cells() == kg.ask(name).cells()


def test_names_are_ours_and_theirs_of_their_own(mine: KnowledgeGraph) -> None:
    assert mine.show("kg:failed").label == "failed"
    assert mine.show("kg:ToGA").label == "ToGA"
    assert mine.show("MINE").iri == "https://w3id.org/her2gc/kg/MINE"


@whole
def test_a_check_of_the_file_still_tells_of_them(file: Path) -> None:
    found = {
        (each.node.rpartition("/")[2], each.path.rpartition("#")[2])
        for each in validate([str(file)], say=print)
    }
    assert {("ToGA", "label"), ("failed", "label")} <= found
