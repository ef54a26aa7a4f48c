"""Records beside the review: what they change stands in the living questions, and nowhere else."""

import hashlib
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

import her2gc
from conftest import Run, refused
from her2gc.living import records
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from her2gc.sources import homes
from sampling import sample

MADE = sorted((Path(__file__).parent / "made").glob("*.json"))
BY_HAND = "MADE BY HAND for a test, not a record of the register"
LIVING = {"review-and-registry", "pending-now", "overtaken", "retracted-sources"}
OURS = [
    "RC48-ADC phase 2 trial",
    "figure",
    "RC48-ADC phase 2: objective response rate, investigator-assessed: 18.1 per cent",
]
PAPER = [
    "2021",
    "RC48-ADC: the published paper gives 24.8% of 125 patients, by an independent committee",
    "2021-10",
]


def written(kg: KnowledgeGraph, folder: Path, *only: str) -> str:
    for each in records.read([str(path) for path in MADE if not only or path.stem in only], kg.graph):
        (folder / f"{each.number}.ttl").write_bytes(each.body)
    return str(folder)


@pytest.fixture(scope="module")
def beside(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return her2gc.load(others=False, registry=[written(kg, tmp_path_factory.mktemp("records"))])


@pytest.fixture(scope="module")
def mahogany(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = written(kg, tmp_path_factory.mktemp("one"), "NCT04082364")
    return her2gc.load(others=False, registry=[folder])


def cells(graph: KnowledgeGraph, question: str, *names: str, trial: str) -> list[list[str]]:
    rows = graph.ask(question, trial=trial)
    return [["" if row[name] is None else str(row[name]) for name in names] for row in rows]


def test_what_is_overtaken_without_any_record(kg: KnowledgeGraph) -> None:
    names = ("trial", "what", "reviewSays", "asOf", "laterSays", "laterDate")
    assert [[str(row[name]) for name in names] for row in kg.ask("overtaken")] == [
        [*OURS, *PAPER],
        # Novel strategies, paragraph 6: "the median overall survival was 7.6 months"
        [
            *("RC48-ADC phase 2 trial", "figure", "RC48-ADC phase 2: overall survival: 7.6 month"),
            *("2021", "RC48-ADC: the published paper gives 7.9 months of 125 patients", "2021-10"),
        ],
    ]


def test_what_is_overtaken_by_records(beside: KnowledgeGraph) -> None:
    names = ("trial", "what", "reviewSays", "laterSays", "laterSource", "join")
    rows = [[str(row[name]) for name in names] for row in beside.ask("overtaken") if row.what != "figure"]
    assert rows == [
        ["KEYNOTE-811", "pending", "pending", "results are posted", "NCT03615326", "joined by number"],
        ["LOGiC", "enrolment", "487", "545", "NCT00680901", "joined by title"],
        ["MAHOGANY", "status", "ongoing", "suspended (register)", "NCT04082364", "joined by number"],
        ["RC48-ADC phase 2 trial", "enrolment", "127", "125", "NCT03556345", "joined by number"],
    ]


@pytest.mark.parametrize(
    ("trial", "now"),
    [
        ("KEYNOTE-811", "results posted in the register"),
        ("MAHOGANY", "stopped by the register"),
        ("INTEGA", "not known: no record loaded"),
    ],
)
def test_what_is_pending_now(beside: KnowledgeGraph, trial: str, now: str) -> None:
    assert cells(beside, "pending-now", "trial", "asOf", "now", trial=trial) == [[trial, "2021", now]]


def test_review_and_register_stand_side_by_side(beside: KnowledgeGraph) -> None:
    names = ("reviewStatus", "reviewN", "record", "registerStatus", "reason", "registerN", "registerAsOf")
    assert cells(beside, "review-and-registry", *names, trial="MAHOGANY") == [
        ["ongoing", "", "NCT04082364", "suspended (register)", BY_HAND, "", "2026-01-01"]
    ]
    assert cells(beside, "review-and-registry", *names, trial="RC48-ADC phase 2 trial") == [
        ["results reported", "127", "NCT03556345", "status not given (register)", "", "125", "2026-01-01"]
    ]
    assert cells(beside, "review-and-registry", *names, trial="INTEGA") == [
        ["ongoing", "", "none loaded", "", "", "", ""]
    ]


def test_each_cell_says_whose_word_it_is(beside: KnowledgeGraph) -> None:
    contract = beside.ask("review-and-registry", trial="RC48-ADC phase 2 trial").contract
    assert contract is not None
    told = contract[0].cell_origins
    assert (told["reviewN"], told["registerN"], told["registerStatus"], told["reviewStatus"]) == (
        "asserted",
        "from the register",
        "from the register",
        "asserted",
    )


def test_a_retraction_is_told_and_its_absence_is_no_all_clear(beside: KnowledgeGraph) -> None:
    names = ("publication", "told", "noticeSource")
    assert cells(beside, "retracted-sources", *names, trial="MAHOGANY") == [
        ["pubmed:0", "retracted", BY_HAND],
        ["pubmed:33263418", "no retraction listed by the register", ""],
    ]
    assert cells(beside, "retracted-sources", *names, trial="JACOB") == [
        ["pubmed:30217672", "not known: no record loaded", ""]
    ]


@pytest.mark.parametrize(
    "name",
    sample(
        sorted(set(catalogue.questions()) - LIVING - {"history"}), 40, "answers beside a register's record"
    ),
)
def test_a_record_changes_no_other_answer(kg: KnowledgeGraph, mahogany: KnowledgeGraph, name: str) -> None:
    question = catalogue.questions()[name]
    given = {each.name: each.example for each in question.parameters if each.required}
    ours, theirs = (
        Counter(tuple(row) for row in graph.ask(name, **given).cells()) for graph in (kg, mahogany)
    )
    assert ours == theirs


def test_a_record_changes_the_rows_of_its_trial_only(kg: KnowledgeGraph, mahogany: KnowledgeGraph) -> None:
    for name in sorted(LIVING):
        ours, theirs = (Counter(tuple(row) for row in graph.ask(name).cells()) for graph in (kg, mahogany))
        assert {row[0] for row in (ours - theirs) + (theirs - ours)} == {"MAHOGANY"}, name


def test_the_reviews_graph_is_the_same_to_the_byte(kg: KnowledgeGraph, beside: KnowledgeGraph) -> None:
    def digest(graph: KnowledgeGraph) -> str:
        quads = graph.graph.store.quads_for_pattern(None, None, None, ox.NamedNode(homes.REVIEW))
        return hashlib.sha256("\n".join(sorted(str(quad.triple) for quad in quads)).encode()).hexdigest()

    assert digest(beside) == digest(kg)


def test_a_folder_without_records_and_records_as_data_alone_are_refused(run: Run, tmp_path: Path) -> None:
    refused(run("query", "overtaken", "--registry", tmp_path), "holds no imported record", "import ctgov")
    refused(run("query", "overtaken", "--only-data", "--registry", MADE[0]), "leave out --registry")
    refused(
        run("query", "overtaken", "--endpoint", "http://localhost:1", "--registry", MADE[0]),
        "leave out --data",
    )
