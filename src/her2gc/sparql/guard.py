"""Foreign SPARQL is read-only: what it may not hold is found among its tokens before the engine sees it.

A bare word outside literals, IRIs and comments can only be a keyword, so the check is exact: a literal that holds
the word SERVICE passes. The one place where ``<`` is ambiguous (inside parentheses it may be less-than, and ``#`` or
``'`` after it would then open a comment or a literal) is refused unless the IRI is written with ``://``.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES

KNOWN = {  # prefixes that foreign queries need not declare: ours, and what describes the data set besides
    **PREFIXES,
    "sd": "http://www.w3.org/ns/sparql-service-description#",
}
LONGEST = 100_000  # characters
DEEPEST = 100  # brackets inside brackets; the engine overflows its stack at some thousands

_HERE = "ask the graph itself; it is all here"
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_OF_THE_MOMENT = {"NOW", "RAND", "UUID", "STRUUID"}
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
# Each alternative reads on from where it stands without going back, so that a text is read in time in step with its
# length: runs of letters, dots and hyphens are taken whole, and parted into words afterwards where no colon follows.
_LOCAL = r"""(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+"""
_TOKEN = re.compile(
    rf"""(?P<space>[\ \t\r\n]+|\#[^\r\n]*)
      | (?P<iri><[^<>"{{}}|^`\x00-\x20]*+>)
      | (?P<text>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*+\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*+'''
               |"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+')
      | (?P<unclosed>["'])
      | (?P<variable>[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?)
      | (?P<name>_?:{_LOCAL})
      | (?P<run>[^\W\d][\w.\-]*+)(?P<local>:{_LOCAL})?
      | (?P<open>[({{\[])
      | (?P<close>[)}}\]])
      | (?P<other>\d+|.)""",
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"\w+|.", re.DOTALL)
# What programs send most: prefixes, then SELECT or ASK, whole IRIs, and nothing that could be a literal, a comment, a
# comparison, an escape or a path of any length.
_PLAIN = re.compile(
    r"""(?:\s*PREFIX\s+[\w.\-]*+:\s*<[^<>"{}|^`\\\x00-\x20]*+>)*+
        \s*(?:SELECT(?:\s+(?:DISTINCT|REDUCED))?(?:\s*\*)?|ASK)(?=[\s({?$])
        (?:[^<>"'\\?*$\#]++|[?$]\w++|<https?://[^<>"{}|^`\\\x00-\x20]*+>)*+""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_PLAIN_LENGTH = 10_000
_LOOKED_FOR = ("SERVICE", "LOAD", "FROM", "REPLACE", "REGEX", *sorted(_OF_THE_MOMENT))


class Token(NamedTuple):
    """One token: its kind, text and place."""

    kind: str
    text: str
    start: int


def check(query: str, file: str, graphs: set[str], longest: int = LONGEST) -> bool:
    """Refuse a query that would change, fetch or overwhelm anything.

    Parameters
    ----------
    query
        The text of a SPARQL query.
    file
        Where it comes from, for messages.
    graphs
        The IRIs of the named graphs that FROM may name.
    longest
        The most characters that it may have.

    Returns
    -------
    bool
        Whether the query chooses its graphs itself, by FROM.

    Raises
    ------
    Her2gcError
        With line and column, for updates, SERVICE, LOAD, foreign FROM, and queries too long or too deep.
    """
    return examined(query, file, graphs, longest)[0]


def examined(
    query: str, file: str, graphs: Collection[str], longest: int = LONGEST
) -> tuple[bool, list[Token]]:
    """Return what ``check`` does, and the tokens that were read for it: none where nothing could apply."""
    if plain(query) and len(query) <= longest:
        return False, []
    if len(query) > longest:
        raise Her2gcError(f"the query has more than {longest} characters", "shorten it", file=file)
    tokens = read(query, file)
    words = [token for token in tokens if token.kind == "word"]
    for token in words:
        if "SERVICE" in token.text.upper() or token.text.upper() == "LOAD":
            name = "LOAD" if token.text.upper() == "LOAD" else "SERVICE"
            raise _refused(f"{name} is refused", _HERE, query, token, file)
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        # the engine needs no blank between a keyword and what follows: SERVICE:x { ... } is one name here
        glued = token.kind == "name" and "SERVICE" in token.text.partition(":")[0].upper()
        if glued and after.text == "{" and before.text.upper() != "GRAPH":
            raise _refused("SERVICE is refused", _HERE, query, token, file)
    form = next((token for token in words if token.text.upper() in _FORMS | _UPDATES), None)
    if form is None:
        raise Her2gcError(
            "this is no SPARQL query", "begin it with SELECT, ASK, CONSTRUCT or DESCRIBE", file=file
        )
    if form.text.upper() in _UPDATES:
        raise _refused(
            "updates are refused", "queries are read-only; edit the Turtle files", query, form, file
        )
    return _check_from(query, tokens, file, graphs), tokens


def plain(query: str) -> bool:
    """Tell by one look that a query holds nothing that is looked for here, in ``paths`` and in ``xpath``.

    It tells so of fewer queries than it might: a word that is looked for may stand nowhere, not even within a name.
    """
    if len(query) > _PLAIN_LENGTH or not query.isascii():
        return False
    upper = query.upper()
    return (
        not any(word in upper for word in _LOOKED_FOR)
        and query.count("(") + query.count("{") + query.count("[") < DEEPEST
        and _PLAIN.fullmatch(query) is not None
    )


def lasts(tokens: list[Token]) -> bool:
    """Tell whether a query has the same answer each time on a graph that does not change."""
    return not any(token.kind == "word" and token.text.upper() in _OF_THE_MOMENT for token in tokens)


def read(query: str, file: str) -> list[Token]:
    """Return the tokens of a query; blanks and comments are left out.

    Raises
    ------
    Her2gcError
        For a literal that is not closed, brackets too deep, and what may be an IRI or a comparison.
    """
    found, brackets = [], [""]
    for token in _tokens(query):
        if token.kind == "open":
            brackets.append(token.text)
            if len(brackets) > DEEPEST:
                raise _refused(
                    f"more than {DEEPEST} brackets inside brackets", "flatten the query", query, token, file
                )
        elif token.kind == "close" and brackets[1:]:
            brackets.pop()
        elif token.kind == "unclosed":
            raise _refused(
                "the literal that begins here has no end", f"close it with {token.text}", query, token, file
            )
        elif (
            token.kind == "iri"
            and brackets[-1] == "("
            and "://" not in token.text
            and set("#'") & set(token.text)
        ):
            raise _refused("this may be an IRI or a comparison", "put a blank after '<'", query, token, file)
        found.append(token)
    return found


def _tokens(query: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(query):
        kind, start = str(match.lastgroup), match.start()
        if kind in ("run", "local"):
            if match["local"] is not None:
                yield Token("name", match.group(), start)
                continue
            for part in _WORD.finditer(match.group()):
                word = part.group()
                yield Token(
                    "word" if word[0].isalpha() or word[0] == "_" else "other", word, start + part.start()
                )
        elif kind != "space":
            yield Token(kind, match.group(), start)


def _check_from(query: str, tokens: list[Token], file: str, graphs: Collection[str]) -> bool:
    prefixes = dict(KNOWN)
    chosen = False
    for number, token in enumerate(tokens):
        word = token.text.upper() if token.kind == "word" else ""
        if word not in ("PREFIX", "FROM"):
            continue
        after = [each.text for each in tokens[number + 1 : number + 3]] + ["", ""]
        if word == "PREFIX":
            prefixes[after[0].rstrip(":")] = after[1][1:-1]
        else:
            chosen = True
            name = after[1] if after[0].upper() == "NAMED" else after[0]
            prefix, _, local = name.partition(":")
            iri = name[1:-1] if name.startswith("<") else prefixes.get(prefix, "") + local
            if iri not in graphs:
                raise _refused(
                    f"there is no graph {name}", "graphs: " + ", ".join(sorted(graphs)), query, token, file
                )
    return chosen


def place(query: str, start: int) -> tuple[int, int]:
    """Return line and column, counted from 1, of a place in a text."""
    return query.count("\n", 0, start) + 1, start - query.rfind("\n", 0, start)


def _refused(problem: str, remedy: str, query: str, token: Token, file: str) -> Her2gcError:
    line, column = place(query, token.start)
    return Her2gcError(problem, remedy, file=file, line=line, column=column)
