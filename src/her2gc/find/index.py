"""Fill the index: every call with its rows, the words of questions, wordings and rows, and the names of the graph."""

import math
import os
import re
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from her2gc.find import spoken
from her2gc.find.mentions import masked
from her2gc.find.words import key, searched, tokens
from her2gc.questions import binding, catalogue, every, kept
from her2gc.questions.places import place, short
from her2gc.questions.question import Parameter, Question
from her2gc.questions.rows import Rows
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph
from her2gc.store.names import END, LABEL, names, words

XSD = PREFIXES["xsd"]
OUTSIDE = PREFIXES["skos"] + "Concept"  # terms elsewhere: thousands, asked for by their identifier
FIGURES = ("values", "hazardRatio", "interval", "p")  # columns of trial-evidence
_CELL = re.compile("/Table-[0-9]-")  # a cell is not what its words mean
_PARAGRAPH = re.compile(r", paragraph \d+")  # whose number is no figure
_USUALLY = 0.3  # a column that so large a share of the rows fills is what the question is about
_NICKNAME = 5  # behind every name of its own
_HEADS = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("her2gc", "kg", "rdfs", "skos"))
_ASSERTED = "asserted"
_DOUBTED = 2  # so many doubts are told beside a statement
_LONGEST = 9  # so many words make a name at most
# Sorts of node whose label is a sentence on something else: no text that holds it means the node.
_TOLD = frozenset(
    [
        "alteration",
        "arm",
        "citation",
        "doubt",
        "note",
        "place",
        "population",
        "regimen",
        "result",
        "statement",
        "verdict",
    ]
)
WORDS = """tokenize = "porter unicode61 remove_diacritics 2 tokenchars '+.'\""""  # 3+ is not 3, nor 26.3
_TABLES = f"""
CREATE TABLE calls (
    id INTEGER PRIMARY KEY, question TEXT, parameter TEXT, value TEXT, rows INTEGER, nodes BLOB, blank TEXT
);
CREATE TABLE names (key TEXT, text TEXT, iri TEXT, rank INTEGER, sort INTEGER, kind TEXT, label TEXT);
CREATE TABLE nodes (iri TEXT PRIMARY KEY, id INTEGER);
CREATE TABLE stated (id INTEGER PRIMARY KEY, whole INTEGER, trial TEXT);
CREATE TABLE own (name TEXT PRIMARY KEY, summary TEXT, weight REAL, size INTEGER);
CREATE TABLE asked (question TEXT PRIMARY KEY, count INTEGER);
CREATE TABLE worded (questions BLOB, sizes BLOB);
CREATE TABLE members (cls TEXT, iri TEXT);
CREATE TABLE tests (agent TEXT, trial TEXT, label TEXT, line TEXT);
CREATE TABLE gives (agent TEXT, trial TEXT);
CREATE TABLE classes (cls TEXT, label TEXT);
CREATE TABLE figures (trial TEXT, measure TEXT, sort TEXT);
CREATE TABLE pending (trial TEXT, measure TEXT);
CREATE TABLE events (agent TEXT, trial TEXT, event TEXT, grade TEXT);
CREATE TABLE vocabulary (word TEXT PRIMARY KEY, name INTEGER);
CREATE VIRTUAL TABLE asks USING fts5 (name UNINDEXED, summary, words, description, {WORDS});
CREATE VIRTUAL TABLE wordings USING fts5 (question UNINDEXED, size UNINDEXED, text, {WORDS});
CREATE VIRTUAL TABLE statements USING fts5 (iri UNINDEXED, label UNINDEXED, text, {WORDS});
CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', {WORDS});
"""
_KEYS = """
CREATE INDEX names_key ON names (key);
CREATE INDEX members_iri ON members (iri);
CREATE INDEX calls_question ON calls (question, parameter, value);
CREATE INDEX calls_value ON calls (value);
"""


Listed = list[tuple[ox.QuerySolution, list[str]]]  # rows, each with its words


def fill(made: sqlite3.Connection, graph: LocalGraph) -> None:
    """Fill an empty database with the index of a graph.

    Parameters
    ----------
    made
        Where to write.
    graph
        Whose rows, names and classes.
    """
    made.executescript(_TABLES + spoken.TABLES)
    listed = catalogue.questions()
    kinds = sorted({each.type for question in listed.values() for each in question.parameters})
    members = {kind: {name.iri for name in names(graph, kind)} for kind in kinds if not kind.startswith(XSD)}
    rows = [(kind, iri) for kind, iris in members.items() if kind != OUTSIDE for iri in sorted(iris)]
    made.executemany("INSERT INTO members VALUES (?, ?)", rows)
    _names(made, graph)
    _tests(made, graph)
    _gives(made, graph)
    _classes(made, graph)
    _figures(made, graph)
    _pending(made, graph)
    _events(made, graph)
    _statements(made, graph)
    numbers: dict[str, int] = {}
    given = wordings()
    for question in listed.values():
        _question(made, question)
        asked = list(_calls(graph, question, members))
        # one call of each value may well lack what others have: where no call is of all, only an empty one counts
        single = bool(asked and asked[0][0])
        whole = [row for _, _, found in (asked if single else asked[:1]) for row in found]
        usual = {name for name, share in _filled(question, whole).items() if share >= _USUALLY}
        for parameter, value, found in asked:
            lacks = usual - _filled(question, found).keys()
            blank = " ".join(sorted(lacks)) if not single or len(lacks) > len(usual) / 2 else ""
            head = (question.name, parameter, value, len(found), _nodes(found, numbers), blank)
            number = made.execute(
                "INSERT INTO calls (question, parameter, value, rows, nodes, blank) VALUES (?, ?, ?, ?, ?, ?)",
                head,
            )
            text = " ".join(sorted({word for _, said in found for word in said}))
            made.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (number.lastrowid, text))
    _stated(made, graph, numbers)
    made.executemany("INSERT INTO nodes VALUES (?, ?)", sorted(numbers.items()))
    made.executescript(_KEYS)
    places = {name: place for place, name in enumerate(sorted({name for name, _ in given}))}
    questions, sizes = (
        array("H"),
        array("H"),
    )  # of each wording: reading them row by row takes ten times as long
    for name, text in given:
        # what the review cannot answer is known by its names, too: another trial may have the figure
        said = masked(made, text) if name else [token.word for token in tokens(text) if token.tells]
        made.execute("INSERT INTO wordings VALUES (?, ?, ?)", (name, len(said), " ".join(said)))
        questions.append(places[name])
        sizes.append(len(said))
    made.execute("INSERT INTO worded VALUES (?, ?)", (questions.tobytes(), sizes.tobytes()))
    spoken.fill(made, given)
    made.execute("INSERT INTO asked SELECT question, count(*) FROM wordings GROUP BY question")
    _own(made)
    _vocabulary(made)
    made.commit()


def _own(made: sqlite3.Connection) -> None:
    """Note what the words of each question's summary weigh together: a rare one is what the question is about."""
    listed = [(each.name, each.summary) for each in catalogue.questions().values()]
    words = {name: {token.word for token in tokens(summary) if token.tells} for name, summary in listed}
    count = "SELECT count(*) FROM asks WHERE asks MATCH ?"
    weights = {
        word: math.log(1 + len(listed) / (made.execute(count, (f'summary : "{word}"',)).fetchone()[0] + 0.5))
        for each in words.values()
        for word in each
    }
    rows = [
        (name, searched(summary), sum(weights[word] for word in words[name]), len(words[name]))
        for name, summary in listed
    ]
    made.executemany("INSERT INTO own VALUES (?, ?, ?, ?)", rows)


def _question(made: sqlite3.Connection, question: Question) -> None:
    kinds = " ".join(f"{words(each.name)} {each.kind}" for each in question.parameters)
    columns = " ".join(words(name) for name in _columns(question))
    told = (
        question.name,
        searched(f"{question.summary} {question.name}"),
        searched(f"{' '.join(question.words)} {kinds}"),
        searched(f"{question.description} {columns} {' '.join(question.tags)}"),
    )
    made.execute("INSERT INTO asks VALUES (?, ?, ?, ?)", told)


def _columns(question: Question) -> list[str]:
    return [name for name in every.columns(question) if not name.endswith("Label")]


def wordings() -> list[tuple[str, str]]:
    """Return each question with its summary and with each way to ask it; without a question what none answers."""
    return [*((each.name, each.summary) for each in catalogue.questions().values()), *_lines("wordings.tsv")]


def _lines(name: str) -> list[tuple[str, str]]:
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return [(first, second) for first, second in lines]


def _names(made: sqlite3.Connection, graph: LocalGraph) -> None:
    listed = names(graph)
    labels: dict[str, str] = {}
    for name in listed:
        if name.sort == LABEL:
            labels.setdefault(name.iri, name.text)
    own = (PREFIXES["kg"], PREFIXES["registry"])
    rows = [
        (
            key(name.text),
            name.text,
            name.iri,
            name.rank,
            name.sort,
            name.kind,
            labels.get(name.iri, name.text),
        )
        for name in listed
        if name.iri.startswith(own)
        and name.sort <= END
        and name.kind not in _TOLD
        and not _CELL.search(name.iri)
        and len(tokens(name.text)) <= _LONGEST
    ]
    kinds = {name.iri: name.kind for name in listed}
    for other, local in _lines("nicknames.tsv"):
        iri = PREFIXES["kg"] + local
        rows.append((key(other), other, iri, _NICKNAME, END, kinds[iri], labels[iri]))
    made.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(set(rows)))


def _tests(made: sqlite3.Connection, graph: LocalGraph) -> None:
    """Note which trial tests which agent in which line: a trial may be meant by its agent."""
    query = """SELECT DISTINCT ?agent ?trial ?label ?line
    WHERE {
        ?trial a her2gc:Trial ; her2gc:testsAgent ?agent ; rdfs:label ?label OPTIONAL { ?trial her2gc:inLine ?line }
    }"""
    for row in _asked(graph, query):
        line = row["line"].value if row["line"] is not None else ""
        made.execute(
            "INSERT INTO tests VALUES (?, ?, ?, ?)",
            (row["agent"].value, row["trial"].value, row["label"].value, line),
        )


def _asked(graph: LocalGraph, query: str) -> list[ox.QuerySolution]:
    """Return the rows of a query in our own prefixes."""
    return Rows(graph.results(_HEADS + query)).solutions


def _answer(graph: LocalGraph, name: str) -> list[ox.QuerySolution]:
    """Return the rows of a stored question, all its parameters open."""
    return Rows(graph.results(binding.bind(catalogue.questions()[name], {}))).solutions


def _filled(question: Question, found: Listed) -> dict[str, float]:
    """Return which columns of some rows hold something, and in which share of the rows."""
    printed = [name for name in _columns(question) if f"?{name}" in question.text]
    count = Counter(name for row, _ in found for name in printed if _says(row[name]))
    return {name: times / len(found) for name, times in count.items()}


def _says(term: object) -> bool:
    return term is not None and not (isinstance(term, ox.Literal) and term.value.startswith("not stated"))


def _gives(made: sqlite3.Connection, graph: LocalGraph) -> None:
    """Note which trial gives which agent, or one of which class: who names two agents means a trial that gives both."""
    query = """SELECT DISTINCT ?agent ?trial
    WHERE {
        ?trial her2gc:hasArm/her2gc:hasRegimen/her2gc:hasComponent ?component .
        ?component (her2gc:hasAgent|her2gc:hasOption|her2gc:hasAgentClass)/her2gc:memberOf? ?agent .
    }"""
    rows = [(row["agent"].value, row["trial"].value) for row in _asked(graph, query)]
    made.executemany("INSERT INTO gives VALUES (?, ?)", sorted(rows))


def _classes(made: sqlite3.Connection, graph: LocalGraph) -> None:
    """Note what the agents of each class are called: rows on cisplatin tell of chemotherapy."""
    query = """SELECT DISTINCT ?cls ?label
    WHERE {
        ?agent her2gc:memberOf ?cls ; rdfs:label|skos:altLabel ?label .
    }"""
    rows = [(row["cls"].value, row["label"].value) for row in _asked(graph, query)]
    made.executemany("INSERT INTO classes VALUES (?, ?)", sorted(rows))


def _nodes(found: Listed, numbers: dict[str, int]) -> bytes:
    """Return the numbers of the entities in rows: of two calls one may hold all that the other tells."""
    own = PREFIXES["kg"]
    listed = {
        term.value
        for row, _ in found
        for term in row
        if isinstance(term, ox.NamedNode) and term.value.startswith(own)
    }
    return array("H", sorted(numbers.setdefault(iri, len(numbers)) for iri in listed)).tobytes()


def _stated(made: sqlite3.Connection, graph: LocalGraph, numbers: dict[str, int]) -> None:
    """Note which entities in rows are statements, those of a result under its number, with its trial."""
    parts = """SELECT DISTINCT ?whole ?part ?trial
    WHERE {
        ?whole a her2gc:Result ; her2gc:ofTrial ?trial .
        OPTIONAL { ?whole her2gc:armValue|her2gc:groupValue|her2gc:contrast ?part }
    }"""
    found: dict[str, tuple[str, str | None]] = {}
    for row in _asked(graph, parts):
        for each in (row["whole"], row["part"]):
            if each is not None:
                found[each.value] = row["whole"].value, row["trial"].value
    for row in _asked(graph, "SELECT DISTINCT ?whole WHERE { ?whole a her2gc:Statement }"):
        found.setdefault(row["whole"].value, (row["whole"].value, None))
    rows = [
        (numbers[iri], numbers.setdefault(whole, len(numbers)), trial)
        for iri, (whole, trial) in sorted(found.items())
        if iri in numbers
    ]
    made.executemany("INSERT INTO stated VALUES (?, ?, ?)", rows)


def _figures(made: sqlite3.Connection, graph: LocalGraph) -> None:
    """Note which figures the review prints of which trial, by measure."""
    question = catalogue.questions()["trial-evidence"]
    given = {"trial": [str(ox.NamedNode(name.iri)) for name in names(graph, question.parameters[0].type)]}
    found = set()
    for row in Rows(graph.results(binding.bind(question, given))).solutions:
        for sort in FIGURES:
            if row["measure"] is not None and row[sort] is not None:
                found.add((row["trial"].value, row["measure"].value, sort))
    for row in _answer(graph, "confidence-intervals"):
        if row["measure"] is not None:
            found.add((row["trial"].value, row["measure"].value, "interval"))
    for row in _answer(graph, "trial-sizes"):
        if row["patients"] is not None and row["patients"].value.isdigit():
            found.add((row["trial"].value, "", "patients"))
    made.executemany("INSERT INTO figures VALUES (?, ?, ?)", sorted(found))


def _pending(made: sqlite3.Connection, graph: LocalGraph) -> None:
    """Note which measures of which trial are pending."""
    query = """SELECT DISTINCT ?trial ?measure
    WHERE {
        ?judgement her2gc:hasEndpointOutcome kg:endpoint-pending ; her2gc:ofEndpoint ?endpoint .
        ?endpoint her2gc:ofTrial ?trial ; her2gc:measure ?measure .
    }"""
    rows = [(row["trial"].value, row["measure"].value) for row in _asked(graph, query)]
    made.executemany("INSERT INTO pending VALUES (?, ?)", sorted(rows))


def _events(made: sqlite3.Connection, graph: LocalGraph) -> None:
    """Note which adverse events are reported with which agent, of which trial, and of which grade."""
    columns = ("agent", "trial", "event", "grade")
    for row in _answer(graph, "adverse-events"):
        made.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?)", [row[each] and row[each].value for each in columns]
        )


def _statements(made: sqlite3.Connection, graph: LocalGraph) -> None:
    """Note what the review says, statement by statement, with its figures and places."""
    doubts, besides = _doubts(graph), _besides(graph)
    for row in _answer(graph, "statements-on"):
        label, told, figure, places = (
            "" if row[name] is None else row[name].value
            for name in ("statementLabel", "inOtherWords", "figure", "places")
        )
        shown = f"{label}: {figure}" if figure and figure not in label else label
        where = short(place("", each) for each in places.split("; "))
        if (stance := row["stance"]) is not None and stance.value != _ASSERTED:
            where = f"{stance.value}; {where}"
        if doubted := doubts[row["statement"].value]:
            more = f" and {len(doubted) - _DOUBTED} more" if len(doubted) > _DOUBTED else ""
            where += f"; in doubt: {'; '.join(doubted[:_DOUBTED])}{more}"
        text = " ".join([shown, told, *besides[row["statement"].value]])
        given = (row["statement"].value, f"{shown} ({where})", searched(text))
        made.execute("INSERT INTO statements VALUES (?, ?, ?)", given)


def _besides(graph: LocalGraph) -> dict[str, list[str]]:
    """Return on what condition and of whom a statement holds: brain metastases may stand nowhere else."""
    query = """SELECT DISTINCT ?statement (STR(?told) AS ?text)
    WHERE {
        ?statement her2gc:condition|((her2gc:inPopulation|her2gc:forPopulation)/rdfs:label) ?told ; a her2gc:Statement .
    }
    ORDER BY ?statement ?text"""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _asked(graph, query):
        found[row["statement"].value].append(row["text"].value)
    return found


def _doubts(graph: LocalGraph) -> dict[str, list[str]]:
    """Return what is doubted of each statement, the weightiest first."""
    query = """SELECT DISTINCT ?statement ?label (?weight = kg:major-weight AS ?major)
    WHERE {
        ?doubt a her2gc:Discrepancy ; her2gc:concerns ?statement ; her2gc:hasWeight ?weight ; rdfs:label ?label .
    }
    ORDER BY ?statement DESC(?major) ?label"""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _asked(graph, query):
        found[row["statement"].value].append(row["label"].value)
    return found


def _vocabulary(made: sqlite3.Connection) -> None:
    """Note every word that a slip of the keyboard may stand for, and whether it is part of a name."""
    found: dict[str, int] = {}
    for (text,) in made.execute("SELECT summary || ' ' || words || ' ' || description FROM asks"):
        found.update(dict.fromkeys(text.split(), 0))
    said = Counter(
        word
        for (text,) in made.execute("SELECT text FROM wordings WHERE question != ''")
        for word in set(text.split())
    )
    found.update(
        {word: 0 for word, times in said.items() if times > 1}
    )  # what stands once may be a slip itself
    kinds = "'agent', 'agent class', 'disease', 'gene or protein', 'trial'"
    firm = f"SELECT text FROM names WHERE sort <= 3 AND kind IN ({kinds})"  # noqa: S608
    for (text,) in made.execute(firm):
        parts = [token.word for token in tokens(text) if token.tells]
        found.update({word: 1 for word in parts if len(parts) == 1 or word not in found})
    made.executemany("INSERT INTO vocabulary VALUES (?, ?)", sorted(found.items()))


def _calls(
    graph: LocalGraph, question: Question, members: dict[str, set[str]]
) -> Iterator[tuple[str, str, Listed]]:
    """Yield parameter, value and the rows' words for each call that gives rows; first the one without a value."""
    required = [each.name for each in question.parameters if each.required]
    found: Listed | None = None
    if not required:
        found = _rows(graph, question, {})
        if found:
            yield "", "", found
    for parameter in question.parameters:
        if set(required) - {parameter.name}:
            continue
        yield from _valued(graph, question, parameter, members, found if parameter.default is None else None)


def _valued(
    graph: LocalGraph,
    question: Question,
    parameter: Parameter,
    members: dict[str, set[str]],
    whole: Listed | None,
) -> Iterator[tuple[str, str, Listed]]:
    """Yield the calls with each value of one parameter: read from its column, or one query for all or for each.

    ``whole``: the rows without a value, where they are known already.
    """
    name = parameter.name
    allowed = members.get(parameter.type)
    shown = every.at_once(question, name)
    if shown is question and f"# given ?{name}\n" not in question.text:
        yield from _by_value(_rows(graph, question, {name: []}) if whole is None else whole, name, allowed)
    elif allowed is not None and parameter.type != OUTSIDE:
        terms = [str(ox.NamedNode(iri)) for iri in sorted(allowed)]
        if shown is not None:
            yield from _by_value(_rows(graph, shown, {name: terms}), name, allowed)
            return
        for iri, term in zip(sorted(allowed), terms, strict=True):
            found = _rows(graph, question, {name: [term]})
            if found:
                yield name, iri, found


def _by_value(rows: Listed, name: str, allowed: set[str] | None) -> Iterator[tuple[str, str, Listed]]:
    grouped: dict[str, Listed] = defaultdict(list)
    for row, said in rows:
        term = row[name]
        if isinstance(term, ox.NamedNode | ox.Literal):
            grouped[term.value].append((row, said))
    for value in sorted(grouped):
        if allowed is None or value in allowed:
            yield name, value, grouped[value]


def _rows(graph: LocalGraph, question: Question, given: dict[str, list[str]]) -> Listed:
    """Return the rows of a call and the words of each; an empty list of terms leaves a parameter open."""
    others = {
        each.name: [binding.term(graph, each, each.default)]
        for each in question.parameters
        if each.default is not None and each.name not in given
    }
    bound = {name: terms for name, terms in {**others, **given}.items() if terms}
    return rows_with_words(graph, binding.bind(question, bound))


def rows_with_words(graph: LocalGraph, query: str, *, kept_too: bool = False) -> Listed:
    """Return the rows of a query, each with the words that people read in it.

    ``kept_too``: whether they may be those of an answer that is kept, or kept for who asks next.
    """
    found = Rows(kept.results(graph, query) if kept_too else graph.results(query))
    heads = [column.label or column.variable for column in found.columns if not found.for_machines(column)]
    return [(row, list(_words(row[head] for head in heads))) for row in found.solutions]


def _words(cells: Iterable[object]) -> Iterator[str]:
    for cell in cells:
        if isinstance(cell, ox.Literal):
            yield from _told(cell.value)


@lru_cache(maxsize=20_000)
def _told(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(_PARAGRAPH.sub("", text)) if token.tells)
