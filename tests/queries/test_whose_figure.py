"""Each figure stands with the disease, the agent and the arms that it is of, in trials that the review has none of.

Two diseases in one trial, three arms with two agents, a difference of restricted means, an interim look, an interval
of 90 % and a median that was not reached: files of a tester, with what is expected of them typed by hand.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

import her2gc
from conftest import FIXTURES, ROOT
from her2gc.export.comparisons import comparisons
from her2gc.plot import Choice, forest
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.store.graph import LocalGraph
from rdflib_beside import Beside
from sampling import slow, whole

pytestmark = slow  # each validates or loads a graph anew

FILES = sorted((FIXTURES / "figures").glob("*.ttl"))
PATHS = [str(each) for each in FILES] + [
    str(ROOT / "templates" / f"{name}.ttl") for name in ("three-arms", "cohorts", "sequence", "combination")
]


@pytest.fixture(scope="module")
def made() -> KnowledgeGraph:
    """Open the graph with the tester's files and the templates beside the review's."""
    return her2gc.load(PATHS)


def asked(kg: KnowledgeGraph, question: str, columns: str, of: str, **given: str) -> list[tuple[object, ...]]:
    """Return cells of a trial's rows, sorted."""
    found = [row.asdict() for row in kg.ask(question, **given)]
    return sorted(
        (tuple(row[name] for name in columns.split()) for row in found if row["trial"] == of), key=str
    )


def test_another_diseases_figure_stands_in_no_row_of_a_failure(made: KnowledgeGraph) -> None:
    gastric = "population: HER2-positive advanced gastric cancer, second line"
    assert asked(made, "failed-agents", "agent disease n overallSurvival verdict", "ZTD") == [
        (
            "tucatinib", "gastric cancer", "312 in all diseases",
            f"9.1 vs 8.7 months, HR 0.94, P = 0.50 (ZTD {gastric})", "failed",
        )
    ]  # fmt: skip


def test_a_verdict_on_another_disease_is_no_conflict(made: KnowledgeGraph) -> None:
    cohort = "gastric cohort: HER2-positive advanced gastric cancer, second line"
    assert asked(made, "failed-agents", "agent disease n responseRate overallSurvival verdict", "OA") == [
        (
            "neratinib", "gastric cancer", "96 in all diseases", f"neratinib arm: 8 % (OA {cohort})",
            f"neratinib arm: not reached (OA {cohort})", "failed",
        )
    ]  # fmt: skip


def test_two_failures_in_two_diseases_are_two_rows_with_their_own_figures(made: KnowledgeGraph) -> None:
    breast = "OB breast cohort: HER2-positive advanced breast cancer, second line"
    gastric = "OB gastric cohort: HER2-positive advanced gastric cancer, second line"
    level = "OB selected part: advanced gastric cancer with a high HER2 level, second line"
    told = asked(made, "failed-agents", "disease responseRate overallSurvival verdict", "OB")
    assert told == [
        (
            "breast cancer", f"neratinib arm: 31 % ({breast})", "", "failed",
        ),
        (
            "gastric cancer", f"neratinib arm: 8 % ({gastric})", f"neratinib arm: not reached ({gastric})", "failed",
        ),
    ]  # fmt: skip
    assert level not in str(told)  # a part of the patients is no main analysis


def test_a_size_of_the_diseases_own_is_told(tmp_path: Path) -> None:
    text = (FIXTURES / "figures" / "two-diseases.ttl").read_text(encoding="utf-8")
    file = tmp_path / "sized.ttl"
    mark = "kg:ZTD-population a her2gc:Population ;"
    assert mark in text
    file.write_text(text.replace(mark, f"{mark} her2gc:populationSize 207 ;"), encoding="utf-8")
    assert asked(her2gc.load([str(file)]), "failed-agents", "n", "ZTD") == [(207,)]


def test_a_verdict_that_names_no_disease_keeps_all_figures_with_their_populations(tmp_path: Path) -> None:
    text = (FIXTURES / "figures" / "two-diseases.ttl").read_text(encoding="utf-8")
    file = tmp_path / "unsaid.ttl"
    breast = "ZTD breast cohort: HER2-positive advanced breast cancer, second line"
    gastric = "ZTD population: HER2-positive advanced gastric cancer, second line"
    assert text.count("her2gc:forDisease kg:gastric-cancer ;") == 1
    file.write_text(text.replace("her2gc:forDisease kg:gastric-cancer ;", ""), encoding="utf-8")
    assert asked(her2gc.load([str(file)]), "failed-agents", "disease n overallSurvival", "ZTD") == [
        (
            "breast cancer, gastric cancer", 312,
            f"29.1 vs 18.7 months, HR 0.44, P = 0.001 ({breast}); 9.1 vs 8.7 months, HR 0.94, P = 0.50 ({gastric})",
        )
    ]  # fmt: skip


def test_another_agents_figure_stands_in_no_row_of_a_failure(made: KnowledgeGraph) -> None:
    assert asked(made, "failed-agents", "agent compared progressionFreeSurvival overallSurvival", "TA") == [
        (
            "tucatinib", "tucatinib plus cisplatin vs cisplatin", "low arm: 6.0 months",
            "low arm vs control arm: 13.2 vs 11.0 months, HR 0.88, P = 0.26",
        )
    ]  # fmt: skip


def test_each_tested_agent_has_the_regimen_that_gives_it(made: KnowledgeGraph) -> None:
    assert asked(made, "tested-agents", "agent experimental comparator", "TA") == [
        ("neratinib", "TA: neratinib plus cisplatin", "TA: cisplatin"),
        ("tucatinib", "TA: tucatinib plus cisplatin", "TA: cisplatin"),
    ]


def test_arms_that_are_compared_with_each_other_stay_together(kg: KnowledgeGraph) -> None:
    both = (
        "INTEGA: FOLFOX plus nivolumab plus trastuzumab; INTEGA: ipilimumab plus nivolumab plus trastuzumab"
    )
    assert asked(kg, "tested-agents", "agent experimental", "INTEGA") == [
        ("ipilimumab", both),
        ("nivolumab", both),
    ]


def test_the_interval_of_a_difference_is_of_the_difference(made: KnowledgeGraph) -> None:
    assert asked(made, "confidence-intervals", "of group value interval", "EXAMPLE-4") == [
        ("difference", "maintenance arm vs control arm", "1.4", "-0.3 to 3.1")
    ]


def test_an_open_upper_bound_is_told_so(made: KnowledgeGraph) -> None:
    told = [row.asdict() for row in made.ask("confidence-intervals", trial="OA")]
    assert [(row["value"], row["interval"]) for row in told if row["measure"] == "overall survival"] == [
        ("not reached", "6.1 to open")
    ]
    assert ("not reached", "6.1 to open") in asked(made, "single-arm-results", "figure interval", "OA")


def test_the_ratio_of_three_arms_names_both_arms_of_its_interval(made: KnowledgeGraph) -> None:
    told = asked(made, "confidence-intervals", "of group value", "TA")
    assert told == [
        ("hazard ratio", "high arm vs control arm", "0.71"),
        ("hazard ratio", "high arm vs control arm", "0.95"),
        ("hazard ratio", "low arm vs control arm", "0.88"),
        ("median", "high arm", "not reached"),
    ]


def test_a_comparison_has_the_disease_of_its_population(made: KnowledgeGraph) -> None:
    assert asked(made, "comparisons", "disease hazardRatio", "ZTD") == [
        ("breast cancer", "0.44"),
        ("gastric cancer", "0.94"),
    ]


def test_response_rates_of_cohorts_say_in_whom(made: KnowledgeGraph) -> None:
    [(told,)] = asked(made, "chemotherapy-free-regimens", "responseRate", "OA")
    assert str(told).split("; ") == [
        "14 per cent (OA selected part: advanced gastric cancer with a high HER2 level, second line)",
        "31 per cent (OA breast cohort: HER2-positive advanced breast cancer, second line)",
        "8 per cent (OA gastric cohort: HER2-positive advanced gastric cancer, second line)",
    ]


def test_a_ratio_of_three_arms_names_its_two(made: KnowledgeGraph) -> None:
    assert asked(made, "trial-evidence", "measure compared hazardRatio interval", "TA", trial="TA") == [
        ("overall survival", "high arm vs control arm", "0.71", "0.56 to 0.90"),
        ("overall survival", "low arm vs control arm", "0.88", "0.70 to 1.10"),
        ("progression-free survival", "high arm vs control arm", "0.95", "0.79 to 1.14"),
    ]
    page = str(made.show("TA"))
    assert "high arm vs control arm: HR 0.71, interval 0.56 to 0.90, P = 0.004" in page
    assert "low arm vs control arm: HR 0.88, interval 0.70 to 1.10, P = 0.26" in page


def test_what_is_said_of_a_trial_tells_of_which_arms_and_what_an_interval_is_of(made: KnowledgeGraph) -> None:
    def figures(trial: str) -> set[str]:
        return {str(row["figure"]) for row in made.ask("said-of", subject=trial)}

    survival = "control arm 11.0 months, high arm not reached (14.1 to open), low arm 13.2 months"
    ratios = (
        "high arm vs control arm: HR 0.71 (0.56 to 0.90); P = 0.004; "
        "low arm vs control arm: HR 0.88 (0.70 to 1.10); P = 0.26"
    )
    progression = "control arm 5.8 months, high arm 6.1 months, low arm 6.0 months"
    ratio = "high arm vs control arm: HR 0.95 (0.79 to 1.14); P = 0.57"
    assert {f"{survival}; {ratios}", f"{progression}; {ratio}"} <= figures("TA")
    assert any("difference 1.4 (-0.3 to 3.1); P = 0.11" in each for each in figures("EXAMPLE-4"))


def test_two_arms_are_not_named_again(kg: KnowledgeGraph) -> None:
    assert {row["compared"] for row in kg.ask("trial-evidence", trial="GATSBY")} == {None}


def test_interim_looks_and_other_levels_are_told(made: KnowledgeGraph) -> None:
    columns = "hazardRatio lower upper level analysis"
    assert asked(made, "forest-figures", columns, "ZTI") == [
        ("0.94", "0.78", "1.13", 95, "main analysis"),
        ("0.99", "0.70", "1.40", 95, "interim analysis"),
    ]
    assert asked(made, "forest-figures", columns, "ZTN") == [("0.94", "0.78", "1.13", 90, "main analysis")]


def test_the_forest_tells_interim_looks_levels_and_arms(made: KnowledgeGraph) -> None:
    picture = forest(made.graph, Choice(trials=("ZTI", "ZTN", "TA")))
    told = picture.alternative
    assert (
        "(N = 312), tucatinib plus paclitaxel against paclitaxel: hazard ratio 0.94, interval 0.78 to 1.13 (printed),"
        in told
    )
    assert (
        "(N = 312, interim analysis), tucatinib plus paclitaxel against paclitaxel: hazard ratio 0.99, interval 0.70"
        in told
    )
    assert "hazard ratio 0.94, interval 0.78 to 1.13 (printed, 90 %)" in told
    assert "high arm against control arm: hazard ratio 0.71" in told
    assert "low arm against control arm: hazard ratio 0.88" in told
    svg = picture.save("svg").decode()
    for text in ("N = 312, interim analysis", "(0.78 to 1.13, 90 %)", "low arm", "vs control arm"):
        assert text in svg


def test_the_table_for_analysis_keeps_its_columns_and_numbers(
    kg: KnowledgeGraph, made: KnowledgeGraph
) -> None:
    def table(graph: KnowledgeGraph) -> list[dict[str, str]]:
        assert isinstance(graph.graph, LocalGraph)
        return list(csv.DictReader(io.StringIO(comparisons(graph.graph, "csv").decode("utf-8-sig"))))

    ours, all_of_them = table(kg), table(made)
    assert list(ours[0]) == list(all_of_them[0])
    kept = [each for each in all_of_them if each["trial"] == "GATSBY"]
    assert kept == [each for each in ours if each["trial"] == "GATSBY"]
    [high] = [each for each in all_of_them if each["trial"] == "TA" and each["hazardRatio"] == "0.71"]
    assert [high[name] for name in ("firstValue", "firstValuePrinted", "firstLower", "firstUpper", "secondValue")] == [
        "", "not reached", "14.1", "", "11.0",
    ]  # fmt: skip
    [row] = made.ask("comparisons", trial="GATSBY", measure="overall survival")
    assert row["firstValue"] == "7.9"
    frame = made.ask("comparisons", trial="TA").frame()
    assert frame["firstValue"] == [None, 13.2, 6.1]
    assert frame["firstValuePrinted"] == ["not reached", "13.2", "6.1"]


@pytest.fixture(scope="module")
def beside(made: KnowledgeGraph) -> Iterator[Beside]:
    with Beside(made) as asked:
        yield asked


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("failed-agents", marks=whole),  # as dear as all others together
        "tested-agents",
        "confidence-intervals",
        "chemotherapy-free-regimens",
        "single-arm-results",
        "forest-figures",
        "hazard-ratios",
    ],
)
def test_rdflib_gives_the_same_rows(beside: Beside, name: str) -> None:
    ours, theirs = beside.both_ways(name)
    assert ours == theirs
