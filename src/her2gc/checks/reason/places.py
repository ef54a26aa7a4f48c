"""In which file, on which line, stands what contradicts itself."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc.checks.reason.explain import Step
from her2gc.checks.validate.lines import Lines, text_of
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import read_bytes

if TYPE_CHECKING:
    from her2gc.store.rules import Axiom

_WORDS = {"subClassOf": "rdfs", "subPropertyOf": "rdfs", "domain": "rdfs", "range": "rdfs", "type": "rdf"}


class Places:
    """The lines of the files that were reasoned over.

    Parameters
    ----------
    sources
        The files; those that stand first are looked at first.
    """

    def __init__(self, sources: list[Source]) -> None:
        self._paths = [source.path for source in sources if not source.path.endswith(".sssom.tsv")]
        self._lines: Lines | None = None

    def of_clash(self, steps: Iterable[Step], axiom: "Axiom") -> list[str]:
        """Return the places of the statements that a contradiction rests on, then that of the axiom."""
        found: dict[str, None] = {}
        for step in steps:
            for leaf in _leaves(step):
                self._add(found, text_of(leaf.subject), leaf.predicate.value, text_of(leaf.object))
        one, word, other = axiom
        self._add(found, text_of(one), PREFIXES[_WORDS.get(word, "owl")] + word, text_of(other))
        return list(found)

    def of_class(self, cls: str) -> list[str]:
        """Return the place where a class is defined."""
        found: dict[str, None] = {}
        self._add(found, cls, PREFIXES["rdf"] + "type", PREFIXES["owl"] + "Class")
        return list(found)

    def _add(self, found: dict[str, None], node: str, prop: str, value: str) -> None:
        if self._lines is None:
            self._lines = Lines([(path, read_bytes(path), ()) for path in self._paths])
        file, line = self._lines.find(node, prop, value)
        if line:
            shown = os.path.relpath(file)
            found[f"{file if shown.startswith('..') else shown}:{line}"] = None


def _leaves(step: Step) -> Iterable[ox.Triple]:
    """Yield the asserted statements that a reason rests on."""
    if not step.premises:
        yield step.triple
    for premise in step.premises:
        yield from _leaves(premise)
