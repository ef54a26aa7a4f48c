"""Search: from a text to the calls that may answer it, ranked, and how sure the first of them is."""

import math
import sqlite3
from collections import defaultdict
from typing import NamedTuple

from her2gc.errors import Her2gcError
from her2gc.find import calls
from her2gc.find.found import ANSWER, OFFER, SILENT, Found, Named, Offer
from her2gc.find.mentions import Mention, mask, mentions
from her2gc.find.slips import mended
from her2gc.find.words import DENIALS, Token, searched, tokens
from her2gc.questions import binding, catalogue
from her2gc.questions.question import Parameter, Question
from her2gc.questions.rows import Rows
from her2gc.store.graph import LocalGraph

_OFFERS = 5
_SAME = 0.95  # a text so like a known wording is that wording
_FEW = 2  # fewer words and names than this do not tell what is asked
_COMMON = 0.15  # a word that so large a share of the questions has tells none of them
_MEANT = 2  # so many trials are offered for an agent
_SHOWN = 0.6  # what a name counts that the rows show and the call does not take
_UNCERTAIN, _ABSENCE, _ANYTHING = 0.03, 0.12, 0.12  # what speaks against a call
_WIDE = ("Content", "Subject", "Quantity")  # a parameter that takes nearly everything
_NAME = 4.0  # what a name weighs among the words
_AHEAD = 3  # so many words before a figure may say what it is
# By a parameter's name: the words that stand before its figure.
_BEFORE = {
    "above": frozenset(["above", "over", "exceeding", "greater", "higher"]),
    "below": frozenset(["below", "under", "less", "smaller", "lower"]),
    "atLeast": frozenset(["least", "over", "above", "more"]),
    "number": frozenset(["reference", "citation", "ref", "refs", "number"]),
    "score": frozenset(["ihc", "score", "immunohistochemistry"]),
}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_VALUES = ("biomarker", "process")
_TRIALS = ("Trial", "Study")
_WEIGHTS = "0, 4.0, 3.0, 1.0"  # of a question's name, summary, other words and description in BM25
# Fitted on the calibration part of the corpus of wordings (docs/ask.md tells how).
SURE, CLEAR, NEAR = 0.60, 0.06, 0.35


class Candidate(NamedTuple):
    """A call, and how well it fits a text."""

    question: Question
    values: dict[str, str]
    labels: dict[str, str]
    score: float
    covered: float  # the share of the telling words that the question's own words take up
    dropped: tuple[str, ...]  # names that it does not take up
    missed: tuple[str, ...]  # words that it does not take up
    alike: float  # how like a known wording of it is to the text
    certain: bool  # whether each value is named, or the only one that what is named can mean


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
    said, read, named_by_slip = mended(index, tokens(text))
    named = mentions(index, said)
    entities = [
        Named(each.best.iri, each.best.label, each.best.kind, each.said) for each in named if not each.soft
    ]
    if typed := _typed(graph, index, text):
        return typed._replace(entities=entities)
    offers: list[Offer] = []
    kept: list[Candidate] = []
    empty: list[Candidate] = []
    looked = Looked(index, said, named)
    for each in looked.ranked():
        if len(offers) == _OFFERS or each.score < NEAR:
            break
        if any(one.question == each.question and one.values == each.values for one in kept):
            continue
        if rows := _rows(graph, index, each):
            kept.append(each)
            offers.append(
                Offer(
                    question=each.question.name,
                    summary=each.question.summary,
                    values=each.values,
                    rows=rows,
                    leaves_out=[*each.dropped, *each.missed],
                    score=round(each.score, 3),
                    labels=each.labels,
                )
            )
        else:
            empty.append(each)
    slips = "".join(f" ('{said}' read as '{word}')" for said, word in read.items())
    if not offers:
        return Found(SILENT, _silent(said, entities) + slips, [], entities)
    if not named_by_slip and _sure(kept, empty, looked.nothing):
        return Found(ANSWER, offers[0].summary + slips, offers, entities)
    return Found(OFFER, _offered(offers) + slips, offers, entities)


def _typed(graph: LocalGraph, index: sqlite3.Connection, text: str) -> Found | None:
    """Return the question whose summary is typed word for word; one that needs a value is offered with its example."""
    said = searched(text)
    for question in catalogue.questions().values():
        if searched(question.summary) != said:
            continue
        needed = {each.name: each.example or "" for each in question.parameters if each.required}
        call = Candidate(question, needed, needed, 1.0, 1.0, (), (), alike=1.0, certain=True)
        rows = len(Rows(graph.results(binding.asked(graph, question, needed).query))) if needed else 0
        if rows := rows or _rows(graph, index, call):
            found = Offer(question.name, question.summary, needed, rows, [], 1.0, needed)
            told = f"name {' and '.join(needed)}; for example:" if needed else question.summary
            return Found(OFFER if needed else ANSWER, told, [found], [])
    return None


def _sure(kept: list[Candidate], empty: list[Candidate], nothing: float) -> bool:
    """Say whether the first call is what was asked: it takes up all that tells, and stands clear of the next.

    A call without rows (it needs a value, or the review says nothing) is not offered, but may be what was meant.
    """
    first = kept[0]
    rival = max((each.score for each in [*kept[1:], *empty]), default=0.0)
    whole = not first.dropped and not first.missed and first.certain
    return whole and first.score >= SURE and first.score - rival >= CLEAR and first.alike > nothing


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
    if any(one.required and one.name not in each.values for one in each.question.parameters):
        return 0
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
        asked = binding.asked(graph, each.question, each.values)
    except Her2gcError:
        return 0
    return len(Rows(graph.results(asked.query)))


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
        self.whole = self._other_words()
        every = dict.fromkeys([*self.words, *(word for words in self.whole.values() for word in words)])
        self.total = index.execute("SELECT count(*) FROM asks").fetchone()[0]
        self.strict = {word: self._asks(word, "summary words") for word in every}
        self.loose = {word: self._asks(word, "description") for word in every}
        self.spoken = {word: self._spoken(word) for word in every}
        masks = [mask(each) for each in named if not each.soft and not each.subject]
        self.alike = self._alike(list(dict.fromkeys([*self.words, *masks])))
        unanswered = self._alike(list(dict.fromkeys(token.word for token in said if token.tells)), none=True)
        self.nothing = unanswered.get("", 0.0)  # how like a text is that the review cannot answer
        self.bm25 = self._bm25()
        self.weight = {word: self._weight(word) for word in self.words}
        self.common = math.log(1 + 1 / _COMMON)
        self.types = self._types()
        self._her2 = self._asks("her2", "summary words description")
        self._texted: dict[str, set[int]] = {}

    def ranked(self) -> list[Candidate]:
        """Return the calls that may be asked for, the likeliest first."""
        found = [one for question in catalogue.questions().values() for one in self.candidates(question)]
        return sorted(found, key=lambda each: (-each.score, each.question.name, sorted(each.values.items())))

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

    def _alike(self, words: list[str], *, none: bool = False) -> dict[str, float]:
        """Return for each question how like its likest wording is; with ``none``, of those that no question answers."""
        shared: dict[int, float] = defaultdict(float)
        rare: dict[str, float] = {}
        for word in words:
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
        which = "=" if none else "!="
        query = f"SELECT rowid, question, size FROM wordings WHERE rowid IN ({marks}) AND question {which} ''"  # noqa: S608
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

    def candidates(self, question: Question) -> list[Candidate]:
        """Return the calls of a question that take up most of the text."""
        values, labels, used = self._fill(question)
        free = [
            each.name
            for each in question.parameters
            if each.type.rpartition("#")[2] in _TRIALS and each.name not in values
        ]
        filled = {each.type for each in question.parameters if each.name in values}
        rivals = [
            each
            for each in self.named
            if each not in used and any(filled & self.types.get(bearer.iri, set()) for bearer in each.bearers)
        ]
        found = []
        if free:
            meant, by = self._trials(used)
            for iri, label in list(meant.items())[:_MEANT]:
                more = {**values, free[0]: iri}
                found.append(
                    self._candidate(
                        question, more, {**labels, free[0]: label}, used + by, certain=len(meant) == 1
                    )
                )
        found.append(self._candidate(question, values, labels, used, certain=not rivals))
        return found

    def _trials(self, used: list[Mention]) -> tuple[dict[str, str], list[Mention]]:
        """Return the trials that test an agent and stand in a line that are named, and the names that mean them."""
        lines = {bearer.iri: each for each in self.named for bearer in each.bearers if bearer.kind == "line"}
        for mention in self.named:
            if mention in used or mention.best.kind != "agent":
                continue
            rows = self.index.execute(
                "SELECT trial, label, line FROM tests WHERE agent = ? ORDER BY label", (mention.best.iri,)
            ).fetchall()
            within = [row for row in rows if row[2] in lines]
            by = [mention]
            if lines and within:
                rows = within
                by += [lines[row[2]] for row in rows[:1]]
            return {row[0]: row[1] for row in rows}, by
        return {}, []

    def _candidate(
        self,
        question: Question,
        values: dict[str, str],
        labels: dict[str, str],
        used: list[Mention],
        *,
        certain: bool,
    ) -> Candidate:
        inside = {place for each in used for place in range(each.start, each.end)}
        left = [each for each in self.named if not each.soft and each not in used]
        dropped = tuple(each.said for each in left if not self._is_topic(question, values, each))
        taken = {self.place[place].word for place in inside}
        text = self._text(question, values)
        missed, got, whole, weak = [], 0.0, 0.0, False
        for word in self.words:
            weight = self.weight[word]
            whole += weight
            level = 1.0 if word in taken else self._level(question, word, text)
            if not level and word in self.whole:
                level = min(self._level(question, each, text) for each in self.whole[word])
            got += level * weight
            weak = weak or (word not in taken and self._weak(question, word, level, values))
            if not level and weight > self.common:
                missed.append(word)
        firm = [each for each in self.named if not each.soft and not each.subject]
        whole += _NAME * len(firm)
        shown = [
            each for each in left if not each.subject and each.said in dropped and self._shown(text, each)
        ]
        got += _NAME * (len(firm) - len(dropped) + _SHOWN * len(shown))
        covered = got / whole if whole else 0.0
        # HER2 narrows nothing where all is about it: elsewhere it may be the very thing that is asked for
        subject = [each for each in self.named if each.subject and each not in used]
        certain = certain and (bool(values) or not subject or question.name in self._her2)
        alike = self.alike.get(question.name, 0.0)
        # a biomarker or process that the call neither takes nor is about may be the very value that is asked for
        soft = [each for each in self.named if each.soft and each not in used and each.best.kind in _VALUES]
        spoken_of = all(
            question.name in self.strict.get(self.place[place].word, {question.name})
            for each in soft
            for place in range(each.start, each.end)
        )
        certain = certain and (spoken_of or bool(values))
        if alike < _SAME:
            few = len(self.words) + len(self.named) < _FEW
            certain = certain and not weak and not few and not DENIALS & set(self.words)
        bm25 = self.bm25.get(question.name, 0.0)
        score = 0.5 * covered + 0.1 * bm25 + 0.4 * alike - (0 if certain else _UNCERTAIN)
        if "absence" in question.tags and values:  # who asks for a figure wants to see it
            score -= _ABSENCE
        wide = {each.name for each in question.parameters if each.type.rpartition("#")[2] in _WIDE}
        if wide & values.keys() and not any(question.name in self.strict[word] for word in self.words):
            score -= _ANYTHING
        return Candidate(question, values, labels, score, covered, dropped, tuple(missed), alike, certain)

    def _shown(self, call: int | None, mention: Mention) -> bool:
        """Say whether the rows of a call name something."""
        if call is None:
            return False
        label = [token.word for token in tokens(mention.best.label) if token.tells]
        return bool(label) and all(call in self._rowids(word) for word in label)

    def _weak(self, question: Question, word: str, level: float, values: dict[str, str]) -> bool:
        """Say whether a word is taken up too weakly for an answer: a figure, or what only some rows of many have."""
        if any(letter.isdigit() for letter in word) and question.name not in self.strict[word]:
            return True
        own = any(question.name in having[word] for having in (self.strict, self.spoken, self.loose))
        return bool(level) and not own and not values

    def _level(self, question: Question, word: str, call: int | None) -> float:
        """Return how well a question takes up a word: by its own words, by its description, by the rows of the call."""
        if question.name in self.strict[word] or question.name in self.spoken[word]:
            return 1.0
        if call is not None and call in self._rowids(word):
            return 0.8
        return 0.6 if question.name in self.loose[word] else 0.0

    def _other_words(self) -> dict[str, list[str]]:
        """Return for each word of a term or measure the words of its label: OS is overall survival."""
        found: dict[str, list[str]] = {}
        for each in self.named:
            if each.soft and each.best.kind in ("measure", "term"):
                label = [token.word for token in tokens(each.best.label) if token.tells]
                for place in range(each.start, each.end):
                    if label:
                        found[self.place[place].word] = label
        return found

    def _is_topic(self, question: Question, values: dict[str, str], mention: Mention) -> bool:
        """Whether a call is about what is named without a parameter for it."""
        if mention.subject:
            return True
        for bearer in mention.bearers:
            for value in values.values():
                query = "SELECT 1 FROM tests WHERE trial = ? AND (agent = ? OR line = ?)"
                if self.index.execute(query, (value, bearer.iri, bearer.iri)).fetchone():
                    return True
        said = [self.place[place].word for place in range(mention.start, mention.end)]
        label = [token.word for token in tokens(mention.best.label)]
        return any(
            all(question.name in self._asks(word, "summary words") for word in words)
            for words in (said, label)
        )

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
        for parameter in question.parameters:
            if parameter.name not in values and (figure := self._figure(parameter)):
                values[parameter.name] = labels[parameter.name] = figure.said
                used.append(figure)
        return values, labels, used

    def _figure(self, parameter: Parameter) -> Mention | None:
        """Return the figure in the text that a parameter for figures takes, by the words before it."""
        before = _BEFORE.get(parameter.name)
        if before is None or not parameter.type.startswith(_XSD):
            return None
        for place, token in self.place.items():
            if not token.word.rstrip("+").replace(".", "", 1).isdigit():
                continue
            ahead = {self.place[each].word for each in range(max(place - _AHEAD, 0), place)}
            if token.word.endswith("+") == (parameter.name == "score") and ahead & before:
                return Mention(place, place + 1, token.said, ())
        return None

    def _text(self, question: Question, values: dict[str, str]) -> int | None:
        """Return the number of the call under which the words of its rows are kept."""
        parameter, value = next(iter(values.items()), ("", "")) if len(values) < 2 else ("", "")  # noqa: PLR2004
        row = self.index.execute(
            "SELECT id FROM calls WHERE question = ? AND parameter = ? AND value = ?",
            (question.name, parameter, value),
        ).fetchone()
        return int(row[0]) if row else None

    def _rowids(self, word: str) -> set[int]:
        if word not in self._texted:
            self._texted[word] = {int(row) for row in self._match("texts", "", word, "rowid")}
        return self._texted[word]
