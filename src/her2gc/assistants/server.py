"""The protocol's server: tools, resources and prompts, registered once; stdio and HTTP show the same."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from mcp.server.mcpserver import Context as MCPContext
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from her2gc.assistants import results
from her2gc.assistants.tools import Tools, said_here
from her2gc.assistants.words import text
from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES

_INSTRUCTIONS = (
    "One review of HER2-positive gastric cancer as a graph. Every result says where the review states it, what is "
    "doubtful about the print, and whose word it is. Say only what the results say, with place and doubt. Where a "
    "result says that the review is silent, say so: do not fill in from elsewhere. Begin with find; then answer. "
    "It is one review, not a guideline, and no medical advice."
)
_READS = ToolAnnotations(
    read_only_hint=True, idempotent_hint=True, open_world_hint=False, destructive_hint=False
)

_ONLY = "Use only results of the tools of her2gc, each with its place; say where the review is silent."
_Start = Annotated[int, Field(ge=0, description="where to go on, from 'next' of the result before")]


def server(tools: Tools) -> MCPServer[Any]:
    """Return the server with all it offers."""
    title = "HER2-positive gastric cancer: one review"
    made: MCPServer[Any] = MCPServer(
        "her2gc",
        title=title,
        instructions=_INSTRUCTIONS,
        version=tools.context.version,
        log_level="WARNING",  # standard error is for what a person must know
    )
    _tools(made, tools)
    _resources(made, tools)
    _prompts(made)
    return made


@contextmanager
def _plain() -> Iterator[None]:
    """Turn an error of ours into one that an assistant reads and can act on."""
    try:
        yield
    except Her2gcError as error:
        raise ToolError(said_here(str(error))) from None


def _tools(made: "MCPServer[Any]", tools: Tools) -> None:
    @made.tool(annotations=_READS)
    def find(text: Annotated[str, Field(max_length=1000)]) -> Annotated[CallToolResult, results.Found]:
        """Find which stored questions a text asks, values filled in, and which entities it names; begin here.

        Says plainly when the review does not speak of it. Unless the outcome is 'answer', an offer answers only where
        it leaves out nothing that matters; where each leaves out most of the text, say that the review does not say.
        """
        with _plain():
            return _both(tools.find(text))

    @made.tool(annotations=_READS)
    def answer(
        question: Annotated[
            str, Field(max_length=100, description="a stored question, as find or the list names it")
        ],
        values: Annotated[
            dict[str, str], Field(description="values of its parameters: a name, synonym, CURIE or IRI each")
        ] = {},  # noqa: B006 (never changed)
        start: _Start = 0,
        also: Annotated[
            list[results.Call],
            Field(
                max_length=2, description="the next offers of find, where it is not sure which one is meant"
            ),
        ] = [],  # noqa: B006 (never changed)
    ) -> Annotated[CallToolResult, results.Answer]:
        """Answer a stored question: rows, each with places in the review, doubts about the print, and origin.

        Where find gives offers only, answer its first three at once: the question and two in 'also'; then say which
        of them is what was asked, or that none is.
        """
        with _plain():
            return _both(tools.answer(question, values, start, also))

    @made.tool(annotations=_READS)
    def describe(
        entity: Annotated[str, Field(max_length=300)], start: _Start = 0
    ) -> Annotated[CallToolResult, results.Description]:
        """Describe a trial, agent, gene, subtype, statement or other entity: all that the graph holds of it."""
        with _plain():
            return _both(tools.describe(entity, start))

    @made.tool(annotations=_READS)
    async def sparql(
        query: Annotated[str, Field(max_length=100_000)], told: MCPContext[Any, Any]
    ) -> Annotated[CallToolResult, results.Table]:
        """Answer a read-only SPARQL query; the house's prefixes (her2gc:, kg:, rdfs: ...) need no declaration."""
        with _plain():
            await told.report_progress(0, 1, "the query waits or runs")
            found = await tools.sparql(query)
            await told.report_progress(1, 1, f"{len(found.rows)} rows")
            return _both(found)

    @made.tool(annotations=_READS)
    def where(
        statement: Annotated[str, Field(max_length=300)],
    ) -> Annotated[CallToolResult, results.Stated]:
        """Tell where the review states something, which references it gives there, and what is doubtful about it."""
        with _plain():
            return _both(tools.where(statement))


def _both(result: results.Told) -> CallToolResult:
    """Return a result in both forms: structure, and a short text beside it."""
    return CallToolResult(
        content=[TextContent(type="text", text=text(result))],
        structured_content=result.model_dump(mode="json"),
    )


def _resources(made: "MCPServer[Any]", tools: Tools) -> None:
    context = tools.context

    @made.resource("her2gc://questions", mime_type="application/json")
    def questions() -> str:
        """List the stored questions: name, what each asks, its parameters."""
        listed = [
            {
                "question": each.name,
                "asks": each.summary,
                "parameters": {
                    one.name: {"kind": one.kind, "needed": one.required} for one in each.parameters
                },
            }
            for each in context.questions.values()
        ]
        return json.dumps(listed, ensure_ascii=False)

    @made.resource("her2gc://vocabulary", mime_type="text/markdown")
    def vocabulary() -> str:
        """List the classes and properties of the vocabulary with their definitions."""
        from her2gc.web.pages import page
        from her2gc.web.routes import Links

        kinds = page(context, Links(), "ontology").data["kinds"]
        lines = []
        for kind, terms in kinds.items():
            lines.append(f"# {kind}")
            lines += [
                f"- her2gc:{name}: {' '.join(text for text, _ in told['definition'])}" for name, told in terms
            ]
        return "\n".join(lines)

    @made.resource("her2gc://entity/{name}.ttl", mime_type="text/turtle")
    def turtle(name: str) -> str:
        """Give an entity as Turtle."""
        from her2gc.web import forms

        with _plain():
            context.entity(PREFIXES["kg"] + name)
            return forms.description(context, PREFIXES["kg"] + name, "ttl")[0].decode()

    @made.resource("her2gc://entity/{name}.md", mime_type="text/markdown")
    def described(name: str) -> str:
        """Give an entity as Markdown, as its page has it."""
        from her2gc.web.pages import page
        from her2gc.web.routes import Links
        from her2gc.web.text import markdown

        with _plain():
            context.entity(PREFIXES["kg"] + name)
            return markdown(page(context, Links(), "entity", name))


def _prompts(made: "MCPServer[Any]") -> None:
    @made.prompt()
    def evidence_summary(trial: str) -> str:
        """Summarise the evidence of a trial."""
        return (
            f"Describe '{trial}', then answer trial-evidence and verdicts for it. Summarise design, arms, figures of "
            "both arms, hazard ratio, interval and p-value as printed, verdict with its basis, and every doubt. "
            f"{_ONLY}"
        )

    @made.prompt()
    def what_is_doubtful(subject: str) -> str:
        """Tell what is doubtful about a subject."""
        return (
            f"Answer discrepancies with about = '{subject}'; list each doubt: what is printed, why it is doubted, "
            f"where. {_ONLY}"
        )

    @made.prompt()
    def compare_agents(first: str, second: str) -> str:
        """Compare two agents."""
        return (
            f"Describe '{first}' and '{second}'; compare target, kind, trials with verdicts and figures, approvals "
            f"and doubts, side by side. {_ONLY}"
        )
