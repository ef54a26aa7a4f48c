"""The whole graph as a property graph: made once from the store, used by every format."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, count

import pyoxigraph as ox

from her2gc.export.clean import clean, figure
from her2gc.export.model import CORE, Edge, Link, Node, Place, Value, View, ordered, word
from her2gc.export.whose import whose
from her2gc.sources.homes import CURATION, INFERRED, MAPPINGS, ONTOLOGY, files, origin
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import read_bytes
from her2gc.store.graph import LocalGraph
from her2gc.store.kinds import kind_of
from her2gc.store.names import curie, local, words

_OWN, _KG, _XSD, _SKOS = PREFIXES["her2gc"], PREFIXES["kg"], PREFIXES["xsd"], PREFIXES["skos"]
_TYPE = PREFIXES["rdf"] + "type"
_LABEL = PREFIXES["rdfs"] + "label"
_ALSO = _SKOS + "altLabel"
_NARROWER = PREFIXES["rdfs"] + "subClassOf"
_SUBPROPERTY = PREFIXES["rdfs"] + "subPropertyOf"
_INVERSE = PREFIXES["owl"] + "inverseOf"
_MATCHES = tuple(
    _SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
)
_GENERAL = (_SKOS + "definition", PREFIXES["dcterms"] + "description")
_DESCRIPTIONS = (_OWN + "paraphrase", _OWN + "suspicion", *_GENERAL)
_QUOTES = (_OWN + "snippet", _OWN + "printedText")
_STATED, _CITES, _CITED_IN = _OWN + "statedIn", _OWN + "cites", _OWN + "citedIn"
_DIGITS = 20  # a citation's number has fewer
_CURIE_MAP = re.compile(r'# +(\S+): "(\S+)"')
_REGISTERED = re.compile(r"https://bioregistry\.io/([\w.]+:[^/]+)\Z")  # its addresses end with a CURIE
_AT = _OWN + "atPlace"
_LINE = _OWN + "inLine"
# from what belongs to a trial, or to a part of one, to that whole; ! marks the way against the arrow
_WHOLES = ("ofTrial", "armValue!", "groupValue!", "contrast!", "ofResult", "ofEndpoint", "hasArm!", "hasRegimen!",
           "hasComponent!", "enrols!")  # fmt: skip

Terms = dict[str, dict[str, dict[ox.NamedNode | ox.Literal, set[str]]]]


class _Reader:
    """Gathers a store's statements by subject and property, each value with the named graphs that hold it."""

    def __init__(self, graph: LocalGraph) -> None:
        self.terms: Terms = defaultdict(lambda: defaultdict(dict))
        for name in graph.named_graphs():
            for quad in graph.store.quads_for_pattern(None, None, None, name):
                if isinstance(quad.subject, ox.NamedNode) and not isinstance(
                    quad.object, ox.BlankNode | ox.Triple
                ):
                    held = self.terms[quad.subject.value][quad.predicate.value]
                    held.setdefault(quad.object, set()).add(name.value)

    def text(self, value: str) -> str:
        return clean(value)[0]

    def literals(self, iri: str, prop: str) -> list[ox.Literal]:
        held = self.terms[iri].get(prop, {})
        found = [each for each in held if isinstance(each, ox.Literal)]
        return sorted(found, key=lambda each: (each.language not in ("en", None), each.value))

    def first(self, iri: str, *props: str) -> str:
        found = (self.text(each.value) for prop in props for each in self.literals(iri, prop))
        return next(found, "")

    def objects(self, iri: str, prop: str) -> list[str]:
        if iri not in self.terms:
            return []
        return sorted(each.value for each in self.terms[iri].get(prop, {}) if isinstance(each, ox.NamedNode))

    def label(self, iri: str) -> str:
        return (self.first(iri, _LABEL) if iri in self.terms else "") or words(local(iri))


class _Builder:
    def __init__(self, graph: LocalGraph) -> None:
        self.read = _Reader(graph)
        self.members = [iri for iri in sorted(self.read.terms) if self._is_entity(iri)]
        self.known = set(self.members)
        self.prefixes = outside_prefixes()
        self.inverses: dict[str, set[str]] = defaultdict(set)
        for iri in list(self.read.terms):
            for other in self.read.objects(iri, _INVERSE):
                self.inverses[iri].add(other)
                self.inverses[other].add(iri)
        self.wider = {
            iri: self._lineage(iri, _SUBPROPERTY) for iri in self.read.terms if self._is_property(iri)
        }
        self.cited: dict[str, set[int]] = defaultdict(set)
        for iri in self.members:
            for place in self.read.objects(iri, _CITED_IN):
                self.cited[place] |= self._numbers([iri])
        # short names of our vocabulary are ours alone, used or not: a user's own hazardRatio is no hazard ratio of ours
        ours = {iri for iri in self.read.terms if iri.startswith(_OWN) and local(iri)[:1].islower()}
        self.names = attribute_names({prop for iri in self.members for prop in self.read.terms[iri]} | ours)
        self.wholes = self._wholes()
        self.places: dict[str, Place] = {}

    def _is_entity(self, iri: str) -> bool:
        held = self.read.terms[iri].get(_TYPE, {})
        given = [(each.value, graphs) for each, graphs in held.items() if isinstance(each, ox.NamedNode)]
        own = any(name.startswith(_OWN) for name, _ in given)
        apart = {ONTOLOGY, INFERRED, MAPPINGS}
        # a concept in the curation graph is a record elsewhere, such as a registry's
        return own or any(
            graphs - (apart | {CURATION} if name == _SKOS + "Concept" else apart) for name, graphs in given
        )

    def _numbers(self, citations: Iterable[str]) -> set[int]:
        found = (self.read.literals(iri, _OWN + "citationNumber") for iri in citations)
        return {
            int(each.value)
            for numbers in found
            for each in numbers
            if each.value.isascii() and each.value.isdecimal() and len(each.value) < _DIGITS
        }

    def _wholes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for prop in _WHOLES:
            for iri in self.members:
                for other in self.read.objects(iri, _OWN + prop.removesuffix("!")):
                    part, whole = (other, iri) if prop.endswith("!") else (iri, other)
                    found[part].append(whole)
        return found

    def lines(self, iri: str, above: frozenset[str] = frozenset()) -> set[str]:
        """Return the lines of therapy of a node, its own or those of the trial that it belongs to."""
        own = set(self.read.objects(iri, _LINE))
        if own or iri in above:
            return own
        return {line for whole in self.wholes.get(iri, ()) for line in self.lines(whole, above | {iri})}

    def place(self, iri: str) -> Place:
        if iri not in self.places:
            self.places[iri] = Place(
                curie(iri),
                self.read.label(iri),
                self.read.first(iri, *_QUOTES),
                tuple(sorted(self.cited.get(iri, ()))),
            )
        return self.places[iri]

    def node_places(self, iri: str) -> tuple[Place, ...]:
        stated = self.read.objects(iri, _STATED) + self.read.objects(iri, _AT)
        return tuple(self.place(each) for each in dict.fromkeys(stated))

    def node(self, iri: str) -> Node:
        held = self.read.terms[iri]
        types = {each.value: graphs for each, graphs in held[_TYPE].items() if isinstance(each, ox.NamedNode)}
        asserted = [name for name in sorted(types) if types[name] != {INFERRED}] or sorted(types)
        lineages = {name: self._lineage(name) for name in asserted}
        main = max(asserted, key=lambda name: (name.startswith(_OWN), len(lineages[name])))
        label = self.read.label(iri)
        # a label in another language, or a second one, is one name more
        also = [each.value for prop in (_ALSO, _LABEL) for each in self.read.literals(iri, prop)]
        description = self.read.first(iri, *_DESCRIPTIONS)
        return Node(
            id=curie(iri),
            iri=iri,
            label=label,
            type=curie(main),
            type_label=self.read.label(main),
            kind=kind_of([local(name) for name in lineages[main]]),
            types=tuple(sorted(curie(name) for name in types)),
            synonyms=tuple(name for name in dict.fromkeys(map(self.read.text, also)) if name != label),
            description=description,
            lines=tuple(sorted(self.read.label(line) for line in self.lines(iri))),
            places=self.node_places(iri),
            citations=tuple(sorted(self._numbers(self.read.objects(iri, _CITES)))),
            links=self._links(iri),
            graphs=_short(
                graph for values in held.values() for graphs in values.values() for graph in graphs
            ),
            data=self._data(iri, description),
        )

    def _lineage(self, iri: str, narrower: str = _NARROWER) -> list[str]:
        """Return a class or property and those above it, the nearest first."""
        found = [iri]
        for name in found:
            found += [wide for wide in self.read.objects(name, narrower) if wide not in found]
        return found

    def _is_property(self, iri: str) -> bool:
        return PREFIXES["owl"] + "ObjectProperty" in self.read.objects(iri, _TYPE)

    def _links(self, iri: str) -> tuple[Link, ...]:
        found = []
        for match in _MATCHES:
            for other in self.read.objects(iri, match):
                label = self.read.first(other, _LABEL) if other in self.read.terms else ""
                found.append(Link(local(match), outside(other, self.prefixes), other, label))
        return tuple(found)

    def _data(self, iri: str, description: str) -> dict[str, Value]:
        """Return what is said in figures and words, by the property's name; several values are joined."""
        found: dict[str, Value] = {}
        held = self.read.terms[iri]
        for prop in sorted(held):
            if prop in (_TYPE, _LABEL, _ALSO, *_MATCHES):
                continue
            values = [
                self._value(each)
                for each in sorted(held[prop], key=str)
                if isinstance(each, ox.Literal) or each.value not in self.known
            ]
            if prop in _GENERAL:
                values = [value for value in values if value != description]
            if values:
                found[self.names[prop]] = (
                    values[0] if len(values) == 1 else " | ".join(str(value) for value in values)
                )
        return found

    def _value(self, term: ox.NamedNode | ox.Literal) -> Value:
        if isinstance(term, ox.NamedNode):
            trade = term.value.startswith(PREFIXES["trade-name"])
            return self.read.label(term.value) if trade else curie(term.value)
        number = figure(term.value, term.datatype.value.removeprefix(_XSD))
        return self.read.text(term.value) if number is None else number

    def edges(self) -> Iterable[Edge]:
        """Yield all edges but inferred ones that only repeat an asserted one, wider or the other way around."""
        said = self._said()
        for iri in self.members:
            for prop, values in sorted(self.read.terms[iri].items()):
                if prop in (_TYPE, *_MATCHES):
                    continue
                label = self.read.label(prop)
                for other in sorted((each for each in values if isinstance(each, ox.NamedNode)), key=str):
                    if other.value not in self.known:
                        continue
                    if values[other] != {INFERRED} or not self._repeats(iri, prop, other.value, said):
                        yield Edge(
                            source=curie(iri),
                            target=curie(other.value),
                            type=curie(prop),
                            label=label,
                            origin=whose(values[other]),
                            graphs=_short(values[other]),
                            places=self.node_places(iri),
                        )

    def _repeats(self, iri: str, prop: str, other: str, said: set[tuple[str, str, str]]) -> bool:
        """Tell whether an inferred edge is said by an asserted one, or by another inferred one the other way."""
        if (iri, prop, other) in said:
            return True
        me = ox.NamedNode(iri)
        return any(
            back < prop and me in self.read.terms[other].get(back, {}) for back in self.inverses.get(prop, ())
        )

    def _said(self) -> set[tuple[str, str, str]]:
        """Return what asserted edges say along with themselves: by wider properties and the other way around."""
        found: set[tuple[str, str, str]] = set()
        for iri in self.members:
            for prop, values in self.read.terms[iri].items():
                others = [each.value for each, graphs in values.items() if graphs != {INFERRED}]
                for wide in self.wider.get(prop, ()):
                    found |= {(iri, wide, other) for other in others if wide != prop}
                    backs = {
                        above
                        for back in self.inverses.get(wide, ())
                        for above in self.wider.get(back, (back,))
                    }
                    found |= {(other, back, iri) for back in backs for other in others}
        return found


def build(graph: LocalGraph) -> View:
    """Return the whole graph as a property graph."""
    builder = _Builder(graph)
    nodes = [builder.node(iri) for iri in builder.members]
    return ordered("full", nodes, builder.edges())


def attribute_names(properties: Iterable[str]) -> dict[str, str]:
    """Return a name of its own for each property, in letters, digits and underscores: our own have the short ones."""
    found: dict[str, str] = {}
    taken = set(CORE)
    for iri in sorted(properties, key=lambda iri: (not iri.startswith(_OWN), iri)):
        short, long = word(local(iri)), word(curie(iri))
        longer = (f"{long}_{rank}" for rank in count(2))
        name = next(name for name in chain((short, long), longer) if name.casefold() not in taken)
        taken.add(name.casefold())
        found[iri] = name
    return found


def outside_prefixes() -> dict[str, str]:
    """Return the prefixes that the mapping files declare, by the start of the IRIs."""
    found = {}
    for path in files("ontology", ".sssom.tsv"):
        for line in read_bytes(path).decode().splitlines():
            if not line.startswith("#"):
                break
            if pair := _CURIE_MAP.match(line):
                found[pair[2]] = pair[1]
    return found


def outside(iri: str, prefixes: dict[str, str]) -> str:
    """Return an outside IRI in the short form that the mappings use, ``MONDO:0001056``."""
    base = max((base for base in prefixes if iri.startswith(base)), key=len, default="")
    if base:
        return f"{prefixes[base]}:{iri.removeprefix(base)}"
    return registered[1] if (registered := _REGISTERED.match(iri)) else curie(iri)


def _short(graphs: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({origin(graph).short for graph in graphs}))
