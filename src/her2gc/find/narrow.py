"""Which rows of a call have all that a text names beside the call's values: an answer shows these and no others."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.find.index import WORDS, Listed, rows_with_words
from her2gc.find.looked import GROUPS, LIVED, Looked
from her2gc.find.mentions import ORDINARY, Mention
from her2gc.find.signs import Candidate, columns, could_take, measured, unasked
from her2gc.find.words import MOST, tokens
from her2gc.questions import binding, catalogue, every
from her2gc.questions.rows import Rows
from her2gc.store.graph import LocalGraph

# Words that ask, though rows may have them, too.
_ASKING = frozenset([
    "common", "compare", "compared", "differ", "difference", "different", "differs", "frequent", "often", "option",
    "options", "share",
])  # fmt: skip
_DEGREES = {"most": "highest", "least": "lowest"}  # as rows have it
_FEW = 2  # so many digits stand anywhere
_STOMACH = frozenset(["gastric", "stomach", "gc", "agc"])
# Of several of these each stands in a row of its own; agents are given together.
_MEASURE, _MEASURED = (
    "measure",
    ("measure", "term"),
)  # relapse and outlook: what is told of each may be a term, too
_LIVED = LIVED - {"survival"}  # which may be that without progression, too
_APART = (_MEASURE, "gene or protein", "trial", "process", "score")
_OR, _MANY = frozenset(["each", "or", "versus", "vs"]), 3  # of agents so joined, or of so many
_AGENT, _SUBTYPE, _TRIAL = "agent", "subtype", "trial"
# What an antibody-drug conjugate carries acts for it, too.
_PARTS = (*GROUPS, ("conjugates", "agent", "payload"))
_OWN, _MINORITY = "own word", 2  # rows with it come first where they are no more than every second
_PLACES = "places"
_HAS = "SELECT rowid FROM rows WHERE rows MATCH ?"


class Wanted(NamedTuple):
    """What a row has to hold: one of some entities, or all the words of one of some texts."""

    said: str
    nodes: frozenset[str]
    texts: tuple[tuple[str, ...], ...]
    sort: str  # of what sort it is: of several of a sort that no row has together, each row has one
    must: bool = True  # whether a call none of whose rows has it is no answer
    narrows: bool = (
        True  # whether rows without it are left out; else one has to have it, and such rows come first
    )
    trials: frozenset[str] = frozenset()  # that test an agent: rows on them speak of it where no row names it


Having = list[tuple[Wanted, set[int]]]  # with the places of the rows that have it


class Narrowed(NamedTuple):
    """The places of the rows that have what is named, those with the words beside it first; None: all, as they come."""

    places: list[int] | None
    said: list[str]  # what only some rows have
    first: list[str]  # what the first rows have


def rows_having(graph: LocalGraph, looked: Looked, call: Candidate) -> Narrowed:
    """Return which rows of a call have what is named beside its values.

    Parameters
    ----------
    graph
        Where to ask.
    looked
        The text.
    call
        What may answer it.

    Returns
    -------
    Narrowed
        ``places`` is None where every row counts, empty where no row has all.
    """
    wanted = list(_wanted(graph, looked, call))
    if not wanted and not _elsewhere(looked) and not _of_columns(looked, call):
        return Narrowed(None, [], [])
    # who sees the rows asks for the same answer next
    rows = rows_with_words(graph, binding.asked(graph, call.question, call.values).query, kept_too=True)
    made = _searchable(rows)
    left = _fitting(looked, call, rows)
    apart = _parted(looked, call, wanted)
    spoken: Having = []
    for also in (False, True):  # a row that only speaks of something counts where none that is on it has all
        spoken = [(each, _having(looked, made, rows, each, spoken=also)) for each in wanted]
        found = _at_once(looked, rows, left, apart, spoken)
        if found.places != []:
            return found
    return _one_each(looked, call, rows, left, spoken) or found


def _having(
    looked: Looked, made: sqlite3.Connection, rows: Listed, wanted: Wanted, *, spoken: bool
) -> set[int]:
    """Return the places of the rows that are on what is wanted, else of those with its words; ``spoken``: of both."""
    have = {place for place, (row, _) in enumerate(rows) if any(_is(term, wanted.nodes) for term in row)}
    if have and not spoken:
        return have
    have |= _has(made, wanted.texts) - _has(made, _longer(looked, wanted))
    if have or not spoken:
        return have
    return {place for place, (row, _) in enumerate(rows) if any(_is(term, wanted.trials) for term in row)}


def _at_once(looked: Looked, rows: Listed, left: set[int], apart: set[str], having: Having) -> Narrowed:
    """Return the rows that have all that is wanted."""
    said, first, ahead = [], [], []
    sorts: dict[str, list[tuple[str, set[int]]]] = {}
    for each, have in having:
        if not have and not each.must:
            continue
        if each.sort == _OWN and len(left & have) * _MINORITY > len(left):
            continue
        if not each.narrows:
            ahead.append((each.said, have, each.must))
        else:
            sorts.setdefault(each.sort, []).append((each.said, have))
    for sort, several in sorts.items():
        have, all_said = _together(several, apart=sort in apart)
        left = left & have
        if len(have) < len(rows):
            said += all_said
    for text, have, must in ahead:
        if must and not left & have:
            return Narrowed([], said, [])
        if left & have and not left <= have:
            first.append(text)
    last = set() if "breast" in looked.said else {place for place in left if _of_breast_alone(rows[place][0])}
    order = sorted(
        left, key=lambda place: (place in last, -sum(place in have for _, have, _ in ahead), place)
    )
    return Narrowed(order if order != list(range(len(rows))) else None, said, first)


def _one_each(
    looked: Looked, call: Candidate, rows: Listed, left: set[int], having: Having
) -> Narrowed | None:
    """Return a row for each of several things that are compared or stand in one column: EBV, MSI and GS.

    Of two agents a row of each does not tell of both together, so rows have to have all that are named.
    """
    having = [(each, have) for each, have in having if each.must]
    listed = [(each, have) for each, have in having if each.sort != _AGENT]
    if len(listed) < _FEW or not all(have for _, have in having):
        return None
    names = every.columns(call.question)
    stand = [
        {
            name
            for place in have
            for name, term in zip(names, rows[place][0], strict=True)
            if _stands(term, each)
        }
        for each, have in listed
    ]
    if not (looked.compared or _OR & looked.said or set.intersection(*stand) - {_PLACES}):
        return None
    left = left.intersection(*(have for each, have in having if each.sort == _AGENT))
    left &= set[int]().union(*(have for _, have in listed))
    return (
        Narrowed(sorted(left), [" or ".join(dict.fromkeys(each.said for each, _ in listed))], [])
        if left
        else None
    )


def _is(term: object, nodes: frozenset[str]) -> bool:
    return isinstance(term, ox.NamedNode) and term.value in nodes


def _stands(term: object, wanted: Wanted) -> bool:
    """Say whether a cell is what is wanted, or has its words."""
    if not isinstance(term, ox.Literal):
        return _is(term, wanted.nodes)
    words = {token.word for token in tokens(term.value)}
    return any(words.issuperset(each) for each in wanted.texts)


def _parted(looked: Looked, call: Candidate, wanted: list[Wanted]) -> set[str]:
    """Return the sorts of which several may stand each in a row of its own.

    Of subtypes none may belong to another that is named (TCGA and ACRG, but not TCGA and CIN). What two agents are
    stands in two rows; of results each trial has its own.
    """
    subtypes = [each.nodes for each in wanted if each.sort == _SUBTYPE]
    disjoint = sum(map(len, subtypes)) == len(frozenset[str]().union(*subtypes))
    agents = sum(each.sort == _AGENT for each in wanted)
    listed = _TRIAL not in columns(call.question) and (agents >= _MANY or bool(_OR & looked.said))
    return {*_APART, *([_SUBTYPE] if disjoint else []), *([_AGENT] if listed else [])}


def _together(several: list[tuple[str, set[int]]], *, apart: bool) -> tuple[set[int], list[str]]:
    """Return the rows that have all of several of one sort; where none has and they may stand ``apart``, one of them.

    "PTEN, PI3K and KRAS" asks for a row of each; of two agents a row of each does not tell of both together.
    """
    have = set.intersection(*(rows for _, rows in several))
    if have or not apart or not all(rows for _, rows in several):
        return have, [said for said, _ in several]
    return set.union(*(rows for _, rows in several)), [" or ".join(said for said, _ in several)]


def _searchable(rows: Listed) -> sqlite3.Connection:
    """Return the words of rows, found by their stems."""
    made = sqlite3.connect(":memory:")
    made.execute(f"CREATE VIRTUAL TABLE rows USING fts5 (text, {WORDS})")
    made.executemany(
        "INSERT INTO rows (rowid, text) VALUES (?, ?)",
        [(place, " ".join(said)) for place, (_, said) in enumerate(rows)],
    )
    return made


def _has(made: sqlite3.Connection, texts: Iterable[tuple[str, ...]]) -> set[int]:
    """Return the places of the rows that have all the words of one of some texts."""
    found: set[int] = set()
    for words in texts:
        found |= {row for (row,) in made.execute(_HAS, (" ".join(f'"{word}"' for word in words),))}
    return found


def _longer(looked: Looked, wanted: Wanted) -> list[tuple[str, ...]]:
    """Return the names of other agents that have that of an agent in them: trastuzumab emtansine is not trastuzumab."""
    if wanted.sort != _AGENT:
        return []
    own = [set(words) for words in wanted.texts]
    rows = looked.index.execute("SELECT DISTINCT iri, text FROM names WHERE kind = ?", (_AGENT,))
    others = [tuple(token.word for token in tokens(text)) for iri, text in rows if iri not in wanted.nodes]
    return [words for words in others if any(each < set(words) for each in own)]


def _of_columns(looked: Looked, call: Candidate) -> dict[str, list[str]]:
    """Return the words of a text that name columns of the question, with the columns: hazard names hazardRatio."""
    named = columns(call.question)
    return {word: named[word] for word in looked.words if word in named and word not in _ASKING}


def _fitting(looked: Looked, call: Candidate, rows: Listed) -> set[int]:
    """Return the places of the rows that may count: none where a column that is asked for is empty in all of them."""
    if _blank(looked, call, rows):
        return set()
    away = _elsewhere(looked)
    return {place for place, (row, _) in enumerate(rows) if not away or not _of_breast_alone(row)}


def _blank(looked: Looked, call: Candidate, rows: Listed) -> bool:
    """Say whether a column that is asked for is empty in every row."""
    return any(
        not any(row[name] is not None for row, _ in rows for name in names)
        for names in _of_columns(looked, call).values()
    )


def _elsewhere(looked: Looked) -> bool:
    """Say whether the stomach is named, and the breast is not."""
    return bool(looked.said & _STOMACH) and "breast" not in looked.said


def _of_breast_alone(row: ox.QuerySolution) -> bool:
    text = " ".join(term.value for term in row if isinstance(term, ox.Literal)).casefold()
    return "breast" in text and not any(each in text for each in ("gastr", "stomach"))


def _wanted(graph: LocalGraph, looked: Looked, call: Candidate) -> Iterator[Wanted]:
    told = looked.call(call.question.name, call.values)
    measures = measured(looked, call.question, told[2]) if told else []
    # a biomarker is what the rows have to have where nothing else is named
    alone = all(each.soft or each.subject for each in looked.named)
    unspoken = [
        each
        for each in looked.named
        if alone and each.soft and each not in call.used and unasked(looked, call.question, each)
    ]
    takeable = _takeable(looked, call)
    # ages of another subtype are told, of this one not
    taken = [each for each in takeable if each.soft and call.values and _tells_of(looked, call, each)]
    named = [*call.beside, *takeable, *measures, *unspoken]
    agents = looked.agents
    # a row on a trial that gives all agents that are named tells of each
    both = set.intersection(*map(looked.given, agents)) if len(agents) > 1 and not looked.compared else set()
    for each in dict.fromkeys(one for one in named if one not in looked.partners):
        texts = tuple(looked.texts(each))
        nodes = frozenset(bearer.iri for bearer in each.bearers) | _members(graph, looked, each)
        nodes |= both if each.best.iri in agents else set()
        must = not each.soft or each in [*call.beside, *measures, *unspoken, *taken]
        sort = _MEASURE if each in measures or each.best.kind in _MEASURED else each.best.kind
        tests = "SELECT trial FROM tests WHERE agent = ?"
        tested = looked.index.execute(tests, (each.best.iri,)) if each.best.kind == _AGENT else ()
        trials = frozenset(trial for (trial,) in tested)
        yield Wanted(each.said, nodes, texts, sort, must=must, trials=trials)
    if said := [token.said for token in looked.place.values() if token.word in _LIVED]:
        implied = looked.measures.keys() - {bearer.iri for each in looked.named for bearer in each.bearers}
        yield Wanted(said[0], frozenset(implied), (), _MEASURE, must=False)
    firm = {place for each in looked.named if not each.soft for place in range(each.start, each.end)}
    own = {place for each in call.used for place in range(each.start, each.end)}
    for place, token in looked.place.items():
        word = token.word
        if word in _ASKING:
            continue
        # what most questions have tells nothing of a row, and a column's name tells of all rows
        must = (
            looked.weight.get(word, 0.0) > looked.common
            and word not in columns(call.question)
            and word in call.by_rows
        )
        # the worst of all stands first where a row says so, even if the question has the word, too
        if place in firm | own or (word in ORDINARY and token.said == word):
            continue
        if word not in call.by_rows | MOST:
            # the question's own word, which only some of its rows have: those on age, where it is asked for age
            if word in looked.words and word not in columns(call.question):
                yield Wanted(token.said, frozenset(), ((word,),), _OWN, must=False, narrows=False)
            continue
        narrows = _telling_figure(word) or (word in MOST and word in call.by_rows)
        other = looked.whole.get(word, [_DEGREES.get(word, word)])
        texts = tuple(dict.fromkeys([(word,), tuple(other)]))
        sort = "most" if word in MOST else "score" if word.endswith("+") else word
        yield Wanted(token.said, frozenset(), texts, sort, must=must, narrows=narrows)


def _telling_figure(word: str) -> bool:
    """Say whether a word is a figure that hardly stands for another thing by chance: 0.0017, NCT01953926, 3+."""
    return any(letter.isdigit() for letter in word) and (len(word) > _FEW or word.endswith("+"))


def _takeable(looked: Looked, call: Candidate) -> list[Mention]:
    """Return what the question could take as a value and this call does not."""
    return [
        each
        for each in looked.named
        if not each.subject and each not in call.used and could_take(looked, call.question, each)
    ]


def _tells_of(looked: Looked, call: Candidate, mention: Mention) -> bool:
    """Say whether a question has rows on what is named as its value."""
    return any(
        looked.call(call.question.name, {parameter.name: bearer.iri})
        for parameter in call.question.parameters
        for bearer in mention.bearers
    )


def _members(graph: LocalGraph, looked: Looked, mention: Mention) -> frozenset[str]:
    """Return what belongs to a class of agents or a classification that is named, and what a conjugate carries."""
    found: set[str] = set()
    for bearer in mention.bearers:
        for question, parameter, column in _PARTS:
            if looked.call(question, {parameter: bearer.iri}):
                asked = binding.asked(graph, catalogue.find(question), {parameter: bearer.iri})
                rows = Rows(graph.results(asked.query)).solutions
                found |= {row[column].value for row in rows if row[column] is not None}
    return frozenset(found)
