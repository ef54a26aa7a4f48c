"""The question ``test-merits``, held against rows typed by hand from the review."""

from answers import rows, typed

from her2gc.python.knowledge import KnowledgeGraph

# Table 3: "Objective and accurate gold standard method; higher cost, need more time, equipment and specialist; …
# in situ hybridization can be used", "Equivocal … to be confirmed by FISH"; Failures, paragraph 2: "FISH alone";
# Resistance, paragraph 2: "Discordance between FISH/IHC and … (NGS)"; Trastuzumab, paragraph 1: whom to test
OF_FISH = """
FISH analysis: four kinds of in situ hybridization can be used | asserted
FISH or IHC and NGS reported to disagree on intratumoral heterogeneity | asserted
FISH: accurate | asserted
FISH: gold standard method | asserted
FISH: higher cost | asserted
FISH: needs a specialist | asserted
FISH: needs more equipment | asserted
FISH: needs more time | asserted
FISH: objective | asserted
IHC 2+ is equivocal and is to be confirmed by FISH | asserted
IHC: high concordance with FISH | asserted
LOGiC: patients selected by FISH alone, offered as an explanation | speculated
inoperable locally advanced, recurrent or metastatic gastric adenocarcinoma: test HER2 by IHC and FISH or another in situ hybridization | asserted
"""  # noqa: E501 (a row is a row)
# Novel strategies, paragraph 9; Conclusion: "ctDNA might serve as a more precise and non-invasive method"
OF_CTDNA = """
CP-MGAH22-05: better outcomes with HER2 amplification by ctDNA | asserted
CP-MGAH22-05: ctDNA could tell HER2 status again without a biopsy | suggested
ctDNA may show who benefits most from anti-HER2 agents | speculated
ctDNA might be a more precise method | speculated
ctDNA might be a non-invasive method | speculated
"""
# Resistance, paragraph 2: "negative for HER2 amplification by NGS and progressed rapidly"; Novel strategies,
# paragraph 11, PANTHERA, longer survival with HER2 amplification; Conclusion, what may clarify the population
OF_NGS = """
FISH or IHC and NGS reported to disagree on intratumoral heterogeneity | asserted
HER2 negative by NGS goes with rapid progression on trastuzumab | asserted
PANTHERA: HER2 amplification by NGS goes with longer progression-free survival | asserted
tumour NGS may show who benefits most from anti-HER2 agents | speculated
"""


def test_merits_and_drawbacks_of_fish(kg: KnowledgeGraph) -> None:
    assert rows(kg, "test-merits", "statement stance", assay="FISH") == typed(OF_FISH)


def test_what_ctdna_is_good_for(kg: KnowledgeGraph) -> None:
    assay = "circulating tumour DNA analysis"
    assert rows(kg, "test-merits", "statement stance", assay=assay) == typed(OF_CTDNA)
    assert rows(kg, "test-merits", "statement stance", assay="NGS") == typed(OF_NGS)


def test_merits_and_drawbacks_of_immunohistochemistry(kg: KnowledgeGraph) -> None:
    # Table 3: "Widespread method, Easy, cheap, and quick"; Resistance, paragraph 3: "subjective factors such as IHC
    # scores, which are not uniformly measured"
    told = rows(kg, "test-merits", "statement", assay="IHC")
    assert {"IHC: cheap", "IHC: easy", "IHC: quick", "IHC: widespread method"} <= set(told)
    assert "IHC 2+ is equivocal and is to be confirmed by FISH" in told
    assert "Gomez et al: use quantitative variables such as the HER2 amplification ratio" in told
    assert {
        "Gomez et al: IHC scores are subjective",
        "Gomez et al: IHC scores are not measured uniformly",
    } <= set(told)
    assert not any(line.startswith(("gastric cancer: HER2 IHC", "breast cancer: HER2 IHC")) for line in told)
