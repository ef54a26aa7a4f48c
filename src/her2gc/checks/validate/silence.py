"""Words where silence would mislead: shapes that check nothing, and what no engine here knows."""

import difflib
from collections.abc import Iterator

import pyoxigraph as ox

from her2gc.checks.validate import adapters
from her2gc.checks.validate.engine import NOT_APPLIED
from her2gc.checks.validate.files import many
from her2gc.checks.validate.finding import shown
from her2gc.checks.validate.lines import text_of
from her2gc.checks.validate.shapefiles import OWL, RDFS, SH, TYPE, ShapeFiles, Term

_DASH = "http://datashapes.org/dash#"
_MANY = 5  # so many names are listed
_WHAT = {
    "target": "targets by query",
    "rule": "rules",
    "expression": "node expressions",
    "js": "JavaScript",
    "values": "computed values",
}


def of_shapes(files: ShapeFiles, data: list[ox.Triple]) -> Iterator[str]:
    """Yield what is not checked of these shapes, each with its place."""
    yield from _unknown(files)
    yield from _not_applied(files)
    yield from _imports(files)
    yield from _missing(files)
    yield from _recursive(files)
    yield from _idle(files, data)


def _at(files: ShapeFiles, node: Term, prop: str = "", value: Term | None = None) -> str:
    file, line = files.place(node, prop, value)
    return f"{shown(file)}:{line}: " if line else ""


def _unknown(files: ShapeFiles) -> Iterator[str]:
    """Yield terms in SHACL's namespace that SHACL does not have."""
    known = {t.subject.value for t in adapters.asset("shacl.ttl") if isinstance(t.subject, ox.NamedNode)}
    free = {SH + "severity", SH + "resultSeverity"}  # any IRI is a severity
    told: set[str] = set()
    for t in files.triples:
        kinds = t.object if t.predicate.value not in free else None
        for term in (t.predicate, kinds):
            if not isinstance(term, ox.NamedNode) or term.value in known or term.value in told:
                continue
            if term.value.startswith(SH) and term.value != SH:
                told.add(term.value)
                name = term.value.removeprefix(SH)
                lower = {each.removeprefix(SH).lower(): each.removeprefix(SH) for each in known}
                near = difflib.get_close_matches(name.lower(), list(lower), 1, 0.8)
                hint = f"; did you mean sh:{lower[near[0]]}?" if near else ""
                place = _at(files, t.subject, t.predicate.value, t.object)
                yield f"{place}sh:{name} is no term of SHACL, so it checks nothing{hint}"


def _not_applied(files: ShapeFiles) -> Iterator[str]:
    """Yield constraints that SHACL's core and SPARQL parts do not have."""
    declared = {
        path
        for node in files.about
        for each in files.get(node, "parameter")
        for path in files.get(each, "path")
    }
    shapes = set(files.shapes())
    passive = (
        "editor",
        "viewer",
        "propertyRole",
        "abstract",
        "hidden",
        "readOnly",
        "rdfs",
        "reifiableBy",
        "icon",
    )
    for t in files.triples:
        place = t.predicate.value
        if place in NOT_APPLIED:
            name = place.removeprefix(SH)
            yield (
                f"{_at(files, t.subject, place, t.object)}{files.shown(t.subject)}: sh:{name} is not supported "
                f"({_WHAT[name]} are no part of SHACL Core or SHACL-SPARQL), so it is not checked"
            )
        elif place == SH + "entailment":
            yield f"{_at(files, t.subject, place, t.object)}sh:entailment is not followed"
        elif (
            place.startswith(_DASH)
            and t.subject in shapes
            and t.predicate not in declared
            and place.removeprefix(_DASH) not in passive
        ):
            yield (
                f"{_at(files, t.subject, place, t.object)}{files.shown(t.subject)}: "
                f"dash:{place.removeprefix(_DASH)} is not supported, so it is not checked"
            )


def _imports(files: ShapeFiles) -> Iterator[str]:
    for t in files.triples:
        if t.predicate.value == OWL + "imports" and t.object not in files.about:
            yield (
                f"{_at(files, t.subject, t.predicate.value, t.object)}owl:imports <{text_of(t.object)}> is not "
                "followed; give that file with --shapes, too"
            )


def _missing(files: ShapeFiles) -> Iterator[str]:
    for node in list(files.about):
        for shape in files.held_by(node):
            if isinstance(shape, ox.NamedNode) and shape not in files.about:
                yield (
                    f"{_at(files, node, value=shape)}{files.shown(node)} uses {files.short(shape)}, which no file "
                    "of shapes describes, so it checks nothing"
                )


def _recursive(files: ShapeFiles) -> Iterator[str]:
    """Yield shapes that refer to themselves: SHACL leaves open what that means, and engines differ."""
    graph = {node: set(files.held_by(node)) for node in files.about}
    told: set[Term] = set()
    for start, held in graph.items():
        due, seen = list(held), set[Term]()
        while due:
            node = due.pop()
            if node not in seen:
                seen.add(node)
                due += graph.get(node, ())
        if start in seen and isinstance(start, ox.NamedNode) and start not in told:
            told |= seen
            yield (
                f"{_at(files, start)}{files.short(start)} refers to itself: SHACL leaves open what that means, "
                "and engines differ"
            )


def _idle(files: ShapeFiles, data: list[ox.Triple]) -> Iterator[str]:
    """Yield shapes that apply to no node."""
    shapes = files.shapes()
    held = {each for node in files.about for each in files.held_by(node)}
    off = {node for node in shapes if any(text_of(each) == "true" for each in files.get(node, "deactivated"))}
    aimed = [node for node in shapes if files.has_target(node)]
    if not shapes:
        yield "the shapes files hold no shape, so nothing was checked"
        return
    if not aimed:
        yield (
            f"{_at(files, shapes[0])}no shape has a target, so nothing was checked; give sh:targetClass, "
            "sh:targetNode, sh:targetSubjectsOf or sh:targetObjectsOf"
        )
        return
    stray = [node for node in shapes if node not in aimed and node not in held and node not in off]
    yield from _listed(files, stray, "has no target and is used by no other shape, so it checks nothing")
    yield from _listed(files, sorted(off & set(aimed), key=str), "is deactivated, so it checks nothing")
    reached = _Reached(data)
    idle = [node for node in aimed if node not in off and not reached.by(files, node)]
    if idle and len(idle) == len([node for node in aimed if node not in off]):
        yield "no shape applies to any node of the data, so nothing was checked"
    yield from _listed(files, idle, "applies to no node of the data")


def _listed(files: ShapeFiles, nodes: list[Term], told: str) -> Iterator[str]:
    for node in nodes[:_MANY]:
        yield f"{_at(files, node)}{files.shown(node)} {told}"
    if len(nodes) > _MANY:
        yield f"{many(len(nodes) - _MANY, 'more shape', 'more shapes')}: the same"


class _Reached:
    """Which nodes a target can reach in the data."""

    def __init__(self, data: list[ox.Triple]) -> None:
        self.predicates = {t.predicate for t in data}
        self.classes: set[Term] = {t.object for t in data if t.predicate.value == TYPE}
        wider: dict[Term, list[Term]] = {}
        for t in data:
            if t.predicate.value == RDFS + "subClassOf":
                wider.setdefault(t.subject, []).append(t.object)
        due = list(self.classes)
        while due:
            for each in wider.get(due.pop(), []):
                if each not in self.classes:
                    self.classes.add(each)
                    due.append(each)

    def by(self, files: ShapeFiles, node: Term) -> bool:
        """Say whether a shape's target is there."""
        if files.get(node, "targetNode"):
            return True
        links = [*files.get(node, "targetSubjectsOf"), *files.get(node, "targetObjectsOf")]
        kinds = [*files.get(node, "targetClass")]
        classes = {ox.NamedNode(RDFS + "Class"), ox.NamedNode(OWL + "Class")}
        if classes & set(files.about.get(node, {}).get(TYPE, [])):
            kinds.append(node)
        return any(each in self.predicates for each in links) or any(each in self.classes for each in kinds)
