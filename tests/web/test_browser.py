"""The site in Chromium: in-browser answers, a newcomer's path, keyboard, small screens, accessibility, print."""

import json
import threading
import time
from collections.abc import Iterator
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from export.browser import chromium, coloured, faults
from her2gc.web import site
from her2gc.web.context import Context
from sampling import ALL, some
from web.served import WAIT

pytestmark = some(4, "tests of pages in a browser")

PAGES = (
    "index", "questions", "query/failed-agents", "query/stated-in-section", "kg/GATSBY", "kg/T-DM1",
    "ontology", "review", "doubts", "sparql", "api", "about",
)  # fmt: skip
LARGE = ("ontology", "review")  # axe takes a quarter of a minute for each, in either colours
STATUS = "document.querySelector('#status').textContent"
RUN = (
    "her2gcQuery.run(arguments[0]).then((a) => arguments[1](a.json), (e) => arguments[1]({error: e.message}))"
)


SHADOW = "document.querySelector('.editor').shadowRoot"
TEXT = "return document.querySelector('#query').value"


def typing(browser: webdriver.Chrome) -> WebElement:
    """Return what takes the keys of the editor."""
    shadow = browser.find_element(By.CSS_SELECTOR, ".editor").shadow_root
    return shadow.find_element(By.CSS_SELECTOR, ".cm-content")


@pytest.fixture(scope="module")
def address(context: Context) -> Iterator[str]:
    """The site, of which each file is made when it is first asked for."""
    plan = site.plan(context)
    made = cache(lambda path: plan[path]())

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0].lstrip("/")
            if path not in plan:
                self.send_error(404)
                return
            body = made(path)
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            del args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as found:
        found.set_script_timeout(WAIT)
        yield found


def until(browser: webdriver.Chrome, script: str) -> Any:
    return WebDriverWait(browser, WAIT).until(lambda one: one.execute_script(f"return {script}"))


def test_a_query_runs_in_the_browser(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/sparql.html")
    browser.find_element(By.CSS_SELECTOR, "form.sparql button").click()
    told = until(browser, f"/^[0-9]+ rows/.test({STATUS}) && {STATUS}")
    assert told == "30 rows"
    links = {
        each.text: each.get_attribute("href") for each in browser.find_elements(By.CSS_SELECTOR, "#results a")
    }
    assert links["kg:GATSBY"] == f"{address}/kg/GATSBY.html"
    assert "#query=SELECT" in browser.current_url


def test_a_wrong_query_names_its_line_and_selects_it(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/about.html")
    browser.get(f"{address}/sparql.html#query=SELECT%20*%20WHERE%20%7B%0A%20%20%3Fs%20!%20%3Fo%20%7D%0A")
    field = typing(browser)
    assert browser.execute_script(TEXT) == "SELECT * WHERE {\n  ?s ! ?o }\n"
    field.send_keys(Keys.CONTROL, Keys.ENTER)
    told = until(browser, "document.querySelector('#status.wrong')?.textContent")
    assert "line 2" in told
    assert browser.execute_script(f"return {SHADOW}.getSelection().toString()") == "  ?s ! ?o }"
    assert browser.execute_script(f"return {SHADOW}.querySelectorAll('.cm-lint-marker-error').length") == 1


LISTED = f"{SHADOW}.querySelector('.names [aria-selected]')?.textContent"
TAKEN = {  # what is typed, which keys follow, and what then stands there
    "enter": ("ASK { ?t her2gc:testsAg", [Keys.ENTER], "ASK { ?t her2gc:testsAgent}"),
    "down": ("ASK { ?t her2gc:testsAg", [Keys.ARROW_DOWN, Keys.ENTER], "ASK { ?t her2gc:testsAgentClass}"),
    "escape": ("ASK { ?t her2gc:testsAg", [Keys.ESCAPE, "}"], "ASK { ?t her2gc:testsAg}"),
    "whole": ("ASK { ?t her2gc:testsAgent", [Keys.ENTER], "ASK { ?t her2gc:testsAgent}"),
    "within": ("ASK { ?t her2gc:testsClass", [*[Keys.ARROW_LEFT] * 5, "Ag", Keys.ENTER], "ASK { ?t her2gc:testsAgent}"),
}  # fmt: skip


def keys(browser: webdriver.Chrome, text: str, *more: str) -> None:
    """Type into the empty editor, then more once its list is there; as a person, who never sets the place anew."""
    browser.execute_script("document.activeElement.blur()")
    browser.execute_script("location.hash = `#query=${Math.random()}`")
    typing(browser).click()
    ActionChains(browser).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).send_keys(text).perform()
    for each in more:
        if each in (Keys.ENTER, Keys.ARROW_DOWN, Keys.ESCAPE):
            until(browser, LISTED)
            time.sleep(0.3)  # CodeMirror takes no Enter for a list that has just come up
        ActionChains(browser).send_keys(each).perform()


def test_names_are_completed_by_keyboard(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/sparql.html")
    for text, more, expected in TAKEN.values():
        keys(browser, text, *more)
        assert browser.execute_script(TEXT) == expected
        assert not browser.execute_script(f"return {LISTED}")
    keys(browser, "ASK { ?t her2gc:testsAg")
    until(browser, LISTED)
    ActionChains(browser).send_keys(Keys.TAB).perform()  # no trap
    assert browser.switch_to.active_element.text == "Run"
    assert browser.execute_script(TEXT) == "ASK { ?t her2gc:testsAg}"


def test_a_name_is_completed_by_a_click(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/sparql.html")
    keys(browser, "ASK { ?t her2gc:testsAg")
    until(browser, LISTED)
    browser.execute_script(f"return {SHADOW}.querySelectorAll('.names li')[1]").click()
    assert browser.execute_script(TEXT) == "ASK { ?t her2gc:testsAgentClass}"


def test_no_name_is_offered_where_none_can_stand(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/sparql.html")
    for text in ("PREFIX her2gc:", '"her2gc:tes', "# her2gc:tes", "ASK { ?s <https://w3id.org/her2gc:tes"):
        keys(browser, text)
        time.sleep(0.3)  # the list comes up after a tenth of a second
        assert not browser.execute_script(f"return {LISTED}"), text
    keys(browser, '# a \'word\nASK { <http://x/#y> ?p "z" FILTER(1 < 2) ?t her2gc:testsAg')
    assert until(browser, LISTED).startswith("her2gc:testsAgent")


@pytest.mark.parametrize("value", ["first-line", "first", "kg"])
def test_values_of_a_question_are_bound_in_the_browser(
    browser: webdriver.Chrome, address: str, context: Context, value: str
) -> None:
    browser.get(f"{address}/query/failed-agents.html?line={value}")
    until(browser, "document.querySelector('#answer').getAttribute('aria-busy') === 'false'")
    area = browser.find_element(By.ID, "answer")
    if value == "kg":
        assert "choose one from the list" in area.text
        return
    rows = [
        each.find_element(By.TAG_NAME, "td").text.split(" [")[0]
        for each in area.find_elements(By.CSS_SELECTOR, "#rows tbody tr")
    ]
    assert rows == [row["agent"] for row in context.answer("failed-agents", {"line": "first-line"})]
    assert "JACOB" in area.text
    assert "GATSBY" not in area.text
    assert all(each.text for each in area.find_elements(By.CSS_SELECTOR, "td.places summary"))
    marks = {each.text.strip("[]") for each in area.find_elements(By.CSS_SELECTOR, ".marks a")}
    doubts = [each for each in area.find_elements(By.CSS_SELECTOR, ".doubts li") if each.is_displayed()]
    assert len(doubts) == len(marks) > 0


def _ordered(told: dict[str, Any]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in told["results"]["bindings"])


def test_answers_in_the_browser_equal_those_of_the_command_line(
    browser: webdriver.Chrome, address: str, context: Context
) -> None:
    browser.get(f"{address}/sparql.html")
    names = [
        name for name, each in context.questions.items() if not any(one.required for one in each.parameters)
    ]
    wrong = []
    for name in names[::6]:
        answer = context.answer(name)
        assert answer.asked is not None
        told = browser.execute_async_script(
            RUN,
            answer.asked.query,
        )
        ours = json.loads(answer.json)
        if _ordered(told) != _ordered(ours):
            wrong.append(name)
    assert not wrong
    assert len(names[::6]) > 10


def test_a_newcomer_finds_what_became_of_t_dm1(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/index.html")
    told = browser.find_element(By.ID, "failed").text
    assert "7.9 vs 8.6 months, HR 1.15, P = 0.86" in told
    browser.find_element(By.LINK_TEXT, "trastuzumab emtansine").click()
    told = until(
        browser, "location.pathname.endsWith('/kg/T-DM1.html') && document.querySelector('main').innerText"
    )
    assert "failed" in told
    browser.find_element(By.LINK_TEXT, "GATSBY").click()
    told = until(
        browser, "location.pathname.endsWith('/kg/GATSBY.html') && document.querySelector('main').innerText"
    )
    for part in ("failed", "1.15", "0.86"):
        assert part in told


def test_search_leads_to_an_agent_by_keyboard(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/index.html")
    field = browser.find_element(By.ID, "search")
    field.send_keys("trastuzumab emtansine")
    until(browser, "document.querySelectorAll('#found li').length > 0")
    field.send_keys(Keys.ENTER)
    assert until(browser, "location.pathname.startsWith('/kg/') && location.pathname") == "/kg/T-DM1.html"


def test_the_first_tab_leads_past_the_menu(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/kg/GATSBY.html")
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to content"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.execute_script("return document.activeElement.id") == "main"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_fault_that_axe_finds_or_scrolls_sideways(
    browser: webdriver.Chrome, address: str, path: str
) -> None:
    found = []
    for scheme in ("light", "dark")[: 1 if path in LARGE and not ALL else 2]:
        coloured(browser, scheme)
        browser.get(f"{address}/{path}.html")
        found += [(scheme, *each) for each in faults(browser)]
    assert not found
    narrow = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    try:
        widths = browser.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
        assert widths == [360, 360]
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_printed_pages_leave_out_what_only_a_screen_needs(browser: webdriver.Chrome, address: str) -> None:
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    paper = {"width": 1032, "height": 703, "deviceScaleFactor": 1, "mobile": False}  # A4, less its margins
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": dark})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", paper)
    try:
        for path in ("kg/GATSBY", "query/failed-agents", "index"):
            browser.get(f"{address}/{path}.html")
            assert not browser.find_element(By.CSS_SELECTOR, "header").is_displayed()
            assert browser.find_element(By.CSS_SELECTOR, "main h1").is_displayed()
            assert not any(
                each.is_displayed() for each in browser.find_elements(By.CSS_SELECTOR, "form.values")
            )
            widest = (
                "return Math.max(...[...document.querySelectorAll('table')].map((one) => one.scrollWidth))"
            )
            assert 0 < browser.execute_script(widest) <= 1032, path
            assert browser.execute_script("return getComputedStyle(document.body).backgroundColor") == (
                "rgb(255, 255, 255)"
            )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
