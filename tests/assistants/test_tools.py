"""The tools, driven by the protocol's own client: nothing is said without its place, doubt and origin."""

import json
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import anyio
import jsonschema  # type: ignore[import-untyped]
import pytest

from conftest import Later
from her2gc.assistants.tools import Tools
from her2gc.sparql import described
from her2gc.sparql.pool import Pool
from her2gc.store.graph import open_graph
from her2gc.web.context import Context
from sampling import slow

BOUND = 600  # seconds: no await hangs for ever, however loaded the machine is
mcp, client_of, serving = Later("mcp"), Later("mcp.client.client"), Later("her2gc.assistants.server")
Do = Callable[[Any], Awaitable[Any]]  # takes a client


@pytest.fixture(scope="module")
def context() -> Context:
    return Context(open_graph(memory=True, quiet=True))


@pytest.fixture(scope="module")
def ask(context: Context) -> Callable[[Do], Any]:
    def run(do: Do) -> Any:
        async def session() -> Any:
            pool = Pool(*described.pool(context.graph), seconds=BOUND, size=1)
            try:
                with anyio.fail_after(BOUND):
                    async with client_of.Client(serving.server(Tools(context, pool))) as client:
                        return await do(client)
            finally:
                await pool.stop()

        return anyio.run(session)

    return run


async def called(client: Any, tool: str, given: dict[str, Any]) -> Any:
    return await client.call_tool(tool, given)


def call(ask: Callable[[Do], Any], tool: str, **given: Any) -> Any:
    told = ask(lambda client: client.call_tool(tool, given))
    assert not told.is_error, told.content
    return told.structured_content


def refused(ask: Callable[[Do], Any], tool: str, **given: Any) -> str:
    told = ask(lambda client: client.call_tool(tool, given))
    assert told.is_error
    return str(told.content[0].text)


@slow
def test_five_tools_with_schemas_that_their_results_follow(ask: Callable[[Do], Any]) -> None:
    listed = ask(lambda client: client.list_tools()).tools
    assert sorted(each.name for each in listed) == ["answer", "describe", "find", "sparql", "where"]
    given: dict[str, dict[str, Any]] = {
        "find": {"text": "which anti-HER2 agents failed in the second line?"},
        "answer": {
            "question": "failed-agents",
            "values": {"line": "second line"},
            "also": [{"question": "verdicts", "values": {"trial": "TyTAN"}}],
        },
        "describe": {"entity": "GATSBY"},
        "sparql": {"query": "SELECT ?t WHERE { ?t a her2gc:Trial } LIMIT 2"},
        "where": {"statement": "kg:GATSBY-OS"},
    }
    for each in listed:
        assert each.annotations.read_only_hint is True
        assert each.output_schema is not None
        jsonschema.validate(call(ask, each.name, **given[each.name]), each.output_schema)


def test_the_headline_answer_has_figures_places_and_doubts(ask: Callable[[Do], Any]) -> None:
    told = call(ask, "answer", question="failed-agents", values={"line": "second"})
    assert [row["cells"]["agent"] for row in told["rows"]] == [
        "lapatinib",
        "trastuzumab",
        "trastuzumab emtansine",
    ]
    gatsby = told["rows"][2]
    assert gatsby["cells"]["overallSurvival"] == "7.9 vs 8.6 months, HR 1.15, P = 0.86"
    assert {"Failures ¶5", "Table 4"} <= {place["short"] for place in gatsby["places"]}
    assert any("P = 0.86" in doubt["label"] for doubt in gatsby["doubts"])
    assert gatsby["origin"].startswith("asserted")
    assert told["warning"].startswith("Doubtful: ")
    assert "no medical advice" in told["cite"]


def test_a_figure_that_is_not_printed_is_told_as_not_said(ask: Callable[[Do], Any]) -> None:
    found = call(ask, "find", text="median overall survival in DESTINY-Gastric01 in months")
    assert found["outcome"] == "silent"
    assert found["told"].startswith("the review prints no figure of DESTINY-Gastric01 for overall survival")
    assert found["offers"]
    assert call(ask, "find", text="subcutaneous herceptin (hylecta) gastric")["outcome"] == "silent"
    unsure = call(ask, "find", text="which trials test pertuzmab?")
    assert unsure["outcome"] == "offer"
    assert unsure["told"].endswith("where none takes in what was asked, the review does not say.")


def test_silence_is_told_in_words(ask: Callable[[Do], Any]) -> None:
    # Table 4 gives no number of the register for ToGA: a row says so
    [toga] = call(ask, "answer", question="registry-ids", values={"trial": "ToGA"})["rows"]
    assert toga["cells"]["registryId"] == "none printed"
    # no agent that failed is told of in the third line or later: no row, and why
    told = call(ask, "answer", question="failed-agents", values={"line": "third line or later"})
    assert (told["rows"], told["total"]) == ([], 0)
    assert told["silence"].startswith(
        "why: the review tells of no agent that failed in third line or later; there are rows without line: 6; "
        "nearest question with an answer: answer patients-together (line = third line or later)"
    )
    found = call(ask, "find", text="what does zolbetuximab cost per cycle?")
    assert found["outcome"] == "silent"
    assert found["told"]


def test_every_result_begins_with_its_doubt_and_ends_with_how_to_cite_it(ask: Callable[[Do], Any]) -> None:
    gatsby = "GATSBY: P = 0.86 at hazard ratio 1.15 implies about six deaths"
    tact = "T-ACT: hazard ratio 1.23 for survival, with the longer median on paclitaxel plus trastuzumab"
    for tool, given, doubt in (
        ("find", {"text": "which anti-HER2 agents failed in the second line?"}, tact),
        ("answer", {"question": "failed-agents", "values": {"line": "second line"}}, tact),
        ("describe", {"entity": "GATSBY"}, gatsby),
        ("where", {"statement": "kg:GATSBY-OS"}, gatsby),
    ):
        result = ask(partial(called, tool=tool, given=given))
        told, text = result.structured_content, result.content[0].text
        assert (next(iter(told)), list(told)[-1]) == ("warning", "cite")
        assert doubt in told["warning"]
        assert text.splitlines()[0] == told["warning"]
        assert text.splitlines()[-1] == f"Cite: {told['cite']}"
        assert "her2gc" in told["cite"]


def test_what_is_no_statement_has_the_places_where_the_review_speaks_of_it(ask: Callable[[Do], Any]) -> None:
    told = call(ask, "where", statement="GATSBY")
    assert {"Failures ¶5", "Table 4"} <= {place["short"] for place in told["places"]}
    assert told["origin"].startswith("asserted by the review")
    assert all(each["kind"] and each["weight"] for each in told["doubts"])


def test_wrong_names_are_answered_with_right_ones(ask: Callable[[Do], Any]) -> None:
    assert "failed-agents" in refused(ask, "answer", question="failed-agent")
    assert "second line" in refused(ask, "answer", question="failed-agents", values={"line": "ninth"})
    assert "no parameter" in refused(ask, "answer", question="failed-agents", values={"lime": "x"})
    assert "'no such thing at all' is no entity" in refused(ask, "describe", entity="no such thing at all")
    assert "HELOISE" in refused(ask, "describe", entity="HELOIS")
    assert "--" not in refused(ask, "answer", question="failed-agents", values={"line": "ninth"})
    assert "beyond the end" in refused(ask, "answer", question="failed-agents", start=500)
    assert "updates are refused" in refused(ask, "sparql", query="DELETE WHERE { ?s ?p ?o }")


def test_long_results_are_cut_and_go_on(ask: Callable[[Do], Any]) -> None:
    first = call(ask, "answer", question="discrepancies")
    assert 0 < len(first["rows"]) < first["total"]
    assert first["next"] == len(first["rows"])
    second = call(ask, "answer", question="discrepancies", start=first["next"])
    assert second["rows"][0]["cells"] != first["rows"][-1]["cells"]
    page = call(ask, "describe", entity="ToGA")
    assert len(page["markdown"]) <= 16_000
    assert page["next"] is not None


def test_where_tells_places_and_doubts(ask: Callable[[Do], Any]) -> None:
    told = call(ask, "where", statement="kg:GATSBY-OS")
    assert [place["short"] for place in told["places"]] == ["Table 4"]
    assert {"iri": "https://w3id.org/her2gc/kg/discrepancy-GATSBY-OS-p",
            "label": "GATSBY: P = 0.86 at hazard ratio 1.15 implies about six deaths",
            "kind": "implausible figure", "weight": "moderate"} in told["doubts"]  # fmt: skip
    assert told["origin"] == "asserted by the review; inferred"


def test_resources_and_prompts_are_there(ask: Callable[[Do], Any]) -> None:
    async def read(client: Any) -> list[str]:
        told = [await client.read_resource(uri) for uri in (
            "her2gc://questions", "her2gc://vocabulary", "her2gc://entity/GATSBY.ttl", "her2gc://entity/GATSBY.md",
        )]  # fmt: skip
        return [each.contents[0].text for each in told]

    questions, vocabulary, turtle, text = ask(read)
    assert any(each["question"] == "failed-agents" for each in json.loads(questions))
    assert "her2gc:Trial:" in vocabulary
    assert "kg:T-DM1" in turtle
    assert text.startswith("# GATSBY")
    names = {each.name for each in ask(lambda client: client.list_prompts()).prompts}
    assert names == {"evidence_summary", "what_is_doubtful", "compare_agents"}


@slow
def test_over_standard_input_and_output() -> None:
    async def session() -> Any:
        given = mcp.StdioServerParameters(
            command=sys.executable, args=["-P", "-m", "her2gc.cli", "mcp"], env=None
        )
        with anyio.fail_after(BOUND):
            async with client_of.Client(given) as client:
                return await client.call_tool(
                    "answer", {"question": "failed-agents", "values": {"line": "second"}}
                )

    told = anyio.run(session)
    assert [row["cells"]["trial"] for row in told.structured_content["rows"]] == ["TyTAN", "T-ACT", "GATSBY"]


def test_find_tells_which_rows_have_what_is_named_and_what_is_said(ask: Callable[[Do], Any]) -> None:
    found = call(ask, "find", text="which ADC failed")
    [only] = found["offers"][0]["only"]
    row = call(ask, "answer", question="failed-agents", start=only)["rows"][0]
    assert row["cells"]["agent"] == "trastuzumab emtansine"
    said = call(ask, "find", text="gold standard FISH or IHC")["statements"]
    [only] = said
    assert only.startswith("FISH: gold standard method (Table 3; in doubt: ")
    assert only.endswith(": kg:FISH-gold-standard")


def test_several_offers_are_answered_at_once_each_with_its_doubts_and_how_to_cite_it(
    ask: Callable[[Do], Any],
) -> None:
    also = [
        {"question": "trial-sizes", "values": {"trial": "GATSBY"}},
        {"question": "failed-agents", "values": {"line": "third line"}},
    ]
    told = ask(lambda client: client.call_tool("answer", {"question": "subtype-shares", "also": also}))
    found = told.structured_content
    sizes, failed = found["others"]
    assert sizes["rows"][0]["cells"]["patients"] == 345
    assert (failed["rows"], bool(failed["silence"])) == ([], True)
    assert all(each["label"] in found["warning"] for each in sizes["rows"][0]["doubts"][:1])
    assert told.content[0].text.count("\nCite: ") == 3
    assert len(json.dumps([found["rows"], sizes["rows"]])) < 16_000 * 2 / 3 * 1.2
    wrong = [{"question": "trial-sizes", "values": {"trial": "Herceptin"}}]
    assert "trial" in refused(ask, "answer", question="subtype-shares", also=wrong)
