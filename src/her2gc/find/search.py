"""Search: from a text to the calls that may answer it, ranked, and how sure the first of them is."""

import re
import sqlite3

from her2gc.errors import Her2gcError
from her2gc.find import calls, model
from her2gc.find.candidates import Filled, candidates
from her2gc.find.found import ANSWER, OFFER, SILENT, Found, Named, Offer
from her2gc.find.looked import Looked
from her2gc.find.mentions import mentions
from her2gc.find.narrow import Narrowed, rows_having
from her2gc.find.said import SURE as SAID
from her2gc.find.said import said as said_near
from her2gc.find.same import others, shared, together
from her2gc.find.signs import Candidate, Listed, takes_anything, weighed
from her2gc.find.slips import mended
from her2gc.find.words import Token, searched, tokens
from her2gc.questions import binding, catalogue
from her2gc.questions.kept import results as kept_results
from her2gc.questions.rows import Rows
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph

_OFFERS = 5
_PERHAPS = 0.4  # so much likelier than an answer must silence be to be told with less doubt
_LONG = 100  # more rows than these are a list of everything
_FAR = 5.0  # a call that scores so much less than the first is never offered
_WEIGHED = 12  # so many calls are weighed against each other
_SUBJECT = "said-of"  # all that is said of something
_AGENT, _AGENTS = "agent", "agents"  # what an agent is
_XSD = PREFIXES["xsd"]
# "…, and how often": a second question in the same text
_PARTS = re.compile(
    r"(?:\band|,|;)\s+(?:(?:at|by|for|from|in|of|on|to|with)\s+)?"
    r"(?:are|can|did|do|does|how|is|was|were|what|when|where|which|who|why)\b",
    re.IGNORECASE,
)
_PARTED = "; you ask two things: see whether the rows tell both"


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
    if known := _typed(graph, index, text) or _defined(looked := Looked(index, said, named)):
        return known._replace(entities=entities)
    none = looked.none()
    listed = kept(graph, looked, model.nothing(none))
    offers = [
        Offer(
            question=each.question.name,
            summary=each.question.summary,
            values=each.values,
            rows=rows,
            leaves_out=_left(each, looked),
            score=round(each.share, 3),
            labels=each.labels,
        )
        for each, rows in _without_padding(looked, listed)[:_OFFERS]
        if each.share >= model.NEAR
    ]
    slips = "".join(f" ('{said}' read as '{word}')" for said, word in read.items())
    near = said_near(looked)
    statements = tuple(each for _, each in near)
    if not offers and not statements:
        return Found(SILENT, _silent(said, entities) + slips, [], entities, unsaid=True)
    if gap := looked.gap:
        return Found(
            OFFER,
            f"the review prints no {gap}{slips}{'; near it:' * bool(offers or statements)}",
            offers,
            entities,
            statements,
            unsaid=True,
        )
    likely, scores = together(looked, listed), [each.score for each, _ in listed]
    unsaid = model.unsaid(scores, model.nothing(none)) > likely
    # a word that is not known may be another one for what the review says: alone it denies nothing
    by = model.unsaid(scores, model.nothing(model.known(none))) - likely
    if by > 0 and (looked.words or not named) and not (near and near[0][0] >= SAID):
        this = "just this" if statements else "this"
        perhaps = "perhaps the review does not" if by < _PERHAPS else "the review does not seem to"
        told = f"{perhaps} say {this}{_strange(looked)}{slips}; near it:"
        offers = [*offers, *_of_subject(looked, offers)]
        return Found(OFFER, told, offers, entities, statements, unsaid=True)
    first, certain = listed[0][0], 0.0
    if offers and not unsaid and not named_by_slip:
        certain = sure(looked, listed)
    if certain >= model.SURE:
        few = rows_having(graph, looked, first)
        if few.places is None or few.places:
            offers[0] = offers[0]._replace(only=few.places)
            told = offers[0].summary + _among(offers[0], few) + _PARTED * bool(_PARTS.search(text)) + slips
            return Found(ANSWER, told, offers, entities)
    as_first = bool(offers) and (offers[0].question, offers[0].values) == (first.question.name, first.values)
    if as_first and not offers[0].leaves_out:
        offers[0] = offers[0]._replace(only=rows_having(graph, looked, first).places or None)
    offers = [*offers, *_of_subject(looked, offers)]
    told = _offered(looked, offers, perhaps=as_first and certain >= model.PERHAPS)
    return Found(OFFER, told + slips, offers, entities, statements)


def kept(graph: LocalGraph, looked: Looked, none: float, most: int = _WEIGHED) -> Listed:
    """Return the likeliest calls that give rows, with their number, the likeliest first.

    Parameters
    ----------
    graph
        Where to ask.
    looked
        The text.
    none
        The score of the case that no call answers.
    most
        How many calls.
    """
    found: Listed = []
    for each in _ranked(looked):
        if len(found) == most or (found and most == _WEIGHED and each.score < found[0][0].score - _FAR):
            break
        if any(one.question == each.question and one.values == each.values for one, _ in found):
            continue
        if rows := _rows(graph, looked, each):
            found.append((each, rows))
    shares = model.shares([each.score for each, _ in found], none)
    return narrowed(
        [(each._replace(share=share), rows) for (each, rows), share in zip(found, shares, strict=True)]
    )


def _ranked(looked: Looked) -> list[Candidate]:
    near = [each for each in catalogue.questions().values() if looked.near(each.name)]
    listed = near if len(near) > _WEIGHED else list(catalogue.questions().values())
    found = [weighed(looked, filled) for question in listed for filled in candidates(looked, question)]
    return sorted(found, key=lambda each: (-each.score, each.question.name, sorted(each.values.items())))


def narrowed(listed: Listed) -> Listed:
    """Put before the likeliest call the same one with more of what is named as its values, where that is sure.

    A call of whose question the text is a known wording comes before one that is not much likelier.
    """
    if listed and not listed[0][0].known:
        for place, (each, _) in enumerate(listed):
            if each.known and not each.barred and each.values and 2 * each.share > listed[0][0].share:
                listed = [listed[place], *listed[:place], *listed[place + 1 :]]
                break
    first = listed[0][0] if listed else None
    for place, (each, _) in enumerate(listed):
        if (
            first
            and each.question == first.question
            and each.values.items() > first.values.items()
            and (
                set(each.values.values()) - set(first.values.values()) <= each.firm
                or set(each.missed) < set(first.missed)  # a figure that only a value takes up
            )
            and not each.dropped
            and not each.unsure
            and not takes_anything(each)
        ):
            return [listed[place], *listed[:place], *listed[place + 1 :]]
    return listed


def _typed(graph: LocalGraph, index: sqlite3.Connection, text: str) -> Found | None:
    """Return the question whose summary is typed word for word; one that needs a value is offered with its example."""
    for (name,) in index.execute("SELECT name FROM own WHERE summary = ?", (searched(text),)).fetchall():
        question = catalogue.find(name)
        needed = {each.name: each.example or "" for each in question.parameters if each.required}
        looked = Looked(index, [], [])
        call = weighed(looked, Filled(question, needed, needed, ()))
        rows = _count(graph, binding.asked(graph, question, needed).query) if needed else 0
        if rows := rows or _rows(graph, looked, call):
            found = Offer(question.name, question.summary, needed, rows, [], 1.0, needed)
            told = f"name {' and '.join(needed)}; for example:" if needed else question.summary
            return Found(OFFER if needed else ANSWER, told, [found], [])
    return None


def _defined(looked: Looked) -> Found | None:
    """Return the row of an agent where no more is asked than what it is; the last offer is all that is said of it."""
    named = [each for each in looked.named if not each.soft]
    if looked.words or "what" not in looked.said or [each.best.kind for each in named] != [_AGENT]:
        return None
    agent = named[0].best
    values, labels = {_AGENT: agent.iri}, {_AGENT: agent.label}
    call = looked.call(_AGENTS, values)
    if call is None:
        return None
    summary = catalogue.find(_AGENTS).summary
    offers = [Offer(_AGENTS, summary, values, call[1], [], 1.0, labels)]
    return Found(ANSWER, summary, [*offers, *_of_subject(looked, offers)], [])


def sure(looked: Looked, listed: Listed) -> float:
    """Return how sure it is that the first call is what was asked; 0 where it can be no more than an offer.

    A known wording of its question needs less.

    Parameters
    ----------
    looked
        The text.
    listed
        The likeliest calls, the likeliest first.
    """
    first = listed[0][0]
    if first.barred:
        return 0.0
    signs = trust(looked, listed)
    likely = signs[0]
    if (first.known or first.plain) and likely > model.KNOWN:
        return 1.0
    return model.trusted(signs)


def trust(looked: Looked, listed: Listed) -> tuple[float, ...]:
    """Return what tells how sure the first call is, in the order of ``model.TRUST``.

    Parameters
    ----------
    looked
        The text.
    listed
        The likeliest calls, the likeliest first.
    """
    first, rivals = listed[0][0], others(looked, listed)
    name = first.question.name
    # a question that gives the same answer by another call is no rival
    same = {each.question.name for each, _ in listed if each not in rivals}
    alike = [share for other, share in looked.alike.items() if other not in same]
    spoken = [share for other, share in looked.likely.items() if other not in (*same, "")]
    return (
        shared(listed, rivals),
        max(spoken, default=0.0) - looked.likely.get(name, -2.0),
        looked.alike.get(name, 0.0) - max(alike, default=0.0),
        looked.worded.get(name, 0.0),
        float(first.doubts),
    )


def _without_padding(looked: Looked, listed: Listed) -> Listed:
    """Return the calls without long lists; the first one stays where it may be an answer or nothing else is there."""
    found = [one for one in listed if not _padding(looked, *one) or (one is listed[0] and not one[0].barred)]
    return found or listed[:1]


def _padding(looked: Looked, each: Candidate, rows: int) -> bool:
    """Say whether a call is a long list that has whatever is named somewhere and that hardly a word asks for."""
    asked = any(
        each.question.name in looked.strict[word]
        for word in looked.words
        if looked.weight[word] > looked.common
    )
    return not each.values and rows > _LONG and not (asked and not each.dropped)


def _strange(looked: Looked) -> str:
    """Tell which words are not known, so that a reader may put them otherwise."""
    said = {token.word: token.said for token in looked.place.values()}
    strange = ", ".join(repr(said[word]) for word in looked.unknown)
    return f" (not known here: {strange})" if strange else ""


def _left(each: Candidate, looked: Looked) -> list[str]:
    """Return what a call leaves out, as it was written."""
    said = {token.word: token.said for token in looked.place.values()}
    return [*each.dropped, *(said.get(word, word) for word in each.missed)]


def _among(offer: Offer, few: Narrowed) -> str:
    """Tell which rows are shown, and which come first."""
    told = []
    if offer.only is not None and len(offer.only) < offer.rows:
        by = f": those with {', '.join(dict.fromkeys(few.said))}" if few.said else ""
        told.append(f"{len(offer.only)} of {offer.rows} rows{by}")
    if few.first:
        told.append(f"first those with {', '.join(dict.fromkeys(few.first))}")
    return f" ({'; '.join(told)})" if told else ""


def _offered(looked: Looked, offers: list[Offer], *, perhaps: bool) -> str:
    """Tell what kind of offers follow: of what they all leave out nothing is known beside the rest.

    ``perhaps``: whether the first is likely meant.
    """
    nearest = "the nearest question" if len(offers) == 1 else f"the nearest {len(offers)} questions"
    if not offers:
        return f"not sure what is asked{_strange(looked)}; near it:"
    lost = set.intersection(*(set(each.leaves_out) for each in offers))
    left = [each for each in offers[0].leaves_out if each in lost]
    named = {each.said for each in looked.named}
    if said := ", ".join(repr(each) for each in left if each in named):
        return f"nothing tells of {said} together with the rest; {nearest} with an answer:"
    if said := ", ".join(map(repr, left)):  # of a word it is less sure: the review may have another for it
        return f"not sure what is asked (none takes up {said}); {nearest} with an answer:"
    if perhaps:
        return f"the first of these may be what is asked, though it is not sure; {nearest} with an answer:"
    if len(offers) == 1:
        return f"this may be what is asked{_strange(looked)}:"
    return f"one of these {len(offers)} may be what is asked, the likeliest first{_strange(looked)}:"


def _of_subject(looked: Looked, offers: list[Offer]) -> list[Offer]:
    """Return, as the last offer, all that is said of what is named, where no offer is of that sort; the rarest name."""
    question = catalogue.find(_SUBJECT)
    if len(offers) >= _OFFERS or any(each.question == _SUBJECT for each in offers):
        return []
    found = [
        (call[1], bearer, each)
        for each in looked.named
        for bearer in (() if each.subject else each.bearers)
        if (call := looked.call(_SUBJECT, {"subject": bearer.iri}))
    ]
    if not found:
        return []
    rows, bearer, mention = min(found, key=lambda one: (one[0], one[1].iri))
    values = {"subject": bearer.iri}
    labels = {"subject": bearer.label}
    told = weighed(looked, Filled(question, values, labels, (mention,)))
    return [Offer(_SUBJECT, question.summary, values, rows, _left(told, looked), 0.0, labels)]


def _silent(said: list[Token], entities: list[Named]) -> str:
    known = ", ".join(dict.fromkeys(each.label for each in entities))
    telling = [token.said for token in said if token.tells]
    if not telling:
        return "nothing is asked; name what you want to know"
    if known:
        return f"the review tells of {known}; nothing was found that answers this"
    return "the review does not speak of this"


def _rows(graph: LocalGraph, looked: Looked, each: Candidate) -> int:
    """Return how many rows a call gives: counted already, or asked where it has several values."""
    if any(one.required and one.name not in each.values for one in each.question.parameters):
        return 0
    if len(each.values) <= 1:
        if found := looked.call(each.question.name, each.values):
            return found[1]
        if not any(one.type.startswith(_XSD) for one in each.question.parameters if one.name in each.values):
            return 0
    try:
        asked = binding.asked(graph, each.question, each.values)
    except Her2gcError:
        return 0
    return _count(graph, asked.query)


def _count(graph: LocalGraph, query: str) -> int:
    """Return how many rows a stored question gives."""
    return len(Rows(kept_results(graph, query)).solutions)
