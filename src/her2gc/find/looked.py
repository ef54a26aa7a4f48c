"""A text, looked up in the index: what it names, which questions have its words, which wordings are like it."""

import math
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from her2gc.find import spoken
from her2gc.find.mentions import TARGET, Mention, mask, plain
from her2gc.find.unmeasured import unmeasured
from her2gc.find.words import DENIALS, GRAMMAR, MOST, Token, tokens
from her2gc.sources.prefixes import PREFIXES

_SILENT = 0.66  # a word that stands so often where the review is silent
_MOSTLY, _SEVERAL = 0.6, 6  # so large a share of so many wordings with a word speaks of it
_DENIED = 0.32  # so large a share of the wordings of a question that asks what is not
_UNLIKELY, _UNLIKE = (
    -1.0,
    0.55,
)  # a question is far from a text that is so seldom said of it and so unlike its wordings
_COMMON = 0.15  # a word that so large a share of the questions has tells none of them
# What is told in words, not by a figure.
_IN_WORDS = frozenset((
    "why", "improve", "improved", "prolong", "prolonged", "longer", "better", "benefit", "raise", "raised",
    "increase", "increased", "positive", "negative", "met", "significant",
))  # fmt: skip
_NO_FIGURE = ("hazard-ratio", "survival", "toxicity")
# Which column of a trial's figures is asked for, by the words.
_FIGURES = {
    "hazardRatio": frozenset(["hazard", "hr"]),
    "interval": frozenset(["ci", "confidence"]),  # an interval alone may be one without treatment
    "p": frozenset(["p", "pval"]),
}
FIGURE_WORDS = frozenset[str]().union(*_FIGURES.values())
_SORTS = {
    "hazardRatio": "hazard ratio",
    "interval": "confidence interval",
    "p": "p-value",
    "values": "figure",
}
LIVED = frozenset(["live", "lived", "survive", "survived", "survival", "alive", "die", "died"])
_MONTHS = frozenset(["month", "months"])  # asked of a trial they are those of survival
_HARMS = frozenset(["adverse", "side", "toxic", "toxicities", "toxicity", "safety"])
_SAFE = "safe OR safety OR tolerated"  # the toxicity of chemotherapy that an agent spares is not its own
_GRADE = frozenset(["grade", "grades", "severity"])
_FAILED = frozenset(["fail", "failed", "fails", "failing", "flop", "flopped"])
_AFTER = frozenset(["after", "following", "previously", "prior"])  # who failed a treatment is a patient
_FAILURES = ("failed-agents", "negative-trials", "mixed-verdicts", "approved-in-breast-failed-in-gastric")
_AGAINST = frozenset(
    ["against", "compared", "than", "versus", "vs"]
)  # a word or two before what is compared with
_JOINED = frozenset((
    "add", "added", "combination", "combinations", "combine", "combined", "given", "paired", "partner", "together",
))  # fmt: skip
_WITH = frozenset(["alongside", "plus", "to", "with"])
_DOSES = frozenset(["dosage", "dose", "doses", "dosing", "mg"])
# Doses that are told in words.
_COMPARED = frozenset(["high", "higher", "low", "lower", "reduced", "reduction", "standard"])
_COUNTING = frozenset(["enrolment", "howmany", "n", "number", "numbers", "participants", "sample", "size"])
_ENROLLED = frozenset(
    "randomised randomized enrolled enroled enrolment included recruited participants took n sample size".split()  # noqa: SIM905
)
_WEIGHTS = "0, 4.0, 3.0, 1.0"  # of a question's name, summary, other words and description in BM25
_CALL = "question = ? AND parameter = ? AND value = ?"
_PEOPLE = ("men", "participants", "patients", "people", "persons", "subjects", "women")
# Whose rows tell what belongs to a class: a question, its parameter, the column of the members.
GROUPS = (("agents", "class", "agent"), ("subtype-shares", "classification", "subtype"))
# What a question with a parameter that takes nearly everything says of something links it with nothing.
_UNTOLD = ("said-of", "discrepancies", "history", "statements-on", "claims-by-stance", "recommendations")


class Looked:
    """A text, looked up in the index."""

    def __init__(
        self,
        index: sqlite3.Connection,
        said: list[Token],
        named: list[Mention],
        unread: frozenset[int] = frozenset(),
        uncounted: spoken.Spoken | None = None,
    ) -> None:
        """``unread``: the numbers of wordings that are not looked at, so that a fit does not see what it fits.

        ``uncounted``: how often their words stand in them.
        """
        self.index = index
        self.unread = unread
        self._asked: dict[tuple[str, str], set[str]] = {}
        self._having: dict[str, list[int]] = {}
        self._answered: dict[str, Counter[str]] = {}
        self._called: dict[tuple[str, str, str], tuple[int, int, frozenset[int], str] | None] = {}
        self._of: dict[str, frozenset[int]] = {}
        self.named = named
        firm = {place for each in named if not each.soft for place in range(each.start, each.end)}
        self.words = list(
            dict.fromkeys(token.word for token in said if token.tells and token.place not in firm)
        )
        self.place = {token.place: token for token in said}
        self.said = {token.word for token in said}
        # of what is named, be it a term that may be an ordinary word
        self.named_words = {self.place[place].word for each in named for place in range(each.start, each.end)}
        self.whole = self._other_words()
        self.measures = {
            bearer.iri: bearer.label
            for each in named
            for bearer in each.bearers
            if bearer.kind == "measure" and bearer.iri.rpartition("/")[2] not in _NO_FIGURE
        }
        trial = any(bearer.kind == "trial" for each in named for bearer in each.bearers)
        if not self.measures and (LIVED | (_MONTHS if trial else set())) & set(self.words):
            self.measures = {PREFIXES["kg"] + "overall-survival": "overall survival"}
        self.trials = {row[0] for row in index.execute("SELECT trial FROM tests")}
        labels = {token.word for each in named for token in tokens(each.best.label) if token.tells}
        self.summaries = {word: self.asks(word, "summary") for word in {*self.words, *labels}}
        every = dict.fromkeys([*self.words, *(word for words in self.whole.values() for word in words)])
        self.total = index.execute("SELECT count(*) FROM asks").fetchone()[0]
        self.strict = {word: self.asks(word, "summary words") for word in every}
        self.loose = {word: self.asks(word, "description") for word in every}
        self.spoken = {word: set(self._answering(word)) for word in every}
        masks = [mask(each) for each in named if not each.soft and not each.subject]
        target = [TARGET] * (TARGET in self.said)
        asked = list(dict.fromkeys([*map(plain, self.words), *target, *masks]))
        self.alike, self.worded = self._alike(asked), self._worded(asked)
        self.likely = spoken.likely(index, spoken.words(said, named), uncounted)
        unanswered = self._alike(list(dict.fromkeys(token.word for token in said if token.tells)), none=True)
        self.nothing = unanswered.get("", 0.0)  # how like a text is that the review cannot answer
        self.bm25 = self._bm25()
        self.weight = {word: self._weight(word) for word in self.words}
        self.common = math.log(1 + 1 / _COMMON)
        self.types = self._types()
        self.own = {
            name: (weight, size) for name, weight, size in index.execute("SELECT name, weight, size FROM own")
        }
        self.her2 = self.asks("her2", "summary words description")
        self._texted: dict[str, set[int]] = {}
        self._linked: dict[str, tuple[frozenset[int], frozenset[int]]] = {}
        self.unknown = [word for word in self.words if not self._is_known(word)]
        self.silent = {word for word in self.words if self._silence(word) >= _SILENT}
        self._numbers: dict[str, int | None] = {}

    def none(self) -> tuple[float, ...]:
        """Return the signs that the review does not say what is asked."""
        weights = sum(self.weight.values()) or 1.0
        unknown = [self.weight[word] for word in self.unknown]
        silence = sum(self.weight[word] * self._silence(word) for word in self.words)
        gap = float(self.gap is not None)
        return (
            1.0,
            self.nothing,
            max(self.nothing - 0.7, 0.0),
            sum(unknown) / weights,
            gap,
            silence / weights,
            max((self.weight[word] * self._silence(word) for word in self.words), default=0.0) / 5,
            float(len(unknown) > 0),
            self.worded.get("", 0.0),
            self.likely.get("", -2.0),
        )

    def _silence(self, word: str) -> float:
        """Return how often a word stands in a wording that the review does not answer."""
        asked = self._answering(word)
        return asked[""] / (asked.total() + 1)

    def _is_known(self, word: str) -> bool:
        known = self.strict[word] | self.loose[word] | (self.spoken[word] - {""})
        return bool(known) or word in MOST or bool(self.rowids(word))

    @cached_property
    def gap(self) -> str | None:
        """Return which figure is asked for and not printed: the trial's, of a measure, of a sort."""
        return unmeasured([self.place[place].word for place in sorted(self.place)]) or self._lacking()

    def _lacking(self) -> str | None:
        """Return the figure that is asked for of a measure that is printed, but not of what is named."""
        said = set(self.words)
        trials = {
            bearer.iri: bearer.label
            for each in self.named
            for bearer in each.bearers
            if bearer.kind in ("trial", "study")
        } or meant(self, [])[0]
        sorts = [each for each, words in _FIGURES.items() if words & said]
        named = {
            self.place[place].word
            for each in self.named
            for place in range(each.start, each.end)
            if each.end - each.start > 1
        }
        if (failure := self._unfailed(said)) or said & _IN_WORDS - named:  # HER2-positive is no finding
            return failure
        if _DOSES & said and not _COMPARED & said and self._agents():
            return f"dose of {next(iter(self._agents().values()))}"
        if not trials:
            return self._untested(sorts) or self._unseen()
        name = next(iter(trials.values()))
        harmed = any(each.best.kind == "adverse event" for each in self.named)  # so many had that
        alone = "howmany" in said and not said - {"howmany", *_PEOPLE} and not harmed
        counted = said & _ENROLLED and said & _COUNTING  # how they were randomised asks for no number
        if (counted or alone) and not any(self._has_figure(trial, "", "patients") for trial in trials):
            return f"number of patients of {name}"
        if sorts and not self.measures:
            for sort in sorts:
                if not any(self._has_figure(trial, "", sort) for trial in trials):
                    return f"{_SORTS[sort]} of {name}"
        return self._unprinted(trials, sorts) or self._unseen()

    def _unprinted(self, trials: dict[str, str], sorts: list[str]) -> str | None:
        """Return the figures of a sort that are asked for of measures and that no trial has."""
        missing: dict[str, list[str]] = {}
        for measure, label in self.measures.items():
            kin = self._kin(measure)
            printed = {
                sort
                for sort in _SORTS
                for trial in trials
                if any(self._has_figure(trial, each, sort) for each in kin)
            }
            # who names no sort is told a hazard ratio, too
            lacking = [sort for sort in sorts if sort not in printed] if sorts else ["values"] * (not printed)
            lacking = lacking if kin else []
            if lacking:
                query = "SELECT 1 FROM pending WHERE trial = ? AND measure = ?"
                waits = any(self.index.execute(query, (trial, measure)).fetchone() for trial in trials)
                missing.setdefault(lacking[0], []).append(label + " (pending)" * waits)
        if not missing:
            return None
        sort, labels = next(iter(missing.items()))
        return f"{_SORTS[sort]} of {next(iter(trials.values()))} for {' and '.join(labels)}"

    def _agents(self) -> dict[str, str]:
        """Return the agents that are named."""
        return {each.best.iri: each.best.label for each in self.named if each.best.kind == "agent"}

    def _unfailed(self, said: set[str]) -> str | None:
        """Return the failure that is asked for of an agent or a trial of which none is told."""
        if not _FAILED & said or _AFTER & self.said:
            return None
        named = [each for each in self.named if each.best.kind in ("agent", "trial") and not each.soft]
        told = frozenset[int]().union(*(call[2] for each in _FAILURES if (call := self.call(each, {}))))
        numbers = {number for each in named for number in self.numbers(each)}
        return f"failure of {named[0].best.label}" if named and not numbers & told else None

    def _untested(self, sorts: list[str]) -> str | None:
        """Return the figure that is asked for of an agent that no trial gives."""
        agents = self._agents()
        asked = [*self.measures.values(), *(_SORTS[sort] for sort in sorts)]
        query = "SELECT 1 FROM tests WHERE agent = ? UNION SELECT 1 FROM gives WHERE agent = ?"
        given = any(self.index.execute(query, (agent, agent)).fetchone() for agent in agents)
        return f"{asked[0]} of {next(iter(agents.values()))}" if agents and asked and not given else None

    def _unseen(self) -> str | None:
        """Return the adverse event that is asked for of a trial or an agent and that is not reported of it."""
        trials = {one.iri: one.label for each in self.named for one in each.bearers if one.kind == "trial"}
        if not trials and (harm := self._unreported_harm()):
            return harm
        query = "SELECT 1 FROM events WHERE trial = ?"
        harmed = any(self.index.execute(query, (trial,)).fetchone() for trial in trials)
        if trials and not harmed and _HARMS & set(self.words):
            return f"adverse event in {next(iter(trials.values()))}"
        query += " AND event = ?"
        for each in self.named:
            event = each.best
            if event.kind != "adverse event" or not trials:
                continue
            if not any(self.index.execute(query, (trial, event.iri)).fetchone() for trial in trials):
                return f"{event.label} in {next(iter(trials.values()))}"
        return None

    def _unreported_harm(self) -> str | None:
        """Return the harm, or its grade, that is asked for of agents and that is not reported with them."""
        agents = self._agents()
        if not agents or not _HARMS & set(self.words):
            return None
        rows = [
            (trial, grade)
            for agent in agents
            for trial, grade in self.index.execute(
                "SELECT trial, grade FROM events WHERE agent = ?", (agent,)
            )
        ]
        together = set(meant(self, [])[0]) if len(agents) > 1 else set()
        if together:  # what is told of one agent alone is not told of both
            rows = [row for row in rows if row[0] in together]
        names = " with ".join(agents.values())
        if not rows:
            return None if self._spoken_of_safety(agents.values()) else f"adverse event of {names}"
        graded = any(grade for _, grade in rows)
        return f"grade of an adverse event of {names}" if _GRADE & self.said and not graded else None

    def _spoken_of_safety(self, names: Iterable[str]) -> bool:
        """Say whether a statement on agents has a word of safety, such as a safe option for the elderly."""
        every = " ".join(f'"{token.word}"' for name in names for token in tokens(name) if token.tells)
        query = "SELECT 1 FROM statements WHERE text MATCH ?"
        return self.index.execute(query, (f"{every} AND ({_SAFE})",)).fetchone() is not None

    def _kin(self, measure: str) -> list[str]:
        """Return a measure of which figures are printed for some trial, and those whose name has its name in it."""
        query = (
            "SELECT DISTINCT measure FROM figures JOIN names ON iri = measure WHERE text LIKE '%' || ? || '%'"
        )
        known = self.index.execute("SELECT 1 FROM figures WHERE measure = ?", (measure,)).fetchone()
        return (
            [measure, *(row[0] for row in self.index.execute(query, (self.measures[measure],)))]
            if known
            else []
        )

    def _has_figure(self, trial: str, measure: str, sort: str) -> bool:
        """Say whether a trial has a figure of a sort; of any measure where none is given, but for patients."""
        query = "SELECT 1 FROM figures WHERE trial = ? AND sort = ? AND ? IN ('', measure)"
        return self.index.execute(query, (trial, sort, measure)).fetchone() is not None

    def printed(self, values: dict[str, str]) -> float:
        """Say whether figures of the measure that is named are printed for the trial of a call: 1, -1, or 0."""
        for value in values.values():
            query = "SELECT measure FROM figures WHERE trial = ?"
            printed = {row[0] for row in self.index.execute(query, (value,))}
            if self.measures and (printed or value in self.trials):
                return 1.0 if printed & self.measures.keys() else -1.0
        return 0.0

    def with_figures(self, trials: dict[str, str]) -> dict[str, str]:
        """Return those of some trials of which some figure is printed; all where none is."""
        query = "SELECT 1 FROM figures WHERE trial = ? AND measure != ''"
        printed = {
            trial: label for trial, label in trials.items() if self.index.execute(query, (trial,)).fetchone()
        }
        return printed or trials

    def _match(self, table: str, columns: str, word: str, what: str) -> list[str]:
        text = f'{{{columns}}} : "{word}"' if columns else f'"{word}"'
        query = f"SELECT {what} FROM {table} WHERE {table} MATCH ?"  # noqa: S608
        return [row[0] for row in self.index.execute(query, (text,))]

    @cached_property
    def _worded_by(self) -> tuple[list[str], "array[int]", "array[int]"]:
        """Return the questions by their places, and for each wording the place of its question and its size."""
        names = sorted(name for (name,) in self.index.execute("SELECT question FROM asked"))
        questions, sizes = self.index.execute("SELECT questions, sizes FROM worded").fetchone()
        return names, array("H", questions), array("H", sizes)

    def _wordings(self, word: str) -> list[int]:
        """Return the numbers, from 1, of the known wordings that have a word."""
        if word not in self._having:
            found = self.index.execute("SELECT rowid FROM wordings WHERE wordings MATCH ?", (f'"{word}"',))
            self._having[word] = [row for (row,) in found if row not in self.unread]
        return self._having[word]

    def _answering(self, word: str) -> Counter[str]:
        """Return how many known wordings of each question have a word, empty of those that none answers."""
        if word not in self._answered:
            names, questions, _ = self._worded_by
            counts = Counter(questions[row - 1] for row in self._wordings(word))
            self._answered[word] = Counter({names[place]: count for place, count in counts.items()})
        return self._answered[word]

    def asks(self, word: str, columns: str) -> set[str]:
        """Return the questions that have a word in these columns."""
        if (word, columns) not in self._asked:
            self._asked[word, columns] = set(self._match("asks", columns, word, "name"))
        return self._asked[word, columns]

    def _weight(self, word: str) -> float:
        have = len(self.strict[word] | self.loose[word] | self.spoken[word])
        return math.log(1 + self.total / (have + 0.5))

    def rare(self, word: str) -> float:
        """Return what a word weighs among those of the questions' summaries."""
        return math.log(1 + self.total / (len(self.summaries[word]) + 0.5))

    def _alike(self, words: list[str], *, none: bool = False) -> dict[str, float]:
        """Return for each question how like its likest wording is; with ``none``, of those that no question answers."""
        shared: dict[int, float] = defaultdict(float)
        rare: dict[str, float] = {}
        for word in words:
            rows = self._wordings(word)
            rare[word] = weight = math.log(1 + 400 / (len(rows) + 0.5))
            for row in rows:
                shared[row] += weight
        names, questions, sizes = self._worded_by
        own = sum(rare.values())
        mean = own / max(len(rare), 1)
        best: dict[int, float] = {}
        for row, weight in shared.items():
            place = questions[row - 1]
            both = 2 * weight / (own + max(sizes[row - 1] * mean, weight))
            if both > best.get(place, 0.0):
                best[place] = both
        return {names[place]: both for place, both in best.items() if none == (not names[place])}

    def _worded(self, words: list[str]) -> dict[str, float]:
        """Return for each question how many of its wordings have the words: BM25 of all of them as one text."""
        asked = dict(self.index.execute("SELECT question, count FROM asked").fetchall())
        mean = sum(asked.values()) / len(asked)
        found: dict[str, float] = defaultdict(float)
        whole = 0.0
        for word in words:
            counts = self._answering(word)
            rare = math.log(1 + (len(asked) - len(counts) + 0.5) / (len(counts) + 0.5))
            whole += rare
            for question, count in counts.items():
                found[question] += rare * count / (count + 1.2 * (0.25 + 0.75 * asked[question] / mean))
        return {question: score / whole for question, score in found.items()}

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

    def rowids(self, word: str) -> set[int]:
        """Return the numbers of the calls that have a word in their rows."""
        if word not in self._texted:
            self._texted[word] = {int(row) for row in self._match("texts", "", word, "rowid")}
        return self._texted[word]

    def of_question(self, question: str) -> frozenset[int]:
        """Return the numbers of a question's calls."""
        if question not in self._of:
            rows = self.index.execute("SELECT id FROM calls WHERE question = ?", (question,))
            self._of[question] = frozenset(row[0] for row in rows)
        return self._of[question]

    def said_of(self, word: str) -> set[str]:
        """Return the questions whose wordings have a word; of a name, such as a country's, several of them.

        One wording with a name asks of something else that goes with it: Chinese patients of one trial.
        """
        if word not in self._proper:
            return self.spoken[word]
        return {question for question, count in self._answering(word).items() if count >= _SEVERAL}

    @cached_property
    def _proper(self) -> set[str]:
        """The words that are written as names, within a text that is not all written so."""
        written = [token for token in self.place.values() if token.place > 0 and token.said[1:].islower()]
        names = {token.word for token in written if token.said[0].isupper()}
        return names if len(names) < len(written) / 2 else set()

    def near(self, question: str) -> bool:
        """Say whether a question is at all spoken of so, or has a wording like the text; others need no weighing."""
        return self.likely.get(question, -2.0) > _UNLIKELY or self.alike.get(question, 0.0) > _UNLIKE

    def call(self, question: str, values: dict[str, str]) -> tuple[int, int, frozenset[int], str] | None:
        """Return number, rows, entities and empty columns of a call; of several values that of none."""
        parameter, value = next(iter(values.items()), ("", "")) if len(values) == 1 else ("", "")
        key = question, parameter, value
        if key not in self._called:
            query = f"SELECT id, rows, nodes, blank FROM calls WHERE {_CALL}"  # noqa: S608 (no value in it)
            row = self.index.execute(query, key).fetchone()
            self._called[key] = (row[0], row[1], frozenset(array("H", row[2])), row[3]) if row else None
        return self._called[key]

    def linked(self, iri: str) -> tuple[frozenset[int], frozenset[int]]:
        """Return what any question's rows tell of an entity: the entities in them, and the numbers of the calls."""
        if iri not in self._linked:
            marks = ",".join("?" * len(_UNTOLD))
            query = f"SELECT id, nodes FROM calls WHERE value = ? AND question NOT IN ({marks})"  # noqa: S608
            rows = self.index.execute(query, (iri, *_UNTOLD)).fetchall()
            nodes = frozenset(number for row in rows for number in array("H", row[1]))
            self._linked[iri] = nodes, frozenset(row[0] for row in rows)
        return self._linked[iri]

    def members(self, mention: Mention) -> frozenset[int]:
        """Return the numbers of what belongs to a class of agents or a classification that is named."""
        found: set[int] = set()
        for bearer in mention.bearers:
            for question, parameter, _ in GROUPS:
                if call := self.call(question, {parameter: bearer.iri}):
                    found |= call[2]
        return frozenset(found)

    def spoken_so(self, word: str, question: str) -> float:
        """Return how large a share of a question's wordings have a word, be it one of grammar."""
        return spoken.share(self.index, word, question)

    def counted(self, word: str, question: str) -> bool:
        """Say whether a question that is asked how many has the word itself, or in several wordings."""
        return question in self.strict[word] or self._answering(word)[question] >= _SEVERAL

    def mostly(self, word: str, question: str) -> bool:
        """Say whether most of several texts with a word are answered by a question."""
        asked = self._answering(word)
        return asked.total() >= _SEVERAL and asked[question] > _MOSTLY * asked.total()

    @cached_property
    def denied(self) -> set[str]:
        """The questions of which a denial is part: what improved response, but not survival."""
        text = " OR ".join(f'"{word}"' for word in sorted(DENIALS))
        query = "SELECT question, count(*) FROM wordings{} GROUP BY question"
        every = dict(self.index.execute(query.format("")).fetchall())
        having = self.index.execute(query.format(" WHERE wordings MATCH ?"), (f"{{text}} : {text}",))
        return {name for name, number in having if number > _DENIED * every[name]}

    @cached_property
    def compared(self) -> list[set[str]]:
        """Return, for each agent that a text compares with, the trials that give it."""
        return [
            {trial for one in each.bearers for trial in (*self.given(one.iri), *_tested(self, one.iri))}
            for each in self.named
            if each.best.kind == "agent"
            and any(
                self.place[place].word in _AGAINST
                for place in (each.start - 1, each.start - 2)
                if place in self.place
            )
        ]

    @cached_property
    def partners(self) -> list[Mention]:
        """The agents that a text names only to ask which others are given with them."""
        asks = {"agent", "agents"} & set(self.words) and {"which", "what"} & self.said and _JOINED & self.said
        return [
            each
            for each in self.named
            if asks
            and each.best.kind == "agent"
            and (before := self.place.get(each.start - 1))
            and before.word in _WITH
        ]

    def given(self, agent: str) -> set[str]:
        """Return the trials that give an agent, or one of a class."""
        query = "SELECT trial FROM gives WHERE agent = ?"
        return {row[0] for row in self.index.execute(query, (agent,))}

    def texts(self, mention: Mention) -> list[tuple[str, ...]]:
        """Return the words by which rows may have what is named: as it is said, its label, other names of an agent.

        Of a class it is also what its agents are called: cisplatin is chemotherapy.
        """
        said = [self.place[place].word for place in range(mention.start, mention.end)]
        others = [row[0] for each in mention.bearers for row in self._others(each.iri, each.kind)]
        found = [[token.word for token in tokens(text)] for text in (mention.best.label, *others)]
        told = [tuple(word for word in words if word not in GRAMMAR) for words in (*found, said)]
        # of S-1 there is a figure left, and of "Them" nothing
        return [
            words
            for words in filter(None, dict.fromkeys(told))
            if "".join(words).strip("0123456789") or words == told[-1]
        ]

    def _others(self, iri: str, kind: str) -> list[tuple[str]]:
        """Return other names of an agent, and of a class what its agents are called."""
        query = {
            "agent": "SELECT text FROM names WHERE iri = ? ORDER BY text",
            "agent class": "SELECT label FROM classes WHERE cls = ? ORDER BY label",
        }.get(kind)
        return self.index.execute(query, (iri,)).fetchall() if query else []

    def numbers(self, mention: Mention) -> set[int]:
        """Return the numbers of what may be meant by a name."""
        return self.numbered(bearer.iri for bearer in mention.bearers)

    def numbered(self, iris: Iterable[str]) -> set[int]:
        """Return the numbers of entities, of those that stand in rows."""
        found = set()
        for iri in iris:
            if iri not in self._numbers:
                row = self.index.execute("SELECT id FROM nodes WHERE iri = ?", (iri,)).fetchone()
                self._numbers[iri] = row and row[0]
            if (number := self._numbers[iri]) is not None:
                found.add(number)
        return found

    @cached_property
    def agents(self) -> list[str]:
        """The agents that are named by words that hardly stand for another thing, one for each name."""
        return [each.best.iri for each in self.named if each.best.kind == "agent" and not each.soft]

    @cached_property
    def stated(self) -> dict[int, tuple[int, str | None]]:
        """The statements among the entities in rows: each with the number of its result, or its own, and the trial."""
        rows = self.index.execute("SELECT id, whole, trial FROM stated")
        return {number: (whole, trial) for number, whole, trial in rows}


def meant(looked: Looked, used: list[Mention]) -> tuple[dict[str, str], list[Mention]]:
    """Return the trials that test an agent and stand in a line that are named, and the names that mean them."""
    lines = {bearer.iri: each for each in looked.named for bearer in each.bearers if bearer.kind == "line"}
    agents = [each for each in looked.named if each not in used and each.best.kind == "agent"]
    tested = [_tested(looked, each.best.iri) for each in agents]
    if not any(tested):
        return {}, []
    every = {trial: row for rows in tested for trial, row in rows.items()}
    if len(agents) > 1:
        given = [{*looked.given(each.best.iri), *rows} for each, rows in zip(agents, tested, strict=True)]
        if both := set.intersection(*given) & every.keys():
            return _within(lines, {trial: every[trial] for trial in sorted(both)}, agents)
    first = next(place for place, rows in enumerate(tested) if rows)
    return _within(lines, tested[first], [agents[first]])


def _within(
    lines: dict[str, Mention], rows: dict[str, tuple[str, str]], by: list[Mention]
) -> tuple[dict[str, str], list[Mention]]:
    """Return the trials that stand in a line that is named, where some do."""
    within = {trial: row for trial, row in rows.items() if row[1] in lines}
    if within:
        by = [*by, lines[next(iter(within.values()))[1]]]
    return {trial: row[0] for trial, row in (within or rows).items()}, by


def _tested(looked: Looked, agent: str) -> dict[str, tuple[str, str]]:
    """Return label and line of each trial that tests an agent."""
    query = "SELECT trial, label, line FROM tests WHERE agent = ? ORDER BY label"
    return {row[0]: (row[1], row[2]) for row in looked.index.execute(query, (agent,))}
