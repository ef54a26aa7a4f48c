"""What a stored question looks at, counted by the engine: in a library of three reviews no more than thrice.

Oxigraph's own command line tells how many rows each step of a plan gave. Their sum does not hang on the machine: it may
grow as the reviews do, or as the answer does where reviews meet in it.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, script
from foreign import OXIGRAPH
from her2gc.store.graph import LocalGraph, open_graph
from sampling import sample, slow, whole

COPIES = 2  # reviews beside ours
SLACK = 1.25  # steps that begin from what all reviews share
FEW = 200  # rows below which a plan's growth says nothing
PROGRAM = Path(sys.executable).parent / "her2gc"
CASES = script("bench/questions.py").queries


def rows(plan: dict[str, Any]) -> int:
    """Return how many rows all steps of a plan gave together."""
    return (plan["number of results"] or 0) + sum(map(rows, plan["children"]))


def looked_at(store: str, query: str, told: Path) -> tuple[int, int]:
    """Return how many rows a query looked at in a store on disk, and how many it gave."""
    command = [
        str(OXIGRAPH),
        "query",
        "--location",
        store,
        "--union-default-graph",
        "--results-format",
        "tsv",
    ]
    command += ["--explain-file", str(told), "--stats", "--query-file", "/dev/stdin"]
    done = subprocess.run(command, input=query.encode(), capture_output=True, check=True)
    return rows(json.loads(told.read_bytes())["plan"]), done.stdout.count(b"\n") - 1


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Make the store of our review, and that of a library of three."""
    if sys.platform == "win32" or not OXIGRAPH.exists():
        pytest.skip("the command line of Oxigraph is not installed: pip install 'her2gc[dev]'")
    place = tmp_path_factory.mktemp("library")
    reviews, store = str(place / "reviews"), str(place / "store")
    # in processes of their own, whose memory ends with them
    subprocess.run([sys.executable, "bench/library.py", str(COPIES), reviews], cwd=ROOT, check=True)
    subprocess.run([PROGRAM, "build", "-o", store, "--data", reviews, "--quiet"], check=True)
    ours = open_graph(quiet=True).folder
    assert ours is not None
    return ours, str(place / "store/store")


def grew(stores: tuple[str, str], query: str, told: Path) -> tuple[float, float]:
    """Return how many times more rows a query looks at in the library, and how many times more it may."""
    (few, gave), (many, gives) = (looked_at(store, query, told / "plan.json") for store in stores)
    return many / max(few, FEW), SLACK * max(1 + COPIES, gives / max(gave, 1))


@slow
def test_the_count_sees_a_product(stores: tuple[str, str], tmp_path: Path) -> None:
    # each trial asks for all cells of all tables: nine times as much to look at, for one row
    times, may = grew(
        stores,
        "PREFIX her2gc: <https://w3id.org/her2gc/ontology#> SELECT (COUNT(*) AS ?n) WHERE { ?trial a her2gc:Trial "
        "FILTER EXISTS { ?trial her2gc:statedIn/her2gc:inRow/her2gc:inTable <https://w3id.org/her2gc/kg/Table-4> } }",
        tmp_path,
    )
    assert may < 4
    assert times > 8


@slow
def test_what_is_asked_of_one_trial_looks_at_that_trial_alone(
    stores: tuple[str, str], tmp_path: Path
) -> None:
    asked = dict(CASES(open_graph(quiet=True)))  # of two cases of a question, the one with its examples
    # the words of all places and all cells of all tables: three times as much for the last two before
    for name in (
        "trial-evidence",
        "verdicts",
        "trial-sizes",
        "tested-agents",
        "single-arm-results",
        "trial-statements",
        "table-cells",
    ):
        times, _ = grew(stores, asked[name], tmp_path)
        assert times < SLACK, name


@slow
def test_what_stands_beside_few_rows_is_looked_up_for_these_alone(
    stores: tuple[str, str], tmp_path: Path
) -> None:
    asked = dict(
        reversed(CASES(open_graph(quiet=True)))
    )  # of two cases of a question, the one without its examples
    # places, diseases and figures of all results, associations and observations: 1,047, 234, 212, 232 and 289 before
    for name, may in (
        ("results-by-biomarker", 400),
        ("her2-prognosis", 90),
        ("risk-factors", 110),  # associations and mechanisms, of three outcomes
        ("disease-figures", 90),
        ("her2-frequency", 90),
    ):
        for store in stores:
            many, gave = looked_at(store, asked[name], tmp_path / "plan.json")
            assert many < may * gave, name


@slow
def test_what_meets_on_an_agent_is_not_looked_at_once_a_pair(stores: tuple[str, str], tmp_path: Path) -> None:
    # each verdict on an agent was looked up anew for each approval or success of that agent: 3.8 and 2.9 times before
    asked = dict(CASES(open_graph(quiet=True)))
    for name, most in (("mixed-verdicts", 3.5), ("approved-in-breast-failed-in-gastric", 2.3)):
        times, _ = grew(stores, asked[name], tmp_path)
        assert times < most, name


@slow
def test_whether_others_add_to_the_review_is_asked_of_its_own_trials_alone(
    stores: tuple[str, str], tmp_path: Path
) -> None:
    # of each trial of the library its name in the review and the title of its source were looked up: 2.8 times before
    asked = dict(
        reversed(CASES(open_graph(quiet=True)))
    )  # of two cases of a question, the one without its examples
    for name in ("p-values", "trials", "trial-sizes", "survival-medians"):
        times, _ = grew(stores, asked[name], tmp_path)
        assert times < 2.65, name


@whole
def test_no_question_looks_at_more_than_its_answer_needs(stores: tuple[str, str], tmp_path: Path) -> None:
    graph: LocalGraph = open_graph(quiet=True)
    always = (
        "patients-together",
        "agents-on-pathways",
        "single-arm-results",
        "failed-agents",
        "tested-agents",
        "chemotherapy-free-regimens",
    )  # once of the square
    asked = CASES(graph)
    some = sample([case for case in asked if case[0] not in always], 12, "plans of questions")
    wrong = {}
    for name, query in [case for case in asked if case[0] in always] + some:
        times, may = grew(stores, query, tmp_path)
        if times > may:
            wrong[name] = f"{times:.1f} times, and {may:.1f} at most"
    assert not wrong
