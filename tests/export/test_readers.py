"""What we write, read again by the tools that people use."""

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from conftest import Later
from her2gc.export import Export
from her2gc.python.knowledge import KnowledgeGraph
from sampling import sample, slow, whole

from .browser import tool

igraph, ladybug, nx, pl = (Later(name) for name in ("igraph", "ladybug", "networkx", "polars"))

Made = Callable[..., Path]


@slow
def test_graphml_by_networkx(made: Made, whole: Export) -> None:
    graph = nx.read_graphml(made("graphml"), force_multigraph=True)
    view = whole.view
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(view.nodes), len(view.edges))
    assert {name: data["label"] for name, data in graph.nodes(data=True)} == {
        node.id: node.label for node in view.nodes
    }
    contrast = graph.nodes["kg:GATSBY-OS-contrast"]
    assert (contrast["hazardRatio"], contrast["pValue"], contrast["kind"]) == (1.15, 0.86, "result")
    assert graph.nodes["kg:GATSBY"]["enrolment"] == 345
    assert {each["type"] for each in graph.get_edge_data("kg:GATSBY", "kg:T-DM1").values()} >= {
        "her2gc:testsAgent"
    }
    assert max(graph.number_of_edges(*ends) for ends in set(graph.edges())) > 1


@whole
def test_graphml_by_igraph(made: Made, whole: Export) -> None:
    graph = igraph.Graph.Read_GraphML(str(made("graphml")))
    view = whole.view
    assert graph.is_directed()
    assert (graph.vcount(), graph.ecount()) == (len(view.nodes), len(view.edges))
    assert graph.vs["label"] == [node.label for node in view.nodes]
    read = Counter(
        (graph.vs[each.source]["id"], each["type"], graph.vs[each.target]["id"]) for each in graph.es
    )
    assert read == Counter((edge.source, edge.type, edge.target) for edge in view.edges)
    contrast = graph.vs.find(label="GATSBY: overall survival, trastuzumab emtansine against taxane")
    assert (contrast["hazardRatio"], contrast["pValue"], contrast["kind"]) == (1.15, 0.86, "result")
    assert len({(each["x"], each["y"]) for each in graph.vs}) == graph.vcount()


@slow
def test_gexf_by_networkx(made: Made, whole: Export) -> None:
    graph = nx.read_gexf(made("gexf"), version="1.3")
    assert graph.number_of_nodes() == len(whole.view.nodes)
    assert graph.number_of_edges() == len(whole.view.edges)
    contrast = graph.nodes["kg:GATSBY-OS-contrast"]
    assert (contrast["hazardRatio"], contrast["pValue"], contrast["kind"]) == (1.15, 0.86, "result")
    assert contrast["viz"]["color"] == {"r": 255, "g": 217, "b": 102, "a": 1.0}


CX2 = """
import json, sys
from ndex2.cx2 import RawCX2NetworkFactory
network = RawCX2NetworkFactory().get_cx2network(json.load(open(sys.argv[1], encoding="utf-8")))
nodes = [each["v"] for each in network.get_nodes().values()]
print(json.dumps([len(nodes), len(network.get_edges()), [each for each in nodes if each["id_"] == "kg:T-DM1"]]))
"""


@whole
def test_cx2_by_ndex2(made: Made, whole: Export) -> None:
    # ndex2 in a process of its own: it takes 80 MB
    command = [sys.executable, "-c", CX2, str(made("cx2"))]
    nodes, edges, [agent] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert (nodes, edges) == (len(whole.view.nodes), len(whole.view.edges))
    assert (agent["label"], agent["synonyms"]) == ("trastuzumab emtansine", ["T-DM1", "TDM-1"])


class TestNeo4j:
    """The bulk-import CSV, loaded by an embedded property-graph database."""

    @pytest.fixture(scope="class")
    def database(
        self, once: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Any]:
        folder = once("neo4j")
        held = ladybug.Database(str(tmp_path_factory.mktemp("neo4j") / "db"), buffer_pool_size=128 * 1024**2)
        connection = ladybug.Connection(held)
        kinds = {
            "": "STRING",
            "long": "INT64",
            "double": "DOUBLE",
            "boolean": "BOOLEAN",
            "string[]": "STRING",
        }

        def heads(name: str) -> list[list[str]]:
            header = next(csv.reader((folder / name).open(encoding="utf-8")))
            return [each.split(":", 1) if ":" in each else [each, ""] for each in header]

        columns = ", ".join(
            f"`{name or 'LABELS'}` {kinds.get(kind, 'STRING')}" for name, kind in heads("nodes.csv")
        )
        connection.execute(f"CREATE NODE TABLE Entity({columns}, PRIMARY KEY(id))")
        columns = ", ".join(
            f"`{name or 'TYPE'}` {kinds.get(kind, 'STRING')}" for name, kind in heads("relationships.csv")[2:]
        )
        connection.execute(f"CREATE REL TABLE Link(FROM Entity TO Entity, {columns})")
        options = "(header=true, parallel=false)"
        connection.execute(f'COPY Entity FROM "{folder}/nodes.csv" {options}')
        connection.execute(f'COPY Link FROM "{folder}/relationships.csv" {options}')
        yield connection
        connection.close()
        held.close()

    def rows(self, database: Any, query: str) -> list[list[Any]]:
        answer = database.execute(query)
        assert isinstance(answer, ladybug.QueryResult)
        return [list(row) for row in answer.get_all()]

    def test_counts(self, database: Any, whole: Export) -> None:
        assert self.rows(database, "MATCH (n) RETURN count(n)") == [[len(whole.view.nodes)]]
        assert self.rows(database, "MATCH ()-[r]->() RETURN count(r)") == [[len(whole.view.edges)]]

    def test_names_and_links_between_the_same_nodes(self, database: Any, whole: Export) -> None:
        found = dict(self.rows(database, "MATCH (n:Entity) RETURN n.id, n.label"))
        assert found == {node.id: node.label for node in whole.view.nodes}
        query = "MATCH (a {id: 'kg:GATSBY'})-[r]->(b {id: 'kg:T-DM1'}) RETURN count(r)"
        many = sum((each.source, each.target) == ("kg:GATSBY", "kg:T-DM1") for each in whole.view.edges)
        assert self.rows(database, query) == [[many]]

    def test_headline_question_in_cypher(self, database: Any, kg: KnowledgeGraph) -> None:
        query = """
            MATCH (v:Entity)-[:Link {TYPE: 'OF_TRIAL'}]->(t:Entity)-[:Link {TYPE: 'IN_LINE'}]->(l:Entity),
                  (v)-[:Link {TYPE: 'ON_AGENT'}]->(a:Entity), (v)-[:Link {TYPE: 'HAS_VERDICT_OUTCOME'}]->(o:Entity)
            WHERE l.label = 'second line' AND o.label = 'failed'
            RETURN DISTINCT a.label, t.label ORDER BY a.label"""
        found = self.rows(database, query)
        assert found == [
            ["lapatinib", "TyTAN"],
            ["trastuzumab", "T-ACT"],
            ["trastuzumab emtansine", "GATSBY"],
        ]
        answer = kg.ask("failed-agents", line="second")
        assert found == [[row.agent, row.trial] for row in answer]

    def test_figures_are_numbers(self, database: Any) -> None:
        query = "MATCH (n:Entity) WHERE n.hazardRatio > 1.2 AND n.pValue < 0.25 RETURN n.id ORDER BY n.id"
        assert self.rows(database, query) == [["kg:HELOISE-OS-contrast"], ["kg:T-ACT-OS-contrast"]]


def test_parquet_by_polars(made: Made, whole: Export) -> None:
    folder = made("parquet")
    nodes, edges = pl.read_parquet(folder / "nodes.parquet"), pl.read_parquet(folder / "edges.parquet")
    assert (nodes.height, edges.height) == (len(whole.view.nodes), len(whole.view.edges))
    [agent] = nodes.filter(pl.col("id") == "kg:T-DM1").to_dicts()
    assert agent["synonyms"] == ["T-DM1", "TDM-1"]
    assert nodes.filter(pl.col("id") == "kg:GATSBY-OS-contrast")["hazardRatio"].to_list() == [1.15]


def test_dot_by_graphviz(made: Made, part: Callable[..., Export]) -> None:
    export = part(view="trials", lines=("second",))
    ran = subprocess.run(
        [tool("gc", "graphviz"), "-n", "-e", made("dot", export)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split()[:2] == [str(len(export.view.nodes)), str(len(export.view.edges))]


def test_svg_tells_verdict_and_figures(made: Made, part: Callable[..., Export]) -> None:
    tool("dot", "graphviz")
    picture = made("svg", part(view="trials", lines=("second",))).read_text()
    for text in (">GATSBY<", ">trastuzumab emtansine<", ">failed<", ">HR 1.15<", ">P = 0.86 †<"):
        assert text in picture


QUADS = (
    "import sys, rdflib; print(len(list(rdflib.Dataset().parse(sys.argv[1], format=sys.argv[2]).quads())))"
)


def canonical(quads: Iterable[ox.Quad]) -> set[int]:
    """Return the hashes of quads as texts, in which nodes without a name are called by what is said of them.

    The texts themselves take 60 MB.
    """
    held = ox.Dataset(quads)
    held.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {hash(str(each)) for each in held}


@slow
@pytest.mark.parametrize(
    ("form", "kind", "rdflib_name"),
    sample(
        [
            ("trig", ox.RdfFormat.TRIG, "trig"),
            ("nquads", ox.RdfFormat.N_QUADS, "nquads"),
            ("jsonld", ox.RdfFormat.JSON_LD, "json-ld"),
        ],
        1,
        "RDF formats read as a whole",
    ),
)
def test_rdf_formats_carry_every_statement(
    made: Made, kg: KnowledgeGraph, form: str, kind: ox.RdfFormat, rdflib_name: str
) -> None:
    graph = kg.graph
    told = canonical(
        quad
        for name in graph.named_graphs()
        for quad in graph.store.quads_for_pattern(None, None, None, name)
    )
    file = made(form)
    assert canonical(ox.parse(path=str(file), format=kind)) == told
    # rdflib in a process of its own: it takes 150 MB
    command = [sys.executable, "-c", QUADS, str(file), rdflib_name]
    assert int(subprocess.run(command, capture_output=True, check=True).stdout) == len(told)


def test_turtle_by_rdflib_and_pyoxigraph(made: Made, part: Callable[..., Export]) -> None:
    file = made("turtle", part(around=("GATSBY",), hops=1))
    read = rdflib.Graph().parse(file)
    other = rdflib.Graph().parse(
        data=ox.serialize(
            ox.parse(path=str(file), format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES
        ),
        format="nt",
    )
    assert isomorphic(read, other)
    trial = rdflib.URIRef("https://w3id.org/her2gc/kg/GATSBY")
    assert rdflib.Literal("GATSBY", lang="en") in set(read.objects(trial, rdflib.RDFS.label))


@whole
def test_jsonld_reads_like_words(made: Made) -> None:
    document = json.loads(made("jsonld").read_text())
    [review] = [each for each in document["@graph"] if each["@id"] == "graph:review"]
    [contrast] = [each for each in review["@graph"] if each["@id"] == "kg:GATSBY-OS-contrast"]
    assert (contrast["label"], contrast["hazardRatio"], contrast["pValue"]) == (
        "GATSBY: overall survival, trastuzumab emtansine against taxane",
        "1.15",
        "0.86",
    )


@whole
def test_kgx_names_both_ends_and_carries_outside_ids(made: Made, whole: Export) -> None:
    folder = made("kgx")
    nodes = list(csv.DictReader((folder / "her2gc_nodes.tsv").open(encoding="utf-8"), delimiter="\t"))
    edges = list(csv.DictReader((folder / "her2gc_edges.tsv").open(encoding="utf-8"), delimiter="\t"))
    assert (len(nodes), len(edges)) == (len(whole.view.nodes), len(whole.view.edges))
    ids = {each["id"]: each for each in nodes}
    assert all(each["subject"] in ids and each["object"] in ids for each in edges)
    assert ids["kg:T-DM1"]["category"] == "biolink:Drug"
    assert ids["kg:ERBB2"]["category"] == "biolink:Gene"
    assert "HGNC:3430" in ids["kg:ERBB2"]["xref"].split("|")
    assert ids["kg:GATSBY"]["xref"] == "clinicaltrials:NCT01641939"
    assert ids["kg:PI3K-mTOR-pathway"]["xref"].split("|") == ["WIKIPATHWAYS:WP3844"]
    from her2gc.export.report import losses

    counted = losses(whole, "kgx")
    general = [each for each in nodes if each["category"] == "biolink:NamedThing"]
    assert counted["entities without a nearer Biolink category than the most general"] == len(general)
    related = [each for each in edges if each["predicate"] == "biolink:related_to"]
    assert counted["links that Biolink can only call related"] == len(related)
    lines = (made("kgx-jsonl") / "her2gc_nodes.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [each["id"] for each in nodes]


def test_obsidian_links_lead_to_notes(made: Made, part: Callable[..., Export]) -> None:
    import re

    folder = made("obsidian", part(view="trials"))
    notes = {str(path.relative_to(folder))[:-3]: path.read_text() for path in folder.rglob("*.md")}
    assert len({name.casefold() for name in notes}) == len(notes)
    links = {unquote(name) for text in notes.values() for name in re.findall(r"\[\[([^|\]]+)", text)}
    assert links <= set(notes)
    tested = (
        "- tested: [[agent/trastuzumab emtansine|trastuzumab emtansine]] — failed, OS: HR 1.15, P = 0.86 †"
    )
    assert tested in notes["trial/GATSBY"]
    assert "; verdict: failed; " in notes["trial/GATSBY"]
    assert 'aliases: ["T-DM1", "TDM-1", "kg:T-DM1"]' in notes["agent/trastuzumab emtansine"]


@slow
def test_obsidian_gives_a_drug_the_plain_name_and_its_regimen_the_qualified_one(made: Made) -> None:
    folder = made("obsidian")
    found = {str(each.relative_to(folder))[:-3] for each in folder.rglob("*.md")}
    for drug, regimen in (("trastuzumab emtansine", "GATSBY-T-DM1"), ("docetaxel", "GATSBY-taxane")):
        assert {f"agent/{drug}", f"regimen/{drug} ({regimen}-regimen)"} <= found
