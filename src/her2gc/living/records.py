"""Take records of a register in: read, join to trials of the graph by their number, and write one file a record."""

import os
from collections.abc import Iterable

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources import homes
from her2gc.sources.registry.ctgov import Imported, Joins, records
from her2gc.sources.turtle import read_bytes
from her2gc.store.graph import Graph

_REGISTER = "https://bioregistry.io/clinicaltrials:"  # what the curators' links to the register begin with
_QUERY = f"""
PREFIX her2gc: <https://w3id.org/her2gc/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?trial ?number ?join WHERE {{
  {{ ?trial her2gc:registryId ?number . BIND ("joined-by-number" AS ?join) }}
  UNION
  {{
    VALUES (?link ?join) {{ (skos:exactMatch "joined-by-number") (skos:closeMatch "joined-by-title") }}
    ?trial a her2gc:Trial ; ?link ?record .
    FILTER (STRSTARTS(STR(?record), "{_REGISTER}"))
    BIND (STRAFTER(STR(?record), "{_REGISTER}") AS ?number)
  }}
}} ORDER BY ?number ?trial ?join
"""


def joins(graph: Graph) -> Joins:
    """Return, for each registry number in the graph, the trials that bear it.

    A number that the review prints, or that a curator saw with the trial's name, joins surely; one that a curator
    joined by title or design, likely.
    """
    found: dict[str, dict[str, str]] = {}
    for row in ox.parse_query_results(graph.results(_QUERY), ox.QueryResultsFormat.JSON):  # type: ignore[union-attr]
        number, trial, join = (row[name].value for name in ("number", "trial", "join"))
        found.setdefault(number, {}).setdefault(trial, join)
    return {number: tuple(trials.items()) for number, trials in found.items()}


def read(paths: Iterable[str], graph: Graph) -> list[Imported]:
    """Read files of records.

    Parameters
    ----------
    paths
        JSON files: whole records, or pages of a search.
    graph
        Where the trials are that the records may be of.

    Raises
    ------
    Her2gcError
        When a file is no record, or two files give one record in two versions.
    """
    joined = joins(graph)
    found: dict[str, Imported] = {}
    for path in paths:
        for each in records(read_bytes(path), path, joined):
            if found.setdefault(each.number, each).body != each.body:
                raise Her2gcError(
                    f"{each.number} came in another version already", "give one of them", file=path
                )
    return list(found.values())


def home(name: str) -> str:
    """Return the folder of a checkout that is the home of a register's records, or of others' words.

    Raises
    ------
    Her2gcError
        Where her2gc is installed as a package, whose files are not for editing.
    """
    root = homes.data_root()
    if not os.path.isfile(os.path.join(root, "pyproject.toml")):
        raise Her2gcError("an installed package holds no records of yours", "name a folder with -o")
    return os.path.join(root, "kg", name)
