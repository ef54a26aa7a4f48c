"""What another source says of trials of the review's: the review's word comes first, theirs is named where it stands."""

# ruff: noqa: E501 (a row is a row)

import pytest

import her2gc
from her2gc.python.knowledge import KnowledgeGraph

# All of it untrue.
SMITH = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:MAHOGANY-verdict-smith a her2gc:Verdict ; rdfs:label "MAHOGANY: margetuximab failed"@en ;
    her2gc:ofTrial kg:MAHOGANY ; her2gc:onAgent kg:margetuximab ; her2gc:hasVerdictOutcome kg:failed ;
    her2gc:hasBasis kg:stated-elsewhere .
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    file = tmp_path_factory.mktemp("user") / "smith.ttl"
    file.write_text(SMITH, encoding="utf-8")
    return her2gc.load([str(file)], others=False)


def test_a_verdict_on_one_agent_is_none_on_its_partners(kg: KnowledgeGraph, both: KnowledgeGraph) -> None:
    ours, rows = ([tuple(row) for row in graph.ask("pending-trials").cells()] for graph in (kg, both))
    new = [row for row in rows if row not in ours]
    assert [row[:2] + row[5:6] for row in new] == [("MAHOGANY", "margetuximab", "failed")]
    assert [row for row in rows if row not in new] == ours
    assert {row[1] for row in ours if row[0] == "MAHOGANY"} == {"margetuximab", "retifanlimab", "tebotelimab"}
