"""Links to outside vocabularies: what each entity is called elsewhere, and how far the links reach."""

from collections import Counter
from dataclasses import dataclass

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.questions.answer import Answer
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph
from her2gc.store.kinds import OUTSIDE
from her2gc.store.names import IDENTIFIER, TRADE_NAME, names
from her2gc.store.resolve import resolve

_HEAD = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n"
    for prefix in ("her2gc", "rdfs", "skos", "owl", "dcterms", "foaf", "graph")
)
# Classes whose members outside vocabularies name; a member is counted under the first that fits.
KINDS = (
    "Gene",
    "Protein",
    "ProteinComplex",
    "MicroRNA",
    "Agent",
    "AgentPart",
    "AgentClass",
    "Disease",
    "Histology",
    "Subtype",
    "AnatomicSite",
    "Organism",
    "Region",
    "Pathway",
    "BiologicalProcess",
    "Biomarker",
    "BiomarkerState",
    "Assay",
    "AdverseEvent",
    "OutcomeMeasure",
    "Statistic",
    "Phase",
    "DesignFeature",
    "AlterationKind",
    "Trial",
    "ObservationalStudy",
)
_LINKS = """SELECT ?entity ?entityLabel ?predicate ?id ?idLabel ?label
    (GROUP_CONCAT(DISTINCT ?inVersion; SEPARATOR="; ") AS ?version)
    (GROUP_CONCAT(DISTINCT ?seenIn; SEPARATOR="; ") AS ?seen) ?page WHERE {
  %s
  VALUES ?predicate { skos:exactMatch skos:closeMatch skos:narrowMatch skos:broadMatch skos:relatedMatch
                      dcterms:isReferencedBy her2gc:hasTradeName }
  ?entity ?predicate ?id .
  ?entity rdfs:label ?entityLabel .
  ?id skos:notation ?idLabel .
  OPTIONAL { ?id rdfs:label ?label }
  OPTIONAL { ?id owl:versionInfo ?inVersion }
  OPTIONAL { ?id dcterms:source ?given }
  OPTIONAL { ?note her2gc:annotates ?entity ; dcterms:source ?noted . FILTER NOT EXISTS { ?id dcterms:source ?any } }
  BIND (COALESCE(?given, ?noted) AS ?seenIn)
  OPTIONAL { ?id foaf:page ?page }
  BIND (IF(?predicate = skos:exactMatch, 1, IF(?predicate = skos:closeMatch, 2, 3)) AS ?rank)
} GROUP BY ?entity ?entityLabel ?rank ?predicate ?id ?idLabel ?label ?page
ORDER BY ?entityLabel ?entity ?rank ?predicate ?idLabel"""
_MEMBERS = """SELECT ?entity ?label ?type (GROUP_CONCAT(DISTINCT ?prefix; SEPARATOR=" ") AS ?prefixes) WHERE {
  VALUES ?type { %s }
  ?entity a ?type ; rdfs:label ?label .
  OPTIONAL {
    VALUES ?predicate { skos:exactMatch skos:closeMatch skos:narrowMatch skos:broadMatch skos:relatedMatch }
    ?entity ?predicate ?id .
    ?id skos:notation ?curie .
    BIND (STRBEFORE(?curie, ":") AS ?prefix)
  }
} GROUP BY ?entity ?label ?type ORDER BY ?label ?entity"""


@dataclass(frozen=True)
class Kind:
    """How far the links of one class's entities reach."""

    name: str
    total: int
    linked: int
    vocabularies: dict[str, int]
    without: list[str]

    @property
    def share(self) -> float:
        """The linked share in per cent."""
        return 100 * self.linked / self.total if self.total else 0.0


def links(graph: Graph, entity: str | None = None) -> Answer:
    """Return the outside identifiers of an entity, or of all.

    Each row: entity, predicate, identifier, its label, the version and the file in which it was seen, a page.

    Parameters
    ----------
    graph
        Where to look.
    entity
        An IRI, CURIE, label or synonym; of an outside identifier, the entities that it stands for.

    Raises
    ------
    Her2gcError
        When nothing or more than one thing bears the name.
    """
    bound = ""
    if entity is not None:
        # an identifier or a trade name stands for itself here: whose it is, is what was asked
        own = [
            name for name in names(graph) if name.kind == OUTSIDE or name.sort not in (IDENTIFIER, TRADE_NAME)
        ]
        node = ox.NamedNode(resolve(entity, own, "entity of the graph"))
        bound = f"{{ VALUES ?entity {{ {node} }} }} UNION {{ VALUES ?id {{ {node} }} }}"
    found = Answer(graph.results(_HEAD + _LINKS % bound))
    if entity is not None and not found:
        raise Her2gcError(
            f"'{entity}' has no outside identifier that was verified",
            "'her2gc links --missing' names all such",
        )
    return found


def coverage(graph: Graph) -> list[Kind]:
    """Return for each class how many entities are linked, to which vocabularies, and which are not."""
    types = " ".join(f"her2gc:{kind}" for kind in KINDS)
    found = ox.parse_query_results(graph.results(_HEAD + _MEMBERS % types), ox.QueryResultsFormat.JSON)
    members: dict[str, dict[str, tuple[str, list[str]]]] = {kind: {} for kind in KINDS}
    for row in found:  # type: ignore[union-attr]
        kind = _text(row["type"]).removeprefix(PREFIXES["her2gc"])
        members[kind][_text(row["entity"])] = (_text(row["label"]), _text(row["prefixes"]).split())
    kinds = []
    counted: set[str] = set()
    for kind in KINDS:
        own = [each for iri, each in members[kind].items() if iri not in counted]
        counted |= members[kind].keys()
        used = Counter(prefix for _, prefixes in own for prefix in prefixes)
        without = [label for label, prefixes in own if not prefixes]
        kinds.append(Kind(kind, len(own), len(own) - len(without), dict(sorted(used.items())), without))
    return kinds


def as_answer(kinds: list[Kind], *, missing: bool = False) -> Answer:
    """Return the coverage as a table: one row per class, or one row per entity without an identifier."""
    import json

    if missing:
        columns = ["type", "entity"]
        rows = [[kind.name, label] for kind in kinds for label in kind.without]
    else:
        columns = ["type", "entities", "linked", "percent", "vocabularies"]
        rows = [
            [
                kind.name,
                str(kind.total),
                str(kind.linked),
                f"{kind.share:.0f}",
                ", ".join(f"{prefix} {count}" for prefix, count in kind.vocabularies.items()),
            ]
            for kind in kinds
            if kind.total
        ]
    bindings = [
        {column: {"type": "literal", "value": cell} for column, cell in zip(columns, row, strict=True)}
        for row in rows
    ]
    return Answer(json.dumps({"head": {"vars": columns}, "results": {"bindings": bindings}}).encode())


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
