"""Which calls may answer a text: each question with the values that the text names for its parameters."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from her2gc.find.looked import Looked, meant
from her2gc.find.mentions import Mention
from her2gc.questions.question import Parameter, Question

_MEANT = 5  # so many trials are offered for an agent
_AHEAD = 3  # so many words before a figure may say what it is
# By a parameter's name: the words that stand before its figure.
_BEFORE = {
    "above": frozenset(["above", "over", "exceeding", "greater", "higher"]),
    "below": frozenset(["below", "under", "less", "smaller", "lower"]),
    "atLeast": frozenset(["atleast", "over", "above", "more"]),
    "number": frozenset(["reference", "citation", "ref", "refs", "number"]),
    "score": frozenset(["ihc", "score", "immunohistochemistry"]),
}
WIDE = ("Content", "Subject", "Quantity")  # a parameter that takes nearly everything
_TRIALS, _AGENT = ("Trial", "Study"), "#Agent"
_XSD = "http://www.w3.org/2001/XMLSchema#"


class Filled(NamedTuple):
    """A question with values, and the names by which they came."""

    question: Question
    values: dict[str, str]
    labels: dict[str, str]
    used: tuple[Mention, ...]
    rivals: tuple[Mention, ...] = ()  # names that the same parameters could have taken as well
    meant: int = 1  # so many trials may be meant by what is named


def candidates(looked: Looked, question: Question) -> Iterator[Filled]:
    """Yield the calls of a question that take up most of a text."""
    values, labels, used = _fill(looked, question)
    free = [
        each.name
        for each in question.parameters
        if each.type.rpartition("#")[2] in _TRIALS and each.name not in values
    ]
    rivals = _rivals(looked, question, values, used)
    if free:
        trials, by = meant(looked, used)
        trials = looked.with_figures(trials) if looked.measures else trials
        for iri, label in list(trials.items())[:_MEANT]:
            more, told = {**values, free[0]: iri}, {**labels, free[0]: label}
            yield Filled(question, more, told, (*used, *by), meant=len(trials))
    several = max((_several(looked, question, each) for each in used), default=1)
    yield Filled(question, values, labels, tuple(used), rivals, several)
    if values and not any(each.required for each in question.parameters):
        yield Filled(question, {}, {}, ())
    parts = [*_firm(values, used, rivals), *([name] for name in values if len(values) > 1)]
    for names in parts:
        if all(each.name in names for each in question.parameters if each.required):
            part = {name: values[name] for name in names}
            by_part = tuple(each for each in used if any(_means(each, value) for value in part.values()))
            several = max((_several(looked, question, each) for each in by_part), default=1)
            others = _rivals(looked, question, part, used)
            yield Filled(question, part, {name: labels[name] for name in names}, by_part, others, several)


def _firm(values: dict[str, str], used: Sequence[Mention], rivals: Sequence[Mention]) -> list[list[str]]:
    """Return the parameters of what is named, without terms, that may be its own words: TP53 mutation in CIN."""
    named = [each for each in used if not each.soft]
    names = [name for name, value in values.items() if any(_means(each, value) for each in named)]
    return [names] if 1 < len(names) < len(values) and not rivals else []


def _rivals(
    looked: Looked, question: Question, values: dict[str, str], used: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Return the names that no parameter takes and that those with a value could take as well."""
    filled = {each.type for each in question.parameters if each.name in values}
    taken = set(values.values())
    return tuple(
        each
        for each in looked.named
        if each not in used
        and not any(bearer.iri in taken for bearer in each.bearers)  # the same by another name
        and any(filled & looked.types.get(bearer.iri, set()) for bearer in each.bearers)
    )


def _several(looked: Looked, question: Question, mention: Mention) -> int:
    """Return how many things a name may mean that the same parameter takes: MSI is a subtype of two classifications."""
    return max(
        (
            sum(parameter.type in looked.types.get(bearer.iri, ()) for bearer in mention.bearers)
            for parameter in question.parameters
            if parameter.type.rpartition("#")[2] not in WIDE
        ),
        default=1,
    )


def _means(mention: Mention, value: str) -> bool:
    return mention.said == value or any(bearer.iri == value for bearer in mention.bearers)


def _fill(looked: Looked, question: Question) -> tuple[dict[str, str], dict[str, str], list[Mention]]:
    values: dict[str, str] = {}
    labels: dict[str, str] = {}
    used: list[Mention] = []
    for mention in sorted(looked.named, key=lambda each: (each.soft, each.start - each.end)):
        for parameter in question.parameters:
            bearer = next(
                (one for one in mention.bearers if parameter.type in looked.types.get(one.iri, ())), None
            )
            if mention in looked.partners and parameter.type.endswith(_AGENT):
                continue  # asked for are the others
            if bearer is not None and parameter.name not in values:
                values[parameter.name] = bearer.iri
                labels[parameter.name] = bearer.label
                used.append(mention)
                break
    for parameter in question.parameters:
        if parameter.name not in values and (figure := _figure(looked, parameter)):
            values[parameter.name] = labels[parameter.name] = figure.said
            used.append(figure)
    return values, labels, used


def _figure(looked: Looked, parameter: Parameter) -> Mention | None:
    """Return the figure in the text that a parameter for figures takes, by the words before it."""
    before = _BEFORE.get(parameter.name)
    if before is None or not parameter.type.startswith(_XSD):
        return None
    for place, token in looked.place.items():
        if not token.word.rstrip("+").replace(".", "", 1).isdigit():
            continue
        ahead = {looked.place[each].word for each in range(max(place - _AHEAD, 0), place)}
        if token.word.endswith("+") == (parameter.name == "score") and ahead & before:
            return Mention(place, place + 1, token.said, ())
    return None
