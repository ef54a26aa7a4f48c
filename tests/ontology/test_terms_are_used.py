"""Every controlled term is used: by the graph, an example or a test; one that nothing uses is named here."""

import re
from pathlib import Path

from conftest import ROOT
from her2gc.sources import homes

# They complete a scheme whose other terms are in use, and nothing speaks of them yet.
COMPLETE_A_SCHEME = {
    *(
        "assessment-not-stated",
        "derived-elsewhere",
        "endpoint-not-reported",
        "exploratory",
        "marks",
        "minimum",
    ),
    *("nominally-significant", "not-nominally-significant", "one-sided", "pathway-feature", "planned"),
    *("prevents", "prospective", "samples", "secondary", "two-sided", "unspecified-alteration"),
    "verdict-not-reported",
}
TERM = re.compile(r"^kg:(\S+)$|^kg:(\S+) a ", re.MULTILINE)


def test_every_term_is_used() -> None:
    terms = {
        name or other
        for path in homes.files("ontology", "terms.ttl") + homes.files("ontology/terms", ".ttl")
        for name, other in TERM.findall(Path(path).read_text(encoding="utf-8"))
    }
    users = [
        path
        for folder, ending in (("kg", "ttl"), ("templates", "ttl"), ("examples", "ttl"), ("tests", "*"))
        for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
        if path.suffix in (".ttl", ".py") and path.name != "test_terms_are_used.py"
    ]
    used = set()
    for path in users:
        used |= {name.rstrip(".") for name in re.findall(r"kg:([\w.-]+)", path.read_text(encoding="utf-8"))}
    assert sorted(terms - used - COMPLETE_A_SCHEME) == []
    assert len(terms) > 190
