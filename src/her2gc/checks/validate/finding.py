"""What validation finds, and how an IRI is shown to a person."""

import os
from typing import NamedTuple

SEVERITIES = ("violation", "warning", "note")


class Finding(NamedTuple):
    """One result of validation."""

    file: str  # the file that says it, or ""
    line: int  # counted from 1; 0 when no file says it
    node: str  # what is at fault: an IRI, a literal's text, or a nameless node as its file calls it (``_:x``)
    label: str  # the node's label, or ""
    path: str  # the property concerned, or ""
    value: str  # the value at fault, or ""
    severity: str  # violation, warning or note; any other severity by its own name
    rule: str  # the constraint, such as Trial/inLine/MinCount or value-in-interval
    component: str  # the SHACL constraint component
    message: str  # what is wrong and what to write instead
    kind: str = "iri"  # of the node: iri, literal or blank
    said: str = ""  # the result in SHACL's own words, as ``results.Result.said`` returns it

    @property
    def fails(self) -> bool:
        """Say whether it makes the command fail: all but warnings and notes do."""
        return self.severity not in SEVERITIES[1:]

    @property
    def weight(self) -> int:
        """Return the rank for sorting: violations, severities of the user's own, warnings, notes."""
        return {"violation": 0, "warning": 2, "note": 3}.get(self.severity, 1)


class Findings(list[Finding]):
    """All that validation found, and what has to be said besides.

    Attributes
    ----------
    words
        What was not checked, and why: each a sentence for a person. A graph that conforms to nothing conforms.
    """

    def __init__(self, found: list[Finding] | None = None, words: list[str] | None = None) -> None:
        super().__init__(found or [])
        self.words = words or []

    @property
    def conforms(self) -> bool:
        """Say what SHACL's report says: there is no result of any severity."""
        return not self

    @property
    def fails(self) -> bool:
        """Say whether one of them is more than a warning."""
        return any(each.fails for each in self)


def shown(path: str) -> str:
    """Return a path as the user would type it."""
    if not os.path.isabs(path):
        return path
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative
