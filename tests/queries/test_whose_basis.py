"""What a statement rests on is told of its own source: nothing but the review's word is called the review's.

A user's file and a file of another source use every basis that the vocabulary has, in trials of their own and on a
trial of the review; every row of every question that tells of them is looked at.
"""

import re
from collections.abc import Iterator

import pytest
from answers import rows, typed

import her2gc
from conftest import ROOT
from her2gc.plot import PICTURES
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions import catalogue
from her2gc.sources import homes
from her2gc.web import pages, write
from her2gc.web.context import Context
from her2gc.web.routes import Links
from sampling import slow, whole

BASES = ("stated", "derived", "stated-elsewhere", "derived-elsewhere", "inferred", "curated")
WHOSE = {"MINE": 'yours, from "mine.ttl"', "PAPER": "from PAPER 2026"}
THEIRS = re.compile(r"\b(MINE|PAPER)-\d")
REVIEWS = re.compile(r"(?:by|of|in) the review\b|the review(?:'s|\u2019s| says| prints)")
MORE = """
{n}-population her2gc:hasBasis kg:{basis} .
{n}-tucatinib-arm her2gc:hasBasis kg:{basis} .
{n}-tucatinib-regimen her2gc:hasBasis kg:{basis} .
{n}-endpoint a her2gc:Endpoint ; rdfs:label "{name}: overall survival, primary endpoint"@en ; her2gc:ofTrial {n} ;
    her2gc:measure kg:overall-survival ; her2gc:hasEndpointRole kg:primary ; her2gc:statedIn {n}-report-verdict .
{n}-endpoint-verdict a her2gc:EndpointVerdict ; rdfs:label "{name}: overall survival not met"@en ;
    her2gc:ofEndpoint {n}-endpoint ; her2gc:hasEndpointOutcome kg:not-met ; her2gc:hasBasis kg:{basis} ;
    her2gc:statedIn {n}-report-verdict .
{n}-rule a her2gc:CompositeCriterion ; rdfs:label "{name}: rule"@en ; her2gc:hasBasis kg:{basis} ;
    her2gc:anyOf kg:HER2-IHC-3-plus ; her2gc:statedIn {n}-report-design .
{n}-review a her2gc:Review ; rdfs:label "{name} review"@en ; her2gc:latestDatedEvent "1999" .
{n}-approval a her2gc:Approval ; rdfs:label "{name}: tucatinib approved"@en ; her2gc:onAgent kg:tucatinib ;
    her2gc:forDisease kg:gastric-cancer ; her2gc:hasBasis kg:{basis} ; her2gc:statedIn {n}-report-verdict .
{n}-on-GATSBY a her2gc:Verdict ; rdfs:label "{name}: trastuzumab emtansine succeeded in GATSBY"@en ;
    her2gc:ofTrial kg:GATSBY ; her2gc:onAgent kg:T-DM1 ; her2gc:hasVerdictOutcome kg:succeeded ;
    her2gc:hasBasis kg:{basis} ; her2gc:statedIn {n}-report-verdict .
kg:LOGiC-endpoint-verdict-OS her2gc:hasEndpointOutcome kg:met ; her2gc:hasBasis kg:{basis} .
"""


def _trials(prefix: str) -> str:
    template = (ROOT / "templates/trial.ttl").read_text(encoding="utf-8")
    told = []
    for number, basis in enumerate(BASES, 1):
        name = f"{prefix}-{number}"
        body = template.replace("EXAMPLE-1", name).replace("kg:stated-elsewhere", f"kg:{basis}")
        told += [body, MORE.format(n=f"kg:{name}", name=name, basis=basis)]
    return "\n".join(told)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """Open the graph with a user's file and one of another source."""
    folder = tmp_path_factory.mktemp("foreign")
    mine, paper = folder / "mine.ttl", folder / "PAPER-2026.ttl"
    mine.write_text(_trials("MINE"), encoding="utf-8")
    paper.write_text(_trials("PAPER"), encoding="utf-8")
    listed = [homes.Source(str(paper), f"{homes.OTHERS}/PAPER-2026")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(homes, "other_sources", lambda: listed)
        yield her2gc.load([str(mine)])


def test_every_basis_is_used(kg: KnowledgeGraph) -> None:
    known = kg.sparql("SELECT ?x { ?x a her2gc:Basis }")
    assert {row.x.rpartition("/")[2].removeprefix("kg:") for row in known} == set(BASES)


@whole
def test_no_row_of_theirs_is_called_the_reviews(foreign: KnowledgeGraph) -> None:
    wrong, seen = [], set()
    for name, question in catalogue.questions().items():
        given = {each.name: each.example for each in question.parameters if each.required}
        asked = [given] + [
            given | {"trial": "MINE-1"} for each in question.parameters if each.name == "trial"
        ]
        asked += [given | {"subject": "MINE-1"} for each in question.parameters if each.name == "subject"]
        for values in asked:
            answer = foreign.ask(name, **values)
            for row, carried in zip(answer, answer.contract or [], strict=bool(answer)):
                cells = {column: str(cell) for column, cell in row.asdict().items()}
                if not THEIRS.search(" ".join([*cells.values(), carried.full_places])):
                    continue
                seen.add(name)
                if row.asdict().get("trial") == "GATSBY":  # of the review's trial the review is silent
                    cells.pop("primaryEndpoint", None)
                wrong += [(name, cell) for cell in (*cells.values(), carried.origin) if REVIEWS.search(cell)]
                found = THEIRS.match(str(row.asdict().get("trial")))
                if found and (WHOSE[found[1]] not in carried.origin or carried.origin.startswith("asserted")):
                    wrong.append((name, carried.origin))
    assert wrong == []
    assert {"failed-agents", "verdicts", "survival-medians", "her2-positive-criteria", "regimens"} <= seen


VERDICTS = """
MINE-1 | stated by its source, mine.ttl | yours, from "mine.ttl"
MINE-2 | derived from the figures of its source, mine.ttl | yours, from "mine.ttl"
MINE-3 | stated by another source | yours, from "mine.ttl"
MINE-4 | derived from another source's figures | yours, from "mine.ttl"
MINE-5 | inferred | yours, from "mine.ttl"
MINE-6 | curated | yours, from "mine.ttl"
PAPER-1 | stated by its source, PAPER-2026 | from PAPER 2026
PAPER-2 | derived from the figures of its source, PAPER-2026 | from PAPER 2026
PAPER-3 | stated by another source | from PAPER 2026
PAPER-4 | derived from another source's figures | from PAPER 2026
PAPER-5 | inferred | from PAPER 2026
PAPER-6 | curated | from PAPER 2026
"""


@pytest.mark.parametrize("question", ["verdicts", "failed-agents"])
def test_a_verdict_rests_on_its_own_source(foreign: KnowledgeGraph, question: str) -> None:
    answer = foreign.ask(question)
    assert answer.contract is not None
    told = [
        f"{row.trial} | {row.basis} | {carried.origin.partition(';')[0]}"
        for row, carried in zip(answer, answer.contract, strict=True)
        if THEIRS.match(row.trial)
    ]
    assert sorted(told) == typed(VERDICTS)


def test_a_unit_and_a_rule_rest_on_their_own_source(foreign: KnowledgeGraph) -> None:
    bases = {name: basis for name, basis, _ in (line.split(" | ") for line in typed(VERDICTS))}
    medians = [row for row in foreign.ask("survival-medians") if THEIRS.match(row.trial or "")]
    assert {row.trial: row.unitBasis for row in medians} == bases
    rules = [row for row in foreign.ask("her2-positive-criteria") if THEIRS.match(row.criterion)]
    assert {row.criterion.removesuffix(": rule"): row.basis for row in rules} == bases


def test_verdicts_of_several_sources_on_one_trial_stand_apart(foreign: KnowledgeGraph) -> None:
    answer = foreign.ask("verdicts", trial="GATSBY")
    assert answer.contract is not None
    told = {
        (row.verdict, row.basis, carried.origin.partition(";")[0], carried.short_places)
        for row, carried in zip(answer, answer.contract, strict=True)
        if "stated by" in row.basis
    }
    bases = "curated, derived from another source's figures, derived from the figures of its source, {0}, inferred, "
    bases += "stated by another source, stated by its source, {0}"
    places = "; ".join(f"{{0}}-{number} report, conclusion" for number in range(1, 7))
    assert told == {
        ("failed", "stated by the review", "asserted", "Failures \u00b65, 7"),
        ("succeeded", bases.format("mine.ttl"), WHOSE["MINE"], places.format("MINE")),
        ("succeeded", bases.format("PAPER-2026"), WHOSE["PAPER"], places.format("PAPER")),
    }
    [failed] = [row for row in foreign.ask("failed-agents", line="second") if row.trial == "GATSBY"]
    assert (failed.verdict, failed.basis) == ("failed", "stated by the review")
    endpoints = rows(foreign, "primary-endpoints", "trial primaryEndpoint outcome")
    assert [line for line in endpoints if "LOGiC" in line] == [
        "LOGiC | overall survival | not met",
        "LOGiC | overall survival | met",
    ]


def test_what_the_reviews_word_rests_on_nobody_else_tells(
    kg: KnowledgeGraph, foreign: KnowledgeGraph
) -> None:
    """A user who gives our statement another basis changes no origin of the review's rows."""
    for question in ("verdicts", "failed-agents", "primary-endpoints"):
        ours = kg.ask(question)
        told = {
            tuple(cells): row.origin for cells, row in zip(ours.cells(), ours.contract or [], strict=True)
        }
        answer = foreign.ask(question)
        now = {
            tuple(cells): row.origin for cells, row in zip(answer.cells(), answer.contract or [], strict=True)
        }
        assert told.items() - now.items() == set(), question


def test_what_is_said_of_a_trial_of_theirs_is_there_as_theirs(foreign: KnowledgeGraph) -> None:
    said = foreign.ask("trial-statements", trial="PAPER-1")
    assert {carried.origin.partition(";")[0] for carried in said.contract or []} == {"from PAPER 2026"}
    assert {f"{row.kind}: {row.statement}" for row in said} == {
        "result: PAPER-1: overall survival",
        "verdict: PAPER-1: tucatinib failed",
        "endpoint: PAPER-1: overall survival, primary endpoint",
    }
    ours = foreign.ask("trial-statements", trial="GATSBY")
    told = {row.statement: carried.origin for row, carried in zip(ours, ours.contract or [], strict=True)}
    assert told["GATSBY: overall survival"] == "asserted"
    assert told["MINE-1: trastuzumab emtansine succeeded in GATSBY"].startswith('yours, from "mine.ttl"')


def test_a_history_tells_who_said_what(foreign: KnowledgeGraph) -> None:
    assert rows(foreign, "history", "date event says source", subject="MINE-2") == [
        " | status by another source | completed | mine.ttl",
        " | verdict by another source | MINE-2: tucatinib failed | mine.ttl",
    ]
    told = rows(foreign, "history", "date event source", subject="GATSBY")
    assert [line for line in told if "another source" not in line] == [
        "2021 | status by the review | Review of HER2-positive gastric cancer",
        "2021 | verdict by the review | Review of HER2-positive gastric cancer",
    ]
    assert len(told) == 2 + 2 * len(BASES)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_names_whose_word_it_draws(foreign: KnowledgeGraph, name: str) -> None:
    picture = PICTURES[name](foreign.graph)
    drawn = {each["trial"]: each["source"] for each in picture.data}
    for trial, source in drawn.items():
        if found := THEIRS.match(trial):
            assert source == WHOSE[found[1]]
            assert f"{trial} ({source})" in picture.alternative
    assert ("MINE-1" in drawn) == (name in {"forest", "landscape"})
    if name == "landscape":
        assert "by its source's account" in picture.alternative
        assert (
            "The review contradicts itself on pembrolizumab in KEYNOTE-811 (pending and succeeded)."
            in picture.alternative
        )
        assert picture.alternative.count("contradicts itself") == 1


@slow
def test_pages_and_terms_call_no_statement_the_reviews(foreign: KnowledgeGraph) -> None:
    context, links = Context(foreign.graph), Links()
    for number in range(1, len(BASES) + 1):
        for local in (f"PAPER-{number}-verdict", f"PAPER-{number}-rule"):
            told = write.html(pages.page(context, links, "entity", local, {}), links).decode()
            main = re.sub(r"<[^>]+>", " ", told.partition("<main")[2])
            assert local.partition("-v")[0].partition("-r")[0] in main
            assert not REVIEWS.search(main), main
