"""The report of ``her2gc reason`` as text and for machines."""

from typing import Any

import pyoxigraph as ox

from her2gc.checks import reason
from her2gc.checks.reason.clashes import Clash
from her2gc.checks.reason.explain import Reasons
from her2gc.checks.reason.places import Places
from her2gc.errors import Her2gcError
from her2gc.sources.prefixes import PREFIXES
from her2gc.store import cache
from her2gc.store.graph import LocalGraph
from her2gc.store.names import curie, names
from her2gc.store.resolve import resolve

_TYPE = PREFIXES["rdf"] + "type"
_OWL = PREFIXES["owl"]
_IS_A = ("a", "is a", "is", "is a:", "rdf:type")


def as_text(found: "reason.Report", *, explain: bool) -> str:
    """Return the report as text; with ``explain``, the reasons of every contradiction."""
    said, numbers = found.said, found.vocabulary
    properties = numbers["ObjectProperty"] + numbers["DatatypeProperty"]
    by = f"HermiT, {said.seconds:.1f} s" if said else "HermiT not asked"
    lines = [
        f"vocabulary  {numbers['Class']} classes, {properties} properties: {_vocabulary(found)} ({by})",
        f"graph       {found.asserted} statements: {_graph(found)} (rules, {found.seconds['rules']:.1f} s)",
        f"inferred    {len(found.reasons.ranks)} statements",
    ]
    places = Places(found.sources)  # it reads the files when the first place is asked for
    for clash in chief(found.reasons, found.clashes):
        lines += ["", f"contradiction: {summary(found.reasons, clash)}"]
        lines += [f"  at {place}" for place in places.of_clash(found.reasons.of_clash(clash), clash.axiom)]
        if explain:
            for step in found.reasons.of_clash(clash):
                lines += found.reasons.tell(step, 1)
    for cls in said.unsatisfiable if said else []:
        lines += ["", f"no member possible: {curie(cls)}"]
        lines += [f"  at {place}" for place in places.of_class(cls)]
        if explain:
            lines += _why_empty(found, cls)
    if found.consistent:
        lines += ["", "members found by definition:", *_defined(found)]
        lines += ["", "values found by property:"]
        lines += [f"  {count:>6}  {curie(name)}" for name, count in _sorted(found.values())]
    return "\n".join(lines)


def as_dict(found: "reason.Report") -> dict[str, Any]:
    """Return the report for machines."""
    said = found.said
    places = Places(found.sources)
    return {
        "consistent": found.consistent,
        "asserted": found.asserted,
        "inferred": len(found.reasons.ranks),
        "contradictions": [
            {
                "summary": summary(found.reasons, clash),
                "reasons": ["\n".join(found.reasons.tell(step)) for step in found.reasons.of_clash(clash)],
                "places": places.of_clash(found.reasons.of_clash(clash), clash.axiom),
            }
            for clash in chief(found.reasons, found.clashes)
        ],
        "unsatisfiable": said.unsatisfiable if said else None,
        "refusal": str(found.refusal) if found.refusal else None,
        "hermit": None if said is None else {"consistent": said.consistent, "seconds": said.seconds},
        "memberships": dict(_sorted(found.memberships())),
        "values": dict(_sorted(found.values())),
        "seconds": found.seconds,
    }


def explanation(found: "reason.Report", subject: str, prop: str, value: str) -> str:
    """Return the reasons of one statement.

    Raises
    ------
    Her2gcError
        When a name is not known, or the statement neither stands in the graph nor follows from it.
    """
    graph = LocalGraph(cache.Opened(found.reasons.store, None))
    known = names(graph)
    one = ox.NamedNode(resolve(subject, known, "entity of the graph"))
    link = ox.NamedNode(_TYPE if prop in _IS_A else resolve(prop, known, "property"))
    kinds = names(graph, _OWL + "Class") if link.value == _TYPE else known
    other = ox.NamedNode(resolve(value, kinds, "class" if link.value == _TYPE else "entity of the graph"))
    step = found.reasons.why(ox.Triple(one, link, other))
    if step is None:
        told = found.reasons.sentence(ox.Triple(one, link, other))
        raise Her2gcError(f"“{told}” is neither asserted nor inferred", "'her2gc show' tells what is")
    return "\n".join(found.reasons.tell(step))


def chief(reasons: Reasons, clashes: list[Clash]) -> list[Clash]:
    """Return one contradiction per thing: the one with the shortest reasons."""
    best: dict[str, tuple[int, Clash]] = {}
    for clash in clashes:
        about = str(clash.premises[0].subject)
        length = sum(len(list(reasons.tell(step))) for step in reasons.of_clash(clash))
        if about not in best or length < best[about][0]:
            best[about] = (length, clash)
    return [clash for _, (_, clash) in sorted(best.items())]


def summary(reasons: Reasons, clash: Clash) -> str:
    """Return a contradiction in one line."""
    facts = "; ".join(reasons.sentence(premise) for premise in clash.premises)
    return f"{facts}; but {reasons.axiom(clash.axiom)}"


def _vocabulary(found: "reason.Report") -> str:
    if found.said is None:
        return "not classified, HermiT cannot take it" if found.refusal else "not classified"
    if not found.said.consistent:
        return "INCONSISTENT"
    empty = found.said.unsatisfiable
    return (
        f"{len(empty)} classes without a possible member"
        if empty
        else "consistent, every class can have members"
    )


def _graph(found: "reason.Report") -> str:
    count = len(chief(found.reasons, found.clashes))
    return f"INCONSISTENT, {count} contradictions" if count else "consistent"


def _defined(found: "reason.Report") -> list[str]:
    store_ = found.reasons.store
    equivalent = ox.NamedNode(_OWL + "equivalentClass")
    defined = {
        quad.subject.value
        for quad in store_.quads_for_pattern(None, equivalent, None, None)
        if isinstance(quad.subject, ox.NamedNode)
    }
    counted = [(name, count) for name, count in _sorted(found.memberships()) if name in defined]
    return [f"  {count:>6}  {curie(name)}" for name, count in counted]


def _why_empty(found: "reason.Report", cls: str) -> list[str]:
    asserted = (quad for quad in found.reasons.store if quad.triple not in found.reasons.ranks)
    reasons, clashes = reason.why_empty(asserted, cls)
    lines = []
    for clash in clashes[:1]:
        lines.append(f"  because of a member it would follow: {summary(reasons, clash)}")
        for step in reasons.of_clash(clash):
            lines += reasons.tell(step, 2)
    return lines or ["  the rules see no reason; HermiT gives none"]


def _sorted(counts: Any) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
