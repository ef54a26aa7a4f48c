"""Make the pictures of docs/export.md: each format opened by a reader that runs here, and what it shows.

Run by hand where Chromium, GraphViz and Debian's tulip, qvge, xvfb, xdotool and imagemagick are installed:
``python tools/pictures.py [NAME …]``.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pictures_text as told
from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from her2gc.export import Export, Request, writer
from her2gc.export.files import write_folder
from her2gc.output import write
from her2gc.store.graph import open_graph

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs/images"
CYTOSCAPE = ROOT / "src/her2gc/export/explorer/vendor/cytoscape.min.js"
LARGEST = 150_000
_COVER, _TREE = Image.Quantize.MAXCOVERAGE, Image.Quantize.FASTOCTREE
FLAGS = ("headless", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "no-first-run", "hide-scrollbars")


@contextmanager
def chromium(width: int, height: int) -> Iterator[webdriver.Chrome]:
    """Start a browser whose page has a given size."""
    options = Options()
    options.binary_location = str(shutil.which("chromium"))
    for flag in FLAGS:
        options.add_argument(f"--{flag}")
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        yield browser
    finally:
        browser.quit()


def save(name: str, body: bytes) -> None:
    """Save a picture with a palette of its own: a third of the bytes, and nobody sees it."""
    with Image.open(io.BytesIO(body)) as picture:
        for colours, method in ((256, _COVER), (160, _COVER), (96, _COVER), (64, _TREE), (40, _TREE)):
            small = io.BytesIO()
            flat = picture.convert("RGB").quantize(colours, method, dither=Image.Dither.NONE)
            flat.save(small, "PNG", optimize=True)
            if small.tell() < LARGEST:
                break
    (IMAGES / f"{name}.png").write_bytes(small.getvalue())
    print(f"{name}.png {small.tell() // 1000} kB")


def export(folder: Path, form: str, **part: object) -> Path:
    """Write a format; return its file or folder."""
    target = folder / form
    body = writer(form).write(Export(open_graph(quiet=True), Request(**part)))  # type: ignore[arg-type]
    if isinstance(body, dict):
        write_folder(str(target), body)
    else:
        write(body, str(target))
    return target


def page(name: str, html: str, folder: Path, width: int = 1000, height: int = 600) -> None:
    """Save a picture of a page."""
    file = folder / f"{name}.html"
    file.write_text(html, encoding="utf-8")
    with chromium(width, height) as browser:
        browser.get(file.as_uri())
        WebDriverWait(browser, 60).until(
            lambda driver: driver.execute_script("return document.readyState === 'complete'")
        )
        whole = browser.find_elements("css selector", "pre, body > table")
        save(name, whole[0].screenshot_as_png if whole else browser.get_screenshot_as_png())


def explorer(folder: Path) -> None:
    """Show the explorer: T-DM1 with a place, and the answer to a question."""
    file = export(folder, "html").rename(folder / "explorer.html")
    steps = {
        "explorer-T-DM1": """her2gc.select(her2gc.byId.get('kg:T-DM1'));
            [...document.querySelectorAll('.tool')][0].click();
            [...document.querySelectorAll('details.place summary')]
                .find((each) => each.textContent.startsWith('Table 4')).click();""",
        "explorer-question": """const box = document.getElementById('question');
            box.value = her2gc.questions.findIndex((each) => each.name === 'failed-agents');
            box.dispatchEvent(new Event('change'));""",
    }
    with chromium(1400, 720) as browser:
        for name, script in steps.items():
            browser.get(file.as_uri())
            WebDriverWait(browser, 60).until(
                lambda driver: driver.execute_script("return document.documentElement.dataset.ready")
            )
            browser.execute_script(script)
            browser.execute_async_script("setTimeout(arguments[0], 1200)")
            save(name, browser.get_screenshot_as_png())


def desktop(name: str, file: Path, program: str, seconds: int, click: tuple[int, int] = (0, 0)) -> None:
    """Save a picture of a desktop program that has opened a file, on a screen of its own, after a click."""
    script = """"$1" "$2" >/dev/null 2>&1 & sleep "$3"
        xdotool mousemove "$4" "$5" click 1; sleep 2; import -window root png:-; kill $!"""
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"]
    shown = file.rename(file.with_name(f"her2gc.{name}"))  # the programs go by the ending, and show the name
    given = [program, shown.name, str(seconds), *map(str, click)]
    ran = subprocess.run(
        [*screen, "sh", "-c", script, "sh", *given], capture_output=True, check=True, cwd=file.parent
    )
    with Image.open(io.BytesIO(ran.stdout)) as picture:
        flat = picture.convert("RGB")
    bare = flat.crop(flat.getbbox()).resize((1100, 690))  # the screen around the window is black
    body = io.BytesIO()
    bare.save(body, "PNG")
    save(name, body.getvalue())


def graphml(folder: Path) -> None:
    """Show GraphML as qvge opens it."""
    desktop(
        "graphml",
        export(folder, "graphml", view="agents", around=("HER2",), hops=1),
        "qvgeapp",
        8,
        (1236, 104),
    )


def gexf(folder: Path) -> None:
    """Show GEXF as Tulip opens it."""
    desktop("gexf", export(folder, "gexf", view="trials"), "tulip", 20)


def cx2(folder: Path) -> None:
    """Show CX2 as ndex2 reads it, with the colours and shapes of its visual properties."""
    import json

    from ndex2.cx2 import RawCX2NetworkFactory

    file = export(folder, "cx2", view="subtypes", around=("microsatellite instability",), hops=2)
    network = RawCX2NetworkFactory().get_cx2network(json.loads(file.read_text(encoding="utf-8")))
    page("cx2", told.canvas_page([CYTOSCAPE], told.cx2_elements(network), told.CX2), folder)


def cytoscapejs(folder: Path) -> None:
    """Show Cytoscape.js JSON as Cytoscape.js shows it."""
    file = export(folder, "cytoscapejs", view="agents", around=("T-DM1",), hops=1)
    html = told.canvas_page([CYTOSCAPE], file.read_text(encoding="utf-8"), told.CYTOSCAPEJS)
    page("cytoscapejs-agents", html, folder)


def dot(folder: Path) -> None:
    """Show DOT as GraphViz draws it."""
    file = export(folder, "dot", view="trials", around=("JACOB",), hops=1)
    drawn = subprocess.run(["dot", "-Tpng", "-Gdpi=80", file], capture_output=True, check=True)
    save("dot", drawn.stdout)


def svg(folder: Path) -> None:
    """Show the second line, as ``svg`` draws it."""
    (IMAGES / "trials-second-line.svg").write_bytes(
        export(folder, "svg", view="trials", lines=("second",)).read_bytes()
    )


def neo4j(folder: Path) -> None:
    """Show the Neo4j CSV in an embedded property-graph database, asked in Cypher."""
    page("neo4j", told.terminal(told.cypher(export(folder, "neo4j"), folder)), folder)


def kgx(folder: Path) -> None:
    """Show KGX as kgx itself counts it."""
    text = told.kgx_summary(export(folder, "kgx"), folder, ROOT)
    page("kgx", told.terminal(text), folder)


def obsidian(folder: Path) -> None:
    """Show a note of the vault, its Markdown rendered."""
    note = export(folder, "obsidian", view="trials") / "trial/GATSBY.md"
    page("obsidian", told.note(note), folder, 1000, 620)


def evidence(folder: Path) -> None:
    """Show the evidence table, as a spreadsheet shows it."""
    page("evidence", told.sheet(export(folder, "evidence", lines=("second",))), folder, 1200)


def parquet(folder: Path) -> None:
    """Show Parquet, asked by polars."""
    page("parquet", told.terminal(told.session(told.PARQUET, export(folder, "parquet"))), folder)


def rdf(folder: Path) -> None:
    """Show Turtle and JSON-LD of one result, and OWL opened by owlready2."""
    part = {"around": ("kg:GATSBY-OS-contrast",), "hops": 0}
    turtle, jsonld = export(folder, "turtle", **part), export(folder, "jsonld", **part)
    page("turtle", told.terminal(told.shell(f"grep -v ^@prefix {turtle.name}", folder)), folder)
    page("jsonld", told.terminal(told.shell(f"tail -28 {jsonld.name}", folder)), folder)
    page("owl", told.terminal(told.session(told.OWL, export(folder, "owl"))), folder)


PICTURES: dict[str, Callable[[Path], None]] = {
    each.__name__: each
    for each in (
        explorer,
        graphml,
        gexf,
        cx2,
        cytoscapejs,
        dot,
        svg,
        neo4j,
        kgx,
        obsidian,
        evidence,
        parquet,
        rdf,
    )
}


def main() -> int:
    """Make the named pictures, or all."""
    with tempfile.TemporaryDirectory(prefix="her2gc-pictures-") as folder:
        for name in sys.argv[1:] or PICTURES:
            own = Path(folder) / name
            own.mkdir()
            PICTURES[name](own)
    return 0


if __name__ == "__main__":
    sys.exit(main())
