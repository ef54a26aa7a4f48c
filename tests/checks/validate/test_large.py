"""Files of many reviews: checked whole, what is wrong in one of them found with its line, and nothing else."""

import gzip
from pathlib import Path

import pytest

from conftest import Run, refused, script
from her2gc.checks import validate
from sampling import whole

COPIES = 2
LARGE = 17 * 1024**2  # bytes: more than was taken once
KG, H = "https://w3id.org/her2gc/kg/", "https://w3id.org/her2gc/ontology#"


@whole
def test_the_errors_of_one_review_are_found_in_a_large_file_and_no_other(tmp_path: Path) -> None:
    library = script("bench/library.py")
    packed = library.write(str(tmp_path / "reviews"), COPIES, errors=True)
    text = b"".join(gzip.decompress(Path(path).read_bytes()) for path in packed)
    pad = b"# what makes the file large in a run of one review\n"
    path = tmp_path / "reviews.nt"
    path.write_bytes(pad * max(0, (LARGE - len(text)) // len(pad) + 1) + text)
    assert path.stat().st_size > LARGE
    found = validate.validate([str(path)])
    tag = f"R{COPIES:04}-"
    at = {each.node.removeprefix(KG + tag) for each in found}
    assert at == {
        "GATSBY",
        "GATSBY-OS-contrast",
        "LOGiC-OS-contrast",
        "T-ACT-ORR-trastuzumab",
        "TyTAN-OS-contrast",
    }
    props = {(each.node.removeprefix(KG + tag), each.path.removeprefix(H)) for each in found if each.path}
    # a share above 100 per cent is told of its node, not of its value
    assert props >= {(each.node, each.prop) for each in library.PLANTED} - {
        ("T-ACT-ORR-trastuzumab", "value")
    }
    lines = path.read_bytes().splitlines()
    for each in found:
        assert f"<{each.node}>".encode() in lines[each.line - 1]


def test_a_file_that_is_too_large_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reviews.nt"
    path.write_bytes(b"# " + b"x" * 1024**2)
    monkeypatch.setattr(validate, "_LARGEST", 1024**2)
    refused(run("validate", path), "this file is larger than 1 MiB; split it", status=3)
