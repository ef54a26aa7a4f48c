"""Debian's Chromium, driven by selenium; no test tool downloads a browser of its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

AXE = Path(__file__).parents[1] / "web/vendor/axe.min.js"
FLAGS = [
    f"--{name}"
    for name in (
        "headless",
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
        "disable-dev-shm-usage",
        "window-size=1400,900",
    )
]


def missing(what: str) -> None:
    """Leave a test out, or fail where none may be left out."""
    text = f"{what} is missing; have it with: make chromium readers inspector (as root), or see DEBIAN in the Makefile"
    if os.environ.get("HER2GC_TEST_ALL"):
        pytest.fail(text)
    pytest.skip(text)


def tool(name: str, package: str) -> str:
    """Return where a program lies."""
    found = shutil.which(name)
    if found is None:
        missing(f"{name} ({package})")
    return str(found)


@contextmanager
def chromium(profile: Path) -> Iterator[webdriver.Chrome]:
    """Start a browser with a fresh profile."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        missing("Chromium")
    options = Options()
    options.binary_location = str(program)
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield browser
    finally:
        browser.quit()


def faults(browser: webdriver.Chrome) -> list[tuple[str, str]]:
    """Return what axe finds wrong with the page that is open, each rule with the first place that breaks it."""
    browser.execute_script(AXE.read_text())
    told = browser.execute_async_script(
        "const done = arguments[0]; axe.run().then((found) => done(found.violations), (e) => done(String(e)))"
    )
    assert isinstance(told, list), told
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in told]


def coloured(browser: webdriver.Chrome, scheme: str) -> None:
    """Have the browser prefer light or dark pages; neither, where the scheme is empty."""
    features = [{"name": "prefers-color-scheme", "value": scheme}] if scheme else []
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
