"""Find the stored question that a text asks.

Each question is known by the words of its header. A text's words are weighed by how few questions share them; names of
the graph that fill a parameter count for the question that has it. A guess is sure only when every word of the text is
accounted for, by the question's words or by a parameter: a question that nobody stored is not answered.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from her2gc.ask.language import IDLE, meaning, pieces
from her2gc.ask.mentions import Mention, Names, figures, mentions
from her2gc.catalogue import Question, questions
from her2gc.graph import Graph

_FIELDS = (("words", 3.0), ("name", 2.0), ("summary", 2.0), ("tags", 1.0), ("description", 0.6))
_PARAMETER = 2.5  # a word inside a filled parameter, in units of the rarest word's weight
_UNKNOWN = 0.8  # what a word costs that the question does not know
_CLOSE = 0.85  # a second guess this near to the first makes it unsure


@dataclass(frozen=True)
class Guess:
    """A question that a text may ask, with the values of its parameters."""

    question: Question
    values: dict[str, object]
    score: float
    unknown: tuple[str, ...]  # words that neither the question nor a parameter accounts for
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
def _rarity() -> dict[str, float]:
    """Return how telling each word is: the fewer questions know it well, the more."""
    vocabulary = _vocabulary()
    counts: dict[str, int] = {}
    for weights in vocabulary.values():
        for word, weight in weights.items():
            if weight >= 1:
                counts[word] = counts.get(word, 0) + 1
    return {word: math.log(1 + len(vocabulary) / count) for word, count in counts.items()}


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
    found = [_guess(question, text, known) for question in questions().values()]
    found.sort(key=lambda each: (-each.score, each.question.name))
    best = found[:limit]
    if not best or best[0].score <= 0:
        return best
    first = best[0]
    rival = found[1].score if len(found) > 1 else 0.0
    sure = not first.unknown and rival < _CLOSE * first.score
    return [Guess(first.question, first.values, first.score, first.unknown, sure), *best[1:]]


def _guess(question: Question, text: str, known: Names) -> Guess:
    said = pieces(text)
    filled = _fill(question, text, known)
    taken = {place for mention in filled.values() for place in range(mention.start, mention.end)}
    weights, rarity = _vocabulary()[question.name], _rarity()
    rarest = max(rarity.values())
    score = sum(_PARAMETER * rarest * math.sqrt(mention.size) for mention in filled.values())
    unknown = []
    for place, word in enumerate(said):
        key = meaning(word)
        if key in weights and (place in taken or word not in IDLE):
            worth = rarity.get(key, rarest) * weights[key]
            score += worth * (0.3 if place in taken else 1)
        elif place not in taken and word not in IDLE:
            unknown.append(word)
            score -= _UNKNOWN * rarity.get(key, rarest)
    unknown += [figure for figure in figures(text) if said.index(figure) not in taken and figure not in unknown]
    if any(each.required and each.name not in filled for each in question.parameters):
        score = -1.0
    values: dict[str, object] = {name: mention.value for name, mention in filled.items()}
    return Guess(question, values, score, tuple(dict.fromkeys(unknown)))


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
