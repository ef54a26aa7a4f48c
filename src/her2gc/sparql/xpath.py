r"""REPLACE and REGEX as the standard has them, where the engine's own differ from it.

SPARQL takes both from XPath's functions and operators. The engine reads ``$1_`` as the group named ``1_``, keeps
``\$`` as it stands, replaces where nothing was matched, and knows no back-references; there, these are asked.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from her2gc.sparql.guard import Token

if TYPE_CHECKING:
    from collections.abc import Callable

REPLACE, REGEX = (ox.NamedNode(f"urn:her2gc:{name}") for name in ("replace", "regex"))
_CALLED = re.compile("REPLACE|REGEX", re.IGNORECASE)
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_PLAIN = re.compile(r"[\w \-,;:/]+")  # patterns that mean themselves and match nothing empty
_APART = re.compile(r"\\[1-9iIcC]|\\[pP]\{Is|-\[")  # what the engine has not, or reads otherwise
_FLAGS = {"s": re.DOTALL, "m": re.MULTILINE, "i": re.IGNORECASE, "x": re.VERBOSE}
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def mended(query: str, tokens: list[Token]) -> str:
    """Return a query that asks these functions where the engine's may give another value; others stay with it."""
    if _CALLED.search(query) is None:
        return query
    parts, end = [], 0
    for number, token in enumerate(tokens):
        name = token.text.upper() if token.kind == "word" else ""
        if name not in ("REPLACE", "REGEX") or tokens[number + 1 : number + 2] == []:
            continue
        if tokens[number + 1].text != "(":
            continue
        given = _arguments(tokens, number + 2)
        if not (_differs_replace(given) if name == "REPLACE" else _differs_regex(given)):
            continue
        parts += [query[end : token.start], str(REPLACE if name == "REPLACE" else REGEX)]
        end = token.start + len(token.text)
    return "".join([*parts, query[end:]])


def functions() -> "dict[ox.NamedNode, Callable[..., Term | None]]":
    """Return what answers the calls that ``mended`` wrote."""
    return {REPLACE: _replace, REGEX: _regex}


def _arguments(tokens: list[Token], start: int) -> list[list[Token]]:
    depth, found = 0, [[]]  # type: ignore[var-annotated]
    for token in tokens[start:]:
        if token.kind == "close":
            depth -= 1
            if depth < 0:
                break
        if token.text == "," and depth == 0 and token.kind == "other":
            found.append([])
        else:
            found[-1].append(token)
        depth += token.kind == "open"
    return found


def _text(argument: list[Token]) -> str | None:
    """Return the text of an argument that is a literal and nothing else."""
    if len(argument) != 1 or argument[0].kind != "text":
        return None
    told = argument[0].text
    marks = 3 if len(told) > 5 and told[:3] in ('"""', "'''") else 1  # noqa: PLR2004 (two times three)
    inside = told[marks:-marks]
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), inside, flags=re.DOTALL)


def _differs_replace(given: list[list[Token]]) -> bool:
    texts = [_text(each) for each in given[1:]]
    if len(texts) < 2 or None in texts:  # noqa: PLR2004 (pattern and replacement)
        return True
    pattern, put = texts[0] or "", texts[1] or ""
    return not _PLAIN.fullmatch(pattern) or "$" in put or "\\" in put or len(texts) > 2  # noqa: PLR2004


def _differs_regex(given: list[list[Token]]) -> bool:
    pattern = _text(given[1]) if len(given) > 1 else None
    return pattern is not None and _APART.search(pattern) is not None


@lru_cache(maxsize=64)
def _compiled(pattern: str, flags: str) -> "re.Pattern[str] | None":
    """Return a pattern of XPath as Python's; None where it is none."""
    from elementpath.regex import RegexError, translate_pattern

    if any(flag not in "smixq" for flag in flags):
        return None
    if "q" in flags:
        return re.compile(re.escape(pattern), re.IGNORECASE if "i" in flags else 0)
    options = 0
    for flag in flags:
        options |= _FLAGS[flag]
    if "x" in flags:
        pattern, options = re.sub(r"[ \t\r\n]+", "", pattern), options & ~re.VERBOSE
    try:
        told = translate_pattern(pattern, options, back_references=True, lazy_quantifiers=True, anchors=True)
        return re.compile(told, options)
    except (RegexError, re.error, ValueError, OverflowError, RecursionError):
        return None


def _regex(*given: Term) -> Term | None:
    texts = _texts(given)
    found = _compiled(texts[1], texts[2] if texts[2:] else "") if texts and texts[1:] else None
    if found is None or texts is None:
        return None
    return ox.Literal(found.search(texts[0]) is not None)


def _replace(*given: Term) -> Term | None:
    texts = _texts(given)
    if texts is None or len(texts) not in (3, 4):
        return None
    flags = texts[3] if texts[3:] else ""
    pattern = _compiled(texts[1], flags)
    if pattern is None or pattern.search("") is not None:
        return None
    put = [texts[2]] if "q" in flags else _parts(texts[2], pattern.groups)
    if put is None:
        return None
    done = pattern.sub(
        lambda match: "".join(each if isinstance(each, str) else match[each] or "" for each in put), texts[0]
    )
    first = given[0]
    language = first.language if isinstance(first, ox.Literal) else None
    return ox.Literal(done, language=language) if language else ox.Literal(done)


def _texts(given: tuple[Term, ...]) -> list[str] | None:
    """Return the arguments as texts; None where one is none: the first may have a language, the others not."""
    found = []
    for number, each in enumerate(given):
        if not isinstance(each, ox.Literal) or not (
            each.datatype.value == _STRING or (number == 0 and each.language)
        ):
            return None
        found.append(each.value)
    return found


def _parts(put: str, groups: int) -> list[str | int] | None:
    """Return a replacement as texts and numbers of groups; None for what XPath refuses."""
    found: list[str | int] = []
    place = 0
    while place < len(put):
        sign, after = put[place], put[place + 1 : place + 2]
        if sign == "\\":
            if after not in ("\\", "$"):
                return None
            found.append(after)
            place += 2
        elif sign == "$":
            digits = re.match(r"[0-9]{1,9}", put[place + 1 :])
            if digits is None:
                return None
            count = len(digits[0])
            while count > 1 and int(digits[0][:count]) > groups:  # the rest are digits of the text
                count -= 1
            number = int(digits[0][:count])
            found.append(number if number <= groups else "")
            place += 1 + count
        else:
            found.append(sign)
            place += 1
    return found
