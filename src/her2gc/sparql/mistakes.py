"""What is wrong with a query that the engine cannot parse: its place and its name.

The engine says how far it looked ahead, which is often the query's end. The mistakes that people make are looked for
among the query's tokens; for the rest rdflib's parser, slow but only needed then, knows where the statement begins
that cannot be read.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from her2gc.errors import Her2gcError
from her2gc.sparql.guard import KNOWN, Token, place, read

_SECOND_LOOK = 5_000  # characters that the slow parser is asked to read
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_AFTER_GROUP = {"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}
_PAIRS = {"(": ")", "{": "}", "[": "]"}
_HIDING = {"MINUS", "EXISTS"}  # what their groups bind is not seen outside


class _Mistake(NamedTuple):
    start: int
    problem: str
    remedy: str


def syntax_error(query: str, message: str, start: tuple[int, int] | None, file: str) -> Her2gcError:
    """Return what is wrong with a query that the engine cannot parse.

    Parameters
    ----------
    query
        Its text.
    message
        The engine's word.
    start
        Line and column where the statement begins that a second parser cannot read, if it was asked and knows.
    file
        Where the query comes from.
    """
    tokens = read(query, file)
    for look in (_iris, _prefixes, _brackets, _selects, _binds, _values):
        found = next(look(tokens), None)
        if found is not None:
            line, column = place(query, found.start)
            return Her2gcError(found.problem, found.remedy, file=file, line=line, column=column)
    match = re.match(r"error at (\d+):(\d+): (.*)", message[:10_000], re.DOTALL)
    start = start or ((int(match[1]), int(match[2])) if match else None)
    if start is None:
        return Her2gcError(f"this is not valid SPARQL: {message[:300]}", "correct the query", file=file)
    line, column = start
    said = re.search(r"The SELECT [a-z ]+|[A-Z][a-z]+ [a-z]+ [a-z ]{8,}", match[3] if match else "")
    found_text = [*query.splitlines(), ""][min(line, len(query.splitlines()) + 1) - 1][column - 1 :].strip()[
        :30
    ]
    reason = (
        said[0].strip()
        if said
        else f"'{found_text}' cannot be read"
        if found_text
        else "something is missing here"
    )
    return Her2gcError(
        f"this is not valid SPARQL: {reason}", "correct it from here on", file=file, line=line, column=column
    )


def statement_start(query: str) -> tuple[int, int] | None:
    """Return line and column where the statement begins that rdflib cannot read, or None where it reads all."""
    if len(query) > _SECOND_LOOK:
        return None
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(query)
    except ParseException as error:
        return error.lineno, error.column
    except Exception:  # noqa: BLE001 (a second opinion only: whatever it meets, the engine's word stands)
        return None
    return None


def _is(token: Token, *words: str) -> bool:
    return token.kind == "word" and token.text.upper() in words


def _iris(tokens: list[Token]) -> Iterator[_Mistake]:
    if any(_is(token, "BASE") for token in tokens):
        return
    for token in tokens:
        if token.kind == "iri" and not _SCHEME.match(token.text):
            name = token.text[1:-1]
            short = f"write kg:{name}, or " if re.fullmatch(r"[\w\-]+", name) else ""
            yield _Mistake(
                token.start,
                f"{token.text} is a relative IRI, and the query has no base",
                f"{short}write it in full, or give BASE",
            )


def _prefixes(tokens: list[Token]) -> Iterator[_Mistake]:
    known = {f"{prefix}:" for prefix in KNOWN} | {"_:"}
    before = Token("", "", 0)
    for token in tokens:
        prefix = token.text.partition(":")[0] + ":"
        if token.kind == "name" and _is(before, "PREFIX"):
            known.add(token.text)
        elif token.kind == "name" and prefix not in known:
            yield _Mistake(
                token.start,
                f"'{token.text[:60]}' uses a prefix that is not declared",
                f"add PREFIX {prefix} <...>",
            )
        before = token


def _brackets(tokens: list[Token]) -> Iterator[_Mistake]:
    left: list[Token] = []
    for token in tokens:
        if token.kind == "open":
            left.append(token)
        elif token.kind == "close" and not left:
            yield _Mistake(
                token.start, f"this {token.text} closes nothing", "leave it out, or open it before"
            )
            return
        elif token.kind == "close":
            opened = left.pop()
            if _PAIRS[opened.text] != token.text:
                yield _Mistake(
                    opened.start,
                    f"the {opened.text} that begins here is not closed",
                    f"close it with {_PAIRS[opened.text]}",
                )
                return
    if left:
        last = left[-1]
        yield _Mistake(
            last.start,
            f"the {last.text} that begins here is not closed",
            f"close it with {_PAIRS[last.text]}",
        )


def _until(tokens: list[Token], start: int, stop: Callable[[Token], bool]) -> int:
    """Return the place of the first token outside brackets that stops, or that closes what was open before."""
    depth = 0
    for number in range(start, len(tokens)):
        token = tokens[number]
        if depth == 0 and (token.kind == "close" or stop(token)):
            return number
        depth += (token.kind == "open") - (token.kind == "close")
    return len(tokens)


def _selects(tokens: list[Token]) -> Iterator[_Mistake]:
    for number, token in enumerate(tokens):
        if not _is(token, "SELECT"):
            continue
        end = _until(tokens, number + 1, lambda each: each.text == "{" or _is(each, "WHERE", "FROM"))
        opens = _until(tokens, end, lambda each: each.text == "{")
        closes = _until(tokens, opens + 1, lambda _: False)
        group = _until(tokens, closes + 1, lambda each: _is(each, "GROUP", *_AFTER_GROUP))
        grouped = group < len(tokens) and _is(tokens[group], "GROUP")
        stop = _until(tokens, group + 1, lambda each: _is(each, *_AFTER_GROUP)) if grouped else group
        yield from _projected(tokens[number + 1 : end], tokens[group:stop] if grouped else None)


def _projected(chosen: list[Token], group: list[Token] | None) -> Iterator[_Mistake]:
    names: set[str] = set()
    keys: set[str] = set()
    depth = 0
    for number, token in enumerate(group or []):
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind == "variable" and (depth == 0 or _is((group or [])[number - 1], "AS")):
            keys.add(token.text[1:])
    aggregated = group is not None or any(_is(token, *_AGGREGATES) for token in chosen)
    depth = inside = 0  # inside: the depth of the brackets of an aggregate
    for number, token in enumerate(chosen):
        before = chosen[number - 1] if number else token
        depth += token.kind == "open"
        if token.kind == "open" and not inside and _is(before, *_AGGREGATES):
            inside = depth
        if token.kind == "variable":
            name = token.text[1:]
            named = depth == 0 or _is(before, "AS")
            if named and name in names:
                yield _Mistake(token.start, f"?{name} is selected twice", "give one of the two another name")
            elif aggregated and not inside and not _is(before, "AS") and name not in keys | names:
                yield _Mistake(
                    token.start,
                    f"?{name} is neither grouped nor aggregated",
                    "add it to GROUP BY, or SAMPLE it",
                )
            if named:
                names.add(name)
        if token.kind == "close":
            inside = 0 if inside == depth else inside
            depth -= 1


def _binds(tokens: list[Token]) -> Iterator[_Mistake]:
    """Yield the variables that BIND names although their group has them already."""
    groups: list[tuple[set[str], bool]] = [(set(), False)]
    depth, values = [0], False
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else token
        if token.text == "{" and token.kind == "open":
            groups.append((set(), _is(before, *_HIDING)))
            depth.append(0)
        elif token.text == "}" and token.kind == "close" and groups[1:]:
            seen, hidden = groups.pop()
            depth.pop()
            groups[-1][0].update(() if hidden else seen)
        elif token.text in "()" and token.kind in ("open", "close"):
            values = _is(before, "VALUES") if token.text == "(" else False
            depth[-1] += 1 if token.text == "(" else -1
        elif token.kind == "variable" and token.text[0] in "?$":
            name = token.text[1:]
            if _is(before, "AS") and len(groups) > 1:
                if name in groups[-1][0]:
                    yield _Mistake(
                        token.start, f"?{name} is in use before this", "bind the value to a new name"
                    )
                groups[-1][0].add(name)
            elif depth[-1] == 0 or values:
                groups[-1][0].add(name)


def _values(tokens: list[Token]) -> Iterator[_Mistake]:
    """Yield the rows of VALUES that have more or fewer values than variables."""
    for number, token in enumerate(tokens):
        if not (_is(token, "VALUES") and number + 1 < len(tokens) and tokens[number + 1].text == "("):
            continue
        end = _until(tokens, number + 2, lambda _: False)
        wanted = end - number - 2
        row = end + 2
        while row < len(tokens) and tokens[row].text == "(":
            stop = _until(tokens, row + 1, lambda _: False)
            given = _count(tokens[row + 1 : stop])
            if given != wanted:
                yield _Mistake(
                    tokens[row].start,
                    f"{given} value{'s' * (given != 1)} under {wanted} variable{'s' * (wanted != 1)}",
                    "give one for each; UNDEF leaves one open",
                )
            row = stop + 1


def _count(tokens: list[Token]) -> int:
    """Return the number of values in a row: tokens that touch are parts of one."""
    end, found = -1, 0
    for token in tokens:
        found += token.start != end
        end = token.start + len(token.text)
    return found
