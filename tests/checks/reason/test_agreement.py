"""The rules, HermiT and owlrl on the part of the graph that the defined classes speak of: do they agree?"""

import pyoxigraph as ox
import pytest
import reason_core as core

from her2gc.checks.reason import hermit
from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES
from her2gc.store import closure
from sampling import whole

RDFS = PREFIXES["rdfs"]
Fact = tuple[str, str, str]
TYPE = core.TYPE.value

# What owlrl cannot find, by name: OWL 2 RL has neither "at least two" nor "only" in a definition.
BEYOND_RL = {core.H + "DualHER2BlockadeRegimen", core.H + "ChemotherapyFreeRegimen"}


def facts(triples: object) -> set[Fact]:
    """Return the statements on our entities in our vocabulary."""
    found = set()
    for triple in triples:  # type: ignore[attr-defined]
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
            found.add((triple.subject.value, triple.predicate.value, triple.object.value))
    return ours(found)


def ours(found: set[Fact]) -> set[Fact]:
    return {
        (s, p, o)
        for s, p, o in found
        if s.startswith(core.KG) and (p.startswith(core.H) or (p == TYPE and o.startswith(core.H)))
    }


@pytest.fixture(scope="module")
def asserted() -> list[ox.Triple]:
    return core.vocabulary() + core.individuals()


@pytest.fixture(scope="module")
def closed(asserted: list[ox.Triple]) -> ox.Store:
    """Return the closure by our rules, with one member put into every class."""
    memory = ox.Store()
    graph = ox.NamedNode(homes.USER)
    memory.extend([ox.Quad(each.subject, each.predicate, each.object, graph) for each in asserted])
    closure.close(memory)
    return memory


@pytest.fixture(scope="module")
def said(asserted: list[ox.Triple]) -> hermit.Verdict:
    return hermit.run(asserted + core.conventions(asserted), values=True)


def above(pairs: set[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the transitive closure of pairs."""
    direct: dict[str, set[str]] = {}
    for one, other in pairs:
        direct.setdefault(one, set()).add(other)
    found = {}
    for start in direct:
        seen: set[str] = set()
        todo = [start]
        while todo:
            for each in direct.get(todo.pop(), ()):
                if each not in seen:
                    seen.add(each)
                    todo.append(each)
        found[start] = seen - {start}
    return found


def spelled_out(said: set[Fact], asserted: list[ox.Triple]) -> set[Fact]:
    """Return HermiT's answer with what it leaves to the reader: wider classes, wider properties, inverses."""
    wider = above({(s, o) for s, p, o in said if p in (RDFS + "subClassOf", core.OWL + "equivalentClass")})
    narrower = said | {
        (each.subject.value, each.predicate.value, each.object.value)
        for each in asserted
        if each.predicate.value in (RDFS + "subPropertyOf", core.OWL + "inverseOf")
        and isinstance(each.subject, ox.NamedNode)
        and isinstance(each.object, ox.NamedNode)
    }
    larger = above({(s, o) for s, p, o in narrower if p == RDFS + "subPropertyOf"})
    inverses = [(s, o) for s, p, o in narrower if p == core.OWL + "inverseOf"]
    found = ours(said) | facts(asserted)
    found |= {(s, p, c) for s, p, o in found if p == TYPE for c in wider.get(o, ())}
    before = 0
    while before != len(found):
        before = len(found)
        found |= {(s, q, o) for s, p, o in found if p != TYPE for q in larger.get(p, ())}
        for one, other in [*inverses, *((b, a) for a, b in inverses)]:
            found |= {(o, other, s) for s, p, o in found if p == one}
    return found


@whole
def test_hermit_finds_the_core_consistent_and_no_class_empty(said: hermit.Verdict) -> None:
    assert said.consistent
    assert said.unsatisfiable == []


@whole
def test_rules_and_hermit_agree_on_every_class_membership_and_property_value(
    closed: ox.Store, said: hermit.Verdict, asserted: list[ox.Triple]
) -> None:
    by_rules = facts(closed)
    by_hermit = spelled_out(said.inferred, asserted)
    assert len(by_rules) > 4000
    assert sorted(by_rules - by_hermit) == []
    assert sorted(by_hermit - by_rules) == []


@whole
def test_rules_and_hermit_agree_on_which_class_is_wider(
    asserted: list[ox.Triple], said: hermit.Verdict
) -> None:
    vocabulary = core.vocabulary()
    memory = ox.Store()
    graph = ox.NamedNode(homes.USER)
    memory.extend([ox.Quad(each.subject, each.predicate, each.object, graph) for each in vocabulary])
    classes = {
        each.subject.value
        for each in vocabulary
        if each.object == ox.NamedNode(core.OWL + "Class") and isinstance(each.subject, ox.NamedNode)
    }
    classes = {each for each in classes if each.startswith(core.H)}
    for each in classes:
        member = ox.NamedNode(each.replace(core.H, core.KG + "member-of-"))
        memory.add(ox.Quad(member, core.TYPE, ox.NamedNode(each), graph))
    closure.close(memory)
    by_rules = {
        (s.replace(core.KG + "member-of-", core.H), o)
        for s, p, o in facts(memory)
        if p == TYPE and "member-of-" in s
    }
    pairs = {(s, o) for s, p, o in said.inferred if p in (RDFS + "subClassOf", core.OWL + "equivalentClass")}
    by_hermit = {(one, other) for one, others in above(pairs).items() for other in others}
    by_hermit = {pair for pair in by_hermit if pair[0] in classes and pair[1] in classes}
    assert sorted({pair for pair in by_rules if pair[0] != pair[1]} ^ by_hermit) == []


@whole
def test_owlrl_agrees_but_for_what_lies_beyond_rl(closed: ox.Store, asserted: list[ox.Triple]) -> None:
    import owlrl
    from rdflib import Graph, URIRef

    graph = Graph().parse(data=ox.serialize(asserted, format=ox.RdfFormat.N_TRIPLES), format="nt")
    closure = owlrl.DeductiveClosure(
        owlrl.OWLRL_Semantics, rdfs_closure=False, axiomatic_triples=False, datatype_axioms=False
    )
    closure.expand(graph)
    named = {(str(s), str(p), str(o)) for s, p, o in graph if isinstance(s, URIRef) and isinstance(o, URIRef)}
    by_owlrl, by_rules = ours(named), facts(closed)
    assert sorted(by_owlrl - by_rules) == []
    assert {o for _, p, o in by_rules - by_owlrl if p == TYPE} == BEYOND_RL
    assert [fact for fact in by_rules - by_owlrl if fact[1] != TYPE] == []
