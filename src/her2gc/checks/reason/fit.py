"""What of the users' files HermiT cannot take: datatypes outside OWL 2's own, and values that are none of theirs."""

import re
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from her2gc.checks.validate.lines import Lines
from her2gc.errors import Her2gcError
from her2gc.sources.homes import Source
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.names import curie

_XSD, _RDF, _RDFS, _OWL = (PREFIXES[name] for name in ("xsd", "rdf", "rdfs", "owl"))
_TYPE, _DATA = ox.NamedNode(_RDF + "type"), ox.NamedNode(_OWL + "DatatypeProperty")
_WHOLE = ("integer", "long", "int", "short", "byte", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger",
          "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte")  # fmt: skip
_OTHERS = ("decimal", "double", "float", "string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN",
           "boolean", "hexBinary", "base64Binary", "anyURI", "dateTime", "dateTimeStamp")  # fmt: skip
_KNOWN = {
    *(_XSD + name for name in (*_WHOLE, *_OTHERS)),
    *(_RDF + name for name in ("XMLLiteral", "PlainLiteral", "langString", "dirLangString")),
    *(_OWL + name for name in ("real", "rational")),
    _RDFS + "Literal",
}  # the datatype map of OWL 2
_SPELLED = {
    _WHOLE: re.compile(r"\s*[+-]?[0-9]+\s*"),
    ("decimal",): re.compile(r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*"),
    ("double", "float"): re.compile(r"\s*([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN)\s*"),
    ("boolean",): re.compile(r"\s*(true|false|1|0)\s*"),
    ("dateTime", "dateTimeStamp"): re.compile(
        r"\s*-?[0-9]{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\s*"
    ),
}
_REMEDY = "{} or ask with --rules-only"


def misfit(
    added: dict[Source, list[ox.Quad]], ours: Iterable[ox.Quad], contents: dict[str, bytes]
) -> Her2gcError | None:
    """Return the first thing of the users' files that HermiT would refuse, with file and line, or None.

    Parameters
    ----------
    added
        The users' files and what they hold.
    ours
        What the package brings.
    contents
        The users' files' texts by path, for the line.
    """
    data = {quad.subject for quad in ours if quad.predicate == _TYPE and quad.object == _DATA}
    theirs = [(source, quad) for source, quads in added.items() for quad in quads]
    data |= {quad.subject for _, quad in theirs if quad.predicate == _TYPE and quad.object == _DATA}
    own = {quad.subject for _, quad in theirs if isinstance(quad.subject, ox.NamedNode)}
    for source, quad in theirs:
        for problem, remedy in _problems(quad, data, own):
            path, line = Lines([(source.path, contents[source.path], ())]).find(
                _name(quad.subject), quad.predicate.value, _name(quad.object)
            )
            return Her2gcError(problem, _REMEDY.format(remedy), file=path or source.path, line=line or None)
    return None


def _problems(quad: ox.Quad, data: Collection[object], own: Collection[object]) -> Iterator[tuple[str, str]]:
    told = quad.object
    if isinstance(told, ox.NamedNode) and told.value.startswith(_XSD) and told.value not in _KNOWN:
        about = curie(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else "an expression"
        yield (
            f"{about} uses {curie(told.value)}, which is no datatype of OWL 2: HermiT was not asked",
            _another(told.value),
        )
    if not isinstance(told, ox.Literal) or quad.predicate not in data:
        return
    kind, name = told.datatype.value, curie(quad.predicate.value)
    if kind not in _KNOWN and told.datatype not in own:
        yield (
            f"{name} has a value of {curie(kind)}, which is no datatype of OWL 2: HermiT was not asked",
            _another(kind),
        )
    for names, form in _SPELLED.items():
        if kind.removeprefix(_XSD) in names and not form.fullmatch(told.value):
            yield f"'{told.value[:60]}' is no {curie(kind)}: HermiT was not asked", "correct the value,"


def _another(kind: str) -> str:
    return "use xsd:dateTime," if kind in (_XSD + "date", _XSD + "time") else "use another datatype,"


def _name(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def in_words(said: str) -> str:
    """Return why HermiT refuses an ontology, from what its Java says."""
    reason = re.sub(r'^Exception in thread "[^"]*" |[\w.$]+(?:Exception|Error): ', "", said).strip(" .")
    found = re.search(r"Non-simple property '<([^>]*)>' or its inverse appears in the (.*?)(?: '|$)", reason)
    if found:
        return f"{curie(found[1])} is transitive, or implied by a chain: OWL 2 DL allows it in no {found[2]}"
    return f"HermiT refuses the ontology: {reason}"
