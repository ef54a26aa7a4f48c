"""Export: files for other tools, from one property-graph view.

Imports: questions, sources, store.
Imported by: cli, web.

To add a format: a module here with

``FOLDER``  True where it writes several files into a folder;
``LOSES``   the keys of ``report.LOSSES`` that it cannot carry;
``write(export) -> bytes | dict[str, bytes]``  the file, or the folder's files by relative path,

and one line in ``FORMATS``. ``export.view`` is the part of the property graph that was asked for,
``export.graph`` the store, ``export.quads()`` the chosen entities' statements.
"""

from importlib import import_module
from typing import NamedTuple, Protocol, cast

from her2gc.errors import Her2gcError
from her2gc.export.request import Export, Request

__all__ = ["FORMATS", "PACKAGES", "TABLES", "Export", "Format", "Request", "Writer", "writer"]


class Format(NamedTuple):
    """One line of the table of formats."""

    module: str
    summary: str


class Writer(Protocol):
    """What a format's module offers."""

    FOLDER: bool
    LOSES: frozenset[str]

    def write(self, export: Export) -> bytes | dict[str, bytes]:
        """Return the file, or a folder's files by relative path."""
        ...


FORMATS = {
    "html": Format("html", "the explorer: one HTML file that works offline"),
    "graphml": Format("graphml", "GraphML for Cytoscape, Gephi and yEd"),
    "gexf": Format("gexf", "GEXF 1.3 with colours, sizes and places for Gephi"),
    "cx2": Format("cx2", "CX2 with styles for Cytoscape and NDEx"),
    "cytoscapejs": Format("cytoscapejs", "Cytoscape.js JSON with styles and places"),
    "neo4j": Format("neo4j", "folder: CSV for Neo4j's bulk import, with load scripts"),
    "kgx": Format("kgx", "folder: KGX TSV in Biolink categories and predicates"),
    "kgx-jsonl": Format("kgxjson", "folder: KGX JSON lines in Biolink categories and predicates"),
    "dot": Format("dot", "DOT for GraphViz"),
    "svg": Format("svg", "a picture, drawn by GraphViz"),
    "obsidian": Format("obsidian", "folder: a vault of Markdown notes for Obsidian"),
    "parquet": Format(
        "parquet",
        "folder: Parquet tables of nodes and edges, and by review of results, contrasts, verdicts, places",
    ),
    "evidence": Format("evidence", "CSV table for a spreadsheet: each statement with its figures and place"),
    "jsonld": Format("jsonld", "JSON-LD with a readable context"),
    "owl": Format("owl", "RDF/XML for Protégé and owlready2"),
    "owlxml": Format("owlxml", "OWL/XML for Protégé"),
    "turtle": Format("turtle", "Turtle, all named graphs as one"),
    "trig": Format("trig", "TriG, with named graphs"),
    "nquads": Format("nquads", "N-Quads, with named graphs"),
    "queries": Format("queries", "the stored questions as Turtle in the SHACL vocabulary"),
}

TABLES = {
    "comparisons": "all comparisons for analysis, figures as numbers: CSV, or XLSX where the file ends so"
}
"""Answers to one stored question, whole: no part of the graph is chosen for them."""

PACKAGES = {
    "tables": (
        "analysis",
        "folder: of parquet's, only results, contrasts, verdicts and places: for many reviews",
    ),
    "nanopub": ("nanopub", "folder: a nanopublication (TriG) for each claim, verdict and result"),
    "ro-crate": ("crate", "folder: an RO-Crate of the dump, with VoID and DCAT, for archives"),
}
"""The whole graph in a folder: by name the module that writes it, and what it is."""


def writer(name: str) -> Writer:
    """Return the module that writes a format.

    Raises
    ------
    Her2gcError
        For an unknown format, naming the nearest.
    """
    if name not in FORMATS:
        from her2gc.store.suggest import nearest

        near = nearest(name, [*FORMATS, *TABLES, *PACKAGES])
        hint = f"did you mean '{near[0]}'? " if near else ""
        raise Her2gcError(f"'{name}' is no format", f"{hint}choose one of {', '.join(FORMATS)}")
    return cast("Writer", import_module(f"her2gc.export.{FORMATS[name].module}"))
