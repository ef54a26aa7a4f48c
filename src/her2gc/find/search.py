"""Search: from a text to the calls that may answer it, ranked, and how sure the first of them is."""

import math
import sqlite3
from array import array
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from her2gc.errors import Her2gcError
from her2gc.find import calls, model
from her2gc.find.found import ANSWER, OFFER, SILENT, Found, Named, Offer
from her2gc.find.mentions import Mention, mask, mentions
from her2gc.find.slips import mended
from her2gc.find.words import DENIALS, GRAMMAR, Token, searched, tokens
from her2gc.questions import binding, catalogue
from her2gc.questions.question import Parameter, Question
from her2gc.questions.rows import Rows
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph

_OFFERS = 5
_WEIGHED = 12  # so many calls are weighed against each other
_SAME = 0.95  # a text so like a known wording is that wording
_FEW = 2  # fewer words and names than this do not tell what is asked
_COMMON = 0.15  # a word that so large a share of the questions has tells none of them
_MEANT = 5  # so many trials are offered for an agent
_SHOWN = 0.6  # what a name counts that the rows show and the call does not take
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
# What is told in words, not by a figure.
_IN_WORDS = frozenset(["why", "improve", "improved", "prolong", "prolonged", "longer", "better", "benefit"])
_NO_FIGURE = ("hazard-ratio", "survival")
# Which column of a trial's figures is asked for, by the words.
_FIGURES = {
    "hazardRatio": frozenset(["hazard", "hr"]),
    "interval": frozenset(["ci", "confidence", "interval", "intervals"]),
    "p": frozenset(["p", "pval"]),
}
_LIVED = frozenset(["live", "lived", "survive", "survived", "survival", "alive", "die", "died"])
_ENROLLED = frozenset(
    [
        "randomised",
        "randomized",
        "enrolled",
        "enroled",
        "recruited",
        "participants",
        "took",
        "n",
        "sample",
        "size",
    ]
)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_VALUES = ("biomarker", "process")
_WHERE = ("disease", "line", "subtype")  # what narrows a question is not taken up by a word in its rows
_TRIALS = ("Trial", "Study")
_EVIDENCE = ("trial-evidence",)
_WEIGHTS = "0, 4.0, 3.0, 1.0"  # of a question's name, summary, other words and description in BM25
# Fitted on the calibration part of the corpus of wordings (docs/ask.md tells how).
SURE, NEAR = 0.60, 0.01


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
    signs: tuple[float, ...]  # what the model weighs
    share: float = 0.0  # how likely it is what is asked


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
    looked = Looked(index, said, named)
    none = model.nothing(looked.none())
    listed = kept(graph, index, looked, none)
    offers = [
        Offer(
            question=each.question.name,
            summary=each.question.summary,
            values=each.values,
            rows=rows,
            leaves_out=[*each.dropped, *each.missed],
            score=round(each.share, 3),
            labels=each.labels,
        )
        for each, rows in listed[:_OFFERS]
        if each.share >= NEAR
    ]
    slips = "".join(f" ('{said}' read as '{word}')" for said, word in read.items())
    if not offers:
        return Found(SILENT, _silent(said, entities) + slips, [], entities)
    if gap := looked.gap():
        told = f"the review prints no such figure of {gap[0]} for {gap[1]}{slips}; near it:"
        return Found(OFFER, told, offers, entities)
    if not named_by_slip and sure(index, listed) >= SURE:
        return Found(ANSWER, offers[0].summary + slips, offers, entities)
    return Found(OFFER, _offered(offers) + slips, offers, entities)


def kept(
    graph: LocalGraph, index: sqlite3.Connection, looked: "Looked", none: float, most: int = _WEIGHED
) -> list[tuple[Candidate, int]]:
    """Return the likeliest calls that give rows, with their number, the likeliest first.

    Parameters
    ----------
    graph, index
        Where to ask, and the index of its calls.
    looked
        The text.
    none
        The score of the case that no call answers.
    most
        How many calls.
    """
    found: list[tuple[Candidate, int]] = []
    for each in looked.ranked():
        if len(found) == most:
            break
        if any(one.question == each.question and one.values == each.values for one, _ in found):
            continue
        if rows := _rows(graph, index, each):
            found.append((each, rows))
    shares = model.shares([each.score for each, _ in found], none)
    return _narrowed(
        [(each._replace(share=share), rows) for (each, rows), share in zip(found, shares, strict=True)]
    )


def _narrowed(listed: list[tuple[Candidate, int]]) -> list[tuple[Candidate, int]]:
    """Put before the likeliest call the same one with more of what is named as its values, where that is sure."""
    first = listed[0][0] if listed else None
    for place, (each, _) in enumerate(listed):
        if (
            first
            and each.question == first.question
            and each.values.items() > first.values.items()
            and each.certain
            and not each.dropped
            and not _takes_anything(each)
        ):
            return [listed[place], *listed[:place], *listed[place + 1 :]]
    return listed


def _typed(graph: LocalGraph, index: sqlite3.Connection, text: str) -> Found | None:
    """Return the question whose summary is typed word for word; one that needs a value is offered with its example."""
    said = searched(text)
    for question in catalogue.questions().values():
        if searched(question.summary) != said:
            continue
        needed = {each.name: each.example or "" for each in question.parameters if each.required}
        call = Candidate(question, needed, needed, 1.0, 1.0, (), (), alike=1.0, certain=True, signs=())
        rows = len(Rows(graph.results(binding.asked(graph, question, needed).query))) if needed else 0
        if rows := rows or _rows(graph, index, call):
            found = Offer(question.name, question.summary, needed, rows, [], 1.0, needed)
            told = f"name {' and '.join(needed)}; for example:" if needed else question.summary
            return Found(OFFER if needed else ANSWER, told, [found], [])
    return None


def _takes_anything(each: Candidate) -> bool:
    return any(
        one.type.rpartition("#")[2] in _WIDE for one in each.question.parameters if one.name in each.values
    )


def sure(index: sqlite3.Connection, listed: list[tuple[Candidate, int]]) -> float:
    """Return how sure it is that the first call is what was asked; 0 where it leaves out what is named.

    A call all of whose entities the first one tells of counts with it: it would give no other answer; so does the same
    call without a value that is named.

    Parameters
    ----------
    index
        The index of calls.
    listed
        The likeliest calls, the likeliest first.
    """
    first = listed[0][0]
    if first.dropped or not first.certain or _blank(index, first):
        return 0.0
    told = _nodes(index, first)
    share = first.share
    for each, _ in listed[1:]:
        wider = each.question == first.question and each.values.items() < first.values.items()
        if wider or ((nodes := _nodes(index, each)) and nodes <= told):
            share += each.share
    return share


def _blank(index: sqlite3.Connection, each: Candidate) -> bool:
    """Say whether a call lacks what its question is about: the row of a trial without the number of its patients."""
    for parameter, value in each.values.items():
        query = "SELECT blank FROM calls WHERE question = ? AND parameter = ? AND value = ?"
        row = index.execute(query, (each.question.name, parameter, value)).fetchone()
        if row and row[0]:
            return True
    return False


def _nodes(index: sqlite3.Connection, each: Candidate) -> frozenset[int]:
    """Return the entities in the rows of a call; of several values those that the rows of each have."""
    found: list[frozenset[int]] = []
    for parameter, value in each.values.items() or [("", "")]:
        row = index.execute(
            "SELECT nodes FROM calls WHERE question = ? AND parameter = ? AND value = ?",
            (each.question.name, parameter, value),
        ).fetchone()
        found.append(frozenset(array("H", row[0])) if row else frozenset())
    return frozenset.intersection(*found)


@lru_cache(maxsize=500)
def _telling(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text) if token.tells)


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

    def __init__(
        self,
        index: sqlite3.Connection,
        said: list[Token],
        named: list[Mention],
        unread: frozenset[int] = frozenset(),
    ) -> None:
        """``unread``: the numbers of wordings that are not looked at, so that a fit does not see what it fits."""
        self.index = index
        self.unread = unread
        self.named = named
        firm = {place for each in named if not each.soft for place in range(each.start, each.end)}
        self.words = list(
            dict.fromkeys(token.word for token in said if token.tells and token.place not in firm)
        )
        self.place = {token.place: token for token in said}
        self.whole = self._other_words()
        self.measures = {
            bearer.iri: bearer.label
            for each in named
            for bearer in each.bearers
            if bearer.kind == "measure" and bearer.iri.rpartition("/")[2] not in _NO_FIGURE
        }
        if not self.measures and _LIVED & set(self.words):
            self.measures = {PREFIXES["kg"] + "overall-survival": "overall survival"}
        self._all_trials = {row[0] for row in index.execute("SELECT trial FROM tests")}
        labels = {token.word for each in named for token in tokens(each.best.label) if token.tells}
        self._summaries = {word: self._asks(word, "summary") for word in {*self.words, *labels}}
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

    def none(self) -> tuple[float, ...]:
        """Return the signs that the review does not say what is asked."""
        weights = sum(self.weight.values()) or 1.0
        unknown = sum(self.weight[word] for word in self.words if not self._is_known(word))
        silence = sum(self.weight[word] * self._silence(word) for word in self.words)
        gap = float(self.gap() is not None)
        return (1.0, self.nothing, max(self.nothing - 0.7, 0.0), unknown / weights, gap, silence / weights)

    def _silence(self, word: str) -> float:
        """Return how often a word stands in a wording that the review does not answer."""
        asked = self._match("wordings", "text", word, "question")
        return asked.count("") / (len(asked) + 1)

    def _unsaid(self, question: Question) -> float:
        """Return the share of a question's own words that the text does not have."""
        own = _telling(question.summary)
        said = sum(question.name in having for having in self._summaries.values())
        return max(len(own) - said, 0) / max(len(own), 1)

    def _count(self, call: int | None) -> int:
        if call is None:
            return 0
        return int(self.index.execute("SELECT rows FROM calls WHERE id = ?", (call,)).fetchone()[0])

    def _printed(self, values: dict[str, str]) -> float:
        """Say whether figures of the measure that is named are printed for the trial of a call: 1, -1, or 0."""
        for value in values.values():
            query = "SELECT measure FROM figures WHERE trial = ?"
            printed = {row[0] for row in self.index.execute(query, (value,))}
            if self.measures and (printed or value in self._all_trials):
                return 1.0 if printed & self.measures.keys() else -1.0
        return 0.0

    def _is_known(self, word: str) -> bool:
        known = self.strict[word] | self.loose[word] | (self.spoken[word] - {""})
        return bool(known) or bool(self._rowids(word))

    def gap(self) -> tuple[str, str] | None:
        """Return trial and measure where a figure of them is asked for and none is printed, or not of this sort."""
        said = set(self.words)
        meant = {
            bearer.iri: bearer.label
            for each in self.named
            for bearer in each.bearers
            if bearer.kind in ("trial", "study")
        } or self._trials([])[0]
        if not meant or said & _IN_WORDS:
            return None
        if said & _ENROLLED and not any(self._has_figure(trial, "", "patients") for trial in meant):
            return next(iter(meant.values())), "the number of patients"
        sorts = [each for each, words in _FIGURES.items() if words & said] or ["values"]
        for measure, label in self.measures.items():
            for sort in sorts:
                if not any(self._has_figure(trial, measure, sort) for trial in meant):
                    return next(iter(meant.values())), label
        return None

    def _has_figure(self, trial: str, measure: str, sort: str) -> bool:
        query = "SELECT 1 FROM figures WHERE trial = ? AND measure = ? AND sort = ?"
        return self.index.execute(query, (trial, measure, sort)).fetchone() is not None

    def ranked(self) -> list[Candidate]:
        """Return the calls that may be asked for, the likeliest first."""
        found = [one for question in catalogue.questions().values() for one in self.candidates(question)]
        return sorted(found, key=lambda each: (-each.score, each.question.name, sorted(each.values.items())))

    def _match(self, table: str, columns: str, word: str, what: str) -> list[str]:
        text = f'{{{columns}}} : "{word}"' if columns else f'"{word}"'
        query = f"SELECT {what}, rowid FROM {table} WHERE {table} MATCH ?"  # noqa: S608
        unread = self.unread if table == "wordings" else ()
        return [row[0] for row in self.index.execute(query, (text,)) if row[1] not in unread]

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
        if values and not any(each.required for each in question.parameters):
            found.append(self._candidate(question, {}, {}, [], certain=True))
        for name in values if len(values) > 1 else ():
            if all(each.name == name for each in question.parameters if each.required):
                by_one = [each for each in used if self._means(each, values[name])]
                found.append(
                    self._candidate(
                        question, {name: values[name]}, {name: labels[name]}, by_one, certain=True
                    )
                )
        return found

    @staticmethod
    def _means(mention: Mention, value: str) -> bool:
        return mention.said == value or any(bearer.iri == value for bearer in mention.bearers)

    def _trials(self, used: list[Mention]) -> tuple[dict[str, str], list[Mention]]:
        """Return the trials that test an agent and stand in a line that are named, and the names that mean them."""
        lines = {bearer.iri: each for each in self.named for bearer in each.bearers if bearer.kind == "line"}
        agents = [each for each in self.named if each not in used and each.best.kind == "agent"]
        tested = [self._tested(each.best.iri) for each in agents]
        if not any(tested):
            return {}, []
        every = {trial: row for rows in tested for trial, row in rows.items()}
        if len(agents) > 1:
            given = [{*self._given(each.best.iri), *rows} for each, rows in zip(agents, tested, strict=True)]
            if both := set.intersection(*given) & every.keys():
                return self._within(lines, {trial: every[trial] for trial in sorted(both)}, agents)
        first = next(place for place, rows in enumerate(tested) if rows)
        return self._within(lines, tested[first], [agents[first]])

    @staticmethod
    def _within(
        lines: dict[str, Mention], rows: dict[str, tuple[str, str]], by: list[Mention]
    ) -> tuple[dict[str, str], list[Mention]]:
        """Return the trials that stand in a line that is named, where some do."""
        within = {trial: row for trial, row in rows.items() if row[1] in lines}
        if within:
            by = [*by, lines[next(iter(within.values()))[1]]]
        return {trial: row[0] for trial, row in (within or rows).items()}, by

    def _tested(self, agent: str) -> dict[str, tuple[str, str]]:
        """Return label and line of each trial that tests an agent."""
        query = "SELECT trial, label, line FROM tests WHERE agent = ? ORDER BY label"
        return {row[0]: (row[1], row[2]) for row in self.index.execute(query, (agent,))}

    def _given(self, agent: str) -> set[str]:
        return {row[0] for row in self.index.execute("SELECT trial FROM gives WHERE agent = ?", (agent,))}

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
        text = self._text(question, values)
        left = [each for each in self.named if not each.soft and each not in used]
        left = [each for each in left if not self._is_topic(question, values, each)]
        shown = [each for each in left if self._shown(text, each)]
        dropped = [each.said for each in left if each not in shown]
        taken = {self.place[place].word for place in inside}
        missed, got, in_rows, lost, whole, weak = [], 0.0, 0.0, 0.0, 0.0, False
        for word in self.words:
            weight = self.weight[word]
            whole += weight
            level = 1.0 if word in taken else self._level(question, word, text)
            if not level and word in self.whole:
                level = min(self._level(question, each, text) for each in self.whole[word])
            got += level * weight
            in_rows += weight if text in self._rowids(word) else 0.0
            weak = weak or (word not in taken and self._weak(question, word, level, values))
            if not level and weight > self.common:
                missed.append(word)
                lost += weight
        firm = [each for each in self.named if not each.soft and not each.subject]
        words = whole or 1.0
        whole += _NAME * len(firm)
        got += _NAME * (len(firm) - len(dropped) - len(shown) + _SHOWN * len(shown))
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
        wide = {each.name for each in question.parameters if each.type.rpartition("#")[2] in _WIDE}
        spoken = any(question.name in self.strict[word] for word in self.words)
        anything = wide and (wide & values.keys() or not values) and not spoken
        figure = any(
            any(letter.isdigit() for letter in word)
            and word not in taken
            and question.name not in self.strict[word]
            for word in self.words
        )
        sure = certain and not figure and (spoken_of or bool(values)) and not shown and not anything
        if alike < _SAME:
            few = len(self.words) + len(self.named) < _FEW
            sure = sure and not few and not DENIALS & set(self.words)
        signs = (
            covered,
            alike,
            max(alike - 0.7, 0.0),
            self.bm25.get(question.name, 0.0),
            min(len(dropped), 2),
            min(len(shown), 2),
            min(len([each for each in used if not each.soft]), 2),
            min(len([each for each in used if each.soft]), 2),
            lost / words,
            in_rows / words,
            float(not certain),
            float("absence" in question.tags and bool(values)),
            float(bool(anything)),
            float(weak),
            float(question.name in _EVIDENCE and bool(values)),
            self._unsaid(question),
            math.log(1 + self._count(text)) / 5,
            self._printed(values),
        )
        return Candidate(
            question,
            values,
            labels,
            model.score(signs),
            covered,
            tuple(each.said for each in left),
            tuple(missed),
            alike,
            sure,
            signs,
        )

    def _shown(self, call: int | None, mention: Mention) -> bool:
        """Say whether the rows of a call name something."""
        if call is None or mention.subject or mention.best.kind in _WHERE:
            return mention.subject
        said = [self.place[place].word for place in range(mention.start, mention.end)]
        label = [token.word for token in tokens(mention.best.label)]
        told = [[word for word in words if word not in GRAMMAR] for words in (label, said)]
        return any(words and all(call in self._rowids(word) for word in words) for words in told)

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
