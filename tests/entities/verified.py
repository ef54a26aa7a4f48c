"""The mapping tables and the table that they were verified by."""

import os
import re
from pathlib import Path

import pytest

from conftest import SHARED
from her2gc.sources import homes, sssom

TABLES = [Path(path) for path in homes.files("ontology", ".sssom.tsv")]
SEEN = re.compile(r"verified as '(.+?)' \(([a-z ]+)\); ")


def tables() -> list[tuple[str, dict[str, str], list[sssom.Row]]]:
    return [(path.name, *sssom.read(path.read_bytes(), str(path))) for path in TABLES]


ROWS = [row for _, _, rows in tables() for row in rows]


def external() -> Path:
    """Return the folder of the verified table, or skip with the reason."""
    given = os.environ.get("HER2GC_EXTERNAL")
    folder = Path(given) if given else SHARED / "external"
    if not (folder / "identifiers.sssom.tsv").is_file():
        pytest.skip(f"no verified table here: set HER2GC_EXTERNAL to its folder (looked in {folder})")
    return folder
