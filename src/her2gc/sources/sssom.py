"""Mappings to outside vocabularies: SSSOM tables in, triples out.

A row gives one SKOS triple between an entity of ours and an outside term, and tells of the term what a reader
needs: label, CURIE, the vocabulary, the version and the file in which it was seen, and a page that shows it. A row that
says of two entities that they do *not* match, or that no match was found, gives no triple: SKOS has none for it.
"""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import not_utf8, without_mark

COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")  # what the standard asks for
PREDICATES = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")
_SKOS, _RDFS = PREFIXES["skos"], PREFIXES["rdfs"]
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_CONCEPT, _NOTATION, _IN_SCHEME = (ox.NamedNode(_SKOS + name) for name in ("Concept", "notation", "inScheme"))
_LABEL = ox.NamedNode(_RDFS + "label")
_PAGE = ox.NamedNode(PREFIXES["foaf"] + "page")
_SOURCE = ox.NamedNode(PREFIXES["dcterms"] + "source")
_VERSION = ox.NamedNode(PREFIXES["owl"] + "versionInfo")
_RESOLVER = "https://bioregistry.io/"
_BUILT_IN = {
    **{name: PREFIXES[name] for name in ("owl", "rdf", "rdfs", "skos")},
    "sssom": "https://w3id.org/sssom/",
    "semapv": "https://w3id.org/semapv/vocab/",
}  # what the standard declares for every table
_NOTHING = "sssom:NoTermFound"
_NOT = "Not"
_LONGEST_HEAD = 200_000  # characters; a reader of YAML takes seconds for each million


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
        text = without_mark(content).decode()
    except UnicodeDecodeError as error:
        raise not_utf8(content, error, path) from error
    lines = iter(io.StringIO(text, newline=None))  # lines end as in files: a cell may hold other separators
    head: list[str] = []
    first = ""
    for line in lines:
        if not line.startswith("#"):
            first = line
            break
        head.append(line[1:].removeprefix(" ").rstrip("\n"))
    prefixes = _prefixes(head, path)
    return prefixes, list(_rows(itertools.chain([first], lines), len(head), path))


def _rows(lines: Iterable[str], before: int, path: str) -> Iterator[Row]:
    """Yield the rows of a table, whose cells may be quoted; ``before`` lines of the file come before its head."""
    reader = csv.reader(lines, delimiter="\t")
    columns: list[str] = []
    number = before + 1  # the line on which the next row begins
    try:
        for cells in reader:
            if not columns:
                columns = cells
                _check(columns, path, number)
            elif any(cells):
                if len(cells) != len(columns):
                    raise Her2gcError(
                        f"{len(cells)} cells under {len(columns)} columns",
                        "separate them by tabs",
                        file=path,
                        line=number,
                    )
                row = Row(zip(columns, cells, strict=True))
                row.line = number
                yield row
            number = before + reader.line_num + 1
    except csv.Error as error:
        raise Her2gcError(
            f"this row cannot be read: {error}", "correct it", file=path, line=before + reader.line_num
        ) from error
    if not columns:
        _check(columns, path, number)


def _check(columns: list[str], path: str, line: int) -> None:
    missing = [column for column in COLUMNS if column not in columns]
    twice = [column for column in columns if columns.count(column) > 1]
    if missing or twice:
        problem = f"no column {missing[0]}" if missing else f"two columns {twice[0]}"
        raise Her2gcError(f"the table has {problem}", "correct its head", file=path, line=line)


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
        if _no_match(row, path):
            continue
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
        yield ox.Triple(term, _NOTATION, ox.Literal(row["object_id"]))
        told = (
            (_LABEL, row.get("object_label", "")),
            (_SOURCE, _seen(row.get("comment", ""))),
            (_VERSION, row.get("object_source_version", "")),
        )
        yield from (ox.Triple(term, prop, ox.Literal(text)) for prop, text in told if text)
        yield from _vocabulary(row, term, prefixes, path)


def _no_match(row: Row, path: str) -> bool:
    """Tell whether a row says that two entities do not match, or that there is nothing to match."""
    modifier = row.get("predicate_modifier", "")
    if modifier not in ("", _NOT):
        raise Her2gcError(
            f"'{modifier}' is no predicate_modifier", f"write {_NOT} or nothing", file=path, line=row.line
        )
    return modifier == _NOT or _NOTHING in (row["subject_id"], row["object_id"])


def _seen(comment: str) -> str:
    """Return where id and label were read: a comment ends with the source's key in square brackets and its file."""
    return comment[max(comment.find("["), 0) :]


def _vocabulary(row: Row, term: ox.NamedNode, prefixes: dict[str, str], path: str) -> Iterator[ox.Triple]:
    """Yield the term's vocabulary and a page that shows the term: the registry's, or else the term's own address."""
    source = row.get("object_source", "")
    prefix, _, registered = source.partition(":")
    page = term.value if term.value.startswith("http") else ""
    scheme = prefixes.get(prefix, prefix + ":") + registered if source else ""
    if prefix == "bioregistry":
        local = row["object_id"].partition(":")[2]
        scheme, page = f"{_RESOLVER}registry/{registered}", f"{_RESOLVER}{registered}:{local}"
    try:
        if scheme:
            yield ox.Triple(term, _IN_SCHEME, ox.NamedNode(scheme))
        if page:
            yield ox.Triple(term, _PAGE, ox.NamedNode(page))
    except ValueError as error:
        raise Her2gcError(f"'{source}' is no IRI", "correct it", file=path, line=row.line) from error


def _prefixes(header: list[str], path: str) -> dict[str, str]:
    import yaml

    if sum(map(len, header)) > _LONGEST_HEAD:
        raise Her2gcError(
            f"the header has more than {_LONGEST_HEAD} characters", "shorten it", file=path, line=1
        )
    try:
        found = yaml.safe_load("\n".join(header))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
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
    for prefix, base in prefixes.items():
        if not (isinstance(prefix, str) and isinstance(base, str)):
            raise Her2gcError(
                "a prefix of the curie_map or its expansion is no text",
                "put it between quote marks",
                file=path,
                line=_line_of(prefix, header),
            )
    return {**_BUILT_IN, **prefixes}


def _line_of(prefix: object, header: list[str]) -> int:
    name = prefix if isinstance(prefix, str | int | float) else ""
    return next((n for n, line in enumerate(header, 1) if line.lstrip().startswith(f"{name}:")), 1)


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
