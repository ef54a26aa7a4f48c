"""What the review says that has the words of a text: single statements, where no stored question is surely meant."""

from collections import defaultdict

from her2gc.find.found import Named
from her2gc.find.looked import Looked
from her2gc.find.words import tokens

_NAME = 4.0  # what a name weighs among the words
_LEAST = 2  # so many words and names have to be found
_SHOWN = 3  # so many statements are told
NEAR = 0.6  # so much of a text a statement takes up to be told
SURE = 0.7  # and so much for the text not to be called unsaid


def said(looked: Looked) -> list[tuple[float, Named]]:
    """Return the statements that take up most of a text, and how much of it each does, from 0 to 1."""
    wanted: list[tuple[float, list[tuple[str, ...]]]] = [
        (looked.weight[word], [(word,)]) for word in looked.words
    ]
    wanted += [
        (
            _NAME,
            [
                tuple(token.word for token in tokens(text) if token.tells)
                for text in dict.fromkeys([each.said, *(bearer.label for bearer in each.bearers)])
            ],
        )
        for each in looked.named
        if not each.soft and not each.subject
    ]
    whole = sum(weight for weight, _ in wanted)
    found: dict[int, list[float]] = defaultdict(list)
    for weight, texts in wanted:
        have: set[int] = set()
        for words in texts:
            if words:
                query = " ".join(f'"{word}"' for word in words)
                rows = looked.index.execute("SELECT rowid FROM statements WHERE text MATCH ?", (query,))
                have.update(row[0] for row in rows)
        for row in have:
            found[row].append(weight)
    shares = {row: sum(weights) / whole for row, weights in found.items() if len(weights) >= _LEAST}
    best = sorted((row for row in shares if shares[row] >= NEAR), key=lambda row: (-shares[row], row))[
        :_SHOWN
    ]
    query = "SELECT iri, label FROM statements WHERE rowid = ?"
    told = [(shares[row], looked.index.execute(query, (row,)).fetchone()) for row in best]
    return [(share, Named(iri, label, "statement")) for share, (iri, label) in told]
