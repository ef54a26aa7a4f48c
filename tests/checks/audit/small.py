"""A small text, the graph of its document and a statement to add; the whole graph, and the review's text."""

import tempfile
from functools import cache
from pathlib import Path

from conftest import beside
from her2gc.checks import audit
from her2gc.checks.audit.record import Record, read
from her2gc.sources import homes

PREFIXES = """
@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix kg: <https://w3id.org/her2gc/kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

TEXT = """ Introduction
The trial of drug T-DM1 had 18.1% of 127 patients in re-
sponse, against 22.0 months.39 Four of 50 were HER2-
positive, less than10% of all.
Table 1 Two Trials

ALPHA 3 (N = 594) Global 47 vs 35
BETA 3 (N = 248) Global 56,9 vs 58.9
The end.
"""
DOCUMENT = """
kg:Intro a her2gc:Section ; rdfs:label "Introduction" ; her2gc:ordinal 1 .
kg:par-1 a her2gc:Paragraph ; rdfs:label "paragraph 1" ; her2gc:inSection kg:Intro ; her2gc:ordinal 1 ;
    her2gc:opensWith "The trial of drug" .
kg:par-2 a her2gc:Paragraph ; rdfs:label "paragraph 2" ; her2gc:inSection kg:Intro ; her2gc:ordinal 2 ;
    her2gc:opensWith "The end" .
kg:ref-39 a her2gc:Citation ; rdfs:label "reference 39" ; her2gc:citationNumber 39 ; her2gc:citedIn kg:par-1 .
kg:T a her2gc:ReviewTable ; rdfs:label "Table 1" ; her2gc:opensWith "Table 1 Two Trials" .
kg:row-A a her2gc:TableRow ; rdfs:label "ALPHA" ; her2gc:inTable kg:T ; her2gc:ordinal 1 .
kg:row-B a her2gc:TableRow ; rdfs:label "BETA" ; her2gc:inTable kg:T ; her2gc:ordinal 2 .
kg:c1 a her2gc:TableColumn ; rdfs:label "Phase" ; her2gc:inTable kg:T ; her2gc:ordinal 1 .
kg:c2 a her2gc:TableColumn ; rdfs:label "Region" ; her2gc:inTable kg:T ; her2gc:ordinal 2 .
kg:c3 a her2gc:TableColumn ; rdfs:label "ORR" ; her2gc:inTable kg:T ; her2gc:ordinal 3 .
kg:A1 a her2gc:TableCell ; rdfs:label "A1" ; her2gc:inRow kg:row-A ;
    her2gc:inColumn kg:c1 ; her2gc:printedText "3 (N = 594)" .
kg:A2 a her2gc:TableCell ; rdfs:label "A2" ; her2gc:inRow kg:row-A ;
    her2gc:inColumn kg:c2 ; her2gc:printedText "Global" .
kg:A3 a her2gc:TableCell ; rdfs:label "A3" ; her2gc:inRow kg:row-A ;
    her2gc:inColumn kg:c3 ; her2gc:printedText "47 vs 35" .
kg:B1 a her2gc:TableCell ; rdfs:label "B1" ; her2gc:inRow kg:row-B ;
    her2gc:inColumn kg:c1 ; her2gc:printedText "3 (N = 248)" .
kg:B2 a her2gc:TableCell ; rdfs:label "B2" ; her2gc:inRow kg:row-B ;
    her2gc:inColumn kg:c2 ; her2gc:printedText "Global" .
kg:B3 a her2gc:TableCell ; rdfs:label "B3" ; her2gc:inRow kg:row-B ;
    her2gc:inColumn kg:c3 ; her2gc:printedText "56,9 vs 58.9" .
kg:rate-place a her2gc:Passage ; rdfs:label "rate" ;
    her2gc:inParagraph kg:par-1 ; her2gc:snippet "18.1% of 127 patients in response" .
kg:rate a her2gc:ArmValue ; rdfs:label "rate of response" ; her2gc:value 18.1 ; her2gc:denominator 127 ;
    her2gc:statedIn kg:rate-place .
kg:first a her2gc:ArmValue ; rdfs:label "ALPHA, first arm" ; her2gc:value 47 ; her2gc:statedIn kg:A3 .
kg:second a her2gc:ArmValue ; rdfs:label "ALPHA, second arm" ; her2gc:value 35 ; her2gc:statedIn kg:A3 .
"""


def passage(snippet: str, figures: str, place: str = "her2gc:inParagraph kg:par-1") -> str:
    """Write a passage and a statement with some figures on it."""
    return (
        f'kg:place a her2gc:Passage ; rdfs:label "place" ; {place} ; her2gc:snippet "{snippet}" .'
        f'kg:node a her2gc:Observation ; rdfs:label "node" ; {figures} ; her2gc:statedIn kg:place .'
    )


def make(body: str) -> Record:
    """Read a graph from Turtle without prefixes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.ttl"
        path.write_text(PREFIXES + body, encoding="utf-8")
        return read([homes.Source(str(path), homes.REVIEW)], folder)


def judge(body: str = "", text: str = TEXT) -> audit.Audit:
    """Audit the small text with some statements added to its document."""
    return audit.audit(make(DOCUMENT + body), text.encode())


@cache
def whole_graph() -> Record:
    """Read the graph that comes with the package."""
    return audit.load()


def review_text() -> bytes:
    """Give the review's text; without it skip the test."""
    return beside("review/review.txt", "HER2GC_REVIEW_TEXT").read_bytes()
