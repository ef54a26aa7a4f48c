"""What a page tells its scripts so that they run queries: in the browser on a site, at the endpoint on a server."""

import json
from typing import Any

import pyoxigraph as ox

from her2gc.questions.answer import Answer
from her2gc.questions.binding import OPENING, term
from her2gc.questions.question import Question
from her2gc.sources.homes import ONTOLOGY
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import local
from her2gc.web.context import Context
from her2gc.web.routes import PATHS, Links

_KINDS = {"Class": "class", "ObjectProperty": "property", "DatatypeProperty": "property"}
_BITS = 0xFFFF_FFFF_FFFF_FFFF


def block(context: Context, links: Links, question: Question | None = None) -> str:
    """Return the JSON that the scripts of a page read; safe inside a script element.

    Parameters
    ----------
    context, links
        The graph, and how the page writes addresses.
    question
        The stored question whose values the page binds; None for the editor, which completes names instead.
    """
    site = links.up is not None
    ending = ".html" if site else ""
    told: dict[str, Any] = {
        "worker": links.static("worker.js") if site else None,
        "endpoint": None if site else links.page("sparql"),
        "prefixes": PREFIXES,
        "up": links.up if site else "/",
        "pages": {
            PREFIXES["kg"]: PATHS["entity"] + ending,
            PREFIXES["registry"]: PATHS["registry"] + ending,
            PREFIXES["her2gc"]: f"{PATHS['ontology']}{ending}#{{name}}",
        },
        "renamed": dict(links.renamed),
    }
    if question is None:
        told["terms"] = terms(context)
    else:
        told["question"] = {
            "name": question.name,
            "query": question.text,
            "opening": OPENING,
            "parameters": {
                each.name: {
                    "type": each.type,
                    "bound": None if each.default is None else term(context.graph, each, each.default),
                    "values": None
                    if each.type.startswith(PREFIXES["xsd"])
                    else links.static(listed(each.type)),
                }
                for each in question.parameters
            },
        }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def listed(cls: str) -> str:
    """Return the name of the file that lists the instances of a class, for all pages that ask for one."""
    return f"values/{local(cls)}.json"


def members(context: Context, cls: str) -> bytes:
    """Return the instances of a class with their labels."""
    told = [[iri, label] for iri, label in sorted(context.members(cls).items())]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def terms(context: Context) -> list[tuple[str, str, str]]:
    """Return the classes and properties of the vocabulary: short name, label and kind."""
    found = {}
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    home = ox.NamedNode(ONTOLOGY)
    for quad in context.graph.store.quads_for_pattern(
        None, ox.NamedNode(PREFIXES["rdf"] + "type"), None, home
    ):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            kind, iri = _KINDS.get(local(quad.object.value)), quad.subject.value
            if kind and iri.startswith(PREFIXES["her2gc"]):
                labels = [
                    each.object.value
                    for each in context.graph.store.quads_for_pattern(quad.subject, label, None, home)
                    if isinstance(each.object, ox.Literal)
                ]
                found[iri] = (f"her2gc:{local(iri)}", min(labels, default=""), kind)
    return [found[iri] for iri in sorted(found)]


def keys(answer: Answer) -> list[str]:
    """Return a number for each row by which a script finds it again: FNV-1a, 64 bits, over its terms."""
    told = json.loads(answer.json)
    return [_key(told["head"]["vars"], row) for row in told["results"]["bindings"]]


def _key(variables: list[str], row: dict[str, dict[str, str]]) -> str:
    cells = (row.get(name) for name in variables)
    text = "\n".join(
        "\t".join((each["type"], each["value"], each.get("xml:lang") or each.get("datatype") or ""))
        if each
        else ""
        for each in cells
    )
    found = 0xCBF29CE484222325
    for byte in text.encode():
        found = ((found ^ byte) * 0x100000001B3) & _BITS
    return f"{found:016x}"
