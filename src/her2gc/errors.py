"""Errors that a user can act on: one line that says where, what is wrong and what to do."""


class Her2gcError(Exception):
    """Bad input or usage (exit code 2).

    Parameters
    ----------
    problem
        What is wrong, in plain words.
    remedy
        What to do about it.
    file, line, column
        Where it is wrong; line and column count from 1.
    """

    exit_code = 2

    def __init__(
        self,
        problem: str,
        remedy: str = "",
        *,
        file: str = "",
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        place = ":".join(str(part) for part in (file, line, column) if part not in ("", None))
        text = "; ".join(part for part in (problem, remedy) if part)
        super().__init__(" ".join((f"{place}: {text}" if place else text).split()))


class LimitError(Her2gcError):
    """A limit of time or memory was reached (exit code 3)."""

    exit_code = 3
