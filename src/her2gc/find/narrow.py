"""Which rows of a call have all that a text names beside the call's values: an answer shows these and no others."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.find.index import WORDS, rows_with_words
from her2gc.find.looked import GROUPS, Looked
from her2gc.find.mentions import Mention
from her2gc.find.signs import Candidate, could_take
from her2gc.find.words import tokens
from her2gc.questions import binding, catalogue
from her2gc.questions.rows import Rows
from her2gc.store.graph import LocalGraph

_FEW = 2  # so many words of a question's own do not yet name several things
_HAS = "SELECT rowid FROM rows WHERE rows MATCH ?"


class Wanted(NamedTuple):
    """What a row has to hold: one of some entities, or all the words of one of some texts."""

    said: str
    nodes: frozenset[str]
    texts: tuple[tuple[str, ...], ...]
    must: bool = True  # whether a call none of whose rows has it is no answer
    narrows: bool = True  # whether rows without it are left out; else one of the rows has to have it


class Narrowed(NamedTuple):
    """The places of the rows that have all that is wanted; of all rows where nothing more is."""

    places: list[int] | None
    said: list[str]


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
    if not wanted:
        return Narrowed(None, [])
    rows = rows_with_words(graph, binding.asked(graph, call.question, call.values).query)
    made = sqlite3.connect(":memory:")
    made.execute(f"CREATE VIRTUAL TABLE rows USING fts5 (text, {WORDS})")
    made.executemany(
        "INSERT INTO rows (rowid, text) VALUES (?, ?)",
        [(place, " ".join(said)) for place, (_, said) in enumerate(rows)],
    )
    iris = [{term.value for term in row if isinstance(term, ox.NamedNode)} for row, _ in rows]
    left = set(range(len(rows)))
    said = []
    for each in wanted:
        have = {place for place, nodes in enumerate(iris) if nodes & each.nodes}
        for words in each.texts:
            have |= {row for (row,) in made.execute(_HAS, (" ".join(f'"{word}"' for word in words),))}
        if not have and not each.must:
            continue
        if not each.narrows:
            if not left & have:
                return Narrowed([], [])
            continue
        if len(have) < len(rows):
            said.append(each.said)
        left &= have
    return Narrowed(sorted(left) if len(left) < len(rows) else None, said)


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
        yield Wanted(each.said, nodes, texts, must=each in call.beside)
    # who names several of the things that a question tells wants them all
    one = sum(call.question.name in looked.strict[word] for word in looked.words) <= _FEW
    firm = {place for each in looked.named if not each.soft for place in range(each.start, each.end)}
    own = {place for each in call.used for place in range(each.start, each.end)}
    for place, token in looked.place.items():
        if place in firm | own or token.word not in call.by_rows:
            continue
        yield Wanted(token.said, frozenset(), ((token.word,),), narrows=one)


def _takeable(looked: Looked, call: Candidate) -> list[Mention]:
    """Return the terms that the question could take as a value and this call does not."""
    return [
        each
        for each in looked.named
        if each.soft
        and not each.subject
        and each not in call.used
        and could_take(looked, call.question, each)
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
