"""Every stored question gives the same rows on pyoxigraph and on rdflib."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import pytest
from rdflib.term import Literal, Node

import her2gc
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import binding, catalogue
from rdflib_beside import Beside
from sampling import sample

# rdflib takes minutes for these; Apache Jena is asked them where living/test_publish.py asks it everything
TOO_SLOW = {"comparisons", "missing-figures", "results-by-biomarker", "statements-on", "trials-of-disease"}
CASES = [
    (name, examples)
    for name, question in catalogue.questions().items()
    if name not in TOO_SLOW
    for examples in (False, True)
    if examples or not any(parameter.required for parameter in question.parameters)
    if not examples or question.parameters
]


@pytest.fixture(scope="module")
def beside(kg: KnowledgeGraph) -> Iterator[Beside]:
    with Beside(kg) as made:
        yield made


def _cell(term: object) -> str:
    """Spell a term alike for both engines: numbers by value, the rest by text."""
    if term is None:
        return ""
    text = str(term) if isinstance(term, Node) else str(getattr(term, "value", term))
    datatype = str(term.datatype) if isinstance(term, Literal) else str(getattr(term, "datatype", ""))
    if any(kind in datatype for kind in ("#decimal", "#integer", "#double")):
        try:
            return str(Decimal(text).normalize())
        except InvalidOperation:
            return text
    return text


def test_patterns_are_those_that_every_engine_reads() -> None:
    """``\\p{L}`` is an error in Python's expressions, by which rdflib reads: a filter with it holds for nothing."""
    assert [name for name, question in catalogue.questions().items() if "\\p{" in question.text] == []


@pytest.mark.parametrize(("name", "examples"), sample(CASES, 24, "questions held against rdflib"))
def test_same_rows_on_both_engines(beside: Beside, name: str, *, examples: bool) -> None:
    question = catalogue.questions()[name]
    given = {each.name: each.example for each in question.parameters if examples or each.required}
    held_against_rdflib(beside, name, given)


def held_against_rdflib(beside: Beside, name: str, given: dict[str, str | None]) -> None:
    question = catalogue.questions()[name]
    theirs = beside.rows(binding.bind(question, binding.terms(beside.kg.graph, question, given)))
    ours = beside.kg.ask(name, **given)
    assert Counter(tuple(_cell(row[each]) for each in ours.variables) for row in ours.solutions) == Counter(
        tuple(_cell(row.get(each)) for each in ours.variables) for row in theirs
    )


THEIRS = """
@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

kg:MINE-on-GATSBY a her2gc:Verdict ; rdfs:label "MINE: trastuzumab emtansine succeeded in GATSBY"@en ;
    her2gc:ofTrial kg:GATSBY ; her2gc:onAgent kg:T-DM1 ; her2gc:hasVerdictOutcome kg:succeeded ;
    her2gc:hasBasis kg:stated-elsewhere .
kg:MINE-on-ToGA a her2gc:Verdict ; rdfs:label "MINE: trastuzumab failed in ToGA"@en ;
    her2gc:ofTrial kg:ToGA ; her2gc:onAgent kg:trastuzumab ; her2gc:hasVerdictOutcome kg:failed ;
    her2gc:hasBasis kg:stated-elsewhere ; her2gc:forDisease kg:gastric-cancer .
kg:MINE-on-LOGiC-OS a her2gc:EndpointVerdict ; rdfs:label "MINE: LOGiC met overall survival"@en ;
    her2gc:ofEndpoint kg:LOGiC-endpoint-OS ; her2gc:hasEndpointOutcome kg:met ; her2gc:hasBasis kg:stated-elsewhere .
"""


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside]:
    """Open the graph with another's verdicts on trials of ours."""
    path = tmp_path_factory.mktemp("disputed") / "mine.ttl"
    path.write_text(THEIRS, encoding="utf-8")
    with Beside(her2gc.load([str(path)], others=False)) as made:
        yield made


@pytest.mark.parametrize(
    ("name", "given"),
    sample(
        [
            ("verdicts", {}),
            ("failed-agents", {"line": "second"}),
            ("failed-agents", {"line": "first"}),
            ("negative-trials", {}),
            ("primary-endpoints", {}),
            ("pending-trials", {}),
            ("trials-per-line", {}),
        ],
        3,
        "answers with another's verdict, held against rdflib",
    ),
)
def test_anothers_verdict_on_a_trial_of_ours_is_in_the_same_rows(
    disputed: Beside, name: str, given: dict[str, str | None]
) -> None:
    """A variable that a sub-select works out is no join on rdflib where it is known outside."""
    held_against_rdflib(disputed, name, given)
