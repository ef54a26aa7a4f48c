"""W3C's evaluation tests for SPARQL 1.1 through the endpoint, on servers that hold only each test's own data.

Run with ``python bench/w3c.py DIR``, DIR being the folder ``sparql11`` of the suite, as rdflib's source archive has it
(``test/data/suites/w3c``). Left out, as no part of this endpoint: entailment regimes, SERVICE, updates, and ``{n,m}``.
"""

import csv
import json
import sys
import tempfile
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from starlette.testclient import TestClient

from her2gc.sparql.pool import Pool
from her2gc.store.graph import open_graph
from her2gc.web.context import Context
from her2gc.web.server import app

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
LEFT_OUT = ("entailment", "service", "service-description", "protocol", "http-rdf-update")
FORMS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".csv": ox.QueryResultsFormat.CSV,
    ".tsv": ox.QueryResultsFormat.TSV,
}
NUMBERS = ("integer", "decimal", "double", "float")
NOTHING = "urn:x:nothing"
SECONDS = 120  # for a query on a machine that has much else to do


class Case(NamedTuple):
    """One test."""

    name: str
    query: Path
    default: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path


def path(node: Any) -> Path:
    """Return the file that an IRI names."""
    return Path(str(node).removeprefix("file://"))


def cases(suite: Path) -> list[Case]:
    """Return the tests of all manifests."""
    found = []
    for manifest in sorted(suite.glob("*/manifest.ttl")):
        if manifest.parent.name in LEFT_OUT:
            continue
        graph = Graph().parse(manifest, publicID=manifest.as_uri())
        for entries in graph.objects(None, MF.entries):
            for test in Collection(graph, entries):
                action = graph.value(test, MF.action)
                wanted = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
                if action is None or not wanted & set(graph.objects(test, RDF.type)):
                    continue
                default, named = (
                    tuple(sorted(map(path, graph.objects(action, each)))) for each in (QT.data, QT.graphData)
                )
                name = f"{manifest.parent.name}/{URIRef(str(test)).fragment}"
                query = path(graph.value(action, QT.query))
                found.append(Case(name, query, default, named, path(graph.value(test, MF.result))))
    return found


def cells(found: Any) -> Any:
    """Return rows as a multiset in which nodes without a name are all alike, or a truth value."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [each.value for each in found.variables]
    rows: Counter[Any] = Counter()
    for row in found:
        told = ((name, row[name]) for name in sorted(names) if row[name] is not None)
        rows[tuple((name, told_as(each)) for name, each in told)] += 1
    return sorted(names), rows


def told_as(term: Any) -> str:
    """Return a term as text: numbers by what they are worth, as the store does not keep how they were spelled."""
    if isinstance(term, ox.BlankNode):
        return "_:"
    if isinstance(term, ox.Literal) and term.datatype.value.partition("#")[2] in NUMBERS:
        with suppress(ValueError):
            return f"{float(term.value)}^^{term.datatype.value}"
    return str(term)


def plain(cell: str) -> str:
    """Return a cell of CSV: numbers by what they are worth, nodes without a name as one."""
    with suppress(ValueError):
        return str(float(cell))
    return "_:" if cell.startswith("_:") else cell


def csv_rows(body: bytes) -> list[list[tuple[str, str]]]:
    """Return the rows of CSV, in no order, each cell by its column's name: ``SELECT *`` gives columns no order."""
    heads, *rows = csv.reader(body.decode().splitlines())
    return sorted(sorted(zip(heads, map(plain, row), strict=True)) for row in rows)


def triples(body: bytes, form: ox.RdfFormat) -> Any:
    """Return a graph so that equal ones compare equal."""
    found = ox.Dataset(each for each in ox.parse(body, format=form))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


def right(case: Case, client: TestClient, there: list[str]) -> bool:
    """Tell whether the endpoint's answer is the one that is expected."""
    query = f"BASE <{case.query.as_uri()}>\n{case.query.read_text(encoding='utf-8')}"
    asked: dict[str, Any] = {"query": query}
    asked["default-graph-uri"] = [each.as_uri() for each in case.default if each.as_uri() in there]
    asked["named-graph-uri"] = [each.as_uri() for each in case.named] or [NOTHING]
    ending = case.result.suffix
    media = {
        ".csv": "text/csv",
        ".tsv": "text/tab-separated-values",
        ".srx": "application/sparql-results+xml",
    }
    told = client.post("/sparql", data=asked, headers={"Accept": media.get(ending, "*/*")})
    if told.status_code != 200:
        print(f"{case.name}: {told.text.strip()[:150]}")
        return False
    expected = case.result.read_bytes()
    if ending == ".csv":
        return csv_rows(told.content) == csv_rows(expected)
    if ending in FORMS:
        return bool(
            cells(ox.parse_query_results(told.content, FORMS[ending]))
            == cells(ox.parse_query_results(expected, FORMS[ending]))
        )
    if told.headers["content-type"].startswith("text/turtle"):
        kind = ox.RdfFormat.TURTLE if ending == ".ttl" else ox.RdfFormat.RDF_XML
        return bool(triples(told.content, ox.RdfFormat.TURTLE) == triples(expected, kind))
    return bool(
        tabled(expected, case.result)
        == cells(ox.parse_query_results(told.content, ox.QueryResultsFormat.JSON))
    )


def tabled(expected: bytes, place: Path) -> Any:
    """Return the rows that a Turtle file of the suite's own result vocabulary holds."""
    rs = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
    graph = Graph().parse(data=expected, format="turtle", publicID=place.as_uri())
    names = sorted(map(str, graph.objects(None, rs.resultVariable)))
    bindings = []
    for solution in graph.objects(None, rs.solution):
        row: dict[str, Any] = {}
        for each in graph.objects(solution, rs.binding):
            value: Any = graph.value(each, rs.value)
            kind = (
                "uri" if isinstance(value, URIRef) else "literal" if hasattr(value, "datatype") else "bnode"
            )
            row[str(graph.value(each, rs.variable))] = {"type": kind, "value": str(value)}
            if getattr(value, "datatype", None):
                row[str(graph.value(each, rs.variable))]["datatype"] = str(value.datatype)
        bindings.append(row)
    told = json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()
    return cells(ox.parse_query_results(told, ox.QueryResultsFormat.JSON))


def trig(files: set[Path]) -> bytes:
    """Return files as graphs by their names."""
    found = [
        ox.Quad(
            ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:a"), ox.NamedNode(NOTHING)
        )
    ]
    for each in sorted(files):
        form = ox.RdfFormat.from_extension(each.suffix[1:])
        graph = ox.NamedNode(each.as_uri())
        found += [
            ox.Quad(quad.subject, quad.predicate, quad.object, graph)
            for quad in ox.parse(each.read_bytes(), format=form, base_iri=each.as_uri())
        ]
    return ox.serialize(found, format=ox.RdfFormat.TRIG) or b""


def main() -> None:
    """Ask and count."""
    groups: defaultdict[tuple[tuple[Path, ...], tuple[Path, ...]], list[Case]] = defaultdict(list)
    for case in cases(Path(sys.argv[1]).resolve()):
        if "{" in case.name:
            continue
        groups[case.default, case.named].append(case)
    good, bad, unread = 0, [], []
    with tempfile.TemporaryDirectory() as folder:
        for number, ((default, named), listed) in enumerate(groups.items()):
            file = Path(folder, f"{number}.trig")
            try:
                file.write_bytes(trig({*default, *named}))
                graph = open_graph([str(file)], only_data=True, quiet=True)
            except (SyntaxError, OSError, ValueError) as error:
                print(f"{listed[0].name}: {str(error)[:120]}")
                unread += listed
                continue
            if graph.folder is None:
                raise SystemExit("this needs a store on disk")
            graphs = [each.value for each in graph.named_graphs()]
            with TestClient(
                app(Context(graph), Pool(graph.folder, graphs, seconds=SECONDS, size=1), []),
                base_url="http://127.0.0.1",
            ) as client:
                for case in listed:
                    if right(case, client, graphs):
                        good += 1
                    else:
                        bad.append(case.name)
                        print(f"wrong: {case.name}", flush=True)
    print(f"{good} of {good + len(bad)} right; not read {[each.name for each in unread]}; wrong: {bad}")


if __name__ == "__main__":
    main()
