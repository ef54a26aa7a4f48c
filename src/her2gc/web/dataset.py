"""The data set's word on itself at its address: what the store has of it, and where the endpoint stands."""

from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc.sparql.described import DATASET, SERVICE, SPELLED, example, iri, statements

if TYPE_CHECKING:
    from her2gc.web.context import Context

PATH = ".well-known/void"
MEDIA = "text/turtle; charset=utf-8"
_HERE = "urn:her2gc:here"  # stands for where it is served; the text has addresses from the server's root


def description(context: "Context", *, served: bool = True) -> bytes:
    """Return the description as Turtle, the same bytes for the same graph.

    Parameters
    ----------
    context
        The graph.
    served
        Whether there is an endpoint; a site of files has none.
    """
    told = statements(context.graph, context.questions, service=served)
    if served:
        endpoint = ox.NamedNode(f"{_HERE}/sparql")
        told += [
            ox.Triple(iri(subject), iri(name), endpoint)
            for subject, name in (
                (DATASET, "void:sparqlEndpoint"),
                (SERVICE, "sd:endpoint"),
                (SERVICE, "dcat:endpointURL"),
                *((example(name), "schema:target") for name in context.questions),
            )
        ]
    found = ox.serialize(told, format=ox.RdfFormat.TURTLE, prefixes=SPELLED) or b""
    return found.replace(f"<{_HERE}".encode(), b"<")
