"""What is looked at before the shapes, since no shape can say it in a line: of the files of users and other sources.

A shape in SPARQL cannot hold a node without a name, a prefix that is spelled wrong floods a report, and no shape sees
what a terminal does with a control character.
"""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from her2gc.checks.validate.files import Parsed
from her2gc.checks.validate.raw import Raw, text
from her2gc.sources.prefixes import PREFIXES

_SH, _XSD, _OURS = PREFIXES["sh"], PREFIXES["xsd"], PREFIXES["her2gc"]
_SAME = PREFIXES["owl"] + "sameAs"
# all but tab and line ends; and the marks that turn the direction of what follows
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_PREFIX = re.compile(r"(?im)^[ \t]*@?prefix[ \t]+([\w-]+):[ \t]*<([^>\s]*)>")
_TOLD = (
    "her2gc",
    "kg",
    "rdf",
    "rdfs",
    "owl",
    "xsd",
    "skos",
    "dcterms",
)  # prefixes that the files of a source use
_CENTURY = re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}")


def raw(files: list[Parsed]) -> tuple[list[Raw], bool]:
    """Return what is wrong with files, and whether it has to be mended before anything else can be judged."""
    prefixes = [each for file in files for each in _prefixes(file)]
    if prefixes:
        return prefixes, True
    nameless = [each for file in files for each in _nameless(file.triples)]
    found = [each for file in files for each in (*_same(file.triples), *_texts(file.triples))]
    return sorted(dict.fromkeys([*nameless, *found])), bool(nameless)


def _raw(node: object, rule: str, message: str, path: str = "", severity: str = "violation") -> Raw:
    """Return a finding as an engine gives it."""
    kind = "blank" if isinstance(node, ox.BlankNode) else "iri"
    said = [
        f"_:result <{PREFIXES['rdf']}type> <{_SH}ValidationResult>",
        f"_:result <{_SH}focusNode> {node}",
        f"_:result <{_SH}resultSeverity> <{_SH}{severity.capitalize()}>",
        f"_:result <{_SH}sourceConstraintComponent> <{_SH}SPARQLConstraintComponent>",
        f"_:result <{_SH}resultMessage> {ox.Literal(message)}",
        *([f"_:result <{_SH}resultPath> <{path}>"] if path else []),
    ]
    component = "SPARQLConstraintComponent"
    return Raw(text(node), path, "", severity, rule, component, message, kind, "\n".join(said))


def _prefixes(file: Parsed) -> Iterator[Raw]:
    """Yield the prefixes of ours that a file gives another address."""
    for name, address in _PREFIX.findall(file.content.decode(errors="replace")):
        if name in _TOLD and address != PREFIXES[name] and _like(address, PREFIXES[name]):
            told = (
                f"the prefix {name}: is <{PREFIXES[name]}>, not <{address}>; write it so, then check again."
            )
            subject = next((t.subject for t in file.triples if isinstance(t.subject, ox.NamedNode)), None)
            if subject is not None:
                yield _raw(subject, "prefix-is-ours", told)._replace(value=address)


def _like(address: str, ours: str) -> bool:
    """Say whether an address is meant to be one of ours; a prefix of that name may be somebody's own."""
    import difflib

    return difflib.SequenceMatcher(None, address, ours).ratio() > 0.8  # noqa: PLR2004


def _nameless(triples: list[ox.Triple]) -> Iterator[Raw]:
    """Yield nodes without a name of which our vocabulary speaks."""
    told: set[object] = set()
    for t in triples:
        kind = isinstance(t.object, ox.NamedNode) and t.object.value.startswith(_OURS)
        ours = t.predicate.value.startswith(_OURS)
        for node, meant in ((t.subject, ours or kind), (t.object, ours)):
            if meant and isinstance(node, ox.BlankNode) and node not in told:
                told.add(node)
                such = "kg:MYTRIAL-control-arm"
                yield _raw(node, "node-has-a-name", f"a node has no name; give it one, such as {such}.")


def _same(triples: list[ox.Triple]) -> Iterator[Raw]:
    """Yield nodes that are called the same as another: our rules do not join them."""
    for t in triples:
        ends = (t.subject, t.object)
        if t.predicate.value == _SAME and any(text(each).startswith(PREFIXES["kg"]) for each in ends):
            from her2gc.store.names import curie

            told = (
                f"owl:sameAs joins nothing here: {curie(text(t.subject))} and {curie(text(t.object))} stay two in "
                "every answer; use the name of one of them."
            )
            yield _raw(t.subject, "one-name-for-one-thing", told, _SAME, "warning")


def _texts(triples: list[ox.Triple]) -> Iterator[Raw]:
    """Yield texts with characters that no print has, and days that no calendar has."""
    for t in triples:
        if not isinstance(t.object, ox.Literal):
            continue
        value, kind = t.object.value, t.object.datatype.value
        odd = _CONTROL.search(value)
        if odd:
            told = (
                f"a text holds the control character U+{ord(odd[0]):04X}, which no print has; take it away."
            )
            yield _raw(t.subject, "text-is-plain", told, t.predicate.value)
        day = kind in (_XSD + "date", _XSD + "dateTime") or t.predicate.value == PREFIXES["dcterms"] + "date"
        if day and _CENTURY.match(value) and not _is_day(value[:10]):
            told = f"{value[:10]} is no day of the calendar; write the day that the source bears."
            yield _raw(t.subject, "day-is-in-the-calendar", told, t.predicate.value)


def _is_day(told: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(told)
    except ValueError:
        return False
    return True
