"""Words of a text as they are searched: tokens, and which of them tell nothing by themselves."""

import os
import re
from functools import lru_cache
from typing import NamedTuple

# a word or a figure; a sign that says positive or negative stays with what it follows
_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:\+|-(?=\s|$|[)/,;?!.])|%)?")
_ALIKE = str.maketrans({"\u2019": "'", "\u2011": "-", "\u2010": "-", "\u2013": "-", "\u2212": "-"})
_OWNER = re.compile(r"'s\b")
_SHORT_FORMS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'d", " would"))
# Words of grammar, ways to ask at all, and the subject of the whole review: they tell no topic.
_GRAMMAR = """
    a about all also am among an and any anything are as at be been being between both but by can could d did do does
    doing done during each else ever every for from had has have having he her here him his how i if in into is it its
    just let may me might more much my of on or our ours own per please s she should since so some such t than that the
    their them then there these they thing things this those though to too under until up upon us very via was we were
    what whether which while will with within would you your yours
    tell show list give find know say says said see want need question review article paper authors author according
    graph mention mentions mentioned described describe regarding concerning s
    vs versus w pls really actually exactly whats wat wich ppl people pts patient patients one ok go get gets got way
    father mother dad mum gran grandmother grandfather husband wife somebody person new actual data told printed
    stomach gastric gc agc cancer cancers ca tumour tumours tumor tumors carcinoma disease her2 her erbb2
"""
GRAMMAR = frozenset(_GRAMMAR.split())
DENIALS = frozenset(
    {"not", "no", "never", "without", "non", "neither", "nor", "except", "excluding", "none", "cannot"}
)
_SHORTHAND = "shorthand.tsv"
# What sort of answer is asked for.
_SORTS = {("how", word): f"how{word}" for word in ("many", "much", "long", "often", "old", "big", "common")}


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
    for said in _TOKEN.findall(_OWNER.sub("", text)):
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
        if joined and (sort := _SORTS.get((joined[-1][0], word))):
            joined[-1] = (sort, f"{joined[-1][1]} {said}")
        else:
            joined.append((word, said))
    return [Token(word, said, place) for place, (word, said) in enumerate(joined)]


@lru_cache(maxsize=1)
def shorthand() -> dict[str, tuple[str, ...]]:
    """Return what readers shorten, by the short form."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), _SHORTHAND)
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return {short: tuple(part.casefold() for part in _TOKEN.findall(whole)) for short, whole in lines}


def key(text: str) -> str:
    """Return a name without what does not count: case, hyphens and spaces, so T-DM1 and TDM-1 are one."""
    return "".join(token.word for token in tokens(text))


def searched(text: str) -> str:
    """Return a text as the index holds it."""
    return " ".join(token.word for token in tokens(text))
