"""The graph can be cited without the review's name: cffconvert makes a whole entry of CITATION.cff."""

import her2gc
from conftest import ROOT

from .readers import by


def test_a_citation_is_complete_without_the_reviews_name() -> None:
    entries = by("cffconvert", "cff_check.py", ROOT / "CITATION.cff")
    assert "title = {her2gc: a review of HER2-positive gastric cancer as a knowledge graph}" in entries
    assert "year = {2026}" in entries
    assert "url = {https://w3id.org/her2gc/ontology}" in entries
    assert "The her2gc contributors (2026)." in entries
    assert "(version 0.1.0)" in entries


def test_the_citation_is_of_this_version() -> None:
    assert f"\nversion: {her2gc.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
