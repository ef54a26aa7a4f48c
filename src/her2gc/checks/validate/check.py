"""Validate in this process: read, close, apply the shapes, find the lines."""

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc.checks.validate import engine as engines
from her2gc.checks.validate import faults, silence
from her2gc.checks.validate.finding import Finding, Findings
from her2gc.checks.validate.lines import Lines
from her2gc.checks.validate.results import renamed
from her2gc.checks.validate.shapefiles import Parsed, ShapeFiles
from her2gc.errors import Her2gcError
from her2gc.sources import homes
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import SYNTAXES, read_bytes
from her2gc.store import build
from her2gc.store.names import expand as expand_curie

if TYPE_CHECKING:
    from collections.abc import Iterable

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
_EQUIVALENT = ox.NamedNode(PREFIXES["owl"] + "equivalentClass")


def run(  # noqa: PLR0913 (keywords, each with a default)
    data: list[str],
    *,
    builtin: bool = True,
    only_data: bool = False,
    shapes: list[str] | None = None,
    engine: str | None = None,
    say: Callable[[str], None] = print,
) -> Findings:
    """Validate without limits of time and memory; see ``her2gc.checks.validate.validate`` for the parameters."""
    if only_data:
        listed = homes.alone([path for each in data for path in expand(each)])
    else:
        listed = chosen(data, builtin=builtin, say=say)
    given = [path for each in shapes or [] for path in expand(each)]
    rules = homes.alone(given or homes.files("shapes", ".ttl"))
    words: list[str] = []
    if shapes:
        own = ShapeFiles([Parsed(source.path, *parsed(source)) for source in rules])
        words += silence.of_files((file.path, len(file.triples)) for file in own.files)
        faults.check(own)
    if not rules:
        return Findings()
    applied = engines.Shapes(own.triples if shapes else _triples(rules), threads=os.cpu_count() or 1)
    say(f"reading {len(listed)} files ...")
    files = [Parsed(source.path, *parsed(source)) for source in listed]
    words += silence.of_files(
        (file.path, sum(str(t.subject) != f"<{source.graph}>" for t in file.triples))
        for source, file in zip(listed, files, strict=True)
        if homes.origin(source.graph).home in ("user", "data")
    )
    graph = [t for file in files for t in file.triples] if only_data else _closed_of(listed, files)
    words += silence.of_data(graph)
    if shapes:
        words += silence.of_shapes(own, graph)
    say(f"{len(graph)} triples; applying {applied.count} constraints ...")
    raw = applied.apply(graph, engine or ("pyshacl" if shapes else "shifty"))
    if not shapes:
        raw = list(
            dict.fromkeys(raw)
        )  # a node that two of our shapes find at fault for the same is told once
    return Findings(_found(raw, graph, files[::-1]), list(dict.fromkeys(words)))


def _found(raw: list[engines.Raw], graph: list[ox.Triple], files: list[Parsed]) -> list[Finding]:
    """Return findings with file and line; files that stand first are looked at first."""
    if not raw:
        return []
    labels = {
        t.subject: t.object.value for t in graph if t.predicate == _LABEL and isinstance(t.object, ox.Literal)
    }
    lines = Lines([(file.path, file.content, file.triples) for file in files])
    found = []
    for each in raw:
        node = f"_:{each.node}" if each.kind == "blank" else each.node
        file, line = lines.find(node, each.path or _property(each.message), each.value)
        label = labels.get(ox.NamedNode(each.node), "") if each.kind == "iri" else ""
        name = lines.name(each.node) if each.kind == "blank" else each.node
        rest = (each.path, each.value, each.severity, each.rule, each.component, each.message, each.kind)
        found.append(Finding(file, line, name, label, *rest, renamed(each.said, lines.names)))
    return sorted(found)


def parsed(source: Source) -> tuple[bytes, list[ox.Triple]]:
    """Return a file's content and its triples."""
    content = read_bytes(source.path)
    return content, [quad.triple for quad in build.quads([source], [content])]


def _closed_of(listed: list[Source], files: list[Parsed]) -> list[ox.Triple]:
    return closed(
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(source.graph))
        for source, file in zip(listed, files, strict=True)
        for t in file.triples
    )[1]


def _property(message: str) -> str:
    """Return the property that a message names, for the line of it."""
    found = re.search(r"\b(?:her2gc|rdfs|skos):\w+", message)
    return (expand_curie(found[0]) or "") if found else ""


def chosen(data: list[str], *, builtin: bool, say: Callable[[str], None]) -> list[Source]:
    """Return the sources to check; a user's copy of one of our files, by its name, takes the place of ours."""
    paths = [path for given in data for path in expand(given)]
    ours = [source for source in homes.builtin(review=builtin) if not _is_outside(source)]
    kept = []
    for source in ours:
        twin = next((path for path in paths if _is_copy(path, source.path)), None)
        if twin:
            say(f"{twin} is checked in place of our {os.path.relpath(source.path, homes.data_root())}")
        else:
            kept.append(source)
    return kept + homes.user(paths)


def _is_outside(source: Source) -> bool:
    """Say whether a file speaks of outside vocabularies only: no shape reads those, and they are many triples."""
    folder = os.path.basename(os.path.dirname(source.path))
    return source.graph == homes.MAPPINGS or folder in ("imports", "mappings")


def expand(given: str) -> list[str]:
    """Return the RDF files of a folder, sorted, or the file itself."""
    if not os.path.isdir(given):
        return [given]
    found = sorted(
        os.path.join(place, name)
        for place, _, names in os.walk(given)
        for name in names
        if os.path.splitext(name)[1].lower() in SYNTAXES and not name.startswith(".")
    )
    if not found:
        raise Her2gcError(
            "this folder holds no RDF file", f"put files ending in {' '.join(SYNTAXES)} there", file=given
        )
    return found


def _is_copy(path: str, ours: str) -> bool:
    """Say whether a file is an edited copy of ours: the same name, and the same first subject."""
    if os.path.basename(path) != os.path.basename(ours) or os.path.abspath(path) == ours:
        return os.path.abspath(path) == ours
    first = [Lines([(name, read_bytes(name), ())]).first() for name in (path, ours)]
    return first[0] == first[1]


def close(listed: list[Source], contents: list[bytes]) -> list[ox.Triple]:
    """Return the triples of the sources and what the rules infer, figures spelled as in the files."""
    return closed(build.quads(listed, contents))[1]


def closed(given: "Iterable[ox.Quad]") -> tuple[ox.Store, list[ox.Triple]]:
    """Return the store that the rules have closed, and the triples that the shapes are to see.

    A rule may call a node an agent because a verdict points to it; the shapes are to find that reference, so of the
    inferred kinds they see those only that follow from the kind that a file gives, and classes defined among those.
    """
    from her2gc.sources.printed import with_printed_forms

    quads = list(with_printed_forms(given))
    whole = build.build(quads)
    stated = [quad.triple for quad in quads]
    kinds: dict[object, set[object]] = {}
    for triple in stated:
        if triple.predicate == _TYPE:
            kinds.setdefault(triple.subject, set()).add(triple.object)
    wider: dict[object, set[object]] = {}
    defined: set[object] = set()
    for quad in whole.quads_for_pattern(None, _SUBCLASS, None, None):
        wider.setdefault(quad.subject, set()).add(quad.object)
    for quad in whole.quads_for_pattern(None, _EQUIVALENT, None, None):
        defined.add(quad.subject)
    known = {node: _up(classes, wider) for node, classes in kinds.items()}
    # what a node must be, in the files, to belong to a defined class
    owed: dict[object, set[object]] = {
        each: {cls for cls in _up({each}, wider) - defined if isinstance(cls, ox.NamedNode)}
        for each in defined
    }
    new = (quad.triple for quad in whole.quads_for_pattern(None, None, None, ox.NamedNode(homes.INFERRED)))
    seen = (
        triple
        for triple in new
        if triple.predicate != _TYPE
        or triple.object in known.get(triple.subject, ())
        or (triple.object in owed and owed[triple.object] <= known.get(triple.subject, set()))
    )
    return whole, list(dict.fromkeys([*stated, *seen]))


def _up(classes: set[object], wider: dict[object, set[object]]) -> set[object]:
    """Return classes and all that are wider than one of them."""
    found, due = set(classes), list(classes)
    while due:
        new = wider.get(due.pop(), set()) - found
        found |= new
        due += new
    return found


def _triples(listed: "Iterable[Source]") -> list[ox.Triple]:
    listed = list(listed)
    return [quad.triple for quad in build.quads(listed, [read_bytes(source.path) for source in listed])]
