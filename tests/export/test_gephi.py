"""Gephi tells the columns of GraphML by their ids as well as by their names."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from sampling import slow

# the names that its importer takes for the look of a node or an edge, case ignored; the last one read wins
NODES = {"label", "d3", "x", "y", "z", "xpos", "ypos", "size", "r", "g", "b"}
EDGES = {"label", "edgelabel", "d7", "weight", "edge weight", "id", "edgeid", "r", "g", "b"}
MEANT = {"label", "x", "y", "size", "r", "g", "b"}  # these are what they are taken for
KEY = "{http://graphml.graphdrawing.org/xmlns}key"


@slow
@pytest.mark.parametrize("whose", ["ours", "a user's"])
def test_no_id_or_name_of_a_column_is_taken_for_something_else(
    run: Run, made: Callable[[str], Path], tmp_path: Path, whose: str
) -> None:
    if whose == "ours":
        out = made("graphml")
    else:
        own, out = tmp_path / "own.ttl", tmp_path / "g.graphml"
        own.write_text(
            "@prefix ex: <https://example.org/ns#> . @prefix her2gc: <https://w3id.org/her2gc/ontology#> ."
            "ex:a a her2gc:Trial ; ex:Weight 3 ; ex:z 1 ; ex:X 2 ; ex:d3 4 ; ex:edgeId 5 ; her2gc:testsAgent ex:b ."
            "ex:b a her2gc:Agent ."
        )
        assert run("export", "graphml", "--data", own, "--only-data", "--quiet", "-o", out).status == 0
    keys = [each.attrib for each in ET.parse(out).iter(KEY)]  # noqa: S314 (our own file)
    assert {key["for"] for key in keys} == {"node", "edge"}
    assert len({key["id"] for key in keys}) == len(keys)
    assert len(keys) > 10
    for key in keys:
        special = NODES if key["for"] == "node" else EDGES
        assert key["id"].lower() not in special
        assert key["attr.name"].lower() not in special - MEANT
    labels = [key["for"] for key in keys if key["attr.name"] == "label"]
    assert sorted(labels) == ["edge", "node"]
