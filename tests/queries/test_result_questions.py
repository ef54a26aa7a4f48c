"""Questions on figures, with answers typed by hand from Table 4 and the text of the review."""

# ruff: noqa: RUF001 (dashes as the review prints them)

from answers import EGA, of_trials, rows, typed

from her2gc.python.knowledge import KnowledgeGraph

INTERVALS = """
CP-MGAH22-05           | disease control rate      | 53    | per cent | 43 to 64      | 95
CP-MGAH22-05           | objective response rate   | 18.48 | per cent | 11.5 to 27.93 | 95
CP-MGAH22-05           | overall survival          | 12.48 | month    | 9.07 to 14.09 | 95
CP-MGAH22-05           | progression-free survival | 2.73  | month    | 1.61 to 4.34  | 95
HER2CLIMB              | central nervous system progression-free survival | 0.32 | | 0.22 to 0.48 | 95
RC48-ADC phase 2 trial | objective response rate   | 18.1  | per cent | 11.8 to 25.9  | 95
RC48-ADC phase 2 trial | overall survival          | 7.6   | month    | 6.6 to 9.2    | 95
"""

RESPONSE = """
HELOISE           | first line          | 56,9 | 58.9 | per cent | = 0.76
JACOB             | first line          | 56.7 | 48.9 | per cent | = 0.026
KEYNOTE-811       | first line          | 74.4 | 51.9 | per cent | = 0.00006
LOGiC             | first line          | 53   | 39   | per cent | = 0.0031
ToGA              | first line          | 47   | 35   | per cent | = 0.0017
GATSBY            | second line         | 20.6 | 19.6 | per cent | = 0.84
T-ACT             | second line         | 33.3 | 32   | per cent | = 1.00
TyTAN             | second line         | 27   | 9    | per cent | < 0.001
DESTINY-Gastric01 | third line or later | 43   | 12   | per cent |
"""

SINGLE_ARM = f"""
{EGA}                            | complete response rate    |       |          |               | 6  | 35
CP-MGAH22-05                     | disease control rate      | 53    | per cent | 43 to 64      |    |
zanidatamab phase 1 basket trial | disease control rate      | 56    | per cent |               |    |
CP-MGAH22-05                     | objective response rate   | 18.48 | per cent | 11.5 to 27.93 |    |
PANTHERA                         | objective response rate   | 77    | per cent |               |    |
RC48-ADC phase 2 trial           | objective response rate   | 18.1  | per cent | 11.8 to 25.9  |    | 127
{EGA}                            | objective response rate   | 91    | per cent |               | 32 | 35
zanidatamab phase 1 basket trial | objective response rate   | 44    | per cent |               |    |
CP-MGAH22-05                     | overall survival          | 12.48 | month    | 9.07 to 14.09 |    |
RC48-ADC phase 2 trial           | overall survival          | 7.6   | month    | 6.6 to 9.2    |    |
CP-MGAH22-05                     | progression-free survival | 2.73  | month    | 1.61 to 4.34  |    |
"""

MEDIAN_OS = """
17.5  | inferred             | JACOB: pertuzumab arm
14.2  | inferred             | JACOB: arm without pertuzumab
13.8  | inferred             | ToGA: trastuzumab plus chemotherapy arm
12.5  | inferred             | HELOISE: standard-of-care trastuzumab arm
12.48 | stated by the review | CP-MGAH22-05: margetuximab plus pembrolizumab arm
12.2  | inferred             | LOGiC: lapatinib arm
11.1  | inferred             | ToGA: chemotherapy arm
11    | inferred             | TyTAN: lapatinib plus paclitaxel arm
10.6  | inferred             | HELOISE: high-dose trastuzumab arm
10.5  | inferred             | LOGiC: arm without lapatinib
10.2  | inferred             | T-ACT: paclitaxel plus trastuzumab arm
10 to 12 | stated by the review |
10    | inferred             | T-ACT: paclitaxel arm
8.9   | inferred             | TyTAN: paclitaxel arm
8.6   | inferred             | GATSBY: taxane arm
7.9   | inferred             | GATSBY: trastuzumab emtansine arm
7.6   | stated by the review | RC48-ADC phase 2: RC48-ADC arm
"""

MEDIAN_PFS = """
22.0 | PANTHERA: HER2 amplification by NGS
13.8 | PANTHERA: altered RTK/RAS pathways
8.5  | JACOB: pertuzumab arm
7.7  | PANTHERA: no HER2 amplification by NGS
7.0  | JACOB: arm without pertuzumab
6.7  | ToGA: trastuzumab plus chemotherapy arm
6.0  | LOGiC: lapatinib arm
5.7  | HELOISE: standard-of-care trastuzumab arm
5.6  | HELOISE: high-dose trastuzumab arm
5.5  | ToGA: chemotherapy arm
5.4  | LOGiC: arm without lapatinib
5.4  | TyTAN: lapatinib plus paclitaxel arm
4.9  | PANTHERA: wild-type RTK/RAS
4.4  | TyTAN: paclitaxel arm
3.7  | T-ACT: paclitaxel plus trastuzumab arm
3.2  | T-ACT: paclitaxel arm
2.9  | GATSBY: taxane arm
2.73 | CP-MGAH22-05: margetuximab plus pembrolizumab arm
2.7  | GATSBY: trastuzumab emtansine arm
"""

OS_DIFFERENCES = """
JACOB   | 17.5 | 14.2 | 3.3
ToGA    | 13.8 | 11.1 | 2.7
TyTAN   | 11   | 8.9  | 2.1
LOGiC   | 12.2 | 10.5 | 1.7
T-ACT   | 10.2 | 10   | 0.2
GATSBY  | 7.9  | 8.6  | -0.7
HELOISE | 10.6 | 12.5 | -1.9
"""

RESPONSE_DIFFERENCES = """
DESTINY-Gastric01 | 31
KEYNOTE-811       | 22.5
TyTAN             | 18
LOGiC             | 14
ToGA              | 12
JACOB             | 7.8
T-ACT             | 1.3
GATSBY            | 1.0
HELOISE           | -2.0
"""

BY_BIOMARKER = """
DESTINY-Gastric01 | objective response rate   | DESTINY-Gastric01: IHC 1+                  | 9.5  | per cent | | |
DESTINY-Gastric01 | objective response rate   | DESTINY-Gastric01: IHC 2+ and ISH negative | 26.3 | per cent | | |
PANTHERA          | progression-free survival | PANTHERA: HER2 amplification by NGS        | 22.0 | month    | | | = 0.03
PANTHERA          | progression-free survival | PANTHERA: altered RTK/RAS pathways         | 13.8 | month    | | | = 0.001
PANTHERA          | progression-free survival | PANTHERA: no HER2 amplification by NGS     | 7.7  | month    | | |
PANTHERA          | progression-free survival | PANTHERA: wild-type RTK/RAS                | 4.9  | month    | | |
ToGA | overall survival | ToGA: with trastuzumab, patients with high HER2 expression (IHC 3+, or IHC 2+ and FISH amplified) | | month | 0.65 | 4.2 |
"""  # noqa: E501 (a row is a row)

NO_INTERVAL = """
DESTINY-Gastric01 | overall survival | not reported | not reported | not reported
GATSBY  | overall survival          | 1.15         | not reported | = 0.86
GATSBY  | progression-free survival | 1.13         | not reported | = 0.31
HELOISE | overall survival          | 1.24         | not reported | = 0.2401
HELOISE | progression-free survival | 1.04         | not reported | = 0.8222
JACOB   | overall survival          | 0.84         | not reported | = 0.057
JACOB   | progression-free survival | not reported | not reported | = 0.0001
LOGiC   | overall survival          | 0.91         | not reported | = 0.35
LOGiC   | progression-free survival | 0.82         | not reported | = 0.081
T-ACT   | overall survival          | 1.23         | not reported | = 0.20
T-ACT   | progression-free survival | 0.91         | not reported | = 0.33
ToGA    | overall survival          | 0.74         | not reported | = 0.0046
ToGA    | overall survival          | 0.65 | not reported | not reported
ToGA    | progression-free survival | 0.71         | not reported | = 0.0004
TyTAN   | overall survival          | 0.84         | not reported | = 0.10
TyTAN   | progression-free survival | 0.85         | not reported | = 0.244
"""

ADVERSE = """
RC48-ADC               | safety                        |             |
margetuximab           | tolerability                  |             |
pembrolizumab          | colitis                       |             |
pembrolizumab          | immune-mediated adverse event |             |
pembrolizumab          | pneumonitis                   |             |
pembrolizumab          | safety                        |             |
trastuzumab deruxtecan | interstitial lung disease     | 3–4         |
trastuzumab deruxtecan | interstitial lung disease     |             |
trastuzumab deruxtecan | interstitial lung disease     |             | dose reduction, in most cases; interruption, in most cases
trastuzumab deruxtecan | interstitial lung disease | | vigilant surveillance of pulmonary symptoms to avoid lethal lung toxicity
trastuzumab deruxtecan | lethal lung toxicity | | vigilant surveillance of pulmonary symptoms to avoid lethal lung toxicity
trastuzumab deruxtecan | myelosuppression              |             | dose reduction, in most cases; interruption, in most cases
trastuzumab deruxtecan | pulmonary symptoms | | vigilant surveillance of pulmonary symptoms to avoid lethal lung toxicity
trastuzumab deruxtecan | safety                        |             |
trastuzumab deruxtecan | toxicity of treatment         |             |
zanidatamab            | tolerability                  |             |
zanidatamab            | toxicity of treatment         |             |
"""  # noqa: E501 (a row is a row)


def test_every_printed_interval(kg: KnowledgeGraph) -> None:
    columns = "trial measure value unit interval level disease"
    assert rows(kg, "confidence-intervals", columns) == of_trials(INTERVALS)
    # Novel strategies, paragraphs 2, 6 and 9: "median PFS", "median OS", "the median overall survival"
    assert sorted(rows(kg, "confidence-intervals", "of")) == ["hazard ratio", *["median"] * 3, *["value"] * 3]
    assert rows(kg, "confidence-intervals", "words", trial="HER2CLIMB") == ["in the first year of therapy"]
    [groups] = rows(kg, "confidence-intervals", "group", trial="HER2CLIMB")
    assert "tucatinib group vs " in groups
    assert groups.endswith("that the review does not describe")


def test_response_rates(kg: KnowledgeGraph) -> None:
    assert rows(kg, "response-rates", "trial line underTest comparator unit p") == typed(RESPONSE)
    # Novel strategies, paragraph 4: "The confirmed ORR was 43% in the T-DXd group and 12%"
    assert rows(kg, "response-rates", "confirmed", trial="DESTINY-Gastric01") == ["confirmed"]
    assert set(rows(kg, "response-rates", "confirmed")) == {"", "confirmed"}


def test_trials_without_a_comparator(kg: KnowledgeGraph) -> None:
    columns = "trial measure figure unit interval cases patients"
    assert sorted(rows(kg, "single-arm-results", columns)) == sorted(typed(SINGLE_ARM))


def test_how_responses_were_assessed(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraphs 6 and 9
    told = rows(kg, "single-arm-results", "trial measure assessment")
    assert [line for line in told if not line.endswith(" | ")] == typed("""
RC48-ADC phase 2 trial | objective response rate | confirmed, investigator-assessed
CP-MGAH22-05 | progression-free survival | investigator-assessed
""")


def test_medians_ranked(kg: KnowledgeGraph) -> None:
    assert rows(kg, "survival-medians", "median unitBasis group", measure="OS") == typed(MEDIAN_OS)
    pfs = rows(kg, "survival-medians", "median group", measure="PFS")
    assert sorted(pfs) == sorted(typed(MEDIAN_PFS))
    assert pfs[:3] == typed(MEDIAN_PFS)[:3]


def test_nothing_is_left_out_that_was_not_asked_to_be(kg: KnowledgeGraph) -> None:
    """Without a measure, a threshold or a subtype an answer holds them all."""
    medians = kg.ask("survival-medians").column("measure")
    assert (medians.count("overall survival"), medians.count("progression-free survival")) == (
        len(typed(MEDIAN_OS)),
        len(typed(MEDIAN_PFS)),
    )
    four = {
        "complete response rate",
        "objective response rate",
        "overall survival",
        "progression-free survival",
    }
    assert four == set(kg.ask("differences-between-arms").column("measure"))
    # of Table 4 the largest is T-ACT's on response
    assert kg.ask("p-values")[-1].asdict()["p"] == "= 1.00"


def test_differences_between_arms(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "differences-between-arms", "trial underTest comparator difference", measure="OS")
    assert answer == typed(OS_DIFFERENCES)
    response = kg.ask("differences-between-arms", measure="ORR")
    assert [(row.trial, float(row.difference)) for row in response] == [
        (line.split(" | ")[0], float(line.split(" | ")[1])) for line in typed(RESPONSE_DIFFERENCES)
    ]


def test_results_by_biomarker(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "results-by-biomarker", "trial measure group figure unit hazardRatio difference p")
    assert answer == typed(BY_BIOMARKER)
    # Novel strategies, paragraph 4: lower HER2, not the HER2-positive who were randomized; Fundamental role, 1
    beside = rows(kg, "results-by-biomarker", "trial treatment assessment against inAllPatients")
    low = "ToGA: with trastuzumab, patients with low HER2 expression (IHC 0 or 1+, FISH positive)"
    assert [line for line in beside if not line.startswith("PANTHERA")] == [
        *2 * ["DESTINY-Gastric01 | trastuzumab deruxtecan | confirmed |  | "],
        f"ToGA | trastuzumab |  | {low} | chemotherapy arm: 11.1; trastuzumab plus chemotherapy arm: 13.8",
    ]


def test_words_against_figures(kg: KnowledgeGraph) -> None:
    assert rows(kg, "words-against-figures", "trial measure words p") == [
        "LOGiC | progression-free survival | stated significant | = 0.081"
    ]


def test_missing_figures(kg: KnowledgeGraph) -> None:
    answer = rows(kg, "missing-figures", "trial measure hazardRatio interval p")
    assert answer == typed(NO_INTERVAL)


def test_no_trial_reports_quality_of_life(kg: KnowledgeGraph) -> None:
    answer = kg.ask("outcome-reported", measure="quality of life")
    assert len(answer) == 30
    assert set(answer.column("answer")) == {"not reported"}


def test_where_duration_of_response_is_told(kg: KnowledgeGraph) -> None:
    answer = kg.ask("outcome-reported", measure="DOR")
    told = {row.trial: row.answer for row in answer if row.answer != "not reported"}
    assert told == {"DESTINY-Gastric01": "told in words only"}


def test_where_overall_survival_has_a_figure(kg: KnowledgeGraph) -> None:
    answer = kg.ask("outcome-reported", measure="OS")
    figures = sorted(row.trial for row in answer if row.answer == "reported, with a figure")
    assert figures == sorted(
        [
            "ToGA",
            "HELOISE",
            "LOGiC",
            "JACOB",
            "T-ACT",
            "GATSBY",
            "TyTAN",
            "RC48-ADC phase 2 trial",
            "CP-MGAH22-05",
        ]
    )


def test_adverse_events(kg: KnowledgeGraph) -> None:
    assert rows(kg, "adverse-events", "agent event grade management") == typed(ADVERSE)
    assert rows(kg, "adverse-events", "event extent", agent="T-DXd") == [
        "interstitial lung disease | 3 of 12",
        "interstitial lung disease | 10 per cent",
        "interstitial lung disease | notable",
        "interstitial lung disease | named in advice, no report",
        "lethal lung toxicity | named in advice, no report",
        "myelosuppression | notable",
        "pulmonary symptoms | named in advice, no report",
        "safety | the only notable adverse events",
        "toxicity of treatment | manageable",
    ]


def test_what_is_said_of_safety_as_a_whole(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraphs 6, 7, 8, 12 and 14
    told = [
        row
        for row in rows(kg, "adverse-events", "agent extent trial")
        if "tolerated" in row or "accept" in row
    ]
    assert told == typed("""
RC48-ADC     | acceptable     | RC48-ADC phase 2 trial
margetuximab | well tolerated | margetuximab phase 1 trial
zanidatamab  | well tolerated | zanidatamab phase 1 basket trial
""")
    assert rows(kg, "adverse-events", "event extent trial", agent="zanidatamab")[1] == (
        "toxicity of treatment | manageable | zanidatamab phase 1 basket trial"
    )
    assert rows(kg, "adverse-events", "event extent", agent="pembrolizumab") == typed("""
colitis                       | increased, particularly
immune-mediated adverse event | increased
pneumonitis                   | increased, particularly
safety                        | absence of new adverse events
""")


BELOW_5_PER_CENT = """
KEYNOTE-811 | objective response rate   | = 0.00006
HER2CLIMB   | central nervous system progression-free survival | < 0.0001
JACOB       | progression-free survival | = 0.0001
ToGA        | progression-free survival | = 0.0004
TyTAN       | objective response rate   | < 0.001
PANTHERA    | progression-free survival | = 0.001
ToGA        | objective response rate   | = 0.0017
LOGiC       | objective response rate   | = 0.0031
ToGA        | overall survival          | = 0.0046
JACOB       | objective response rate   | = 0.026
PANTHERA    | progression-free survival | = 0.03
"""


def test_p_values_below_5_per_cent(kg: KnowledgeGraph) -> None:
    assert rows(kg, "p-values", "trial measure p disease", below="0.05") == of_trials(BELOW_5_PER_CENT)
    # Novel strategies, paragraph 11: both are of groups of patients, all on the same regimen
    told = rows(kg, "p-values", "trial p firstGroup secondGroup", measure="PFS")
    assert [line for line in told if line.startswith("PANTHERA")] == [
        "PANTHERA | = 0.001 | altered RTK/RAS pathways | wild-type RTK/RAS",
        "PANTHERA | = 0.03 | HER2 amplification by NGS | no HER2 amplification by NGS",
    ]


def test_prior_exposure_to_trastuzumab(kg: KnowledgeGraph) -> None:
    assert rows(kg, "prior-exposure", "trial line arm agent extent") == typed("""
CP-MGAH22-05 | previously treated, line not numbered | | trastuzumab | ≥ 1 treatments, plus chemotherapy
GATSBY | second line | GATSBY: taxane arm | trastuzumab | 79 per cent
GATSBY | second line | GATSBY: trastuzumab emtansine arm | trastuzumab | 76 per cent
T-ACT | second line | | trastuzumab | no figure printed
TyTAN | second line | | trastuzumab | 6 per cent, minority
zanidatamab phase 1 basket trial | previously treated, line not numbered | | trastuzumab | no figure printed
""")
