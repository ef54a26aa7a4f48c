"""Packed files, named or in a folder, are validated like others within the limit of memory."""

import gzip
from pathlib import Path

from conftest import Run
from sampling import slow

WRONG = """@prefix her2gc: <https://w3id.org/her2gc/ontology#> . @prefix kg: <https://w3id.org/her2gc/kg/> .
kg:GATSBY-OS-contrast-again a her2gc:Contrast ; her2gc:pValue 1.7 ."""


@slow
def test_a_packed_file_is_validated_by_name_and_in_a_folder(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "wrong.ttl.gz"
    path.write_bytes(gzip.compress(WRONG.encode()))
    for named in (path, tmp_path):
        ran = run("validate", named)
        assert ran.status == 1, ran.err
        assert "wrong.ttl.gz" in ran.out
        assert "A p-value lies between 0 and 1" in ran.out
