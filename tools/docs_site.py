"""What the site has beside docs/: pages that stand elsewhere in the clone, and the page of the vocabulary."""

import importlib.util
import logging
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = {"contributing.md": "CONTRIBUTING.md", "changes.md": "CHANGELOG.md", "kg.md": "kg/README.md"}


def on_files(files: Files, config: Any) -> Files:
    """Add the pages, made anew."""
    for name, path in ELSEWHERE.items():
        files.append(File.generated(config, name, content=(ROOT / path).read_text(encoding="utf-8")))
    files.append(File.generated(config, "ontology.html", content=_vocabulary()))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Lead links to those files to their pages."""
    for name, path in ELSEWHERE.items():
        markdown = markdown.replace(f"](../{path})", f"]({name})").replace(f"]({path})", f"]({name})")
    return markdown.replace("](docs/", "](")


def _vocabulary() -> str:
    spec = importlib.util.spec_from_file_location("ontology_page", ROOT / "tools" / "ontology_page.py")
    if spec is None or spec.loader is None:
        raise ImportError("tools/ontology_page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    loud = logging.getLogger().level
    made = str(module.page())
    logging.getLogger().setLevel(loud)  # pyLODE has every library tell what it does
    return made
