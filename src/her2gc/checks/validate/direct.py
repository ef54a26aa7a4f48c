"""Our shapes applied on the store in which the graph already lies, to some of its nodes or to all.

Only what our own shapes use is known here; ``Direct.knows`` says whether that is all that some shapes use. pyshacl is
the reference that the tests hold this against.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from her2gc.checks.validate.core import CORE, Core, Term
from her2gc.checks.validate.raw import Raw, local, readable, text
from her2gc.sources.prefixes import PREFIXES

if TYPE_CHECKING:
    from her2gc.checks.validate.engine import Shapes

_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
_SEVERITIES = {_SH + "Violation": "violation", _SH + "Warning": "warning", _SH + "Info": "note"}
_TARGETS = {"targetClass", "targetSubjectsOf", "targetObjectsOf"}
_PLAIN = {"property", "message", "severity", "sparql", "path", *_TARGETS}
_SPARQL = {"select", "message", "prefixes", "declare", "prefix", "namespace", "ask"} - {"ask"}
_MESSAGE = re.compile(r"\{[?$](\w+)\}")
_NAME = r"\w+:[\w-]+"
_PREFIX = r"PREFIX (\w+): <([^>]*)>"
_OF_NODES = {"path", "nodeKind", "message", "severity", _RDF + "type"}
_OF_TARGET = {"targetSubjectsOf", "property", "message", "severity", _RDF + "type"}
_ASKED = re.compile(
    rf"((?:[\^(!]*{_NAME}[)*+?]*[|/]?)+)\s+([?$]\w+)"
)  # a path and the variable that it leads to


class Query(NamedTuple):
    """A constraint in SPARQL."""

    name: ox.NamedNode
    head: str  # prefixes, and the query up to its first brace
    rest: str
    message: str


class Direct:
    """Shapes made ready to be applied on a store.

    Parameters
    ----------
    shapes
        The shapes.
    """

    def __init__(self, shapes: "Shapes") -> None:
        self.owners = shapes.owners
        self.unnamed = shapes.shown_as  # property shapes as a report calls them
        self.count = shapes.count
        self.about: dict[Term, dict[str, list[Term]]] = {}
        for t in shapes.triples:
            name = (
                t.predicate.value.removeprefix(_SH)
                if t.predicate.value.startswith(_SH)
                else t.predicate.value
            )
            self.about.setdefault(t.subject, {}).setdefault(name, []).append(t.object)
        shape = ox.NamedNode(_SH + "NodeShape")
        self.roots = [n for n, told in self.about.items() if shape in told.get(_RDF + "type", [])]
        self.queries = {
            n: [self._query(each) for each in self.about[n].get("sparql", [])]
            for n in self.roots
            if "sparql" in self.about[n]
        }
        self.compared = {
            prop for each in self.queries.values() for query in each for prop in _compared(query)
        }
        self.asked = set(self._asked())
        self.knows = self._knows()
        for each in [n for n, told in self.about.items() if "select" in told]:
            del self.about[each]  # it stands in ``queries``

    def _knows(self) -> bool:
        """Say whether every term of SHACL in the shapes is one that is applied here as the standard has it."""
        free = {_RDF + name for name in ("type", "first", "rest")}
        for node, told in self.about.items():
            names = {name for name in told if not name.startswith("http") or name in free}
            if node in self.queries or "sparql" in told:
                names -= {"sparql"}
            if names - free - CORE - _PLAIN - _SPARQL - {"inversePath", "flags"} or "flags" in names:
                return False
            for path in told.get("path", []):
                if isinstance(path, ox.BlankNode) and set(self.about.get(path, {})) != {"inversePath"}:
                    return False
            if any(len(told.get(name, [])) > 1 for name in ("message", "severity", "path")):
                return False
        nested = {each for told in self.about.values() for each in told.get("sparql", [])}
        return not nested - {query.name for each in self.queries.values() for query in each}

    def _asked(self) -> Iterator[str]:
        """Yield the properties of which more is asked than that their values are nodes."""
        for query in (each for of_shape in self.queries.values() for each in of_shape):
            names = dict(re.findall(_PREFIX, query.head))
            for name in re.findall(_NAME, query.rest):
                prefix, _, rest = name.partition(":")
                yield names.get(prefix, "") + rest
        for told in self.about.values():
            links = [*told.get("inversePath", ()), *told.get("lessThanOrEquals", ())]
            links += told.get("path", []) if set(told) - _OF_NODES else []
            own = {
                text(link) for each in told.get("property", ()) for link in self.about[each].get("path", ())
            }
            for name in ("targetSubjectsOf", "targetObjectsOf"):
                alone = not set(told) - _OF_TARGET and name == "targetSubjectsOf"
                links += [link for link in told.get(name, ()) if not alone or own != {text(link)}]
            yield from (link.value for link in links if isinstance(link, ox.NamedNode))

    def _query(self, node: Term) -> Query:
        told = self.about.get(node, {})
        (select,) = told.get("select", [ox.Literal("SELECT $this WHERE {}")])[:1]
        declared = [
            each for place in told.get("prefixes", []) for each in self.about[place].get("declare", [])
        ]
        asked = text(select)
        names = {
            text(self.about[each]["prefix"][0]): text(self.about[each]["namespace"][0]) for each in declared
        }
        # each query is parsed at each run, so it has the prefixes that it uses
        head = "".join(f"PREFIX {name}: <{iri}> " for name, iri in names.items() if f"{name}:" in asked)
        brace = asked.index("{") + 1
        message = next((text(each) for each in told.get("message", [])), "")
        name = node if isinstance(node, ox.NamedNode) else ox.NamedNode("urn:constraint")
        return Query(name, head + asked[:brace], asked[brace:], message)

    def apply(self, store: ox.Store, nodes: Iterable[Term] | None = None) -> list[Raw]:
        """Return what violates the shapes, sorted.

        Parameters
        ----------
        store
            The closed graph, all of whose named graphs count.
        nodes
            The nodes to look at; None for all.
        """
        core = Core(store, self.about)
        among = None if nodes is None else core.among(nodes)
        found: dict[Raw, None] = {}
        for shape in self.roots:
            focus = core.targets(shape, among)
            if not focus:
                continue
            for node in focus:
                for result in core.results(shape, node):
                    raw = self._raw(*result)
                    found[raw] = None
            for query in self.queries.get(shape, ()):
                for raw in self._of_query(store, shape, query, focus):
                    found[raw] = None
        return sorted(found)

    def _of_query(self, store: ox.Store, shape: Term, query: Query, focus: list[Term]) -> Iterator[Raw]:
        named = [node for node in focus if not isinstance(node, ox.BlankNode | ox.Triple)]
        if len(named) < len(focus):  # a nameless node cannot be written into a query
            wanted = set(focus)
            asked = f"{query.head} ?this ?_p ?_o FILTER (isBlank($this)) {query.rest}"
            rows = [row for row in _rows(store, asked) if row["this"] in wanted]
            yield from (self._told(shape, query, row) for row in rows)
        if named:
            asked = f"{query.head} VALUES $this {{ {' '.join(map(str, named))} }} {query.rest}"
            for row in _rows(store, asked):
                yield self._told(shape, query, row)

    def _told(self, shape: Term, query: Query, row: ox.QuerySolution) -> Raw:
        def fill(found: re.Match[str]) -> str:
            try:
                value = row[found[1]]
            except KeyError:
                return found[0]
            return found[0] if value is None else text(value)

        focus = row["this"]
        value = _of(row, "value") or focus
        path = _of(row, "path")
        message = _MESSAGE.sub(fill, query.message)
        return self._raw(shape, focus, "SPARQLConstraintComponent", value, path, message, query.name)

    def _raw(  # noqa: PLR0913, PLR0917 (the parts of a result)
        self,
        shape: Term,
        focus: Term,
        component: str,
        value: Term | None,
        path: Term | None = None,
        message: str | None = None,
        constraint: ox.NamedNode | None = None,
    ) -> Raw:
        told = self.about.get(shape, {})
        severity = next((text(each) for each in told.get("severity", [])), _SH + "Violation")
        if path is None and constraint is None:
            path = next(iter(told.get("path", [])), None)
        if message is None:
            message = next((text(each) for each in told.get("message", [])), "")
        along = path.value if isinstance(path, ox.NamedNode) else ""
        owner = self.owners.get(text(shape), text(shape))
        parts = (local(owner), local(along) if along else "", component.removesuffix("ConstraintComponent"))
        kinds = {ox.Literal: "literal", ox.BlankNode: "blank"}
        sparql = component == "SPARQLConstraintComponent"
        return Raw(
            node=text(focus),
            path=along,
            value="" if value is None or (sparql and value == focus) else text(value),
            severity=_SEVERITIES.get(severity, local(severity)),
            rule=local(constraint.value) if constraint else "/".join(part for part in parts if part),
            component=component,
            message=readable(message),
            kind=kinds.get(type(focus), "iri"),
            said=self._said(shape, focus, component, value, path, message, severity, constraint),
        )

    def _said(  # noqa: PLR0913, PLR0917 (the parts of a result)
        self,
        shape: Term,
        focus: Term,
        component: str,
        value: Term | None,
        path: Term | None,
        message: str,
        severity: str,
        constraint: ox.NamedNode | None,
    ) -> str:
        lines = [
            f"_:result <{_RDF}type> <{_SH}ValidationResult>",
            f"_:result <{_SH}focusNode> {focus}",
            f"_:result <{_SH}resultSeverity> <{severity}>",
            f"_:result <{_SH}sourceConstraintComponent> <{_SH}{component}>",
            f"_:result <{_SH}sourceShape> {self.unnamed.get(text(shape), shape)}",
            f"_:result <{_SH}resultMessage> {ox.Literal(message)}",
        ]
        if value is not None:
            lines.append(f"_:result <{_SH}value> {value}")
        if constraint is not None:
            lines.append(f"_:result <{_SH}sourceConstraint> {constraint}")
        if isinstance(path, ox.NamedNode):
            lines.append(f"_:result <{_SH}resultPath> {path}")
        elif path is not None:
            (forward,) = self.about[path]["inversePath"]
            lines += [
                f"_:result <{_SH}resultPath> _:result-path",
                f"_:result-path <{_SH}inversePath> {forward}",
            ]
        return "\n".join(sorted(lines))


def _compared(query: Query) -> Iterator[str]:
    """Yield the properties of which a query asks twice for the same value, and so may ask of two nodes."""
    prefixes = dict(re.findall(_PREFIX, query.head))
    seen = Counter(
        (name, var) for path, var in _ASKED.findall(query.rest) for name in set(re.findall(_NAME, path))
    )
    for (name, _), times in seen.items():
        prefix, _, rest = name.partition(":")
        if times > 1 and prefix in prefixes:
            yield prefixes[prefix] + rest


def _rows(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    found = store.query(query, use_default_graph_as_union=True)
    if isinstance(found, ox.QuerySolutions):
        yield from found


def _of(row: ox.QuerySolution, name: str) -> Term | None:
    try:
        value: Term | None = row[name]
    except KeyError:
        return None
    return value
