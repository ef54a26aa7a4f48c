"""The graph as a data set, in VoID and DCAT: its numbers are those of the store, its words those of the release."""

import pyoxigraph as ox

from her2gc import __version__
from her2gc.sources.blocks import Block, turtle
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph

DUMP = "her2gc.nq"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TITLE = "her2gc: a review of HER2-positive gastric cancer as a knowledge graph"
DESCRIPTION = (
    "What one review says, each statement with its place, apart from what is curated, mapped and inferred."
)
HOME = PREFIXES["her2gc"].removesuffix("#").removesuffix("ontology")
ADDRESS = f"{HOME}dataset"
_VOID, _DCAT, _DCTERMS = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", PREFIXES["dcterms"]
_TYPE, _XSD = PREFIXES["rdf"] + "type", PREFIXES["xsd"]


def describe(graph: LocalGraph) -> bytes:
    """Return the description as Turtle: triples in all and by named graph, entities, licence, version, the dump."""
    graphs = sorted(each.value for each in graph.named_graphs())
    sizes = {
        name: sum(1 for _ in graph.store.quads_for_pattern(None, None, None, ox.NamedNode(name)))
        for name in graphs
    }
    whole = Block(ADDRESS, [])
    for kind in (f"{_VOID}Dataset", f"{_DCAT}Dataset"):
        whole.told.append((_TYPE, ox.NamedNode(kind)))
    whole.told.extend(
        [
            (f"{_DCTERMS}title", ox.Literal(TITLE, language="en")),
            (f"{_DCTERMS}description", ox.Literal(DESCRIPTION, language="en")),
            (f"{_DCTERMS}identifier", ox.Literal(ADDRESS)),
            (f"{_DCTERMS}license", ox.NamedNode(LICENCE)),
            (f"{_DCAT}version", ox.Literal(__version__)),
            (f"{_VOID}triples", _count(sum(sizes.values()))),
            (f"{_VOID}uriSpace", ox.Literal(PREFIXES["kg"])),
            (f"{_VOID}vocabulary", ox.NamedNode(PREFIXES["her2gc"])),
        ]
    )
    dump = Block(f"{ADDRESS}#dump", [
        (_TYPE, ox.NamedNode(f"{_DCAT}Distribution")),
        (f"{_DCTERMS}title", ox.Literal(DUMP)),
        (f"{_DCTERMS}license", ox.NamedNode(LICENCE)),
        (f"{_DCAT}accessURL", ox.NamedNode(HOME)),
        (f"{_DCAT}mediaType", ox.NamedNode("https://www.iana.org/assignments/media-types/application/n-quads")),
    ])  # fmt: skip
    whole.told.append((f"{_DCAT}distribution", ox.NamedNode(dump.node)))
    parts = []
    for name, size in sizes.items():
        whole.told.append((f"{_VOID}subset", ox.NamedNode(name)))
        parts.append(
            Block(name, [(_TYPE, ox.NamedNode(f"{_VOID}Dataset")), (f"{_VOID}triples", _count(size))])
        )
    prefixes = {"dcat": _DCAT, "dcterms": _DCTERMS, "void": _VOID, "xsd": _XSD}
    return turtle([whole, dump, *parts], prefixes, ("The graph as a data set: VoID and DCAT.",))


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(_XSD + "integer"))
