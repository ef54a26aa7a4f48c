"""What pages are made from: the open graph, the stored questions with their answers, and names."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

import pyoxigraph as ox

from her2gc import __version__
from her2gc.entities.show import Entity, describe
from her2gc.errors import Her2gcError
from her2gc.questions import catalogue
from her2gc.questions.answer import Answer, ask
from her2gc.questions.kept import read, write
from her2gc.questions.question import Parameter, Question
from her2gc.sources.homes import INFERRED
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph
from her2gc.store.names import Name, curie, local, names
from her2gc.store.resolve import resolve
from her2gc.web.parts import Parts, counts

_KEPT = 200  # answers that stay in memory
_LONGEST = 100  # letters of a name that is looked for among those that are like it
_XSD = PREFIXES["xsd"]


class Value(NamedTuple):
    """One value that a question's parameter can take, what an address holds of it, and how many rows it gives."""

    iri: str
    label: str
    rows: int
    word: str


class Context:
    """The graph as pages see it; read-only, so what was worked out once stays.

    Parameters
    ----------
    graph
        An open store, in memory for speed.
    whole
        Every page will be made, as for a site: answers for one value are taken from the whole answer (``parts``).
    ahead
        What takes long is made before anybody asks for it, as by a server that stays.
    """

    def __init__(self, graph: LocalGraph, *, whole: bool = False, ahead: bool = False) -> None:
        self.graph = graph
        self.ahead = ahead
        self.whole = whole
        self.version = __version__
        self._answer = lru_cache(_KEPT)(self._ask)
        self._values = lru_cache(None)(self._count)
        self._rows = lru_cache(None)(self._counts)
        self._parts = lru_cache(None)(self._part)
        self._word = lru_cache(20_000)(self._spelled)
        self._members = lru_cache(None)(self._instances)
        self._near = lru_cache(_KEPT)(self._nearest)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The stored questions by name."""
        return catalogue.questions()

    @cached_property
    def topics(self) -> dict[str, list[Question]]:
        """The stored questions by their first tag."""
        found: dict[str, list[Question]] = defaultdict(list)
        for question in self.questions.values():
            found[question.tags[0] if question.tags else "other"].append(question)
        return dict(sorted(found.items()))

    def answer(self, name: str, values: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a stored question.

        Raises
        ------
        Her2gcError
            For an unknown question, parameter or value.
        """
        return self._answer(name, tuple(sorted((values or {}).items())))

    def _ask(self, name: str, values: tuple[tuple[str, str], ...]) -> Answer:
        parts = self._parts(name, values[0][0]) if self.whole and len(values) == 1 else None
        if parts is not None and values[0][1] in self.members(parts.type):
            return parts.part(values[0][1])
        return ask(self.graph, self.questions[name], dict(values))

    def _part(self, name: str, parameter: str) -> Parts | None:
        """Return a whole answer by the values of a parameter, or None where its rows do not name them."""
        if any(each.required for each in self.questions[name].parameters):
            return None
        whole = self.answer(name)
        return Parts(whole, parameter) if Parts.fits(whole, parameter) else None

    def values(self, question: str, parameter: str) -> list[Value]:
        """Return the values of a parameter that give rows, with their number; none for figures and texts."""
        return self._values(question, parameter)

    def _count(self, question: str, parameter: str) -> list[Value]:
        asked = self.questions[question]
        told = next(each for each in asked.parameters if each.name == parameter)
        if told.type.startswith(_XSD) or not _free(asked, told):
            return []
        rows_of = self._rows(question, parameter)
        labels = self.members(told.type)
        found = [
            Value(iri, labels[iri], rows, self.word(told, iri))
            for iri, rows in rows_of.items()
            if iri in labels
        ]
        return sorted(found, key=lambda value: value.label.casefold())

    def _counts(self, question: str, parameter: str) -> dict[str, int]:
        """Return how many rows each value gives; kept beside the store, which never changes."""
        asked = self.questions[question]
        told = next(each for each in asked.parameters if each.name == parameter)
        graph = self.graph
        homes = sorted(each.value for each in graph.named_graphs())  # a store tells them in no fixed order
        stands_for = hashlib.sha256(f"{asked.text} {parameter} {homes}".encode()).hexdigest()[:32]
        kept = graph.folder and read(graph.folder, stands_for, "values")
        if isinstance(kept, dict):
            return kept
        found = counts(graph, asked, parameter, list(self.members(told.type)))
        if graph.folder:
            write(graph.folder, stands_for, found, "values")
        return found

    def count(self) -> None:
        """Work out how many rows each value of each question gives, as pages of entities tell it."""
        for question, parameter in chain.from_iterable(self.fitting.values()):
            if _free(question, parameter):
                self._rows(question.name, parameter.name)

    def word(self, parameter: Parameter, iri: str) -> str:
        """Return what an address holds: the end of the IRI, which is short and clear, unless others end alike."""
        return self._word(parameter, iri)

    def _spelled(self, parameter: Parameter, iri: str) -> str:
        try:
            found = resolve(local(iri), names(self.graph, parameter.type), parameter.kind)
        except Her2gcError:
            return iri
        return local(iri) if found == iri else iri

    def meant(self, parameter: Parameter, value: str) -> str:
        """Return the IRI that a value stands for, however it is written; nothing for figures, texts and none at all."""
        if not value or parameter.type.startswith(_XSD):
            return ""
        try:
            found = resolve(value, names(self.graph, parameter.type), parameter.kind)
        except Her2gcError:
            return ""
        return found if found in self.members(parameter.type) else ""

    def members(self, cls: str) -> dict[str, str]:
        """Return the instances of a class with their labels."""
        return self._members(cls)

    def _instances(self, cls: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in names(self.graph, cls):
            found.setdefault(name.iri, name.text)
        return found

    @cached_property
    def entities(self) -> dict[str, list[Name]]:
        """The names of every node that has a page: its label first, then synonyms."""
        found: dict[str, list[Name]] = defaultdict(list)
        for name in names(self.graph):
            if name.iri.startswith((PREFIXES["kg"], PREFIXES["registry"])):
                found[name.iri].append(name)
        return dict(found)

    def label(self, iri: str) -> str:
        """Return the label of a node, or its short IRI."""
        known = self.entities.get(iri)
        return known[0].text if known else curie(iri)

    def kind(self, iri: str) -> str:
        """Return the end of the IRI of the class that is asserted of a node."""
        node, prop = ox.NamedNode(iri), ox.NamedNode(PREFIXES["rdf"] + "type")
        found = [
            local(quad.object.value)
            for quad in self.graph.store.quads_for_pattern(node, prop, None)
            if isinstance(quad.object, ox.NamedNode) and quad.graph_name != ox.NamedNode(INFERRED)
        ]
        return min(found, default="node")

    def near(self, end: str) -> list[str]:
        """Return the IRIs of entities whose IRI ends nearly so."""
        return self._near(end[:_LONGEST])

    def _nearest(self, end: str) -> list[str]:
        return [self._ends[each] for each in get_close_matches(end, self._ends, n=3, cutoff=0.75)]

    @cached_property
    def _ends(self) -> dict[str, str]:
        return {local(iri): iri for iri in self.entities}

    def entity(self, iri: str) -> Entity:
        """Return all that is known of an entity.

        Raises
        ------
        Her2gcError
            Where the graph knows no such node.
        """
        if iri not in self.entities:
            raise Her2gcError(f"the graph knows no {curie(iri)}", "search for it by name")
        return describe(self.graph, f"<{iri}>")

    def triples(self, iri: str) -> list[ox.Triple]:
        """Return the statements from a node; what they name tells of itself at its own address."""
        seen = set(self.graph.named_graphs())
        found = {
            quad.triple
            for quad in self.graph.store.quads_for_pattern(ox.NamedNode(iri), None, None)
            if quad.graph_name in seen
        }
        return sorted(found, key=str)

    @cached_property
    def fitting(self) -> dict[str, list[tuple[Question, Parameter]]]:
        """For each class that is a parameter's type, the questions that take its instances."""
        found: dict[str, list[tuple[Question, Parameter]]] = defaultdict(list)
        for question in self.questions.values():
            for parameter in question.parameters:
                if not parameter.type.startswith(_XSD):
                    found[parameter.type].append((question, parameter))
        return dict(found)

    def asked_with(self, iri: str) -> list[tuple[Question, Parameter, int]]:
        """Return the questions that give rows for an entity as value, the parameter, and how many rows."""
        found = []
        for cls, pairs in self.fitting.items():
            if iri in self.members(cls):
                for question, parameter in pairs:
                    free = _free(question, parameter)
                    rows = self._rows(question.name, parameter.name).get(iri, 0) if free else 0
                    if rows:
                        found.append((question, parameter, rows))
        return found

    def kinds(self, entity: Entity) -> Counter[str]:
        """Return how many statements point to an entity, by property."""
        return Counter(each.property for each in entity.statements if each.direction == "to")


def _free(question: Question, parameter: Parameter) -> bool:
    """Tell whether a question can be asked with a value of one parameter alone."""
    return not any(other.required for other in question.parameters if other != parameter)
