"""Write Turtle in the house's form: one block a node, a line a property, its dot on a line of its own."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES

_TYPE = PREFIXES["rdf"] + "type"
_PLAIN = {PREFIXES["xsd"] + name for name in ("integer", "decimal", "boolean")}


class Block(NamedTuple):
    """One node: its IRI, and property IRIs with values in the order in which they are to be read."""

    node: str
    told: list[tuple[str, ox.NamedNode | ox.Literal]]


def turtle(blocks: Iterable[Block], prefixes: Mapping[str, str], comment: Iterable[str] = ()) -> bytes:
    """Return the blocks as Turtle, the same bytes for the same blocks.

    Parameters
    ----------
    blocks
        The nodes, in order.
    prefixes
        The prefixes to shorten IRIs by.
    comment
        Lines for the head of the file.
    """
    lines = [f"@prefix {name}: <{base}> ." for name, base in sorted(prefixes.items())]
    lines += ["", "#" * 79, *(f"# {line}".rstrip() for line in comment), "#" * 79]
    for block in blocks:
        lines.append("")
        values: dict[str, list[str]] = {}
        for prop, value in block.told:
            written = "a" if prop == _TYPE else _short(prop, prefixes)
            values.setdefault(written, []).append(_term(value, prefixes))
        told = [f"{prop} {' , '.join(dict.fromkeys(terms))}" for prop, terms in values.items()]
        lines.append(f"{_short(block.node, prefixes)} " + " ;\n    ".join(told) + "\n    .")
    return ("\n".join(lines) + "\n").encode()


def _term(value: ox.NamedNode | ox.Literal, prefixes: Mapping[str, str]) -> str:
    if isinstance(value, ox.NamedNode):
        return _short(value.value, prefixes)
    if value.datatype.value in _PLAIN and _is_plain(value):
        return value.value
    if (
        value.datatype.value.startswith(PREFIXES["xsd"])
        and value.datatype.value != PREFIXES["xsd"] + "string"
    ):
        return f"{ox.Literal(value.value)}^^{_short(value.datatype.value, prefixes)}"
    return str(value)


def _is_plain(value: ox.Literal) -> bool:
    """Tell whether a number is read back with its own datatype when it stands bare: 2.0 is a decimal, 2 is not."""
    decimal = value.datatype.value.endswith("decimal")
    return not decimal or ("." in value.value and not value.value.endswith("."))


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    for name, base in prefixes.items():
        local = iri[len(base) :]
        if iri.startswith(base) and local and all(mark.isalnum() or mark in "-_" for mark in local):
            return f"{name}:{local}"
    return f"<{iri}>"
