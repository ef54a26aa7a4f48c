"""What the tools return: models, from which the protocol's output schemas are made.

Each begins with ``warning``, the doubt in one line, and ends with ``cite``.
"""

from pydantic import BaseModel, Field

_NEXT = "ask again with start = this number for the rest; null: that is all"
_NOT_STATED = "short form of the places, or 'not stated'"


class Place(BaseModel):
    """Where the review states something."""

    iri: str
    short: str = Field(description="short form, such as 'Failures ¶5' or 'Table 4'")
    full: str


class Doubt(BaseModel):
    """A doubt about the print: a contradiction, a misprint, something left open."""

    iri: str
    label: str
    kind: str
    weight: str


class Told(BaseModel):
    """What every result tells: first the doubt, last how to cite it."""

    warning: str = Field(description="the doubts in one line; empty where there is none")


class Row(BaseModel):
    """One row of an answer, with what it carries."""

    cells: dict[str, str | int | float | bool | None]
    iris: dict[str, str] = Field(description="the IRIs behind cells that show a label")
    places: list[Place] = Field(description="where the review states what the row says; empty: not stated")
    place: str = Field(min_length=1, description=_NOT_STATED)
    doubts: list[Doubt]
    origin: str = Field(
        min_length=1, description="asserted by the review, computed, inferred, curated, or whose word it is"
    )


class Call(BaseModel):
    """A stored question to be answered with others."""

    question: str = Field(max_length=100)
    values: dict[str, str] = Field(default_factory=dict)


class Answered(Told):
    """What a stored question gives."""

    question: str
    summary: str
    values: dict[str, str]
    rows: list[Row]
    total: int = Field(description="how many rows there are in all")
    next: int | None = Field(description=_NEXT)
    silence: str = Field(
        description="where there is no row: why, in words, and what comes near; else what is left out"
    )


class Other(Answered):
    """One of several answers."""

    cite: str = Field(min_length=1)


class Answer(Answered):
    """An answer to a stored question, and to others that were asked with it."""

    others: list[Other] = Field(description="the answers to 'also', in their order")
    cite: str = Field(min_length=1)


class Offer(BaseModel):
    """A stored question that fits a text, values filled in."""

    question: str
    summary: str
    values: dict[str, str]
    rows: int
    leaves_out: list[str] = Field(description="what of the text this question does not cover")
    only: list[int] | None = Field(
        default=None,
        description="the places, from 0, of the rows that have what else the text names, as start of answer; none: all",
    )


class Named(BaseModel):
    """An entity that a text names."""

    iri: str
    label: str
    kind: str


class Found(Told):
    """What a text leads to."""

    outcome: str = Field(
        description="'answer': the first offer answers the text; 'offer': one may, see what each leaves out; "
        "'silent': the review does not say, what is offered then stands near it only"
    )
    told: str = Field(description="the outcome in words")
    offers: list[Offer]
    entities: list[Named]
    statements: list[str] = Field(
        description="what the review says that has most words of the text, in our words, with places and IRIs; "
        "see describe or where for the whole of it"
    )
    cite: str = Field(min_length=1)


class Description(Told):
    """An entity, as its page has it, in Markdown."""

    iri: str
    label: str
    kinds: list[str]
    markdown: str
    next: int | None = Field(description=_NEXT)
    place: str = Field(min_length=1, description=_NOT_STATED)
    origin: str = Field(min_length=1, description="whose words the description is made of")
    cite: str = Field(min_length=1)


class Stated(Told):
    """Where a statement stands."""

    iri: str
    label: str
    places: list[Place]
    place: str = Field(min_length=1, description=_NOT_STATED)
    references: list[str] = Field(description="the numbers of the references that the review cites for it")
    doubts: list[Doubt]
    origin: str = Field(min_length=1, description="whose word the statement is")
    cite: str = Field(min_length=1)


class Table(Told):
    """The result of a SPARQL query of one's own: no place and no doubt stands beside its rows."""

    variables: list[str]
    rows: list[dict[str, str]]
    cut: int | None = Field(
        description="after how many rows the result was cut: narrow it, or use LIMIT and OFFSET"
    )
    place: str = Field(min_length=1, description="always 'not stated': ask 'where'")
    origin: str = Field(min_length=1, description="whose word it is: not told for rows of one's own query")
    cite: str = Field(min_length=1)
