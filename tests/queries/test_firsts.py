"""The question ``firsts``, held against rows typed by hand from the review."""

from answers import rows, typed

from her2gc.python.knowledge import KnowledgeGraph

# Abstract; Introduction, paragraphs 1, 4, 5 and 6; Trastuzumab, paragraph 1; Failures, paragraphs 3 and 5; Novel
# strategies, paragraphs 3, 5 and 12; Conclusion; Tables 2 and 3
FIRSTS = """
ACRG MSI-high: best overall prognosis | best overall
ACRG MSI-high: lowest frequency of recurrence | lowest
ACRG MSS/EMT: highest recurrence frequency | highest
ACRG MSS/EMT: worst prognosis | worst
ACRG MSS/TP53 inactive: TP53 mutation | highest frequency
DESTINY-Gastric01: no worldwide established HER2-directed agent after trastuzumab before it | no other
HER2 is the exception among inhibited pathways | apart from
HER2/HER3 the most potent signalling dimer | most potent
IHC: first screening method for HER2 | first
KEYNOTE-811: first survival advantage since ToGA | for the first time
TCGA CIN: intestinal histology | most commonly
TCGA EBV: PIK3CA mutation | highest rate
TCGA GS: CDH1 up-regulated | with the highest percentage
WHO and Lauren are the preferred morphological classifications | most commonly preferred
adenocarcinoma is the most common type of gastric cancer | most common
advanced gastric cancer is among the hardest cancers to cure | one of the hardest
gastric cancer: fifth most common cancer worldwide | fifth most common
meta-analysis of HER2 and prognosis called the most current and comprehensive | most current and comprehensive
muMAb 4D5 the most potent of the panel | most potent
no other biomarkers guide treatment of advanced gastric cancer | only
no viable anti-HER2 option after ToGA until KEYNOTE-811 | none
trastuzumab deruxtecan: no other notable adverse events | the only notable adverse events
trastuzumab emtansine the first conjugate of trastuzumab and emtansine | first
trastuzumab: antitumour activity first shown in breast cancer xenografts | first to show
"""


def test_the_rows_are_those_of_the_print(kg: KnowledgeGraph) -> None:
    assert rows(kg, "firsts", "statement words") == typed(FIRSTS)


def test_most_cases_and_the_first_year_are_none(kg: KnowledgeGraph) -> None:
    told = " ".join(kg.ask("firsts").column("words"))
    assert "most cases" not in told
    assert "first year" not in told
