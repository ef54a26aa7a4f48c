"""The pages and the notebook with ten trials of another source loaded: they work, and each names that source."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import trials

import her2gc
from conftest import ROOT
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.sources import homes
from her2gc.web import site
from her2gc.web.context import Context
from sampling import sample, whole

THEIRS = re.compile(r"\bRANDOM-\d")
NAMED = re.compile(r"from MADE UP 2026|others/MADE-UP-2026|random report")  # that is what it is called itself
CHOICES = re.compile(r"<option[^<]*")  # of a form: names to choose from
ROWS = re.compile(r"<tr>.*?</tr>", re.DOTALL)
TABLES = re.compile(r"<table.*?</table>", re.DOTALL)  # a row names the source once, not at each of its places
ENTRIES = re.compile(r"<li>.*?</li>", re.DOTALL)
TERMS = ("phase-3", "failed", "paclitaxel", "second-line", "gastric-cancer", "tucatinib")


# in a process of its own: what a notebook imports takes 100 MB, which no clearing gives back
NOTEBOOK = """
import sys
import nbformat
from IPython.core.interactiveshell import InteractiveShell
from her2gc.sources import homes
listed = [homes.Source(sys.argv[1], f"{homes.OTHERS}/MADE-UP-2026")]
homes.other_sources = lambda: listed
shell = InteractiveShell()
shell.history_manager.enabled = False
for cell in nbformat.read(sys.argv[2], as_version=4).cells:
    if cell.cell_type == "code":
        shell.run_cell(cell.source).raise_error()
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("others") / "MADE-UP-2026.ttl"
    written.write_text(trials.turtle(trials.made(seed=11, count=10)), encoding="utf-8")
    return written


@pytest.fixture
def both(file: Path) -> Iterator[KnowledgeGraph]:
    listed = [homes.Source(str(file), f"{homes.OTHERS}/MADE-UP-2026")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(homes, "other_sources", lambda: listed)
        yield her2gc.load()


@whole
def test_every_page_that_tells_of_them_names_their_source(both: KnowledgeGraph) -> None:
    planned = site.plan(Context(both.graph))
    alone = [path for path in planned if path.endswith(".html") and "/" not in path]
    questions = [path for path in planned if re.fullmatch(r"query/[^/]+\.html", path)]
    theirs = [path for path in planned if re.match(r"kg/RANDOM.*\.html", path)]
    assert len(theirs) > 100
    read = [
        *alone,
        *(f"kg/{name}.html" for name in TERMS),
        *sample(questions, 12, "questions' pages with trials of others"),
        *sample(theirs, 6, "pages of trials of others"),
        "kg/RANDOM-1.html",
        "query/failed-agents.html",
    ]
    told = {path: CHOICES.sub("", planned[path]().decode()) for path in dict.fromkeys(read)}
    about = {path for path, text in told.items() if THEIRS.search(text)}
    assert {"index.html", "kg/phase-3.html", "kg/failed.html", "kg/RANDOM-1.html", "explorer.html"} <= about
    assert [path for path in sorted(about) if not NAMED.search(told[path])] == []
    pages = {path for path in about if not path.startswith("kg/RANDOM") and path not in alone}
    for path in sorted(pages):
        parts = ROWS.findall(told[path]) + ENTRIES.findall(TABLES.sub("", told[path]))
        assert [part for part in parts if THEIRS.search(part) and not NAMED.search(part)] == [], path
    own = told["kg/RANDOM-1.html"]
    assert "the review&#39;s word" not in own
    assert "asserted by the review" not in own


@whole
def test_the_notebook_works_and_names_their_source(file: Path) -> None:
    command = [sys.executable, "-c", NOTEBOOK, str(file), str(ROOT / "docs/questions.ipynb")]
    ran = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    about = [line for line in ran.stdout.splitlines() if THEIRS.search(line)]
    assert about
    assert [line for line in about if not NAMED.search(line)] == []
