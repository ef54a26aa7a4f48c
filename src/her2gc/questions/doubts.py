"""Which doubts stand on a row, and where it stands: what the graph says of the nodes behind the row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from her2gc.questions import places as words_of
from her2gc.questions.carried import Doubt
from her2gc.questions.lineage import PLACING, TYPE, Behind, Triple
from her2gc.questions.places import Place
from her2gc.questions.rows import bindings, text
from her2gc.questions.theirs import Theirs, foreign
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph

_HER2GC = PREFIXES["her2gc"]
_ORDER = {"major": 0, "moderate": 1, "minor": 2}
_MOST = 400  # so many IRIs go into one query
# what has a place of its own and is not a thing that many rows speak of
_STATED = ("Statement", "Arm", "Regimen", "RegimenComponent", "Population")
# of these, what many rows may name without resting on all that is told of it
_NAMED = ("Arm", "Regimen", "RegimenComponent", "Population", "Criterion")
_PARTS = (
    "armValue",
    "groupValue",
    "contrast",
    "hasComponent",
    "hasInvestigationalComponent",
    "hasBackboneComponent",
    "hasComparatorComponent",
    "hasPlaceboComponent",
    "anyOf",
    "allOf",
)
# what a row tells of a trial itself, beside the arms and populations that it names
_OF_A_TRIAL = frozenset(
    _HER2GC + name for name in ("hasDesignFeature", "hasPhase", "testsAgent", "testsBy", "investigatesTarget")
)
_PRINTS = frozenset(
    _HER2GC + name for name in ("printedText", "snippet", "heading")
)  # a part of the print, shown


class Facts:
    """What the graph says of some nodes.

    Each fact is one query of one pattern over the nodes, and what joins them is done here: that is what costs least.
    """

    def __init__(self, graph: Graph, nodes: set[str], behind: list[Behind]) -> None:
        self._graph = graph
        listed = sorted(nodes)
        classes = self._ask("SELECT ?x ?y WHERE { ?x rdfs:subClassOf ?y }")
        self._classes = [(text(row["x"], short=False), text(row["y"], short=False)) for row in classes]
        self._stated, self._named = self._statements(listed)
        self._printed = {
            triple.subject for row in behind for triple in row.triples if triple.property in _PRINTS
        }
        # nobody else tells what a statement of ours rests on, and whose word theirs is their graph tells
        stated = sorted(self._stated)
        self.basis = {
            (node, prop): told
            for prop in ("hasBasis", "unitBasis")
            for node, told, graph in self._said(prop, stated)
            if not foreign(graph)
        }
        self._places = self._where(listed)
        self._doubts = self._touching()
        self._aspects = self._about_properties()
        self._lines = self._told()

    def places_of(self, row: Behind, nodes: set[str], theirs: Theirs) -> list[Place]:
        """Return where a row's statements stand; without statements, where its things are told of.

        A criterion, a population or an arm that the row only names has no part in that: what the row says of it stands
        where the statement that points to it does. Where there are no others, the trial is what the row tells of.

        What another source or a user says stands where they say, if they do, else in their file. Where a row is there
        by their word, the review's places of its other cells are left out: they do not tell of this row.
        """
        due = {graph for graphs in theirs.graphs.values() for graph in graphs}
        stated = nodes & self._stated
        tellers = _tellers(row)
        telling = stated - (self._named - tellers) or stated
        for some in (
            telling | _figured(row) | (_trials(row) if stated <= self._named else set())
            if stated
            else stated,
            self._printed & subjects(row.triples),
            tellers,
            nodes,
        ):
            here = some & theirs.graphs.keys() if theirs.alone else some
            told = {
                (place, graph)
                for node in here
                for place, graph in self._places.get(node, ())
                if (graph in theirs.graphs.get(node, ()) if foreign(graph) else theirs.borrows(node))
            }
            if told or here & theirs.graphs.keys():
                found = {place for place, _ in told}
                found |= {words_of.file(graph) for graph in due - {graph for _, graph in told}}
                return sorted(found, key=words_of.order)
        return []

    def doubts_of(self, row: Behind, nodes: set[str], theirs: Theirs) -> list[Doubt]:
        """Return the doubts that concern what a row rests on, the weightiest first."""
        shown = nodes & self._stated | {
            triple.subject for triple in row.triples if triple.property in _PRINTS
        }
        found = {doubt for node in shown for doubt in self._doubts.get(node, ())}
        for triple in row.triples - theirs.triples:
            found |= self._aspects.get((triple.subject, triple.property), set())
        return sorted(
            (self._lines[each] for each in found), key=lambda each: (_ORDER.get(each.weight, 9), each.label)
        )

    def _statements(self, nodes: list[str]) -> tuple[set[str], set[str]]:
        """Return what among the nodes is a statement, an arm, a regimen or a population, and what of it only named."""
        stating, naming = self._below(_STATED), self._below(_NAMED)
        listed = ", ".join(f"<{each}>" for each in sorted(stating | naming))
        stated, named = set(), set()
        for row in self._ask(f"SELECT ?x ?y WHERE {{ %s ?x a ?y FILTER (?y IN ({listed})) }}", nodes):
            if row["y"].value in stating:
                stated.add(row["x"].value)
            if row["y"].value in naming:
                named.add(row["x"].value)
        return stated, stated & named

    def _below(self, kinds: tuple[str, ...]) -> set[str]:
        """Return classes with all below them."""
        classes = {_HER2GC + name for name in kinds}
        while below := {low for low, high in self._classes if high in classes} - classes:
            classes |= below
        return classes

    def _where(self, nodes: list[str]) -> dict[str, set[tuple[Place, str]]]:
        """Return the places of each node, with the named graph that says so."""
        said = [each for prop in ("statedIn", "atPlace", "citedIn") for each in self._said(prop, nodes)]
        said += [(cell, cell, "") for cell in self._printed]
        labels: dict[str, list[tuple[Place, bool]]] = defaultdict(list)
        query = "SELECT ?x ?y ?g WHERE { %s GRAPH ?g { ?x rdfs:label ?y } }"
        for row in self._ask(query, sorted({place for _, place, _ in said})):
            iri = row["x"].value
            labels[iri].append((words_of.place(iri, text(row["y"])), foreign(row["g"].value)))
        found: dict[str, set[tuple[Place, str]]] = defaultdict(set)
        for node, iri, graph in said:
            for place, theirs in labels[iri]:
                # a place of the review's is not where somebody else says something
                if theirs or not foreign(graph):
                    found[node].add((place, graph))
        return found

    def _said(self, prop: str, nodes: list[str]) -> list[tuple[str, str, str]]:
        """Return the values that nodes have of a property, each with its node and the named graph that says so.

        It begins with what is less: a property that few things have is read whole.
        """
        pattern = f"GRAPH ?g {{ ?x her2gc:{prop} ?y }}"
        if len(nodes) > _MOST:
            few = f"SELECT ?x WHERE {{ {pattern} }} LIMIT {len(nodes)}"
            [count] = self._ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ {few} }}")
            if int(count["n"].value) < len(nodes):
                among = set(nodes)
                rows = self._ask(f"SELECT ?x ?y ?g WHERE {{ {pattern} }}")
                every = [(text(row["x"], short=False), row["y"].value, row["g"].value) for row in rows]
                return [each for each in every if each[0] in among]
        rows = self._ask(f"SELECT ?x ?y ?g WHERE {{ %s {pattern} }}", nodes)
        return [(row["x"].value, row["y"].value, row["g"].value) for row in rows]

    def _touching(self) -> dict[str, set[str]]:
        """Return the doubts about each statement or a part of it, and about each cell that is printed."""
        found: dict[str, set[str]] = defaultdict(set)
        wholes, concerned = self._concerned()
        for node, doubt in concerned:
            for whole in {node} & self._stated | wholes.get(node, set()):
                found[whole].add(doubt)
        printed = sorted(self._printed)
        for node, doubt in self._pairs("?y her2gc:atPlace|her2gc:concerns ?x", printed):
            found[node].add(doubt)
        for node, doubt in self._about_tables(printed):
            found[node].add(doubt)
        return found

    def _concerned(self) -> tuple[dict[str, set[str]], list[tuple[str, str]]]:
        """Return the statements by each part of theirs, and pairs of a statement or a part and a doubt about it.

        It begins with what is less: all doubts that there are, or all statements.
        """
        wholes: dict[str, set[str]] = defaultdict(set)
        stated, most = sorted(self._stated), len(self._stated) + 1
        parts = [f"her2gc:{name}" for name in _PARTS]
        doubted = [
            (text(row["x"], short=False), text(row["y"], short=False))
            for row in self._ask(f"SELECT ?x ?y WHERE {{ ?y her2gc:concerns ?x }} LIMIT {most}")
        ]
        if len(doubted) < most:
            # much may point to a thing, and few things are parts of what points to them
            told = self._pairs(f"?y {'|'.join(parts)} ?x", sorted({thing for thing, _ in doubted}))
            for part, node in told:
                if node in self._stated:
                    wholes[part].add(node)
            return wholes, doubted
        for node, part in self._pairs(f"?x ?has ?y FILTER (?has IN ({', '.join(parts)}))", stated):
            wholes[part].add(node)
        return wholes, self._pairs("?y her2gc:concerns ?x", sorted(self._stated | wholes.keys()))

    def _about_tables(self, cells: list[str]) -> Iterator[tuple[str, str]]:
        """Yield cells and the doubts about a statement in them that are about their table."""
        if not cells:
            return
        saying: dict[str, set[str]] = defaultdict(set)
        for cell, said in self._pairs("?y her2gc:statedIn ?x", cells):
            saying[said].add(cell)
        doubted = self._pairs("?y her2gc:concerns ?x", sorted(self._statements(sorted(saying))[0]))
        here = dict(self._pairs("?x her2gc:inRow/her2gc:inTable ?y", cells))
        tables: dict[str, set[str]] = defaultdict(set)
        for doubt, table in self._pairs(
            "?x her2gc:atPlace/her2gc:inRow/her2gc:inTable ?y", sorted({doubt for _, doubt in doubted})
        ):
            tables[doubt].add(table)
        yield from (
            (cell, doubt)
            for said, doubt in doubted
            for cell in saying[said]
            if here.get(cell) in tables[doubt]
        )

    def _about_properties(self) -> dict[tuple[str, str], set[str]]:
        """Return the doubts about one property of a thing, by both."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        query = "SELECT ?x ?p ?y WHERE { ?y her2gc:concernsProperty ?p ; her2gc:concerns ?x }"
        for row in self._ask(query):
            found[row["x"].value, row["p"].value].add(row["y"].value)
        return found

    def _told(self) -> dict[str, Doubt]:
        doubts = {each for some in (*self._doubts.values(), *self._aspects.values()) for each in some}
        query = (
            "SELECT ?x ?l ?k ?w WHERE { %s ?x rdfs:label ?l ; her2gc:hasDiscrepancyKind ?kind ; "
            "her2gc:hasWeight ?weight . ?kind rdfs:label ?k . ?weight rdfs:label ?w }"
        )
        return {
            row["x"].value: Doubt(row["x"].value, text(row["l"]), text(row["k"]), text(row["w"]))
            for row in self._ask(query, sorted(doubts))
        }

    def _pairs(self, pattern: str, nodes: list[str]) -> list[tuple[str, str]]:
        """Return the values of ?x and ?y that a pattern gives, ?x among some nodes."""
        rows = self._ask(f"SELECT DISTINCT ?x ?y WHERE {{ %s {pattern} }}", nodes)
        return [(text(row["x"], short=False), text(row["y"], short=False)) for row in rows]

    def _ask(self, query: str, nodes: list[str] | None = None) -> Iterator[dict[str, Any]]:
        """Ask a query; ``%s`` in it becomes a VALUES block for ?x, in parts where the nodes are many."""
        heads = f"PREFIX her2gc: <{_HER2GC}>\nPREFIX rdfs: <{PREFIXES['rdfs']}>\n"
        if nodes is None:
            yield from bindings(self._graph, heads + query)
            return
        for start in range(0, len(nodes), _MOST):
            values = " ".join(f"<{iri}>" for iri in nodes[start : start + _MOST])
            asked = heads + query.replace("%s", f"VALUES ?x {{ {values} }}")
            yield from bindings(self._graph, asked)


def subjects(triples: Iterable[Triple]) -> set[str]:
    """Return what triples are about, where they do not only say where something stands."""
    return {triple.subject for triple in triples if triple.property not in PLACING}


def _figured(row: Behind) -> set[str]:
    """Return the subjects that a figure or a text of the row is printed of: the number of a trial's patients."""
    return {
        triple.subject for triple in row.triples if not triple.quiet and isinstance(triple.object, ox.Literal)
    }


def _trials(row: Behind) -> set[str]:
    """Return the trials of which the row tells the design, or what they test."""
    return {triple.subject for triple in row.triples if triple.property in _OF_A_TRIAL}


def _tellers(row: Behind) -> set[str]:
    """Return the subjects of the triples that tell something, not merely a name or a class."""
    return {triple.subject for triple in row.triples if not triple.quiet and triple.property != TYPE}
