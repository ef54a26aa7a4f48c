"""On which line of which file a statement stands: a reader of Turtle that keeps the line of each statement.

It reads only what the parser has accepted already, so it need not judge; what it cannot follow it passes over.
"""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<text>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
      |\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>\"{}|^`\\\s]*>)
    |(?P<mark>[.;,\[\](){}])(?![0-9])
    |(?P<word>(?:[^\s\"'<>\[\](){};,.\#\\]|\\.|\.(?=[^\s\"'<>\[\](){};,.\#])|(?<=:)\#)+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Place = tuple[str, int]


class Lines:
    """The lines of a set of RDF files.

    Parameters
    ----------
    files
        Path and content of each; they are read when the first line is asked for.
    """

    def __init__(self, files: list[tuple[str, bytes]]) -> None:
        self._files = files
        self._known: dict[tuple[str, ...], Place] | None = None

    def find(self, node: str, path: str = "", value: str = "") -> Place:
        """Return file and line of the statement, else of the property, else of the node; ``("", 0)`` if nowhere."""
        if self._known is None:
            self._known = {}
            for name, content in self._files:
                for key, line in _statements(content.decode(errors="replace")):
                    self._known.setdefault(key, (name, line))
        for key in ((node, path, value), (node, path), (node, _TYPE), (node,)):
            if key in self._known:
                return self._known[key]
        return "", 0

    def first(self) -> str:
        """Return the first subject of the first file, or an empty text."""
        return next((key[0] for key, _ in _statements(self._files[0][1].decode(errors="replace"))), "")


def _statements(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield ``(subject,)``, ``(subject, property)`` and ``(subject, property, value)`` with their lines."""
    reader, line = _Reader(), 1
    for match in _TOKEN.finditer(text):
        kind, told, at = match.lastgroup or "", match[0], line
        line += told.count("\n")
        if kind == "mark":
            reader.mark(told)
        elif kind in ("text", "iri", "word") and (key := reader.term(told, kind)):
            yield key, at


class _Reader:
    """Where in a statement the reader is."""

    def __init__(self) -> None:
        self.prefixes: dict[str, str] = {}
        self.subject = self.predicate = ""
        self.directive: list[str] = []
        self.depth = 0  # of brackets: what stands inside them belongs to nodes without a name

    def mark(self, told: str) -> None:
        if told in "[(":
            self.depth += 1
        elif told in "])":
            self.depth = max(0, self.depth - 1)
        elif self.depth == 0 and told == ";":
            self.predicate = ""
        elif self.depth == 0 and told != ",":
            self.subject = self.predicate = ""
            self.directive = []

    def term(self, told: str, kind: str) -> tuple[str, ...]:
        if self.depth or self._directs(told):
            return ()
        name = _term(told, kind, self.prefixes)
        if not self.subject:
            self.subject = name
            return (name,)
        if not self.predicate:
            self.predicate = _TYPE if told == "a" else name
            return self.subject, self.predicate
        return self.subject, self.predicate, name

    def _directs(self, told: str) -> bool:
        """Take in a word of a prefix declaration."""
        if not self.directive and (self.subject or told.lower() not in ("@prefix", "prefix")):
            return False
        self.directive.append(told)
        if len(self.directive) == len(("@prefix", "her2gc:", "<iri>")):
            self.prefixes[self.directive[1]] = self.directive[2][1:-1]
            self.directive = []
        return True


def _term(told: str, kind: str, prefixes: dict[str, str]) -> str:
    if kind == "iri":
        return told[1:-1]
    if kind == "text":
        long = told[:3] in ('"""', "'''")
        return told[3:-3] if long else told[1:-1]
    prefix, colon, local = told.partition(":")
    base = prefixes.get(prefix + colon)
    return base + local.replace("\\", "") if colon and base is not None else told
