"""Words: splitting a text, folding word forms, and what ordinary words mean here."""

import re
from functools import lru_cache

# Words that carry no topic; a question may hold any of them.
IDLE = frozenset(
    [
        "a",
        "about",
        "above",
        "actually",
        "all",
        "also",
        "although",
        "among",
        "an",
        "and",
        "any",
        "anything",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "below",
        "between",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "each",
        "ever",
        "every",
        "everything",
        "find",
        "for",
        "found",
        "from",
        "get",
        "give",
        "given",
        "gives",
        "goes",
        "had",
        "has",
        "have",
        "hers",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "kind",
        "least",
        "less",
        "like",
        "list",
        "look",
        "made",
        "many",
        "me",
        "more",
        "most",
        "much",
        "my",
        "named",
        "names",
        "need",
        "not",
        "of",
        "on",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "per",
        "please",
        "printed",
        "say",
        "says",
        "see",
        "she",
        "should",
        "show",
        "shown",
        "side",
        "so",
        "some",
        "stand",
        "still",
        "such",
        "tell",
        "tells",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "things",
        "this",
        "those",
        "to",
        "too",
        "under",
        "up",
        "us",
        "use",
        "used",
        "was",
        "way",
        "we",
        "well",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "would",
        "you",
        "your",
        "review",
        "authors",
        "author",
        "article",
        "paper",
        "text",
        "graph",
        "according",
    ]
)

# One meaning, several words. The first of each line stands for all.
_SAME = """
    agent drug medicine compound molecule substance medication
    trial study
    fail failure unsuccessful negative flop
    succeed success successful work effective win worked
    promising promise
    gastric stomach
    improve better raise prolong lengthen
    tumour tumor cancer
    survive survival live life alive
    response respond responder orr shrink shrank
    arm arms
    unreported missing lack lacking absent unstated
    dispute contradict contradiction disagree conflict inconsistent
    adverse side-effect harm toxicity safety
    event effect
    ongoing underway pending recruiting running current currently now moment
    enrol enroll enrolment enrollment recruit participant size large big sample patient
    registry nct registration clinicaltrials.gov identifier
    blind blinding blinded mask
    comparator control
    regimen receive treat combination backbone component
    approve approval licence license authorise authorize
    synonym alias name
    frequency frequent common prevalence often rate
    differ difference compare comparison versus
    share proportion percentage fraction
    sum add total
    rank ranking highest largest longest most
    resist resistance resistant
    mechanism cause reason explanation explain
    target against directed
    gene genes
    alter alteration mutation mutate change
    doubt discrepancy error problem concern
    match agree fit square
    cite citation reference
    recommend recommendation advice advise guideline ought
    speculate speculation
    subtype subgroup
    classify classification
    interval ci
    criterion criteria define definition rule
    score scoring
    preclinical xenograft cell animal mouse
    conjugate adc
    prognosis prognostic outlook
    heterogeneity heterogeneous
    loss lose lost
    prior previous before earlier already
    design methodology
    line
    checkpoint immunotherapy immune
"""
_DENYING = """
    cannot don't didn't doesn't free isn't lack lacking lacks missing neither never no none nor not nothing wasn't
    weren't without
"""
_TELLING = "given known mention mentioned print printed report reported say said state stated tell told"
_DENIALS, _SAYING = frozenset(_DENYING.split()), frozenset(_TELLING.split())
_ALIKE = str.maketrans({"\u2019": "'", "\u2011": "-", "\u2013": "-"})
_OWNER = re.compile(r"'s\b")
_WORD = re.compile(r"[a-z0-9][a-z0-9+./'\-]*[a-z0-9+]|[a-z0-9]")
_ENDINGS = ("ions", "ion", "ings", "ing", "ies", "ied", "es", "ed", "s")
_SHORTEST = 4


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, hyphenated ones in one piece."""
    return _WORD.findall(_OWNER.sub("", text.casefold().translate(_ALIKE)))


def pieces(text: str) -> list[str]:
    """Return the words of a text with hyphens undone, save where they deny: HER2-negative has no part that failed."""
    return [part for word in words(text) for part in _parts(word)]


def _parts(word: str) -> list[str]:
    denies = word.endswith("-negative") or word.startswith("non-")
    return [word] if denies else [part for part in word.split("-") if part]


def denials(text: str, reach: int) -> list[tuple[int, frozenset[str]]]:
    """Return the places of words that deny, and what each may deny: the meanings of what follows.

    What is not said, stated or known is ``unsaid``.

    Parameters
    ----------
    text
        A question or a part of a header.
    reach
        So many words with a topic are taken from what follows.
    """
    said = pieces(text)
    found = []
    for place, word in enumerate(said):
        if word in _DENIALS:
            after = said[place + 1 :]
            topics = [meaning(each) for each in after if each not in IDLE][:reach]
            first = next((each for each in after if each in _SAYING or each not in IDLE), "")
            unsaid = first in _SAYING or (word == "nothing" and said[max(place - 1, 0)] in _SAYING)
            twice = any(each in _DENIALS for each in after[:1])  # to deny a denial denies no topic
            found.append((place, frozenset(["unsaid"]) if unsaid else frozenset([] if twice else topics)))
    return found


@lru_cache(maxsize=1 << 16)  # one search asks sixty thousand times for the stems of a few thousand words
def stem(word: str) -> str:
    """Return a word without its ending: ``trials`` and ``trial``, ``failed`` and ``failing`` are alike."""
    if any(letter.isdigit() for letter in word):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            base = word[: -len(ending)]
            if ending in ("ies", "ied"):
                return base + "y"
            if ending == "s" and base.endswith("s"):
                return word
            return base[:-1] if len(base) > _SHORTEST and base[-1] == base[-2] else base.removesuffix("e")
    return word.removesuffix("e") if len(word) > _SHORTEST else word


_MEANING = {stem(word): stem(line.split()[0]) for line in _SAME.strip().splitlines() for word in line.split()}


def meaning(word: str) -> str:
    """Return what stands for a word: its stem, or the stem of the word that means the same."""
    base = stem(word)
    return _MEANING.get(base, base)
