"""Close a graph under its ontology by the rules, into the inferred graph: from the start, or for what is new only.

A rule runs again only when something that its body asks for was added since.
"""

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from her2gc.sources.homes import INFERRED
from her2gc.sources.prefixes import PREFIXES
from her2gc.store.rules import IN_FULL, TYPE, Compiler, Node, Pattern, Rule, key_of

_RDFS, _OWL = PREFIXES["rdfs"], PREFIXES["owl"]
_REMARKS = {_RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy", "member")}


def close(store: ox.Store, ranks: dict[ox.Triple, int] | None = None) -> int:
    """Add every triple that the rules entail to the inferred graph.

    Parameters
    ----------
    store
        The graph; it gains the inferred triples.
    ranks
        Filled, if given, with the step at which each triple was inferred: its premises come from earlier steps.

    Returns
    -------
    int
        How many triples were added; none of them stands in another graph.
    """
    rules = Compiler(store).rules()
    open_rules = [rule for rule in rules if not rule.closed]
    ranks = {} if ranks is None else ranks
    added, total = _run(store, open_rules, open_rules, ranks), -1
    while total != len(ranks):
        total = len(ranks)
        for rule in (rule for rule in rules if rule.closed):
            added |= _apply(store, rule, ranks)
        added = _run(store, [rule for rule in open_rules if rule.asks_for() & added], open_rules, ranks)
    return len(ranks)


def close_more(
    store: ox.Store, added: Iterable[ox.Triple], rules: list[Rule] | None = None
) -> list[ox.Triple] | None:
    """Close a store that was closed before a few triples came: only what is new is carried through the rules.

    Parameters
    ----------
    store
        The store, the new triples in it.
    added
        The new triples.
    rules
        The rules, where they are known; else they are read from the store's axioms.

    Returns
    -------
    list of pyoxigraph.Triple or None
        What was inferred. None where it takes the closure from the start, as there are axioms among the new triples,
        or something that was inferred holds no longer; the store is of no use then.
    """
    due = list(added)
    if any(map(_is_axiom, due)):
        return None
    inferred = ox.NamedNode(INFERRED)
    for triple in due:  # what is said now was inferred before
        store.remove(ox.Quad(triple.subject, triple.predicate, triple.object, inferred))
    rules = Compiler(store).rules() if rules is None else rules
    index: dict[str, list[tuple[Rule, int]]] = {}
    for rule in rules:
        for number, pattern in enumerate(rule.body.patterns):
            index.setdefault(key_of(pattern), []).append((rule, number))
    found: list[ox.Triple] = []
    while due:
        # asked at each step: what follows from a conclusion that is lost may seem to bear it out
        if any(_lost(store, rule) for rule in rules if rule.closed and _may_lose(rule, due)):
            return None
        new = _from_new(store, index, due)
        if not new:
            for rule in (rule for rule in rules if rule.closed):
                new += list(store.query(rule.query(), use_default_graph_as_union=True))  # type: ignore[arg-type]
        due = list(dict.fromkeys(new))
        store.extend([ox.Quad(t.subject, t.predicate, t.object, inferred) for t in due])
        found += due
    return found


def _may_lose(rule: Rule, due: list[ox.Triple]) -> bool:
    """Say whether new triples have a property of which a rule says that all its values are of a kind."""
    return any(str(prop) in each for prop in {t.predicate for t in due} for each in rule.body.filters)


def _lost(store: ox.Store, rule: Rule) -> bool:
    """Say whether something that a rule inferred holds no longer, as it rests on what is listed in full."""
    var, prop, cls = rule.head
    if not var.startswith("?") or cls.startswith("?"):
        return True  # no rule of ours; to be on the safe side
    solutions = store.query(f"SELECT {var} WHERE {{ {rule.body.text()} }}", use_default_graph_as_union=True)
    holds = {solution[0] for solution in solutions}  # type: ignore[union-attr]
    told = ox.NamedNode(prop[1:-1]), _term(cls), ox.NamedNode(INFERRED)
    return any(quad.subject not in holds for quad in store.quads_for_pattern(None, *told))


def _is_axiom(triple: ox.Triple) -> bool:
    """Say whether a triple may be part of an axiom, or tell a rule how to read one."""
    told = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
    name = triple.predicate.value
    says = name.startswith(_OWL) or (name.startswith(_RDFS) and name not in _REMARKS) or name == IN_FULL
    return says or (triple.predicate == TYPE and told.startswith((_OWL, _RDFS)))


def _from_new(
    store: ox.Store, index: dict[str, list[tuple[Rule, int]]], due: list[ox.Triple]
) -> list[ox.Triple]:
    """Return what follows at once from new triples, and is not in the store."""
    by_key: dict[str, list[ox.Triple]] = {}
    for triple in due:
        key = key_of((str(triple.subject), str(triple.predicate), str(triple.object)))
        by_key.setdefault(key, []).append(triple)
    found: list[ox.Triple] = []
    for key, triples in by_key.items():
        for rule, number in index.get(key, ()):
            bound = [each for t in triples if (each := _bound(rule.body.patterns[number], t)) is not None]
            if len(rule.body.patterns) == 1 and not rule.body.filters:
                made = (_made(rule.head, each) for each in bound)
                found += [t for t in made if t and not _holds(store, t)]
            elif bound := [each for each in bound if _may_join(store, rule, number, each)]:
                query = _query_from(rule, number, bound)
                found += list(store.query(query, use_default_graph_as_union=True))  # type: ignore[arg-type]
    return found


def _may_join(store: ox.Store, rule: Rule, number: int, bound: dict[str, Node]) -> bool:
    """Say whether the store has something for each other pattern alone: a look-up, where a query is a plan, too."""
    for place, pattern in enumerate(rule.body.patterns):
        s, p, o = (bound.get(part, None if part.startswith("?") else _term(part)) for part in pattern)
        if place == number:
            continue
        if isinstance(s, ox.Literal) or not any(True for _ in store.quads_for_pattern(s, p, o, None)):  # type: ignore[arg-type]
            return False
    return True


def _bound(pattern: Pattern, triple: ox.Triple) -> dict[str, Node] | None:
    """Return what a pattern's variables stand for in a triple; None where it does not fit."""
    found: dict[str, Node] = {}
    for part, term in zip(pattern, (triple.subject, triple.predicate, triple.object), strict=True):
        if part.startswith("?"):
            if found.setdefault(part, term) != term:
                return None
        elif part != str(term):
            return None
    return found


def _made(head: Pattern, bound: dict[str, Node]) -> ox.Triple | None:
    """Return the triple that a head makes; None for what is no triple."""
    s, p, o = (bound.get(part) or _term(part) for part in head)
    if isinstance(s, ox.NamedNode | ox.BlankNode) and isinstance(p, ox.NamedNode):
        return ox.Triple(s, p, o)
    return None


@cache
def _term(text: str) -> Node:
    """Return the term that SPARQL writes so."""
    found: Node = next(ox.parse(input=f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.N_TRIPLES)).object
    return found


def _holds(store: ox.Store, t: ox.Triple) -> bool:
    return any(True for _ in store.quads_for_pattern(t.subject, t.predicate, t.object, None))


def _query_from(rule: Rule, number: int, bound: list[dict[str, Node]]) -> str:
    """Return the rule's query, one of its patterns bound to what is new."""
    names = sorted(bound[0])
    if not names or any(
        isinstance(term, ox.BlankNode | ox.Triple) for each in bound for term in each.values()
    ):
        return rule.query()  # a nameless node cannot be written into a query: ask of all
    rows = " ".join("(" + " ".join(str(each[name]) for name in names) + ")" for each in bound)
    head = " ".join(rule.head) + " ."
    rest = rule.body._replace(patterns=rule.body.patterns[:number] + rule.body.patterns[number + 1 :])
    where = f"VALUES ({' '.join(names)}) {{ {rows} }} {rest.text()} FILTER NOT EXISTS {{ {head} }}"
    return f"CONSTRUCT {{ {head} }} WHERE {{ {where} }}"


def _run(store: ox.Store, due: list[Rule], rules: list[Rule], ranks: dict[ox.Triple, int]) -> set[str]:
    """Run the rules that are due, then those that what they added makes due, until none adds a triple."""
    asks = [(rule, rule.asks_for()) for rule in rules]
    ever: set[str] = set()
    while due:
        added: set[str] = set()
        for rule in due:
            added |= _apply(store, rule, ranks)
        ever |= added
        due = [rule for rule, wanted in asks if wanted & added]
    return ever


def _apply(store: ox.Store, rule: Rule, ranks: dict[ox.Triple, int]) -> set[str]:
    graph = ox.NamedNode(INFERRED)
    new = list(store.query(rule.query(), use_default_graph_as_union=True))  # type: ignore[arg-type]
    step = len(ranks) + 1
    for triple in new:
        ranks.setdefault(triple, step)
    store.extend([ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in new])
    return {key_of((str(triple.subject), str(triple.predicate), str(triple.object))) for triple in new}
