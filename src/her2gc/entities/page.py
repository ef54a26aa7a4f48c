"""An entity as a page that one reads: what it is, its figures, the doubts about it, what is said, where it stands.

No line stands twice: what an inverse or a wider property repeats is left out, and a statement is told where it comes
first.
"""

from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc.questions import catalogue, places
from her2gc.questions.answer import Row, ask
from her2gc.questions.carried import ROW
from her2gc.questions.origin import word
from her2gc.questions.rows import bindings
from her2gc.questions.rows import text as plain
from her2gc.questions.theirs import foreign, graphs_in
from her2gc.sources.homes import INFERRED, origin
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph
from her2gc.store.names import local, words

if TYPE_CHECKING:
    from her2gc.entities.show import Entity, Statement
    from her2gc.questions.carried import RowContract
    from her2gc.store.graph import Graph

_HER2GC, _SKOS, _RDFS = PREFIXES["her2gc"], PREFIXES["skos"], PREFIXES["rdfs"]
_TYPE = PREFIXES["rdf"] + "type"
_IN_SOURCE = ox.NamedNode(_HER2GC + "inSource")
_NAMES = (_SKOS + "altLabel", _HER2GC + "codeName", _SKOS + "notation")
_TOLD = (
    _RDFS + "label",
    _TYPE,
    _HER2GC + "statedIn",
    _HER2GC + "atPlace",
    _HER2GC + "isQuestionedBy",
    *_NAMES,
)
_OUTSIDE = tuple(
    _SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
)
# what everything in the graph is
_GENERAL = ("content", "statement", "subject", "quantified statement", "molecular entity", "study")
_DOUBTS = (
    "SELECT DISTINCT ?l ?k ?w WHERE {{ ?d <{h}concerns> <{x}> ; <{r}label> ?l ; "
    "<{h}hasDiscrepancyKind>/<{r}label> ?k ; <{h}hasWeight>/<{r}label> ?w }}"
)
_PARTS = {"hazardRatio": "HR", "difference": "difference", "interval": "interval", "p": "P"}
_WEIGHTS = ("major", "moderate", "minor")


def page(entity: "Entity") -> str:
    """Return the page as text."""
    lines = [entity.label, f"  {entity.iri}"]
    also = [name for prop in _NAMES for name in entity.values(prop) if name != entity.label]
    if also:
        lines.append(f"  also: {', '.join(dict.fromkeys(also))}")
    lines += _kinds(entity)
    if entity.as_of is not None:
        lines.append(f"  as of: {entity.as_of} (the latest event that the review dates)")
    lines += _section("figures", _figures(entity))
    lines += _section("verdicts", _verdicts(entity))
    lines += _section("doubts", _doubts(entity))
    own, others = _statements(entity)
    lines += _listed(own, "")
    lines += _listed(others, "said of it by others:")
    outside = [
        f"{each.label}{_mark(each.graph)}"
        for each in entity.statements
        if each.direction == "from" and each.property in _OUTSIDE
    ]
    lines += _section("in outside vocabularies", outside)
    where = [
        place_of(entity, each)
        for each in entity.statements
        if each.direction == "from" and each.property in (_HER2GC + "statedIn", _HER2GC + "atPlace")
    ]
    lines += _section("stands in", [places.short(where)] if where else [])
    return "\n".join(lines)


def place_of(entity: "Entity", each: "Statement") -> places.Place:
    """Return a place; in one of the review stands no word of others: theirs is their file's."""
    if foreign(each.graph) and isinstance(entity.graph, LocalGraph):
        quads = entity.graph.store.quads_for_pattern(ox.NamedNode(each.value), _IN_SOURCE, None, None)
        if not any(True for _ in quads):
            return places.file(each.graph)
    return places.place(each.value, each.label)


def _kinds(entity: "Entity") -> list[str]:
    """Return what the entity is: as asserted or curated, and apart from it what only follows."""
    given: dict[str, str] = {}
    follows = []
    for each in entity.statements:
        if each.direction == "from" and each.property == _TYPE:
            if each.graph == INFERRED:
                follows.append(each.label)
            else:
                given.setdefault(each.label, each.label + _mark(each.graph))
    kinds = [f"  is: {', '.join(given.values())}"] if given else []
    more = [label for label in dict.fromkeys(follows) if label not in given and label not in _GENERAL]
    return [*kinds, *([f"  follows: {', '.join(more)}  [inferred]"] if more else [])]


def _figures(entity: "Entity") -> list[str]:
    """Return the results of a trial, each in one line."""
    return _results(entity.graph, entity.iri) if "trial" in entity.types else []


def _verdicts(entity: "Entity") -> list[str]:
    """Return the verdicts on an agent, each in one line; one that is pending with the results that are printed."""
    graph, known = entity.graph, catalogue.questions()
    if graph is None or "agent" not in entity.types or "verdicts" not in known:
        return []
    found = []
    answer = ask(graph, known["verdicts"], {"agent": entity.iri})
    for row, carried in zip(answer, answer.contract or [], strict=True):
        line = _verdict(row)
        pending = line.startswith("pending")
        results = _results(graph, str(row.iri("trial")), figures=True) if pending else []
        line += _theirs(graph, carried, ("verdict", "trial", "lines"))
        found.append(f"{line}; printed so far of the trial: {'; '.join(results)}" if results else line)
    return found


def _results(graph: "Graph | None", trial: str, *, figures: bool = False) -> list[str]:
    """Return the results of a trial, or those with figures, each in one line, those of others with their mark."""
    known = catalogue.questions()
    if graph is None or "trial-evidence" not in known:
        return []
    answer = ask(graph, known["trial-evidence"], {"trial": trial})
    rows = list(zip(answer, answer.contract or [], strict=True))
    # what tells the cohorts of another source's trial apart
    apart = [
        name
        for name in ("population", "disease")
        if len({row.asdict().get(name) for row, carried in rows if carried.source}) > 1
    ]
    found = []
    for row, carried in rows:
        if figures and not row.asdict().get("values"):
            continue
        of = [str(row[name]) for name in apart if row[name]] if carried.source else []
        line = f"{_result(row)} ({', '.join(of)})" if of else _result(row)
        found.append(line + _theirs(graph, carried, ("measure", "values", "inWords", *_PARTS)))
    return found


def _theirs(graph: "Graph", carried: "RowContract", shown: tuple[str, ...]) -> str:
    """Return the mark of a line that is others' word, or partly, as the statements below it have it."""
    if not isinstance(graph, LocalGraph):
        return f"  [{carried.source}]" if carried.source else ""
    told = carried.source or " ".join(carried.cell_origins.get(name, "") for name in (*shown, ROW))
    marks = [origin(each).short for each in sorted(graphs_in(graph.store)) if word(each) in told]
    return f"  [{'' if carried.source else 'in part '}{', '.join(marks)}]" if marks else ""


def _result(row: Row) -> str:
    cells = row.asdict()
    unit = {"per cent": "%", "month": "months"}.get(cells.get("unit") or "", cells.get("unit") or "")
    values = (cells.get("values") or "").replace(f"{cells['trial']}: ", "")
    parts = [f"{values} ({unit})" if values else cells.get("inWords") or "no figure"]
    whom = f"{cells['compared']}: " if cells.get("compared") else ""
    for name, head in _PARTS.items():
        if cells.get(name):
            parts.append(f"{whom}{head} {cells[name]}")
            whom = ""
    return f"{cells['measure']}: {', '.join(parts)}"


def _verdict(row: Row) -> str:
    cells = row.asdict()
    told = cells.get("verdict") or cells.get("outcome")
    lines = cells.get("lines")
    return f"{told} in {cells['trial']}{f' ({lines})' if lines else ''}"


def _doubts(entity: "Entity") -> list[str]:
    if entity.graph is None:
        return []
    query = _DOUBTS.format(h=_HER2GC, r=_RDFS, x=entity.iri)
    found = [(plain(row["w"]), plain(row["l"]), plain(row["k"])) for row in bindings(entity.graph, query)]
    found.sort(key=lambda each: (_WEIGHTS.index(each[0]) if each[0] in _WEIGHTS else len(_WEIGHTS), each[1]))
    return [f"{label} ({kind}, {weight})" for weight, label, kind in found]


def _statements(entity: "Entity") -> tuple[list["Statement"], list["Statement"]]:
    """Return what the entity says, and what is said of it, each thing once and what is asserted before what follows."""
    seen: set[str] = set()
    found: list[list[Statement]] = [[], []]
    listed = sorted(entity.statements, key=lambda each: (each.graph == INFERRED, each.direction != "from"))
    for each in listed:
        hidden = each.direction == "from" and each.property in (*_TOLD, *_OUTSIDE)
        hidden |= each.direction == "to" and each.property in (_HER2GC + "concerns", _HER2GC + "states")
        if hidden or (each.direction == "to" and each.graph == INFERRED) or {each.value, each.label} & seen:
            seen |= {each.value} if hidden and each.property == _HER2GC + "concerns" else set()
            continue
        seen |= {each.value, each.label}
        found[each.direction == "to"].append(each)
    return found[0], found[1]


def _section(head: str, lines: list[str]) -> list[str]:
    return ["", f"{head}:", *(f"  {line}" for line in dict.fromkeys(lines))] if lines else []


def _listed(statements: list["Statement"], head: str) -> list[str]:
    """Return statements grouped by property."""
    grouped: dict[str, list[str]] = {}
    for each in statements:
        grouped.setdefault(words(local(each.property)), []).append(each.label + _mark(each.graph))
    lines = ["", *([head] if head else [])] if grouped else []
    for prop, shown in grouped.items():
        lines += [f"  {prop}", *(f"    {one}" for one in dict.fromkeys(shown))]
    return lines


def _mark(graph: str) -> str:
    """Return a note for statements that the review does not itself make."""
    name = origin(graph).short
    return "" if name in ("review", "ontology") else f"  [{name}]"
