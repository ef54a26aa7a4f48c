"""All that is known of one entity: statements from it and to it, each with the named graph that holds it."""

from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from her2gc.questions import as_of
from her2gc.questions.answer import Answer
from her2gc.questions.rows import Column
from her2gc.questions.rows import text as plain
from her2gc.sources.homes import INFERRED, REVIEW
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph
from her2gc.store.names import curie, expand
from her2gc.store.resolve import entity as resolved

_RDFS = PREFIXES["rdfs"]
_LABEL = _RDFS + "label"
_TYPE = PREFIXES["rdf"] + "type"
_HAS_STATUS = PREFIXES["her2gc"] + "hasStatus"
_CHANGING = (
    (_TYPE, PREFIXES["her2gc"] + "Approval"),
    (PREFIXES["her2gc"] + "hasVerdictOutcome", PREFIXES["kg"] + "verdict-pending"),
)
_ON_AGENT = tuple(
    PREFIXES["her2gc"] + name for name in ("onAgent", "testsAgent")
)  # by a verdict, approval, trial
_STANCE = (PREFIXES["her2gc"] + "hasStance", PREFIXES["kg"] + "asserted")
# Classes that tell nothing of what a thing is, and those of how a trial ended: they say neither which one, nor in which
# disease or line, nor that another ended otherwise.
NO_KINDS = {
    PREFIXES["her2gc"] + name
    for name in (
        "Content",
        "Subject",
        "DocumentPart",
        "AgentThatFailed",
        "AgentThatSucceeded",
        "NegativeTrial",
    )
}
_STATEMENTS = """PREFIX rdfs: <%s>
SELECT ?direction ?property ?value ?valueLabel ?graph ?stance WHERE {
  { GRAPH ?graph { %s ?property ?value } BIND("from" AS ?direction) }
  UNION
  { GRAPH ?graph { ?value ?property %s } BIND("to" AS ?direction) }
  OPTIONAL { ?value rdfs:label ?valueLabel }
  OPTIONAL { ?value <%s> ?taken . FILTER (?taken != <%s>) ?taken rdfs:label ?stance }
} ORDER BY DESC(?direction = "from") ?property ?valueLabel ?value ?graph"""


@dataclass(frozen=True)
class Statement:
    """One statement; ``value`` is an IRI or a literal, ``label`` what a person reads."""

    direction: str  # "from" the entity or "to" it
    property: str
    value: str
    label: str  # of what is no more than suggested, speculated or unsettled, with that word
    graph: str


@dataclass(frozen=True)
class Entity:
    """An entity with its statements."""

    iri: str
    answer: Answer
    graph: Graph | None = None  # where to ask for figures and doubts

    @cached_property
    def statements(self) -> list[Statement]:
        """Every statement from the entity and to it."""
        column = Column("value", "value", "valueLabel")
        found = []
        for row in self.answer.solutions:
            parts = (plain(row["direction"]), _iri(row["property"]), _iri(row["value"]))
            label = plain(self.answer.term(row, column)) + (
                f" ({plain(row['stance'])})" if row["stance"] else ""
            )
            found.append(Statement(*parts, label, _iri(row["graph"])))
        return found

    @property
    def label(self) -> str:
        """The entity's label, or its short IRI."""
        return next((each.label for each in self.statements if self._is(each, _LABEL)), curie(self.iri))

    @property
    def types(self) -> list[str]:
        """The labels of its classes, the asserted before the inferred."""
        found = [each for each in self.statements if self._is(each, _TYPE)]
        found.sort(key=lambda each: each.graph == INFERRED)
        return list(dict.fromkeys(each.label for each in found))

    @property
    def kinds(self) -> list[str]:
        """The labels of the classes that say what it is, the asserted before the inferred."""
        none = {each.label for each in self.statements if each.value in NO_KINDS}
        return [label for label in self.types if label not in none]

    def values(self, prop: str) -> list[str]:
        """Return the values of one property, given as CURIE or IRI: labels where there are."""
        iri = expand(prop)
        return list(dict.fromkeys(each.label for each in self.statements if self._is(each, iri)))

    @cached_property
    def as_of(self) -> str | None:
        """As of when a status, approval or verdict told here holds; None where none is told."""
        if self.graph is None or not any(map(_changes, self.statements)):
            return None
        return as_of.year(self.graph)

    def text(self) -> str:
        """Return the entity as a page: what it is, its figures, the doubts about it, what is said, where it stands."""
        from her2gc.entities.page import page

        return page(self)

    def __repr__(self) -> str:
        return self.text()

    def _is(self, each: Statement, prop: str | None) -> bool:
        return each.direction == "from" and each.property == prop


def _changes(each: Statement) -> bool:
    """Tell whether a statement is the review's word on what time changes, or links an agent to what tells of it."""
    changing = each.property == _HAS_STATUS or (each.property, each.value) in _CHANGING
    return each.graph == REVIEW and (changing if each.direction == "from" else each.property in _ON_AGENT)


def describe(graph: Graph, entity: str) -> Entity:
    """Find an entity by label, synonym, CURIE or IRI and gather its statements.

    Raises
    ------
    Her2gcError
        When nothing or more than one thing bears the name, with the nearest names.
    """
    iri = expand(entity)
    if iri:
        found = _statements(graph, iri)
        if found.answer:
            return found
    return _statements(graph, resolved(graph, entity))


def _statements(graph: Graph, iri: str) -> Entity:
    node = ox.NamedNode(iri)
    return Entity(iri, Answer(graph.results(_STATEMENTS % (_RDFS, node, node, *_STANCE))), graph)


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
