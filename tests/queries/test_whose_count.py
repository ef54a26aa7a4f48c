"""What is counted or summed is of one word: what a file adds to the review's own trials and classes stands apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import EGA

import her2gc
from her2gc.python.knowledge import KnowledgeGraph
from rdflib_beside import Beside

MINE = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:ToGA her2gc:enrolment 600 ; her2gc:hasArm kg:ToGA-third .
kg:ToGA-third a her2gc:Arm ; rdfs:label "ToGA: third arm"@en .
kg:MADE-UP a her2gc:Trial ; rdfs:label "MADE-UP"@en ; her2gc:inLine kg:third-line-or-later ; her2gc:enrolment 40 .
kg:JACOB-mine a her2gc:Verdict ; rdfs:label "JACOB: mine"@en ; her2gc:ofTrial kg:JACOB ; her2gc:onAgent kg:pertuzumab ;
    her2gc:hasVerdictOutcome kg:succeeded ; her2gc:hasBasis kg:stated-elsewhere .
kg:TCGA-EBV-share-mine a her2gc:SubtypeFeature ; rdfs:label "TCGA EBV: share of mine"@en ;
    her2gc:ofSubtype kg:TCGA-EBV ; her2gc:hasFeatureKind kg:share-of-tumours ; her2gc:value 8 ; her2gc:unit kg:percent .
kg:pembrolizumab-EGA-trial her2gc:enrolment 37 .
kg:gastric-cancer her2gc:statedIn kg:my-place .
kg:my-place a her2gc:Passage ; rdfs:label "my place"@en ; her2gc:snippet "gastric cancer" .
"""
YOURS = 'yours, from "mine.ttl"'

# Question, what is given, the row that the file adds beside the review's own, and whose word its line begins with.
ADDED = [
    ("trials-per-line", {"line": "first"}, ["first line", "succeeded", "1", "JACOB"], YOURS),
    ("trials-per-line", {"line": "third"}, ["third line or later", "no verdict", "1", "MADE-UP"], YOURS),
    ("patients-together", {}, ["3", "677", f"MADE-UP, ToGA, {EGA}", "none"], YOURS),
    ("patients-together", {"line": "first"}, ["1", "600", "ToGA", "none"], YOURS),
    ("subtype-share-sums", {}, ["TCGA classification", "1", "8"], YOURS),
    ("outside-term", {"term": "NCIT:C4911"}, None, ""),
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    file: Path = tmp_path_factory.mktemp("user") / "mine.ttl"
    file.write_text(MINE, encoding="utf-8")
    return her2gc.load([str(file)], others=False)


@pytest.mark.parametrize("added", ADDED, ids=lambda added: added[0])
def test_the_reviews_counts_stay_and_theirs_stand_beside_them(
    kg: KnowledgeGraph, both: KnowledgeGraph, added: tuple[str, dict[str, str], list[str] | None, str]
) -> None:
    name, given, row, origin = added
    before, answer = kg.ask(name, **given), both.ask(name, **given)
    assert before.contract is not None
    assert answer.contract is not None
    ours = [(list(cells), told.origin) for cells, told in zip(before.cells(), before.contract, strict=True)]
    found = [(list(cells), told.origin) for cells, told in zip(answer.cells(), answer.contract, strict=True)]
    assert [each for each in found if each in ours] == ours
    theirs = [each for each in found if each not in ours]
    assert [cells for cells, _ in theirs] == ([row] if row else [])
    assert all(told.startswith(origin) for _, told in theirs)


def test_an_arm_that_is_added_to_a_trial_is_counted_apart(both: KnowledgeGraph) -> None:
    assert both.ask("trial-designs", trial="ToGA").column("arms") == ["2, 1 more (from mine.ttl)"]


@pytest.fixture(scope="module")
def beside(both: KnowledgeGraph) -> Iterator[Beside]:
    with Beside(both) as asked:
        yield asked


@pytest.mark.parametrize(
    "name", ["trials-per-line", "patients-together", "subtype-share-sums", "trial-designs"]
)
def test_rdflib_counts_them_alike(beside: Beside, name: str) -> None:
    ours, theirs = beside.both_ways(name)
    assert ours == theirs
