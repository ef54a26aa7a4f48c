"""Abbreviations: every one that the review prints beside the words that it is short for, typed from the review."""

# ruff: noqa: RUF001 (the dashes and letters are those of the print)
from answers import rows, typed

from her2gc.python.knowledge import KnowledgeGraph

# In brackets in the text and in Table 2, or in the lists under Tables 1, 2, 3 and 5. "HR" and "HD" are spelled out,
# too, but nothing of that name stands in the graph by itself.
SPELLED_OUT = """
ACGR    | Asian Cancer Research Group
ACRG    | Asian Cancer Research Group
ADC     | antibody–drug conjugate
ADCC    | antibody-dependent cellular cytotoxicity
AGC     | advanced gastric cancer
ARID1A  | AT-rich interactive domain-containing protein 1A
ASCO    | American Society for Clinical Oncology
BCOR    | B-cell lymphoma 6 corepressor
CDH1    | E-cadherin
CDK6    | cell division protein kinase 6
CEP 17  | chromosome 17 centromere
CIMP    | CpG island methylator phenotype
CIN     | chromosomal instability
ctDNA   | circulating tumour DNA
DCR     | disease control
DOR     | duration of response
EBV     | Epstein-Barr virus
ECD     | extracellular domain
EGC     | early gastric cancer
EGFR    | epidermal growth factor receptor
EMT     | epithelial–mesenchymal transition
ERBB2   | Erb-B2 receptor tyrosine kinase 2
Fc      | fragment crystallizable region
FcγR    | Fcγ receptor
FDA     | Food and Drug Administration
FGFR2   | fibroblast growth factor receptor-2
FISH    | fluorescence in situ hybridization
FOLFOX  | 5-FU/folinic acid and oxaliplatin
G-DIF   | genomic diffuse
G-INT   | genomic intestinal
GC      | gastric cancer
GEA     | gastroesophageal adenocarcinoma
GEJ     | gastroesophageal junction
GERD    | gastroesophageal reflux disease
GS      | genomically stable
HER2    | human epidermal growth receptor 2
HGF     | hepatocyte growth factor
HP      | Helicobacter pylori
IHC     | immunohistochemistry
ISH     | in situ hybridization
JAK2    | Janus associated kinase 2
LAG-3   | lymphocyte activation gene 3
mAb     | monoclonal antibodies
MET     | mesenchymal epidermal transforming factor receptor
MET     | mesenchymal epithelial transition factor
miRNAs  | Micro RNAs
MSI     | microsatellite instability
MSS     | microsatellite stable
mTOR    | mammalian target of rapamycin
NGS     | next-generation sequencing
ORR     | overall response rate
OS      | overall survival
PCC-NOS | poorly cohesive
PD-1    | programmed death-1
PD-L1/2 | programmed death ligand-1/2
PD-L1/2 | programmed death ligand-1/2
PFS     | progression-free survival
PI3K    | phosphatidylinositol 3-kinase
PIK3CA  | phosphatidylinositol 3-kinase
PTEN    | phosphatase and tensin homolog
RHOA    | Ras homolog family member A
RTK/RAS | receptor tyrosine kinases-Ras
T-DM1   | trastuzumab emtansine
T-DXd   | trastuzumab deruxtecan
TCGA    | The Cancer Genome Atlas
TP53    | tumor protein 53
WHO     | World Health Organization
ZW25    | zanidatamab
"""


def test_every_abbreviation_that_is_spelled_out(kg: KnowledgeGraph) -> None:
    assert rows(kg, "abbreviations", "abbreviation standsFor") == typed(SPELLED_OUT)


def test_an_abbreviation_is_found_by_itself_and_by_its_words(kg: KnowledgeGraph) -> None:
    for name in ("PFS", "progression-free survival"):
        assert rows(kg, "abbreviations", "abbreviation standsFor", thing=name) == [
            "PFS | progression-free survival"
        ]


def test_a_code_name_and_a_short_form_that_is_never_spelled_out_are_none(kg: KnowledgeGraph) -> None:
    """Tucatinib (ONT 380) is a code; TKI stands nowhere beside tyrosine kinase inhibitor."""
    assert not kg.ask("abbreviations", thing="tucatinib")
    assert not kg.ask("abbreviations", thing="kg:tyrosine-kinase-inhibitor")
