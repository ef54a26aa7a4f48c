"""The review's five tables, typed by hand from the print and compared with the graph cell by cell."""

# ruff: noqa: RUF001  (the print uses en dashes, typographic quotes and a division slash)

from functools import cache

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef

from conftest import ROOT

HER2GC = Namespace("https://w3id.org/her2gc/ontology#")
KG = Namespace("https://w3id.org/her2gc/kg/")
TABLES = ROOT / "kg" / "review" / "tables"

# One line per cell: the row's key, the keys of the columns that the cell stands in, the text as printed.
TABLE_1 = [
    ("cell-lines", "G-INT G-DIF", "gene expression analysis of 37 GC cell lines"),
    ("subgroups", "G-INT G-DIF", "two major intrinsic subgroups were identified"),
    (
        "validation",
        "G-INT G-DIF",
        "validated in primary tumors from 521 patients (from Singapore, Australia and South Korea)",
    ),
    (
        "Lauren",
        "G-INT G-DIF",
        "the intrinsic genomic subtypes have 64% similarity to Lauren’s classification",
    ),
    (
        "genes",
        "G-INT",
        (
            "Genes related to carbohydrate and protein metabolism (FUT2) "
            "and cell adhesion (LGALS4, CDH17) up-regulated"
        ),
    ),
    (
        "genes",
        "G-DIF",
        "Cell proliferation (AURKB) and fatty acid metabolism (ELOVL5) functional annotations were enriched",
    ),
    (
        "survival",
        "G-INT",
        "G-INT tumors had superior overall survival compared with patients with G-DIF tumors",
    ),
    ("survival", "G-DIF", "Worse survival outcomes"),
    (
        "sensitivity",
        "G-INT",
        (
            "G-INT cell lines were significantly more sensitive to 5-FU and oxaliplatin in vitro "
            "More resistant to cisplatin"
        ),
    ),
    ("sensitivity", "G-DIF", "G-DIF cell lines were more sensitive to cisplatin"),
]

TABLE_2 = [
    ("samples", "TCGA", "Tumor samples from 295 treatment-naive primary GC patients"),
    ("samples", "ACRG", "mRNA expression level analyzed in 300 tumor samples"),
    (
        "methods",
        "TCGA",
        (
            "Whole-exome sequencing, copy number analysis, messenger ribonucleic acid sequencing, "
            "microRNA sequencing, DNA methylation profiling "
            "and reverse-phase protein array analyses were done"
        ),
    ),
    ("methods", "ACRG", "Molecular subtypes have distinct prognostic significance"),
    (
        "EBV-TP53-active",
        "TCGA",
        (
            "EBV (+) GC "
            "This subgroup represents 9% of all tumors and located more frequently in the corpus and fundus "
            "Has significant CIMP phenotype Highest rate (80%) of PIK3CA mutations, "
            "Increased rate of ARID1A and BCOR mutations, Over-expressions of PD-L1/2, JAK2, and ERBB2 "
            "CDKN2A silencing"
        ),
    ),
    (
        "EBV-TP53-active",
        "ACRG",
        (
            "MSS/TP53+ GC 26% of the total samples "
            "frequent mutations in APC, ARID1A, KRAS, PIK3CA, and SMAD4 EBV infection is more frequent "
            "intermediate prognosis"
        ),
    ),
    (
        "MSI-MSI-high",
        "TCGA",
        (
            "Microsatellite instability (MSI) GC Constitutes 22% of total samples "
            "associated with Helicobacter pylori (HP) infection and intestinal metaplasia "
            "silencing of MLH1 gene, resulting in genomic instability "
            "TP53, KRAS, PIK3CA, EGFR, ERBB2 and ERBB3, ARID1A mutations can be seen "
            "a high rate of PD-L1expression a predilection for antral location "
            "diagnosed at older ages (median 72 years) more frequently seen in females (56%)"
        ),
    ),
    (
        "MSI-MSI-high",
        "ACRG",
        (
            "MSI-high GC 23% of total samples intestinal histology (> 60% Lauren intestinal type) "
            "diagnosed at early stages (>50%) "
            "ARID1A (44.2%), the PI3K-PTEN-mTOR pathway (42%), KRAS (23.3%), and ALK (16.3%) mutations "
            "the best overall prognosis (can be diagnosed at early stages) "
            "and lowest frequency of recurrence (22%)"
        ),
    ),
    (
        "CIN-TP53-inactive",
        "TCGA",
        (
            "Chromosomal instability (CIN) GC Represents 50% of the total samples "
            "Located at gastroesophageal junction or cardia (65%) Most commonly has intestinal histology "
            "Activation of receptor tyrosine kinases-Ras (RTK/RAS) pathway "
            "Amplifications of the genes ERBB2, KRAS/NRAS, EGFR, ERBB3, FGFR2, MET "
            "and genes encoding cell cycle mediators, such as cyclins E1, D1 (CCNE1, CCND1) and CDK6 "
            "High frequency of TP53 mutations (73%)"
        ),
    ),
    (
        "CIN-TP53-inactive",
        "ACRG",
        (
            "MSS/TP53- GC 36% of the total samples "
            "the highest frequency of TP53 mutations (60%), frequent RHOA mutations "
            "ERBB2, EGFR, CCNE1, CCND1, MDM2, ROBO2, GATA6 and MYC enriched"
        ),
    ),
    (
        "GS-EMT",
        "TCGA",
        (
            "Genomically stable (GS) GC 20% of the tumours young patients (median 59 years) "
            "the diffuse histological variant is common "
            "cell adhesion and angiogenesis related pathways up-regulated: "
            "E-cadherin (CDH1) (with the highest percentage) rare TP53 mutations "
            "Ras homolog family member A (RHOA) recurrent mutations CLDN18-ARHGAP fusions"
        ),
    ),
    (
        "GS-EMT",
        "ACRG",
        (
            "MSS/EMT GC %15 of the tumours diagnosed at younger age "
            "diffuse type histology (> 80%) and signet ring cell carcinomas "
            "a lower number of mutation events "
            "the worst prognosis and the highest recurrence frequency (63%) "
            "diagnosed at advanced stages (III/IV) "
            "loss of CDH1 expression is common frequent peritoneal seeding (64.1%)"
        ),
    ),
]

TABLE_3 = [
    ("scoring-method", "Head", "Immunohistochemistry Scoring"),
    (
        "scoring-method",
        "Breast Gastric",
        (
            "The first screening method for HER 2 evaluation "
            "high concordance with FISH. Widespread method, Easy, cheap, and quick."
        ),
    ),
    ("expression", "Head", "HER2 expression in the neoplastic cells"),
    ("expression", "Breast", "Membranous and predominantly circumferential"),
    ("expression", "Gastric", "Basolateral or lateral, incomplete, (usually not circular IHC staining)"),
    ("heterogeneity", "Head", "Intratumoral heterogeneity"),
    ("heterogeneity", "Breast", "Not frequent"),
    (
        "heterogeneity",
        "Gastric",
        (
            "Commonly seen, focal or patchy positivity "
            "Possible association between between Helicobacter pylori bacterium and "
            "HER2 intratumoral heterogeneity"
        ),
    ),
    ("IHC-scoring", "Head", "HER-2 IHC Scoring"),
    ("IHC-0", "Head", "IHC Score 0: Her 2 overexpression negative by IHC"),
    ("IHC-0", "Breast", "No reactivity or membranous reactivity in less than10% of cells"),
    ("IHC-0", "Gastric", "No immunostaining"),
    ("IHC-1", "Head", "IHC Score 1+: Her 2 overexpression negative by IHC"),
    (
        "IHC-1",
        "Breast",
        (
            "Faint ∕ visible membranous reactivity in more 10% of cells at 40X magnification/ "
            "detected in only one part of the membrane"
        ),
    ),
    ("IHC-1", "Gastric", "Weak immunostaining in less than 30% of tumor cells"),
    (
        "IHC-2",
        "Head",
        (
            "IHC Score 2+ Her 2 overexpression equivocal by IHC "
            "(Equivocal HER2 expression by IHC to be confirmed by FISH)"
        ),
    ),
    (
        "IHC-2",
        "Breast",
        (
            "Weak to moderate complete or basolateral membranous reactivity in ≥10% of tumour cells "
            "(visible at 10–20X magnification)"
        ),
    ),
    ("IHC-2", "Gastric", "Complete membranous staining, either uniform or weak in ≥10% of cells"),
    ("IHC-3", "Head", "IHC Score 3+ Her 2 overexpression positive"),
    (
        "IHC-3",
        "Breast",
        (
            "Strong, complete basolateral or lateral membranous reactivity in ≥10% of tumour cells "
            "(visible at 2.5–5X magnification)"
        ),
    ),
    ("IHC-3", "Gastric", "Uniform intense membranous staining in ≥30% of cells"),
    ("FISH", "Head", "FISH analysis"),
    (
        "FISH",
        "Breast Gastric",
        (
            "Objective and accurate gold standard method "
            "higher cost, need more time, equipment and specialist "
            "fluorescent/silver/chromogenic/dual-color dual-hapten in situ hybridization can be used"
        ),
    ),
    ("ratio", "Head", "HER2 gene copies: CEP17 gene copies ratio for HER2 overexpression"),
    ("ratio", "Breast", "HER2/CEP 17 ratio ≥2 (2.2); positive or the mean HER2 copy number was ≥6"),
    ("ratio", "Gastric", "HER2/CEP 17 ratio ≥2; positive"),
    ("frequency", "Head", "Frequency"),
    ("frequency", "Breast", "15–25%"),
    ("frequency", "Gastric", "4.4–53.4%"),
    ("location", "Head", "Anatomic location of the tumour"),
    ("location", "Breast", "No correlation"),
    (
        "location",
        "Gastric",
        (
            "More frequent at gastric cardia and gastro–esophageal junction "
            "adenocarcinoma and intestinal subtype"
        ),
    ),
    ("prognosis", "Head", "Prognostic significance"),
    ("prognosis", "Breast", "Unfavourable"),
    ("prognosis", "Gastric", "Favorable/not fully established"),
]

COLUMNS_4 = ("Trial", "Phase", "Agent", "Line", "Region", "ORR", "PFS", "OS")
ROWS_4 = {
    "ToGA": (
        *("ToGA", "3 (N = 594)", "Trastuzumab", "1 st", "Global", "47 vs 35 P = 0.0017"),
        *("6.7 vs 5.5 HR = 0.71 P = 0.0004", "13.8 vs 11.1 HR = 0.74 P = 0.0046"),
    ),
    "HELOISE": (
        *("HELOISE", "3 (N = 248)", "HD Trastuzumab", "1st", "Global", "56,9 vs 58.9 P= 0.76"),
        *("5.6 vs 5.7 HR = 1.04 P = 0.8222", "10.6 vs 12.5 HR = 1.24 P = 0.2401"),
    ),
    "LOGiC": (
        *("LOGIC", "3 (N = 487)", "Lapatinib", "1st", "Global", "53 vs 39 P = 0.0031"),
        *("6.0 vs 5.4 HR = 0.82 P = 0.081", "12.2 vs 10.5 HR = 0.91 P = 0.35"),
    ),
    "JACOB": (
        *("JACOB", "3 (N = 780)", "Pertuzumab", "1st", "Global", "56.7 vs 48.9 P = 0.026"),
        *("8.5 vs 7.0 P = 0.0001", "17.5 vs 14.2 HR = 0.84 P = 0.057"),
    ),
    "T-ACT": (
        *("T-ACT", "2 (N = 89)", "Paclitaxel plus trastuzumab", "2nd", "Japan", "33.3 vs 32 P = 1.00"),
        *("3.7 vs 3.2 HR = 0.91 P = 0.33", "10.2 vs 10 HR = 1.23, P = 0.20"),
    ),
    "GATSBY": (
        *("GATSBY", "2/3 (N = 345)", "TDM-1", "2nd", "Global", "20.6 vs 19.6 P = 0.84"),
        *("2.7 vs 2.9 HR = 1.13 P = 0.31", "7.9 vs 8.6 HR = 1.15 P = 0.86"),
    ),
    "TyTAN": (
        *("TyTAN", "3 (N =261)", "Lapatinib", "2nd", "Asia", "27 vs 9 P < 0.001"),
        *("5.4 vs 4.4 HR = 0.85 P = 0.244", "11 vs 8.9 HR = 0.84 P = 0.10"),
    ),
}
TABLE_4 = [(row, *cell) for row, texts in ROWS_4.items() for cell in zip(COLUMNS_4, texts, strict=True)]

TABLE_5 = [
    ("ADC", "Strategy", "Antibody–drug conjugates"),
    ("ADC", "Selected", "Trastuzumab deruxtecan (DS-8201a)"),
    ("ADC", "Selected", "RC48-ADC (NCT03556345)"),
    ("mAb", "Strategy", "Monoclonal antibodies (with augmented ADCC)"),
    ("mAb", "Selected", "Margetuximab"),
    ("bispecific", "Strategy", "Bispecific antibodies"),
    ("bispecific", "Selected", "Tucatinib"),
    ("bispecific", "Selected", "Neratinib (+ trastuzumab or cetuximab): (NCT03457896)"),
    ("immunotherapy", "Strategy", "Immunotherapy combinations"),
    (
        "immunotherapy",
        "Selected",
        "KEYNOTE-811 (NCT03615326) (Pembrolizumab or placebo + trastuzumab +chemotherapy)",
    ),
    (
        "immunotherapy",
        "Selected",
        "MAHOGANY (NCT04082364) (Margetuximab ± PD-1 inhibitor ± chemotherapy ± dual checkpoint inhibitor)",
    ),
    ("immunotherapy", "Selected", "INTEGA (NCT03409848) (Ipilimumab or FOLFOX + nivolumab + trastuzumab)"),
    (
        "immunotherapy",
        "Selected",
        "DESTINY-Gastric03 (NCT04379596) (Trastuzumab deruxtecan ± chemotherapy ±durvalumab)",
    ),
    ("immunotherapy", "Selected", "NCT04276493 (ZW25 + chemotherapy ±tislelizumab)"),
]

HEADINGS = {
    1: "Intrinsic Gastric Cancer (GC) Subgroups Based on Gene Expression Pattern",
    2: "Comparison of Each Four Subtypes of Gastric Cancer (GC) According to TCGA or ACGR",
    3: "Summary of Characteristics of HER2 Scoring in Gastric and Breast Cancer",
    4: "Pivotal Clinical Trials of HER2-Positive GC",
    5: "Novel HER2-Directed Strategies",
}
COLUMN_LABELS = {
    1: ["G-INT", "G-DIF"],
    2: ["TCGA Subtypes", "ACRG Subtypes"],
    3: ["row heads (no heading printed)", "Breast Cancer", "Gastric Cancer"],
    4: ["Trial", "Phase", "Agent", "Line of Therapy", "Region", "ORR (%)", "Median PFS", "Median OS"],
    5: ["Strategy", "Selected Agents/Trial"],
}


@cache
def load(number: int) -> Graph:
    return Graph().parse(TABLES / f"table-{number}.ttl")


def ordinal(graph: Graph, part: URIRef) -> int:
    return int(str(graph.value(part, HER2GC.ordinal, any=False)))


def parts(number: int, kind: URIRef) -> list[URIRef]:
    graph = load(number)
    found = [part for part in graph.subjects(RDF.type, kind) if isinstance(part, URIRef)]
    return sorted(found, key=lambda part: ordinal(graph, part))


def cells(number: int) -> list[tuple[str, str, str]]:
    """Cells of a table in reading order, in the form typed above."""
    graph = load(number)
    rows, columns = parts(number, HER2GC.TableRow), parts(number, HER2GC.TableColumn)
    prefix = KG[f"Table-{number}-"]
    keyed = []
    for cell in graph.subjects(RDF.type, HER2GC.TableCell):
        row = graph.value(cell, HER2GC.inRow, any=False)
        within = [column for column in columns if (cell, HER2GC.inColumn, column) in graph]
        text = str(graph.value(cell, HER2GC.printedText, any=False))
        place = (rows.index(URIRef(str(row))), columns.index(within[0]), str(cell))
        names = " ".join(column.removeprefix(prefix) for column in within)
        keyed.append((place, (str(row).removeprefix(prefix), names, text)))
    return [cell for _, cell in sorted(keyed)]


@pytest.mark.parametrize(("number", "typed"), [*enumerate([TABLE_1, TABLE_2, TABLE_3, TABLE_4, TABLE_5], 1)])
def test_cells_are_those_of_the_print(number: int, typed: list[tuple[str, str, str]]) -> None:
    assert cells(number) == typed


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_heading_and_columns(number: int) -> None:
    graph = load(number)
    assert graph.value(KG[f"Table-{number}"], HER2GC.heading) == Literal(HEADINGS[number])
    labels = [str(graph.value(column, RDFS.label)) for column in parts(number, HER2GC.TableColumn)]
    assert labels == COLUMN_LABELS[number]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_rows_and_columns_count_from_one(number: int) -> None:
    for kind in (HER2GC.TableRow, HER2GC.TableColumn):
        ordinals = [ordinal(load(number), part) for part in parts(number, kind)]
        assert ordinals == list(range(1, len(ordinals) + 1))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Table-1-validation-both", "validated in primary tumors from 521 patients"),
        ("Table-2-TP53-active-ACRG", "MSS/TP53+ GC 26% of the total samples"),
        ("Table-4-LOGiC-Trial", "LOGIC"),
        ("Table-4-GATSBY-OS", "7.9 vs 8.6 HR = 1.15 P = 0.86"),
        ("Table-5-ADC-1", "Trastuzumab deruxtecan (DS-8201a)"),
        ("Table-5-immunotherapy-5", "NCT04276493"),
    ],
)
def test_a_cell_is_found_by_its_iri(name: str, text: str) -> None:
    graph = load(int(name.split("-")[1]))
    assert str(graph.value(KG[name], HER2GC.printedText)).startswith(text)
