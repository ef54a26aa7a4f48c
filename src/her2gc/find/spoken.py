"""How people speak of each question: naive Bayes over all words of its wordings, names replaced by their sort.

Words of grammar count here, too: who asks what came *after* an agent asks for something else than what came *of* it.
"""

import math
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable

from her2gc.find.mentions import Mention, mask, mentions, plain
from her2gc.find.words import Token, tokens

TABLES = """
CREATE TABLE spoken (question TEXT PRIMARY KEY, number INTEGER, words INTEGER, wordings INTEGER);
CREATE TABLE said (word TEXT PRIMARY KEY, counts BLOB);
"""
_RARE = 0.1  # what is added to each count, so that a word that a question's wordings lack does not deny it
_FAR, _UNIT = -20.0, 10.0  # logarithms of likelihoods are cut here, and told in this unit

Spoken = Counter[tuple[str, str]]  # how many wordings of a question have a word


def words(said: list[Token], named: list[Mention]) -> frozenset[str]:
    """Return all words of a text, each firm name replaced by the word for its sort.

    Parameters
    ----------
    said
        The words of the text.
    named
        What they name.
    """
    by_start = {each.start: each for each in named if not each.soft and not each.subject}
    found, place = set(), 0
    while place < len(said):
        if mention := by_start.get(place):
            found.add(mask(mention))
            place = mention.end
        else:
            found.add(plain(said[place].word))
            place += 1
    return frozenset(found)


def counted(index: sqlite3.Connection, given: Iterable[tuple[str, str]]) -> Spoken:
    """Return how many of some wordings of each question, empty of none, have each word.

    Parameters
    ----------
    index
        The index, with its names.
    given
        Question and wording.
    """
    found: Spoken = Counter()
    for question, text in given:
        said = tokens(text)
        found.update((word, question) for word in words(said, mentions(index, said)))
    return found


def fill(made: sqlite3.Connection, given: list[tuple[str, str]]) -> None:
    """Write how often each word stands in the wordings of each question."""
    found, asked = counted(made, given), Counter(question for question, _ in given)
    whole: Counter[str] = Counter()
    for (_, question), count in found.items():
        whole[question] += count
    numbers = {question: number for number, question in enumerate(sorted(whole))}
    made.executemany(
        "INSERT INTO spoken VALUES (?, ?, ?, ?)",
        [(question, number, whole[question], asked[question]) for question, number in numbers.items()],
    )
    by_word: dict[str, array[int]] = defaultdict(lambda: array("H"))
    for (word, question), count in sorted(found.items()):
        by_word[word].extend((numbers[question], min(count, 65_535)))
    made.executemany(
        "INSERT INTO said VALUES (?, ?)", [(word, counts.tobytes()) for word, counts in by_word.items()]
    )


def likely(index: sqlite3.Connection, asked: Iterable[str], unread: Spoken | None = None) -> dict[str, float]:
    """Return how much less likely than the likeliest question each one is spoken of so: 0 to -2, a logarithm by ten.

    Parameters
    ----------
    index
        The index.
    asked
        The words of a text.
    unread
        What is not counted, so that a fit does not see what it fits.
    """
    unread = unread or Counter()
    numbers, wholes = {}, []
    for question, number, whole in index.execute(
        "SELECT question, number, words FROM spoken ORDER BY number"
    ):
        numbers[question] = number
        wholes.append(whole)
    for (_, question), count in unread.items():
        wholes[numbers[question]] -= count
    size = index.execute("SELECT count(*) FROM said").fetchone()[0]
    less = [math.log(whole + _RARE * size) for whole in wholes]
    found = [0.0] * len(wholes)
    for word in sorted(asked):
        had = _counts(index, word)
        if had is None:
            continue
        counts = [had.get(number, 0) for number in range(len(wholes))]
        for question, number in numbers.items() if unread else ():
            counts[number] -= unread[word, question]
        for number, count in enumerate(counts):
            found[number] += math.log(max(count, 0) + _RARE) - less[number]
    best = max(found, default=0.0)
    return {question: max(found[number] - best, _FAR) / _UNIT for question, number in numbers.items()}


def share(index: sqlite3.Connection, word: str, question: str) -> float:
    """Return how large a share of a question's wordings have a word.

    Parameters
    ----------
    index
        The index.
    word
        A word, in lower case.
    question
        The name of a stored question; 0 where it has no wording.
    """
    query = "SELECT number, wordings FROM spoken WHERE question = ?"
    row = index.execute(query, (question,)).fetchone()
    return (_counts(index, word) or {}).get(row[0], 0) / row[1] if row else 0.0


def _counts(index: sqlite3.Connection, word: str) -> dict[int, int] | None:
    """Return how many wordings have a word, by the number of the question."""
    row = index.execute("SELECT counts FROM said WHERE word = ?", (word,)).fetchone()
    if row is None:
        return None
    pairs = array("H", row[0])
    return dict(zip(pairs[::2], pairs[1::2], strict=True))
