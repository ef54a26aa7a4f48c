"""Questions on agents, approvals, claims, doubts and tables, with answers typed by hand from the review."""

# ruff: noqa: RUF001 (dashes as the review prints them)

import pytest
from answers import rows, typed

from her2gc.python.knowledge import KnowledgeGraph

PD_1 = """
pembrolizumab | PD-1        |
retifanlimab  | PD-1        |
tebotelimab   | LAG-3, PD-1 |
tislelizumab  | PD-1        |
"""

PAN_HER = """
afatinib
dacomitinib
neratinib
pyrotinib
"""

CONJUGATES = """
ARX788                   | not stated | not stated               | not stated |
RC48-ADC                 | humanized anti-HER2 IgG1 of RC48-ADC | valine-citrulline linker | MMAE       | microtubule
XMT-1522                 | not stated | not stated               | not stated |
ZW49                     | not stated | not stated               | not stated |
trastuzumab deruxtecan   | trastuzumab                    | not stated               | DXd        | topoisomerase I
trastuzumab duocarmazine | not stated | not stated               | not stated |
trastuzumab emtansine    | trastuzumab                    | not stated               | emtansine  | tubulin
"""

GASTRIC_APPROVALS = """
pembrolizumab          | accelerated approval | Food and Drug Administration | first line | KEYNOTE-811
trastuzumab            | standard of care     |                              | first line |
trastuzumab            | standard of care     |                              | first line | ToGA
trastuzumab deruxtecan | kind not stated | Food and Drug Administration | previously treated, line not numbered | DESTINY-Gastric01
"""  # noqa: E501 (a row is a row)

BREAST_APPROVALS = """
lapatinib   | kind not stated  |                              | second line                           |
trastuzumab | standard of care |                              |                                       |
tucatinib   | kind not stated  | Food and Drug Administration | previously treated, line not numbered | HER2CLIMB
"""

TABLE_5 = """
antibody–drug conjugates   | RC48-ADC                              | RC48-ADC phase 2 trial
antibody–drug conjugates   | trastuzumab deruxtecan                |
bispecific antibodies      | cetuximab, neratinib, trastuzumab     | NCT03457896
bispecific antibodies      | tucatinib                             |
immunotherapy combinations | chemotherapy, durvalumab, trastuzumab deruxtecan | DESTINY-Gastric03
immunotherapy combinations | FOLFOX, ipilimumab, nivolumab, trastuzumab | INTEGA
immunotherapy combinations | chemotherapy, pembrolizumab, placebo, trastuzumab | KEYNOTE-811
immunotherapy combinations | PD-1 inhibitor, chemotherapy, dual checkpoint inhibitor, margetuximab | MAHOGANY
immunotherapy combinations | chemotherapy, tislelizumab, zanidatamab | NCT04276493
monoclonal antibodies with augmented ADCC | margetuximab           |
"""

MAJOR_CONTRADICTIONS = """
kg:discrepancy-HER2-prognosis
kg:discrepancy-KEYNOTE-811-survival
kg:discrepancy-LOGiC-PFS
kg:discrepancy-T-DXd-lines
kg:discrepancy-first-survival-advantage
kg:discrepancy-no-new-options
"""

REFERENCE_48 = """
4 of 50 patients positive with FISH or IHC were negative by NGS | observation
FISH or IHC and NGS reported to disagree on intratumoral heterogeneity | claim
HER2 FISH positive, in the study of FISH or IHC against NGS | assay criterion
HER2 IHC positive | assay criterion
HER2 amplification lost in 14 % of samples from 44 patients after trastuzumab | observation
HER2 negative by NGS goes with rapid progression on trastuzumab | association
HER2-positive with FISH or IHC | composite criterion
Janjigian et al: beside loss of HER2 amplification, other secondary alterations found in the samples | claim
Janjigian et al: next-generation sequencing of HER2-positive disease | study
"""

SAID_OF_T_DM1 = """
GATSBY did not favour trastuzumab emtansine over taxane |
GATSBY population: HER2-positive advanced gastric cancer, second line |
GATSBY: objective response rate   | taxane arm 19.6 %, trastuzumab emtansine arm 20.6 %; P = 0.84
GATSBY: overall survival          | taxane arm 8.6 months, trastuzumab emtansine arm 7.9 months; HR 1.15; P = 0.86
GATSBY: progression-free survival | taxane arm 2.9 months, trastuzumab emtansine arm 2.7 months; HR 1.13; P = 0.31
GATSBY: trastuzumab emtansine failed |
trastuzumab emtansine has a role in advanced HER2-positive breast cancer |
trastuzumab emtansine has a role in early-stage HER2-positive breast cancer |
trastuzumab emtansine releases emtansine into HER2-positive tumour cells |
trastuzumab emtansine the first conjugate of trastuzumab and emtansine |
"""

ON_THE_ELDERLY = """
elderly on trastuzumab with single-agent chemotherapy: overall survival comparable to ToGA | asserted | comparable
elderly on trastuzumab with single-agent chemotherapy: response rates comparable to ToGA | asserted | comparable
elderly with HER2-positive advanced gastric cancer: single-agent chemotherapy with trastuzumab held by the literature to be a logical and safe option | suggested | logical and safe option; CHOICE
elderly with HER2-positive disease: no consensus on treatment yet | unsettled |
elderly: important and potentially life-threatening drawbacks of combination chemotherapy | asserted | RISK
elderly: single-agent chemotherapy plus trastuzumab a logical option | suggested | logical; CHOICE
elderly: single-agent chemotherapy plus trastuzumab a safe option | suggested | safe; CHOICE
"""  # noqa: E501 (a row is a row)

CORRECTIONS = """
LOGiC: the abstract gives 545 randomised patients
LOGiC: the abstract gives P = .0381 for progression-free survival
RC48-ADC: the published paper gives 24.8% of 125 patients, by an independent committee
RC48-ADC: the published paper gives 7.9 months of 125 patients
T-ACT: the abstract gives 91 allocated patients
TyTAN: the abstract gives P = .1044 for overall survival
"""

# The weightiest first: major, moderate, minor.
DOUBTS_ABOUT_LOGIC = """
LOGiC: progression-free survival called significant, printed with P = 0.081 | contradiction | major
Choosing patients by protein or by gene | tension | major
HER2-positive: another criterion in each pivotal trial that prints one | ambiguity | moderate
LOGiC: words lost between FISH alone and the 23% with a gastrectomy | lost content | moderate
Trials that compare arms: neither the patients in each arm nor a length of follow-up | missing figure | moderate
Names of trials in changing case | naming variant | minor
Table 4: gastric cancer in the heading, also esophageal and junction cancers in the trials | tension | minor
"""

TABLE_5_AGENTS = """
Antibody–drug conjugates | RC48-ADC (NCT03556345)
Antibody–drug conjugates | Trastuzumab deruxtecan (DS-8201a)
Monoclonal antibodies (with augmented ADCC) | Margetuximab
Bispecific antibodies | Neratinib (+ trastuzumab or cetuximab): (NCT03457896)
Bispecific antibodies | Tucatinib
Immunotherapy combinations | DESTINY-Gastric03 (NCT04379596) (Trastuzumab deruxtecan ± chemotherapy ±durvalumab)
Immunotherapy combinations | INTEGA (NCT03409848) (Ipilimumab or FOLFOX + nivolumab + trastuzumab)
Immunotherapy combinations | KEYNOTE-811 (NCT03615326) (Pembrolizumab or placebo + trastuzumab +chemotherapy)
Immunotherapy combinations | MAHOGANY (NCT04082364) (Margetuximab ± PD-1 inhibitor ± chemotherapy ± dual checkpoint inhibitor)
Immunotherapy combinations | NCT04276493 (ZW25 + chemotherapy ±tislelizumab)
"""  # noqa: E501


def test_agents_that_target_pd_1(kg: KnowledgeGraph) -> None:
    assert rows(kg, "agents", "agent targets codes", target="PD-1") == typed(PD_1)


def test_pan_her_inhibitors(kg: KnowledgeGraph) -> None:
    assert rows(kg, "agents", "agent", **{"class": "pan-HER TKIs"}) == typed(PAN_HER)


def test_classes_of_agents(kg: KnowledgeGraph) -> None:
    # whatever targets HER2 is of the class, the parent of trastuzumab and the "anti-HER2 IgG1" of RC48-ADC too
    of_class = rows(kg, "agents", "agent", **{"class": "anti-HER2 agent"})
    assert of_class == sorted(rows(kg, "anti-her2-agents", "agent"))
    # Novel strategies, paragraph 15: "an investigational anti-PD-1 antibody", and no more
    assert rows(kg, "agents", "agent classes", agent="tislelizumab") == ["tislelizumab | anti-PD-1 antibody"]
    assert rows(kg, "agents", "agent classes", agent="paclitaxel") == ["paclitaxel | chemotherapy, taxane"]


def test_a_class_holds_the_members_of_narrower_classes(kg: KnowledgeGraph) -> None:
    assert rows(kg, "agents", "agent", **{"class": "immune checkpoint inhibitor"}) == [
        "pembrolizumab",
        "retifanlimab",
        "tebotelimab",
        "tislelizumab",
    ]


def test_breast_against_gastric_by_the_rows_of_table_3(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "breast-against-gastric", "row breast gastric")
    assert len(answer) == 12
    assert answer[-3] == "Frequency | 15–25% | 4.4–53.4%"
    assert answer[-2].startswith(
        "Anatomic location of the tumour | No correlation | More frequent at gastric cardia"
    )
    assert answer[-1] == "Prognostic significance | Unfavourable | Favorable/not fully established"


def test_conjugates(kg: KnowledgeGraph) -> None:
    assert rows(kg, "conjugates", "agent antibody linker payload inhibits") == typed(CONJUGATES)


def test_names_of_an_agent(kg: KnowledgeGraph) -> None:
    assert rows(kg, "names", "name kind", thing="trastuzumab emtansine") == [
        "T-DM1 | synonym",
        "TDM-1 | synonym",
    ]
    assert rows(kg, "names", "name kind", thing="trastuzumab deruxtecan") == [
        "DS-8201a | code name",
        "T-DXd | synonym",
    ]


def test_names_of_what_is_no_agent(kg: KnowledgeGraph) -> None:
    assert rows(kg, "names", "name kind", thing="ToGA") == ["TOGA | synonym"]
    assert rows(kg, "names", "name", thing="ACRG classification") == [
        "ACGR",
        "ACRG",
        "ACRG Subtypes",
        "ACRG categorization",
        "ACRG molecular classification",
        "Asian Cancer Research Group",
    ]


# By hand: Table 2's abbreviations; the Abstract, Introduction and Resistance, paragraph 3, on EGFR, FGFR2 and MET;
# Novel strategies, paragraph 7, on ASCO.
NAMES = {
    "kg:PD-L1": ["PD-L1/2 | printed as", "programmed death ligand-1/2 | printed as"],
    "kg:PD-L2": ["PD-L1/2 | printed as", "programmed death ligand-1/2 | printed as"],
    "kg:EGFR": ["epidermal growth factor receptor | name of its protein"],
    "kg:FGFR2": ["fibroblast growth factor receptor-2 | name of its protein"],
    "kg:MET": [
        "mesenchymal epidermal transforming factor receptor | name of its protein",
        "mesenchymal epithelial transition factor | name of its protein",
    ],
    "kg:ASCO": ["ASCO | synonym", "American Society for Clinical Oncology | synonym"],
}


@pytest.mark.parametrize(("thing", "names"), NAMES.items())
def test_names_of_genes_of_pairs_and_of_bodies(kg: KnowledgeGraph, thing: str, names: list[str]) -> None:
    assert rows(kg, "names", "name kind", thing=thing) == names


def test_expression_and_overexpression_are_two_things(kg: KnowledgeGraph) -> None:
    assert "HER2 overexpression" not in rows(kg, "names", "name", thing="kg:HER2-expression")


def test_a_name_is_no_second_name_of_itself(kg: KnowledgeGraph) -> None:
    assert rows(kg, "names", "name", thing="kg:XMT-1522") == ["TAK-522"]
    for thing in ("kg:ARX788", "kg:ZW49", "kg:heterodimer-formation"):
        assert rows(kg, "names", "name", thing=thing) == []


# Found by hand in the text: every number that stands in it more than once.
CITED_AGAIN = """
reference 8  | 3 | Introduction, paragraph 2
reference 4  | 2 | Introduction, paragraph 1
reference 5  | 2 | Introduction, paragraph 1; Introduction, paragraph 2
reference 18 | 2 | Introduction, paragraph 6; The Fundamental Role of Trastuzumab, paragraph 2
reference 42 | 2 | Mechanisms of Resistance, paragraph 1
reference 48 | 2 | Mechanisms of Resistance, paragraph 2; Mechanisms of Resistance, paragraph 5
reference 52 | 2 | Mechanisms of Resistance, paragraph 3
reference 55 | 2 | Mechanisms of Resistance, paragraph 4; Novel Anti-HER2 Strategies, paragraph 1
reference 58 | 2 | Mechanisms of Resistance, paragraph 5
reference 81 | 2 | Novel Anti-HER2 Strategies, paragraph 12
"""


def test_references_by_how_often_they_are_cited(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "references", "citation times citedIn")
    assert answer[:10] == typed(CITED_AGAIN)
    assert len(answer) == 86
    assert all(" | 1 | " in line for line in answer[10:])
    assert rows(kg, "references", "citation times citedIn", atLeast=2) == typed(CITED_AGAIN)


def test_what_a_conjugate_carries_stands_with_the_agents(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "agents", "agent targets payload", **{"class": "antibody-drug conjugate"})
    assert "RC48-ADC | HER2 | MMAE" in answer
    assert "ZW49 | HER2 | not stated" in answer
    assert rows(kg, "agents", "agent targets payload", target="PD-1")[0] == "pembrolizumab | PD-1 | "


# A word, and what a statement that holds it says; what only has it inside another word is not there.
BY_WORD = [
    ("age", 5, "TCGA GS: median age", "stage"),
    ("prognos", 0, "", ""),
    ("prognos*", 23, "ACRG MSI-high: best overall prognosis", ""),
    ("*dimer*", 6, "pertuzumab inhibits the heterodimerization of HER2 with HER3", ""),
    ("HER2/HER3", 2, "HER2/HER3 the most potent signalling dimer", ""),
    ("response rate", 30, "response rates comparable to ToGA", ""),
]


@pytest.mark.parametrize(("word", "count", "one", "never"), BY_WORD)
def test_a_word_is_found_as_a_word(kg: KnowledgeGraph, word: str, count: int, one: str, never: str) -> None:
    found = rows(kg, "statements-on", "statement", word=word)
    assert len(found) == count
    assert not one or any(one in line for line in found)
    assert not never or not any(never in line.lower() for line in found)


def test_approvals_in_gastric_cancer_leave_out_breast_cancer(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "approvals", "agent kind authority line basedOn", disease="gastric cancer")
    assert sorted(answer) == sorted(typed(GASTRIC_APPROVALS))


def test_approvals_without_a_disease_name_each_and_hide_none(kg: KnowledgeGraph) -> None:
    assert rows(kg, "approvals", "agent diseases authority", agent="tucatinib") == [
        "tucatinib | breast cancer | Food and Drug Administration"
    ]
    answer = kg.ask("approvals")
    assert [row.agent for row in answer if row.diseases == "breast cancer"] == answer.column("agent")[4:]
    assert len(answer) == 7


# Trastuzumab, paragraph 1: "patients with tumors that express HER2"; Failures, paragraph 1: HELOISE's sentence;
# Novel strategies, paragraphs 4 and 12, and the Conclusion: what the FDA approved.
APPROVED_FOR = """
pembrolizumab | HER2-positive advanced GEA; HER2-positive advanced gastric or GEJ cancer
trastuzumab | inoperable locally advanced, recurrent or metastatic gastric adenocarcinoma that expresses HER2, first line
trastuzumab | HER2-positive metastatic gastric or GEJ adenocarcinoma, first line
trastuzumab deruxtecan | advanced gastric or GEJ cancer after a failed trastuzumab-containing regimen
lapatinib | patients with HER2-positive breast cancer
trastuzumab | patients with HER2-positive breast cancer
tucatinib | patients with HER2-positive brain-metastatic breast cancer; patients with advanced HER2-positive breast cancer
"""  # noqa: E501 (a row is a row)


def test_every_approval_tells_its_patients(kg: KnowledgeGraph) -> None:
    assert sorted(rows(kg, "approvals", "agent population")) == sorted(typed(APPROVED_FOR))


def test_approvals_in_breast_cancer(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "approvals", "agent kind authority line basedOn", disease="breast cancer")
    assert answer == typed(BREAST_APPROVALS)


def test_table_5_as_printed(kg: KnowledgeGraph) -> None:
    assert rows(kg, "strategies", "strategy agents trial") == typed(TABLE_5)


def test_what_is_unsettled(kg: KnowledgeGraph) -> None:
    """Trastuzumab, paragraph 2; Introduction, paragraph 6; Failures, paragraph 4; Table 3, prognostic significance."""
    assert rows(kg, "claims-by-stance", "claim", stance="unsettled") == [
        "HER2 positivity and age: earlier literature controversial",
        "HER2 status: prognostic significance unsettled in the literature as a whole",
        "continuing anti-HER2 treatment after progression on trastuzumab: results heterogeneous",
        "elderly with HER2-positive disease: no consensus on treatment yet",
        "gastric cancer: prognostic significance not fully established, as Table 3 prints second",
    ]


@pytest.mark.parametrize(
    ("stance", "told"),
    [
        # Resistance, paragraph 3: "can potentially reduce"; Novel strategies, paragraph 1: "may exert"
        ("speculated", "PTEN deficiency may reduce the growth-inhibitory effect of HER2-targeting drugs"),
        ("speculated", "pan-HER inhibition may have more antitumour effect than HER2 blockade alone"),
        ("speculated", "tumour NGS may show who benefits most from anti-HER2 agents"),
        # Trastuzumab, paragraph 2: "suggests that trastuzumab enhances"; Resistance, paragraph 3: "This implies"
        ("suggested", "trastuzumab enhances the antitumour activity of chemotherapy"),
        ("suggested", "not all patients benefit from trastuzumab, even when HER2 is expressed"),
        # Novel strategies, paragraphs 9 and 12: "Potential synergistic", "the synergistic benefits"
        ("suggested", "anti-HER2 agents and anti-PD-1 antibodies: potential synergy"),
        ("suggested", "pembrolizumab, trastuzumab and chemotherapy: synergistic benefits of the combination"),
    ],
)
def test_what_is_held_less_firmly_is_told_of_whatever_kind(
    kg: KnowledgeGraph, stance: str, told: str
) -> None:
    assert told in rows(kg, "claims-by-stance", "claim", stance=stance)


def test_two_avenues_are_no_triple_combination(kg: KnowledgeGraph) -> None:
    # Abstract: pembrolizumab "to trastuzumab in combination with chemotherapy", and T-DXd: "these promising avenues"
    claims = rows(kg, "claims-by-stance", "claim", stance="suggested", about="T-DXd")
    assert (
        "two promising avenues: pembrolizumab added to trastuzumab and chemotherapy; and trastuzumab deruxtecan"
        in claims
    )


def test_whom_to_test_for_her2(kg: KnowledgeGraph) -> None:
    # Fundamental role, paragraph 1: "inoperable locally advanced, recurrent, or metastatic gastric adenocarcinomas"
    [condition] = [line for line in rows(kg, "recommendations", "condition") if "adenocarcinoma" in line]
    assert condition == "gastric adenocarcinoma inoperable and locally advanced, recurrent or metastatic"


def test_advice_against_going_on(kg: KnowledgeGraph) -> None:
    assert rows(kg, "recommendations", "recommendation stance", about="anti-HER2 agent") == [
        "continuing anti-HER2 treatment after progression on the initial HER2 status is not advised | suggested"
    ]
    assert len(kg.ask("recommendations")) == 19


# Trastuzumab, paragraph 2: "the general body of the literature suggests … a logical and safe option for elderly
# patients"; Introduction, paragraph 6: "it should be kept in mind"; Abstract: "the optimal management … still requires
# further development"
ALSO_ADVISED = """
elderly with HER2-positive advanced gastric cancer: single-agent chemotherapy with trastuzumab held by the literature to be a logical and safe option | | suggested
prognostic literature on HER2: keep in mind that most patients got no anti-HER2 treatment before ToGA | | asserted
the best management of HER2-positive gastric cancer is still to be worked out | | asserted
"""  # noqa: E501 (a row is a row)


def test_advice_that_is_hedged_or_unconditional(kg: KnowledgeGraph) -> None:
    told = rows(kg, "recommendations", "recommendation condition stance")
    also = typed(ALSO_ADVISED)
    assert [row for row in told if row in also] == also


# Failures, paragraph 5: "Due to the unmet need"; Resistance, paragraph 3: "may not benefit from further information";
# Novel strategies, paragraph 9: "also suggests that …"; Conclusion: "appears to be a reasonable strategy"
@pytest.mark.parametrize("word", ["unmet need for second-line", "3+: knowing", "ctDNA", "reasonable"])
def test_a_ground_a_use_or_an_appraisal_is_no_advice(kg: KnowledgeGraph, word: str) -> None:
    assert not any(word in told for told in rows(kg, "recommendations", "recommendation"))


def test_no_conflict_of_interest_is_declared(kg: KnowledgeGraph) -> None:
    # the section Disclosure, one sentence
    declared = "the authors reported no conflicts of interest for this work"
    assert rows(kg, "stated-in-section", "statement", section="Disclosure") == [declared]
    assert rows(kg, "statements-on", "statement", word="conflict* of interest") == [declared]


def test_major_contradictions(kg: KnowledgeGraph) -> None:
    answer = kg.ask("discrepancies", kind="contradiction", weight="major")
    found = sorted(f"kg:{str(iri).rpartition('/')[2]}" for iri in answer.iris("discrepancy"))
    assert found == typed(MAJOR_CONTRADICTIONS)


def test_what_reference_39_backs(kg: KnowledgeGraph) -> None:
    assert rows(kg, "cited-for", "number statement kind", number=39) == ["39 | GATSBY | trial"]
    assert rows(kg, "cited-for", "statement kind", number=48) == typed(REFERENCE_48)


def test_what_is_said_of_t_dm1(kg: KnowledgeGraph) -> None:
    assert rows(kg, "said-of", "statement figure", subject="T-DM1") == typed(SAID_OF_T_DM1)


def test_what_is_said_on_a_theme_is_found_by_a_word(kg: KnowledgeGraph) -> None:
    choice = "trastuzumab plus single-agent chemotherapy: capecitabine, cisplatin or S-1"
    told = ON_THE_ELDERLY.replace("RISK", "potentially life-threatening").replace("CHOICE", choice)
    assert rows(kg, "statements-on", "statement stance detail", word="Elderly") == typed(told)
    [counted] = rows(kg, "statements-on", "figure", word="trial in EGA: complete responses")
    assert counted == "pembrolizumab plus trastuzumab plus chemotherapy arm 6 of 35"
    [ranged] = rows(kg, "statements-on", "figure", word="HER2 amplification in 7")
    assert ranged == "7 to 34 %"


# Novel strategies, paragraph 2: "including those with brain metastases", "HER2-positive brain metastatic breast cancer"
ON_THE_BRAIN = """
HER2CLIMB: better progression-free survival in the central nervous system
HER2CLIMB: better response rates
HER2CLIMB: progression-free survival in the central nervous system
tucatinib approved in advanced HER2-positive breast cancer
"""


def test_a_word_of_patients_conditions_degrees_and_regions_counts(kg: KnowledgeGraph) -> None:
    assert rows(kg, "statements-on", "statement", word="brain") == typed(ON_THE_BRAIN)
    # Trastuzumab, paragraph 2: "potentially life-threatening"; Table 4: T-ACT, Japan
    assert rows(kg, "statements-on", "detail", word="life threatening") == ["potentially life-threatening"]
    in_japan = rows(kg, "statements-on", "statement", word="Japan")
    assert in_japan
    assert all(line.startswith("T-ACT") for line in in_japan)


def test_agents_against_the_whole_family(kg: KnowledgeGraph) -> None:
    assert rows(kg, "pan-her-inhibitors", "agent") == typed(PAN_HER)


def test_corrections_are_none_of_the_review(kg: KnowledgeGraph) -> None:
    answer = kg.ask("corrections")
    assert list(dict.fromkeys(answer.column("note"))) == typed(CORRECTIONS)
    assert answer.contract is not None
    assert {row.origin for row in answer.contract} == {"curated"}


def test_doubts_about_logic(kg: KnowledgeGraph) -> None:
    assert rows(kg, "discrepancies", "discrepancy kind weight", about="LOGiC") == typed(DOUBTS_ABOUT_LOGIC)


def test_cells_of_table_4_are_as_printed(kg: KnowledgeGraph) -> None:
    cells = rows(kg, "table-cells", "row column printed", table="Table 4")
    assert "GATSBY | Median OS | 7.9 vs 8.6 HR = 1.15 P = 0.86" in cells
    assert "HELOISE | ORR (%) | 56,9 vs 58.9 P= 0.76" in cells
    assert len(cells) == 7 * 8


def test_cells_of_table_5_are_as_printed(kg: KnowledgeGraph) -> None:
    cells = kg.ask("table-cells", table="Table 5")
    agents = [f"{row.row} | {row.printed}" for row in cells if row.column == "Selected Agents/Trial"]
    assert agents == typed(TABLE_5_AGENTS)
