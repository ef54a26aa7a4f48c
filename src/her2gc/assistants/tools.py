"""What the tools do, without the protocol: each takes plain values and returns a model, or raises a plain error."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from her2gc.assistants import results
from her2gc.errors import Her2gcError
from her2gc.find import find as find_text
from her2gc.questions.contract import RowContract
from her2gc.sources.prefixes import PREFIXES
from her2gc.sparql.pool import Pool, Wish
from her2gc.store.names import curie, names, resolve
from her2gc.web.context import Context
from her2gc.web.pages import page
from her2gc.web.routes import Links
from her2gc.web.text import markdown

MOST = 12_000  # characters of a result, some 3,000 tokens; more is cut, and told
_LINKS = Links()


class Tools:
    """The five tools.

    Parameters
    ----------
    context
        The graph.
    pool
        Where queries of an assistant's own run.
    """

    def __init__(self, context: Context, pool: Pool) -> None:
        self.context = context
        self.pool = pool

    def find(self, text: str) -> results.Found:
        """Find what in the graph a text asks for."""
        found = find_text(self.context.graph, text)
        offers = [
            results.Offer(
                question=each.question,
                summary=each.summary,
                values={name: curie(iri) for name, iri in each.values.items()},
                rows=each.rows,
                leaves_out=list(each.leaves_out),
            )
            for each in found.offers
        ]
        named = [results.Named(iri=each.iri, label=each.label, kind=each.kind) for each in found.entities]
        return results.Found(
            outcome=found.outcome, told=found.told, offers=offers, entities=named, cite=self._cite([])
        )

    def answer(self, question: str, values: Mapping[str, str], start: int = 0) -> results.Answer:
        """Answer a stored question.

        Raises
        ------
        Her2gcError
            For an unknown question or value, with the nearest right ones.
        """
        if question not in self.context.questions:
            from her2gc.store.names import nearest

            near = ", ".join(nearest(question, self.context.questions)[:3])
            raise Her2gcError(f"there is no question '{question[:60]}'", f"near to it: {near}; or use find")
        found = self.context.answer(question, values)
        contract = found.contract
        rows: list[results.Row] = []
        size, start = 0, max(start, 0)
        for place in range(start, len(found)):
            row = found[place]
            told = contract[place] if contract is not None else None
            made = results.Row(
                cells={name: _plain(row[name]) for name in found.names if name != "statements"},
                iris={name: iri for name in found.names if (iri := row.iri(name))},
                places=_places(told),
                doubts=_doubts(told),
                origin=told.origin if told else "",
            )
            size += len(made.model_dump_json())
            if rows and size > MOST:
                break
            rows.append(made)
        end = start + len(rows)
        return results.Answer(
            warning=_warning({each.label: each for row in rows for each in row.doubts}.values()),
            question=question,
            summary=self.context.questions[question].summary,
            values=dict(values),
            rows=rows,
            total=len(found),
            next=end if end < len(found) else None,
            silence="" if found else "; ".join(found.sheet.notes),
            cite=self._cite([each for row in rows for each in row.places]),
        )

    def describe(self, entity: str, start: int = 0) -> results.Description:
        """Describe an entity, as its page has it.

        Raises
        ------
        Her2gcError
            Where the graph knows no such entity, or several.
        """
        iri = self._entity(entity)
        route = "entity" if iri.startswith(PREFIXES["kg"]) else "registry"
        name = iri.removeprefix(PREFIXES["kg" if route == "entity" else route])
        made = page(self.context, _LINKS, route, name)
        whole = markdown(made)
        start = max(start, 0)
        end = min(start + MOST, len(whole))
        doubts = [label for label, _ in made.data["doubts"]]
        return results.Description(
            warning=f"Doubts about it: {'; '.join(doubts)}" if doubts else "",
            iri=iri,
            label=made.title,
            kinds=made.data["entity"].types[:3],
            markdown=whole[start:end],
            next=end if end < len(whole) else None,
            cite=self._cite([]),
        )

    async def sparql(self, query: str) -> results.Table:
        """Answer a read-only query.

        Raises
        ------
        Her2gcError
            When it is refused or wrong, with line and column.
        LimitError
            When it takes too long, too much memory, or too many ask.
        """
        import json

        served = await self.pool.run(query, Wish(graph="nt"))
        if served.form != "json":
            lines = served.body.decode().splitlines()
            rows = [{"triple": line} for line in lines]
            variables = ["triple"]
        else:
            told = json.loads(served.body)
            if "boolean" in told:
                variables, rows = ["boolean"], [{"boolean": str(told["boolean"]).lower()}]
            else:
                variables = told["head"]["vars"]
                rows = [
                    {name: cell["value"] for name, cell in row.items()} for row in told["results"]["bindings"]
                ]
        kept: list[dict[str, str]] = []
        size = 0
        for row in rows:
            size += sum(map(len, row)) + sum(map(len, row.values()))
            if kept and size > MOST:
                break
            kept.append(row)
        cut = len(kept) if len(kept) < len(rows) or served.cut is not None else None
        return results.Table(
            warning="No place, doubt or origin stands beside these rows: ask 'where' of what you cite.",
            variables=variables,
            rows=kept,
            cut=cut,
            cite=self._cite([]),
        )

    def where(self, statement: str) -> results.Stated:
        """Tell where a statement stands, which references the review gives for it, and what is doubtful about it.

        Raises
        ------
        Her2gcError
            Where the graph knows no such node.
        """
        iri = self._entity(statement)
        found = self.context.entity(iri)
        own = PREFIXES["her2gc"]
        from her2gc.questions.places import place

        places = [
            results.Place(**place(each.value, each.label)._asdict())
            for each in found.statements
            if each.direction == "from" and each.property == own + "statedIn"
        ]
        doubts = [
            results.Doubt(iri=each.value, label=each.label, kind="", weight="")
            for each in found.statements
            if each.direction == "to" and each.property == own + "concerns"
        ]
        references = [
            each.label
            for each in found.statements
            if each.direction == "from" and each.property == own + "cites"
        ]
        return results.Stated(
            warning=_warning(doubts),
            iri=iri,
            label=found.label,
            places=places,
            references=list(dict.fromkeys(references)),
            doubts=doubts,
            cite=self._cite(places),
        )

    def _entity(self, text: str) -> str:
        known = names(self.context.graph)
        iri = resolve(text, known, "entity of the graph")
        if iri not in self.context.entities:
            raise Her2gcError(f"the graph has no page of {curie(iri)}", "name an entity of the review")
        return iri

    def _cite(self, places: Iterable[results.Place]) -> str:
        short = list(dict.fromkeys(each.short for each in places))[:8]
        where = f"; the review, {', '.join(short)}" if short else ""
        return (
            f"her2gc {self.context.version}, https://w3id.org/her2gc/{where}. One review; no medical advice."
        )


def _places(told: RowContract | None) -> list[results.Place]:
    return [results.Place(**each._asdict()) for each in told.places] if told else []


def _doubts(told: RowContract | None) -> list[results.Doubt]:
    return [results.Doubt(**each._asdict()) for each in told.doubts] if told else []


def _warning(doubts: Iterable[results.Doubt]) -> str:
    labels = [each.label for each in doubts]
    return f"Doubtful: {'; '.join(labels)}" if labels else ""


def _plain(cell: Any) -> str | int | float | bool | None:
    return float(cell) if isinstance(cell, Decimal) else cell
