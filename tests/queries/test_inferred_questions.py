"""Questions whose answers rest on rules, with complete rows typed by hand from the review."""

import pytest
from answers import CONJUGATES_UNNAMED, DISEASES, EGA, of_trials, rows, typed

from her2gc.python.knowledge import KnowledgeGraph

# The text calls six of them antibodies, seven conjugates, and six tyrosine kinase inhibitors.
ANTI_HER2 = """
humanized anti-HER2 IgG1 of RC48-ADC | antibody
margetuximab                   | antibody
muMAb 4D5                      | antibody
pertuzumab                     | antibody
trastuzumab                    | antibody
zanidatamab                    | antibody
ARX788                         | antibody\u2013drug conjugate
RC48-ADC                       | antibody\u2013drug conjugate
XMT-1522                       | antibody\u2013drug conjugate
ZW49                           | antibody\u2013drug conjugate
trastuzumab deruxtecan         | antibody\u2013drug conjugate
trastuzumab duocarmazine       | antibody\u2013drug conjugate
trastuzumab emtansine          | antibody\u2013drug conjugate
afatinib                       | tyrosine kinase inhibitor
dacomitinib                    | tyrosine kinase inhibitor
lapatinib                      | tyrosine kinase inhibitor
neratinib                      | tyrosine kinase inhibitor
pyrotinib                      | tyrosine kinase inhibitor
tucatinib                      | tyrosine kinase inhibitor
"""

ANTI_HER2_TRIALS = f"""
ARX788 phase 1 study       | ARX788
CP-MGAH22-05               | margetuximab
DESTINY-Gastric01          | trastuzumab deruxtecan
DESTINY-Gastric03          | trastuzumab deruxtecan
GATSBY                     | trastuzumab emtansine
HELOISE                    | trastuzumab
HER2CLIMB                  | tucatinib
JACOB                      | pertuzumab
LOGiC                      | lapatinib
MAHOGANY                   | margetuximab
NCT02500199 | not stated
NCT03457896                | neratinib
NCT04276493                | zanidatamab
NCT04430738                | tucatinib
NCT04499924                | tucatinib
RC48-ADC phase 2 trial     | RC48-ADC
SUMMIT | not stated
T-ACT                      | trastuzumab
ToGA                       | trastuzumab
TyTAN                      | lapatinib
XMT-1522 phase 1 study     | XMT-1522
ZW49 phase 1 study         | ZW49
margetuximab phase 1 trial | margetuximab
{CONJUGATES_UNNAMED} | not stated
trastuzumab duocarmazine phase 1 study | trastuzumab duocarmazine
zanidatamab phase 1 basket trial       | zanidatamab
"""

# Novel strategies, paragraph 10: "checkpoint inhibitors (retifanlimab-Anti PD1 mAb, tebotelimab- bispecific
# anti-PD1, and anti-lymphocyte activation gene 3 (LAG-3) mAb)"; 15: "immune checkpoint blockade … tislelizumab, an
# investigational anti-PD-1 antibody"; 9: pembrolizumab "binds to PD-1". Of nivolumab and ipilimumab (13) and
# durvalumab (14) it names no target; Table 5 lists them under "Immunotherapy combinations".
CHECKPOINT = f"""
durvalumab    |       | listed under immunotherapy combinations, no target named | DESTINY-Gastric03 | under test
ipilimumab    |       | listed under immunotherapy combinations, no target named | INTEGA | under test
nivolumab     |       | listed under immunotherapy combinations, no target named | INTEGA | under test
pembrolizumab | PD-1  | targets PD-1 | CP-MGAH22-05 | under test
pembrolizumab | PD-1  | targets PD-1 | KEYNOTE-811  | under test
pembrolizumab | PD-1  | targets PD-1 | PANTHERA     | under test
pembrolizumab | PD-1  | targets PD-1 | {EGA}        | under test
retifanlimab  | PD-1  | called checkpoint inhibitor; targets PD-1  | MAHOGANY | under test
tebotelimab   | LAG-3 | called checkpoint inhibitor; targets LAG-3 | MAHOGANY | under test
tebotelimab   | PD-1  | called checkpoint inhibitor; targets PD-1  | MAHOGANY | under test
tislelizumab  | PD-1  | targets PD-1  | NCT04276493 | under test
"""

# INTEGA's arm with ipilimumab is the "chemotherapy-free experimental arm"; the others are given alone, or in pairs of
# antibodies ("while avoiding the toxicity of chemotherapeutic agents").
NO_CHEMOTHERAPY = """
CP-MGAH22-05: margetuximab plus pembrolizumab      | CP-MGAH22-05                     | no chemotherapy in the regimen
DESTINY-Gastric01: trastuzumab deruxtecan          | DESTINY-Gastric01                | no chemotherapy in the regimen
DESTINY-Gastric03: trastuzumab deruxtecan ± chemotherapy ± durvalumab | DESTINY-Gastric03 | chemotherapy is an option
INTEGA: ipilimumab plus nivolumab plus trastuzumab | INTEGA                           | no chemotherapy in the regimen
MAHOGANY: margetuximab ± retifanlimab ± tebotelimab ± chemotherapy | MAHOGANY | chemotherapy is an option
NCT03457896: neratinib plus trastuzumab or cetuximab | NCT03457896                    | no chemotherapy in the regimen
RC48-ADC phase 2: RC48-ADC                         | RC48-ADC phase 2 trial           | no chemotherapy in the regimen
margetuximab phase 1: margetuximab                 | margetuximab phase 1 trial       | no chemotherapy in the regimen
trastuzumab emtansine                              | GATSBY                           | no chemotherapy in the regimen
zanidatamab phase 1: zanidatamab                   | zanidatamab phase 1 basket trial | no chemotherapy in the regimen
"""

DUAL_BLOCKADE = """
JACOB: pertuzumab plus trastuzumab and chemotherapy                         | JACOB
NCT04430738: tucatinib plus trastuzumab plus oxaliplatin-based chemotherapy | NCT04430738
NCT04499924: tucatinib plus trastuzumab plus ramucirumab plus paclitaxel    | NCT04499924
trastuzumab plus pertuzumab                                                 |
"""

FLUOROPYRIMIDINE_PLATINUM = """
FOLFOX                                                |
INTEGA: FOLFOX plus nivolumab plus trastuzumab        | INTEGA
LOGiC: capecitabine plus oxaliplatin                  | LOGiC
LOGiC: lapatinib plus capecitabine and oxaliplatin    | LOGiC
ToGA: fluoropyrimidine plus cisplatin                 | ToGA
ToGA: trastuzumab plus fluoropyrimidine and cisplatin | ToGA
as approved on KEYNOTE-811: pembrolizumab plus trastuzumab plus fluoropyrimidine and platinum compound |
"""

FOREST = """
overall survival          | HELOISE | first line  | 1.24 | = 0.2401
overall survival          | JACOB   | first line  | 0.84 | = 0.057
overall survival          | LOGiC   | first line  | 0.91 | = 0.35
overall survival          | ToGA    | first line  | 0.74 | = 0.0046
overall survival          | GATSBY  | second line | 1.15 | = 0.86
overall survival          | T-ACT   | second line | 1.23 | = 0.20
overall survival          | TyTAN   | second line | 0.84 | = 0.10
progression-free survival | HELOISE | first line  | 1.04 | = 0.8222
progression-free survival | LOGiC   | first line  | 0.82 | = 0.081
progression-free survival | ToGA    | first line  | 0.71 | = 0.0004
progression-free survival | GATSBY  | second line | 1.13 | = 0.31
progression-free survival | T-ACT   | second line | 0.91 | = 0.33
progression-free survival | TyTAN   | second line | 0.85 | = 0.244
"""

# The diseases as the text names them for each trial's patients; "gastrointestinal cancers" are wider.
OF_DISEASE = f"""
ARX788 phase 1 study | line not stated | gastric cancer | yes
CP-MGAH22-05 | previously treated, line not numbered | gastric cancer; gastroesophageal cancer | yes
DESTINY-Gastric01 | third line or later | gastric adenocarcinoma; gastroesophageal junction adenocarcinoma | yes
DESTINY-Gastric03 | line not stated | gastric adenocarcinoma; gastroesophageal junction adenocarcinoma | yes
GATSBY | second line | gastric cancer | yes
HELOISE | first line | gastric adenocarcinoma; gastroesophageal junction adenocarcinoma | yes
INTEGA | first line | esophagogastric cancer | the review does not say
JACOB | first line | gastric cancer; gastroesophageal junction cancer | yes
KEYNOTE-811 | first line | gastric cancer; gastroesophageal junction adenocarcinoma | yes
LOGiC | first line | esophageal adenocarcinoma; gastric adenocarcinoma; gastroesophageal junction adenocarcinoma | yes
MAHOGANY | first line | gastroesophageal adenocarcinoma | the review does not say
NCT02500199 | line not stated | gastric cancer | yes
NCT04276493 | first line | gastric adenocarcinoma; gastroesophageal junction adenocarcinoma | yes
NCT04430738 | line not stated | gastrointestinal cancer | within a wider disease
NCT04499924 | previously treated, line not numbered | gastric adenocarcinoma; gastroesophageal junction adenocarcinoma | yes
PANTHERA | first line | gastric cancer | yes
RC48-ADC phase 2 trial | previously treated, line not numbered | gastric cancer; gastroesophageal junction cancer | yes
SUMMIT | line not stated | gastric cancer | yes
T-ACT | second line | gastroesophageal adenocarcinoma | the review does not say
ToGA | first line | gastric adenocarcinoma; gastroesophageal junction adenocarcinoma | yes
TyTAN | second line | gastric cancer | yes
XMT-1522 phase 1 study | line not stated | gastric cancer | yes
ZW49 phase 1 study | line not stated | gastric cancer | yes
{EGA} | line not stated | esophagogastric adenocarcinoma | the review does not say
{CONJUGATES_UNNAMED} | line not stated | gastric cancer | yes
trastuzumab duocarmazine phase 1 study | line not stated | gastric cancer | yes
zanidatamab phase 1 basket trial | first line | gastric cancer; gastroesophageal junction cancer | yes
zanidatamab phase 1 basket trial | previously treated, line not numbered | gastroesophageal cancer | the review does not say
"""  # noqa: E501 (a row is a row)

# Failures, paragraph 2: "HER2 overexpression based on FISH alone"; Novel strategies, paragraph 6:
# "HER2-overexpressing (IHC 2+ or 3+)"; 11: "HER2 amplification per NGS (≥ 4 copy number)"; Trastuzumab, paragraph
# 1: "an IHC of 0 or 1+ despite FISH positivity"; the review calls none of these four tests a rule for HER2-positive
# tumours
BY_ASSAY = """
50 patients HER2-positive with FISH or IHC | HER2-positive with FISH or IHC | HER2-positive with FISH or IHC
DESTINY-Gastric01: patients with lower HER2 levels | DESTINY-Gastric01, lower HER2 levels: IHC 2+ and ISH negative, or IHC 1+ |
GATSBY population: HER2-positive advanced gastric cancer, second line | GATSBY: IHC 3+, or IHC 2+ and FISH positive | GATSBY: IHC 3+, or IHC 2+ and FISH positive
LOGiC population: HER2-positive advanced or metastatic esophageal, gastric or GEJ adenocarcinoma, first line | HER2 FISH positive |
PANTHERA: HER2 amplification by NGS | HER2 copy number of at least 4 by NGS |
RC48-ADC phase 2 population: HER2-overexpressing gastric or gastroesophageal junction cancer, heavily pretreated | RC48-ADC phase 2: IHC 2+ or IHC 3+ |
ToGA: with trastuzumab, patients with high HER2 expression (IHC 3+, or IHC 2+ and FISH amplified) | ToGA post hoc: IHC 3+, or IHC 2+ and HER2/CEP17 ratio at least 2 by FISH | gastric cancer: HER2-positive, by the rows of Table 3 taken together
ToGA: with trastuzumab, patients with low HER2 expression (IHC 0 or 1+, FISH positive) | ToGA post hoc: IHC 0 or 1+, and FISH positive |
tumours determined to be IHC 3+ | HER2 IHC 3+ | GATSBY: IHC 3+, or IHC 2+ and FISH positive
"""  # noqa: E501 (a row is a row)

# Failures, paragraph 5; Novel strategies, paragraphs 7 to 9; of trastuzumab, paragraph 12: "speculated"
# Novel strategies, paragraphs 1, 4, 7 to 9 and 12; Failures, paragraphs 2, 3 and 5
ACTS_BY = """
dacomitinib            | inhibits  | heterodimer formation | EGFR/HER2 heterodimer | asserted
dacomitinib            | inhibits  | heterodimer formation | HER2/HER3 heterodimer | asserted
dacomitinib            | inhibits  | heterodimer formation | HER3/HER4 heterodimer | asserted
margetuximab           | enhances  | adaptive immunity | | intended
margetuximab           |           | antibody-dependent cellular cytotoxicity | | asserted
margetuximab           | enhances  | innate immunity | | intended
margetuximab           | increases | tumour PD-L1 expression | | intended
pembrolizumab          | causes    | antitumour immune response | | asserted
pertuzumab             | inhibits  | heterodimerization of HER2 with HER3 | | asserted
trastuzumab            | activates | HER2-specific T cell response | | asserted
trastuzumab            | causes    | antibody-dependent cellular cytotoxicity | | speculated
trastuzumab            | enhances  | antitumour immune response | by antibody-dependent cellular cytotoxicity | speculated
trastuzumab            | enhances  | presentation of tumour antigens | by antibody-dependent cellular cytotoxicity | speculated
trastuzumab            | increases | tumour PD-L1 expression | | asserted
trastuzumab deruxtecan |           | bystander effect | step: internalization | speculated
trastuzumab deruxtecan |           | bystander effect | step: release of the payload into the cytoplasm | speculated
trastuzumab deruxtecan |           | bystander effect | step: transfer of the payload into adjacent HER2-negative cells | speculated
trastuzumab emtansine  |           | apoptosis | | asserted
trastuzumab emtansine  |           | mitotic arrest | | asserted
zanidatamab            |           | biparatopic binding | | asserted
zanidatamab            | causes    | dual HER2 blockade | by biparatopic binding | asserted
zanidatamab            | enhances  | receptor downregulation | by biparatopic binding | asserted
"""  # noqa: E501

NOT_HER2 = f"""
LOGiC        | EGFR protein
TyTAN        | EGFR protein
NCT02500199  | HER family receptors
NCT03457896  | HER family receptors
SUMMIT       | HER family receptors
MAHOGANY     | LAG-3
CP-MGAH22-05 | PD-1
KEYNOTE-811  | PD-1
MAHOGANY     | PD-1
NCT04276493  | PD-1
PANTHERA     | PD-1
{EGA}        | PD-1
"""

NEGATIVE = """
HELOISE | first line
JACOB   | first line
LOGiC   | first line
GATSBY  | second line
T-ACT   | second line
TyTAN   | second line
"""

TESTED = """
DESTINY-Gastric01 | trastuzumab deruxtecan | comparator replaced | DESTINY-Gastric01: trastuzumab deruxtecan | DESTINY-Gastric01: chemotherapy of the physician's choice
GATSBY            | trastuzumab emtansine | comparator replaced | trastuzumab emtansine | docetaxel
HELOISE           | trastuzumab | dose raised | HELOISE: high-dose trastuzumab plus chemotherapy | HELOISE: standard-of-care trastuzumab plus chemotherapy
JACOB             | pertuzumab | agent added | JACOB: pertuzumab plus trastuzumab and chemotherapy | JACOB: trastuzumab plus chemotherapy
KEYNOTE-811       | pembrolizumab | agent added | KEYNOTE-811: pembrolizumab plus trastuzumab plus chemotherapy | KEYNOTE-811: placebo plus trastuzumab plus chemotherapy
LOGiC             | lapatinib | agent added | LOGiC: lapatinib plus capecitabine and oxaliplatin | LOGiC: capecitabine plus oxaliplatin
T-ACT             | trastuzumab | continued beyond progression | T-ACT: weekly paclitaxel plus trastuzumab | T-ACT: weekly paclitaxel alone
ToGA              | trastuzumab | agent added | ToGA: trastuzumab plus fluoropyrimidine and cisplatin | ToGA: fluoropyrimidine plus cisplatin
TyTAN             | lapatinib | agent added | TyTAN: lapatinib plus paclitaxel | TyTAN: paclitaxel alone
"""  # noqa: E501

AFTER_TREATMENT = """
GATSBY                           | second line                           | all patients of the trial
T-ACT                            | second line                           | all patients of the trial
TyTAN                            | second line                           | all patients of the trial
DESTINY-Gastric01                | third line or later                   | all patients of the trial
CP-MGAH22-05                     | previously treated, line not numbered | all patients of the trial
HER2CLIMB                        | previously treated, line not numbered | all patients of the trial
NCT04499924                      | previously treated, line not numbered | all patients of the trial
RC48-ADC phase 2 trial           | previously treated, line not numbered | all patients of the trial
margetuximab phase 1 trial       | previously treated, line not numbered | all patients of the trial
zanidatamab phase 1 basket trial | previously treated, line not numbered | one part of the trial
"""

AFTER_TRASTUZUMAB = """
CP-MGAH22-05                     | previously treated, line not numbered | all patients of the trial
T-ACT                            | second line | all patients of the trial
zanidatamab phase 1 basket trial | previously treated, line not numbered | one part of the trial
"""

TOGA = """
objective response rate   | main analysis | ToGA: chemotherapy arm: 35; ToGA: trastuzumab plus chemotherapy arm: 47 | per cent | | | = 0.0017 |
overall survival          | main analysis | ToGA: chemotherapy arm: 11.1; ToGA: trastuzumab plus chemotherapy arm: 13.8 | month | 0.74 | | = 0.0046 | ToGA: overall survival benefit from adding trastuzumab to first-line chemotherapy
overall survival          | biomarker analysis, exploratory analysis, post hoc analysis | | month | 0.65 | 4.2 | | ToGA post hoc: longer overall survival with trastuzumab at high than at low HER2 expression
progression-free survival | main analysis | ToGA: chemotherapy arm: 5.5; ToGA: trastuzumab plus chemotherapy arm: 6.7 | month | 0.71 | | = 0.0004 |
"""  # noqa: E501

# Survival and duration of response have no figure in the review; they are told in words.
DESTINY = """
duration of response    | | DESTINY-Gastric01: longer median duration of response with trastuzumab deruxtecan
objective response rate | DESTINY-Gastric01: chemotherapy arm: 12; DESTINY-Gastric01: trastuzumab deruxtecan arm: 43 | DESTINY-Gastric01: significantly more objective responses with trastuzumab deruxtecan
objective response rate | DESTINY-Gastric01: IHC 1+: 9.5; DESTINY-Gastric01: IHC 2+ and ISH negative: 26.3 |
overall survival        | | DESTINY-Gastric01: longer overall survival with trastuzumab deruxtecan
"""  # noqa: E501

HELOISE_SAID = """
HELOISE: overall survival, role not stated | endpoint | and improves OS | 30
HELOISE: overall survival, role not stated | endpoint | no improvement in OS or | 30
HELOISE: overall survival, role not stated | endpoint | 10.6 vs 12.5 HR = 1.24 P = 0.2401 | 30
HELOISE: progression-free survival, role not stated | endpoint | (PFS) was observed |
HELOISE: progression-free survival, role not stated | endpoint | 5.6 vs 5.7 HR = 1.04 P = 0.8222 |
HELOISE: serum trough concentration of trastuzumab, role not stated | endpoint | increases the serum trough concentration | 30
HELOISE: no improvement in overall survival with high-dose trastuzumab | finding | in the HD trastuzumab group |
HELOISE: no improvement in overall survival with high-dose trastuzumab | finding | no improvement in OS or |
HELOISE: no improvement in progression-free survival with high-dose trastuzumab | finding | in the HD trastuzumab group |
HELOISE: no improvement in progression-free survival with high-dose trastuzumab | finding | no improvement in OS or |
HELOISE: no improvement in progression-free survival with high-dose trastuzumab | finding | (PFS) was observed |
HELOISE: serum trough concentration significantly higher with high-dose trastuzumab | finding | trough concentration of trastuzumab was significantly increased in the HD trastuzumab group |
HELOISE: objective response rate | result | 56,9 vs 58.9 P= 0.76 |
HELOISE: overall survival | result | 10.6 vs 12.5 HR = 1.24 P = 0.2401 |
HELOISE: progression-free survival | result | 5.6 vs 5.7 HR = 1.04 P = 0.8222 |
HELOISE: high-dose trastuzumab failed | verdict | in the HD trastuzumab group |
HELOISE: high-dose trastuzumab failed | verdict | no improvement in OS or |
"""  # noqa: E501

CONCLUSION = """
DESTINY-Gastric01: trastuzumab deruxtecan succeeded
FGFR alterations can guide treatment of advanced gastric cancer
HER2 amplification level may select who benefits most from HER2-targeted therapy
HER2 expression can be lost after anti-HER2-based treatment
HER2 overexpression can guide treatment of advanced gastric cancer
KEYNOTE-811: findings change practice
KEYNOTE-811: its combination is now a first-line therapy
PD-L1 status can guide treatment of advanced gastric cancer
ToGA: trastuzumab succeeded
anti-HER2 agents tested after ToGA did not improve outcomes enough to become options
anti-HER2 antibody with immunotherapy: a reasonable way past immune insensitivity
assessing HER2 status is challenging because of multiple heterogeneities
confirm over time that HER2 is still positive
ctDNA may show who benefits most from anti-HER2 agents
ctDNA might be a more precise method
ctDNA might be a non-invasive method
microsatellite instability status can guide treatment of advanced gastric cancer
no other biomarkers guide treatment of advanced gastric cancer
other biomarkers may show who benefits most from anti-HER2 agents
pembrolizumab with trastuzumab and chemotherapy: accelerated approval in the first line
the management of HER2-positive gastric cancer will go on changing
trastuzumab deruxtecan effective after two earlier lines or more, by the conclusion
tumour NGS may show who benefits most from anti-HER2 agents
"""

# "Several miRNAs regulate trastuzumab resistance through HER2 signaling pathway components": whatever targets HER2
# meets them there. Dacomitinib also hits HER3, which resists "through the activation of the PI3K-AKT pathway".
SHARED_PATHWAY = """
HER3 | activates | PI3K-AKT pathway | HER3 plays a role in resistance to HER2 inhibitors | asserted
HER3 | activates | PI3K-AKT pathway | PI3K mutations may reduce the growth-inhibitory effect of HER2-targeting drugs | speculated
"""  # noqa: E501

PERTUZUMAB_ACTS = """
pertuzumab            | inhibits | heterodimerization of HER2 with HER3 | asserted
"""

TRASTUZUMAB_ACTS = """
activates | HER2-specific T cell response            | asserted
binds     | extracellular domain of HER2             | asserted
causes    | antibody-dependent cellular cytotoxicity | speculated
enhances  | antitumour activity                      | suggested
increases | tumour PD-L1 expression                  | asserted
"""

# Trastuzumab, paragraphs 1 and 2; Failures, paragraph 2; Resistance, paragraphs 4 and 6; Novel strategies,
# paragraphs 1, 2, 4, 7 and 8: "contributes", "may also make this ADC less dependent", "might be due to", "designed"
IN_THEIR_WORDS = """
HER3 activates the PI3K-AKT pathway | contributes to | proliferation of HER2-amplified cells | | asserted
LOGiC: 23 % of patients had a gastrectomy before | reduces | absorption of lapatinib | | speculated
biparatopic binding | enhances | receptor downregulation | compared with trastuzumab | asserted
dacomitinib | inhibits | HER2/HER3 heterodimer | in a large panel of gastric cancer cell lines | asserted
dacomitinib | acts in synergy with | trastuzumab | in a large panel of gastric cancer cell lines | asserted
drug-to-antibody ratio | reduces | dependence of trastuzumab deruxtecan on a high level of HER2 expression | high | speculated
internalization | contributes to | DESTINY-Gastric01: the response to trastuzumab deruxtecan persists, decreasing, at lower HER2 levels | HER2-positive cells | speculated
margetuximab | modulates | binding affinities of the Fc region | designed | intended
miRNA-125a precursor | enhances | inhibition of gastric cancer cell growth by trastuzumab | significantly | asserted
microRNA | regulates | resistance to trastuzumab | several, through HER2 compensatory receptors | suggested
trastuzumab | binds | extracellular domain of HER2 | three times stronger binding affinity for HER2 than its parent | asserted
trastuzumab | enhances | antitumour activity | of chemotherapy | suggested
trastuzumab deruxtecan | releases | DXd | into the cytoplasm of these cells | speculated
tucatinib | inhibits | HER2 | increased selectivity for HER2 | asserted
"""  # noqa: E501

EXPLAINED = """
HER2 status: prognostic significance unsettled in the literature as a whole | prognostic role of HER2: different IHC staining methods | asserted
HER2 status: prognostic significance unsettled in the literature as a whole | prognostic role of HER2: inherent heterogeneity of HER2-positive gastric cancer | asserted
HER2 status: prognostic significance unsettled in the literature as a whole | prognostic role of HER2: no uniform criteria for positivity | asserted
anti-HER2 therapy with immune checkpoint blockade: high potential | HER2 tumours are highly immunogenic | asserted
assessing HER2 status is challenging because of multiple heterogeneities | intratumoral heterogeneity makes HER2 status hard to assess | asserted
gastric cancer has complex heterogeneity | genomic alterations and activated pathways held responsible for the heterogeneity of gastric cancer | asserted
passenger mutations are more common in hypermutated tumours | inherent genetic instability given as the reason for passenger mutations in hypermutated tumours | asserted
second-line treatment directed at HER2 has been tried in several trials | unmet need after trastuzumab given as the reason for second-line trials of HER2-targeted treatment | asserted
"""  # noqa: E501

FAILURES_EXPLAINED = """
GATSBY | temporal heterogeneity of HER2 ignored, offered as an explanation of the negative second-line trials | speculated
LOGiC  | LOGiC: earlier gastrectomy and less lapatinib absorbed, offered as an explanation | speculated
LOGiC  | LOGiC: no trastuzumab and so no antibody-dependent cellular cytotoxicity, offered as an explanation | speculated
LOGiC  | LOGiC: patients selected by FISH alone, offered as an explanation | speculated
TyTAN  | temporal heterogeneity of HER2 ignored, offered as an explanation of the negative second-line trials | speculated
"""  # noqa: E501

FIRST_LINE_PHASE_3 = """
HELOISE     | trastuzumab   | phase 3 | first line | global | 248 | results reported
JACOB       | pertuzumab    | phase 3 | first line | global | 780 | results reported
KEYNOTE-811 | pembrolizumab | phase 3 | first line | global |     | interim results reported, ongoing, recruiting
LOGiC       | lapatinib     | phase 3 | first line | global | 487 | results reported
ToGA        | trastuzumab   | phase 3 | first line | global | 594 | results reported
"""


@pytest.mark.parametrize(
    ("question", "columns", "table"),
    [
        ("anti-her2-agents", "agent kind", ANTI_HER2),
        ("anti-her2-trials", "trial agent", ANTI_HER2_TRIALS),
        ("checkpoint-inhibitors", "agent target because trial part", CHECKPOINT),
        ("chemotherapy-free-regimens", "regimen trial how", NO_CHEMOTHERAPY),
        ("dual-egfr-her2-inhibitors", "agent", "dacomitinib\nlapatinib"),
        ("dual-her2-blockade", "regimen trial", DUAL_BLOCKADE),
        ("fluoropyrimidine-platinum-regimens", "regimen trial", FLUOROPYRIMIDINE_PLATINUM),
        ("forest-figures", "measure trial line hazardRatio p", FOREST),
        ("her2-positive-by-assay", "population criterion rule", BY_ASSAY),
        ("how-agents-act", "agent effectLabel process detail stance", ACTS_BY),
        ("negative-trials", "trial line", NEGATIVE),
        ("trials-after-treatment", "trial line who", AFTER_TREATMENT),
        ("trials-after-trastuzumab", "trial line who", AFTER_TRASTUZUMAB),
    ],
)
def test_every_row(kg: KnowledgeGraph, question: str, columns: str, table: str) -> None:
    assert rows(kg, question, columns) == typed(table)


def test_what_patients_had_before(kg: KnowledgeGraph) -> None:
    # Failures, paragraph 4; Novel strategies, 9, "trastuzumab plus chemotherapy", 2 and 7
    told = [line for line in rows(kg, "trials-after-treatment", "trial had") if not line.endswith(" | ")]
    assert told == typed("""
T-ACT | trastuzumab
CP-MGAH22-05 | chemotherapy, trastuzumab
HER2CLIMB | anti-HER2 agent
zanidatamab phase 1 basket trial | trastuzumab
""")


# Novel strategies, paragraph 13: "a chemotherapy-free experimental arm"; 9: "while avoiding the toxicity of
# chemotherapeutic agents"; payloads: Failures, paragraph 5; Novel strategies, paragraphs 3, 4 and 6
WHO_SAYS_SO = """
CP-MGAH22-05                     | the review: avoiding the toxicity of chemotherapeutic agents | no conjugate
DESTINY-Gastric01                | classed by its components, not so called | cytotoxic payload: DXd
DESTINY-Gastric03                | the review gives chemotherapy as an option | cytotoxic payload: DXd
INTEGA                           | the review: chemotherapy-free            | no conjugate
MAHOGANY                         | the review gives chemotherapy as an option | no conjugate
NCT03457896                      | classed by its components, not so called | no conjugate
RC48-ADC phase 2 trial           | classed by its components, not so called | cytotoxic payload: MMAE
margetuximab phase 1 trial       | classed by its components, not so called | no conjugate
GATSBY                           | classed by its components, not so called | cytotoxic payload: emtansine
zanidatamab phase 1 basket trial | classed by its components, not so called | no conjugate
"""


def test_who_calls_an_arm_free_of_chemotherapy(kg: KnowledgeGraph) -> None:
    assert rows(kg, "chemotherapy-free-regimens", "trial whose payload") == typed(WHO_SAYS_SO)


def test_trials_of_a_disease(kg: KnowledgeGraph) -> None:
    columns = "trial line diseases included"
    assert rows(kg, "trials-of-disease", columns, disease="gastric cancer") == typed(OF_DISEASE)


def test_targets_beside_her2(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "investigated-targets", "trial target")
    # Novel strategies, paragraph 1: "all HER family receptors", "pan-HER TKIs"; 6: "other novel HER2-targeting ADCs"
    assert [line for line in answer if line.endswith("| not stated")] == ["INTEGA | not stated"]
    assert [line for line in answer if line.split(" | ")[1] not in ("HER2", "not stated")] == typed(NOT_HER2)
    her2 = [line.split(" | ")[0] for line in answer if line.split(" | ")[1] == "HER2"]
    assert her2 == [line.split(" | ")[0] for line in typed(ANTI_HER2_TRIALS)]


def test_tested_agents_of_trials_with_two_arms(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "tested-agents", "trial agent how experimental comparator")
    assert [line for line in answer if not line.endswith(" | ")] == typed(TESTED)
    assert rows(kg, "tested-agents", "agent how disease", trial="HER2CLIMB") == [
        "tucatinib |  | breast cancer"
    ]


def test_evidence_of_trials_in_figures_and_words(kg: KnowledgeGraph) -> None:
    columns = "measure analysis values unit hazardRatio difference p inWords"
    assert rows(kg, "trial-evidence", columns, trial="ToGA") == typed(TOGA)
    assert rows(kg, "trial-evidence", "measure values inWords", trial="DESTINY-Gastric01") == typed(DESTINY)


def test_statements_on_heloise(kg: KnowledgeGraph) -> None:
    columns = "statement kind printed citation"
    assert rows(kg, "trial-statements", columns, trial="HELOISE") == typed(HELOISE_SAID)


def test_what_the_conclusion_states(kg: KnowledgeGraph) -> None:
    assert rows(kg, "stated-in-section", "statement", section="Conclusion") == typed(CONCLUSION)


def test_agents_that_share_a_pathway_with_resistance(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "agents-on-pathways", "agents target link pathway mechanism stance")
    by_micro_rna = (
        "HER2 | takes part | HER2 signalling pathway | several microRNAs regulate trastuzumab resistance through "
        "components of the HER2 signalling pathway | suggested"
    )
    agents = sorted(line.split(" | ")[0] for line in typed(ANTI_HER2))
    assert answer == [f"{', '.join(agents)} | {by_micro_rna}"] + [
        f"dacomitinib | {line}" for line in typed(SHARED_PATHWAY)
    ]


def test_how_an_agent_works(kg: KnowledgeGraph) -> None:
    columns = "effect object stance"
    assert rows(kg, "mechanisms", "actor effect object stance", actor="pertuzumab") == typed(PERTUZUMAB_ACTS)
    assert sorted(rows(kg, "mechanisms", columns, actor="trastuzumab")) == typed(TRASTUZUMAB_ACTS)


def test_what_is_done_is_told_with_the_words_that_limit_it(kg: KnowledgeGraph) -> None:
    told = rows(kg, "mechanisms", "actor effect object words stance")
    assert sorted(set(typed(IN_THEIR_WORDS)) - set(told)) == []
    assert not [line for line in told if " | heterodimer formation | " in line]


def test_asserted_explanations(kg: KnowledgeGraph) -> None:
    failures = [
        row for row in rows(kg, "explanations", "trial explanation stance what") if row.endswith("a failure")
    ]
    assert [row.rpartition(" | ")[0] for row in failures] == typed(FAILURES_EXPLAINED)
    answer = rows(kg, "explanations", "explained explanation stance", stance="asserted")
    assert answer == typed(EXPLAINED)


def test_phase_3_trials_of_the_first_line(kg: KnowledgeGraph) -> None:
    columns = "trial testedAgent phase line trialRegion n statuses disease"
    assert rows(kg, "trials", columns, line="first", phase="3") == of_trials(FIRST_LINE_PHASE_3)


@pytest.mark.parametrize("question", ["hazard-ratios", "p-values", "confidence-intervals", "verdicts"])
def test_breast_cancer_is_named_wherever_it_stands(kg: KnowledgeGraph, question: str) -> None:
    answer = kg.ask(question)
    named = {str(row.trial): row.disease or "" for row in answer}
    assert named["HER2CLIMB"] == "breast cancer"
    # Novel strategies, paragraph 7: the verdict is on the third part, whose patients have "GC and GEJ cancers"
    by_part = {"zanidatamab phase 1 basket trial": "gastric cancer, gastroesophageal junction cancer"}
    assert named == {
        trial: ({} if question != "verdicts" else by_part).get(trial, DISEASES[trial]) for trial in named
    }
