"""The data set's word on itself: VoID, DCAT, a service description, the stored questions as SHACL examples.

It stands in a named graph of its own, in a copy of the store that only foreign queries are put to: the stored
questions, exports and counts are about what is known, and never meet it.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph as ox

from her2gc import __version__
from her2gc.output import clear, making
from her2gc.questions import catalogue
from her2gc.questions.question import Question
from her2gc.sources.homes import REVIEW
from her2gc.sources.prefixes import PREFIXES
from her2gc.sparql.guard import KNOWN
from her2gc.store.cache import STORE, kept_twice
from her2gc.store.cache_limit import last_used
from her2gc.store.graph import LocalGraph

GRAPH = PREFIXES["graph"] + "dataset"
DATASET = "https://w3id.org/her2gc/"
SERVICE = DATASET + "service"
SPELLED = {
    **{
        name: KNOWN[name]
        for name in (
            "rdf",
            "rdfs",
            "owl",
            "xsd",
            "dcterms",
            "dcat",
            "void",
            "sh",
            "sd",
            "schema",
            "her2gc",
            "kg",
        )
    },
    "formats": "http://www.w3.org/ns/formats/",
}
_FOLDER = "described"
_KEEP = 3  # copies of one store: a server that runs may still start processes on that of its own questions
_TRIES = 2  # another process that clears up may be in the way once
_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD",
)  # fmt: skip


def place(graph: LocalGraph) -> tuple[str | None, list[str]]:
    """Return the folder of the store that foreign queries are put to, and the named graphs that they see.

    The copy is made once for a store and its questions, and lies with the store. A user's files alone are not
    described, nor is a store built under a name, which is too big to be kept twice. The folder is None where there is
    none: ``dump`` then gives what to read.
    """
    held = [each.value for each in graph.named_graphs()]
    if REVIEW not in held or (graph.folder and not kept_twice(graph.folder)):
        return graph.folder, held
    if graph.folder is not None:
        questions = catalogue.questions()
        folder = os.path.join(os.path.dirname(graph.folder), f"{_FOLDER}-{_stamp(graph, questions)}", STORE)
        for _ in range(_TRIES):
            with suppress(OSError, RuntimeError):
                if not os.path.isdir(folder):
                    _write(graph, questions, folder)
                if os.path.isdir(folder):
                    return folder, [*held, GRAPH]
    return None, [*held, GRAPH]


def dump(graph: LocalGraph, graphs: list[str]) -> bytes:
    """Return what queries are put to as N-Quads, where it lies in memory only."""
    told = (
        [ox.serialize(_quads(graph, catalogue.questions()), format=ox.RdfFormat.N_QUADS)]
        if GRAPH in graphs
        else []
    )
    return b"".join(each or b"" for each in (graph.store.dump(format=ox.RdfFormat.N_QUADS), *told))


def pool(graph: LocalGraph) -> tuple[str, list[str]]:
    """Return the same for processes that stay; where the copy cannot be written, they have the store itself."""
    folder, graphs = place(graph)
    if folder is not None and folder != graph.folder:
        try:
            ox.Store.read_only(folder)
        except (OSError, RuntimeError):  # damaged
            shutil.rmtree(os.path.dirname(folder), ignore_errors=True)
            folder, graphs = place(graph)
    return (folder, graphs) if folder else (graph.folder or "", [each for each in graphs if each != GRAPH])


def _stamp(graph: LocalGraph, questions: dict[str, Question]) -> str:
    """Return what tells whether a copy is still what would be written; the store itself never changes."""
    with open(__file__, "rb") as file:
        digest = hashlib.sha256(file.read())
    told = [(each.name, each.summary, each.description, each.text, each.tags) for each in questions.values()]
    digest.update(repr((__version__, ox.__version__, graph.inferred, told)).encode())
    return digest.hexdigest()[:16]


def _write(graph: LocalGraph, questions: dict[str, Question], folder: str) -> None:
    """Copy the store and add the description; whoever comes second takes what the first has written."""
    final = os.path.dirname(folder)
    among = os.path.dirname(final)
    clear(among, r"building-.*")
    with making(among, "building-") as made:
        place = os.path.join(made, STORE)
        shutil.copytree(graph.folder or "", place, ignore=shutil.ignore_patterns("LOCK", "LOG*"))
        disk = ox.Store(place)
        disk.bulk_extend(_quads(graph, questions))
        disk.flush()
        del disk
        shutil.rmtree(final, ignore_errors=True)  # one that cannot be opened
        with suppress(OSError):
            os.rename(made, final)
    copies = [entry for entry in os.scandir(among) if entry.name.startswith(f"{_FOLDER}-")]
    for old in sorted(copies, key=last_used, reverse=True)[_KEEP:]:
        shutil.rmtree(old.path, ignore_errors=True)


def _quads(graph: LocalGraph, questions: dict[str, Question]) -> Iterator[ox.Quad]:
    home = ox.NamedNode(GRAPH)
    return (
        ox.Quad(triple.subject, triple.predicate, triple.object, home)
        for triple in statements(graph, questions)
    )


class _Told:
    """Statements as they are made."""

    def __init__(self, graph: LocalGraph) -> None:
        self.graph = graph
        self.triples: list[ox.Triple] = []
        self.blanks = 0

    def say(self, subject: str, name: str, *values: object) -> None:
        for value in values:
            told = value if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal) else _term(value)
            self.triples.append(ox.Triple(_node(subject), iri(name), told))

    def part(self, subject: str, name: str) -> str:
        """Make a node without a name; numbered, so that the bytes stay the same."""
        self.blanks += 1
        made = f"_:described{self.blanks}"
        self.say(subject, name, _node(made))
        return made

    def rows(self, query: str) -> Iterator[ox.QuerySolution]:
        found = ox.parse_query_results(self.graph.results(query), ox.QueryResultsFormat.JSON)
        yield from found  # type: ignore[misc]


def iri(name: str) -> ox.NamedNode:
    """Return the node of a short name, or of an IRI."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(SPELLED[prefix] + local) if prefix in SPELLED else ox.NamedNode(name)


def _node(name: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(name[2:]) if name.startswith("_:") else iri(name)


def _term(value: object) -> ox.Literal:
    return ox.Literal(value) if isinstance(value, int) else ox.Literal(str(value), language="en")


def example(name: str) -> str:
    """Return the IRI of a stored question as an example."""
    return f"{DATASET}query/{name}"


def statements(graph: LocalGraph, questions: dict[str, Question], *, service: bool = True) -> list[ox.Triple]:
    """Return what the data set says of itself; where its endpoint stands, only who serves it knows.

    Parameters
    ----------
    graph
        The graph.
    questions
        The stored questions.
    service
        Whether SPARQL is answered there; a site of files has no service.
    """
    told = _Told(graph)
    told.say(DATASET, "rdf:type", *map(iri, ("void:Dataset", "dcat:Dataset", "sd:Dataset")))
    told.say(DATASET, "dcterms:title", "One review of HER2-positive gastric cancer as a knowledge graph")
    told.say(
        DATASET,
        "dcterms:description",
        "What one review article says, each statement with its place, our doubts about the print beside it; "
        "no medical advice.",
    )
    told.say(DATASET, "dcterms:license", ox.NamedNode("https://creativecommons.org/licenses/by/4.0/"))
    told.say(DATASET, "dcat:version", ox.Literal(__version__))
    told.say(DATASET, "void:uriSpace", ox.Literal(PREFIXES["kg"]))
    told.say(DATASET, "void:vocabulary", ox.NamedNode(PREFIXES["her2gc"].rstrip("#")))
    told.say(DATASET, "void:exampleResource", iri("kg:GATSBY"))
    _sizes(told)
    _examples(told, questions)
    if service:
        _service(told)
    return told.triples


def _sizes(told: _Told) -> None:
    """Tell how much there is: of all, by class, by property, this description left out."""
    for name, query in (
        ("void:triples", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"),
        ("void:entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c FILTER(isIRI(?s)) }"),
        ("void:properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }"),
    ):
        for row in told.rows(query):
            told.say(DATASET, name, int(row["n"].value))
    for partition, name, count, where in (
        ("void:classPartition", "void:class", "void:entities", "?s a ?x FILTER(isIRI(?x))"),
        ("void:propertyPartition", "void:property", "void:triples", "?s ?x ?o"),
    ):
        query = f"SELECT ?x (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?x ORDER BY ?x"
        for row in told.rows(query):
            part = told.part(DATASET, partition)
            told.say(part, name, row["x"])
            told.say(part, count, int(row["n"].value))


def _service(told: _Told) -> None:
    told.say(SERVICE, "rdf:type", iri("sd:Service"), iri("dcat:DataService"))
    told.say(SERVICE, "dcterms:title", "SPARQL endpoint, read-only")
    told.say(SERVICE, "dcat:servesDataset", ox.NamedNode(DATASET))
    told.say(SERVICE, "sd:supportedLanguage", iri("sd:SPARQL11Query"))
    told.say(SERVICE, "sd:feature", iri("sd:UnionDefaultGraph"))
    told.say(SERVICE, "sd:resultFormat", *(iri(f"formats:{name}") for name in _FORMATS))
    told.say(SERVICE, "sd:defaultDataset", ox.NamedNode(DATASET))
    told.say(DATASET, "sd:defaultGraph", _node(default := DATASET + "default-graph"))
    told.say(default, "rdf:type", iri("sd:Graph"))
    for graph in sorted(told.graph.named_graphs(), key=str):
        counted = told.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        _named(told, graph.value, int(next(counted)["n"].value))
    _named(told, GRAPH)


def _named(told: _Told, graph: str, size: int | None = None) -> None:
    """Tell a named graph and its size; None for this very one, which the last statement makes whole."""
    part = told.part(DATASET, "sd:namedGraph")
    told.say(part, "rdf:type", iri("sd:NamedGraph"))
    told.say(part, "sd:name", ox.NamedNode(graph))
    inside = told.part(part, "sd:graph")
    told.say(inside, "rdf:type", iri("sd:Graph"), iri("void:Dataset"))
    told.say(inside, "void:triples", len(told.triples) + 1 if size is None else size)


def _examples(told: _Told, questions: dict[str, Question]) -> None:
    for name, question in sorted(questions.items()):
        one = example(name)
        told.say(one, "rdf:type", iri("sh:SPARQLExecutable"), iri("sh:SPARQLSelectExecutable"))
        told.say(one, "rdfs:label", question.summary)
        if question.description:
            told.say(one, "rdfs:comment", question.description)
        told.say(one, "sh:select", ox.Literal(question.text))
        for tag in question.tags:
            told.say(one, "schema:keywords", ox.Literal(tag))
