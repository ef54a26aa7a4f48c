"""The README shows what the command prints."""

import pytest

from conftest import ROOT, Run

README = ROOT / "README.md"


@pytest.mark.parametrize("command", ["query failed-agents --line second --format table"])
def test_readme_shows_the_real_answer(command: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = run(*command.split())
    assert ran.status == 0
    assert ran.out.strip() in README.read_text(encoding="utf-8"), "paste the new answer into README.md"
