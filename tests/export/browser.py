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
