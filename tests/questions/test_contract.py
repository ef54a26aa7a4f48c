"""What each row of an answer carries: places, doubts and origin; and what an empty answer says."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import RDF, RDFS, URIRef

import her2gc
from conftest import Run
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions.answer import Answer
from her2gc.questions.behind import work_out
from her2gc.questions.contract import RowContract
from sampling import slow

HER2GC = rdflib.Namespace("https://w3id.org/her2gc/ontology#")
KG = "https://w3id.org/her2gc/kg/"

Case = tuple[str, dict[str, str], str, Any, Any]  # question, values, a column, its value, what is expected

TABLES = [{"table": f"Table {number}"} for number in range(1, 6)]
# what a question that needs a value is asked with, where one example would not show all
NEEDED = {"table-cells": TABLES}


def carried(answer: Answer, column: str, value: str) -> RowContract:
    """Return what the first row carries whose column holds a value."""
    assert answer.contract is not None
    return answer.contract[answer.column(column).index(value)]


def doubts(row: RowContract) -> set[str]:
    """Return the short names of a row's doubts."""
    return {doubt.iri.removeprefix(f"{KG}discrepancy-") for doubt in row.doubts}


def all_answers(kg: KnowledgeGraph) -> list[tuple[str, Answer]]:
    """Ask every stored question once, or as often as ``NEEDED`` says."""
    found = []
    for name, question in kg.questions.items():
        example = {each.name: each.example for each in question.parameters if each.required}
        found += [(name, kg.ask(name, **values)) for values in NEEDED.get(name, [example])]
    return found


# Table, row, column: the doubts about what the cell prints.
CELLS = [
    ("Table 3", "Gastric Cancer", "Basolateral or lateral, incomplete", {"Table-3-IHC-2-3-swapped"}),
    ("Table 3", "Breast Cancer", "Strong, complete basolateral", {"Table-3-IHC-2-3-swapped"}),
    ("Table 3", "Gastric Cancer", "No immunostaining", {"Table-3-IHC-0-1-swapped"}),
    ("Table 3", "Gastric Cancer", "4.4\u201353.4%", {"HER2-frequency"}),
    ("Table 3", "Breast Cancer", "15\u201325%", {"HER2-frequency"}),
    ("Table 5", "Selected Agents/Trial", "Tucatinib", {"Table-5-bispecific-TKI", "Table-5-zanidatamab"}),
    ("Table 4", "Agent", "TDM-1", {"TDM-1"}),
    (
        "Table 4",
        "Median PFS",
        "6.0 vs 5.4 HR = 0.82 P = 0.081",
        {"LOGiC-PFS", "Table-4-intervals", "Table-4-units", "Table-4-arm-order"},
    ),
    ("Table 4", "ORR (%)", "56,9 vs 58.9", {"HELOISE-ORR", "blanks", "Table-4-arm-order"}),
    ("Table 4", "Region", "Global", set()),
]


@pytest.mark.parametrize(("table", "column", "printed", "expected"), CELLS)
def test_a_cell_carries_the_doubts_about_what_it_prints(
    kg: KnowledgeGraph, table: str, column: str, printed: str, expected: set[str]
) -> None:
    answer = kg.ask("table-cells", table=table)
    assert answer.contract is not None
    found = [
        doubts(each)
        for row, each in zip(answer, answer.contract, strict=True)
        if column in row.column and row.printed.startswith(printed)
    ]
    assert expected in found


# Question, values, column, its value: all doubts of the row.
ROWS: list[Case] = [
    ("regimens", {"trial": "GATSBY"}, "given", "docetaxel", {"GATSBY-comparator"}),
    ("regimens", {"trial": "GATSBY"}, "given", "trastuzumab emtansine", set()),
    ("registry-ids", {}, "trial", "SUMMIT", {"SUMMIT-number"}),
    ("registry-ids", {}, "trial", "NCT04276493", {"NCT04276493", "NCT04276493-cohort-2"}),
    ("registry-ids", {}, "trial", "RC48-ADC phase 2 trial", {"NCT03556345", "overexpressing-IHC-2"}),
    ("registry-ids", {}, "trial", "MAHOGANY", set()),
    ("trial-sizes", {}, "trial", "ToGA", {"Table-4-diseases"}),  # its row tells the diseases
    ("trial-sizes", {}, "trial", "GATSBY", {"phase-forms"}),
    ("subtype-share-sums", {}, "classification", "TCGA classification", {"TCGA-sum"}),
    ("subtype-share-sums", {}, "classification", "ACRG classification", {"percent-15"}),
    (
        "differences-between-arms",
        {"measure": "overall survival"},
        "trial",
        "T-ACT",
        {
            "T-ACT-OS-direction", "T-ACT-OS-p", "Table-4-intervals", "Table-4-units", "Table-4-arm-order",
            "EGA", "Table-4-diseases",
        },
    ),
    ("failed-agents", {"line": "second"}, "trial", "GATSBY", {
        "GATSBY-OS-p", "GATSBY-comparator", "Table-4-intervals", "Table-4-units", "Table-4-arm-order", "phase-forms",
    }),
    ("words-against-figures", {}, "trial", "LOGiC", {
        "LOGiC-PFS", "Table-4-intervals", "Table-4-units", "Table-4-arm-order",
    }),
    ("names", {}, "name", "ONT 380", {"ONT-380"}),
    ("tcga-against-acrg", {}, "value", "next-generation sequencing", {"TCGA-methods"}),
    ("tcga-against-acrg", {}, "value", "immunohistochemistry", {"ACRG-method"}),
    ("tcga-against-acrg", {}, "value", "Europe", set()),
    ("strategies", {}, "agents", "tucatinib", {"Table-5-bispecific-TKI", "Table-5-zanidatamab"}),
    ("names", {}, "name", "TDM-1", {"TDM-1"}),
    ("names", {}, "name", "SYD985", set()),
]  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_a_row_carries_the_doubts_about_its_statements_and_no_others(kg: KnowledgeGraph, case: Case) -> None:
    question, values, column, value, expected = case
    assert doubts(carried(kg.ask(question, **values), column, value)) == expected


def test_the_missing_units_are_told_with_table_4(kg: KnowledgeGraph) -> None:
    answer = kg.ask("table-4")
    assert answer.contract is not None
    assert all({"Table-4-units", "Table-4-arm-order"} <= doubts(row) for row in answer.contract)
    assert "Table 4: no unit for median progression-free and overall survival" in answer.text()


# Question, values, column, its value: the origin of cells.
ORIGINS: list[Case] = [
    ("differences-between-arms", {"measure": "overall survival"}, "trial", "JACOB", {
        "difference": "computed", "unit": "inferred", "underTest": "asserted", "comparator": "asserted",
    }),
    ("survival-medians", {}, "median", "17.5", {"unit": "inferred", "group": "asserted"}),
    ("survival-medians", {}, "median", "14.2", {"unit": "inferred", "group": "inferred"}),
    ("survival-medians", {}, "median", "12.48", {"unit": "asserted"}),
    ("failed-agents", {"line": "second"}, "trial", "GATSBY", {
        "agent": "asserted", "compared": "asserted", "responseRate": "asserted",
        "overallSurvival": "asserted, unit inferred",
    }),
    ("failed-agents", {"line": "first"}, "trial", "JACOB", {"agent": "asserted", "compared": "inferred"}),
    ("regimens", {"trial": "JACOB"}, "arm", "JACOB: arm without pertuzumab", {"arm": "inferred", "given": "inferred"}),
    ("regimens", {"trial": "JACOB"}, "arm", "JACOB: pertuzumab arm", {"arm": "asserted", "given": "asserted"}),
    ("subtype-share-sums", {}, "classification", "TCGA classification", {"sumPerCent": "computed"}),
    ("trials-per-line", {"line": "second"}, "trials", 3, {"trials": "computed", "verdict": "asserted"}),
    ("investigated-targets", {}, "trial", "GATSBY", {"trial": "asserted", "target": "inferred"}),
    ("agents", {}, "agent", "capecitabine", {"agent": "asserted", "classes": "asserted and curated"}),
    ("agents", {}, "agent", "lapatinib", {"agent": "asserted", "targets": "asserted"}),
    ("negative-trials", {}, "trial", "GATSBY", {"trial": "asserted", "row": "inferred"}),
    ("corrections", {}, "about", "T-ACT", {"note": "curated", "says": "curated"}),
]  # fmt: skip


@pytest.mark.parametrize("case", ORIGINS)
def test_each_cell_says_whose_word_it_is(kg: KnowledgeGraph, case: Case) -> None:
    question, values, column, value, expected = case
    found = carried(kg.ask(question, **values), column, value).cell_origins
    assert {name: found.get(name) for name in expected} == expected


def test_an_origin_in_one_line(kg: KnowledgeGraph) -> None:
    line = carried(kg.ask("differences-between-arms", measure="overall survival"), "trial", "JACOB").origin
    assert line == "asserted; inferred: unit, difference unit; computed: difference"
    assert carried(kg.ask("trial-sizes"), "trial", "ToGA").origin == "asserted"


# Question, values, column, its value: the places, short.
PLACES: list[Case] = [
    ("trial-sizes", {}, "trial", "JACOB", "Failures ¶4, 7; Table 4"),
    ("trial-sizes", {}, "trial", "ToGA", "Trastuzumab ¶1; Table 4"),  # the number stands in the table alone
    ("registry-ids", {}, "registryId", "NCT03556345", "Novel ¶6; Table 5"),
    ("words-against-figures", {}, "trial", "LOGiC", "Failures ¶2; Table 4"),
    ("discrepancies", {}, "discrepancy", "Table 2: share of MSS/EMT printed %15", "Table 2"),
    ("table-cells", {"table": "Table 4"}, "printed", "TDM-1", "Table 4"),
    ("approvals", {}, "agent", "trastuzumab deruxtecan", "Novel ¶4"),
    # a criterion, a population or a treatment that a row names is not told of in all the places of others that name it
    ("her2-positive-criteria", {}, "criterion", "GATSBY: IHC 3+, or IHC 2+ and FISH positive", "Failures ¶5"),
    ("her2-positive-criteria", {}, "criterion", "RC48-ADC phase 2: IHC 2+ or IHC 3+", "Novel ¶6"),
    ("results-by-biomarker", {}, "trial", "ToGA", "Trastuzumab ¶1; Table 4"),
    ("biomarker-associations", {}, "outcome", "overall survival", "Resistance ¶3"),
    ("how-agents-act", {}, "process", "apoptosis", "Failures ¶5"),
    ("how-agents-act", {}, "process", "biparatopic binding", "Novel ¶7"),
    (
        "her2-positive-by-assay",
        {},
        "population",
        "tumours determined to be IHC 3+",
        "Failures ¶5; Resistance ¶3",
    ),
]


@pytest.mark.parametrize("case", PLACES)
def test_places_in_short_form(kg: KnowledgeGraph, case: Case) -> None:
    question, values, column, value, expected = case
    assert carried(kg.ask(question, **values), column, value).short_places == expected


def test_whole_places_on_request(run: Run) -> None:
    short = run("query", "words-against-figures", "--format", "markdown").out
    assert "Failures ¶2; Table 4" in short
    whole = run("query", "words-against-figures", "--format", "markdown", "--places", "full").out
    assert "Failures of HER2-Targeted Therapy, paragraph 2: " in whole


@slow
@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_every_row_has_place_and_origin_in_every_machine_format(kg: KnowledgeGraph, form: str) -> None:
    for name, answer in all_answers(kg):
        if not answer:
            continue
        assert answer.contract is not None
        rows = _rows(answer, form)
        assert len(rows) == len(answer), name
        for row, told in zip(rows, answer.contract, strict=True):
            assert row["places"] == told.full_places != "", name
            assert row["origin"] == told.origin != "", name
            assert row["doubtIris"].split() == [doubt.iri for doubt in told.doubts], name
            assert row["placeIris"].split() == [place.iri for place in told.places], name


def _rows(answer: Answer, form: str) -> list[dict[str, str]]:
    """Read what a format carries besides the question's own variables."""
    body = answer.serialize(form).decode()
    names = ("places", "placeIris", "doubts", "doubtIris", "origin")
    if form == "csv":
        return [{name: row[name] for name in names} for row in csv.DictReader(io.StringIO(body))]
    if form == "json":
        listed = json.loads(body)["results"]["bindings"]
        return [{name: row.get(name, {}).get("value", "") for name in names} for row in listed]
    if form == "tsv":
        head, *lines = [line.split("\t") for line in body.splitlines()]
        listed = [dict(zip(head, line, strict=True)) for line in lines]
        return [{name: json.loads(row[f"?{name}"] or '""') for name in names} for row in listed]
    found = rdflib.query.Result.parse(io.BytesIO(body.encode()), format=form)
    return [{name: str(row.get(rdflib.Variable(name)) or "") for name in names} for row in found.bindings]


def test_bare_answers_carry_nothing_more(run: Run) -> None:
    heads = run("query", "trial-sizes", "--bare", "--format", "csv").out.splitlines()[0]
    assert heads == "trial,trialLabel,patients,byArm,analysed,phase,lines,disease"
    assert "Table 4" not in run("query", "trial-sizes", "--bare", "--format", "table").out


def test_frames_carry_places_doubts_and_origin(kg: KnowledgeGraph) -> None:
    frame = kg.ask("subtype-share-sums").to_pandas().set_index("classification")
    assert frame.loc["TCGA classification", "doubts"] == (
        "TCGA subtypes: shares add up to 101% (sum mismatch, minor)"
    )
    assert frame.loc["TCGA classification", "origin"] == "computed; asserted: classification"


@pytest.fixture
def plain(kg: KnowledgeGraph) -> Iterator[rdflib.Dataset]:
    """Return rdflib's copy, which takes 90 MB until it is dropped."""
    yield kg.rdflib
    del kg.rdflib


def _classes_below(plain: rdflib.Dataset, names: list[str]) -> set[object]:
    return {cls for name in names for cls in plain.transitive_subjects(RDFS.subClassOf, HER2GC[name])}


PARTS = ("armValue", "groupValue", "contrast", "hasComponent", "anyOf", "allOf")
STATED = ["Statement", "Arm", "Regimen", "RegimenComponent", "Population"]


@slow
def test_doubts_by_a_plain_walk(kg: KnowledgeGraph, plain: rdflib.Dataset) -> None:
    """Every statement that a row names brings its doubts; every doubt of a row has its ground near the row.

    The walk uses neither the question nor the code: only the IRIs in the row, and triples.
    """
    stated = _classes_below(plain, STATED)
    near_of: dict[URIRef, set[URIRef]] = {}
    for name, answer in all_answers(kg):
        for solution, told in zip(answer.solutions, answer.contract or [], strict=True):
            cells = [solution[variable] for variable in answer.variables]
            named = {URIRef(str(each)[1:-1]) for each in cells if str(each).startswith("<")}
            shown = {doubt.iri for doubt in told.doubts}
            for node in named:
                if stated.isdisjoint(plain.objects(node, RDF.type)):
                    continue
                whole = {node} | {part for prop in PARTS for part in plain.objects(node, HER2GC[prop])}
                expected = {str(doubt) for each in whole for doubt in plain.subjects(HER2GC.concerns, each)}
                assert expected <= shown, (name, node)
            for doubt in shown - {str(each) for each in named}:
                ground = set(plain.objects(URIRef(doubt), HER2GC.concerns))
                ground |= set(plain.objects(URIRef(doubt), HER2GC.atPlace))
                reach: set[URIRef] = set()
                for node in named:
                    if node not in near_of:
                        near_of[node] = _near(plain, node)
                    reach |= near_of[node]
                assert reach & ground, (name, doubt)


def _near(plain: rdflib.Dataset, node: URIRef) -> set[URIRef]:
    """Return what one or two steps lead to from a node, in either direction."""
    found = {node}
    for _ in range(2):
        found |= {
            other for each in found for _, other in plain.predicate_objects(each) if isinstance(other, URIRef)
        }
        found |= {other for other, prop in plain.subject_predicates(node) if prop != RDF.type}  # type: ignore[misc]
    return found


def test_doubts_in_the_order_of_their_weight(kg: KnowledgeGraph) -> None:
    weights = [
        each.weight
        for each in carried(
            kg.ask("differences-between-arms", measure="overall survival"), "trial", "T-ACT"
        ).doubts
    ]
    assert weights[0] == "major"
    assert weights == sorted(weights, key=["major", "moderate", "minor"].index)


def test_the_table_explains_each_mark_in_one_note(kg: KnowledgeGraph) -> None:
    lines = kg.ask("words-against-figures").text(width=120).splitlines()
    assert "LOGiC [1" in lines[0] + lines[2]
    assert any(line.startswith("[1] LOGiC: progression-free survival called significant") for line in lines)


def test_an_answer_says_whose_word_it_is(kg: KnowledgeGraph) -> None:
    assert "1 row, asserted" in kg.ask("words-against-figures").text()
    assert "6 rows, asserted; inferred: that the row is here" in kg.ask("negative-trials").text()
    assert "rows, curated" in kg.ask("discrepancies", kind="contradiction").text()


@pytest.mark.parametrize(
    ("question", "given", "rows"),
    [
        ("said-of", {"subject": "T-DM1"}, 10),
        ("said-of", {"subject": "ToGA"}, 21),
        ("stated-in-section", {"section": "Conclusion"}, 23),
        ("stated-in-section", {"section": "Abstract"}, 43),
    ],
)
def test_what_the_review_states_is_not_called_inferred(
    kg: KnowledgeGraph, question: str, given: dict[str, str], rows: int
) -> None:
    answer = kg.ask(question, **given)
    assert answer.contract is not None
    unit_only = "asserted; asserted, unit inferred: figure"
    assert {row.origin for row in answer.contract} <= {"asserted", unit_only}
    assert len(answer) == rows


def test_another_sources_word_is_never_the_reviews(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("user") / "trial.ttl"
    file.write_text(
        """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
        @prefix kg: <https://w3id.org/her2gc/kg/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        kg:MINE a her2gc:Trial ; rdfs:label "MINE"@en ; her2gc:enrolment 12 ; her2gc:hasPhase kg:phase-2 ;
            her2gc:inLine kg:second-line .
        kg:MAHOGANY her2gc:enrolment 777 .
        """,
        encoding="utf-8",
    )
    answer = her2gc.load([str(file)]).ask("trial-sizes")
    mine = carried(answer, "trial", "MINE")
    assert mine.cell_origins["patients"] == 'yours, from "trial.ttl"'
    assert (mine.short_places, mine.doubts) == ("trial.ttl", [])
    added = carried(answer, "trial", "MAHOGANY").cell_origins
    assert (added["patients"], added["phase"]) == ('yours, from "trial.ttl"', "asserted")


HEAD = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
# A user's word on trials of the review, all of it untrue.
ON_OUR_TRIALS = f"""{HEAD}
kg:GATSBY her2gc:testsAgent kg:pertuzumab .
kg:TyTAN her2gc:inLine kg:first-line ; her2gc:enrolment 999 .
kg:my-verdict a her2gc:Verdict ; rdfs:label "my verdict"@en ; her2gc:ofTrial kg:MAHOGANY ;
    her2gc:onAgent kg:margetuximab ; her2gc:hasVerdictOutcome kg:failed ; her2gc:statedIn kg:Failures-GATSBY-verdict .
kg:my-OS a her2gc:Result ; rdfs:label "my result"@en ; her2gc:ofTrial kg:JACOB ; her2gc:measure kg:overall-survival ;
    her2gc:unit kg:month ; her2gc:armValue kg:my-OS-value .
kg:my-OS-value a her2gc:ArmValue ; rdfs:label "my value"@en ; her2gc:ofArm kg:JACOB-pertuzumab-arm ; her2gc:value 99.9 .
kg:neratinib rdfs:label "Wonderib"@en .
"""


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Open the graph with a user's word on trials of the review."""
    file = tmp_path_factory.mktemp("user") / "mine.ttl"
    file.write_text(ON_OUR_TRIALS, encoding="utf-8")
    return her2gc.load([str(file)])


# Question, values, cells of the row: its places, short, and its origin up to the first semicolon.
THEIR_ROWS: list[tuple[str, dict[str, str], dict[str, Any], str, str]] = [
    ("tested-agents", {"trial": "GATSBY"}, {"agent": "pertuzumab"}, "mine.ttl", 'yours, from "mine.ttl"'),
    (
        "tested-agents", {"trial": "GATSBY"}, {"agent": "trastuzumab emtansine"}, "Failures ¶5; Table 4", "asserted",
    ),
    ("failed-agents", {"line": "first"}, {"trial": "TyTAN", "n": 261}, "mine.ttl", 'yours, from "mine.ttl"'),
    ("failed-agents", {"line": "second"}, {"trial": "TyTAN", "n": 999}, "mine.ttl", 'yours, from "mine.ttl"'),
    ("failed-agents", {"line": "second"}, {"trial": "TyTAN", "n": 261}, "Failures ¶6, 7; Table 4", "asserted"),
    ("trial-sizes", {}, {"trial": "TyTAN", "patients": 999}, "mine.ttl", 'yours, from "mine.ttl"'),
    # the cell "lines" joins the review's second line and the user's first
    ("trial-sizes", {}, {"trial": "TyTAN", "patients": 261}, "Failures ¶6; Table 4; mine.ttl", "asserted"),
    ("failed-agents", {}, {"trial": "MAHOGANY"}, "mine.ttl", 'yours, from "mine.ttl"'),
    ("negative-trials", {}, {"trial": "MAHOGANY"}, "mine.ttl", 'yours, from "mine.ttl"'),  # inferred from theirs
    ("survival-medians", {}, {"trial": "JACOB", "median": "99.9"}, "mine.ttl", 'yours, from "mine.ttl"'),
]  # fmt: skip


@pytest.mark.parametrize("case", THEIR_ROWS)
def test_a_row_by_a_users_word_borrows_no_place_of_the_reviews(
    disputed: KnowledgeGraph, case: tuple[str, dict[str, str], dict[str, Any], str, str]
) -> None:
    question, values, cells, places, origin = case
    answer = disputed.ask(question, **values)
    assert answer.contract is not None
    found = [
        (told.short_places, told.origin.partition(";")[0])
        for row, told in zip(answer, answer.contract, strict=True)
        if all(row[name] == value for name, value in cells.items())
    ]
    assert found == [(places, origin)]


def test_a_users_label_for_an_agent_of_the_review_makes_no_row(
    kg: KnowledgeGraph, disputed: KnowledgeGraph
) -> None:
    assert disputed.ask("agents").column("agent") == kg.ask("agents").column("agent")


def test_a_doubt_about_the_reviews_word_is_none_about_a_users(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(f"{HEAD}kg:GATSBY her2gc:hasPhase kg:phase-1 .", encoding="utf-8")
    answer = her2gc.load([str(file)]).ask("trial-sizes", trial="GATSBY")
    told = {row.phase: doubts(each) for row, each in zip(answer, answer.contract or [], strict=True)}
    assert told == {"phase 1": set(), "phase 2/3": {"phase-forms"}}


def test_without_inference_inferred_rows_are_gone() -> None:
    asserted = her2gc.load(inferred=False)
    assert len(asserted.ask("words-against-figures")) == 1
    assert not asserted.ask("checkpoint-combinations")


def test_columns_for_machines_stay_in_machine_formats(kg: KnowledgeGraph) -> None:
    answer = kg.ask("failed-agents", line="second")
    assert "statements" in answer.names
    assert "statements" not in answer.text()
    assert "statements" in answer.serialize("csv").decode().splitlines()[0]
    assert "kg:" not in kg.ask("words-against-figures").text()


def test_markdown_and_html_carry_the_notes(kg: KnowledgeGraph) -> None:
    answer = kg.ask("words-against-figures")
    assert "[1] LOGiC: progression-free survival called significant" in answer.text("markdown")
    assert '<th scope="col">trial</th>' in answer.text("html")
    assert "[1] LOGiC: progression-free survival called significant" in answer.text("html")


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_an_empty_answer_says_why_and_what_to_ask(run: Run, form: str) -> None:
    ran = run("query", "resistance-genes-amplified", "--subtype", "TCGA EBV", "--format", form)
    assert ran.status == 0
    assert "without --subtype 6" in ran.out
    assert "her2gc query subtype-alterations --subtype" in ran.out


def test_an_empty_answer_for_machines_says_so_beside_it(run: Run) -> None:
    ran = run("query", "resistance-genes-amplified", "--subtype", "TCGA EBV", "--format", "csv")
    assert len(ran.out.splitlines()) == 1
    assert "her2gc: no rows" in ran.err
    assert "subtype-alterations" in ran.err
    assert (
        run("query", "resistance-genes-amplified", "--subtype", "TCGA EBV", "--quiet", "--format", "csv").err
        == ""
    )


@pytest.mark.parametrize("name", ["comparisons", "primary-endpoints", "trials-per-line"])
def test_what_is_behind_the_rows_is_asked_once(
    kg: KnowledgeGraph, asked_behind: list[str], name: str
) -> None:
    """Rows that lack a value, beside rows that have it, ask nothing anew."""
    answer = kg.ask(name)
    assert answer.asked is not None
    assert len(work_out(answer.asked.graph, answer.asked.query, answer, set())) == len(answer)
    assert len(asked_behind) == len(set(asked_behind)) > 1


def test_what_rows_carry_is_kept_until_something_changes(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = her2gc.load().ask("trials").contract
    assert first is not None
    told = list(first)
    monkeypatch.setattr("her2gc.questions.behind.work_out", lambda *_: pytest.fail("worked out again"))
    again = her2gc.load().ask("trials").contract
    assert again is not None
    assert list(again) == told
    monkeypatch.setattr("her2gc.questions.behind.work_out", lambda *_: [])
    trials = mini / "kg/review/trials.ttl"
    trials.write_text(trials.read_text(encoding="utf-8").replace("120", "121"), encoding="utf-8")
    changed = her2gc.load().ask("trials").contract
    assert changed is not None
    assert list(changed) == []


@pytest.mark.usefixtures("mini")
def test_an_answer_is_kept_whole_or_asked_anew(tmp_path: Path) -> None:
    right = her2gc.load().ask("trials").cells()
    [kept] = (tmp_path / "cache").glob("*/results/*.json")
    body = kept.read_text(encoding="utf-8")
    # one that says something else than was answered, and one that answers another query
    for changed in (body.replace("ALPHA", "OMEGA"), body.replace("SELECT", "SELECT DISTINCT", 1)):
        assert changed != body
        kept.write_text(changed, encoding="utf-8")
        assert her2gc.load().ask("trials").cells() == right
    # what is kept as it was is not asked for again
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("her2gc.store.graph.LocalGraph.results", lambda *_: pytest.fail("asked again"))
        assert her2gc.load().ask("trials").cells() == right


def test_every_doubt_stands_in_a_default_answer(kg: KnowledgeGraph) -> None:
    """The list of all doubts itself does not count."""
    listed = {
        str(iri).removeprefix(f"{KG}discrepancy-") for iri in kg.ask("discrepancies").iris("discrepancy")
    }
    answers = [answer for name, answer in all_answers(kg) if name != "discrepancies"]
    shown = {doubt for answer in answers for row in answer.contract or [] for doubt in doubts(row)}
    assert listed - shown == set()


def test_figures_whose_unit_is_not_printed_are_asserted_all_the_same(kg: KnowledgeGraph) -> None:
    contract = kg.ask("failed-agents", line="second").contract
    assert contract is not None
    for row in contract:
        assert (
            row.cell_origins["overallSurvival"] == "asserted, unit inferred"
        )  # Table 4 prints no unit of time
        assert row.cell_origins["responseRate"] == "asserted"  # it prints the sign of per cent
