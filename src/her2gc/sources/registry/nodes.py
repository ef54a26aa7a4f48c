"""The blocks of one record while they are made, and how a leaf is said: as printed, and as a number where it is one."""

import re
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from her2gc.sources.blocks import Block
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.registry.leaves import Leaves

OWN, KG = PREFIXES["her2gc"], PREFIXES["kg"]
_LABEL, _TYPE, _DECIMAL = PREFIXES["rdfs"] + "label", PREFIXES["rdf"] + "type", PREFIXES["xsd"] + "decimal"
_LONGEST = 40  # letters of a number; a longer one is a mistake
_GREATEST = 30  # powers of ten


class Nodes:
    """The blocks of one record, in the order in which they are read.

    Parameters
    ----------
    leaves
        The record.
    number
        Its number in the register.
    """

    def __init__(self, leaves: Leaves, number: str) -> None:
        self.leaves = leaves
        self.number = number
        self.base = PREFIXES["registry"] + number
        self.made: list[Block] = []
        self.arms: dict[str, list[str]] = {}  # by folded title

    def node(self, end: str, kind: str, label: str) -> Block:
        """Begin a block: the end of its IRI after the record's number, its class and its label."""
        block = Block(f"{self.base}-{end}" if end else self.base, [])
        block.told.append((_TYPE, ox.NamedNode(OWN + kind)))
        block.told.append((_LABEL, ox.Literal(" ".join(f"{self.number}: {label}".split()), language="en")))
        self.made.append(block)
        return block


def say(block: Block, prop: str, text: str | None) -> None:
    """Say a text, where there is one."""
    if text is not None:
        block.told.append((OWN + prop, ox.Literal(text)))


def link(block: Block, prop: str, node: str) -> None:
    """Link to another node."""
    block.told.append((OWN + prop, ox.NamedNode(node)))


def number(block: Block, prop: str, count: int | None) -> None:
    """Say a count, where there is one."""
    if count is not None:
        block.told.append((OWN + prop, ox.Literal(count)))


def figure(block: Block, prop: str, printed: str | None) -> None:
    """Say a figure as printed, and its number where it is one."""
    if printed is None:
        return
    say(block, f"{prop}Printed", printed)
    found = decimal(printed)
    if found is not None:
        block.told.append((f"{OWN}{prop}Number", found))


def decimal(printed: str) -> ox.Literal | None:
    """Return the number that a print is, with or without commas between thousands; None where it is none."""
    spelled = (
        printed.strip().replace(",", "")
        if re.fullmatch(r"\s*\d{1,3}(,\d{3})+(\.\d+)?\s*", printed)
        else printed.strip()
    )
    try:
        number = Decimal(spelled)
    except InvalidOperation:
        return None
    if (
        not number.is_finite()
        or not spelled.isascii()
        or len(spelled) > _LONGEST
        or abs(number.adjusted()) > _GREATEST
    ):
        return None
    plain = format(number, "f")
    return ox.Literal(plain if "." in plain else f"{plain}.0", datatype=ox.NamedNode(_DECIMAL))


def fold(title: str) -> str:
    """Return a title without differences of case and space."""
    return " ".join(title.casefold().split())
