"""A question asked with all values of a parameter by one query, where its rows can tell which value each stands for."""

import re

from her2gc.questions.binding import OPENING
from her2gc.questions.question import Question

_VARIABLE = re.compile(r"\?(\w+)")
_MADE = re.compile(r"\(.*?\sAS\s+(\?\w+)\s*\)", re.DOTALL)  # a column that is worked out
_FILTER = "(!BOUND(?{name}) || EXISTS"  # how a query that has no column for a parameter takes it up


def columns(question: Question) -> list[str]:
    """Return the columns of a question's rows."""
    head = question.text.partition(OPENING)[0].rpartition("SELECT")[2]
    return _VARIABLE.findall(_MADE.sub(r"\1", head))


def at_once(question: Question, parameter: str) -> Question | None:
    """Return a question that tells for each row for which value of a parameter it stands.

    None where no one query can: a sub-select or a grouping does not give the parameter on.

    Parameters
    ----------
    question
        A stored question.
    parameter
        The name of one of its parameters.
    """
    free = f"# given ?{parameter}\n" not in question.text
    column = parameter in columns(question)
    if free and column:
        return question
    filtered = (
        free and _FILTER.format(name=parameter) in question.text and "\n}\nGROUP BY" not in question.text
    )
    if not filtered and not _given_on(question, parameter):
        return None
    if column:
        return question
    head, opening, rest = question.text.partition(OPENING)
    return question._replace(text=f"{head} ?{parameter}{opening}{rest}")


def _given_on(question: Question, parameter: str) -> bool:
    """Tell whether each sub-select around a parameter's place gives it on."""
    before, marked, _ = question.text.partition(f"# given ?{parameter}\n")
    selects = [line for line in before.splitlines() if line.strip().startswith("SELECT")][1:]
    return bool(marked and selects) and all(f"?{parameter} " in line for line in selects)
