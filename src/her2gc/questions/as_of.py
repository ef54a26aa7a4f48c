"""As of when an answer holds: the review shows no date of its own, only the latest event that it dates."""

import re

from her2gc.questions.carried import RowContract
from her2gc.questions.question import Question
from her2gc.questions.rows import Rows
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.graph import Graph

NOT_STATED = "not stated"
_CHANGES = re.compile(
    r"her2gc:hasStatus\b|\ba her2gc:Approval\b|kg:verdict-pending\b|her2gc:hasVerdictOutcome \?"
)
_YEAR = f"SELECT ?year WHERE {{ <{PREFIXES['kg']}review> <{PREFIXES['her2gc']}latestDatedEvent> ?year }}"


def concerned(question: Question) -> bool:
    """Tell whether a question tells what time changes: a status, an approval, a verdict that may be pending.

    A question that has a column ``asOf`` of its own says it itself.
    """
    return "?asOf" not in question.text and _CHANGES.search(question.text) is not None


def year(graph: Graph) -> str:
    """Return the latest year that the review gives for an event, or "not stated"."""
    found = Rows(graph.results(_YEAR))
    return str(found[0]["year"]) if found else NOT_STATED


def of_row(row: RowContract, reviews: str) -> str:
    """Return as of when a row holds: the review's year for the review's word, "not stated" for another's."""
    return NOT_STATED if row.source else reviews
