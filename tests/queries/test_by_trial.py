"""A question that tells figures, harms or agents of trials takes a trial, and then gives that trial's rows alone."""

import pytest

from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from sampling import sample

# Those in which a trial is what is looked for, among several, take none.
LISTS = {
    "adverse-events-by-outside-term",
    "anti-her2-trials",
    "approved-in-breast-failed-in-gastric",
    "differences-between-arms",
    "dual-her2-blockade",
    "failed-agents",
    "missing-figures",
    "fluoropyrimidine-platinum-regimens",
    "negative-trials",
    "receptors-by-signalling",
    "strategies",
    "trials",
    "trials-after-trastuzumab",
    "trials-after-treatment",
    "trials-by-outside-disease",
    "trials-by-outside-drug",
    "trials-of-disease",
}
OF_TRIALS = sorted(
    name
    for name, each in catalogue.questions().items()
    if "?trial ?trialLabel" in each.text.split("WHERE")[0]
)


def takes(name: str) -> set[str]:
    return {each.name for each in catalogue.find(name).parameters if each.type.endswith(("Trial", "Study"))}


@pytest.mark.parametrize("name", OF_TRIALS)
def test_a_trial_can_be_named_where_its_facts_are_told(name: str) -> None:
    assert bool(takes(name)) != (name in LISTS)


OPTIONAL = [
    name
    for name in OF_TRIALS
    if any(each.name == "trial" and not each.required for each in catalogue.find(name).parameters)
]


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_named_trial_has_its_rows_of_the_whole_answer(kg: KnowledgeGraph, name: str) -> None:
    given = {each.name: each.example for each in catalogue.find(name).parameters if each.required}
    whole = list(kg.ask(name, **given))
    trials = sorted({str(row.iri("trial")) for row in whole if row.iri("trial")})
    for trial in sample(trials, 4, "trials of a question"):
        wanted = [row.asdict() for row in whole if str(row.iri("trial")) == trial]
        told = [row.asdict() for row in kg.ask(name, trial=trial, **given)]
        assert told == wanted, trial


# Table 4: the rows of ToGA and HELOISE; Novel strategies, paragraphs 5 and 13
@pytest.mark.parametrize(
    ("name", "trial", "column", "told"),
    [
        ("p-values", "ToGA", "p", {"= 0.0004", "= 0.0017", "= 0.0046"}),
        ("hazard-ratios", "HELOISE", "hazardRatio", {"1.04", "1.24"}),
        ("survival-medians", "HELOISE", "median", {"5.6", "5.7", "10.6", "12.5"}),
        ("response-rates", "ToGA", "underTest", {"47"}),
        ("adverse-events", "DESTINY-Gastric01", "agent", {"trastuzumab deruxtecan"}),
        ("checkpoint-inhibitors", "INTEGA", "agent", {"ipilimumab", "nivolumab"}),
    ],
)
def test_figures_of_one_trial(kg: KnowledgeGraph, name: str, trial: str, column: str, told: set[str]) -> None:
    assert set(kg.ask(name, trial=trial).column(column)) == told
