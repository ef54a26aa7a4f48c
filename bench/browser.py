"""Headless Chromium for measurements, each time with a fresh profile; chromium and chromedriver must be installed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

FLAGS = ("headless", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "no-first-run",
         "disable-background-networking", "window-size=1400,900")  # fmt: skip


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """Start a browser; end it and drop its profile."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        raise SystemExit("this needs chromium and chromedriver")
    with tempfile.TemporaryDirectory(prefix="her2gc-bench-", ignore_cleanup_errors=True) as profile:
        options = Options()
        options.binary_location = program
        for flag in (*FLAGS, f"user-data-dir={profile}"):
            options.add_argument(f"--{flag}")
        found = webdriver.Chrome(options=options, service=Service(driver))
        found.set_script_timeout(120)
        try:
            yield found
        finally:
            found.quit()
