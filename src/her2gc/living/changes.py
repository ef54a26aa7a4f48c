"""What changed in the answers: the rows of every stored question, in one graph and in another."""

from collections import Counter
from typing import NamedTuple

from her2gc.errors import Her2gcError
from her2gc.questions import catalogue
from her2gc.questions.answer import ask
from her2gc.questions.question import Question
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph
from her2gc.store.names import names

CRITICAL, NOTABLE, MINOR = SEVERITIES = ("critical", "notable", "minor")
GONE, NEW, CHANGED = "gone", "new", "changed"

# a verdict, an effect, an approval, by the column that tells it
_CRITICAL = frozenset(
    (
        "outcome", "verdict", "primaryEndpoint", "finding", "approval", "authority", "hazardRatio", "interval", "lower",
        "upper", "p", "pSign", "value", "value1", "value2", "firstValue", "secondValue", "difference", "median",
        "responseRate", "progressionFreeSurvival", "overallSurvival", "pSurrogate", "pOverallSurvival", "figure",
        "effect", "cases",
    )
)  # fmt: skip
_MINOR = frozenset(
    (
        "asOf", "registerAsOf", "laterDate", "laterSource", "seen", "places", "codes", "number", "source", "recorded",
        "join", "noticeSource", "statements", "printed",
    )
)  # fmt: skip
_PLAIN = PREFIXES["xsd"]  # a parameter that is a number or a text may stay open
_RETRACTED = ("told", "retracted")  # the column and the cell that tell a retraction

Row = tuple[tuple[str, str], ...]  # columns that hold something, with what they hold


class Change(NamedTuple):
    """One row of one question that is gone, new or changed.

    Parameters
    ----------
    question
        The question's name.
    severity
        ``critical``, ``notable`` or ``minor``.
    kind
        ``gone``, ``new`` or ``changed``.
    old, new
        The cells by column; empty where there is no such row.
    columns
        What differs, of a changed row.
    """

    question: str
    severity: str
    kind: str
    old: dict[str, str]
    new: dict[str, str]
    columns: list[str]


class Compared(NamedTuple):
    """All changes, the weightiest first, with how many questions were asked."""

    changes: list[Change]
    asked: int


def compare(old: Graph, new: Graph, *, by_example: bool = False) -> Compared:
    """Ask every stored question of both graphs.

    Parameters
    ----------
    old, new
        The graphs; where every value is asked, stores in memory, as one on disk takes long.
    by_example
        Give a question that needs a value its example, and not every value that there is.
    """
    listed = catalogue.questions()
    changes = [
        change
        for name, question in listed.items()
        for change in differences(name, _rows(old, question, by_example), _rows(new, question, by_example))
    ]
    changes.sort(key=lambda each: SEVERITIES.index(each.severity))
    return Compared(changes, len(listed))


def _rows(graph: Graph, question: Question, by_example: bool) -> Counter[Row]:  # noqa: FBT001
    """Return all rows of a question: a default narrows nothing here, and what needs a value is given every one."""
    needed = [each for each in question.parameters if each.required and not each.type.startswith(_PLAIN)]
    known = {each: {name.iri for name in names(graph, each.type)} for each in needed}
    if not all(known.values()):
        return Counter()
    given = {each.name: each.example if by_example else sorted(iris) for each, iris in known.items()}
    open_to_all = [each._replace(default=None, required=False) for each in question.parameters]
    try:
        answer = ask(graph, question._replace(parameters=open_to_all), given)
    except Her2gcError:
        if not by_example:
            raise
        return Counter()  # a graph that does not know the example has no rows for it
    return Counter(
        tuple((name, cell) for name, cell in zip(answer.names, cells, strict=True) if cell)
        for cells in answer.cells()
    )


def differences(question: str, old: Counter[Row], new: Counter[Row]) -> list[Change]:
    """Return what became of the rows of one question.

    A row that is gone and one that is new are one changed row where they begin with the same cell and at least half
    of their columns say the same; of several, the most alike.
    """
    gone, come = list((old - new).elements()), list((new - old).elements())
    alike = sorted(
        ((_shared(a, b), -i, -j) for i, a in enumerate(gone) for j, b in enumerate(come) if _same(a, b)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, i, j in alike:
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    found = []
    for i, row in enumerate(gone):
        before, after = dict(row), dict(come[pairs[i]]) if i in pairs else {}
        columns = (
            [name for name in {**before, **after} if before.get(name) != after.get(name)] if after else []
        )
        kind = CHANGED if after else GONE
        found.append(Change(question, _severity(before, after, columns), kind, before, after, columns))
    for j, row in enumerate(come):
        if j not in pairs.values():
            found.append(Change(question, _severity({}, dict(row), []), NEW, {}, dict(row), []))
    return found


def _shared(one: Row, other: Row) -> int:
    return len(set(one) & set(other))


def _same(one: Row, other: Row) -> bool:
    return one[:1] == other[:1] and 2 * _shared(one, other) >= min(len(one), len(other))


def _severity(old: dict[str, str], new: dict[str, str], columns: list[str]) -> str:
    concerned = set(columns) or set(old) | set(new)
    name, told = _RETRACTED
    if concerned & _CRITICAL or (name in concerned and told in (old.get(name), new.get(name))):
        return CRITICAL
    return MINOR if concerned <= _MINOR else NOTABLE
