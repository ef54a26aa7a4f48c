"""Files with what only RDF 1.2 has are validated by every engine: triple terms are left out, the rest is checked."""

import json
from pathlib import Path

import pytest

from conftest import Run
from sampling import sample, whole

HEAD = """@prefix ex: <https://example.org/ns#> .
@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SHAPE = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:shape> a sh:NodeShape ; sh:targetClass her2gc:Trial ; sh:property [ sh:path her2gc:inLine ; sh:minCount 1 ] .
"""
SAID = {
    "annotation": 'ex:S a her2gc:Trial {| ex:confidence "low" |} ; rdfs:label "S"@en .',
    "reifier": 'ex:S a her2gc:Trial ~ ex:r ; rdfs:label "S"@en . ex:r ex:confidence "low" .',
    "triple term": 'ex:S a her2gc:Trial . ex:r rdf:reifies <<( ex:S rdfs:label "S"@en )>> .',
    "direction": 'ex:S a her2gc:Trial ; rdfs:label "S"@ar--rtl .',
}


@pytest.mark.parametrize(
    ("name", "engine"),
    sample(
        [(name, engine) for name in SAID for engine in ("store", "shifty", "pyshacl")],
        5,
        "newer statements read past by an engine",
    ),
)
def test_the_rest_of_a_file_is_checked(run: Run, tmp_path: Path, name: str, engine: str) -> None:
    own, shape = tmp_path / "own.ttl", tmp_path / "shape.ttl"
    own.write_text(HEAD + SAID[name], encoding="utf-8")
    shape.write_text(SHAPE, encoding="utf-8")
    ran = run("validate", "--only-data", "--shapes", str(shape), "--engine", engine, str(own))
    assert ran.status == 1, ran.err
    assert "1 violation at 1 node in 1 file" in ran.out
    assert "    5: violation her2gc:inLine: " in ran.out
    assert "error" not in ran.err


@whole
def test_our_shapes_see_a_trial_beside_its_annotation(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(HEAD + SAID["annotation"], encoding="utf-8")
    found = json.loads(run("validate", str(tmp_path / "own.ttl"), "--format", "json").out)["findings"]
    assert sorted((each["line"], each["path"].rpartition("#")[2]) for each in found) == [
        (5, "hasPhase"),
        (5, "hasStatus"),
        (5, "inLine"),
        (5, "statedIn"),
    ]
