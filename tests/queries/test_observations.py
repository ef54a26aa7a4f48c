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
