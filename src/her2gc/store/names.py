"""Names: from what a person types to an IRI, and back.

The one place that knows which names an entity has, which of several bearers of a name is meant, which names stand in
running text, and what may be suggested for a name that is not known. A drug is never suggested for another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph, LocalGraph
from her2gc.store.kinds import NEAR, NEVER, OTHER, OUTSIDE, gives_way, kind_of, suggested

_FEW = 20  # so many allowed values are listed whole
_MANY = 1000  # a class of more instances is large
_NEAREST = 5  # so many names near to a text are told
_SHORT = 4  # in a shorter name no letter is too much or too few by mistake alone
# The names of one entity, the surest first.
LABEL, SYNONYM, NOTATION, TRADE_NAME, END, IDENTIFIER = range(6)
_NAMES = {
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
        return _names(graph, cls)
    kept = _KEPT.setdefault(graph, {})
    if cls not in kept:
        kept[cls] = Names(_names(graph, cls))
    return kept[cls]


def _names(graph: Graph, cls: str | None, among: Iterable[str] = ()) -> list[Name]:
    member = f"?x a <{cls}> . " if cls else ""
    if among:
        member += f"VALUES ?x {{ {' '.join(str(ox.NamedNode(iri)) for iri in among)} }} "
    branches = [f"{{ {member}?x {path} ?name . BIND({sort} AS ?sort) }}" for path, sort in _NAMES.items()]
    if cls and not among:
        branches.append(f"{{ {member} }}")
    kinds, registered = _kinds(graph, member), _registered(graph, member)
    listed = []
    for row in _rows(graph, f"SELECT DISTINCT ?x ?name ?sort WHERE {{ {' UNION '.join(branches)} }}"):
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
    for row in _rows(graph, "SELECT ?x ?y WHERE { ?x rdfs:subClassOf ?y FILTER (ISIRI(?x) && ISIRI(?y)) }"):
        above[row["x"].value].add(row["y"].value)
    query = f"SELECT ?x (GROUP_CONCAT(STR(?y)) AS ?types) WHERE {{ {member}?x a ?y }} GROUP BY ?x"
    known: dict[str, str] = {}
    found = {}
    for row in _rows(graph, query):
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
        row["prefix"].value: local(row["scheme"].value) for row in _rows(graph, query) if row["prefix"].value
    }
    return {prefix: name for prefix, name in found.items() if prefix.casefold() != name.casefold()}


def _rows(graph: Graph, query: str) -> Iterator[ox.QuerySolution]:
    found = ox.parse_query_results(graph.results(_PREFIXES + query), ox.QueryResultsFormat.JSON)
    yield from found  # type: ignore[misc]


def resolve(text: str, known: list[Name], what: str) -> str:
    """Return the IRI that a name, CURIE or IRI stands for.

    Parameters
    ----------
    text
        What the user typed.
    known
        The names to choose from.
    what
        What is sought, for the message: ``line of therapy``.

    Raises
    ------
    Her2gcError
        Naming the allowed values and the nearest one, or the several entities that bear the name.
    """
    listed = known if isinstance(known, Names) else Names(known)
    iri = expand(text) or text  # an IRI such as urn:... is one where the graph has it
    if iri in listed.iris:
        return iri
    hits = listed.named.get(fold(text), []) + listed.identified_by(text)
    best = min((name.rank for name in hits), default=0)
    iris = sorted({name.iri for name in hits if name.rank == best})
    if len(iris) == 1:
        return iris[0]
    if iris:
        raise Her2gcError(
            f"'{text}' names several entities", "choose one of " + ", ".join(curie(iri) for iri in iris)
        )
    if known and all(name.kind == "agent" for name in known):
        raise Her2gcError(f"the review names no {what} '{text}'", "'her2gc query agents' lists its agents")
    raise Her2gcError(f"'{text}' is no {what}", advice(text, known))


def entity(graph: Graph, text: str) -> str:
    """Return the IRI of what bears a name, CURIE or IRI in a graph; see ``resolve``."""
    what = "entity of the graph"
    exact = _spelled(graph, None, text)
    return resolve(text, exact if _sure(exact, text) else names(graph), what)


def instance(graph: Graph, cls: str, text: str, what: str) -> str:
    """Return the IRI of the instance of a class that bears a name, CURIE or IRI in a graph; see ``resolve``.

    An IRI needs no names. Of a large class it is looked up first whose name the text is: to weigh all names takes
    seconds in a library.
    """
    iri = expand(text)
    if iri and _is_one(graph, cls, iri):
        return iri
    kept = isinstance(graph, LocalGraph) and cls in _KEPT.get(graph, {})
    if not kept and any(_rows(graph, f"SELECT ?x WHERE {{ ?x a <{cls}> }} OFFSET {_MANY} LIMIT 1")):
        exact = _spelled(graph, cls, text)
        if _sure(exact, text):
            return resolve(text, exact, what)
    try:
        return resolve(text, names(graph, cls), what)
    except Her2gcError as error:
        raise _of_another_kind(graph, text, what) or error from None


def _of_another_kind(graph: Graph, text: str, what: str) -> Her2gcError | None:
    """Return what to say of an IRI that the graph has and that is not what is sought, such as the review."""
    iri = expand(text)
    try:
        found = _names(graph, None, [iri]) if iri else []
    except ValueError:  # what looks like an IRI and is none
        found = []
    if not found:
        return None
    remedy = f"'her2gc show {curie(found[0].iri)}' tells what is known of it, doubts included"
    return Her2gcError(f"'{text}' is no {what} (its kind: {found[0].kind})", remedy)


def _is_one(graph: Graph, cls: str, iri: str) -> bool:
    try:
        node = ox.NamedNode(iri)
    except ValueError:  # what looks like an IRI and is none
        return False
    return any(_rows(graph, f"SELECT ?x WHERE {{ VALUES ?x {{ {node} }} ?x a <{cls}> }}"))


def _spelled(graph: Graph, cls: str | None, text: str) -> list[Name]:
    """Return all names of those who bear the name as typed, but for capitals."""
    spelled = dict.fromkeys([text, text.upper(), text.lower(), text.capitalize()])
    terms = " ".join(f"{ox.Literal(each)} {ox.Literal(each, language='en')}" for each in spelled)
    paths = "|".join(path for path, sort in _NAMES.items() if sort != IDENTIFIER)
    member = f"?x a <{cls}> . " if cls else ""
    query = f"SELECT DISTINCT ?x WHERE {{ VALUES ?name {{ {terms} }} ?x {paths} ?name . {member}FILTER (ISIRI(?x)) }}"
    bearers = [row["x"].value for row in _rows(graph, query)]
    return _names(graph, cls, bearers) if bearers else []


def _sure(exact: list[Name], text: str) -> bool:
    """Tell whether no other name can come before these."""
    return any(name.text == text and name.rank == LABEL for name in exact)


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


def advice(text: str, known: list[Name]) -> str:
    """Return what may be meant and, where they are few, all of the names.

    Names of a closed list are suggested where they are like the text; others only where the text is a slip of one
    letter or begins a word of theirs. Agents, targets, genes and what is made of them are never suggested.
    """
    offered = [name for name in known if suggested(name.kind) != NEVER and name.sort <= NOTATION]
    if offered and all(suggested(name.kind) == NEAR for name in known):
        meant = nearest(text, [name.text for name in known])
        parts = [f"did you mean '{meant[0]}'?"] if meant else []
        near = meant[1:]
    else:
        meant = list(dict.fromkeys(name.text for name in offered if _slip(text, name)))
        parts = [f"did you mean '{meant[0]}'?"] if meant else []
        start = f" {fold(text)}"
        near = list(dict.fromkeys(name.text for name in offered if start in f" {fold(name.text)}"))
        near = near[:_NEAREST] if len(start) > _SHORT else []
    head, colon, _ = text.partition(":")
    if colon and not meant:  # an arm, a result or a verdict is named after its trial
        own = f"{fold(head)}:"
        near = [name.text for name in known if name.sort == LABEL and fold(name.text).startswith(own)][:_FEW]
    labels = list(dict.fromkeys(name.text for name in known if name.sort == LABEL)) or [
        curie(name.iri) for name in known
    ]
    if not labels:
        parts.append("the graph holds none")
    elif len(labels) <= _FEW:
        parts.append("allowed: " + ", ".join(labels))
    elif near:
        parts.append("near to it: " + ", ".join(near))
    if not parts and any(name.kind == "agent" for name in known):
        lists = "'her2gc query agents' lists its agents, 'her2gc query trials' its trials"
        parts.append(f"the review names no agent, trial or gene '{text}'; {lists}")
    return " ".join(parts) or f"choose one of {len(labels)}, such as {labels[0]}"


def _slip(text: str, name: Name) -> bool:
    """Tell whether a text is a name but for one letter too much, too few, wrong, or two that changed places.

    Figures must agree: NCT01774786 and KEYNOTE-811 are no slips of their neighbours.
    """
    one, other = fold(text), fold(name.text)
    digits = [[letter for letter in each if letter.isdigit()] for each in (one, other)]
    if min(len(one), len(other)) < _SHORT or abs(len(one) - len(other)) > 1 or digits[0] != digits[1]:
        return False
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    start = sum(1 for _ in same)
    rest, due = one[start:], other[start:]
    swapped = rest[:2] == due[1::-1] and rest[2:] == due[2:]
    return swapped or rest[1:] == due[1:] or rest[1:] == due or rest == due[1:]


def nearest(text: str, choices: Iterable[str]) -> list[str]:
    """Return up to five choices that look like a text, the nearest first."""
    from difflib import get_close_matches

    folded = {fold(choice): choice for choice in reversed(list(choices))}
    found = get_close_matches(fold(text), folded, n=_NEAREST, cutoff=0.5)
    found += [key for key in folded if fold(text) in key and key not in found]
    return [folded[key] for key in found[:_NEAREST]]


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
