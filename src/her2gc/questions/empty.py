"""Why an answer is empty, and what to ask instead."""

from her2gc.errors import Her2gcError
from her2gc.questions import binding, catalogue
from her2gc.questions.binding import Asked
from her2gc.questions.question import Question
from her2gc.questions.rows import Rows

_TRIED = 8  # so many other questions are tried at most


def reasons(asked: Asked) -> list[str]:
    """Return why there are no rows, and the nearest question that has some.

    Parameters
    ----------
    asked
        The question, the values of its parameters and the graph.
    """
    given = {name: value for name, value in asked.values.items() if value is not None}
    lines = [_why(asked, given)]
    if near := nearest(asked, given):
        lines.append(f"nearest question with an answer: {call(*near)}")
    return lines


def call(question: Question, values: dict[str, object]) -> str:
    """Return the command that asks a question."""
    parts = ["her2gc", "query", question.name]
    for name, value in values.items():
        for each in value if isinstance(value, list | tuple) else [value]:
            plain = str(each)
            safe = plain.replace("-", "").replace(".", "").replace(":", "").isalnum()
            parts += [f"--{name}", plain if safe else "'" + plain.replace("'", "'\\''") + "'"]
    return " ".join(parts)


def nearest(asked: Asked, given: dict[str, object]) -> tuple[Question, dict[str, object]] | None:
    """Return the other question most like this one that has rows for the same values, or None."""
    here = asked.question
    kinds = {each.name: each.type for each in here.parameters}

    def likeness(other: Question) -> tuple[int, int]:
        shared = [each for each in other.parameters if each.name in given and kinds[each.name] == each.type]
        return len(shared), len(set(other.tags) & set(here.tags))

    others = [each for each in catalogue.questions().values() if each.name != here.name]
    others.sort(key=likeness, reverse=True)
    for other in others[:_TRIED]:
        if not any(likeness(other)):
            return None
        names = {each.name for each in other.parameters if kinds.get(each.name) == each.type}
        values = {name: value for name, value in given.items() if name in names}
        if any(each.required and each.name not in values for each in other.parameters):
            continue
        try:
            if Rows(asked.graph.results(binding.bind(other, binding.terms(asked.graph, other, values)))):
                return other, values
        except Her2gcError:
            continue
    return None


def _why(asked: Asked, given: dict[str, object]) -> str:
    if not given:
        return "why: the graph holds nothing that answers this"
    parts = []
    for name in given:
        fewer = {key: value for key, value in given.items() if key != name}
        try:
            query = binding.bind(asked.question, binding.terms(asked.graph, asked.question, fewer))
            rows = len(Rows(asked.graph.results(query)))
        except Her2gcError:  # the parameter is required
            continue
        if rows:
            parts.append(f"without --{name} {rows}")
    if not parts:
        return "why: the review says nothing that fits what was given"
    return f"why: nothing fits all that was given; there are rows {', '.join(parts)}"
