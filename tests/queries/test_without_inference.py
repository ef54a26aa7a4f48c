"""Questions whose answer is only possible, or larger, with inference: each asked with and without."""

import pytest

import her2gc
from conftest import Run
from her2gc.python.knowledge import KnowledgeGraph

# question, parameters, a column, some of what it holds, rows with inference, rows without
ASKED: list[tuple[str, dict[str, str], str, set[str], int, int]] = [
    ("anti-her2-agents", {}, "agent", {"trastuzumab", "trastuzumab deruxtecan", "tucatinib"}, 19, 0),
    ("checkpoint-inhibitors", {}, "agent", {"pembrolizumab", "retifanlimab", "tislelizumab"}, 11, 5),
    ("pan-her-inhibitors", {}, "agent", {"neratinib", "dacomitinib", "afatinib", "pyrotinib"}, 4, 0),
    ("dual-egfr-her2-inhibitors", {}, "agent", {"lapatinib", "dacomitinib"}, 2, 0),
    ("how-agents-act", {}, "agent", {"trastuzumab emtansine", "margetuximab", "trastuzumab"}, 22, 0),
    ("negative-trials", {}, "trial", {"HELOISE", "JACOB", "LOGiC", "GATSBY", "T-ACT", "TyTAN"}, 6, 0),
    ("trials-after-trastuzumab", {}, "trial", {"T-ACT", "CP-MGAH22-05"}, 3, 0),
    ("trials-after-treatment", {}, "trial", {"GATSBY", "TyTAN", "DESTINY-Gastric01"}, 10, 0),
    ("anti-her2-trials", {}, "trial", {"SUMMIT", "NCT02500199", "ToGA"}, 26, 0),
    ("trials-of-disease", {"disease": "gastric cancer"}, "trial", {"ToGA", "HELOISE", "LOGiC"}, 28, 1),
    ("investigated-targets", {}, "target", {"HER2", "EGFR protein", "PD-1"}, 39, 32),
    ("dual-her2-blockade", {}, "trial", {"JACOB"}, 4, 0),
    ("chemotherapy-free-regimens", {}, "trial", {"INTEGA", "GATSBY", "DESTINY-Gastric01"}, 10, 0),
    ("fluoropyrimidine-platinum-regimens", {}, "trial", {"ToGA", "LOGiC", "INTEGA"}, 7, 0),
]


@pytest.fixture(scope="module")
def bare() -> KnowledgeGraph:
    """Open the graph without what is inferred."""
    return her2gc.load(inferred=False)


@pytest.mark.parametrize(("question", "given", "column", "some", "rows", "without"), ASKED)
def test_inference_makes_the_answer_larger(  # noqa: PLR0917
    kg: KnowledgeGraph,
    bare: KnowledgeGraph,
    question: str,
    given: dict[str, str],
    column: str,
    some: set[str],
    rows: int,
    without: int,
) -> None:
    answer = kg.ask(question, **given)
    assert some <= set(answer.column(column))
    assert len(answer) == rows
    assert len(bare.ask(question, **given)) == without


def test_that_a_test_satisfies_a_rule_is_inferred(kg: KnowledgeGraph, bare: KnowledgeGraph) -> None:
    assert len([rule for rule in kg.ask("her2-positive-by-assay").column("rule") if rule]) == 4
    assert not any(bare.ask("her2-positive-by-assay").column("rule"))


def test_lapatinib_is_no_pan_her_inhibitor_and_gatsby_not_after_trastuzumab(kg: KnowledgeGraph) -> None:
    assert "lapatinib" not in kg.ask("pan-her-inhibitors").column("agent")
    assert "GATSBY" not in kg.ask("trials-after-trastuzumab").column("trial")


def test_breast_cancer_never_counts_as_gastric_cancer(kg: KnowledgeGraph) -> None:
    assert "HER2CLIMB" not in kg.ask("trials-of-disease", disease="gastric cancer").column("trial")
    assert kg.ask("trials-of-disease", disease="breast cancer").column("trial") == [
        "HER2CLIMB",
        "NCT04276493",
    ]


def test_all_that_the_review_says_of_an_agent_is_found(kg: KnowledgeGraph) -> None:
    found = kg.ask("said-of", subject="kg:T-DM1").column("statement")
    assert "GATSBY: trastuzumab emtansine failed" in found
    assert len(found) > len(kg.ask("said-of", subject="kg:ARX788"))


def test_each_row_says_whether_it_is_asserted_or_inferred(run: Run) -> None:
    rows = run("query", "investigated-targets", "--format", "csv", "--quiet").out.splitlines()
    assert rows[0].endswith(",origin")
    told = {
        row.rpartition(",")[2] for row in rows[1:] if "not stated" not in row and "NCT03457896" not in row
    }
    # that HER2CLIMB's patients had breast cancer is concluded from what the review says of the trial
    # and the target of a trial of a class alone is a curator's word, save where the class is HER2-targeting conjugates
    by_class = {"asserted", "asserted; curated: target"}
    assert told == {"asserted; inferred: target", "inferred; asserted: trial"} | by_class
    no_disease = ("NCT03457896", "margetuximab-phase-1")
    untold = [
        row for row in rows[1:] if ",not stated," in row and not any(each in row for each in no_disease)
    ]
    assert {row.rpartition(",")[2] for row in untold} == {"asserted"}
