"""Each SPARQL constraint is violated by a node of ``trips.ttl`` or of a file in ``trips/``."""

from pathlib import Path

import pyoxigraph as ox
from test_core import triples
from trips import Trips

from her2gc.checks.validate.check import closed
from her2gc.checks.validate.engine import Shapes
from her2gc.sources import homes
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import quads
from sampling import slow

LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")


@slow
def test_every_sparql_constraint_can_be_violated() -> None:
    here = Path(__file__).parent
    given = [
        quad
        for path in (here / "trips.ttl", *sorted(here.glob("trips/*.ttl")))
        for quad in quads(Source(str(path), homes.USER), path.read_bytes())
    ]
    graph = ox.NamedNode(homes.USER)
    bare = {quad.subject for quad in given} - {quad.subject for quad in given if quad.predicate == LABEL}
    names = [ox.Literal(str(node)[1:-1].rpartition("/")[2].lower(), language="en") for node in bare]
    given += [ox.Quad(node, LABEL, name, graph) for node, name in zip(bare, names, strict=True)]
    vocabulary = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples("ontology")]
    shapes = Shapes(triples("shapes"))
    found = {raw.rule for raw in shapes.apply(closed([*vocabulary, *given])[1])}
    wanted = Trips(shapes).sparql()
    assert [name for name in wanted if name not in found] == []
    assert len(wanted) > 130
