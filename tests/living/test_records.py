"""Records of a register: each leaf carried or listed, figures as an independent reading has them, odd files refused."""

import copy
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from conftest import NOT_SHARED, SHARED, Run
from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.sources.registry.ctgov import records
from sampling import slow

H, R, KG = (Namespace(PREFIXES[name]) for name in ("her2gc", "registry", "kg"))
FILES = sorted((SHARED / "registry").glob("*.json"))
pytestmark = pytest.mark.skipif(not FILES, reason=NOT_SHARED)


def studies(path: Path) -> list[dict[str, Any]]:
    told = json.loads(path.read_text(encoding="utf-8"))
    return list(told["studies"]) if "studies" in told else [told]


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield from leaves(below, (*path, name))
    elif isinstance(value, list):
        for below in value:
            yield from leaves(below, (*path, "[]"))
    else:
        yield path


def graph(path: Path) -> Graph:
    found = Graph()
    for each in records(path.read_bytes(), str(path), {}):
        found.parse(data=each.body, format="turtle")
    return found


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> tuple[list[dict[str, Any]], Graph, Path]:
    return studies(request.param), graph(request.param), request.param


def test_every_leaf_is_carried_or_listed(sample: tuple[list[dict[str, Any]], Graph, Path]) -> None:
    told, _, path = sample
    for study, made in zip(told, records(path.read_bytes(), str(path), {}), strict=True):
        whole = Counter(".".join(leaf).replace(".[]", "[]") for leaf in leaves(study))
        left = dict(made.left)
        assert set(left) <= set(whole)
        assert all(count <= whole[kind] for kind, count in left.items())
        assert made.carried == sum(whole.values()) - sum(left.values())
        results = "resultsSection.outcomeMeasuresModule"
        assert [
            kind for kind in left if kind.startswith(results)
        ] == []  # nothing of a posted outcome is left out


def test_values_are_those_of_an_independent_reading(sample: tuple[list[dict[str, Any]], Graph, Path]) -> None:
    told, found, _ = sample
    ours: Counter[tuple[str, ...]] = Counter()
    for outcome in found.subjects(RDF.type, H.RegistryOutcome):
        for node in found.objects(outcome, H.hasMeasurement):
            group = found.value(node, H.hasRegistryGroup)
            cells = [found.value(group, H.groupCode)]
            cells += [
                found.value(node, H[name])
                for name in (
                    "valuePrinted",
                    "spreadPrinted",
                    "lowerLimitPrinted",
                    "upperLimitPrinted",
                    "valueComment",
                )
            ]
            ours[(str(outcome).rpartition("-")[2], *(str(cell or "") for cell in cells))] += 1
    theirs: Counter[tuple[str, ...]] = Counter()
    for study in told:
        posted = study.get("resultsSection", {}).get("outcomeMeasuresModule", {}).get("outcomeMeasures", [])
        for place, outcome in enumerate(posted, 1):
            for kind in outcome.get("classes", []):
                for category in kind["categories"]:
                    for cell in category["measurements"]:
                        names = ("groupId", "value", "spread", "lowerLimit", "upperLimit", "comment")
                        theirs[(str(place), *(cell.get(name, "") for name in names))] += 1
    assert ours == theirs


def test_analyses_are_those_of_an_independent_reading(
    sample: tuple[list[dict[str, Any]], Graph, Path],
) -> None:
    told, found, _ = sample
    names = {
        "paramType": H.parameterPrinted, "paramValue": H.valuePrinted, "ciLowerLimit": H.lowerLimitPrinted,
        "ciUpperLimit": H.upperLimitPrinted, "ciNumSides": H.intervalSides, "pValue": H.pPrinted,
        "statisticalMethod": H.methodPrinted, "nonInferiorityType": H.hypothesisPrinted,
    }  # fmt: skip
    for study in told:
        number = study["protocolSection"]["identificationModule"]["nctId"]
        posted = study.get("resultsSection", {}).get("outcomeMeasuresModule", {}).get("outcomeMeasures", [])
        for place, outcome in enumerate(posted, 1):
            for order, analysis in enumerate(outcome.get("analyses", []), 1):
                node = R[f"{number}-outcome-{place}-analysis-{order}"]
                assert {k: str(found.value(node, p)) for k, p in names.items() if k in analysis} == {
                    k: analysis[k] for k in names if k in analysis
                }
                assert str(found.value(node, H.groupOrder)) == " ".join(analysis["groupIds"])
                groups = {R[f"{number}-outcome-{place}-{code}"] for code in analysis["groupIds"]}
                assert set(found.objects(node, H.hasRegistryGroup)) == groups
                assert float(str(found.value(node, H.intervalLevel))) == float(analysis["ciPctValue"])


def test_the_same_record_gives_the_same_bytes(sample: tuple[list[dict[str, Any]], Graph, Path]) -> None:
    _, _, path = sample
    assert records(path.read_bytes(), "one", {}) == records(path.read_bytes(), "other", {})


def test_a_ratio_keeps_its_interval_and_the_p_value_of_another_test() -> None:
    found = graph(SHARED / "registry" / "search-page-NCT01748448.json")
    node = R["NCT01748448-outcome-1-analysis-1"]
    told = {
        name: str(found.value(node, H[name]))
        for name in (
            "valueNumber", "lowerLimitNumber", "upperLimitNumber", "intervalLevel", "pPrinted", "pSign", "pNumber"
        )
    }  # fmt: skip
    assert told == {
        "valueNumber": "1.27", "lowerLimitNumber": "0.79", "upperLimitNumber": "2.03", "intervalLevel": "95.0",
        "pPrinted": "= 0.324", "pSign": "=", "pNumber": "0.324",
    }  # fmt: skip
    assert str(found.value(node, H.methodPrinted)) == "Fisher Exact"


def test_an_interval_of_ninety_per_cent_stays_one() -> None:
    found = graph(SHARED / "registry" / "NCT02210780.json")
    levels = {str(level) for level in found.objects(None, H.intervalLevel)}
    assert "90.0" in levels


def test_withdrawn_and_unknown_are_the_registers_words() -> None:
    withdrawn = graph(SHARED / "registry" / "NCT00973089.json")
    assert withdrawn.value(R.NCT00973089, H.hasRegistryStatus) == KG["registry-withdrawn"]
    assert str(withdrawn.value(R.NCT00973089, H.statusReason)).startswith(
        "recruiting or enrolling participants has"
    )
    unknown = graph(SHARED / "registry" / "NCT03475563.json")
    assert unknown.value(R.NCT03475563, H.hasRegistryStatus) == KG["registry-unknown"]
    assert unknown.value(R.NCT03475563, H.hasLastKnownStatus) == KG["registry-recruiting"]


def test_na_stays_na_and_a_retraction_is_kept() -> None:
    study = studies(SHARED / "registry" / "NCT00763412.json")[0]
    cell = study["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"][0]["classes"][0]["categories"][
        0
    ]
    cell["measurements"][0].update(value="NA", comment="not estimable")
    study["protocolSection"]["referencesModule"] = {
        "references": [{"pmid": "1", "retractions": [{"pmid": "2", "source": "a journal"}]}]
    }
    (made,) = records(json.dumps(study).encode(), "made by hand", {})
    found = Graph().parse(data=made.body, format="turtle")
    (node,) = found.subjects(H.valueComment, Literal("not estimable"))
    assert str(found.value(node, H.valuePrinted)) == "NA"
    assert found.value(node, H.valueNumber) is None
    notice = found.value(R["NCT00763412-reference-1"], H.wasRetractedBy)
    assert str(found.value(notice, H.pubmedNumber)) == "2"


def test_a_record_is_joined_by_its_number() -> None:
    study = copy.deepcopy(studies(SHARED / "registry" / "NCT03418623.json")[0])
    joined = {"NCT03418623": ((str(KG.JACOB), "joined-by-number"),)}
    (made,) = records(json.dumps(study).encode(), "made by hand", joined)
    found = Graph().parse(data=made.body, format="turtle")
    assert found.value(R.NCT03418623, H.recordOf) == URIRef(KG.JACOB)
    assert found.value(R.NCT03418623, H.hasJoin) == KG["joined-by-number"]


BASE = "protocolSection.identificationModule.nctId"
GROUPS = "resultsSection.outcomeMeasuresModule.outcomeMeasures"
WRONG: dict[str, Any] = {
    **{
        f"{where} is {type(value).__name__}": (where, value)
        for where in (
            "protocolSection.statusModule", "protocolSection.designModule", "protocolSection.outcomesModule",
            "protocolSection.armsInterventionsModule", "resultsSection.outcomeMeasuresModule",
            "resultsSection.adverseEventsModule", "protocolSection.conditionsModule",
        )
        for value in (7, "text", [1], True)
    },
    **{
        f"{where} is {value!r}": (where, value)
        for where in (
            GROUPS, f"{GROUPS}.0.groups", f"{GROUPS}.0.classes", f"{GROUPS}.0.denoms",
            "protocolSection.armsInterventionsModule.armGroups", "resultsSection.adverseEventsModule.seriousEvents",
        )
        for value in (7, "text", {"a": 1}, [3])
    },
    "status of another register": ("protocolSection.statusModule.overallStatus", "Laufend"),
    "status a number": ("protocolSection.statusModule.overallStatus", 3),
    "negative enrolment": ("protocolSection.designModule.enrollmentInfo.count", -4),
    "enrolment in words": ("protocolSection.designModule.enrollmentInfo.count", "about 30"),
    "a value's group is missing": (f"{GROUPS}.0.classes.0.categories.0.measurements.0.groupId", "OG999"),
    "a value without a group": (f"{GROUPS}.0.classes.0.categories.0.measurements.0.groupId", None),
    "a denominator's group is missing": (f"{GROUPS}.0.denoms.0.counts.0.groupId", "OG999"),
    "a group twice": (f"{GROUPS}.0.groups.1.id", "OG000"),
    "a group without a code": (f"{GROUPS}.0.groups.1.id", ""),
    "a group's code a text with spaces": (f"{GROUPS}.0.groups.1.id", "a b> <c"),
    "results flag in words": ("hasResults", "yes"),
    "number of another register": (BASE, "EUCTR2011-001526-19"),
    "number in small letters": (BASE, "nct00763412"),
    "number cut": (BASE, "NCT007634"),
    "number missing": (BASE, None),
    "section missing": ("protocolSection", None),
    "section a list": ("protocolSection", []),
}  # fmt: skip


def damaged(where: str, value: Any) -> bytes:
    study: Any = studies(SHARED / "registry" / "NCT00763412.json")[0]
    spot = study
    *before, last = where.split(".")
    for name in before:
        spot = spot[int(name)] if name.isdigit() else spot[name]
    spot[last] = value
    return json.dumps(study).encode()


@pytest.mark.parametrize("name", WRONG)
def test_a_damaged_record_ends_in_one_line(name: str) -> None:
    with pytest.raises(Her2gcError) as told:
        records(damaged(*WRONG[name]), "record.json", {})
    assert str(told.value).startswith("record.json: ")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "this is not JSON"),
        (b"{", "record.json:1:2: this is not JSON"),
        (b'{"studies": []}', "holds no record"),
        (b'{"studies": [1]}', "studies[0]"),
        (b"[]", "no record of ClinicalTrials.gov"),
        (b"7", "no record of ClinicalTrials.gov"),
        (b"NaN", "NaN is no number"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"resourceType": "ResearchStudy"}', "no record of ClinicalTrials.gov"),
        (b"<xml/>", "this is not JSON"),
    ],
)
def test_what_is_no_record_ends_in_one_line(content: bytes, part: str) -> None:
    with pytest.raises(Her2gcError) as told:
        records(content, "record.json", {})
    assert part in str(told.value)


def test_deep_inside_a_record_is_too_deep() -> None:
    study: Any = studies(SHARED / "registry" / "NCT03418623.json")[0]
    spot = study["protocolSection"]
    for _ in range(60):
        spot["more"] = {"more": {}}
        spot = spot["more"]
    spot["end"] = 1
    with pytest.raises(Her2gcError, match="nested too deeply"):
        records(json.dumps(study).encode(), "record.json", {})


def test_two_versions_of_one_record_are_not_mixed() -> None:
    study = studies(SHARED / "registry" / "NCT03418623.json")[0]
    other = copy.deepcopy(study)
    other["protocolSection"]["statusModule"]["overallStatus"] = "TERMINATED"
    with pytest.raises(Her2gcError, match="two versions"):
        records(json.dumps({"studies": [study, other]}).encode(), "page.json", {})


@slow
def test_imported_records_conform_and_are_written_whole(run: Run, tmp_path: Path) -> None:
    ran = run("import", "ctgov", *FILES, "-o", tmp_path / "records", "--left-out")
    assert ran.status == 0, ran.err
    assert len(list((tmp_path / "records").glob("NCT*.ttl"))) == len(FILES)
    assert "NCT02552212: 2042 of 3347 leaves carried" in ran.err
    assert "NCT02552212\tprotocolSection.contactsLocationsModule.locations[].city\t105" in ran.out
    checked = run("validate", tmp_path / "records")
    assert checked.status == 0, checked.out


def test_one_bad_file_among_good_ones_writes_nothing(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    ran = run("import", "ctgov", FILES[0], bad, "-o", tmp_path / "records")
    assert ran.status == 2
    assert not (tmp_path / "records").exists()
