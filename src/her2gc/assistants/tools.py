"""What the tools do, without the protocol: each takes plain values and returns a model, or raises a plain error."""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from her2gc.assistants import results
from her2gc.assistants.budget import MOST, fitting, part, start_within
from her2gc.entities.page import place_of
from her2gc.errors import Her2gcError, LimitError
from her2gc.questions.carried import Doubt
from her2gc.questions.places import NOWHERE, Place, short
from her2gc.questions.theirs import foreign
from her2gc.sources.homes import origin
from her2gc.sources.prefixes import PREFIXES
from her2gc.sparql.pool import Pool, Wish
from her2gc.store.names import curie, local
from her2gc.store.resolve import entity
from her2gc.store.suggest import nearest
from her2gc.web.context import Context

if TYPE_CHECKING:
    from her2gc.entities.show import Entity
    from her2gc.questions.answer import Answer

_NAMED = 5  # doubts that the first line names
_CITED = 8  # places that the last line names
_OWN = PREFIXES["her2gc"]
_SILENT = "the review says nothing that fits what was given"
_UNSURE = "What an offer leaves out it does not answer; where none takes in what was asked, the review does not say."
_TOLD = {"answer": "the first question answers the text", "offer": "one of these may be meant"}
_WEIGHTS = {"major": 0, "moderate": 1, "minor": 2}
_WORD = {
    "review": "asserted by the review",
    "ontology": "vocabulary",
    "curation": "curated",
    "mappings": "curated mapping",
    "registry": "from the register",
    "inferred": "inferred",
}
_COMMAND = re.compile(r"'?her2gc query ([a-z0-9-]+(?: --[A-Za-z]+ (?:'[^']*'|[^\s';]+))*)'?")
_WITHOUT = re.compile(r"without --([A-Za-z]+) ([0-9]+)")
_OPTION = re.compile(r"--(?=[a-zA-Z])")


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
        self._finding = Lock()  # the first to find builds the index; others wait for it, not build it too

    def find(self, text: str) -> results.Found:
        """Find what in the graph a text asks for."""
        from her2gc.find import find as find_text

        with self._finding:
            found = find_text(self.context.graph, text)
        offers = [
            results.Offer(
                question=each.question,
                summary=each.summary,
                values={name: curie(iri) for name, iri in each.values.items()},
                rows=each.rows,
                leaves_out=list(each.leaves_out),
                only=each.only,
            )
            for each in found.offers
        ]
        named = [results.Named(iri=each.iri, label=each.label, kind=each.kind) for each in found.entities]
        told = found.told or _TOLD.get(found.outcome, "")
        best = found.answered
        contract = self.context.answer(best.question, best.values).contract if best else None
        return results.Found(
            warning=_warning(map(_doubt, contract.doubts)) if contract is not None else "",
            outcome="silent" if found.unsaid else found.outcome,
            told=f"{told} {_UNSURE}" if found.outcome == "offer" and not found.unsaid else told,
            offers=offers,
            entities=named,
            statements=[f"{each.label}: {curie(each.iri)}" for each in found.statements],
            cite=self._cite(_places(each for row in contract or [] for each in row.places)),
        )

    def answer(
        self, question: str, values: Mapping[str, str], start: int = 0, also: Sequence[results.Call] = ()
    ) -> results.Answer:
        """Answer a stored question, and others with it; they share what room a result has.

        Raises
        ------
        Her2gcError
            For an unknown question or value, with the nearest right ones.
        """
        most = MOST // (1 + len(also))
        first = self._answered(question, values, start, most)
        others = [self._answered(each.question, each.values, 0, most) for each in also]
        doubts = (each for one in (first, *others) for row in one.rows for each in row.doubts)
        return results.Answer(**{**dict(first), "warning": _warning(doubts)}, others=others)

    def _answered(self, question: str, values: Mapping[str, str], start: int, most: int) -> results.Other:
        if question not in self.context.questions:
            near = ", ".join(nearest(question[:100], self.context.questions)[:3])
            told = f"near to it: {near}; or use find" if near else "use find"
            raise Her2gcError(f"there is no question '{question[:60]}'", told)
        with _said_here():
            found = self.context.answer(question, values)
        places = range(start_within(start, len(found)), len(found))
        rows = fitting((_row(found, place) for place in places), lambda row: len(row.model_dump_json()), most)
        end = start + len(rows)
        return results.Other(
            warning=_warning(each for row in rows for each in row.doubts),
            question=question,
            summary=self.context.questions[question].summary,
            values=dict(values),
            rows=rows,
            total=len(found),
            next=end if end < len(found) else None,
            silence="" if found else said_here("; ".join(found.sheet.notes)) or _SILENT,
            cite=self._cite(each for row in rows for each in row.places),
        )

    def describe(self, entity: str, start: int = 0) -> results.Description:
        """Describe an entity, as its page has it.

        Raises
        ------
        Her2gcError
            Where the graph knows no such entity, or several.
        """
        from her2gc.web.pages import page
        from her2gc.web.routes import Links
        from her2gc.web.text import markdown

        iri = self._entity(entity)
        route = "entity" if iri.startswith(PREFIXES["kg"]) else "registry"
        name = iri.removeprefix(PREFIXES["kg" if route == "entity" else route])
        made = page(self.context, Links(), route, name)
        told, rest = part(markdown(made), start)
        found = made.data["entity"]
        places = self._standing(iri, found)
        return results.Description(
            warning=_warning(self._doubts(found)),
            iri=iri,
            label=made.title,
            kinds=found.kinds[:3],
            markdown=told,
            next=rest,
            place=short(places) or NOWHERE,
            origin=_origin(found),
            cite=self._cite(_places(places)),
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
        kept = fitting(rows, lambda row: sum(map(len, [*row, *row.values()])))
        cut = len(kept) if len(kept) < len(rows) or served.cut is not None else None
        return results.Table(
            warning="No place, doubt or origin stands beside these rows: ask 'where' of what you cite.",
            variables=variables,
            rows=kept,
            cut=cut,
            place=NOWHERE,
            origin=NOWHERE,
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
        places = self._standing(iri, found)
        doubts = self._doubts(found)
        references = [
            each.label
            for each in found.statements
            if each.direction == "from" and each.property == _OWN + "cites"
        ]
        return results.Stated(
            warning=_warning(doubts),
            iri=iri,
            label=found.label,
            places=_places(places),
            place=short(places) or NOWHERE,
            references=list(dict.fromkeys(references)),
            doubts=doubts,
            origin=_origin(found),
            cite=self._cite(_places(places)),
        )

    def _standing(self, iri: str, found: "Entity") -> list[Place]:
        """Return where an entity is stated; of what is no statement, where the review speaks of it."""
        own = [
            place_of(found, each)
            for each in found.statements
            if each.direction == "from" and each.property in (_OWN + "statedIn", _OWN + "atPlace")
        ]
        if not own and iri in self.context.members(_OWN + "Subject"):
            contract = self.context.answer("said-of", {"subject": iri}).contract
            own = [each for row in contract or [] for each in row.places]
        return list(dict.fromkeys(own))

    def _doubts(self, found: "Entity") -> list[results.Doubt]:
        """Return the doubts that concern an entity."""
        doubts = [
            each.value
            for each in found.statements
            if each.direction == "to" and each.property == _OWN + "concerns"
        ]
        return [self._doubt(each) for each in dict.fromkeys(doubts)]

    def _doubt(self, iri: str) -> results.Doubt:
        found = self.context.entity(iri)
        kind, weight = ("; ".join(found.values(_OWN + name)) for name in ("hasDiscrepancyKind", "hasWeight"))
        return results.Doubt(iri=iri, label=found.label, kind=kind, weight=weight)

    def _entity(self, text: str) -> str:
        with _said_here():
            iri = entity(self.context.graph, text)
        if iri not in self.context.entities:
            near = ", ".join(curie(each) for each in self.context.near(local(iri)))
            told = f"near to it: {near}" if near else "name an entity of the review, as find gives it"
            raise Her2gcError(f"the graph has no page of {curie(iri)}", told)
        return iri

    @cached_property
    def _others_places(self) -> set[str]:
        """The places that are none of the review's: passages of other sources."""
        store, sourced = self.context.graph.store, ox.NamedNode(_OWN + "inSource")
        return {
            quad.subject.value
            for quad in store.quads_for_pattern(None, sourced, None, None)
            if isinstance(quad.subject, ox.NamedNode)
        }

    def _cite(self, places: Iterable[results.Place]) -> str:
        ours: dict[str, None] = {}
        theirs: dict[str, None] = {}
        for each in places:
            if foreign(each.iri):  # a file of theirs
                theirs[each.full] = None
            elif each.iri in self._others_places:
                theirs[each.short] = None
            else:
                ours[each.short] = None
        where = f"; the review, {_some(ours)}" if ours else ""
        where += f"; not the review but {_some(theirs)}" if theirs else ""
        return (
            f"her2gc {self.context.version}, https://w3id.org/her2gc/{where}. One review; no medical advice."
        )


def _some(known: Iterable[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    listed = list(known)
    more = f" and {len(listed) - _CITED} places more" if len(listed) > _CITED else ""
    return f"{', '.join(listed[:_CITED])}{more}"


def said_here(text: str) -> str:
    """Return a message of the command line in the words of the tools."""
    text = _WITHOUT.sub(r"without \1: \2", text)
    text = _COMMAND.sub(lambda call: _call(call[1]), text)
    return _OPTION.sub("", text)


def _call(command: str) -> str:
    """Return a command as a call of a tool: the question, and its values."""
    name, *rest = shlex.split(command)
    pairs = [
        f"{option.removeprefix('--')} = {value}" for option, value in zip(rest[::2], rest[1::2], strict=False)
    ]
    return f"answer {name} ({', '.join(pairs)})" if pairs else f"answer {name}"


@contextmanager
def _said_here() -> Iterator[None]:
    try:
        yield
    except LimitError:
        raise
    except Her2gcError as error:
        raise Her2gcError(said_here(str(error))) from None


def _origin(found: "Entity") -> str:
    """Return whose words an entity's own statements are, the review's first."""
    homes = {origin(each.graph) for each in found.statements if each.direction == "from"}
    told = {_WORD.get(home.home) or f"the word of {home.name or home.home}" for home in homes}
    return (
        "; ".join([each for each in _WORD.values() if each in told] + sorted(told - {*_WORD.values()}))
        or NOWHERE
    )


def _row(found: "Answer", place: int) -> results.Row:
    row, told = found[place], found.contract[place] if found.contract is not None else None
    return results.Row(
        cells={name: _plain(row[name]) for name in found.names if name != "statements"},
        iris={name: iri for name in found.names if (iri := row.iri(name))},
        places=_places(told.places) if told else [],
        place=told.short_places if told else NOWHERE,
        doubts=[_doubt(each) for each in told.doubts] if told else [],
        origin=(told.origin if told else "") or NOWHERE,
    )


def _places(places: Iterable[Place]) -> list[results.Place]:
    return [results.Place(**each._asdict()) for each in places]


def _doubt(doubt: Doubt) -> results.Doubt:
    return results.Doubt(**doubt._asdict())


def _warning(doubts: Iterable[results.Doubt]) -> str:
    """Return the doubts in one line, the weightiest first, each once; of many, how many more there are."""
    once = {each.iri: each for each in doubts}.values()
    labels = [each.label for each in sorted(once, key=lambda each: _WEIGHTS.get(each.weight, len(_WEIGHTS)))]
    more = f"; and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
    return f"Doubtful: {'; '.join(labels[:_NAMED])}{more}" if labels else ""


def _plain(cell: Any) -> str | int | float | bool | None:
    return float(cell) if isinstance(cell, Decimal) else cell
