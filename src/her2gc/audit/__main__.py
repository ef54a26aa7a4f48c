"""Audit from the source tree: ``python -m her2gc.audit --text REVIEW.txt``."""

import argparse
import hashlib
import sys
from pathlib import Path

from her2gc.audit import places
from her2gc.audit.record import KG, read
from her2gc.audit.segments import segment
from her2gc.audit.text import fold


def main() -> int:
    """Check places and figures against a copy of the text."""
    parser = argparse.ArgumentParser(prog="python -m her2gc.audit")
    parser.add_argument("--text", type=Path)
    args = parser.parse_args()
    root = Path(__file__).parents[3]
    record = read([*(root / "kg").rglob("*.ttl"), *(root / "ontology").glob("*.ttl")], root)
    failures, notes = [], []
    if args.text:
        raw = args.text.read_bytes()
        if hashlib.sha256(raw).hexdigest() != record.text(KG.review, "textSha256"):
            print("This is not the text that the graph was made from (another SHA-256); going on.")
        folded = fold(raw.decode())
        segments = segment(record, folded)
        spots = places.find(record, segments)
        failures += places.place_failures(record, segments, spots)
        failures += places.citation_failures(record, segments)
        failures += places.name_failures(record, folded)
        notes = places.ambiguous(record, spots)
    else:
        print("No text given: figures are checked against the recorded snippets and cells only.")
        spots = places.recorded(record)
    failures += places.figure_failures(record, spots)
    for kind, items in (("FAIL", failures), ("note", notes)):
        for item in sorted(items, key=lambda item: (item.file, item.message)):
            print(f"{kind}  {item.file}  {item.label}: {item.message}")
    print(f"{len(spots)} places, {len(places.carriers(record))} figures, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
