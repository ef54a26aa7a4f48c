"""What rows of the tables hold beside their figures, each asked for once for all rows: lines, diseases, whose word."""

from collections import defaultdict
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from her2gc.sources.homes import INFERRED, REVIEW
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("her2gc", "kg", "rdfs"))


class Facts:
    """Facts of a graph, by the IRI of a trial, a result or another statement."""

    def __init__(self, graph: LocalGraph) -> None:
        self._graph = graph

    def _pairs(self, pattern: str, order: str = "?it") -> dict[str, list[str]]:
        """Return what a pattern gives as ``?it`` for each ``?of``, each value once."""
        query = f"{_PREFIXES}SELECT DISTINCT ?of ?it ?order WHERE {{ {pattern} }} ORDER BY ?of {order} ?it"
        found: dict[str, dict[str, None]] = defaultdict(dict)
        rows: Any = self._graph.query(query)
        for row in rows:
            if isinstance(row["of"], ox.NamedNode):
                found[row["of"].value][row["it"].value] = None
        return {of: list(its) for of, its in found.items()}

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        return self._pairs(
            "?of a her2gc:Trial ; her2gc:inLine ?line . ?line rdfs:label ?it . "
            "OPTIONAL { ?line her2gc:schemeOrder ?order }",
            "?order",
        )

    @cached_property
    def _of_results(self) -> dict[str, list[str]]:
        return self._pairs("?of a her2gc:Result ; her2gc:forDisease/rdfs:label ?it")

    @cached_property
    def _of_populations(self) -> dict[str, list[str]]:
        return self._pairs("?of a her2gc:Result ; her2gc:inPopulation/her2gc:hasDisease/rdfs:label ?it")

    @cached_property
    def _of_trials(self) -> dict[str, list[str]]:
        return self._pairs("?of a her2gc:Trial ; her2gc:enrols/her2gc:hasDisease/rdfs:label ?it")

    @cached_property
    def _populations(self) -> dict[str, list[str]]:
        return self._pairs("?of a her2gc:Result ; her2gc:inPopulation/rdfs:label ?it")

    @cached_property
    def _kinds(self) -> dict[str, list[str]]:
        return self._pairs("?of a her2gc:Result ; her2gc:hasAnalysisKind/rdfs:label ?it")

    @cached_property
    def _citations(self) -> dict[str, list[str]]:
        return self._pairs("?of her2gc:cites/her2gc:citationNumber ?it")

    @cached_property
    def _sources(self) -> dict[str, list[str]]:
        says = " UNION ".join(
            f"{{ GRAPH ?it {{ ?of her2gc:{prop} ?any }} }}" for prop in ("measure", "hasVerdictOutcome")
        )
        return self._pairs(f"{says} FILTER (?it != <{INFERRED}>)")

    def lines(self, trial: str | None) -> list[str]:
        """Return the lines of therapy of a trial, from the first on."""
        return self._lines.get(trial or "", [])

    def enrolled(self, trial: str | None) -> str | None:
        """Return the diseases of a trial's patients."""
        return ", ".join(self._of_trials.get(trial or "", [])) or None

    def of_result(self, result: str | None, trial: str | None) -> dict[str, Any]:
        """Return lines, disease, population and analysis of a result."""
        result = result or ""
        diseases = self._of_results.get(result) or self._of_populations.get(result)
        return {
            "lines": self.lines(trial),
            "disease": ", ".join(diseases) if diseases else self.enrolled(trial),
            "population": "; ".join(self._populations.get(result, [])) or None,
            "analysis": ", ".join(self._kinds.get(result, [])) or None,
        }

    def citations(self, statement: str | None) -> list[int]:
        """Return the numbers of the references that a statement cites, in their order."""
        return sorted(int(each) for each in self._citations.get(statement or "", []))

    def source(self, statement: str | None) -> str:
        """Return the named graph that says a result or a verdict, ours before others; nothing where none does."""
        graphs = self._sources.get(statement or "", [])
        return REVIEW if REVIEW in graphs else next(iter(graphs), "")
