"""What was observed beside the results by arm, typed from the review."""

import pytest
from answers import rows, typed

from her2gc import KnowledgeGraph

LOGIC = "LOGiC | share of patients with gastrectomy before | 23 | per cent"
KEYNOTE = """
KEYNOTE-811 | PD-L1 combined positive score | 88 | per cent
KEYNOTE-811 | PD-L1 combined positive score | 85 | per cent
 | time between two trials | 11 | year
 | time between two trials | 11 | year
"""
T_ACT = """
T-ACT | share of patients or samples in which HER2 amplification was lost | 69 (11 of 16) | per cent
T-ACT | trastuzumab-free interval | > 30 | day
"""


@pytest.mark.parametrize(("study", "told"), [("LOGiC", LOGIC), ("KEYNOTE-811", KEYNOTE), ("T-ACT", T_ACT)])
def test_figures_of_a_trials_patients(kg: KnowledgeGraph, study: str, told: str) -> None:
    assert rows(kg, "observations", "trial quantity figure unit", study=study) == typed(told)


def test_figures_of_a_classification(kg: KnowledgeGraph) -> None:
    """Table 1: the intrinsic classification and Lauren's agree in 64 %; each of the two has a row."""
    told = rows(kg, "observations", "about figure unit", quantity="similarity to the Lauren classification")
    assert told == ["Lauren classification | 64 | per cent", "intrinsic classification | 64 | per cent"]


def test_a_word_of_degree_stands_where_no_figure_is_printed(kg: KnowledgeGraph) -> None:
    told = rows(kg, "observations", "about figure degree", quantity="drug-to-antibody ratio")
    assert told == ["trastuzumab deruxtecan |  | high"]


def test_a_count_without_a_share(kg: KnowledgeGraph) -> None:
    told = rows(kg, "observations", "figure unit", quantity="number of pooled studies")
    assert told == ["41 | studies"]


def test_stage_at_diagnosis_is_told_of_all_patients(kg: KnowledgeGraph) -> None:
    # Introduction, paragraph 4: "In most cases, GC is diagnosed at the metastatic or unresectable stage"
    [told] = rows(kg, "observations", "population about degree", quantity="stage at diagnosis")
    about = "patients with metastatic or unresectable gastric cancer at diagnosis"
    assert told == f"patients with gastric cancer | {about} | most cases"


def test_shares_of_an_interim_analysis_name_its_patients(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraph 12: "arms at the interim timepoint"
    told = rows(kg, "observations", "figure population", quantity="PD-L1 combined positive score")
    assert told == [
        f"{share} | KEYNOTE-811: patients in the arms at the interim timepoint" for share in (88, 85)
    ]
