"""Statements on statements and directions of texts: carried where the format can, left out and counted where not."""

from pathlib import Path

import pytest
import rdflib

import her2gc
from conftest import Run
from her2gc.errors import Her2gcError
from her2gc.export import Export
from her2gc.export.report import losses
from her2gc.store.graph import open_graph
from sampling import slow

OWN = """
PREFIX ex: <https://example.org/ns#>
PREFIX kg: <https://w3id.org/her2gc/kg/>
PREFIX her2gc: <https://w3id.org/her2gc/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
kg:S a her2gc:Trial ~ ex:R {| ex:confidence "low" |} ; rdfs:label "S"@en ; rdfs:comment "سلام"@ar--rtl .
"""
TOLD = "statements on statements, which only RDF 1.2 has"
TURNED = "texts without their direction"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a file with one statement on a statement and one text with a direction."""
    path = tmp_path / "own.ttl"
    path.write_text(OWN, encoding="utf-8")
    return path


@slow
@pytest.mark.parametrize(
    ("form", "parser", "left_out"),
    [
        ("jsonld", "json-ld", {TOLD: 1}),
        ("owl", "xml", {TOLD: 1, TURNED: 1}),
        ("owlxml", None, {TOLD: 1, TURNED: 1}),
        ("turtle", None, {}),
        ("trig", None, {}),
        ("nquads", None, {}),
    ],
)
def test_what_a_format_cannot_carry_is_left_out_and_counted(  # noqa: PLR0917 (three of a case, three fixtures)
    run: Run, own: Path, tmp_path: Path, form: str, parser: str | None, left_out: dict[str, int]
) -> None:
    out = tmp_path / f"out.{form}"
    ran = run("export", form, "--data", own, "--only-data", "--quiet", "-o", out)
    assert (ran.status, ran.err) == (0, "")
    text = out.read_text(encoding="utf-8")
    assert ("<<(" in text) is (not left_out)
    assert "rdf:version" not in text
    if parser:
        found = rdflib.Dataset(default_union=True).parse(out, format=parser)
        assert (
            rdflib.URIRef("https://example.org/ns#R"),
            rdflib.URIRef("https://example.org/ns#confidence"),
            None,
        ) in found
    export = Export(open_graph([str(own)], only_data=True, quiet=True))
    counted = {name: count for name, count in losses(export, form).items() if name in (TOLD, TURNED)}
    assert counted == left_out


def test_json_ld_keeps_the_direction(run: Run, own: Path) -> None:
    assert '"@direction": "rtl"' in run("export", "jsonld", "--data", own, "--only-data", "--quiet").out


def test_rdflib_gets_what_it_can_hold(own: Path) -> None:
    kg = her2gc.load([str(own)], only_data=True)
    assert len(kg.rdflib) == len(kg.graph.store) - 1
    with pytest.raises(Her2gcError, match="rdflib holds no statements on statements"):
        kg.sparql("CONSTRUCT { ?s ?p ?o } WHERE { ?s rdf:reifies ?o ; ?p ?o }")


@slow
def test_a_query_reads_both(run: Run, own: Path, tmp_path: Path) -> None:
    query = tmp_path / "q.rq"
    query.write_text(
        "SELECT ?c (LANGDIR(?l) AS ?d) {"
        " ?r rdf:reifies <<( ?s a ?o )>> ; ?p ?c . ?s rdfs:comment ?l FILTER(isLiteral(?c)) }"
    )
    ran = run("sparql", query, "--data", own, "--only-data", "--quiet", "--format", "csv")
    assert ran.out.split() == ["c,d", "low,rtl"]
