"""The property-graph view: what is in it, what its parts hold."""

from collections.abc import Callable

import pytest

from her2gc.errors import Her2gcError
from her2gc.export import Export
from her2gc.export.model import Edge, View

Part = Callable[..., Export]


def edge(view: View, source: str, label: str, target: str) -> Edge:
    found = [each for each in view.out[source] if each.label == label and each.target == target]
    assert len(found) == 1
    return found[0]


def test_an_agent_has_label_kind_synonyms_and_places(whole: Export) -> None:
    node = whole.view.by_id["kg:T-DM1"]
    assert (node.label, node.kind, node.type) == (
        "trastuzumab emtansine",
        "agent",
        "her2gc:AntibodyDrugConjugate",
    )
    assert node.synonyms == ("T-DM1", "TDM-1")
    assert "TDM-1" in [place.quote for place in node.places]
    assert node.lines == ()


def test_a_part_of_a_trial_belongs_to_the_trials_line(whole: Export) -> None:
    for name in (
        "kg:GATSBY",
        "kg:GATSBY-OS",
        "kg:GATSBY-OS-T-DM1",
        "kg:GATSBY-OS-contrast",
        "kg:GATSBY-taxane-regimen",
    ):
        assert whole.view.by_id[name].lines == ("second line",)
    assert whole.view.by_id["kg:ToGA-OS"].lines == ("first line",)


def test_a_figure_is_a_number_with_its_cell(whole: Export) -> None:
    node = whole.view.by_id["kg:GATSBY-OS-contrast"]
    assert (node.data["hazardRatio"], node.data["pValue"], node.data["pComparator"]) == (1.15, 0.86, "=")
    assert [place.quote for place in node.places] == ["7.9 vs 8.6 HR = 1.15 P = 0.86"]


def test_edges_say_whether_they_are_asserted_inferred_or_curated(whole: Export) -> None:
    assert edge(whole.view, "kg:GATSBY", "tests agent", "kg:T-DM1").origin == "asserted"
    assert edge(whole.view, "kg:GATSBY", "investigates target", "kg:HER2").origin == "inferred"
    assert edge(whole.view, "kg:discrepancy-TDM-1", "concerns", "kg:T-DM1").origin == "curated"


def test_inferred_edges_that_only_turn_another_around_are_left_out(whole: Export) -> None:
    assert not [
        each
        for each in whole.view.edges
        if each.type in ("her2gc:states", "her2gc:isCitedFor", "her2gc:armOf")
    ]


def test_every_edge_joins_two_nodes_and_is_there_once(whole: Export) -> None:
    view = whole.view
    assert all(each.source in view.by_id and each.target in view.by_id for each in view.edges)
    assert len({each.id for each in view.edges}) == len(view.edges)
    assert all(node.kind != "other" for node in view.nodes)


@pytest.mark.parametrize(
    ("trial", "agent", "verdict", "ratio", "p"),
    [
        ("kg:GATSBY", "kg:T-DM1", "failed", 1.15, 0.86),
        ("kg:TyTAN", "kg:lapatinib", "failed", 0.84, 0.10),
        ("kg:LOGiC", "kg:lapatinib", "failed", 0.91, 0.35),
        ("kg:JACOB", "kg:pertuzumab", "failed", 0.84, 0.057),
    ],
)
def test_trials_view_tells_the_verdict_on_one_edge(  # noqa: PLR0917
    part: Part, trial: str, agent: str, verdict: str, ratio: float, p: float
) -> None:
    tested = edge(part(view="trials").view, trial, "tested", agent)
    found = [tested.data[name] for name in ("verdict", "hazardRatio", "pValue")]
    assert found == [verdict, ratio, p]


def test_agents_view_folds_approvals(part: Part) -> None:
    approved = edge(part(view="agents").view, "kg:FDA", "approved", "kg:tucatinib")
    assert approved.data["disease"] == "breast cancer"
    assert approved.via == "kg:approval-tucatinib"


def test_subtypes_view_folds_alterations(part: Part) -> None:
    view = part(view="subtypes").view
    assert {"TCGA", "ACRG"} <= {
        name for node in view.nodes if node.kind == "subtype" for name in node.label.split()
    }
    assert any(each.label == "amplification" for each in view.edges)


def test_evidence_view_leads_from_a_result_to_its_table(part: Part) -> None:
    view = part(view="evidence").view
    assert edge(view, "kg:GATSBY-OS", "stated in", "kg:Table-4-GATSBY-OS")
    assert edge(view, "kg:Table-4-GATSBY-OS", "printed in", "kg:Table-4")


def test_second_line_holds_the_three_second_line_trials(part: Part) -> None:
    for view in ("full", "trials", "evidence"):
        found = part(view=view, lines=("second",)).view
        assert [node.label for node in found.nodes if node.kind == "trial"] == ["GATSBY", "T-ACT", "TyTAN"]


def test_types_keep_subclasses(part: Part) -> None:
    view = part(types=("Agent", "trial")).view
    assert {node.kind for node in view.nodes} == {"agent", "trial"}
    assert edge(view, "kg:GATSBY", "tests agent", "kg:T-DM1")


def test_named_graph_keeps_what_curators_say(part: Part) -> None:
    view = part(graphs=("curation",)).view
    assert {each.origin for each in view.edges} == {"curated"}
    assert "kg:discrepancy-TDM-1" in view.by_id


def test_around_an_entity(part: Part) -> None:
    one = part(around=("TDM-1",), hops=1).view
    assert {"kg:T-DM1", "kg:GATSBY", "kg:emtansine", "kg:HER2", "kg:GATSBY-verdict"} <= set(one.by_id)
    assert "kg:GATSBY-OS" not in one.by_id
    two = part(around=("T-DM1",), hops=2).view
    assert {"kg:GATSBY-OS", "kg:docetaxel"} & set(two.by_id) == {"kg:GATSBY-OS"}
    trials = part(around=("T-DM1",), hops=1, types=("trial",)).view
    assert list(trials.by_id) == ["kg:GATSBY"]
    assert list(part(around=("T-DM1",), hops=0).view.by_id) == ["kg:T-DM1"]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"lines": ("fourth",)}, "'fourth' is no line of therapy"),
        ({"types": ("horse",)}, "'horse' is no type"),
        ({"around": ("T-DM2",)}, "did you mean 'T-DM1'"),
        ({"types": ("citation",), "lines": ("second",), "graphs": ("ontology",)}, "nothing is left"),
    ],
)
def test_a_part_that_is_not_there(part: Part, request_: dict[str, tuple[str, ...]], said: str) -> None:
    with pytest.raises(Her2gcError, match=said):
        _ = part(**request_).view
