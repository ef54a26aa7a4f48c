"""Another client than the library's own: the command line of the protocol's inspector, from npm, over both ways in."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from export.browser import missing
from sampling import slow, whole
from web.served import server

INSPECTOR = ROOT / ".inspector/node_modules/.bin/mcp-inspector"
BOUND = 600  # seconds, however loaded the machine is
CALL = ("--method", "tools/call", "--tool-name")


@pytest.fixture(scope="module", params=["standard input and output", "HTTP"])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Say to the inspector where the server is."""
    if shutil.which("node") is None or not INSPECTOR.exists():
        missing("the inspector of the Model Context Protocol (npm; make inspector)")
    if request.param == "HTTP":
        with server() as found:
            yield [f"{found.base}/mcp", "--transport", "http"]
        return
    passed = {name: os.environ[name] for name in ("HER2GC_CACHE", "PYTHONPATH") if name in os.environ}
    told = {"command": sys.executable, "args": ["-P", "-m", "her2gc.cli", "mcp"], "env": passed}
    file = tmp_path_factory.mktemp("inspector") / "servers.json"
    file.write_text(json.dumps({"mcpServers": {"her2gc": told}}), encoding="utf-8")
    yield ["--config", str(file), "--server", "her2gc"]


def asked(target: list[str], *given: str | Path) -> Any:
    command = [INSPECTOR, "--cli", *target, *given]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=BOUND)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout)


@slow
def test_it_lists_asks_and_is_told_what_is_wrong(target: list[str]) -> None:
    listed = asked(target, "--method", "tools/list")["tools"]
    assert sorted(each["name"] for each in listed) == ["answer", "describe", "find", "sparql", "where"]
    values = 'values={"line": "second"}'
    told = asked(target, *CALL, "answer", "--tool-arg", "question=failed-agents", values)
    rows = told["structuredContent"]["rows"]
    assert [row["cells"]["trial"] for row in rows] == ["TyTAN", "T-ACT", "GATSBY"]
    wrong = asked(target, *CALL, "describe", "--tool-arg", "entity=HELOIS")
    assert wrong["isError"] is True
    assert "HELOISE" in wrong["content"][0]["text"]


@whole
def test_it_reads_a_resource_and_a_prompt(target: list[str]) -> None:
    read = asked(target, "--method", "resources/read", "--uri", "her2gc://entity/GATSBY.md")
    assert read["contents"][0]["text"].startswith("# GATSBY")
    prompts = asked(target, "--method", "prompts/list")["prompts"]
    assert sorted(each["name"] for each in prompts) == [
        "compare_agents",
        "evidence_summary",
        "what_is_doubtful",
    ]
