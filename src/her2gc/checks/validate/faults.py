"""What makes shapes unusable, told with file and line before an engine is asked: a shape that is none is no shape."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from her2gc.checks.validate.constraints import fault_of
from her2gc.checks.validate.engine import Shapes
from her2gc.checks.validate.finding import shown
from her2gc.checks.validate.lines import text_of
from her2gc.checks.validate.raw import Raw
from her2gc.checks.validate.shapefiles import FIRST, SH, TYPE, ShapeFiles, Term
from her2gc.errors import Her2gcError

_FLAGS = set("smixq")


def check(files: ShapeFiles) -> None:
    """Hold shapes against what SHACL asks of them.

    Raises
    ------
    Her2gcError
        With file and line of the first fault.
    """
    for error in (*_paths(files), *_patterns(files), *_queries(files)):
        raise error
    shapes = Shapes(files.triples)
    odd = {
        text_of(node) for node in files.about if any(_odd(files, path) for path in files.get(node, "path"))
    }
    for fault in shapes.own_faults():
        if fault.node not in odd:
            raise _told(files, shapes, fault)


def _odd(files: ShapeFiles, path: Term) -> bool:
    """Say whether a path is a sequence that is something else besides: SHACL's shapes refuse it, its engines use it."""
    told = files.about.get(path, {})
    return FIRST in told and any(prop.startswith(SH) for prop in told)


def _told(files: ShapeFiles, shapes: Shapes, fault: Raw) -> Her2gcError:
    node: Term = shapes.unnamed.get(fault.node) or (
        ox.NamedNode(fault.node) if fault.kind == "iri" else ox.BlankNode(fault.node)
    )
    file, line = files.lines.find(text_of(node), fault.path, fault.value)
    at = f"{files.shown(node)} {files.short(ox.NamedNode(fault.path)) if fault.path else ''}".strip()
    return _error(f"{at}: {fault.message}", (file, line), "correct the shapes")


def _error(told: str, place: tuple[str, int], remedy: str) -> Her2gcError:
    file, line = place
    return Her2gcError(f"this is not well-formed SHACL: {told}", remedy, file=shown(file), line=line or None)


def _paths(files: ShapeFiles) -> Iterator[Her2gcError]:
    """Yield property shapes that have no path, or several."""
    owed = [value for node in list(files.about) for value in files.get(node, "property")]
    kind = ox.NamedNode(SH + "PropertyShape")
    typed = [node for node, told in files.about.items() if kind in told.get(TYPE, [])]
    for shape in dict.fromkeys([*owed, *typed, *(n for n in files.about if files.get(n, "path"))]):
        paths, name = files.get(shape, "path"), files.shown(shape)
        if len(paths) > 1:
            told = f"{name} has a property shape with {len(paths)} values of sh:path"
            yield _error(told, files.place(shape, SH + "path"), "give one property shape for each")
        if not paths and (shape in files.about or isinstance(shape, ox.BlankNode)):
            place = _used_at(files, shape) if isinstance(shape, ox.BlankNode) else files.place(shape)
            yield _error(
                f"{name} has a property shape without sh:path", place, "say which property it is about"
            )


def _used_at(files: ShapeFiles, shape: Term) -> tuple[str, int]:
    for t in files.triples:
        if t.object == shape:
            return files.place(t.subject, t.predicate.value, shape)
    return files.place(shape)


def _patterns(files: ShapeFiles) -> Iterator[Her2gcError]:
    """Yield patterns that are no regular expressions."""
    for node in list(files.about):
        for flags in files.get(node, "flags"):
            unknown = sorted(set(text_of(flags)) - _FLAGS)
            if unknown:
                told = f"{files.shown(node)}: '{unknown[0]}' is no flag of a pattern"
                yield _error(told, files.place(node, SH + "flags", flags), "the flags are s, m, i, x and q")
        for pattern in files.get(node, "pattern"):
            literal = any("q" in text_of(flags) for flags in files.get(node, "flags"))
            reason = "" if literal else _reason(text_of(pattern))
            if reason:
                told = f"{files.shown(node)}: the pattern '{text_of(pattern)}' is no regular expression: {reason}"
                yield _error(told, files.place(node, SH + "pattern", pattern), "correct the pattern")


def _reason(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        if re.search(r"\\[pPiIcC]", pattern):  # XPath knows these, the reference does not
            return "it uses \\p, \\i or \\c, which the reference engine does not know; write a range such as [A-Z]"
        return str(error)
    return ""


def _queries(files: ShapeFiles) -> Iterator[Her2gcError]:
    """Yield faults of the queries in shapes, on the line of the file where each stands."""
    for node in list(files.about):
        for constraint in files.get(node, "sparql"):
            if not (files.get(constraint, "select") or files.get(constraint, "ask")):
                place = files.place(node, SH + "sparql", constraint)
                yield _error(f"{files.shown(node)}: sh:sparql without sh:select", place, "write the query")
        for name in ("select", "ask"):
            for query in files.get(node, name):
                if isinstance(query, ox.Literal):
                    yield from _query(files, node, name, query)


def _query(files: ShapeFiles, node: Term, name: str, query: ox.Literal) -> Iterator[Her2gcError]:
    fault = fault_of(query.value, _declared(files, node), validator=name == "ask")
    if fault is None:
        return
    file, line = files.place(node, SH + name, query)
    shape = files.shown(node)
    if fault.line is None:  # of the constraint as a whole: where the shape names it
        file, line = _used_at(files, node) if isinstance(node, ox.BlankNode) else files.place(node)
    elif line:
        line += fault.line - 1
    told = f"{shape}: the query in sh:{name} cannot be used: {fault.told}"
    yield _error(told, (file, line), fault.remedy)


def _declared(files: ShapeFiles, node: Term) -> dict[str, str]:
    """Return the prefixes that a query may use: those declared at its ``sh:prefixes``, imports followed."""
    found: dict[str, str] = {}
    due, seen = list(files.get(node, "prefixes")), set[Term]()
    imports = "http://www.w3.org/2002/07/owl#imports"
    while due:
        place = due.pop()
        if place in seen:
            continue
        seen.add(place)
        due += files.about.get(place, {}).get(imports, [])
        for each in files.get(place, "declare"):
            for prefix in files.get(each, "prefix"):
                for base in files.get(each, "namespace"):
                    found[text_of(prefix)] = text_of(base)
    return found
