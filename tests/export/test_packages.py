"""What goes with a release: nanopublications and an RO-Crate, each valid by its own checker."""

import email.message
import io
import json
import urllib.response
from pathlib import Path
from typing import Any

import pytest
import rdflib
import rdflib._networking
import rdflib.parser

from conftest import Later, Run, refused
from her2gc.export import crate
from her2gc.export import nanopub as ours
from her2gc.python.knowledge import KnowledgeGraph
from her2gc.sources.prefixes import PREFIXES
from sampling import slow, whole

pyshacl = Later("pyshacl")

H, KG, PROV = (rdflib.Namespace(PREFIXES[name]) for name in ("her2gc", "kg", "prov"))
OF_THE_NET = {
    "ro-crate-1.1_3.1",
    "ro-crate-1.1_3.2",
}  # that the context can be fetched; the rest is of the crate


@pytest.fixture(scope="module")
def nanopubs(kg: KnowledgeGraph) -> dict[str, bytes]:
    return ours.write(kg.graph)


def nanopub_at(path: Path) -> Any:
    from nanopub.nanopub import Nanopub  # this and the crate's checker take 60 MB, for these tests alone

    return Nanopub(rdf=path)


@pytest.fixture(scope="module")
def files(kg: KnowledgeGraph) -> dict[str, bytes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "0")
        made = crate.write(kg.graph)
        assert crate.write(kg.graph) == made
    return made


@slow
def test_there_is_one_for_each_claim_verdict_and_result(
    kg: KnowledgeGraph, nanopubs: dict[str, bytes]
) -> None:
    kinds = "VALUES ?kind { her2gc:Claim her2gc:Verdict her2gc:Result }"
    listed = kg.sparql(
        f"SELECT DISTINCT ?s WHERE {{ GRAPH <https://w3id.org/her2gc/graph/review> {{ ?s a ?kind }} {kinds} }}"
    )
    assert sorted(nanopubs) == sorted(f"{(row.iri('s') or '').rpartition('/')[2]}.trig" for row in listed)


@whole
def test_each_is_valid_when_read_again(nanopubs: dict[str, bytes], tmp_path: Path) -> None:
    for name in sorted(nanopubs)[::10]:
        path = tmp_path / name
        path.write_bytes(nanopubs[name])
        assert nanopub_at(path).is_valid


def test_a_result_has_its_figures_and_its_place(nanopubs: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "GATSBY-OS.trig"
    path.write_bytes(nanopubs[path.name])
    read = nanopub_at(path)
    assert [str(each) for each in read.assertion.objects(KG["GATSBY-OS-contrast"], H.hazardRatio)] == ["1.15"]
    assert set(read.provenance.objects(None, PROV.hadPrimarySource)) == {KG["Table-4-GATSBY-OS"]}
    assert not list(read.assertion.triples((None, H.statedIn, None)))


def issues(folder: Path, patch: pytest.MonkeyPatch) -> set[str]:
    """Return the checks that a crate fails, the context read from a copy that the library carries."""

    import rocrate
    from rocrate_validator import services
    from rocrate_validator.models import Severity

    context = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_bytes()

    def offline(request: Any, *_: object) -> Any:
        head = email.message.Message()
        head["Content-Type"] = "application/ld+json"
        return urllib.response.addinfourl(io.BytesIO(context), head, str(request), 200)

    patch.setattr(rdflib._networking, "urlopen", offline)
    patch.setattr(rdflib.parser, "_urlopen", offline)
    told = services.validate(
        {
            "rocrate_uri": str(folder),
            "requirement_severity": Severity.REQUIRED,
            "profile_identifier": "ro-crate-1.1",
        }
    )
    return {each.check.identifier for each in told.get_issues()}


@whole
def test_the_crate_is_valid_and_the_checker_sees_a_fault(
    files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert issues(tmp_path, monkeypatch) <= OF_THE_NET
    metadata = json.loads(files["ro-crate-metadata.json"])
    [root] = [each for each in metadata["@graph"] if each["@id"] == "./"]
    assert root["datePublished"].startswith("1970-01-01")
    del root["datePublished"], root["license"]
    (tmp_path / "ro-crate-metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    assert issues(tmp_path, monkeypatch) - OF_THE_NET


def test_the_description_has_the_dumps_numbers(files: dict[str, bytes]) -> None:
    read = rdflib.Graph().parse(data=files["void.ttl"], format="turtle")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    whole = rdflib.URIRef("https://w3id.org/her2gc/dataset")
    sizes = {str(part): int(str(read.value(part, void.triples))) for part in read.objects(whole, void.subset)}
    lines = files["her2gc.nq"].decode().splitlines()
    assert int(str(read.value(whole, void.triples))) == len(lines) == sum(sizes.values())
    for name, size in sizes.items():
        assert size == sum(line.endswith(f"<{name}> .") for line in lines), name


def test_the_description_conforms_and_one_without_its_words_does_not(files: dict[str, bytes]) -> None:
    shapes = rdflib.Graph().parse(Path(__file__).parent / "schemas/dataset.ttl")
    read = rdflib.Graph().parse(data=files["void.ttl"], format="turtle")
    conforms, _, report = pyshacl.validate(read, shacl_graph=shapes)
    assert conforms, report
    for name in ("http://purl.org/dc/terms/description", "http://www.w3.org/ns/dcat#accessURL"):
        [(subject, told)] = list(read.subject_objects(rdflib.URIRef(name)))
        read.remove((subject, rdflib.URIRef(name), told))
        assert not pyshacl.validate(read, shacl_graph=shapes)[0], name
        read.add((subject, rdflib.URIRef(name), told))


def test_a_part_or_no_folder_is_refused(run: Run) -> None:
    refused(run("export", "nanopub"), "name it with -o")
    refused(run("export", "ro-crate", "--line", "second", "-o", "x"), "of the whole graph")
