"""Build the graph: read the files, keep figures as printed, and close it all under the rules."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from her2gc.progress import Progress
from her2gc.sources.homes import Source


def build(given: Iterable[ox.Quad], progress: Progress | None = None, *, infer: bool = True) -> ox.Store:
    """Build the closed graph in memory; without ``infer``, a store of what is given and nothing else."""
    from her2gc.sources.printed import with_printed_forms
    from her2gc.store import rules

    progress = progress or Progress(quiet=True)
    store = ox.Store()
    if not infer:
        store.bulk_extend(given)
        return store
    store.bulk_extend(with_printed_forms(given))
    progress.say(f"{len(store)} triples; applying the rules ...")
    added = rules.close(store)
    progress.say(f"{added} triples inferred")
    return store


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
