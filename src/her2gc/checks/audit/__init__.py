"""The audit: places found again in the review's text, figures recomputed, gaps and doubts listed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from her2gc.checks.audit import places as found_places
from her2gc.checks.audit import words
from her2gc.checks.audit.abbreviations import unnamed
from her2gc.checks.audit.alike import apart, uncited_alone, unlike
from her2gc.checks.audit.coverage import Coverage, cover, needless
from her2gc.checks.audit.doubts import Doubt, doubts_of, nearly_all
from her2gc.checks.audit.figures import carriers, figure_failures
from her2gc.checks.audit.numeric import Check, check
from her2gc.checks.audit.places import Failure
from her2gc.checks.audit.record import KG, Record, read
from her2gc.checks.audit.segments import segment
from her2gc.checks.audit.sentences import miscounted, uncited, unplaced
from her2gc.checks.audit.subjects import unspoken
from her2gc.checks.audit.text import fold
from her2gc.errors import Her2gcError
from her2gc.sources import homes, turtle

__all__ = ["Audit", "audit", "load", "read_text"]


@dataclass(frozen=True)
class Audit:
    """What an audit found.

    Attributes
    ----------
    text
        ``none``, ``recognised`` or ``another text``.
    places, figures
        How many were checked.
    failures
        What the text does not bear out; any makes the audit fail.
    notes
        Snippets that stand more than once, names that the text does not print, needless entries.
    coverage
        What of the text is covered, None without a text.
    checks
        Numeric checks.
    doubts
        Recorded discrepancies, weightiest first.
    """

    text: str
    places: int
    figures: int
    failures: tuple[Failure, ...]
    notes: tuple[Failure, ...]
    coverage: Coverage | None
    checks: tuple[Check, ...]
    doubts: tuple[Doubt, ...]


def load(data: Sequence[str] = (), *, builtin: bool = True) -> Record:
    """Read our graph, with files of a user's own, for an audit.

    Raises
    ------
    Her2gcError
        Where a file cannot be read.
    """
    chosen = [source for source in homes.builtin(review=builtin) if source.graph != homes.MAPPINGS]
    return read([*chosen, *homes.user(list(data))], homes.data_root())


def read_text(path: str) -> bytes:
    """Read a copy of the review's text.

    Raises
    ------
    Her2gcError
        When it cannot be read or is not UTF-8 text.
    """
    content = turtle.read_bytes(path)
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Her2gcError("this is not UTF-8 text", "save it as UTF-8", file=path, line=line) from error
    return content


def audit(record: Record, text: bytes | None = None) -> Audit:
    """Audit a graph, against a copy of the review's text where there is one.

    Parameters
    ----------
    record
        The graph, from ``load``.
    text
        The copy, UTF-8; without one, figures are held against the recorded snippets and cells only.
    """
    failures: list[Failure] = []
    notes: list[Failure] = []
    covered = None
    if text is None:
        known, spots = "none", found_places.recorded(record)
    else:
        same = hashlib.sha256(text).hexdigest() == record.text(KG.review, "textSha256")
        known = "recognised" if same else "another text"
        folded = fold(text.decode())
        segments = segment(record, folded)
        spots = found_places.find(record, segments)
        failures += found_places.place_failures(record, segments, spots)
        failures += found_places.citation_failures(record, segments)
        failures += uncited(record, segments)
        failures += miscounted(record, segments)
        failures += unplaced(record, segments)
        notes += found_places.ambiguous(record, spots)
        notes += found_places.name_failures(record, folded)
        notes += unnamed(record, folded)
        printed = words.read(record, segments)
        notes += words.unworded(record, printed)
        notes += apart(record, segments)
        notes += words.unplaced_doubts(record, printed)
        covered = cover(record, folded, segments, spots)
        notes += found_places.as_notes(
            record, needless(record, covered, spots), "leaves out nothing that the graph has not: delete it"
        )
    failures += figure_failures(record, spots)
    notes += nearly_all(record)
    notes += unlike(record)
    notes += uncited_alone(record)
    notes += unspoken(record)
    return Audit(
        known,
        len(spots),
        len(carriers(record)),
        tuple(sorted(failures, key=found_places.by_file)),
        tuple(sorted(notes, key=found_places.by_file)),
        covered,
        tuple(check(record)),
        tuple(doubts_of(record)),
    )
