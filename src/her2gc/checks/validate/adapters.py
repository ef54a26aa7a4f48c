"""The engines themselves: shapes and data as N-Triples in, SHACL's report as Turtle out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pyoxigraph as ox


def asset(name: str) -> Iterator[ox.Triple]:
    """Yield the triples of a file of SHACL's own that comes with the reference: ``shacl.ttl``, ``shacl-shacl.ttl``."""
    import pyshacl

    path = os.path.join(os.path.dirname(pyshacl.__file__), "assets", name)
    return (quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE))


def shifty(data: bytes, shapes: bytes) -> bytes:
    """Validate with shifty: fast, for shapes of ours."""
    try:
        from shifty._shifty import PreparedValidator  # the face that keeps labels and spellings
    except ImportError:  # no wheel for this system: the reference does the work, slower
        return pyshacl(data, shapes)
    prepared = PreparedValidator(shapes)
    report = prepared.validate_w3c(data, graph_mode="data", run_infer=False, sort_results=False)
    return report.report_turtle.encode()


def pyshacl(data: bytes, shapes: bytes) -> bytes:
    """Validate with pyshacl, the reference."""
    import logging
    import warnings

    import pyshacl as engine
    import rdflib

    class Prepared(rdflib.Graph):
        """Parses a query once, however many nodes and graphs it is put to; else parsing is nine tenths of the time."""

        def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
            if isinstance(query_object, str):
                query_object = _prepared(query_object)
            return super().query(query_object, *args, **kwargs)

    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    with _literals_as_written(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, report, _ = engine.validate(
            _read(Prepared(), data),
            shacl_graph=_read(rdflib.Graph(), shapes),
            inference="none",
            advanced=False,
            do_owl_imports=False,
            js=False,
        )
        if isinstance(report, Exception):
            raise report
        return _written(report)


@lru_cache(maxsize=512)
def _prepared(query: str) -> Any:
    from rdflib.plugins.sparql import prepareQuery

    return prepareQuery(query)


@contextmanager
def _literals_as_written() -> Iterator[None]:
    """Keep literals as they are spelled: ``01`` is no ``1`` to a pattern, nor ``"1"^^xsd:boolean`` the word true."""
    import rdflib

    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


class _Labels(dict[str, Any]):
    """Keeps the labels of nameless nodes, which rdflib would make anew."""

    def get(self, label: str, _default: object = None) -> Any:
        import rdflib

        return rdflib.BNode(label)


def _read(graph: Any, content: bytes) -> Any:
    return graph.parse(data=content, format="nt", bnode_context=_Labels())


def _written(report: Any) -> bytes:
    content: bytes = report.serialize(format="nt", encoding="utf-8")
    return content
