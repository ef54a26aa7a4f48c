"""Find the stored question that a text asks.

Each question is known by the words of its header. A text's words are weighed by how few questions share them; names of
the graph that fill a parameter count for the question that has it. A guess is sure only when every word of the text is
accounted for, by the question's words or by a parameter: a question that nobody stored is not answered.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from her2gc.find.language import IDLE, denials, meaning, pieces
from her2gc.find.mentions import Mention, Names, mentions
from her2gc.questions import catalogue
from her2gc.questions.catalogue import questions
from her2gc.questions.question import Parameter, Question
from her2gc.questions.rows import Rows
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph

_FIELDS = (("words", 3.0), ("name", 2.0), ("summary", 2.0), ("tags", 1.0), ("description", 0.6))
_PARAMETER = 1.8  # a word inside a filled parameter, in units of the rarest word's weight
_UNKNOWN = 0.8  # what a word costs that the question does not know
_REQUIRED = 1.5  # more for filling a required parameter
_PAIR = 1.5  # two words that follow each other in the question's header, too
_TAKEN = 0.3  # a word of a filled parameter that the question's header has, too
_IDLE = 0.4  # an ordinary word that the question's own list of words has
_BARE = 0.5  # what is left of the score where only parameters fit
_RICHER = 0.5  # a guess this good that uses more of the text's names makes a first guess without them unsure
_GLUE = frozenset(
    ["a", "an", "and", "are", "by", "do", "does", "for", "in", "is", "of", "on", "or", "the", "to", "with"]
)
_CONTRARY = {"succeed": "fail", "improv": "fail"}  # what did not work has failed
_TOLD = 2.0  # a word of the summary or of the question's own list of words
_NEAR = 2  # so many words after a denial are what it denies, in a text
_REACH = 5  # and in a header
_NAME = 0.6  # a word of a name that the question takes up by its own words only, not as a parameter
_CLOSE = 0.9  # a second guess this near to the first makes it unsure


@dataclass(frozen=True)
class Guess:
    """A question that a text may ask, with the values of its parameters."""

    question: Question
    values: dict[str, object]
    score: float
    unknown: tuple[str, ...]  # words that neither the question nor a parameter accounts for
    bound: int = 0  # so many words of the text fill parameters
    sure: bool = False


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, dict[str, float]]:
    """Return for each question the weight of each word's meaning."""
    found: dict[str, dict[str, float]] = {}
    for question in questions().values():
        fields = {
            "words": " ".join(question.words),
            "name": question.name,
            "summary": question.summary,
            "tags": " ".join(question.tags),
            "description": question.description,
        }
        weights: dict[str, float] = {}
        for field, weight in _FIELDS:
            for word in pieces(fields[field]):
                key = meaning(word)
                weights[key] = max(weights.get(key, 0.0), weight)
        for parameter in question.parameters:
            for word in pieces(f"{parameter.name} {parameter.kind}"):
                weights.setdefault(meaning(word), 1.0)
        found[question.name] = weights
    return found


@lru_cache(maxsize=1)
def _pairs() -> dict[str, set[tuple[str, str]]]:
    """Return for each question the pairs of words that follow each other in its header."""
    found: dict[str, set[tuple[str, str]]] = {}
    for question in questions().values():
        runs = [*question.words, question.name, question.summary]
        found[question.name] = {
            pair
            for run in runs
            for pair in pairwise(meaning(word) for word in pieces(run))
            if not _GLUE & set(pair)
        }
    return found


@lru_cache(maxsize=1)
def _denied() -> dict[str, frozenset[str]]:
    """Return for each question what its header denies: not stated, without a comparator, but not survival."""
    found: dict[str, frozenset[str]] = {}
    for question in questions().values():
        topics = [part for run in (*question.words, question.summary) for _, part in denials(run, _REACH)]
        unsaid = frozenset(["unsaid"]) if "absence" in question.tags else frozenset()
        found[question.name] = unsaid.union(*topics)
    return found


@lru_cache(maxsize=1)
def _rarity() -> dict[str, float]:
    """Return how telling each word is: the fewer questions know it well, the more."""
    vocabulary = _vocabulary()
    counts: dict[str, int] = {}
    for weights in vocabulary.values():
        for word, weight in weights.items():
            if weight >= 1:
                counts[word] = counts.get(word, 0) + 1
    return {word: math.log(1 + len(vocabulary) / count) for word, count in counts.items()}


_NAMED = tuple(Parameter("", PREFIXES["her2gc"] + kind) for kind in ("Agent", "Trial"))
_KINDS = tuple(
    Parameter("", PREFIXES["her2gc"] + kind)
    for kind in ("Agent", "Classification", "Disease", "Gene", "LineOfTherapy", "Region", "Subtype", "Trial")
)


def _places(text: str, known: Names, kinds: tuple[Parameter, ...]) -> frozenset[int]:
    """Return the places of the words that are part of a name."""
    return frozenset(
        place
        for kind in kinds
        for mention in mentions(text, known, kind)
        for place in range(mention.start, mention.end)
    )


def guesses(graph: Graph, text: str, limit: int = 3) -> list[Guess]:
    """Return the questions that a text may ask, the likeliest first.

    Parameters
    ----------
    graph
        Whose names to look for.
    text
        A question in words.
    limit
        How many to return.
    """
    known = Names(graph)
    tested, named = _places(text, known, _NAMED), _places(text, known, _KINDS)
    found = [_guess(question, text, known, tested, named) for question in questions().values()]
    found.sort(key=lambda each: (-each.score, each.question.name))
    best = found[:limit]
    if not best or best[0].score <= 0:
        return best
    first = best[0]
    rival = found[1].score if len(found) > 1 else 0.0
    richer = any(each.bound > first.bound and each.score > _RICHER * first.score for each in found[1:])
    sure = not first.unknown and rival < _CLOSE * first.score and not richer and _has_rows(graph, first)
    return [replace(first, sure=sure), *best[1:]]


def _has_rows(graph: Graph, guess: Guess) -> bool:
    """Say whether the question has an answer for the values: an empty one does not show that it was meant."""
    asked = catalogue.asked(graph, guess.question, guess.values)
    return bool(Rows(graph.results(asked.query)))


def _guess(
    question: Question, text: str, known: Names, tested: frozenset[int], named: frozenset[int]
) -> Guess:
    said = [meaning(word) for word in pieces(text)]
    filled = _fill(question, text, known)
    taken = {place for mention in filled.values() for place in range(mention.start, mention.end)}
    # An agent or a trial that no parameter takes up would be passed over: the question is then not the one asked.
    left = tested - taken
    weights, rarity = _vocabulary()[question.name], _rarity()
    rarest = max(rarity.values())
    score = sum(_PARAMETER * rarest * math.sqrt(mention.size) for mention in filled.values())
    score += _REQUIRED * rarest * sum(each.required for each in question.parameters)
    topical, unknown = 0.0, []
    for place, (word, key) in enumerate(zip(pieces(text), said, strict=True)):
        worth = rarity.get(key, rarest) * weights.get(key, 0.0)
        if word in IDLE:
            topical += _IDLE * worth if weights.get(key, 0.0) >= _FIELDS[0][1] else 0
        elif place in taken:
            topical += _TAKEN * worth
        elif place in left or (
            word.strip("+").replace(".", "", 1).isdigit() and weights.get(key, 0.0) < _TOLD
        ):
            unknown.append(word)
        elif worth:
            topical += _NAME * worth if place in named else worth
        else:
            unknown.append(word)
            score -= _UNKNOWN * rarity.get(key, rarest)
    unknown += _denials_unmet(question, text, taken)
    pairs = _pairs()[question.name]
    topical += sum(
        _PAIR * (rarity.get(one, rarest) + rarity.get(other, rarest)) / 2
        for place, (one, other) in enumerate(pairwise(said))
        if (one, other) in pairs and not {place, place + 1} <= named
    )
    score = score + topical if topical else score * _BARE
    if any(each.required and each.name not in filled for each in question.parameters):
        score = -1.0
    values: dict[str, object] = {name: mention.value for name, mention in filled.items()}
    return Guess(question, values, score, tuple(dict.fromkeys(unknown)), len(taken))


def _denials_unmet(question: Question, text: str, taken: set[int]) -> list[str]:
    """Return the words of denial in a text that the question does not share: it asks for the contrary, then."""
    words, weights = pieces(text), _vocabulary()[question.name]
    unmet = []
    for place, topics in denials(text, _NEAR):
        contrary = any(weights.get(_CONTRARY.get(topic, ""), 0.0) >= _TOLD for topic in topics)
        elliptic = not topics and "contradictions" in question.tags  # "although the p-value is not"
        if place not in taken and not elliptic and not topics & _denied()[question.name] and not contrary:
            unmet.append(words[place])
    return unmet


def _fill(question: Question, text: str, known: Names) -> dict[str, Mention]:
    """Return a mention for each parameter that the text fills; longer names first, no word used twice."""
    offers = [
        (mention, parameter.name)
        for parameter in question.parameters
        for mention in mentions(text, known, parameter)
    ]
    offers.sort(key=lambda offer: (-offer[0].size, offer[0].start))
    filled: dict[str, Mention] = {}
    taken: set[int] = set()
    for mention, name in offers:
        places = set(range(mention.start, mention.end))
        if name not in filled and not places & taken:
            filled[name] = mention
            taken |= places
    return filled
