"""Asking in words: answers, offers and silence, and the command that shows them."""

from typing import Any

import pytest

from conftest import Run
from her2gc.find import ANSWER, OFFER, calls
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue

KG = "https://w3id.org/her2gc/kg/"


@pytest.mark.parametrize(
    ("name", "parameter", "value"),
    [
        ("failed-agents", "line", "second-line"),
        ("trials", "agent", "T-DM1"),
        ("said-of", "subject", "T-DM1"),
        ("prior-exposure", "agent", "trastuzumab"),
    ],
)
def test_the_index_counts_the_rows_of_a_call(
    kg: KnowledgeGraph, name: str, parameter: str, value: str
) -> None:
    found = [
        each
        for each in calls.listed(kg.graph, name)
        if (each.parameter, each.value) == (parameter, KG + value)
    ]
    assert [each.rows for each in found] == [len(kg.ask(name, **{parameter: value}))]
    assert found[0].rows > 0


@pytest.mark.parametrize(
    ("text", "question", "values"),
    [
        ("which agents failed in the second line?", "failed-agents", {"line": KG + "second-line"}),
        ("which anti-HER2 agents failed in the second line?", "failed-agents", {"line": KG + "second-line"}),
        ("overall survival in ToGA", "trial-evidence", {"trial": KG + "ToGA"}),
        # other questions tell the same figure of the same trial: they make it no less sure
        ("CP-MGAH22-05 overall survival in months", "trial-evidence", {"trial": KG + "CP-MGAH22-05"}),
        ("margetux pembro median os", "trial-evidence", {"trial": KG + "CP-MGAH22-05"}),
        ("How many patients were in ToGA?", "trial-sizes", {"trial": KG + "ToGA"}),
        ("hazard ratios above 1.2", "hazard-ratios", {"above": "1.2"}),
        ("what is reference 39", "cited-for", {"number": "39"}),
        ("Which subtype is most common?", "subtype-shares", {}),
        ("what does Table 3 say", "table-cells", {"table": KG + "Table-3"}),
        ("What does lapatinib target?", "agents", {"agent": KG + "lapatinib"}),
        ("safety RC48", "adverse-events", {"agent": KG + "RC48-ADC"}),
        (
            "trastuzumab binding affinity compared to 4D5",
            "compared-in-words",
            {"quantity": KG + "binding-affinity"},
        ),
        ("Does HER2 positivity correlate with age?", "her2-positivity-by", {}),
        ("Where in the stomach are HER2 positive tumors found more often?", "her2-positivity-by", {}),
        ("TP53 in CIN tumours", "subtype-alterations", {"gene": KG + "TP53", "subtype": KG + "TCGA-CIN"}),
        ("What is margetuximab?", "agents", {"agent": KG + "margetuximab"}),
        ("what's Enhertu", "agents", {"agent": KG + "T-DXd"}),
    ],
)
def test_what_is_sure_is_answered(
    kg: KnowledgeGraph, text: str, question: str, values: dict[str, str]
) -> None:
    found = kg.find(text)
    assert found.outcome == ANSWER, found
    assert (found.offers[0].question, found.offers[0].values) == (question, values)
    assert found.offers[0].leaves_out == []


@pytest.mark.parametrize(
    "text",
    [
        "which agents did not fail in the second line?",
        "which agents failed in the second line of breast cancer?",
        "which agents failed in the fourth line?",
        "which trials were not blinded?",
        "which regimens are not free of chemotherapy?",
        "response rates in HER2-negative disease",
        "hazard ratios under 1",
        "trials with at most 200 patients",
        "IHC score 4+",
        "Who wrote the review?",
        "was it met",
        "Has disitamab vedotin (RC48) been approved in China?",
        "which antibody was approved in Japan: RC48",
        "results of INTEGA",
        "trials with fewer than 200 patients",
        "adverse events of lapatinib",
        "half-life of T-DXd",
        "how is HER2 tested",
        "which genes are mutated in EBV and MSI",
        "which agents target HER2 and HER3",
        "which agents failed in HER2-negative gastric cancer?",
        "response rate of T-DXd in HER2-negative tumours",
        "did margetuximab prolong survival compared with trastuzumab?",
        "how many nurses took part?",
        "number of patients at risk",
        "how many drug molecules per antibody",
        "What is the drug-to-antibody ratio of T-DXd?",
        "What is the cytotoxic warhead of trastuzumab duocarmazine?",
        "number of patients in TyTAN and LOGiC in Japan",
        "toxicity of T-DXd versus chemotherapy",
        "confidence intervals for the HRs in table 4",
        "dose of pertuzumab in JACOB",
        "cost-effectiveness of trastuzumab",
        "",
        "?",
    ],
)
def test_what_is_not_sure_is_not_answered(kg: KnowledgeGraph, text: str) -> None:
    assert kg.find(text).outcome != ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "Has pembrolizumab been approved by the EMA?",
        "was pembrolizumab approved by NICE",
        "is pembrolizumab approved by nice",
        "has pembrolizumab been approved by the PMDA",
        "has pembrolizumab been approved by the European Medicines Agency",
        "pembrolizumab approval in Canada",
        "pembrolizumab approval in Europe",
        "pembrolizumab approval in Germany",
        "has pembrolizumab been approved in 2019?",
        "pembrolizumab approval Merck",
        "ToGA overall survival in Korea",
        "did Roche sponsor ToGA",
        "JACOB overall survival in Japan",
        "adverse events of T-DXd in Europe",
        "ToGA results in 2019",
        "ORR in JACOB in China",
        "overall survival hazard ratio in JACOB in China",
        "JACOB overall survival in women",
        "which agents failed in breast cancer",
    ],
)
def test_a_body_place_year_or_sponsor_that_a_call_does_not_take_up_bars_an_answer(
    kg: KnowledgeGraph, text: str
) -> None:
    """Rows on the EMA, Canada and Roche there are, of other questions: that does not make them these calls'."""
    assert kg.find(text).outcome != ANSWER


def test_an_offer_tells_what_only_rows_of_other_calls_have(kg: KnowledgeGraph) -> None:
    offers = kg.find("Has pembrolizumab been approved by the EMA?").offers
    assert next(each.leaves_out for each in offers[:2] if each.question == "approvals") == ["EMA"]


def test_the_body_that_approved_is_taken_up(kg: KnowledgeGraph) -> None:
    found = kg.find("has pembrolizumab been approved by the FDA?")
    assert (found.outcome, found.offers[0].question) == (ANSWER, "approvals")


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("half-life of T-DXd", True),
        ("cost-effectiveness of trastuzumab", True),
        ("zolbetuximab results", True),
        ("median OS in PANTHERA", True),
        ("overall survival in ToGA", False),
        ("which trials test pertuzmab?", False),
    ],
)
def test_it_is_told_where_the_review_does_not_seem_to_say_it(
    kg: KnowledgeGraph, text: str, *, unsaid: bool
) -> None:
    found = kg.find(text)
    assert found.unsaid is unsaid, found.told
    assert all(offer.rows for offer in found.offers)


def test_a_figure_that_is_not_printed_is_not_answered(kg: KnowledgeGraph) -> None:
    for text in (
        "hazard ratio for PFS in JACOB",
        "median OS in PANTHERA",
        "enhertu 3rd line OS hazard ratio",
    ):
        found = kg.find(text)
        assert found.outcome == OFFER
        assert found.told.startswith("the review prints no ")
    assert kg.find("hazard ratio for OS in JACOB").outcome == ANSWER
    assert kg.find("how many patients were enrolled in DESTINY-Gastric01").outcome != ANSWER


def test_a_summary_word_for_word_answers_with_itself(kg: KnowledgeGraph) -> None:
    """A question that needs a value is offered with its example."""
    for question in catalogue.questions().values():
        found = kg.find(question.summary)
        needs = any(each.required for each in question.parameters)
        assert (found.outcome, found.offers[0].question) == (OFFER if needs else ANSWER, question.name)


def test_no_offer_is_without_rows_and_what_is_left_out_is_told(kg: KnowledgeGraph) -> None:
    for text in (
        "adverse events of lapatinib",
        "T-DM1 and pertuzumab results",
        "second-line lapatinib figures",
    ):
        for offer in kg.find(text).offers:
            assert len(kg.ask(offer.question, **offer.values)) == offer.rows > 0
    [first, *_] = kg.find("which agents failed in the second line of breast cancer?").offers
    assert first.leaves_out


def test_what_is_not_in_the_review_is_not_answered(kg: KnowledgeGraph) -> None:
    found = kg.find("what is the price of pembrolizumab?")
    assert found.unsaid
    assert found.told == "the review does not seem to say this; near it:"
    assert [each.label for each in found.entities] == ["pembrolizumab"]


def test_the_whole_regimen_of_a_trial_may_be_named(kg: KnowledgeGraph) -> None:
    found = shown(kg, "pembrolizumab + trastuzumab + chemotherapy CR rate vs placebo")
    assert {row.trial for row in found} == {"KEYNOTE-811"}


@pytest.mark.parametrize(
    ("text", "column", "values"),
    [
        ("TCGA vs ACRG subtype proportions sum", "classification", {"TCGA classification", "ACRG classification"}),
        ("G-INT versus G-DIF chemo sensitivity", "subtype", {"genomic intestinal", "genomic diffuse"}),
        ("T-DM1 versus T-DXd payload", "agent", {"trastuzumab emtansine", "trastuzumab deruxtecan"}),
        ("5 yr OS advanced gastric", "quantity", {"five-year survival rate"}),
        ("keytruda herceptin chemo immune side effects", "trial", {"KEYNOTE-811"}),
        ("how many patients in LOGiC had a gastrectomy", "figure", {"23"}),
    ],
)  # fmt: skip
def test_what_is_named_side_by_side(kg: KnowledgeGraph, text: str, column: str, values: set[str]) -> None:
    assert {getattr(row, column) for row in shown(kg, text)} == values


def test_a_word_that_most_questions_have_does_not_tell_of_failure(kg: KnowledgeGraph) -> None:
    assert kg.find("ADC trial second line").outcome != ANSWER


def test_an_ordinary_word_is_no_name(kg: KnowledgeGraph) -> None:
    assert kg.find("was it met").entities == []
    assert kg.find("who wrote this").entities == []
    assert [each.label for each in kg.find("MET amplification").entities] == ["MET"]


def test_a_slip_in_a_drug_is_told_and_not_answered(kg: KnowledgeGraph) -> None:
    found = kg.find("which trials test pertuzmab?")
    assert found.outcome == OFFER
    assert "'pertuzmab' read as 'pertuzumab'" in found.told


def test_the_command_shows_the_question_and_its_direct_call(run: Run) -> None:
    ran = run("ask", "which anti-HER2 agents failed in the second line?", "--format", "csv")
    assert ran.status == 0
    assert "her2gc query failed-agents --line kg:second-line" in ran.err
    assert [name in ran.out for name in ("TyTAN", "T-ACT", "GATSBY", "HELOISE")] == [True, True, True, False]


def test_the_command_offers_calls_with_rows_when_unsure(run: Run) -> None:
    ran = run("ask", "which agents failed in the second line of breast cancer?")
    assert ran.status == 2
    assert ran.out == ""
    assert 1 <= ran.err.count("her2gc query ") <= 5
    assert ran.err.count(" row") == ran.err.count("her2gc query ")
    assert "leaves out: breast cancer" in ran.err


def test_every_wording_belongs_to_a_stored_question(kg: KnowledgeGraph) -> None:
    asked = {row[0] for row in calls.index(kg.graph).execute("SELECT DISTINCT question FROM wordings")}
    assert asked - set(catalogue.questions()) == {""}


@pytest.mark.parametrize(
    "text",
    [
        "which trials failed in breast cancer",
        "what failed in breast cancer",
        "which agents worked in breast cancer",
        "survival in second line",
    ],
)
def test_half_of_a_question_is_not_answered_by_the_whole(kg: KnowledgeGraph, text: str) -> None:
    """What failed in gastric cancer and is approved in breast cancer did not fail in breast cancer."""
    assert kg.find(text).outcome != ANSWER


def test_a_question_of_two_halves_is_answered_where_both_are_said(kg: KnowledgeGraph) -> None:
    found = kg.find("what was approved in breast but failed in gastric cancer")
    assert (found.outcome, found.offers[0].question) == (ANSWER, "approved-in-breast-failed-in-gastric")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what was the hazard ratio in KEYNOTE-811", "no hazard ratio of KEYNOTE-811"),
        ("p value in MAHOGANY", "no p-value of MAHOGANY"),
        ("confidence interval ToGA", "no confidence interval of ToGA"),
    ],
)
def test_a_sort_of_figure_that_a_trial_has_not_at_all_is_told(
    kg: KnowledgeGraph, text: str, told: str
) -> None:
    found = kg.find(text)
    assert found.outcome != ANSWER
    assert told in found.told


def test_a_sort_of_figure_that_it_has_is_not_denied(kg: KnowledgeGraph) -> None:
    for text in (
        "hazard ratio in GATSBY",
        "p-value for LOGiC",
        "confidence interval CP-MGAH22-05",
        "safety of trastuzumab in elderly patients",  # a safe option (Trastuzumab, paragraph 2)
        "side effects of pembrolizumab with trastuzumab",
        "how many got interstitial lung disease on T-DXd",  # 10 %
        "grade of interstitial lung disease with T-DXd",
    ):
        assert not kg.find(text).told.startswith("the review prints no ")


@pytest.mark.parametrize(
    ("text", "question", "shown"),
    [
        ("Which ADC failed", "failed-agents", {"trastuzumab emtansine"}),
        ("which TKI failed in gastric cancer", "failed-agents", {"lapatinib"}),
        ("which ADC is approved", "approvals", {"trastuzumab deruxtecan"}),
        ("NCT01953926 which trial", "registry-ids", {"SUMMIT"}),
        ("how often does ILD occur with T-DXd", "adverse-events", {"trastuzumab deruxtecan"}),
        ("longest PFS", "survival-medians", {"progression-free survival"}),
    ],
)
def test_an_answer_shows_only_the_rows_that_have_what_is_named(
    kg: KnowledgeGraph, text: str, question: str, shown: set[str]
) -> None:
    found = kg.find(text)
    assert found.answered is not None, found.told
    assert found.answered.question == question
    assert found.answered.only
    assert f"{len(found.answered.only)} of {found.answered.rows} rows" in found.told
    few = kg.ask(question, **found.answered.values).part(found.answered.only)
    column = {"registry-ids": "trial", "survival-medians": "measure"}.get(question, "agent")
    assert {row[column] for row in few} == shown
    assert few.contract is not None
    assert all(each.places for each in few.contract)


@pytest.mark.parametrize(
    "text",
    [
        "grade 5 ILD",  # the review has grade 3-4 in DESTINY-Gastric01's paragraph 5
        "KEYNOTE-811 grade 3 AE",  # a grade is printed of another trial's
        "which trial reported confidence interval for OS",  # not which lacks it
        "which trial enrolled fewest patients",  # the answer begins with the largest
        "EGFR inhibitors in gastric cancer",  # not only those of EGFR and HER2
        "small molecules",  # not only those of the whole HER family
        "T-DXd response IHC 3+",  # rates are printed for IHC 1+ and 2+
        "trastuzumab third line",  # not trastuzumab deruxtecan
        "margetuximab alone ORR",  # not with pembrolizumab
        "should trastuzumab be continued after progression",  # no recommendation names it
        "T-DXd first line",
        "tucatinib first line trial",
        "ADC trial second line",
        "TKI first line",  # not which failed
        "dose of trastuzumab in ToGA",  # the dose is HELOISE's
        "KEYNOTE-811 median follow-up",
        "GATSBY interim analysis",  # not the main one
        "tucatinib FDA gastric approval",  # approved in breast cancer
        "trials in which PFS was significantly better",  # not only those without gain in survival
        "which trials are from China",  # the review names none
        "how many biopsies for HER2",
    ],
)
def test_a_row_that_has_all_that_is_asked_or_no_answer(kg: KnowledgeGraph, text: str) -> None:
    assert kg.find(text).outcome != ANSWER


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gold standard FISH or IHC", "FISH: gold standard method (Table 3; in doubt: Table 3: other in situ"),
    ],
)  # fmt: skip
def test_what_the_review_says_is_told_and_not_denied(kg: KnowledgeGraph, text: str, said: str) -> None:
    found = kg.find(text)
    assert not found.unsaid, found.told
    assert any(said in each.label for each in found.statements), found.statements


@pytest.mark.parametrize(
    "text",
    [
        "CNS-PFS hazard ratio HER2CLIMB",
        "tucatinib CNS PFS confidence interval",
        "H. pylori",
        "mOS ToGA",
        "mPFS PANTHERA",
        "Japanese trial",
        "T-ACT OS in patients with trastuzumab-free interval over 30 days",
        "is KEYNOTE-811 positive for OS",
    ],
)
def test_what_is_printed_is_not_denied(kg: KnowledgeGraph, text: str) -> None:
    assert not kg.find(text).unsaid


def test_what_a_name_means_is_not_denied(kg: KnowledgeGraph) -> None:
    for text in ("What does HER2 stand for?", "what is HER2"):
        assert not kg.find(text).unsaid


def test_a_word_that_is_not_known_is_told(kg: KnowledgeGraph) -> None:
    found = kg.find("HER2 loss predictor ImmunoScore")
    assert found.unsaid
    assert "'ImmunoScore'" in found.told


def test_the_command_shows_statements_and_few_rows(run: Run) -> None:
    ran = run("ask", "gold standard FISH or IHC")
    doubt = "Table 3: other in situ hybridization methods in the FISH row"
    said = f"FISH: gold standard method (Table 3; in doubt: {doubt})"
    assert f"  said: {said}\n    her2gc show kg:FISH-gold-standard\n" in ran.err
    ran = run("ask", "which ADC failed", "--format", "csv")
    assert (ran.status, ran.out.count("trastuzumab emtansine,"), ran.out.count("lapatinib,")) == (0, 1, 0)


def test_the_command_shows_first_rows_where_it_is_not_sure(run: Run) -> None:
    """Novel Strategies, paragraph 7: objective response in 44 % under zanidatamab alone."""
    ran = run("ask", "zanidatamab single agent shrinkage")
    assert (ran.status, ran.out) == (2, "")
    _, row = [line for line in ran.err.splitlines() if line.startswith("    - ")]
    assert "measure: objective response rate" in row
    assert "arm: zanidatamab alone | figure: 44 | unit: per cent" in row
    assert "(Novel ¶7; in doubt: " in row


@pytest.mark.parametrize(
    "text",
    ["margetuximab monotherapy ORR", "margetuximab alone response rate", "single agent margetuximab PFS"],
)
def test_the_results_of_a_combination_are_not_those_of_an_agent_alone(kg: KnowledgeGraph, text: str) -> None:
    """Novel Strategies, paragraph 8: margetuximab was given with pembrolizumab; of it alone no figure is printed."""
    assert kg.find(text).outcome != ANSWER


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("zw25 mono orr", "44"),  # Novel Strategies, paragraph 7
        ("keynote 811 response rate", "74.4"),  # the same, paragraph 8
        ("jacob os pertuzumab vs control", "17.5"),  # Table 4
        ("how long did patients live with pertuzumab", "17.5"),  # the same; who lives is not who responds
        ("margetuximab keytruda median OS chemo free", "12.48"),  # Novel Strategies, paragraph 8
    ],
)
def test_lists_that_print_the_same_result_are_no_rivals(kg: KnowledgeGraph, text: str, figure: str) -> None:
    """Medians, rates, intervals and comparisons of a trial print what its evidence prints."""
    found = kg.find(text)
    assert found.outcome == ANSWER
    first = found.offers[0]
    assert first.only is not None
    answer = kg.ask(first.question, **first.values).part(first.only)
    assert all(figure in " ".join(map(str, row.asdict().values())) for row in answer)


def test_the_command_tells_major_doubts_before_the_table(run: Run) -> None:
    """Table 3 prints the cells of breast and gastric cancer in each other's place."""
    ran = run("ask", "What does an IHC score of 3+ mean?", "--format", "csv")
    assert ran.status == 0
    assert "  in doubt: Table 3: " in ran.err
    assert (
        "in doubt" not in run("ask", "What does an IHC score of 3+ mean?", "--format", "csv", "--quiet").err
    )


def test_what_is_named_is_told_whole(kg: KnowledgeGraph) -> None:
    """Both targets of lapatinib stand in its row of the list of agents."""
    found = kg.find("What does lapatinib target?").answered
    assert found is not None
    [row] = kg.ask(found.question, **found.values)
    assert row.targets == "EGFR protein, HER2"


def test_what_words_only_rows_have_hide_no_other_row(kg: KnowledgeGraph) -> None:
    """Survival is printed of G-INT and G-DIF, the best prognosis of MSI-high: those with a word first."""
    found = kg.find("subtype with best survival")
    assert found.answered is not None
    assert "first those with best, survival" in found.told
    rows = kg.ask(found.answered.question, **found.answered.values).part(found.answered.only or [])
    assert {row.subtype for row in rows[:3]} == {"ACRG MSI-high", "genomic diffuse", "genomic intestinal"}
    assert len(rows) > 50


def shown(kg: KnowledgeGraph, text: str) -> list[Any]:
    """Return the rows that answer a text."""
    found = kg.find(text).answered
    assert found is not None, text
    return list(kg.ask(found.question, **found.values).part(found.only or list(range(found.rows))))


@pytest.mark.parametrize(
    ("text", "column", "values"),
    [
        # Table 2 and Introduction, paragraph 2: the alterations of both classes that are called MSI, and no others
        ("Which genes are mutated in MSI?", "subtype", {"ACRG MSI-high", "TCGA MSI"}),
        ("HER2 loss with initial IHC 2+", "after", {"anti-HER2 agent"}),
        ("who got 22.0 months of PFS by NGS", "figure", {"22.0"}),
        ("zw25 alone response rate", "values", {"zanidatamab phase 1: zanidatamab alone: 44"}),
        ("median OS advanced gastric cancer", "quantity", {"overall survival"}),
        ("how does T-DM1 act", "process", {"apoptosis", "mitotic arrest"}),
        ("disitamab vedotin/RC48-ADC which toxin", "payload", {"MMAE"}),
        ("Which patients in ToGA benefitted most from trastuzumab?", "trial", {"ToGA"}),
        ("How often was HER2 lost in T-ACT?", "count", {"11 of 16"}),
        ("mss/emt relapse rate and outlook", "feature", {"prognosis", "recurrence"}),
        ("kn811 orr and CR rate interim", "measure", {"objective response rate", "complete response rate"}),
    ],
)
def test_rows_that_are_named_in_several_ways(
    kg: KnowledgeGraph, text: str, column: str, values: set[str]
) -> None:
    assert {getattr(row, column) for row in shown(kg, text)} == values


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Novel therapies, paragraph 12: survival in KEYNOTE-811 is still awaited
        (
            "KN811 OS and PFS data?",
            "no figure of KEYNOTE-811 for overall survival (pending) and progression-free survival (pending)",
        ),
        ("afatinib response rate gastric", "the review prints no objective response rate of afatinib"),
        ("pneumonitis in JACOB", "the review prints no pneumonitis in JACOB"),
        ("What side effects did trastuzumab have in ToGA?", "the review prints no adverse event in ToGA"),
        ("What dose of lapatinib was given in TyTAN?", "the review prints no dose of lapatinib"),
        ("why did T-DXd fail in gastric cancer?", "the review prints no failure of trastuzumab deruxtecan"),
        # adverse events are told of eight agents, of two given together only in KEYNOTE-811, a grade only with T-DXd
        ("side effects of tucatinib", "the review prints no adverse event of tucatinib"),
        ("how toxic is lapatinib", "the review prints no adverse event of lapatinib"),
        (
            "grade 3 toxicity of margetuximab plus pembrolizumab",
            "the review prints no adverse event of margetuximab with pembrolizumab",
        ),
        ("which grade had toxicities of zanidatamab", "no grade of an adverse event of zanidatamab"),
        ("how many people die of stomach cancer each year", "the review prints no number of deaths"),
        ("which resistance gene in INTEGA", "nothing tells of 'INTEGA' together with the rest"),
        ("hazard ratios by village", "(none takes up 'village')"),
        ("has KEYNOTE-811 failed", "the review prints no failure of KEYNOTE-811"),
    ],
)
def test_what_is_lacking_is_named(kg: KnowledgeGraph, text: str, told: str) -> None:
    assert told in kg.find(text).told


def test_the_doubt_about_what_is_said_stands_beside_it(kg: KnowledgeGraph) -> None:
    """Table 5 lists a kinase inhibitor among the bispecific antibodies."""
    [said, *_] = kg.find("is tucatinib a bispecific antibody").statements
    assert said.label.startswith("Table 5, under bispecific antibodies: tucatinib (Table 5; in doubt:")


def test_a_class_of_agents_has_all_its_members_in_the_rows(kg: KnowledgeGraph) -> None:
    """Table 1: genomic intestinal lines are more sensitive to 5-FU and oxaliplatin, more resistant to cisplatin."""
    found = kg.find("g-int sensitive to which chemo")
    shown = kg.ask("subtype-features", subtype="G-INT").part(found.offers[0].only or [])
    told = " ".join(row.statement for row in shown)
    assert [name for name in ("5-FU", "oxaliplatin", "cisplatin") if name not in told] == []


def test_rows_with_a_questions_own_word_come_first_where_few_have_it(kg: KnowledgeGraph) -> None:
    found = kg.find("Does HER2 positivity depend on the age of the patient with gastric cancer?")
    first = kg.ask("her2-positivity-by").part(found.offers[0].only or [])[0]
    assert "age of the patient" in first.asdict().values()


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("Which drugs are combined with margetuximab in MAHOGANY?", {"retifanlimab", "tebotelimab"}),
        ("which drugs are combined with T-DXd in DESTINY-Gastric03", {"durvalumab", "chemotherapy"}),
    ],
)
def test_who_asks_what_is_given_with_an_agent_is_shown_the_others(
    kg: KnowledgeGraph, text: str, agents: set[str]
) -> None:
    first = kg.find(text).offers[0]
    rows = kg.ask(first.question, **first.values)
    shown = rows if first.only is None else rows.part(first.only)
    told = str([row.asdict() for row in shown])
    assert {agent for agent in agents if agent not in told} == set()


def test_how_patients_were_randomised_asks_for_no_number(kg: KnowledgeGraph) -> None:
    found = kg.find("How were patients in DESTINY-Gastric01 randomised and what was the comparator?")
    assert "number of patients" not in found.told
    assert found.offers[0].question == "trial-designs"


def test_what_is_said_of_names_alone_is_not_told(kg: KnowledgeGraph) -> None:
    """Statements on a trial do not tell what is asked of it where they have none of the words asked with."""
    assert kg.find("t-dxd cardiac toxicity").told.find("cardia'") == -1
    assert not any("CP-MGAH22-05" in each.label for each in kg.find("cost of trastuzumab").statements)
