"""What the static site costs: its making, its size, how soon a page is seen, how soon a browser answers SPARQL.

Run by hand: ``python bench/pages.py [FOLDER]``. Exits with 1 where a limit is passed.
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from browser import browser

BUILT, SIZE, PAINTED, FIRST, NEXT = 60.0, 40_000_000, 1.0, 3.0, 0.2  # seconds of CPU, bytes, seconds
PAGES = ("index", "kg/GATSBY", "kg/T-DM1", "query/failed-agents", "review")
SEEN = """const done = arguments[0];
    new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
        .observe({type: "largest-contentful-paint", buffered: true})"""
ASKED = """const [query, done] = arguments, began = performance.now();
    her2gcQuery.run(query).then(() => done(performance.now() - began), (error) => done(String(error)))"""
QUERY = "SELECT ?t ?l WHERE { ?t a her2gc:Trial ; rdfs:label ?l } ORDER BY ?l"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        del args


def build(folder: Path) -> float:
    """Write the site; return the seconds of CPU, the opening of the store among them."""
    from her2gc.export.files import write_folder
    from her2gc.store.graph import open_graph
    from her2gc.web import site
    from her2gc.web.context import Context

    began = time.process_time()
    write_folder(str(folder), site.files(Context(open_graph(memory=True, quiet=True), whole=True)))
    return time.process_time() - began


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", help="a site written before; otherwise one is written now")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    told: list[tuple[str, float, float, str]] = []
    with tempfile.TemporaryDirectory(prefix="her2gc-bench-") as made:
        folder = Path(given.folder or f"{made}/site")
        if not given.folder:
            told.append(("made", build(folder), BUILT, "s of CPU"))
        size = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
        told.append(("size", size / 1e6, SIZE / 1e6, "MB"))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_address[1]}"
        seen: dict[str, list[float]] = {page: [] for page in PAGES}
        first, later = [], []
        for _ in range(given.runs):
            with browser() as driver:
                for page, times in seen.items():
                    driver.get(f"{root}/{page}.html")
                    times.append(driver.execute_async_script(SEEN) / 1000)
                driver.get(f"{root}/sparql.html")
                first.append(driver.execute_async_script(ASKED, QUERY) / 1000)
                later.append(driver.execute_async_script(ASKED, QUERY) / 1000)
        server.shutdown()
    told += [(f"{page} seen", statistics.median(times), PAINTED, "s") for page, times in seen.items()]
    told += [
        ("first SPARQL", statistics.median(first), FIRST, "s"),
        ("next SPARQL", statistics.median(later), NEXT, "s"),
    ]
    for what, found, limit, unit in told:
        print(f"{what}: {found:.2f} {unit}; limit {limit:g}{'' if found <= limit else ', PASSED'}")
    return int(any(found > limit for _, found, limit, _ in told))


if __name__ == "__main__":
    sys.exit(main())
