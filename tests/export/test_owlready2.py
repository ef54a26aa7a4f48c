"""The ontology opens in owlready2 from every form that we give, without network."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import owlready2
import pytest

from conftest import Run
from her2gc.sources import homes
from sampling import sample, slow


@slow
@pytest.mark.parametrize("form", sample(["owl", "owlxml"], 1, "forms of OWL opened by owlready2"))
def test_owlready2_opens_the_export(run: Run, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"graph.{form}"
    assert run("export", form, "-o", out, "--quiet").status == 0
    world = owlready2.World()
    ontology = world.get_ontology(out.as_uri()).load()
    assert ontology.imported_ontologies == []
    trial = world["https://w3id.org/her2gc/kg/GATSBY"]
    assert world["https://w3id.org/her2gc/ontology#SecondLineTrial"] in trial.is_a
    assert trial in list(world.individuals())


@slow
@pytest.mark.parametrize("form", sample(["owl", "owlxml"], 1, "parts opened by owlready2"))
def test_owlready2_opens_a_part(run: Run, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"part.{form}"
    assert run("export", form, "--around", "GATSBY", "-o", out, "--quiet").status == 0
    world = owlready2.World()
    world.get_ontology(out.as_uri()).load()
    trial = world["https://w3id.org/her2gc/kg/GATSBY"]
    assert world["https://w3id.org/her2gc/ontology#SecondLineTrial"] in trial.is_a


@slow
def test_the_ontology_imports_nothing_and_the_catalog_names_files_at_hand() -> None:
    folder = Path(homes.data_root()) / "ontology"
    for path in folder.rglob("*.ttl"):
        assert not re.search(r"owl:imports\s+<", path.read_text())
    tree = ET.parse(folder / "catalog-v001.xml")  # noqa: S314 (our own file)
    for entry in tree.getroot():
        assert (folder / entry.attrib["uri"]).is_file()
