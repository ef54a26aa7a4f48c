"""Marks on the rows of an answer: which doubts touch a row, and what a row rests on.

A doubt touches a row when it concerns a statement of the row (or one of the statement's values or contrasts). Where an
answer names no statement, only major doubts about the thing in its first column count. A row rests on the review when
it is in the answer without the inferred and curated graphs; on curation when it needs what curators added; else on
inference.
"""

from functools import cached_property
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.questions.rows import Rows, text
from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph, LocalGraph

_ORDER = {"major": 0, "moderate": 1, "minor": 2}
_ONTOLOGY = PREFIXES["her2gc"]
_LABEL = PREFIXES["rdfs"] + "label"
_MOST = 400  # so many IRIs go into one query
_BASES = {
    "review": "asserted by the review",
    "curation": "from curation, not from the review",
    "others": "from other sources, not from the review",
    "user": "from your data, not from the review",
    "inference": "inferred",
}


class Doubt(NamedTuple):
    """One doubt, in one line."""

    iri: str
    label: str
    kind: str
    weight: str

    @property
    def line(self) -> str:
        """What a footnote says."""
        return f"{self.label} ({self.kind}, {self.weight})"


class Marks:
    """The marks of one answer.

    Parameters
    ----------
    graph
        Where the question was put.
    query
        What was asked, parameters bound.
    answer
        Its answer.
    """

    def __init__(self, graph: Graph, query: str, answer: Rows) -> None:
        self._graph = graph
        self._query = query
        self._answer = answer

    @cached_property
    def doubts(self) -> list[Doubt]:
        """The doubts that touch any row, in the order of their first row, the weightiest first within it."""
        return list(dict.fromkeys(each for row in self._by_row for each in row))

    @cached_property
    def numbers(self) -> list[list[int]]:
        """For each row, the places of its doubts in ``doubts``, counted from 1."""
        place = {each: number for number, each in enumerate(self.doubts, 1)}
        return [[place[each] for each in row] for row in self._by_row]

    @cached_property
    def bases(self) -> list[str]:
        """For each row a key of ``_BASES``; empty where a remote endpoint was asked."""
        if not isinstance(self._graph, LocalGraph):
            return []
        rows = [repr(list(solution)) for solution in self._answer.solutions]
        found = ["inference"] * len(rows)
        seen = ["review", "ontology"]
        more = ["curation", "mappings", "registry"]
        steps = {
            "user": [*seen, *more, "others", "user"],
            "others": [*seen, *more, "others"],
            "curation": [*seen, *more],
            "review": seen,
        }
        there_are = {each.value: homes.origin(each.value).home for each in self._graph.named_graphs()}
        for basis, kept in steps.items():
            if basis in ("others", "user") and basis not in there_are.values():
                continue
            graphs = [each for each, home in there_are.items() if home in kept]
            there = {
                repr(list(one)) for one in Rows(self._graph.results_among(self._query, graphs)).solutions
            }
            found = [basis if row in there else before for row, before in zip(rows, found, strict=True)]
        return found

    @property
    def summary(self) -> str:
        """What all rows rest on, or nothing where they differ or it is not known."""
        kinds = set(self.bases)
        return _BASES[kinds.pop()] if len(kinds) == 1 else ""

    @property
    def mixed(self) -> list[str]:
        """What each row rests on, where rows differ in it; else empty."""
        return self.bases if len(set(self.bases)) > 1 else []

    @cached_property
    def places(self) -> list[str]:
        """For each row, where the review states it: where its statements stand, or what the row is about."""
        iris = [_iris(self._answer, solution) for solution in self._answer.solutions]
        nodes = self._statements(sorted({iri for row in iris for iri in row}))
        if not nodes:
            nodes = {iri for row in iris for iri in row[:1]}
        query = f"SELECT DISTINCT ?x ?l WHERE {{ VALUES ?x {{ %s }} ?x her2gc:statedIn/<{_LABEL}> ?l }}"
        stated: dict[str, set[str]] = {}
        for found in self._ask(query, sorted(nodes)):
            stated.setdefault(text(found["x"], short=False), set()).add(_passage(text(found["l"])))
        return ["; ".join(sorted({place for iri in row for place in stated.get(iri, ())})) for row in iris]

    @cached_property
    def _by_row(self) -> list[list[Doubt]]:
        rows = [_iris(self._answer, solution) for solution in self._answer.solutions]
        known = sorted({iri for row in rows for iri in row})
        statements = self._statements(known)
        if not statements:
            first = self._answer.columns[0].variable if self._answer.columns else ""
            heads = [solution[first] for solution in self._answer.solutions]
            rows = [[head.value] if isinstance(head, ox.NamedNode) else [] for head in heads]
            known = sorted({iri for row in rows for iri in row})
        touching = self._touching(sorted(statements) or known)
        found = []
        for row in rows:
            those = {each for iri in row for each in touching.get(iri, ())}
            if not statements:
                those = {each for each in those if each.weight == "major"}
            found.append(sorted(those, key=lambda each: (_ORDER.get(each.weight, 9), each.label)))
        return found

    def _statements(self, iris: list[str]) -> set[str]:
        found = self._ask("SELECT DISTINCT ?x WHERE { VALUES ?x { %s } ?x a her2gc:Statement }", iris)
        return {text(row["x"], short=False) for row in found}

    def _touching(self, iris: list[str]) -> dict[str, set[Doubt]]:
        query = (
            "SELECT DISTINCT ?x ?d ?l ?k ?w WHERE { VALUES ?x { %s } "
            "{ ?d her2gc:concerns ?x } UNION "
            "{ ?x her2gc:contrast|her2gc:armValue|her2gc:groupValue ?part . ?d her2gc:concerns ?part } "
            f"?d <{_LABEL}> ?l ; her2gc:hasDiscrepancyKind/<{_LABEL}> ?k ; her2gc:hasWeight/<{_LABEL}> ?w }}"
        )
        found: dict[str, set[Doubt]] = {}
        for row in self._ask(query, iris):
            cells = [text(row[name], short=False) for name in ("x", "d", "l", "k", "w")]
            found.setdefault(cells[0], set()).add(Doubt(*cells[1:]))
        return found

    def _ask(self, query: str, iris: list[str]) -> list[ox.QuerySolution]:
        found = []
        for start in range(0, len(iris), _MOST):
            values = " ".join(f"<{iri}>" for iri in iris[start : start + _MOST])
            asked = f"PREFIX her2gc: <{_ONTOLOGY}>\n" + query.replace("%s", values)
            found += Rows(self._graph.results(asked)).solutions
        return found


def _iris(answer: Rows, solution: ox.QuerySolution) -> list[str]:
    """Return the IRIs in a row, those that the column ``statements`` lists among them."""
    found = []
    for name in answer.variables:
        term = solution[name]
        if isinstance(term, ox.NamedNode):
            found.append(term.value)
        elif name == "statements" and isinstance(term, ox.Literal):
            found += term.value.split()
    return found


def _passage(place: str) -> str:
    """Return a place without what stands there: a section and paragraph, a table and row."""
    return ", ".join(place.partition(": ")[0].split(", ")[:2])
