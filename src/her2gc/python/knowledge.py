"""The face that Python users see: load the graph, ask it, show an entity."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from her2gc.entities.show import Entity, describe
from her2gc.errors import Her2gcError
from her2gc.questions import catalogue
from her2gc.questions.answer import Answer, ask
from her2gc.questions.question import Question
from her2gc.store.cache import forget
from her2gc.store.graph import LocalGraph, open_graph

if TYPE_CHECKING:
    import rdflib

    from her2gc.find import Found


class KnowledgeGraph:
    """The graph, open for questions.

    Parameters
    ----------
    graph
        An open store.
    """

    def __init__(self, graph: LocalGraph) -> None:
        self.graph = graph

    @property
    def questions(self) -> dict[str, Question]:
        """The stored questions by name."""
        return catalogue.questions()

    def ask(self, question: str, **parameters: Any) -> Answer:
        """Answer a stored question.

        Parameters
        ----------
        question
            Its name, such as ``failed-agents``.
        parameters
            Its parameters by name: a text, a number, an RDF term, or a list of them.

        Raises
        ------
        Her2gcError
            For an unknown question, parameter or value, with what is allowed.
        """
        return ask(self.graph, catalogue.find(question), parameters)

    def find(self, text: str) -> "Found":
        """Find what a text in words asks for; answer it by ``kg.ask(offer.question, **offer.values)``.

        Parameters
        ----------
        text
            A question, a fragment or names, as people type them.

        Returns
        -------
        Found
            ``outcome`` is ``answer`` (the first offer is what was asked), ``offer`` or ``silent``; every offer gives
            rows and says what of the text it leaves out.
        """
        from her2gc.find import find

        return find(self.graph, text)

    def sparql(self, query: str, *, seconds: float | None = None, rows: int | None = None) -> Any:
        """Answer a SPARQL query of your own (read-only), in a process of its own.

        A class, property or entity of ours that the graph does not know is told by a warning.

        Parameters
        ----------
        query
            The text of the query; the house's prefixes need no declaration.
        seconds
            The time limit.
        rows
            The most rows to return.

        Returns
        -------
        Answer or rdflib.Graph
            A graph for CONSTRUCT and DESCRIBE.
        """
        import warnings

        from her2gc.sparql import worker
        from her2gc.sparql.unknown import unknown

        def run() -> "worker.Found":
            return worker.run(
                self.graph, query, file="<query>", seconds=seconds or worker.SECONDS, rows=rows or worker.ROWS
            )

        try:
            found = run()
        except RuntimeError as error:  # the store on disk is damaged; this graph is in memory
            if not forget(error):
                raise
            self.graph.folder = None
            found = run()
        for line in unknown(self.graph, query, "<query>"):
            warnings.warn(line, stacklevel=2)
        if not found.is_graph:
            return Answer(found.body, cut=found.cut)
        import rdflib

        if b"<<(" in found.body or b"--" in found.body:
            import pyoxigraph as ox

            for triple in ox.parse(found.body, format=ox.RdfFormat.N_TRIPLES):
                if isinstance(triple.object, ox.Triple):
                    raise Her2gcError(
                        "rdflib holds no statements on statements", "ask for their parts by SELECT"
                    )
        return rdflib.Graph().parse(data=found.body, format="nt")

    def show(self, entity: str) -> Entity:
        """Tell all that is known of an entity, by label, synonym, CURIE or IRI."""
        return describe(self.graph, entity)

    @cached_property
    def rdflib(self) -> "rdflib.Dataset":
        """A copy as a plain rdflib Dataset, with the same named graphs; made once, in about a second.

        What only RDF 1.2 has is left out: statements on statements (triple terms), and the direction of texts.
        """
        from her2gc.progress import Progress
        from her2gc.python.copy import dataset
        from her2gc.store.place import cache_dir

        with Progress(quiet=False, folder=cache_dir()).during("copying the graph for rdflib", 1):
            return dataset(self.graph)

    def __repr__(self) -> str:
        return f"<her2gc graph: {len(self.graph.store)} statements>"


def load(  # noqa: PLR0913 (the options of the command line)
    data: list[str] | None = None,
    *,
    builtin: bool = True,
    only_data: bool = False,
    others: bool = True,
    inferred: bool = True,
    quiet: bool = True,
    registry: list[str] | None = None,
) -> KnowledgeGraph:
    """Open the graph in memory, for a session of many questions.

    Parameters
    ----------
    data
        RDF files of your own to add: Turtle, N-Triples, TriG or N-Quads.
    builtin
        False leaves out what the review says and keeps the ontology.
    only_data
        Leave out the ontology, too, and infer nothing: the graph is what stands in ``data``.
    others
        False leaves out what other sources than the review say.
    inferred
        False leaves out what the rules infer.
    quiet
        False prints progress while the store is built.
    registry
        Imported records of a register to add as the register's word, or folders of them.
    """
    opened = open_graph(
        data,
        registry=registry,
        builtin=builtin,
        only_data=only_data,
        others=others,
        inferred=inferred,
        memory=True,
        quiet=quiet,
    )
    return KnowledgeGraph(opened)


def owl() -> Any:
    """Return the ontology as an owlready2 ontology, in a world of its own."""
    import io

    import owlready2
    import pyoxigraph as ox

    from her2gc.sources import homes
    from her2gc.sources.prefixes import PREFIXES
    from her2gc.sources.turtle import read_bytes
    from her2gc.store import build

    listed = homes.builtin(review=False)
    if not listed:
        raise Her2gcError("the ontology is missing", "install her2gc again", file=homes.data_root())
    quads = build.quads(listed, [read_bytes(source.path) for source in listed])
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    ontology = owlready2.World().get_ontology(PREFIXES["her2gc"])
    return ontology.load(fileobj=io.BytesIO(triples))
