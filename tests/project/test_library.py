"""The generator of libraries: other names, figures that differ and hold together, and the same bytes each time."""

import gzip
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from conftest import script
from sampling import slow

KG, H = "https://w3id.org/her2gc/kg/", "https://w3id.org/her2gc/ontology#"


@pytest.fixture(scope="module")
def library() -> ModuleType:
    """Load the bench's module."""
    return script("bench/library.py")


def figures(path: str, node: str, *props: str) -> list[str]:
    """Return what a review says of a node, one value of each property."""
    store = ox.Store()
    store.bulk_load(input=gzip.decompress(Path(path).read_bytes()), format=ox.RdfFormat.N_TRIPLES)
    found = []
    for prop in props:
        quads = store.quads_for_pattern(ox.NamedNode(KG + node), ox.NamedNode(H + prop), None, None)
        found.append(next(quads).object.value)  # type: ignore[union-attr]
    return found


@slow
def test_reviews_differ_and_are_the_same_each_time_but_for_planted_errors(
    library: ModuleType, tmp_path: Path
) -> None:
    one, two = library.write(str(tmp_path / "a"), 2)
    again, wrong = library.write(str(tmp_path / "b"), 2, errors=True)
    assert Path(again).read_bytes() == Path(one).read_bytes()
    lines = [set(gzip.decompress(Path(path).read_bytes()).splitlines()) for path in (two, wrong)]
    assert len(lines[0] - lines[1]) == len(lines[1] - lines[0]) == len(library.PLANTED) == 5
    assert figures(wrong, "R0002-GATSBY-OS-contrast", "pValue") == ["1.7"]
    subjects = [
        {line.split()[0] for line in gzip.decompress(Path(path).read_bytes()).splitlines()}
        for path in (one, two)
    ]
    assert min(map(len, subjects)) > 2000
    assert not subjects[0] & subjects[1]
    asked = "R000{}-HER2CLIMB-CNS-PFS-contrast", "hazardRatio", "lowerBound", "upperBound"
    ratios = [figures(path, asked[0].format(n), *asked[1:]) for n, path in ((1, one), (2, two))]
    assert ratios[0] != ratios[1]
    for ratio, low, high in ratios:  # ours: 0.32, 0.22 to 0.48
        assert 0 < float(low) < float(ratio) < float(high) < 1
