"""JSON-LD with a readable context: one object per entity, words for properties, grouped by named graph."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from her2gc.export.clean import visible
from her2gc.export.request import Export
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import curie, local

FOLDER = False
LOSES = frozenset({"filtered", "triple terms"})

_XSD = PREFIXES["xsd"]
_TYPE = PREFIXES["rdf"] + "type"
_LANGUAGE = "en"


def write(export: Export) -> bytes:
    """Return the chosen statements; the text fits exactly, number spellings included."""
    quads = [quad for quad in export.quads() if not isinstance(quad.object, ox.Triple)]
    terms = _terms(quads)
    document = {"@context": _context(quads, terms), "@graph": list(_graphs(quads, terms))}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return visible(text, "\\u{:04x}").encode()


class _Term:
    """How one property is written: its short name, and what its plain strings stand for."""

    def __init__(self, name: str, objects: list[Any]) -> None:
        self.name = name
        self.kind: str | None = None
        if all(not isinstance(each, ox.Literal) for each in objects):
            self.kind = "@id"
        elif all(isinstance(each, ox.Literal) and not each.language for each in objects):
            types = {each.datatype.value for each in objects}
            self.kind = types.pop() if len(types) == 1 else None
        tagged = sum(isinstance(each, ox.Literal) and each.language == _LANGUAGE for each in objects)
        self.language = _LANGUAGE if 2 * tagged > len(objects) and self.kind is None else None


def _terms(quads: list[ox.Quad]) -> dict[str, _Term]:
    objects = defaultdict(list)
    for quad in quads:
        if quad.predicate.value != _TYPE:
            objects[quad.predicate.value].append(quad.object)
    taken: dict[str, str] = {}
    used = _prefixes(quads)
    order = sorted(objects, key=lambda iri: (not iri.startswith(PREFIXES["her2gc"]), iri))
    for iri in order:  # our own words come first
        taken.setdefault(local(iri), iri)
    short = {iri for name, iri in taken.items() if name not in used}
    return {iri: _Term(local(iri) if iri in short else curie(iri), objects[iri]) for iri in order}


def _prefixes(quads: list[ox.Quad]) -> dict[str, str]:
    """Return the prefixes in use; a short word that is one of them stays a prefix."""
    iris = {node.value for quad in quads for node in quad if isinstance(node, ox.NamedNode)}
    iris |= {quad.object.datatype.value for quad in quads if isinstance(quad.object, ox.Literal)}
    used = {curie(iri).partition(":")[0] for iri in iris}
    return {prefix: base for prefix, base in PREFIXES.items() if prefix in used}


def _context(quads: list[ox.Quad], terms: dict[str, _Term]) -> dict[str, Any]:
    found: dict[str, Any] = {"@version": 1.1, **_prefixes(quads)}
    for iri, term in terms.items():
        entry: dict[str, str] = {"@id": curie(iri)}
        if term.kind and term.kind != _XSD + "string":
            entry["@type"] = term.kind if term.kind == "@id" else curie(term.kind)
        if term.language:
            entry["@language"] = term.language
        found[term.name] = entry
    return found


def _graphs(quads: list[ox.Quad], terms: dict[str, _Term]) -> Iterable[dict[str, Any]]:
    graphs: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for quad in quads:
        subject = _id(quad.subject)
        entity = graphs[_id(quad.graph_name)].setdefault(subject, {"@id": subject})
        if quad.predicate.value == _TYPE:
            entity.setdefault("@type", []).append(_id(quad.object))
        else:
            term = terms[quad.predicate.value]
            entity.setdefault(term.name, []).append(_value(quad.object, term))
    for name, entities in graphs.items():
        for entity in entities.values():
            for key, values in entity.items():
                if isinstance(values, list) and len(values) == 1:
                    entity[key] = values[0]
        yield {"@id": name, "@graph": list(entities.values())}


def _id(node: Any) -> str:
    return f"_:{node.value}" if isinstance(node, ox.BlankNode) else curie(node.value)


def _value(node: Any, term: _Term) -> Any:
    if not isinstance(node, ox.Literal):
        return _id(node) if term.kind == "@id" else {"@id": _id(node)}
    if node.language:
        tagged = {"@value": node.value, "@language": node.language}
        if node.direction is not None:
            return {**tagged, "@direction": node.direction.value}
        return node.value if node.language == term.language else tagged
    datatype = node.datatype.value
    if term.kind == datatype:
        return node.value
    plain = datatype == _XSD + "string" and term.language is None and term.kind in (None, datatype)
    if plain:
        return node.value
    return {"@value": node.value, **({} if datatype == _XSD + "string" else {"@type": curie(datatype)})}
