"""What makes an ontology findable: its header."""

import pyoxigraph as ox

from her2gc.checks.lint.ontology import OWL, Check, Ontology, Told
from her2gc.sources.prefixes import PREFIXES

_DC, _VANN = PREFIXES["dcterms"], PREFIXES["vann"]
_NEEDED = {
    "title": _DC + "title",
    "description": _DC + "description",
    "creator": _DC + "creator",
    "licence": _DC + "license",
    "version IRI": OWL + "versionIRI",
    "version": OWL + "versionInfo",
    "date of creation": _DC + "created",
    "date of change": _DC + "modified",
    "citation": _DC + "bibliographicCitation",
    "prefix": _VANN + "preferredNamespacePrefix",
    "namespace": _VANN + "preferredNamespaceUri",
}


def _needs(what: str, prop: str) -> Check:
    def check(ontology: Ontology) -> Told:
        if ontology.header is not None and len(ontology.values(ontology.header, prop)) != 1:
            yield ontology.header, f"the header needs one {what}"

    return check


def _declared(ontology: Ontology) -> Told:
    if ontology.header is None:
        yield ox.NamedNode(OWL + "Ontology"), "no ontology is declared"


def _version(ontology: Ontology) -> Told:
    header = ontology.header
    version = ontology.value(header, OWL + "versionIRI") if header else None
    number = "".join(ontology.text(header, OWL + "versionInfo")) if header else ""
    if header and isinstance(version, ox.NamedNode) and version.value != f"{header.value}/{number}":
        yield header, "the version IRI is the ontology's IRI, a slash and the version"


def _namespace(ontology: Ontology) -> Told:
    header = ontology.header
    told = "".join(ontology.text(header, _VANN + "preferredNamespaceUri")) if header else ""
    if header and told and told not in (f"{header.value}#", f"{header.value}/"):
        yield header, "the preferred namespace is not the one that the terms are in"


CHECKS: dict[str, Check] = {
    "declaration": _declared,
    **{what: _needs(what, prop) for what, prop in _NEEDED.items()},
    "version agrees": _version,
    "namespace agrees": _namespace,
}
