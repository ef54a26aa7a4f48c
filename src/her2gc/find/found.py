"""What a search in words finds: an answer, offers or silence, and what was recognised in the text."""

from typing import NamedTuple

from her2gc.questions.question import Question

ANSWER, OFFER, SILENT = "answer", "offer", "silent"
UNPRINTED = "the review prints no such figure"  # so told begins where only what stands near it is offered
UNSAID = "the review does not seem to say this"  # so where that is likelier than any call


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


class Found(NamedTuple):
    """What a text asks for, as far as it can be told.

    ``answer``: the first offer is what was asked. ``offer``: one of the offers may be. ``silent``: nothing comes near.
    """

    outcome: str
    told: str
    offers: list[Offer]
    entities: list[Named]

    @property
    def unsaid(self) -> bool:
        """Whether the review does not say it, as far as can be told; what is offered then only stands near it."""
        return self.outcome == SILENT or self.told.startswith((UNPRINTED, UNSAID))

    @property
    def answered(self) -> Offer | None:
        """The call that answers, where the outcome is an answer."""
        return self.offers[0] if self.outcome == ANSWER else None


def offer(question: Question, values: dict[str, str], rows: int, **rest: object) -> Offer:
    """Return an offer of a question."""
    return Offer(question.name, question.summary, values, rows, **rest)  # type: ignore[arg-type]
