"""Gates for the ontology: the OWL 2 DL profile, the checks of ontology reports, pitfalls, metadata.

To add a check: a function that takes an ``Ontology`` and yields ``(node, message)``, listed in its module's ``CHECKS``
by a name of a few words, and one broken ontology in ``tests/checks/lint/test_gates.py`` that trips it.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from her2gc.checks.lint import metadata, pitfalls, profile, terms
from her2gc.checks.lint.ontology import Finding, Ontology

__all__ = ["Finding", "Ontology", "findings"]

GATES = {
    "profile": profile.CHECKS,
    "terms": terms.CHECKS,
    "pitfalls": pitfalls.CHECKS,
    "metadata": metadata.CHECKS,
}


def findings(triples: Iterable[ox.Triple]) -> list[Finding]:
    """Return what is wrong with an ontology, sorted by gate and check; empty when nothing is.

    Parameters
    ----------
    triples
        The ontology, its imports included; the namespace that counts as its own is the one it declares.
    """
    ontology = Ontology(triples)
    found = []
    for gate, checks in GATES.items():
        for name, check in checks.items():
            found += [Finding(gate, name, ontology.name(node), message) for node, message in check(ontology)]
    return sorted(set(found))
