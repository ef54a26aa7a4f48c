"""The explorer and the formats of JavaScript libraries, in Chromium."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from conftest import ROOT
from her2gc.export import Export, cytoscapejs, gexf, html
from sampling import some, whole

from .browser import chromium, coloured, faults

HERE = Path(__file__).parent
WAIT = 600  # seconds, for a machine under load; no test measures time
VENDOR = ROOT / "src/her2gc/export/explorer/vendor"
pytestmark = some(2, "tests of the explorer in a browser, which draws the whole graph in seconds")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, whole: Export) -> Path:
    target = tmp_path_factory.mktemp("page") / "explorer.html"
    target.write_bytes(html.write(whole))
    return target


@pytest.fixture(scope="module")
def trials_file(tmp_path_factory: pytest.TempPathFactory, part: Callable[..., Export]) -> Path:
    target = tmp_path_factory.mktemp("page") / "trials.html"
    target.write_bytes(html.write(part(view="trials")))
    return target


def opened(browser: Chrome, file: Path, at: str = "view=all") -> Chrome:
    """Open the page where an address leads to; most tests look at the whole graph."""
    browser.get("about:blank")  # else an address that differs only after # loads nothing anew
    browser.get(f"{file.as_uri()}#{at}")
    wait(browser, "return document.documentElement.dataset.ready !== undefined")
    return browser


AS_OPENED = """
    document.activeElement.blur();
    document.getElementById('search').value = '';
    document.getElementById('list').open = false;
    history.replaceState(null, '', '#' + arguments[0]);
    window.dispatchEvent(new PopStateEvent('popstate'));
"""


def once_opened(browser: Chrome, file: Path, at: str) -> Chrome:
    """Open the page, or take it back to how it was opened, which is quicker."""
    if browser.current_url.partition("#")[0] != file.as_uri():
        return opened(browser, file, at)
    browser.execute_script(AS_OPENED, at)
    return browser


@pytest.fixture
def page(browser: Chrome, file: Path) -> Chrome:
    return once_opened(browser, file, "view=all")


@pytest.fixture
def trials_page(browser: Chrome, trials_file: Path) -> Chrome:
    return once_opened(browser, trials_file, "view=all")


@pytest.fixture
def resized(browser: Chrome, file: Path) -> Iterator[Callable[[int, int], Chrome]]:
    """Open the page in windows of other sizes."""

    def resize(width: int, height: int) -> Chrome:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        return opened(browser, file)

    yield resize
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get("about:blank")  # a page that was small is not as it was opened


def wait(browser: Chrome, script: str) -> None:
    WebDriverWait(browser, WAIT).until(lambda driver: driver.execute_script(script))


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


def ask(page: Chrome, question: str) -> None:
    script = """const box = document.getElementById('question');
        box.value = her2gc.questions.findIndex((each) => each.name === arguments[0]);
        box.dispatchEvent(new Event('change'))"""
    page.execute_script(script, question)


def only(page: Chrome, line: str) -> None:
    script = """const box = document.getElementById('line');
        box.value = arguments[0];
        box.dispatchEvent(new Event('change'))"""
    page.execute_script(script, line)


def status(page: Chrome) -> str:
    return page.find_element(By.ID, "status").text


def text(page: Chrome) -> str:
    return page.find_element(By.ID, "details").text


def ticked(page: Chrome, box: str) -> bool:
    return page.find_element(By.CSS_SELECTOR, f'nav input[value="{box}"]').is_selected()


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


@whole
def test_it_finds_an_agent_by_each_of_its_names(page: Chrome) -> None:
    names = ("T-DM1", "TDM-1", "t dm1", "TDM1", "tdm-1", "trastuzumab emtansine", "Kadcyla")
    for name in (*names, "NCIT:C82492", "DRUGBANK:DB05773"):
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
    click(page, "header button", "Whole graph")
    find(page, "ToGA")
    click(page, ".tool", "2 hops")
    listed = page.execute_script(
        "return [...document.querySelectorAll('#names span')].map((each) => each.textContent)"
    )
    assert listed.count("ToGA") == 1
    assert "GATSBY" in listed


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
    only(page, "second line")
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
    ask(page, "tested-agents")
    script = "return her2gc.cy.nodes('.hit').map((each) => her2gc.nodes[+each.id().slice(1)].id)"
    marked = set(page.execute_script(script))
    assert {"kg:GATSBY", "kg:T-DM1", "kg:TyTAN", "kg:lapatinib"} <= marked
    assert "kg:GATSBY-population" not in marked
    assert "GATSBY" in page.find_element(By.CSS_SELECTOR, "#details table").text


def test_marked_nodes_are_named(page: Chrome) -> None:
    ask(page, "failed-agents")
    assert {"GATSBY", "TyTAN", "T-ACT", "JACOB", "LOGiC", "HELOISE"} <= names(page, "#names .strong")
    assert page.find_element(By.ID, "details").get_attribute("aria-label") == (
        "Answer: Which anti-HER2 agents failed, by line of therapy?"
    )


def test_it_can_be_used_by_keyboard_and_screen_reader(page: Chrome) -> None:
    box = page.find_element(By.ID, "search")
    status = page.find_element(By.CSS_SELECTOR, "[role=status]")
    box.send_keys("xyzzy")
    assert status.text == "nothing bears this name, identifier or place"
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


def test_an_answer_can_be_come_back_to_by_button_and_by_key(page: Chrome) -> None:
    ask(page, "failed-agents")
    for key in (Keys.ENTER, Keys.ESCAPE):
        [cell] = [each for each in page.find_elements(By.CSS_SELECTOR, "td button") if each.text == "TyTAN"]
        cell.click()
        assert page.find_element(By.CSS_SELECTOR, "#details h2").text == "TyTAN"
        assert page.find_elements(By.CSS_SELECTOR, "#details table") == []
        page.switch_to.active_element.send_keys(Keys.TAB)
        assert page.switch_to.active_element.text == "Back to the answer"
        page.switch_to.active_element.send_keys(key)
        assert "pertuzumab" in page.find_element(By.CSS_SELECTOR, "#details table").text
        assert page.switch_to.active_element.text == "TyTAN"
        assert status(page).startswith("back at the answer; ")
        assert "12 nodes marked" in status(page)
    # from a neighbourhood too, and there the whole answer is marked again
    find(page, "GATSBY")
    click(page, ".tool", "1 hop")
    click(page, ".tool", "Back to the answer")
    assert {"kg:LOGiC", "kg:HELOISE", "kg:GATSBY"} <= shown(page)


def test_collapsing_a_trial_takes_its_parts_and_expanding_brings_them_back(page: Chrome) -> None:
    before = shown(page)
    find(page, "GATSBY")
    click(page, ".tool", "Collapse")
    after = shown(page)
    parts = {"kg:GATSBY-OS", "kg:GATSBY-OS-contrast", "kg:GATSBY-T-DM1-arm", "kg:GATSBY-verdict"}
    assert not after & parts
    assert {"kg:GATSBY", "kg:T-DM1", "kg:overall-survival", "kg:second-line", "kg:TyTAN-OS"} <= after
    assert status(page).startswith(f"{len(before - after)} nodes taken away, ")
    click(page, ".tool", "Expand")
    assert shown(page) == before


def test_the_address_holds_what_is_expanded_and_collapsed(browser: Chrome, file: Path) -> None:
    page = opened(browser, file, "around=kg:GATSBY&hops=1&id=kg:GATSBY-taxane-arm")
    before = shown(page)
    click(page, ".tool", "Expand")
    page.execute_script("her2gc.select(her2gc.byId.get('kg:T-DM1'))")
    click(page, ".tool", "Expand")
    grown = shown(page)
    page.execute_script("her2gc.select(her2gc.byId.get('kg:GATSBY-taxane-arm'))")
    click(page, ".tool", "Collapse")
    after = shown(page)
    assert before < after < grown
    assert "kg:GATSBY-taxane-regimen" in grown - after
    shared = page.current_url
    page.back()
    wait(page, f"return her2gc.cy.nodes(':visible').length === {len(grown)}")
    assert shown(page) == grown
    assert shown(opened(browser, file, shared.partition("#")[2])) == after
    page = opened(browser, file, "around=kg:T-DM1&hops=1&steps=kg:no-such+-+--x+-kg:T-DM1")
    assert shown(page) == {"kg:T-DM1"}


def test_collapsing_leaves_what_other_nodes_lead_to(page: Chrome) -> None:
    find(page, "T-DM1")
    click(page, ".tool", "1 hop")
    assert len(shown(page)) > 10
    click(page, ".tool", "Collapse")
    assert shown(page) == {"kg:T-DM1"}
    assert "taken away; 1 node and no links shown" in status(page)
    click(page, ".tool", "2 hops")
    two = shown(page)
    page.execute_script("her2gc.select(her2gc.byId.get('kg:GATSBY'))")
    click(page, ".tool", "Collapse")
    assert {"kg:GATSBY", "kg:T-DM1", "kg:HER2", "kg:trastuzumab"} <= shown(page)
    assert {"kg:GATSBY-OS", "kg:second-line"} <= two - shown(page)


def test_expanding_never_takes_anything_away(page: Chrome) -> None:
    before = shown(page)
    find(page, "GATSBY")
    click(page, ".tool", "Expand")
    assert shown(page) == before
    assert status(page).startswith(f"no neighbour to add; {len(before)} nodes")
    only(page, "second line")
    before = shown(page)
    click(page, ".tool", "Expand")
    assert shown(page) == before


def test_a_filter_that_hides_what_was_found_is_told_and_can_be_lifted(page: Chrome) -> None:
    everything = status(page)
    only(page, "second line")
    assert find(page, "ToGA") == "ToGA"
    assert "kg:ToGA" not in shown(page)
    assert status(page).endswith("chosen: ToGA, hidden by the line of therapy “second line”")
    assert "Hidden by the line of therapy “second line”." in text(page)
    assert "ToGA" not in names(page)
    click(page, "#details button", "Lift the filters")
    assert "kg:ToGA" in shown(page)
    assert status(page) == f"filters lifted; {everything}; chosen: ToGA"
    assert "Hidden" not in text(page)
    assert page.find_element(By.ID, "line").get_attribute("value") == ""


def test_a_question_under_a_filter_tells_both_numbers(page: Chrome) -> None:
    only(page, "second line")
    ask(page, "failed-agents")
    marked = page.execute_script("return her2gc.cy.nodes('.hit:visible').length")
    assert 0 < marked < 12
    told = f"12 nodes marked in the graph, {marked} of them shown: filters hide {12 - marked}"
    assert told in status(page)
    assert f"6 rows; {told}" in text(page)
    click(page, "#details button", "Lift the filters")
    assert "6 rows; 12 nodes marked in the graph\n" in text(page)


def test_only_trials_that_are_shown_lend_their_names(page: Chrome) -> None:
    only(page, "second line")
    trials = set(
        page.execute_script("return her2gc.nodes.filter((n) => n.kind === 'trial').map((n) => n.label)")
    )
    assert trials & names(page) == {"GATSBY", "T-ACT", "TyTAN"}


def test_whole_graph_lifts_every_filter(page: Chrome) -> None:
    everything = status(page)
    page.find_element(By.CSS_SELECTOR, 'nav input[value="inferred"]').click()
    page.find_element(By.CSS_SELECTOR, 'nav input[value="trial"]').click()
    assert status(page) != everything
    click(page, "header button", "Whole graph")
    assert status(page) == everything
    assert ticked(page, "inferred")
    assert ticked(page, "trial")


def test_it_finds_outside_ids_and_places(page: Chrome) -> None:
    assert find(page, "HGNC:3430") == "ERBB2"
    assert find(page, "NCT01641939") == "GATSBY"
    assert find(page, "CHEBI:31652") == "S-1"  # a part of which it is
    assert find(page, "Table 4, GATSBY, median OS") == "Table 4, GATSBY, median OS"
    assert "7.9 vs 8.6 HR = 1.15 P = 0.86" in text(page)
    click(page, "#details button", "GATSBY: overall survival")
    assert page.find_element(By.CSS_SELECTOR, "#details h2").text == "GATSBY: overall survival"
    page.find_element(By.ID, "search").clear()
    page.find_element(By.ID, "search").send_keys("GATSBY")  # names come before places
    assert page.find_element(By.CSS_SELECTOR, "#hits li").text.startswith("GATSBY trial")


@pytest.mark.parametrize(("width", "height"), [(700, 450), (500, 657), (360, 640), (320, 256)])
def test_a_small_window_is_one_scrolling_column(
    resized: Callable[[int, int], Chrome], width: int, height: int
) -> None:
    page = resized(width, height)
    find(page, "GATSBY")
    script = """const tall = (id) => document.getElementById(id).getBoundingClientRect().height;
        const details = document.getElementById('details');
        return {graph: tall('graph'), wide: document.documentElement.scrollWidth, page: document.body.scrollHeight,
            cut: details.scrollHeight - details.clientHeight}"""
    found = page.execute_script(script)
    assert found["graph"] >= 250
    assert found["wide"] <= width
    assert found["page"] > height
    assert found["cut"] <= 0
    assert page.execute_script("return scrollY") > 0  # at the details, which have the focus
    filters = page.find_element(By.ID, "filters")
    assert filters.get_attribute("open") is None
    filters.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    assert ticked(page, "doubt")
    page.find_element(By.CSS_SELECTOR, 'nav input[value="doubt"]').send_keys(Keys.SPACE)
    script = """const {left, top, width, height} = document.activeElement.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2) === document.activeElement"""
    assert page.execute_script(script)  # not under the status
    assert "kg:discrepancy-TDM-1" not in shown(page)
    script = "return [her2gc.cy.width(), document.getElementById('canvas').clientWidth]"
    assert len(set(page.execute_script(script))) == 1


def test_a_link_is_chosen_by_a_click(page: Chrome) -> None:
    find(page, "T-DM1")
    click(page, ".tool", "1 hop")
    script = """const edge = her2gc.cy.edges(':visible').filter((each) => {
            const {s, t, label} = her2gc.edges[+each.id().slice(1)];
            return her2gc.nodes[s].id === 'kg:GATSBY' && her2gc.nodes[t].id === 'kg:T-DM1' && label === 'tests agent';
        })[0];
        const box = document.getElementById('graph').getBoundingClientRect();
        const {x, y} = edge.renderedMidpoint();
        return [Math.round(x - box.width / 2), Math.round(y - box.height / 2)]"""
    x, y = page.execute_script(script)
    ActionChains(page).move_to_element_with_offset(page.find_element(By.ID, "graph"), x, y).click().perform()
    wait(page, "return document.querySelector('#details h2').textContent.includes('→')")
    assert page.find_element(By.CSS_SELECTOR, "#details h2").text.replace("\n", " ") == (
        "GATSBY → tests agent → trastuzumab emtansine"
    )
    assert "link, asserted (her2gc:testsAgent)" in text(page)
    assert "Table 4, GATSBY, agent" in text(page)
    assert status(page).endswith("chosen: GATSBY → tests agent → trastuzumab emtansine")


def test_a_link_carries_its_figures_and_places(trials_page: Chrome) -> None:
    find(trials_page, "GATSBY")
    assert "trastuzumab emtansine\nfailed, OS: HR 1.15, P = 0.86 †" in text(trials_page)
    label = "About the link GATSBY → tested → trastuzumab emtansine"
    trials_page.find_element(By.CSS_SELECTOR, f'[aria-label="{label}"]').send_keys(Keys.ENTER)
    figures = trials_page.find_element(By.CSS_SELECTOR, "#details dl").text
    for said in (
        "verdict\nfailed",
        "hazardRatio\n1.15",
        "pValue\n0.86",
        "unit\nmonths",
        "trastuzumab emtansine arm 7.9",
        "groups\ntrastuzumab emtansine arm against taxane arm",
    ):
        assert said in figures
    assert "(view:tested)" in text(trials_page)
    assert "Table 4, GATSBY, agent" in text(trials_page)


def test_nodes_are_reached_in_the_graph_by_keys(page: Chrome) -> None:
    find(page, "T-DM1")
    click(page, ".tool", "1 hop")
    graph = page.find_element(By.ID, "graph")
    seen = set()
    for key in (Keys.ARROW_LEFT, Keys.ARROW_UP, Keys.ARROW_RIGHT, Keys.ARROW_DOWN):
        graph.send_keys(Keys.SHIFT, key)
        seen.add(page.find_element(By.CSS_SELECTOR, "#details h2").text)
        assert status(page).endswith(f"chosen: {page.find_element(By.CSS_SELECTOR, '#details h2').text}")
        assert page.switch_to.active_element == graph
    assert len(seen) > 2


def test_the_list_of_what_is_shown_goes_on_to_its_end(page: Chrome) -> None:
    page.find_element(By.CSS_SELECTOR, "#list summary").send_keys(Keys.ENTER)
    wait(page, "return document.querySelectorAll('#shown .link').length === 500")
    click(page, "#shown .tool", "Show 500 more")
    every = len(shown(page))
    assert status(page) == f"1000 of {every} nodes listed"
    script = "return [...document.querySelectorAll('#shown .link')].indexOf(document.activeElement)"
    assert page.execute_script(script) == 500
    for left in range(every - 1000, 0, -500):
        click(page, "#shown .tool", f"Show {min(left, 500)} more")
    assert len(page.find_elements(By.CSS_SELECTOR, "#shown .link")) == every


def test_a_row_leads_to_its_places_and_what_they_state(page: Chrome) -> None:
    ask(page, "failed-agents")
    table = page.find_element(By.CSS_SELECTOR, "#details table")
    assert "https://w3id.org" not in str(table.get_attribute("textContent"))
    heads = [each.text for each in table.find_elements(By.TAG_NAME, "th")]
    assert heads[-4:] == ["basis", "primary endpoint", "figures", "places"]
    [row] = [each for each in table.find_elements(By.TAG_NAME, "tr") if "TyTAN" in each.text]
    assert "11 vs 8.9 months, HR 0.84, P = 0.10" in row.text
    row.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    click(page, "td details button", "Table 4, TyTAN, median OS")
    click(page, "#details button", "TyTAN: overall survival")
    assert "(kg:TyTAN-OS)" in text(page)


def test_doubts_stand_on_the_rows_that_they_touch(page: Chrome) -> None:
    ask(page, "failed-agents")
    [row] = [each for each in page.find_elements(By.CSS_SELECTOR, "#details tr") if "LOGiC" in each.text]
    marks = [each.text for each in row.find_elements(By.CSS_SELECTOR, "td:first-child .more")]
    assert "[1]" in marks
    first = page.find_element(By.CSS_SELECTOR, ".doubts li")
    assert first.text.startswith("[1] ")
    assert "progression-free survival called significant, printed with P = 0.081" in first.text
    first.find_element(By.TAG_NAME, "button").click()
    assert "(kg:discrepancy-LOGiC-PFS)" in text(page)


def test_it_starts_with_answers_and_the_trials(browser: Chrome, file: Path) -> None:
    page = opened(browser, file, "")
    kinds = page.execute_script(
        "return [...new Set(her2gc.cy.nodes(':visible').map((n) => her2gc.nodes[+n.id().slice(1)].kind))].sort()"
    )
    assert kinds == ["agent", "line", "trial"]
    assert {"kg:GATSBY", "kg:T-DM1", "kg:second-line"} <= shown(page)
    assert len(shown(page)) < 100
    assert "Trials and their verdicts" in text(page)
    [row] = [each for each in page.find_elements(By.CSS_SELECTOR, "#details tr") if "GATSBY" in each.text]
    assert "trastuzumab emtansine" in row.text
    assert "failed" in row.text
    only(page, "second line")
    rows = [each.text for each in page.find_elements(By.CSS_SELECTOR, "#details tr")]
    assert any("GATSBY" in each for each in rows)
    assert not any("ToGA" in each for each in rows)
    click(page, "#details button", "Which anti-HER2 agents failed, by line of therapy?")
    table = page.find_element(By.CSS_SELECTOR, "#details table").text
    assert "GATSBY" in table
    assert "LOGiC" not in table  # the line is still chosen
    assert "3 of 6 rows; " in text(page)
    assert "kg:GATSBY" in shown(page)
    assert "kg:ToGA" not in shown(page)


def test_the_address_holds_what_is_looked_at(browser: Chrome, file: Path) -> None:
    page = opened(browser, file, "")
    ask(page, "failed-agents")
    [cell] = [each for each in page.find_elements(By.CSS_SELECTOR, "td button") if each.text == "TyTAN"]
    cell.click()
    shared = page.current_url
    assert shared.endswith("#query=failed-agents&id=kg%3ATyTAN")
    page.back()
    wait(page, "return document.querySelector('#details h2').textContent.startsWith('Which anti-HER2')")
    page.back()
    wait(page, "return document.querySelector('#details h2').textContent === 'Start with an answer'")
    page.forward()
    page.forward()
    wait(page, "return document.querySelector('#details h2').textContent === 'TyTAN'")
    page = opened(browser, file, shared.partition("#")[2])
    assert page.find_element(By.CSS_SELECTOR, "#details h2").text == "TyTAN"
    click(page, "#details button", "Back to the answer")
    assert "pertuzumab" in page.find_element(By.CSS_SELECTOR, "#details table").text
    page = opened(browser, file, "around=kg:T-DM1&hops=1&id=kg:GATSBY&line=second+line&without=doubt")
    assert {"kg:T-DM1", "kg:GATSBY"} <= shown(page)
    assert "kg:discrepancy-TDM-1" not in shown(page)
    assert page.find_element(By.ID, "line").get_attribute("value") == "second line"
    for odd in ("id=kg:nothing&query=nothing&line=ninth&hops=99&link=x", "%E0%A4%A", "=&&id"):
        assert "Start with an answer" in text(opened(browser, file, odd))


def test_a_trade_name_is_found_and_a_doi_leads_out(page: Chrome) -> None:
    assert find(page, "Enhertu") == "trastuzumab deruxtecan"
    hrefs = page.execute_script(
        """const data = {nodes: [{label: "x", type: "y", id: "kg:x", kind: "other", lines: [], synonyms: [], links: [],
            places: [], citations: [], data: {source: "10.1200/JCO.2016.71.6852 | https://doi.org/10.1016/x(1)"}}],
            edges: [], around: [[]], places: []}, box = document.createElement("div");
        details.node(box, data, 0, {});
        return [...box.querySelectorAll("dd a")].map((each) => each.href)"""
    )
    assert hrefs == ["https://doi.org/10.1200/JCO.2016.71.6852", "https://doi.org/10.1016/x(1)"]


def written(file: Path) -> Callable[[Chrome], bool]:
    def there(_: Chrome) -> bool:
        return file.exists() and file.stat().st_size > 0

    return there


def test_table_picture_and_citation_can_be_taken_along(browser: Chrome, file: Path, tmp_path: Path) -> None:
    page = opened(browser, file, "query=failed-agents&line=second+line")
    folder = {"behavior": "allow", "downloadPath": str(tmp_path)}
    page.execute_cdp_cmd("Browser.setDownloadBehavior", folder)
    for selector, label, name in (
        ("#details button", "Save table (CSV)", "failed-agents.csv"),
        ("header button", "Save SVG", "her2gc.svg"),
        ("header button", "Save PNG", "her2gc.png"),
    ):
        click(page, selector, label)
        WebDriverWait(page, WAIT).until(written(tmp_path / name))
    head, *rows = csv.reader(io.StringIO((tmp_path / "failed-agents.csv").read_text(encoding="utf-8")))
    assert head[:3] == ["agent", "how", "trial"]
    assert head[-2:] == ["places", "doubts"]
    assert [row[2] for row in rows] == ["TyTAN", "T-ACT", "GATSBY"]
    assert "Table 4, GATSBY, median OS" in rows[2][-2]
    drawn = (tmp_path / "her2gc.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg ")
    assert ">GATSBY</text>" in drawn
    assert (tmp_path / "her2gc.png").read_bytes().startswith(b"\x89PNG")
    page = opened(browser, file, "id=kg:GATSBY-OS")
    click(page, "#details button", "Copy citation")
    told = page.find_element(By.CSS_SELECTOR, ".citation").get_attribute("value")
    assert told is not None
    assert "“GATSBY: overall survival”. https://w3id.org/her2gc/kg/GATSBY-OS" in told
    assert "Table 4, GATSBY, median OS" in told
    assert status(page).startswith("citation ")


def test_links_with_figures_come_first(page: Chrome) -> None:
    find(page, "kg:GATSBY")
    told = [each.text for each in page.find_elements(By.CSS_SELECTOR, "#details h3")]
    heads = [each for each in told if each.startswith(("←", "→"))]
    assert "← of trial" in heads[:1]


def test_no_figure_on_a_link_is_cut(trials_page: Chrome) -> None:
    find(trials_page, "GATSBY")
    click(trials_page, ".tool", "1 hop")
    script = """const pen = document.createElement('canvas').getContext('2d');
        pen.font = '11px Helvetica Neue, Helvetica, sans-serif';
        return her2gc.cy.edges(':visible').map((each) => {
            const [a, b] = [each.source(), each.target()];
            const {x, y} = a.position(), other = b.position();
            const {label, short, facts} = her2gc.edges[+each.id().slice(1)];
            return {text: each.data('text'), label, short, wide: pen.measureText(each.data('text')).width,
                verdict: Object.fromEntries(facts).verdict,
                room: Math.hypot(x - other.x, y - other.y) - (a.width() + b.width()) / 2};
        })"""
    found = trials_page.execute_script(script)
    assert {each["text"] for each in found} >= {"reported, HR 1.15, P = 0.86 †", "tested, failed"}
    for each in found:
        assert each["text"] in ("", each["label"], each["short"], f"{each['short']}, {each['verdict']}")
        assert each["wide"] < each["room"]


def test_it_follows_a_dark_screen(page: Chrome) -> None:
    luminance = """const part = (c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
        const bright = (text) => { const [r, g, b] = text.match(/[\\d.]+/g).map(Number);
            return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
        const back = bright(getComputedStyle(document.body).backgroundColor);
        const contrast = (each) => { const fore = bright(getComputedStyle(each).color);
            return (Math.max(fore, back) + 0.05) / (Math.min(fore, back) + 0.05); };
        const told = document.querySelectorAll('h2, h3, p, .link, .more, dt, dd, label, a');
        return [back, Math.min(...[...told].map(contrast))]"""
    find(page, "GATSBY: overall survival")
    for scheme, most in (("light", 1.0), ("dark", 0.1)):
        coloured(page, scheme)
        back, contrast = page.execute_script(luminance)
        assert back <= most
        assert contrast >= 4.5
        colour = {"light": "rgb(0,0,0)", "dark": "rgb(241,241,241)"}[scheme]
        wait(page, f"return her2gc.cy.nodes('.selected').style('color') === '{colour}'")
    coloured(page, "")


def test_axe_finds_no_fault(trials_page: Chrome) -> None:
    def an_entity() -> None:
        find(trials_page, "GATSBY: overall survival")

    def an_answer() -> None:
        trials_page.execute_script(AS_OPENED, "answer=failed-agents")

    found = []
    for scheme in ("light", "dark"):
        coloured(trials_page, scheme)
        for opening in (an_entity, an_answer):
            opening()
            found += [(scheme, opening.__name__, *each) for each in faults(trials_page)]
    coloured(trials_page, "")
    assert not found


def test_a_hostile_label_is_text(browser: Chrome, tmp_path: Path, odd_page: Path) -> None:
    opened(browser, odd_page)
    browser.execute_script("her2gc.select(0)")
    assert browser.find_elements(By.CSS_SELECTOR, "#details script") == []
    labels = browser.execute_script("return her2gc.nodes.map((each) => each.label)")
    assert "</script><!--" in labels


@pytest.fixture
def odd_page(tmp_path: Path) -> Path:
    from her2gc.export import Request
    from her2gc.store.graph import open_graph

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
