"""The results of a SHACL report, each with all that the engine said of it."""

from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES

_SH = PREFIXES["sh"]
_ROOT = "_:result"  # what a result is called while it stands alone; ``in_report`` numbers it
_PATH = _SH + "resultPath"
_PARTS = {_PATH, _SH + "detail"}  # nameless values of these belong to the result alone

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Result(NamedTuple):
    """One value of a report's ``sh:result``; what it holds by ``sh:detail`` is part of it, no result of its own."""

    node: Node
    about: dict[Term, list[tuple[str, Term]]]  # the report, by subject

    def all(self, name: str) -> list[Term]:
        """Return the values of a property of SHACL."""
        return [value for prop, value in self.about.get(self.node, []) if prop == _SH + name]

    def one(self, name: str) -> Term | None:
        """Return one value of a property of SHACL, or None."""
        return next(iter(self.all(name)), None)

    def said(self, unnamed: dict[str, ox.BlankNode]) -> str:
        """Return the result as N-Triples: its path is its own, and nameless shapes are nameless again."""
        lines: list[str] = []
        self._write(self.node, _ROOT, lines, unnamed)
        return "\n".join(lines)

    def _write(
        self, node: Term, name: str, lines: list[str], unnamed: dict[str, ox.BlankNode], *, path: bool = False
    ) -> None:
        for prop, value in sorted(self.about.get(node, []), key=str):
            if isinstance(value, ox.BlankNode) and (path or prop in _PARTS):
                part = f"{name}-{len(lines)}"
                lines.append(f"{name} <{prop}> {part}")
                self._write(value, part, lines, unnamed, path=path or prop == _PATH)
            else:
                shown = unnamed.get(value.value, value) if isinstance(value, ox.NamedNode) else value
                lines.append(f"{name} <{prop}> {shown}")


def results(report: bytes) -> Iterator[Result]:
    """Yield the results of a report in Turtle."""
    about: dict[Term, list[tuple[str, Term]]] = {}
    found: list[Term] = []
    for quad in ox.parse(input=report, format=ox.RdfFormat.TURTLE):
        about.setdefault(quad.subject, []).append((quad.predicate.value, quad.object))
        if quad.predicate.value == _SH + "result":
            found.append(quad.object)
    for node in dict.fromkeys(found):
        if isinstance(node, ox.NamedNode | ox.BlankNode):
            yield Result(node, about)


def renamed(said: str, names: dict[str, str]) -> str:
    """Return a result in which nameless nodes are called as in their files."""
    return "\n".join(
        " ".join(names.get(term, term) for term in line.split(" ", 2)) for line in said.splitlines()
    )


def in_report(said: str, number: int) -> Iterator[str]:
    """Yield the lines of a result as they stand in a whole report.

    Parameters
    ----------
    said
        What ``Result.said`` returned.
    number
        Which result it is.
    """
    for line in said.splitlines():
        terms = line.split(" ", 2)
        numbered = (
            f"{_ROOT}{number}{term.removeprefix(_ROOT)}" if term.startswith(_ROOT) else term for term in terms
        )
        yield " ".join(numbered) + " ."
