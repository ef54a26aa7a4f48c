"""Why something is inferred: the axiom used and the statements that it was used on, down to what is asserted."""

from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.checks.reason.clashes import Clash, parse
from her2gc.sources.homes import origin
from her2gc.sources.prefixes import PREFIXES
from her2gc.store import closure
from her2gc.store.names import curie, local, words
from her2gc.store.rules import Axiom, Compiler, Node, Pattern, Rule

_RDF, _RDFS, _OWL, _H = (PREFIXES[name] for name in ("rdf", "rdfs", "owl", "her2gc"))
_TYPE = _RDF + "type"
_PLAIN = {"subClassOf": 0, "subPropertyOf": 0, "inverseOf": 1, "domain": 3, "range": 3}  # plain reasons first
_PLACES = 3  # so many places of a statement are named


class Step(NamedTuple):
    """One statement with its reason; an asserted one has neither axiom nor premises."""

    triple: ox.Triple
    axiom: Axiom | None
    premises: "list[Step]"
    graph: str  # the named graph of an asserted statement, by its last word


class Reasons:
    """The reasons of one closed graph.

    Parameters
    ----------
    store
        The graph as asserted; it is closed here.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.ranks: dict[ox.Triple, int] = {}
        closure.close(store, self.ranks)
        self.compiler = Compiler(store)
        self.rules: dict[str, list[Rule]] = {}
        for rule in sorted(self.compiler.rules(), key=lambda rule: _PLAIN.get(rule.axiom[1], 2)):
            self.rules.setdefault(_key(rule.head), []).append(rule)

    def why(self, triple: ox.Triple) -> Step | None:
        """Return the reason of a statement; None where it does not hold."""
        found = list(self.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None))
        if not found:
            return None
        if triple not in self.ranks:
            return Step(triple, None, [], origin(found[0].graph_name.value).short)  # type: ignore[union-attr]
        head = (str(triple.subject), str(triple.predicate), str(triple.object))
        for rule in self.rules.get(_key(head), []):
            premises = self._premises(rule, head, self.ranks[triple])
            if premises is not None:
                steps = [self.why(premise) for premise in premises]
                return Step(triple, rule.axiom, [step for step in steps if step], "")
        return Step(triple, None, [], "inferred")

    def _premises(self, rule: Rule, head: Pattern, rank: int) -> list[ox.Triple] | None:
        """Return what a rule was used on, all of it known before; None where the rule does not give the head."""
        bound: dict[str, str] = {}
        for pattern, part in zip(rule.head, head, strict=True):
            if pattern.startswith("?"):
                if bound.setdefault(pattern, part) != part:
                    return None
            elif pattern != part:
                return None
        if any(text.startswith("_:") for text in bound.values()):
            return None  # a blank node cannot be named in a query
        values = " ".join(f"VALUES {name} {{ {text} }}" for name, text in bound.items())
        query = f"SELECT * WHERE {{ {values} {rule.body.text()} }}"
        for solution in self.store.query(query, use_default_graph_as_union=True):  # type: ignore[union-attr]
            premises = [_fill(pattern, solution, bound) for pattern in rule.body.patterns]
            if all(self.ranks.get(premise, 0) < rank for premise in premises):
                return premises
        return None

    def of_clash(self, clash: Clash) -> list[Step]:
        """Return the reasons of the statements that contradict each other."""
        return [step for step in map(self.why, clash.premises) if step]

    def tell(self, step: Step, depth: int = 0) -> Iterator[str]:
        """Yield the lines that tell a reason to a person."""
        indent = "  " * depth
        if step.axiom is None:
            yield f"{indent}{self.sentence(step.triple)} [asserted, {step.graph}]{self._places(step)}"
            return
        yield f"{indent}{self.sentence(step.triple)}"
        yield f"{indent}  because {self.axiom(step.axiom)}"
        for premise in step.premises:
            yield from self.tell(premise, depth + 1)

    def sentence(self, triple: ox.Triple) -> str:
        """Return a statement in words."""
        subject, prop, value = self.label(triple.subject), triple.predicate, triple.object
        if prop.value == _TYPE:
            return f"{subject} is a: {self.label(value)}"
        return f"{subject} — {self.label(prop)} — {self.label(value)}"

    def label(self, node: Node) -> str:
        """Return what a person calls a node; a class expression is spelled out."""
        if isinstance(node, ox.Literal):
            return node.value
        if isinstance(node, ox.BlankNode):
            return self._expression(node)
        if isinstance(node, ox.Triple):
            return str(node)
        found = self.compiler.value(node, _RDFS + "label")
        if isinstance(found, ox.Literal):
            return found.value
        name = curie(node.value)
        return words(local(node.value)) if name.startswith(("owl:", "rdf:")) else name

    def axiom(self, axiom: Axiom) -> str:
        """Return an axiom in words."""
        subject, construct, value = axiom
        one = self.label(subject)
        if construct == "propertyChainAxiom":
            steps = ", then ".join(self.label(part) for part in self.compiler.members(value))
            return f"“{one}” follows from: {steps}"
        other = self.label(value)
        kind = words(local(value.value)) if isinstance(value, ox.NamedNode) else ""
        told = {
            "subClassOf": f"every {one} is a: {other}",
            "equivalentClass": f"by definition, {one} is: {other}",
            "disjointWith": f"nothing is both {one} and {other}: the two are disjoint",
            "complementOf": f"nothing is both {one} and {other}: one is the complement of the other",
            "subPropertyOf": f"“{one}” is a kind of “{other}”",
            "inverseOf": f"“{one}” and “{other}” are inverse to each other",
            "equivalentProperty": f"“{one}” and “{other}” mean the same",
            "domain": f"whatever has “{one}” is a: {other}",
            "range": f"what “{one}” leads to is a: {other}",
            "hasKey": f"no two of {one} share “{other}”",
            "propertyDisjointWith": f"“{one}” and “{other}” never hold together",
            "type": f"“{one}” is a {kind}" if value != subject else "nothing belongs to the empty class",
        }
        return told.get(construct, f"{one} {construct} {other}")

    def _expression(self, node: ox.BlankNode) -> str:
        value, members = self.compiler.value, self.compiler.members
        for construct, word in (("intersectionOf", " and "), ("unionOf", " or "), ("oneOf", " or ")):
            if (listed := value(node, _OWL + construct)) is not None:
                return "(" + word.join(self.label(part) for part in members(listed)) + ")"
        if (inverse := value(node, _OWL + "inverseOf")) is not None:
            return f"the inverse of {self.label(inverse)}"
        prop = value(node, _OWL + "onProperty")
        if prop is None:
            return "something"
        name = self.label(prop)
        for construct, word in (("hasValue", ""), ("someValuesFrom", "some "), ("allValuesFrom", "only ")):
            if (filler := value(node, _OWL + construct)) is not None:
                return f"“{name}” {word}{self.label(filler)}"
        for construct, word in (("min", "at least"), ("max", "at most"), ("", "exactly")):
            for ending in ("QualifiedCardinality", "Cardinality"):
                key = construct + (ending if construct else ending[0].lower() + ending[1:])
                if (number := value(node, _OWL + key)) is not None:
                    cls = value(node, _OWL + "onClass")
                    return f"“{name}” {word} {self.label(number)} {self.label(cls) if cls else 'values'}"
        return f"“{name}”"

    def _places(self, step: Step) -> str:
        """Return where the review says it: the places of the statement's subject, a cell with its print."""
        if step.graph == "curation":
            return ""
        found = self.store.quads_for_pattern(step.triple.subject, ox.NamedNode(_H + "statedIn"), None, None)
        told = []
        for quad in found:
            printed = self.compiler.value(quad.object, _H + "printedText")
            text = f" prints “{self.label(printed)}”" if printed is not None else ""
            told.append(f"{self.label(quad.object)}{text}")
        told.sort(key=lambda each: (" prints " not in each, each))
        more = f" and {len(told) - _PLACES} more places" if len(told) > _PLACES else ""
        return f" — {'; '.join(told[:_PLACES])}{more}" if told else ""


def _key(head: Pattern) -> str:
    return head[2] if head[1] == f"<{_TYPE}>" else head[1]


def _fill(pattern: Pattern, solution: ox.QuerySolution, bound: dict[str, str]) -> ox.Triple:
    terms = []
    for part in pattern:
        variable = part.startswith("?")
        found = solution[part[1:]] if variable else None
        terms.append(parse(bound.get(part, part)) if found is None else found)
    return ox.Triple(*terms)  # type: ignore[arg-type]
