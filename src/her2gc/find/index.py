"""Fill the index: every call with its rows, the words of questions, wordings and rows, and the names of the graph."""

import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from her2gc.find.mentions import masked
from her2gc.find.words import key, searched, tokens
from her2gc.questions import binding, catalogue
from her2gc.questions.question import Parameter, Question
from her2gc.questions.rows import Rows
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import LocalGraph
from her2gc.store.names import END, LABEL, names, words

XSD = PREFIXES["xsd"]
OUTSIDE = PREFIXES["skos"] + "Concept"  # terms elsewhere: thousands, asked for by their identifier
_SLOW = 100  # so many rows without a value, and more, are worth one query per value where values are few
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
_WORDS = "tokenize = 'porter unicode61 remove_diacritics 2'"
_TABLES = f"""
CREATE TABLE calls (id INTEGER PRIMARY KEY, question TEXT, parameter TEXT, value TEXT, rows INTEGER);
CREATE TABLE names (key TEXT, text TEXT, iri TEXT, rank INTEGER, sort INTEGER, kind TEXT, label TEXT);
CREATE TABLE members (cls TEXT, iri TEXT);
CREATE TABLE tests (agent TEXT, trial TEXT, label TEXT, line TEXT);
CREATE TABLE vocabulary (word TEXT PRIMARY KEY, name INTEGER);
CREATE VIRTUAL TABLE asks USING fts5 (name UNINDEXED, summary, words, description, {_WORDS});
CREATE VIRTUAL TABLE wordings USING fts5 (question UNINDEXED, size UNINDEXED, text, {_WORDS});
CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', {_WORDS});
"""
_KEYS = """
CREATE INDEX names_key ON names (key);
CREATE INDEX members_iri ON members (iri);
CREATE INDEX calls_question ON calls (question, parameter, value);
"""


def fill(made: sqlite3.Connection, graph: LocalGraph) -> None:
    """Fill an empty database with the index of a graph.

    Parameters
    ----------
    made
        Where to write.
    graph
        Whose rows, names and classes.
    """
    made.executescript(_TABLES)
    listed = catalogue.questions()
    kinds = sorted({each.type for question in listed.values() for each in question.parameters})
    members = {kind: {name.iri for name in names(graph, kind)} for kind in kinds if not kind.startswith(XSD)}
    rows = [(kind, iri) for kind, iris in members.items() if kind != OUTSIDE for iri in sorted(iris)]
    made.executemany("INSERT INTO members VALUES (?, ?)", rows)
    _names(made, graph)
    _tests(made, graph)
    given = [*((each.name, each.summary) for each in listed.values()), *_wordings()]
    for question in listed.values():
        _question(made, question)
        for parameter, value, found in _calls(graph, question, members):
            head = (question.name, parameter, value, len(found))
            number = made.execute(
                "INSERT INTO calls (question, parameter, value, rows) VALUES (?, ?, ?, ?)", head
            )
            text = " ".join(sorted({word for row in found for word in row}))
            made.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (number.lastrowid, text))
    made.executescript(_KEYS)
    for asked, text in given:
        # what the review cannot answer is known by its names, too: another trial may have the figure
        said = masked(made, text) if asked else [token.word for token in tokens(text) if token.tells]
        made.execute("INSERT INTO wordings VALUES (?, ?, ?)", (asked, len(said), " ".join(said)))
    _vocabulary(made)
    made.commit()


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
    head = question.text.partition("\nWHERE {\n")[0].rpartition("SELECT")[2]
    found = [word.strip("?()") for word in head.split() if word.startswith(("?", "(?"))]
    return [name for name in found if not name.endswith("Label")]


def _wordings() -> list[tuple[str, str]]:
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wordings.tsv")
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return [(asked, text) for asked, text in lines]


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
        and len(tokens(name.text)) <= _LONGEST
    ]
    made.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(set(rows)))


def _tests(made: sqlite3.Connection, graph: LocalGraph) -> None:
    """Note which trial tests which agent in which line: a trial may be meant by its agent."""
    heads = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("her2gc", "rdfs"))
    query = """SELECT DISTINCT ?agent ?trial ?label ?line
    WHERE {
        ?trial a her2gc:Trial ; her2gc:testsAgent ?agent ; rdfs:label ?label OPTIONAL { ?trial her2gc:inLine ?line }
    }"""
    for row in Rows(graph.results(heads + query)).solutions:
        line = row["line"].value if row["line"] is not None else ""
        made.execute(
            "INSERT INTO tests VALUES (?, ?, ?, ?)",
            (row["agent"].value, row["trial"].value, row["label"].value, line),
        )


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


Told = list[list[str]]  # the words of each row


def _calls(
    graph: LocalGraph, question: Question, members: dict[str, set[str]]
) -> Iterator[tuple[str, str, Told]]:
    """Yield parameter, value and the rows' words for each call that gives rows; first the one without a value."""
    required = [each.name for each in question.parameters if each.required]
    if not required:
        found = _rows(graph, question, {})
        if found:
            yield "", "", [words for _, words in found]
    for parameter in question.parameters:
        if set(required) - {parameter.name}:
            continue
        yield from _valued(graph, question, parameter, members)


def _valued(
    graph: LocalGraph, question: Question, parameter: Parameter, members: dict[str, set[str]]
) -> Iterator[tuple[str, str, Told]]:
    """Yield the calls with each value of one parameter: read from its column where it has one."""
    free = f"# given ?{parameter.name}\n" not in question.text
    if free and _has_column(question, parameter.name):
        grouped: dict[str, Told] = defaultdict(list)
        for row, said in _rows(graph, question, {parameter.name: []}):
            term = row[parameter.name]
            if isinstance(term, ox.NamedNode | ox.Literal):
                grouped[term.value].append(said)
        allowed = members.get(parameter.type)
        for value in sorted(grouped):
            if allowed is None or value in allowed:
                yield parameter.name, value, grouped[value]
    elif not parameter.type.startswith(XSD) and parameter.type != OUTSIDE:
        for iri in sorted(members[parameter.type]):
            found = _rows(graph, question, {parameter.name: [str(ox.NamedNode(iri))]})
            if found:
                yield parameter.name, iri, [said for _, said in found]


def _has_column(question: Question, name: str) -> bool:
    return name in _columns(question)


def _rows(
    graph: LocalGraph, question: Question, given: dict[str, list[str]]
) -> list[tuple[ox.QuerySolution, list[str]]]:
    """Return the rows of a call and the words of each; an empty list of terms leaves a parameter open."""
    others = {
        each.name: [binding.term(graph, each, each.default)]
        for each in question.parameters
        if each.default is not None and each.name not in given
    }
    bound = {name: terms for name, terms in {**others, **given}.items() if terms}
    found = Rows(graph.results(binding.bind(question, bound)))
    heads = [column.label or column.variable for column in found.columns if not found.for_machines(column)]
    return [(row, list(_words(row[head] for head in heads))) for row in found.solutions]


def _words(cells: Iterable[object]) -> Iterator[str]:
    for cell in cells:
        if isinstance(cell, ox.Literal):
            for token in tokens(cell.value):
                if token.tells:
                    yield token.word
