"""The walk through adding a trial is true: its draft gets the findings that it shows."""

import re
from pathlib import Path

from conftest import ROOT
from her2gc.checks.validate import run
from her2gc.checks.validate.report import report
from sampling import slow


@slow
def test_the_draft_gets_the_findings_that_the_text_shows(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    draft, shown = (
        re.sub(r"(?m)^   ", "", block)
        for block in re.findall(r"   ```(?:turtle|text)\n(.*?)   ```", text, re.DOTALL)
    )
    path = tmp_path / "EXAMPLE-1.ttl"
    path.write_text(draft)
    told = report(run([str(path)], say=lambda _: None))
    for line in shown.strip().splitlines()[1:]:
        assert line in told
    assert "6 violations at 1 node in 1 file" in told
