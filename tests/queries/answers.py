"""Compare whole answers with tables typed by hand: one row per line, cells parted by ``|``, columns named."""

from typing import Any

from her2gc.python.knowledge import KnowledgeGraph


def rows(kg: KnowledgeGraph, question: str, columns: str, **parameters: Any) -> list[str]:
    """Return an answer's rows as lines, with the named columns only, in the answer's order."""
    names = columns.split()
    return [
        " | ".join("" if row[name] is None else str(row[name]) for name in names)
        for row in kg.ask(question, **parameters)
    ]


def typed(table: str) -> list[str]:
    """Return the lines of a typed table, white space around cells dropped."""
    return [" | ".join(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]
