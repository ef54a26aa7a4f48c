"""Where nodes stand before a tool lays them out anew: each trial, classification or kind is an island.

The islands spiral outwards from the largest; within one, nodes fill a disc like seeds of a sunflower.
"""

import math
from collections import Counter, defaultdict

from her2gc.export.kinds import KINDS
from her2gc.export.model import Node, View

_TURN = math.pi * (3 - math.sqrt(5))
_STEP = 55.0
_GAP = 70.0


def islands(view: View) -> dict[str, list[str]]:
    """Return the islands from the largest on, by a trial or a kind; each with its nodes from the middle outwards."""
    found: dict[str, list[Node]] = defaultdict(list)
    owners = _owners(view)
    for node in view.nodes:
        found[owners[node.id]].append(node)
    return {
        name: [
            node.id
            for node in sorted(
                found[name], key=lambda node: (node.id != name, -KINDS[node.kind].size, node.kind, node.id)
            )
        ]
        for name in sorted(found, key=lambda key: (-len(found[key]), key))
    }


def positions(view: View) -> dict[str, tuple[float, float]]:
    """Return a point for every node, in a unit of which an average node is 30 wide; the same in every run."""
    found: dict[str, tuple[float, float]] = {}
    placed: list[tuple[float, float, float]] = []
    for members in islands(view).values():
        radius = _STEP * math.sqrt(len(members))
        x, y = _free(placed, radius)
        placed.append((x, y, radius))
        for rank, name in enumerate(members):
            away = _STEP * math.sqrt(rank)
            found[name] = (
                round(x + away * math.cos(rank * _TURN), 1),
                round(y + away * math.sin(rank * _TURN), 1),
            )
    return found


def _free(placed: list[tuple[float, float, float]], radius: float) -> tuple[float, float]:
    """Return the first free place for a disc along a spiral."""
    for step in range(100_000):
        away, angle = 12.0 * math.sqrt(step * 8), step * 0.35
        x, y = 1.3 * away * math.cos(angle), away * math.sin(angle)  # screens are wide
        if all(math.hypot(x - a, y - b) > radius + r + _GAP for a, b, r in placed):
            return x, y
    return 0.0, 0.0


def _owners(view: View) -> dict[str, str]:
    """Return the island of every node: the trial that most of its links lead to, or its kind."""
    kinds = {node.id: node.kind for node in view.nodes}
    owners = {node.id: node.id for node in view.nodes if node.kind == "trial"}
    neighbours: dict[str, list[str]] = defaultdict(list)
    for edge in view.edges:
        neighbours[edge.source].append(edge.target)
        neighbours[edge.target].append(edge.source)
    own = {
        "arm",
        "regimen",
        "population",
        "result",
        "verdict",
        "place",
        "statement",
        "alteration",
        "doubt",
        "note",
    }
    for _ in range(4):
        for node in view.nodes:
            if node.id in owners or node.kind not in own:
                continue
            seen = Counter(owners[each] for each in neighbours[node.id] if each in owners)
            if seen:
                owners[node.id] = min(seen, key=lambda key: (-seen[key], key))
    return {node: owners.get(node, kind) for node, kind in kinds.items()}
