"""The explorer: one HTML file that works offline, with search, filters, details and the stored questions."""

import json
import os
from typing import Any

from her2gc import catalogue
from her2gc.answer import ask
from her2gc.errors import Her2gcError
from her2gc.export.kinds import KINDS, PASSIVE
from her2gc.export.layout import islands, positions
from her2gc.export.model import Edge, Node, View
from her2gc.export.outcome import words
from her2gc.export.request import Export
from her2gc.names import curie
from her2gc.turtle import read_bytes

FOLDER = False
LOSES = frozenset({"vocabulary", "named graph of a value", "language", "spelling", "characters", "document"})

_HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "explorer")
_TOLD_OTHERWISE = frozenset({"place", "document", "citation"})  # shown in the details of what they carry
_SCRIPTS = ("sketch.js", "picture.js", "parts.js", "arrange.js", "overlay.js", "app.js")
_MOST_ROWS = 200


def write(export: Export) -> bytes:
    """Return the page."""
    view = export.view
    shown = view.keep(node.id for node in view.nodes if node.kind not in _TOLD_OTHERWISE)
    text = json.dumps(_data(export, shown), ensure_ascii=False, separators=(",", ":"))
    page = _part("page.html")
    parts = {
        "@@STYLE@@": _part("style.css"),
        "@@DATA@@": text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
        "@@CYTOSCAPE@@": _part("vendor/cytoscape.min.js"),
        "@@APP@@": "".join(map(_part, _SCRIPTS)),
    }
    for mark, part in parts.items():
        before, _, after = page.partition(mark)
        page = before + part + after
    return page.encode()


def _part(name: str) -> str:
    return read_bytes(os.path.join(_HERE, *name.split("/"))).decode()


def _data(export: Export, view: View) -> dict[str, Any]:
    numbers = {node.id: place for place, node in enumerate(view.nodes)}
    points = positions(view)
    groups = islands(view)
    group_numbers = {name: rank for rank, name in enumerate(groups)}
    seats = {
        name: (group_numbers[group], seat)
        for group, members in groups.items()
        for seat, name in enumerate(members)
    }
    places = {place.id: place for node in view.nodes for place in node.places}
    place_numbers = {name: rank for rank, name in enumerate(sorted(places))}
    return {
        "kinds": {
            name: {"colour": style.colour, "shape": style.shape, "size": style.size}
            for name, style in KINDS.items()
        },
        "passive": sorted(PASSIVE),
        "places": [
            {
                "id": name,
                "label": places[name].label,
                "quote": places[name].quote,
                "citations": places[name].citations,
            }
            for name in sorted(places)
        ],
        "islands": [_island(name, view) for name in groups],
        "nodes": [_node(node, points, place_numbers, seats[node.id]) for node in view.nodes],
        "edges": [_edge(edge, numbers) for edge in view.edges],
        "questions": _questions(export, numbers),
    }


def _island(name: str, view: View) -> str:
    """Return what an island is called: by its trial, or by the kind of all that is in it."""
    return view.by_id[name].label if name in view.by_id else name


def _node(
    node: Node, points: dict[str, tuple[float, float]], places: dict[str, int], seat: tuple[int, int]
) -> dict[str, Any]:
    return {
        "id": node.id,
        "label": node.label,
        "kind": node.kind,
        "type": node.type_label,
        "synonyms": node.synonyms,
        "description": node.description,
        "lines": node.lines,
        "order": node.data.get("schemeOrder", 0),
        "places": [places[place.id] for place in node.places],
        "citations": node.citations,
        "links": [[link.match, link.id, link.iri, link.label] for link in node.links],
        "data": {name: value for name, value in node.data.items() if value != node.description},
        "x": points[node.id][0],
        "y": points[node.id][1],
        "g": seat[0],
        "r": seat[1],
    }


def _edge(edge: Edge, numbers: dict[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "s": numbers[edge.source],
        "t": numbers[edge.target],
        "label": ", ".join(words(edge)),
        "origin": edge.origin,
    }
    return found


def _questions(export: Export, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Return the answers to the stored questions; one that needs a parameter is asked with its example."""
    found = []
    for question in catalogue.questions().values():
        values: dict[str, Any] = {
            each.name: each.example for each in question.parameters if each.required and each.example
        }
        try:
            answer = ask(export.graph, question, values)
        except Her2gcError:  # its default or example is no part of a user's own graph
            continue
        rows: list[list[list[Any]]] = []
        hit: set[int] = set()
        for row in list(answer)[:_MOST_ROWS]:
            cells = []
            for name in answer.names:
                iri = row.iri(name)
                number = numbers.get(curie(iri)) if iri else None
                value = row[name]
                cells.append(["" if value is None else str(value), number])
                if number is not None:
                    hit.add(number)
            rows.append(cells)
        found.append(
            {
                "name": question.name,
                "summary": question.summary,
                "description": question.description,
                "asked": ", ".join(f"{name}: {value}" for name, value in values.items()),
                "columns": answer.names,
                "rows": rows,
                "nodes": sorted(hit),
            }
        )
    return found
