"""Questions on scoring, subtypes and resistance, with answers typed by hand from Tables 1 to 3 and the text."""

from answers import rows, typed

from her2gc.python.knowledge import KnowledgeGraph

SCORING = """
0  | negative  | < 10 % of cells | no limit printed
1+ | negative  | > 10 % of cells | < 30 % of cells
2+ | equivocal | ≥ 10 % of cells | ≥ 10 % of cells
3+ | positive  | ≥ 10 % of cells | ≥ 30 % of cells
"""

CRITERIA_OF_TRIALS = """
DESTINY-Gastric01, lower HER2 levels: IHC 2+ and ISH negative, or IHC 1+ | OR | HER2 IHC 1+ |
DESTINY-Gastric01, lower HER2 levels: IHC 2+ and ISH negative, or IHC 1+ | OR | IHC 2+ and ISH negative |
GATSBY: IHC 3+, or IHC 2+ and FISH positive | OR  | HER2 IHC 3+               | HER2-positive
GATSBY: IHC 3+, or IHC 2+ and FISH positive | OR  | IHC 2+ and FISH positive  | HER2-positive
HER2 FISH positive                            | alone | HER2 FISH positive      | HER2 FISH positive
HER2 IHC 3+                                   | alone | HER2 IHC 3+             | HER2 IHC 3+
HER2 copy number of at least 4 by NGS         | alone | HER2 copy number of at least 4 by NGS | HER2-amplified by NGS
HER2-positive with FISH or IHC              | OR  | HER2 FISH positive, in the study of FISH or IHC against NGS        | HER2-positive
HER2-positive with FISH or IHC              | OR  | HER2 IHC positive         | HER2-positive
IHC 2+ and FISH positive                    | AND | HER2 FISH positive        |
IHC 2+ and FISH positive                    | AND | HER2 IHC 2+               |
IHC 2+ and ISH negative                     | AND | HER2 IHC 2+               |
IHC 2+ and ISH negative                     | AND | HER2 ISH negative         |
RC48-ADC phase 2: IHC 2+ or IHC 3+          | OR  | HER2 IHC 2+               | HER2-overexpressing
RC48-ADC phase 2: IHC 2+ or IHC 3+          | OR  | HER2 IHC 3+               | HER2-overexpressing
"""  # noqa: E501

LOSS = """
HER2 amplification lost in 14 % of samples from 44 patients after trastuzumab | trastuzumab | asserted
HER2 expression can be lost after anti-HER2-based treatment | anti-HER2 agent | asserted
HER2 status may change after trastuzumab-based treatment | trastuzumab | speculated
T-ACT: HER2 amplification lost after first-line trastuzumab in 11 of 16 patients | trastuzumab | asserted
acquired loss of HER2 overexpression under anti-HER2 agents studied several times | anti-HER2 agent | asserted
loss of HER2 positivity more frequent with an initial IHC score of 2+ | anti-HER2 agent | asserted
"""

PROGNOSIS = """
HER2-overexpressing | goes with less           | poor                            | asserted
HER2 status         | depends on something else | may depend on tumor stage       | speculated
HER2 status         | unsettled                 | unsettled                       | unsettled
HER2-positive       | goes with more          | favorable/not fully established | suggested
HER2-positive       | unsettled                 | not fully established           | unsettled
"""

# PANTHERA and the trial in EGA: PD-L1, tumour mutation burden, copy numbers and neoantigens made no difference.
TCGA_AGAINST_ACRG = """
year                   | TCGA classification | 2014
patients or tumours    | TCGA classification | 295
patients or tumours    | ACRG classification | 300
tumours                | TCGA classification | primary tumour
tumours                | TCGA classification | treatment-naive
tumours                | ACRG classification | primary tumour
region                 | TCGA classification | Europe
region                 | TCGA classification | United States
region                 | ACRG classification | South Korea
centres                | ACRG classification | single-center
method                 | TCGA classification | DNA methylation profiling
method                 | TCGA classification | copy number analysis
method                 | TCGA classification | messenger RNA sequencing
method                 | TCGA classification | microRNA sequencing
method                 | TCGA classification | next-generation sequencing
method                 | TCGA classification | reverse-phase protein array analysis
method                 | TCGA classification | whole-exome sequencing
method                 | ACRG classification | immunohistochemistry
method                 | ACRG classification | mRNA expression level analysis
subtype and its share  | TCGA classification | TCGA CIN: 50
subtype and its share  | TCGA classification | TCGA EBV: 9
subtype and its share  | TCGA classification | TCGA GS: 20
subtype and its share  | TCGA classification | TCGA MSI: 22
subtype and its share  | ACRG classification | ACRG MSI-high: 23
subtype and its share  | ACRG classification | ACRG MSS/EMT: 15
subtype and its share  | ACRG classification | ACRG MSS/TP53 active: 26
subtype and its share  | ACRG classification | ACRG MSS/TP53 inactive: 36
survival by subtype    | TCGA classification | TCGA subtypes do not differ significantly in survival
survival by subtype    | ACRG classification | ACRG subtypes differ in prognosis
survival by subtype    | ACRG classification | ACRG subtypes differ in survival
prognosis of a subtype | ACRG classification | ACRG MSI-high: best overall prognosis
recurrence in a subtype | ACRG classification | ACRG MSI-high: lowest frequency of recurrence: 22
recurrence in a subtype | ACRG classification | ACRG MSS/EMT: highest recurrence frequency: 63
prognosis of a subtype | ACRG classification | ACRG MSS/EMT: worst prognosis
prognosis of a subtype | ACRG classification | ACRG MSS/TP53 active: intermediate prognosis
told of it | TCGA classification | the ACRG classification came after that of TCGA
told of it | TCGA classification | the TCGA and ACRG classifications differ
told of it | TCGA classification | the TCGA and ACRG subtypes have clinical correlations
told of it | TCGA classification | the TCGA classification came after more comprehensive genomic assays
told of it | ACRG classification | ACRG used immunohistochemistry to be more practical
told of it | ACRG classification | ACRG used immunohistochemistry to reduce costs
told of it | ACRG classification | the ACRG classification came after that of TCGA
told of it | ACRG classification | the ACRG classification was made for a practical reason
told of it | ACRG classification | the TCGA and ACRG classifications differ
told of it | ACRG classification | the TCGA and ACRG subtypes have clinical correlations
"""

NO_ASSOCIATION = """
PD-L1 expression                              | efficacy                  | PANTHERA
PD-L1 expression                              | efficacy                  | EGA
PD-L1 expression                              | progression-free survival | EGA
T-ACT found no biomarker of benefit           |                           | T-ACT
degree of DNA copy number alterations         | depth of response         | EGA
degree of DNA copy number alterations         | duration of response      | EGA
number of predicted strong clonal neoantigens | depth of response         | EGA
number of predicted strong clonal neoantigens | duration of response      | EGA
tumor mutation burden                         | progression-free survival | EGA
"""

BREAST = """
heterogeneity of HER2 overexpression in morphology | heterogeneity of HER2 in morphology: gastric and GEJ adenocarcinoma above breast cancer
heterogeneity of HER2 overexpression in the immunoreactivity of tumour cells | heterogeneity of HER2 in immunoreactivity: gastric and GEJ adenocarcinoma above breast cancer
pattern of HER2 expression in the neoplastic cells | breast cancer: HER2 staining membranous
pattern of HER2 expression in the neoplastic cells | breast cancer: HER2 staining predominantly circumferential
share of cases with heterogeneous HER2 expression inside the tumour | breast cancer: intratumoral heterogeneity not frequent
"""  # noqa: E501

CIN = """
CCND1           | amplification |    |
CCNE1           | amplification |    |
CDK6            | amplification |    |
EGFR            | amplification |    |
ERBB2           | amplification |    |
ERBB2           | overexpression |    | associated with
ERBB3           | amplification |    |
FGFR2           | amplification |    |
KRAS            | amplification |    |
MET             | amplification |    |
NRAS            | amplification |    |
RTK/RAS pathway | activation    |    |
TP53            | mutation      | 73 | high frequency
"""

TP53 = """
ACRG MSS/TP53 inactive | mutation | 60 | highest frequency
TCGA CIN               | mutation | 73 | high frequency
TCGA GS                | mutation |    | rare
TCGA MSI               | mutation |    | can be seen
"""

AMPLIFIED_IN_CIN = """
EGFR  | EGFR mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
EGFR | co-existing EGFR overexpression may reduce the growth-inhibitory effect of HER2-targeting drugs | speculated
ERBB3 | ERBB3 mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
ERBB3 | HER3 plays a role in resistance to HER2 inhibitors | asserted
KRAS | KRAS amplification may reduce the growth-inhibitory effect of HER2-targeting drugs | speculated
MET  | MET amplification may reduce the growth-inhibitory effect of HER2-targeting drugs | speculated
"""

AGAINST_RESISTANCE = """
afatinib | EGFR protein | EGFR mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
afatinib | EGFR protein | co-existing EGFR overexpression may reduce the growth-inhibitory effect of HER2-targeting drugs | speculated
afatinib | HER3 | ERBB3 mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
afatinib | HER3 | HER3 plays a role in resistance to HER2 inhibitors | asserted
afatinib | HER4 | ERBB4 mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
dacomitinib | EGFR protein | EGFR mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
dacomitinib | EGFR protein | co-existing EGFR overexpression may reduce the growth-inhibitory effect of HER2-targeting drugs | speculated
dacomitinib | HER3 | ERBB3 mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
dacomitinib | HER3 | HER3 plays a role in resistance to HER2 inhibitors | asserted
dacomitinib | HER4 | ERBB4 mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
lapatinib   | EGFR protein | EGFR mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
lapatinib   | EGFR protein | co-existing EGFR overexpression may reduce the growth-inhibitory effect of HER2-targeting drugs | speculated
neratinib | EGFR protein | EGFR mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
neratinib | EGFR protein | co-existing EGFR overexpression may reduce the growth-inhibitory effect of HER2-targeting drugs | speculated
neratinib | HER3 | ERBB3 mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
neratinib | HER3 | HER3 plays a role in resistance to HER2 inhibitors | asserted
neratinib | HER4 | ERBB4 mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
pyrotinib | EGFR protein | EGFR mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
pyrotinib | EGFR protein | co-existing EGFR overexpression may reduce the growth-inhibitory effect of HER2-targeting drugs | speculated
pyrotinib | HER3 | ERBB3 mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
pyrotinib | HER3 | HER3 plays a role in resistance to HER2 inhibitors | asserted
pyrotinib | HER4 | ERBB4 mRNA increased in a xenograft mouse model of trastuzumab-resistant gastric cancer | asserted
"""  # noqa: E501 (a row is a row)

SHARES = """
ACRG classification | ACRG MSS/TP53 inactive | 36
ACRG classification | ACRG MSS/TP53 active   | 26
ACRG classification | ACRG MSI-high          | 23
ACRG classification | ACRG MSS/EMT           | 15
TCGA classification | TCGA CIN               | 50
TCGA classification | TCGA MSI               | 22
TCGA classification | TCGA GS                | 20
TCGA classification | TCGA EBV               | 9
"""

PROGNOSIS_OF_SUBTYPES = """
ACRG MSI-high          | best overall
ACRG MSS/EMT           | worst
ACRG MSS/TP53 active   | intermediate
genomic diffuse        | worse
genomic intestinal     | superior
"""

FREQUENCIES = """
PIK3CA                 | mutation | TCGA EBV               | 80
TP53                   | mutation | TCGA CIN               | 73
TP53                   | mutation | ACRG MSS/TP53 inactive | 60
ARID1A                 | mutation | ACRG MSI-high          | 44.2
PI3K-PTEN-mTOR pathway | mutation | ACRG MSI-high          | 42
KRAS                   | mutation | ACRG MSI-high          | 23.3
ALK                    | mutation | ACRG MSI-high          | 16.3
"""

BOTH = """
ARID1A | TCGA EBV | mutation | increased rate | ACRG MSI-high | mutation |
ARID1A | TCGA EBV | mutation | increased rate | ACRG MSS/TP53 active | mutation | frequent
ARID1A | TCGA MSI | mutation | can be seen | ACRG MSI-high | mutation |
ARID1A | TCGA MSI | mutation | can be seen | ACRG MSS/TP53 active | mutation | frequent
CCND1 | TCGA CIN | amplification |  | ACRG MSS/TP53 inactive | enriched |
CCNE1 | TCGA CIN | amplification |  | ACRG MSS/TP53 inactive | enriched |
CDH1 | TCGA GS | up-regulation | with the highest percentage | ACRG MSS/EMT | loss of expression | common
EGFR | TCGA CIN | amplification |  | ACRG MSS/TP53 inactive | enriched |
EGFR | TCGA MSI | mutation | can be seen | ACRG MSS/TP53 inactive | enriched |
ERBB2 | TCGA CIN | amplification |  | ACRG MSS/TP53 inactive | enriched |
ERBB2 | TCGA CIN | amplification |  | ACRG MSS/TP53 inactive | overexpression | associated with
ERBB2 | TCGA CIN | overexpression | associated with | ACRG MSS/TP53 inactive | enriched |
ERBB2 | TCGA CIN | overexpression | associated with | ACRG MSS/TP53 inactive | overexpression | associated with
ERBB2 | TCGA EBV | overexpression |  | ACRG MSS/TP53 inactive | enriched |
ERBB2 | TCGA EBV | overexpression |  | ACRG MSS/TP53 inactive | overexpression | associated with
ERBB2 | TCGA MSI | mutation | can be seen | ACRG MSS/TP53 inactive | enriched |
ERBB2 | TCGA MSI | mutation | can be seen | ACRG MSS/TP53 inactive | overexpression | associated with
KRAS | TCGA CIN | amplification |  | ACRG MSI-high | mutation |
KRAS | TCGA CIN | amplification |  | ACRG MSS/TP53 active | mutation | frequent
KRAS | TCGA MSI | mutation | can be seen | ACRG MSI-high | mutation |
KRAS | TCGA MSI | mutation | can be seen | ACRG MSS/TP53 active | mutation | frequent
PIK3CA | TCGA EBV | mutation | highest rate | ACRG MSS/TP53 active | mutation | frequent
PIK3CA | TCGA MSI | mutation | can be seen | ACRG MSS/TP53 active | mutation | frequent
RHOA | TCGA GS | mutation | recurrent | ACRG MSS/TP53 inactive | mutation | frequent
TP53 | TCGA CIN | mutation | high frequency | ACRG MSS/TP53 inactive | mutation | highest frequency
TP53 | TCGA GS | mutation | rare | ACRG MSS/TP53 inactive | mutation | highest frequency
TP53 | TCGA MSI | mutation | can be seen | ACRG MSS/TP53 inactive | mutation | highest frequency
"""

RESISTANCE = """
HER3                   | anti-HER2 agent | asserted   | kg:resistance-HER3
KRAS                   | anti-HER2 agent | speculated | kg:resistance-KRAS-amplification
MET                    | anti-HER2 agent | speculated | kg:resistance-MET-amplification
PI3K                   | anti-HER2 agent | speculated | kg:resistance-PI3K-mutation
PTEN                   | anti-HER2 agent | speculated | kg:resistance-PTEN-deficiency
HER2 status            | anti-HER2 agent | speculated | kg:resistance-HER2-status-change
EGFR                   | anti-HER2 agent | speculated | kg:resistance-EGFR-overexpression
HGF/MET pathway        | anti-HER2 agent | speculated | kg:resistance-HGF-MET
HER2 compensatory receptors | trastuzumab | suggested | kg:microRNA-resistance-receptors
HER2 signalling pathway | trastuzumab    | suggested  | kg:microRNA-resistance-signalling
"""

DACOMITINIB = """
dacomitinib acts in synergy with ERK1/2 inhibitors
dacomitinib acts in synergy with IGF1R inhibitors
dacomitinib acts in synergy with PI3K/mTOR inhibitors
dacomitinib acts in synergy with trastuzumab
dacomitinib inhibits the formation of EGFR/HER2 heterodimers
dacomitinib inhibits the formation of HER2/HER3 heterodimers
dacomitinib inhibits the formation of HER3 with p85
dacomitinib inhibits the formation of HER3/HER4 heterodimers
"""

DISEASE = """
early gastric cancer | five-year survival rate     | > 90     | per cent | |
gastric cancer       | five-year survival rate     | 5 to 20  | per cent | approximately |
gastric cancer       | overall survival            | 10 to 12 | month | | median
gastric cancer       | rank among cancers by frequency | 5    | | fifth most common |
"""

RISKS = """
Epstein-Barr virus              | gastric cancer       | important role
Helicobacter pylori             | gastric cancer       | important role
age of the patient              | gastric cancer       | disease of aging
gastroesophageal reflux disease | upper gastric cancer | considered an important risk factor
infection                       | gastric cancer       | important role
infection                       | gastric cancer       | preventable cause
infection                       | inflammation-induced tumorigenesis | major driver
inflammation                    | inflammation-induced tumorigenesis | multiscale model of the long-term evolutionary dynamics
"""  # noqa: E501


def test_scoring_in_breast_and_gastric_cancer(kg: KnowledgeGraph) -> None:
    assert rows(kg, "scoring-comparison", "score means breastCells gastricCells") == typed(SCORING)
    assert rows(kg, "scoring-comparison", "breastRule gastricRule", score="3+") == [
        "strong membranous reactivity, complete, basolateral or lateral (2.5–5X) | uniform intense membranous staining"  # noqa: RUF001
    ]


def test_criteria(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "her2-positive-criteria", "criterion joined part state")
    assert [row for row in answer if not row.startswith(("ToGA", "breast", "gastric"))] == typed(
        CRITERIA_OF_TRIALS
    )
    assert len(answer) == 33
    # Failures, paragraph 2; Resistance, 2; Novel strategies, 9: one test decides
    alone = [line for line in rows(kg, "her2-positive-criteria", "joined who") if line.startswith("alone")]
    assert [line.split(" | ")[1].split(":")[0] for line in alone] == [
        "LOGiC population",
        "tumours determined to be IHC 3+",
        "PANTHERA",
    ]
    # Table 3 asks for FISH at 2+, and prints the ratio in another row
    joined = [
        line
        for line in rows(kg, "her2-positive-criteria", "criterion joined basis")
        if "confirmed by" in line
    ]
    assert {line.split(" | ")[2] for line in joined if " | AND | " in line} == {"inferred"}


def test_frequency_of_her2(kg: KnowledgeGraph) -> None:
    assert rows(kg, "her2-frequency", "disease range") == [
        "breast cancer | 15 to 25",
        "gastric cancer | 4.4 to 53.4",
        "gastric cancer | 7 to 34",
    ]
    assert rows(kg, "her2-frequency", "quantity range unit", disease="gastric cancer") == [
        "share of patients or tumours that are HER2-positive | 4.4 to 53.4 | per cent",
        "share of patients or tumours with HER2 amplification | 7 to 34 | per cent",
    ]
    assert rows(kg, "her2-frequency", "range", disease="breast cancer") == ["15 to 25"]


def test_loss_of_her2(kg: KnowledgeGraph) -> None:
    # Resistance, paragraph 5: lost more often where the first score was 2+, under anti-HER2 agents; Conclusion
    assert rows(kg, "her2-loss", "observation after stance") == typed(LOSS)
    # Failures, paragraph 4, counts patients; Resistance, paragraph 5, samples
    assert [line for line in rows(kg, "her2-loss", "value unit words count") if line[0] != " "] == [
        "14 | per cent | of samples, tumor tissues from 44 patients | ",
        "69 | per cent | of patients | 11 of 16",
    ]


def test_prognosis_is_contradictory(kg: KnowledgeGraph) -> None:
    assert rows(kg, "her2-prognosis", "disease words")[0] == "breast cancer | unfavourable"
    assert rows(kg, "her2-prognosis", "factor direction words stance", disease="gastric cancer") == typed(
        PROGNOSIS
    )


def test_what_her2_goes_with(kg: KnowledgeGraph) -> None:
    """Introduction, paragraph 6; Trastuzumab, paragraph 2; Table 3, anatomic location."""
    answer = rows(kg, "her2-positivity-by", "feature direction than", disease="gastric cancer")
    assert answer == typed("""
ACRG MSS/TP53 inactive | more frequent |
TCGA CIN | more frequent |
TCGA CIN | amplification |
TCGA EBV | overexpression |
age of the patient | unsettled |
age of the patient | no association |
gastric cardia | more frequent |
gastroesophageal junction | more frequent | gastric body
gastroesophageal junction adenocarcinoma | more frequent |
intestinal type | more frequent |
intestinal type | more frequent | diffuse type
moderately differentiated | more frequent | poorly differentiated
""")
    assert rows(kg, "her2-positivity-by", "feature direction", disease="breast cancer") == [
        "anatomic location of the tumour | no association"
    ]


def test_what_is_compared_in_words(kg: KnowledgeGraph) -> None:
    """Trastuzumab, paragraph 1; Failures, paragraph 3; Novel strategies, paragraphs 1, 2, 7 and 8; Table 1."""
    answer = rows(kg, "compared-in-words", "greaterIn lessIn sameIn words stance")
    assert set(
        typed("""
trastuzumab | muMAb 4D5 |  | 3 times | asserted
tucatinib | earlier-generation HER2-targeted TKI, lapatinib, neratinib |  |  | asserted
pan-HER inhibitor | HER2 blockade alone |  |  | speculated
margetuximab |  |  | increased | asserted
 | margetuximab |  | decreased | asserted
zanidatamab | trastuzumab |  |  | asserted
genomic intestinal | genomic diffuse |  | superior | asserted
""")
    ) <= set(answer)
    [row] = rows(kg, "compared-in-words", "greaterIn words", quantity="HER2-selectivity")
    assert row == "tucatinib | "


def test_what_goes_with_nothing(kg: KnowledgeGraph) -> None:
    ega = "pembrolizumab, trastuzumab and chemotherapy trial in esophagogastric adenocarcinoma"
    answer = rows(kg, "biomarker-associations", "factor outcome study", direction="no association")
    assert [line.replace(ega, "EGA") for line in answer] == typed(NO_ASSOCIATION)


def test_what_trials_found_by_marker_goes_with_an_outcome(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraph 11; Failures, paragraph 4; Fundamental role, paragraph 1
    columns = "study factor outcome significance degree"
    found = rows(kg, "biomarker-associations", columns, direction="goes with more")
    trials = ("PANTHERA", "T-ACT", "ToGA")
    interval = "T-ACT: patients whose trastuzumab-free interval was longer than 30 days"
    assert [line.replace(interval, "> 30 days") for line in found if line.split(" | ")[0] in trials] == typed("""
PANTHERA | HER2-amplified by NGS | progression-free survival | stated significant |
PANTHERA | RTK/RAS altered | progression-free survival | significance not stated | same trend
T-ACT | > 30 days | objective response rate | significance not stated | trend
T-ACT | > 30 days | overall survival | significance not stated | trend
T-ACT | > 30 days | progression-free survival | significance not stated | trend
ToGA | high HER2 expression as in the post hoc analyses of ToGA | overall survival | significance not stated |
""")


def test_what_tells_patients_apart_has_no_direction(kg: KnowledgeGraph) -> None:
    # Conclusion: "may clarify the population"; Resistance, paragraph 6: "can effectively distinguish"
    assert rows(kg, "biomarker-associations", "factor outcome stance", direction="tells apart") == typed("""
circulating tumour DNA | benefit from HER2-targeted therapy | speculated
serum-based microRNA signature | patients with HER2-positive advanced cancers who are sensitive to trastuzumab | suggested
tumor NGS profile | benefit from HER2-targeted therapy | speculated
""")  # noqa: E501 (a row is a row)
    more = rows(kg, "biomarker-associations", "factor", direction="goes with more")
    assert not {"circulating tumour DNA", "serum-based microRNA signature", "tumor NGS profile"} & set(more)


def test_heterogeneity_inside_one_gland(kg: KnowledgeGraph) -> None:
    # Resistance, paragraph 2: "which can even be seen in the same tumor gland"; 1: "leading to difficulties"
    told = rows(kg, "her2-heterogeneity", "observation", disease="gastric cancer")
    assert {
        "HER2 varies even inside one tumour gland",
        "intratumoral heterogeneity makes HER2 status hard to assess",
    } <= set(told)


def test_heterogeneity_in_breast_cancer(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "her2-heterogeneity", "quantity observation", disease="breast cancer")
    assert [row.rpartition(" | ")[0] for row in answer] == [row.rpartition(" | ")[0] for row in typed(BREAST)]
    assert rows(kg, "her2-heterogeneity", "observation", disease="breast cancer") == [
        row.rpartition(" | ")[2] for row in typed(BREAST)
    ]


def test_heterogeneity_at_the_junction(kg: KnowledgeGraph) -> None:
    # Resistance, paragraph 1: "HER2 overexpression in gastric/GEJ adenocarcinomas tends to be more heterogeneous"
    for disease in ("gastroesophageal junction adenocarcinoma", "gastric adenocarcinoma"):
        assert rows(kg, "her2-heterogeneity", "observation", disease=disease) == [
            "heterogeneity of HER2 in morphology: gastric and GEJ adenocarcinoma above breast cancer",
            "heterogeneity of HER2 in immunoreactivity: gastric and GEJ adenocarcinoma above breast cancer",
        ]


def test_discordance_of_tests_and_of_sites(kg: KnowledgeGraph) -> None:
    # Resistance, paragraph 2; of the four of 50 patients no disease is named
    answer = rows(kg, "her2-heterogeneity", "disease observation")
    assert " | 4 of 50 patients positive with FISH or IHC were negative by NGS" in answer
    assert "gastric cancer | gastric cancer: HER2 status of primary and metastasis commonly differ" in answer
    assert not [
        line
        for line in rows(kg, "her2-heterogeneity", "observation", disease="gastric cancer")
        if "NGS" in line
    ]


def test_alterations_of_cin(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "subtype-alterations", "gene kind frequency degree", subtype="CIN")
    assert answer == typed(CIN)


def test_tp53_across_subtypes(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "subtype-alterations", "subtype kind frequency degree", gene="TP53")
    assert answer == typed(TP53)


def test_resistance_genes_amplified_in_cin(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "resistance-genes-amplified", "gene mechanism stance")
    assert answer == typed(AMPLIFIED_IN_CIN)
    assert rows(kg, "resistance-genes-amplified", "gene", subtype="TCGA EBV") == []


def test_shares_and_their_sums(kg: KnowledgeGraph) -> None:
    assert rows(kg, "subtype-shares", "classification subtype share") == typed(SHARES)
    assert rows(kg, "subtype-share-sums", "classification subtypes sumPerCent") == [
        "ACRG classification | 4 | 100",
        "TCGA classification | 4 | 101",
    ]


def test_tcga_against_acrg(kg: KnowledgeGraph) -> None:
    assert rows(kg, "tcga-against-acrg", "aspect classification value") == typed(TCGA_AGAINST_ACRG)


def test_prognosis_of_subtypes(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "subtype-features", "subtype degree", feature="prognosis")
    assert answer == typed(PROGNOSIS_OF_SUBTYPES)


def test_genes_in_both_classifications(kg: KnowledgeGraph) -> None:
    columns = "gene tcgaSubtype tcgaKind tcgaDegree acrgSubtype acrgKind acrgDegree"
    assert rows(kg, "genes-in-both-classifications", columns) == typed(BOTH)


def test_frequencies_ranked(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "alteration-frequencies", "gene kind subtype frequency")
    assert answer == typed(FREQUENCIES)


def test_resistance_mechanisms(kg: KnowledgeGraph) -> None:
    answer = kg.ask("resistance-mechanisms")
    lines = [
        f"{row.cause or ''} | {row.against} | {row.stance} | kg:{str(row.iri('mechanism')).rpartition('/')[2]}"
        for row in answer
    ]
    assert lines == typed(RESISTANCE)


def test_agents_against_what_resists(kg: KnowledgeGraph) -> None:
    assert rows(kg, "agents-against-resistance", "agent protein mechanism stance") == typed(
        AGAINST_RESISTANCE
    )


def test_preclinical_evidence(kg: KnowledgeGraph) -> None:
    panel = "kg:gastric-cancer-cell-line-panel"
    assert rows(kg, "preclinical-evidence", "statement", model=panel) == typed(DACOMITINIB)


# Resistance, paragraph 6: "Transfection of a miRNA-125a precursor significantly enhanced trastuzumab inhibition of
# gastric cancer cell growth"; Trastuzumab, paragraph 1: "capable of specifically inhibiting HER2-positive cell
# lines … muMAb 4D5 was the most potent"; Table 1: "significantly more sensitive to 5-FU and oxaliplatin in vitro",
# "More resistant to cisplatin", "G-DIF cell lines were more sensitive to cisplatin"; of none of them it tells the
# study beside the finding
OF_NO_STUDY = """
G-DIF cell lines          | genomic diffuse: cell lines more sensitive to cisplatin |
G-INT cell lines          | genomic intestinal: cell lines more resistant to cisplatin |
G-INT cell lines          | genomic intestinal: cell lines more sensitive to 5-FU in vitro |
G-INT cell lines          | genomic intestinal: cell lines more sensitive to oxaliplatin in vitro |
gastric cancer cells      | miRNA-125a precursor: transfection enhanced the inhibition of gastric cancer cell growth by trastuzumab | asserted
HER2-positive cell lines  | muMAb 4D5 the most potent of the panel | asserted
HER2-positive cell lines  | murine monoclonal antibodies inhibit HER2-positive cell lines specifically | asserted
"""  # noqa: E501


def test_evidence_of_models_of_which_no_study_is_told(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "preclinical-evidence", "study model statement stance")
    assert [line.removeprefix(" | ") for line in answer if line.startswith(" | ")] == typed(OF_NO_STUDY)
    cells = "kg:gastric-cancer-cells"
    assert len(rows(kg, "preclinical-evidence", "statement", model=cells)) == 1


def test_disease_figures(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "disease-figures", "disease quantity figure unit words statistic")
    assert [line.removesuffix("proportion") for line in answer] == typed(DISEASE)


def test_risk_factors(kg: KnowledgeGraph) -> None:
    assert rows(kg, "risk-factors", "factor outcome words") == typed(RISKS)
