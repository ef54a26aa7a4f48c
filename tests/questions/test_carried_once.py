"""What rows carry costs what is behind them, once: not once for each row, nor for what is behind no row."""

import gc
from typing import Any

import pyoxigraph as ox
import pytest

from conftest import script
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import behind, catalogue, doubts, lineage
from her2gc.questions.behind import work_out
from her2gc.questions.doubts import Facts
from her2gc.questions.held import Held
from her2gc.questions.lineage import Behind, Lineage, Triple
from her2gc.questions.rows import Rows, bindings
from her2gc.questions.theirs import OURS
from her2gc.store.graph import Graph
from sampling import sample

CASES = script("bench/questions.py").queries
HER2GC = "https://w3id.org/her2gc/ontology#"
KG = "https://w3id.org/her2gc/kg/"


class Counted:
    """A store that notes what is looked up in it."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.asked: list[tuple[Any, ...]] = []

    def quads_for_pattern(self, *pattern: Any) -> Any:
        self.asked.append(pattern)
        return self.store.quads_for_pattern(*pattern)


def test_a_triple_behind_many_rows_is_looked_up_once(kg: KnowledgeGraph) -> None:
    asked = dict(CASES(kg.graph))["comparisons"]
    rows = Lineage(kg.graph, asked).rows(Rows(kg.graph.results(asked)).solutions)
    store = Counted(kg.graph.store)
    held = Held(store)  # type: ignore[arg-type]
    held.there(rows)
    held.there(rows)
    assert len(store.asked) == len(set(store.asked)) == len({each for row in rows for each in row.triples})


@pytest.mark.parametrize("name", ["agents-on-pathways", "comparisons", "trials-per-line"])
def test_a_solution_behind_many_rows_is_read_once(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    found = 0
    read: list[tuple[int, int]] = []
    whole = lineage._Met.__init__

    def counted(graph: Graph, query: str) -> list[dict[str, Any]]:
        nonlocal found
        rows = bindings(graph, query)
        found += len(rows)
        return rows

    def noted(self: Any, part: Any, solution: Any, **told: Any) -> None:
        if told["whole"]:
            read.append((part.place, id(solution)))
        whole(self, part, solution, **told)

    monkeypatch.setattr(lineage, "bindings", counted)
    monkeypatch.setattr(lineage._Met, "__init__", noted)
    asked = next(query for each, query in CASES(kg.graph) if each == name)
    answer = Rows(kg.graph.results(asked))
    Lineage(kg.graph, asked).rows(answer.solutions)
    assert len(answer) > 1
    assert 0 < len(read) <= found
    assert len(read) == len(set(read))


def test_what_is_behind_few_rows_is_the_same_asked_for_these_or_for_all(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, query in sample(CASES(kg.graph), 25, "calls whose scopes are narrowed"):
        answer = Rows(kg.graph.results(query))
        if answer.boolean is not None:
            continue
        computed = set(catalogue.find(name).computed)
        narrowed = work_out(kg.graph, query, answer, computed)
        with monkeypatch.context() as patch:
            patch.setattr(lineage, "_FEW", 0)
            assert work_out(kg.graph, query, answer, computed) == narrowed, name


def test_few_scopes_that_hold_much_are_asked_for_little(kg: KnowledgeGraph, asked_behind: list[str]) -> None:
    question = dict(CASES(kg.graph))["failed-agents"]  # in the second line
    Lineage(kg.graph, question).rows(Rows(kg.graph.results(question)).solutions)
    assert any("{ VALUES ?trial { <" in query for query in asked_behind)


def test_doubts_are_the_same_from_the_doubts_or_from_the_statements(kg: KnowledgeGraph) -> None:
    """One statement is less than all doubts, all statements are more: each begins with what is less."""
    rows = bindings(
        kg.graph,
        f"SELECT DISTINCT ?x WHERE {{ ?x a <{HER2GC}Statement> ; <{HER2GC}statedIn> ?place }} ORDER BY ?x",
    )
    every = [row["x"].value for row in rows]
    assert len(every) > len(bindings(kg.graph, f"SELECT ?x ?y WHERE {{ ?y <{HER2GC}concerns> ?x }}"))
    whole = Facts(kg.graph, set(every), [])
    doubted = 0
    for node in [f"https://w3id.org/her2gc/kg/{name}" for name in ("GATSBY-OS", "ToGA-OS")] + sample(
        every, 40, "statements with doubts"
    ):
        row = Behind(frozenset({Triple(node, f"{HER2GC}value", None)}), {}, [])
        told = whole.doubts_of(row, {node}, OURS)
        assert Facts(kg.graph, {node}, [row]).doubts_of(row, {node}, OURS) == told, node
        doubted += len(told)
    assert doubted > 0


def test_few_facts_are_read_whole_and_are_the_same_asked_by_node(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = bindings(kg.graph, f"SELECT DISTINCT ?x WHERE {{ ?x <{HER2GC}statedIn> ?place }}")
    nodes = {row["x"].value for row in told}
    asked: list[str] = []

    def noted(graph: Graph, query: str) -> list[dict[str, Any]]:
        asked.append(query)
        return bindings(graph, query)

    monkeypatch.setattr(doubts, "bindings", noted)
    whole = Facts(kg.graph, nodes, [])
    by_node = [each for each in asked if "VALUES ?x" in each]
    assert not [each for each in by_node if "hasBasis" in each or "unitBasis" in each or "atPlace" in each]
    monkeypatch.setattr(doubts, "_MOST", len(nodes))
    asked.clear()
    each = Facts(kg.graph, nodes, [])
    assert [query for query in asked if "VALUES ?x" in query and "unitBasis" in query]
    assert (whole.basis, whole._places) == (each.basis, each._places)
    assert len(whole.basis) > 10 < len(whole._places)


def test_garbage_is_looked_for_again_after_what_rows_carry(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking = []

    def failing(*_: Any) -> None:
        looking.append(gc.isenabled())
        raise RuntimeError

    monkeypatch.setattr(behind, "Lineage", failing)
    question = dict(CASES(kg.graph))["failed-agents"]
    with pytest.raises(RuntimeError):
        work_out(kg.graph, question, Rows(kg.graph.results(question)), set())
    assert looking == [False]
    assert gc.isenabled()


def test_a_scope_that_only_groups_is_not_asked_beside_the_one_inside_it(
    kg: KnowledgeGraph, asked_behind: list[str]
) -> None:
    question = dict(CASES(kg.graph))["failed-agents"]
    Lineage(kg.graph, question).rows(Rows(kg.graph.results(question)).solutions)
    asked = [query.partition("SELECT DISTINCT * ")[2] for query in asked_behind]
    assert len(asked) > 5
    assert not [
        each for each in asked if each.startswith("WHERE { { SELECT DISTINCT ?judgement ?on ?rank ?orr")
    ]
    assert [each for each in asked if "?result her2gc:hasAnalysisKind kg:main-analysis" in each]


def test_what_a_sub_select_takes_away_is_behind_no_row(kg: KnowledgeGraph) -> None:
    """HER2CLIMB has patients of one disease: the row does not tell the disease of the result's population."""
    answer = kg.ask("comparisons", trial="HER2CLIMB")
    [place] = [number for number, row in enumerate(answer) if row.iri("result") == f"{KG}HER2CLIMB-CNS-PFS"]
    assert answer.contract is not None
    places = {each.iri.removeprefix(f"{KG}Novel-strategies-") for each in answer.contract[place].places}
    assert "HER2CLIMB-CNS-HR" in places
    assert not places & {"brain-metastases", "brain-metastatic"}
