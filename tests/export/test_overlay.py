"""A user's own data whose names or figures clash with what the formats need."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Later
from her2gc.errors import Her2gcError
from her2gc.export import Export, Request
from her2gc.export.report import losses
from her2gc.store.graph import open_graph
from sampling import slow, whole

from .browser import tool

nx, pl = Later("networkx"), Later("polars")

Made = Callable[..., Path]
HEAD = """
PREFIX her2gc: <https://w3id.org/her2gc/ontology#>
PREFIX kg: <https://w3id.org/her2gc/kg/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX ex: <https://example.org/ns#>
"""
CLASHES = """
kg:mine a her2gc:Agent ; rdfs:label "mine" ; ex:id 5 ; ex:ID 6 ; ex:label "other" ; ex:kind "a kind" ;
    ex:type "a type" ; ex:name "a name" ; ex:source "a source" ; ex:target "a target" ; ex:self "self" ; ex:x "left" ;
    ex:color "red" ; ex:hazardRatio 9 ; ex:value 1 ; her2gc:value 2 ; <https://example.org/other#value> 3 ;
    <https://example.org/o'c:d> 4 ; her2gc:targets kg:aim .
kg:aim a her2gc:Protein ; rdfs:label "aim" .
"""
WIDE, TINY = f"1{'0' * 400}.5", f"0.{'0' * 400}1"
FIGURES = f"""
kg:big a her2gc:Agent ; rdfs:label "big" ; ex:huge 9223372036854775808 ; ex:long 9007199254740993 ; ex:wide {WIDE} ;
    ex:tiny {TINY} ; ex:endless "INF"^^xsd:double ; ex:none "NaN"^^xsd:double ; ex:small 12 ; ex:half 0.5 ;
    ex:yes "1"^^xsd:boolean .
"""
AS_TEXT = {
    "huge": "9223372036854775808",
    "long": "9007199254740993",  # a reader that knows doubles only takes it for ...992
    "wide": WIDE,
    "tiny": TINY,
    "endless": "INF",  # which 1e400 turns into when it is read
    "none": "NaN",
}
AS_NUMBERS = {"small": 12, "half": 0.5, "yes": True}


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str], Export]:
    def make(data: str) -> Export:
        file = tmp_path / "own.ttl"
        file.write_text(HEAD + data, encoding="utf-8")
        return Export(open_graph([str(file)], builtin=False, quiet=True), Request(graphs=("user",)))

    return make


def read(form: str, path: Path) -> dict[str, dict[str, Any]]:
    """Return the nodes of a file by their label, as a reader of the format sees them."""
    if form == "cytoscapejs":
        found = [each["data"] for each in json.loads(path.read_text())["elements"]["nodes"]]
    elif form == "graphml":
        found = [data for _, data in nx.read_graphml(path, force_multigraph=True).nodes(data=True)]
    elif form == "gexf":
        found = [{"id": name, **data} for name, data in nx.read_gexf(path, version="1.3").nodes(data=True)]
    elif form == "cx2":
        aspects = {name: part for each in json.loads(path.read_text()) for name, part in each.items()}
        found = [{**each["v"], "id": each["v"]["id_"]} for each in aspects["nodes"]]
    elif form == "parquet":
        found = pl.read_parquet(path / "nodes.parquet").to_dicts()
    else:
        rows = csv.reader((path / "nodes.csv").open(encoding="utf-8"))
        heads = [each.partition(":")[0] for each in next(rows)]
        assert len(set(heads)) == len(heads)
        found = [dict(zip(heads, row, strict=True)) for row in rows]
    return {each["label"]: each for each in found}


PROPERTY_GRAPHS = ("cytoscapejs", "graphml", "gexf", "cx2", "parquet", "neo4j")


@whole
@pytest.mark.parametrize("form", PROPERTY_GRAPHS)
def test_a_users_property_never_takes_the_place_of_a_core_attribute(
    made: Made, own: Callable[[str], Export], form: str
) -> None:
    node = read(form, made(form, own(CLASHES)))["mine"]
    assert (node["id"], node["kind"], node["type"]) == ("kg:mine", "agent", "agent")
    told = {str(value).strip("'") for name, value in node.items() if name.startswith("https_example_org")}
    assert {
        "5",
        "6",
        "other",
        "a kind",
        "a type",
        "a name",
        "a source",
        "a target",
        "left",
        "red",
        "self",
    } <= told
    assert (str(node["value"]), str(node["https_example_org_ns_value"])) == ("2", "1")
    assert str(node["https_example_org_other_value"]) == "3"
    assert str(node["https_example_org_ns_hazardRatio"]) == "9"  # which is not the one that our views fold


def test_ends_of_an_edge_are_there(made: Made, own: Callable[[str], Export]) -> None:
    document = json.loads(made("cytoscapejs", own(CLASHES)).read_text())
    ids = {each["data"]["id"] for each in document["elements"]["nodes"]}
    [edge] = [each["data"] for each in document["elements"]["edges"]]
    assert {edge["source"], edge["target"]} == ids == {"kg:mine", "kg:aim"}


def test_names_of_attributes_do_not_break_out_of_cypher(made: Made, own: Callable[[str], Export]) -> None:
    text = (made("neo4j", own(CLASHES)) / "load.cypher").read_text()
    assert "n.`o_c_d` = toInteger(row['o_c_d:long'])" in text


@whole
def test_a_users_link_to_a_term_is_a_column_that_neo4j_reads(made: Made, tmp_path: Path) -> None:
    file = tmp_path / "term.ttl"
    file.write_text(HEAD + 'kg:a a her2gc:Agent ; rdfs:label "a" ; ex:kind kg:completed .', encoding="utf-8")
    export = Export(open_graph([str(file)], quiet=True), Request(view="agents"))
    node = read("neo4j", made("neo4j", export))["a"]
    assert (node["kind"], node["https_example_org_ns_kind"]) == ("agent", "completed")


@slow
@pytest.mark.parametrize("form", PROPERTY_GRAPHS)
def test_a_figure_beyond_what_readers_hold_is_text(
    made: Made, own: Callable[[str], Export], form: str
) -> None:
    node = read(form, made(form, own(FIGURES)))["big"]
    assert {name: node[name] for name in AS_TEXT} == AS_TEXT
    numbers = (
        AS_NUMBERS if form != "neo4j" else {name: str(each).lower() for name, each in AS_NUMBERS.items()}
    )
    assert {name: node[name] for name in AS_NUMBERS} == numbers


def test_figures_of_cx2_are_declared_wide_enough(made: Made, own: Callable[[str], Export]) -> None:
    aspects = json.loads(
        made("cx2", own('kg:a a her2gc:Agent ; rdfs:label "a" ; ex:n 4294967296 .')).read_text()
    )
    [declared] = next(each["attributeDeclarations"] for each in aspects if "attributeDeclarations" in each)
    assert declared["nodes"]["n"] == {"d": "long"}  # the format's integer has 32 bit


LANGUAGES = """
kg:a a her2gc:Agent ; rdfs:label "drug"@en , "Arznei"@de , "remède"@fr ; skos:altLabel "stuff"@en ;
    skos:definition "first"@en , "zweite"@de ; ex:when "2019-05-01"^^xsd:date ; ex:odd "7"^^ex:grade .
"""


def test_second_labels_are_kept_and_what_is_flattened_is_counted(
    made: Made, own: Callable[[str], Export]
) -> None:
    export = own(LANGUAGES)
    node = read("graphml", made("graphml", export))["drug"]
    assert set(node["synonyms"].split(" | ")) == {"Arznei", "remède", "stuff"}
    assert (node["description"], node["definition"], node["when"], node["odd"]) == (
        "first", "zweite", "2019-05-01", "7",
    )  # fmt: skip
    counted = losses(export, "graphml")
    assert counted["texts without their language tag"] == 6  # three labels, a synonym, two definitions
    assert counted["dates and other values of a kind of their own, written as text"] == 2


ODD = """
<https://example.org/view?drug=1&trial=2> a her2gc:Agent ; rdfs:label "the \\"odd\\" @@APP@@ @@DATA@@ one" ;
    <https://example.org/p/> kg:aim .
kg:aim a her2gc:Protein ; rdfs:label "aim" .
"""


@pytest.mark.usefixtures("few_asked")
def test_odd_labels_and_addresses_leave_each_file_well_formed(
    own: Callable[[str], Export], made: Made
) -> None:
    export = own(ODD)
    label = 'the "odd" @@APP@@ @@DATA@@ one'
    page = made("html", export).read_text(encoding="utf-8")
    assert page.count(json.dumps(label)[1:-1]) >= 1
    assert page.count("</script>") == made("html", own("kg:aim a her2gc:Protein .")).read_text().count(
        "</script>"
    )
    rows = csv.DictReader(
        (made("kgx", export) / "her2gc_nodes.tsv").open(encoding="utf-8"),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    assert label in {each["name"] for each in rows}  # kgx reads without quoting, too
    relations = csv.DictReader((made("neo4j", export) / "relationships.csv").open(encoding="utf-8"))
    assert {each[":TYPE"] for each in relations} == {"OTHER"}


def test_a_picture_of_an_address_with_an_ampersand_is_xml(own: Callable[[str], Export], made: Made) -> None:
    tool("dot", "graphviz")
    root = ET.parse(made("svg", own(ODD))).getroot()  # noqa: S314 (our own file)
    links = {
        each.get("{http://www.w3.org/1999/xlink}href") for each in root.iter("{http://www.w3.org/2000/svg}a")
    }
    assert "https://example.org/view?drug=1&trial=2" in links


@pytest.mark.parametrize("form", ["owl", "owlxml"])
def test_what_rdf_xml_cannot_name_is_refused(own: Callable[[str], Export], made: Made, form: str) -> None:
    with pytest.raises(Her2gcError, match=re.escape("class or property <https://example.org/p/>")):
        made(form, own(ODD))
