"""Open a version of the graph to compare: a checkout's folder, a dump, or the graph as it is."""

import os

from her2gc.errors import Her2gcError
from her2gc.sources import homes
from her2gc.store.graph import LocalGraph, into_memory

_DUMPS = (".nq", ".trig")


def version(path: str, *, quiet: bool = False) -> LocalGraph:
    """Read what a path names into memory: a folder with ontology/ and kg/, or a dump with its named graphs.

    Raises
    ------
    Her2gcError
        When it is neither, or the dump lacks the review's graph or what the rules infer.
    """
    if os.path.isdir(path):
        if not all(os.path.isdir(os.path.join(path, name)) for name in ("ontology", "kg")):
            raise Her2gcError(
                "no version of the graph: it has no ontology/ and kg/", "name another", file=path
            )
        return LocalGraph(into_memory(homes.builtin(root=os.path.abspath(path)), quiet=quiet))
    if os.path.exists(path) and not path.lower().endswith(_DUMPS):
        raise Her2gcError(
            "no dump with named graphs", "write one by 'her2gc export nquads -o FILE.nq'", file=path
        )
    graph = LocalGraph(into_memory(homes.alone([path]), quiet=quiet))
    held = {each.value for each in graph.named_graphs()}
    if not {homes.REVIEW, homes.INFERRED} <= held:
        raise Her2gcError(
            "this dump lacks the review's graph or what the rules infer",
            "write a whole one by 'her2gc export nquads -o FILE.nq'",
            file=path,
        )
    return graph
