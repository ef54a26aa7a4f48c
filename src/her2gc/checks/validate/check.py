"""Validate in this process: read, close, apply the shapes, find the lines."""

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc import output
from her2gc.checks.validate import plain, ready
from her2gc.checks.validate.files import Parsed, chosen, expand, is_outside, many, of_data, of_files, parsed
from her2gc.checks.validate.finding import Finding, Findings
from her2gc.checks.validate.shipped import Shipped
from her2gc.checks.validate.visible import Kinds
from her2gc.errors import Her2gcError
from her2gc.sources import homes
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import read_bytes
from her2gc.store import build

# what a conforming file on the shipped graph does not take is imported where it is used: a start costs its imports

if TYPE_CHECKING:
    from collections.abc import Iterable

    from her2gc.checks.validate.direct import Direct
    from her2gc.checks.validate.raw import Raw
    from her2gc.checks.validate.shipped import Term

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")


def run(  # noqa: PLR0913 (keywords, each with a default)
    data: list[str],
    *,
    builtin: bool = True,
    only_data: bool = False,
    whole: bool = False,
    shapes: list[str] | None = None,
    engine: str | None = None,
    say: Callable[[str], None] = print,
) -> Findings:
    """Validate without limits of time and memory; see ``her2gc.checks.validate.validate`` for the parameters."""
    if only_data:
        listed = homes.alone([path for each in data for path in expand(each)])
    else:
        listed = chosen(data, builtin=builtin, say=say)
        refused = [] if data or not builtin else homes.unread()
        if refused:
            raise Her2gcError(
                f"{many(len(refused), 'file', 'files')} of kg/others/ not read: "
                + ", ".join(os.path.basename(path) for path in refused),
                f"give files ending in {', '.join(homes.RDF)}, or take others elsewhere",
                file=refused[0],
            )
    if shapes:
        return _by_foreign(listed, shapes, engine or "pyshacl", say=say, close=not only_data)
    rules = homes.alone(homes.files("shapes", ".ttl"))
    if not rules:
        return Findings()
    if engine in (None, "store"):
        engine = "store" if builtin and not only_data else "shifty"
    given = {os.path.abspath(path) for each in data for path in expand(each)}
    if engine == "store":
        found = _on_store(listed, rules, given, whole=whole, say=say)
        if found is not None:
            return found
        say("nodes without a name, or shapes that only the other engines know, take longer")
        engine = "shifty"
    from her2gc.checks.validate.engine import Shapes

    applied = Shapes(_triples(rules), threads=(os.cpu_count() or 1) if engine == "shifty" else 1)
    say(f"reading {len(listed)} files ...")
    files = [Parsed(source.path, *parsed(source)) for source in listed]
    early, stop = plain.raw(_of_others(listed, files))
    if stop:
        return Findings(_found(early, lambda _: "", files[::-1]))
    graph = [t for file in files for t in file.triples] if only_data else _closed_of(listed, files)
    words = [*_of_files(listed, files), *of_data(graph)]
    say(f"{len(graph)} triples; applying {applied.count} constraints ...")
    # a node that two of our shapes find at fault for the same is told once
    raw = [*early, *dict.fromkeys(applied.apply(graph, engine))]
    theirs = _of_others(listed, files)
    ours = [file for file in files if file not in theirs]
    return Findings(_found(raw, _labels(graph), theirs[::-1], ours[::-1]), words)


def _by_foreign(
    listed: list[Source], shapes: list[str], engine: str, *, say: Callable[[str], None], close: bool
) -> Findings:
    """Validate with somebody's shapes."""
    from her2gc.checks.validate import faults, silence
    from her2gc.checks.validate.engine import Shapes
    from her2gc.checks.validate.shapefiles import ShapeFiles

    rules = homes.alone([path for each in shapes for path in expand(each)])
    own = ShapeFiles([Parsed(source.path, *parsed(source)) for source in rules])
    words = list(of_files((file.path, len(file.triples)) for file in own.files))
    faults.check(own)
    applied = Shapes(own.triples, threads=os.cpu_count() or 1)
    say(f"reading {len(listed)} files ...")
    files = [Parsed(source.path, *parsed(source)) for source in listed]
    graph = _closed_of(listed, files) if close else [t for file in files for t in file.triples]
    words += [*_of_files(listed, files), *of_data(graph), *silence.of_shapes(own, graph)]
    say(f"{len(graph)} triples; applying {applied.count} constraints ...")
    found = _found(
        applied.apply(graph, "shifty" if engine == "store" else engine), _labels(graph), files[::-1]
    )
    return Findings(found, list(dict.fromkeys(words)))


def _on_store(
    listed: list[Source], rules: list[Source], given: set[str], *, whole: bool, say: Callable[[str], None]
) -> Findings | None:
    """Validate on the store: all of the graph, or what a user's files can concern of it; None for nameless nodes."""
    shipped = [source for source in homes.builtin() if not is_outside(source)]
    theirs = [source for source in listed if source not in shipped or source.path in given]
    files = [Parsed(source.path, *parsed(source)) for source in theirs]
    others = [Parsed(each.path, *parsed(each)) for each in listed if _is_others(each) and each not in theirs]
    early, stop = plain.raw([*files, *others])
    if stop:
        return Findings(_found(early, lambda _: "", [*files[::-1], *others[::-1]]))
    if any(
        isinstance(node, ox.BlankNode)
        for file in files
        for t in file.triples
        for node in (t.subject, t.object)
    ):
        return None  # they cannot be written into a query
    words = _of_files(theirs, files)
    quads = [
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(source.graph))
        for source, file in zip(theirs, files, strict=True)
        for t in file.triples
    ]
    words += of_data(quad.triple for quad in quads)
    graph = None
    base = [source for source in shipped if source in listed and source not in theirs]
    # no file of ours is replaced; one of another source may be the very file that is checked
    if all(source in base or homes.origin(source.graph).home == "others" for source in shipped):
        graph = Shipped(base)
    direct = ready.direct(rules, graph.folder if graph else None)
    if not direct.knows:
        return None
    may_be_lean = graph is not None and bool(theirs) and not whole
    store, nodes, left_out = _opened(graph, direct, quads if theirs else None, lean=may_be_lean)
    if store is None:
        say(f"reading {len(listed)} files ...")
        store = _seen(listed)
    nodes = None if whole else nodes
    about = "the whole graph" if nodes is None else f"{len(nodes)} nodes that the files can concern"
    say(f"{len(store)} triples; applying {direct.count} constraints to {about} ...")
    raw = [*early, *direct.apply(store, nodes)]
    if raw and left_out:  # what is found without a part of the graph is looked at again with it
        full, nodes, _ = _opened(graph, direct, quads, lean=False)
        store = full or _seen(listed)
        raw = [*early, *direct.apply(store, nodes)]
    if not raw:
        return Findings([], words)
    ours = [Parsed(source.path, read_bytes(source.path), []) for source in listed if source not in theirs]
    return Findings(_found(raw, _labels_in(store), files[::-1], ours[::-1]), words)


def _opened(
    graph: Shipped | None, direct: "Direct", quads: list[ox.Quad] | None, *, lean: bool
) -> "tuple[ox.Store | None, set[Term] | None, bool]":
    """Return the graph with a user's files, the nodes that these can concern, and whether some of it was left out.

    The store is None where the graph has to be closed from the start, the nodes are None where they are all.
    """
    if graph is None:
        return None, None, False
    if quads is None:
        return graph.whole(), None, False
    left_out = graph.read(direct, lean=lean)
    nodes = graph.with_files(quads, direct.compared)
    return (None, None, False) if nodes is None else (graph.store, nodes, left_out)


def _is_others(source: Source) -> bool:
    """Say whether a file gives the word of another source, or is a user's."""
    return homes.origin(source.graph).home in ("others", "user", "data")


def _of_others(listed: list[Source], files: list[Parsed]) -> list[Parsed]:
    return [file for source, file in zip(listed, files, strict=True) if _is_others(source)]


def _seen(listed: list[Source]) -> ox.Store:
    """Return the sources closed from the start, as shapes see them."""
    store = build.build(build.quads(listed, [read_bytes(source.path) for source in listed]))
    kinds, inferred = Kinds(store), ox.NamedNode(homes.INFERRED)
    hidden = [
        quad for quad in store.quads_for_pattern(None, None, None, inferred) if not kinds.shows(quad.triple)
    ]
    for quad in hidden:
        store.remove(quad)
    return store


def _of_files(listed: list[Source], files: list[Parsed]) -> list[str]:
    """Return a word for each file of a user's that says nothing."""
    own = (
        (file.path, sum(str(t.subject) != f"<{source.graph}>" for t in file.triples))
        for source, file in zip(listed, files, strict=True)
        if homes.origin(source.graph).home in ("user", "data")
    )
    return list(of_files(own))


def _labels(graph: list[ox.Triple]) -> Callable[[str], str]:
    known = {
        t.subject: t.object.value for t in graph if t.predicate == _LABEL and isinstance(t.object, ox.Literal)
    }
    return lambda node: known.get(ox.NamedNode(node), "")


def _labels_in(store: ox.Store) -> Callable[[str], str]:
    def label(node: str) -> str:
        found = store.quads_for_pattern(ox.NamedNode(node), _LABEL, None, None)
        return next((quad.object.value for quad in found if isinstance(quad.object, ox.Literal)), "")

    return label


def _found(
    raw: "list[Raw]", label: Callable[[str], str], files: list[Parsed], ours: list[Parsed] | None = None
) -> list[Finding]:
    """Return findings with file and line; files that stand first are looked at first, ours after a user's."""
    if not raw:
        return []
    from her2gc.checks.validate.hints import Hints, prefix_line
    from her2gc.checks.validate.results import renamed

    hints = Hints(files, ours or [])
    lines = hints.lines
    found = []
    for each in hints.without_echoes(raw):
        node = f"_:{each.node}" if each.kind == "blank" else each.node
        file, line = lines.find(node, each.path or _property(each.message), each.value)
        if not file and each.node.startswith(
            homes.OTHERS + "/"
        ):  # the graph of a file: what is said of it is inferred
            file, line = next(
                ((one.path, 1) for one in homes.other_sources() if one.graph == each.node), ("", 0)
            )
        name = lines.name(each.node) if each.kind == "blank" else each.node
        file, line = hints.place(each, (file, line))
        if each.rule == "prefix-is-ours":
            line = next(prefix_line(one.content, each.value) for one in files if one.path == file)
        message, value = output.plain(hints.message(each, (file, line))), output.plain(each.value)
        rest = (each.path, value, each.severity, each.rule, each.component, message, each.kind)
        told = output.plain(label(each.node)) if each.kind == "iri" else ""
        found.append(Finding(file, line, name, told, *rest, renamed(each.said, lines.names)))
    return sorted(found)


def _closed_of(listed: list[Source], files: list[Parsed]) -> list[ox.Triple]:
    return closed(
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(source.graph))
        for source, file in zip(listed, files, strict=True)
        for t in file.triples
    )[1]


def _property(message: str) -> str:
    """Return the property that a message names, for the line of it."""
    from her2gc.store.names import expand as expand_curie

    found = re.search(r"\b(?:her2gc|rdfs|skos):\w+", message)
    return (expand_curie(found[0]) or "") if found else ""


def close(listed: list[Source], contents: list[bytes]) -> list[ox.Triple]:
    """Return the triples of the sources and what the rules infer, figures spelled as in the files."""
    return closed(build.quads(listed, contents))[1]


def closed(given: "Iterable[ox.Quad]") -> tuple[ox.Store, list[ox.Triple]]:
    """Return the store that the rules have closed, and the triples that the shapes are to see (``visible``)."""
    from her2gc.sources.printed import with_printed_forms

    quads = list(with_printed_forms(given))
    whole = build.build(quads)
    kinds = Kinds(whole)
    inferred = (
        quad.triple for quad in whole.quads_for_pattern(None, None, None, ox.NamedNode(homes.INFERRED))
    )
    seen = (triple for triple in inferred if kinds.shows(triple))
    return whole, list(dict.fromkeys([*(quad.triple for quad in quads), *seen]))


def _triples(listed: "Iterable[Source]") -> list[ox.Triple]:
    listed = list(listed)
    return [quad.triple for quad in build.quads(listed, [read_bytes(source.path) for source in listed])]
