"""On which line of which file a statement stands: a reader of Turtle that keeps the line of each statement.

It reads only what the parser has accepted already, so it need not judge; what it cannot follow it passes over. Nodes
without a name are recognised by what is said of them: the parser names them anew, the reader in the order of the file.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<text>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
      |\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')
    |(?P<quoted><<|>>)
    |(?P<iri><[^<>\"{}|^`\\\s]*>)
    |(?P<mark>[.;,\[\](){}])(?![0-9])
    |(?P<word>(?:[^\s\"'<>\[\](){};,.\#\\]|\\.|\.(?=[^\s\"'<>\[\](){};,.\#])|(?<=:)\#)+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_RDF = PREFIXES["rdf"]
_TYPE, _FIRST, _REST, _NIL = (_RDF + name for name in ("type", "first", "rest", "nil"))
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_ROUNDS = 4  # how many steps away from a nameless node its recognition looks

Place = tuple[str, int]
Said = tuple[str, str, str, int]  # subject, property, value, line; parts that are not read yet are empty


class File:
    """One file as the reader sees it.

    Parameters
    ----------
    path, content
        Where it lies, and its bytes.
    triples
        What the parser made of it; needed only where nodes without a name are to be found.
    """

    def __init__(self, path: str, content: bytes, triples: Iterable[ox.Triple] = ()) -> None:
        self.path = path
        self.said = list(_statements(content.decode(errors="replace"), _address(path)))
        self.names = _recognised(list(triples), self.said)


class Lines:
    """The lines of a set of RDF files.

    Parameters
    ----------
    files
        Path, content and triples of each (triples only where nameless nodes are to be found); they are read when the
        first line is asked for.
    """

    def __init__(self, files: Sequence[tuple[str, bytes, Sequence[ox.Triple]]]) -> None:
        self._files = files
        self._known: dict[tuple[str, ...], Place] | None = None
        self.names: dict[str, str] = {}  # of nodes without a name, as the parser calls them: the reader's

    def _read(self) -> dict[tuple[str, ...], Place]:
        if self._known is None:
            self._known = {}
            for number, given in enumerate(self._files):
                file = File(*given)
                taken = set(self.names.values())
                own = {each: _unlike(each, number, taken) for each in set(file.names.values())}
                self.names.update({node: own[name] for node, name in file.names.items()})
                for *told, line in file.said:
                    s, p, o = (own.get(part, part) for part in told)
                    place = (file.path, line)
                    for key in ((s, p, o), (s, p), (s,)) if o else ((s, p), (s,)) if p else ((s,),):
                        self._known.setdefault(key, place)
                    if o:
                        self._known.setdefault(("", s, o), place)
                        self._known.setdefault(("", "", o), place)
        return self._known

    def name(self, blank: str) -> str:
        """Return what a node without a name is called in its file, or the parser's name for it."""
        self._read()
        return self.names.get("_:" + blank, "_:" + blank)

    def find(self, node: str, path: str = "", value: str = "") -> Place:
        """Return the place of a statement; ``("", 0)`` where no file says it.

        The first that is found of: the statement, its property, its value under another property, the node's kind,
        the node, and a statement that points to the node. A nameless node starts with ``_:``.
        """
        known = self._read()
        node, value = self.names.get(node, node), self.names.get(value, value)
        keys = ((node, path, value), (node, path), ("", node, value), (node, _TYPE), (node,), ("", "", node))
        return next((known[key] for key in keys if key in known), ("", 0))

    def knows(self, node: str, path: str = "") -> bool:
        """Say whether a file says something of a node, or gives it a property."""
        return ((node, path) if path else (node,)) in self._read()

    def subjects(self) -> list[str]:
        """Return all nodes of which the files say something."""
        return [key[0] for key in self._read() if len(key) == 1]

    def first(self) -> str:
        """Return the first subject of the first file, or an empty text."""
        return next((said[0] for said in _statements(self._files[0][1].decode(errors="replace"))), "")


def _address(path: str) -> str:
    """Return what the relative IRIs of a user's file are relative to."""
    from pathlib import Path

    return Path(os.path.abspath(path)).as_uri()


def text_of(term: object) -> str:
    """Return a term as the reader writes it: an IRI's or a literal's text, a nameless node with ``_:``."""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return str(term)


def _unlike(name: str, number: int, taken: set[str]) -> str:
    return name if name not in taken else f"{name}-{number + 1}"


def _statements(text: str, base: str = "") -> Iterator[Said]:
    """Yield each statement when its value is read, and each subject and property when it is."""
    reader, line, last, quoted = _Reader(base), 1, "", 0
    for match in _TOKEN.finditer(text):
        kind, told, at = match.lastgroup or "", match[0], line
        line += told.count("\n")
        if kind == "skip":
            continue
        if kind == "quoted":  # statements about statements: no line is kept of what they hold
            quoted += 1 if told == "<<" else -1
        elif quoted <= 0:
            if last == "text" and kind == "word" and told[0] in "@^":  # a literal's language or kind
                kind = "tag" if told == "^^" else "other"
            elif kind == "mark":
                yield from reader.mark(told, at)
            elif kind in ("text", "iri", "word") and last != "tag":
                yield from reader.term(told, kind, at)
        last = kind


class _Frame:
    """An open bracket: a node without a name, or a list."""

    def __init__(self, subject: str = "", *, items: bool = False) -> None:
        self.subject = subject
        self.predicate = ""
        self.items = items
        self.cell = ""  # the last cell of a list


class _Reader:
    """Where in a statement the reader is."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.prefixes: dict[str, str] = {}
        self.directive: list[str] = []
        self.frames = [_Frame()]
        self.count = 0

    def _new(self) -> str:
        self.count += 1
        return f"_:nameless{self.count}"

    def mark(self, told: str, at: int) -> Iterator[Said]:
        frame = self.frames[-1]
        if told == "[":
            node = self._new()
            yield from self._take(node, at)
            self.frames.append(_Frame(node))
        elif told == "(":
            self.frames.append(_Frame(items=True))
        elif told in "])" and len(self.frames) > 1:
            self.frames.pop()
            if told == ")" and frame.cell:
                yield frame.cell, _REST, _NIL, at
            elif told == ")":
                yield from self._take(_NIL, at)
        elif told == ";":
            frame.predicate = ""
        elif told != "," and told not in "])":
            self.frames = [_Frame()]
            self.directive = []

    def term(self, told: str, kind: str, at: int) -> Iterator[Said]:
        if self._directs(told):
            return
        place = self.frames[-1]
        kindly = told == "a" and kind == "word" and place.subject and not place.predicate
        yield from self._take(_TYPE if kindly else self._term(told, kind), at)

    def _take(self, name: str, at: int) -> Iterator[Said]:
        frame = self.frames[-1]
        if frame.items:
            cell = self._new()
            if frame.cell:
                yield frame.cell, _REST, cell, at
            else:
                self.frames.pop()
                yield from self._take(cell, at)
                self.frames.append(frame)
            frame.cell = cell
            yield cell, _FIRST, name, at
        elif not frame.subject:
            frame.subject = name
            yield name, "", "", at
        elif not frame.predicate:
            frame.predicate = name
            yield frame.subject, name, "", at
        else:
            yield frame.subject, frame.predicate, name, at

    def _directs(self, told: str) -> bool:
        """Take in a word of a prefix or base declaration."""
        words = ("@prefix", "prefix", "@base", "base")
        if not self.directive and (self.frames[-1].subject or told.lower() not in words):
            return False
        self.directive.append(told)
        if "base" in self.directive[0].lower():
            if len(self.directive) == len(("@base", "<iri>")):
                self.base = urljoin(self.base, told[1:-1])
                self.directive = []
        elif len(self.directive) == len(("@prefix", "her2gc:", "<iri>")):
            self.prefixes[self.directive[1]] = self._iri(told[1:-1])
            self.directive = []
        return True

    def _iri(self, told: str) -> str:
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", told) or not self.base:
            return told
        return urljoin(self.base, told) or told

    def _term(self, told: str, kind: str) -> str:
        if kind == "iri":
            return self._iri(told[1:-1])
        if kind == "text":
            long = told[:3] in ('"""', "'''")
            return _ESCAPE.sub(_unescaped, told[3:-3] if long else told[1:-1])
        if told.startswith("_:"):
            return told
        prefix, colon, local = told.partition(":")
        base = self.prefixes.get(prefix + colon)
        return base + local.replace("\\", "") if colon and base is not None else told


def _unescaped(found: re.Match[str]) -> str:
    mark = found[1]
    if mark[0] in "uU" and len(mark) > 1:
        number = int(mark[1:], 16)
        return chr(number) if number <= 0x10FFFF else mark  # noqa: PLR2004 (the last code point)
    return _ESCAPES.get(mark, mark)


def _recognised(triples: list[ox.Triple], said: list[Said]) -> dict[str, str]:
    """Return the reader's name of each nameless node that the parser made, by what is said of it and around it."""
    made = [(text_of(t.subject), t.predicate.value, text_of(t.object)) for t in triples]
    if not any(s.startswith("_:") or o.startswith("_:") for s, _, o in made):
        return {}
    # a literal may start with "_:" too; it does no harm, as nobody asks for its name
    read = list(dict.fromkeys((s, p, o) for s, p, o, _ in said if o))
    marks, found = (_signatures(each) for each in (made, read))
    alike: dict[int, list[str]] = defaultdict(list)
    for node, mark in found.items():
        alike[mark].append(node)
    return {node: alike[mark].pop(0) for node, mark in marks.items() if alike[mark]}


def _signatures(triples: list[tuple[str, str, str]]) -> dict[str, int]:
    """Return a number for each nameless node that is the same wherever the same is said around it."""
    near: dict[str, list[tuple[bool, str, str]]] = {}
    for s, p, o in triples:
        if s.startswith("_:"):
            near.setdefault(s, []).append((True, p, o))
        if o.startswith("_:"):
            near.setdefault(o, []).append((False, p, s))
    marks = dict.fromkeys(near, 0)
    for _ in range(_ROUNDS):
        marks = {
            node: hash(tuple(sorted((out, p, str(marks.get(other, other))) for out, p, other in told)))
            for node, told in near.items()
        }
    return marks
