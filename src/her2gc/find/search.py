"""Search: from a text to the calls that may answer it, ranked, and how sure the first of them is."""

import math
import sqlite3
from collections import defaultdict
from typing import NamedTuple

from her2gc.errors import Her2gcError
from her2gc.find import calls
from her2gc.find.found import ANSWER, OFFER, SILENT, Found, Named, Offer
from her2gc.find.mentions import Mention, mask, mentions
from her2gc.find.words import Token, tokens
from her2gc.questions import catalogue
from her2gc.questions.question import Question
from her2gc.questions.rows import Rows
from her2gc.store.graph import LocalGraph

_OFFERS = 5
_TRIED = 12  # so many questions are looked at more closely
_WEIGHTS = "0, 4.0, 3.0, 1.0"  # of a question's name, summary, other words and description in BM25
# The subject of the whole review: to name it narrows nothing.
SUBJECT = frozenset({"gastric-cancer", "HER2", "ERBB2", "HER2-positive", "gastric-adenocarcinoma"})
# Fitted on the calibration part of the corpus of wordings (docs/ask.md tells how).
SURE, CLEAR, NEAR = 0.80, 0.08, 0.30


class Candidate(NamedTuple):
    """A call, and how well it fits a text."""

    question: Question
    values: dict[str, str]
    labels: dict[str, str]
    score: float
    covered: float  # the share of the telling words that the question's own words take up
    dropped: tuple[str, ...]  # names that it does not take up
    missed: tuple[str, ...]  # words that it does not take up


def find(graph: LocalGraph, text: str) -> Found:
    """Return what a text asks for: an answer where that is sure, offers where something comes near, else silence.

    Parameters
    ----------
    graph
        An open store.
    text
        What a person typed: a question, a fragment, names.

    Returns
    -------
    Found
        Every offer gives rows; ``leaves_out`` says what of the text it does not take up.
    """
    index = calls.index(graph)
    said = tokens(text)
    named = mentions(index, said)
    entities = [
        Named(each.best.iri, each.best.label, each.best.kind, each.said) for each in named if not each.soft
    ]
    ranked = _ranked(index, said, named)
    offers: list[Offer] = []
    kept: list[Candidate] = []
    for each in ranked:
        if len(offers) == _OFFERS or each.score < NEAR:
            break
        rows = _rows(graph, index, each)
        if rows and not any(one.question == each.question and one.values == each.values for one in kept):
            kept.append(each)
            out = [*each.dropped, *each.missed]
            offers.append(
                Offer(
                    each.question.name,
                    each.question.summary,
                    each.values,
                    rows,
                    out,
                    round(each.score, 3),
                    each.labels,
                )
            )
    if not offers:
        return Found(SILENT, _silent(said, entities), [], entities)
    if _sure(kept):
        return Found(ANSWER, offers[0].summary, offers, entities)
    return Found(OFFER, _offered(offers), offers, entities)


def _sure(kept: list[Candidate]) -> bool:
    first = kept[0]
    rival = kept[1].score if len(kept) > 1 else 0.0
    return first.score >= SURE and not first.dropped and not first.missed and first.score - rival >= CLEAR


def _offered(offers: list[Offer]) -> str:
    if len(offers) == 1:
        return "not sure what is asked; the nearest question with an answer:"
    return f"not sure what is asked; the nearest {len(offers)} questions with an answer:"


def _silent(said: list[Token], entities: list[Named]) -> str:
    known = ", ".join(dict.fromkeys(each.label for each in entities))
    telling = [token.said for token in said if token.tells]
    if not telling:
        return "nothing is asked; name what you want to know"
    if known:
        return f"the review tells of {known}, but of nothing that answers this"
    return "the review does not speak of this"


def _rows(graph: LocalGraph, index: sqlite3.Connection, each: Candidate) -> int:
    """Return how many rows a call gives: counted already, or asked where it has several values."""
    if len(each.values) <= 1:
        parameter, value = next(iter(each.values.items()), ("", ""))
        found = index.execute(
            "SELECT rows FROM calls WHERE question = ? AND parameter = ? AND value = ?",
            (each.question.name, parameter, value),
        ).fetchone()
        if found:
            return int(found[0])
        if not any(one.type.startswith(_XSD) for one in each.question.parameters if one.name == parameter):
            return 0
    try:
        asked = catalogue.asked(graph, each.question, each.values)
    except Her2gcError:
        return 0
    return len(Rows(graph.results(asked.query)))


_XSD = "http://www.w3.org/2001/XMLSchema#"


def _ranked(index: sqlite3.Connection, said: list[Token], named: list[Mention]) -> list[Candidate]:
    listed = catalogue.questions()
    looked = Looked(index, said, named)
    found = []
    for question in listed.values():
        candidate = looked.candidate(question)
        if candidate is not None:
            found.append(candidate)
    return sorted(found, key=lambda each: (-each.score, each.question.name))


class Looked:
    """A text, looked up in the index: which words which question has."""

    def __init__(self, index: sqlite3.Connection, said: list[Token], named: list[Mention]) -> None:
        self.index = index
        self.named = named
        firm = {place for each in named if not each.soft for place in range(each.start, each.end)}
        self.words = list(
            dict.fromkeys(token.word for token in said if token.tells and token.place not in firm)
        )
        self.place = {token.place: token for token in said}
        self.total = index.execute("SELECT count(*) FROM asks").fetchone()[0]
        self.strict = {word: self._asks(word, "summary words") for word in self.words}
        self.loose = {word: self._asks(word, "description") for word in self.words}
        self.spoken = {word: self._spoken(word) for word in self.words}
        masks = [mask(each) for each in named if not each.soft]
        self.masked = list(dict.fromkeys([*self.words, *masks]))
        self.alike = self._alike()
        self.bm25 = self._bm25()
        self.weight = {word: self._weight(word) for word in self.words}
        self.types = self._types()

    def _match(self, table: str, columns: str, word: str, what: str) -> list[str]:
        text = f'{{{columns}}} : "{word}"' if columns else f'"{word}"'
        query = f"SELECT {what} FROM {table} WHERE {table} MATCH ?"  # noqa: S608
        return [row[0] for row in self.index.execute(query, (text,))]

    def _asks(self, word: str, columns: str) -> set[str]:
        return set(self._match("asks", columns, word, "name"))

    def _spoken(self, word: str) -> set[str]:
        return set(self._match("wordings", "text", word, "question"))

    def _weight(self, word: str) -> float:
        have = len(self.strict[word] | self.loose[word] | self.spoken[word])
        return math.log(1 + self.total / (have + 0.5))

    def _alike(self) -> dict[str, float]:
        """Return for each question how like its likest wording is to the text."""
        shared: dict[int, float] = defaultdict(float)
        rare: dict[str, float] = {}
        for word in self.masked:
            rows = self._match("wordings", "text", word, "rowid")
            rare[word] = math.log(1 + 400 / (len(rows) + 0.5))
            for row in rows:
                shared[int(row)] += rare[word]
        if not shared:
            return {}
        own = sum(rare.values())
        mean = own / max(len(rare), 1)
        best: dict[str, float] = {}
        marks = ",".join(map(str, shared))
        query = f"SELECT rowid, question, size FROM wordings WHERE rowid IN ({marks})"  # noqa: S608
        for row, question, size in self.index.execute(query):
            both = 2 * shared[row] / (own + max(size * mean, shared[row]))
            best[question] = max(best.get(question, 0.0), both)
        return best

    def _bm25(self) -> dict[str, float]:
        if not self.words:
            return {}
        text = " OR ".join(f'"{word}"' for word in self.words)
        query = f"SELECT name, -bm25(asks, {_WEIGHTS}) FROM asks WHERE asks MATCH ?"  # noqa: S608
        found = dict(self.index.execute(query, (text,)))
        top = max(found.values(), default=1.0)
        return {name: score / top for name, score in found.items()}

    def _types(self) -> dict[str, set[str]]:
        iris = [bearer.iri for each in self.named for bearer in each.bearers]
        marks = ",".join("?" * len(iris))
        found: dict[str, set[str]] = defaultdict(set)
        query = f"SELECT iri, cls FROM members WHERE iri IN ({marks})"  # noqa: S608
        for iri, cls in self.index.execute(query, iris):
            found[iri].add(cls)
        return found

    def candidate(self, question: Question) -> Candidate | None:
        """Return the call of a question that takes up most of the text."""
        values, labels, used = self._fill(question)
        if any(each.required and each.name not in values for each in question.parameters):
            return None
        inside = {place for each in used for place in range(each.start, each.end)}
        dropped = tuple(
            each.said
            for each in self.named
            if not each.soft and each not in used and not self._is_topic(question, each)
        )
        taken = {self.place[place].word for place in inside}
        text = self._texts(question, values)
        missed, got, all_ = [], 0.0, 0.0
        for word in self.words:
            weight = self.weight[word]
            all_ += weight
            if word in taken or question.name in self.strict[word] or question.name in self.spoken[word]:
                got += weight
            elif question.name in self.loose[word]:
                got += 0.7 * weight
            elif word in text:
                got += 0.5 * weight
            else:
                missed.append(word)
        covered = got / all_ if all_ else 0.0
        named = len(used) / (len(used) + len(dropped)) if used or dropped else 1.0
        alike = self.alike.get(question.name, 0.0)
        bm25 = self.bm25.get(question.name, 0.0)
        score = 0.35 * covered + 0.15 * bm25 + 0.4 * alike + 0.1 * named - 0.1 * len(dropped)
        return Candidate(question, values, labels, score, covered, dropped, tuple(missed))

    def _is_topic(self, question: Question, mention: Mention) -> bool:
        """Whether a question is about what is named without a parameter for it."""
        if any(bearer.iri.rpartition("/")[2] in SUBJECT for bearer in mention.bearers):
            return True
        words = [self.place[place].word for place in range(mention.start, mention.end)]
        return all(question.name in self._asks(word, "summary words") for word in words)

    def _fill(self, question: Question) -> tuple[dict[str, str], dict[str, str], list[Mention]]:
        values: dict[str, str] = {}
        labels: dict[str, str] = {}
        used: list[Mention] = []
        for mention in sorted(self.named, key=lambda each: (each.soft, each.start - each.end)):
            for parameter in question.parameters:
                bearer = next(
                    (one for one in mention.bearers if parameter.type in self.types.get(one.iri, ())), None
                )
                if bearer is not None and parameter.name not in values:
                    values[parameter.name] = bearer.iri
                    labels[parameter.name] = bearer.label
                    used.append(mention)
                    break
        return values, labels, used

    def _texts(self, question: Question, values: dict[str, str]) -> set[str]:
        parameter, value = next(iter(values.items()), ("", "")) if len(values) < 2 else ("", "")  # noqa: PLR2004
        row = self.index.execute(
            "SELECT id FROM calls WHERE question = ? AND parameter = ? AND value = ?",
            (question.name, parameter, value),
        ).fetchone()
        if row is None:
            return set()
        return {word for word in self.words if row[0] in self._rowids(word)}

    def _rowids(self, word: str) -> set[int]:
        if not hasattr(self, "_texted"):
            self._texted: dict[str, set[int]] = {}
        if word not in self._texted:
            self._texted[word] = {int(row) for row in self._match("texts", "", word, "rowid")}
        return self._texted[word]
