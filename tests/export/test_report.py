"""What a report says is lost, counted again by readers of the files and of the whole graph."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.util
from rdflib.namespace import RDF, SKOS

from conftest import Later, Run
from her2gc.export import FORMATS, Export, writer
from her2gc.export.evidence import untold
from her2gc.export.report import LOSSES, losses
from sampling import sample, slow, whole

nx = Later("networkx")
Graph = Any  # one of networkx

Made = Callable[..., Path]
Part = Callable[..., Export]
WIDER = (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


@pytest.fixture(scope="module")
def quads(whole: Export) -> list[tuple[Any, Any, Any, str]]:
    """Return the whole graph as the file has it: subject, property, value, and the named graph's short name.

    The terms are rdflib's; its own graph of so many takes 150 MB.
    """
    known: dict[str, Any] = {}

    def term(told: str) -> Any:
        return known.setdefault(told, rdflib.util.from_n3(told))

    body = writer("nquads").write(whole)
    assert isinstance(body, bytes)
    return [
        (
            *(term(str(each)) for each in (q.subject, q.predicate, q.object)),
            str(q.graph_name.value).rpartition("/")[2],
        )
        for q in ox.parse(input=body, format=ox.RdfFormat.N_QUADS)
    ]


@pytest.fixture(scope="module")
def everything(whole: Export) -> Graph:
    """Read the whole graph as GraphML with networkx."""
    body = writer("graphml").write(whole)
    assert isinstance(body, bytes)
    return nx.parse_graphml(body.decode(), force_multigraph=True)


def graphml(path: Path) -> Graph:
    return nx.read_graphml(path, force_multigraph=True)


def curie(iri: Any) -> str:
    return re.sub(
        r"^https://w3id.org/her2gc/(ontology#|kg/)",
        lambda found: "her2gc:" if "#" in found[1] else "kg:",
        iri,
    )


def triples(graph: Graph) -> set[tuple[str, str, str]]:
    """Return the edges of a file by the IRIs' short forms."""
    names = {node: curie(data["iri"]) for node, data in graph.nodes(data=True)}
    return {(names[one], data["type"], names[other]) for one, other, data in graph.edges(data=True)}


@whole  # before what reads everything as GraphML, which is kept then beside rdflib's copy
@pytest.mark.parametrize(
    ("form", "reader", "asked"),
    sample(
        [
            ("turtle", "turtle", {"around": ("T-DM1",)}),
            ("nquads", "nquads", {"graphs": ("review",)}),
            ("trig", "trig", {"lines": ("second",)}),
            ("turtle", "turtle", {}),
        ],
        1,
        "views as RDF held against the graph",
    ),
)
def test_rdf_held_against_the_graph(  # noqa: PLR0917
    made: Made, whole: Export, part: Part, quads: list[Any], form: str, reader: str, asked: dict[str, Any]
) -> None:
    export = part(**asked)
    read = rdflib.Dataset(default_union=True).parse(made(form, export), format=reader)
    own = {node.iri for node in whole.view.nodes}
    there = {(s, p, o) for s, p, o in read.triples((None, None, None))}
    # blank nodes have other names when they are read once more: they are counted, and stand in every part or none
    graphs = set(asked.get("graphs", ())) or {graph for *_, graph in quads}
    is_part = set(asked) - {"graphs"}
    told = [
        (s, p, o)
        for s, p, o, graph in quads
        if graph in graphs
        and ((s, p, o) in there or (not is_part and any(isinstance(each, rdflib.BNode) for each in (s, o))))
    ]
    expected = {
        "statements on entities outside the part asked for": sum(str(s) in own for s, *_ in quads)
        - sum(str(s) in own for s, *_ in told),
        "statements on the vocabulary outside the part asked for": sum(str(s) not in own for s, *_ in quads)
        - sum(str(s) not in own for s, *_ in told),
        "statements whose named graph is not told": len(there) if form == "turtle" else 0,
    }
    assert losses(export, form) == {text: number for text, number in expected.items() if number}


@whole
@pytest.mark.parametrize(
    "asked",
    sample(
        [{}, {"view": "trials"}, {"around": ("T-DM1",)}, {"lines": ("second",)}],
        1,
        "views as GraphML held against the graph",
    ),
)
def test_graphml_held_against_the_graph(
    made: Made, everything: Graph, part: Part, quads: list[Any], asked: dict[str, Any]
) -> None:
    export = part(**asked)
    # a second copy of the whole takes 100 MB
    shown = graphml(made("graphml", export)) if asked else everything
    own = {data["iri"] for _, data in everything.nodes(data=True)}
    kept = {data["iri"] for _, data in shown.nodes(data=True)}
    types = defaultdict(set)
    links = set()
    for s, p, o, graph in quads:
        if p == RDF.type:
            types[s, o].add(graph)
        elif str(s) in own and str(o) in own and "Match" not in p:
            links.add((curie(s), curie(p), curie(o)))
    implied = set()
    if "view" not in asked:
        short = {curie(iri) for iri in kept}
        implied = {each for each in links - triples(everything) if each[0] in short and each[2] in short}
    vocabulary = sum(str(s) not in own for s, *_ in quads)
    expected = {
        "statements on the vocabulary itself: classes, properties, axioms, outside terms, nodes without a name": (
            0 if asked else vocabulary
        ),
        "statements on the vocabulary outside the part asked for": vocabulary if asked else 0,
        "entities outside the part asked for": len(own) - len(kept),
        "links not shown: outside the part asked for, or told in short by its view": len(
            links - triples(shown) - implied
        ),
        "inferred links left out: a link shown says as much the other way around, or by a narrower property": len(
            implied
        ),
        "links made by the view, each in short for what several nodes say": sum(
            data["type"].startswith("view:") for *_, data in shown.edges(data=True)
        ),
        "classes of entities not told to be inferred": sum(
            graphs == {"inferred"} for (s, _), graphs in types.items() if str(s) in kept
        ),
        "figures and texts whose own named graph is not told, only their entity's": sum(
            isinstance(o, rdflib.Literal) and str(s) in kept for s, _, o, _ in quads
        ),
        "texts without their language tag": sum(
            isinstance(o, rdflib.Literal) and o.language is not None and str(s) in kept
            for s, _, o, _ in quads
        ),
        "attributes whose several values are joined in one text": sum(
            isinstance(value, str) and " | " in value
            for data in (
                *dict(shown.nodes(data=True)).values(),
                *(data for *_, data in shown.edges(data=True)),
            )
            for value in data.values()
        ),
    }
    assert losses(export, "graphml") == {text: number for text, number in expected.items() if number}


@whole
def test_an_implied_link_has_one_shown_that_implies_it(everything: Graph, quads: list[Any]) -> None:
    shown = triples(everything)
    own = {data["iri"] for _, data in everything.nodes(data=True)}
    narrower, inverse = defaultdict(set), defaultdict(set)
    for s, p, o, _ in quads:
        if p == rdflib.RDFS.subPropertyOf:
            narrower[curie(o)].add(curie(s))
        if p == rdflib.OWL.inverseOf:
            inverse[curie(s)].add(curie(o))
            inverse[curie(o)].add(curie(s))

    def saying(name: str) -> set[tuple[str, bool]]:
        """Return the properties that imply one, and whether they do so the other way around."""
        found, todo = set(), [(name, False)]
        while todo:
            prop, back = todo.pop()
            if (prop, back) not in found:
                found.add((prop, back))
                todo += [(each, back) for each in narrower[prop]]
                todo += [(each, not back) for each in inverse[prop]]
        return found

    for s, p, o, _ in quads:
        if str(s) in own and str(o) in own and p != RDF.type and "Match" not in p:
            ends = curie(s), curie(o)
            assert any(
                ((ends[1], prop, ends[0]) if back else (ends[0], prop, ends[1])) in shown
                for prop, back in saying(curie(p))
            ), (s, p, o)


@whole
def test_kgx_held_against_the_graph(made: Made, whole: Export, everything: Graph, quads: list[Any]) -> None:
    counted = losses(whole, "kgx")
    folder = made("kgx")
    nodes, edges = (
        list(csv.DictReader((folder / f"her2gc_{name}.tsv").open(encoding="utf-8"), delimiter="\t"))
        for name in ("nodes", "edges")
    )
    iris = {each["iri"] for each in nodes}
    several: dict[str, set[Any]] = defaultdict(set)
    for s, p, o, _ in quads:
        if p == RDF.type:
            several[str(s)].add(o)
    assert counted["entities whose classes beside the nearest one are not written"] == sum(
        len(several[iri]) > 1 for iri in iris
    )
    assert counted["outside ids that are broader, narrower or related, not written"] == sum(
        str(s) in iris and p in WIDER for s, p, *_ in quads
    )
    assert counted["outside ids not told to be exact or close"] == sum(
        str(s) in iris and p in (SKOS.exactMatch, SKOS.closeMatch) for s, p, *_ in quads
    )
    curated = [data for *_, data in everything.edges(data=True) if data["origin"] == "curated"]
    assert counted["links of the curators, not told from those of the review"] == len(curated)
    assert counted["links whose named graphs are not told"] == len(edges)
    assert counted["entities whose named graphs, and those of their figures and texts, are not told"] == len(
        nodes
    )
    general = [each for each in nodes if each["category"] == "biolink:NamedThing"]
    assert counted["entities without a nearer Biolink category than the most general"] == len(general)
    related = [each for each in edges if each["predicate"] == "biolink:related_to"]
    assert counted["links that Biolink can only call related"] == len(related)


@slow
def test_evidence_held_against_the_graph(made: Made, whole: Export, everything: Graph) -> None:
    counted = losses(whole, "evidence")
    rows = defaultdict(list)
    for each in csv.DictReader(made("evidence").open(encoding="utf-8-sig")):
        rows[each["id"]].append(each)
    assert counted["entities that are no statement: named in cells, without a row"] == len(everything) - len(
        rows
    )
    assert counted["entities whose outside ids are not written"] == sum(
        "outsideIds" in data for _, data in everything.nodes(data=True)
    )
    left_out = {edge.id for edge in untold(whole)}
    assert counted["links between entities that no row tells"] == len(left_out)
    labels = whole.view.by_id
    for edge in whole.view.edges:
        if edge.id in left_out:
            continue
        if edge.source not in rows:  # a doubt stands beside what it concerns
            assert labels[edge.source].label in rows[edge.target][0]["doubts"]
        elif edge.type == "her2gc:cites":
            [number] = re.findall(r"\d+", edge.target)
            assert number in rows[edge.source][0]["citations"].split(" | ")
        else:
            cells = " | ".join(cell for row in rows[edge.source] for cell in row.values())
            assert labels[edge.target].label in cells, edge.id


@whole
def test_obsidian_and_dot_held_against_the_edges(made: Made, part: Part, whole: Export) -> None:
    trials = part(view="trials")
    edges = [data for *_, data in graphml(made("graphml", trials)).edges(data=True)]
    counted = losses(trials, "obsidian")
    assert counted["links that do not name the node that they stand for"] == sum(
        "via" in each for each in edges
    )
    assert counted["links whose property is told by its name in words, not by its CURIE"] == len(edges)
    assert counted["links whose named graphs are not told"] == len(edges)
    assert "links whose label is shown on pointing only, for want of room" not in losses(trials, "dot")
    text = made("dot", whole).read_text()
    unlabelled = len(re.findall(r' -> .*\[.*label=""', text))
    assert (
        losses(whole, "dot")["links whose label is shown on pointing only, for want of room"]
        == unlabelled
        > 0
    )


@pytest.mark.usefixtures("few_asked")
def test_the_page_shows_no_more_of_a_link_than_the_report_says(made: Made, part: Part) -> None:
    export = part(view="trials", lines=("second",))
    counted = losses(export, "html")
    [data] = [
        json.loads(text)
        for text in re.findall(
            r"<script[^>]*>(\{.*?\})\s*</script>", made("html", export).read_text(), re.DOTALL
        )
    ]
    ids, texts = [each["id"] for each in data["nodes"]], data["texts"]
    told = [(ids[source], texts[kind], ids[target]) for source, target, _, kind, *_ in data["edges"]]
    assert sorted(told) == sorted((each.source, each.type, each.target) for each in export.view.edges)
    assert {each[0] for each in data["facts"]} == {name for each in export.view.edges for name in each.data}
    assert counted["links whose named graphs are not told"] == len(told)
    assert not any(
        "CURIE" in each or "stand for" in each or "links whose figures" in each for each in counted
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_it_loses(name: str) -> None:
    assert set(LOSSES) >= writer(name).LOSES


@slow
def test_what_carries_every_statement_says_so(whole: Export) -> None:
    for form in ("trig", "nquads", "jsonld"):
        assert losses(whole, form) == {}
    assert set(losses(whole, "owlxml")) == {
        "statements whose named graph is not told",
        "statements on countries, whose outside ids are URNs",
    }


@slow
@pytest.mark.usefixtures("read_once")
def test_a_report_is_printed_with_or_without_a_file(tmp_path: Path, run: Run) -> None:
    ran = run("export", "dot", "--line", "second", "-o", tmp_path / "a.dot", "--report")
    assert "links whose named graphs are not told" in ran.out
    assert run("export", "dot", "--line", "second", "--report").out == ran.out
    assert run("export", "kgx", "--report").out.startswith("kgx (")
