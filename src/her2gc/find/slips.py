"""Slips of the keyboard: a word that nothing knows is read as the one known word that is nearly the same."""

import sqlite3

from her2gc.find.words import Token

_SHORTEST = 5  # in a shorter word one letter more or less makes another word
_LIKE = 0.84


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
        if (
            token.tells
            and len(token.word) >= _SHORTEST
            and token.word.isalpha()
            and not _known(index, token.word)
        ):
            meant = _near(index, token.word)
        if meant is None:
            found.append(token)
            continue
        word, name = meant
        read[token.said] = word
        names = names or name
        found.append(Token(word, word, token.place))
    return found, read, names


def _known(index: sqlite3.Connection, word: str) -> bool:
    if index.execute("SELECT 1 FROM vocabulary WHERE word = ?", (word,)).fetchone():
        return True
    for table in ("asks", "wordings", "texts"):
        query = f"SELECT 1 FROM {table} WHERE {table} MATCH ?"  # noqa: S608
        if index.execute(query, (f'"{word}"',)).fetchone():
            return True
    return bool(index.execute("SELECT 1 FROM names WHERE key = ?", (word,)).fetchone())


def _near(index: sqlite3.Connection, word: str) -> tuple[str, bool] | None:
    from difflib import get_close_matches

    query = "SELECT word, name FROM vocabulary WHERE word LIKE ? AND length(word) BETWEEN ? AND ?"
    known = dict(index.execute(query, (f"{word[0]}%", max(len(word) - 1, _SHORTEST - 1), len(word) + 1)))
    close = get_close_matches(word, known, n=2, cutoff=_LIKE)
    return (close[0], bool(known[close[0]])) if close else None
