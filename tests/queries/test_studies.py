"""The question ``studies``, held against rows typed by hand from the review."""

from answers import rows, typed

from her2gc.python.knowledge import KnowledgeGraph

# Introduction, paragraphs 1 to 3 and 6; Trastuzumab, paragraphs 1 and 2; Failures, paragraphs 3 and 4; Resistance,
# paragraphs 2 to 6; Novel strategies, paragraphs 1 and 2: the studies that are no trials, with their references
STUDIES = """
ACRG study | 7, 8
Gomez et al: level of HER2 gene amplification and trastuzumab | 53
Guo et al: multiscale model from inflammation to tumorigenesis | 10
Janjigian et al: next-generation sequencing of HER2-positive disease | 48
Nam et al: dacomitinib in gastric cancer cell lines | 55
TCGA study | 6, 8
Zhang et al: single-cell study of gastric antral biopsies | 11
breast cancer xenograft experiments with trastuzumab |
cell-line study of the intrinsic subgroups | 4, 5
early phase and retrospective studies of trastuzumab with single-agent chemotherapy in the elderly | 27, 28, 29
meta-analysis of HER2, clinicopathologic characteristics and prognosis in gastric cancer | 18
panel of murine antibodies against HER2-positive cell lines |
pertuzumab and trastuzumab in a xenograft of HER2-positive gastric cancer | 33
preclinical studies of tucatinib in HER2-amplified oesophageal and gastric cancers |
studies of acquired loss of HER2 overexpression under anti-HER2 treatment | 56, 57, 58
studies of continuing anti-HER2 treatment after progression on trastuzumab | 35, 36, 37
studies of microRNAs and trastuzumab resistance | 59, 60, 61
study of mRNA in a xenograft of trastuzumab-resistant gastric cancer | 54
"""


def test_the_studies_that_are_no_trials(kg: KnowledgeGraph) -> None:
    assert [row.rstrip(" |") for row in rows(kg, "studies", "study references")] == [
        row.rstrip(" |") for row in typed(STUDIES)
    ]


def test_which_study_was_done_by_sequencing(kg: KnowledgeGraph) -> None:
    columns = "study patients"
    # Resistance, paragraphs 2 and 5: "Four of 50 patients", "tumor tissues from 44 patients"; Introduction, paragraph 2
    assert rows(kg, "studies", columns, method="next-generation sequencing") == typed(
        """
        Janjigian et al: next-generation sequencing of HER2-positive disease | 44 patients whose tumour tissue was sequenced after trastuzumab (44); 50 patients HER2-positive with FISH or IHC (50)
        TCGA study | TCGA cohort: treatment-naive primary gastric cancers (295)
        """  # noqa: E501 (a row is a row)
    )
    # Introduction, paragraph 3: "a single-cell transcriptomic study on gastric antral biopsies"
    assert rows(kg, "studies", "study", method="single-cell transcriptomics") == [
        "Zhang et al: single-cell study of gastric antral biopsies"
    ]


def test_cell_lines_are_no_patients_and_pooled_studies_are_counted(kg: KnowledgeGraph) -> None:
    """Table 1: "37 GC cell lines", "521 patients"; Trastuzumab, paragraph 2: "available data from 41 studies"."""
    told = {
        line.split(" | ")[0]: line.split(" | ")[1:] for line in rows(kg, "studies", "study models patients")
    }
    assert told["cell-line study of the intrinsic subgroups"] == [
        "panel of gastric cancer cell lines (37)",
        "patients in whose primary tumours the intrinsic subgroups were validated (521)",
    ]
    pooled = "meta-analysis of HER2, clinicopathologic characteristics and prognosis in gastric cancer"
    assert told[pooled][1].startswith("41 studies")
