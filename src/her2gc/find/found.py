"""What a search in words finds: an answer, offers or silence, and what was recognised in the text."""

from typing import NamedTuple

from her2gc.questions.question import Question

ANSWER, OFFER, SILENT = "answer", "offer", "silent"


class Named(NamedTuple):
    """An entity that a text names."""

    iri: str
    label: str
    kind: str
    said: str = ""  # as the text has it


class Offer(NamedTuple):
    """A call of a stored question that gives rows."""

    question: str  # its name
    summary: str
    values: dict[str, str]  # by parameter: an IRI, or a figure
    rows: int
    leaves_out: list[str]  # what the text says and this call does not take up
    score: float
    labels: dict[str, str]  # the values in words
    only: list[int] | None = None  # the places of the rows that have what else is named; None: all have


class Found(NamedTuple):
    """What a text asks for, as far as it can be told.

    ``answer``: the first offer is what was asked. ``offer``: one of the offers may be. ``silent``: nothing comes near.
    """

    outcome: str
    told: str
    offers: list[Offer]
    entities: list[Named]
    statements: tuple[Named, ...] = ()  # that have most of the text's words, where nothing is answered
    unsaid: bool = (
        False  # whether the review does not say it, as far as can be told; offers only stand near it then
    )

    @property
    def answered(self) -> Offer | None:
        """The call that answers, where the outcome is an answer."""
        return self.offers[0] if self.outcome == ANSWER else None


def offer(question: Question, values: dict[str, str], rows: int, **rest: object) -> Offer:
    """Return an offer of a question."""
    return Offer(question.name, question.summary, values, rows, **rest)  # type: ignore[arg-type]
