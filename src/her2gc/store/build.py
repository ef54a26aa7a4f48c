"""Build the graph: read the files, keep figures as printed, and close it all under the rules."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from her2gc.progress import Progress
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES

if TYPE_CHECKING:
    from her2gc.store.rules import Rule

_FORM, _AS = (ox.NamedNode(PREFIXES["her2gc"] + name) for name in ("hasPrintedForm", "printedAs"))

_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")

_PART = 1_000_000  # bytes of files that are added at once


class Added(NamedTuple):
    """What came to a closed graph."""

    stated: list[ox.Triple]  # with the printed forms of figures
    inferred: list[ox.Triple]


def build(given: Iterable[ox.Quad], progress: Progress | None = None, *, infer: bool = True) -> ox.Store:
    """Build the closed graph in memory; without ``infer``, a store of what is given and nothing else."""
    from her2gc.sources.printed import with_printed_forms
    from her2gc.store import closure

    progress = progress or Progress(quiet=True)
    store = ox.Store()
    if not infer:
        store.bulk_extend(given)
        return store
    store.bulk_extend(with_printed_forms(given))
    progress.say(f"{len(store)} triples; applying the rules ...")
    added = closure.close(store)
    progress.say(f"{added} triples inferred")
    return store


def add(store: ox.Store, given: Iterable[ox.Quad], rules: "list[Rule] | None" = None) -> Added | None:
    """Add what files say to a closed graph, and what follows from it.

    Parameters
    ----------
    store
        The closed graph.
    given
        What the files say.
    rules
        The rules, where they are known; else they are read from the graph's axioms.

    Returns
    -------
    Added or None
        None where the graph has to be closed from the start, as axioms came, or a new spelling of an old figure, or
        something that was inferred holds no longer; the store is of no use then.
    """
    from her2gc.sources import homes
    from her2gc.sources.printed import with_printed_forms
    from her2gc.store import closure

    given = list(given)
    subjects = dict.fromkeys(quad.subject for quad in given)
    spelled = [quad for node in subjects for quad in store.quads_for_pattern(node, _AS, None, None)]
    respelled = (quad.subject for quad in given if quad.predicate == _AS)
    if any(quad.predicate == _FORM for quad in given) or any(_is_known(store, node) for node in respelled):
        return None
    known = [*store.quads_for_pattern(None, _FORM, None, None), *spelled]
    # what is known stands first and has no figures, so what comes after it is new
    new = list(with_printed_forms([*known, *given]))[len(known) :]
    stated = [quad.triple for quad in new]
    fresh = [t for t in stated if not _holds(store, t)]
    store.extend(new)
    for t in stated:  # what is stated is not told as inferred, too
        store.remove(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(homes.INFERRED)))
    inferred = closure.close_more(store, fresh, rules)
    return None if inferred is None else Added(stated, inferred)


class Told:
    """Tells how far a long build is, in so many lines at most, and how long the rest will take."""

    def __init__(self, progress: Progress, files: int, lines: int) -> None:
        import time

        self._progress, self._files = progress, files
        self._every = max(1, files // lines)
        self._clock = time.monotonic
        self._start = self._clock()

    def done(self, files: int, statements: int) -> None:
        """Tell that so many files are in the graph."""
        if self._files > 1 and (files % self._every == 0 or files == self._files):
            rest = (self._clock() - self._start) * (self._files - files) / files
            left = f"; about {rest:.0f} s to go" if files < self._files else ""
            self._progress.say(f"{files} of {self._files} files, {statements:,} statements{left}")


def add_each(
    store: ox.Store, sources: list[Source], told: Told | None = None, contents: list[bytes] | None = None
) -> bool:
    """Add files to a closed graph one part after the other, so that memory holds one part besides the graph.

    Parameters
    ----------
    store
        The closed graph.
    sources
        The files.
    told
        Tells how far it is.
    contents
        What stands in the files, where they were read before.

    Returns
    -------
    bool
        False where the graph has to be closed from the start; ``add`` tells when.
    """
    from her2gc.sources.turtle import read_bytes

    part: list[Source] = []
    texts: list[bytes] = []
    for place, source in enumerate(sources):
        part.append(source)
        texts.append(read_bytes(source.path) if contents is None else contents[place])
        if sum(map(len, texts)) < _PART and place + 1 < len(sources):
            continue
        if add(store, quads(part, texts)) is None:
            return False
        if told is not None:
            told.done(place + 1, len(store))
        part, texts = [], []
    return True


def without_their_labels(store: ox.Store) -> int:
    """Take out of a graph the labels that other sources or a user give to what has one of ours; return how many.

    Answers show labels, so that another's would stand in the review's words. A check of their files still sees them.
    """
    from her2gc.sources import homes

    ours = [ox.NamedNode(each) for each in (homes.ONTOLOGY, homes.REVIEW)]
    gone = [
        quad
        for graph in store.named_graphs()
        if isinstance(graph, ox.NamedNode) and homes.origin(graph.value).home in ("others", "user")
        for quad in store.quads_for_pattern(None, _LABEL, None, graph)
        if any(_labels(store, quad, each) for each in ours)
    ]
    for quad in gone:
        store.remove(quad)
    return len(gone)


def _labels(store: ox.Store, quad: ox.Quad, graph: ox.NamedNode) -> bool:
    return any(True for _ in store.quads_for_pattern(quad.subject, _LABEL, None, graph))


def _is_known(store: ox.Store, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> bool:
    return any(True for _ in store.quads_for_pattern(node, None, None, None))


def _holds(store: ox.Store, t: ox.Triple) -> bool:
    return any(True for _ in store.quads_for_pattern(t.subject, t.predicate, t.object, None))


def quads(sources: Iterable[Source], contents: Iterable[bytes]) -> Iterator[ox.Quad]:
    """Yield the quads of all sources, numbers still spelled as in the files, and of each home whose word it holds."""
    from her2gc.sources import homes, sssom, turtle

    for source, content in zip(sources, contents, strict=True):
        if source.path.endswith(".sssom.tsv"):
            graph = ox.NamedNode(source.graph)
            for triple in sssom.triples(content, source.path):
                yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
        else:
            yield from homes.described(source.graph, turtle.quads(source, content))
