"""How soon the explorer shows its start, and how soon it can be used: headless Chromium, from opening the file.

Run by hand: ``python bench/explorer.py [FILE]``. Exits with 1 where a median is over the limit of two seconds.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from selenium.webdriver.support.ui import WebDriverWait

from browser import browser

LIMIT = 2.0
MARKS = {"painted": "first paint", "ready": "ready to be used"}


def once(file: Path) -> tuple[float, ...]:
    """Return the seconds until the graph is painted and until it can be used, in a fresh browser."""
    with browser() as driver:
        driver.get(file.as_uri())
        page = "return document.documentElement.dataset.{}"
        WebDriverWait(driver, 60).until(lambda one: one.execute_script(page.format("ready")))
        return tuple(int(driver.execute_script(page.format(each))) / 1000 for each in MARKS)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", help="an explorer written before; otherwise one is written now")
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="her2gc-bench-") as folder:
        file = Path(given.file or folder + "/explorer.html").absolute()
        if not given.file:
            from her2gc.export import Export, html
            from her2gc.store.graph import open_graph

            file.write_bytes(html.write(Export(open_graph(quiet=True))))
        found = [once(file) for _ in range(given.runs)]
    worst = 0.0
    for mark, seconds in zip(MARKS, zip(*found, strict=True), strict=True):
        middle = statistics.median(seconds)
        worst = max(worst, middle)
        spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
        print(f"{MARKS[mark]}: median {middle:.2f} s of {given.runs} runs ({spread}); limit {LIMIT:.0f} s")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
