"""What the tools return: models, from which the protocol's output schemas are made."""

from pydantic import BaseModel, Field


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


class Row(BaseModel):
    """One row of an answer, with what it carries."""

    cells: dict[str, str | int | float | bool | None]
    iris: dict[str, str] = Field(description="the IRIs behind cells that show a label")
    places: list[Place] = Field(description="where the review states what the row says; empty: not stated")
    doubts: list[Doubt]
    origin: str = Field(
        description="asserted by the review, computed, inferred, curated, or whose word it is"
    )


class Answer(BaseModel):
    """An answer to a stored question."""

    warning: str = Field(description="the doubts on these rows in one line; empty where there is none")
    question: str
    summary: str
    values: dict[str, str]
    rows: list[Row]
    total: int = Field(description="how many rows there are in all")
    next: int | None = Field(
        description="ask again with start = this number for more rows; null: that is all"
    )
    silence: str = Field(description="why there is no row, in words: what the review does not say")
    cite: str


class Offer(BaseModel):
    """A stored question that fits a text, values filled in."""

    question: str
    summary: str
    values: dict[str, str]
    rows: int
    leaves_out: list[str] = Field(description="what of the text this question does not cover")


class Named(BaseModel):
    """An entity that a text names."""

    iri: str
    label: str
    kind: str


class Found(BaseModel):
    """What a text leads to."""

    outcome: str = Field(
        description="'answer': the first offer answers the text; 'offer': choose; 'silent': the review does not say"
    )
    told: str
    offers: list[Offer]
    entities: list[Named]
    cite: str


class Description(BaseModel):
    """An entity, as its page has it, in Markdown."""

    warning: str
    iri: str
    label: str
    kinds: list[str]
    markdown: str
    next: int | None = Field(description="ask again with start = this number for the rest; null: that is all")
    cite: str


class Stated(BaseModel):
    """Where a statement stands."""

    warning: str
    iri: str
    label: str
    places: list[Place]
    references: list[str] = Field(description="the numbers of the references that the review cites for it")
    doubts: list[Doubt]
    cite: str


class Table(BaseModel):
    """The result of a SPARQL query of one's own: no place and no doubt stands beside its rows."""

    warning: str
    variables: list[str]
    rows: list[dict[str, str]]
    cut: int | None = Field(description="after how many rows the result was cut")
    cite: str
