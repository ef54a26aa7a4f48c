"""Whatever the standards call Turtle is read; what is none is told with its place."""

import codecs
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import Run, refused
from her2gc.errors import Her2gcError
from her2gc.sources import homes, turtle
from her2gc.sources.homes import Source

ONE = "@prefix ex: <https://example.org/ns#> .\n\nex:a ex:dose 8 .\n"


def read(path: Path, content: bytes, graph: str = homes.USER) -> list[str]:
    """Return the triples of a file of ours, or of a user's, as text."""
    path.write_bytes(content)
    found = turtle.quads(Source(str(path), graph), turtle.read_bytes(str(path)))
    return [str(quad.triple) for quad in found]


@pytest.mark.parametrize("name", ["own.ttl", "own.trig"])
def test_a_byte_order_mark_is_skipped(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / name, codecs.BOM_UTF8 + ONE.encode())
    assert len(found) == 1


@pytest.mark.parametrize("name", ["own.nt", "own.nq"])
def test_a_byte_order_mark_is_skipped_in_lines(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / name, codecs.BOM_UTF8 + b"<urn:a> <urn:b> <urn:c> .\n") == [
        "<urn:a> <urn:b> <urn:c>"
    ]


def test_utf16_is_named(tmp_path: Path) -> None:
    with pytest.raises(Her2gcError, match=r"own\.ttl:1: this is UTF-16 text; save it as UTF-8"):
        read(tmp_path / "own.ttl", ONE.encode("utf-16"))


def test_relative_iris_are_relative_to_the_file(tmp_path: Path) -> None:
    place = tmp_path / "arm one.ttl"
    found = read(place, b"<> a <#c> . <#a> <other> <../up> .")
    base = place.as_uri()
    assert "arm%20one.ttl" in base
    assert found[0] == f"<{base}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{base}#c>"
    assert found[1] == f"<{base}#a> <{tmp_path.as_uri()}/other> <{tmp_path.parent.as_uri()}/up>"


def test_the_same_text_in_another_place_means_other_things(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?s { ?s ?p ?o }")
    told = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "own.ttl").write_text("<#a> <urn:p> 1 .")
        ran = run(
            "sparql", tmp_path / "q.rq", "--only-data", "--data", tmp_path / folder / "own.ttl", "--quiet"
        )
        told.append(ran.out.splitlines()[1])
    assert told == [f"<{(tmp_path / folder / 'own.ttl').as_uri()}#a>" for folder in ("one", "two")]


def test_our_own_files_have_no_base(tmp_path: Path) -> None:
    with pytest.raises(Her2gcError, match=r"own\.ttl:2:1: a relative IRI, and no base"):
        read(tmp_path / "own.ttl", b"# ours\n<#a> <urn:p> 1 .", homes.REVIEW)


def test_triple_terms_and_directions_are_read(tmp_path: Path) -> None:
    text = '@prefix ex: <urn:x:> . ex:s ex:p ex:o {| ex:by ex:r |} . ex:s ex:says "سلام"@ar--rtl .'
    found = read(tmp_path / "own.ttl", text.encode())
    assert any("<<( <urn:x:s> <urn:x:p> <urn:x:o> )>>" in each for each in found)
    assert '<urn:x:s> <urn:x:says> "سلام"@ar--rtl' in found


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        (b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> '", b"' .", "2"),
        (b'<urn:a> <urn:b> <urn:c> .\n\n<urn:a> <urn:b> "', b"", "3"),
        (b"<urn:a> <urn:b> <", b"", "1"),
    ],
)
def test_a_token_that_the_engine_cannot_hold_is_told(
    tmp_path: Path, before: bytes, after: bytes, place: str
) -> None:
    with pytest.raises(Her2gcError) as caught:
        read(tmp_path / "own.ttl", before + b"x" * (17 << 20) + after)
    assert f"own.ttl:{place}: a literal, IRI or name of more than 16 MB begins here" in str(caught.value)


def test_the_engines_word_is_cut_to_what_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(Her2gcError) as caught:
        read(tmp_path / "own.ttl", b"<urn:a> <urn:b> " + b"x" * 100_000 + b" .")
    assert len(str(caught.value)) < 600


def test_only_ones_own_files_are_asked(run: Run, tmp_path: Path) -> None:
    data, query = tmp_path / "own.ttl", tmp_path / "q.rq"
    data.write_text(ONE + "ex:C a <http://www.w3.org/2002/07/owl#Class> .")
    query.write_text("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    ran = run("sparql", query, "--only-data", "--data", data, "--quiet", "--format", "csv")
    assert ran.out.split() == ["n", "2"]
    ran = run("export", "nquads", "--only-data", "--data", data, "--quiet")
    assert ran.out.count("\n") == 2
    refused(run("sparql", query, "--only-data", "--quiet"), "none is given; name one by --data")


def test_ones_own_files_alone_keep_their_named_graphs(run: Run, tmp_path: Path) -> None:
    data, query = tmp_path / "own.trig", tmp_path / "q.rq"
    data.write_text("<urn:g> { <urn:a> <urn:p> 1 } <urn:b> <urn:p> 2 .")
    query.write_text("SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s")
    ran = run("sparql", query, "--only-data", "--data", data, "--quiet", "--format", "csv")
    assert ran.out.split() == ["g,s", "urn:g,urn:a", f"{homes.ALONE},urn:b"]


def test_python_has_only_ones_own_files_too(tmp_path: Path) -> None:
    import her2gc

    (tmp_path / "own.ttl").write_text(ONE)
    assert [
        str(quad.object) for quad in her2gc.load([str(tmp_path / "own.ttl")], only_data=True).graph.store
    ] == [str(ox.Literal(8))]
