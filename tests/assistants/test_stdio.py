"""Over standard input and output: many at once, a call that is cancelled, a client that hangs up."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sampling import ALL, slow

BOUND = 600  # seconds until a process must have ended, however loaded the machine is
SERVER = [sys.executable, "-P", "-m", "her2gc.cli", "mcp", "--no-others"]
AT_ONCE = 20 if ALL else 2
HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}}
SLOW = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
SECOND = {"question": "failed-agents", "values": {"line": "second"}}


class Line:
    """A client of one server: it writes lines of the protocol and reads them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout
        self.send(0, "initialize", HELLO)
        assert self.answer(0)["serverInfo"]["name"] == "her2gc"
        self.send(None, "notifications/initialized", {})

    def send(self, number: int | None, method: str, given: dict[str, Any]) -> None:
        told = {"jsonrpc": "2.0", "method": method, "params": given}
        self._in.write(json.dumps(told if number is None else {**told, "id": number}) + "\n")
        self._in.flush()

    def call(self, number: int, tool: str, given: dict[str, Any]) -> None:
        self.send(number, "tools/call", {"name": tool, "arguments": given})

    def answer(self, number: int) -> Any:
        """Read until the answer of that number comes; return its result."""
        for line in self._out:
            told = json.loads(line)  # every line is the protocol's
            if told.get("id") == number:
                return told["result"]
        raise AssertionError(f"no answer to {number}")


@contextmanager
def client() -> Iterator[Line]:
    with subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Line(process)
        finally:
            process.kill()


def trials(told: Any) -> list[str]:
    return [row["cells"]["trial"] for row in told["structuredContent"]["rows"]]


@slow
def test_many_clients_at_once_each_have_their_own_answer() -> None:
    running = [client() for _ in range(AT_ONCE)]
    lines = [each.__enter__() for each in running]
    try:
        for number, line in enumerate(lines, 1):
            line.call(number, "answer", SECOND)
        for number, line in enumerate(lines, 1):
            assert trials(line.answer(number)) == ["TyTAN", "T-ACT", "GATSBY"]
    finally:
        for each in running:
            each.__exit__(None, None, None)


def test_a_call_that_is_cancelled_leaves_the_server_usable_and_it_ends_with_its_client() -> None:
    with client() as line:
        line.call(1, "sparql", SLOW)
        line.send(None, "notifications/cancelled", {"requestId": 1})
        line.call(2, "answer", SECOND)
        assert trials(line.answer(2)) == ["TyTAN", "T-ACT", "GATSBY"]
        line.call(3, "sparql", {"query": "ASK { kg:GATSBY a her2gc:Trial }"})
        assert line.answer(3)["structuredContent"]["rows"] == [{"boolean": "true"}]
        line.call(4, "sparql", SLOW)  # it hangs up while this runs
        assert line.process.stdin is not None
        line.process.stdin.close()
        assert line.process.wait(BOUND) == 0


@slow
def test_what_is_no_message_does_not_end_the_server() -> None:
    with client() as line:
        assert line.process.stdin is not None
        for wrong in ("no json at all", "[]", '{"jsonrpc": "2.0"}', "\x00\xff"):
            line.process.stdin.write(wrong + "\n")
        line.call(1, "answer", SECOND)
        assert trials(line.answer(1)) == ["TyTAN", "T-ACT", "GATSBY"]
