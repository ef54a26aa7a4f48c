"""The page of the ontology, by pyLODE; `make docs` puts it into the site.

pyLODE 3.4 stops at class expressions inside others and reads a file that its wheel lacks, so definitions are
given to it in words, as a note, and its version by hand.
"""

import sys
import tempfile
import types
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from her2gc.checks.reason.explain import Reasons
from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.turtle import read_bytes
from her2gc.store import build

OWL, RDFS, SKOS = (PREFIXES[name] for name in ("owl", "rdfs", "skos"))
TOLD = {"equivalentClass": "By definition: {}.", "propertyChainAxiom": "Follows from: {}."}


def simple() -> list[ox.Triple]:
    """Return the ontology with definitions and chains in words."""
    listed = [
        each for each in homes.builtin(review=False) if each.path.endswith(("her2gc.ttl", "registry.ttl"))
    ]
    quads = list(build.quads(listed, [read_bytes(each.path) for each in listed]))
    memory = ox.Store()
    memory.extend(quads)
    reasons = Reasons(memory)
    found = []
    for quad in quads:
        construct = quad.predicate.value.removeprefix(OWL)
        if construct in TOLD:
            parts = [reasons.label(part) for part in reasons.compiler.members(quad.object)]
            words = ", then ".join(parts) or reasons.label(quad.object).removeprefix("(").removesuffix(")")
            note = ox.Literal(TOLD[construct].format(words), language="en")
            found.append(ox.Triple(quad.subject, ox.NamedNode(SKOS + "note"), note))
        elif isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode):
            found.append(quad.triple)
    return found


def page() -> str:
    """Return the page as HTML."""
    shim = types.ModuleType("pylode.version")
    shim.__dict__["__version__"] = version("pylode")
    sys.modules["pylode.version"] = shim
    from pylode.profiles.ontpub import OntPub

    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "ontology.ttl"
        plain.write_bytes(ox.serialize(simple(), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"")
        written = Path(folder) / "ontology.html"
        OntPub(str(plain)).make_html(destination=written)
        return written.read_text(encoding="utf-8")
