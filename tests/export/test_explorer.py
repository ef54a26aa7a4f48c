"""The explorer and the formats of JavaScript libraries, in Chromium."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from her2gc.export import Export, cytoscapejs, gexf, html

from .browser import chromium

HERE = Path(__file__).parent
VENDOR = HERE.parent.parent / "src/her2gc/export/explorer/vendor"
pytestmark = pytest.mark.xdist_group("chromium")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, whole: Export) -> Path:
    target = tmp_path_factory.mktemp("page") / "explorer.html"
    target.write_bytes(html.write(whole))
    return target


@pytest.fixture
def page(browser: Chrome, file: Path) -> Chrome:
    browser.get(file.as_uri())
    wait(browser, "return document.documentElement.dataset.ready !== undefined")
    return browser


def wait(browser: Chrome, script: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 60).until(lambda driver: driver.execute_script(script))


def find(page: Chrome, text: str) -> str:
    """Find a node by keyboard; return the heading of its details."""
    box = page.find_element(By.ID, "search")
    box.clear()
    box.send_keys(text, Keys.ENTER)
    return page.find_element(By.CSS_SELECTOR, "#details h2").text


def click(page: Chrome, selector: str, text: str) -> None:
    [found] = [each for each in page.find_elements(By.CSS_SELECTOR, selector) if each.text == text][:1]
    found.click()


def shown(page: Chrome) -> set[str]:
    script = "return her2gc.cy.nodes(':visible').map((each) => her2gc.nodes[+each.id().slice(1)].id)"
    return set(page.execute_script(script))


def test_it_shows_the_whole_graph_and_asks_the_network_for_nothing(
    page: Chrome, file: Path, whole: Export
) -> None:
    expected = {node.id for node in whole.view.nodes if node.kind not in ("place", "document", "citation")}
    assert shown(page) == expected
    events = [json.loads(each["message"])["message"] for each in page.get_log("performance")]  # type: ignore[no-untyped-call]
    urls = {
        each["params"]["request"]["url"] for each in events if each["method"] == "Network.requestWillBeSent"
    }
    assert {url for url in urls if not url.startswith(("data:", "blob:", "chrome:"))} <= {file.as_uri()}
    assert [each for each in page.get_log("browser") if each["level"] == "SEVERE"] == []  # type: ignore[no-untyped-call]


def test_it_finds_an_agent_by_each_of_its_names(page: Chrome) -> None:
    for name in ("T-DM1", "TDM-1", "t dm1", "trastuzumab emtansine"):
        assert find(page, name) == "trastuzumab emtansine"
        assert "also: T-DM1, TDM-1" in page.find_element(By.ID, "details").text


def test_it_shows_one_two_and_three_hops(page: Chrome) -> None:
    find(page, "TDM-1")
    click(page, ".tool", "1 hop")
    one = shown(page)
    assert {"kg:T-DM1", "kg:GATSBY", "kg:emtansine", "kg:GATSBY-verdict"} <= one
    assert "kg:GATSBY-OS" not in one
    click(page, ".tool", "2 hops")
    two = shown(page)
    assert {"kg:GATSBY-OS", "kg:second-line"} <= two
    assert "kg:GATSBY-OS-T-DM1" not in one
    click(page, ".tool", "3 hops")
    three = shown(page)
    assert one < two < three
    assert {"kg:overall-survival", "kg:GATSBY-taxane-regimen", "kg:GATSBY-OS-contrast"} <= three


def names(page: Chrome, selector: str = "#names span") -> set[str]:
    # in one go: the names are drawn anew with every movement
    script = "return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent)"
    return set(page.execute_script(script, selector))


def test_the_whole_graph_is_sketched_before_it_can_be_used(page: Chrome) -> None:
    painted, ready = page.execute_script(
        "const {painted, ready} = document.documentElement.dataset; return [+painted, +ready]"
    )
    assert 0 < painted < ready  # bench/explorer.py holds both against two seconds
    assert page.find_elements(By.ID, "sketch") == []


def test_trials_and_sorts_are_named_while_labels_are_too_small(page: Chrome) -> None:
    assert {"GATSBY", "ToGA", "statement", "biomarker", "agent"} <= names(page)
    find(page, "T-DM1")  # which zooms in
    assert names(page) == set()
    click(page, ".tool", "2 hops")
    assert names(page, "#names .strong") == {"trastuzumab emtansine"}


def test_neighbours_stand_apart(page: Chrome) -> None:
    find(page, "T-DM1")
    click(page, ".tool", "1 hop")
    points = page.execute_script("return her2gc.cy.nodes(':visible').map((each) => each.position())")
    apart = [
        max(abs(one["x"] - other["x"]) / 90, abs(one["y"] - other["y"]) / 60)
        for place, one in enumerate(points)
        for other in points[:place]
    ]
    assert min(apart) > 1  # in parts of what a node with its label takes


def test_what_is_shown_is_in_sight(page: Chrome) -> None:
    script = """her2gc.select(her2gc.byId.get('kg:T-DM1')); document.querySelector('.tool').click();
        return new Promise((done) => setTimeout(() => {
            const {x1, x2, y1, y2} = her2gc.cy.extent();
            done(her2gc.cy.nodes(':visible').map((each) => each.position())
                .map(({x, y}) => x1 < x && x < x2 && y1 < y && y < y2));
        }, 300))"""
    found = page.execute_script(script)
    assert len(found) > 10
    assert all(found)


def test_it_expands_and_collapses(page: Chrome) -> None:
    find(page, "GATSBY")
    click(page, ".tool", "1 hop")
    before = shown(page)
    page.execute_script("her2gc.select(her2gc.byId.get('kg:GATSBY-taxane-arm'))")
    click(page, ".tool", "Expand")
    assert shown(page) - before >= {"kg:GATSBY-taxane-regimen"}
    click(page, ".tool", "Collapse")
    assert shown(page) == before


def test_it_filters_to_the_second_line(page: Chrome) -> None:
    page.execute_script(
        "const box = document.getElementById('line'); box.value = 'second line'; box.dispatchEvent(new Event('change'))"
    )
    trials = page.execute_script(
        "return her2gc.cy.nodes(':visible').map((n) => her2gc.nodes[+n.id().slice(1)])"
        ".filter((n) => n.kind === 'trial').map((n) => n.label).sort()"
    )
    assert trials == ["GATSBY", "T-ACT", "TyTAN"]


def test_it_filters_by_type(page: Chrome) -> None:
    click(page, "nav button", "None")
    page.find_element(By.CSS_SELECTOR, '#kinds input[value="trial"]').click()
    assert len(shown(page)) == 30
    assert page.find_element(By.ID, "status").text.startswith("30 nodes")


def test_it_opens_the_place_of_a_figure(page: Chrome) -> None:
    assert find(page, "kg:GATSBY-OS-contrast").startswith("GATSBY: overall survival")
    figures = page.find_element(By.CSS_SELECTOR, "#details dl").text
    assert "hazardRatio\n1.15" in figures
    assert "pValue\n0.86" in figures
    place = page.find_element(By.CSS_SELECTOR, '[data-place="kg:Table-4-GATSBY-OS"]')
    place.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    assert place.find_element(By.TAG_NAME, "blockquote").text == "7.9 vs 8.6 HR = 1.15 P = 0.86"


def test_it_links_to_outside_ids(page: Chrome) -> None:
    find(page, "T-DM1")
    hrefs = {
        each.text: each.get_attribute("href") for each in page.find_elements(By.CSS_SELECTOR, "#details a")
    }
    assert hrefs["NCIT:C82492"] == "http://purl.obolibrary.org/obo/NCIT_C82492"


def test_a_stored_question_marks_its_subgraph(page: Chrome) -> None:
    script = """const box = document.getElementById('question');
        box.value = her2gc.questions.findIndex((each) => each.name === 'tested-agents');
        box.dispatchEvent(new Event('change'));
        return her2gc.cy.nodes('.hit').map((each) => her2gc.nodes[+each.id().slice(1)].id)"""
    marked = set(page.execute_script(script))
    assert {"kg:GATSBY", "kg:T-DM1", "kg:TyTAN", "kg:lapatinib"} <= marked
    assert "kg:GATSBY-population" not in marked
    assert "GATSBY" in page.find_element(By.CSS_SELECTOR, "#details table").text


def test_marked_nodes_are_named(page: Chrome) -> None:
    page.execute_script(
        """const box = document.getElementById('question');
        box.value = her2gc.questions.findIndex((each) => each.name === 'failed-agents');
        box.dispatchEvent(new Event('change'))"""
    )
    assert {"GATSBY", "TyTAN", "T-ACT", "JACOB", "LOGiC", "HELOISE"} <= names(page, "#names .strong")
    assert page.find_element(By.ID, "details").get_attribute("aria-label") == (
        "Answer: Which anti-HER2 agents failed, by line of therapy?"
    )


def test_it_can_be_used_by_keyboard_and_screen_reader(page: Chrome) -> None:
    box = page.find_element(By.ID, "search")
    status = page.find_element(By.CSS_SELECTOR, "[role=status]")
    box.send_keys("xyzzy")
    assert status.text == "nothing bears this name"
    box.clear()
    box.send_keys("overall surv")
    assert status.text == "30 or more found"
    assert box.get_attribute("aria-expanded") == "true"
    active = str(box.get_attribute("aria-activedescendant"))
    assert page.find_element(By.ID, active).get_attribute("aria-selected") == "true"
    box.send_keys(Keys.ENTER)
    assert page.switch_to.active_element.get_attribute("id") == "details"
    assert page.switch_to.active_element.get_attribute("aria-label") == "Details: overall survival"
    assert status.text.endswith("links shown; chosen: overall survival")
    page.switch_to.active_element.send_keys(Keys.TAB, Keys.ENTER)  # 1 hop
    count = len(shown(page))
    assert f"{count} nodes" in page.find_element(By.CSS_SELECTOR, "[role=status]").text
    page.find_element(By.CSS_SELECTOR, "#list summary").send_keys(Keys.ENTER)
    wait(page, "return document.querySelectorAll('#shown button').length > 0")
    assert len(page.find_elements(By.CSS_SELECTOR, "#shown button")) == count
    graph = page.find_element(By.ID, "graph")
    zoom = page.execute_script("return her2gc.cy.zoom()")
    graph.send_keys("+")
    assert page.execute_script("return her2gc.cy.zoom()") > zoom
    unnamed = page.execute_script(
        "return [...document.querySelectorAll('button, input, select')]"
        ".filter((each) => !each.textContent && !(each.labels && each.labels.length)).length"
    )
    assert unnamed == 0


def test_a_hostile_label_is_text(browser: Chrome, tmp_path: Path, odd_page: Path) -> None:
    browser.get(odd_page.as_uri())
    wait(browser, "return document.documentElement.dataset.ready !== undefined")
    browser.execute_script("her2gc.select(0)")
    assert browser.find_elements(By.CSS_SELECTOR, "#details script") == []
    labels = browser.execute_script("return her2gc.nodes.map((each) => each.label)")
    assert "</script><!--" in labels


@pytest.fixture
def odd_page(tmp_path: Path) -> Path:
    from her2gc.export import Request
    from her2gc.graph import open_graph

    from .test_safety import DATA

    source, target = tmp_path / "odd.ttl", tmp_path / "odd.html"
    source.write_text(DATA, encoding="utf-8")
    target.write_bytes(
        html.write(Export(open_graph([str(source)], builtin=False, quiet=True), Request(graphs=("user",))))
    )
    return target


def load(browser: Chrome, tmp_path: Path, *scripts: Path) -> None:
    blank = tmp_path / "blank.html"
    blank.write_text("<!DOCTYPE html><meta charset=utf-8><title>blank</title><div id=box></div>")
    browser.get(blank.as_uri())
    for script in scripts:
        code = script.read_text(encoding="utf-8")
        browser.execute_script(
            "const s = document.createElement('script'); s.textContent = arguments[0]; document.head.append(s)",
            code,
        )


def test_gexf_by_graphology(browser: Chrome, tmp_path: Path, whole: Export) -> None:
    vendor = HERE / "vendor"
    load(browser, tmp_path, vendor / "graphology.umd.min.js", vendor / "graphology-library.min.js")
    found: dict[str, Any] = browser.execute_script(
        """const graph = graphologyLibrary.gexf.parse(graphology.MultiDirectedGraph, arguments[0]);
        const pick = (id) => graph.getNodeAttributes(id);
        return {nodes: graph.order, edges: graph.size, agent: pick('kg:T-DM1'), contrast: pick('kg:GATSBY-OS-contrast'),
            types: graph.edges('kg:GATSBY', 'kg:T-DM1').map((edge) => graph.getEdgeAttribute(edge, 'type'))}""",
        gexf.write(whole).decode(),
    )
    assert (found["nodes"], found["edges"]) == (len(whole.view.nodes), len(whole.view.edges))
    assert found["agent"]["label"] == "trastuzumab emtansine"
    assert found["agent"]["color"] == "rgb(244,162,89)"
    assert found["contrast"]["hazardRatio"] == 1.15
    assert "her2gc:testsAgent" in found["types"]


def test_cytoscapejs_by_cytoscape(browser: Chrome, tmp_path: Path, part: Callable[..., Export]) -> None:
    export = part(view="trials")
    load(browser, tmp_path, VENDOR / "cytoscape.min.js")
    found: dict[str, Any] = browser.execute_script(
        """const cy = cytoscape({...JSON.parse(arguments[0]), headless: true, styleEnabled: true});
        const tested = cy.edges('[source = "kg:GATSBY"][target = "kg:T-DM1"][label = "tested"]');
        return {nodes: cy.nodes().length, edges: cy.edges().length, tested: tested.map((each) => each.data()),
            colour: cy.getElementById('kg:T-DM1').style('background-color')}""",
        cytoscapejs.write(export).decode(),
    )
    assert (found["nodes"], found["edges"]) == (len(export.view.nodes), len(export.view.edges))
    assert [(each["verdict"], each["hazardRatio"]) for each in found["tested"]] == [("failed", 1.15)]
    assert found["colour"] == "rgb(244,162,89)"
