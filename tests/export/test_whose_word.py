"""A user's verdict that calls itself the review's word, in a place of the review: exports tell it as the user's."""

import csv
import io

import pytest

import her2gc
from her2gc.export import Export, Request, writer
from her2gc.export import nanopub as nanopubs
from her2gc.python.knowledge import KnowledgeGraph
from others import CLAIMED
from sampling import whole


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    path = tmp_path_factory.mktemp("user") / "mine.ttl"
    path.write_text(CLAIMED)
    return her2gc.load([str(path)], others=False)


@whole
def test_the_table_of_evidence(mine: KnowledgeGraph) -> None:
    body = writer("evidence").write(Export(mine.graph, Request()))
    assert isinstance(body, bytes)
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))}
    told = [
        [rows[f"kg:{name}"][column] for column in ("outcome", "basis", "place", "printed", "named graphs")]
        for name in ("JACOB-verdict-mine", "JACOB-verdict")
    ]
    assert told[0] == ["succeeded", "stated by its source, mine.ttl", "mine.ttl", "", "user/mine.ttl"]
    assert told[1][:2] == ["failed", "stated"]
    assert "Failures of HER2-Targeted Therapy, paragraph 4: outcome of JACOB" in told[1][2].split(" | ")


def test_a_folded_edge(mine: KnowledgeGraph) -> None:
    edges = Export(mine.graph, Request(view="trials")).view.edges
    found = {
        str(edge.data["verdictBasis"])
        for edge in edges
        if {edge.source, edge.target} == {"kg:JACOB", "kg:pertuzumab"} and "verdictBasis" in edge.data
    }
    assert found == {"stated | stated by its source, mine.ttl"}


def test_a_nanopublication(mine: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = nanopubs._statements
    monkeypatch.setattr(
        nanopubs,
        "_statements",
        lambda store: (each for each in whole(store) if "/JACOB-verdict" in each[0].value),
    )
    made = nanopubs.write(mine.graph)
    theirs, ours = (made[f"JACOB-verdict{end}.trig"].decode() for end in ("-mine", ""))
    assert "hadPrimarySource" not in theirs
    assert 'dcterms:creator "The author of mine.ttl"' in theirs
    assert "her2gc:hasBasis kg:stated-elsewhere" in theirs
    assert "graph/user/mine.ttl" in theirs
    assert "prov:hadPrimarySource kg:Failures-JACOB-" in ours
    assert "kg:Failures-JACOB-verdict" in ours
    assert 'dcterms:creator "The her2gc contributors"' in ours
    assert "her2gc:hasBasis kg:stated ;" in ours
