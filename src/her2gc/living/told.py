"""Changes as text: for a terminal, as JSON, as Markdown for a change log, and as an Atom feed."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from her2gc.living.changes import CHANGED, SEVERITIES, Change, Compared

_ATOM = "http://www.w3.org/2005/Atom"


def table(found: Compared, most: int | None = None) -> str:
    """Return lines for a terminal: severity, question, what became of the row; of so many rows at most."""
    lines = [f"{each.severity}  {each.question}  {line(each)}" for each in found.changes[:most]]
    if left := len(found.changes) - len(lines):
        lines.append(f"... and {left} more")
    return "\n".join([*lines, *totals(found), ""])


def markdown(found: Compared) -> str:
    """Return a chapter for each severity that has changes."""
    lines = []
    for severity in SEVERITIES:
        listed = [each for each in found.changes if each.severity == severity]
        if listed:
            lines += [f"## {severity.capitalize()}", ""]
            lines += [f"- `{each.question}`: {_escaped(line(each))}" for each in listed]
            lines.append("")
    return "\n".join([*lines, *totals(found), ""])


def as_json(found: Compared) -> str:
    """Return all changes with their cells, and what was asked."""
    told = {
        "asked": found.asked,
        "changes": [each._asdict() for each in found.changes],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def atom(found: Compared) -> str:
    """Return an Atom feed, an entry for each change; the same change has the same id whenever it is told."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    when = datetime.fromtimestamp(int(stamp), UTC) if stamp.isdecimal() else datetime.now(UTC)
    updated = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    feed = ET.Element("feed", xmlns=_ATOM)
    _put(feed, "title", "What changed in the answers of her2gc")
    _put(feed, "id", f"urn:sha256:{_digest(*map(_key, found.changes))}")
    _put(feed, "updated", updated)
    _put(ET.SubElement(feed, "author"), "name", "her2gc")
    for each in found.changes:
        entry = ET.SubElement(feed, "entry")
        _put(entry, "title", f"{each.question}: {each.kind} row")
        _put(entry, "id", f"urn:sha256:{_digest(_key(each))}")
        _put(entry, "updated", updated)
        ET.SubElement(entry, "category", term=each.severity)
        _put(entry, "content", line(each))
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


FORMS: dict[str, Callable[[Compared], str]] = {
    "table": table,
    "json": as_json,
    "markdown": markdown,
    "atom": atom,
}


def line(each: Change) -> str:
    """Return one change in a line: of a changed row its first cell and what differs."""
    if each.kind != CHANGED:
        cells = each.old or each.new
        return f"{each.kind}: " + " | ".join(cells.values())
    told = (f"{name} {each.old.get(name, '-')} -> {each.new.get(name, '-')}" for name in each.columns)
    return f"changed: {next(iter(each.old.values()), '')}: {'; '.join(told)}"


def totals(found: Compared) -> Iterator[str]:
    """Yield how much changed, and of how much."""
    count = Counter(each.severity for each in found.changes)
    told = ", ".join(f"{count[each]} {each}" for each in SEVERITIES if count[each]) or "no change"
    yield f"{told}, in the answers to {found.asked} questions"


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _key(each: Change) -> str:
    return json.dumps(each, ensure_ascii=False)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _escaped(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>|" else mark for mark in text)
