"""What the words of a statement name is what it is about, or is linked to in another way."""

import re
from collections import defaultdict

from rdflib import RDF, RDFS, SKOS, URIRef

from her2gc.checks.audit.places import Failure, failure
from her2gc.checks.audit.record import HER2GC, Record
from her2gc.checks.audit.sentences import of_kinds

_NAMES = (RDFS.label, SKOS.altLabel, HER2GC.codeName)
_NO_SUBJECT = (RDF.type, HER2GC.statedIn, HER2GC.cites)
_SHORTEST = 3
_SAYING = (
    "Claim",
    "Recommendation",
    "Comparison",
    "Association",
    "Mechanism",
    "SubtypeFeature",
    "Observation",
)
"""Statements of things that their words name; results and verdicts are of their trial, and name what it has."""
_TOLD_OTHERWISE = (
    # whom, how much, where and how are told by properties of their own, which not every statement has
    *("Population", "BiomarkerState", "Quantity", "Region", "AnatomicSite", "Arm", "RegimenComponent"),
    *("Authority", "Assay", "OutcomeMeasure"),
)


def unspoken(record: Record) -> list[Failure]:
    """List statements whose name or paraphrase names a thing that nothing in them leads to."""
    things = set(of_kinds(record, "Subject")) - set(of_kinds(record, *_TOLD_OTHERWISE))
    bearers: dict[str, set[URIRef]] = defaultdict(set)
    for thing in things:
        for prop in _NAMES:
            for name in map(str, record.graph.objects(thing, prop)):
                if len(name) >= _SHORTEST:
                    # WHO is an organisation, and who is not
                    bearers[name if name.isupper() else name.lower()].add(thing)
    longest = sorted(bearers, key=lambda name: (-len(name), name))
    found = []
    about = {node for node in record.graph.subjects(HER2GC.about) if isinstance(node, URIRef)}
    for node in sorted(about.union(of_kinds(record, *_SAYING))):
        linked = {
            each
            for prop, each in record.graph.predicate_objects(node)
            if isinstance(each, URIRef) and prop not in _NO_SUBJECT
        }
        known = [
            str(name).lower()
            for each in linked
            for prop in _NAMES
            for name in record.graph.objects(each, prop)
        ]
        words = f"{record.label(node).rpartition(': ')[2]} ; {record.text(node, 'paraphrase') or ''}"
        for name in _named(words, longest):
            if not bearers[name] & linked and not any(
                name.lower().removesuffix("s") in each for each in known
            ):
                bearer = record.label(min(bearers[name]))
                wrong = f"its words name {bearer} ({name}), which nothing in it leads to: add it to about, or mend them"
                found.append(failure(record, "note", node, "", wrong))
    return found


def _named(words: str, longest: list[str]) -> list[str]:
    """Return the names that stand in some words, of two that overlap the longer."""
    found = []
    for name in longest:
        if name in (words if name.isupper() else words.lower()):
            whole = re.compile(
                rf"(?<![A-Za-z0-9-]){re.escape(name)}(?![A-Za-z0-9-])", 0 if name.isupper() else re.IGNORECASE
            )
            if whole.search(words):
                found.append(name)
                words = whole.sub("#", words)
    return found
