"""Names of the graph in a text: whole words, the longest first, case kept where it tells two things apart."""

import re
import sqlite3
from typing import NamedTuple

from her2gc.find.words import GRAMMAR, Token, tokens

_REGISTERED = re.compile(r"nct\d{8}")
_LONGEST = 9  # so many words make a name at most
_BACK = 4  # so many words before a line of therapy may say that it is over
_OVER = frozenset(["after", "beyond", "post", "progressed", "progressing", "progression", "since"])
# Ordinary words that are also somebody's name: they are that name only as it is written.
ORDINARY = frozenset({"met", "who", "set", "act", "all", "cap", "sum", "dose", "rest"})
# The subject of the whole review: to name it narrows nothing.
SUBJECT = frozenset({"gastric-cancer", "HER2", "ERBB2", "HER2-positive", "gastric-adenocarcinoma"})
_TARGET = frozenset({"her2", "erbb2"})  # the subject, too, but a value where a gene or target is asked for
TARGET = "her2"  # though it narrows nothing, "HER2 and age" asks for something else than "age"
# What a name means that no other words can stand for; other names count word by word.
FIRM = frozenset(
    {
        "agent",
        "agent class",
        "agent part",
        "gene or protein",
        "trial",
        "study",
        "disease",
        "subtype",
        "line",
        "adverse event",
        "model",
        "context",
    }
)


class Bearer(NamedTuple):
    """An entity that may be meant by a piece of text."""

    iri: str
    label: str
    kind: str
    rank: int
    name: str  # its name as it has it


class Mention(NamedTuple):
    """A piece of a text that names something."""

    start: int
    end: int  # words start..end-1
    said: str
    bearers: tuple[Bearer, ...]  # the likeliest first

    @property
    def best(self) -> Bearer:
        """What is meant, as far as the name tells."""
        return self.bearers[0]

    @property
    def soft(self) -> bool:
        """Whether it is an ordinary word or term as well, so that its words count like others."""
        return not any(bearer.kind in FIRM for bearer in self.bearers)

    @property
    def subject(self) -> bool:
        """Whether it only names the subject of the whole review, which narrows nothing."""
        return any(bearer.iri.rpartition("/")[2] in SUBJECT for bearer in self.bearers)


def mentions(index: sqlite3.Connection, said: list[Token]) -> list[Mention]:
    """Return the names in a text, none overlapping another, in their order.

    Parameters
    ----------
    index
        The index of calls, which holds the names.
    said
        The words of the text.
    """
    spans = [
        (start, end)
        for start in range(len(said))
        for end in range(start + 1, min(len(said), start + _LONGEST) + 1)
    ]
    keys = {span: "".join(token.word for token in said[span[0] : span[1]]) for span in spans}
    known = _known(index, _forms(keys.values()))
    found: list[Mention] = []
    taken: set[int] = set()
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        bearers = [bearer for form in _forms([keys[start, end]]) for bearer in known.get(form, ())]
        written = " ".join(dict.fromkeys(token.said for token in said[start:end]))
        bearers = _meant(said[start:end], bearers)
        if bearers and bearers[0].kind == "line" and _before(said[max(start - _BACK, 0) : start]):
            continue
        if bearers and not taken & set(range(start, end)):
            found.append(Mention(start, end, written, tuple(bearers)))
            taken |= set(range(start, end))
    return sorted(found, key=lambda mention: mention.start)


def _before(ahead: list[Token]) -> bool:
    """Say whether what stands before a line of therapy makes it the one that is over: after first-line trastuzumab."""
    return bool(_OVER & {token.word for token in ahead})


def _forms(keys: object) -> list[str]:
    """Return the keys to look up: each as it is and, if it may be a plural, without its s."""
    found: dict[str, None] = {}
    for each in keys:  # type: ignore[attr-defined]
        found[each] = None
        if len(each) > 4 and each.endswith("s") and not each.endswith(("ss", "us", "is")):  # noqa: PLR2004
            found[each[:-1]] = None
    return list(found)


def _known(index: sqlite3.Connection, keys: list[str]) -> dict[str, list[Bearer]]:
    found: dict[str, list[Bearer]] = {}
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        marks = ",".join("?" * len(some))
        query = (
            f"SELECT key, iri, label, kind, rank, text FROM names WHERE key IN ({marks}) ORDER BY rank, iri"  # noqa: S608
        )
        for row in index.execute(query, some):
            found.setdefault(row[0], []).append(Bearer(*row[1:]))
    return found


def _meant(said: list[Token], bearers: list[Bearer]) -> list[Bearer]:
    """Return the bearers of a name that may be meant by these words as they are written."""
    if not bearers:
        return []
    first = said[0]
    if len(said) == 1 and first.word in ORDINARY | GRAMMAR - _TARGET:
        exact = [bearer for bearer in bearers if bearer.name == first.said]
        return _distinct(exact) if first.said != first.word else []
    if len(said) == 1 and first.word.isdigit():
        return []
    if all(token.word in GRAMMAR - _TARGET for token in said):
        return []
    if len(said) > 1 and not said[-1].word.isdigit():  # "CI n" is not CIN, but "HER 2" is HER2
        bearers = [bearer for bearer in bearers if len(tokens(bearer.name)) > 1]
    exact = [bearer for bearer in bearers if bearer.name == " ".join(token.said for token in said)]
    return _distinct(exact + bearers)


def _distinct(bearers: list[Bearer]) -> list[Bearer]:
    found: dict[str, Bearer] = {}
    for bearer in bearers:
        found.setdefault(bearer.iri, bearer)
    return list(found.values())


def masked(index: sqlite3.Connection, text: str) -> list[str]:
    """Return the words of a text that tell, with each firm name replaced by a word for its sort."""
    said = tokens(text)
    found: list[str] = []
    place = 0
    by_start = {each.start: each for each in mentions(index, said) if not each.soft and not each.subject}
    while place < len(said):
        if mention := by_start.get(place):
            found.append(mask(mention))
            place = mention.end
        else:
            if said[place].tells or said[place].word == TARGET:
                found.append(plain(said[place].word))
            place += 1
    return found


def plain(word: str) -> str:
    """Return a word as wordings have it: one registry number is as good as another."""
    return "someregistration" if _REGISTERED.fullmatch(word) else word


def mask(mention: Mention) -> str:
    """Return the word that stands for a name in wordings."""
    return "some" + "".join(next(each.kind for each in mention.bearers if each.kind in FIRM).split())
