"""What may be suggested for a name that is not known; a drug is never suggested for another."""

from collections.abc import Iterable
from itertools import takewhile

from her2gc.store.kinds import NEAR, NEVER, suggested
from her2gc.store.names import LABEL, NOTATION, Name, curie, fold

_FEW = 20  # so many allowed values are listed whole
_NEAREST = 5  # so many names near to a text are told
_SHORT = 4  # in a shorter name no letter is too much or too few by mistake alone


def advice(text: str, known: list[Name]) -> str:
    """Return what may be meant and, where they are few, all of the names.

    Names of a closed list are suggested where they are like the text; others only where the text is a slip of one
    letter or begins a word of theirs. Agents, targets, genes and what is made of them are never suggested.
    """
    offered = [name for name in known if suggested(name.kind) != NEVER and name.sort <= NOTATION]
    if offered and all(suggested(name.kind) == NEAR for name in known):
        meant = nearest(text, [name.text for name in known])
        parts = [f"did you mean '{meant[0]}'?"] if meant else []
        near = meant[1:]
    else:
        meant = list(dict.fromkeys(name.text for name in offered if _slip(text, name)))
        parts = [f"did you mean '{meant[0]}'?"] if meant else []
        start = f" {fold(text)}"
        near = list(dict.fromkeys(name.text for name in offered if start in f" {fold(name.text)}"))
        near = near[:_NEAREST] if len(start) > _SHORT else []
    head, colon, _ = text.partition(":")
    if colon and not meant:  # an arm, a result or a verdict is named after its trial
        own = f"{fold(head)}:"
        near = [name.text for name in known if name.sort == LABEL and fold(name.text).startswith(own)][:_FEW]
    labels = list(dict.fromkeys(name.text for name in known if name.sort == LABEL)) or [
        curie(name.iri) for name in known
    ]
    if not labels:
        parts.append("the graph holds none")
    elif len(labels) <= _FEW:
        parts.append("allowed: " + ", ".join(labels))
    elif near:
        parts.append("near to it: " + ", ".join(near))
    if not parts and any(name.kind == "agent" for name in known):
        lists = "'her2gc query agents' lists its agents, 'her2gc query trials' its trials"
        parts.append(f"the review names no agent, trial or gene '{text}'; {lists}")
    return " ".join(parts) or f"choose one of {len(labels)}, such as {labels[0]}"


def _slip(text: str, name: Name) -> bool:
    """Tell whether a text is a name but for one letter too much, too few, wrong, or two that changed places.

    Figures must agree: NCT01774786 and KEYNOTE-811 are no slips of their neighbours.
    """
    one, other = fold(text), fold(name.text)
    digits = [[letter for letter in each if letter.isdigit()] for each in (one, other)]
    if min(len(one), len(other)) < _SHORT or abs(len(one) - len(other)) > 1 or digits[0] != digits[1]:
        return False
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    start = sum(1 for _ in same)
    rest, due = one[start:], other[start:]
    swapped = rest[:2] == due[1::-1] and rest[2:] == due[2:]
    return swapped or rest[1:] == due[1:] or rest[1:] == due or rest == due[1:]


def nearest(text: str, choices: Iterable[str]) -> list[str]:
    """Return up to five choices that look like a text, the nearest first."""
    from difflib import get_close_matches

    folded = {fold(choice): choice for choice in reversed(list(choices))}
    found = get_close_matches(fold(text), folded, n=_NEAREST, cutoff=0.5)
    found += [key for key in folded if fold(text) in key and key not in found]
    return [folded[key] for key in found[:_NEAREST]]
