"""Stored questions answer for any conforming trial: no row vanishes for want of a fact that it does not need.

The trials are made up (``trials``) or are the review's own with one fact taken away. ``HER2GC_TEST_ALL=1`` tries all.
"""

# ruff: noqa: E501 (a row is a row)

import os
import random
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import pyoxigraph as ox
import pytest
import trials
from trials import Trial

import her2gc
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue
from her2gc.questions.rows import Rows
from her2gc.sources.prefixes import PREFIXES
from sampling import slow

ALL = os.environ.get("HER2GC_TEST_ALL") == "1"
LISTS = ("trials", "trial-sizes", "trial-designs", "registry-ids", "tested-agents", "primary-endpoints")
WORDS = {"verdict-pending": "pending"}
Fact = tuple[str, str, list[ox.Quad]]  # the trial, the property, the triples that tell it


@pytest.fixture(scope="module")
def made() -> list[Trial]:
    return trials.made(seed=16, count=200 if ALL else 40)


@pytest.fixture(scope="module")
def more(made: list[Trial], tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Open the graph with the made-up trials beside the review's."""
    file = tmp_path_factory.mktemp("random") / "trials.ttl"
    file.write_text(trials.turtle(made), encoding="utf-8")
    return her2gc.load([str(file)])


def _words(name: str) -> str:
    return name.replace("-", " ").replace("progression free", "progression-free")


def _by_trial(kg: KnowledgeGraph, question: str, **values: object) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for row in kg.ask(question, **values):
        found.setdefault(str(row.trial), []).append(row.asdict())
    return found


@pytest.mark.parametrize("question", LISTS)
def test_every_trial_is_in_every_list(more: KnowledgeGraph, made: list[Trial], question: str) -> None:
    answer = _by_trial(more, question)
    assert [each.name for each in made if each.name not in answer] == []


def test_every_failure_is_told(more: KnowledgeGraph, made: list[Trial]) -> None:
    answer = _by_trial(more, "failed-agents")
    for trial in made:
        rows = answer.get(trial.name, [])
        assert len(rows) == (len(trial.lines) if "failed" in trial.verdicts else 0), trial
        for row in rows:
            assert row["n"] == trial.enrolment
            assert (row["how"] == "agent added") == trial.tests_by
            assert row["disease"] == ", ".join(sorted(_words(each) for each in trial.diseases))
            ends = [
                f"{_words(name)}: {_words(met[0]) if met else 'not reported'}"
                for name, met in trial.endpoints.items()
            ]
            assert row["primaryEndpoint"] == ("; ".join(sorted(ends)) or "not stated")
            for measure, column in zip(
                trials.MEASURES, ("responseRate", "progressionFreeSurvival", "overallSurvival"), strict=True
            ):
                told = re.findall(r"\d+\.\d{3,}", str(row[column] or ""))
                wanted = {
                    *trial.values.get(measure, []),
                    *trial.ratios.get(measure, []),
                    *trial.p_values.get(measure, []),
                }
                assert set(told) == wanted, (trial, row[column])


def test_verdicts_on_one_agent_are_one_row(more: KnowledgeGraph, made: list[Trial]) -> None:
    answer = _by_trial(more, "verdicts")
    for trial in made:
        names = sorted(WORDS.get(each, each) for each in trial.verdicts)
        told = " and ".join(names) + (" (conflicting)" if len(names) > 1 else "")
        assert [row["verdict"] for row in answer.get(trial.name, [])] == ([told] if names else []), trial


def test_every_figure_is_told_once(more: KnowledgeGraph, made: list[Trial]) -> None:
    ratios = _by_trial(more, "hazard-ratios")
    p_values = _by_trial(more, "p-values")
    medians = [row.asdict() for name in ("OS", "PFS") for row in more.ask("survival-medians", measure=name)]
    for trial in made:
        told = sorted(str(row["hazardRatio"]) for row in ratios.get(trial.name, []))
        assert told == sorted(each for row in trial.ratios.values() for each in row)
        told = sorted(str(row["p"]).removeprefix("= ") for row in p_values.get(trial.name, []))
        assert told == sorted(each for row in trial.p_values.values() for each in row)
        told = sorted(str(row["median"]) for row in medians if row["trial"] == trial.name)
        assert told == sorted(each for name in trials.MEASURES[1:] for each in trial.values.get(name, []))


def test_arms_are_compared_pair_by_pair(more: KnowledgeGraph, made: list[Trial]) -> None:
    answer = _by_trial(more, "response-rates")
    for trial in made:
        values = trial.values.get("objective-response-rate", [])
        p_values = trial.p_values.get("objective-response-rate", [])
        pairs = [(value, values[-1]) for value in values[:-1]]
        wanted = {
            (*pair, f"= {p_values[step]}" if p_values else None, line)
            for step, pair in enumerate(pairs)
            for line in trial.lines
        }
        told = {
            (row["underTest"], row["comparator"], row["p"], str(row["line"]).replace(" ", "-"))
            for row in answer.get(trial.name, [])
        }
        assert told == wanted, trial


def test_no_figure_stands_in_the_row_of_another_trial(more: KnowledgeGraph, made: list[Trial]) -> None:
    owner = {figure: trial.name for trial in made for figure in trial.figures}
    assert len(owner) == sum(len(trial.figures) for trial in made)
    names = {trial.name for trial in made}
    for question in catalogue.questions().values():
        if any(each.required for each in question.parameters):
            continue
        for cells in more.ask(question.name).cells():
            here = {name for name in names if name in cells}
            if len(here) == 1:
                figures = {word for cell in cells for word in re.findall(r"\d+\.\d{3,}|\b9\d{4}\b", cell)}
                assert {owner[each] for each in figures if each in owner} <= here, (question.name, cells)


# Which questions need which fact: without it a row rightly goes.
NEEDS = {
    "hazardRatio": {"hazard-ratios", "forest-figures"},
    "pValue": {"p-values", "surrogate-without-survival"},
    "contrast": {"hazard-ratios", "forest-figures", "p-values", "surrogate-without-survival", "confidence-intervals", "results-by-biomarker"},
    "armValue": {"response-rates", "survival-medians", "differences-between-arms", "missing-figures", "single-arm-results", "confidence-intervals"},
    "value": {"survival-medians", "differences-between-arms"},
    "lowerBound": {"confidence-intervals"},  # the shapes let no interval stand without it
    "enrols": {"trials-of-disease", "trials-after-trastuzumab"},
    "hasDisease": {"trials-of-disease"},
    "testsAgent": set[str](),
}  # fmt: skip
OPTIONAL = (
    "enrolment", "testsBy", "conductedIn", "registryId", "hasDesignFeature", "cites", "testsAgent", "enrols", "hasDisease",
    "hasDiseaseSetting", "contrast", "hazardRatio", "pValue", "unit", "lowerBound", "armValue", "value", "inRow",
)  # fmt: skip
# what the build writes beside a number goes with it
PRINTED = {
    "hazardRatio": "printedHazardRatio", "pValue": "printedPValue", "value": "printedValue", "lowerBound": "printedLowerBound",
}  # fmt: skip
ASKED = (
    *LISTS, "failed-agents", "verdicts", "pending-trials", "trials-after-treatment", "hazard-ratios", "forest-figures", "p-values",
    "response-rates", "survival-medians", "differences-between-arms", "missing-figures", "single-arm-results",
    "confidence-intervals", "surrogate-without-survival", "trials-of-disease", "investigated-targets",
)  # fmt: skip


def _facts(kg: KnowledgeGraph) -> Iterator[Fact]:
    """Yield each optional fact of each trial of the review: trial, property, and the triples that tell it."""
    store, ours = kg.graph.store, PREFIXES["her2gc"]
    asked = """SELECT DISTINCT ?trial ?node WHERE {
      ?trial a her2gc:Trial .
      { BIND (?trial AS ?node) } UNION { ?trial her2gc:enrols ?node } UNION { ?node a her2gc:Result ; her2gc:ofTrial ?trial }
      UNION { ?result a her2gc:Result ; her2gc:ofTrial ?trial ; her2gc:armValue|her2gc:groupValue|her2gc:contrast ?node }
      UNION { ?result a her2gc:Result ; her2gc:ofTrial ?trial ; her2gc:statedIn ?node }
    }"""
    found = store.query(f"PREFIX her2gc: <{ours}> {asked}", use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    for row in sorted(found, key=str):
        for name in OPTIONAL:
            gone = [
                quad
                for each in (name, PRINTED.get(name, name))
                for quad in store.quads_for_pattern(row["node"], ox.NamedNode(ours + each), None, None)
            ]
            if gone:
                yield row["trial"].value, name, list(dict.fromkeys(gone))


def _rounds(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Return the facts in rounds, each one property of many trials: a row tells of one trial, so that none hides another."""
    alike: dict[str, dict[str, list[Fact]]] = {}
    for fact in facts:
        alike.setdefault(fact[1], {}).setdefault(fact[0], []).append(fact)
    return [
        [fact for fact in each if fact]
        for of_trial in alike.values()
        for each in zip_longest(*of_trial.values())
    ]


def _present(store: ox.Store, queries: dict[str, str]) -> dict[str, set[str]]:
    found = {}
    for name, query in queries.items():
        results = store.query(query, use_default_graph_as_union=True)
        assert isinstance(results, ox.QuerySolutions)
        rows = Rows(results.serialize(format=ox.QueryResultsFormat.JSON) or b"")
        found[name] = {each for each in rows.iris("trial") if each}
    return found


@slow
def test_no_row_vanishes_with_a_fact_that_it_does_not_need(kg: KnowledgeGraph) -> None:
    queries = {}
    for name in ASKED:
        question = catalogue.find(name)
        needed = {each.name: each.example for each in question.parameters if each.required}
        queries[name] = binding.bind(question, binding.terms(kg.graph, question, needed))
    store = ox.Store()
    store.bulk_extend(kg.graph.store)
    whole = _present(store, queries)
    facts = list(_facts(kg))
    assert len(facts) > 300

    def wrongly_lost(gone: Sequence[Fact]) -> list[Fact]:
        quads = [quad for *_, each in gone for quad in each]
        for quad in quads:
            store.remove(quad)
        left = _present(store, queries)
        store.extend(quads)
        lost = {(trial, question) for question in queries for trial in whole[question] - left[question]}
        return [
            fact
            for fact in gone
            if {question for trial, question in lost if trial == fact[0]} - NEEDS.get(fact[1], set())
        ]

    for at_once in _rounds(facts if ALL else random.Random(1).sample(facts, 12)):  # noqa: S311
        for fact in wrongly_lost(at_once):  # or with what another's fact told of it, too?
            assert wrongly_lost([fact]) == [], fact[:2]
