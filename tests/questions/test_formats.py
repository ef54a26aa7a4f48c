"""The SPARQL 1.1 results formats, read back by parsers that are not ours: rdflib, csv, json and an XML parser."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.query import Result

from conftest import Run
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.questions.answer import Answer

_SR = "{http://www.w3.org/2005/sparql-results#}"
# Every kind of term and every mark that a format must quote; the second row is empty but for one cell.
QUERY = r"""
SELECT ?iri ?plain ?english ?whole ?decimal ?double ?truth ?date ?none WHERE {
  VALUES (?iri ?plain ?english ?whole ?decimal ?double ?truth ?date) {
    (<https://example.org/a?b=1&c=2> "a \"b\", c\td\ne \\ <f> & 'g'" "Zanidatamab"@en 0 1.50 1.0E6 false
     "2021-11-28"^^xsd:date)
    (UNDEF "" UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF)
  }
}
"""
TEXT = "a \"b\", c\td\ne \\ <f> & 'g'"


@pytest.fixture(scope="module")
def answer(kg: KnowledgeGraph) -> Answer:
    found = kg.sparql(QUERY)
    assert isinstance(found, Answer)
    return found


def read(answer: Answer, form: str) -> list[dict[str, Any]]:
    """Return rows as rdflib reads them, without unbound cells."""
    found = Result.parse(io.BytesIO(answer.render(form)), format=form).bindings
    return [{str(name): term for name, term in row.items() if term is not None} for row in found]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_rdflib_reads_back_every_term(answer: Answer, form: str) -> None:
    first, second = read(answer, form)
    assert float(first.pop("double")) == 1e6
    assert first == {
        "iri": URIRef("https://example.org/a?b=1&c=2"),
        "plain": Literal(TEXT),
        "english": Literal("Zanidatamab", lang="en"),
        "whole": Literal("0", datatype=XSD.integer),
        "decimal": Literal(str(first["decimal"]), datatype=XSD.decimal),
        "truth": Literal("false", datatype=XSD.boolean),
        "date": Literal("2021-11-28", datatype=XSD.date),
    }
    assert float(first["decimal"]) == 1.5
    assert second == {"plain": Literal("")}


def test_csv_is_that_of_the_standard(answer: Answer) -> None:
    body = answer.render("csv").decode()
    head, first, second = csv.reader(io.StringIO(body, newline=""))
    assert head == ["iri", "plain", "english", "whole", "decimal", "double", "truth", "date", "none"]
    assert first[:4] == ["https://example.org/a?b=1&c=2", TEXT, "Zanidatamab", "0"]
    assert [float(each) for each in first[4:6]] == [1.5, 1e6]
    assert first[6:] == ["false", "2021-11-28", ""]
    assert second == [""] * 9
    assert "\r\n" in body


def test_tsv_writes_terms_as_turtle_does(answer: Answer) -> None:
    head, first, second = answer.render("tsv").decode().splitlines()
    assert head.split("\t") == [
        "?iri", "?plain", "?english", "?whole", "?decimal", "?double", "?truth", "?date", "?none"
    ]  # fmt: skip
    cells = first.split("\t")
    assert cells[0] == "<https://example.org/a?b=1&c=2>"
    assert cells[2:4] == ['"Zanidatamab"@en', "0"]
    assert second.split("\t") == ["", '""', *[""] * 7]


def test_json_and_xml_leave_out_unbound_cells(answer: Answer) -> None:
    rows = json.loads(answer.render("json"))["results"]["bindings"]
    assert set(rows[1]) == {"plain"}
    assert rows[0]["english"] == {"type": "literal", "value": "Zanidatamab", "xml:lang": "en"}
    assert rows[0]["iri"] == {"type": "uri", "value": "https://example.org/a?b=1&c=2"}
    document = ET.fromstring(answer.render("xml"))  # noqa: S314 (our own output)
    results = document.findall(f"{_SR}results/{_SR}result")
    assert [[each.get("name") for each in result] for result in results][1] == ["plain"]
    assert results[0][1][0].text == TEXT


@pytest.mark.parametrize("truth", [True, False])
def test_ask_is_a_truth_value_in_every_format(kg: KnowledgeGraph, truth: object) -> None:
    found = kg.sparql(f"ASK {{ FILTER ({str(truth).lower()}) }}")
    assert json.loads(found.render("json"))["boolean"] is truth
    assert ET.fromstring(found.render("xml")).findtext(f"{_SR}boolean") == str(truth).lower()  # noqa: S314
    for form in ("csv", "tsv", "table", "markdown"):
        assert found.render(form).decode().strip() == str(truth).lower()


def test_blank_nodes_stay_blank_nodes(kg: KnowledgeGraph) -> None:
    found = kg.sparql("SELECT ?x WHERE { BIND (BNODE() AS ?x) }")
    for form in ("json", "xml", "tsv"):
        assert isinstance(read(found, form)[0]["x"], BNode)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("a|b", r"a\|b"),
        ("<script>", "&lt;script>"),
        ("*x* _y_ `z` ~q~", r"\*x\* \_y\_ \`z\` \~q\~"),
        ("HER2_CEP17 [1]", "HER2_CEP17 [1]"),
        ("[a](b)", r"[a]\(b)"),
        ("&lt; \\ x", r"&amp;lt; \\ x"),
        ("one\ntwo", "one<br>two"),
    ],
)
def test_markdown_shows_a_cell_as_it_is(cell: str, shown: str) -> None:
    results = {"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": cell}}]}}
    assert Answer(json.dumps(results).encode()).text("markdown").splitlines()[2] == f"| {shown} |"


@pytest.mark.parametrize(
    "name", ["failed-agents", "trials", "discrepancies", "scoring-comparison", "table-4"]
)
@pytest.mark.parametrize("width", [60, 80, 200])
def test_wide_tables_keep_to_the_width_and_lose_no_word(kg: KnowledgeGraph, name: str, width: int) -> None:
    answer = kg.ask(name)
    shown = answer.text(width=width, most=None)
    assert max(map(len, shown.splitlines())) <= width
    there = "".join(shown.split())
    words = {word for row in answer.sheet.rows for cell in row for word in cell.split()}
    assert [word for word in words if word not in there] == []


def test_the_command_keeps_to_columns(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in ("60", "200"):
        monkeypatch.setenv("COLUMNS", width)
        out = run("query", "failed-agents", "--line", "second", "--format", "table").out
        assert max(map(len, out.splitlines())) <= int(width)


def test_an_empty_answer_in_papers_says_so(kg: KnowledgeGraph) -> None:
    answer = kg.ask("resistance-genes-amplified", subtype="TCGA EBV")
    assert answer.text("markdown").startswith("no rows")
    assert answer.text("html").startswith("<p>no rows<br>why: ")
