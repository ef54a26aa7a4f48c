"""Queries inside shapes: whether they parse, and keep to what SHACL allows in them."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyoxigraph as ox

_LONGEST = 100_000  # characters; a longer query is no constraint that a person wrote
_DEEPEST = 200  # brackets inside each other: both parsers go down one call a bracket
_APART = re.compile(
    r"\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s\"{}|^`\\]*>|\#[^\n]*",
    re.DOTALL,
)
# what SHACL forbids beside variables that are bound beforehand (SHACL 1.0, 5.2.1)
_FORBIDDEN = {
    "MinusGraphPattern": ("MINUS", "write FILTER NOT EXISTS"),
    "InlineData": ("VALUES", "write FILTER (?x IN (...))"),
    "ServiceGraphPattern": ("SERVICE", "ask only the data graph"),
}


class Fault(NamedTuple):
    """What is wrong with a query, on which of its lines (None: nowhere in particular), and what to do."""

    told: str
    remedy: str
    line: int | None = None


def fault_of(query: str, prefixes: dict[str, str], *, validator: bool = False) -> Fault | None:
    """Return the first fault of a query.

    Parameters
    ----------
    query
        The text of ``sh:select`` or ``sh:ask``.
    prefixes
        The prefixes that the shapes declare for it.
    validator
        It is the ASK query of a component, in which ``?value`` is bound beforehand, too.
    """
    if len(query) > _LONGEST or _depth(query) > _DEEPEST:
        return Fault("it is longer or nests deeper than a constraint may", "shorten it")
    bare = _APART.sub(lambda found: " " * len(found[0]), query)
    own = re.findall(r"(?i)\bprefix\s+([\w.-]*):", bare)
    for used in re.finditer(r"(?<![\w:?$@.-])([A-Za-z][\w.-]*|):(?=[\w%\\])", bare):
        if used[1] not in prefixes and used[1] not in own and used[1] != "_":
            told = f"prefix {used[1]}: is not declared"
            return Fault(told, "give sh:prefixes with sh:declare (prefix and namespace)")
    head = "".join(f"PREFIX {name}: <{base}> " for name, base in prefixes.items())
    # components put the path of the property shape here
    asked = re.sub(r"\$PATH\b", "<urn:path>", head + query)
    return _unparsed(asked) or _not_allowed(asked, {"this", "value"} if validator else {"this"})


def _depth(query: str) -> int:
    deepest = depth = 0
    for mark in query:
        depth += (mark in "({[") - (mark in ")}]")
        deepest = max(deepest, depth)
    return deepest


def _unparsed(query: str) -> Fault | None:
    try:
        ox.Store().query(query)
    except SyntaxError as error:
        reason = str(error.msg)
        at = re.search(r"at (\d+):\d+", reason)
        said = re.sub(r"^.*?error at \d+:\d+: ", "", reason)
        return Fault(said, "correct the query", int(at[1]) if at else 1)
    except (RuntimeError, OSError, ValueError):  # it parses; that a service is not to be had is told below
        pass
    return None


def _not_allowed(query: str, bound: set[str]) -> Fault | None:
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        _, tree = parseQuery(query)
    except Exception:  # noqa: BLE001 (the other parser has accepted it; it is as deep or as odd as none of ours)
        return None
    for name, part in _parts(tree):
        if name in _FORBIDDEN:
            word, remedy = _FORBIDDEN[name]
            return Fault(f"SHACL does not allow {word} in it", remedy)
        if name == "SubSelect":
            shown = {str(each["var"]) for each in dict.get(part, "projection") or () if "var" in each}
            if not bound <= shown:
                (first, *_) = sorted(bound - shown)
                return Fault(f"SHACL asks that a sub-select returns ${first}", f"add ${first} to its SELECT")
        named = dict.get(part, "evar") or (dict.get(part, "var") if name == "Bind" else None)
        if named is not None and str(named) in bound:
            return Fault(f"SHACL does not allow AS ?{named}, which is bound beforehand", "use another name")
    return None


def _parts(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield each named part of a parsed query."""
    due = [tree]
    while due:
        part = due.pop()
        name = getattr(part, "name", "")
        if name and isinstance(part, dict):
            yield name, part
        if isinstance(part, dict):
            due += list(part.values())
        elif isinstance(part, list) or type(part).__name__ == "ParseResults":
            due += list(part)
