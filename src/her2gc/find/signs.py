"""How well a call fits a text: what of it the call takes up, shows, is linked with or leaves out."""

import math
import re
from typing import NamedTuple

from her2gc.find import model
from her2gc.find.candidates import WIDE, Filled
from her2gc.find.looked import FIGURE_WORDS, Looked
from her2gc.find.mentions import Mention
from her2gc.find.words import DENIALS, MOST, tokens
from her2gc.questions import every
from her2gc.questions.question import Question

_PARTS = re.compile(r"[A-Z]?[a-z]+")
_COLUMNS: dict[str, dict[str, list[str]]] = {}  # by a question's text
_ASKED = {
    "when": 0.01,
    "why": 0.03,
    "year": 0.001,
}  # so many wordings of what tells a date or a reason ask so
_LACKING = DENIALS | frozenset((
    "absent", "fail", "failed", "lack", "lacking", "lacks", "miss", "missing", "omit", "omits", "omitted",
    "silent", "unknown", "unpublished", "unreported", "unstated",
))  # fmt: skip
_LACKS = (" lack ", " not ")  # who asks what there is does not ask what is missing
_TOGETHER = frozenset(["both", "dual", "two", "double", "simultaneously", "together"])
_BOTH, _SAID = (
    (" yet ", " but "),
    0.5,
)  # who asks for two things at once says half of the words for them at least
_EXACT = 0.999  # and so like it has all words of it and no other
_SAME = 0.95  # a text so like a known wording is that wording
_FEW = 2  # fewer words and names than this do not tell what is asked
_RARE = 0.1  # a word that so small a share of a question's calls has in its rows is a value of theirs
_VALUES = ("biomarker", "process")
_HER2 = "HER2"  # its amplification or status is no value apart where a question is about it
_BOUNDS = frozenset(["under", "below", "over", "above", "atleast", "atmost", "than", "exceeding", "fewer"])
_CLOSE = 0.4  # what a word counts that other rows on a value of the call have
_SHOWN = 0.6  # what a name counts that the rows show and the call does not take
# A number that is asked for is told by a question that has it, and not by whatever has the letter in its rows.
_COUNTS = ("howmany", "n")
_TABLE = "document"  # a table that is named is no ordinary word
_NAME = 4.0  # what a name weighs among the words
_CLASS = "agent class"
_WHERE = ("disease", "line", "subtype")  # what narrows a question is not taken up by a word in its rows
_MEASURES = frozenset(["measure", "quantity"])  # columns of measures
_EVIDENCE = ("trial-evidence",)
_NEGATIVE = "negative"
_ALONE = frozenset(["alone", "mono", "monotherapy"])


class Candidate(NamedTuple):
    """A call, and how well it fits a text."""

    question: Question
    values: dict[str, str]
    labels: dict[str, str]
    score: float
    dropped: tuple[str, ...]  # names that it does not take up
    shown: tuple[str, ...]  # names that it does not take as a value, but has in its rows
    missed: tuple[str, ...]  # words that it does not take up
    signs: tuple[float, ...]  # what the model weighs
    barred: bool = False  # whether it can be no more than an offer
    doubts: int = 0  # how many things make it less sure
    known: bool = False  # whether the text is a known wording of its question and of no other
    plain: bool = False  # whether no more is asked than a measure of a trial, and that is printed
    unsure: bool = False  # whether another name could as well be its value
    firm: frozenset[str] = frozenset()  # what is meant by a name that no other words can stand for
    share: float = 0.0  # how likely it is what is asked
    used: tuple[Mention, ...] = ()  # names that are its values
    beside: tuple[Mention, ...] = ()  # names that only some of its rows may have
    by_rows: frozenset[str] = frozenset()  # words that only its rows have


Listed = list[tuple[Candidate, int]]  # calls with their numbers of rows, the likeliest first


class Names(NamedTuple):
    """What becomes of the names of a text that a call does not take as values, nor is about by its own words."""

    all: int  # so many names are there
    shown: list[Mention]  # the rows have them
    tied: list[Mention]  # other rows tell of them beside a value of the call
    dropped: list[Mention]
    grouped: list[Mention]  # of those that are tied: classes some of whose members the rows have


class Words(NamedTuple):
    """What becomes of the words of a text that tell; weights are summed."""

    missed: list[str]  # not taken up, even if rows of other calls have them: the EMA, where the FDA approved
    whole: float
    got: float
    lost: float
    in_rows: float
    close: float  # that other rows on a value of the call have
    weak: bool  # whether one is taken up too weakly for an answer
    figure: bool  # whether a figure is not taken up
    by_rows: frozenset[str]  # that the rows have, and not the question's own words
    elsewhere: bool  # whether the rows lack one that rows of the question for other values have


def weighed(looked: Looked, filled: Filled) -> Candidate:
    """Return a call with what the model weighs.

    Parameters
    ----------
    looked
        The text.
    filled
        The call.
    """
    question, values = filled.question, filled.values
    number, rows, nodes, blank = looked.call(question.name, values) or (None, 0, frozenset[int](), "")
    linked = [looked.linked(value) for value in values.values()]
    names = _names(looked, filled, number, nodes, linked)
    words = _words(looked, filled, number, frozenset[int]().union(*(calls for _, calls in linked)))
    rest = len(names.shown) + len(names.tied)
    whole = words.whole + _NAME * names.all
    got = words.got + _NAME * (names.all - len(names.dropped) - rest + _SHOWN * rest)
    covered = got / whole if whole else 0.0
    alike = looked.alike.get(question.name, 0.0)
    wide = {each.name for each in question.parameters if each.type.rpartition("#")[2] in WIDE}
    spoken = any(
        question.name in looked.summaries[word] or looked.mostly(word, question.name) for word in looked.words
    )
    anything = bool(wide and (wide & values.keys() or not values) and not spoken)
    rivals = [each for each in filled.rivals if each in names.dropped or each.soft]
    unsaid, unsaid_weight = _unsaid(looked, question)
    share, few_rows = words.whole or 1.0, 1 + math.log(rows or 1)
    shown, tied = len(names.shown), len(names.tied)
    firm = [each for each in filled.used if not each.soft]
    signs = (
        covered,
        alike,
        max(alike - 0.7, 0.0),
        looked.bm25.get(question.name, 0.0),
        min(len(names.dropped), 2),
        min(shown, 2),
        min(len(firm), 2),
        min(len(filled.used) - len(firm), 2),
        words.lost / share,
        words.in_rows / share,
        float(bool(rivals) or filled.meant > 1),
        float("absence" in question.tags and bool(values)),
        float(anything),
        float(words.weak),
        float(question.name in _EVIDENCE and bool(values)),
        unsaid,
        math.log(1 + rows) / 5,
        looked.printed(values),
        min(tied, 2),
        words.close / share,
        unsaid_weight,
        min(shown, 2) / few_rows,
        words.in_rows / share / few_rows,
        looked.worded.get(question.name, 0.0),
        looked.likely.get(question.name, -2.0),
    )
    meant = [each for each in firm if not each.subject]
    named = sum(not each.subject for each in looked.named)
    telling = [word for word in looked.words if named or not word.startswith("how")]
    barred = (
        bool(names.dropped)
        # one gene of two that are named; of two agents where the rows do not have the other
        or any(
            not each.subject
            and not each.soft
            and not (each.best.kind == "agent" and looked.numbers(each) & nodes)
            and not (each.best.kind == _CLASS and each in names.shown)
            for each in filled.rivals
        )
        or (bool(blank and values) and not _optional(question))
        or filled.meant > 1
        or words.figure
        or _bounded(looked, filled)
        or bool(words.missed)
        or (words.elsewhere and bool(values))
        or looked.nothing >= _SAME  # it is known that the review does not say this
        or _of_negative(looked, filled, nodes)
        or _against_another(looked, values)
        or _asked_otherwise(looked, question)
        or _alone(looked, question, number)
        # who denies something asks for what most questions do not tell
        or (alike < _SAME and bool(DENIALS & set(looked.words)) and question.name not in looked.denied)
        # the first or last of many is told by a question that sorts by it, and says so
        # in its own words, or by a row that says so
        or any(
            question.name not in looked.strict[word] and word not in words.by_rows
            for word in MOST & set(looked.words)
        )
        or (alike < _SAME and len(telling) + named < _FEW)  # hardly anything is said
        # a figure of one digit stands anywhere
        or (bool(names.shown) and any(_is_figure(word) and len(word) == 1 for word in words.by_rows))
    )
    # what makes it less sure
    doubts = (
        alike < _SAME and _half(looked, question.summary, unsaid),
        any(question.name not in looked.strict[word] for word in looked.silent - words.by_rows),
        _aside(looked, question, filled),
        _unspoken(looked, question, filled, number, nodes),
        anything,
        alike < _SAME
        and unsaid == 1.0
        and len(telling) <= _FEW
        and not values,  # a fragment without its words
    )
    return Candidate(
        question=question,
        values=values,
        labels=filled.labels,
        score=model.score(signs),
        dropped=tuple(each.said for each in names.dropped),
        shown=tuple(each.said for each in (*names.shown, *names.tied)),
        missed=tuple(words.missed),
        signs=signs,
        barred=barred,
        doubts=sum(doubts),
        known=alike > _EXACT
        and (len(telling) >= _FEW or any(question.name in looked.strict[word] for word in telling))
        and not any(other >= alike for name, other in looked.alike.items() if name != question.name),
        plain=_plain(looked, question, values, names),
        unsure=bool(rivals) or filled.meant > 1 or anything or words.figure,
        firm=frozenset(bearer.iri for each in meant for bearer in each.bearers),
        used=filled.used,
        beside=(*names.shown, *names.tied),
        by_rows=words.by_rows,
    )


def _names(
    looked: Looked,
    filled: Filled,
    number: int | None,
    nodes: frozenset[int],
    linked: list[tuple[frozenset[int], frozenset[int]]],
) -> Names:
    names = [
        each for each in looked.named if (not each.soft or each.best.kind == _TABLE) and not each.subject
    ]
    values = set(filled.values.values())
    left = [
        each
        for each in names
        if each not in filled.used
        and not any(bearer.iri in values for bearer in each.bearers)
        and not _is_topic(looked, filled.question, filled.values, each)
        and not _goes_along(looked, nodes, each)
    ]
    shown = [each for each in left if looked.numbers(each) & nodes or _shown(looked, number, each)]
    tied = [
        each
        for each in left
        if each not in shown and (looked.members(each) & nodes or _tied(looked, filled.values, linked, each))
    ]
    grouped = [each for each in tied if looked.members(each) & nodes]
    dropped = [each for each in left if each not in shown and each not in tied]
    return Names(len(names), shown, tied, dropped, grouped)


def _words(looked: Looked, filled: Filled, number: int | None, near: frozenset[int]) -> Words:
    question = filled.question
    taken = {looked.place[place].word for each in filled.used for place in range(each.start, each.end)}
    missed: list[str] = []
    by_rows: set[str] = set()
    whole = got = lost = in_rows = close = 0.0
    weak = figure = elsewhere = False
    for word in looked.words:
        weight = looked.weight[word]
        whole += weight
        level = 1.0 if word in taken else _level(looked, question, word, number)
        if not level and word in looked.whole:
            level = min(_level(looked, question, each, number) for each in looked.whole[word])
        if word in _COUNTS and not looked.counted(word, question.name):
            level = 0.0
        if not level and (weight > looked.common or word in _COUNTS):
            missed.append(word)
        if not level and looked.rowids(word) & near:
            level = _CLOSE
            close += weight
        shown = number in looked.rowids(word) or _in_full(looked, number, word)
        own = shown or word in taken or question.name in looked.strict[word]
        got += level * weight
        in_rows += weight if shown else 0.0
        figure = figure or (_is_figure(word) and not own)
        if shown and word not in taken and question.name not in looked.strict[word]:
            by_rows.add(word)
        named = question.name in looked.strict[word] or word in columns(question) or weight <= looked.common
        if not shown and word not in taken and not named:
            # an interim analysis or a dose, where only another trial has one
            calls = looked.of_question(question.name)
            elsewhere = elsewhere or 0 < len(looked.rowids(word) & calls) <= _RARE * len(calls)
        weak = weak or (word not in taken and _weak(looked, question, word, level, filled.values))
        if not level and weight > looked.common:
            lost += weight
    return Words(missed, whole, got, lost, in_rows, close, weak, figure, frozenset(by_rows), elsewhere)


def _plain(looked: Looked, question: Question, values: dict[str, str], names: Names) -> bool:
    """Say whether no more is asked than a measure of a trial, in words that name it or are the question's own."""
    evidence = question.name in _EVIDENCE
    own = looked.named_words | (FIGURE_WORDS if evidence else frozenset())
    said = all(word in own or question.name in looked.summaries[word] for word in looked.words)
    trial = any(each.best.kind == "trial" for each in names.shown)
    told = evidence and looked.printed(values) > 0
    asked = any(question.name in looked.summaries[word] for word in looked.words)
    return said and not names.dropped and (told or (not values and trial and asked and bool(looked.measures)))


def _half(looked: Looked, summary: str, unsaid: float) -> bool:
    """Say whether a question holds for two things at once or for what lacks something, and a text does not say so."""
    return (
        (any(each in summary for each in _BOTH) and unsaid > _SAID)
        or (" both " in summary and not _TOGETHER & looked.said)
        or (any(each in summary for each in _LACKS) and not _LACKING & looked.said)
    )


def _asked_otherwise(looked: Looked, question: Question) -> bool:
    """Say whether a text asks when or why, and hardly any wording of a question does."""
    return any(
        word in looked.said and looked.spoken_so(word, question.name) < share
        for word, share in _ASKED.items()
    )


def _of_negative(looked: Looked, filled: Filled, nodes: frozenset[int]) -> bool:
    """Say whether a text asks of what is HER2-negative, and the rows do not tell of that."""
    return any(
        each.best.kind == "biomarker"
        and _NEGATIVE in each.best.label
        and each not in filled.used
        and not looked.numbers(each) & nodes
        for each in looked.named
    )


def _against_another(looked: Looked, values: dict[str, str]) -> bool:
    """Say whether a text compares with an agent that no arm of the call's trial has."""
    trials = looked.trials & set(values.values())
    return bool(trials) and any(not given & trials for given in looked.compared)


def _in_full(looked: Looked, call: int | None, word: str) -> bool:
    """Say whether the rows of a call have what a short word stands for: overall survival for OS."""
    return word in looked.whole and all(call in looked.rowids(each) for each in looked.whole[word])


def _aside(looked: Looked, question: Question, filled: Filled) -> bool:
    """Say whether HER2, which narrows nothing where all is about it, may be the very thing that is asked for."""
    subject = [each for each in looked.named if each.subject and each not in filled.used]
    return bool(subject) and (
        (not filled.values and question.name not in looked.her2)
        or any(could_take(looked, question, each) for each in subject)
    )


def _optional(question: Question) -> bool:
    """Say whether a question can be asked without a value: what its rows lack then stands empty in a longer table."""
    return not any(each.required for each in question.parameters)


def measured(looked: Looked, question: Question, nodes: frozenset[int]) -> list[Mention]:
    """Return the measures that are named and that rows of a call have in a column of their own."""
    if not _MEASURES & set(every.columns(question)):
        return []
    return [
        each
        for each in looked.named
        if each.soft and each.best.iri in looked.measures and looked.numbers(each) & nodes
    ]


def unasked(looked: Looked, question: Question, mention: Mention) -> bool:
    """Say whether a biomarker or process is not spoken of by a question: it may be the very value that is asked for."""
    return (
        mention.best.kind in _VALUES
        and not all(
            question.name in looked.strict.get(looked.place[place].word, {question.name})
            for place in range(mention.start, mention.end)
        )
        and not (_HER2 in mention.best.label.split() and question.name in looked.her2)
    )


def _unspoken(
    looked: Looked, question: Question, filled: Filled, number: int | None, nodes: frozenset[int]
) -> bool:
    """Say whether a biomarker or process that may be the value asked for is neither taken nor in the rows."""
    return any(
        each.soft
        and each not in filled.used
        and not looked.numbers(each) & nodes
        and not _shown(looked, number, each)
        and unasked(looked, question, each)
        for each in looked.named
    )


def takes_anything(each: Candidate) -> bool:
    """Say whether a value stands for a parameter that takes nearly everything."""
    return any(
        one.type.rpartition("#")[2] in WIDE for one in each.question.parameters if one.name in each.values
    )


def could_take(looked: Looked, question: Question, mention: Mention) -> bool:
    """Say whether a question has a parameter for what a name means."""
    types = {each.type for each in question.parameters if each.type.rpartition("#")[2] not in WIDE}
    return any(
        types & looked.types.get(each.iri, set()) for each in mention.bearers if each.kind != "disease"
    )


def _bounded(looked: Looked, filled: Filled) -> bool:
    """Say whether a figure is a bound that the call does not take as a value: hazard ratios under 1."""
    taken = {place for each in filled.used for place in range(each.start, each.end)}
    return bool(_BOUNDS & looked.said) and any(
        _is_figure(token.word) and place not in taken for place, token in looked.place.items()
    )


def _is_figure(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _tied(
    looked: Looked,
    values: dict[str, str],
    linked: list[tuple[frozenset[int], frozenset[int]]],
    mention: Mention,
) -> bool:
    """Say whether some question's rows tell of a value of the call and of something that is named beside it."""
    meant = looked.numbers(mention) | looked.members(mention)
    for bearer in mention.bearers:
        if bearer.kind == _CLASS:
            meant |= looked.linked(bearer.iri)[0]
    if any(meant & nodes for nodes, _ in linked):
        return True
    own = looked.numbered(values.values())
    return any(own & looked.linked(bearer.iri)[0] for bearer in mention.bearers)


def _unsaid(looked: Looked, question: Question) -> tuple[float, float]:
    """Return the share of a question's own words that the text does not have, and what the rarest may weigh."""
    weight, size = looked.own[question.name]
    said = [looked.rare(word) for word, having in looked.summaries.items() if question.name in having]
    return max(size - len(said), 0) / max(size, 1), max(weight - sum(said), 0.0) / 10


def _shown(looked: Looked, call: int | None, mention: Mention) -> bool:
    """Say whether the rows of a call have the words of something."""
    if call is None or mention.best.kind in _WHERE:
        return False
    return any(all(call in looked.rowids(word) for word in words) for words in looked.texts(mention))


def _weak(looked: Looked, question: Question, word: str, level: float, values: dict[str, str]) -> bool:
    """Say whether a word is taken up too weakly for an answer: a figure, or what only some rows of many have."""
    if _is_figure(word) and question.name not in looked.strict[word]:
        return True
    return bool(level) and not _has(looked, question, word) and not values


def columns(question: Question) -> dict[str, list[str]]:
    """Return the words of the names of a question's columns, each with the columns: hazard and ratio of hazardRatio."""
    if question.text not in _COLUMNS:
        found: dict[str, list[str]] = {}
        for name in every.columns(question):
            for word in _PARTS.findall(name.removesuffix("Label")):
                found.setdefault(word.casefold(), []).append(name)
        _COLUMNS[question.text] = found
    return _COLUMNS[question.text]


def _has(looked: Looked, question: Question, word: str) -> bool:
    """Say whether a question has a word: its own, in a wording, or in its description."""
    return any(question.name in having[word] for having in (looked.strict, looked.spoken, looked.loose))


def _level(looked: Looked, question: Question, word: str, call: int | None) -> float:
    """Return how well a question takes up a word: by its own words, by its description, by the rows of the call."""
    if question.name in looked.strict[word] or question.name in looked.said_of(word):
        return 1.0
    if call is not None and call in looked.rowids(word):
        return 0.8
    return 0.6 if question.name in looked.loose[word] else 0.0


def _alone(looked: Looked, question: Question, number: int | None) -> bool:
    """Say whether an agent's results alone are asked for, and no row is on any agent alone."""
    asked = bool(_ALONE & looked.said) or looked.said >= {"single", "agent"}
    if not asked or len(looked.agents) != 1 or not _MEASURES & set(columns(question)):
        return False
    return not any(number in looked.rowids(word) for word in _ALONE)


def _goes_along(looked: Looked, nodes: frozenset[int], mention: Mention) -> bool:
    """Say whether a class is named with two agents that a trial in the rows gives with it: the whole regimen."""
    if mention.best.kind != _CLASS or len(looked.agents) < _FEW or looked.compared:
        return False
    trials = looked.given(mention.best.iri).intersection(*map(looked.given, looked.agents))
    return bool(looked.numbered(trials) & nodes)


def _is_topic(looked: Looked, question: Question, values: dict[str, str], mention: Mention) -> bool:
    """Whether a call is about what is named without a parameter for it."""
    for bearer in mention.bearers:
        for value in values.values():
            query = "SELECT 1 FROM tests WHERE trial = ? AND (agent = ? OR line = ?)"
            if looked.index.execute(query, (value, bearer.iri, bearer.iri)).fetchone():
                return True
            # chemotherapy that all arms have tells trials apart no more than the line does
            if bearer.kind == _CLASS and value in looked.given(bearer.iri):
                return True
    said = [looked.place[place].word for place in range(mention.start, mention.end)]
    label = [token.word for token in tokens(mention.best.label)]
    return any(
        all(question.name in looked.asks(word, "summary words") for word in words) for words in (said, label)
    )
