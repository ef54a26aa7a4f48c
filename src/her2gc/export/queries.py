"""The stored questions as Turtle, in the SHACL vocabulary for stored queries that SPARQL catalogues read.

Each question runs as it stands: a required parameter holds its example, another one its default.
"""

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.export.request import Export
from her2gc.questions import binding, catalogue
from her2gc.questions.question import Question
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph

FOLDER = False
LOSES = frozenset({"all statements"})

BASE = "https://w3id.org/her2gc/queries/"
TARGET = ox.NamedNode("https://w3id.org/her2gc/sparql")  # the endpoint's lasting address
_RDF, _RDFS, _SH, _SCHEMA, _SKOS = (PREFIXES[each] for each in ("rdf", "rdfs", "sh", "schema", "skos"))
_CLASSES = (_SH + "SPARQLExecutable", _SH + "SPARQLSelectExecutable")
_SHOWN = ("rdf", "rdfs", "sh", "schema", "skos", "dcterms")


def write(export: Export) -> bytes:
    """Return every stored question.

    Raises
    ------
    Her2gcError
        When a part is asked for: a question is of no view and no line.
    """
    if not export.request.whole:
        raise Her2gcError(
            "the stored questions are written all at once",
            "leave out --view, --line, --type, --graph and --around",
        )
    triples = [triple for each in catalogue.questions().values() for triple in _question(export.graph, each)]
    prefixes = {name: PREFIXES[name] for name in _SHOWN} | {"query": BASE}
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""


def _question(graph: LocalGraph, question: Question) -> list[ox.Triple]:
    node = ox.NamedNode(BASE + question.name)
    given = {each.name: each.example for each in question.parameters if each.required}
    query = binding.bind(question, binding.terms(graph, question, given))
    body = "".join(line for line in query.splitlines(keepends=True) if not line.startswith("#+")).lstrip()
    told: list[tuple[str, ox.Literal | ox.NamedNode]] = [
        (_RDFS + "label", ox.Literal(question.summary, language="en")),
        (_RDFS + "comment", ox.Literal(f"{question.summary} {_details(question)}".strip(), language="en")),
        (_SH + "select", ox.Literal(body)),
        (_SCHEMA + "target", TARGET),
        *((_SCHEMA + "keywords", ox.Literal(tag)) for tag in question.tags),
    ]
    if question.example:
        told.append((_SKOS + "example", ox.Literal(question.example, language="en")))
    types = [ox.Triple(node, ox.NamedNode(_RDF + "type"), ox.NamedNode(cls)) for cls in _CLASSES]
    return types + [ox.Triple(node, ox.NamedNode(prop), value) for prop, value in told]


def _details(question: Question) -> str:
    parts = [
        f"Parameter {each.name}: a {each.kind}" + (f", such as {each.example}" if each.example else "") + "."
        for each in question.parameters
    ]
    return " ".join([question.description, *parts])
