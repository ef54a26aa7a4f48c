"""Findings of studies that have no measure: they are told, not called unreported."""

from answers import rows

from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions.places import short


def test_a_study_without_figures_tells_its_findings(kg: KnowledgeGraph) -> None:
    """Mechanisms of Resistance, paragraph 3: the level of HER2 amplification, by Gomez et al."""
    assert rows(kg, "trial-evidence", "measure inWords", trial="kg:Gomez-study") == [
        f"told in words | level of HER2 gene amplification predicts {told}"
        for told in ("overall survival under trastuzumab-based chemotherapy", "sensitivity to trastuzumab")
    ]
    contract = kg.ask("trial-evidence", trial="kg:Gomez-study").contract
    assert contract is not None
    assert {short(row.places) for row in contract} == {"Resistance ¶3"}


def test_a_trial_of_which_nothing_is_told_says_so(kg: KnowledgeGraph) -> None:
    assert rows(kg, "trial-evidence", "measure inWords", trial="kg:MAHOGANY") == ["no result reported | "]
