"""docs/export.md: every format with its command, every picture there and small."""

import re

from conftest import ROOT
from her2gc.export import FORMATS

DOCS = ROOT / "docs"
TEXT = (DOCS / "export.md").read_text(encoding="utf-8")
PICTURED_BY = {"html": "explorer", "cytoscapejs": "cytoscapejs", "svg": "second-line", "kgx-jsonl": "kgx",
               "trig": "turtle", "nquads": "turtle", "owlxml": "owl"}  # fmt: skip


def test_every_format_has_its_command_and_a_picture() -> None:
    pictures = re.findall(r"!\[[^\]]{8,}\]\((images/[^)]+)\)", TEXT)
    for name in FORMATS:
        assert re.search(rf"her2gc export {name} [^\n`]*-o ", TEXT), name
        if name != "queries":  # which are Turtle
            assert any(PICTURED_BY.get(name, name) in picture for picture in pictures), name
    assert all((DOCS / picture).stat().st_size < 150_000 for picture in pictures)


def test_every_picture_is_shown() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md"))
    assert [each.name for each in (DOCS / "images").iterdir() if each.name not in shown] == []
