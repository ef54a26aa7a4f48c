"""Reads the text of a stored question: its scopes, and the triple patterns of each.

A scope is a SELECT with its pattern; a sub-select is a scope of its own. Only what our questions use is understood;
other text raises ``NotRead``, and what asks then does without.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<var>[?$]\w+)
    |(?P<name>[A-Za-z][\w-]*:[\w.-]*\w|[A-Za-z][\w-]*:)
    |(?P<tag>@[A-Za-z-]+)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<mark>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;|/^*+!=<>?-])""",
    re.VERBOSE,
)
_COUNTS = {"COUNT", "SUM", "AVG"}
_SIGNS = {"+", "-", "*", "/"}
_LOOSE = {"*", "+", "?"}
# Before a sub-select that only tells an engine which nodes rows are of: what is looked up behind it is looked up for
# these alone, here and where the scope is asked again, and no row rests on it.
BEGINS = "# begins with"


class NotRead(Exception):  # noqa: N818 (no error of the user's)
    """A text that is not written as our questions are."""


class Pattern(NamedTuple):
    """One triple pattern: its subject, the properties that may lead on, and the value unless more steps follow."""

    subject: str
    steps: tuple[str, ...]
    value: str


class Scope:
    """A SELECT: what it projects, its triple patterns, and the text of its pattern for asking again."""

    def __init__(self) -> None:
        self.projected: list[str] = []  # plain variables
        self.made: dict[str, list[str]] = {}  # variables made of others
        self.computed: set[str] = set()  # those made by counting or arithmetic
        self.filtered: set[str] = set()  # variables that filters look at
        self.graphs: set[str] = set()  # variables that named graphs are bound to
        self.required: set[str] = (
            set()
        )  # variables that every solution has from the scope's own triple patterns
        self.patterns: list[Pattern] = []
        self.children: list[Scope] = []
        self.optional = False  # whether what is around holds without it
        self.text = ""  # of its pattern, with a mark for each scope inside it
        self.whole = ""  # of its SELECT, as written

    def bound(self) -> set[str]:
        """Return the variables that a scope's own triple patterns bind, or those of the scopes inside it."""
        return self.own().union(*(child.keys() for child in self.children))

    def own(self) -> set[str]:
        """Return the variables in the scope's own triple patterns, and of the graphs that they stand in."""
        return self.graphs | {
            term[1:]
            for pattern in self.patterns
            for term in (pattern.subject, pattern.value, *pattern.steps)
            if term.startswith("?")
        }

    def keys(self) -> set[str]:
        """Return the variables by which what is outside is joined to what is inside."""
        return (self.bound() | self.homes()) & set(self.projected)

    def homes(self) -> set[str]:
        """Return the variables that BIND makes of a named graph alone, here or inside: whose word something is."""
        found = {new for new, parts in self.made.items() if parts and self.graphs.issuperset(parts)}
        return found.union(*(child.homes() & set(child.projected) for child in self.children))

    def told(self) -> set[str]:
        """Return the shown variables that BIND makes of the scope's own: they tell rows apart as what is bound does.

        So does what a scope inside it shows of one source and not of another.
        """
        apart = {name for child in self.children if child.homes() for name in (*child.projected, *child.made)}
        known = self.own() | apart
        for new, parts in self.made.items():  # in the order of the text
            if parts and known.issuperset(parts):
                known.add(new)
        return (known & self.made.keys() | apart) & set(self.projected)

    def query(self) -> str:
        """Return the pattern; of the scopes inside it, those that only add to what it finds are left out."""
        found = self.text
        for number, child in enumerate(self.children):
            found = found.replace(f"\0{number}\0", f"{{ {child.whole} }}" if self.needs(child) else "")
        return found

    def only_groups(self) -> bool:
        """Tell whether a scope does nothing but group or order what the one inside it finds, asked by itself.

        It does more where a scope further inside, left out of that one's query, takes something away.
        """
        return self.text.strip("{} ") == "\x000\x00" and all(
            each.optional or self.children[0].needs(each) for each in self.children[0].children
        )

    def among(self, name: str, terms: Iterable[str]) -> str:
        """Return the pattern for some values of a required variable alone."""
        return self.query().replace("{", f"{{ VALUES ?{name} {{ {' '.join(terms)} }}", 1)

    def needs(self, child: "Scope") -> bool:
        """Tell whether a scope inside does more than add to what the pattern finds without it."""
        own = self.own()
        new = {*child.projected, *child.made} - own
        return len(child.keys()) > 1 or not child.keys() <= own or bool(new & self.filtered)


class Read(NamedTuple):
    """A whole question."""

    prefixes: dict[str, str]
    scope: Scope

    def iri(self, sign: str) -> str | None:
        """Return the IRI that a sign of the text stands for, or None for a variable or a literal."""
        if sign == "a":
            return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
        if sign.startswith("<"):
            return sign[1:-1]
        prefix, colon, local = sign.partition(":")
        return self.prefixes[prefix] + local if colon and prefix in self.prefixes else None

    def query(self, pattern: str) -> str:
        """Return the query for everything that a scope's pattern binds."""
        heads = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in self.prefixes.items())
        return f"{heads}SELECT DISTINCT * WHERE {pattern}"


def read(text: str) -> Read:
    """Read the text of a question, its parameters bound.

    Raises
    ------
    NotRead
        Where it is written otherwise.
    """
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, str]] = []
        self.starts: list[int] = []
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise NotRead(text[at : at + 20])
            if found.lastgroup != "skip":
                self.tokens.append((str(found.lastgroup), found.group()))
                self.starts.append(at)
            at = found.end()
        self.at = 0
        self.fresh = 0
        self.loose = 0  # so many groups around that need not hold
        self.optional = 0  # so many of them that are OPTIONAL

    def whole(self) -> Read:
        prefixes = {}
        while self._is("PREFIX"):
            self._next()
            name, iri = self._next(), self._next()
            prefixes[name[:-1]] = iri[1:-1]
        if not self._is("SELECT"):
            raise NotRead("SELECT")
        return Read(prefixes, self._select())

    def _select(self) -> Scope:
        scope = Scope()
        scope.optional = self.optional > 0
        self._next()
        if self._is("DISTINCT") or self._is("REDUCED"):
            self._next()
        while not (self._is("WHERE") or self._at("{")):
            if self._at("("):
                self._made(scope, self._inside("(", ")"))
            else:
                scope.projected.append(self._next()[1:])
        if self._is("WHERE"):
            self._next()
        around, self.loose, self.optional = (self.loose, self.optional), 0, 0
        scope.text = self._group(scope)
        self.loose, self.optional = around
        return scope

    def _group(self, scope: Scope) -> str:
        parts = []
        self._expect("{")
        if self._is("SELECT"):
            start = self.at
            child = self._select()
            while not self._at("}"):  # GROUP BY, ORDER BY
                self._next()
            child.whole = self._raw(start, self.at)
            parts.append(f"\0{len(scope.children)}\0")
            scope.children.append(child)
        while not self._at("}"):
            if self._at("."):
                self._next()
            else:
                parts.append(self._element(scope))
        self._expect("}")
        return "{ " + " ".join(parts) + " }"

    def _element(self, scope: Scope) -> str:
        kind, sign = self.tokens[self.at]
        word = sign.upper() if kind == "word" else sign
        if word in ("FILTER", "MINUS", "VALUES"):
            return self._unread(scope)
        if word == "BIND":
            start = self.at
            self._next()
            self._made(scope, self._inside("(", ")"))
            return self._raw(start, self.at)
        if word in ("OPTIONAL", "UNION"):
            self._next()
            self.optional += word == "OPTIONAL"
            found = self._loosely(scope)
            self.optional -= word == "OPTIONAL"
            return f"{word} {found}"
        if word == "GRAPH":
            self._next()
            graph = self._next()
            if graph.startswith("?"):
                scope.graphs.add(graph[1:])
            return f"GRAPH {graph} {self._group(scope)}"
        if word != "{":
            return " ".join(self._triples(scope))
        return self._begun(scope) if self._marked(BEGINS) else self._loosely(scope)

    def _begun(self, scope: Scope) -> str:
        """Pass over a sub-select that rows only begin with; every solution has what it shows."""
        start = self.at
        self._inside("{", "}")
        if not self.loose:
            shown = self._raw(start, self.at).partition("WHERE")[0]
            scope.required |= {sign[1:] for sign in re.findall(r"\?\w+", shown)}
        return self._raw(start, self.at)

    def _loosely(self, scope: Scope) -> str:
        """Read a group that need not hold, or may be one of several."""
        self.loose += 1
        found = self._group(scope)
        self.loose -= 1
        return found

    def _unread(self, scope: Scope) -> str:
        """Pass over what adds no statement to a row: a filter, a difference, given values."""
        start = self.at
        word = self._next().upper()
        while not (self._at("{") or self._at("(")):
            self._next()
        if self._at("("):
            self._inside("(", ")")
        if word != "FILTER" or self._raw(start, self.at).upper().endswith("EXISTS"):
            if not self._at("{"):
                raise NotRead(word)
            self._inside("{", "}")
        scope.filtered |= {sign[1:] for kind, sign in self.tokens[start : self.at] if kind == "var"}
        return self._raw(start, self.at)

    def _triples(self, scope: Scope) -> Iterator[str]:
        subject = self._term()
        while True:
            path = self._path()
            while True:
                yield from self._pattern(scope, subject, path, self._term())
                if not self._at(","):
                    break
                self._next()
            while self._at(";"):
                self._next()
            if self._at(".") or not self._starts_path():
                return

    def _pattern(self, scope: Scope, subject: str, path: list[list[str]], value: str) -> Iterator[str]:
        """Add one pattern a step, with a variable between steps; a path of any length stays one."""
        if any(_LOOSE & set(step) for step in path):
            first = tuple(sign for sign in path[0] if sign not in _LOOSE | {"(", ")", "|", "^"})
            scope.patterns.append(Pattern(subject, first, ""))
            yield f"{subject} {'/'.join(' '.join(step) for step in path)} {value} ."
            return
        if not self.loose:
            scope.required |= {end[1:] for end in (subject, value) if end.startswith("?")}
        for place, step in enumerate(path):
            last = place == len(path) - 1
            self.fresh += not last
            other = value if last else f"?_{self.fresh}"
            steps = tuple(sign for sign in step if sign not in {"(", ")", "|", "^"})
            one, two = (other, subject) if "^" in step and len(steps) == 1 else (subject, other)
            scope.patterns.append(Pattern(one, steps, two))
            yield f"{subject} {' '.join(step)} {other} ."
            subject = other

    def _path(self) -> list[list[str]]:
        """Return the steps of a path, each as its tokens."""
        steps: list[list[str]] = [[]]
        depth = 0
        while True:
            kind, sign = self.tokens[self.at]
            if depth == 0 and steps[-1] and steps[-1][-1] not in ("^", "|", "!") and sign not in "/|*+?)":
                return self._parts(steps)
            if kind not in ("iri", "name", "var") and sign not in "a/|*+?()^!":
                raise NotRead(sign)
            self._next()
            depth += (sign == "(") - (sign == ")")
            if sign == "/" and depth == 0:
                steps.append([])
            else:
                steps[-1].append(sign)

    @staticmethod
    def _parts(steps: list[list[str]]) -> list[list[str]]:
        if len(steps) > 1 and any("|" in step and "(" not in step for step in steps):
            whole = [sign for step in steps for sign in [*step, "/"]][:-1]
            return [[*whole, "*"]] if not whole else [["(", *whole, ")"]]
        return steps

    def _term(self) -> str:
        kind, sign = self.tokens[self.at]
        if kind not in ("var", "iri", "name", "text", "number", "word"):
            raise NotRead(sign)
        self._next()
        if kind == "text" and self.at < len(self.tokens):
            if self.tokens[self.at][0] == "tag":
                return sign + self._next()
            if self._at("^^"):
                self._next()
                return f"{sign}^^{self._next()}"
        return sign

    def _made(self, scope: Scope, inner: list[tuple[str, str]]) -> None:
        """Note what a new variable is made of: ``expression AS ?new``."""
        new, tokens = inner[-1][1][1:], inner[:-2]
        scope.made.setdefault(new, []).extend(sign[1:] for kind, sign in tokens if kind == "var")
        depth, figures = 0, False
        for kind, sign in tokens:  # what stands in braces is a pattern
            depth += (sign == "{") - (sign == "}")
            figures |= depth == 0 and (
                sign.upper() in _COUNTS if kind == "word" else sign in _SIGNS and kind == "mark"
            )
        if figures:
            scope.computed.add(new)

    def _inside(self, opening: str, closing: str) -> list[tuple[str, str]]:
        start = self.at + 1
        depth = 0
        while True:
            sign = self.tokens[self.at][1] if self.tokens[self.at][0] == "mark" else ""
            depth += (sign == opening) - (sign == closing)
            self._next()
            if depth == 0:
                return self.tokens[start : self.at - 1]

    def _raw(self, start: int, end: int) -> str:
        return self.text[self.starts[start] : self.starts[end - 1] + len(self.tokens[end - 1][1])]

    def _marked(self, mark: str) -> bool:
        """Tell whether a remark stands right before what is read next."""
        before = self.starts[self.at - 1] + len(self.tokens[self.at - 1][1])
        return mark in self.text[before : self.starts[self.at]]

    def _starts_path(self) -> bool:
        """Tell whether another property of the same subject follows."""
        kind, sign = self._peek()
        return self.tokens[self.at - 1][1] == ";" and (kind in ("iri", "name", "var") or sign in "a^(")

    def _is(self, word: str) -> bool:
        kind, sign = self._peek()
        return kind == "word" and sign.upper() == word

    def _at(self, mark: str) -> bool:
        return self._peek() == ("mark", mark)

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def _next(self) -> str:
        if self.at >= len(self.tokens):
            raise NotRead("end")
        self.at += 1
        return self.tokens[self.at - 1][1]

    def _expect(self, mark: str) -> None:
        if not self._at(mark):
            raise NotRead(mark)
        self._next()
