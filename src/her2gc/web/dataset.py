"""The data set on itself: VoID, DCAT, a SPARQL service description, the stored questions as SHACL examples."""

from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES

if TYPE_CHECKING:
    from her2gc.web.context import Context

PATH = ".well-known/void"
MEDIA = "text/turtle; charset=utf-8"
_HERE = "urn:her2gc:here"  # stands for where it is served; the text has addresses from the server's root
_DATASET = "https://w3id.org/her2gc/"
_KNOWN = {
    **{
        name: PREFIXES[name]
        for name in ("rdf", "rdfs", "owl", "xsd", "dcterms", "dcat", "void", "sh", "schema", "her2gc", "kg")
    },
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "formats": "http://www.w3.org/ns/formats/",
}
_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD",
)  # fmt: skip


class _Told:
    """Statements as they are made."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []
        self.blanks = 0

    def say(self, subject: str, name: str, *values: object) -> None:
        for value in values:
            told = value if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal) else _term(value)
            self.triples.append(ox.Triple(_node(subject), _iri(name), told))

    def part(self, subject: str, name: str) -> str:
        """Make a node without a name; numbered, so that the bytes stay the same."""
        self.blanks += 1
        made = f"_:p{self.blanks}"
        self.say(subject, name, _node(made))
        return made


def _iri(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(_KNOWN[prefix] + local) if prefix in _KNOWN else ox.NamedNode(name)


def _node(name: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(name[2:]) if name.startswith("_:") else _iri(name)


def _term(value: object) -> ox.Literal:
    return ox.Literal(value) if isinstance(value, int) else ox.Literal(str(value), language="en")


def description(context: "Context", *, served: bool = True) -> bytes:
    """Return the description as Turtle, the same bytes for the same graph.

    Parameters
    ----------
    context
        The graph.
    served
        Whether there is an endpoint; a site of files has none.
    """
    told = _Told()
    endpoint = ox.NamedNode(f"{_HERE}/sparql") if served else None
    told.say(_DATASET, "rdf:type", *map(_iri, ("void:Dataset", "dcat:Dataset", "sd:Dataset")))
    told.say(_DATASET, "dcterms:title", "One review of HER2-positive gastric cancer as a knowledge graph")
    told.say(
        _DATASET,
        "dcterms:description",
        "What one review article says, each statement with its place, our doubts about the print beside it; "
        "no medical advice.",
    )
    told.say(_DATASET, "dcterms:license", ox.NamedNode("https://creativecommons.org/licenses/by/4.0/"))
    told.say(_DATASET, "dcat:version", ox.Literal(context.version))
    told.say(_DATASET, "void:uriSpace", ox.Literal(PREFIXES["kg"]))
    told.say(_DATASET, "void:vocabulary", ox.NamedNode(PREFIXES["her2gc"].rstrip("#")))
    told.say(_DATASET, "void:exampleResource", _iri("kg:GATSBY"))
    _sizes(told, context)
    if endpoint is not None:
        told.say(_DATASET, "void:sparqlEndpoint", endpoint)
        _service(told, context, endpoint)
    _examples(told, context, endpoint)
    found = ox.serialize(told.triples, format=ox.RdfFormat.TURTLE, prefixes=_KNOWN) or b""
    return found.replace(f"<{_HERE}".encode(), b"<")


def _sizes(told: _Told, context: "Context") -> None:
    """Tell how much there is: of all, by class, by property, as a reader of the endpoint sees it."""
    for name, query in (
        ("void:triples", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"),
        ("void:entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c FILTER(isIRI(?s)) }"),
        ("void:properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }"),
    ):
        for row in context.rows_of(query):
            told.say(_DATASET, name, int(row["n"].value))
    for partition, name, count, where in (
        ("void:classPartition", "void:class", "void:entities", "?s a ?x FILTER(isIRI(?x))"),
        ("void:propertyPartition", "void:property", "void:triples", "?s ?x ?o"),
    ):
        query = f"SELECT ?x (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?x ORDER BY ?x"
        for row in context.rows_of(query):
            part = told.part(_DATASET, partition)
            told.say(part, name, row["x"])
            told.say(part, count, int(row["n"].value))


def _service(told: _Told, context: "Context", endpoint: ox.NamedNode) -> None:
    service = _DATASET + "service"
    told.say(service, "rdf:type", _iri("sd:Service"), _iri("dcat:DataService"))
    told.say(service, "dcterms:title", "SPARQL endpoint, read-only")
    told.say(service, "sd:endpoint", endpoint)
    told.say(service, "dcat:endpointURL", endpoint)
    told.say(service, "dcat:servesDataset", ox.NamedNode(_DATASET))
    told.say(service, "sd:supportedLanguage", _iri("sd:SPARQL11Query"))
    told.say(service, "sd:feature", _iri("sd:UnionDefaultGraph"))
    told.say(service, "sd:resultFormat", *(_iri(f"formats:{name}") for name in _FORMATS))
    told.say(service, "sd:defaultDataset", ox.NamedNode(_DATASET))
    told.say(_DATASET, "sd:defaultGraph", _node(default := _DATASET + "default-graph"))
    told.say(default, "rdf:type", _iri("sd:Graph"))
    for graph in sorted(context.graph.named_graphs(), key=str):
        part = told.part(_DATASET, "sd:namedGraph")
        told.say(part, "rdf:type", _iri("sd:NamedGraph"))
        told.say(part, "sd:name", graph)
        inside = told.part(part, "sd:graph")
        told.say(inside, "rdf:type", _iri("sd:Graph"), _iri("void:Dataset"))
        for row in context.rows_of(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"):
            told.say(inside, "void:triples", int(row["n"].value))


def _examples(told: _Told, context: "Context", endpoint: ox.NamedNode | None) -> None:
    for name, question in sorted(context.questions.items()):
        example = f"{_DATASET}query/{name}"
        told.say(example, "rdf:type", _iri("sh:SPARQLExecutable"), _iri("sh:SPARQLSelectExecutable"))
        told.say(example, "rdfs:label", question.summary)
        if question.description:
            told.say(example, "rdfs:comment", question.description)
        told.say(example, "sh:select", ox.Literal(question.text))
        if endpoint is not None:
            told.say(example, "schema:target", endpoint)
        for tag in question.tags:
            told.say(example, "schema:keywords", ox.Literal(tag))
