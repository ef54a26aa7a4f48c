"""Mappings to outside vocabularies: SSSOM tables in, triples out.

A row gives one SKOS triple between an entity of ours and an outside term, and tells of the term what a reader
needs: label, CURIE, the vocabulary, the version and the file in which it was seen, and a page that shows it.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "object_source",
    "object_source_version",
    "comment",
)
PREDICATES = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")
_SKOS, _RDFS = PREFIXES["skos"], PREFIXES["rdfs"]
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_CONCEPT, _NOTATION, _IN_SCHEME = (ox.NamedNode(_SKOS + name) for name in ("Concept", "notation", "inScheme"))
_LABEL = ox.NamedNode(_RDFS + "label")
_PAGE = ox.NamedNode(PREFIXES["foaf"] + "page")
_SOURCE = ox.NamedNode(PREFIXES["dcterms"] + "source")
_VERSION = ox.NamedNode(PREFIXES["owl"] + "versionInfo")
_RESOLVER = "https://bioregistry.io/"


class Row(dict[str, str]):
    """One mapping: its cells by column, and the line that it stands on."""

    line = 0


def read(content: bytes, path: str) -> tuple[dict[str, str], list[Row]]:
    """Return the prefixes and the rows of one table.

    Parameters
    ----------
    content
        The bytes of a ``.sssom.tsv`` file.
    path
        Where it lies, for error messages.

    Raises
    ------
    Her2gcError
        With file and line, when the table is not one of ours: header, columns, number of cells, encoding.
    """
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError as error:
        raise Her2gcError("this is not UTF-8 text", "save it as UTF-8", file=path) from error
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    prefixes = _prefixes([line[1:].removeprefix(" ") for line in lines[:start]], path)
    columns = lines[start].split("\t") if start < len(lines) else []
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise Her2gcError(
            f"the table has no column {missing[0]}", "add it to the head", file=path, line=start + 1
        )
    rows = []
    for number, line in enumerate(lines[start + 1 :], start + 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise Her2gcError(
                f"{len(cells)} cells under {len(columns)} columns",
                "separate them by tabs",
                file=path,
                line=number,
            )
        row = Row(zip(columns, cells, strict=True))
        row.line = number
        rows.append(row)
    return prefixes, rows


def triples(content: bytes, path: str) -> Iterator[ox.Triple]:
    """Yield the triples that one SSSOM table states.

    Parameters
    ----------
    content
        The bytes of a ``.sssom.tsv`` file.
    path
        Where it lies, for error messages.

    Raises
    ------
    Her2gcError
        With file and line, for a table that is malformed, a prefix without expansion, another predicate.
    """
    prefixes, rows = read(content, path)
    for row in rows:
        prefix, _, name = row["predicate_id"].partition(":")
        if prefix != "skos" or name not in PREDICATES:
            raise Her2gcError(
                f"'{row['predicate_id']}' is no mapping predicate",
                "choose one of " + ", ".join(f"skos:{each}" for each in PREDICATES),
                file=path,
                line=row.line,
            )
        term = _node(row, "object_id", prefixes, path)
        yield ox.Triple(_node(row, "subject_id", prefixes, path), ox.NamedNode(_SKOS + name), term)
        yield ox.Triple(term, _TYPE, _CONCEPT)
        yield ox.Triple(term, _LABEL, ox.Literal(row["object_label"]))
        yield ox.Triple(term, _NOTATION, ox.Literal(row["object_id"]))
        yield ox.Triple(term, _SOURCE, ox.Literal(_seen(row["comment"])))
        yield ox.Triple(term, _VERSION, ox.Literal(row["object_source_version"]))
        yield from _vocabulary(row, term)


def _seen(comment: str) -> str:
    """Return where id and label were read: a comment ends with the source's key in square brackets and its file."""
    return comment[max(comment.find("["), 0) :]


def _vocabulary(row: Row, term: ox.NamedNode) -> Iterator[ox.Triple]:
    """Yield the term's vocabulary and a page that shows the term: the registry's, or else the term's own address."""
    prefix, _, registered = row["object_source"].partition(":")
    if prefix == "bioregistry":
        yield ox.Triple(term, _IN_SCHEME, ox.NamedNode(f"{_RESOLVER}registry/{registered}"))
        local = row["object_id"].partition(":")[2]
        yield ox.Triple(term, _PAGE, ox.NamedNode(f"{_RESOLVER}{registered}:{local}"))
        return
    yield ox.Triple(term, _IN_SCHEME, ox.NamedNode(row["object_source"]))
    if term.value.startswith("http"):
        yield ox.Triple(term, _PAGE, term)


def _prefixes(header: list[str], path: str) -> dict[str, str]:
    import yaml

    try:
        found = yaml.safe_load("\n".join(header))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Her2gcError(
            "the header is not valid YAML",
            "write it as '# slot: \"value\"'",
            file=path,
            line=mark.line + 1 if mark else 1,
        ) from error
    prefixes = found.get("curie_map") if isinstance(found, dict) else None
    if not isinstance(prefixes, dict):
        raise Her2gcError("the header has no curie_map", "give each prefix its expansion", file=path, line=1)
    return {str(prefix): str(base) for prefix, base in prefixes.items()}


def _node(row: Row, column: str, prefixes: dict[str, str], path: str) -> ox.NamedNode:
    prefix, _, local = row[column].partition(":")
    if prefix not in prefixes or not local:
        raise Her2gcError(
            f"'{row[column]}' has no prefix of this table's curie_map",
            "add the prefix with its expansion, or correct the id",
            file=path,
            line=row.line,
        )
    try:
        return ox.NamedNode(prefixes[prefix] + local)
    except ValueError as error:
        raise Her2gcError(f"'{row[column]}' is no id", "correct it", file=path, line=row.line) from error
