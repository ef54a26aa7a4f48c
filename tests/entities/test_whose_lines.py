"""On the page of an entity each line that is another's word bears its mark: figures and verdicts, too."""

from pathlib import Path

import pytest

import her2gc
from conftest import ROOT
from her2gc.python.knowledge import KnowledgeGraph

# untrue: the review prints 7.9 vs 8.6 months, and says that pertuzumab failed in JACOB
MINE = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:mine-OS a her2gc:Result ; rdfs:label "GATSBY: overall survival, mine"@en ; her2gc:ofTrial kg:GATSBY ;
    her2gc:measure kg:overall-survival ; her2gc:statistic kg:median ; her2gc:unit kg:month ;
    her2gc:hasAnalysisKind kg:main-analysis ; her2gc:inPopulation kg:GATSBY-population ;
    her2gc:armValue kg:mine-OS-1 , kg:mine-OS-2 .
kg:mine-OS-1 a her2gc:ArmValue ; rdfs:label "mine: 1"@en ; her2gc:ofArm kg:GATSBY-T-DM1-arm ; her2gc:value 5.1 .
kg:mine-OS-2 a her2gc:ArmValue ; rdfs:label "mine: 2"@en ; her2gc:ofArm kg:GATSBY-taxane-arm ; her2gc:value 4.2 .
kg:mine-verdict a her2gc:Verdict ; rdfs:label "JACOB: pertuzumab succeeded"@en ;
    her2gc:ofTrial kg:JACOB ; her2gc:onAgent kg:pertuzumab ; her2gc:hasVerdictOutcome kg:succeeded ;
    her2gc:hasBasis kg:stated ; her2gc:statedIn kg:Failures-JACOB-verdict .
"""


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder: Path = tmp_path_factory.mktemp("user")
    (folder / "mine.ttl").write_text(MINE)
    for name, template, old in (("ZT", "trial", "EXAMPLE-1"), ("ZC", "cohorts", "EXAMPLE-5")):
        body = (ROOT / f"templates/{template}.ttl").read_text(encoding="utf-8")
        (folder / f"{name}.ttl").write_text(body.replace(old, name), encoding="utf-8")
    return her2gc.load([str(folder)], others=False)


def section(kg: KnowledgeGraph, entity: str, head: str) -> list[str]:
    page = kg.show(entity).text().splitlines()
    found = page[page.index(f"{head}:") + 1 :]
    return found[: found.index("")] if "" in found else found


def test_figures_of_the_reviews_trial(mine: KnowledgeGraph, kg: KnowledgeGraph) -> None:
    theirs = "  overall survival: taxane arm: 4.2; trastuzumab emtansine arm: 5.1 (months)  [user/mine.ttl]"
    figures = section(mine, "GATSBY", "figures")
    assert theirs in figures
    assert [line for line in figures if line != theirs] == section(kg, "GATSBY", "figures")


def test_verdicts_on_an_agent(mine: KnowledgeGraph) -> None:
    assert section(mine, "pertuzumab", "verdicts") == [
        "  failed in JACOB (first line)",
        "  succeeded in JACOB (first line)  [user/mine.ttl]",
    ]
    told = section(mine, "tucatinib", "verdicts")
    assert told[0] == "  failed in ZT (second line)  [user/ZT.ttl]"
    assert [line for line in told[1:] if "[" in line] == []


def test_figures_of_anothers_cohorts_tell_which(mine: KnowledgeGraph) -> None:
    [line] = section(mine, "ZT", "figures")
    assert line == (
        "  overall survival: control arm: 8.7; tucatinib arm: 9.1 (months), HR 0.94, interval 0.78 to 1.13, P = 0.50"
        "  [user/ZT.ttl]"
    )
    figures = section(mine, "ZC", "figures")
    assert len(figures) == 3
    assert all(line.endswith("  [user/ZC.ttl]") for line in figures)
    [breast] = [line for line in figures if ": 31 (%)" in line]
    assert "ZC breast cohort: HER2-positive advanced breast cancer, second line, breast cancer" in breast
    [gastric] = [line for line in figures if ": 8 (%)" in line]
    assert "ZC gastric cohort: HER2-positive advanced gastric cancer, second line, gastric cancer" in gastric


def test_a_place_of_the_review_is_not_where_anothers_word_stands(mine: KnowledgeGraph) -> None:
    assert section(mine, "kg:mine-verdict", "stands in") == ["  mine.ttl"]
    assert section(mine, "kg:JACOB-verdict", "stands in") == ["  Failures \u00b64; Resistance \u00b61"]


def test_a_row_in_python_tells_whose_it_is(mine: KnowledgeGraph) -> None:
    rows = mine.ask("verdicts", agent="pertuzumab")
    assert [(row.verdict, row.origin) for row in rows] == [
        ("failed", "asserted"),
        ("succeeded", 'yours, from "mine.ttl"; asserted: tested, lines, disease'),
    ]
    assert mine.sparql("SELECT ?t WHERE { ?t a her2gc:Trial } LIMIT 1")[0].origin == ""
