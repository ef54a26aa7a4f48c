"""Foreign SPARQL is read-only: what it may not hold is found among its tokens before the engine sees it.

A bare word outside literals, IRIs and comments can only be a keyword, so the check is exact: a literal that holds
the word SERVICE passes. The one place where ``<`` is ambiguous (inside parentheses it may be less-than, and ``#`` or
``'`` after it would then open a comment or a literal) is refused unless the IRI is written with ``://``.
"""

import re
from typing import NamedTuple

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES

LONGEST = 100_000  # characters
_SECOND_LOOK = 5_000  # characters that the slow parser is asked to read
DEEPEST = 100  # brackets inside brackets; the engine overflows its stack at some thousands

_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_TOKEN = re.compile(
    r"""(?P<space>[\ \t\r\n]+|\#[^\r\n]*)
      | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
      | (?P<text>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
               |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
      | (?P<variable>[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?)
      | (?P<name>(?:[^\W\d_][\w.\-]*|_)?:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
      | (?P<word>[^\W\d]\w*)
      | (?P<open>[({\[])
      | (?P<close>[)}\]])
      | (?P<other>\d+|.)""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token: its kind, text and place."""

    kind: str
    text: str
    start: int


def check(query: str, file: str, graphs: set[str]) -> bool:
    """Refuse a query that would change, fetch or overwhelm anything.

    Parameters
    ----------
    query
        The text of a SPARQL query.
    file
        Where it comes from, for messages.
    graphs
        The IRIs of the named graphs that FROM may name.

    Returns
    -------
    bool
        Whether the query chooses its graphs itself, by FROM.

    Raises
    ------
    Her2gcError
        With line and column, for updates, SERVICE, LOAD, foreign FROM, and queries too long or too deep.
    """
    if len(query) > LONGEST:
        raise Her2gcError(f"the query has more than {LONGEST} characters", "shorten it", file=file)
    tokens = list(_tokens(query, file))
    words = [token for token in tokens if token.kind == "word"]
    for token in words:
        if token.text.upper() in ("SERVICE", "LOAD"):
            raise _refused(
                f"{token.text.upper()} is refused", "ask the graph itself; it is all here", query, token, file
            )
    form = next((token for token in words if token.text.upper() in _FORMS | _UPDATES), None)
    if form is None:
        raise Her2gcError(
            "this is no SPARQL query", "begin it with SELECT, ASK, CONSTRUCT or DESCRIBE", file=file
        )
    if form.text.upper() in _UPDATES:
        raise _refused(
            "updates are refused", "queries are read-only; edit the Turtle files", query, form, file
        )
    return _check_from(query, tokens, file, graphs)


def _tokens(query: str, file: str) -> list[Token]:
    found, brackets = [], [""]
    for match in _TOKEN.finditer(query):
        token = Token(str(match.lastgroup), match.group(), match.start())
        if token.kind == "space":
            continue
        if token.kind == "open":
            brackets.append(token.text)
            if len(brackets) > DEEPEST:
                raise _refused(
                    f"more than {DEEPEST} brackets inside brackets", "flatten the query", query, token, file
                )
        elif token.kind == "close" and brackets[1:]:
            brackets.pop()
        elif (
            token.kind == "iri"
            and brackets[-1] == "("
            and "://" not in token.text
            and set("#'") & set(token.text)
        ):
            raise _refused("this may be an IRI or a comparison", "put a blank after '<'", query, token, file)
        found.append(token)
    return found


def _check_from(query: str, tokens: list[Token], file: str, graphs: set[str]) -> bool:
    prefixes = dict(PREFIXES)
    chosen = False
    for place, token in enumerate(tokens):
        word = token.text.upper() if token.kind == "word" else ""
        after = [each.text for each in tokens[place + 1 : place + 3]] + ["", ""]
        if word == "PREFIX":
            prefixes[after[0].rstrip(":")] = after[1][1:-1]
        elif word == "FROM":
            chosen = True
            name = after[1] if after[0].upper() == "NAMED" else after[0]
            prefix, _, local = name.partition(":")
            iri = name[1:-1] if name.startswith("<") else prefixes.get(prefix, "") + local
            if iri not in graphs:
                raise _refused(
                    f"there is no graph {name}", "graphs: " + ", ".join(sorted(graphs)), query, token, file
                )
    return chosen


def _refused(problem: str, remedy: str, query: str, token: Token, file: str) -> Her2gcError:
    line = query.count("\n", 0, token.start) + 1
    column = token.start - query.rfind("\n", 0, token.start)
    return Her2gcError(problem, remedy, file=file, line=line, column=column)


def syntax_error(query: str, message: str, file: str) -> Her2gcError:
    """Return what is wrong with a query that the engine cannot parse.

    The engine reports how far it looked ahead; rdflib's parser, slow but only needed now, knows where the statement
    begins that cannot be read.
    """
    match = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if "Prefix not found" in message:
        line = int(match[1]) if match else None
        return Her2gcError("this line uses a prefix that is not declared", "add PREFIX", file=file, line=line)
    start = _statement_start(query) or ((int(match[1]), int(match[2])) if match else None)
    if start is None:
        return Her2gcError(f"this is not valid SPARQL: {message}", "correct the query", file=file)
    line, column = start
    found = [*query.splitlines(), ""][line - 1][column - 1 :].strip()[:30]
    reason = f"'{found}' cannot be read" if found else "the query ends too early"
    return Her2gcError(
        f"this is not valid SPARQL: {reason}", "correct it from here on", file=file, line=line, column=column
    )


def _statement_start(query: str) -> tuple[int, int] | None:
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
