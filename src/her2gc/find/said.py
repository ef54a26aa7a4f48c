"""What the review says that has the words of a text: single statements, where no stored question is surely meant."""

from collections import defaultdict
from typing import NamedTuple

from her2gc.find.found import Named
from her2gc.find.looked import Looked
from her2gc.find.words import tokens

_NAME = 4.0  # what a name weighs among the words
_LEAST = 2  # so many words and names have to be found
_SHOWN = 5  # so many statements are told
NEAR = 0.6  # so much of a text a statement takes up to be told
SURE = 0.7  # and so much for the text not to be called unsaid
# What a statement may leave to the study that it is of: which agent it tested, in whom.
_STUDIES = ("trial", "study")
_IMPLIED = ("agent", "agent class", "disease", "line")


class _Wanted(NamedTuple):
    weight: float
    texts: list[tuple[str, ...]]
    must: bool = False  # whether a statement without it is left out
    word: bool = False  # whether it is a word of the text that names nothing


def said(looked: Looked) -> list[tuple[float, Named]]:
    """Return the statements that take up most of a text, and how much, from 0 to 1.

    A statement leaves out no name but what its study implies, and has a word beside the names where one is asked with.
    """
    wanted = [_Wanted(looked.weight[word], [(word,)], word=True) for word in looked.words]
    studied = any(each.best.kind in _STUDIES for each in looked.named)
    for each in looked.named:
        if not each.soft and not each.subject:
            names = dict.fromkeys([each.said, *(bearer.label for bearer in each.bearers)])
            texts = [tuple(token.word for token in tokens(text) if token.tells) for text in names]
            wanted.append(_Wanted(_NAME, texts, must=not (studied and each.best.kind in _IMPLIED)))
    whole = sum(each.weight for each in wanted)
    found: dict[int, list[float]] = defaultdict(list)
    left: set[int] | None = None
    asked = any(looked.weight[word] > looked.common for word in looked.words)
    worded: set[int] = set()
    for one in wanted:
        have: set[int] = set()
        for words in one.texts:
            if words:
                query = " ".join(f'"{word}"' for word in words)
                rows = looked.index.execute("SELECT rowid FROM statements WHERE text MATCH ?", (query,))
                have.update(row[0] for row in rows)
        for row in have:
            found[row].append(one.weight)
        if one.word:
            worded |= have
        if one.must:
            left = have if left is None else left & have
    shares = {
        row: sum(weights) / whole
        for row, weights in found.items()
        if len(weights) >= _LEAST and (left is None or row in left) and (row in worded or not asked)
    }
    best = sorted((row for row in shares if shares[row] >= NEAR), key=lambda row: (-shares[row], row))
    query = "SELECT iri, label FROM statements WHERE rowid = ?"
    told = [(shares[row], looked.index.execute(query, (row,)).fetchone()) for row in best[:_SHOWN]]
    return [(share, Named(iri, label, "statement")) for share, (iri, label) in told]
