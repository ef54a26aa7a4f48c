"""Histological types, sites and groups of patients, with all that the review says of each."""

from answers import rows, typed

from her2gc.python.knowledge import KnowledgeGraph

# Introduction, paragraphs 1 and 6; Table 2: "> 60% Lauren intestinal type", "Most commonly has intestinal histology";
# Table 3: "More frequent at … and intestinal subtype"
INTESTINAL = """
ACRG MSI-high: intestinal histology                            | > 60 per cent
HER2 positivity: intestinal type above diffuse type            |
Lauren classification                                          |
TCGA CIN: intestinal histology                                 | most commonly
gastric cancer: HER2 more frequent in the intestinal subtype   | more frequent
genomic intestinal: similar to the intestinal type of Lauren   | similar
the intrinsic subgroups are named after the Lauren types they resemble |
"""
# Introduction, paragraph 6: "GEJ>gastric body"; Table 2: "gastroesophageal junction or cardia (65%)"; Table 3:
# "More frequent at gastric cardia and gastro-esophageal junction adenocarcinoma"; Resistance, paragraph 1:
# "gastric/GEJ adenocarcinomas"
JUNCTION = """
HER2 positivity: gastroesophageal junction above gastric body  |
TCGA CIN: located at the gastroesophageal junction or cardia   | 65 per cent
gastric cancer: HER2 more frequent in gastroesophageal junction adenocarcinoma | more frequent
heterogeneity of HER2 in immunoreactivity: gastric and GEJ adenocarcinoma above breast cancer | tends to be
heterogeneity of HER2 in morphology: gastric and GEJ adenocarcinoma above breast cancer       | tends to be
"""
# Introduction, paragraph 1: "papillary, tubular, mucinous, and poorly cohesive (PCC-NOS)/signet ring", "intestinal,
# diffuse, and mixed"
TYPES = """
diffuse type                     | Lauren classification
intestinal type                  | Lauren classification
mixed type                       | Lauren classification
mucinous type                    | World Health Organization classification
papillary type                   | World Health Organization classification
poorly cohesive or signet ring type | World Health Organization classification
tubular type                     | World Health Organization classification
"""
# Trastuzumab, paragraph 2; Failures, paragraph 6: "in the Asian population"; Table 2: "more frequently seen in
# females (56%)", "young patients (median 59 years)", "diagnosed at older ages (median 72 years)"
OF_PATIENTS = {
    "Asian population | TyTAN",
    "elderly patients | elderly: important and potentially life-threatening drawbacks of combination chemotherapy",
    "female patients | TCGA MSI: more frequent in female patients",
    "age of the patient | TCGA GS: median age",
    "age of the patient | TCGA MSI: median age at diagnosis",
    "age of the patient | ACRG MSS/EMT: younger age at diagnosis",
    "age of the patient | gastric cancer is a disease of aging",
}


def test_what_is_said_of_a_type_and_of_a_site(kg: KnowledgeGraph) -> None:
    columns = "statement extent"
    assert rows(kg, "types-sites-patients", columns, histology="intestinal type") == typed(INTESTINAL)
    assert rows(kg, "types-sites-patients", columns, site="GEJ") == typed(JUNCTION)


def test_every_type_stands_with_its_classification(kg: KnowledgeGraph) -> None:
    told = rows(kg, "types-sites-patients", "of statement")
    assert [line for line in told if line.endswith("classification")] == typed(TYPES)


def test_groups_of_patients(kg: KnowledgeGraph) -> None:
    told = {row.removeprefix("patients | ") for row in rows(kg, "types-sites-patients", "kind of statement")}
    assert told >= OF_PATIENTS
