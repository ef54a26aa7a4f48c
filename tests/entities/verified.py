"""The mapping tables and the table that they were verified by."""

import re
from pathlib import Path

from conftest import beside
from her2gc.sources import homes, sssom

TABLES = [Path(path) for path in homes.files("ontology", ".sssom.tsv")]
SEEN = re.compile(r"verified as '(.+?)' \(([a-z ]+)\); ")


def tables() -> list[tuple[str, dict[str, str], list[sssom.Row]]]:
    return [(path.name, *sssom.read(path.read_bytes(), str(path))) for path in TABLES]


ROWS = [row for _, _, rows in tables() for row in rows]


def external() -> Path:
    """Return the folder of the verified table, or skip the test."""
    return beside("external", "HER2GC_EXTERNAL")
