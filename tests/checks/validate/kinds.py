"""Small, realistic errors of a curator, made at random places of the graph; seeded and reproducible.

Each kind is a function that picks a place and returns the triples to take away and to add, or None where it finds none.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

import pyoxigraph as ox

from her2gc.sources.prefixes import PREFIXES

H, K, RDF, RDFS, SKOS, XSD = (PREFIXES[name] for name in ("her2gc", "kg", "rdf", "rdfs", "skos", "xsd"))
TYPE, LABEL, ALT = ox.NamedNode(RDF + "type"), ox.NamedNode(RDFS + "label"), ox.NamedNode(SKOS + "altLabel")
FIGURES = ("value", "hazardRatio", "pValue", "lowerBound", "upperBound", "rangeLow", "rangeHigh", "enrolment",
           "populationSize", "numerator", "denominator", "threshold", "difference", "factor")  # fmt: skip
GENERAL = {H + name for name in ("Content", "Subject", "Statement", "DocumentPart", "ControlledTerm")}
Triple = ox.Triple


def h(name: str) -> ox.NamedNode:
    return ox.NamedNode(H + name)


def kg(name: str) -> ox.NamedNode:
    return ox.NamedNode(K + name)


class Edit(NamedTuple):
    """A mutation: what is taken away and added, and the nodes that a report should name."""

    nodes: tuple[str, ...]
    removed: tuple[Triple, ...]
    added: tuple[Triple, ...]


class Data:
    """The asserted triples of kg/, indexed; and the closed graph's types and subclasses."""

    def __init__(self, asserted: list[Triple], closed: list[Triple]) -> None:
        self.triples = sorted((t for t in asserted if isinstance(t.subject, ox.NamedNode)), key=str)
        self.of: dict[ox.NamedNode, list[Triple]] = defaultdict(list)
        self.by: dict[str, list[Triple]] = defaultdict(list)
        for t in self.triples:
            self.of[t.subject].append(t)  # type: ignore[index]
            self.by[t.predicate.value].append(t)
        self.types: dict[object, set[str]] = defaultdict(set)
        self.range: dict[str, str] = {}
        for t in sorted(closed, key=str):
            if t.predicate == TYPE and isinstance(t.object, ox.NamedNode):
                self.types[t.subject].add(t.object.value)
            if t.predicate.value == RDFS + "range" and isinstance(t.object, ox.NamedNode):
                self.range[t.subject.value] = t.object.value  # type: ignore[union-attr]
        self.members: dict[str, list[ox.NamedNode]] = defaultdict(list)
        for node in sorted((n for n in self.types if isinstance(n, ox.NamedNode)), key=str):
            if node.value.startswith(K):
                for cls in self.types[node]:
                    self.members[cls].append(node)

    def one(self, rng: random.Random, prop: str, cls: str = "") -> Triple | None:
        found = [
            t
            for t in self.by[prop if "://" in prop else H + prop]
            if not cls or H + cls in self.types[t.subject]
        ]
        return rng.choice(found) if found else None

    def get(self, node: object, prop: str) -> list[Triple]:
        return [t for t in self.of[node] if t.predicate.value == H + prop]  # type: ignore[index]


Kind = Callable[[random.Random, Data], Edit | None]
KINDS: dict[str, Kind] = {}


def kind(function: Kind) -> Kind:
    KINDS[function.__name__.replace("_", "-")] = function
    return function


def _swap(t: Triple, value: object) -> Edit:
    new = Triple(t.subject, t.predicate, value)  # type: ignore[arg-type]
    return Edit((t.subject.value,), (t,), (new,))  # type: ignore[union-attr]


def _other(rng: random.Random, data: Data, t: Triple, cls: str) -> Edit | None:
    """Put another member of the same vocabulary in the place of the value."""
    others = [n for n in data.members[H + cls] if n != t.object]
    return _swap(t, rng.choice(others)) if others else None


def _figure(rng: random.Random, data: Data) -> Triple:
    return rng.choice([t for name in FIGURES for t in data.by[H + name]])


def _like(t: Triple, text: str) -> ox.Literal:
    whole = "." not in text
    return ox.Literal(text, datatype=ox.NamedNode(XSD + ("integer" if whole else "decimal")))


@kind
def drop_triple(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(data.triples)
    return Edit((t.subject.value,), (t,), ())  # type: ignore[union-attr]


@kind
def drop_type(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(data.by[TYPE.value])
    return Edit((t.subject.value,), (t,), ())  # type: ignore[union-attr]


@kind
def drop_figure(rng: random.Random, data: Data) -> Edit | None:
    t = _figure(rng, data)
    return Edit((t.subject.value,), (t,), ())  # type: ignore[union-attr]


@kind
def drop_places_of_node(rng: random.Random, data: Data) -> Edit | None:
    node = data.one(rng, "statedIn").subject  # type: ignore[union-attr]
    return Edit((node.value,), tuple(data.get(node, "statedIn")), ())  # type: ignore[union-attr]


@kind
def delete_place(rng: random.Random, data: Data) -> Edit | None:
    node = rng.choice(data.members[H + "Passage"])
    users = {t.subject.value for t in data.by[H + "statedIn"] + data.by[H + "atPlace"] if t.object == node}  # type: ignore[union-attr]
    return Edit((node.value, *sorted(users)), tuple(data.of[node]), ())


@kind
def delete_node(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice([t for t in data.triples if isinstance(t.object, ox.NamedNode) and t.object in data.of])
    users = {u.subject.value for u in data.triples if u.object == t.object}  # type: ignore[union-attr]
    return Edit((t.object.value, *sorted(users)), tuple(data.of[t.object]), ())  # type: ignore[union-attr,index]


@kind
def duplicate_label(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(data.by[LABEL.value])
    own = sorted(data.types[t.subject] - GENERAL - {H + "QuantifiedStatement", H + "Criterion", H + "Place"})
    twins = [
        u
        for cls in own
        for n in data.members[cls]
        if n != t.subject
        for u in data.of[n]
        if u.predicate == LABEL
    ]
    return _swap(t, rng.choice(twins).object) if twins else None


@kind
def change_label_language(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(data.by[LABEL.value])
    return _swap(t, ox.Literal(t.object.value, language=rng.choice(["de", "en-gb", "fr"])))  # type: ignore[union-attr]


@kind
def drop_label_language(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(data.by[LABEL.value] + data.by[ALT.value])
    return _swap(t, ox.Literal(t.object.value))  # type: ignore[union-attr]


@kind
def empty_label(rng: random.Random, data: Data) -> Edit | None:
    return _swap(rng.choice(data.by[LABEL.value]), ox.Literal(rng.choice(["", " "]), language="en"))


@kind
def quote_number(rng: random.Random, data: Data) -> Edit | None:
    t = _figure(rng, data)
    return _swap(t, ox.Literal(t.object.value))  # type: ignore[union-attr]


@kind
def float_number(rng: random.Random, data: Data) -> Edit | None:
    t = _figure(rng, data)
    return _swap(t, ox.Literal(t.object.value, datatype=ox.NamedNode(XSD + "double")))  # type: ignore[union-attr]


@kind
def mistype_reference(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(
        [t for t in data.triples if isinstance(t.object, ox.NamedNode) and t.object.value.startswith(K)]
    )
    text = t.object.value  # type: ignore[union-attr]
    at = rng.randrange(len(K) + 1, len(text)) if len(text) > len(K) + 1 else len(text)
    wrong = (
        text[: at - 1] + text[at:] if rng.random() < 0.5 else text[:at] + rng.choice("aeinrst") + text[at:]
    )
    return None if ox.NamedNode(wrong) in data.of or wrong == K else _swap(t, ox.NamedNode(wrong))


@kind
def mistype_property(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice([t for t in data.triples if t.predicate.value.startswith(H)])
    text = t.predicate.value
    at = rng.randrange(len(H) + 1, len(text))
    new = Triple(t.subject, ox.NamedNode(text[: at - 1] + text[at:]), t.object)
    return Edit((t.subject.value,), (t,), (new,))  # type: ignore[union-attr]


@kind
def mistype_class(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(data.by[TYPE.value])
    return _swap(t, ox.NamedNode(t.object.value[:-1]))  # type: ignore[union-attr]


@kind
def reference_of_wrong_class(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice([t for t in data.triples if data.range.get(t.predicate.value, H + "Content") not in GENERAL
                    and isinstance(t.object, ox.NamedNode) and t.predicate != TYPE])  # fmt: skip
    wanted = data.range[t.predicate.value]
    wrong = [n for n in data.of if wanted not in data.types[n] and n != t.subject]
    return _swap(t, rng.choice(sorted(wrong, key=str)))


@kind
def text_for_reference(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(
        [t for t in data.triples if isinstance(t.object, ox.NamedNode) and t.predicate.value.startswith(H)]
    )
    return _swap(t, ox.Literal(t.object.value.removeprefix(K)))  # type: ignore[union-attr]


@kind
def subject_and_object_swapped(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice([t for t in data.triples if isinstance(t.object, ox.NamedNode) and t.predicate.value.startswith(H)
                    and data.types[t.object] != data.types[t.subject]])  # fmt: skip
    new = Triple(t.object, t.predicate, t.subject)  # type: ignore[arg-type]
    return Edit((t.subject.value, t.object.value), (t,), (new,))  # type: ignore[union-attr]


@kind
def change_class(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(data.by[TYPE.value])
    classes = sorted({u.object.value for u in data.by[TYPE.value]} - data.types[t.subject])  # type: ignore[union-attr]
    return _swap(t, ox.NamedNode(rng.choice(classes)))


@kind
def two_nodes_one_name(rng: random.Random, data: Data) -> Edit | None:
    """Paste a block and forget to rename it."""
    one, two = rng.sample(sorted(data.of, key=str), 2)
    added = tuple(Triple(one, t.predicate, t.object) for t in data.of[two])
    return Edit((one.value, two.value), tuple(data.of[two]), added)


@kind
def second_value(rng: random.Random, data: Data) -> Edit | None:
    t = _figure(rng, data)
    new = Triple(t.subject, t.predicate, _like(t, t.object.value + ("5" if "." in t.object.value else "0")))  # type: ignore[union-attr]
    return Edit((t.subject.value,), (), (new,))  # type: ignore[union-attr]


@kind
def move_decimal_point(rng: random.Random, data: Data) -> Edit | None:
    t = _figure(rng, data)
    digits, _, rest = t.object.value.partition(".")  # type: ignore[union-attr]
    right, left = f"{digits}{rest[:1]}.{rest[1:]}".rstrip("."), f"{digits[:-1] or '0'}.{digits[-1]}{rest}"
    told = right if rest and rng.random() < 0.5 else left
    return _swap(t, _like(t, told)) if float(told) != float(t.object.value) else None  # type: ignore[union-attr]


@kind
def mistype_digit(rng: random.Random, data: Data) -> Edit | None:
    t = _figure(rng, data)
    text = t.object.value  # type: ignore[union-attr]
    spots = [n for n, mark in enumerate(text) if mark.isdigit()]
    at = rng.choice(spots)
    return _swap(
        t, _like(t, text[:at] + rng.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :])
    )


@kind
def transpose_digits(rng: random.Random, data: Data) -> Edit | None:
    t = _figure(rng, data)
    text = t.object.value  # type: ignore[union-attr]
    spots = [
        n
        for n in range(len(text) - 1)
        if text[n].isdigit() and text[n + 1].isdigit() and text[n] != text[n + 1]
    ]
    if not spots:
        return None
    at = rng.choice(spots)
    return _swap(t, _like(t, text[:at] + text[at + 1] + text[at] + text[at + 2 :]))


@kind
def percent_as_fraction(rng: random.Random, data: Data) -> Edit | None:
    t = data.one(rng, "value")
    told = f"{float(t.object.value) / 100:.4f}".rstrip("0")  # type: ignore[union-attr]
    return _swap(t, _like(t, told))  # type: ignore[arg-type]


@kind
def flip_comparator(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(data.by[H + "pComparator"] + data.by[H + "comparator"])
    return _swap(t, ox.Literal({"=": "<", "<": ">", ">": "<", "≥": "<", "≤": ">"}[t.object.value]))  # type: ignore[union-attr]


@kind
def invert_interval(rng: random.Random, data: Data) -> Edit | None:
    low, high = rng.choice([("lowerBound", "upperBound"), ("rangeLow", "rangeHigh")])
    one = data.one(rng, low)
    two = data.get(one.subject, high)[0]  # type: ignore[union-attr]
    new = (Triple(one.subject, one.predicate, two.object), Triple(two.subject, two.predicate, one.object))  # type: ignore[union-attr]
    return Edit((one.subject.value,), (one, two), new)  # type: ignore[union-attr,arg-type]


@kind
def interval_without_estimate(rng: random.Random, data: Data) -> Edit | None:
    t = data.one(rng, "upperBound")
    low = data.get(t.subject, "lowerBound")[0]  # type: ignore[union-attr]
    return _swap(t, _like(t, f"{float(low.object.value) + 0.01:.2f}"))  # type: ignore[arg-type,union-attr]


@kind
def p_value_above_one(rng: random.Random, data: Data) -> Edit | None:
    t = data.one(rng, "pValue")
    return _swap(t, _like(t, f"1.{rng.randrange(1, 9)}"))  # type: ignore[arg-type]


@kind
def change_unit(rng: random.Random, data: Data) -> Edit | None:
    return _other(rng, data, data.one(rng, "unit"), "Unit")  # type: ignore[arg-type]


@kind
def swap_arms_of_contrast(rng: random.Random, data: Data) -> Edit | None:
    one = data.one(rng, "firstGroup")
    two = data.get(one.subject, "secondGroup")[0]  # type: ignore[union-attr]
    if H + "Arm" not in data.types[one.object]:  # type: ignore[union-attr]
        return None
    new = (Triple(one.subject, one.predicate, two.object), Triple(two.subject, two.predicate, one.object))  # type: ignore[union-attr]
    return Edit((one.subject.value,), (one, two), new)  # type: ignore[union-attr,arg-type]


def _pair(rng: random.Random, data: Data) -> tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode] | None:
    result = data.one(rng, "armValue").subject  # type: ignore[union-attr]
    values = [t.object for t in data.get(result, "armValue")]
    return (result, values[0], values[1]) if len(values) == 2 else None  # type: ignore[return-value]


def _differing(
    rng: random.Random, data: Data
) -> tuple[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode], Triple, Triple] | None:
    """Draw a result of two arms whose figures differ: the result with its values, and what tells each figure."""
    found = _pair(rng, data)
    if not found:
        return None
    a, b = data.get(found[1], "value"), data.get(found[2], "value")
    return (found, a[0], b[0]) if a and b and a[0].object != b[0].object else None


@kind
def swap_values_of_arms(rng: random.Random, data: Data) -> Edit | None:
    found = _differing(rng, data)
    if not found:
        return None
    nodes, a, b = found
    new = (Triple(nodes[1], h("value"), b.object), Triple(nodes[2], h("value"), a.object))
    return Edit(tuple(n.value for n in nodes), (a, b), new)


@kind
def copy_figure_of_other_arm(rng: random.Random, data: Data) -> Edit | None:
    found = _differing(rng, data)
    if not found:
        return None
    _, a, b = found
    to, other = (a, b) if rng.random() < 0.5 else (b, a)
    return _swap(to, other.object)


@kind
def move_figure_within_cell(rng: random.Random, data: Data) -> Edit | None:
    """Give a figure of a cell that prints "a vs b" the value of another figure of that cell."""
    cells = {t.subject: t.object.value for t in data.by[H + "printedText"] if " vs " in t.object.value}  # type: ignore[union-attr]
    stated = [(t, place.object) for place in data.by[H + "statedIn"] if place.object in cells
              for name in ("value", "hazardRatio", "pValue") for t in data.get(place.subject, name)]  # fmt: skip
    t, cell = rng.choice(stated)
    printed = [each.replace(",", ".") for each in re.findall(r"[0-9]+(?:[.,][0-9]+)?", cells[cell])]  # type: ignore[index]
    others = [each for each in printed if float(each) != float(t.object.value)]  # type: ignore[union-attr]
    return _swap(t, _like(t, rng.choice(others)))


@kind
def both_values_of_one_arm(rng: random.Random, data: Data) -> Edit | None:
    found = _pair(rng, data)
    if not found:
        return None
    a, b = data.get(found[1], "ofArm")[0], data.get(found[2], "ofArm")[0]
    return Edit(tuple(n.value for n in found), (a,), (Triple(found[1], a.predicate, b.object),))


@kind
def arm_of_another_trial(rng: random.Random, data: Data) -> Edit | None:
    return _other(rng, data, data.one(rng, "ofArm"), "Arm")  # type: ignore[arg-type]


@kind
def cross_link_trial(rng: random.Random, data: Data) -> Edit | None:
    cls = rng.choice(["Result", "Verdict", "Endpoint", "Finding", "PriorExposure"])
    return _other(rng, data, data.one(rng, "ofTrial", cls), "Trial")  # type: ignore[arg-type]


@kind
def arm_listed_under_another_trial(rng: random.Random, data: Data) -> Edit | None:
    t = data.one(rng, "hasArm")
    trial = rng.choice([n for n in data.members[H + "Trial"] if n != t.subject])  # type: ignore[union-attr]
    new = Triple(trial, t.predicate, t.object)  # type: ignore[union-attr]
    return Edit((t.object.value, t.subject.value, trial.value), (t,), (new,))  # type: ignore[union-attr,arg-type]


@kind
def missing_arm(rng: random.Random, data: Data) -> Edit | None:
    t = data.one(rng, "hasArm")
    return Edit((t.subject.value, t.object.value), (t,), ())  # type: ignore[union-attr,arg-type]


@kind
def regimen_of_another_trial(rng: random.Random, data: Data) -> Edit | None:
    return _other(rng, data, data.one(rng, "hasRegimen"), "Regimen")  # type: ignore[arg-type]


@kind
def change_line_of_trial(rng: random.Random, data: Data) -> Edit | None:
    t = data.one(rng, "inLine", "Trial")
    return _other(rng, data, t, "LineOfTherapy")  # type: ignore[arg-type]


@kind
def change_measure(rng: random.Random, data: Data) -> Edit | None:
    t = rng.choice(
        [t for t in data.by[H + "measure"] if data.types[t.subject] & {H + "Result", H + "Finding"}]
    )
    return _other(rng, data, t, "OutcomeMeasure")


@kind
def change_verdict(rng: random.Random, data: Data) -> Edit | None:
    return _other(rng, data, data.one(rng, "hasVerdictOutcome"), "VerdictOutcome")  # type: ignore[arg-type]


@kind
def change_agent_of_component(rng: random.Random, data: Data) -> Edit | None:
    return _other(rng, data, data.one(rng, "hasAgent"), "Agent")  # type: ignore[arg-type]


@kind
def change_agent_of_verdict(rng: random.Random, data: Data) -> Edit | None:
    return _other(rng, data, data.one(rng, "onAgent", "Verdict"), "Agent")  # type: ignore[arg-type]


@kind
def change_role_of_endpoint(rng: random.Random, data: Data) -> Edit | None:
    return _other(rng, data, data.one(rng, "hasEndpointRole"), "EndpointRole")  # type: ignore[arg-type]


@kind
def change_role_of_arm(rng: random.Random, data: Data) -> Edit | None:
    t = data.one(rng, "hasArmRole")
    edit = _other(rng, data, t, "ArmRole")  # type: ignore[arg-type]
    trials = [u.subject.value for u in data.by[H + "hasArm"] if u.object == t.subject]  # type: ignore[union-attr]
    return edit._replace(nodes=edit.nodes + tuple(trials)) if edit else None


@kind
def change_subtype(rng: random.Random, data: Data) -> Edit | None:
    return _other(rng, data, data.one(rng, "ofSubtype"), "Subtype")  # type: ignore[arg-type]


@kind
def change_gene(rng: random.Random, data: Data) -> Edit | None:
    return _other(rng, data, data.one(rng, "ofGene", "Alteration"), "Gene")  # type: ignore[arg-type]


@kind
def change_paragraph(rng: random.Random, data: Data) -> Edit | None:
    return _other(rng, data, data.one(rng, "inParagraph"), "Paragraph")  # type: ignore[arg-type]


@kind
def wrong_registry_number(rng: random.Random, data: Data) -> Edit | None:
    t = data.one(rng, "registryId")
    text = t.object.value  # type: ignore[union-attr]
    at = rng.randrange(3, len(text))
    return _swap(t, ox.Literal(text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]))  # type: ignore[arg-type]


@kind
def empty_snippet(rng: random.Random, data: Data) -> Edit | None:
    return _swap(data.one(rng, "snippet"), ox.Literal(""))  # type: ignore[arg-type]
