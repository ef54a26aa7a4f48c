"""The audit's result as text for people and as JSON for machines."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby

from her2gc.checks.audit import Audit
from her2gc.checks.audit.coverage import Coverage
from her2gc.checks.audit.places import Failure

_TEXTS = {
    "none": "no text given: figures are held against the recorded snippets and cells; "
    "places and coverage are not checked (give the text with --text)",
    "recognised": "recognised as the one that the graph was made from",
    "another text": "not the one that the graph was made from (another SHA-256): checked all the same",
}


def as_text(audit: Audit, *, coverage: bool = False) -> str:
    """Write the audit as text.

    Parameters
    ----------
    audit
        What was found.
    coverage
        List what is not covered and what is left out, with its reason.
    """
    return "\n".join(
        [
            *_header("Text"),
            f"  {_TEXTS[audit.text]}",
            *_places(audit),
            *(_coverage(audit.coverage, listed=coverage) if audit.coverage else ()),
            *_numeric(audit),
            *_doubts(audit),
            "",
            _summary(audit),
        ]
    )


def as_json(audit: Audit) -> str:
    """Write the audit as one JSON object."""
    covered = audit.coverage
    body = {
        "text": audit.text,
        "passed": not audit.failures,
        "places": audit.places,
        "figures": audit.figures,
        "failures": [asdict(item) for item in audit.failures],
        "notes": [asdict(item) for item in audit.notes],
        "coverage": _coverage_json(covered) if covered else None,
        "numeric": [asdict(item) for item in audit.checks],
        "discrepancies": [asdict(item) for item in audit.doubts],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def _header(title: str) -> list[str]:
    return ["", title, "-" * len(title)]


def _places(audit: Audit) -> Iterator[str]:
    yield from _header("Places and figures")
    yield f"  {audit.places} places and {audit.figures} figures checked, {len(audit.failures)} failures"
    yield from _by_file(audit.failures)
    if audit.notes:
        yield ""
        yield f"  To be looked at, no failure ({len(audit.notes)}):"
        yield from _by_file(audit.notes)


def _by_file(items: Iterable[Failure]) -> Iterator[str]:
    for file, group in groupby(items, key=lambda item: item.file.partition(":")[0]):
        yield f"  {file}"
        for item in group:
            at = f" [{item.place}]" if item.place and item.place != item.label else ""
            yield f"    {item.file.rpartition(':')[2]:>5}  {item.label}{at}: {item.message}"


def _coverage(covered: Coverage, *, listed: bool) -> Iterator[str]:
    yield from _header("Coverage")
    for kind in ("number", "name"):
        counts = Counter(token.status for token in covered.tokens if token.kind == kind)
        total = sum(counts.values()) - counts["left out"]
        by = ", ".join(f"{counts[s]} {s}" for s in ("carried", "placed", "named", "cited") if counts[s])
        yield (
            f"  {kind}s: {covered.share(kind):.1f}% of {total} covered ({by}), "
            f"{counts['open']} open, {counts['left out']} left out with a reason"
        )
    yield f"  together: {covered.share():.1f}%"
    if not listed:
        yield "  (--coverage lists what is open, placed only, and left out)"
        return
    titles = {
        "open": "open: no statement's place and no label covers it",
        "placed": "placed only: a statement points at the place, but no node on it carries the figure",
        "left out": "left out with a reason",
    }
    for status, title in titles.items():
        tokens = covered.of(status, kind="number" if status == "placed" else "")
        yield ""
        yield f"  {title} ({len(tokens)})"
        for part, group in groupby(tokens, key=lambda token: token.part):
            yield f"    {part}"
            for token in group:
                why = f" ({token.reason})" if token.reason else ""
                yield f"      line {token.line:>4}  {token.text}  | … {token.context} …{why}"


def _coverage_json(covered: Coverage) -> dict[str, object]:
    return {
        "percent": round(covered.share(), 2),
        "percent_numbers": round(covered.share("number"), 2),
        "percent_names": round(covered.share("name"), 2),
        "counts": Counter(f"{token.kind} {token.status}" for token in covered.tokens),
        "open": [asdict(token) for token in covered.of("open")],
        "placed": [asdict(token) for token in covered.of("placed", kind="number")],
        "left_out": [asdict(token) for token in covered.of("left out")],
    }


def _numeric(audit: Audit) -> Iterator[str]:
    yield from _header("Numeric audit")
    counts = Counter(item.verdict for item in audit.checks)
    yield "  " + ", ".join(f"{counts[v]} {v}" for v in ("flag", "plausible", "not checked"))
    for verdict, title in (("flag", "flagged"), ("not checked", "not checked"), ("plausible", "plausible")):
        chosen = [item for item in audit.checks if item.verdict == verdict]
        if chosen:
            yield f"  {title}"
        for item in chosen:
            yield f"    {item.label}"
            yield f"      {item.message}"


def _doubts(audit: Audit) -> Iterator[str]:
    yield from _header("Discrepancies")
    if not audit.doubts:
        yield "  none recorded"
    for weight, group in groupby(audit.doubts, key=lambda item: item.weight):
        doubts = list(group)
        yield f"  {weight or 'no weight'} ({len(doubts)})"
        for item in doubts:
            yield f"    {item.label} [{item.kind}; {'; '.join(item.places) or 'no place'}]"
            if item.suspicion:
                yield f"      {item.suspicion}"


def _summary(audit: Audit) -> str:
    flags = sum(item.verdict == "flag" for item in audit.checks)
    share = f"{audit.coverage.share():.1f}% covered, " if audit.coverage else ""
    outcome = f"{len(audit.failures)} failures" if audit.failures else "all places and figures stand"
    if audit.text == "none" and not audit.failures:
        outcome = "every figure stands in the recorded snippets and cells"
    return f"{outcome}; {share}{flags} numeric flags, {len(audit.doubts)} discrepancies"
