"""Slips of the keyboard: a word that nothing knows is read as the one known word that is nearly the same."""

import sqlite3

from her2gc.find.words import GRAMMAR, Token, tokens

_SHORTEST = 5  # in a shorter word one letter more or less makes another word
_BEGINNING = 4  # so many letters may stand for a name that begins with them
_LIKE = 0.84
_LIKE_PLAIN = 0.9  # words that tell no topic are let pass only where the slip is a small one


def mended(index: sqlite3.Connection, said: list[Token]) -> tuple[list[Token], dict[str, str], bool]:
    """Return the words with slips mended, what was read as what, and whether a part of a name was mended.

    Parameters
    ----------
    index
        The index of calls, which holds the vocabulary.
    said
        The words of the text.
    """
    read: dict[str, str] = {}
    found: list[Token] = []
    names = False
    for token in said:
        meant = None
        long = token.tells and len(token.word) >= _BEGINNING and token.word.isalpha()
        if long and not _known(index, token.word):
            meant = _short(index, token.word)
            if meant is None and len(token.word) >= _SHORTEST:
                meant = _near(index, token.word)
        if meant is None:
            found.append(token)
            continue
        word, name = meant
        read[token.said] = word
        names = names or name
        found.append(Token(word, word, token.place))
    if read:  # words that belong together may do so only now: how common
        found = tokens(" ".join(token.said for token in found))
    return found, read, names


def _known(index: sqlite3.Connection, word: str) -> bool:
    if index.execute("SELECT 1 FROM vocabulary WHERE word = ?", (word,)).fetchone():
        return True
    for table in ("asks", "texts"):
        query = f"SELECT 1 FROM {table} WHERE {table} MATCH ?"  # noqa: S608
        if index.execute(query, (f'"{word}"',)).fetchone():
            return True
    if index.execute("SELECT 1 FROM names WHERE key = ?", (word,)).fetchone():
        return True
    # what several people ask for is a word, even if nothing answers them: cardiac is no slip of cardia
    return (
        len(index.execute("SELECT 1 FROM wordings WHERE wordings MATCH ? LIMIT 2", (f'"{word}"',)).fetchall())
        > 1
    )


def _near(index: sqlite3.Connection, word: str) -> tuple[str, bool] | None:
    from difflib import get_close_matches

    query = "SELECT word, name FROM vocabulary WHERE word LIKE ? AND length(word) BETWEEN ? AND ?"
    known = dict(index.execute(query, (f"{word[0]}%", max(len(word) - 1, _SHORTEST - 1), len(word) + 1)))
    plain = {each for each in GRAMMAR if each[0] == word[0]}
    turned = [
        each for each in sorted(known.keys() | plain) if sorted(each) == sorted(word)
    ]  # letters changed about
    close = turned or get_close_matches(word, known, n=1, cutoff=_LIKE)
    if not close and len(word) > _SHORTEST:
        close = get_close_matches(word, plain, n=1, cutoff=_LIKE_PLAIN)
    return (close[0], bool(known.get(close[0]))) if close else None


def _short(index: sqlite3.Connection, word: str) -> tuple[str, bool] | None:
    """Return the one name that begins so, as people cut off names of drugs."""
    found = index.execute("SELECT word FROM vocabulary WHERE name AND word LIKE ?", (f"{word}%",)).fetchall()
    return (found[0][0], True) if len(found) == 1 else None
