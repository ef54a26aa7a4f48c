"""What a stored question and its parameters are."""

from typing import NamedTuple

from her2gc.store.names import local, words


class Parameter(NamedTuple):
    """Something to fill in."""

    name: str
    type: str  # the IRI of a class, or of an XSD datatype
    example: str | None = None
    default: str | None = None
    required: bool = False
    description: str = ""

    @property
    def kind(self) -> str:
        """What is filled in, in words: ``line of therapy``, ``decimal``."""
        return words(local(self.type))


class Question(NamedTuple):
    """One stored question."""

    name: str
    summary: str
    description: str
    tags: list[str]
    parameters: list[Parameter]
    example: str | None
    text: str
    path: str
    words: tuple[str, ...] = ()  # other words that ask for it
    computed: tuple[str, ...] = ()  # columns that it works out, beside those seen to be
    silent: str = ""  # what no rows mean: a sentence; what stands in brackets, only with the value it names
