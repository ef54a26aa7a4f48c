"""What an empty answer says: that the review is silent, in the words of who asks, and what to ask instead."""

import re

import pytest

import her2gc
from conftest import Run
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from her2gc.questions.question import Parameter
from her2gc.questions.rows import Rows
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import names
from sampling import sample, slow

# Question, values: what the review does not say.
SILENT = [
    ("mechanisms", {"actor": "ramucirumab"}, "the review names no mechanism of ramucirumab"),
    ("agents", {"target": "MET"}, "the review names no agent that targets MET"),
    ("adverse-events", {"agent": "lapatinib"}, "the review reports no adverse event of lapatinib"),
    ("failed-agents", {"line": "third"}, "the review tells of no agent that failed in third line or later"),
    ("confidence-intervals", {"trial": "ToGA"}, "the review prints no confidence interval for ToGA"),
    ("approvals", {"agent": "pertuzumab"}, "the review states no approval or standard of pertuzumab"),
    ("results-by-biomarker", {"trial": "GATSBY", "measure": "ORR"},
     "the review prints no figures by biomarker for objective response rate from GATSBY"),
    ("subtype-shares", {"classification": "Lauren classification"},
     "the review states no share of tumours in Lauren classification"),
    ("trials", {"region": "Europe", "line": "first"}, "the review names no trial in first line with the region Europe"),
    ("cited-for", {"number": "900"}, "the review cites no reference 900"),
    ("verdicts", {"agent": ["cetuximab", "paclitaxel"]}, "the review gives no verdict on cetuximab or paclitaxel"),
    ("agents-by-outside-class", {"term": "NCIT:C4004"},
     "the review names no agent that is mapped to Gastric Adenocarcinoma or below it"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "values", "told"), SILENT)
def test_an_empty_answer_tells_what_the_review_does_not_say(
    kg: KnowledgeGraph, question: str, values: dict[str, object], told: str
) -> None:
    answer = kg.ask(question, **values)
    assert not answer
    assert f"why: {told}" in re.split("; there are rows|\n", answer.text(width=1000))


@pytest.mark.parametrize("name", [name for name, each in catalogue.questions().items() if each.parameters])
def test_what_no_rows_mean_names_each_value(name: str) -> None:
    question = catalogue.questions()[name]
    named = re.findall(r"\{(\w+)\}", question.silent)
    open_ones = [each.name for each in question.parameters if not each.required and each.default is None]
    in_brackets = re.findall(r"\[[^\[\]]*\{(\w+)\}[^\[\]]*\]", question.silent)
    assert sorted(set(named)) == sorted(each.name for each in question.parameters if each.name != "breast")
    assert set(open_ones) <= set(in_brackets)


HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("rdfs", "skos"))
ENTITIES = [
    (name, each)
    for name, question in sorted(catalogue.questions().items())
    for each in question.parameters
    if not each.type.startswith(PREFIXES["xsd"])
]


@slow
@pytest.mark.usefixtures("not_kept")
@pytest.mark.parametrize(("name", "parameter"), sample(ENTITIES, 12, "parameters asked without rows"))
def test_every_empty_answer_names_what_was_asked(kg: KnowledgeGraph, name: str, parameter: Parameter) -> None:
    """The first values of the right type that give no rows, for every parameter: the label is in the reason."""
    others = {
        each.name: each.example
        for each in kg.questions[name].parameters
        if each.required and each.name != parameter.name
    }
    seen = 0
    for iri in sorted({each.iri for each in names(kg.graph, parameter.type)})[:40]:
        answer = kg.ask(name, **others, **{parameter.name: iri})
        if answer:
            continue
        reason = answer.sheet.notes[0]
        # here, not by kg.sparql: that starts a process for each
        found = Rows(
            kg.graph.results(
                f"{HEAD}SELECT ?label {{ <{iri}> rdfs:label|skos:prefLabel ?label }} ORDER BY ?label"
            )
        )
        label = found[0]["label"] if found else iri
        assert reason.startswith("why: "), iri
        assert str(label) in reason, iri
        assert "nothing fits" not in reason, iri
        if (seen := seen + 1) == 3:
            break


def test_what_is_said_of_the_subject_is_offered(kg: KnowledgeGraph) -> None:
    answer = kg.ask("subtype-alterations", gene="PTEN")
    assert answer.sheet.notes[1] == "nearest question with an answer: her2gc query said-of --subject PTEN"
    # nothing that leaves out what was asked
    assert len(kg.ask("trials", region="Europe").sheet.notes) == 1


def test_without_the_review_nothing_is_said_of_it(run: Run) -> None:
    ran = run("query", "checkpoint-combinations", "--no-builtin", "--format", "table")
    assert "the review" not in ran.out


def test_left_out_inference_is_no_silence_of_the_review() -> None:
    told = her2gc.load(inferred=False).ask("checkpoint-combinations").sheet.notes[0]
    assert told.endswith("; inferred statements were left out")
