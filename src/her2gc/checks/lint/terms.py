"""What ontology reports check of each term: label, definition, duplicates, white space, deprecation."""

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc.checks.lint.ontology import OWL, RDFS, SKOS, Check, Ontology, Told

if TYPE_CHECKING:
    from her2gc.store.rules import Node

_LABEL, _DEFINITION = RDFS + "label", SKOS + "definition"
_LEAST = 10  # characters of a definition


def _labels(ontology: Ontology) -> Told:
    for node in ontology.terms:
        if len(ontology.text(node, _LABEL)) != 1:
            yield node, "a term needs one label"


def _definitions(ontology: Ontology) -> Told:
    for node in ontology.terms:
        found = ontology.text(node, _DEFINITION)
        if len(found) != 1:
            yield node, "a term needs one definition"
        elif len(found[0]) < _LEAST or not found[0].endswith(".") or not found[0][:1].isupper():
            yield node, "a definition is a sentence: a capital first, a full stop last"


def _unique(prop: str, what: str) -> Check:
    """Make a check among classes and among properties: a property may be named as the class that it leads to."""

    def check(ontology: Ontology) -> Told:
        bearers: dict[tuple[bool, str], list[Node]] = defaultdict(list)
        for node in ontology.terms:
            for text in ontology.text(node, prop):
                bearers[node in ontology.classes, text.casefold()].append(node)
        for (_, text), nodes in bearers.items():
            for bearer in nodes if len(nodes) > 1 else []:
                yield bearer, f"two terms have one {what}: {text}"

    return check


def _white_space(ontology: Ontology) -> Told:
    for quad in ontology.store:
        told = quad.object
        if isinstance(told, ox.Literal) and told.value != " ".join(told.value.split()):
            yield quad.subject, f"stray white space in “{told.value[:40]}”"


def _language(ontology: Ontology) -> Told:
    for node in ontology.terms:
        for prop in (_LABEL, _DEFINITION):
            for value in ontology.values(node, prop):
                if isinstance(value, ox.Literal) and value.language != "en":
                    yield node, "labels and definitions are marked @en"


def _home(ontology: Ontology) -> Told:
    for node in ontology.terms:
        if ontology.values(node, RDFS + "isDefinedBy") != [ontology.header]:
            yield node, "a term says by rdfs:isDefinedBy which ontology defines it"


def _deprecated(ontology: Ontology) -> Told:
    old = {node for node, _ in ontology.pairs(OWL + "deprecated")}
    for quad in ontology.store:
        if quad.object in old and quad.subject not in old:
            yield quad.object, f"a deprecated term is still used by {ontology.name(quad.subject)}"


def _equivalents(ontology: Ontology) -> Told:
    for node in ontology.classes:
        if len(ontology.values(node, OWL + "equivalentClass")) > 1:
            yield node, "a class has more than one definition by equivalence"


CHECKS: dict[str, Check] = {
    "label": _labels,
    "definition": _definitions,
    "unique label": _unique(_LABEL, "label"),
    "unique definition": _unique(_DEFINITION, "definition"),
    "white space": _white_space,
    "language": _language,
    "defined by": _home,
    "deprecated": _deprecated,
    "one equivalence": _equivalents,
}
