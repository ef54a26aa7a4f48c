"""The site as files: every link leads somewhere, no two names fall together, the same bytes each time."""

import gzip
import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest

from her2gc.web import forms, site
from her2gc.web.context import Context
from sampling import ALL, slow, whole

BASE = "https://site.example/her2gc"
MOST = 40_000_000  # bytes


class Reader(HTMLParser):
    """What a page links to, what in it can be linked to, and its bytes."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.size = len(content)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in ("href", "src", "action") and value:
                self.links.append(value)


@pytest.fixture(scope="module")
def planned(context: Context) -> site.Plan:
    return site.plan(context, BASE)


@pytest.fixture(scope="module")
def read(planned: site.Plan) -> dict[str, Reader]:
    """All pages with HER2GC_TEST_ALL; else all pages of which there is one, and a part of the others."""
    found = {}
    heavy = () if ALL else ("explorer.html",)  # tests/export/test_explorer.py reads it
    paths = [path for path in planned if path.endswith(".html") and path not in heavy]
    for number, path in enumerate(paths):
        if ALL or "/" not in path or number % 101 == 0 or path == "kg/Table-4.html":
            found[path] = Reader(planned[path]())
    return found


@slow
def test_every_link_and_every_fragment_leads_somewhere(planned: site.Plan, read: dict[str, Reader]) -> None:
    broken = []
    for path, page in read.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            target = path if not parts.path else target
            known = target in planned
            if known and target == "explorer.html":
                continue  # what stands after # there is what to open; tests/export/test_explorer.py tries it
            if known and parts.fragment and target in read:
                known = unquote(parts.fragment) in read[target].ids
            if not known:
                broken.append((path, link))
    assert not broken, broken[:20]
    assert len(read) > 40


def test_no_two_files_fall_together_where_case_does_not_count(planned: site.Plan) -> None:
    assert len({path.casefold() for path in planned}) == len(planned)
    assert b"https://w3id.org/her2gc/kg/MET<" in planned["kg/MET.html"]()
    assert b"https://w3id.org/her2gc/kg/met<" in planned["kg/met~2.html"]()


def test_redirects_tell_the_two_apart_and_send_each_form(context: Context) -> None:
    lines = site.redirects(context, BASE).decode().splitlines()
    rules = [line.split()[1:3] for line in lines if line.startswith("RewriteRule")]
    assert ["^kg/met$", f"{BASE}/kg/met~2.html"] in rules
    assert rules.index(["^kg/met$", f"{BASE}/kg/met~2.html"]) < rules.index(
        ["^kg/(.+)$", f"{BASE}/kg/$1.ttl"]
    )
    assert ["^query/(.+)$", f"{BASE}/query/$1.html"] in rules
    assert ["^$", f"{BASE}/index.html"] in rules
    assert ["^ontology$", f"{BASE}/ontology.html"] in rules


def test_the_map_lists_every_page_but_passages_by_its_address(planned: site.Plan) -> None:
    told = planned["sitemap.xml"]().decode()
    assert len(set(told.split("<loc>"))) - 1 == told.count("<loc>") > 1_500
    assert "kg/Failures-GATSBY-verdict.html" in planned
    assert "kg/Failures-GATSBY-verdict.html" not in told
    for path in ("index.html", "kg/met~2.html", "query/failed-agents.html"):
        assert f"<loc>{BASE}/{path}</loc>" in told
    assert f"Sitemap: {BASE}/sitemap.xml" in planned["robots.txt"]().decode()


def test_without_an_address_there_is_no_map(context: Context) -> None:
    told = site.plan(context)
    assert "sitemap.xml" not in told
    assert "w3id.htaccess" not in told
    assert b"Sitemap" not in told["robots.txt"]()


@slow
def test_the_same_bytes_each_time(context: Context, planned: site.Plan) -> None:
    other = Context(context.graph)
    again = site.plan(other, BASE)
    assert list(again) == list(planned)
    for path in ("kg/GATSBY.ttl", "kg/GATSBY.jsonld", "kg/GATSBY.html", "index.html", "sitemap.xml",
                 "query/failed-agents.json", "static/search.json"):  # fmt: skip
        assert again[path]() == planned[path](), path
    assert forms.dataset(other) == planned["static/graph.nq.gz"]()


def test_turtle_names_the_prefixes_that_it_uses_in_order(planned: site.Plan) -> None:
    told = planned["kg/Table-4.ttl"]().decode()
    heads = [line.split()[1] for line in told.splitlines() if line.startswith("@prefix")]
    assert heads == ["her2gc:", "kg:", "rdfs:"]


@whole
def test_the_packed_graph_is_the_graph(context: Context, planned: site.Plan) -> None:
    packed = ox.parse(gzip.decompress(planned["static/graph.nq.gz"]()), format=ox.RdfFormat.N_QUADS)
    found, graphs = set(), set()
    for quad in packed:
        found.add(hash(str(quad)))
        graphs.add(str(quad.graph_name))
    assert len(found) == len(context.graph.store)
    assert "<https://w3id.org/her2gc/graph/review>" in graphs


def test_each_default_answer_is_there_in_all_formats(planned: site.Plan) -> None:
    for ending in ("csv", "tsv", "json", "xml", "md"):
        assert f"query/failed-agents.{ending}" in planned
    head, *rows = planned["query/failed-agents.csv"]().decode().splitlines()
    assert {"places", "doubts", "origin"} <= set(head.split(","))
    assert rows


@whole
def test_the_site_is_small(planned: site.Plan, read: dict[str, Reader]) -> None:
    sizes = (read[path].size if path in read else len(make()) for path, make in planned.items())
    assert 10_000_000 < sum(sizes) <= MOST


def test_a_description_is_of_its_own_entity_only(planned: site.Plan) -> None:
    told = ox.parse(planned["kg/GATSBY.ttl"](), format=ox.RdfFormat.TURTLE)
    assert {str(triple.subject) for triple in told} == {"<https://w3id.org/her2gc/kg/GATSBY>"}


def test_the_data_set_describes_itself_without_an_endpoint(planned: site.Plan) -> None:
    told = planned[".well-known/void"]()
    assert b"void:classPartition" in told
    assert b"sh:select" in told
    assert b"sparqlEndpoint" not in told
    assert b"sd:endpoint" not in told


@slow
def test_what_values_a_parameter_takes_is_told_once_for_all_pages(planned: site.Plan) -> None:
    page = planned["query/discrepancies.html"]().decode()
    assert "static/values/Content.json" in page
    told = planned["static/values/LineOfTherapy.json"]().decode()
    assert '["https://w3id.org/her2gc/kg/second-line","second line"]' in told
