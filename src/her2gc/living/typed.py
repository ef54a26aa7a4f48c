"""Results that somebody typed by hand from a paper, as blocks: another source's word, each with its place."""

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.questions.rows import Rows
from her2gc.sources.blocks import Block, turtle
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.table import Typed
from her2gc.store.graph import Graph
from her2gc.store.names import local, names
from her2gc.store.resolve import resolve

_OWN, _KG = PREFIXES["her2gc"], PREFIXES["kg"]
_LABEL, _TYPE = PREFIXES["rdfs"] + "label", PREFIXES["rdf"] + "type"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_CLASSES = {
    "trial": ("Trial", "trial"),
    "measure": ("OutcomeMeasure", "outcome measure"),
    "statistic": ("Statistic", "statistic"),
    "unit": ("Unit", "unit"),
    "analysis": ("AnalysisKind", "analysis kind"),
    "population": ("Population", "population"),
    "arm1": ("Arm", "arm"),
    "arm2": ("Arm", "arm"),
}
_CONTRAST = {"hazardRatio": "hazardRatio", "lower": "lowerBound", "upper": "upperBound", "level": "confidenceLevel",
             "p": "pValue"}  # fmt: skip


def blocks(rows: Iterable[Typed], graph: Graph, source: Mapping[str, str], file: str) -> list[Block]:
    """Return the rows as results of their trials.

    Parameters
    ----------
    rows
        The rows.
    graph
        Where trials, arms and terms are that the rows name.
    source
        Whose word it is: ``name``, ``kind``, ``date`` and ``seen``.
    file
        Where the rows were read, for errors.

    Raises
    ------
    Her2gcError
        With the line, for a name that the graph does not know.
    """
    name = source["name"]
    if not _NAME.fullmatch(name):
        raise Her2gcError(
            f"'{name}' is no name of a source", "use letters, digits and hyphens, such as SMITH-2026"
        )
    kind = resolve(source["kind"], names(graph, f"{_OWN}SourceKind"), "source kind")
    head = _block(name, "OtherSource", name.replace("-", " "), hasSourceKind=ox.NamedNode(kind))
    head.told.append((PREFIXES["dcterms"] + "date", ox.Literal(source["date"])))
    head.told.append((PREFIXES["dcterms"] + "source", ox.Literal(source["seen"])))
    found = [head]
    for number, row in enumerate(rows, 1):
        found += _Result(graph, row, number, head, file).blocks()
    return found


def body(found: Iterable[Block], name: str) -> bytes:
    """Return the blocks as a Turtle file."""
    used = {each: PREFIXES[each] for each in ("dcterms", "her2gc", "kg", "rdfs", "xsd")}
    comment = (f"{name}: results typed by hand from another source; none of it is the review's word.",
               "Written by 'her2gc import table'; import the table again rather than edit this file.")  # fmt: skip
    return turtle(found, used, comment)


class _Result:
    """One row: a result, its values, its contrast and its place."""

    def __init__(self, graph: Graph, row: Typed, number: int, source: Block, file: str) -> None:
        self._graph, self._row, self._number, self._source, self._file = graph, row, number, source, file
        self._known = {column: self._resolved(column) for column in _CLASSES if column in row.cells}
        self._name = f"{local(self._known['trial'])}-{local(source.node)}-{number}"

    def _resolved(self, column: str) -> str:
        cls, what = _CLASSES[column]
        try:
            return resolve(self._row.cells[column], names(self._graph, _OWN + cls), what)
        except Her2gcError as error:
            raise Her2gcError(f"{column}: {error}", file=self._file, line=self._row.line) from None

    def _label(self, iri: str) -> str:
        [row] = Rows(self._graph.results(f"SELECT ?label WHERE {{ <{iri}> <{_LABEL}> ?label }} LIMIT 1"))
        return str(row["label"])

    def _population(self) -> str:
        if "population" in self._known:
            return self._known["population"]
        asked = f"SELECT DISTINCT ?one WHERE {{ <{self._known['trial']}> <{_OWN}enrols> ?one }}"
        listed = [row.iri("one") for row in Rows(self._graph.results(asked))]
        if len(listed) != 1 or listed[0] is None:
            problem = f"{self._row.cells['trial']} has {len(listed)} populations"
            raise Her2gcError(problem, "name one in 'population'", file=self._file, line=self._row.line)
        return listed[0]

    def blocks(self) -> list[Block]:
        """Make them."""
        cells, known = self._row.cells, self._known
        title = f"{self._label(known['trial'])}: {self._label(known['measure'])}"
        place = _block(f"{self._name}-place", "Passage", f"{_value(self._source, _LABEL)}, {cells['place']}")
        _link(place, "inSource", self._source.node)
        place.told.append((_OWN + "snippet", ox.Literal(cells["words"])))
        result = _block(
            self._name,
            "Result",
            f"{title} ({_value(self._source, _LABEL)}, row {self._number})",
        )
        _link(result, "ofTrial", known["trial"])
        _link(result, "measure", known["measure"])
        for column, prop in (("statistic", "statistic"), ("unit", "unit")):
            if column in known:
                _link(result, prop, known[column])
        if "unit" in known:
            _link(result, "unitBasis", f"{_KG}stated-elsewhere")
        _link(result, "hasAnalysisKind", known["analysis"])
        _link(result, "inPopulation", self._population())
        parts = []
        for column, figure in (("arm1", "value1"), ("arm2", "value2")):
            if figure in cells:
                arm = self._label(known[column]).rpartition(": ")[2]
                part = _block(f"{self._name}-{column}", "ArmValue", f"{_value(result, _LABEL)}, {arm}")
                _link(part, "ofArm", known[column])
                _number(part, "value", cells[figure])
                _link(result, "armValue", part.node)
                parts.append(part)
        if any(column in cells for column in _CONTRAST):
            parts.append(self._contrast(result))
        for each in (result, *parts):
            _link(each, "statedIn", place.node)
        return [result, *parts, place]

    def _contrast(self, result: Block) -> Block:
        cells, known = self._row.cells, self._known
        if not {"arm1", "arm2"} <= set(known):
            problem = "a ratio or a p-value compares two arms"
            raise Her2gcError(problem, "fill in arm1 and arm2", file=self._file, line=self._row.line)
        found = _block(f"{self._name}-contrast", "Contrast", f"{_value(result, _LABEL)}, comparison")
        _link(found, "firstGroup", known["arm1"])
        _link(found, "secondGroup", known["arm2"])
        for column, prop in _CONTRAST.items():
            if column in cells:
                _number(found, prop, cells[column])
        if "p" in cells:
            found.told.append((_OWN + "pComparator", ox.Literal(cells["pSign"])))
            _link(found, "pSidedness", f"{_KG}sidedness-not-stated")
        _link(result, "contrast", found.node)
        return found


def _block(name: str, cls: str, label: str, **links: ox.NamedNode) -> Block:
    told: list[tuple[str, ox.NamedNode | ox.Literal]] = [(_TYPE, ox.NamedNode(_OWN + cls))]
    told.append((_LABEL, ox.Literal(label, language="en")))
    told += [(_OWN + prop, value) for prop, value in links.items()]
    return Block(_KG + name, told)


def _link(block: Block, prop: str, iri: str) -> None:
    block.told.append((_OWN + prop, ox.NamedNode(iri)))


def _number(block: Block, prop: str, figure: str) -> None:
    kind = "decimal" if "." in figure else "integer"
    block.told.append((_OWN + prop, ox.Literal(figure, datatype=ox.NamedNode(PREFIXES["xsd"] + kind))))


def _value(block: Block, prop: str) -> str:
    return next(value.value for name, value in block.told if name == prop)
