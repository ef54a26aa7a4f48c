"""Words of a text as they are searched: tokens, and which of them tell nothing by themselves."""

import os
import re
from functools import lru_cache
from typing import NamedTuple

# a word or a figure; a sign that says positive or negative stays with what it follows
_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:\+|-(?=\s|$|[)/,;?!.])|%)?")
_STUCK = re.compile(r"\b(ihc|fish|ish|[0-9]+(?=ye?a?rs?\b|mo\b))(?=[0-9y])", re.IGNORECASE)  # IHC2+, 5yr
_ALIKE = str.maketrans({"\u2019": "'", "\u2011": "-", "\u2010": "-", "\u2013": "-", "\u2212": "-"})
_OWNER = re.compile(r"'s\b")
_PYLORI = re.compile(r"\b(?:h\.?\s*|helicobacter\s+)?pylori\b", re.IGNORECASE)
_SHORT_FORMS = (
    ("w/o ", "without "),
    ("w/ ", "with "),
    ("n't", " not"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'d", " would"),
)
# Who asks for the first or last of many.
MOST = frozenset((
    "best", "biggest", "briefest", "earliest", "fastest", "fewest", "greatest", "highest", "largest",
    "latest", "least", "longest", "lowest", "oldest", "shortest", "slowest", "smallest", "strongest",
    "weakest", "worst", "youngest",
))  # fmt: skip
DENIALS = frozenset(
    {"not", "no", "never", "without", "non", "neither", "nor", "except", "excluding", "none", "cannot"}
)
_WITHOUT = (
    ("chemotherapy", "free"),
    ("no", "chemotherapy"),
    ("without", "chemotherapy"),
    ("free", "of", "chemotherapy"),
)
# Words that tell something only together: the sort of answer asked for, that there is no chemotherapy, a disagreement.
_SORTS: dict[tuple[str, ...], str] = {
    **{("how", word): f"how{word}" for word in ("many", "much", "long", "often", "old", "big", "common")},
    **dict.fromkeys(_WITHOUT, "chemotherapyfree"),
    **dict.fromkeys([("not", "agree"), ("do", "not", "agree")], "disagree"),
    ("or", "not"): "whether",
    ("follow", "up"): "followup",
    ("followed", "up"): "followup",
    ("at", "most"): "atmost",
    ("at", "least"): "atleast",
    ("at", "risk"): "atrisk",
    ("number", "of"): "howmany",
    **dict.fromkeys([("not", "work"), ("not", "working"), ("not", "worked")], "failed"),
    ("one", "plus"): "1+",
    ("two", "plus"): "2+",
    ("three", "plus"): "3+",
}


def _lines(name: str) -> list[str]:
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]


# Words of grammar and ordinary talk, ways to ask at all, and the subject of the whole review: they tell no topic.
GRAMMAR = frozenset(word for line in _lines("ordinary.txt") for word in line.split())


_LAST = frozenset(together[-1] for together in _SORTS)


class Token(NamedTuple):
    """One word of a text."""

    word: str  # in lower case
    said: str  # as written
    place: int

    @property
    def tells(self) -> bool:
        """Whether it can tell a topic."""
        return self.word not in GRAMMAR


def tokens(text: str) -> list[Token]:
    """Return the words of a text."""
    text = text.translate(_ALIKE)
    for short, whole in _SHORT_FORMS:
        text = text.replace(short, whole)
    found: list[tuple[str, str]] = []
    for said in _TOKEN.findall(_STUCK.sub(r"\1 ", _PYLORI.sub("Helicobacter pylori", _OWNER.sub("", text)))):
        word = said.casefold()
        bare = word.rstrip("+-%")
        sign = word[len(bare) :]
        if sign == "+" and bare.isdigit():
            found.append((word, said))
            continue
        found.append((bare, said.rstrip("+-%")))
        if sign in "+-" and sign:
            found.append(("positive" if sign == "+" else "negative", said[-1]))
    joined: list[tuple[str, str]] = []
    known = shorthand()
    for word, said in [(each, said) for short, said in found for each in known.get(short, (short,))]:
        joined.append((word, said))
        for size in (3, 2) if word in _LAST else ():
            last = joined[-size:]
            if sort := _SORTS.get(tuple(each for each, _ in last)):
                joined[-size:] = [(sort, " ".join(each for _, each in last))]
                break
    return [Token(word, said, place) for place, (word, said) in enumerate(joined)]


@lru_cache(maxsize=1)
def shorthand() -> dict[str, tuple[str, ...]]:
    """Return what readers shorten, by the short form."""
    lines = [line.split("\t") for line in _lines("shorthand.tsv")]
    return {short: tuple(part.casefold() for part in _TOKEN.findall(whole)) for short, whole in lines}


def key(text: str) -> str:
    """Return a name without what does not count: case, hyphens and spaces, so T-DM1 and TDM-1 are one."""
    return "".join(token.word for token in tokens(text))


def searched(text: str) -> str:
    """Return a text as the index holds it."""
    return " ".join(token.word for token in tokens(text))
