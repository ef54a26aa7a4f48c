"""Names: which names an entity has, and which of them stand in running text; IRIs and their short forms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph, LocalGraph
from her2gc.store.kinds import OTHER, OUTSIDE, gives_way, kind_of

# The names of one entity, the surest first.
LABEL, SYNONYM, NOTATION, TRADE_NAME, END, IDENTIFIER = range(6)
PATHS = {
    "rdfs:label": LABEL,
    "skos:altLabel": SYNONYM,
    "her2gc:codeName": SYNONYM,
    "skos:notation": NOTATION,
    "her2gc:hasTradeName/rdfs:label": TRADE_NAME,
    "skos:exactMatch/skos:notation": IDENTIFIER,
}
_PREFIXES = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("her2gc", "rdfs", "skos"))

_KEPT: "WeakKeyDictionary[LocalGraph, dict[str | None, list[Name]]]" = WeakKeyDictionary()


class Name(NamedTuple):
    """One name of an entity."""

    text: str
    iri: str
    sort: int  # what it is to the entity: label, synonym, …, the end of its IRI, an identifier elsewhere
    kind: str = OTHER

    @property
    def rank(self) -> int:
        """Which of several bearers of a name is meant: the one of the least rank."""
        return self.sort + gives_way(self.kind)

    @property
    def spoken(self) -> bool:
        """Whether it stands for its entity in running text: no identifier does, nor one word of an IRI."""
        return self.sort < END or (self.sort == END and " " in fold(self.text))


def ranked(listed: Iterable[Name]) -> list[Name]:
    """Return names without repetition, those first that others give way to."""
    return sorted(set(listed), key=lambda name: (name.rank, name.text.casefold(), name.iri))


def curie(iri: str) -> str:
    """Return an IRI in short form, ``kg:GATSBY``, or unchanged where no prefix fits."""
    best = max((base for base in PREFIXES.values() if iri.startswith(base)), key=len, default="")
    local = iri[len(best) :]
    if best and local and not any(mark in local for mark in '/#<>" '):
        return next(f"{prefix}:{local}" for prefix, base in PREFIXES.items() if base == best)
    return iri


def expand(text: str) -> str | None:
    """Return the IRI that a CURIE or an IRI (with or without angle brackets) stands for, or None for other text."""
    text = text.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = text.partition(":")
    if not colon or not local or any(mark in text for mark in ' <>"{}|\\^`'):
        return None
    if prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return text if "/" in local else None


def local(iri: str) -> str:
    """Return what follows an IRI's last ``#`` or ``/``."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


class Names(list[Name]):
    """Names of which each is looked up at once, however many there are: a server is asked for one after the other."""

    @cached_property
    def iris(self) -> set[str]:
        """Return the IRIs of all that bear them."""
        return {name.iri for name in self}

    @cached_property
    def named(self) -> dict[str, list[Name]]:
        """Return them by what counts of them (``fold``), but for identifiers."""
        found: dict[str, list[Name]] = defaultdict(list)
        for name in self:
            if name.sort != IDENTIFIER:
                found[fold(name.text)].append(name)
        return dict(found)

    @cached_property
    def _identifiers(self) -> dict[str, list[Name]]:
        found: dict[str, list[Name]] = defaultdict(list)
        for name in self:
            if name.sort == IDENTIFIER:
                own = name.text.casefold()
                for key in {own, own.partition(":")[2]}:
                    found[key].append(name)
        return dict(found)

    def identified_by(self, text: str) -> list[Name]:
        """Return the identifiers that a text is, in one of their forms."""
        said = text.strip().casefold()
        keys = {said, said.partition(":")[2]}
        return [
            name
            for key in sorted(keys)
            for name in self._identifiers.get(key, [])
            if _identifies(text, name.text)
        ]


def names(graph: Graph, cls: str | None = None) -> list[Name]:
    """Return the names of a class's instances, or of all that has a label; a store of our own is read once.

    Parameters
    ----------
    graph
        Where to look.
    cls
        The IRI of a class.
    """
    if not isinstance(graph, LocalGraph):
        return names_of(graph, cls)
    kept = _KEPT.setdefault(graph, {})
    if cls not in kept:
        kept[cls] = Names(names_of(graph, cls))
    return kept[cls]


def are_kept(graph: Graph, cls: str) -> bool:
    """Say whether the names of a class's instances were read already."""
    return isinstance(graph, LocalGraph) and cls in _KEPT.get(graph, {})


def names_of(graph: Graph, cls: str | None, among: Iterable[str] = ()) -> list[Name]:
    """Return the names of a class's instances, or of some of them, read anew; without a class of all."""
    member = f"?x a <{cls}> . " if cls else ""
    if among:
        member += f"VALUES ?x {{ {' '.join(str(ox.NamedNode(iri)) for iri in among)} }} "
    branches = [f"{{ {member}?x {path} ?name . BIND({sort} AS ?sort) }}" for path, sort in PATHS.items()]
    if cls and not among:
        branches.append(f"{{ {member} }}")
    kinds, registered = _kinds(graph, member), _registered(graph, member)
    listed = []
    for row in rows(graph, f"SELECT DISTINCT ?x ?name ?sort WHERE {{ {' UNION '.join(branches)} }}"):
        entity, name, sort = row["x"], row["name"], row["sort"]
        if isinstance(entity, ox.NamedNode):
            kind = kinds.get(entity.value, OTHER)
            if isinstance(name, ox.Literal) and isinstance(sort, ox.Literal):
                known = int(sort.value)
                if known == NOTATION and kind == OUTSIDE:
                    known = IDENTIFIER
                forms = [name.value]
                prefix, _, number = name.value.partition(":")
                if known == IDENTIFIER and prefix in registered:
                    forms.append(f"{registered[prefix]}:{number}")
                listed += [Name(form, entity.value, known, kind) for form in forms]
            listed.append(Name(local(entity.value), entity.value, END, kind))
    return ranked(listed)


def _kinds(graph: Graph, member: str) -> dict[str, str]:
    """Return the kind of each entity: that of the narrowest of its classes that a kind names."""
    above: dict[str, set[str]] = defaultdict(set)
    for row in rows(graph, "SELECT ?x ?y WHERE { ?x rdfs:subClassOf ?y FILTER (ISIRI(?x) && ISIRI(?y)) }"):
        above[row["x"].value].add(row["y"].value)
    query = f"SELECT ?x (GROUP_CONCAT(STR(?y)) AS ?types) WHERE {{ {member}?x a ?y }} GROUP BY ?x"
    known: dict[str, str] = {}
    found = {}
    for row in rows(graph, query):
        types = row["types"].value
        if types not in known:
            known[types] = _kind(set(types.split()), above)
        found[row["x"].value] = known[types]
    return found


def _kind(classes: set[str], above: dict[str, set[str]]) -> str:
    def lineage(cls: str) -> list[str]:
        found = [cls]
        for each in found:
            found += [wide for wide in sorted(above[each]) if wide not in found]
        return found

    own = [each for each in classes if each.startswith(PREFIXES["her2gc"])]
    if not own:
        return OUTSIDE if PREFIXES["skos"] + "Concept" in classes else OTHER
    lines = [lineage(each) for each in sorted(own)]
    return kind_of(local(each) for each in max(lines, key=len))


def _registered(graph: Graph, member: str) -> dict[str, str]:
    """Return the registry's prefix for each prefix of the identifiers: ``rxnorm`` for ``RXCUI``."""
    schemes = f"{member}?x skos:exactMatch ?id . ?id skos:notation ?name ; skos:inScheme ?scheme"
    query = f"SELECT DISTINCT (STRBEFORE(?name, ':') AS ?prefix) ?scheme WHERE {{ {schemes} }}"
    found = {
        row["prefix"].value: local(row["scheme"].value) for row in rows(graph, query) if row["prefix"].value
    }
    return {prefix: name for prefix, name in found.items() if prefix.casefold() != name.casefold()}


def _identifies(text: str, identifier: str) -> bool:
    """Tell whether a text is an identifier, in any case, with its prefix, the prefix's first part, or without.

    ``chembl:chembl1743082`` and ``CHEMBL1743082`` are both ``CHEMBL.COMPOUND:CHEMBL1743082``; a bare number is
    nobody's: many vocabularies count from one.
    """
    said, own = text.strip().casefold(), identifier.casefold()
    prefix, _, number = own.partition(":")
    given, colon, rest = said.partition(":")
    if colon:
        return rest == number and given in (prefix, prefix.partition(".")[0])
    return said in (own, number) and not said.isdigit()


def rows(graph: Graph, query: str) -> Iterator[ox.QuerySolution]:
    """Return what a query finds; it needs no prefixes of its own."""
    found = ox.parse_query_results(graph.results(_PREFIXES + query), ox.QueryResultsFormat.JSON)
    yield from found  # type: ignore[misc]


def fold(text: str) -> str:
    """Return a name without the differences that do not count: case, hyphens, underscores, spaces."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").replace("\u2010", " ").split())


def words(name: str) -> str:
    """Return a name of a class, property or variable in words: ``lineOfTherapy`` gives ``line of therapy``."""
    spaced = ""
    for place, letter in enumerate(name):
        starts = (
            letter.isupper()
            and place
            and (name[place - 1].islower() or name[place + 1 : place + 2].islower())
        )
        spaced += f" {letter}" if starts else letter
    parts = spaced.replace("_", " ").split()
    return " ".join(
        part if part.isupper() and len(part) > 1 else part[0].lower() + part[1:] for part in parts
    )
