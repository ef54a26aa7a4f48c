"""The stored questions as an API: the description is valid, and answers are the command line's, byte for byte."""

import json
import shlex
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import ResultRow
from SPARQLWrapper import CSV, JSON, TSV, TURTLE, XML, SPARQLWrapper
from starlette.testclient import TestClient

from conftest import Run
from foreign import jena
from her2gc.cli import common
from her2gc.questions import catalogue
from her2gc.questions.answer import Answer
from her2gc.store.graph import LocalGraph, open_graph
from her2gc.web import openapi
from her2gc.web.context import Context
from her2gc.web.routes import ANSWERS
from sampling import sample, slow, whole
from web.served import WAIT, server

QUESTIONS = catalogue.questions()
FORMS = [(name, form) for name in sorted(QUESTIONS) for form in ANSWERS]


def options(name: str) -> dict[str, str]:
    """Return an example for each value that a question needs."""
    return {each.name: each.example for each in QUESTIONS[name].parameters if each.required and each.example}


@pytest.fixture(scope="module")
def opened_once() -> Iterator[None]:
    """Open the store once for all runs of the command line: each would open it and read its names anew."""
    found: dict[str, LocalGraph] = {}

    def once(*args: Any, **given: Any) -> LocalGraph:
        key = repr((args, sorted(given.items())))
        return found.get(key) or found.setdefault(key, open_graph(*args, **given))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common, "open_graph", once)
        yield


@slow
@pytest.mark.usefixtures("opened_once")
@pytest.mark.parametrize(("name", "form"), sample(FORMS, 12, "answers through the API"))
def test_an_answer_is_the_command_lines(client: TestClient, run: Run, name: str, form: str) -> None:
    values = options(name)
    told = client.get(f"/query/{name}.{form}", params=values)
    words = [part for key, value in values.items() for part in (f"--{key}", value)]
    shape = "markdown" if form == "md" else form
    ran = run("query", name, *words, "--format", shape, "--all")
    assert told.status_code == 200
    assert ran.status == 0, shlex.join(words)
    assert told.text.replace("\r\n", "\n") == ran.out.replace("\r\n", "\n")
    assert told.headers["content-type"] == ANSWERS[form]


@slow
@pytest.mark.usefixtures("not_kept")
def test_every_value_that_is_listed_gives_its_rows(
    client: TestClient, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word of an address leads to the same rows as the IRI that it stands for."""
    serialize = Answer.serialize  # rows are counted here; other tests look at what they carry
    monkeypatch.setattr(Answer, "serialize", lambda answer, form, **_: serialize(answer, form, bare=True))
    cases = [
        (name, parameter.name)
        for name, question in sorted(QUESTIONS.items())
        for parameter in question.parameters
    ]
    listed = [
        (name, parameter, value)
        for name, parameter in sample(cases, 4, "parameters through the API")
        for value in sample(context.values(name, parameter), 8, "values of a parameter through the API")
    ]
    assert listed

    async def each_is_asked() -> (
        None
    ):  # in the server's own loop: a switch of threads takes longer than an answer
        transport = httpx.ASGITransport(app=client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as there:
            for name, parameter, value in listed:
                by_word = await there.get(f"/query/{name}.json", params={parameter: value.word})
                assert by_word.status_code == 200, (name, value)
                assert len(by_word.json()["results"]["bindings"]) == value.rows, (name, value)

    assert client.portal
    client.portal.call(each_is_asked)


def test_the_description_is_valid_and_lists_the_values(context: Context) -> None:
    names = [*sample(sorted(QUESTIONS), 12, "questions in the API's description"), "failed-agents"]
    found = json.loads(openapi.description(context, names))
    from openapi_spec_validator import OpenAPIV31SpecValidator

    assert list(OpenAPIV31SpecValidator(found).iter_errors()) == []
    told = found["paths"]["/query/failed-agents.{form}"]["get"]["parameters"]
    line = next(each for each in told if each["name"] == "line")
    assert {"first-line", "second-line"} <= set(line["schema"]["enum"])
    assert next(each for each in told if each["name"] == "form")["schema"]["enum"] == list(ANSWERS)


@whole
def test_all_questions_are_described(client: TestClient) -> None:
    found = client.get("/openapi.json").json()
    from openapi_spec_validator import OpenAPIV31SpecValidator

    assert list(OpenAPIV31SpecValidator(found).iter_errors()) == []
    assert len(found["paths"]) == len(QUESTIONS)


def test_wrong_values_are_told_with_the_nearest_right_ones(client: TestClient) -> None:
    wrong = client.get("/query/failed-agents.json?line=secnd")
    assert wrong.status_code == 400
    assert "second line" in wrong.text
    other = client.get("/query/failed-agent", headers={"Accept": "text/html"})
    assert other.status_code == 404
    assert "failed-agents" in other.text
    name = client.get("/query/failed-agents.json?lines=second")
    assert name.status_code == 400
    assert "line" in name.text
    entity = client.get("/kg/GATSBI", headers={"Accept": "text/html"})
    assert entity.status_code == 404
    assert "/kg/GATSBY" in entity.text


@slow
def test_foreign_clients_read_every_form() -> None:
    """SPARQLWrapper and rdflib's store read what a whole server sends them."""
    query = (
        "PREFIX her2gc: <https://w3id.org/her2gc/ontology#> PREFIX kg: <https://w3id.org/her2gc/kg/> "
        "SELECT ?agent WHERE { kg:GATSBY her2gc:testsAgent ?agent } ORDER BY ?agent"
    )
    conjugate = "https://w3id.org/her2gc/kg/T-DM1"
    with server() as there:
        asked = SPARQLWrapper(f"{there.base}/sparql")
        for way in ("GET", "POST"):
            asked.setMethod(way)
            asked.setQuery(query)
            asked.setReturnFormat(JSON)
            rows: Any = asked.queryAndConvert()
            assert [row["agent"]["value"] for row in rows["results"]["bindings"]] == [conjugate]
            for form in (XML, CSV, TSV):
                asked.setReturnFormat(form)
                assert conjugate.encode() in asked.query().response.read()
            asked.setQuery(query.replace("SELECT ?agent", "CONSTRUCT { kg:GATSBY her2gc:testsAgent ?agent }"))
            asked.setReturnFormat(TURTLE)
            assert b"kg:T-DM1" in asked.query().response.read()
        store = SPARQLStore(f"{there.base}/sparql")
        assert [str(row[0]) for row in store.query(query) if isinstance(row, ResultRow)] == [conjugate]
        assert store.query("ASK { ?s ?p ?o }").askAnswer is True


@whole
def test_another_engine_reads_what_it_asks_for() -> None:
    """Apache Jena asks this endpoint by SERVICE, reads the rows and joins them."""
    query = (
        "PREFIX her2gc: <https://w3id.org/her2gc/ontology#> PREFIX kg: <https://w3id.org/her2gc/kg/> "
        "SELECT ?trial ?agent {{ VALUES ?trial {{ kg:GATSBY }} SERVICE <{}/sparql> "
        "{{ ?trial her2gc:testsAgent ?agent }} }}"
    )
    with server() as there, jena() as other:
        told = httpx.post(
            other.query,
            data={"query": query.format(there.base)},
            headers={"Accept": "application/sparql-results+json"},
            timeout=WAIT,
        )
        assert told.status_code == 200, told.text
        [row] = told.json()["results"]["bindings"]
    assert row["agent"]["value"] == "https://w3id.org/her2gc/kg/T-DM1"
    assert row["trial"]["value"] == "https://w3id.org/her2gc/kg/GATSBY"
