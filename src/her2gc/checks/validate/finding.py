"""What validation finds, and how an IRI is shown to a person."""

from typing import NamedTuple

SEVERITIES = ("violation", "warning", "note")


class Finding(NamedTuple):
    """One result of validation."""

    file: str  # the file that says it, or ""
    line: int  # counted from 1; 0 when no file says it
    node: str  # the IRI, or the blank node's label, that is at fault
    label: str  # the node's label, or ""
    path: str  # the property concerned, or ""
    value: str  # the value at fault, or ""
    severity: str  # violation, warning or note
    rule: str  # the constraint, such as Trial/inLine/MinCount or value-in-interval
    component: str  # the SHACL constraint component
    message: str  # what is wrong and what to write instead
