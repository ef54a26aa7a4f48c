"""A figure of a cell that prints "a vs b" stands where the print has it: no other figure of the cell passes for it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import ROOT
from her2gc.checks.validate import run as validate
from her2gc.checks.validate.check import _triples
from her2gc.checks.validate.direct import Direct
from her2gc.checks.validate.engine import Shapes
from her2gc.checks.validate.files import is_outside
from her2gc.checks.validate.shipped import Shipped
from her2gc.sources import homes
from her2gc.sources.prefixes import PREFIXES
from sampling import sample, slow

pytestmark = pytest.mark.usefixtures("lines_once")

H, KG, XSD = PREFIXES["her2gc"], PREFIXES["kg"], PREFIXES["xsd"]
# what Table 4 prints, and the last part of the names of both arms' values
ARMS = {
    "ToGA": ("trastuzumab", "chemotherapy"),
    "HELOISE": ("high-dose", "standard-dose"),
    "LOGiC": ("lapatinib", "chemotherapy"),
    "JACOB": ("pertuzumab", "control"),
    "T-ACT": ("trastuzumab", "paclitaxel"),
    "GATSBY": ("T-DM1", "taxane"),
    "TyTAN": ("lapatinib", "paclitaxel"),
}
CELLS = {
    "ToGA-ORR": "47 vs 35 P = 0.0017",
    "ToGA-PFS": "6.7 vs 5.5 HR = 0.71 P = 0.0004",
    "ToGA-OS": "13.8 vs 11.1 HR = 0.74 P = 0.0046",
    "HELOISE-ORR": "56,9 vs 58.9 P= 0.76",
    "HELOISE-PFS": "5.6 vs 5.7 HR = 1.04 P = 0.8222",
    "HELOISE-OS": "10.6 vs 12.5 HR = 1.24 P = 0.2401",
    "LOGiC-ORR": "53 vs 39 P = 0.0031",
    "LOGiC-PFS": "6.0 vs 5.4 HR = 0.82 P = 0.081",
    "LOGiC-OS": "12.2 vs 10.5 HR = 0.91 P = 0.35",
    "JACOB-ORR": "56.7 vs 48.9 P = 0.026",
    "JACOB-PFS": "8.5 vs 7.0 P = 0.0001",
    "JACOB-OS": "17.5 vs 14.2 HR = 0.84 P = 0.057",
    "T-ACT-ORR": "33.3 vs 32 P = 1.00",
    "T-ACT-PFS": "3.7 vs 3.2 HR = 0.91 P = 0.33",
    "T-ACT-OS": "10.2 vs 10 HR = 1.23, P = 0.20",
    "GATSBY-ORR": "20.6 vs 19.6 P = 0.84",
    "GATSBY-PFS": "2.7 vs 2.9 HR = 1.13 P = 0.31",
    "GATSBY-OS": "7.9 vs 8.6 HR = 1.15 P = 0.86",
    "TyTAN-ORR": "27 vs 9 P < 0.001",
    "TyTAN-PFS": "5.4 vs 4.4 HR = 0.85 P = 0.244",
    "TyTAN-OS": "11 vs 8.9 HR = 0.84 P = 0.10",
}
# 21 cells of two arms' figures and a p-value, 13 of them with a hazard ratio
MOVES = 8 * 3 * 2 + 13 * 4 * 3


def moves() -> Iterator[tuple[str, str, str, str]]:
    """Yield node, property, the figure as printed, and another figure of its cell."""
    for result, text in CELLS.items():
        figures = re.findall(r"[0-9]+(?:[.,][0-9]+)?", text)
        first, second = ARMS[result.rpartition("-")[0]]
        owners = [
            (f"{result}-{first}", "value"),
            (f"{result}-{second}", "value"),
            (f"{result}-contrast", "pValue"),
        ]
        if "HR" in text:
            owners.insert(2, (f"{result}-contrast", "hazardRatio"))
        for (node, prop), own in zip(owners, figures, strict=True):
            for other in figures:
                if other != own:
                    yield node, prop, own, other


@cache
def graph() -> tuple[ox.Store, Direct]:
    store = Shipped([source for source in homes.builtin() if not is_outside(source)]).whole()
    return store, Direct(Shapes(_triples(homes.alone(homes.files("shapes", ".ttl")))))


def name(prop: str) -> ox.NamedNode:
    return ox.NamedNode(H + prop)


def number(figure: str) -> ox.Literal:
    told = figure.replace(",", ".")
    return ox.Literal(told, datatype=ox.NamedNode(XSD + ("decimal" if "." in told else "integer")))


def near(store: ox.Store, node: ox.NamedNode) -> set[ox.NamedNode]:
    linked = {quad.object for quad in store.quads_for_pattern(node, None, None, None)}
    linked |= {quad.subject for quad in store.quads_for_pattern(None, None, node, None)}
    return {node, *(each for each in linked if isinstance(each, ox.NamedNode))}


def found(edits: Iterable[tuple[str, str, str, str]]) -> set[str]:
    """Return the constraints that tell of edits: node, property, the figure as it is and as it shall be."""
    store, direct = graph()
    old, new, nodes = list[ox.Quad](), list[ox.Quad](), set[ox.NamedNode]()
    for local, prop, own, other in edits:
        node = ox.NamedNode(KG + local)
        printed = "printed" + prop[0].upper() + prop[1:]
        for each, before, after in (
            (prop, number(own), number(other)),
            (printed, ox.Literal(own), ox.Literal(other)),
        ):
            (quad,) = store.quads_for_pattern(node, name(each), None, None)
            assert isinstance(quad.object, ox.Literal)
            same = (
                quad.object == before if each == printed else float(quad.object.value) == float(before.value)
            )
            assert same, "the shipped graph has changed: mend this test"
            old.append(quad)
            new.append(ox.Quad(node, name(each), after, quad.graph_name))
        nodes |= near(store, node)
    for quad in old:
        store.remove(quad)
    store.extend(new)
    try:
        return {raw.rule for raw in direct.apply(store, nodes)}
    finally:
        for quad in new:
            store.remove(quad)
        store.extend(old)


def test_there_are_as_many_copies_and_moves_as_the_cells_allow() -> None:
    assert len(list(moves())) == MOVES
    assert sum(prop == "value" for _, prop, _, _ in moves()) == 8 * 2 * 2 + 13 * 2 * 3


@slow
@pytest.mark.parametrize("result", sample(list(CELLS), 7, "cells of two arms"))
def test_the_figure_of_the_other_arm_is_found(result: str) -> None:
    first, second = ARMS[result.rpartition("-")[0]]
    one, other = re.findall(r"[0-9]+(?:[.,][0-9]+)?", CELLS[result])[:2]
    assert "value-stands-on-its-side" in found([(f"{result}-{first}", "value", one, other)])
    assert "value-stands-on-its-side" in found([(f"{result}-{second}", "value", other, one)])
    assert "value-stands-on-its-side" in found(
        [(f"{result}-{first}", "value", one, other), (f"{result}-{second}", "value", other, one)]
    )


@pytest.mark.parametrize("move", sample(list(moves()), 40, "figures moved within their cell"))
def test_a_figure_moved_within_its_cell_is_found(move: tuple[str, str, str, str]) -> None:
    assert found([move])


def test_figures_where_the_print_has_them_pass() -> None:
    store, direct = graph()
    nodes = set().union(*(near(store, ox.NamedNode(KG + node)) for node, _, _, _ in moves()))
    assert direct.apply(store, nodes) == []


def test_groups_that_are_no_arms_keep_the_order_of_their_contrast() -> None:
    # "median PFS, 22.0 months vs 7.7 months": amplified by sequencing, and not
    assert found([("PANTHERA-PFS-NGS-amplified", "value", "22.0", "7.7")])
    assert found([("PANTHERA-PFS-NGS-not-amplified", "value", "7.7", "22.0")])


@pytest.mark.parametrize("other", ["43", "64"])
def test_an_end_of_an_interval_is_no_estimate(other: str) -> None:
    # it is printed as 53%, with its interval in brackets
    assert "value-stands-outside-its-interval" in found([("CP-MGAH22-05-DCR-value", "value", "53", other)])


@pytest.mark.parametrize(("prop", "own", "other"), [("lowerBound", "43", "53"), ("upperBound", "64", "95")])
def test_the_ends_of_an_interval_stand_side_by_side(prop: str, own: str, other: str) -> None:
    assert "ends-stand-side-by-side" in found([("CP-MGAH22-05-DCR-value", prop, own, other)])


# what is to be changed in the template of three arms; whether the rule is to tell of it
THREE_ARMS = {
    "the low dose has the control's figure": ([("her2gc:value 13.2", "her2gc:value 11.0")], True),
    "the control has the low dose's figure": ([("her2gc:value 11.0", "her2gc:value 13.2")], True),
    "the control was not reached": ([("her2gc:value 11.0", "her2gc:notReached true")], True),
    "another's passage has the figure, on the other side": (
        [("(95% CI 14.1-NR) vs 11.0", "(95% CI 14.1-NR) vs 13.2"), ("survival 13.2 vs", "survival 11.0 vs")],
        True,
    ),
    "an abbreviation": ([("survival not reached (95%", "survival NR (95%")], False),
    "the low dose has what the control has": (
        [("her2gc:value 13.2", "her2gc:value 11.0"), ("survival 13.2 vs", "survival 11.0 vs")],
        False,
    ),
    "a pair of others": (
        [
            ("her2gc:notReached true", "her2gc:value 11.0"),
            ("survival not reached (95% CI 14.1-NR) vs 11.0", "survival 11.0 (95% CI 14.1-NR) vs 11.0"),
        ],
        False,
    ),
}


@slow
@pytest.mark.parametrize("change", THREE_ARMS)
def test_a_value_is_held_against_the_passages_of_its_own_pair(change: str, tmp_path: Path) -> None:
    text = (ROOT / "templates/three-arms.ttl").read_text()
    edits, told = THREE_ARMS[change]
    for before, after in edits:
        assert text.count(before) == 1
        text = text.replace(before, after)
    path = tmp_path / "three.ttl"
    path.write_text(text)
    rules = {each.rule for each in validate([str(path)], say=lambda _: None)}
    assert ("value-stands-on-its-side" in rules) == told
