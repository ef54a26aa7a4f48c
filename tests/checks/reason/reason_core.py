"""The part of the graph that the defined classes speak of, small enough for a tableau reasoner."""

from typing import Any

import pyoxigraph as ox

from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import read_bytes
from her2gc.store import build
from her2gc.store.rules import Compiler

H, KG, RDF, OWL = (PREFIXES[name] for name in ("her2gc", "kg", "rdf", "owl"))
TYPE = ox.NamedNode(RDF + "type")
KINDS = [
    "Agent", "AgentClass", "AgentPart", "Arm", "BiomarkerState", "Criterion", "Disease", "LineOfTherapy",
    "MolecularEntity", "Pathway", "Population", "Regimen", "RegimenComponent", "Study", "Verdict",
    "VerdictOutcome",
]  # fmt: skip


def vocabulary() -> list[ox.Triple]:
    """Return the ontology without labels and comments."""
    listed = [source for source in homes.builtin(review=False) if source.path.endswith("her2gc.ttl")]
    quads = build.quads(listed, [read_bytes(source.path) for source in listed])
    return [quad.triple for quad in quads if not isinstance(quad.object, ox.Literal) or _structural(quad)]


def _structural(quad: ox.Quad) -> bool:
    return quad.predicate.value.startswith(OWL) or quad.predicate.value == H + "isListedInFull"


def individuals() -> list[ox.Triple]:
    """Return what is asserted of the core's individuals among themselves."""
    listed = homes.builtin()
    quads = list(build.quads(listed, [read_bytes(source.path) for source in listed]))
    closed = build.build(quads)
    core: set[ox.NamedNode] = set()
    for kind in KINDS:
        found = closed.quads_for_pattern(None, TYPE, ox.NamedNode(H + kind), None)
        core |= {quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)}
    core -= {
        quad.subject for quad in closed.quads_for_pattern(None, TYPE, ox.NamedNode(H + "DocumentPart"), None)
    }
    kept = []
    for quad in quads:
        if quad.subject in core and quad.predicate.value.startswith((H, RDF)):
            inside = quad.object in core or quad.predicate == TYPE
            if inside:
                kept.append(quad.triple)
    return kept


def conventions(triples: list[ox.Triple]) -> list[ox.Triple]:
    """Return as axioms what the rules take for granted: components differ, and are listed in full."""
    memory = ox.Store()
    graph = ox.NamedNode(homes.USER)
    memory.extend([ox.Quad(each.subject, each.predicate, each.object, graph) for each in triples])
    compiler = Compiler(memory)
    found: list[ox.Triple] = []
    regimens: dict[Any, list[Any]] = {}
    for narrow in ["hasComponent", *_narrower(compiler)]:
        for quad in memory.quads_for_pattern(None, ox.NamedNode(H + narrow), None, None):
            regimens.setdefault(quad.subject, []).append(quad.object)
    for regimen, components in regimens.items():
        only = ox.BlankNode()
        listed = ox.BlankNode()
        found += [
            ox.Triple(regimen, TYPE, only),
            ox.Triple(only, TYPE, ox.NamedNode(OWL + "Restriction")),
            ox.Triple(only, ox.NamedNode(OWL + "onProperty"), ox.NamedNode(H + "hasComponent")),
            ox.Triple(only, ox.NamedNode(OWL + "allValuesFrom"), listed),
            ox.Triple(listed, TYPE, ox.NamedNode(OWL + "Class")),
            ox.Triple(listed, ox.NamedNode(OWL + "oneOf"), _list(components, found)),
        ]
        if len(components) > 1:
            differ = ox.BlankNode()
            found += [
                ox.Triple(differ, TYPE, ox.NamedNode(OWL + "AllDifferent")),
                ox.Triple(differ, ox.NamedNode(OWL + "distinctMembers"), _list(components, found)),
            ]
    return found


def _narrower(compiler: Compiler) -> list[str]:
    wide = ox.NamedNode(H + "hasComponent")
    pairs = compiler.pairs(PREFIXES["rdfs"] + "subPropertyOf")
    return [str(narrow)[1:-1].removeprefix(H) for narrow, other in pairs if other == wide]


def _list(members: list[Any], found: list[ox.Triple]) -> ox.NamedNode | ox.BlankNode:
    rest: ox.NamedNode | ox.BlankNode = ox.NamedNode(RDF + "nil")
    for member in reversed(members):
        node = ox.BlankNode()
        found += [
            ox.Triple(node, ox.NamedNode(RDF + "first"), member),
            ox.Triple(node, ox.NamedNode(RDF + "rest"), rest),
        ]
        rest = node
    return rest
