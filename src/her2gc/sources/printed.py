"""Figures as printed: engines drop trailing zeros, so each decimal gets a companion that keeps them.

The ontology names the companion of a figure's property by ``her2gc:hasPrintedForm``. A node's own ``her2gc:printedAs``
wins where it spells the same number (``56,9`` for 56.9). A value that was not reached has no figure, only those words.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES

_FORM = PREFIXES["her2gc"] + "hasPrintedForm"
_AS = PREFIXES["her2gc"] + "printedAs"
_OPEN = PREFIXES["her2gc"] + "notReached"
_VALUE = ox.NamedNode(PREFIXES["her2gc"] + "printedValue")
_FIGURE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")


def with_printed_forms(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield the quads and, after them, the printed form of every figure whose property has one."""
    companions: dict[str, ox.NamedNode] = {}
    spelled: dict[tuple[object, Decimal], str] = {}
    figures: list[tuple[ox.Quad, Decimal, str]] = []
    for quad in quads:
        yield quad
        subject, told = quad.subject, quad.object
        if quad.predicate.value == _OPEN and isinstance(told, ox.Literal) and told.value in ("true", "1"):
            yield ox.Quad(subject, _VALUE, ox.Literal("not reached"), quad.graph_name)
        elif (
            quad.predicate.value == _FORM
            and isinstance(subject, ox.NamedNode)
            and isinstance(told, ox.NamedNode)
        ):
            companions[subject.value] = told
        elif isinstance(told, ox.Literal):
            number = _number(told.value.replace(",", "."))
            if number is not None and quad.predicate.value == _AS:
                spelled[subject, number] = told.value
            elif number is not None:
                figures.append((quad, number, told.value))
    for quad, number, text in figures:
        companion = companions.get(quad.predicate.value)
        if companion is not None:
            printed = spelled.get((quad.subject, number), text)
            yield ox.Quad(quad.subject, companion, ox.Literal(printed), quad.graph_name)


def _number(text: str) -> Decimal | None:
    """Return the number that XSD would read; Python's own reader takes ``1_000``, ``sNaN`` and digits of any script."""
    return Decimal(text) if _FIGURE.fullmatch(text.strip(" \t\r\n")) else None
