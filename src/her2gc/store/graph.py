"""The graph that questions are put to: our own store, or a SPARQL endpoint elsewhere."""

import sys
from typing import Protocol

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources import homes
from her2gc.store.cache import Opened, forget, in_memory, open_store


class Graph(Protocol):
    """Anything that answers a SELECT or ASK query."""

    def results(self, query: str) -> bytes:
        """Return the answer in the SPARQL 1.1 JSON results format."""
        ...


class LocalGraph:
    """A read-only store in this process.

    Parameters
    ----------
    opened
        The store.
    inferred
        False leaves out the graph of inferred triples.
    """

    def __init__(self, opened: Opened, *, inferred: bool = True) -> None:
        self.store = opened.store
        self.folder = opened.folder
        self.inferred = inferred

    def in_memory(self) -> "LocalGraph":
        """Return the same graph read into memory, for many questions at once."""
        return LocalGraph(in_memory(Opened(self.store, self.folder)), inferred=self.inferred)

    def named_graphs(self) -> list[ox.NamedNode]:
        """Return the named graphs that queries see."""
        hidden = None if self.inferred else ox.NamedNode(homes.INFERRED)
        graphs = (graph for graph in self.store.named_graphs() if isinstance(graph, ox.NamedNode))
        return [graph for graph in graphs if graph != hidden]

    def query(self, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run one of our own queries over the union of the named graphs."""
        if self.inferred:
            return self.store.query(text, use_default_graph_as_union=True)
        seen = self.named_graphs()
        return self.store.query(text, default_graph=list(seen), named_graphs=list(seen))

    def results_among(self, query: str, graphs: list[str]) -> bytes:
        """Return the answer from some of the named graphs only, in the SPARQL 1.1 JSON results format."""
        seen = [graph for graph in self.named_graphs() if graph.value in graphs]
        found = self.store.query(query, default_graph=list(seen), named_graphs=list(seen))
        return found.serialize(format=ox.QueryResultsFormat.JSON) or b""  # type: ignore[arg-type]

    def results(self, query: str) -> bytes:
        """Return the answer in the SPARQL 1.1 JSON results format."""
        found = self.query(query)
        if isinstance(found, ox.QueryTriples):
            raise Her2gcError("a stored question must be a SELECT or ASK query")
        return found.serialize(format=ox.QueryResultsFormat.JSON) or b""


def open_graph(  # noqa: PLR0913 (what a user may choose)
    data: list[str] | None = None,
    *,
    registry: list[str] | None = None,
    builtin: bool = True,
    only_data: bool = False,
    others: bool = True,
    inferred: bool = True,
    store: str | None = None,
    memory: bool = False,
    quiet: bool = False,
) -> LocalGraph:
    """Open the graph.

    Parameters
    ----------
    data
        RDF files of one's own to add.
    registry
        Imported records of a register, or folders of them; they are the register's word.
    builtin
        False leaves out what the review says and keeps the ontology.
    only_data
        Leave out the ontology, too, and infer nothing: the graph is what stands in ``data``.
    others
        False leaves out what other sources than the review say.
    inferred
        False leaves out what the rules add.
    store
        A store that was built under a name, in place of all files.
    memory
        Read the store into memory, for many questions; one question costs least on disk.
    quiet
        Leave out the progress lines on stderr.

    Raises
    ------
    Her2gcError
        For a file that cannot be read, ``only_data`` without any or with records of a register, or ``store`` with
        files or without ours.
    """
    if store is not None:
        from her2gc.store.named import open_named

        if data or registry or only_data or not builtin or not others:
            raise Her2gcError(
                "--store asks a store that was built before",
                "leave out --data, --registry, --only-data, --no-builtin and --no-others, or build with them",
            )
        return LocalGraph(open_named(store), inferred=inferred)
    wanted = chosen(data, registry=registry, builtin=builtin, only_data=only_data, others=others)
    if builtin and others and not only_data and not quiet:
        for path in homes.unread():
            told = f"{path} is not read: its ending is none of {', '.join(homes.RDF)}"
            print(f"her2gc: {told}", file=sys.stderr)
    opened = into_memory(wanted, quiet=quiet) if memory else open_store(wanted, quiet=quiet)
    return LocalGraph(opened, inferred=inferred)


def chosen(
    data: list[str] | None,
    *,
    registry: list[str] | None = None,
    builtin: bool = True,
    only_data: bool = False,
    others: bool = True,
) -> list[homes.Source]:
    """Return the sources that ``open_graph`` opens for the same choice, ours first."""
    if only_data and registry:
        raise Her2gcError(
            "--only-data asks your own files alone", "leave out --registry, or name it by --data"
        )
    if only_data and not data:
        raise Her2gcError("--only-data asks your own files alone, and none is given", "name one by --data")
    if only_data:
        return homes.alone(data or [])
    own = homes.builtin(review=builtin, others=others)
    return own + homes.registered(registry or []) + homes.user(data or [])


def into_memory(wanted: list[homes.Source], *, quiet: bool = False) -> Opened:
    """Open a store and read it into memory; one that is damaged is built again."""
    try:
        return in_memory(open_store(wanted, quiet=quiet))
    except RuntimeError as error:
        if not forget(error):
            raise
        return in_memory(open_store(wanted, quiet=quiet))
