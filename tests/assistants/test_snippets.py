"""What docs/assistants.md tells a reader to paste is well formed and starts what exists."""

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from conftest import ROOT
from her2gc.cli import main

TEXT = (ROOT / "docs/assistants.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def entries(told: Any) -> Iterator[dict[str, Any]]:
    """Yield what is told of the server, however deep."""
    for name, value in told.items():
        if name == "her2gc":
            yield value
        elif isinstance(value, dict):
            yield from entries(value)


@pytest.mark.parametrize(("kind", "text"), [each for each in BLOCKS if each[0] in ("json", "toml")])
def test_a_configuration_parses_and_starts_the_server(kind: str, text: str) -> None:
    [entry] = entries(json.loads(text) if kind == "json" else tomllib.loads(text))
    if "command" in entry:
        assert [entry["command"], *entry["args"]] == ["her2gc", "mcp"]
    else:
        assert entry["url"].endswith("/mcp")


def test_every_command_that_starts_the_server_exists() -> None:
    lines = [line for kind, text in BLOCKS if kind == "console" for line in text.splitlines()]
    started = [line for line in lines if "her2gc mcp" in line]
    assert len(started) >= 2
    for line in started:
        words = shlex.split(line)
        assert words[-2:] == ["her2gc", "mcp"]
    with pytest.raises(SystemExit) as ended:
        main(["mcp", "--help"])
    assert ended.value.code == 0
