"""What takes long is made in a process behind the server, once for a store, and found there by each later start."""

import asyncio
import subprocess
import sys
from typing import Any

import pytest

from her2gc.sources import homes
from her2gc.store.graph import open_graph
from her2gc.web import ahead, forms
from her2gc.web import context as made
from her2gc.web.context import Context
from sampling import slow

NOT_BEHIND = "import os; del os.nice; from her2gc.web import ahead; ahead.main()"


@pytest.fixture
def context() -> Context:
    """Return a context of one trial with what it names: all is made of that in two seconds."""
    named = ("/GATSBY.ttl", "/agents.ttl", "/diseases.ttl", "/outcome-measures.ttl")
    told = [path for path in homes.files("kg", ".ttl") if path.endswith(named)]
    told += homes.files("ontology", ".ttl")
    return Context(open_graph(told, only_data=True, memory=True, quiet=True))


@slow
def test_it_is_made_once_and_found_again(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = asyncio.create_subprocess_exec

    async def begun(python: str, *given: str, **streams: Any) -> Any:
        """Begin it as no lesser process, which on a busy machine would wait for its turn for hours."""
        module = given.index("-m")
        return await begin(python, *given[:module], "-c", NOT_BEHIND, *given[module + 2 :], **streams)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", begun)
    asyncio.run(ahead.others(Context(context.graph)))
    later = Context(context.graph)
    told = [*context.graph.named_graphs()]

    def never(*_: Any, **__: Any) -> None:
        pytest.fail("made again")

    monkeypatch.setattr(made, "counts", never)
    monkeypatch.setattr(forms, "writer", never)
    monkeypatch.setattr(asyncio, "create_subprocess_exec", never)
    monkeypatch.setattr(
        context.graph, "named_graphs", lambda: told[::-1]
    )  # a store tells them in no fixed order
    asyncio.run(ahead.others(later))
    later.count()
    assert b"kg:GATSBY" in forms.explorer(later)
    assert {question.name for question, _, _ in later.asked_with("https://w3id.org/her2gc/kg/GATSBY")} >= {
        "verdicts",
        "comparisons",
    }


def test_it_ends_with_the_server_that_wanted_it(context: Context) -> None:
    folder = context.graph.folder
    assert folder is not None
    command = [sys.executable, "-P", "-m", "her2gc.web.ahead", folder, "inferred"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait() == 1
