"""Which rows of a call have all that a text names beside the call's values: an answer shows these and no others."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.find.index import WORDS, Listed, rows_with_words
from her2gc.find.looked import GROUPS, Looked
from her2gc.find.mentions import Mention
from her2gc.find.signs import Candidate, columns, could_take
from her2gc.find.words import tokens
from her2gc.questions import binding, catalogue
from her2gc.questions.rows import Rows
from her2gc.store.graph import LocalGraph

_FEW = 2  # so many digits stand anywhere
_STOMACH = frozenset(["gastric", "stomach", "gc", "agc"])
_HAS = "SELECT rowid FROM rows WHERE rows MATCH ?"


class Wanted(NamedTuple):
    """What a row has to hold: one of some entities, or all the words of one of some texts."""

    said: str
    nodes: frozenset[str]
    texts: tuple[tuple[str, ...], ...]
    must: bool = True  # whether a call none of whose rows has it is no answer
    narrows: bool = (
        True  # whether rows without it are left out; else one has to have it, and such rows come first
    )


class Narrowed(NamedTuple):
    """The places of the rows that have what is named, those with the words beside it first; None: all, as they come."""

    places: list[int] | None
    said: list[str]  # what only some rows have
    first: list[str]  # what the first rows have


def rows_having(graph: LocalGraph, looked: Looked, call: Candidate) -> Narrowed:
    """Return which rows of a call have what is named beside its values.

    Parameters
    ----------
    graph
        Where to ask.
    looked
        The text.
    call
        What may answer it.

    Returns
    -------
    Narrowed
        ``places`` is None where every row counts, empty where no row has all.
    """
    wanted = list(_wanted(graph, looked, call))
    if not wanted and not _elsewhere(looked) and not _of_columns(looked, call):
        return Narrowed(None, [], [])
    rows = rows_with_words(graph, binding.asked(graph, call.question, call.values).query)
    made = _searchable(rows)
    iris = [{term.value for term in row if isinstance(term, ox.NamedNode)} for row, _ in rows]
    left = _fitting(looked, call, rows)
    said, first, ahead = [], [], []
    for each in wanted:
        have = {place for place, nodes in enumerate(iris) if nodes & each.nodes} or _has(made, each.texts)
        if not have and not each.must:
            continue
        if not each.narrows:
            ahead.append((each.said, have))
            continue
        if len(have) < len(rows):
            said.append(each.said)
        left &= have
    for text, have in ahead:
        if not left & have:
            return Narrowed([], said, [])
        if not left <= have:
            first.append(text)
    order = sorted(left, key=lambda place: (-sum(place in have for _, have in ahead), place))
    return Narrowed(order if order != list(range(len(rows))) else None, said, first)


def _searchable(rows: Listed) -> sqlite3.Connection:
    """Return the words of rows, found by their stems."""
    made = sqlite3.connect(":memory:")
    made.execute(f"CREATE VIRTUAL TABLE rows USING fts5 (text, {WORDS})")
    made.executemany(
        "INSERT INTO rows (rowid, text) VALUES (?, ?)",
        [(place, " ".join(said)) for place, (_, said) in enumerate(rows)],
    )
    return made


def _has(made: sqlite3.Connection, texts: Iterable[tuple[str, ...]]) -> set[int]:
    """Return the places of the rows that have all the words of one of some texts."""
    found: set[int] = set()
    for words in texts:
        found |= {row for (row,) in made.execute(_HAS, (" ".join(f'"{word}"' for word in words),))}
    return found


def _of_columns(looked: Looked, call: Candidate) -> dict[str, list[str]]:
    """Return the words of a text that name columns of the question, with the columns: hazard names hazardRatio."""
    named = columns(call.question)
    return {word: named[word] for word in looked.words if word in named}


def _fitting(looked: Looked, call: Candidate, rows: Listed) -> set[int]:
    """Return the places of the rows that may count: none where a column that is asked for is empty in all of them."""
    if _blank(looked, call, rows):
        return set()
    away = _elsewhere(looked)
    return {place for place, (row, _) in enumerate(rows) if not away or not _of_breast_alone(row)}


def _blank(looked: Looked, call: Candidate, rows: Listed) -> bool:
    """Say whether a column that is asked for is empty in every row."""
    return any(
        not any(row[name] is not None for row, _ in rows for name in names)
        for names in _of_columns(looked, call).values()
    )


def _elsewhere(looked: Looked) -> bool:
    """Say whether the stomach is named, and the breast is not."""
    said = {token.word for token in looked.place.values()}
    return bool(said & _STOMACH) and "breast" not in said


def _of_breast_alone(row: ox.QuerySolution) -> bool:
    text = " ".join(term.value for term in row if isinstance(term, ox.Literal)).casefold()
    return "breast" in text and not any(each in text for each in ("gastr", "stomach"))


def _wanted(graph: LocalGraph, looked: Looked, call: Candidate) -> Iterator[Wanted]:
    named = [*call.beside, *_takeable(looked, call)]
    for each in dict.fromkeys(named):
        texts = tuple(
            words
            for words in dict.fromkeys(
                tuple(token.word for token in tokens(text) if token.tells)
                for text in (each.best.label, each.said)
            )
            if words
        )
        nodes = frozenset(bearer.iri for bearer in each.bearers) | _members(graph, looked, each)
        yield Wanted(each.said, nodes, texts, must=each in call.beside or not each.soft)
    firm = {place for each in looked.named if not each.soft for place in range(each.start, each.end)}
    own = {place for each in call.used for place in range(each.start, each.end)}
    for place, token in looked.place.items():
        if place in firm | own or token.word not in call.by_rows:
            continue
        yield Wanted(token.said, frozenset(), ((token.word,),), narrows=_telling_figure(token.word))


def _telling_figure(word: str) -> bool:
    """Say whether a word is a figure that hardly stands for another thing by chance: 0.0017, NCT01953926, 3+."""
    return any(letter.isdigit() for letter in word) and (len(word) > _FEW or word.endswith("+"))


def _takeable(looked: Looked, call: Candidate) -> list[Mention]:
    """Return what the question could take as a value and this call does not."""
    return [
        each
        for each in looked.named
        if not each.subject and each not in call.used and could_take(looked, call.question, each)
    ]


def _members(graph: LocalGraph, looked: Looked, mention: Mention) -> frozenset[str]:
    """Return what belongs to a class of agents or a classification that is named."""
    found: set[str] = set()
    for bearer in mention.bearers:
        for question, parameter, column in GROUPS:
            if looked.call(question, {parameter: bearer.iri}):
                asked = binding.asked(graph, catalogue.find(question), {parameter: bearer.iri})
                rows = Rows(graph.results(asked.query)).solutions
                found |= {row[column].value for row in rows if row[column] is not None}
    return frozenset(found)
