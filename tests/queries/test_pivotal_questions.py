"""The questions on the seven pivotal trials, with answers typed by hand from the review."""

from answers import typed

from her2gc.python.knowledge import KnowledgeGraph

# Table 4, row by row, as the review prints it; white space as in the printed majority ("HR = 1.04", "P = 0.76").
TABLE_4 = """
ToGA | 3 (N = 594) | Trastuzumab | 1 st | Global | 47 vs 35 P = 0.0017 | 6.7 vs 5.5 HR = 0.71 P = 0.0004 | 13.8 vs 11.1 HR = 0.74 P = 0.0046
HELOISE | 3 (N = 248) | HD Trastuzumab | 1st | Global | 56,9 vs 58.9 P = 0.76 | 5.6 vs 5.7 HR = 1.04 P = 0.8222 | 10.6 vs 12.5 HR = 1.24 P = 0.2401
LOGIC | 3 (N = 487) | Lapatinib | 1st | Global | 53 vs 39 P = 0.0031 | 6.0 vs 5.4 HR = 0.82 P = 0.081 | 12.2 vs 10.5 HR = 0.91 P = 0.35
JACOB | 3 (N = 780) | Pertuzumab | 1st | Global | 56.7 vs 48.9 P = 0.026 | 8.5 vs 7.0 P = 0.0001 | 17.5 vs 14.2 HR = 0.84 P = 0.057
T-ACT | 2 (N = 89) | Paclitaxel plus trastuzumab | 2nd | Japan | 33.3 vs 32 P = 1.00 | 3.7 vs 3.2 HR = 0.91 P = 0.33 | 10.2 vs 10 HR = 1.23 P = 0.20
GATSBY | 2/3 (N = 345) | TDM-1 | 2nd | Global | 20.6 vs 19.6 P = 0.84 | 2.7 vs 2.9 HR = 1.13 P = 0.31 | 7.9 vs 8.6 HR = 1.15 P = 0.86
TyTAN | 3 (N = 261) | Lapatinib | 2nd | Asia | 27 vs 9 P < 0.001 | 5.4 vs 4.4 HR = 0.85 P = 0.244 | 11 vs 8.9 HR = 0.84 P = 0.10
"""  # noqa: E501 (a row is a row)


def test_table_4_cell_for_cell(kg: KnowledgeGraph) -> None:
    rows = [" | ".join(row.asdict().values()) for row in kg.ask("table-4")]
    assert rows == TABLE_4.strip().splitlines()


def test_second_line_failures(kg: KnowledgeGraph) -> None:
    answer = kg.ask("failed-agents", line="second")
    assert [(row.agent, row.how, row.trial, row.phase, row.n) for row in answer] == [
        ("lapatinib", "agent added", "TyTAN", "phase 3", 261),
        ("trastuzumab", "continued beyond progression", "T-ACT", "phase 2", 89),
        ("trastuzumab emtansine", "comparator replaced", "GATSBY", "phase 2/3", 345),
    ]
    assert answer.column("overallSurvival") == [
        "11 vs 8.9 months, HR 0.84, P = 0.10",
        "10.2 vs 10 months, HR 1.23, P = 0.20",
        "7.9 vs 8.6 months, HR 1.15, P = 0.86",
    ]
    assert answer.column("responseRate") == [
        "27 vs 9 %, P < 0.001",
        "33.3 vs 32 %, P = 1.00",
        "20.6 vs 19.6 %, P = 0.84",
    ]


def test_only_t_act_has_a_stated_primary_endpoint_in_the_second_line(kg: KnowledgeGraph) -> None:
    answer = kg.ask("failed-agents", line="second")
    assert dict(zip(answer.column("trial"), answer.column("primaryEndpoint"), strict=True)) == {
        "TyTAN": "not stated in the review",
        "T-ACT": "progression-free survival: not met",
        "GATSBY": "not stated in the review",
    }


def test_first_line_failures(kg: KnowledgeGraph) -> None:
    answer = kg.ask("failed-agents", line="first")
    assert [(row.agent, row.how, row.trial, row.primaryEndpoint) for row in answer] == [
        ("lapatinib", "agent added", "LOGiC", "overall survival: not met"),
        ("pertuzumab", "agent added", "JACOB", "not stated in the review"),
        ("trastuzumab", "dose raised", "HELOISE", "not stated in the review"),
    ]


def test_every_failure_says_where_the_review_says_so(kg: KnowledgeGraph) -> None:
    answer = kg.ask("failed-agents")
    assert all("Failures of HER2-Targeted Therapy, paragraph" in places for places in answer.column("places"))
    assert answer.column("figures") == [
        "Table 4, row LOGIC",
        "Table 4, row TyTAN",
        "Table 4, row JACOB",
        "Table 4, row HELOISE",
        "Table 4, row T-ACT",
        "Table 4, row GATSBY",
    ]


def test_response_or_progression_improved_but_not_survival(kg: KnowledgeGraph) -> None:
    answer = kg.ask("surrogate-without-survival")
    assert [
        (row.trial, row.measure, row.pSurrogate, row.pOverallSurvival, row.improvedBy) for row in answer
    ] == [
        ("JACOB", "objective response rate", "= 0.026", "= 0.057", "the p-value"),
        ("JACOB", "progression-free survival", "= 0.0001", "= 0.057", "the p-value"),
        ("LOGiC", "objective response rate", "= 0.0031", "= 0.35", "the p-value"),
        # Failures, paragraph 2: "despite a significant improvement in PFS"; Table 4: P = 0.081
        ("LOGiC", "progression-free survival", "= 0.081", "= 0.35", "the words, against the p-value"),
        ("TyTAN", "objective response rate", "< 0.001", "= 0.10", "the p-value"),
    ]
    contract = answer.contract
    assert contract is not None
    assert "LOGiC: progression-free survival called significant, printed with P = 0.081" in {
        doubt.label for doubt in contract[3].doubts
    }


def test_hazard_ratios_above_1(kg: KnowledgeGraph) -> None:
    answer = kg.ask("hazard-ratios", above="1")
    assert [(row.trial, row.measure, row.hazardRatio, row.p) for row in answer] == [
        ("HELOISE", "overall survival", "1.24", "= 0.2401"),
        ("T-ACT", "overall survival", "1.23", "= 0.20"),
        ("GATSBY", "overall survival", "1.15", "= 0.86"),
        ("GATSBY", "progression-free survival", "1.13", "= 0.31"),
        ("HELOISE", "progression-free survival", "1.04", "= 0.8222"),
    ]


def test_survival_p_values_below_5_per_cent(kg: KnowledgeGraph) -> None:
    answer = kg.ask("p-values", below="0.05", measure="OS")
    assert [(row.trial, row.p) for row in answer] == [("ToGA", "= 0.0046")]


def test_prior_trastuzumab(kg: KnowledgeGraph) -> None:
    answer = kg.ask("prior-exposure", agent="trastuzumab")
    shares = [(row.trial, row.extent) for row in answer if row.line == "second line"]
    assert sorted(shares) == [
        ("GATSBY", "76 per cent"),
        ("GATSBY", "79 per cent"),
        ("T-ACT", "no figure printed"),
        ("TyTAN", "6 per cent, minority"),
    ]


def test_explanations_of_logic_are_possible_ones(kg: KnowledgeGraph) -> None:
    answer = kg.ask("explanations", trial="LOGiC")
    assert len(answer) == 3
    assert set(answer.column("stance")) == {"speculated"}


# Novel strategies, paragraph 4: "This persistent but decreasing response might be due to the internalization …"
RESPONSE_PERSISTS = """
DESTINY-Gastric01: bystander effect offered as a reason for responses at lower HER2 levels | speculated
DESTINY-Gastric01: high drug-to-antibody ratio and permeable payload offered as a further reason for responses at lower HER2 levels | speculated
"""  # noqa: E501 (a row is a row)


def test_why_the_response_persists_at_lower_her2(kg: KnowledgeGraph) -> None:
    persists = (
        "DESTINY-Gastric01: the response to trastuzumab deruxtecan persists, decreasing, at lower HER2 levels"
    )
    answer = kg.ask("explanations", trial="DESTINY-Gastric01")
    told = [f"{row.explanation} | {row.stance}" for row in answer if row.explained == persists]
    assert told == typed(RESPONSE_PERSISTS)
    # neither is a reason for the response rate to be lower
    assert set(answer.column("explained")) == {persists}


def test_genomic_instability_as_an_offered_explanation(kg: KnowledgeGraph) -> None:
    # Introduction, paragraph 6: "widespread genomic instability, which could explain the significant number of copy
    # variations in major oncogenic drivers such as HER2"
    copies = "significant number of copy variations in major oncogenic drivers such as HER2"
    [row] = [row for row in kg.ask("explanations", stance="speculated") if row.explained == copies]
    assert "genomic instability of CIN and MSS/TP53 inactive" in row.explanation


def test_why_trastuzumab_and_pembrolizumab_may_act_together(kg: KnowledgeGraph) -> None:
    # Novel strategies, paragraph 12: "The researchers speculated that the induction of antibody-dependent ..."
    # stands behind "the success of combination therapy was repeatedly demonstrated regardless of PD-L1 expression"
    [row] = kg.ask("explanations", trial="kg:pembrolizumab-EGA-trial")
    assert row.explained == "pembrolizumab trial in EGA: success whatever the PD-L1 expression"
    assert row.stance == "speculated"
    assert "by inducing cytotoxicity, may get more tumour antigen presented" in row.explanation


def test_one_trial_in_japan(kg: KnowledgeGraph) -> None:
    assert kg.ask("trials", region="Japan").column("trial") == ["T-ACT"]
    assert "LOGiC" in kg.ask("trials", line="first", phase="3").column("trial")
    assert "TyTAN" not in kg.ask("trials", line="first", phase="3").column("trial")
