"""The property-graph view: what is in it, what its parts hold."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from her2gc.errors import Her2gcError
from her2gc.export import Export, Request
from her2gc.export.model import Edge, View
from her2gc.export.outcome import words
from her2gc.sources import homes
from her2gc.store.graph import open_graph
from sampling import whole

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


@pytest.fixture(scope="module")
def trials(part: Part) -> View:
    return part(view="trials").view


def reported(view: View, result: str) -> Edge:
    [found] = [each for each in view.edges if each.via == f"kg:{result}"]
    return found


def test_a_verdict_stands_beside_the_primary_endpoint_and_overall_survival(trials: View) -> None:
    tested = edge(trials, "kg:T-ACT", "tested", "kg:trastuzumab")
    found = [
        tested.data[name] for name in ("measure", "endpointRole", "hazardRatio", "pValue", "endpointOutcome")
    ]
    assert found == ["progression-free survival", "primary endpoint", 0.91, 0.33, "not met"]
    assert tested.data["printed"] == "PFS (primary endpoint): HR 0.91, P = 0.33; OS: HR 1.23, P = 0.20"
    quotes = {place.quote for place in tested.places}
    assert {"3.7 vs 3.2 HR = 0.91 P = 0.33", "10.2 vs 10 HR = 1.23, P = 0.20"} <= quotes


def test_a_verdict_says_in_which_disease_and_how_surely(trials: View) -> None:
    tucatinib = edge(trials, "kg:HER2CLIMB", "tested", "kg:tucatinib")
    assert (tucatinib.data["verdict"], tucatinib.data["verdictDisease"]) == ("succeeded", "breast cancer")
    assert "succeeded in breast cancer" in words(tucatinib)
    margetuximab = edge(trials, "kg:CP-MGAH22-05", "tested", "kg:margetuximab")
    assert "suggested promising" in words(margetuximab)


@pytest.mark.parametrize(
    ("result", "groups", "values"),
    [
        (
            "T-ACT-OS",
            "paclitaxel plus trastuzumab arm against paclitaxel arm",
            "paclitaxel plus trastuzumab arm 10.2; paclitaxel arm 10",
        ),
        (
            "JACOB-ORR",
            "pertuzumab arm against arm without pertuzumab",
            "pertuzumab arm 56.7%; arm without pertuzumab 48.9%",
        ),
        (
            "ToGA-PFS",
            "trastuzumab plus chemotherapy arm against chemotherapy arm",
            "trastuzumab plus chemotherapy arm 6.7; chemotherapy arm 5.5",
        ),
    ],
)
def test_both_sides_of_a_contrast_stand_in_its_order(
    trials: View, result: str, groups: str, values: str
) -> None:
    found = reported(trials, result).data
    assert (found["groups"], found["values"]) == (groups, values)


def test_a_post_hoc_ratio_says_what_it_compares(trials: View) -> None:
    found = words(reported(trials, "ToGA-post-hoc-OS"))
    assert "HR 0.65" in found
    assert any("post hoc analysis" in line for line in found)
    assert any("high HER2 expression" in line and "against" in line and "low" in line for line in found)
    main = words(reported(trials, "ToGA-OS"))
    assert main[:3] == ["reported", "HR 0.74", "P = 0.0046"]


def test_an_edge_tells_the_doubts_about_its_figures(trials: View) -> None:
    found = reported(trials, "LOGiC-PFS")
    assert (found.data["pValue"], found.data["significance"]) == (0.081, "stated significant")
    assert "LOGiC" in str(found.data["doubts"])
    assert words(found) == ["reported", "HR 0.82", "P = 0.081", "stated significant †"]
    # the order of the two figures of a cell is not printed; nothing else is doubtful about this one
    unlabelled = "Table 4: the two figures of a cell stand without their arms"
    assert reported(trials, "GATSBY-ORR").data["doubts"] == unlabelled


def test_figures_of_one_arm_keep_interval_and_count(trials: View) -> None:
    found = reported(trials, "pembrolizumab-EGA-CR").data["values"]
    assert found == "pembrolizumab plus trastuzumab plus chemotherapy arm 6/35"
    found = reported(trials, "CP-MGAH22-05-ORR").data["values"]
    assert found == "margetuximab plus pembrolizumab arm 18.48% (95% CI 11.5 to 27.93)"
    found = reported(trials, "HER2CLIMB-CNS-PFS").data["printed"]
    assert found == "HR 0.32 (95% CI 0.22 to 0.48), P < 0.0001"
    assert reported(trials, "GATSBY-OS").data["statistic"] == "median"


def test_a_share_keeps_its_sign_and_a_count_its_total(part: Part) -> None:
    diffuse = edge(part(view="subtypes").view, "kg:ACRG-EMT", "histology", "kg:diffuse-type")
    assert (diffuse.data["comparator"], diffuse.data["value"]) == (">", 80)
    assert words(diffuse)[:2] == ["histology", "> 80%"]
    events = part(view="agents").view.edges
    told = {
        each.data["printed"] for each in events if each.label == "adverse event" and each.data.get("printed")
    }
    assert told == {"10%", "3/12"}


def test_a_verdict_on_an_endpoint_says_what_it_rests_on(trials: View) -> None:
    found = reported(trials, "GATSBY-OS").data
    assert (found["endpointOutcome"], found["endpointBasis"]) == (
        "not met",
        "derived from figures",
    )


def test_a_trial_in_two_lines_tells_the_line_of_each_group(trials: View) -> None:
    found = reported(trials, "zanidatamab-phase-1-ORR").data
    assert found["lineOfTherapy"] == "previously treated, line not numbered"
    assert "lineOfTherapy" not in edge(trials, "kg:zanidatamab-phase-1", "added to", "kg:chemotherapy").data


def test_partners_without_a_stated_role_are_told(trials: View) -> None:
    given = [each.target for each in trials.out["kg:NCT04499924"] if each.label == "given with"]
    assert given == ["kg:paclitaxel", "kg:ramucirumab", "kg:trastuzumab"]


def test_a_finding_without_figures_is_told(trials: View) -> None:
    found = edge(trials, "kg:KEYNOTE-811", "found", "kg:survival").data
    assert (found["direction"], found["significance"]) == ("improved", "significance not stated")


def test_a_class_under_test_counts_where_no_agent_is_named(trials: View) -> None:
    assert edge(trials, "kg:SUMMIT", "tested", "kg:pan-HER-TKI")


def test_a_folded_view_tells_controlled_terms_on_the_nodes(part: Part, trials: View) -> None:
    view = part(view="evidence").view
    assert view.by_id["kg:JACOB-OS"].data["unit"] == "month"
    assert view.by_id["kg:JACOB-OS"].data["unitBasis"] == "inferred"
    assert view.by_id["kg:GATSBY-verdict"].data["hasVerdictOutcome"] == "failed"
    assert "randomized" in str(trials.by_id["kg:T-ACT"].data["hasDesignFeature"])


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
    for number, own in (("NCT01641939", "kg:GATSBY"), ("HGNC:3430", "kg:ERBB2")):
        assert list(part(around=(number,), hops=0).view.by_id) == [own]


@pytest.mark.parametrize(
    ("name", "meant"),
    [("trastuzumab emtansine", "kg:T-DM1"), ("Docetaxel", "kg:docetaxel"), ("GATSBY", "kg:GATSBY")],
)
def test_a_name_means_the_subject_before_a_regimen_or_row_of_that_name(
    part: Part, name: str, meant: str
) -> None:
    assert list(part(around=(name,), hops=0).view.by_id) == [meant]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"lines": ("fourth",)}, "'fourth' is no line of therapy"),
        ({"types": ("horse",)}, "'horse' is no type"),
        ({"around": ("T-DM2",)}, "the review names no agent, trial or gene 'T-DM2'"),
        ({"types": ("citation",), "lines": ("second",), "graphs": ("ontology",)}, "nothing is left"),
    ],
)
def test_a_part_that_is_not_there(part: Part, request_: dict[str, tuple[str, ...]], said: str) -> None:
    with pytest.raises(Her2gcError, match=said):
        _ = part(**request_).view


@whole
def test_an_edge_of_another_source_or_a_user_is_told_as_theirs(tmp_path: Path) -> None:
    file = tmp_path / "trial.ttl"
    file.write_bytes((ROOT / "templates/trial.ttl").read_bytes())
    listed = [homes.Source(str(ROOT / "templates/combination.ttl"), f"{homes.OTHERS}/EXAMPLE-3")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(homes, "other_sources", lambda: listed)
        graph = open_graph([str(file)], quiet=True)
    for view in ("full", "trials"):
        edges = Export(graph, Request(view=view)).view.edges
        told = {
            name: {edge.origin for edge in edges if edge.source.startswith(f"kg:{name}")} - {"inferred"}
            for name in ("EXAMPLE-1", "EXAMPLE-3", "GATSBY")
        }
        assert told["EXAMPLE-1"] == {'yours, from "trial.ttl"'}
        assert told["EXAMPLE-3"] == {"from EXAMPLE 3"}
        assert told["GATSBY"] <= {"asserted", "curated"}
