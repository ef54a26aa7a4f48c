"""What one row of an answer carries besides its cells."""

from typing import NamedTuple

from her2gc.questions import places as words_of
from her2gc.questions.places import Place

_ELSEWHERE = ("from ", "yours")  # how the origin of a row begins that is not the review's word
ROW = "row"  # the name under which a row's own origin stands: why it is in the answer at all


class Doubt(NamedTuple):
    """One doubt, in one line."""

    iri: str
    label: str
    kind: str
    weight: str

    @property
    def line(self) -> str:
        """What a footnote says."""
        return f"{self.label} ({self.kind}, {self.weight})"


class RowContract(NamedTuple):
    """What one row carries.

    ``cell_origins`` names each column that people read; ``origin`` says it in one line: ``asserted``, or
    ``asserted; computed: difference``. An endpoint
    without named graphs tells of no origin: "not stated".
    """

    places: list[Place]
    doubts: list[Doubt]
    origin: str
    cell_origins: dict[str, str]

    @property
    def source(self) -> str:
        """Whose word the row is where it is not the review's: ``from EXAMPLE 2026``; else nothing."""
        first = self.origin.partition(";")[0]
        return first if first.startswith(_ELSEWHERE) else ""

    @property
    def origin_parts(self) -> list[str]:
        """What is said of cells that are not asserted, where the row is."""
        return [each for each in self.origin.split("; ") if each != "asserted"]

    def origin_but(self, told: list[str]) -> str:
        """Return the origin in short, without what is told elsewhere; ``asserted`` stands alone or not at all."""
        return "; ".join(each for each in self.origin_parts if each not in told) or (
            "" if told else "asserted"
        )

    @property
    def short_places(self) -> str:
        """The places in short forms, or "not stated"."""
        return words_of.short(self.places) or words_of.NOWHERE

    @property
    def full_places(self) -> str:
        """The places whole, or "not stated"."""
        return words_of.full(self.places) or words_of.NOWHERE
